{{%AUTOESCAPE context="HTML"}}{{! How the hub is doing, and what needs attention. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Overview</h1>
<p>What needs attention, and how the hub is doing. Times are UTC.</p>
</div>
</div>
<section class="card" aria-labelledby="attention-head">
<div class="card-body">
<h2 id="attention-head">Needs attention</h2>
{{#ALL_FINE}}<p class="hub-gain">Everything is fine. There is nothing to do.</p>{{/ALL_FINE}}
{{#HAS_PROBLEMS}}<ul class="hub-list">
{{#PROBLEM}}<li>{{PROBLEM_WHAT}} {{#PROBLEM_LINK}}<a href="{{PROBLEM_HREF}}">{{PROBLEM_LABEL}}</a>{{/PROBLEM_LINK}}{{#PROBLEM_MEND}}<span>On the server: <code>{{PROBLEM_COMMAND}}</code></span>{{/PROBLEM_MEND}}</li>
{{/PROBLEM}}</ul>{{/HAS_PROBLEMS}}
</div>
</section>
<dl class="hub-figures">
<div class="hub-figure"><dt>Waiting for approval</dt><dd class="hub-figure-value">{{PENDING}}</dd><dd class="hub-note"><a href="/admin/approvals">Approvals</a></dd></div>
<div class="hub-figure"><dt>Failed sign-ins, last 24 hours</dt><dd class="hub-figure-value">{{SIGNINS_BAD}}</dd><dd class="hub-note">Good ones today and yesterday: {{SIGNINS_GOOD}}. <a href="/admin/signins">Sign-ins</a></dd></div>
<div class="hub-figure"><dt>Mails not delivered yet</dt><dd class="hub-figure-value">{{MAIL_WAITING}}</dd><dd class="hub-note">In 7 days {{MAIL_FAILED}} failed, {{MAIL_BOUNCED}} came back. <a href="/admin/mail">Mail</a></dd></div>
<div class="hub-figure"><dt>Jobs waiting</dt><dd class="hub-figure-value">{{JOBS_WAITING}}</dd><dd class="hub-note">{{JOBS_RUNNING}} running, {{JOBS_FAILED}} failed in 7 days. {{JOBS_OLDEST}}. <a href="/admin/jobs">Jobs</a></dd></div>
</dl>
<section class="card" aria-labelledby="programs-head">
<div class="card-body">
<h2 id="programs-head">Programs</h2>
<div class="hub-table-box" role="group" aria-labelledby="programs-head" tabindex="0">
<table class="table hub-stacked hub-dense">
<thead><tr><th scope="col">Program</th><th scope="col">State</th><th scope="col" class="num">Processes</th><th scope="col" class="num">Done since start</th><th scope="col" class="num">Failures</th><th scope="col" class="num">Memory</th><th scope="col" class="num">Last heartbeat</th></tr></thead>
<tbody>
{{#PROGRAM}}<tr><th scope="row">{{PROGRAM_NAME}}</th><td data-label="State">{{#PROGRAM_ALIVE}}<span class="hub-gain">runs</span>{{/PROGRAM_ALIVE}}{{#PROGRAM_DEAD}}<span class="hub-loss">does not run</span>{{/PROGRAM_DEAD}}</td><td data-label="Processes" class="num">{{PROGRAM_PROCESSES}}</td><td data-label="Done since start" class="num">{{PROGRAM_REQUESTS}}</td><td data-label="Failures" class="num">{{PROGRAM_FAILURES}}</td><td data-label="Memory" class="num">{{PROGRAM_MEMORY}}</td><td data-label="Last heartbeat" class="num">{{PROGRAM_LAST}}</td></tr>
{{/PROGRAM}}</tbody>
</table>
</div>
</div>
</section>
<div class="hub-cards hub-cards-halves">
<section class="card" aria-labelledby="installation-head">
<div class="card-body">
<h2 id="installation-head">Installation</h2>
<dl class="hub-facts">
<div><dt>Version</dt><dd>{{HUB_VERSION}}</dd></div>
<div><dt>Database</dt><dd>{{DATABASE_SIZE}}<span class="hub-sub">schema {{SCHEMA_NUMBER}} ({{SCHEMA_NAME}}), applied <time>{{SCHEMA_AT}}</time></span></dd></div>
<div><dt>Certificate</dt><dd>{{CERTIFICATE}}</dd></div>
<div><dt>Last backup</dt><dd>{{#HAS_BACKUP}}<time>{{BACKUP_AT}}</time>, {{BACKUP_SIZE}}<span class="hub-sub">{{BACKUP_FILE}}{{#BACKUP_TRIED}}, restored and compared <time>{{BACKUP_VERIFIED}}</time>{{/BACKUP_TRIED}}</span>{{/HAS_BACKUP}}{{#NO_BACKUP}}none yet{{/NO_BACKUP}}</dd></div>
</dl>
</div>
</section>
<section class="card" aria-labelledby="data-head">
<div class="card-body">
<div class="hub-card-head"><h2 id="data-head">Market data</h2><a href="/admin/data">All data</a></div>
{{#NO_INSTRUMENTS}}<p class="hub-note">There are no prices yet. <a href="/admin/data/import">Import a file</a> of prices.</p>{{/NO_INSTRUMENTS}}
{{#HAS_INSTRUMENTS}}<p class="hub-note">The newest day of those that were not renewed for longest.</p>
<dl class="hub-facts">
{{#INSTRUMENT}}<div><dt><a href="/admin/data/{{INSTRUMENT_SYMBOL:u}}">{{INSTRUMENT_SYMBOL}}</a></dt><dd><time>{{INSTRUMENT_LAST}}</time><span class="hub-sub">{{INSTRUMENT_AGE}}</span></dd></div>
{{/INSTRUMENT}}{{#HAS_RATE}}<div><dt>{{RATE_NAME}}</dt><dd><time>{{RATE_DAY}}</time><span class="hub-sub">the newest interest rate</span></dd></div>{{/HAS_RATE}}
</dl>{{/HAS_INSTRUMENTS}}
</div>
</section>
</div>
