{{%AUTOESCAPE context="HTML"}}{{! The form of an analysis. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head"><div class="hub-page-name">
<h1 class="hub-title">New analysis</h1>
<p>Choose what to look at: instruments of this hub, your own series, or several side by side. The address of the result keeps everything you choose here.</p>
</div></div>
{{#HAS_FAULTS}}<div class="alert alert-danger" role="alert" id="faults"><p>This cannot be analysed yet:</p><ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}</ul></div>{{/HAS_FAULTS}}
<form method="get" action="/returns/analysis">
<section class="card" role="group" aria-labelledby="series"><div class="card-body">
<h2 id="series">Series</h2><span id="f-series"></span>
{{#SERIES_WRONG}}<p class="invalid-feedback d-block">{{SERIES_WHY}}</p>{{/SERIES_WRONG}}
{{#HAS_OWN}}<h3>Your own</h3>
<div class="hub-picks">
{{#OWN}}<div class="form-check"><input class="form-check-input" type="checkbox" id="{{PICK_NAME}}" name="{{PICK_NAME}}" value="{{PICK_VALUE}}"{{#PICKED}} checked{{/PICKED}}><label class="form-check-label" for="{{PICK_NAME}}">{{PICK_LABEL}} <span class="hub-sub">{{PICK_ABOUT}}</span></label></div>
{{/OWN}}</div>{{/HAS_OWN}}
{{#HAS_INSTRUMENTS}}<h3>Instruments</h3>
<div class="hub-picks">
{{#INSTRUMENT}}<div class="form-check"><input class="form-check-input" type="checkbox" id="{{PICK_NAME}}" name="{{PICK_NAME}}" value="{{PICK_VALUE}}"{{#PICKED}} checked{{/PICKED}}><label class="form-check-label" for="{{PICK_NAME}}">{{PICK_LABEL}} <span class="hub-sub">{{PICK_ABOUT}}</span></label></div>
{{/INSTRUMENT}}</div>{{/HAS_INSTRUMENTS}}
{{#NO_OWN}}<p class="hub-note">You have no series of your own yet.{{#CAN_UPLOAD}} <a href="/returns/series/new">Bring one</a> as a file or as text.{{/CAN_UPLOAD}}</p>{{/NO_OWN}}
</div></section>
{{#FIELDSET}}<section class="card hub-terms"><div class="card-body">
{{#FIELDSET_PLAIN}}<h2>{{FIELDSET_TITLE}}</h2>{{/FIELDSET_PLAIN}}{{#FIELDSET_FOLDED}}<details{{#FIELDSET_OPEN}} open{{/FIELDSET_OPEN}}><summary><h2>{{FIELDSET_TITLE}}</h2></summary>{{/FIELDSET_FOLDED}}
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
{{#FIELDSET_FOLDED}}</details>{{/FIELDSET_FOLDED}}
</div></section>
{{/FIELDSET}}
<p class="hub-actions"><button class="btn btn-primary" type="submit">Analyse</button></p>
</form>
