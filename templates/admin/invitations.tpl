{{%AUTOESCAPE context="HTML"}}{{! Invitations and how far each came. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Invitations</h1>
<p>Who was invited, and how far they came. Times are UTC.</p>
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/admin/invitations/new">Invite people</a></p>
</div>
{{#NO_SERVER}}<div class="alert alert-warning">Nothing is sent: no mail server is set. Mails wait, and the page of an invitation has a link to copy. <a href="/admin/settings#mail">Set a mail server</a></div>{{/NO_SERVER}}
<ol class="hub-funnel" aria-label="How far the invitations came">
{{#STEP}}<li><a href="{{STEP_HREF}}"><strong>{{STEP_COUNT}}</strong> {{STEP_LABEL}}</a></li>
{{/STEP}}</ol>
<form class="hub-filter" method="get" action="/admin/invitations" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Address</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="state">State</label><select class="form-select" id="state" name="state">{{#STATE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATE_OPTION}}</select></div>
<div><label class="form-label" for="type">Role</label><select class="form-select" id="type" name="type">{{#TYPE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/TYPE_OPTION}}</select></div>
<div><label class="form-label" for="inviter">Invited by</label><input class="form-control" type="search" id="inviter" name="inviter" value="{{FILTER_INVITER}}" maxlength="100" autocomplete="off"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/invitations">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No invitation {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Invite people by pasting their addresses or choosing a file of them. Each gets a link by mail; without a mail server you can copy links and hand them over.</p><p><a class="btn btn-primary" href="/admin/invitations/new">Invite people</a></p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Invitations">
<table class="table hub-stacked hub-dense hub-people">
<thead><tr><th scope="col"><span class="visually-hidden">Chosen</span></th>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#INVITE}}<tr>
<td>{{#INVITE_UNUSED}}<input class="form-check-input" type="checkbox" form="several" name="i-{{INVITE_ID}}" value="1" aria-label="{{INVITE_EMAIL}}">{{/INVITE_UNUSED}}</td>
<th scope="row"><a href="/admin/invitations/{{INVITE_ID:u}}">{{INVITE_EMAIL}}</a>{{#INVITE_BY}}<span class="hub-sub">by {{INVITE_BY}}</span>{{/INVITE_BY}}</th>
<td data-label="Role">{{INVITE_TYPE}}</td>
<td data-label="State">{{INVITE_STATE}}{{#INVITE_SIGNED_IN}}<span class="hub-sub">first on <time>{{INVITE_SIGNED_IN}}</time></span>{{/INVITE_SIGNED_IN}}{{#INVITE_APPROVED}}<span class="hub-sub">approved <time>{{INVITE_APPROVED}}</time></span>{{/INVITE_APPROVED}}{{#INVITE_BOUNCE}}<span class="hub-sub hub-loss hub-cut">{{INVITE_BOUNCE}}</span>{{/INVITE_BOUNCE}}</td>
<td data-label="Created"><time>{{INVITE_CREATED}}</time></td>
<td data-label="Mailed"><time>{{INVITE_MAILED}}</time></td>
<td data-label="Opened"><time>{{INVITE_OPENED}}</time></td>
<td data-label="Registered">{{#INVITE_USER}}<a href="/admin/people/{{INVITE_USER:u}}"><time>{{INVITE_REGISTERED}}</time></a>{{/INVITE_USER}}</td>
<td data-label="Expires"><time>{{INVITE_EXPIRES}}</time></td>
</tr>
{{/INVITE}}
</tbody>
</table>
</div>
<form id="several" method="post" action="/admin/invitations/bulk"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p class="hub-actions hub-bulk">With those ticked: <button class="btn btn-sm btn-outline-secondary" type="submit" name="resend" value="1">Send again</button> <button class="btn btn-sm btn-outline-danger" type="submit" name="revoke" value="1">Revoke</button></p>
</form>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
