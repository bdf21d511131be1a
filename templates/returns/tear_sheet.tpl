{{%AUTOESCAPE context="HTML"}}{{! An analysis as a file of its own, to print: its body. SPDX-License-Identifier: Apache-2.0 }}<body>
<h1>{{TEAR_TITLE}}</h1>
<p>{{HEADING}}, {{WINDOW}}. {{BASIS}}.{{#HAS_BENCHMARK}} Benchmark: {{BENCHMARK}}.{{/HAS_BENCHMARK}} Risk-free rate {{RISK_FREE}} a year.</p>
{{#HAS_WARNINGS}}<ul class="note">{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>{{/WARNING}}{{#HAS_MORE_WARNINGS}}<li>And {{MORE_WARNINGS}} more, which the JSON of this analysis has.</li>{{/HAS_MORE_WARNINGS}}</ul>{{/HAS_WARNINGS}}
{{#TEAR_SEVERAL}}<h2>Next to each other</h2>
<p>{{WINDOWS}}</p>
{{#TEAR_BESIDE}}<div class="box"><table class="beside">
<thead><tr><th>Figure</th>{{#SHOW_CHOICE}}<th class="num">{{CHOICE_SHORT}}{{#CHOICE_HAS_SINCE}} <span class="note">{{CHOICE_SINCE}}</span>{{/CHOICE_HAS_SINCE}}</th>{{/SHOW_CHOICE}}</tr></thead>
<tbody>{{#BESIDE}}<tr><th>{{BESIDE_LABEL}}</th>{{#BESIDE_CELL}}<td class="num">{{BESIDE_VALUE}}</td>{{/BESIDE_CELL}}</tr>
{{/BESIDE}}</tbody></table></div>
{{/TEAR_BESIDE}}<h2>{{TEAR_OF}}</h2>{{/TEAR_SEVERAL}}
<dl class="key">{{#FIGURE}}<div><dt>{{FIGURE_LABEL}}</dt><dd>{{FIGURE_VALUE}}{{#FIGURE_SECOND}}<small>{{FIGURE_SECOND_LABEL}} {{FIGURE_SECOND_VALUE}}</small>{{/FIGURE_SECOND}}</dd></div>
{{/FIGURE}}</dl>
{{#TEAR_CHART}}<figure class="{{TEAR_CHART_LOOK}}"><h3>{{TEAR_CHART_TITLE}}</h3>
{{TEAR_CHART_SVG:x-svg}}
<figcaption>{{TEAR_CHART_CAPTION}}</figcaption></figure>
{{/TEAR_CHART}}
{{#TEAR_TABLES}}{{#SHEET}}<section><h2>{{SHEET_TITLE}}</h2><div class="box"><table class="{{SHEET_LOOK}}"><caption>{{SHEET_CAPTION}}</caption>
<thead><tr>{{#HEAD}}<th class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
<tbody>{{#CELL}}{{#CELL_BEGINS}}<tr{{#CELL_FOOT}} class="hub-foot"{{/CELL_FOOT}}>{{/CELL_BEGINS}}{{#CELL_NAME}}<th>{{CELL_NAME}}</th>{{/CELL_NAME}}{{#CELL_CLASS}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL_CLASS}}{{#CELL_ENDS}}</tr>
{{/CELL_ENDS}}{{/CELL}}</tbody></table></div></section>
{{/SHEET}}{{/TEAR_TABLES}}
<h2>All figures</h2>
<div class="columns">{{#GROUP}}<section><h3>{{GROUP_LABEL}}</h3>
<table><tbody>{{#METRIC}}<tr><th>{{METRIC_LABEL}}</th><td class="num">{{METRIC_VALUE}}</td></tr>
{{/METRIC}}</tbody></table></section>
{{/GROUP}}</div>
<h2>What was assumed</h2>
<table><tbody>{{#TERM}}<tr><th>{{TERM_NAME}}</th><td>{{TERM_TEXT}}</td></tr>
{{/TERM}}</tbody></table>
<p class="note">Not investment advice: figures about the past say little about the future.</p>
</body>
