{{%AUTOESCAPE context="HTML"}}{{! What went wrong, in words, and the way on. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-error">
<p class="hub-eyebrow">Error {{STATUS}}</p>
<h1>{{HEADLINE}}</h1>
<p class="lead">{{DETAIL}}</p>
{{#HAS_ERRORS}}<ul class="hub-error-list">
{{#ERROR}}<li><strong>{{ERROR_FIELD}}</strong>: {{ERROR_MESSAGE}}</li>
{{/ERROR}}</ul>{{/HAS_ERRORS}}
<p class="hub-actions">{{#TO_LOGIN}}<a class="btn btn-primary" href="/login">Sign in</a>{{/TO_LOGIN}}{{#TO_LOGIN_BESIDE}}<a class="btn btn-primary" href="/login" target="_blank">Sign in in a second tab</a>{{/TO_LOGIN_BESIDE}}{{#TO_START}}<a class="btn btn-primary" href="/">Go to the dashboard</a>{{/TO_START}} <a class="btn btn-outline-secondary" href="/help">Help</a></p>
<p class="hub-note">If you ask for help, give this number: <code>{{REQUEST_ID}}</code></p>
</section>
