{{%AUTOESCAPE context="HTML"}}{{! Where the margin section begins. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Margin</h1>
<p>What borrowing against a portfolio would have done: replay a leveraged position through real daily prices, with its interest, margin calls and forced sales.</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/backtest">New backtest</a></p>{{/CAN_RUN}}
</div>
<div class="hub-cards hub-cards-side">
<section class="card"><div class="card-body">
<div class="hub-card-head"><h2>Newest saved backtests</h2>{{#HAS_SAVED}}<a href="/margin/saved">All saved backtests</a>{{/HAS_SAVED}}</div>
{{#HAS_SAVED}}
<ul class="hub-list">
{{#SAVED}}<li><a class="hub-cut" href="/margin/saved/{{SAVED_ID:u}}" title="{{SAVED_NAME}}">{{SAVED_NAME}}</a>
<span>{{SAVED_TICKER}}, {{SAVED_START}} to {{SAVED_END}}, {{SAVED_LEVERAGE}}×: {{SAVED_RETURN}} in all, deepest fall {{SAVED_DRAWDOWN}}</span></li>
{{/SAVED}}
</ul>
{{/HAS_SAVED}}
{{#NO_SAVED}}
<div class="hub-empty">{{#CANNOT_RUN}}<p>Nothing is saved yet. Your account may read here, but not run backtests. An administrator can make it an analyst’s.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/shared">Shared with the team</a></p>{{/CANNOT_RUN}}
{{#CAN_RUN}}<p>Nothing is saved yet. Run a backtest, give its result a name, and it will be kept here with every figure, ready to be opened, compared and run again.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/backtest">Run the first one</a></p>{{/CAN_RUN}}</div>
{{/NO_SAVED}}
</div></section>
<section class="card"><div class="card-body">
<h2>Here you can</h2>
<ul class="hub-list">
<li>{{#CAN_RUN}}<a href="/margin/backtest">Historical backtest</a>{{/CAN_RUN}}{{#CANNOT_RUN}}Historical backtest{{/CANNOT_RUN}}<span>A position with a loan, day by day</span></li>
<li>{{#CAN_RUN}}<a href="/margin/sweeps/new">Sweep</a>{{/CAN_RUN}}{{#CANNOT_RUN}}Sweep{{/CANNOT_RUN}}<span>Many backtests at once: values, every start, drawn paths; <a href="/margin/sweeps">your sweeps</a></span></li>
<li><a href="/margin/market">Market overview</a><span>Every instrument: change, range, dividends, coverage</span></li>
<li><a href="/margin/prices">Prices</a><span>Candles by day, week and month</span></li>
<li><a href="/margin/dividends">Dividends</a><span>Payments, growth, yield, and what a loan leaves of it</span></li>
<li><a href="/margin/kelly">Kelly criterion</a><span>The leverage that grows fastest, and how sure that is</span></li>
<li>{{#CAN_RUN}}<a href="/margin/calculator">Margin calculator</a>{{/CAN_RUN}}{{#CANNOT_RUN}}Margin calculator{{/CANNOT_RUN}}<span>What a position costs, and when its broker calls it; <a href="/margin/calculations">saved ones</a></span></li>
<li><a href="/margin/saved">Saved backtests</a><span>Find, compare, share, run again, export</span></li>
<li><a href="/margin/shared">Shared with the team</a><span>What others here show you</span></li>
<li><a href="/help/methods/margin-backtest">How it is computed</a><span>Every rule and every formula</span></li>
</ul>
</div></section>
</div>
