{{%AUTOESCAPE context="HTML"}}{{! What is wrong with the form of a market page, or that there is nothing to show yet. SPDX-License-Identifier: Apache-2.0 }}{{#NO_DATA}}
<div class="card"><div class="card-body hub-empty">
<h2>No prices yet</h2>
<p>This hub has no price series. An administrator can load one: <code>hubctl import prices</code> reads a CSV file with one row a day, and so does the console under Data.</p>
</div></div>
{{/NO_DATA}}
{{#HAS_FAULTS}}
<div class="alert alert-danger" role="alert" id="faults">
<p><strong>Nothing was computed. Please check:</strong></p>
<ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}
</ul>
</div>
{{/HAS_FAULTS}}
