{{%AUTOESCAPE context="HTML"}}{{! A result, just run or saved: figures, charts, rounds, days, what was assumed. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_UPLOT_CSS}}"><link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{#SAVED}}{{SAVED_EYEBROW}}{{#IN_LIST}}<span class="no-print"> · <a href="{{SAVED_LIST}}">{{SAVED_LIST_NAME}}</a></span>{{/IN_LIST}}{{/SAVED}}{{#SAVE}}Backtest, not saved yet{{/SAVE}}</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
<p>{{TICKER}}{{#IS_SHORT}} sold short{{/IS_SHORT}} from <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time> ({{DAYS_ALL}} sessions), ${{EQUITY}} at {{LEVERAGE}}×, {{ACCOUNT}}, {{MODE}}, {{PROFILE}} profile.</p>
</div>
{{#CAN_CHANGE}}<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/backtest?{{CHANGE_QUERY}}">Change the inputs</a> <a class="btn btn-outline-secondary" href="/margin/sweeps/new?{{CHANGE_QUERY}}">Sweep around it</a> <a class="btn btn-outline-secondary" href="/margin/prices?ticker={{TICKER:u}}">Prices of {{TICKER}}</a></p>{{/CAN_CHANGE}}
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
<nav aria-label="On this page"><ul class="hub-links hub-jumps no-print">
<li><a href="#figures">Key figures</a></li><li><a href="#charts">Charts</a></li><li><a href="#cushion">Cushion</a></li><li><a href="#near">Small things</a></li><li><a href="#drawdowns">Falls</a></li><li><a href="#months">Months</a></li><li><a href="#rounds">Rounds</a></li><li><a href="#days">Days</a></li><li><a href="#assumptions">Assumptions</a></li><li><a href="#metrics">All figures</a></li>
</ul></nav>
<h2 id="figures">Key figures</h2>
<div class="alert alert-{{JUDGEMENT_LOOK}} hub-judgement" id="judgement">{{JUDGEMENT}}</div>
<p class="hub-note"><a href="/help/methods/margin-backtest">How the figures are computed</a></p>
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#GAUGE}}<p class="hub-note hub-gauge"><label for="gauge">Sharpe ratio {{GAUGE_VALUE}}: {{GAUGE_WORD}}</label> <span aria-hidden="true">−2</span> <meter id="gauge" min="-2" max="3" low="0" high="1" optimum="3" value="{{GAUGE_AT}}">{{GAUGE_VALUE}}</meter> <span aria-hidden="true">3</span></p>{{/GAUGE}}
<h2 id="charts">Charts</h2>
<div class="hub-charts" data-src="{{BASE}}/chart.json">
{{#CHART}}<figure class="card hub-chart" id="chart-{{CHART_ID}}" data-chart="{{CHART_ID}}"><div class="card-body">
<h3>{{CHART_TITLE}}</h3>
<div class="hub-chart-static">{{CHART_SVG:x-svg}}</div>
<figcaption>{{CHART_CAPTION}} <span class="no-print"><a href="{{BASE}}/chart-{{CHART_ID:u}}.csv" download>CSV<span class="visually-hidden">: numbers of {{CHART_TITLE}}</span></a> · <a href="{{BASE}}/chart-{{CHART_ID:u}}.svg" download>SVG<span class="visually-hidden">: picture of {{CHART_TITLE}}</span></a> · <a href="{{BASE}}/days.csv" download>Every day as CSV</a></span></figcaption>
</div></figure>
{{/CHART}}
</div>
{{#STILL}}<figure class="card hub-chart" id="{{STILL_ID}}" data-points="{{BASE}}/chart-{{STILL_ID:u}}.json"><div class="card-body">
<h3>{{STILL_TITLE}}</h3>
<div class="hub-chart-static">{{STILL_SVG:x-svg}}</div>
<figcaption>{{STILL_CAPTION}} <span class="no-print"><a href="{{BASE}}/chart-{{STILL_ID:u}}.csv" download>CSV<span class="visually-hidden">: numbers of {{STILL_TITLE}}</span></a> · <a href="{{BASE}}/chart-{{STILL_ID:u}}.svg" download>SVG<span class="visually-hidden">: picture of {{STILL_TITLE}}</span></a> · <a href="{{BASE}}/{{STILL_FILE}}" download>{{STILL_LINK}}</a></span></figcaption>
</div></figure>
{{/STILL}}
{{#TIMELINE}}<figure class="card hub-chart" id="timeline"><div class="card-body">
<h3>Status of the account</h3>
{{TIMELINE_SVG:x-svg}}
<ul class="hub-statuses">
<li><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="chart-status-in" width="8" height="8"/></svg>In the market</li>
<li><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="chart-status-called" width="8" height="8"/></svg>Margin call or forced {{CLOSING}}</li>
<li><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="chart-status-waiting" width="8" height="8"/></svg>Waiting</li>
<li><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="chart-status-out" width="8" height="8"/></svg>Stays out</li>
</ul>
<figcaption>From <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time>.</figcaption>
</div></figure>
{{/TIMELINE}}
{{>MARGIN_CUSHION}}
<section class="card" id="near"><div class="card-body">
<div class="hub-card-head"><h2>How much hangs on small things</h2>{{#NEAR}}<a href="{{BASE}}/variants.csv" download>These runs as CSV</a>{{/NEAR}}</div>
{{#NEAR_GONE}}<p class="hub-note">Neighbouring runs and corrections are not shown: the market data or the engine have changed since this was computed.</p>{{/NEAR_GONE}}
{{#NEAR}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="How much hangs on small things">
<table class="table hub-stacked">
<caption>The same run with one thing moved a little. Forced {{CLOSING}}s make the end hang on single days: read one number with this range in mind.</caption>
<thead><tr><th scope="col">Run</th><th scope="col" class="num">{{END_LABEL}}</th><th scope="col" class="num">Change</th><th scope="col" class="num">CAGR</th><th scope="col" class="num">Drawdown</th><th scope="col" class="num">Forced {{CLOSING}}s</th></tr></thead>
<tbody>
{{#NEAR_ROW}}<tr><th scope="row">{{NEAR_LABEL}}</th><td class="num" data-label="{{END_LABEL}}">{{NEAR_END}}</td><td class="num" data-label="Change">{{NEAR_CHANGE}}</td><td class="num" data-label="CAGR">{{NEAR_CAGR}}</td><td class="num" data-label="Drawdown">{{NEAR_DRAWDOWN}}</td><td class="num" data-label="Forced {{CLOSING}}s">{{NEAR_LIQUIDATIONS}}</td></tr>
{{/NEAR_ROW}}
{{#NEAR_RANGE}}<tr class="hub-total"><th scope="row">{{NEAR_LABEL}}</th><td class="num" data-label="{{END_LABEL}}">{{NEAR_END}}</td><td class="num" data-label="Change">{{NEAR_CHANGE}}</td><td class="num" data-label="CAGR">{{NEAR_CAGR}}</td><td class="num" data-label="Drawdown">{{NEAR_DRAWDOWN}}</td><td class="num" data-label="Forced {{CLOSING}}s">{{NEAR_LIQUIDATIONS}}</td></tr>{{/NEAR_RANGE}}
</tbody>
</table>
</div>
{{#HAS_STARTS}}<details><summary>Every start</summary>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Every start">
<table class="table table-sm hub-stacked">
<thead><tr><th scope="col">Run</th><th scope="col" class="num">{{END_LABEL}}</th><th scope="col" class="num">Change</th><th scope="col" class="num">CAGR</th><th scope="col" class="num">Drawdown</th><th scope="col" class="num">Forced {{CLOSING}}s</th></tr></thead>
<tbody>
{{#NEAR_START}}<tr><th scope="row">{{NEAR_LABEL}}</th><td class="num" data-label="{{END_LABEL}}">{{NEAR_END}}</td><td class="num" data-label="Change">{{NEAR_CHANGE}}</td><td class="num" data-label="CAGR">{{NEAR_CAGR}}</td><td class="num" data-label="Drawdown">{{NEAR_DRAWDOWN}}</td><td class="num" data-label="Forced {{CLOSING}}s">{{NEAR_LIQUIDATIONS}}</td></tr>
{{/NEAR_START}}
</tbody>
</table>
</div></details>{{/HAS_STARTS}}
{{/NEAR}}
</div></section>
{{#FIXES}}<section class="card" id="corrections"><div class="card-body">
<div class="hub-card-head"><h2>What each correction does</h2><a href="{{BASE}}/variants.csv" download>These runs as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="What each correction does">
<table class="table hub-stacked">
<caption>{{#FIXES_BACK}}This run, {{FIXES_END}} at its end, with one rule put back to what the original did.{{/FIXES_BACK}}{{#FIXES_FORTH}}This run, {{FIXES_END}} at its end, with one flaw of the original corrected.{{/FIXES_FORTH}} The numbers are those of the <a href="/help/methods/margin-backtest">corrections</a>.</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Number</th><th scope="col" class="num">{{END_LABEL}}</th><th scope="col" class="num">Difference</th><th scope="col" class="num">In percent</th><th scope="col" class="num">CAGR</th></tr></thead>
<tbody>
{{#FIX}}<tr><th scope="row">{{FIX_LABEL}}</th><td data-label="Number">{{FIX_MARK}}</td><td class="num" data-label="{{END_LABEL}}">{{FIX_END}}</td><td class="num" data-label="Difference">{{FIX_CHANGE}}</td><td class="num" data-label="In percent">{{FIX_PERCENT}}</td><td class="num" data-label="CAGR">{{FIX_CAGR}}</td></tr>
{{/FIX}}
</tbody>
</table>
</div>
</div></section>{{/FIXES}}
<section class="card" id="drawdowns"><div class="card-body">
<div class="hub-card-head"><h2>Falls from a peak</h2><a href="{{BASE}}/drawdowns.csv" download>All falls as CSV</a></div>
{{#NO_EPISODES}}<p class="hub-note">The account never stood below its highest value so far.</p>{{/NO_EPISODES}}
{{#HAS_EPISODES}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Falls from a peak">
<table class="table hub-stacked">
<caption>The deepest of {{EPISODES_ALL}}, measured on {{LEVELS}}.</caption>
<thead><tr><th scope="col">Depth (%)</th><th scope="col">Peak</th><th scope="col">Deepest</th><th scope="col">Back at the peak</th><th scope="col" class="num">Sessions below it</th></tr></thead>
<tbody>
{{#EPISODE}}<tr><th scope="row">{{EPISODE_DEPTH}}</th><td data-label="Peak">{{EPISODE_PEAK}}</td><td data-label="Deepest"><a href="{{BASE}}/days/{{EPISODE_TROUGH:u}}">{{EPISODE_TROUGH}}</a></td><td data-label="Back at the peak">{{EPISODE_END}}</td><td class="num" data-label="Sessions below it">{{EPISODE_SESSIONS}}</td></tr>
{{/EPISODE}}
</tbody>
</table>
</div>
{{/HAS_EPISODES}}
</div></section>
<section class="card" id="months"><div class="card-body">
<div class="hub-card-head"><h2>Months and years</h2><a href="{{BASE}}/months.csv" download>Months as CSV</a></div>
<p class="hub-note">Return in percent, measured on {{LEVELS}}. The first and the last are as long as they are in the window.</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Months and years">
<table class="table table-sm">
<thead><tr><th scope="col">Year</th><th scope="col" class="num">Jan</th><th scope="col" class="num">Feb</th><th scope="col" class="num">Mar</th><th scope="col" class="num">Apr</th><th scope="col" class="num">May</th><th scope="col" class="num">Jun</th><th scope="col" class="num">Jul</th><th scope="col" class="num">Aug</th><th scope="col" class="num">Sep</th><th scope="col" class="num">Oct</th><th scope="col" class="num">Nov</th><th scope="col" class="num">Dec</th><th scope="col" class="num">Year</th></tr></thead>
<tbody>
{{#YEAR_ROW}}<tr><th scope="row">{{YEAR}}</th><td class="num">{{YEAR_JAN}}</td><td class="num">{{YEAR_FEB}}</td><td class="num">{{YEAR_MAR}}</td><td class="num">{{YEAR_APR}}</td><td class="num">{{YEAR_MAY}}</td><td class="num">{{YEAR_JUN}}</td><td class="num">{{YEAR_JUL}}</td><td class="num">{{YEAR_AUG}}</td><td class="num">{{YEAR_SEP}}</td><td class="num">{{YEAR_OCT}}</td><td class="num">{{YEAR_NOV}}</td><td class="num">{{YEAR_DEC}}</td><td class="num">{{YEAR_ALL}}</td></tr>
{{/YEAR_ROW}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="rolling"><div class="card-body">
<div class="hub-card-head"><h2>Windows of 1, 3 and 5 years</h2><a href="{{BASE}}/rolling.csv" download>Windows as CSV</a></div>
{{#NO_ROLLING}}<p class="hub-note">The run is shorter than a year.</p>{{/NO_ROLLING}}
{{#HAS_ROLLING}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Windows of 1, 3 and 5 years">
<table class="table hub-stacked">
<caption>Growth a year of every window that fits, one begins on each session; measured on {{LEVELS}}.</caption>
<thead><tr><th scope="col">Length</th><th scope="col" class="num">Windows</th><th scope="col" class="num">Worst</th><th scope="col" class="num">Median</th><th scope="col" class="num">Best</th><th scope="col" class="num">Ended in a loss</th></tr></thead>
<tbody>
{{#ROLLING}}<tr><th scope="row">{{ROLLING_LENGTH}}</th><td class="num" data-label="Windows">{{ROLLING_WINDOWS}}</td><td class="num" data-label="Worst">{{ROLLING_WORST}}</td><td class="num" data-label="Median">{{ROLLING_MEDIAN}}</td><td class="num" data-label="Best">{{ROLLING_BEST}}</td><td class="num" data-label="Ended in a loss">{{ROLLING_LOSSES}}</td></tr>
{{/ROLLING}}
</tbody>
</table>
</div>
{{/HAS_ROLLING}}
</div></section>
<section class="card" id="rounds"><div class="card-body">
<div class="hub-card-head"><h2>Rounds</h2><a href="{{BASE}}/rounds.csv" download>Rounds as CSV</a></div>
{{#NO_ROUNDS}}<p class="hub-note">The account never held a position.</p>{{/NO_ROUNDS}}
{{#HAS_ROUNDS}}
<p class="hub-note">Each time the account was in the market; a margin call ends a round. {{ROUNDS_SUMMARY}}</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Rounds">
<table class="table">
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
{{#REBALANCES}}<section class="card" id="rebalances"><div class="card-body">
<div class="hub-card-head"><h2>Rebalances</h2><a href="{{BASE}}/rebalances.csv" download>Rebalances as CSV</a></div>
{{#NO_REBALANCES}}<p class="hub-note">Nothing was rebalanced.</p>{{/NO_REBALANCES}}
{{#HAS_REBALANCES}}
<p class="hub-note">{{REBALANCES_SUMMARY}}</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Rebalances">
<table class="table">
<thead><tr><th scope="col">Date</th><th scope="col">Why</th><th scope="col" class="num">Growth since the last (%)</th><th scope="col" class="num">Shares traded</th><th scope="col" class="num">Cost ($)</th><th scope="col" class="num">Equity before ($)</th><th scope="col" class="num">Equity after ($)</th><th scope="col" class="num">Leverage before</th><th scope="col" class="num">Leverage after</th><th scope="col" class="num">Position before ($)</th><th scope="col" class="num">Position after ($)</th></tr></thead>
<tbody>
{{#REBALANCE}}<tr><th scope="row"><a href="{{BASE}}/days/{{REBALANCE_DATE:u}}"><time>{{REBALANCE_DATE}}</time></a></th><td>{{REBALANCE_KIND}}</td><td class="num">{{REBALANCE_GROWTH}}</td><td class="num">{{REBALANCE_SHARES}}</td><td class="num">{{REBALANCE_COST}}</td><td class="num">{{REBALANCE_EQUITY}}</td><td class="num">{{REBALANCE_EQUITY_AFTER}}</td><td class="num">{{REBALANCE_LEVERAGE}}</td><td class="num">{{REBALANCE_LEVERAGE_AFTER}}</td><td class="num">{{REBALANCE_POSITION}}</td><td class="num">{{REBALANCE_POSITION_AFTER}}</td></tr>
{{/REBALANCE}}
</tbody>
</table>
</div>
{{#MORE_REBALANCES}}<p class="hub-note">The first {{REBALANCES_COUNT}} of {{REBALANCES_ALL}}. <a href="{{BASE}}?rebalances=all#rebalances">Show all</a></p>{{/MORE_REBALANCES}}
{{/HAS_REBALANCES}}
</div></section>{{/REBALANCES}}
{{#HAS_EVENTS}}<section class="card" id="events"><div class="card-body">
<div class="hub-card-head"><h2>Events</h2><a href="{{BASE}}/events.csv" download>Events as CSV</a></div>
<p class="hub-note">Entries, margin calls, forced {{CLOSING}}s, and money that went in or out, each on its day.</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Events">
<table class="table">
<thead><tr><th scope="col">Date</th><th scope="col">What</th><th scope="col" class="num">Price ($)</th><th scope="col" class="num">Equity ($)</th><th scope="col" class="num">Amount</th><th scope="col">The amount is</th></tr></thead>
<tbody>
{{#EVENT}}<tr><th scope="row"><a href="{{BASE}}/days/{{EVENT_DATE:u}}"><time>{{EVENT_DATE}}</time></a></th><td>{{EVENT_LABEL}}</td><td class="num">{{EVENT_PRICE}}</td><td class="num">{{EVENT_EQUITY}}</td><td class="num">{{EVENT_AMOUNT}}</td><td>{{EVENT_AMOUNT_LABEL}}</td></tr>
{{/EVENT}}
</tbody>
</table>
</div>
{{#MORE_EVENTS}}<p class="hub-note">The first {{EVENTS_COUNT}} of {{EVENTS_ALL}}. <a href="{{BASE}}?events=all#events">Show all</a></p>{{/MORE_EVENTS}}
</div></section>{{/HAS_EVENTS}}
<section class="card hub-days" id="days"><div class="card-body">
<div class="hub-card-head"><h2>Days</h2><a href="{{BASE}}/days.csv" download>Days as CSV</a></div>
<form class="hub-inline hub-jump" method="get" action="{{BASE}}#days"><label class="form-label" for="jump">Go to day</label><input class="form-control" type="date" id="jump" name="date" value="{{DAY_WANTED}}" min="{{FIRST_SESSION}}" max="{{LAST_SESSION}}"><button class="btn btn-outline-secondary" type="submit">Go</button></form>
<div class="hub-table-box hub-table-tall" tabindex="0" role="region" aria-label="Days">
<table class="table table-sm">
<caption>Sessions {{DAYS_FIRST}} to {{DAYS_LAST}} of {{DAYS_ALL}}.</caption>
<thead><tr><th scope="col">Date</th>{{#DAY_HEADING}}<th scope="col" class="{{#IS_FIGURE}}num{{/IS_FIGURE}}{{#IS_ASIDE}} no-print{{/IS_ASIDE}}" title="{{HEADING_MEANING}}">{{HEADING_LABEL}}{{#HAS_UNIT}} ({{HEADING_UNIT}}){{/HAS_UNIT}}</th>{{/DAY_HEADING}}</tr></thead>
<tbody>
{{#DAY}}<tr><th scope="row"><a href="{{BASE}}/days/{{DAY_DATE:u}}"><time>{{DAY_DATE}}</time></a></th>{{#DAY_PRICE}}<td class="num">{{DAY_PRICE}}</td>{{/DAY_PRICE}}{{#DAY_EQUITY_BEFORE}}<td class="num no-print">{{DAY_EQUITY_BEFORE}}</td>{{/DAY_EQUITY_BEFORE}}{{#DAY_IN_POSITION}}<td class="no-print">{{DAY_IN_POSITION}}</td>{{/DAY_IN_POSITION}}{{#DAY_WAIT}}<td class="num no-print">{{DAY_WAIT}}</td>{{/DAY_WAIT}}{{#DAY_CYCLE}}<td class="num no-print">{{DAY_CYCLE}}</td>{{/DAY_CYCLE}}{{#DAY_DAYS_IN}}<td class="num no-print">{{DAY_DAYS_IN}}</td>{{/DAY_DAYS_IN}}{{#DAY_FED}}<td class="num no-print">{{DAY_FED}}</td>{{/DAY_FED}}{{#DAY_MARGIN_RATE}}<td class="num">{{DAY_MARGIN_RATE}}</td>{{/DAY_MARGIN_RATE}}{{#DAY_STATUS}}<td>{{DAY_STATUS}}</td>{{/DAY_STATUS}}{{#DAY_SHARES}}<td class="num">{{DAY_SHARES}}</td>{{/DAY_SHARES}}{{#DAY_PORTFOLIO}}<td class="num">{{DAY_PORTFOLIO}}</td>{{/DAY_PORTFOLIO}}{{#DAY_LOAN}}<td class="num">{{DAY_LOAN}}</td>{{/DAY_LOAN}}{{#DAY_EQUITY}}<td class="num">{{DAY_EQUITY}}</td>{{/DAY_EQUITY}}{{#DAY_MAINTENANCE}}<td class="num">{{DAY_MAINTENANCE}}</td>{{/DAY_MAINTENANCE}}{{#DAY_CALL}}<td class="no-print">{{DAY_CALL}}</td>{{/DAY_CALL}}{{#DAY_INTEREST}}<td class="num">{{DAY_INTEREST}}</td>{{/DAY_INTEREST}}{{#DAY_INTEREST_SUM}}<td class="num no-print">{{DAY_INTEREST_SUM}}</td>{{/DAY_INTEREST_SUM}}{{#DAY_DIVIDEND}}<td class="num">{{DAY_DIVIDEND}}</td>{{/DAY_DIVIDEND}}{{#DAY_DIVIDEND_SUM}}<td class="num no-print">{{DAY_DIVIDEND_SUM}}</td>{{/DAY_DIVIDEND_SUM}}{{#DAY_CALL_PRICE}}<td class="num">{{DAY_CALL_PRICE}}</td>{{/DAY_CALL_PRICE}}{{#DAY_TARGET}}<td class="num no-print">{{DAY_TARGET}}</td>{{/DAY_TARGET}}{{#DAY_LEVERAGE}}<td class="num">{{DAY_LEVERAGE}}</td>{{/DAY_LEVERAGE}}{{#DAY_DRIFT}}<td class="num no-print">{{DAY_DRIFT}}</td>{{/DAY_DRIFT}}{{#DAY_COST}}<td class="num">{{DAY_COST}}</td>{{/DAY_COST}}{{#DAY_COST_SUM}}<td class="num no-print">{{DAY_COST_SUM}}</td>{{/DAY_COST_SUM}}{{#DAY_SINCE}}<td class="num no-print">{{DAY_SINCE}}</td>{{/DAY_SINCE}}{{#DAY_REBALANCED}}<td class="no-print">{{DAY_REBALANCED}}</td>{{/DAY_REBALANCED}}{{#DAY_GROWTH}}<td class="num no-print">{{DAY_GROWTH}}</td>{{/DAY_GROWTH}}{{#DAY_GROWTH_SINCE}}<td class="num no-print">{{DAY_GROWTH_SINCE}}</td>{{/DAY_GROWTH_SINCE}}{{#DAY_THRESHOLD}}<td class="num no-print">{{DAY_THRESHOLD}}</td>{{/DAY_THRESHOLD}}{{#DAY_NEXT}}<td class="num">{{DAY_NEXT}}</td>{{/DAY_NEXT}}{{#DAY_ACCRUED}}<td class="num no-print">{{DAY_ACCRUED}}</td>{{/DAY_ACCRUED}}{{#DAY_RECEIVABLE}}<td class="num no-print">{{DAY_RECEIVABLE}}</td>{{/DAY_RECEIVABLE}}{{#DAY_CASH}}<td class="num no-print">{{DAY_CASH}}</td>{{/DAY_CASH}}{{#DAY_DUE}}<td class="num no-print">{{DAY_DUE}}</td>{{/DAY_DUE}}{{#DAY_PAID_IN}}<td class="num">{{DAY_PAID_IN}}</td>{{/DAY_PAID_IN}}{{#DAY_SET_ASIDE}}<td class="num no-print">{{DAY_SET_ASIDE}}</td>{{/DAY_SET_ASIDE}}{{#DAY_WEALTH}}<td class="num">{{DAY_WEALTH}}</td>{{/DAY_WEALTH}}{{#DAY_INDEX}}<td class="num no-print">{{DAY_INDEX}}</td>{{/DAY_INDEX}}</tr>
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
<div class="hub-card-head"><h2>What was assumed</h2><a href="/help/methods/margin-rules">Rules and their dates</a></div>
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
