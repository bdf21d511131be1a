{{%AUTOESCAPE context="HTML"}}{{! One key figure, inside <dl class="hub-figures">: label, value with its unit, the formula one click away.
SPDX-License-Identifier: Apache-2.0 }}<div class="hub-figure">
<dt>{{FIGURE_LABEL}}</dt>
<dd class="hub-figure-value">{{FIGURE_VALUE}}</dd>
{{#FIGURE_FORMULA}}<dd><details><summary>How it is computed</summary><p>{{FIGURE_FORMULA}}</p>{{#FIGURE_NUMBERS}}<p>{{FIGURE_NUMBERS}}</p>{{/FIGURE_NUMBERS}}</details></dd>{{/FIGURE_FORMULA}}
</div>
