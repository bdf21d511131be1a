{{%AUTOESCAPE context="HTML"}}{{! One's own second factor: whether it is on, recovery codes, another device, removing it. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Second factor</h1>
<p>A code from an app on your telephone, besides the password. Whoever finds out your password still cannot sign in.</p>
</div>
</div>
<div class="hub-account">{{>ACCOUNT_NAV}}<div class="hub-account-part">
{{#FACTOR_OFF}}
<section class="card" aria-labelledby="factor-head">
<div class="card-body">
<h2 id="factor-head">It is off</h2>
{{#FACTOR_NEEDED}}<p>You may enter the console, and that takes a second factor.</p>{{/FACTOR_NEEDED}}
<p>You need an app that makes such codes, for instance Aegis, FreeOTP, 2FAS, Google Authenticator or your password manager. Setting it up takes two minutes.</p>
{{#FACTOR_READY}}<form method="post" action="/account/security/second-factor/enrol">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<button class="btn btn-primary" type="submit">Set it up</button>
</form>{{/FACTOR_READY}}
{{#FACTOR_NO_KEY}}<p class="alert alert-warning" role="status">It cannot be set up at the moment: this hub has no key to keep it with. Its administrator can make one: set seal_key_file in hub.conf, then run hubctl setup.</p>{{/FACTOR_NO_KEY}}
</div>
</section>
{{/FACTOR_OFF}}
{{#FACTOR_ON}}
<section class="card" aria-labelledby="factor-head">
<div class="card-body">
<h2 id="factor-head">It is on</h2>
<p>Since {{SINCE}}, signing in takes a code of your app.</p>
</div>
</section>
<section class="card" aria-labelledby="codes-head">
<div class="card-body">
<h2 id="codes-head">Recovery codes</h2>
<p>{{CODES_LEFT}} of 10 are left. Each lets you in once without the app. When you make new ones, the old ones stop working.{{#CODES_FEW}} <strong>It is time to make new ones.</strong>{{/CODES_FEW}}</p>
<form method="post" action="/account/security/recovery-codes">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="btn btn-outline-secondary" type="submit">Make new codes</button>
</form>
</div>
</section>
<section class="card" aria-labelledby="move-head">
<div class="card-body">
<h2 id="move-head">Another device</h2>
<p>A new telephone or another app: the old one works until the first code of the new one is right.</p>
<form method="post" action="/account/security/second-factor/enrol">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<button class="btn btn-outline-secondary" type="submit">Move it</button>
</form>
</div>
</section>
<section class="card" aria-labelledby="remove-head">
<div class="card-body">
<h2 id="remove-head">Do without</h2>
{{#FACTOR_NEEDED}}<p>You may enter the console, and that takes a second factor: so yours cannot be removed.</p>{{/FACTOR_NEEDED}}
{{#FACTOR_REMOVABLE}}<p>Then your password is all it takes to sign in. You are signed out everywhere else.</p>
<form method="post" action="/account/security/second-factor/remove">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="btn btn-outline-danger" type="submit">Remove the second factor</button>
</form>{{/FACTOR_REMOVABLE}}
</div>
</section>
{{/FACTOR_ON}}
</div></div>
