{{%AUTOESCAPE context="HTML"}}{{! One person. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>{{PERSON_NAME}}</h1>
<p>{{PERSON_EMAIL}} · {{PERSON_STATUS}}{{#IS_STAFF}} · <span class="hub-tag">may enter the console</span>{{/IS_STAFF}}{{#IS_SUPERUSER}} · <span class="hub-tag">superuser</span>{{/IS_SUPERUSER}}</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/admin/audit?kind=person&amp;id={{PERSON_NUMBER:u}}">Audit about them</a><a class="btn btn-outline-secondary" href="/admin/audit?by={{PERSON_NUMBER:u}}">Audit by them</a></p>
</div>
{{#IS_OWN}}<p class="alert alert-warning">This is your own account. Nobody changes their own role, rights or status here; the rest is under <a href="/account">Your account</a>.</p>{{/IS_OWN}}
{{#IS_ABOVE}}<p class="alert alert-warning">This person has console rights, so only a superuser can change the account.</p>{{/IS_ABOVE}}
{{#IS_DELETED}}<p class="alert alert-warning">The account was deleted on <time>{{PERSON_DELETED}}</time> UTC and goes for good 30 days later. Until then signing in can restore it.</p>{{/IS_DELETED}}
{{#PROPOSAL}}<div class="alert alert-warning">
<p>{{PROPOSAL_BY}} proposed on <time>{{PROPOSAL_AT}}</time> UTC that the console rights become “{{PROPOSAL_RIGHTS}}”.</p>
{{#CAN_GRANT}}<div class="hub-actions"><form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/grant"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-primary btn-sm" type="submit">Grant</button></form><form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/refuse"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-outline-secondary btn-sm" type="submit">Refuse</button></form></div>{{/CAN_GRANT}}
{{#CAN_WITHDRAW}}<form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/refuse"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-outline-secondary btn-sm" type="submit">Withdraw</button></form>{{/CAN_WITHDRAW}}
</div>{{/PROPOSAL}}
<div class="hub-cards hub-cards-side">
<div class="hub-stack">
<section class="card" aria-labelledby="facts-head"><div class="card-body">
<h2 id="facts-head">Account</h2>
<dl class="hub-facts hub-facts-wide">
<div><dt>Address</dt><dd>{{PERSON_EMAIL}} {{#IS_CONFIRMED}}(confirmed){{/IS_CONFIRMED}}{{#NOT_CONFIRMED}}(not confirmed){{/NOT_CONFIRMED}}</dd></div>
<div><dt>Created</dt><dd><time>{{PERSON_CREATED}}</time>{{#FROM_ADDRESS}} from <a href="/admin/people?address={{PERSON_CREATED_IP:u}}">{{PERSON_CREATED_IP}}</a>{{/FROM_ADDRESS}}</dd></div>
{{#WAS_INVITED}}<div><dt>Invited</dt><dd><time>{{PERSON_INVITED}}</time>{{#BY_SOMEBODY}} by <a href="/admin/people/{{INVITER_NUMBER:u}}">{{INVITER_EMAIL}}</a>{{/BY_SOMEBODY}}</dd></div>{{/WAS_INVITED}}
{{#WAS_DECIDED}}<div><dt>Decided</dt><dd><time>{{PERSON_DECIDED}}</time>{{#BY_SOMEBODY}} by <a href="/admin/people/{{DECIDER_NUMBER:u}}">{{DECIDER_EMAIL}}</a>{{/BY_SOMEBODY}}</dd></div>{{/WAS_DECIDED}}
{{#HAS_REASON}}<div><dt>Rejected because</dt><dd class="hub-lines">{{PERSON_REASON:p}}</dd></div>{{/HAS_REASON}}
<div><dt>Last sign-in</dt><dd>{{#NEVER_SEEN}}never{{/NEVER_SEEN}}{{#WAS_SEEN}}<time>{{PERSON_SEEN}}</time>{{#SEEN_FROM}} from <a href="/admin/signins?address={{PERSON_SEEN_IP:u}}">{{PERSON_SEEN_IP}}</a>{{/SEEN_FROM}}{{/WAS_SEEN}}, {{PERSON_LOGINS}} in all{{#HAS_FAILURES}}; {{PERSON_FAILURES}} failed since the last good one{{/HAS_FAILURES}}</dd></div>
<div><dt>Second factor</dt><dd>{{#HAS_FACTOR}}set up{{/HAS_FACTOR}}{{#NO_FACTOR}}none{{/NO_FACTOR}}</dd></div>
<div><dt>Saved results</dt><dd>{{PERSON_SAVED}}</dd></div>
<div><dt>Language, time zone</dt><dd>{{PERSON_LANGUAGE}}, {{PERSON_TIMEZONE}}</dd></div>
{{#HAS_PHONE}}<div><dt>Phone</dt><dd>{{PERSON_PHONE}}</dd></div>{{/HAS_PHONE}}
</dl>
</div></section>
<section class="card" aria-labelledby="sessions-head"><div class="card-body">
<div class="hub-card-head"><h2 id="sessions-head">Live sessions</h2><a href="/admin/sessions?person={{PERSON_NUMBER:u}}">In the list</a></div>
{{#NO_SESSIONS}}<p class="hub-note">None at this moment.</p>{{/NO_SESSIONS}}
{{#HAS_SESSIONS}}
<div class="hub-table-box" role="group" aria-labelledby="sessions-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">Device</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last seen</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#SESSION}}<tr><th scope="row">{{SESSION_DEVICE}}{{#SESSION_OWN}} <span class="hub-tag">your own</span>{{/SESSION_OWN}}</th><td data-label="Address">{{SESSION_ADDRESS}}</td><td data-label="Signed in"><time>{{SESSION_CREATED}}</time></td><td data-label="Last seen"><time>{{SESSION_LAST}}</time></td><td class="num">{{#SESSION_OTHER}}<form method="post" action="/admin/sessions/{{SESSION_ID:u}}/end"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-sm btn-outline-danger" type="submit">End</button></form>{{/SESSION_OTHER}}</td></tr>
{{/SESSION}}</tbody>
</table>
</div>
{{#CAN_END_SESSIONS}}<details class="hub-confirm"><summary>End all of them</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/sessions/end"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><p>On every device a new sign-in is needed.</p><button class="btn btn-outline-danger" type="submit">End all sessions</button></form></details>{{/CAN_END_SESSIONS}}
{{/HAS_SESSIONS}}
</div></section>
<section class="card" aria-labelledby="signins-head"><div class="card-body">
<div class="hub-card-head"><h2 id="signins-head">Latest sign-ins</h2><a href="/admin/signins?email={{PERSON_EMAIL:u}}">All of them</a></div>
{{#NO_SIGNINS}}<p class="hub-note">None recorded.</p>{{/NO_SIGNINS}}
{{#HAS_SIGNINS}}
<div class="hub-table-box" role="group" aria-labelledby="signins-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">When</th><th scope="col">Result</th><th scope="col">Device</th><th scope="col">Address</th></tr></thead>
<tbody>
{{#SIGNIN}}<tr><th scope="row"><time>{{SIGNIN_AT}}</time></th><td data-label="Result">{{SIGNIN_RESULT}}</td><td data-label="Device">{{SIGNIN_DEVICE}}</td><td data-label="Address">{{SIGNIN_ADDRESS}}</td></tr>
{{/SIGNIN}}</tbody>
</table>
</div>
{{/HAS_SIGNINS}}
</div></section>
<section class="card" aria-labelledby="tokens-head"><div class="card-body">
<h2 id="tokens-head">API tokens</h2>
{{#NO_TOKENS}}<p class="hub-note">None.</p>{{/NO_TOKENS}}
{{#HAS_TOKENS}}
<div class="hub-table-box" role="group" aria-labelledby="tokens-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">May</th><th scope="col">Made</th><th scope="col">Until</th><th scope="col">Last used</th></tr></thead>
<tbody>
{{#TOKEN}}<tr><th scope="row"><span class="hub-cut" title="{{TOKEN_NAME}}">{{TOKEN_NAME}}</span><span class="hub-sub">… {{TOKEN_HINT}}</span></th><td data-label="State">{{TOKEN_STATE}}</td><td data-label="May">{{TOKEN_SCOPES}}</td><td data-label="Made"><time>{{TOKEN_CREATED}}</time></td><td data-label="Until"><time>{{TOKEN_EXPIRES}}</time></td><td data-label="Last used">{{#TOKEN_UNUSED}}never{{/TOKEN_UNUSED}}<time>{{TOKEN_USED}}</time></td></tr>
{{/TOKEN}}</tbody>
</table>
</div>
{{/HAS_TOKENS}}
</div></section>
<section class="card" aria-labelledby="history-head"><div class="card-body">
<h2 id="history-head">What was done to the account</h2>
{{#NO_HISTORY}}<p class="hub-note">Nothing is recorded yet.</p>{{/NO_HISTORY}}
<ul class="hub-list">
{{#EVENT}}<li><strong>{{EVENT_ACTION}}</strong>{{#CHANGE}} · {{CHANGE_KEY}}: {{#CHANGE_WAS}}{{CHANGE_FROM}} → {{/CHANGE_WAS}}{{#CHANGE_IS}}{{CHANGE_TO}}{{/CHANGE_IS}}{{#CHANGE_GONE}}nothing{{/CHANGE_GONE}}{{/CHANGE}}<span><time>{{EVENT_AT}}</time> by {{EVENT_ACTOR}}</span></li>
{{/EVENT}}</ul>
<p class="hub-note">Times are UTC. The newest 20; all stand in the <a href="/admin/audit?kind=person&amp;id={{PERSON_NUMBER:u}}">audit</a>.</p>
</div></section>
</div>
<section class="card" aria-labelledby="do-head"><div class="card-body hub-doings">
<h2 id="do-head">Change</h2>
{{#CAN_APPROVE}}
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/approve"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-primary hub-wide" type="submit">Approve</button></form>
<details class="hub-confirm"><summary>Reject …</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/reject"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><div class="hub-field"><label class="form-label" for="reject-reason">Why? The applicant reads it.</label><textarea class="form-control" id="reject-reason" name="reason" rows="3" maxlength="1000" required></textarea></div><button class="btn btn-outline-danger" type="submit">Reject</button></form></details>
{{/CAN_APPROVE}}
{{#CAN_RECONSIDER}}
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/reconsider"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-outline-primary hub-wide" type="submit">Reconsider</button></form>
{{/CAN_RECONSIDER}}
{{#CAN_ENABLE}}
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/enable"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-primary hub-wide" type="submit">Enable</button></form>
{{/CAN_ENABLE}}
{{#CAN_SET_ROLE}}
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/role"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<label class="form-label" for="role">Role</label>
<div class="input-group"><select class="form-select" id="role" name="role">{{#ROLE_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ROLE_CHOICE}}</select><button class="btn btn-outline-primary" type="submit">Set</button></div>
</form>
{{/CAN_SET_ROLE}}
{{#CAN_SET_RIGHTS}}
<details class="hub-confirm"><summary>Console rights …</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/rights"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p>Who may enter the console looks after accounts. A superuser may besides change rights and settings.</p>
<div class="hub-field"><label class="form-label" for="rights">Rights</label><select class="form-select" id="rights" name="rights">{{#RIGHTS_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/RIGHTS_CHOICE}}</select></div>
<button class="btn btn-outline-danger" type="submit">Change rights</button></form></details>
{{/CAN_SET_RIGHTS}}
{{#CAN_RESET}}
<details class="hub-confirm"><summary>New password …</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/reset"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p>A mail with a link goes to {{PERSON_EMAIL}}. Nobody else sees the link, and nobody else can set the password.</p><button class="btn btn-outline-primary" type="submit">Send the link</button></form></details>
{{/CAN_RESET}}
{{#CAN_DROP_FACTOR}}
<details class="hub-confirm"><summary>Second factor lost …</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/factor"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p>Be sure that it is this person who asks. The password alone is then enough to sign in, until a new second factor is set up; open sessions end, and a mail says so.</p><button class="btn btn-outline-danger" type="submit">Drop the second factor</button></form></details>
{{/CAN_DROP_FACTOR}}
{{#CAN_DISABLE}}
<details class="hub-confirm"><summary>Disable …</summary>
<form method="post" action="/admin/people/{{PERSON_NUMBER:u}}/disable"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p>Signed out at once, on every device; no sign-in until enabled again. Nothing is deleted.</p><div class="hub-field"><label class="form-label" for="disable-reason">Reason (stays in the audit)</label><textarea class="form-control" id="disable-reason" name="reason" rows="3" maxlength="1000"></textarea></div><button class="btn btn-outline-danger" type="submit">Disable the account</button></form></details>
{{/CAN_DISABLE}}
{{#IS_OWN}}<p class="hub-note">Nothing here for your own account.</p>{{/IS_OWN}}
{{#IS_ABOVE}}<p class="hub-note">Nothing here without superuser rights.</p>{{/IS_ABOVE}}
</div></section>
</div>
