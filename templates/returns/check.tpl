{{%AUTOESCAPE context="HTML"}}{{! What was understood of a file, before it is kept: question, report, preview, series. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
<p class="hub-eyebrow">{{#IS_NEW}}<a href="/returns/series/new">New series</a>{{/IS_NEW}}{{#IS_MORE}}<a href="/returns/series/{{MORE_ID:u}}">{{MORE_NAME}}</a>{{/IS_MORE}}</p>
<h1>{{#IS_GOOD}}Ready to be kept{{/IS_GOOD}}{{#IS_ASKED}}One question first{{/IS_ASKED}}{{#IS_WRONG}}The file cannot be used as it is{{/IS_WRONG}}{{#MORE}}Compared with the series{{/MORE}}</h1>
<p class="hub-cut" title="{{FILE_NAME}}">{{FILE_NAME}}</p>
</div>
</div>
{{#HAS_REFUSAL}}<div class="alert alert-danger" role="alert">{{REFUSAL}}</div>{{/HAS_REFUSAL}}
{{#IS_WRONG}}<div class="alert alert-danger" role="alert"><p><strong>{{WRONG_WHY}}</strong></p><p>Mend the file and choose it again, or read it differently: both at the end of this page.</p></div>{{/IS_WRONG}}
{{#IS_ASKED}}<section class="card"><div class="card-body">
<form method="post" action="/returns/series/new/{{DRAFT_ID:u}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="only" value="answer">
{{>RETURNS_UPLOAD_QUESTION}}
<p class="hub-actions"><button class="btn btn-primary" type="submit">Read it like this</button></p>
</form>
</div></section>{{/IS_ASKED}}
{{>RETURNS_UPLOAD_WARNED}}{{#IS_GOOD}}<section class="card" aria-labelledby="found-head"><div class="card-body">
<h2 id="found-head">What will be kept</h2>
<p class="hub-note">{{ROWS_READ}} rows read, {{FILE_KIND}}.</p>
<form method="post" action="/returns/series/new/{{DRAFT_ID:u}}/keep"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-table-box" role="group" aria-labelledby="found-head" tabindex="0">
<table class="table hub-stacked hub-found">
<thead><tr>{{#SEVERAL}}<th scope="col"><span class="visually-hidden">Keep</span></th>{{/SEVERAL}}<th scope="col">Name</th><th scope="col" class="num">Rows</th><th scope="col">Spacing</th><th scope="col" class="num">First</th><th scope="col" class="num">Last</th><th scope="col" class="num">Total return</th></tr></thead>
<tbody>
{{#FOUND}}<tr>{{#SEVERAL}}<td data-label="Keep"><input class="form-check-input" type="checkbox" name="keep{{SERIES_PLACE}}" value="1" checked aria-label="Keep {{SERIES_NAME}}"></td>{{/SEVERAL}}<td data-label="Name"><input class="form-control" type="text" name="name{{SERIES_PLACE}}" value="{{SERIES_NAME}}" maxlength="200" autocomplete="off" required aria-label="Name"></td><td data-label="Rows" class="num">{{SERIES_ROWS}}</td><td data-label="Spacing">{{SERIES_FREQUENCY}}{{#SERIES_BOTH}}<span class="hub-sub">prices and total return</span>{{/SERIES_BOTH}}{{#SERIES_ASSUMED}}<span class="hub-sub">first day assumed</span>{{/SERIES_ASSUMED}}</td><td data-label="First" class="num"><time>{{SERIES_FIRST}}</time></td><td data-label="Last" class="num"><time>{{SERIES_LAST}}</time></td><td data-label="Total return" class="num">{{SERIES_TOTAL}}</td></tr>
{{/FOUND}}</tbody>
</table>
</div>
<p class="hub-actions hub-below"><button class="btn btn-primary" type="submit">{{#SEVERAL}}Keep those chosen{{/SEVERAL}}{{#ONLY_ONE}}Keep it{{/ONLY_ONE}}</button> <a href="/returns/series/new">Choose another file</a></p></form>
</div></section>{{/IS_GOOD}}
{{#MORE}}<section class="card" aria-labelledby="more-head"><div class="card-body">
<h2 id="more-head">What the file brings</h2>
{{#MORE_REFUSED}}<div class="alert alert-warning" role="alert">{{MORE_REFUSAL}}</div>{{/MORE_REFUSED}}
<dl class="hub-facts">
<div><dt>Days that both have</dt><dd>{{MORE_COMMON}}</dd></div>
<div><dt>New days</dt><dd>{{MORE_FRESH}}</dd></div>
<div><dt>Values that differ</dt><dd>{{MORE_DIFFERENT}}</dd></div>
{{#MORE_HAS_BEFORE}}<div><dt>Days before the file begins</dt><dd>{{MORE_BEFORE}}</dd></div>{{/MORE_HAS_BEFORE}}
{{#MORE_HAS_GONE}}<div><dt>Days that the file lacks</dt><dd>{{MORE_GONE}}</dd></div>{{/MORE_HAS_GONE}}
</dl>
{{#MORE_HAS_BEFORE}}{{#MORE_DIFFERS}}<p>The file begins later than the series: taken whole, it leaves those days to the earlier version.</p>{{/MORE_DIFFERS}}{{/MORE_HAS_BEFORE}}
{{#MORE_UNCHECKED}}<p>File and series have no day in common, so nothing shows that they are of the same thing.</p>{{/MORE_UNCHECKED}}
{{#MORE_NOTHING}}<p>The file says the same as the series, and nothing new.</p>{{/MORE_NOTHING}}
{{#MORE_DIFFERS}}<p>{{#MORE_SCALED}}All of them differ by the same factor, {{MORE_FACTOR}}: so it looks when a vendor adjusts earlier closes for a dividend or a split that came since. Then the whole file takes the place of the series.{{/MORE_SCALED}}{{#MORE_CHANGED}}Values of the past were changed, or this is another series. Nothing is added to it as long as they differ by more than one millionth.{{/MORE_CHANGED}}</p>
<div class="hub-table-box" role="group" aria-label="Differences" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Day</th><th scope="col">Column</th><th scope="col" class="num">In the series</th><th scope="col" class="num">In the file</th><th scope="col" class="num">Change</th></tr></thead>
<tbody>
{{#DIFFERENCE}}<tr><th scope="row"><time>{{DIFFERENCE_DAY}}</time></th><td data-label="Column">{{DIFFERENCE_COLUMN}}</td><td data-label="In the series" class="num">{{DIFFERENCE_THEN}}</td><td data-label="In the file" class="num">{{DIFFERENCE_NOW}}</td><td data-label="Change" class="num">{{DIFFERENCE_CHANGE}}</td></tr>
{{/DIFFERENCE}}</tbody>
</table>
</div>{{/MORE_DIFFERS}}
<form method="post" action="/returns/series/new/{{DRAFT_ID:u}}/add"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="version" value="{{MORE_VERSION}}">
<p class="hub-actions hub-below">{{#MORE_CAN_ADD}}<button class="btn btn-primary" type="submit" name="how" value="append">Add {{MORE_FRESH}} rows</button> {{/MORE_CAN_ADD}}{{#MORE_CAN_REPLACE}}<button class="btn btn-outline-secondary" type="submit" name="how" value="replace">Take the whole file instead</button> {{/MORE_CAN_REPLACE}}<a href="/returns/series/{{MORE_ID:u}}">Leave the series as it is</a></p></form>
</div></section>{{/MORE}}
{{>RETURNS_UPLOAD_REPORT}}
<section class="card"><div class="card-body">
<details{{#READING_OPEN}} open{{/READING_OPEN}}>
<summary><h2>Read it differently</h2></summary>
<form method="post" action="/returns/series/new/{{DRAFT_ID:u}}"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#IS_NEW}}<div class="hub-naming">{{#NAMING}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/NAMING}}</div>{{/IS_NEW}}
{{>RETURNS_UPLOAD_READING}}
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Read it again</button></p>
</form>
</details>
</div></section>
<section class="card" aria-labelledby="again-head"><div class="card-body">
<h2 id="again-head">{{#IS_FILE}}Choose the mended file{{/IS_FILE}}{{#IS_TEXT}}Mend the text{{/IS_TEXT}}</h2>
<p>What was said about this one holds for that one, too.</p>
<form method="post" action="/returns/series/new" enctype="multipart/form-data"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#IS_MORE}}<input type="hidden" name="series" value="{{MORE_ID}}">{{/IS_MORE}}{{#KEPT}}<input type="hidden" name="{{KEPT_NAME}}" value="{{KEPT_VALUE:p}}">{{/KEPT}}
{{#IS_FILE}}<div class="hub-field"><label class="form-label" for="again">File</label><input class="form-control" type="file" id="again" name="file" required accept=".csv,.txt,.tsv,text/csv,text/plain"></div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Read the file</button></p>{{/IS_FILE}}{{#IS_TEXT}}<div class="hub-field"><label class="form-label" for="again">Text</label><textarea class="form-control hub-paste" id="again" name="text" rows="8" required spellcheck="false" autocomplete="off"{{#IS_LONG_PASTE}} aria-describedby="again-about"{{/IS_LONG_PASTE}}>{{TEXT:p}}</textarea>{{#IS_LONG_PASTE}}<div id="again-about"><p class="hub-field-hint">Your text is too long to be sent back here: paste it once more.</p></div>{{/IS_LONG_PASTE}}</div>
<p class="hub-actions"><button class="btn btn-outline-secondary" type="submit">Read the text</button></p>{{/IS_TEXT}}
</form>
</div></section>
<p class="hub-note">The file waits here for less than an hour, for you alone. If you do nothing, it is deleted.</p>
