{{%AUTOESCAPE context="HTML"}}{{! Asks once more who it is, before something important; web/confirm fills it. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Confirm that it is you</h1>
{{#CONFIRM_PROBLEM}}<div class="alert alert-danger" role="alert" id="confirm-problem">{{CONFIRM_MESSAGE}}</div>{{/CONFIRM_PROBLEM}}
{{#CONFIRM_KEPT}}<p>What you sent changes something important, so this asks once more who you are. Nothing has been stored yet. What you entered is kept: after this, one more press of a button sends it.</p>{{/CONFIRM_KEPT}}
{{#CONFIRM_LOST}}<p>What you sent changes something important, so this asks once more who you are. Nothing was stored, and a file or a long text cannot be kept here. Confirm that it is you, then go back to the form and send it again: for ten minutes it goes through.</p>{{/CONFIRM_LOST}}
{{#CONFIRM_NEXT}}<p>What comes next is important, so this asks once more who you are. Then it does not for ten minutes.</p>{{/CONFIRM_NEXT}}
<form method="post" action="/login/confirm">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#CONFIRM_KEPT}}<input type="hidden" name="path" value="{{CONFIRM_PATH}}"><input type="hidden" name="fields" value="{{CONFIRM_FIELDS}}">{{/CONFIRM_KEPT}}
{{#CONFIRM_NEXT}}<input type="hidden" name="next" value="{{CONFIRM_NEXT_PATH}}">{{/CONFIRM_NEXT}}
<input type="text" name="email" value="{{CONFIRM_EMAIL}}" autocomplete="username" readonly hidden>
<div class="hub-field">
{{#CONFIRM_PASSWORD}}<label class="form-label" for="proof">Your password</label>
<input class="form-control" type="password" id="proof" name="proof" autocomplete="current-password" maxlength="1024" required autofocus{{#CONFIRM_PROBLEM}} aria-invalid="true" aria-describedby="confirm-problem"{{/CONFIRM_PROBLEM}}>{{/CONFIRM_PASSWORD}}
{{#CONFIRM_CODE}}<label class="form-label" for="proof">The six digits that your app shows now</label>
<input class="form-control" type="text" inputmode="numeric" id="proof" name="proof" autocomplete="one-time-code" maxlength="40" required autofocus{{#CONFIRM_PROBLEM}} aria-invalid="true" aria-describedby="confirm-problem"{{/CONFIRM_PROBLEM}}>
<p class="hub-field-hint">Without the app: sign out, then sign in with a recovery code.</p>{{/CONFIRM_CODE}}
</div>
<button class="btn btn-primary hub-wide" type="submit">Confirm</button>
</form>
</section>
