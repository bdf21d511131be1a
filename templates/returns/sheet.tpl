{{%AUTOESCAPE context="HTML"}}{{! A table of an analysis; returns/sheet_view fills it. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-sheet" id="{{SHEET_ID}}">
<div class="hub-card-head"><h3>{{SHEET_TITLE}}</h3>{{#SHEET_HAS_CSV}}<a href="{{SHEET_CSV}}" download>CSV<span class="visually-hidden">: {{SHEET_TITLE}}</span></a>{{/SHEET_HAS_CSV}}</div>
{{#SHEET_EMPTY}}<p class="hub-note">Nothing to show here: the window is too short for it.</p>{{/SHEET_EMPTY}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="{{SHEET_TITLE}}">
<table class="{{SHEET_LOOK}}">
{{#SHEET_HAS_CAPTION}}<caption>{{SHEET_CAPTION}}</caption>{{/SHEET_HAS_CAPTION}}
<thead><tr>{{#HEAD}}<th scope="col" class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
<tbody>
{{#CELL}}{{#CELL_BEGINS}}<tr>{{/CELL_BEGINS}}{{#CELL_NAME}}<th scope="row">{{CELL_NAME}}</th>{{/CELL_NAME}}{{#CELL_CLASS}}<td class="{{CELL_CLASS}}" data-label="{{CELL_LABEL}}">{{CELL_TEXT}}</td>{{/CELL_CLASS}}{{#CELL_ENDS}}</tr>
{{/CELL_ENDS}}{{/CELL}}</tbody>
</table>
</div>
</section>
