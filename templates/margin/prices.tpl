{{%AUTOESCAPE context="HTML"}}{{! The prices of one instrument as candles. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_UPLOT_CSS}}"><link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Prices</h1>
{{#HAS_ANSWER}}<p>{{INSTRUMENT}}: {{SESSIONS}} sessions from <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time>, adjusted for splits and not for dividends.</p>{{/HAS_ANSWER}}
</div>
{{#HAS_ANSWER}}<p class="hub-actions">{{#CAN_RUN}}<a class="btn btn-outline-secondary" href="/margin/backtest?ticker={{SYMBOL:u}}">Backtest on margin</a> {{/CAN_RUN}}<a class="btn btn-outline-secondary" href="/returns/analysis?series={{SYMBOL:u}}">Analyse its returns</a> <a class="btn btn-outline-secondary" href="/margin/prices.csv{{QUERY}}" download>Download as CSV</a></p>{{/HAS_ANSWER}}
</div>
{{>MARGIN_MARKET_NAV}}
{{>MARGIN_MARKET_FAULTS}}
{{#HAS_DATA}}
<form class="card" method="get" action="/margin/prices" novalidate><div class="card-body">
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Show</button>{{>MARGIN_MARKET_WINDOWS}}</p>
</div></form>
{{/HAS_DATA}}
{{#HAS_ANSWER}}
{{#CLOSES_ONLY}}<div class="alert alert-info" role="note">Of this instrument only closes are known everywhere; where an open, high or low is missing, the close stands for it.</div>{{/CLOSES_ONLY}}
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
<div class="hub-charts" data-src="/margin/prices/chart.json{{QUERY}}">
{{#CANDLES}}<figure class="card hub-chart" data-chart="prices"><div class="card-body">
<h2>{{CHART_TITLE}}</h2>
<div class="hub-chart-static">{{CHART_SVG:x-svg}}</div>
<figcaption>{{CHART_CAPTION}}{{#CANDLES_COARSER}} There are too many by the {{CANDLES_ASKED}} to draw, so they are drawn by the {{CANDLES_DRAWN}}; the table and its file have them all.{{/CANDLES_COARSER}} {{>CHART_FILES}}</figcaption>
</div></figure>{{/CANDLES}}
</div>
<section class="card" id="trend"><div class="card-body">
<div class="hub-card-head"><h2>Trend and the rate</h2><a href="/margin/prices/trend.csv{{QUERY}}" download>Every session as CSV</a></div>
{{#TREND}}<figure class="hub-chart">
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}}</figcaption>
</figure>{{/TREND}}
{{#CORRELATION}}<figure class="hub-chart">
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}}</figcaption>
</figure>{{/CORRELATION}}
{{#NO_RATES}}<p class="hub-note">This hub has no fed funds rates of these days, so nothing can be said about how the price moved with them.</p>{{/NO_RATES}}
</div></section>
<section class="card" id="candles"><div class="card-body">
<div class="hub-card-head"><h2>Candles</h2><a href="/margin/prices.csv{{QUERY}}" download>All {{CANDLES_ALL}} as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Candles">
<table class="table table-sm">
<caption>Newest first, by the last session of each.</caption>
<thead><tr><th scope="col">Until</th><th scope="col" class="num">Open ($)</th><th scope="col" class="num">High ($)</th><th scope="col" class="num">Low ($)</th><th scope="col" class="num">Close ($)</th><th scope="col" class="num">Change (%)</th><th scope="col" class="num">Volume</th><th scope="col" class="num">Sessions</th></tr></thead>
<tbody>
{{#CANDLE}}<tr><th scope="row"><time>{{CANDLE_DAY}}</time></th><td class="num">{{CANDLE_OPEN}}</td><td class="num">{{CANDLE_HIGH}}</td><td class="num">{{CANDLE_LOW}}</td><td class="num">{{CANDLE_CLOSE}}</td><td class="num">{{CANDLE_CHANGE}}</td><td class="num">{{CANDLE_VOLUME}}</td><td class="num">{{CANDLE_SESSIONS}}</td></tr>
{{/CANDLE}}
</tbody>
</table>
</div>
{{#HAS_PAGES}}{{>PAGER}}{{/HAS_PAGES}}
<p class="hub-note">Source: {{SOURCE}}. Data version <code class="hub-hash">{{DATA_VERSION}}</code>. <a href="/help/methods/market">How candles are made</a></p>
</div></section>
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
{{/HAS_ANSWER}}
