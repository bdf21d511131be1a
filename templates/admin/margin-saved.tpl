{{%AUTOESCAPE context="HTML"}}{{! Saved results of each person against the places there are. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/margin">Margin</a></p>
<h1>Saved results per person</h1>
<p>How many places for saved backtests are used. How many there are is a <a href="/admin/settings#limits">setting</a>.</p>
</div>
</div>
<form class="hub-filter" method="get" action="/admin/margin/saved" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Person</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/margin/saved">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>Nobody {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Who saves a backtest appears here.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Saved results">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#PLACE}}<tr><th scope="row"><a href="/admin/people/{{PLACE_USER:u}}">{{PLACE_PERSON}}</a>{{#PLACE_FULL}} <span class="hub-tag">none left</span>{{/PLACE_FULL}}</th><td data-label="Saved" class="num">{{PLACE_USED}}</td><td data-label="Places" class="num">{{PLACE_MOST}}</td></tr>
{{/PLACE}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
