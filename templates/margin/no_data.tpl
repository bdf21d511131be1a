{{%AUTOESCAPE context="HTML"}}{{! Where the hub has no prices: what to do first. SPDX-License-Identifier: Apache-2.0 }}{{#NO_DATA}}
<div class="card"><div class="card-body hub-empty">
<h2>No prices yet</h2>
<p>This hub has no price series. An administrator can load one: <code>hubctl import prices</code> reads a CSV file with one row a day, and so does the console under Data.</p>
</div></div>
{{/NO_DATA}}
