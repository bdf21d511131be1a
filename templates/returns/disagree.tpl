{{%AUTOESCAPE context="HTML"}}{{! Why another tool gives another figure. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head"><div class="hub-page-name">
<h1>Why do two tools disagree?</h1>
<p>Nearly always because of a convention, not of a mistake.{{#HAS_ANSWER}} {{HEADING}}{{#SEVERAL}}: {{STAGE}}{{/SEVERAL}}.{{/HAS_ANSWER}}</p>
</div>
{{#HAS_ANSWER}}<p class="hub-actions no-print"><a class="btn btn-outline-secondary" href="{{ANALYSIS_HREF}}">Back to the analysis</a></p>{{/HAS_ANSWER}}
</div>
{{#HAS_FAULTS}}<div class="alert alert-danger" role="alert" id="faults"><p>This cannot be compared yet:</p><ul>
{{#FAULT}}<li>{{FAULT_MESSAGE}}</li>
{{/FAULT}}</ul>{{#NO_SERIES}}<p><a href="/returns/analysis/new">Choose what to analyse</a>; its page leads back here by “Another tool says otherwise?”.</p>{{/NO_SERIES}}</div>{{/HAS_FAULTS}}
<form class="card" method="get" action="/returns/disagree"><div class="card-body">
{{#KEPT}}<input type="hidden" name="{{KEPT_NAME}}" value="{{KEPT_VALUE}}">
{{/KEPT}}<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Compare</button></p>
</div></form>
{{#NEEDS_BENCHMARK}}<div class="alert alert-warning" id="needs-benchmark">{{FIGURE_NAME}} needs a benchmark: <a href="{{ANALYSIS_HREF}}">choose one in the analysis</a>.</div>{{/NEEDS_BENCHMARK}}
{{#HAS_ANSWER}}
{{#BY_DAY}}<p class="hub-note">Tools take one risk-free rate: here {{RISK_FREE}} a year, what the rates by day come to. The analysis takes that of each day, so its figure may differ a little.</p>{{/BY_DAY}}
{{#HAS_SEEN}}
<section class="card" id="seen"><div class="card-body">
<h2>What makes {{SEEN_AS}}</h2>
{{#FOUND}}<p>These rules give that number, to its last digit. Those with the fewest differences from ours come first.</p>{{/FOUND}}
{{#NOT_FOUND}}<p>No set of rules that we know gives that number; these come nearest. Perhaps the data differ: another window, prices without dividends, another risk-free rate.</p>{{/NOT_FOUND}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Rules that make the number">
<table class="table hub-stacked">
<thead><tr><th scope="col">Rules that differ from ours</th><th scope="col" class="num">{{FIGURE_NAME}}</th></tr></thead>
<tbody>
{{#MATCH}}<tr><th scope="row">{{#AS_OURS}}None: as on this page{{/AS_OURS}}{{#RULE}}<span class="hub-rule"><span class="hub-note">{{RULE_QUESTION}}</span> {{RULE_ANSWER}}</span>{{/RULE}}</th><td class="num" data-label="{{FIGURE_NAME}}">{{MATCH_FIGURE}}</td></tr>
{{/MATCH}}
</tbody>
</table>
</div>
</div></section>
{{/HAS_SEEN}}
<section class="card" id="chain"><div class="card-body">
<h2>{{OTHER}}: the way from ours</h2>
{{#NO_CHAIN}}<p class="hub-note">{{OTHER}} has no such figure.</p>{{/NO_CHAIN}}
{{#CHAIN}}<h3><code>{{CHAIN_NAME}}</code></h3>
{{#SAME}}<p>No rule makes a difference here: the figures agree.</p>{{/SAME}}
{{#DIFFERENT}}<div class="hub-table-box" tabindex="0" role="region" aria-label="One rule at a time: {{CHAIN_NAME}}">
<table class="table hub-stacked hub-chain">
<caption>One rule is changed at a time; those before it stay changed. What makes no difference is left out.</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Ours</th><th scope="col">Theirs</th><th scope="col" class="num">{{FIGURE_NAME}}</th><th scope="col" class="num">Change</th></tr></thead>
<tbody>
{{#STEP}}<tr><th scope="row">{{STEP_QUESTION}}</th><td data-label="Ours">{{STEP_OURS}}</td><td data-label="Theirs">{{STEP_THEIRS}}</td><td class="num" data-label="{{FIGURE_NAME}}">{{STEP_FIGURE}}</td><td class="num" data-label="Change">{{STEP_CHANGE}}</td></tr>
{{/STEP}}
</tbody>
</table>
</div>{{/DIFFERENT}}
{{/CHAIN}}
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
