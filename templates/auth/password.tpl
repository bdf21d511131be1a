{{%AUTOESCAPE context="HTML"}}{{! Changing one's own password. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Password</h1>
<p>A new one signs you out everywhere else, and a mail tells you that it was changed.</p>
</div>
</div>
<div class="hub-account">{{>ACCOUNT_NAV}}<div class="hub-account-part">
<section class="card" aria-labelledby="password-head">
<div class="card-body">
<h2 id="password-head">Change your password</h2>
<form class="hub-form-narrow" method="post" action="/account/security/password">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="text" name="email" value="{{EMAIL}}" autocomplete="username" readonly hidden>
<div class="hub-field">
<label class="form-label" for="old">The password you have now</label>
<input class="form-control{{#OLD_BAD}} is-invalid{{/OLD_BAD}}" type="password" id="old" name="old" autocomplete="current-password" maxlength="1024" required{{#OLD_BAD}} aria-invalid="true" aria-describedby="old-about"{{/OLD_BAD}}>
{{#OLD_BAD}}<p class="hub-field-message" id="old-about">{{OLD_MESSAGE}}</p>{{/OLD_BAD}}
</div>
{{>AUTH_NEW_PASSWORD}}
<button class="btn btn-primary" type="submit">Change password</button>
</form>
</div>
</section>
</div></div>
