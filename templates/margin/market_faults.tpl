{{%AUTOESCAPE context="HTML"}}{{! What is wrong with the form of a market page, or that there is nothing to show yet. SPDX-License-Identifier: Apache-2.0 }}{{>MARGIN_NO_DATA}}
{{#HAS_FAULTS}}
<div class="alert alert-danger" role="alert" id="faults">
<p><strong>Nothing was computed. Please check:</strong></p>
<ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}
</ul>
</div>
{{/HAS_FAULTS}}
