{{%AUTOESCAPE context="HTML"}}{{! A result, just run or saved: figures, charts, rounds, days, what was assumed. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_UPLOT_CSS}}"><link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{#SAVED}}{{SAVED_EYEBROW}}{{/SAVED}}{{#SAVE}}Backtest, not saved yet{{/SAVE}}</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
<p>{{TICKER}} from <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time> ({{DAYS_ALL}} sessions), ${{EQUITY}} at {{LEVERAGE}}×, {{ACCOUNT}}, {{PROFILE}} profile.</p>
</div>
{{#CAN_CHANGE}}<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/backtest?{{CHANGE_QUERY}}">Change the inputs</a></p>{{/CAN_CHANGE}}
</div>
{{>MARGIN_SAVED_AGAIN}}
{{>MARGIN_SAVED_NEW}}
{{>MARGIN_SAVED_ABOUT}}
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>
{{/HAS_WARNINGS}}
<h2 id="figures">Key figures</h2>
<p class="hub-note">{{JUDGEMENT}} <a href="/help/methods/margin-backtest">How the figures are computed</a></p>
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
<h2 id="charts">Charts</h2>
<div class="hub-charts" data-src="{{BASE}}/chart.json">
{{#CHART}}<figure class="card hub-chart" id="chart-{{CHART_ID}}" data-chart="{{CHART_ID}}"><div class="card-body">
<h3>{{CHART_TITLE}}</h3>
<div class="hub-chart-static">{{CHART_SVG:x-svg}}</div>
<figcaption>{{CHART_CAPTION}} <a href="{{BASE}}/days.csv" download>Every day as CSV</a></figcaption>
</div></figure>
{{/CHART}}
</div>
{{>MARGIN_CUSHION}}
<section class="card" id="rounds"><div class="card-body">
<div class="hub-card-head"><h2>Rounds</h2><a href="{{BASE}}/rounds.csv" download>Rounds as CSV</a></div>
{{#NO_ROUNDS}}<p class="hub-note">The account never held a position.</p>{{/NO_ROUNDS}}
{{#HAS_ROUNDS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Rounds">
<table class="table">
<caption>Each time the account was in the market. A margin call ends a round.</caption>
<thead><tr><th scope="col">Round</th><th scope="col">Start</th><th scope="col">End</th><th scope="col" class="num">Sessions</th><th scope="col" class="num">Price at start ($)</th><th scope="col" class="num">Price at end ($)</th><th scope="col" class="num">Price change (%)</th><th scope="col" class="num">Capital ($)</th><th scope="col" class="num">Final value ($)</th><th scope="col" class="num">Position at start ($)</th><th scope="col" class="num">Position at end ($)</th><th scope="col">Ended by</th><th scope="col" class="num">Result (%)</th><th scope="col" class="num">Interest ($)</th></tr></thead>
<tbody>
{{#ROUND}}<tr><th scope="row">{{ROUND_NUMBER}}</th><td><time>{{ROUND_START}}</time></td><td><time>{{ROUND_END}}</time></td><td class="num">{{ROUND_DAYS}}</td><td class="num">{{ROUND_START_PRICE}}</td><td class="num">{{ROUND_END_PRICE}}</td><td class="num">{{ROUND_CHANGE}}</td><td class="num">{{ROUND_CAPITAL}}</td><td class="num">{{ROUND_FINAL}}</td><td class="num">{{ROUND_PORTFOLIO}}</td><td class="num">{{ROUND_PORTFOLIO_END}}</td><td>{{ROUND_CALLED}}</td><td class="num">{{ROUND_RESULT}}</td><td class="num">{{ROUND_INTEREST}}</td></tr>
{{/ROUND}}
</tbody>
</table>
</div>
{{#MORE_ROUNDS}}<p class="hub-note">The first {{ROUNDS_COUNT}} of {{ROUNDS_ALL}}. <a href="{{BASE}}?rounds=all#rounds">Show all</a></p>{{/MORE_ROUNDS}}
{{/HAS_ROUNDS}}
</div></section>
<section class="card hub-days" id="days"><div class="card-body">
<div class="hub-card-head"><h2>Days</h2><a href="{{BASE}}/days.csv" download>Days as CSV</a></div>
<form class="hub-inline hub-jump" method="get" action="{{BASE}}#days"><label class="form-label" for="jump">Go to day</label><input class="form-control" type="date" id="jump" name="date" value="{{DAY_WANTED}}" min="{{FIRST_SESSION}}" max="{{LAST_SESSION}}"><button class="btn btn-outline-secondary" type="submit">Go</button></form>
<div class="hub-table-box hub-table-tall" tabindex="0" role="region" aria-label="Days">
<table class="table table-sm">
<caption>Sessions {{DAYS_FIRST}} to {{DAYS_LAST}} of {{DAYS_ALL}}.</caption>
<thead><tr><th scope="col">Date</th>{{#DAY_HEADING}}<th scope="col"{{#IS_FIGURE}} class="num"{{/IS_FIGURE}} title="{{HEADING_MEANING}}">{{HEADING_LABEL}}{{#HAS_UNIT}} ({{HEADING_UNIT}}){{/HAS_UNIT}}</th>{{/DAY_HEADING}}</tr></thead>
<tbody>
{{#DAY}}<tr><th scope="row"><time>{{DAY_DATE}}</time></th><td class="num">{{DAY_PRICE}}</td><td class="num">{{DAY_EQUITY_BEFORE}}</td><td>{{DAY_IN_POSITION}}</td><td class="num">{{DAY_WAIT}}</td><td class="num">{{DAY_CYCLE}}</td><td class="num">{{DAY_DAYS_IN}}</td><td class="num">{{DAY_FED}}</td><td class="num">{{DAY_MARGIN_RATE}}</td><td>{{DAY_STATUS}}</td><td class="num">{{DAY_SHARES}}</td><td class="num">{{DAY_PORTFOLIO}}</td><td class="num">{{DAY_LOAN}}</td><td class="num">{{DAY_EQUITY}}</td><td class="num">{{DAY_MAINTENANCE}}</td><td>{{DAY_CALL}}</td><td class="num">{{DAY_INTEREST}}</td><td class="num">{{DAY_INTEREST_SUM}}</td><td class="num">{{DAY_DIVIDEND}}</td><td class="num">{{DAY_DIVIDEND_SUM}}</td><td class="num">{{DAY_CALL_PRICE}}</td></tr>
{{/DAY}}
</tbody>
</table>
</div>
{{>PAGER}}
<details><summary>What the columns mean</summary>
<dl class="hub-meanings">
{{#DAY_HEADING}}<dt>{{HEADING_LABEL}}</dt><dd>{{HEADING_MEANING}}</dd>
{{/DAY_HEADING}}
</dl></details>
</div></section>
<section class="card" id="assumptions"><div class="card-body">
<h2>What was assumed</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="What was assumed">
<table class="table">
<tbody>
{{#ASSUMPTION}}<tr><th scope="row">{{ASSUMPTION_NAME}}</th><td>{{ASSUMPTION_SETTING}}</td></tr>
{{/ASSUMPTION}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="metrics"><div class="card-body">
<div class="hub-card-head"><h2>All figures</h2><a href="{{BASE}}/metrics.csv" download>Figures as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="All figures">
<table class="table hub-stacked">
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Value</th><th scope="col">Formula</th><th scope="col">With these numbers</th></tr></thead>
<tbody>
{{#METRIC}}<tr><th scope="row">{{FIGURE_LABEL}}</th><td class="num" data-label="Value">{{FIGURE_VALUE}}</td><td data-label="Formula">{{FIGURE_FORMULA}}</td><td data-label="With these numbers">{{FIGURE_NUMBERS}}{{#FIGURE_UNKNOWN}} Not available: {{FIGURE_REASON}}{{/FIGURE_UNKNOWN}}</td></tr>
{{/METRIC}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="bits"><div class="card-body">
<div class="hub-card-head"><h2>To compute it again</h2><a href="{{BASE}}/result.json" download>Whole result as JSON</a></div>
<p class="hub-note">The same inputs, data and engine give the same result to the last bit, on any machine.</p>
<dl class="hub-bits">
<dt>Engine</dt><dd>margin.backtest, version {{ENGINE_VERSION}}</dd>
<dt>Data</dt><dd><code class="hub-hash">{{DATA_VERSION}}</code></dd>
<dt>Inputs</dt><dd><code class="hub-hash">{{INPUTS_HASH}}</code></dd>
<dt>Result</dt><dd><code class="hub-hash">{{RESULT_HASH}}</code></dd>
</dl>
<details><summary>The request</summary><pre tabindex="0"><code>{{CANONICAL:p}}</code></pre></details>
</div></section>
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
