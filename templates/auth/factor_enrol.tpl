{{%AUTOESCAPE context="HTML"}}{{! Setting the second factor up: the key as QR code and as text, and the first code. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Set up the second factor</h1>
<p>Two steps: give the key to your app, then type the code that the app makes from it.</p>
</div>
</div>
<div class="hub-account">{{>ACCOUNT_NAV}}<div class="hub-account-part">
<section class="card" aria-labelledby="key-head">
<div class="card-body">
<h2 id="key-head">1. Give the key to your app</h2>
<div class="hub-enrol">
{{QR:x-svg}}
<div>
<p>Choose “add” in the app and point the camera at this picture.</p>
<p>Is the app on this device? <a href="otpauth://totp/{{OTP_WORDS}}">Open it with the key</a>.</p>
<p>Or type the key, with the account {{EMAIL}}:</p>
<p><code class="hub-key">{{SEED}}</code></p>
<p class="hub-note">The key is shown until the first code is right, for an hour at most. Nobody here will ever ask you for it.</p>
</div>
</div>
</div>
</section>
<section class="card" aria-labelledby="first-head">
<div class="card-body">
<h2 id="first-head">2. Type the code that the app shows</h2>
<form class="hub-form-narrow" method="post" action="/account/security/second-factor/confirm">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<div class="hub-field">
<label class="form-label" for="code">Six digits</label>
<input class="form-control hub-code{{#CODE_BAD}} is-invalid{{/CODE_BAD}}" type="text" inputmode="numeric" id="code" name="code" autocomplete="one-time-code" maxlength="12" required{{#CODE_BAD}} aria-invalid="true" aria-describedby="code-about" autofocus{{/CODE_BAD}}>
{{#CODE_BAD}}<p class="hub-field-message" id="code-about">{{CODE_MESSAGE}}</p>{{/CODE_BAD}}
</div>
<button class="btn btn-primary" type="submit">Turn it on</button>
</form>
</div>
</section>
</div></div>
