{{%AUTOESCAPE context="HTML"}}{{! The series that a person keeps. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
<h1>Series</h1>
<p>Prices and returns that you brought. Nobody else sees them.</p>
</div>
{{#CAN_UPLOAD}}<p class="hub-actions"><a class="btn btn-primary" href="/returns/series/new">New series</a></p>{{/CAN_UPLOAD}}
</div>
<form class="hub-filter" method="get" action="/returns/series" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="filter-words">Words</label><input class="form-control" type="search" id="filter-words" name="q" value="{{FILTER_WORDS}}" maxlength="100" autocomplete="off" placeholder="name, file, note"></div>
<div><label class="form-label" for="filter-kind">Kind</label><select class="form-select" id="filter-kind" name="kind"><option value="">Any</option><option value="prices"{{#FILTER_PRICES}} selected{{/FILTER_PRICES}}>Prices</option><option value="returns"{{#FILTER_RETURNS}} selected{{/FILTER_RETURNS}}>Returns</option></select></div>
<div><label class="form-label" for="filter-frequency">Spacing</label><select class="form-select" id="filter-frequency" name="frequency"><option value="">Any</option>{{#FREQUENCY}}<option value="{{FREQUENCY_NAME}}"{{#FREQUENCY_CHOSEN}} selected{{/FREQUENCY_CHOSEN}}>{{FREQUENCY_NAME}}</option>{{/FREQUENCY}}</select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Find</button>{{#LIST_FILTERED}}<a href="/returns/series">Show all</a>{{/LIST_FILTERED}}</p>
</form>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}
<div class="hub-empty">
{{#LIST_FILTERED}}<h2>Nothing matches</h2><p>The words must stand, as they are, in the name, the file or the note.</p>{{/LIST_FILTERED}}
<p>{{#CAN_UPLOAD}}<a href="/returns/series/new">Bring a file</a> of prices or returns, or paste it from a spreadsheet: it is read leniently, and everything that was left out or guessed is said.{{/CAN_UPLOAD}}{{#CANNOT_UPLOAD}}Your account may read here, but not upload. An administrator can make it an analyst’s.{{/CANNOT_UPLOAD}}</p>
</div>
{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Series">
<table class="table hub-stacked hub-named">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#SERIES}}<tr>
<th scope="row"><a class="hub-cut" href="/returns/series/{{SERIES_ID:u}}" title="{{SERIES_NAME}}">{{SERIES_NAME}}</a><span class="hub-sub">{{SERIES_SOURCE}}{{#SERIES_HAS_SYMBOL}} (in backtests: MY.{{SERIES_SYMBOL}}){{/SERIES_HAS_SYMBOL}}</span></th>
<td data-label="Kind">{{SERIES_KIND}}</td>
<td data-label="Spacing">{{SERIES_FREQUENCY}}</td>
<td data-label="Rows" class="num">{{SERIES_ROWS}}</td>
<td data-label="First" class="num"><time>{{SERIES_FIRST}}</time></td>
<td data-label="Last" class="num"><time>{{SERIES_LAST}}</time></td>
<td data-label="Room" class="num">{{SERIES_BYTES}}</td>
<td data-label="Kept" class="num"><time title="{{SERIES_CREATED}} UTC">{{SERIES_ON}}</time></td>
<td class="num">{{#CAN_UPLOAD}}<form method="post" action="/returns/series/{{SERIES_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{SERIES_NAME}}</span></button></form>{{/CAN_UPLOAD}}</td>
</tr>
{{/SERIES}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
<p class="hub-note">{{ROOM_SERIES}} of {{ROOM_SERIES_MOST}} series and {{ROOM_BYTES}} of {{ROOM_BYTES_MOST}} MB used.</p>
</div></div>
