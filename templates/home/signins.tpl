{{%AUTOESCAPE context="HTML"}}{{! Every attempt to sign in as this person. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Sign-ins</h1>
<p>Every attempt to sign in with your e-mail, whether it went through or not.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-label="Sign-ins">
<div class="card-body">
<form class="hub-filter" method="get" action="/account/signins" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="result">Result</label><select class="form-select" id="result" name="result">{{#CHOICE}}<option value="{{CHOICE_VALUE}}"{{#CHOICE_SELECTED}} selected{{/CHOICE_SELECTED}}>{{CHOICE_LABEL}}</option>{{/CHOICE}}</select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/account/signins">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#LIST_EMPTY}}<div class="hub-empty">{{#LIST_FILTERED}}<p>No attempt had this result.</p>{{/LIST_FILTERED}}<p>Attempts are kept for about a year.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" role="group" aria-label="Sign-ins" tabindex="0">
<table class="table hub-stacked">
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#SIGNIN}}<tr><th scope="row"><time>{{SIGNIN_AT}}</time></th><td data-label="Result">{{SIGNIN_RESULT}}</td><td data-label="Device">{{SIGNIN_DEVICE}}</td><td data-label="Address">{{SIGNIN_ADDRESS}}</td></tr>
{{/SIGNIN}}</tbody>
</table>
</div>
{{>LIST_FOOT}}
<p class="hub-note">Times are in your time zone, {{ZONE}}; in the file they are UTC. If a sign-in was not yours, <a href="/account/sessions">end the sessions</a> that you do not know and <a href="/account/security/password">change your password</a>.</p>
{{/LIST_ROWS}}
</div>
</section>
</div>
</div>
