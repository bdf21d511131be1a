{{%AUTOESCAPE context="HTML"}}{{! Templates of invitations. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Templates</h1>
<p>The words of invitations, for those who send the same ones often. Times are UTC.</p>
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/admin/templates/new">New template</a></p>
</div>
<form class="hub-filter" method="get" action="/admin/templates" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Name or subject</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="type">Role</label><select class="form-select" id="type" name="type">{{#TYPE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/TYPE_OPTION}}</select></div>
<div><label class="form-label" for="active">In use</label><select class="form-select" id="active" name="active">{{#ACTIVE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ACTIVE_OPTION}}</select></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/templates">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No template {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Without one, invitations go out in the hub’s own words, with your message in them. Make a template to choose subject and text yourself, once for each role for instance.</p><p><a class="btn btn-primary" href="/admin/templates/new">New template</a></p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Templates">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#TEMPLATE}}<tr>
<th scope="row"><a class="hub-cut" href="/admin/templates/{{TEMPLATE_ID:u}}">{{TEMPLATE_NAME}}</a>{{#TEMPLATE_BY}}<span class="hub-sub">by {{TEMPLATE_BY}}</span>{{/TEMPLATE_BY}}</th>
<td data-label="Role">{{TEMPLATE_TYPE}}</td>
<td data-label="Subject"><span class="hub-cut">{{TEMPLATE_SUBJECT}}</span></td>
<td data-label="In use">{{#TEMPLATE_ACTIVE}}yes{{/TEMPLATE_ACTIVE}}{{#TEMPLATE_IDLE}}no{{/TEMPLATE_IDLE}}</td>
<td data-label="Made"><time>{{TEMPLATE_CREATED}}</time></td>
<td data-label="Changed"><time>{{TEMPLATE_UPDATED}}</time></td>
<td class="num">{{#TEMPLATE_ACTIVE}}<form method="post" action="/admin/templates/{{TEMPLATE_ID:u}}/off"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-secondary" type="submit">Take out of use<span class="visually-hidden">: {{TEMPLATE_NAME}}</span></button></form>{{/TEMPLATE_ACTIVE}}{{#TEMPLATE_IDLE}}<form method="post" action="/admin/templates/{{TEMPLATE_ID:u}}/on"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-secondary" type="submit">Use<span class="visually-hidden"> {{TEMPLATE_NAME}}</span></button></form>{{/TEMPLATE_IDLE}}</td>
</tr>
{{/TEMPLATE}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
