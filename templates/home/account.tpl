{{%AUTOESCAPE context="HTML"}}{{! A person's own account: who they are here, and what keeps it safe, at a glance. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Your account</h1>
<p>Who you are here, and what keeps the account yours.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="profile-head">
<div class="card-body">
<div class="hub-card-head"><h2 id="profile-head">Profile</h2><a href="/account/profile">Change<span class="visually-hidden"> the profile</span></a></div>
<dl class="hub-facts">
<div><dt>Name</dt><dd>{{NAME}}</dd></div>
<div><dt>E-mail</dt><dd>{{EMAIL}}{{#EMAIL_UNCONFIRMED}} <span class="hub-tag">not confirmed</span>{{/EMAIL_UNCONFIRMED}}<span class="hub-sub"><a href="/account/security/email">Change the address</a></span></dd></div>
{{#HAS_PHONE}}<div><dt>Telephone</dt><dd>{{PHONE}}</dd></div>{{/HAS_PHONE}}
<div><dt>Role</dt><dd>{{ROLE}}{{#IS_STAFF}} <span class="hub-tag">console</span>{{/IS_STAFF}}<span class="hub-sub">{{ROLE_MEANING}} An administrator sets it.</span></dd></div>
<div><dt>Member since</dt><dd><time>{{SINCE}}</time></dd></div>
</dl>
</div>
</section>
<section class="card" aria-labelledby="safety-head">
<div class="card-body">
<h2 id="safety-head">Safety</h2>
<dl class="hub-facts">
<div><dt>Password</dt><dd><a href="/account/security/password">Change the password</a></dd></div>
<div><dt>Second factor</dt><dd>{{#FACTOR_ON}}On. Signing in takes your password and a code. <a href="/account/security/second-factor">Look after it</a>{{/FACTOR_ON}}{{#FACTOR_OFF}}Off. With it, a stolen password alone opens nothing. <a href="/account/security/second-factor">Set one up</a>{{/FACTOR_OFF}}</dd></div>
<div><dt>Signed in</dt><dd>{{#ONE_SESSION}}On this device only.{{/ONE_SESSION}}{{#MORE_SESSIONS}}On {{SESSION_COUNT}} devices or browsers.{{/MORE_SESSIONS}} <a href="/account/sessions">Sessions</a></dd></div>
<div><dt>Last sign-in</dt><dd>{{#HAS_LAST}}Before this one: <time>{{LAST_AT}}</time>, {{LAST_DEVICE}}, {{LAST_ADDRESS}}.{{/HAS_LAST}}{{#NO_LAST}}This one was the first.{{/NO_LAST}} <a href="/account/signins">All sign-ins</a>{{#HAS_REFUSED}}<span class="hub-sub">{{REFUSED_COUNT}} refused in the last seven days. <a href="/account/signins?result=bad">Look at them</a></span>{{/HAS_REFUSED}}</dd></div>
<div><dt>API tokens</dt><dd>{{#HAS_TOKENS}}{{TOKEN_COUNT}} in use.{{/HAS_TOKENS}}{{#NO_TOKENS}}None.{{/NO_TOKENS}} <a href="/account/tokens">API tokens</a></dd></div>
</dl>
<p class="hub-note">Times are in your time zone, {{ZONE}}. <a href="/account/profile">Change it</a></p>
</div>
</section>
<section class="card" aria-labelledby="data-head">
<div class="card-body">
<h2 id="data-head">Your data</h2>
<p>Take along everything that is held about you, as one file, or close the account.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/account/export">Your data</a></p>
</div>
</section>
</div>
</div>
