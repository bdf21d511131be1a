{{%AUTOESCAPE context="HTML"}}{{! Invite one person or many. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/invitations">Invitations</a></p>
<h1>Invite people</h1>
<p>First the list is checked. Nothing is sent before you have seen what is in it.</p>
</div>
</div>
{{#IS_CLOSED}}<div class="alert alert-warning">Registration is closed: whoever is invited now cannot make an account before a superuser opens it again. <a href="/admin/settings#registration">Who may register</a></div>{{/IS_CLOSED}}
<div class="card"><div class="card-body">
<form method="post" action="/admin/invitations/check" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field{{#HAS_LIST_FAULT}} hub-field-bad{{/HAS_LIST_FAULT}}">
<label class="form-label" for="list">Addresses</label>
<textarea class="form-control" id="list" name="list" rows="8" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="list-about"{{#HAS_LIST_FAULT}} aria-invalid="true"{{/HAS_LIST_FAULT}}>{{LIST:p}}</textarea>
<div id="list-about">{{#HAS_LIST_FAULT}}<p class="hub-field-message">{{LIST_FAULT}}</p>{{/HAS_LIST_FAULT}}<p class="hub-field-hint">One or up to 10,000, apart by commas, semicolons, tabs or lines. A line may go on after the address: first name, role, message. A first line may name the columns: <code>email,first name,role,message</code>.</p></div>
</div>
<div class="hub-field hub-form-narrow"><label class="form-label" for="file">Or a file of them</label>
<input class="form-control" type="file" id="file" name="file" accept=".csv,.txt,.tsv,text/csv,text/plain">
<p class="hub-field-hint">A file counts instead of what is pasted above.</p></div>
<div class="hub-form-narrow">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
{{#HAS_TEMPLATES}}<div class="hub-field"><label class="form-label" for="template">Template</label><select class="form-select" id="template" name="template"><option value="">The hub’s own words</option>{{#TEMPLATE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/TEMPLATE_OPTION}}</select></div>{{/HAS_TEMPLATES}}
</div>
<button class="btn btn-primary" type="submit">Check the list</button>
</form>
</div></div>
