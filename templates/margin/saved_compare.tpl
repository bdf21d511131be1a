{{%AUTOESCAPE context="HTML"}}{{! Two to four saved backtests side by side. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/margin/saved">Saved backtests</a></p>
<h1>Side by side</h1>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/saved/compare/figures.csv?id={{COMPARE_IDS:u}}" download>Download as CSV</a></p>
</div>
<ol class="hub-compared">
{{#COMPARED_HEAD}}<li><a class="hub-cut" href="{{SAVED_PATH}}" title="{{SAVED_NAME}}">{{SAVED_NAME}}</a><span class="hub-sub">{{SAVED_TICKER}}, <time>{{SAVED_START}}</time> to <time>{{SAVED_END}}</time>, {{SAVED_LEVERAGE}}×, {{SAVED_ACCOUNT}}, {{SAVED_MODE}}</span></li>
{{/COMPARED_HEAD}}
</ol>
<section class="card" id="inputs"><div class="card-body">
<h2>What differs in the inputs</h2>
{{#NONE_DIFFERENT}}<p class="hub-note">Nothing: the same question was asked, of the same data and the same engine.</p>{{/NONE_DIFFERENT}}
{{#HAS_DIFFERENT}}<div class="hub-table-box" tabindex="0" role="region" aria-label="What differs in the inputs">
<table class="table hub-stacked hub-compare">
<thead><tr><th scope="col">Input</th>{{#COMPARED_HEAD}}<th scope="col" class="num" title="{{SAVED_NAME}}">{{HEAD_NUMBER}}</th>{{/COMPARED_HEAD}}</tr></thead>
<tbody>
{{#INPUT_DIFFERENT}}<tr><th scope="row">{{INPUT_LABEL}}</th>{{#INPUT_CELL}}<td class="num" data-label="{{CELL_NUMBER}}" title="{{INPUT_WHOLE}}">{{INPUT_VALUE}}</td>{{/INPUT_CELL}}</tr>
{{/INPUT_DIFFERENT}}
</tbody>
</table>
</div>{{/HAS_DIFFERENT}}
<details><summary>What is the same in all</summary>
<dl class="hub-bits">
{{#INPUT_SAME}}<dt>{{INPUT_LABEL}}</dt>{{#INPUT_CELL}}<dd class="hub-hash">{{INPUT_WHOLE}}</dd>{{/INPUT_CELL}}
{{/INPUT_SAME}}
</dl></details>
</div></section>
<section class="card" id="figures"><div class="card-body">
<h2>Figures</h2>
<p class="hub-note">{{#OTHER_WINDOW}}They cover different times, so none is marked as the best.{{/OTHER_WINDOW}}{{#SAME_WINDOW}}The best stands in bold where more, or less, is better by itself.{{/SAME_WINDOW}}</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Figures">
<table class="table hub-stacked hub-compare">
<thead><tr><th scope="col">Figure</th>{{#COMPARED_HEAD}}<th scope="col" class="num" title="{{SAVED_NAME}}">{{HEAD_NUMBER}}</th>{{/COMPARED_HEAD}}</tr></thead>
<tbody>
{{#COMPARED}}<tr><th scope="row" title="{{COMPARED_FORMULA}}">{{COMPARED_LABEL}}</th>{{#COMPARED_CELL}}<td class="num{{#COMPARED_BEST}} hub-best{{/COMPARED_BEST}}" data-label="{{CELL_NUMBER}}" title="{{COMPARED_NAME}}">{{COMPARED_VALUE}}{{#COMPARED_BEST}}<span class="visually-hidden"> (best)</span>{{/COMPARED_BEST}}</td>{{/COMPARED_CELL}}</tr>
{{/COMPARED}}
</tbody>
</table>
</div>
</div></section>
{{#CURVES}}<figure class="card hub-chart" id="chart"><div class="card-body">
<h2>Equity on one axis</h2>
<div class="hub-chart-static">{{CHART_SVG:x-svg}}</div>
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}} <a class="no-print" href="/margin/saved/compare/days.csv?id={{COMPARE_IDS:u}}" download>Every day as CSV</a></figcaption>
</div></figure>{{/CURVES}}
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
