{{%AUTOESCAPE context="HTML"}}{{! The margin calculator: its form, its answer beside it. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>Margin calculator</h1>
<p>What a position with a loan, or a short one, costs to hold, when its broker calls it, and what it earns when the price moves.</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/calculations">Saved calculations</a></p>
</div>
<div class="hub-calculator">
<div class="hub-calculator-form">
<form method="get" action="/margin/calculator" id="calculator" class="card" novalidate><div class="card-body">
<input type="hidden" name="account_was" value="{{ACCOUNT_WAS}}"><input type="hidden" name="ticker_was" value="{{TICKER_WAS}}"><input type="hidden" name="price_was" value="{{PRICE_WAS}}"><input type="hidden" name="leverage_was" value="{{LEVERAGE_WAS}}">
<div class="hub-form-grid">
{{#BASIC}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/BASIC}}
</div>
<datalist id="instruments">
{{#PROPOSAL}}<option value="{{PROPOSAL_SYMBOL}}">{{PROPOSAL_NAME}}</option>
{{/PROPOSAL}}
</datalist>
<p id="meaning" data-part>{{MEANING}}</p>
<p class="hub-note" id="close" data-part>{{#HAS_CLOSE}}{{#CLOSE_USED}}The price is the latest close{{/CLOSE_USED}}{{#CLOSE_NOT_USED}}The price is your own; the latest close{{/CLOSE_NOT_USED}} of {{CLOSE_TICKER}} ({{CLOSE_NAME}}) here{{#CLOSE_NOT_USED}} is {{CLOSE_PRICE}}{{/CLOSE_NOT_USED}}, of <time>{{CLOSE_DAY}}</time>, from {{CLOSE_SOURCE}}.{{#PAYS}} It paid {{PAYS_PCT}} in dividends in the year before.{{/PAYS}} Clear the price to take the latest close.{{/HAS_CLOSE}}{{#NO_CLOSE}}This hub has no prices for {{CLOSE_TICKER}}; the price is your own.{{/NO_CLOSE}}</p>
<details id="more"{{#MORE_OPEN}} open{{/MORE_OPEN}}>
<summary>More options</summary>
<div class="hub-form-grid">
{{#MORE}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/MORE}}
</div>
</details>
<div class="form-check hub-original-too">
<input class="form-check-input" type="checkbox" id="f-compare" name="compare" value="1"{{#COMPARE_WANTED}} checked{{/COMPARE_WANTED}}>
<label class="form-check-label" for="f-compare">Show the original’s figures beside these</label>
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Calculate</button> <a class="btn btn-outline-secondary" href="/margin/calculator">Start afresh</a></p>
</div></form>
<form class="card" method="post" action="/margin/calculations" id="save"{{#NO_ANSWER}} hidden{{/NO_ANSWER}}><div class="card-body">
<h2>Keep this calculation</h2>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="request" value="{{REQUEST}}"><input type="hidden" name="idem_key" value="{{IDEM_KEY}}">
<div class="hub-field"><label class="form-label" for="save-name">Name, if it is to have one</label>
<input class="form-control{{#HAS_SAVE_FAULT}} is-invalid{{/HAS_SAVE_FAULT}}" type="text" id="save-name" name="name" value="{{SAVE_NAME}}" maxlength="200" autocomplete="off"{{#HAS_SAVE_FAULT}} aria-invalid="true" aria-describedby="save-fault"{{/HAS_SAVE_FAULT}}>
{{#HAS_SAVE_FAULT}}<p class="hub-field-message" id="save-fault">{{SAVE_FAULT}}</p>{{/HAS_SAVE_FAULT}}</div>
<div class="hub-field"><label class="form-label" for="save-note">Note</label>
<textarea class="form-control" id="save-note" name="note" rows="2" maxlength="2000" autocomplete="off">{{SAVE_NOTE:p}}</textarea></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Save</button></p>
</div></form>
</div>
<div class="hub-calculator-answer" id="answer" data-part data-address="{{ADDRESS}}">
{{#HAS_FAULTS}}
<div class="alert alert-danger" role="alert" id="faults">
<p><strong>Nothing is computed with these inputs. Please check:</strong></p>
<ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}
</ul>
</div>
{{/HAS_FAULTS}}
{{>MARGIN_CALCULATION_ANSWER}}
</div>
</div>
<script type="module" src="{{STATIC_JS_CALCULATOR_JS}}"></script>
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
