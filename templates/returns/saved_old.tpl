{{%AUTOESCAPE context="HTML"}}{{! A saved analysis whose figures cannot be computed again: what was stored of it. SPDX-License-Identifier: Apache-2.0 }}<link rel="stylesheet" href="{{STATIC_CSS_RETURNS_CSS}}">
<div class="hub-page-head">
<div class="hub-page-name">
<p class="hub-eyebrow">{{EYEBROW}}{{#IN_LIST}}<span class="no-print"> · <a href="{{SAVED_LIST}}">{{SAVED_LIST_NAME}}</a></span>{{/IN_LIST}}</p>
<h1 class="hub-title" title="{{HEADING}}">{{HEADING}}</h1>
</div>
<p class="hub-actions no-print"><a class="btn btn-outline-secondary" href="{{JSON_HREF}}" download>Answer as JSON</a></p>
</div>
{{>RETURNS_ANALYSIS_ABOUT}}
{{#OLD_WARNINGS}}<div class="alert alert-warning" id="warnings"><ul>
{{#WARNING}}<li>{{WARNING_MESSAGE}}</li>
{{/WARNING}}
</ul></div>{{/OLD_WARNINGS}}
{{#SHEET}}<section class="card"><div class="card-body">{{>RETURNS_SHEET}}</div></section>{{/SHEET}}
<p class="hub-note">Not investment advice: figures about the past say little about the future.</p>
