{{%AUTOESCAPE context="HTML"}}{{! A new API token, the only time it is shown. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Your new API token</h1>
<p>“{{TOKEN_NAME}}”, valid for {{TOKEN_DAYS}} days.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="token-head">
<div class="card-body">
<h2 id="token-head">Copy it now</h2>
<p>This is the only time it is shown: only its fingerprint is stored here. Keep it like a password, outside of the program’s text; whoever has it can do what it may do.</p>
<pre class="hub-secret"><code>{{TOKEN:p}}</code></pre>
<p class="hub-actions"><a class="btn btn-primary" href="/account/tokens">I have copied it</a></p>
</div>
</section>
<section class="card" aria-labelledby="use-head">
<div class="card-body">
<h2 id="use-head">How a program uses it</h2>
<p>It sends the token in the header <code>Authorization</code>. In a shell, with the token in the variable <code>HUB_TOKEN</code>:</p>
{{#CAN_RUN}}<pre><code>curl -H "Authorization: Bearer $HUB_TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"ticker": "{{EXAMPLE_TICKER}}", "start_date": "{{EXAMPLE_FROM}}", "end_date": "{{EXAMPLE_TO}}", "equity": 100000, "leverage": 1.5, "account_type": "reg_t", "mode": "liquidation_reentry", "profile": "accurate"}' \
  {{ORIGIN}}/api/v1/margin/backtests</code></pre>{{/CAN_RUN}}
{{#CAN_READ}}<pre><code>curl -H "Authorization: Bearer $HUB_TOKEN" \
  {{ORIGIN}}/api/v1/margin/backtests/ID</code></pre>
<p class="hub-note">ID is the last part of the address of a backtest’s page.</p>{{/CAN_READ}}
{{#CAN_ANALYSE}}<pre><code>curl -H "Authorization: Bearer $HUB_TOKEN" \
  {{ORIGIN}}/api/v1/returns/library</code></pre>
<p class="hub-note">It lists the instruments of this hub by their symbols; an analysis takes them, and your own series, by a request like those under API.</p>{{/CAN_ANALYSE}}
<p class="hub-note">All requests and their fields: <a href="/api/docs">API</a>. A token that was lost or seen by others can be revoked at once under <a href="/account/tokens">API tokens</a>.</p>
</div>
</section>
</div>
</div>
