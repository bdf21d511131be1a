{{%AUTOESCAPE context="HTML"}}{{! Behind an invitation's link. Showing this page does not use the invitation up. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>You are invited to {{SITE_NAME}}</h1>
{{#REGISTER_PROBLEM}}<div class="alert alert-danger" role="alert">{{REGISTER_MESSAGE}}</div>{{/REGISTER_PROBLEM}}
<p>{{#HAS_INVITER}}<strong>{{INVITER}}</strong> invites you{{/HAS_INVITER}}{{#NO_INVITER}}You are invited{{/NO_INVITER}} in the role of <strong>{{ROLE}}</strong>. The invitation works until {{EXPIRES}}.</p>
{{#HAS_MESSAGE}}<blockquote class="hub-quote">{{INVITE_MESSAGE:p}}</blockquote>{{/HAS_MESSAGE}}
<form method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field">
<label class="form-label" for="email">E-mail</label>
<input class="form-control" type="email" id="email" value="{{EMAIL}}" autocomplete="username" readonly aria-describedby="email-about">
<p class="hub-field-hint" id="email-about">The invitation is for this address; you will sign in with it.</p>
</div>
{{#FIELD}}{{>FIELD}}{{/FIELD}}
{{>AUTH_NEW_PASSWORD}}
<button class="btn btn-primary hub-wide" type="submit">Accept the invitation</button>
</form>
<p class="hub-note">You do not want an account? Then do nothing, and close this page.</p>
</section>
