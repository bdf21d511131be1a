{{%AUTOESCAPE context="HTML"}}{{! A sweep without an answer: it runs, it failed, or its answer is no longer kept. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>{{HEADING}}</h1>
</div>
</div>
<div class="card"><div class="card-body">
{{#IS_RUNNING}}
<div id="sweep-progress" data-progress="/margin/sweeps/{{SWEEP_ID:u}}/progress.json">
<h2>Computing</h2>
<p><progress class="hub-progress" max="100" value="{{PERCENT}}" aria-label="Progress">{{PERCENT}} %</progress></p>
<p id="sweep-words" role="status">{{STATE_WORDS}}</p>
<p class="hub-note">You need not wait here: the result will be in the list of <a href="/margin/sweeps">your sweeps</a>.</p>
<div class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/sweeps/{{SWEEP_ID:u}}">Look again</a>
<form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Cancel</button></form></div>
</div>
<script type="module" src="{{STATIC_JS_SWEEP_JS}}"></script>
{{/IS_RUNNING}}
{{#IS_FAILED}}
<h2>No result</h2>
<p>{{WHY}}</p>
{{/IS_FAILED}}
{{#IS_GONE}}
<h2>The result is no longer kept</h2>
<p>What takes long to compute is kept for 30 days, and as long as the engine and the prices are the same for a day more quickly. The inputs are still here: run it again.</p>
{{/IS_GONE}}
{{#CAN_RUN}}
{{#IS_FAILED}}<div class="hub-actions"><form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/again"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Run it again</button></form> <a class="btn btn-outline-secondary" href="/margin/sweeps/new?{{QUERY}}">Change the inputs</a></div>{{/IS_FAILED}}
{{#IS_GONE}}<div class="hub-actions"><form method="post" action="/margin/sweeps/{{SWEEP_ID:u}}/again"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Run it again</button></form></div>{{/IS_GONE}}
{{/CAN_RUN}}
</div></div>
