{{%AUTOESCAPE context="HTML"}}{{! Behind a one-time link: choose a password. Showing this page does not use the link up.
SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Set your password</h1>
<p class="hub-note">{{#HAS_NAME}}For {{NAME}}. {{/HAS_NAME}}This link works once; afterwards you sign in with your e-mail and this password.</p>
<form method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field">
<label class="form-label" for="email">E-mail</label>
<input class="form-control" type="email" id="email" value="{{EMAIL}}" autocomplete="username" readonly>
</div>
<div class="hub-field">
<label class="form-label" for="password">New password</label>
<input class="form-control{{#PASSWORD_BAD}} is-invalid{{/PASSWORD_BAD}}" type="password" id="password" name="password" autocomplete="new-password" required{{#PASSWORD_BAD}} aria-invalid="true"{{/PASSWORD_BAD}} aria-describedby="password-about">
<div id="password-about">
{{#PASSWORD_BAD}}<p class="hub-field-message">{{PASSWORD_MESSAGE}}</p>{{/PASSWORD_BAD}}
<p class="hub-field-hint">At least {{PASSWORD_LEAST}} characters, hard to guess, and not your name or e-mail. Four or five unrelated words do well; spaces and any letters are fine.</p>
</div>
</div>
<div class="hub-field">
<label class="form-label" for="again">The same again</label>
<input class="form-control{{#AGAIN_BAD}} is-invalid{{/AGAIN_BAD}}" type="password" id="again" name="again" autocomplete="new-password" required{{#AGAIN_BAD}} aria-invalid="true" aria-describedby="again-about"{{/AGAIN_BAD}}>
{{#AGAIN_BAD}}<p class="hub-field-message" id="again-about">{{AGAIN_MESSAGE}}</p>{{/AGAIN_BAD}}
</div>
<button class="btn btn-primary hub-wide" type="submit">Set password</button>
</form>
</section>
