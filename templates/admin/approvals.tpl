{{%AUTOESCAPE context="HTML"}}{{! Who waits for approval, and proposals that wait for a second superuser. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Approvals</h1>
<p>Who registered and waits, the longest first. Either way the applicant gets a mail. Times are UTC.</p>
</div>
</div>
{{#HAS_PROPOSALS}}
<section class="card" aria-labelledby="proposals-head"><div class="card-body">
<h2 id="proposals-head">Console rights that wait for a second superuser</h2>
<ul class="hub-list">
{{#PROPOSAL}}<li><a href="/admin/people/{{PROPOSAL_PERSON:u}}">{{PROPOSAL_EMAIL}}</a>: “{{PROPOSAL_RIGHTS}}”, proposed by {{PROPOSAL_BY}}<span><time>{{PROPOSAL_AT}}</time></span>
{{#CAN_GRANT}}<div class="hub-actions"><form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/grant"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary btn-sm" type="submit">Grant<span class="visually-hidden"> {{PROPOSAL_EMAIL}}</span></button></form><form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/refuse"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary btn-sm" type="submit">Refuse<span class="visually-hidden"> {{PROPOSAL_EMAIL}}</span></button></form></div>{{/CAN_GRANT}}
{{#CAN_WITHDRAW}}<form method="post" action="/admin/proposals/{{PROPOSAL_ID:u}}/refuse"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary btn-sm" type="submit">Withdraw</button></form>{{/CAN_WITHDRAW}}</li>
{{/PROPOSAL}}</ul>
</div></section>
{{/HAS_PROPOSALS}}
<form class="hub-filter" method="get" action="/admin/approvals" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Name or e-mail</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/approvals">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>Nobody waits{{#LIST_FILTERED}} whom the filter finds{{/LIST_FILTERED}}</h2><p>Whoever accepts an invitation, or registers where that is open, stands here until somebody decides. Who may register is one of the <a href="/admin/settings">settings</a>.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Waiting for approval">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col">How they came</th><th scope="col">Domain</th><th scope="col">From</th><th scope="col">Decide</th></tr></thead>
<tbody>
{{#WAITING}}<tr>
<th scope="row"><a href="/admin/people/{{WAITING_ID:u}}">{{WAITING_EMAIL}}</a><span class="hub-sub">{{WAITING_NAME}}</span></th>
<td data-label="Waiting since"><time>{{WAITING_SINCE}}</time><span class="hub-sub{{#WAITING_LATE}} hub-loss{{/WAITING_LATE}}">{{WAITING_AGE}}</span></td>
<td data-label="How they came">{{#CAME_INVITED}}Invited{{#INVITER_KNOWN}} by <a href="/admin/people/{{WAITING_INVITER_ID:u}}">{{WAITING_INVITER}}</a>{{/INVITER_KNOWN}}{{/CAME_INVITED}}{{#CAME_OPEN}}Registered by themselves{{/CAME_OPEN}}<span class="hub-sub">as {{WAITING_ROLE}}; address {{#IS_CONFIRMED}}confirmed{{/IS_CONFIRMED}}{{#NOT_CONFIRMED}}not confirmed{{/NOT_CONFIRMED}}</span></td>
<td data-label="Domain">{{WAITING_DOMAIN}}{{#DOMAIN_SHARED}}<span class="hub-sub"><a href="/admin/people?q=%40{{WAITING_DOMAIN:u}}">{{DOMAIN_OTHERS}}</a></span>{{/DOMAIN_SHARED}}</td>
<td data-label="From">{{WAITING_ADDRESS}}{{#ADDRESS_SHARED}}<span class="hub-sub"><a href="/admin/people?address={{WAITING_ADDRESS:u}}">{{ADDRESS_OTHERS}}</a></span>{{/ADDRESS_SHARED}}</td>
<td><form method="post" action="/admin/people/{{WAITING_ID:u}}/approve"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-primary btn-sm" type="submit">Approve<span class="visually-hidden"> {{WAITING_EMAIL}}</span></button></form>
<details class="hub-confirm hub-inline"><summary>Reject …<span class="visually-hidden"> {{WAITING_EMAIL}}</span></summary>
<form method="post" action="/admin/people/{{WAITING_ID:u}}/reject"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><div class="hub-field"><label class="form-label" for="reason-{{WAITING_ID}}">Why? The applicant reads it.</label><textarea class="form-control" id="reason-{{WAITING_ID}}" name="reason" rows="3" maxlength="1000" required></textarea></div><button class="btn btn-outline-danger btn-sm" type="submit">Reject</button></form></details></td>
</tr>
{{/WAITING}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
