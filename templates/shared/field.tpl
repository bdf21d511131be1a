{{%AUTOESCAPE context="HTML"}}{{! One form field, from its row: label, control, unit, hint and message. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-field{{#FIELD_ERROR}} hub-field-bad{{/FIELD_ERROR}}">
{{#IS_FLAG}}
<div class="form-check">
<input class="form-check-input" type="checkbox" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="1"{{#CHECKED}} checked{{/CHECKED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
<label class="form-check-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
</div>
{{/IS_FLAG}}
{{#IS_TEXT}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<input class="form-control{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" type="text" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}" maxlength="{{FIELD_MAX}}"{{#HAS_LIST}} list="{{FIELD_LIST}}"{{/HAS_LIST}} autocomplete="{{FIELD_AUTOCOMPLETE}}"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
{{/IS_TEXT}}
{{#IS_EMAIL}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<input class="form-control{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" type="email" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}" maxlength="{{FIELD_MAX}}" autocomplete="{{FIELD_AUTOCOMPLETE}}"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
{{/IS_EMAIL}}
{{#IS_LINES}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<textarea class="form-control{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" rows="5" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" maxlength="{{FIELD_MAX}}" autocomplete="off"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">{{FIELD_VALUE:p}}</textarea>
{{/IS_LINES}}
{{#IS_DATE}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<input class="form-control{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" type="date" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}" min="{{FIELD_MIN}}" max="{{FIELD_MAX}}"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
{{/IS_DATE}}
{{#IS_CHOICE}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<select class="form-select{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
{{#CHOICE}}<option value="{{CHOICE_VALUE}}"{{#CHOICE_SELECTED}} selected{{/CHOICE_SELECTED}}>{{CHOICE_LABEL}}</option>
{{/CHOICE}}</select>
{{/IS_CHOICE}}
{{#IS_NUMBER}}
<label class="form-label" for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>
<div class="input-group">
{{#UNIT_LEADS}}<span class="input-group-text">{{FIELD_UNIT}}</span>{{/UNIT_LEADS}}
<input class="form-control{{#FIELD_ERROR}} is-invalid{{/FIELD_ERROR}}" type="text" inputmode="decimal" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}" autocomplete="off"{{#FIELD_REQUIRED}} required{{/FIELD_REQUIRED}}{{#FIELD_ERROR}} aria-invalid="true"{{/FIELD_ERROR}} aria-describedby="f-{{FIELD_NAME}}-about">
{{#UNIT_FOLLOWS}}<span class="input-group-text">{{FIELD_UNIT}}</span>{{/UNIT_FOLLOWS}}
</div>
{{/IS_NUMBER}}
<div id="f-{{FIELD_NAME}}-about">
{{#FIELD_ERROR}}<p class="hub-field-message">{{FIELD_MESSAGE}}</p>{{/FIELD_ERROR}}
{{#HAS_HINT}}<p class="hub-field-hint">{{FIELD_HINT}}</p>{{/HAS_HINT}}
</div>
</div>
