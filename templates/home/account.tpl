{{%AUTOESCAPE context="HTML"}}{{! A person's own account: profile, looks, sessions, sign-ins. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Your account</h1>
<p>Who you are here, how pages look, and where you are signed in.</p>
</div>
</div>
<div class="hub-stack">
<section class="card" aria-labelledby="profile-head">
<div class="card-body">
<h2 id="profile-head">Profile</h2>
<dl class="hub-facts">
<div><dt>Name</dt><dd>{{NAME}}</dd></div>
<div><dt>E-mail</dt><dd>{{EMAIL}}</dd></div>
<div><dt>Role</dt><dd>{{ROLE}}<span class="hub-sub">{{ROLE_MEANING}}</span></dd></div>
</dl>
<p class="hub-note">To change your name, e-mail, role or password, ask your administrator.</p>
</div>
</section>
<section class="card" aria-labelledby="look-head">
<div class="card-body">
<h2 id="look-head">Appearance</h2>
<form method="post" action="/account/theme">
<input type="hidden" name="csrf" value="{{CSRF}}">
<fieldset>
<legend class="hub-legend">Pages are shown</legend>
<div class="hub-choices">
{{#CHOICE}}<div class="form-check">
<input class="form-check-input" type="radio" name="theme" id="theme-{{CHOICE_VALUE}}" value="{{CHOICE_VALUE}}"{{#CHOICE_SELECTED}} checked{{/CHOICE_SELECTED}}>
<label class="form-check-label" for="theme-{{CHOICE_VALUE}}">{{CHOICE_LABEL}}</label>
</div>
{{/CHOICE}}</div>
</fieldset>
<button class="btn btn-outline-secondary" type="submit">Keep this appearance</button>
</form>
</div>
</section>
<section class="card" aria-labelledby="sessions-head">
<div class="card-body">
<h2 id="sessions-head">Where you are signed in</h2>
<div class="hub-table-box" role="group" aria-labelledby="sessions-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Device</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last active</th></tr></thead>
<tbody>
{{#SESSION}}<tr><th scope="row">{{SESSION_DEVICE}}{{#SESSION_THIS}} <span class="hub-tag">this one</span>{{/SESSION_THIS}}</th><td data-label="Address">{{SESSION_ADDRESS}}</td><td data-label="Signed in"><time>{{SESSION_SINCE}}</time></td><td data-label="Last active"><time>{{SESSION_LAST}}</time></td></tr>
{{/SESSION}}</tbody>
</table>
</div>
<p class="hub-note">Times are UTC.</p>
</div>
</section>
<section class="card" aria-labelledby="signins-head">
<div class="card-body">
<h2 id="signins-head">Latest sign-ins with your e-mail</h2>
{{#HAS_ATTEMPTS}}
<div class="hub-table-box" role="group" aria-labelledby="signins-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">When</th><th scope="col">Result</th><th scope="col">Device</th><th scope="col">Address</th></tr></thead>
<tbody>
{{#ATTEMPT}}<tr><th scope="row"><time>{{ATTEMPT_AT}}</time></th><td data-label="Result">{{ATTEMPT_RESULT}}</td><td data-label="Device">{{ATTEMPT_DEVICE}}</td><td data-label="Address">{{ATTEMPT_ADDRESS}}</td></tr>
{{/ATTEMPT}}</tbody>
</table>
</div>
<p class="hub-note">If an attempt was not yours, tell your administrator, who can end your sessions and give you a link to a new password.</p>
{{/HAS_ATTEMPTS}}
{{#NO_ATTEMPTS}}<p class="hub-note">None recorded.</p>{{/NO_ATTEMPTS}}
</div>
</section>
</div>
