{{%AUTOESCAPE context="HTML"}}{{! The first page after signing in: the newest work of every section, and what to do next.
SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Dashboard</h1>
<p>{{GREETING}}</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/backtest">Run a backtest</a></p>{{/CAN_RUN}}
</div>
{{#CONSOLE}}
<section class="card hub-waiting" aria-labelledby="waiting-head">
<div class="card-body">
<h2 id="waiting-head">{{#APPROVALS_NONE}}Nobody waits for approval{{/APPROVALS_NONE}}{{#APPROVALS_ONE}}One person waits for approval{{/APPROVALS_ONE}}{{#APPROVALS_MORE}}{{APPROVALS}} people wait for approval{{/APPROVALS_MORE}}</h2>
<p class="hub-actions">{{#APPROVALS_NONE}}<a href="/admin">Open the console</a>{{/APPROVALS_NONE}}{{#APPROVALS_ONE}}<a class="btn btn-outline-secondary" href="/admin/approvals">Decide</a>{{/APPROVALS_ONE}}{{#APPROVALS_MORE}}<a class="btn btn-outline-secondary" href="/admin/approvals">Decide</a>{{/APPROVALS_MORE}}</p>
</div>
</section>
{{/CONSOLE}}
<div class="hub-cards{{#CHECKLIST}} hub-cards-side{{/CHECKLIST}}">
<section class="card" aria-labelledby="margin-head">
<div class="card-body">
<div class="hub-card-head">
<h2 id="margin-head">Margin: newest saved backtests</h2>
{{#HAS_SAVED}}<a href="/margin/saved">All saved backtests</a>{{/HAS_SAVED}}
</div>
{{#HAS_SAVED}}
<div class="hub-table-box" role="group" aria-labelledby="margin-head" tabindex="0">
<table class="table hub-named hub-stacked">
<thead><tr><th scope="col">Name</th><th scope="col" class="num">Final equity</th><th scope="col" class="num">Total return</th><th scope="col" class="num">CAGR</th><th scope="col" class="num">Drawdown</th><th scope="col" class="num">Saved</th></tr></thead>
<tbody>
{{#SAVED}}<tr><th scope="row"><a class="hub-cut" href="/margin/saved/{{SAVED_ID}}" title="{{SAVED_NAME}}">{{SAVED_NAME}}</a><span class="hub-sub">{{SAVED_TICKER}} {{SAVED_LEVERAGE}}, <time>{{SAVED_FROM}}</time> to <time>{{SAVED_TO}}</time></span></th><td data-label="Final equity" class="num">{{SAVED_EQUITY}}</td><td data-label="Total return" class="num">{{SAVED_RETURN}}</td><td data-label="CAGR" class="num">{{SAVED_CAGR}}</td><td data-label="Drawdown" class="num">{{SAVED_DRAWDOWN}}</td><td data-label="Saved" class="num"><time>{{SAVED_ON}}</time></td></tr>
{{/SAVED}}</tbody>
</table>
</div>
{{/HAS_SAVED}}
{{#NO_SAVED}}
<div class="hub-empty">
<p>Nothing saved yet. A historical backtest shows what a position bought with borrowed money would have gone through: margin calls, liquidations, interest, and what was left. It takes less than a second, and every figure can be opened to see how it was computed.</p>
{{#CANNOT_RUN}}<p>Your account may read here, but not run backtests. An administrator can make it an analyst’s.</p>{{/CANNOT_RUN}}
<p class="hub-actions">{{#CANNOT_RUN}}<a class="btn btn-outline-secondary" href="/margin/shared">Shared with the team</a> {{/CANNOT_RUN}}<a class="btn btn-outline-secondary" href="/help/methods">How figures are computed</a></p>
</div>
{{/NO_SAVED}}
</div>
</section>
{{#CHECKLIST}}
<section class="card hub-aside" aria-labelledby="steps-head">
<div class="card-body">
<div class="hub-card-head"><h2 id="steps-head">First steps</h2><span class="hub-note">{{STEPS_DONE}} of {{STEPS_ALL}} done</span></div>
<ul class="hub-steps">
{{#STEP}}<li{{#STEP_DONE}} class="done"{{/STEP_DONE}}>{{#STEP_DONE}}<span class="visually-hidden">Done: </span>{{STEP_LABEL}}{{/STEP_DONE}}{{#STEP_OPEN}}<a href="{{STEP_HREF}}">{{STEP_LABEL}}</a>{{/STEP_OPEN}}</li>
{{/STEP}}</ul>
</div>
</section>
{{/CHECKLIST}}
{{#HAS_ANALYSES}}<section class="card" aria-labelledby="analyses-head">
<div class="card-body">
<div class="hub-card-head">
<h2 id="analyses-head">Returns: newest saved analyses</h2>
<a href="/returns/analyses">All saved analyses</a>
</div>
<div class="hub-table-box" role="group" aria-labelledby="analyses-head" tabindex="0">
<table class="table hub-named hub-stacked">
<thead><tr><th scope="col">Name</th><th scope="col" class="num">Total return</th><th scope="col" class="num">CAGR</th><th scope="col" class="num">Drawdown</th><th scope="col" class="num">Run</th></tr></thead>
<tbody>
{{#ANALYSIS}}<tr><th scope="row"><a class="hub-cut" href="/returns/analyses/{{ANALYSIS_ID:u}}" title="{{ANALYSIS_TITLE}}">{{ANALYSIS_TITLE}}</a><span class="hub-sub"><span class="hub-cut" title="{{ANALYSIS_SERIES}}">{{ANALYSIS_SERIES}}</span> <time>{{ANALYSIS_FROM}}</time> to <time>{{ANALYSIS_TO}}</time></span></th><td data-label="Total return" class="num">{{ANALYSIS_TOTAL}}</td><td data-label="CAGR" class="num">{{ANALYSIS_CAGR}}</td><td data-label="Drawdown" class="num">{{ANALYSIS_DRAWDOWN}}</td><td data-label="Run" class="num"><time>{{ANALYSIS_ON}}</time></td></tr>
{{/ANALYSIS}}</tbody>
</table>
</div>
</div>
</section>
{{/HAS_ANALYSES}}<section class="card" aria-labelledby="returns-head">
<div class="card-body">
<div class="hub-card-head">
<h2 id="returns-head">Returns: newest series</h2>
{{#HAS_SERIES}}<a href="/returns/series">All series</a>{{/HAS_SERIES}}
</div>
{{#HAS_SERIES}}
<div class="hub-table-box" role="group" aria-labelledby="returns-head" tabindex="0">
<table class="table hub-named hub-stacked">
<thead><tr><th scope="col">Name</th><th scope="col" class="num">Rows</th><th scope="col" class="num">First</th><th scope="col" class="num">Last</th><th scope="col" class="num">Kept</th><th scope="col"><span class="visually-hidden">Analysis</span></th></tr></thead>
<tbody>
{{#SERIES}}<tr><th scope="row"><a class="hub-cut" href="/returns/series/{{SERIES_ID:u}}" title="{{SERIES_NAME}}">{{SERIES_NAME}}</a><span class="hub-sub">{{SERIES_WHAT}}</span></th><td data-label="Rows" class="num">{{SERIES_ROWS}}</td><td data-label="First" class="num"><time>{{SERIES_FROM}}</time></td><td data-label="Last" class="num"><time>{{SERIES_TO}}</time></td><td data-label="Kept" class="num"><time>{{SERIES_ON}}</time></td><td class="num"><a href="/returns/analysis?series={{SERIES_ID:u}}">Analyse<span class="visually-hidden"> {{SERIES_NAME}}</span></a></td></tr>
{{/SERIES}}</tbody>
</table>
</div>
{{/HAS_SERIES}}
{{#NO_SERIES}}
<div class="hub-empty">
<p>No series yet. Bring a file of prices or returns, or take an instrument of this hub, and see growth, risk, drawdowns, calendar years and every pair of years, each figure with its formula.</p>
<p class="hub-actions">{{#CAN_RUN}}<a class="btn btn-outline-secondary" href="/returns/series/new">Bring a series</a> {{/CAN_RUN}}{{#CANNOT_RUN}}<a class="btn btn-outline-secondary" href="/returns/shared">Shared with the team</a> {{/CANNOT_RUN}}<a href="/returns">Open returns</a></p>
</div>
{{/NO_SERIES}}
</div>
</section>
</div>
