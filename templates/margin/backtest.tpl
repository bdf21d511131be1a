{{%AUTOESCAPE context="HTML"}}{{! The form of a new backtest. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_MARGIN_CSS}}">
<div class="hub-page-head">
<div>
<h1>New backtest</h1>
<p>A position bought with your equity and a loan, held through real daily prices. Nothing is traded.</p>
</div>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/margin/saved">Saved backtests</a></p>
</div>
{{>MARGIN_NO_DATA}}
{{#HAS_DATA}}
{{#HAS_FAULTS}}
<div class="alert alert-danger" role="alert" id="faults">
<p><strong>Nothing was computed yet. Please check:</strong></p>
<ul>
{{#FAULT}}<li><a href="#f-{{FAULT_FIELD}}">{{FAULT_MESSAGE}}</a></li>
{{/FAULT}}
</ul>
</div>
{{/HAS_FAULTS}}
<form method="post" action="/margin/backtests" id="backtest" data-address="/margin/backtest" data-cap-reg-t="{{CAP_REG_T}}" data-cap-portfolio="{{CAP_PORTFOLIO}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="card"><div class="card-body">
{{>MARGIN_BACKTEST_MODES}}
<p class="hub-note" id="backtest-hint" aria-live="polite">Reg T accounts may hold at most {{CAP_REG_T}}× at entry, portfolio margin accounts {{CAP_PORTFOLIO}}×: the maintenance requirement and a buffer must stay covered. The original profile has no cap.</p>
<p class="hub-note"><a href="/margin/backtest?profile=original">Begin as the original does</a>: $50,000,000 of one’s own at 2×, from 2010 on, without the corrections.</p>
<details{{#ADVANCED_OPEN}} open{{/ADVANCED_OPEN}}>
<summary>Advanced options</summary>
<p class="hub-note">Each one starts as the profile has it. Leave it so, or change it to see what that one rule does. E1, E2 and so on are the numbers of the <a href="/help/methods/margin-backtest">corrections of the original</a>.</p>
{{>MARGIN_BACKTEST_OPTIONS}}
</details>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Run backtest</button> <a href="/help/methods/margin-backtest">How it is computed</a></p>
</div></div>
</form>
{{>MARGIN_BACKTEST_DATA}}
<script type="module" src="{{STATIC_JS_BACKTEST_JS}}"></script>
{{/HAS_DATA}}
