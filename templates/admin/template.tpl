{{%AUTOESCAPE context="HTML"}}{{! One template: its form, what the placeholders mean, and what will arrive. SPDX-License-Identifier: Apache-2.0 }}<script type="module" src="{{STATIC_JS_PREVIEW_JS}}"></script>{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/templates">Templates</a></p>
<h1>{{#IS_NEW}}New template{{/IS_NEW}}{{#IS_KEPT}}Change a template{{/IS_KEPT}}</h1>
</div>
</div>
<div class="hub-cards hub-cards-halves">
<section class="card" aria-label="The template"><div class="card-body">
<form method="post" action="{{FORM_PATH}}" data-preview="/admin/templates/preview">
<input type="hidden" name="csrf" value="{{CSRF}}">{{#IS_KEPT}}<input type="hidden" name="id" value="{{TEMPLATE_ID}}">{{/IS_KEPT}}
{{#FIELD}}{{>FIELD}}{{/FIELD}}
<div class="hub-actions"><button class="btn btn-primary" type="submit">Keep the template</button> <button class="btn btn-outline-secondary" type="submit" name="look" value="1">Preview</button></div>
</form>
{{#IS_KEPT}}<details class="hub-confirm"><summary>Delete this template</summary>
<form method="post" action="/admin/templates/{{TEMPLATE_ID}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}">
<p>Invitations that were made with it stay as they are. This cannot be undone.</p>
<button class="btn btn-outline-danger" type="submit">Delete the template</button></form></details>{{/IS_KEPT}}
</div></section>
<div class="hub-stack">
<section class="card" aria-labelledby="preview-head"><div class="card-body">
<h2 id="preview-head">What will arrive</h2>
<p><strong id="preview-subject">{{PREVIEW_SUBJECT}}</strong></p>
<pre tabindex="0" class="hub-tall" id="preview-text">{{PREVIEW_TEXT:p}}</pre>
<details><summary>The same as HTML: its source</summary><pre tabindex="0" class="hub-tall" id="preview-html">{{PREVIEW_HTML:p}}</pre></details>
</div></section>
<section class="card" aria-labelledby="placeholders-head"><div class="card-body">
<h2 id="placeholders-head">Placeholders</h2>
<dl class="hub-facts">
<div><dt><code>{link}</code></dt><dd>the link to accept; without it, it stands at the end</dd></div>
<div><dt><code>{name}</code></dt><dd>the invited person’s first name, where the list has one</dd></div>
<div><dt><code>{role}</code></dt><dd>viewer, analyst, manager or administrator</dd></div>
<div><dt><code>{expires}</code></dt><dd>until when the link works</dd></div>
<div><dt><code>{inviter}</code></dt><dd>who invites</dd></div>
<div><dt><code>{message}</code></dt><dd>what is written for this invitation</dd></div>
</dl>
<p class="hub-note">Anything else in braces stays as it is.</p>
</div></section>
</div>
</div>
