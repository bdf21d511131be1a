{{%AUTOESCAPE context="HTML"}}{{! A sweep that was computed. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<h1 class="hub-title">{{HEADING}}</h1>
<p>{{MODE}}, {{ACCOUNT}}, {{PROFILE}} profile, <time>{{WINDOW_FROM}}</time> to <time>{{WINDOW_TO}}</time>: {{SESSIONS}} sessions.</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/sweeps/new?{{QUERY}}">Change the inputs</a></p>{{/CAN_RUN}}
</div>
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>
{{/HAS_WARNINGS}}
{{#IS_GRID}}
<dl class="hub-figures" id="best">
{{#BEST}}<div class="hub-figure">
<dt>{{BEST_LABEL}}</dt>
<dd class="hub-figure-value">{{BEST_VALUE}}</dd>
<dd class="hub-note">{{BEST_WHERE}}</dd>
<dd><details><summary>Formula</summary><p>{{BEST_FORMULA}}</p></details></dd>
{{#CAN_RUN}}<dd><a href="/margin/backtest?{{BEST_QUERY}}">Run this as a backtest<span class="visually-hidden">: {{BEST_WHERE}}</span></a></dd>{{/CAN_RUN}}
</div>
{{/BEST}}
</dl>
{{/IS_GRID}}
<section class="card" id="insights"><div class="card-body">
<h2>In words</h2>
<ul>
{{#INSIGHT}}<li>{{INSIGHT_TEXT}}</li>
{{/INSIGHT}}
</ul>
</div></section>
{{#CHART}}
<figure class="card hub-chart" id="chart-{{CHART_ID}}"><div class="card-body">
<h2>{{CHART_TITLE}}</h2>
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}}</figcaption>
</div></figure>
{{/CHART}}
{{#IS_SURFACE}}
<section class="card" id="leverages"><div class="card-body">
<div class="hub-card-head"><h2>By leverage</h2><a href="{{PATH}}/leverages.csv" download>CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="By leverage">
<table class="table hub-stacked">
<caption>{{STARTS}} starts. Equity at the end in multiples of that at the start; a loss is a multiple below 1.</caption>
<thead><tr><th scope="col">Leverage</th><th scope="col" class="num">Worst</th><th scope="col" class="num">5th percentile</th><th scope="col" class="num">Median</th><th scope="col" class="num">95th percentile</th><th scope="col" class="num">Best</th><th scope="col" class="num">With a loss</th><th scope="col" class="num">With a call</th><th scope="col" class="num">Deepest drawdown</th></tr></thead>
<tbody>
{{#LEVERAGE}}<tr><th scope="row">{{LEVERAGE_VALUE}}{{#LEVERAGE_REFUSED}}<span class="hub-sub">{{LEVERAGE_REFUSED}}</span>{{/LEVERAGE_REFUSED}}</th><td data-label="Worst" class="num">{{LEVERAGE_WORST}}</td><td data-label="5th percentile" class="num">{{LEVERAGE_P5}}</td><td data-label="Median" class="num">{{LEVERAGE_MEDIAN}}</td><td data-label="95th percentile" class="num">{{LEVERAGE_P95}}</td><td data-label="Best" class="num">{{LEVERAGE_BEST}}</td><td data-label="With a loss" class="num">{{LEVERAGE_LOSS}}</td><td data-label="With a call" class="num">{{LEVERAGE_CALL}}</td><td data-label="Deepest drawdown" class="num">{{LEVERAGE_DEEPEST}}</td></tr>
{{/LEVERAGE}}
</tbody>
</table>
</div>
<p class="hub-note">Each start as a file: <a href="{{PATH}}/multiple.csv" download>multiples</a>, <a href="{{PATH}}/drawdown.csv" download>deepest drawdowns</a>, <a href="{{PATH}}/first_call.csv" download>sessions to the first call</a>.</p>
</div></section>
{{/IS_SURFACE}}
{{#HAS_HEAT}}
<section class="card" id="heat"><div class="card-body">
<h2>Heat map</h2>
<p class="hub-actions">{{#HEAT_CHOICE}}<a class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" href="{{CHOICE_PATH}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}}>{{CHOICE_NAME}}</a> {{/HEAT_CHOICE}}</p>
{{#HEAT}}
<div class="hub-table-box hub-heat-box" tabindex="0" role="region" aria-label="{{HEAT_CAPTION}}">
<table class="table hub-heat">
<caption>{{HEAT_CAPTION}}: the deeper the shade, the greater the number.</caption>
<thead><tr><th scope="col">{{HEAT_CORNER}}</th>{{#HEAT_HEAD}}<th scope="col" class="num">{{HEAD_TEXT}}</th>{{/HEAT_HEAD}}</tr></thead>
<tbody>
{{#HEAT_ROW}}<tr><th scope="row">{{ROW_TEXT}}</th>{{#HEAT_CELL}}<td class="num hub-heat-{{HEAT_SHADE}}" title="{{HEAT_TITLE}}">{{HEAT_TEXT}}</td>{{/HEAT_CELL}}</tr>
{{/HEAT_ROW}}
</tbody>
</table>
</div>
{{/HEAT}}
</div></section>
{{/HAS_HEAT}}
{{#IS_GRID}}
<section class="card" id="table"><div class="card-body">
<div class="hub-card-head"><h2>Every backtest</h2><span><a href="{{PATH}}/rounded.csv" download>CSV, rounded</a> · <a href="{{PATH}}/exact.csv" download>CSV, every digit</a></span></div>
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Every backtest">
<table class="table hub-stacked hub-cells">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Open</span></th></tr></thead>
<tbody>
{{#CELL_ROW}}<tr>
<th scope="row">{{ROW_FIRST}}{{#ROW_REFUSED}}<span class="hub-sub">Refused: {{ROW_REASON}}</span>{{/ROW_REFUSED}}</th>
{{#ROW_SECOND}}<td data-label="{{SECOND_LABEL}}">{{SECOND_TEXT}}</td>{{/ROW_SECOND}}
{{#FIGURE_CELL}}<td data-label="{{CELL_LABEL}}" class="num">{{CELL_TEXT}}</td>{{/FIGURE_CELL}}
<td>{{#ROW_RAN}}{{#CAN_RUN}}<a href="/margin/backtest?{{ROW_QUERY}}">Backtest<span class="visually-hidden"> of {{ROW_FIRST}}</span></a>{{/CAN_RUN}}{{/ROW_RAN}}</td>
</tr>
{{/CELL_ROW}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
<details class="hub-more"><summary>What the figures are</summary>
<dl>
{{#MEANING}}<dt>{{MEANING_LABEL}}</dt><dd>{{MEANING_FORMULA}}</dd>
{{/MEANING}}
</dl>
</details>
</div></section>
{{/IS_GRID}}
{{#IS_BOOTSTRAP}}
<section class="card" id="moments"><div class="card-body">
<div class="hub-card-head"><h2>By then</h2><a href="{{PATH}}/paths.csv" download>CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="By then">
<table class="table hub-stacked">
<caption>{{PATHS}} paths in blocks of {{BLOCK}} sessions, seed {{SEED}}. A month is 21 sessions. Equity in multiples of that at the start.</caption>
<thead><tr><th scope="col">After</th><th scope="col" class="num">Chance of a margin call</th><th scope="col" class="num">5th percentile</th><th scope="col" class="num">25th</th><th scope="col" class="num">Median</th><th scope="col" class="num">75th</th><th scope="col" class="num">95th percentile</th></tr></thead>
<tbody>
{{#MOMENT}}<tr><th scope="row">{{MOMENT_AFTER}}</th><td data-label="Chance of a margin call" class="num">{{MOMENT_CALLED}}</td><td data-label="5th percentile" class="num">{{MOMENT_P5}}</td><td data-label="25th" class="num">{{MOMENT_P25}}</td><td data-label="Median" class="num">{{MOMENT_MEDIAN}}</td><td data-label="75th" class="num">{{MOMENT_P75}}</td><td data-label="95th percentile" class="num">{{MOMENT_P95}}</td></tr>
{{/MOMENT}}
</tbody>
</table>
</div>
</div></section>
{{/IS_BOOTSTRAP}}
<div class="hub-actions"><a class="btn btn-outline-secondary" href="{{PATH}}/result.json" download>The whole answer as JSON</a> <a class="btn btn-outline-secondary" href="/margin/sweeps">Your sweeps</a>
<form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete</button></form></div>
<p class="hub-note">Run on <time>{{CREATED}}</time> UTC in {{TOOK}} ms. Engine {{ENGINE_VERSION}}, data version <code class="hub-hash">{{DATA_VERSION}}</code>. <a href="/help/methods/margin-sweep">How it is computed</a></p>
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
