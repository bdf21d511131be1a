{{%AUTOESCAPE context="HTML"}}{{! One job: where it stands, what it was asked and what came of it. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
{{#JOB}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/jobs">Jobs</a></p>
<h1>{{JOB_KIND}}, no. {{JOB_ID}}</h1>
<p>{{JOB_STATUS}}{{#JOB_CANCEL_REQUESTED}}, asked to stop{{/JOB_CANCEL_REQUESTED}}{{#JOB_PROGRESS}}, {{JOB_PROGRESS}} %{{/JOB_PROGRESS}}{{#JOB_PROGRESS_WORDS}}: {{JOB_PROGRESS_WORDS}}{{/JOB_PROGRESS_WORDS}}</p>
</div>
<div class="hub-actions">{{#IS_MOVING}}<a class="btn btn-outline-secondary" href="/admin/jobs/{{JOB_ID:u}}">Look again</a>{{/IS_MOVING}}
{{#JOB_CAN_RETRY}}<form method="post" action="/admin/jobs/{{JOB_ID:u}}/retry"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Run it again</button></form>{{/JOB_CAN_RETRY}}
{{#JOB_CAN_CANCEL}}<form method="post" action="/admin/jobs/{{JOB_ID:u}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Cancel</button></form>{{/JOB_CAN_CANCEL}}</div>
</div>
{{#JOB_ERROR}}<div class="alert alert-danger"><strong>What went wrong:</strong> {{JOB_ERROR}}</div>{{/JOB_ERROR}}
{{#IS_MOVING}}{{#JOB_PROGRESS}}<p><progress class="hub-progress" max="100" value="{{JOB_PROGRESS}}">{{JOB_PROGRESS}} %</progress></p>{{/JOB_PROGRESS}}{{/IS_MOVING}}
<div class="card"><div class="card-body">
<dl class="hub-facts">
<div><dt>Asked for</dt><dd><time>{{JOB_CREATED}}</time> UTC{{#JOB_BY}}, by {{JOB_BY}}{{/JOB_BY}}</dd></div>
<div><dt>Due</dt><dd><time>{{JOB_RUN_AT}}</time></dd></div>
<div><dt>Started</dt><dd>{{#JOB_STARTED}}<time>{{JOB_STARTED}}</time>{{/JOB_STARTED}}{{#JOB_RUNNER}}, by {{JOB_RUNNER}}{{/JOB_RUNNER}}</dd></div>
<div><dt>Finished</dt><dd>{{#JOB_FINISHED}}<time>{{JOB_FINISHED}}</time>{{/JOB_FINISHED}}</dd></div>
<div><dt>Tries</dt><dd>{{JOB_TRIES}} of {{JOB_TRIES_MOST}}{{#JOB_LOST}}<span class="hub-sub">its runner died {{JOB_LOST}}</span>{{/JOB_LOST}}</dd></div>
</dl>
</div></div>
<section class="card" aria-labelledby="payload-head"><div class="card-body">
<h2 id="payload-head">What it was asked</h2>
<pre tabindex="0" class="hub-tall">{{JOB_PAYLOAD:p}}</pre>
</div></section>
{{#JOB_RESULT}}<section class="card" aria-labelledby="result-head"><div class="card-body">
<h2 id="result-head">What came of it</h2>
<pre tabindex="0" class="hub-tall">{{JOB_RESULT:p}}</pre>
</div></section>{{/JOB_RESULT}}
{{/JOB}}
