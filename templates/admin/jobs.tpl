{{%AUTOESCAPE context="HTML"}}{{! The queue of jobs and its schedule. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Jobs</h1>
<p>What hub-jobs does in the background: long lists of invitations, checks, housekeeping. Times are UTC.</p>
</div>
</div>
<form class="hub-filter" method="get" action="/admin/jobs" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="status">State</label><select class="form-select" id="status" name="status">{{#STATUS_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<div><label class="form-label" for="kind">Job</label><input class="form-control" type="search" id="kind" name="kind" value="{{FILTER_KIND}}" maxlength="100" autocomplete="off" placeholder="retention"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/jobs">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No job {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Jobs come by themselves: housekeeping once an hour, the audit’s anchor every minute, and whatever takes longer than a page may. They are kept for the days that <a href="/admin/settings#retention">Settings</a> say. If none appears for some minutes, hub-jobs does not run; on the server: <code>systemctl status hub-jobs</code>.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Jobs">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#JOB}}<tr>
<th scope="row"><a href="/admin/jobs/{{JOB_ID:u}}">{{JOB_KIND}}</a><span class="hub-sub">no. {{JOB_ID}}{{#JOB_BY}}, for {{JOB_BY}}{{/JOB_BY}}</span></th>
<td data-label="State">{{JOB_STATUS}}{{#JOB_PROGRESS}} {{JOB_PROGRESS}} %{{/JOB_PROGRESS}}{{#JOB_PROGRESS_WORDS}}<span class="hub-sub">{{JOB_PROGRESS_WORDS}}</span>{{/JOB_PROGRESS_WORDS}}{{#JOB_ERROR}}<span class="hub-sub hub-loss hub-cut">{{JOB_ERROR}}</span>{{/JOB_ERROR}}</td>
<td data-label="Asked for"><time>{{JOB_CREATED}}</time></td>
<td data-label="Started"><time>{{JOB_STARTED}}</time>{{#JOB_RUNNER}}<span class="hub-sub">{{JOB_RUNNER}}</span>{{/JOB_RUNNER}}</td>
<td data-label="Finished"><time>{{JOB_FINISHED}}</time></td>
<td data-label="Tries" class="num">{{JOB_TRIES}}</td>
<td class="num">{{#JOB_CAN_RETRY}}<form method="post" action="/admin/jobs/{{JOB_ID:u}}/retry"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-secondary" type="submit">Again<span class="visually-hidden">: job {{JOB_ID}}</span></button></form>{{/JOB_CAN_RETRY}}{{#JOB_CAN_CANCEL}}<form method="post" action="/admin/jobs/{{JOB_ID:u}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Cancel<span class="visually-hidden"> job {{JOB_ID}}</span></button></form>{{/JOB_CAN_CANCEL}}</td>
</tr>
{{/JOB}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
<section class="card" aria-labelledby="schedule-head">
<div class="card-body">
<h2 id="schedule-head">Schedule</h2>
<div class="hub-table-box" role="group" aria-labelledby="schedule-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">Job</th><th scope="col">Every</th><th scope="col">Next</th><th scope="col">Last</th></tr></thead>
<tbody>
{{#SCHEDULE}}<tr><th scope="row"><a href="/admin/jobs?kind={{SCHEDULE_KIND:u}}">{{SCHEDULE_KIND}}</a></th><td data-label="Every">{{SCHEDULE_EVERY}}</td><td data-label="Next"><time>{{SCHEDULE_NEXT}}</time></td><td data-label="Last">{{#SCHEDULE_LAST}}<time>{{SCHEDULE_LAST}}</time>{{/SCHEDULE_LAST}}</td></tr>
{{/SCHEDULE}}</tbody>
</table>
</div>
</div>
</section>
