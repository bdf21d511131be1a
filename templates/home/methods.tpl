{{%AUTOESCAPE context="HTML"}}{{! The methods pages there are. SPDX-License-Identifier: Apache-2.0 }}<article class="hub-prose">
<h1>How figures are computed</h1>
<p class="lead">For every engine one page: what it computes, in which order, with which units and limits, and where each formula comes from.</p>
{{#HAS_METHODS}}<ul class="hub-list">
{{#METHOD}}<li><a href="/help/methods/{{METHOD_NAME}}">{{METHOD_TITLE}}</a></li>
{{/METHOD}}</ul>{{/HAS_METHODS}}
{{#NO_METHODS}}<p>This installation has no methods pages. They are made from <code>docs/methods</code> when the hub is built.</p>{{/NO_METHODS}}
</article>
