{{%AUTOESCAPE context="HTML"}}{{! What a check of the audit's chain found. SPDX-License-Identifier: Apache-2.0 }}
{{#CHAIN_WHOLE}}<p class="alert alert-success">The chain is whole, up to event {{CHAIN_UPTO}}; {{CHAIN_ANCHORS}} anchors agree with it.{{#NOT_ANCHORED}} Anchors were not compared here: {{CHAIN_UNANCHORED}}. <code>hubctl audit verify</code> does.{{/NOT_ANCHORED}}</p>{{/CHAIN_WHOLE}}
{{#CHAIN_BROKEN}}<div class="alert alert-danger" role="alert"><p>The audit is not as it was written (checked up to event {{CHAIN_UPTO}}):</p>
<ul>{{#FAULT}}<li>Event {{FAULT_EVENT}}: {{FAULT_WHAT}}</li>{{/FAULT}}</ul>
<p>Somebody changed the database past the hub. Keep a copy of it and of the anchor file as they are, and compare them with a backup.</p></div>{{/CHAIN_BROKEN}}
