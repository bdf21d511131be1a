{{%AUTOESCAPE context="HTML"}}{{! The list of a person's sweeps. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Sweeps</h1>
<p>The same backtest over many values, starts or drawn paths.</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/sweeps/new">New sweep</a></p>{{/CAN_RUN}}
</div>
<form class="hub-filter" method="get" action="/margin/sweeps" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Words</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="200" autocomplete="off" placeholder="instrument, parameter, mode"></div>
<div><label class="form-label" for="mode">Mode</label><select class="form-select" id="mode" name="mode">{{#MODE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/MODE_OPTION}}</select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Find</button>{{#LIST_FILTERED}}<a href="/margin/sweeps">Show all</a>{{/LIST_FILTERED}}</p>
</form>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}
<div class="hub-empty">
{{#LIST_FILTERED}}<h2>Nothing matches</h2><p>Every word must stand in the name of the instrument, of what was swept or of the mode, at least as a beginning.</p>{{/LIST_FILTERED}}
{{#NO_FILTER}}<p>{{#CAN_RUN}}No sweep was run yet. <a href="/margin/sweeps/new">Run the first one</a>: one parameter over a list of values takes a moment.{{/CAN_RUN}}{{#CANNOT_RUN}}Your account may read here, but not compute. An administrator can make it an analyst’s.{{/CANNOT_RUN}}</p>{{/NO_FILTER}}
</div>
{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Sweeps">
<table class="table hub-stacked hub-saved">
<thead><tr><th scope="col">Sweep</th>{{>LIST_HEAD}}<th scope="col" class="num">Time</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#SWEEP}}<tr>
<th scope="row"><a href="/margin/sweeps/{{SWEEP_ID:u}}">{{SWEEP_TITLE}}</a><span class="hub-sub">{{SWEEP_MODE}}</span></th>
<td data-label="Run"><time>{{SWEEP_CREATED}}</time> UTC</td>
<td data-label="Instrument">{{SWEEP_TICKER}}</td>
<td data-label="State">{{SWEEP_STATUS}}</td>
<td data-label="Time" class="num">{{SWEEP_TIME}}</td>
<td class="num">{{#SWEEP_OVER}}<form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{SWEEP_TITLE}} of {{SWEEP_CREATED}}</span></button></form>{{/SWEEP_OVER}}{{#SWEEP_UNDER_WAY}}<form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Cancel<span class="visually-hidden"> {{SWEEP_TITLE}} of {{SWEEP_CREATED}}</span></button></form>{{/SWEEP_UNDER_WAY}}</td>
</tr>
{{/SWEEP}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
