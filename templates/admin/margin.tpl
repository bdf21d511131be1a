{{%AUTOESCAPE context="HTML"}}{{! The margin section: figures, cache, runs. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Margin</h1>
<p>What the margin section computed and keeps. Times are UTC.</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/admin/margin/saved">Saved results per person</a></p>
</div>
<dl class="hub-figures">
<div class="hub-figure"><dt>Backtests, last 24 hours</dt><dd class="hub-figure-value">{{RUNS_DAY}}</dd><dd class="hub-note">{{RUNS_WEEK}} in 7 days, {{RUNS_FAILED}} of them failed</dd></div>
<div class="hub-figure"><dt>Median time, last 24 hours</dt><dd class="hub-figure-value">{{RUN_MEDIAN}}</dd><dd class="hub-note">longest {{RUN_LONGEST}}</dd></div>
<div class="hub-figure"><dt>Saved results</dt><dd class="hub-figure-value">{{SAVED_ALL}}</dd><dd class="hub-note">of all people, <a href="/admin/margin/saved">by person</a></dd></div>
<div class="hub-figure"><dt>Kept answers</dt><dd class="hub-figure-value">{{CACHE_ROWS}}</dd><dd class="hub-note">{{CACHE_SIZE}}, {{CACHE_EXPIRED}} of them out of date</dd></div>
</dl>
{{#CAN_PURGE}}<details class="hub-confirm"><summary>Delete the kept answers</summary>
<form method="post" action="/admin/margin/cache/purge"><input type="hidden" name="csrf" value="{{CSRF}}">
<p>They are computed again when they are needed. Saved results stay.</p>
<button class="btn btn-outline-danger" type="submit">Delete the kept answers</button></form></details>{{/CAN_PURGE}}
<h2>Runs</h2>
<form class="hub-filter" method="get" action="/admin/margin" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Person</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="instrument">Instrument</label><input class="form-control" type="search" id="instrument" name="instrument" value="{{FILTER_INSTRUMENT}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="status">State</label><select class="form-select" id="status" name="status">{{#STATUS_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATUS_OPTION}}</select></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/margin">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No run {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Each backtest that somebody runs is a row here, for the days that <a href="/admin/settings#retention">Settings</a> say. What is saved stays until its owner deletes it.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Runs">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#RUN}}<tr>
<th scope="row"><a href="/admin/people/{{RUN_USER:u}}">{{RUN_PERSON}}</a></th>
<td data-label="Backtest of">{{RUN_TICKER}}<span class="hub-sub"><time>{{RUN_FROM}}</time> to <time>{{RUN_TO}}</time></span></td>
<td data-label="Mode">{{RUN_MODE}}</td>
<td data-label="State">{{RUN_STATUS}}</td>
<td data-label="Run"><time>{{RUN_CREATED}}</time></td>
<td data-label="Time" class="num">{{#RUN_TIME}}{{RUN_TIME}} ms{{/RUN_TIME}}</td>
</tr>
{{/RUN}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
