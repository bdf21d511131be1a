{{%AUTOESCAPE context="HTML"}}{{! A saved result beside what comes out now. SPDX-License-Identifier: Apache-2.0 }}{{#AGAIN}}
{{#SAME_BITS}}<div class="alert alert-success" role="status" id="again"><strong>Run again: the same bits came out.</strong> Every figure and every day is identical (result <code class="hub-hash">{{HASH_NOW}}</code>).</div>{{/SAME_BITS}}
{{#OTHER_BITS}}<div class="alert alert-warning" role="status" id="again"><p><strong>Run again: something is different now.</strong> The page below still shows what was saved. <a href="{{NEW_RESULT}}">Open the new result</a>, where it can be saved, too.</p>
<ul>
{{#ENGINE_CHANGED}}<li>The engine has changed: version {{ENGINE_THEN}} then, {{ENGINE_NOW}} now.</li>{{/ENGINE_CHANGED}}
{{#DATA_CHANGED}}<li>The market data have changed: <code class="hub-hash">{{DATA_THEN}}</code> then, <code class="hub-hash">{{DATA_NOW}}</code> now.</li>{{/DATA_CHANGED}}
{{#NOTHING_CHANGED}}<li>Engine and data are the same, so this should not happen. Please report it.</li>{{/NOTHING_CHANGED}}
{{#NO_DIFFERENCES}}<li>Every figure that both have is the same; single days or columns differ.</li>{{/NO_DIFFERENCES}}
<li>Result <code class="hub-hash">{{HASH_THEN}}</code> then, <code class="hub-hash">{{HASH_NOW}}</code> now.</li>
</ul></div>
{{#HAS_DIFFERENCES}}<section class="card" id="differences"><div class="card-body">
<h2>Figures that differ</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Figures that differ">
<table class="table hub-stacked">
<thead><tr><th scope="col">Figure</th><th scope="col" class="num">Saved</th><th scope="col" class="num">Now</th><th scope="col" class="num">Change</th></tr></thead>
<tbody>
{{#DIFFERENCE}}<tr><th scope="row">{{DIFFERENCE_LABEL}}</th><td class="num" data-label="Saved">{{DIFFERENCE_THEN}}</td><td class="num" data-label="Now">{{DIFFERENCE_NOW}}</td><td class="num" data-label="Change">{{DIFFERENCE_BY}}</td></tr>
{{/DIFFERENCE}}
</tbody>
</table>
</div>
<p class="hub-note">All other figures are the same to the last bit.</p>
</div></section>{{/HAS_DIFFERENCES}}{{/OTHER_BITS}}
{{#REFUSED}}<div class="alert alert-warning" role="status" id="again"><strong>It cannot be run again with the market data that are here now:</strong> {{REFUSED_WHY}}. The page below still shows what was saved.</div>{{/REFUSED}}
{{/AGAIN}}
