{{%AUTOESCAPE context="HTML"}}{{! Two to four kept calculations side by side: what differs in their inputs first. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Calculations compared</h1>
<p>What differs in the inputs comes first. Marked figures are not the same in all of them.</p>
</div>
<p class="hub-actions"><a href="/margin/calculations/compare.csv?{{COMPARED_QUERY}}" download>CSV</a> <a class="btn btn-outline-secondary" href="/margin/calculations">All calculations</a></p>
</div>
<div class="card"><div class="card-body">
<div class="hub-table-box" tabindex="0" role="region" aria-label="Calculations compared">
<table class="table hub-beside">
<thead><tr><td></td>{{#COMPARED}}<th scope="col" class="num"><a class="hub-cut" href="/margin/calculations/{{COMPARED_ID:u}}" title="{{COMPARED_NAME}}">{{COMPARED_NAME}}</a></th>{{/COMPARED}}</tr></thead>
<tbody>
{{#INPUTS_DIFFER}}<tr><th scope="rowgroup" class="hub-rows-head">Inputs that differ</th></tr>
{{#OTHER_INPUT}}<tr class="hub-other"><th scope="row">{{LINE_LABEL}}</th>{{#CELL}}<td class="num">{{CELL_TEXT}}</td>{{/CELL}}</tr>
{{/OTHER_INPUT}}{{/INPUTS_DIFFER}}
{{#INPUTS_SAME}}<tr><th scope="rowgroup" class="hub-rows-head">No input differs</th></tr>{{/INPUTS_SAME}}
</tbody>
<tbody>
<tr><th scope="rowgroup" class="hub-rows-head">Figures</th></tr>
{{#COMPARED_FIGURE}}<tr{{#CELLS_DIFFER}} class="hub-other"{{/CELLS_DIFFER}}><th scope="row">{{LINE_LABEL}}</th>{{#CELL}}<td class="num">{{CELL_TEXT}}</td>{{/CELL}}</tr>
{{/COMPARED_FIGURE}}
</tbody>
{{#INPUTS_SHARED}}<tbody>
<tr><th scope="rowgroup" class="hub-rows-head">Inputs that are the same</th></tr>
{{#SAME_INPUT}}<tr><th scope="row">{{LINE_LABEL}}</th>{{#CELL}}<td class="num">{{CELL_TEXT}}</td>{{/CELL}}</tr>
{{/SAME_INPUT}}
</tbody>{{/INPUTS_SHARED}}
</table>
</div>
</div></div>
