{{%AUTOESCAPE context="HTML"}}{{! One instrument: what is stored of it, and what is missing. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/data">Data</a></p>
<h1>{{SYMBOL}}</h1>
<p>{{NAME}}</p>
</div>
<p class="hub-actions">{{#HAS_DAYS}}<a class="btn btn-outline-secondary" href="/margin/prices?ticker={{SYMBOL:u}}">Prices of {{SYMBOL}}</a> {{/HAS_DAYS}}<a class="btn btn-primary" href="/admin/data/import">Import a file</a></p>
</div>
<div class="card"><div class="card-body">
<dl class="hub-facts">
<div><dt>Days</dt><dd>{{DAYS}}{{#HAS_DAYS}}, <time>{{FIRST}}</time> to <time>{{LAST}}</time>{{/HAS_DAYS}}</dd></div>
<div><dt>Dividends</dt><dd>{{DIVIDENDS}}{{#HAS_ORPHANS}}<span class="hub-sub hub-loss">{{ORPHANS}} of them fall on days without a price, so they count nowhere</span>{{/HAS_ORPHANS}}</dd></div>
<div><dt>Kind</dt><dd>{{KIND}}, in {{CURRENCY}}</dd></div>
<div><dt>Source</dt><dd>{{SOURCE}}</dd></div>
<div><dt>Last update</dt><dd><time>{{UPDATED}}</time> UTC</dd></div>
<div><dt>Data version</dt><dd><code>{{VERSION}}</code></dd></div>
</dl>
{{#CAN_DELETE}}<details class="hub-confirm"><summary>Delete this instrument</summary>
<form method="post" action="/admin/data/{{SYMBOL:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}">
<p>Its prices and dividends go with it, for good. That is refused while somebody has a saved backtest of it.</p>
<button class="btn btn-outline-danger" type="submit">Delete {{SYMBOL}}</button></form></details>{{/CAN_DELETE}}
</div></div>
<section class="card" aria-labelledby="gaps-head"><div class="card-body">
<h2 id="gaps-head">Missing days</h2>
{{#NO_GAPS}}<p class="hub-gain">None: there is a price for each day on which the New York Stock Exchange was open.</p>{{/NO_GAPS}}
{{#NOT_DAILY}}<p class="hub-note">This is no daily series, so nothing is said about missing days.</p>{{/NOT_DAILY}}
{{#HAS_GAPS}}<p class="hub-note">Days on which the New York Stock Exchange was open, without a price here. Import a file that has them: days that are stored already stay.</p>
<div class="hub-table-box" role="group" aria-labelledby="gaps-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">After</th><th scope="col">Before</th><th scope="col" class="num">Days missing</th></tr></thead>
<tbody>
{{#GAP}}<tr><th scope="row"><time>{{GAP_FROM}}</time></th><td data-label="Before"><time>{{GAP_TO}}</time></td><td data-label="Days missing" class="num">{{GAP_MISSING}}</td></tr>
{{/GAP}}</tbody>
</table>
</div>{{#MORE_GAPS}}<p class="hub-note">And {{GAPS_LEFT}} more gaps.</p>{{/MORE_GAPS}}{{/HAS_GAPS}}
</div></section>
