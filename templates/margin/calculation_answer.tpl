{{%AUTOESCAPE context="HTML"}}{{! A calculation: risk in words, figures with their formulas filled in, moves, payoff, the original beside it; a part
of the calculator's page and of a kept calculation's, filled by margin/calculator_view. SPDX-License-Identifier: Apache-2.0 }}{{#ANSWER}}<div class="alert alert-{{RISK_ALERT}}" role="status" id="risk"><strong>{{RISK_TEXT}}</strong></div>
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>
{{/HAS_WARNINGS}}
<dl class="hub-lead">
{{#LEAD}}{{#LINE}}<div class="hub-figure"><dt>{{LINE_LABEL}}</dt><dd class="hub-figure-value">{{LINE_VALUE}}</dd><dd class="hub-workings" title="{{LINE_FORMULA}}">{{LINE_NUMBERS}}</dd></div>{{/LINE}}
{{/LEAD}}
</dl>
<section class="card" id="payoff"><div class="card-body">
{{#PAYOFF}}<h2>{{CHART_TITLE}}</h2>
<div class="hub-chart-static">{{CHART_SVG:x-svg}}</div>
<p class="hub-note">{{CHART_CAPTION}} {{>CHART_FILES}}</p>
{{/PAYOFF}}
</div></section>
{{#ORIGINAL}}
<section class="card" id="original"><div class="card-body">
<h2>Beside the original</h2>
<p>{{DIFFERENCES}} figures differ from what the first program showed for the same inputs. {{#SAME_RISK}}Its risk label is the same: {{RISK_HERE}}.{{/SAME_RISK}}{{#OTHER_RISK}}Its risk label was <strong>{{RISK_THERE}}</strong>; here it is <strong>{{RISK_HERE}}</strong>.{{/OTHER_RISK}}</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Beside the original">
<table class="table hub-stacked">
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Here</th><th scope="col" class="num">Original</th><th scope="col" class="num">Original − here</th><th scope="col">Why</th></tr></thead>
<tbody>
{{#DIFFERENCE}}<tr><th scope="row">{{DIFFERENCE_LABEL}}</th><td class="num" data-label="Here">{{DIFFERENCE_HERE}}</td><td class="num" data-label="Original">{{DIFFERENCE_THERE}}</td><td class="num" data-label="Original − here">{{DIFFERENCE_BY}}</td><td data-label="Why">{{DIFFERENCE_FLAW}}</td></tr>
{{/DIFFERENCE}}
</tbody>
</table>
</div>
<h3 class="hub-below">Why</h3>
<dl class="hub-meanings">
{{#REASON}}<dt>{{REASON_FLAW}}</dt><dd>{{REASON_WHY}}</dd>
{{/REASON}}
</dl>
<p class="hub-note"><a href="{{FILES}}/figures.csv{{FILES_QUERY}}" download>CSV</a> with the original’s figures beside these; <a href="/help/methods/margin-calculator">what the numbers mean</a>.</p>
</div></section>
{{/ORIGINAL}}
<section class="card" id="scenarios"><div class="card-body">
<div class="hub-card-head"><h2>If the price moves</h2><a href="{{FILES}}/scenarios.csv{{FILES_QUERY}}" download>CSV</a></div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="If the price moves">
<table class="table table-sm hub-moves">
<caption>{{SCENARIO_NOTE}}</caption>
<thead><tr><th scope="col">Move</th><th scope="col" class="num">Price</th><th scope="col" class="num">Net</th><th scope="col" class="num">Return</th><th scope="col" class="num">A year</th><th scope="col" class="num">Equity</th><th scope="col" class="num">Required</th><th scope="col">Call</th></tr></thead>
<tbody>
{{#SCENARIO}}<tr{{#MOVE_NONE}} class="hub-row-now"{{/MOVE_NONE}}><th scope="row" class="num">{{MOVE}}</th><td class="num">{{MOVE_PRICE}}</td><td class="num{{#MOVE_GAIN}} hub-gain{{/MOVE_GAIN}}{{#MOVE_LOSS}} hub-loss{{/MOVE_LOSS}}">{{MOVE_NET}}</td><td class="num">{{MOVE_ROI}}</td><td class="num">{{MOVE_ANNUAL}}</td><td class="num">{{MOVE_EQUITY}}</td><td class="num">{{MOVE_REQUIRED}}</td><td>{{#MOVE_CALLED}}<strong class="hub-loss">Called</strong>{{/MOVE_CALLED}}{{#MOVE_HELD}}no{{/MOVE_HELD}}</td></tr>
{{/SCENARIO}}
</tbody>
</table>
</div>
</div></section>
<section class="card" id="figures"><div class="card-body">
<div class="hub-card-head"><h2>Every figure</h2><p class="hub-links"><a href="{{FILES}}/figures.csv{{FILES_QUERY}}" download>CSV</a> <a href="{{FILES}}/answer.json{{FILES_QUERY}}" download>JSON</a> <a href="/help/methods/margin-calculator">How it is computed</a></p></div>
{{#GROUP}}<h3>{{GROUP_TITLE}}</h3>
<dl class="hub-workings-list">
{{#LINE}}<div><dt>{{LINE_LABEL}}<span class="hub-workings"><span>{{LINE_FORMULA}}</span> <span>{{LINE_NUMBERS}}</span></span></dt><dd class="num">{{LINE_VALUE}}</dd></div>
{{/LINE}}
</dl>
{{/GROUP}}
<p class="hub-note">Rules of the account: {{RULES_SOURCE}}. <a href="/help/methods/margin-rules">All rules and their dates</a></p>
</div></section>
{{/ANSWER}}
