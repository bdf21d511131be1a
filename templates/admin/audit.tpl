{{%AUTOESCAPE context="HTML"}}{{! Every action that changed something. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Audit</h1>
<p>Who changed what, with what was before and after. Nothing is ever changed or deleted here. Times and days are UTC.</p>
</div>
</div>
<form class="hub-filter" method="get" action="/admin/audit" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="actor">Who</label><input class="form-control" type="search" id="actor" name="actor" value="{{ACTOR}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="action">What</label><select class="form-select" id="action" name="action"><option value="">Anything</option>{{#ACTION_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ACTION_CHOICE}}</select></div>
<div><label class="form-label" for="object">About</label><input class="form-control" type="search" id="object" name="object" value="{{OBJECT}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="from">From</label><input class="form-control" type="date" id="from" name="from" value="{{FROM}}"></div>
<div><label class="form-label" for="to">To</label><input class="form-control" type="date" id="to" name="to" value="{{TO}}"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/audit">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
{{#ONE_OBJECT}}<p class="hub-note">Only what is about, or by, one person or thing is shown. <a href="/admin/audit">Show all</a></p>{{/ONE_OBJECT}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No event matches</h2><p>Every change made here, in people’s own accounts and by <code>hubctl</code> is recorded, in the same moment as the change.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Events">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col">Changes</th></tr></thead>
<tbody>
{{#EVENT}}<tr>
<td data-label="Number" class="num">{{EVENT_NUMBER}}</td>
<td data-label="When"><time>{{EVENT_AT}}</time></td>
<td data-label="Who">{{#BY_PERSON}}<a href="/admin/people/{{EVENT_ACTOR_ID:u}}">{{/BY_PERSON}}{{EVENT_ACTOR}}{{#BY_PERSON}}</a>{{/BY_PERSON}}<span class="hub-sub">{{EVENT_ADDRESS}}</span></td>
<th scope="row">{{EVENT_ACTION}}</th>
<td data-label="About">{{#ABOUT_LINKED}}<a href="{{EVENT_OBJECT_PATH}}">{{EVENT_OBJECT}}</a>{{/ABOUT_LINKED}}{{#ABOUT_PLAIN}}{{EVENT_OBJECT}}{{/ABOUT_PLAIN}}<span class="hub-sub">{{EVENT_KIND}}</span></td>
<td data-label="Changes">{{#CHANGE}}<span class="hub-change"><b>{{CHANGE_KEY}}</b> {{#CHANGE_WAS}}<del>{{CHANGE_FROM}}</del> {{/CHANGE_WAS}}{{#CHANGE_IS}}<ins>{{CHANGE_TO}}</ins>{{/CHANGE_IS}}{{#CHANGE_GONE}}taken away{{/CHANGE_GONE}}</span>{{/CHANGE}}</td>
</tr>
{{/EVENT}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{#CAN_EXPORT}}<form class="hub-export" method="post" action="/admin/audit/export"><input type="hidden" name="csrf" value="{{CSRF}}">{{#EXPORT_KEPT}}<input type="hidden" name="{{EXPORT_NAME}}" value="{{EXPORT_VALUE}}">{{/EXPORT_KEPT}}<button class="btn btn-outline-secondary btn-sm" type="submit">Download what is found as CSV</button> <span class="hub-note">At most 100,000 events, the oldest first. Taking it out is recorded, too.</span></form>{{/CAN_EXPORT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
<section class="card" aria-labelledby="chain-head"><div class="card-body">
<h2 id="chain-head">Is it as it was written?</h2>
<p>Each of the {{CHAIN_NEWEST}} events holds the hash of the one before, so a change, a gap or an end that was cut off shows. Who owns the database could rebuild the whole chain; against that there are anchors: every minute hub-jobs writes the newest event’s number and hash, signed with a key that is not in the database, to a file that is not in it either. At the machine, <code>hubctl audit verify</code> checks chain and anchors.</p>
{{#NEVER_CHECKED}}<p class="hub-note">hub-jobs has not checked the whole chain yet.</p>{{/NEVER_CHECKED}}
{{#CHECK_RUNS}}<p class="hub-note">A check is at work.</p>{{/CHECK_RUNS}}
{{#CHECK_WAS}}<p class="hub-note">Last checked by hub-jobs: <time>{{CHECK_AT}}</time>.</p>{{/CHECK_WAS}}
{{#CHECK_FAILED}}<p class="alert alert-warning">The check could not be finished: {{CHECK_ERROR}}</p>{{/CHECK_FAILED}}
{{>ADMIN_AUDIT_CHAIN}}
<form method="post" action="/admin/audit/check"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-primary" type="submit">Verify chain</button></form>
</div></section>
