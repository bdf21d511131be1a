{{%AUTOESCAPE context="HTML"}}{{! How a file is to be read: the fields of a mapping. SPDX-License-Identifier: Apache-2.0 }}
{{#READING}}<div class="hub-form-grid">{{#FIELD}}{{>FIELD}}{{/FIELD}}</div>{{/READING}}
{{#READING_LINES}}<div class="hub-form-grid">{{#FIELD}}{{>FIELD}}{{/FIELD}}</div>{{/READING_LINES}}
<datalist id="columns-there">{{#COLUMN_THERE}}<option value="{{COLUMN_NAME}}"></option>{{/COLUMN_THERE}}</datalist>
