{{%AUTOESCAPE context="HTML"}}{{! The second step of signing in: a code of the app, or a recovery code. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>{{#BY_APP}}Your code{{/BY_APP}}{{#BY_RECOVERY}}A recovery code{{/BY_RECOVERY}}</h1>
{{#PROBLEM}}<div class="alert alert-danger" role="alert" id="code-problem">{{PROBLEM_TEXT}}</div>{{/PROBLEM}}
<form method="post" action="/login/code">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
{{#BY_RECOVERY}}<input type="hidden" name="recovery" value="1">{{/BY_RECOVERY}}
<div class="hub-field">
{{#BY_APP}}<label class="form-label" for="code">The six digits that your app shows now</label>
<input class="form-control hub-code" type="text" inputmode="numeric" id="code" name="code" autocomplete="one-time-code" maxlength="12" required autofocus{{#PROBLEM}} aria-invalid="true" aria-describedby="code-problem"{{/PROBLEM}}>{{/BY_APP}}
{{#BY_RECOVERY}}<label class="form-label" for="code">One of the ten that you put away when you set up the second factor</label>
<input class="form-control hub-code" type="text" id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60" required autofocus aria-describedby="code-about{{#PROBLEM}} code-problem{{/PROBLEM}}"{{#PROBLEM}} aria-invalid="true"{{/PROBLEM}}>
<p class="hub-field-hint" id="code-about">Each works once. Hyphens, spaces and capitals do not matter.</p>{{/BY_RECOVERY}}
</div>
<button class="btn btn-primary hub-wide" type="submit">Sign in</button>
</form>
<p class="hub-note">You are signing in as {{EMAIL}}. {{#BY_APP}}The app is not at hand? <a href="{{RECOVERY_PATH}}">Use a recovery code</a>{{/BY_APP}}{{#BY_RECOVERY}}<a href="{{CODE_PATH}}">Use the app instead</a>{{/BY_RECOVERY}}</p>
</section>
