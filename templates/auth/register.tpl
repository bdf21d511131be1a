{{%AUTOESCAPE context="HTML"}}{{! Open registration. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Register</h1>
{{#REGISTER_PROBLEM}}<div class="alert alert-danger" role="alert">{{REGISTER_MESSAGE}}</div>{{/REGISTER_PROBLEM}}
<p>An administrator approves new accounts before they can be used. You will get a mail when yours is.</p>
<form method="post" action="/register">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
{{>AUTH_NEW_PASSWORD}}
<button class="btn btn-primary hub-wide" type="submit">Register</button>
</form>
<p class="hub-note">You have an account already? <a href="/login">Sign in</a></p>
</section>
