{{%AUTOESCAPE context="HTML"}}{{! The form of a new sweep. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>New sweep</h1>
<p>The same backtest many times: over the values of one or two parameters, from every session as a start, or along paths drawn anew from the past.</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/sweeps">Your sweeps</a></p>
</div>
{{>MARGIN_NO_DATA}}
{{#HAS_DATA}}
{{#HAS_FAULTS}}
<div class="alert alert-danger" role="alert" id="faults">
<p><strong>Nothing was computed yet. Please check:</strong></p>
<ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}
</ul>
{{#ORDERS_FULL}}<p id="f-orders">Open <a href="/margin/sweeps?sort=-status">your sweeps</a> in a second tab: those that run or wait come first, each with a button to cancel it. Then run this one from here again.</p>{{/ORDERS_FULL}}
</div>
{{/HAS_FAULTS}}
<form method="post" action="/margin/sweeps" id="backtest" data-address="/margin/sweeps/new" data-cap-reg-t="{{CAP_REG_T}}" data-cap-portfolio="{{CAP_PORTFOLIO}}" data-swept="{{SWEPT_FIELDS}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="card"><div class="card-body">
<h2>What is swept</h2>
<div class="hub-form-grid">
{{#KIND_FIELDS}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/KIND_FIELDS}}
</div>
<fieldset class="hub-group" id="g-grid" data-kinds="grid surface">
<legend>Values</legend>
<div class="hub-form-grid">
{{#GRID_FIELDS}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/GRID_FIELDS}}
</div>
</fieldset>
<fieldset class="hub-group" id="g-surface" data-kinds="surface">
<legend>Every start</legend>
<div class="hub-form-grid">
{{#SURFACE_FIELDS}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/SURFACE_FIELDS}}
</div>
</fieldset>
<fieldset class="hub-group" id="g-paths" data-kinds="bootstrap">
<legend>Drawn paths</legend>
<div class="hub-form-grid">
{{#PATH_FIELDS}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/PATH_FIELDS}}
</div>
</fieldset>
</div></div>
<div class="card"><div class="card-body">
<h2>The backtest</h2>
<p class="hub-note">What is swept above is not asked again: what stands in its field here counts for nothing. But in the original profile the position is always equity × leverage of these fields, and a sweep takes 2× wherever leverage is not swept.</p>
{{>MARGIN_BACKTEST_MODES}}
<p class="hub-note" id="backtest-hint" aria-live="polite">Reg T accounts may hold at most {{CAP_REG_T}}× at entry, portfolio margin accounts {{CAP_PORTFOLIO}}×. A leverage above that is marked as refused in the result.</p>
<details{{#ADVANCED_OPEN}} open{{/ADVANCED_OPEN}}>
<summary>Advanced options</summary>
<p class="hub-note">Each one starts as the profile has it. E1, E2 and so on are the numbers of the <a href="/help/methods/margin-backtest">corrections of the original</a>.</p>
{{>MARGIN_BACKTEST_OPTIONS}}
</details>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Run sweep</button> <a href="/help/methods/margin-sweep">How it is computed</a></p>
</div></div>
</form>
{{>MARGIN_BACKTEST_DATA}}
<script type="module" src="{{STATIC_JS_BACKTEST_JS}}"></script>
<script type="module" src="{{STATIC_JS_SWEEP_JS}}"></script>
{{/HAS_DATA}}
