{{%AUTOESCAPE context="HTML"}}{{! Kelly's fraction of an investment and of a bet. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Kelly criterion</h1>
<p>The leverage at which wealth grows fastest in the long run, if the future is like the figures that are put in. More than that grows slower and falls deeper; most people who use it hold half of it or less.</p>
</div>
{{#HAS_ANSWER}}<p class="hub-actions"><a class="btn btn-outline-secondary" href="/help/methods/kelly">How it is computed</a></p>{{/HAS_ANSWER}}
</div>
{{>MARGIN_MARKET_NAV}}
{{>MARGIN_MARKET_FAULTS}}
{{#HAS_DATA}}
<form method="get" action="/margin/kelly" novalidate>
<div class="card"><div class="card-body">
<h2>An investment</h2>
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<h2>A bet</h2>
<div class="hub-form-grid">
{{#BET_FORM}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/BET_FORM}}
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Compute</button>{{>MARGIN_MARKET_WINDOWS}}</p>
</div></div>
</form>
{{/HAS_DATA}}
{{#HAS_ANSWER}}
<h2 id="investment">{{SYMBOL}}, <time>{{FIRST_SESSION}}</time> to <time>{{LAST_SESSION}}</time></h2>
<p class="hub-note">{{VERDICT}} Cash at {{CASH_TEXT}}, the loan at {{LOAN_TEXT}} a year.</p>
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>
{{/HAS_WARNINGS}}
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#GROWTH}}<figure class="card hub-chart"><div class="card-body">
<h3>{{CHART_TITLE}}</h3>
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}}</figcaption>
</div></figure>{{/GROWTH}}
<section class="card" id="levels"><div class="card-body">
<div class="hub-card-head"><h2>What each leverage would mean</h2><a href="/margin/kelly.csv{{QUERY}}" download>Leverages 0 to 10 as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="What each leverage would mean">
<table class="table hub-stacked">
<caption>In this window the price fell by {{DAY_FALL}} in one session, on <time>{{DAY_FALL_ON}}</time>, and by {{MONTH_FALL}} within 21 sessions, from <time>{{MONTH_FALL_FROM}}</time> to <time>{{MONTH_FALL_TO}}</time>. The call comes at a maintenance share of {{MAINTENANCE}}.</caption>
<thead><tr><th scope="col">Leverage</th><th scope="col" class="num">f</th><th scope="col" class="num">Growth a year</th><th scope="col" class="num">Volatility</th><th scope="col" class="num">Ever halved</th><th scope="col" class="num">Fall to the call</th><th scope="col" class="num">Bears the worst day</th><th scope="col" class="num">Bears the worst month</th></tr></thead>
<tbody>
{{#LEVEL}}<tr><th scope="row">{{LEVEL_NAME}}{{#LEVEL_OVER}}<span class="hub-sub">more than the account allows</span>{{/LEVEL_OVER}}</th><td data-label="f" class="num">{{LEVEL_F}}</td><td data-label="Growth a year" class="num"><span{{#LEVEL_SHRINKS}} class="hub-loss"{{/LEVEL_SHRINKS}}>{{LEVEL_GROWTH}}</span></td><td data-label="Volatility" class="num">{{LEVEL_VOLATILITY}}</td><td data-label="Ever halved" class="num">{{LEVEL_HALVED}}</td><td data-label="Fall to the call" class="num">{{LEVEL_FALL}}</td><td data-label="Bears the worst day" class="num"><span{{#LEVEL_DAY_BAD}} class="hub-loss"{{/LEVEL_DAY_BAD}}>{{LEVEL_DAY}}</span></td><td data-label="Bears the worst month" class="num"><span{{#LEVEL_MONTH_BAD}} class="hub-loss"{{/LEVEL_MONTH_BAD}}>{{LEVEL_MONTH}}</span></td></tr>
{{/LEVEL}}
</tbody>
</table>
</div>
<p class="hub-note">“Ever halved” is the chance that wealth falls to half of what it is at some time, if the leverage is held for ever: 0.5 to the power of 2 × growth / (f² × variance).</p>
</div></section>
<section class="card" id="unknown"><div class="card-body">
<h2>What this does not know</h2>
<ul>
<li>{{YEARS}} years of sessions fix f* only to somewhere between {{INTERVAL_LOW}} and {{INTERVAL_HIGH}} (95 %). Of the paths drawn from the same days, {{SHARE_OF_ZERO}} advise no position at all, and {{SHARE_WITH_LOAN}} advise a loan.</li>
<li>The mean of the past is not the mean to come. Somebody who bets the full f* of an estimate that is too high by its own error may well be past the top of the curve; half of f* costs a quarter of the growth above cash and is much harder to overdo.</li>
<li>The formula takes returns as small and steady and leverage as adjusted all the time, without cost. Real falls come in jumps, and a margin call turns a fall into a loss: hence the two last columns.</li>
<li>Taxes, the spread between bid and ask, a rate that changes, and everything else that you own are not in it.</li>
</ul>
</div></section>
{{#BET}}
<h2 id="bet">A bet</h2>
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#STAKE}}<figure class="card hub-chart"><div class="card-body">
<h3>{{CHART_TITLE}}</h3>
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{>CHART_FILES}}</figcaption>
</div></figure>{{/STAKE}}
{{/BET}}
<p class="hub-note">Data version <code class="hub-hash">{{DATA_VERSION}}</code>. <a href="/help/methods/kelly">How it is computed</a></p>
{{/HAS_ANSWER}}
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
