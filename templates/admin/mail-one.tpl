{{%AUTOESCAPE context="HTML"}}{{! One mail: what became of it, and what it says. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
{{#MAIL}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/mail">Mail</a></p>
<h1>{{MAIL_SUBJECT}}</h1>
<p>to {{MAIL_TO}}</p>
</div>
<div class="hub-actions"><a class="btn btn-outline-secondary" href="/admin/mail/{{MAIL_ID:u}}">Look again</a>
{{#MAIL_CAN_SEND}}<form method="post" action="/admin/mail/{{MAIL_ID:u}}/send"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Send now</button></form>{{/MAIL_CAN_SEND}}
{{#MAIL_CAN_CANCEL}}<form method="post" action="/admin/mail/{{MAIL_ID:u}}/cancel"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Do not send it</button></form>{{/MAIL_CAN_CANCEL}}</div>
</div>
{{#NO_SERVER}}<div class="alert alert-warning">Not sent: no mail server is set. <a href="/admin/settings#mail">Set one</a>, and this mail goes out by itself.</div>{{/NO_SERVER}}
{{#MAIL_BOUNCE_REASON}}<div class="alert alert-danger"><strong>It came back:</strong> {{MAIL_BOUNCE_REASON}}</div>{{/MAIL_BOUNCE_REASON}}
<div class="card"><div class="card-body">
<dl class="hub-facts">
<div><dt>State</dt><dd>{{MAIL_STATUS}}{{#MAIL_NEXT}}, next try <time>{{MAIL_NEXT}}</time> UTC{{/MAIL_NEXT}}{{#MAIL_ERROR}}<span class="hub-sub hub-loss">{{MAIL_ERROR}}</span>{{/MAIL_ERROR}}</dd></div>
<div><dt>Tries</dt><dd>{{MAIL_TRIES}}</dd></div>
<div><dt>Written</dt><dd><time>{{MAIL_CREATED}}</time> UTC</dd></div>
<div><dt>Sent</dt><dd>{{#MAIL_SENT}}<time>{{MAIL_SENT}}</time> UTC{{/MAIL_SENT}}</dd></div>
<div><dt>Kind</dt><dd>{{MAIL_KIND}}{{#MAIL_INVITATION}} · <a href="/admin/invitations/{{MAIL_INVITATION:u}}">the invitation</a>{{/MAIL_INVITATION}}{{#MAIL_USER}} · <a href="/admin/people/{{MAIL_USER:u}}">the person</a>{{/MAIL_USER}}</dd></div>
<div><dt>Message-ID</dt><dd><code>{{MAIL_MESSAGE_ID}}</code></dd></div>
</dl>
</div></div>
<section class="card" aria-labelledby="text-head"><div class="card-body">
<div class="hub-card-head"><h2 id="text-head">Plain text</h2>{{#CAN_SEE_LINKS}}<form method="post" action="/admin/mail/{{MAIL_ID:u}}/links"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="hub-link" type="submit">Show it with its links</button></form>{{/CAN_SEE_LINKS}}</div>
{{#CAN_SEE_LINKS}}<p class="hub-note">Links that still work are cut here, because whoever has one can use it in place of the person. That you look at them is recorded in the audit.</p>{{/CAN_SEE_LINKS}}
{{#LINKS_CUT}}<p class="hub-note">Links that still work are cut here. A superuser sees them.</p>{{/LINKS_CUT}}
<pre tabindex="0" class="hub-tall">{{MAIL_TEXT:p}}</pre>
</div></section>
{{#MAIL_HTML}}<section class="card" aria-labelledby="html-head"><div class="card-body">
<h2 id="html-head">HTML, as it is sent</h2>
<details><summary>Show the source</summary>
<pre tabindex="0" class="hub-tall">{{MAIL_HTML:p}}</pre></details>
</div></section>{{/MAIL_HTML}}
{{/MAIL}}
