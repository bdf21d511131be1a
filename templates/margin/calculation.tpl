{{%AUTOESCAPE context="HTML"}}{{! A kept calculation: its inputs, its answer, what its owner does with it. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">Saved calculation, {{CREATED}} UTC</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/calculations">All calculations</a>{{#CAN_RUN}} <a class="btn btn-primary" href="{{FORM_ADDRESS}}">Open in the calculator</a>{{/CAN_RUN}}</p>
</div>
{{#IS_OLD}}<div class="alert alert-info">This calculation comes from the old system. The figures below are computed anew from its inputs; what the old system stored is in its <a href="/margin/calculations/{{ID:u}}/answer.json" download>JSON</a>.</div>{{/IS_OLD}}
{{#OTHER_ENGINE}}<div class="alert alert-info">It was kept with version {{ENGINE_THEN}} of the calculator; the figures below are those of version {{ENGINE_NOW}}. What was stored is in its <a href="/margin/calculations/{{ID:u}}/answer.json" download>JSON</a>.</div>{{/OTHER_ENGINE}}
{{#REFUSED}}<div class="alert alert-warning">Its inputs are not accepted here, so there are no figures: {{REFUSED_WHY}}.</div>{{/REFUSED}}
{{#HAS_NOTE}}<p class="hub-lines">{{NOTE:p}}</p>{{/HAS_NOTE}}
{{#CAN_RUN}}
<div class="hub-actions hub-saved-actions">
<form method="post" action="/margin/calculations/{{ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete</button></form>
<details class="hub-rename"{{#HAS_WORD_FAULT}} open{{/HAS_WORD_FAULT}}><summary>Name and note</summary>
<form method="post" action="/margin/calculations/{{ID:u}}/change"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field"><label class="form-label" for="name">Name, if it is to have one</label><input class="form-control" type="text" id="name" name="name" value="{{NAME}}" maxlength="200" autocomplete="off"{{#HAS_WORD_FAULT}} aria-invalid="true" aria-describedby="word-fault"{{/HAS_WORD_FAULT}}></div>
<div class="hub-field"><label class="form-label" for="note">Note</label><textarea class="form-control" id="note" name="note" rows="3" maxlength="2000" autocomplete="off">{{NOTE_EDITED:p}}</textarea></div>
{{#HAS_WORD_FAULT}}<p class="hub-field-message" id="word-fault">{{WORD_FAULT}}</p>{{/HAS_WORD_FAULT}}
<button class="btn btn-primary" type="submit">Change</button>
</form></details>
</div>
{{/CAN_RUN}}
<div class="hub-calculator">
<section class="card"><div class="card-body">
<h2>Inputs</h2>
<dl class="hub-facts">
{{#INPUT}}<div><dt>{{INPUT_LABEL}}</dt><dd>{{INPUT_VALUE}}</dd></div>
{{/INPUT}}
</dl>
</div></section>
<div class="hub-calculator-answer">
{{>MARGIN_CALCULATION_ANSWER}}
</div>
</div>
