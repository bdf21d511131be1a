{{%AUTOESCAPE context="HTML"}}{{! All instruments, at the last session of each. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Market overview</h1>
<p>Every instrument of this hub, at its own last session. Nothing here is live: the figures are as new as the data that were imported.</p>
</div>
{{#HAS_DATA}}<p class="hub-actions"><a class="btn btn-outline-secondary" href="{{CSV_HREF}}" download>Download as CSV</a></p>{{/HAS_DATA}}
</div>
{{>MARGIN_MARKET_NAV}}
{{>MARGIN_MARKET_FAULTS}}
{{#HAS_DATA}}
<div class="card"><div class="card-body">
<div class="hub-table-box" tabindex="0" role="region" aria-label="Instruments">
<table class="table hub-stacked hub-market">
<caption>Twelve months and 52 weeks are the 365 days that end on the last session. <a href="/help/methods/market">How the figures are computed</a></caption>
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#MARKET}}<tr>
<th scope="row"><a href="/margin/prices?ticker={{MARKET_SYMBOL:u}}">{{MARKET_SYMBOL}}</a><span class="hub-sub">{{MARKET_NAME}}</span></th>
<td data-label="Twelve months">{{MARKET_SPARK:x-svg}}<span class="hub-sub">{{MARKET_YEAR_CHANGE}}</span></td>
<td data-label="Trend a year" class="num"><span><a href="/margin/prices?ticker={{MARKET_SYMBOL:u}}#trend" title="{{MARKET_TREND_NUMBERS}}">{{MARKET_TREND}}</a><span class="hub-sub">with the rate</span><span class="hub-sub" title="{{MARKET_CORRELATION_NUMBERS}}">{{MARKET_CORRELATION}}</span></span></td>
<td data-label="Close" class="num"><span>{{MARKET_CLOSE}}<span class="hub-sub"><time>{{MARKET_DAY}}</time></span></span></td>
<td data-label="Change" class="num" title="{{MARKET_CHANGE_NUMBERS}}"><span class="{{#MARKET_UP}}hub-gain{{/MARKET_UP}}{{#MARKET_DOWN}}hub-loss{{/MARKET_DOWN}}">{{MARKET_CHANGE}}</span></td>
<td data-label="52-week range" class="num" title="Low on {{MARKET_LOW_DAY}}, high on {{MARKET_HIGH_DAY}}"><span>{{MARKET_LOW}}<span class="hub-sub">to {{MARKET_HIGH}}</span></span></td>
<td data-label="Yield" class="num"><span title="{{MARKET_YIELD_NUMBERS}}">{{#MARKET_PAYS}}<a href="/margin/dividends?ticker={{MARKET_SYMBOL:u}}">{{MARKET_YIELD}}</a><span class="hub-sub">of {{MARKET_DIVIDENDS}}</span>{{/MARKET_PAYS}}{{#MARKET_UNPAID}}{{MARKET_YIELD}}{{/MARKET_UNPAID}}</span></td>
<td data-label="Mean volume" class="num">{{MARKET_VOLUME}}</td>
<td data-label="Data"><time>{{MARKET_FIRST}}</time> to <time>{{MARKET_LAST}}</time><span class="hub-sub">{{MARKET_SESSIONS}} sessions. {{MARKET_SOURCE}}</span></td>
</tr>
{{/MARKET}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
<details class="hub-market-foot"><summary>Formulas</summary>
<dl class="hub-meanings">
<dt>Change</dt><dd>(close / close of the session before − 1) × 100; point at a figure for its numbers</dd>
<dt>52-week range</dt><dd>The lowest low and the highest high of the year; point at it for their days</dd>
<dt>In the year</dt><dd>(close / last close before the year − 1) × 100, without dividends</dd>
<dt>Trend a year</dt><dd>exp(slope) − 1 of the straight line through the logarithms of the year’s closes, by least squares; not foretold, only described</dd>
<dt>With the rate</dt><dd>Pearson’s correlation of the last 60 sessions’ changes of the close with the fed funds rate known on each, from −1 to 1</dd>
<dt>Yield</dt><dd>Dividends / close × 100; dividends are the sum of the payments per share with an ex-date in the year</dd>
<dt>Mean volume</dt><dd>Mean of the shares traded in each session of the year, where all of them are known</dd>
</dl></details>
</div></div>
{{/HAS_DATA}}
