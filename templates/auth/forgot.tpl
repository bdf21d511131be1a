{{%AUTOESCAPE context="HTML"}}{{! Ask for a new password. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Forgot your password?</h1>
{{#REGISTER_PROBLEM}}<div class="alert alert-danger" role="alert">{{REGISTER_MESSAGE}}</div>{{/REGISTER_PROBLEM}}
<p>Enter the e-mail address that you sign in with. You will get a mail with a link to set a new password; it works for an hour.</p>
<form method="post" action="/reset">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
<button class="btn btn-primary hub-wide" type="submit">Send the link</button>
</form>
<p class="hub-note">You remember it after all? <a href="/login">Sign in</a></p>
</section>
