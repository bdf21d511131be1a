{{%AUTOESCAPE context="HTML"}}{{! Everybody who has an account. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>People</h1>
<p>Everybody who has an account. Times are UTC.</p>
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/admin/invitations/new">Invite people</a></p>
</div>
<form class="hub-filter" method="get" action="/admin/people" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Name or e-mail</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="status">Status</label><select class="form-select" id="status" name="status"><option value="">Any</option>{{#STATUS_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATUS_CHOICE}}</select></div>
<div><label class="form-label" for="role">Role</label><select class="form-select" id="role" name="role"><option value="">Any</option>{{#ROLE_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ROLE_CHOICE}}</select></div>
<div><label class="form-label" for="rights">Console</label><select class="form-select" id="rights" name="rights"><option value="">Any</option>{{#RIGHTS_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/RIGHTS_CHOICE}}</select></div>
<div><label class="form-label" for="seen">Last sign-in</label><select class="form-select" id="seen" name="seen"><option value="">Any time</option>{{#SEEN_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/SEEN_CHOICE}}</select></div>
<div><label class="form-label" for="address">Made from</label><input class="form-control" type="text" id="address" name="address" value="{{ADDRESS}}" maxlength="64" autocomplete="off" placeholder="192.0.2.0/24"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/people">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>Nobody matches</h2><p>A search finds what stands anywhere in the name or the e-mail, in capitals or not. Widen the filter, or <a href="/admin/invitations/new">invite</a> whom you miss.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="People">
<table class="table hub-stacked hub-dense hub-people">
<thead><tr><th scope="col"><span class="visually-hidden">Chosen</span></th>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#ONE}}<tr>
<td><input class="form-check-input" type="checkbox" form="several" name="p{{PERSON_NUMBER}}" value="1" aria-label="Choose {{PERSON_EMAIL}}"></td>
<th scope="row"><a href="/admin/people/{{PERSON_NUMBER:u}}">{{PERSON_EMAIL}}</a></th>
<td data-label="Name">{{PERSON_NAME}}</td>
<td data-label="Status"><span class="hub-state hub-state-{{PERSON_STATUS}}">{{PERSON_STATUS}}</span></td>
<td data-label="Role">{{PERSON_ROLE}}</td>
<td data-label="Console">{{PERSON_RIGHTS}}</td>
<td data-label="Last sign-in">{{#PERSON_SEEN}}<time>{{PERSON_SEEN}}</time>{{/PERSON_SEEN}}</td>
<td data-label="Sign-ins" class="num">{{PERSON_LOGINS}}</td>
<td data-label="Created"><time>{{PERSON_CREATED}}</time></td>
</tr>
{{/ONE}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
<form class="hub-several" id="several" method="post" action="/admin/people/several">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<span>With those that are ticked:</span>
<button class="btn btn-outline-primary btn-sm" type="submit" name="action" value="approve">Approve</button>
<details class="hub-confirm"><summary>Disable …</summary>
<div class="hub-field"><label class="form-label" for="reason">Reason (stays in the audit)</label><input class="form-control" type="text" id="reason" name="reason" maxlength="1000" autocomplete="off"></div>
<p>They are signed out at once and cannot sign in until the account is enabled again. Nothing is deleted.</p>
<button class="btn btn-outline-danger btn-sm" type="submit" name="action" value="disable">Disable them</button>
</details>
</form>
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
