{{%AUTOESCAPE context="HTML"}}{{! A saved backtest that came from the old system: what its columns tell. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
{{#SAVED}}
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{SAVED_EYEBROW}}{{#IN_LIST}}<span class="no-print"> · <a href="{{SAVED_LIST}}">{{SAVED_LIST_NAME}}</a></span>{{/IN_LIST}}</p>
<h1 class="hub-title" title="{{SAVED_NAME}}">{{SAVED_NAME}}</h1>
<p>{{SAVED_TICKER}} from <time>{{SAVED_START}}</time> to <time>{{SAVED_END}}</time>, {{SAVED_EQUITY}} at {{SAVED_LEVERAGE}}×, {{SAVED_ACCOUNT}}, {{SAVED_MODE}}{{#HAS_THRESHOLD}} at {{SAVED_THRESHOLD}}{{/HAS_THRESHOLD}}.</p>
</div>
{{#CAN_RUN}}<p class="hub-actions"><a class="btn btn-primary" href="/margin/backtest?{{RUN_QUERY}}">Run it here</a></p>{{/CAN_RUN}}
</div>
<div class="alert alert-info" role="note" id="old"><strong>The old system computed this result.</strong> Its figures stand below as they were saved there. Nobody here can say what prices and rates they were computed from, and its days and charts cannot be drawn.{{#CAN_RUN}} “Run it here” opens the form with the same inputs and the original’s rules. What comes out has every day, every formula and its sources, and may differ.{{/CAN_RUN}}</div>
{{#CAN_RUN}}{{>MARGIN_SAVED_ACTIONS}}{{/CAN_RUN}}
{{#HAS_NOTE}}<h2>Note</h2>
<p class="hub-prose hub-lines" id="saved-note">{{SAVED_NOTE:p}}</p>
{{/HAS_NOTE}}
{{#HAS_TAGS}}<p class="hub-note">Tags: {{SAVED_TAGS}}</p>{{/HAS_TAGS}}
<h2 id="figures">Key figures</h2>
{{#HAS_FIGURES}}<dl class="hub-figures hub-figures-4">
<div class="hub-figure"><dt>Final equity</dt><dd class="hub-figure-value">{{SAVED_FINAL}}</dd></div>
<div class="hub-figure"><dt>Total return</dt><dd class="hub-figure-value">{{SAVED_RETURN}}</dd></div>
<div class="hub-figure"><dt>CAGR</dt><dd class="hub-figure-value">{{SAVED_CAGR}}</dd></div>
<div class="hub-figure"><dt>Deepest drawdown</dt><dd class="hub-figure-value">{{SAVED_DRAWDOWN}}</dd></div>
<div class="hub-figure"><dt>Forced sales</dt><dd class="hub-figure-value">{{SAVED_LIQUIDATIONS}}</dd></div>
</dl>{{/HAS_FIGURES}}
{{#NO_FIGURES}}<p class="hub-note">The old system’s answer does not tell them in a form that is known here; they are in the file below.</p>{{/NO_FIGURES}}
<p><a href="{{SAVED_PATH}}/result.json" download>The old system’s whole answer as JSON</a></p>
{{/SAVED}}
