{{%AUTOESCAPE context="HTML"}}{{! The lists of saved backtests: one’s own, and the team’s. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
{{#OWN}}<h1>Saved backtests</h1>
<p class="hub-inline"><span>{{QUOTA_USED}} of {{QUOTA}} used</span> <a href="/margin/shared">Shared with the team</a> <a href="/margin/links">Your links</a></p>{{/OWN}}
{{#TEAM}}<p class="hub-eyebrow"><a href="/margin/saved">Saved backtests</a></p>
<h1>Shared with the team</h1>
<p>What people of this hub show to each other. Everybody may look at these and take their files away; only their owners can change them.</p>{{/TEAM}}
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/backtest">New backtest</a></p>{{/CAN_RUN}}
</div>
<form class="hub-filter" method="get" action="{{LIST_PATH}}" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Words</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="200" autocomplete="off" placeholder="name, note, ticker, tag"></div>
<div><label class="form-label" for="tag">Tag</label><select class="form-select" id="tag" name="tag">{{#TAG_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/TAG_OPTION}}</select></div>
<div><label class="form-label" for="mode">Mode</label><select class="form-select" id="mode" name="mode">{{#MODE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/MODE_OPTION}}</select></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Find</button>{{#LIST_FILTERED}}<a href="{{LIST_PATH}}">Show all</a>{{/LIST_FILTERED}}</p>
</form>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty">
{{#LIST_FILTERED}}<h2>Nothing matches</h2><p>Every word must stand in the name, the note, the ticker or the tags, at least as a beginning.</p>{{/LIST_FILTERED}}
{{#NO_FILTER}}{{#OWN}}<h2>Nothing is saved yet</h2>
{{#CAN_RUN}}<p>Run a backtest and press “Save” on its page. The whole result is kept: figures, days, and what they were computed from.</p>{{/CAN_RUN}}
{{#CANNOT_RUN}}<p>Your account may read here, but not run backtests. An administrator can make it an analyst’s.</p>{{/CANNOT_RUN}}{{/OWN}}
{{#TEAM}}<h2>Nothing is shared yet</h2><p>{{#CAN_RUN}}Open one of your <a href="/margin/saved">saved backtests</a> and choose “Share”.{{/CAN_RUN}}{{#CANNOT_RUN}}What somebody shares stands here.{{/CANNOT_RUN}}</p>{{/TEAM}}{{/NO_FILTER}}
</div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
{{#CAN_COMPARE}}<form class="hub-inline hub-ticked" id="compare" method="get" action="/margin/saved/compare"><button class="btn btn-outline-secondary" type="submit">Compare</button> <span class="hub-note">two to four that are ticked</span></form>{{/CAN_COMPARE}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{#OWN}}Saved backtests{{/OWN}}{{#TEAM}}Shared backtests{{/TEAM}}">
<table class="table hub-stacked hub-saved">
<thead><tr>{{#CAN_COMPARE}}<th scope="col" class="no-print"><span class="visually-hidden">Compare</span></th>{{/CAN_COMPARE}}{{>LIST_HEAD}}{{#OWN}}<th scope="col"><span class="visually-hidden">Actions</span></th>{{/OWN}}</tr></thead>
<tbody>
{{#SAVED}}<tr>
{{#CAN_COMPARE}}<td data-label="Compare"><input class="form-check-input" type="checkbox" form="compare" name="id{{SAVED_NUMBER}}" value="{{SAVED_ID}}" aria-label="Compare {{SAVED_NAME}}"></td>{{/CAN_COMPARE}}
<th scope="row"><a class="hub-cut" href="{{SAVED_PATH}}" title="{{SAVED_NAME}}">{{SAVED_NAME}}</a><span class="hub-sub">{{SAVED_TICKER}}, <time>{{SAVED_START}}</time> to <time>{{SAVED_END}}</time>, {{SAVED_ACCOUNT}}, {{SAVED_MODE}}{{#TEAM}}; of {{SAVED_OWNER}}{{/TEAM}}</span>{{#SAVED_IS_SHARED}} <span class="hub-tag">shared</span>{{/SAVED_IS_SHARED}}{{#SAVED_TAG}} <a class="hub-tag" href="{{TAG_HREF}}">{{TAG}}</a>{{/SAVED_TAG}}</th>
<td data-label="Leverage" class="num">{{SAVED_LEVERAGE}}×</td>
<td data-label="Final equity" class="num">{{SAVED_FINAL}}</td>
<td data-label="Total return" class="num">{{SAVED_RETURN}}</td>
<td data-label="CAGR" class="num">{{SAVED_CAGR}}</td>
<td data-label="Drawdown" class="num">{{SAVED_DRAWDOWN}}</td>
<td data-label="Forced sales" class="num">{{SAVED_LIQUIDATIONS}}</td>
<td data-label="{{#OWN}}Saved{{/OWN}}{{#TEAM}}Shared{{/TEAM}}" class="num"><time title="{{SAVED_WHEN_EXACTLY}} UTC">{{SAVED_WHEN}}</time></td>
{{#OWN}}<td class="num">{{#CAN_RUN}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Delete<span class="visually-hidden"> {{SAVED_NAME}}</span></button></form>{{/CAN_RUN}}</td>{{/OWN}}
</tr>
{{/SAVED}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
