{{%AUTOESCAPE context="HTML"}}{{! Two saved analyses, or two runs of one, side by side: what was asked first, then figure by figure. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow"><a href="/returns/analyses">Saved analyses</a></p>
<h1>{{HEADING}}</h1>
</div>
<p class="hub-actions no-print"><a class="btn btn-outline-secondary" href="{{COMPARE_CSV}}" download>Download as CSV</a></p>
</div>
<ol class="hub-compared">
{{#COMPARED}}<li><a class="hub-cut" href="{{COMPARED_PATH}}" title="{{SAVED_TITLE}}">{{SAVED_TITLE}}</a><span class="hub-sub">{{SAVED_SERIES}}, <time>{{SAVED_FIRST}}</time> to <time>{{SAVED_LAST}}</time>, {{SAVED_BASIS}}; run {{SAVED_RUN}}, <time>{{SAVED_RUN_AT}}</time> UTC</span></li>
{{/COMPARED}}
</ol>
<section class="card" id="inputs"><div class="card-body">
<h2>What differs in the inputs</h2>
{{#NONE_DIFFERENT}}<p class="hub-note">Nothing: the same question was asked, of the same data and the same engine.</p>{{/NONE_DIFFERENT}}
{{#HAS_DIFFERENT}}<div class="hub-table-box" tabindex="0" role="region" aria-label="What differs in the inputs">
<table class="table hub-stacked hub-compare">
<thead><tr><th scope="col">Input</th><th scope="col" class="hub-word">1</th><th scope="col" class="hub-word">2</th></tr></thead>
<tbody>
{{#INPUT_DIFFERENT}}<tr><th scope="row">{{INPUT_LABEL}}</th>{{#VALUE}}<td class="hub-hash" data-label="{{VALUE_OF}}">{{#PART}}{{>RETURNS_COMPARE_PART}}{{/PART}}</td>{{/VALUE}}</tr>
{{/INPUT_DIFFERENT}}
</tbody>
</table>
</div>{{/HAS_DIFFERENT}}
<details><summary>What is the same in both</summary>
<dl class="hub-bits">
{{#INPUT_SAME}}<dt>{{INPUT_LABEL}}</dt>{{#VALUE}}<dd class="hub-hash">{{#PART}}{{>RETURNS_COMPARE_PART}}{{/PART}}</dd>{{/VALUE}}
{{/INPUT_SAME}}
</dl></details>
</div></section>
{{#HAS_ALONE}}<section class="card" id="alone"><div class="card-body">
<h2>Series that only one of them has</h2>
<dl class="hub-bits">
{{#ALONE}}<dt>{{ALONE_WHERE}}</dt><dd>{{ALONE_NAME}}</dd>
{{/ALONE}}
</dl>
</div></section>
{{/HAS_ALONE}}
{{#NO_SHARED_FIGURES}}<p class="hub-note" id="no-shared-figures">Of the series that both have, every figure is the same to the last bit.</p>{{/NO_SHARED_FIGURES}}
{{#NO_FIGURES}}<p class="hub-note" id="no-figures">Every figure is the same to the last bit.</p>{{/NO_FIGURES}}
{{#PAIR}}<section class="card" id="figures-{{PAIR_NUMBER}}"><div class="card-body">
<h2>{{PAIR_TITLE}}</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{PAIR_TITLE}}">
<table class="table hub-stacked hub-compare">
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">1</th><th scope="col" class="num">2</th><th scope="col" class="num">Difference</th></tr></thead>
<tbody>
{{#FIGURE_PAIR}}<tr><th scope="row" title="{{FIGURE_FORMULA}}">{{FIGURE_LABEL}}</th><td class="num" data-label="1">{{FIGURE_FIRST}}</td><td class="num" data-label="2">{{FIGURE_OTHER}}</td><td class="num" data-label="Difference">{{FIGURE_CHANGE}}</td></tr>
{{/FIGURE_PAIR}}
</tbody>
</table>
</div>
<p class="hub-note">{{PAIR_SAME}} other figures are the same to the last bit.</p>
</div></section>
{{/PAIR}}
