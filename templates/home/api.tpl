{{%AUTOESCAPE context="HTML"}}{{! The API, listed from its own description (docs/openapi.json). SPDX-License-Identifier: Apache-2.0 }}<article class="hub-prose hub-api">
<h1>{{API_TITLE}}</h1>
<p class="lead">{{API_ABOUT}}</p>
<p>The whole description, for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI {{API_OPENAPI}}, version {{API_VERSION}}).</p>
{{#OPERATION}}
<section aria-labelledby="{{OPERATION_ID}}">
<h2 id="{{OPERATION_ID}}"><span class="hub-tag">{{OPERATION_METHOD}}</span> <code>{{OPERATION_PATH}}</code></h2>
<p><strong>{{OPERATION_SUMMARY}}</strong></p>
<p>{{OPERATION_ABOUT}}</p>
{{#HAS_FIELDS}}
<h3>Request</h3>
<div class="hub-table-box" role="group" aria-label="Fields of the request" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>
{{#API_FIELD}}<tr><th scope="row"><code>{{API_FIELD_NAME}}</code>{{#API_FIELD_REQUIRED}} <span class="hub-tag">required</span>{{/API_FIELD_REQUIRED}}</th><td>{{API_FIELD_TYPE}}</td><td>{{API_FIELD_ABOUT}}</td></tr>
{{/API_FIELD}}</tbody>
</table>
</div>
{{/HAS_FIELDS}}
{{#HAS_EXAMPLE}}
<h3>For example</h3>
<pre><code>{{OPERATION_EXAMPLE:p}}</code></pre>
{{/HAS_EXAMPLE}}
<h3>Answers</h3>
<div class="hub-table-box" role="group" aria-label="Answers" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>
{{#ANSWER}}<tr><th scope="row">{{ANSWER_STATUS}}</th><td>{{ANSWER_ABOUT}}</td></tr>
{{/ANSWER}}</tbody>
</table>
</div>
</section>
{{/OPERATION}}
</article>
