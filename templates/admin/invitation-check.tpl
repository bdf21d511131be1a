{{%AUTOESCAPE context="HTML"}}{{! A checked list of invitations, before it is sent. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/invitations">Invitations</a></p>
<h1>{{#ONE_GOOD}}1 person can be invited{{/ONE_GOOD}}{{#MANY_GOOD}}{{GOOD}} people can be invited{{/MANY_GOOD}}{{#NO_GOOD}}Nobody can be invited{{/NO_GOOD}}</h1>
<p>{{BAD}} with a fault, {{SKIPPED}} known already. Nothing has been sent yet.</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/admin/invitations/new?list={{UPLOAD_ID:u}}">Change the list</a></p>
</div>
{{#IS_CLOSED}}<div class="alert alert-warning">Registration is closed: whoever is invited now cannot make an account before a superuser opens it again. <a href="/admin/settings#registration">Who may register</a></div>{{/IS_CLOSED}}
{{#HAS_GOOD}}<section class="card" aria-labelledby="mail-head"><div class="card-body">
<h2 id="mail-head">The mail to {{MAIL_TO}}</h2>
<p><strong>{{MAIL_SUBJECT}}</strong></p>
<pre tabindex="0" class="hub-tall">{{MAIL_TEXT:p}}</pre>
<form method="post" action="/admin/invitations/send/{{UPLOAD_ID:u}}"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#BY_JOB}}<p class="hub-note">So many are sent in the background, one after the other. You can watch how far it is.</p>{{/BY_JOB}}
<p class="hub-actions"><button class="btn btn-primary" type="submit">{{#ONE_GOOD}}Send the invitation{{/ONE_GOOD}}{{#MANY_GOOD}}Send {{GOOD}} invitations{{/MANY_GOOD}}</button>{{#HAS_BAD}} <span class="hub-note">Those with a fault are left out.</span>{{/HAS_BAD}}</p></form>
</div></section>{{/HAS_GOOD}}
{{#HAS_BAD}}<section class="card" aria-labelledby="bad-head"><div class="card-body">
<h2 id="bad-head">With a fault: {{BAD}}</h2>
<div class="hub-table-box" role="group" aria-labelledby="bad-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col" class="num">Line</th><th scope="col">What stands there</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
{{#FAULT}}<tr><td data-label="Line" class="num">{{FAULT_LINE}}</td><th scope="row">{{FAULT_WHAT}}</th><td data-label="What is wrong">{{FAULT_WHY}}</td></tr>
{{/FAULT}}</tbody>
</table>
</div>{{#MORE_BAD}}<p class="hub-note">The first 1,000 are shown. Mend these, then check the list again.</p>{{/MORE_BAD}}
</div></section>{{/HAS_BAD}}
{{#HAS_SKIPPED}}<section class="card" aria-labelledby="known-head"><div class="card-body">
<h2 id="known-head">Known already, and left out: {{SKIPPED}}</h2>
<ul class="hub-list">
{{#KNOWN}}<li>Line {{FAULT_LINE}}: <strong>{{FAULT_WHAT}}</strong> {{FAULT_WHY}}.</li>
{{/KNOWN}}</ul>{{#MORE_SKIPPED}}<p class="hub-note">The first 1,000 are shown.</p>{{/MORE_SKIPPED}}
</div></section>{{/HAS_SKIPPED}}
