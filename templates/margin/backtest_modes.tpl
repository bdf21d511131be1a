{{%AUTOESCAPE context="HTML"}}{{! The fields of a backtest that everybody fills in: the first ones, the mode, and what the mode asks for. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-form-grid">
{{#BASIC}}{{#FIELD}}{{>FIELD}}{{/FIELD}}{{/BASIC}}
</div>
<fieldset class="hub-modes" id="f-mode"{{#HAS_MODE_FAULT}} aria-describedby="mode-fault"{{/HAS_MODE_FAULT}}>
<legend>Mode</legend>
{{#HAS_MODE_FAULT}}<p class="hub-field-message" id="mode-fault">{{MODE_FAULT}}</p>{{/HAS_MODE_FAULT}}
{{#MODE}}<label class="hub-mode"><input class="form-check-input" type="radio" name="mode" value="{{MODE_VALUE}}"{{#MODE_CHOSEN}} checked{{/MODE_CHOSEN}}><span><strong>{{MODE_LABEL}}</strong> {{MODE_SENTENCE}}</span></label>
{{/MODE}}
</fieldset>
{{#MODE_GROUP}}<fieldset class="hub-group" id="g-{{GROUP_ID}}" data-modes="{{GROUP_MODES}}">
<legend>{{GROUP_LEGEND}}</legend>
<p class="hub-note">{{GROUP_ABOUT}}</p>
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
</fieldset>
{{/MODE_GROUP}}
