{{%AUTOESCAPE context="HTML"}}{{! What was held back, until it was clear who sends it: to be sent by one press. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#RESUME_PROVED}}<h1>Thank you. Now send it</h1>
<p>Nothing has been stored yet. The button sends what you entered.</p>{{/RESUME_PROVED}}
{{#RESUME_STALE}}<h1>Send it once more</h1>
<p>You have signed in again since this form was opened, so nothing was stored. The button sends what you entered.</p>{{/RESUME_STALE}}
<dl class="hub-facts">
{{#RESUME_SHOWN}}<div><dt>{{RESUME_LABEL}}</dt><dd class="hub-wrap hub-lines">{{RESUME_VALUE:p}}</dd></div>
{{/RESUME_SHOWN}}<div><dt>To</dt><dd class="hub-wrap">{{RESUME_PATH}}</dd></div>
</dl>
<form method="post" action="{{RESUME_PATH}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#RESUME_FIELD}}<input type="hidden" name="{{RESUME_NAME}}" value="{{RESUME_VALUE:p}}">
{{/RESUME_FIELD}}<button class="btn btn-primary hub-wide" type="submit" autofocus>Send</button>
</form>
<p class="hub-note"><a href="/">Do not send it</a></p>
</section>
