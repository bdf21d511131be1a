{{%AUTOESCAPE context="HTML"}}{{! What was found out about a file: messages, and its first rows with what each column is for. SPDX-License-Identifier: Apache-2.0 }}
{{#HAS_MESSAGES}}<section class="card" aria-labelledby="messages-head"><div class="card-body">
<h2 id="messages-head">What was found</h2>
<ul class="hub-list">
{{#MESSAGE}}<li><strong{{#IS_FAULT}} class="hub-loss"{{/IS_FAULT}}>{{MESSAGE_LEVEL}}:</strong> {{MESSAGE_TEXT}}</li>
{{/MESSAGE}}</ul>
</div></section>{{/HAS_MESSAGES}}{{#NO_MESSAGES}}<section class="card" aria-labelledby="messages-head"><div class="card-body">
<h2 id="messages-head">What was found</h2>
<p>Every row was taken as it stands, and nothing had to be guessed.</p>
</div></section>{{/NO_MESSAGES}}
{{#PREVIEW}}<section class="card" aria-labelledby="preview-head"><div class="card-body">
<h2 id="preview-head">The first rows as they stand in the file</h2>
<p class="hub-note">Columns parted by {{PREVIEW_SEPARATOR}}; decimal sign: {{PREVIEW_DECIMAL}}; dates: {{PREVIEW_DATES}}; text: {{PREVIEW_ENCODING}}; {{#PREVIEW_HEADER}}with headings.{{/PREVIEW_HEADER}}{{#PREVIEW_NO_HEADER}}without headings.{{/PREVIEW_NO_HEADER}}</p>
<div class="hub-table-box" role="group" aria-labelledby="preview-head" tabindex="0">
<table class="table hub-preview">
<thead>
<tr><th scope="col">Line</th>{{#PREVIEW_COLUMN}}<th scope="col"{{#PREVIEW_UNUSED}} class="hub-unused"{{/PREVIEW_UNUSED}}>{{PREVIEW_NAME}}<span class="hub-sub">{{PREVIEW_ROLE}}</span></th>{{/PREVIEW_COLUMN}}</tr>
</thead>
<tbody>
{{#PREVIEW_ROW}}<tr><th scope="row">{{PREVIEW_LINE}}</th>{{#PREVIEW_CELL}}<td>{{PREVIEW_TEXT}}</td>{{/PREVIEW_CELL}}</tr>
{{/PREVIEW_ROW}}</tbody>
</table>
</div>
{{#PREVIEW_HAS_MORE}}<p class="hub-note">And {{PREVIEW_MORE}} more columns.</p>{{/PREVIEW_HAS_MORE}}
</div></section>{{/PREVIEW}}
