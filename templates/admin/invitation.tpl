{{%AUTOESCAPE context="HTML"}}{{! One invitation: how far it came, its mails, what was done with it. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
{{#INVITE}}
<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="/admin/invitations">Invitations</a></p>
<h1>{{INVITE_EMAIL}}</h1>
<p>{{INVITE_STATE}}</p>
</div>
{{#INVITE_UNUSED}}<div class="hub-actions">
<form method="post" action="/admin/invitations/{{INVITE_ID:u}}/resend"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Send again</button></form>
<form method="post" action="/admin/invitations/{{INVITE_ID:u}}/link"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary" type="submit">Show a new link to copy</button></form>
{{#INVITE_LIVE}}<form method="post" action="/admin/invitations/{{INVITE_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Revoke</button></form>{{/INVITE_LIVE}}
</div>{{/INVITE_UNUSED}}
</div>
{{#HAS_LINK}}<section class="alert alert-success" aria-labelledby="link-head">
<h2 id="link-head">A new link</h2>
<p>Copy it now and hand it over: it is shown only here, this once. The links from before have ended. The same link goes out by mail, as soon as a mail server is set.</p>
<p><input class="form-control" type="text" readonly value="{{LINK}}" aria-label="The link"></p>
</section>{{/HAS_LINK}}
{{#NO_SERVER}}<div class="alert alert-warning">Nothing is sent: no mail server is set. Mails wait, and “Show a new link to copy” makes one to hand over. <a href="/admin/settings#mail">Set a mail server</a></div>{{/NO_SERVER}}
{{#INVITE_BOUNCE}}<div class="alert alert-danger"><strong>The mail came back:</strong> {{INVITE_BOUNCE}}</div>{{/INVITE_BOUNCE}}
<div class="card"><div class="card-body">
<dl class="hub-facts">
<div><dt>Role</dt><dd>{{INVITE_TYPE}}</dd></div>
<div><dt>Invited by</dt><dd>{{#INVITE_BY}}<a href="/admin/people/{{INVITE_BY_ID:u}}">{{INVITE_BY}}</a>{{/INVITE_BY}}</dd></div>
<div><dt>Created</dt><dd><time>{{INVITE_CREATED}}</time> UTC</dd></div>
<div><dt>Mailed</dt><dd>{{#INVITE_MAILED}}<time>{{INVITE_MAILED}}</time> UTC{{/INVITE_MAILED}}</dd></div>
<div><dt>Opened</dt><dd>{{#INVITE_OPENED}}<time>{{INVITE_OPENED}}</time> UTC{{/INVITE_OPENED}}</dd></div>
<div><dt>Registered</dt><dd>{{#INVITE_USER}}<a href="/admin/people/{{INVITE_USER:u}}"><time>{{INVITE_REGISTERED}}</time></a> UTC{{/INVITE_USER}}</dd></div>
<div><dt>Approved</dt><dd>{{#INVITE_APPROVED}}<time>{{INVITE_APPROVED}}</time> UTC{{/INVITE_APPROVED}}</dd></div>
<div><dt>First sign-in</dt><dd>{{#INVITE_SIGNED_IN}}<time>{{INVITE_SIGNED_IN}}</time> UTC{{/INVITE_SIGNED_IN}}</dd></div>
<div><dt>Expires</dt><dd><time>{{INVITE_EXPIRES}}</time> UTC{{#INVITE_REVOKED}}<span class="hub-sub">revoked <time>{{INVITE_REVOKED}}</time></span>{{/INVITE_REVOKED}}</dd></div>
{{#INVITE_MESSAGE}}<div><dt>Message</dt><dd class="hub-lines">{{INVITE_MESSAGE:p}}</dd></div>{{/INVITE_MESSAGE}}
</dl>
</div></div>
{{/INVITE}}
{{#HAS_MAILS}}<section class="card" aria-labelledby="mails-head"><div class="card-body">
<h2 id="mails-head">Mails</h2>
<ul class="hub-list">
{{#MAIL}}<li><a href="/admin/mail/{{MAIL_ID:u}}"><time>{{MAIL_CREATED}}</time></a>: {{MAIL_STATUS}}{{#MAIL_ERROR}}<span>{{MAIL_ERROR}}</span>{{/MAIL_ERROR}}</li>
{{/MAIL}}</ul>
</div></section>{{/HAS_MAILS}}
<section class="card" aria-labelledby="history-head"><div class="card-body">
<h2 id="history-head">What was done with it</h2>
<ul class="hub-list">
{{#EVENT}}<li><time>{{EVENT_AT}}</time>: {{EVENT_ACTION}}<span>{{EVENT_ACTOR}}</span></li>
{{/EVENT}}</ul>
</div></section>
