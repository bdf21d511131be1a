{{%AUTOESCAPE context="HTML"}}{{! The list of kept calculations. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Saved calculations</h1>
<p>What was kept of the margin calculator.</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/calculator">Margin calculator</a></p>{{/CAN_RUN}}
</div>
<form class="hub-filter" method="get" action="/margin/calculations" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="filter-words">Words</label><input class="form-control" type="search" id="filter-words" name="q" value="{{FILTER_WORDS}}" maxlength="100" autocomplete="off" placeholder="name, ticker, note"></div>
<div><label class="form-label" for="filter-account">Account</label><select class="form-select" id="filter-account" name="account"><option value="">Any</option><option value="reg_t"{{#FILTER_REG_T}} selected{{/FILTER_REG_T}}>Reg T</option><option value="portfolio"{{#FILTER_PORTFOLIO}} selected{{/FILTER_PORTFOLIO}}>Portfolio margin</option></select></div>
<div><label class="form-label" for="filter-position">Position</label><select class="form-select" id="filter-position" name="position"><option value="">Any</option><option value="Long"{{#FILTER_LONG}} selected{{/FILTER_LONG}}>Long</option><option value="Short"{{#FILTER_SHORT}} selected{{/FILTER_SHORT}}>Short</option></select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Find</button>{{#LIST_FILTERED}}<a href="/margin/calculations">Show all</a>{{/LIST_FILTERED}}</p>
</form>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}
<div class="hub-empty">
{{#LIST_FILTERED}}<h2>Nothing matches</h2><p>The words must stand, as they are, in the name, the ticker or the note.</p>{{/LIST_FILTERED}}
<p>{{#CAN_RUN}}Fill in the <a href="/margin/calculator">calculator</a> and press “Save” there: inputs and figures are kept here, to be opened again, compared and exported.{{/CAN_RUN}}{{#CANNOT_RUN}}Your account may read here, but not calculate. An administrator can make it an analyst’s.{{/CANNOT_RUN}}</p>
</div>
{{/LIST_EMPTY}}
{{#LIST_ROWS}}
{{#CAN_COMPARE}}<form class="hub-inline hub-ticked no-print" id="compare" method="get" action="/margin/calculations/compare"><button class="btn btn-outline-secondary" type="submit">Compare</button> <span class="hub-note">two to four that are ticked</span></form>{{/CAN_COMPARE}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Saved calculations">
<table class="table hub-stacked hub-saved">
<thead><tr>{{#CAN_COMPARE}}<th scope="col" class="no-print"><span class="visually-hidden">Compare</span></th>{{/CAN_COMPARE}}{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#CALCULATION}}<tr>
{{#CAN_COMPARE}}<td data-label="Compare" class="no-print"><input class="form-check-input" type="checkbox" form="compare" name="{{CALCULATION_ID}}" value="1" aria-label="Compare {{CALCULATION_NAME}}"></td>{{/CAN_COMPARE}}
<th scope="row"><a class="hub-cut" href="/margin/calculations/{{CALCULATION_ID:u}}" title="{{CALCULATION_NAME}}">{{CALCULATION_NAME}}</a><span class="hub-sub">{{CALCULATION_WHAT}}</span></th>
<td data-label="Position" class="num">{{CALCULATION_AMOUNT}}</td>
<td data-label="Leverage" class="num">{{CALCULATION_LEVERAGE}}</td>
<td data-label="Price" class="num">{{CALCULATION_PRICE}}</td>
<td data-label="Call price" class="num">{{CALCULATION_CALL}}</td>
<td data-label="Breakeven" class="num">{{CALCULATION_BREAKEVEN}}</td>
<td data-label="Risk">{{CALCULATION_RISK}}</td>
<td data-label="Saved" class="num"><time title="{{CALCULATION_CREATED}} UTC">{{CALCULATION_ON}}</time></td>
<td class="num">{{#CAN_RUN}}<form method="post" action="/margin/calculations/{{CALCULATION_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{CALCULATION_NAME}}</span></button></form>{{/CAN_RUN}}</td>
</tr>
{{/CALCULATION}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
