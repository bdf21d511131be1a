{{%AUTOESCAPE context="HTML"}}{{! One series that a person keeps. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/returns/series">Series</a></p>
<h1>{{NAME}}</h1>
<p>{{KIND}}, {{FREQUENCY}}, {{ROWS}} rows, <time>{{FIRST}}</time> to <time>{{LAST}}</time>: {{TOTAL}} in all</p>
</div>
<p class="hub-actions"><a class="btn btn-primary" href="/returns/analysis?series={{ID:u}}">Analyse</a> {{#CAN_CHANGE}}<a class="btn btn-outline-secondary" href="/returns/series/new?series={{ID:u}}">Add rows</a> {{/CAN_CHANGE}}<a class="btn btn-outline-secondary" href="/returns/series/{{ID:u}}/series.csv?version={{VERSION_NOW:u}}">Download as CSV</a></p>
</div>
{{#IS_OLDER}}<div class="alert alert-info">This is version {{VERSION_NOW}}. <a href="/returns/series/{{ID:u}}">Show the newest</a></div>{{/IS_OLDER}}
{{#HAS_NOTE}}<p class="hub-cut-lines">{{NOTE}}</p>{{/HAS_NOTE}}
<section class="card"><div class="card-body">{{CHART:x-svg}}</div></section>
<div class="hub-cards hub-cards-halves">
<section class="card" aria-labelledby="report-head"><div class="card-body">
<h2 id="report-head">Report of the import</h2>
{{#HAS_MESSAGES}}<ul class="hub-list">
{{#MESSAGE}}<li><strong>{{MESSAGE_LEVEL}}:</strong> {{MESSAGE_TEXT}}</li>
{{/MESSAGE}}</ul>{{/HAS_MESSAGES}}
{{#NO_MESSAGES}}<p>Every row was taken as it stood, and nothing had to be guessed.</p>{{/NO_MESSAGES}}
</div></section>
<section class="card" aria-labelledby="facts-head"><div class="card-body">
<h2 id="facts-head">What it is</h2>
<dl class="hub-facts">
<div><dt>Basis</dt><dd>{{BASIS}}</dd></div>
<div><dt>Figures in</dt><dd>{{UNIT}}</dd></div>
<div><dt>First day</dt><dd><time>{{FIRST}}</time>{{#IS_ASSUMED}} (assumed: the file does not say at which day the first return begins){{/IS_ASSUMED}}</dd></div>
<div><dt>Last day</dt><dd><time>{{LAST}}</time></dd></div>
<div><dt>From</dt><dd>{{SOURCE}}</dd></div>
<div><dt>Kept</dt><dd><time>{{CREATED}}</time> UTC</dd></div>
<div><dt>SHA-256</dt><dd><code>{{HASH}}</code></dd></div>
</dl>
</div></section>
</div>
<section class="card" aria-labelledby="rows-head"><div class="card-body">
<h2 id="rows-head">First and last rows</h2>
<div class="hub-table-box" role="group" aria-labelledby="rows-head" tabindex="0">
<table class="table hub-preview">
<thead><tr><th scope="col">Day</th>{{#HEAD}}<th scope="col" class="num">{{HEAD_TEXT}}</th>{{/HEAD}}</tr></thead>
<tbody>
{{#ROW}}{{#ROW_GAP}}<tr><td colspan="8">…</td></tr>
{{/ROW_GAP}}{{#ROW_FULL}}<tr><th scope="row"><time>{{ROW_DAY}}</time></th>{{#CELL}}<td class="num">{{CELL_TEXT}}</td>{{/CELL}}</tr>
{{/ROW_FULL}}{{/ROW}}</tbody>
</table>
</div>
</div></section>
<section class="card" aria-labelledby="versions-head"><div class="card-body">
<h2 id="versions-head">Versions</h2>
<div class="hub-table-box" role="group" aria-labelledby="versions-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Version</th><th scope="col">How</th><th scope="col">From</th><th scope="col" class="num">Rows</th><th scope="col" class="num">First</th><th scope="col" class="num">Last</th><th scope="col" class="num">Room</th><th scope="col" class="num">Kept, UTC</th><th scope="col">Files</th></tr></thead>
<tbody>
{{#VERSION}}<tr><th scope="row">{{#VERSION_SHOWN}}{{VERSION_NUMBER}}, shown{{/VERSION_SHOWN}}{{#VERSION_OTHER}}<a href="/returns/series/{{ID:u}}?version={{VERSION_NUMBER:u}}"><span class="visually-hidden">Show version </span>{{VERSION_NUMBER}}</a>{{/VERSION_OTHER}}</th><td data-label="How">{{VERSION_MADE}}</td><td data-label="From">{{VERSION_SOURCE}}</td><td data-label="Rows" class="num">{{VERSION_ROWS}}</td><td data-label="First" class="num"><time>{{VERSION_FIRST}}</time></td><td data-label="Last" class="num"><time>{{VERSION_LAST}}</time></td><td data-label="Room" class="num">{{VERSION_BYTES}}</td><td data-label="Kept, UTC" class="num"><time>{{VERSION_CREATED}}</time></td><td data-label="Files"><a href="/returns/series/{{ID:u}}/series.csv?version={{VERSION_NUMBER:u}}">CSV</a>{{#VERSION_ORIGINAL}}, <a href="/returns/series/{{ID:u}}/original?version={{VERSION_NUMBER:u}}">as it came</a>{{/VERSION_ORIGINAL}}</td></tr>
{{/VERSION}}</tbody>
</table>
</div>
</div></section>
{{#CAN_CHANGE}}<div class="hub-cards hub-cards-halves">
<section class="card" aria-labelledby="words-head"><div class="card-body">
<h2 id="words-head">Name and note</h2>
<form method="post" action="/returns/series/{{ID:u}}/words"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Change</button></p></form>
</div></section>
<section class="card" aria-labelledby="symbol-head"><div class="card-body">
<h2 id="symbol-head">In your backtests</h2>
{{#IS_DAILY}}<p>Under a symbol, the newest version can be chosen in your backtests, sweeps and market pages, by you alone.</p>
<form method="post" action="/returns/series/{{ID:u}}/symbol"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field{{#HAS_SYMBOL_FAULT}} hub-field-bad{{/HAS_SYMBOL_FAULT}}"><label class="form-label" for="symbol">Symbol</label>
<div class="input-group"><span class="input-group-text">MY.</span><input class="form-control" type="text" id="symbol" name="symbol" value="{{SYMBOL}}" maxlength="28" autocomplete="off" autocapitalize="characters" aria-describedby="symbol-about"{{#HAS_SYMBOL_FAULT}} aria-invalid="true"{{/HAS_SYMBOL_FAULT}}></div>
<div id="symbol-about">{{#HAS_SYMBOL_FAULT}}<p class="hub-field-message">{{SYMBOL_FAULT}}</p>{{/HAS_SYMBOL_FAULT}}<p class="hub-field-hint">Letters, digits and . _ -; empty: backtests do not see it.</p></div></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Set</button>{{#HAS_SYMBOL}} <a href="/margin/backtest?ticker=MY.{{SYMBOL:u}}&amp;start_date={{FIRST:u}}&amp;end_date={{LAST:u}}">Run a backtest of it</a>{{/HAS_SYMBOL}}</p></form>{{/IS_DAILY}}
{{#NOT_DAILY}}<p>Backtests go from day to day. This series is {{FREQUENCY}}, so they cannot choose it.</p>{{#HAS_SYMBOL_FAULT}}<p class="hub-field-message">{{SYMBOL_FAULT}}</p>{{/HAS_SYMBOL_FAULT}}{{/NOT_DAILY}}
<h2 class="hub-next">Delete it</h2>
<p>All versions go. For a day they can be brought back.</p>
<form method="post" action="/returns/series/{{ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete the series</button></form>
</div></section>
</div>{{/CAN_CHANGE}}
