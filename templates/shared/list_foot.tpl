{{%AUTOESCAPE context="HTML"}}{{! Below a list: which rows of how many, rows per page, the list as a file, other pages. web/listing fills it.
SPDX-License-Identifier: Apache-2.0 }}<div class="hub-list-foot">
<p>{{LIST_COUNT}}{{#LIST_LONG}} <span class="hub-list-choices">Rows per page: {{#LIST_CHOICE}}<a href="{{LIST_CHOICE_HREF}}"{{#LIST_CHOICE_CURRENT}} aria-current="true"{{/LIST_CHOICE_CURRENT}}>{{LIST_CHOICE_ROWS}}</a> {{/LIST_CHOICE}}</span>{{/LIST_LONG}}</p>
{{#LIST_CSV}}<a href="{{LIST_CSV_HREF}}">Download as CSV</a>{{/LIST_CSV}}
</div>
{{#LIST_CUT}}<p class="hub-note">Only the first 10,000 can be leafed through. Narrow the list with a filter to see the others.</p>{{/LIST_CUT}}
{{#LIST_PAGES}}{{>PAGER}}{{/LIST_PAGES}}
