{{%AUTOESCAPE context="HTML"}}{{! Choose a file of market data. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/data">Data</a></p>
<h1>Import a file</h1>
<p>First the file is only read, and you see what was understood. Nothing is stored before you say so.</p>
</div>
</div>
<div class="card"><div class="card-body">
<form method="post" action="/admin/data/check" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-form-grid">
<div class="hub-field{{#HAS_FILE_FAULT}} hub-field-bad{{/HAS_FILE_FAULT}}"><label class="form-label" for="file">File</label>
<input class="form-control" type="file" id="file" name="file" required accept=".csv,.txt,.tsv,text/csv,text/plain" aria-describedby="file-about"{{#HAS_FILE_FAULT}} aria-invalid="true"{{/HAS_FILE_FAULT}}>
<div id="file-about">{{#HAS_FILE_FAULT}}<p class="hub-field-message">{{FILE_FAULT}}</p>{{/HAS_FILE_FAULT}}<p class="hub-field-hint">Text with commas, semicolons or tabs, up to 10 MiB.</p></div></div>
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<button class="btn btn-primary" type="submit">Check the file</button>
</form>
</div></div>
<p class="hub-note">On the server the same is done by <code>hubctl import prices FILE</code>. Days that are stored already are replaced by those of the file; other days stay.</p>
