{{%AUTOESCAPE context="HTML"}}{{! The advanced options of a backtest, by their groups. SPDX-License-Identifier: Apache-2.0 }}{{#ADVANCED_GROUP}}<fieldset class="hub-group" id="g-{{GROUP_ID}}">
<legend>{{GROUP_LEGEND}}</legend>
<p class="hub-note">{{GROUP_ABOUT}}</p>
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
</fieldset>
{{/ADVANCED_GROUP}}
