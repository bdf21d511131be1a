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
{{>AUTH_NEW_PASSWORD}}
<button class="btn btn-primary hub-wide" type="submit">Set password</button>
</form>
</section>
