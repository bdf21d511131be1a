{{%AUTOESCAPE context="HTML"}}{{! An analysis, just computed or saved: figures, charts, tables, what was assumed. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{EYEBROW}}{{#IN_LIST}}<span class="no-print"> · <a href="{{SAVED_LIST}}">{{SAVED_LIST_NAME}}</a></span>{{/IN_LIST}}</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
<p><time>{{WINDOW}}</time>. {{BASIS}}.{{#HAS_BOTH}}<span class="no-print"> <a href="{{BASIS_HREF}}">{{BASIS_NAME}}</a>.</span>{{/HAS_BOTH}}{{#HAS_BENCHMARK}} Benchmark: {{BENCHMARK}}.{{/HAS_BENCHMARK}} Risk-free rate {{RISK_FREE}} a year.{{#HAS_OTHER_RATE}}<span class="no-print"> <a href="{{RATE_HREF}}">{{RATE_NAME}}</a>.</span>{{/HAS_OTHER_RATE}}</p>
</div>
{{>RETURNS_ANALYSIS_ACTIONS}}
</div>
{{>RETURNS_ANALYSIS_SAVE}}{{>RETURNS_ANALYSIS_ABOUT}}
{{#NOT_KEPT}}<div class="alert alert-info">Nothing of the file was kept, and this page has no address: print it, or send the file again. <a href="/returns/series/new">Another file</a></div>{{>RETURNS_UPLOAD_WARNED}}{{/NOT_KEPT}}
{{#HAS_WARNINGS}}
<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul>{{#HAS_MORE_WARNINGS}}<details><summary>And {{MORE_WARNINGS}} more</summary><ul>
{{#MORE_WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/MORE_WARNING}}
</ul></details>{{/HAS_MORE_WARNINGS}}</div>
{{/HAS_WARNINGS}}
<nav class="no-print" aria-label="On this page"><ul class="hub-links hub-jumps">
{{#SEVERAL}}<li><a href="#beside">Next to each other</a></li>{{/SEVERAL}}<li><a href="#stage">Key figures</a></li>{{#SECTION}}{{#SECTION_SHOWN}}<li><a href="#{{SECTION_ID}}">{{SECTION_TITLE}}</a></li>{{/SECTION_SHOWN}}{{/SECTION}}<li><a href="#metrics">All figures</a></li><li><a href="#terms">What was assumed</a></li>
</ul></nav>
{{#SEVERAL}}
<section class="card {{BESIDE_LOOK}}" id="beside"><div class="card-body">
<div class="hub-card-head"><h2>Next to each other</h2>{{#HAS_FILES}}<a href="{{BESIDE_CSV}}" download>CSV<span class="visually-hidden">: figures next to each other</span></a>{{/HAS_FILES}}</div>
<p class="hub-sheet-head"><span>The best of each line is bold, the worst is marked.{{#HAS_FILES}} A figure's name puts the series into its order, the best first.{{/HAS_FILES}} {{WINDOWS}}{{#HAS_OTHER_WINDOWS}} <a class="no-print" href="{{WINDOWS_HREF}}">{{WINDOWS_NAME}}</a>{{/HAS_OTHER_WINDOWS}}</span></p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Next to each other">
<table class="table table-sm hub-beside-table">
<thead><tr><th scope="col">Figure</th>{{#SHOW_CHOICE}}<th scope="col" class="num"><span class="hub-cut" title="{{CHOICE_NAME}}">{{CHOICE_SHORT}}</span>{{#CHOICE_HAS_SINCE}}<span class="hub-sub">{{CHOICE_SINCE}}</span>{{/CHOICE_HAS_SINCE}}</th>{{/SHOW_CHOICE}}</tr></thead>
<tbody>
{{#BESIDE}}<tr><th scope="row"{{#BESIDE_SORTED}} aria-sort="descending"{{/BESIDE_SORTED}}>{{#HAS_FILES}}<a href="{{BESIDE_SORT}}">{{/HAS_FILES}}{{BESIDE_LABEL}}{{#HAS_FILES}}</a>{{/HAS_FILES}}</th>{{#BESIDE_CELL}}<td class="num{{#BESIDE_BEST}} hub-best{{/BESIDE_BEST}}{{#BESIDE_WORST}} hub-worst{{/BESIDE_WORST}}">{{BESIDE_VALUE}}</td>{{/BESIDE_CELL}}</tr>
{{/BESIDE}}
</tbody>
</table>
</div>
</div></section>
{{#HAS_FILES}}<nav class="hub-choose no-print" aria-label="Series shown below"><span>Shown below</span>{{#SHOW_CHOICE}}<a class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" href="{{CHOICE_HREF}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}} title="{{CHOICE_NAME}}">{{CHOICE_SHORT}}</a>{{/SHOW_CHOICE}}</nav>{{/HAS_FILES}}
{{#AGAIN}}<form class="hub-choose no-print" method="post" action="/returns/series/new#stage" enctype="multipart/form-data" aria-label="Series shown below">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="1"><input type="hidden" name="source" value="{{AGAIN_SOURCE}}">{{#KEPT}}<input type="hidden" name="{{KEPT_NAME}}" value="{{KEPT_VALUE:p}}">{{/KEPT}}
<textarea name="text" hidden>{{AGAIN_TEXT:p}}</textarea>
<span>Shown below</span>{{#SHOW_CHOICE}}<button class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" type="submit" name="show" value="{{CHOICE_NUMBER}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}} title="{{CHOICE_NAME}}">{{CHOICE_SHORT}}</button>{{/SHOW_CHOICE}}</form>
<p class="hub-note no-print">The page holds the text of the file and sends it again; nothing of it is kept.</p>{{/AGAIN}}
{{#TOO_LARGE_AGAIN}}<p class="hub-note no-print">Below is {{STAGE}}. To see another one of so large a file, send it again and name its column under “How it is to be read”.</p>{{/TOO_LARGE_AGAIN}}
{{/SEVERAL}}
<h2 id="stage">{{#SEVERAL}}{{STAGE}}: {{/SEVERAL}}Key figures</h2>
<p class="hub-note">{{BASIS_WORD}}, {{RETURNS_COUNT}} {{FREQUENCY}} returns. <span class="no-print"><a href="/help/methods/returns">How the figures are computed</a>{{#IS_OWN}} · <a href="/returns/series/{{STAGE_NAME:u}}">The series</a>{{/IS_OWN}}{{#IS_INSTRUMENT}} · <a href="/margin/prices?ticker={{STAGE_NAME:u}}">Prices</a> · <a href="/margin/backtest?ticker={{STAGE_NAME:u}}">Backtest on margin</a>{{/IS_INSTRUMENT}}</span></p>
<dl class="hub-figures hub-figures-5">
{{#FIGURE}}{{>FIGURE}}{{/FIGURE}}
</dl>
{{#SECTION}}{{#SECTION_SHOWN}}
<section class="card hub-part-of-page {{COLOURS}}{{#NOTHING_YET}} no-print{{/NOTHING_YET}}" id="{{SECTION_ID}}"><div class="card-body">
<h2>{{SECTION_TITLE}}</h2>
{{#HAS_SECTION_NOTE}}<p class="hub-note">{{SECTION_NOTE}}</p>{{/HAS_SECTION_NOTE}}{{#HAS_CHARTS}}<div class="hub-chart-grid">
{{#CHART}}<figure class="{{CHART_LOOK}}" id="chart-{{CHART_ID}}" data-points="{{CHART_POINTS}}">
<h3>{{CHART_TITLE}}</h3>
{{CHART_SVG:x-svg}}
<figcaption>{{BASIS_WORD}}. {{CHART_CAPTION}} {{#HAS_FILES}}<span class="no-print"><a href="{{CHART_CSV}}" download>CSV<span class="visually-hidden">: numbers of {{CHART_TITLE}}</span></a> · <a href="{{CHART_FILE}}" download>SVG<span class="visually-hidden">: picture of {{CHART_TITLE}}</span></a>{{#CHART_SWITCH}} · <a href="{{SWITCH_HREF}}">{{SWITCH_NAME}}</a>{{/CHART_SWITCH}}</span>{{/HAS_FILES}}</figcaption>
</figure>
{{/CHART}}
{{#HAS_FACTS}}<dl class="hub-fact-grid {{FACTS_LOOK}}">
{{#FACT}}<div><dt>{{FACT_NAME}}</dt><dd class="num">{{FACT_TEXT}}</dd></div>
{{/FACT}}</dl>{{/HAS_FACTS}}
</div>{{/HAS_CHARTS}}
{{#HAS_CHOICES}}<div class="hub-choose no-print">{{#TABLE_CHOICE}}<a class="btn btn-sm{{#CHOICE_IS}} btn-primary{{/CHOICE_IS}}{{#CHOICE_OTHER}} btn-outline-secondary{{/CHOICE_OTHER}}" href="{{CHOICE_HREF}}"{{#CHOICE_IS}} aria-current="true"{{/CHOICE_IS}}>{{CHOICE_NAME}}</a>{{/TABLE_CHOICE}}<span class="hub-switches">{{#SWITCH}}<a href="{{SWITCH_HREF}}">{{SWITCH_NAME}}</a>{{/SWITCH}}</span></div>{{/HAS_CHOICES}}
{{#SHEET}}{{>RETURNS_SHEET}}{{/SHEET}}
</div></section>
{{/SECTION_SHOWN}}{{/SECTION}}
<section class="card" id="metrics"><div class="card-body">
<div class="hub-card-head"><h2>All figures</h2>{{#HAS_FILES}}<a href="{{METRICS_CSV}}" download>CSV<span class="visually-hidden">: all figures</span></a>{{/HAS_FILES}}</div>
<p class="hub-note">{{BASIS_WORD}}, <time>{{WINDOW}}</time>.{{#HAS_INTERVALS}} "95 % between" is by {{DRAWS}} draws of blocks of {{BLOCK}} returns that follow each other, from seed {{SEED}}: what chance alone could have made of the same returns.{{/HAS_INTERVALS}}</p>
<div class="hub-groups">
{{#GROUP}}<details class="hub-more" id="group-{{GROUP_ID}}"{{#GROUP_OPEN}} open{{/GROUP_OPEN}}><summary>{{GROUP_LABEL}}</summary>
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{GROUP_LABEL}}">
<table class="table table-sm hub-stacked hub-metric-table">
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Value</th>{{#HAS_INTERVALS}}<th scope="col">95 % between</th>{{/HAS_INTERVALS}}<th scope="col">Formula and convention</th></tr></thead>
<tbody>
{{#METRIC}}<tr id="metric-{{METRIC_KEY}}"><th scope="row">{{METRIC_LABEL}}{{#METRIC_HAS_DAY}}<span class="hub-sub">{{METRIC_DAY}}</span>{{/METRIC_HAS_DAY}}</th><td class="num" data-label="Value">{{METRIC_VALUE}}</td>{{#METRIC_HAS_BETWEEN}}<td data-label="95 % between">{{METRIC_BETWEEN}}</td>{{/METRIC_HAS_BETWEEN}}<td>{{#METRIC_HAS_NOTE}}<p class="hub-note">{{METRIC_NOTE}}</p>{{/METRIC_HAS_NOTE}}<details><summary>{{METRIC_FORMULA}}</summary>{{#METRIC_HAS_NUMBERS}}<p>{{METRIC_NUMBERS}}</p>{{/METRIC_HAS_NUMBERS}}<p>{{METRIC_CONVENTION}}</p>{{#METRIC_IS_COMPARED}}<p><a href="/returns/disagree?{{ASK_QUERY}}&amp;figure={{METRIC_KEY:u}}">What other tools make of it</a></p>{{/METRIC_IS_COMPARED}}</details></td></tr>
{{/METRIC}}
</tbody>
</table>
</div></details>
{{/GROUP}}
</div>
</div></section>
{{#NOT_KEPT}}{{>RETURNS_UPLOAD_REPORT}}{{/NOT_KEPT}}
<section class="card" id="terms"><div class="card-body">
<h2>What was assumed</h2>
<dl class="hub-facts">
{{#TERM}}<div><dt>{{TERM_NAME}}</dt><dd>{{TERM_TEXT}}</dd></div>
{{/TERM}}
</dl>
<p class="hub-note">Not investment advice: figures about the past say little about the future.</p>
</div></section>
<script type="module" src="{{STATIC_JS_CHART_JS}}"></script>
