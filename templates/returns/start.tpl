{{%AUTOESCAPE context="HTML"}}{{! Where the returns section begins. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div>
<h1>Returns</h1>
<p>What a series of prices or returns did: growth, risk, drawdowns, calendar years and every pair of years, with the formula of each figure.</p>
</div>
{{#CAN_UPLOAD}}<p class="hub-actions"><a class="btn btn-primary" href="/returns/series/new">New series</a></p>{{/CAN_UPLOAD}}
</div>
<div class="hub-cards hub-cards-side">
<section class="card"><div class="card-body">
<div class="hub-card-head"><h2>Your newest series</h2>{{#HAS_SERIES}}<a href="/returns/series">All series</a>{{/HAS_SERIES}}</div>
{{#HAS_SERIES}}
<ul class="hub-list">
{{#SERIES}}<li><a class="hub-cut" href="/returns/series/{{SERIES_ID:u}}" title="{{SERIES_NAME}}">{{SERIES_NAME}}</a>
<span>{{SERIES_FREQUENCY}} {{SERIES_KIND}}, {{SERIES_ROWS}} rows, {{SERIES_FIRST}} to {{SERIES_LAST}}</span></li>
{{/SERIES}}
</ul>
<p class="hub-note">{{ROOM_SERIES}} of {{ROOM_SERIES_MOST}} series used</p>
{{/HAS_SERIES}}
{{#NO_SERIES}}
<div class="hub-empty">{{#CANNOT_UPLOAD}}<p>You keep no series yet. Your account may read here, but not upload. An administrator can make it an analyst’s.</p>{{/CANNOT_UPLOAD}}
{{#CAN_UPLOAD}}<p>You keep no series yet. Bring a file of prices or returns, by day, week or month, as a vendor, a bank or a spreadsheet gives it. It is read leniently, and everything that was left out or guessed is said with its line.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/returns/series/new">Bring the first one</a></p>{{/CAN_UPLOAD}}</div>
{{/NO_SERIES}}
{{#HAS_ANALYSES}}<div class="hub-card-head hub-next"><h2>Your newest analyses</h2><a href="/returns/analyses">All analyses</a></div>
<ul class="hub-list">
{{#ANALYSIS}}<li><a class="hub-cut" href="/returns/analyses/{{SAVED_ID:u}}" title="{{SAVED_TITLE}}">{{SAVED_TITLE}}</a>
<span>{{SAVED_SERIES}}, {{SAVED_FIRST}} to {{SAVED_LAST}}: {{SAVED_CAGR}} a year</span></li>
{{/ANALYSIS}}
</ul>{{/HAS_ANALYSES}}
{{#HAS_INSTRUMENTS}}<div class="hub-card-head hub-next"><h2>Instruments of this hub</h2>{{#MORE_INSTRUMENTS}}<a href="/returns/analysis/new">All instruments</a>{{/MORE_INSTRUMENTS}}</div>
<ul class="hub-list">
{{#INSTRUMENT}}<li><a class="hub-cut" href="/returns/analysis?series={{INSTRUMENT_SYMBOL:u}}" title="{{INSTRUMENT_LABEL}}">{{INSTRUMENT_LABEL}}</a>
<span>{{INSTRUMENT_DAYS}}</span></li>
{{/INSTRUMENT}}
</ul>{{/HAS_INSTRUMENTS}}
</div></section>
<section class="card"><div class="card-body">
<h2>Here you can</h2>
<ul class="hub-list">
<li>{{#CAN_UPLOAD}}<a href="/returns/series/new">New series</a>{{/CAN_UPLOAD}}{{#CANNOT_UPLOAD}}New series{{/CANNOT_UPLOAD}}<span>From a file or pasted from a spreadsheet</span></li>
<li><a href="/returns/analysis/new">Analysis</a><span>Of your series and the instruments of this hub, beside each other and against a benchmark; and why another tool says otherwise</span></li>
<li><a href="/returns/series">Series</a><span>What you keep: find, rename, add rows, download</span></li>
<li><a href="/returns/analyses">Saved analyses</a><span>Find, compare, run again, share; <a href="/returns/shared">what the team shares</a></span></li>
<li><a href="/help/methods">How figures are computed</a><span>Every rule and every formula</span></li>
</ul>
</div></section>
</div>
