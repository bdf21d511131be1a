{{%AUTOESCAPE context="HTML"}}{{! Above a saved analysis: whether its figures still come out, and what its owner can do. SPDX-License-Identifier: Apache-2.0 }}{{#HAS_EXPORTS}}<p class="hub-note hub-inline no-print" id="exports"><span>Take it away:</span> {{#EXPORT}}<a href="{{EXPORT_HREF}}" download title="{{EXPORT_ABOUT}}">{{EXPORT_NAME}}</a> {{/EXPORT}}</p>{{/HAS_EXPORTS}}
{{#SAVED}}
{{#SAME_BITS}}<p class="hub-note" id="same">Run {{SAVED_RUN}}, {{SAVED_RUN_AT}} UTC: computed again just now, and the same bits came out, <code class="hub-hash" title="{{RESULT_HASH}}">{{RESULT_SHORT}}</code>.</p>{{/SAME_BITS}}
{{#SAME_FIGURES}}<p class="hub-note" id="same">Run {{SAVED_RUN}}, {{SAVED_RUN_AT}} UTC: market data have changed since, but not in what this analysis looks at: the same figures came out to the last bit.</p>{{/SAME_FIGURES}}
{{#SAME_UNTIL_THEN}}<p class="hub-note" id="same">Run {{SAVED_RUN}}, {{SAVED_RUN_AT}} UTC: later prices have come since. Over the days until {{SAVED_LAST}}, as then, the same figures came out to the last bit.</p>{{/SAME_UNTIL_THEN}}
{{#OTHER_FIGURES}}<div class="alert alert-info" role="note" id="old"><p><strong>These are the figures as they were saved, {{SAVED_RUN_AT}} UTC.</strong> Computed now, others come out{{#GONE}} or none at all: {{GONE_WHY}}{{/GONE}}.</p>
<ul>{{#ENGINE_CHANGED}}<li>The engine has changed: version {{SAVED_ENGINE}} then, {{ENGINE_HERE}} now.</li>{{/ENGINE_CHANGED}}{{#DATA_CHANGED}}<li>The market data have changed.</li>{{/DATA_CHANGED}}{{#CAN_RUN}}<li>“Run again” computes it anew and shows what is different.</li>{{/CAN_RUN}}</ul></div>{{/OTHER_FIGURES}}
{{#CAN_RUN}}{{>RETURNS_SAVED_ACTIONS}}{{/CAN_RUN}}
{{/SAVED}}
