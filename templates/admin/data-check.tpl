{{%AUTOESCAPE context="HTML"}}{{! What was understood of a file, before it is stored. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/data/import">Import a file</a></p>
<h1>{{#IS_GOOD}}Ready to be stored{{/IS_GOOD}}{{#IS_ASKED}}One question first{{/IS_ASKED}}{{#IS_WRONG}}The file cannot be used as it is{{/IS_WRONG}}</h1>
<p>{{FILE_NAME}}: {{FILE_WHAT}}{{#IS_GOOD}}, {{ROWS_READ}} rows read{{/IS_GOOD}}</p>
</div>
</div>
{{#IS_ASKED}}<div class="alert alert-warning" role="alert">Nothing was stored yet. Answer below what the file leaves open, then read it again.</div>{{/IS_ASKED}}{{#IS_WRONG}}<div class="alert alert-danger" role="alert">Nothing was stored. See below what is in the way; then choose another file, or read this one differently.</div>{{/IS_WRONG}}
{{#HAS_MESSAGES}}<section class="card" aria-labelledby="messages-head"><div class="card-body">
<h2 id="messages-head">What was found</h2>
<ul class="hub-list">
{{#MESSAGE}}<li><strong{{#FAULT}} class="hub-loss"{{/FAULT}}>{{MESSAGE_LEVEL}}:</strong> {{MESSAGE_TEXT}}</li>
{{/MESSAGE}}</ul>
</div></section>{{/HAS_MESSAGES}}
{{#IS_GOOD}}<section class="card" aria-labelledby="series-head"><div class="card-body">
<h2 id="series-head">What will be stored</h2>
<div class="hub-table-box" role="group" aria-labelledby="series-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Symbol</th><th scope="col" class="num">Days</th><th scope="col">First</th><th scope="col" class="num">Value</th><th scope="col">Last</th><th scope="col" class="num">Value</th></tr></thead>
<tbody>
{{#SERIES}}<tr><th scope="row">{{SERIES_SYMBOL}}</th><td data-label="Days" class="num">{{SERIES_DAYS}}</td><td data-label="First"><time>{{SERIES_FIRST}}</time></td><td data-label="Value" class="num">{{SERIES_FIRST_VALUE}}</td><td data-label="Last"><time>{{SERIES_LAST}}</time></td><td data-label="Value" class="num">{{SERIES_LAST_VALUE}}</td></tr>
{{/SERIES}}</tbody>
</table>
</div>
<form method="post" action="/admin/data/store/{{UPLOAD_ID:u}}"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#KEPT}}<input type="hidden" name="{{KEPT_NAME}}" value="{{KEPT_VALUE}}">{{/KEPT}}
<p class="hub-actions"><button class="btn btn-primary" type="submit">Store it</button> <a href="/admin/data/import">Choose another file</a></p></form>
</div></section>{{/IS_GOOD}}
<section class="card" aria-labelledby="answers-head"><div class="card-body">
<h2 id="answers-head">Read it differently</h2>
<form method="get" action="/admin/data/check/{{UPLOAD_ID:u}}">
<div class="hub-form-grid">{{#FIELD}}{{>FIELD}}{{/FIELD}}</div>
<button class="btn btn-outline-secondary" type="submit">Read it again</button>
</form>
</div></section>
