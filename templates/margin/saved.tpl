{{%AUTOESCAPE context="HTML"}}{{! The list of saved backtests. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Saved backtests</h1>
<p>{{QUOTA_USED}} of {{QUOTA}} used</p>
</div>
<p class="hub-actions">{{#HAS_SAVED}}<a class="btn btn-outline-secondary" href="/margin/saved.csv?sort={{SORT:u}}&amp;dir={{DIR:u}}">Download list (CSV)</a> {{/HAS_SAVED}}{{#CAN_RUN}}<a class="btn btn-primary" href="/margin/backtest">New backtest</a>{{/CAN_RUN}}</p>
</div>
{{#NO_SAVED}}
<div class="card"><div class="card-body hub-empty">
<h2>Nothing is saved yet</h2>
{{#CAN_RUN}}<p>Run a backtest and press “Save” on its page. The whole result is kept: figures, days, and what they were computed from.</p>{{/CAN_RUN}}
{{#CANNOT_RUN}}<p>Your account may read here, but not run backtests. An administrator can make it an analyst’s.</p>{{/CANNOT_RUN}}
</div></div>
{{/NO_SAVED}}
{{#HAS_SAVED}}
<div class="card"><div class="card-body">
<div class="hub-table-box" tabindex="0" role="region" aria-label="Saved backtests">
<table class="table hub-stacked hub-saved">
<thead><tr>
{{#HEADING_CELL}}<th scope="col"{{#HEADING_NUMBER}} class="num"{{/HEADING_NUMBER}}{{#SORTED_UP}} aria-sort="ascending"{{/SORTED_UP}}{{#SORTED_DOWN}} aria-sort="descending"{{/SORTED_DOWN}}><a href="/margin/saved?sort={{HEADING_SORT:u}}&amp;dir={{HEADING_DIR:u}}">{{HEADING_LABEL}}{{#SORTED_UP}} ↑{{/SORTED_UP}}{{#SORTED_DOWN}} ↓{{/SORTED_DOWN}}</a></th>
{{/HEADING_CELL}}<th scope="col"><span class="visually-hidden">Actions</span></th>
</tr></thead>
<tbody>
{{#SAVED}}<tr>
<th scope="row"><a class="hub-cut" href="/margin/saved/{{SAVED_ID:u}}" title="{{SAVED_NAME}}">{{SAVED_NAME}}</a><span class="hub-sub">{{SAVED_TICKER}}, <time>{{SAVED_START}}</time> to <time>{{SAVED_END}}</time>, {{SAVED_ACCOUNT}}</span></th>
<td data-label="Leverage" class="num">{{SAVED_LEVERAGE}}×</td>
<td data-label="Final equity" class="num">{{SAVED_FINAL}}</td>
<td data-label="Total return" class="num">{{SAVED_RETURN}}</td>
<td data-label="CAGR" class="num">{{SAVED_CAGR}}</td>
<td data-label="Drawdown" class="num">{{SAVED_DRAWDOWN}}</td>
<td data-label="Forced sales" class="num">{{SAVED_LIQUIDATIONS}}</td>
<td data-label="Saved" class="num"><time title="{{SAVED_CREATED}} UTC">{{SAVED_ON}}</time></td>
<td class="num">{{#CAN_RUN}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{SAVED_NAME}}</span></button></form>{{/CAN_RUN}}</td>
</tr>
{{/SAVED}}
</tbody>
</table>
</div>
{{#HAS_PAGES}}{{>PAGER}}{{/HAS_PAGES}}
</div></div>
{{/HAS_SAVED}}
