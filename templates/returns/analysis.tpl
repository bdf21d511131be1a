{{%AUTOESCAPE context="HTML"}}{{! An analysis, just computed or saved: figures, charts, tables, what was assumed. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{EYEBROW}}</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
<p><time>{{WINDOW}}</time>. {{BASIS}}.{{#HAS_BENCHMARK}} Benchmark: {{BENCHMARK}}.{{/HAS_BENCHMARK}} Risk-free rate {{RISK_FREE}} a year.</p>
</div>
{{>RETURNS_ANALYSIS_ACTIONS}}
</div>
{{>RETURNS_ANALYSIS_SAVE}}{{>RETURNS_ANALYSIS_ABOUT}}
{{#NOT_KEPT}}<div class="alert alert-info">Nothing of the file was kept, and this page has no address: print it, or send the file again. <a href="/returns/series/new">Another file</a></div>{{/NOT_KEPT}}
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>
{{/HAS_WARNINGS}}
<nav class="hub-parts no-print" aria-label="Parts of this page"><ul>
<li><a href="#stage">Key figures</a></li>{{#SECTION}}{{#SECTION_SHOWN}}<li><a href="#{{SECTION_ID}}">{{SECTION_TITLE}}</a></li>{{/SECTION_SHOWN}}{{/SECTION}}<li><a href="#metrics">All figures</a></li><li><a href="#terms">What was assumed</a></li>
</ul></nav>
{{#SEVERAL}}
<section class="card" id="beside"><div class="card-body">
<div class="hub-card-head"><h2>Next to each other</h2>{{#HAS_FILES}}<a href="{{BESIDE_CSV}}" download>CSV<span class="visually-hidden">: figures next to each other</span></a>{{/HAS_FILES}}</div>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Next to each other">
<table class="table hub-stacked">
<caption>The best of each line is bold, the worst is marked.</caption>
<thead><tr><th scope="col">Figure</th>{{#SHOW_CHOICE}}<th scope="col" class="num">{{CHOICE_NAME}}</th>{{/SHOW_CHOICE}}</tr></thead>
<tbody>
{{#BESIDE}}<tr><th scope="row">{{BESIDE_LABEL}}</th>{{#BESIDE_CELL}}<td class="num{{#BESIDE_BEST}} hub-best{{/BESIDE_BEST}}{{#BESIDE_WORST}} hub-worst{{/BESIDE_WORST}}" data-label="{{BESIDE_NAME}}">{{BESIDE_VALUE}}</td>{{/BESIDE_CELL}}</tr>
{{/BESIDE}}
</tbody>
</table>
</div>
</div></section>
{{#HAS_FILES}}<p class="hub-actions no-print" id="choice">{{#SHOW_CHOICE}}<a class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" href="{{CHOICE_HREF}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}}>{{CHOICE_NAME}}</a> {{/SHOW_CHOICE}}</p>{{/HAS_FILES}}
{{/SEVERAL}}
<h2 id="stage">{{#SEVERAL}}{{STAGE}}: {{/SEVERAL}}Key figures</h2>
<p class="hub-note"><a href="/help/methods/returns">How the figures are computed</a></p>
<dl class="hub-figures hub-figures-4">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#SECTION}}{{#SECTION_SHOWN}}
<section class="card" id="{{SECTION_ID}}"><div class="card-body">
<h2>{{SECTION_TITLE}}</h2>
{{#CHART}}<figure class="hub-chart" id="chart-{{CHART_ID}}">
<h3>{{CHART_TITLE}}</h3>
{{CHART_SVG:x-svg}}
<figcaption>{{CHART_CAPTION}} {{#HAS_FILES}}<span class="no-print"><a href="{{CHART_CSV}}" download>Numbers as CSV</a> · <a href="{{CHART_FILE}}" download>Picture as SVG</a>{{#CHART_HAS_SCALE}} · <a href="{{SCALE_HREF}}">{{SCALE_NAME}}</a>{{/CHART_HAS_SCALE}}</span>{{/HAS_FILES}}</figcaption>
</figure>
{{/CHART}}
<p class="hub-actions no-print">{{#MATRIX_CHOICE}}<a class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" href="{{CHOICE_HREF}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}}>{{CHOICE_NAME}}</a> {{/MATRIX_CHOICE}}</p>
{{#SHEET}}{{>RETURNS_SHEET}}{{/SHEET}}
</div></section>
{{/SECTION_SHOWN}}{{/SECTION}}
<section class="card" id="metrics"><div class="card-body">
<div class="hub-card-head"><h2>All figures</h2>{{#HAS_FILES}}<a href="{{METRICS_CSV}}" download>CSV<span class="visually-hidden">: all figures</span></a>{{/HAS_FILES}}</div>
{{#HAS_INTERVALS}}<p class="hub-note">"95 % between" is by {{DRAWS}} draws of blocks of {{BLOCK}} returns that follow each other, from seed {{SEED}}: what chance alone could have made of the same returns.</p>{{/HAS_INTERVALS}}
{{#GROUP}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{GROUP_LABEL}}">
<table class="table hub-stacked hub-figures-table" id="group-{{GROUP_ID}}">
<caption>{{GROUP_LABEL}}</caption>
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Value</th><th scope="col">95 % between</th><th scope="col">Formula and convention</th></tr></thead>
<tbody>
{{#METRIC}}<tr id="metric-{{METRIC_KEY}}"><th scope="row">{{METRIC_LABEL}}{{#METRIC_DAY}}<span class="hub-sub">{{METRIC_DAY}}</span>{{/METRIC_DAY}}</th><td class="num" data-label="Value">{{METRIC_VALUE}}</td><td class="hub-word" data-label="95 % between">{{METRIC_BETWEEN}}</td><td><details><summary>{{METRIC_FORMULA}}</summary><p>{{METRIC_CONVENTION}}</p></details>{{#METRIC_NOTE}}<p class="hub-note">{{METRIC_NOTE}}</p>{{/METRIC_NOTE}}</td></tr>
{{/METRIC}}
</tbody>
</table>
</div>
{{/GROUP}}
</div></section>
<section class="card" id="terms"><div class="card-body">
<h2>What was assumed</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="What was assumed">
<table class="table">
<tbody>
{{#TERM}}<tr><th scope="row">{{TERM_NAME}}</th><td>{{TERM_TEXT}}</td></tr>
{{/TERM}}
</tbody>
</table>
</div>
<p class="hub-note">Not investment advice: figures about the past say little about the future.</p>
</div></section>
