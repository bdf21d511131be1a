{{%AUTOESCAPE context="HTML"}}{{! A new series, or rows for one: choose a file or paste its text. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/returns/series">Series</a></p>
<h1>{{#IS_NEW}}New series{{/IS_NEW}}{{#IS_MORE}}Add rows to {{MORE_NAME}}{{/IS_MORE}}</h1>
<p>First the file is only read, and you see what was understood and what was left out. {{#IS_NEW}}Nothing is kept before you say so.{{/IS_NEW}}{{#IS_MORE}}Days that both have are compared; the series as it is now stays as its earlier version.{{/IS_MORE}}</p>
</div>
</div>
{{#REFUSED}}<div class="alert alert-danger" role="alert"><p><strong>{{REFUSED_WHY}}</strong></p><p>Nothing was stored. Mend the file and choose it again below, or read it differently; what you said about it is still there.</p></div>
{{/REFUSED}}{{#ASKED}}<div class="alert alert-warning" role="alert">{{#IS_PASTE}}Nothing was stored. Your text stands below: send it once more, together with an answer to its question.{{/IS_PASTE}}{{#IS_FILE}}Nothing was stored, so the file has to be chosen once more, together with an answer to its question below.{{/IS_FILE}}</div>{{/ASKED}}
{{#WAS_READ}}{{>RETURNS_UPLOAD_REPORT}}{{/WAS_READ}}
<form method="post" action="/returns/series/new" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#IS_MORE}}<input type="hidden" name="series" value="{{MORE_ID}}">{{/IS_MORE}}
<div class="card"><div class="card-body">
<h2>The file</h2>
{{#IS_NEW}}<p class="hub-note">An instrument of this hub needs no file: <a href="/returns/analysis/new">choose it for an analysis</a>.</p>{{/IS_NEW}}
<div class="hub-field{{#FILE_MISSING}} hub-field-bad{{/FILE_MISSING}}"><label class="form-label" for="file">File</label>
<input class="form-control" type="file" id="file" name="file" accept=".csv,.txt,.tsv,text/csv,text/plain" aria-describedby="file-about"{{#FILE_MISSING}} aria-invalid="true"{{/FILE_MISSING}}>
<div id="file-about">{{#FILE_MISSING}}<p class="hub-field-message">{{FILE_FAULT}}</p>{{/FILE_MISSING}}<p class="hub-field-hint">Prices or returns by day, week, month or year, as text with commas, semicolons or tabs: what Yahoo, Stooq, a bank or a spreadsheet (“save as CSV”) gives. At most 10 MB, 100,000 rows, 256 columns and 20 series; dates from 1900 to tomorrow. <a href="/help/methods/returns#how-a-file-is-read">How a file is read</a></p></div></div>
<div class="hub-field{{#HAS_TEXT_FAULT}} hub-field-bad{{/HAS_TEXT_FAULT}}"><label class="form-label" for="text">Or its text</label>
<textarea class="form-control hub-paste" id="text" name="text" rows="5" spellcheck="false" autocomplete="off" aria-describedby="text-about"{{#HAS_TEXT_FAULT}} aria-invalid="true"{{/HAS_TEXT_FAULT}}>{{TEXT:p}}</textarea>
<div id="text-about">{{#HAS_TEXT_FAULT}}<p class="hub-field-message">{{TEXT_FAULT}}</p>{{/HAS_TEXT_FAULT}}{{#IS_LONG_PASTE}}<p class="hub-field-hint">Your text is too long to be sent back here: paste it once more.</p>{{/IS_LONG_PASTE}}<p class="hub-field-hint">Copied from a spreadsheet, for instance: a column of dates and one or more of figures.</p></div></div>
{{#ASKED}}{{>RETURNS_UPLOAD_QUESTION}}{{/ASKED}}
{{#IS_NEW}}<div class="hub-naming">{{#NAMING}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/NAMING}}</div>{{/IS_NEW}}
<details{{#READING_OPEN}} open{{/READING_OPEN}}>
<summary>How it is to be read</summary>
<p class="hub-note">Found out from the file, and asked where it can be read two ways. Say here what you know better.</p>
{{>RETURNS_UPLOAD_READING}}
</details>
<p class="hub-actions hub-below"><button class="btn btn-primary" type="submit">Read the file</button>{{#IS_NEW}} <button class="btn btn-outline-secondary" type="submit" name="once" value="1">Analyse without keeping</button>{{/IS_NEW}}</p>{{#IS_NEW}}
<p class="hub-note">Without keeping, everything is computed and shown once, and nothing of the file is stored.</p>{{/IS_NEW}}
</div></div>
</form>
