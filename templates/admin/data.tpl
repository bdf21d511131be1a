{{%AUTOESCAPE context="HTML"}}{{! Market data: instruments and rates. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Data</h1>
<p>Prices, dividends and interest rates that all sections compute with. Days are those of the New York Stock Exchange.</p>
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/admin/data/import">Import a file</a></p>
</div>
<form class="hub-filter" method="get" action="/admin/data" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="q">Symbol or name</label><input class="form-control" type="search" id="q" name="q" value="{{Q}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="kind">Kind</label><select class="form-select" id="kind" name="kind">{{#KIND_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/KIND_OPTION}}</select></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/data">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No instrument {{#LIST_FILTERED}}matches{{/LIST_FILTERED}}</h2><p>Import a file of prices as your broker or data vendor exports it: nearly any layout is understood, and what was understood is shown before anything is stored.</p><p><a class="btn btn-primary" href="/admin/data/import">Import a file</a></p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Instruments">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#INSTRUMENT}}<tr>
<th scope="row"><a href="/admin/data/{{DATA_SYMBOL:u}}">{{DATA_SYMBOL}}</a><span class="hub-sub hub-cut">{{DATA_NAME}}{{#DATA_SOURCE}}; {{DATA_SOURCE}}{{/DATA_SOURCE}}</span></th>
<td data-label="Kind">{{DATA_KIND}}</td>
<td data-label="From"><time>{{DATA_FIRST}}</time></td>
<td data-label="To"><time>{{DATA_LAST}}</time></td>
<td data-label="Days" class="num">{{DATA_SESSIONS}}</td>
<td data-label="Missing" class="num">{{DATA_MISSING}}</td>
<td data-label="Dividends" class="num">{{DATA_DIVIDENDS}}</td>
<td data-label="Last update"><time>{{DATA_UPDATED}}</time></td>
</tr>
{{/INSTRUMENT}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
{{#HAS_RATES}}<section class="card" aria-labelledby="rates-head"><div class="card-body">
<h2 id="rates-head">Interest rates</h2>
<div class="hub-table-box" role="group" aria-labelledby="rates-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">Name</th><th scope="col">How often</th><th scope="col">From</th><th scope="col">To</th><th scope="col" class="num">How many</th></tr></thead>
<tbody>
{{#RATE}}<tr><th scope="row">{{RATE_NAME}}<span class="hub-sub hub-cut">{{RATE_TITLE}}</span></th><td data-label="How often">{{RATE_EVERY}}</td><td data-label="From"><time>{{RATE_FIRST}}</time></td><td data-label="To"><time>{{RATE_LAST}}</time></td><td data-label="How many" class="num">{{RATE_COUNT}}</td></tr>
{{/RATE}}</tbody>
</table>
</div>
</div></section>{{/HAS_RATES}}
