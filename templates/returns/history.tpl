{{%AUTOESCAPE context="HTML"}}{{! The lists of saved analyses: one’s own, and the team’s. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
{{#OWN}}<h1>Saved analyses</h1>
<p class="hub-inline"><span>{{QUOTA_USED}} of {{QUOTA}} used</span> <a href="/returns/shared">Shared with the team</a> <a href="/returns/links">Your links</a></p>{{/OWN}}
{{#TEAM}}<p class="hub-eyebrow"><a href="/returns/analyses">Saved analyses</a></p>
<h1>Shared with the team</h1>
<p>What people of this hub show to each other. Everybody may look at these and take their files away; only their owners can change them.</p>{{/TEAM}}
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/returns/analysis/new">New analysis</a></p>
</div>
<form class="hub-filter" method="get" action="{{LIST_PATH}}" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Words</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="200" autocomplete="off" placeholder="title, series, benchmark, note"></div>
<div><label class="form-label" for="basis">Basis</label><select class="form-select" id="basis" name="basis"><option value="">Any</option><option value="total"{{#BASIS_TOTAL}} selected{{/BASIS_TOTAL}}>Total return</option><option value="price"{{#BASIS_PRICE}} selected{{/BASIS_PRICE}}>Price</option><option value="given"{{#BASIS_GIVEN}} selected{{/BASIS_GIVEN}}>As given</option></select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Find</button>{{#LIST_FILTERED}}<a href="{{LIST_PATH}}">Show all</a>{{/LIST_FILTERED}}</p>
</form>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty">
{{#LIST_FILTERED}}<h2>Nothing matches</h2><p>The words must stand, as they are, in the title, the series, the benchmark or a note.</p>{{/LIST_FILTERED}}
{{#NO_FILTER}}{{#OWN}}<h2>Nothing is saved yet</h2>
{{#CAN_SAVE}}<p>Make an analysis and press “Save” on its page. Its figures are kept, with the versions of the series that they were computed from.</p>{{/CAN_SAVE}}
{{#CANNOT_SAVE}}<p>Your account may look at analyses here, but not save them. An administrator can make it an analyst’s.</p>{{/CANNOT_SAVE}}{{/OWN}}
{{#TEAM}}<h2>Nothing is shared yet</h2><p>{{#CAN_SAVE}}Open one of your <a href="/returns/analyses">saved analyses</a> and choose “Share”.{{/CAN_SAVE}}{{#CANNOT_SAVE}}What somebody shares stands here.{{/CANNOT_SAVE}}</p>{{/TEAM}}{{/NO_FILTER}}
</div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
{{#CAN_COMPARE}}<form class="hub-inline hub-ticked no-print" id="compare" method="get" action="/returns/analyses/compare"><button class="btn btn-outline-secondary" type="submit">Compare</button> <span class="hub-note">two that are ticked</span></form>{{/CAN_COMPARE}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{#OWN}}Saved analyses{{/OWN}}{{#TEAM}}Shared analyses{{/TEAM}}">
<table class="table hub-stacked hub-saved">
<thead><tr>{{#CAN_COMPARE}}<th scope="col" class="no-print"><span class="visually-hidden">Compare</span></th>{{/CAN_COMPARE}}{{>LIST_HEAD}}{{#OWN}}<th scope="col" class="no-print"><span class="visually-hidden">Actions</span></th>{{/OWN}}</tr></thead>
<tbody>
{{#ROW}}<tr>
{{#CAN_COMPARE}}<td data-label="Compare" class="no-print"><input class="form-check-input" type="checkbox" form="compare" name="id{{ROW_NUMBER}}" value="{{SAVED_ID}}" aria-label="Compare {{SAVED_TITLE}}"></td>{{/CAN_COMPARE}}
<th scope="row"><a class="hub-cut" href="{{ROW_PATH}}" title="{{SAVED_TITLE}}">{{SAVED_TITLE}}</a><span class="hub-sub">{{SAVED_BASIS}}{{#SAVED_HAS_BENCHMARK}}, against {{SAVED_BENCHMARK}}{{/SAVED_HAS_BENCHMARK}}{{#TEAM}}; of {{ROW_OWNER}}{{/TEAM}}</span>{{#ROW_IS_SHARED}} <span class="hub-tag">shared</span>{{/ROW_IS_SHARED}}{{#ROW_HAS_NEWER}} <a class="hub-tag" href="{{ROW_PATH}}#newer" title="There are newer data than this was computed from: look, and run it again">newer data, run again</a>{{/ROW_HAS_NEWER}}</th>
<td data-label="Series"><span class="hub-cut" title="{{SAVED_SERIES}}">{{SAVED_SERIES}}</span></td>
<td data-label="Window" class="num"><time>{{SAVED_FIRST}}</time><br><time>{{SAVED_LAST}}</time></td>
<td data-label="Total return" class="num">{{SAVED_TOTAL}}</td>
<td data-label="CAGR" class="num">{{SAVED_CAGR}}</td>
<td data-label="Volatility" class="num">{{SAVED_VOLATILITY}}</td>
<td data-label="Sharpe" class="num">{{SAVED_SHARPE}}</td>
<td data-label="Drawdown" class="num">{{SAVED_DRAWDOWN}}</td>
<td data-label="{{#OWN}}Run{{/OWN}}{{#TEAM}}Shared{{/TEAM}}" class="num"><time title="{{ROW_WHEN_EXACTLY}} UTC">{{ROW_WHEN}}<span class="hub-sub">{{ROW_TIME}} UTC</span></time></td>
{{#OWN}}<td class="num no-print">{{#CAN_SAVE}}<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{SAVED_TITLE}}</span></button></form>{{/CAN_SAVE}}</td>{{/OWN}}
</tr>
{{/ROW}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
