{{%AUTOESCAPE context="HTML"}}{{! The outbox. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Mail</h1>
<p>What the hub wrote to people, and what became of it. Times are UTC.</p>
</div>
</div>
{{#NO_SERVER}}<div class="alert alert-warning">Nothing is sent: no mail server is set. Mails wait here and can be read, and links can be copied. <a href="/admin/settings#mail">Set a mail server</a></div>{{/NO_SERVER}}
<form class="hub-filter" method="get" action="/admin/mail" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="status">State</label><select class="form-select" id="status" name="status">{{#STATUS_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<div><label class="form-label" for="to">To</label><input class="form-control" type="search" id="to" name="to" value="{{FILTER_TO}}" maxlength="100" autocomplete="off"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/mail">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No mail {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Invitations, approvals, links to a new password and notices about accounts appear here when they are written. To see whether mails arrive, send yourself a test mail from <a href="/admin/settings#mail">Settings</a>.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Mails">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#MAIL}}<tr>
<th scope="row"><a href="/admin/mail/{{MAIL_ID:u}}">{{MAIL_TO}}</a><span class="hub-sub hub-cut">{{MAIL_SUBJECT}}</span></th>
<td data-label="Kind">{{MAIL_KIND}}</td>
<td data-label="State">{{MAIL_STATUS}}{{#MAIL_BOUNCED}} <span class="hub-tag">came back</span>{{/MAIL_BOUNCED}}{{#MAIL_ERROR}}<span class="hub-sub hub-loss hub-cut">{{MAIL_ERROR}}</span>{{/MAIL_ERROR}}</td>
<td data-label="Tries" class="num">{{MAIL_TRIES}}</td>
<td data-label="Written"><time>{{MAIL_CREATED}}</time></td>
<td data-label="Next try"><time>{{MAIL_NEXT}}</time></td>
<td data-label="Sent"><time>{{MAIL_SENT}}</time></td>
<td class="num">{{#MAIL_CAN_SEND}}<form method="post" action="/admin/mail/{{MAIL_ID:u}}/send"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-sm btn-outline-secondary" type="submit">Send now<span class="visually-hidden"> to {{MAIL_TO}}</span></button></form>{{/MAIL_CAN_SEND}}</td>
</tr>
{{/MAIL}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
