{{%AUTOESCAPE context="HTML"}}{{! All live sessions. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Sessions</h1>
<p>Who is signed in now. An ended session has to sign in again; nothing that was stored is lost. Times are UTC.</p>
</div>
</div>
<form class="hub-filter" method="get" action="/admin/sessions" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Name or e-mail</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="address">Address</label><input class="form-control" type="text" id="address" name="address" value="{{ADDRESS}}" maxlength="64" autocomplete="off" placeholder="192.0.2.0/24"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/sessions">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No session matches</h2><p>A session ends when somebody signs out, leaves it unused, or is ended here. What was tried before stands under <a href="/admin/signins">Sign-ins</a>.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Sessions">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#SESSION}}<tr>
<th scope="row"><a href="/admin/people/{{SESSION_PERSON:u}}">{{SESSION_EMAIL}}</a><span class="hub-sub">{{SESSION_NAME}}</span></th>
<td data-label="Address">{{#SESSION_ADDRESS}}<a href="/admin/signins?address={{SESSION_ADDRESS:u}}">{{SESSION_ADDRESS}}</a>{{/SESSION_ADDRESS}}</td>
<td data-label="Device">{{SESSION_AGENT}}{{#SESSION_OWN}} <span class="hub-tag">your own</span>{{/SESSION_OWN}}</td>
<td data-label="Signed in"><time>{{SESSION_CREATED}}</time></td>
<td data-label="Last seen"><time>{{SESSION_LAST}}</time></td>
<td data-label="Ends"><time>{{SESSION_ENDS}}</time></td>
<td data-label="Second factor">{{SESSION_FACTOR}}</td>
<td class="num">{{#SESSION_OTHER}}<form method="post" action="/admin/sessions/{{SESSION_ID:u}}/end"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}"><button class="btn btn-sm btn-outline-danger" type="submit">End<span class="visually-hidden"> the session of {{SESSION_EMAIL}}</span></button></form>{{/SESSION_OTHER}}</td>
</tr>
{{/SESSION}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{#ONE_PERSON}}
<details class="hub-confirm"><summary>End all sessions of this person</summary>
<form method="post" action="/admin/people/{{PERSON_ID:u}}/sessions/end"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<p>On every device a new sign-in is needed.</p>
<button class="btn btn-outline-danger" type="submit">End all sessions of this person</button></form></details>
{{/ONE_PERSON}}
{{#CAN_END_ALL}}
<details class="hub-confirm"><summary>End everybody’s sessions</summary>
<form method="post" action="/admin/sessions/end"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="/admin/sessions">
<p>Everybody is signed out at once, on every device; only the session you use now stays. The filter above does not matter here.</p>
<button class="btn btn-outline-danger" type="submit">End everybody’s sessions</button></form></details>
{{/CAN_END_ALL}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
