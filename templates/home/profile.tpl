{{%AUTOESCAPE context="HTML"}}{{! Names, telephone, time zone, language; appearance. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Profile</h1>
<p>How you are called here, and how times and pages are shown to you.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="about-head">
<div class="card-body">
<h2 id="about-head">About you</h2>
<form method="post" action="/account/profile">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<button class="btn btn-primary" type="submit">Keep the profile</button>
</form>
</div>
</section>
<section class="card no-print" aria-labelledby="look-head">
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
</div>
</div>
