{{%AUTOESCAPE context="HTML"}}{{! A table of an analysis; returns/sheet_view fills it. SPDX-License-Identifier: Apache-2.0 }}{{#SHEET_FOLDED}}<details class="hub-sheet hub-more{{SHEET_WHERE}}" id="{{SHEET_ID}}"><summary>{{SHEET_TITLE}}</summary>
{{/SHEET_FOLDED}}{{#SHEET_PLAIN}}<section class="hub-sheet{{SHEET_WHERE}}" id="{{SHEET_ID}}"><h3>{{SHEET_TITLE}}</h3>
{{/SHEET_PLAIN}}
<p class="hub-sheet-head"><span>{{SHEET_CAPTION}}</span>{{#SHEET_HAS_CSV}} <a href="{{SHEET_CSV}}" download>CSV<span class="visually-hidden">: {{SHEET_TITLE}}</span></a>{{/SHEET_HAS_CSV}}</p>
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{SHEET_TITLE}}">
<table class="{{SHEET_LOOK}}">
<thead><tr>{{#HEAD}}<th scope="col" class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
<tbody>
{{#CELL}}{{#CELL_BEGINS}}<tr{{#CELL_FOOT}} class="hub-foot"{{/CELL_FOOT}}>{{/CELL_BEGINS}}{{#CELL_NAME}}<th scope="row">{{CELL_NAME}}</th>{{/CELL_NAME}}{{#CELL_CLASS}}<td class="{{CELL_CLASS}}"{{#CELL_HINT}} title="{{CELL_HINT}}"{{/CELL_HINT}}>{{CELL_TEXT}}</td>{{/CELL_CLASS}}{{#CELL_ENDS}}</tr>
{{/CELL_ENDS}}{{/CELL}}</tbody>
</table>
</div>
{{#SHEET_FOLDED}}</details>{{/SHEET_FOLDED}}{{#SHEET_PLAIN}}</section>{{/SHEET_PLAIN}}
