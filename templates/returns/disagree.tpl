{{%AUTOESCAPE context="HTML"}}{{! Why another tool gives another figure. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head"><div class="hub-page-name">
<h1 class="hub-title">Why do two tools disagree?</h1>
<p>{{HEADING}}</p>
</div>
<p class="hub-actions no-print"><a class="btn btn-outline-secondary" href="{{ANALYSIS_HREF}}">Back to the analysis</a></p>
</div>
{{#HAS_FAULTS}}<div class="alert alert-danger" role="alert" id="faults"><ul>
{{#FAULT}}<li>{{FAULT_MESSAGE}}</li>
{{/FAULT}}</ul></div>{{/HAS_FAULTS}}
<form class="card" method="get" action="/returns/disagree"><div class="card-body">
{{#KEPT}}<input type="hidden" name="{{KEPT_NAME}}" value="{{KEPT_VALUE}}">
{{/KEPT}}<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Compare</button></p>
</div></form>
{{#NEEDS_BENCHMARK}}<p class="hub-note">{{FIGURE_NAME}} needs a benchmark: choose one in the analysis.</p>{{/NEEDS_BENCHMARK}}
{{#HAS_ANSWER}}
{{#HAS_SEEN}}
<section class="card" id="seen"><div class="card-body">
<h2>What makes your number</h2>
{{#FOUND}}<p>These rules give the number that you read, to its last digit; the fewest differences from ours come first.</p>{{/FOUND}}
{{#NOT_FOUND}}<p>No set of rules that we know gives that number. Nearest come these; perhaps the data differ: another window, prices without dividends, another risk-free rate.</p>{{/NOT_FOUND}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Rules that make the number">
<table class="table hub-stacked">
<thead><tr><th scope="col">Rules that differ from ours</th><th scope="col" class="num">{{FIGURE_NAME}}</th><th scope="col">Is it</th></tr></thead>
<tbody>
{{#MATCH}}<tr><th scope="row">{{MATCH_RULES}}</th><td class="num" data-label="{{FIGURE_NAME}}">{{MATCH_FIGURE}}</td><td data-label="Is it">{{MATCH_IS_IT}}</td></tr>
{{/MATCH}}
</tbody>
</table>
</div>
</div></section>
{{/HAS_SEEN}}
<section class="card" id="chain"><div class="card-body">
<h2>From ours to {{OTHER}}</h2>
{{#NO_CHAIN}}<p class="hub-note">{{OTHER}} has no such figure.</p>{{/NO_CHAIN}}
{{#HAS_CHAIN}}{{#SAME}}<p>Both follow the same rules: the figures agree.</p>{{/SAME}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="One rule at a time">
<table class="table hub-stacked">
<caption>One rule changed at a time, all before it stay changed.</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Ours</th><th scope="col">Theirs</th><th scope="col" class="num">{{FIGURE_NAME}}</th><th scope="col" class="num">Change</th></tr></thead>
<tbody>
{{#STEP}}<tr><th scope="row">{{STEP_QUESTION}}</th><td data-label="Ours">{{STEP_OURS}}</td><td data-label="Theirs">{{STEP_THEIRS}}</td><td class="num" data-label="{{FIGURE_NAME}}">{{STEP_FIGURE}}</td><td class="num" data-label="Change">{{STEP_CHANGE}}</td></tr>
{{/STEP}}
</tbody>
</table>
</div>{{/HAS_CHAIN}}
</div></section>
<section class="card" id="tools"><div class="card-body">
<h2>{{FIGURE_NAME}}, tool by tool</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Tool by tool">
<table class="table hub-stacked">
<caption>Each by its own rules, from the same prices.</caption>
<thead><tr><th scope="col">Tool</th><th scope="col">It is called</th><th scope="col" class="num">{{FIGURE_NAME}}</th></tr></thead>
<tbody>
{{#TOOL}}<tr><th scope="row">{{TOOL_NAME}}</th><td data-label="It is called"><code>{{TOOL_CALLS_IT}}</code></td><td class="num" data-label="{{FIGURE_NAME}}">{{TOOL_FIGURE}}</td></tr>
{{/TOOL}}
</tbody>
</table>
</div>
<p class="hub-note"><a href="/help/methods/returns-conventions">What each tool does, and where that was found</a></p>
</div></section>
{{/HAS_ANSWER}}
