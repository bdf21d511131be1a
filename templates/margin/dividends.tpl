{{%AUTOESCAPE context="HTML"}}{{! What an instrument paid, and what is left of it on a loan. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Dividends</h1>
{{#HAS_ANSWER}}<p>{{INSTRUMENT}}, from <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time>. Dollars per share of today, by their ex-dates.</p>{{/HAS_ANSWER}}
</div>
{{#HAS_PAYMENTS}}<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/dividends.csv{{QUERY}}" download>Download as CSV</a></p>{{/HAS_PAYMENTS}}
</div>
{{>MARGIN_MARKET_NAV}}
{{>MARGIN_MARKET_FAULTS}}
{{#HAS_DATA}}
<form class="card" method="get" action="/margin/dividends" novalidate><div class="card-body">
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Show</button>{{>MARGIN_MARKET_WINDOWS}}</p>
</div></form>
{{/HAS_DATA}}
{{#HAS_ANSWER}}
{{#NO_PAYMENTS}}
<div class="card"><div class="card-body hub-empty">
<h2>No dividends here</h2>
{{#NEVER_PAID}}<p>This hub knows no dividends of {{SYMBOL}}. An index has none of its own. Those of a fund or a share come from a CSV file: an administrator loads it with <code>hubctl import dividends</code> or in the console under Data.</p>{{/NEVER_PAID}}
{{#PAID_OUTSIDE}}<p>No payment of {{SYMBOL}} has its ex-date between these days. Choose a longer window.</p>{{/PAID_OUTSIDE}}
</div></div>
{{/NO_PAYMENTS}}
{{#HAS_PAYMENTS}}
{{#NO_RATE}}<div class="alert alert-warning" role="note">This hub has no fed funds rates, so the margin rate counts as 0 %. Type the rate that you pay.</div>{{/NO_RATE}}
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#QUARTERS}}<figure class="card hub-chart"><div class="card-body">
<h2>By quarter</h2>
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} Point at a bar for its figure; the table below has them all. {{>CHART_FILES}}</figcaption>
</div></figure>{{/QUARTERS}}
<section class="card" id="net"><div class="card-body">
<div class="hub-card-head"><h2>What is left on a loan</h2><a href="/margin/dividends/net.csv{{QUERY}}" download>Table as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Net yield by leverage and margin rate">
<table class="table">
<caption>Net yield of the equity a year = leverage × yield − (leverage − 1) × margin rate, with the yield of {{YIELD_TEXT}}. In the last column the rate up to which the dividends pay for the loan.</caption>
<thead><tr><th scope="col">Leverage</th>{{#NET_RATE}}<th scope="col" class="num">at {{NET_RATE_TEXT}}</th>{{/NET_RATE}}<th scope="col" class="num">Even at</th></tr></thead>
<tbody>
{{#NET_ROW}}<tr><th scope="row">{{NET_LEVERAGE}}</th>{{#NET_CELL}}<td class="num{{#NET_LOSS}} hub-loss{{/NET_LOSS}}">{{NET_TEXT}}</td>{{/NET_CELL}}<td class="num">{{NET_EVEN}}</td></tr>
{{/NET_ROW}}
</tbody>
</table>
</div>
<p class="hub-note">Dividends before tax; a loan of another size or broker has another rate. <a href="/help/methods/market">How it is computed</a></p>
</div></section>
<section class="card" id="years"><div class="card-body">
<div class="hub-card-head"><h2>By year</h2><a href="/margin/dividends/years.csv{{QUERY}}" download>Years and quarters as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Dividends by year and quarter">
<table class="table table-sm">
<caption>Dollars per share. Growth is against the year before; a year that is not whole in the window has none.{{#HAS_EXTRA}} Extra payments come once, out of the usual order: growth is shown with and without them.{{/HAS_EXTRA}}</caption>
<thead><tr><th scope="col">Year</th><th scope="col" class="num">Q1</th><th scope="col" class="num">Q2</th><th scope="col" class="num">Q3</th><th scope="col" class="num">Q4</th><th scope="col" class="num">Payments</th><th scope="col" class="num">Total</th><th scope="col" class="num">Growth</th>{{#HAS_EXTRA}}<th scope="col" class="num">of it extra</th><th scope="col" class="num">Growth without extra</th>{{/HAS_EXTRA}}</tr></thead>
<tbody>
{{#YEAR}}<tr><th scope="row">{{YEAR_NUMBER}}{{#YEAR_PART}}<span class="hub-sub">in part</span>{{/YEAR_PART}}</th>{{#YEAR_QUARTER}}<td class="num">{{QUARTER_TOTAL}}</td>{{/YEAR_QUARTER}}<td class="num">{{YEAR_PAYMENTS}}</td><td class="num">{{YEAR_TOTAL}}</td><td class="num">{{YEAR_GROWTH}}</td>{{#HAS_EXTRA}}<td class="num">{{YEAR_EXTRA}}</td><td class="num">{{YEAR_USUAL}}</td>{{/HAS_EXTRA}}</tr>
{{/YEAR}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="payments"><div class="card-body">
<div class="hub-card-head"><h2>Payments</h2><a href="/margin/dividends.csv{{QUERY}}" download>Payments as CSV</a></div>
<div class="hub-table-box hub-table-tall" tabindex="0" role="region" aria-label="Payments">
<table class="table table-sm">
<caption>Newest first. Growth is against the payment whose ex-date is nearest to one year before.</caption>
<thead><tr><th scope="col">Ex-date</th><th scope="col">Quarter</th><th scope="col" class="num">Dollars per share</th><th scope="col" class="num">Growth</th><th scope="col">Against</th></tr></thead>
<tbody>
{{#PAYMENT}}<tr><th scope="row"><time>{{PAYMENT_DAY}}</time></th><td>{{PAYMENT_QUARTER}}{{#PAYMENT_EXTRA}}, extra{{/PAYMENT_EXTRA}}</td><td class="num">{{PAYMENT_AMOUNT}}</td><td class="num">{{PAYMENT_GROWTH}}</td><td><time>{{PAYMENT_AGAINST}}</time></td></tr>
{{/PAYMENT}}
</tbody>
</table>
</div>
<p class="hub-note">Source: {{SOURCE}}. Data version <code class="hub-hash">{{DATA_VERSION}}</code>.</p>
</div></section>
{{/HAS_PAYMENTS}}
{{/HAS_ANSWER}}
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
