{{%AUTOESCAPE context="HTML"}}{{! Change one's address. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<p class="hub-eyebrow"><a href="/account">Your account</a></p>
<h1>Change your e-mail</h1>
{{#REGISTER_PROBLEM}}<div class="alert alert-danger" role="alert">{{REGISTER_MESSAGE}}</div>{{/REGISTER_PROBLEM}}
<p>You sign in with <strong>{{EMAIL}}</strong>, and mails go there. Enter the new address; a mail with a link goes to it, and when you confirm it there, it takes the place of the old one.</p>
<form method="post" action="/account/security/email">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
<button class="btn btn-primary hub-wide" type="submit">Send the link</button>
</form>
</section>
