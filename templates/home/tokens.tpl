{{%AUTOESCAPE context="HTML"}}{{! A person's API tokens. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>API tokens</h1>
<p>With a token, programs of yours ask the <a href="/api/docs">API</a> in your name. {{QUOTA_USED}} of {{QUOTA}} in use.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="tokens-head">
<div class="card-body">
<h2 id="tokens-head">Your tokens</h2>
{{#NO_TOKENS}}<div class="hub-empty"><p>None yet. A token lets a script run backtests or fetch their results without your password. It can do no more than what you tick, and never more than you may yourself.</p></div>{{/NO_TOKENS}}
{{#HAS_TOKENS}}
<div class="hub-table-box" role="group" aria-labelledby="tokens-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Created</th><th scope="col">Expires</th><th scope="col">Last used</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#TOKEN}}<tr>
<th scope="row"><span class="hub-cut" title="{{TOKEN_NAME}}">{{TOKEN_NAME}}</span><span class="hub-sub">ends in {{TOKEN_HINT}}</span></th>
<td data-label="May">{{TOKEN_SCOPES}}</td>
<td data-label="Created"><time>{{TOKEN_CREATED}}</time></td>
<td data-label="Expires"><time>{{TOKEN_EXPIRES}}</time></td>
<td data-label="Last used"><time>{{TOKEN_USED}}</time></td>
<td>{{#TOKEN_ENDED}}<span class="hub-tag">{{TOKEN_STATE}}</span>{{/TOKEN_ENDED}}{{#TOKEN_LIVE}}<details class="hub-confirm"><summary>Revoke<span class="visually-hidden"> {{TOKEN_NAME}}</span></summary><form method="post" action="/account/tokens/{{TOKEN_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><p>Programs that use it are refused at once, for good.</p><button class="btn btn-sm btn-outline-danger" type="submit">Revoke now</button></form></details>{{/TOKEN_LIVE}}</td>
</tr>
{{/TOKEN}}</tbody>
</table>
</div>
<p class="hub-note">Times are in your time zone, {{ZONE}}. Tokens that ended are listed for 90 days.</p>
{{/HAS_TOKENS}}
</div>
</section>
<section class="card no-print" aria-labelledby="make-head">
<div class="card-body">
<h2 id="make-head">Make a token</h2>
{{#QUOTA_FULL}}<p class="hub-note">All {{QUOTA}} tokens that you may have are in use. Revoke one that you no longer need, then a new one can be made here.</p>{{/QUOTA_FULL}}
{{#CAN_MAKE}}
<form method="post" action="/account/tokens">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-form-grid">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<fieldset class="hub-field"{{#SCOPE_BAD}} aria-describedby="scopes-about"{{/SCOPE_BAD}}>
<legend class="hub-legend">It may</legend>
{{#SCOPE}}<div class="form-check">
<input class="form-check-input" type="checkbox" id="scope-{{SCOPE_NAME}}" name="{{SCOPE_NAME}}" value="1"{{#CHECKED}} checked{{/CHECKED}}>
<label class="form-check-label" for="scope-{{SCOPE_NAME}}">{{SCOPE_MEANING}} <code>{{SCOPE_NAME}}</code></label>
</div>
{{/SCOPE}}
{{#SCOPE_BAD}}<p class="hub-field-message" id="scopes-about">{{SCOPE_MESSAGE}}</p>{{/SCOPE_BAD}}
</fieldset>
<button class="btn btn-primary" type="submit">Make the token</button>
<p class="hub-note hub-below">It is shown once, on the page that follows. You may be asked for your password or code first.</p>
</form>
{{/CAN_MAKE}}
</div>
</section>
</div>
</div>
