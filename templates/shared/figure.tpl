{{%AUTOESCAPE context="HTML"}}{{! One key figure, inside <dl class="hub-figures">: label, value with its unit, perhaps a second one that belongs to it,
the formula one click away. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-figure">
<dt>{{FIGURE_LABEL}}</dt>
<dd class="hub-figure-value{{#FIGURE_GAIN}} hub-gain{{/FIGURE_GAIN}}{{#FIGURE_LOSS}} hub-loss{{/FIGURE_LOSS}}">{{FIGURE_VALUE}}</dd>
{{#FIGURE_SECOND}}<dd class="hub-note">{{FIGURE_SECOND_LABEL}} <span class="num">{{FIGURE_SECOND_VALUE}}</span></dd>{{/FIGURE_SECOND}}
<dd><details><summary>Formula<span class="visually-hidden"> of {{FIGURE_LABEL}}</span></summary><p>{{FIGURE_FORMULA}}</p><p>{{FIGURE_NUMBERS}}</p>{{#FIGURE_UNKNOWN}}<p>Not available: {{FIGURE_REASON}}</p>{{/FIGURE_UNKNOWN}}</details></dd>
</div>
