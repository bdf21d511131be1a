{{%AUTOESCAPE context="HTML"}}{{! One day of a backtest: every figure with its formula and its numbers. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow"><a href="{{BASE}}">{{HEADING}}</a></p>
<h1><time>{{DAY_DATE}}</time></h1>
<p>{{DAY_STATUS}}. Session {{DAY_NUMBER}} of {{DAYS_ALL}}.</p>
</div>
<nav class="hub-actions" aria-label="Days">
{{#HAS_PREVIOUS}}<a class="btn btn-outline-secondary" rel="prev" href="{{BASE}}/days/{{PREVIOUS_DAY:u}}">Previous: <time>{{PREVIOUS_DAY}}</time></a>{{/HAS_PREVIOUS}}
{{#HAS_NEXT}}<a class="btn btn-outline-secondary" rel="next" href="{{BASE}}/days/{{NEXT_DAY:u}}">Next: <time>{{NEXT_DAY}}</time></a>{{/HAS_NEXT}}
</nav>
</div>
{{#HAS_HAPPENED}}
<div class="alert alert-secondary" id="happened"><ul>
{{#HAPPENED}}<li>{{HAPPENED_TEXT}}</li>
{{/HAPPENED}}
</ul></div>
{{/HAS_HAPPENED}}
<section class="card" id="ledger"><div class="card-body">
<h2>How this day came about</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="How this day came about">
<table class="table hub-stacked">
<caption>Values of the evening, where nothing else is said.</caption>
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Value</th><th scope="col">Formula</th><th scope="col">With these numbers</th></tr></thead>
<tbody>
{{#LEDGER}}<tr><th scope="row">{{LEDGER_LABEL}}</th><td class="num" data-label="Value">{{LEDGER_VALUE}}</td><td data-label="Formula">{{LEDGER_FORMULA}}</td><td data-label="With these numbers">{{LEDGER_NUMBERS}}</td></tr>
{{/LEDGER}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="columns"><div class="card-body">
<div class="hub-card-head"><h2>Every column of this day</h2><a href="{{BASE}}/days.csv" download>All days as CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Every column of this day">
<table class="table hub-stacked">
<thead><tr><th scope="col">Column</th><th scope="col" class="num">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>
{{#COLUMN}}<tr><th scope="row">{{COLUMN_LABEL}}</th><td class="num" data-label="Value">{{COLUMN_VALUE}}</td><td data-label="Meaning">{{COLUMN_MEANING}}</td></tr>
{{/COLUMN}}
</tbody>
</table>
</div>
<form class="hub-inline hub-jump" method="get" action="{{BASE}}#days"><label class="form-label" for="jump">Go to day</label><input class="form-control" type="date" id="jump" name="date" value="{{DAY_DATE}}" min="{{FIRST_SESSION}}" max="{{LAST_SESSION}}"><button class="btn btn-outline-secondary" type="submit">Go</button></form>
</div></section>
