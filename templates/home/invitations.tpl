{{%AUTOESCAPE context="HTML"}}{{! Whom a manager has invited, and the form to invite somebody. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Invitations</h1>
<p>Bring somebody in: they get a link, choose a password, and an administrator approves the account.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card no-print" aria-labelledby="invite-head">
<div class="card-body">
<h2 id="invite-head">Invite somebody</h2>
{{#IS_CLOSED}}<p>Nobody can register at present, so an invitation would lead nowhere. An administrator can open registration in the console’s settings.</p>{{/IS_CLOSED}}
{{#NO_MAIL}}<p class="hub-note">No mail server is set up here, so no mail goes out. After you made the invitation, its link is shown: hand it over yourself.</p>{{/NO_MAIL}}
<form method="post" action="/account/invitations">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-form-grid hub-invite">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
</div>
<button class="btn btn-primary" type="submit">Make the invitation</button>
</form>
</div>
</section>
<section class="card" aria-labelledby="invited-head">
<div class="card-body">
<h2 id="invited-head">Whom you have invited</h2>
{{#LIST_EMPTY}}<div class="hub-empty"><p>Nobody yet. What becomes of an invitation stands here: whether the mail arrived, the link was opened, and the account was approved.</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" role="group" aria-labelledby="invited-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr>{{>LIST_HEAD}}<th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#INVITED}}<tr>
<th scope="row"><span class="hub-cut" title="{{INVITED_EMAIL}}">{{INVITED_EMAIL}}</span></th>
<td data-label="As">{{INVITED_ROLE}}</td>
<td data-label="State">{{INVITED_STATE}}{{#INVITED_BOUNCE_WHY}}<span class="hub-sub">{{INVITED_BOUNCE_WHY}}</span>{{/INVITED_BOUNCE_WHY}}{{#INVITED_MAILED}}<span class="hub-sub">Mailed <time>{{INVITED_MAILED}}</time></span>{{/INVITED_MAILED}}{{#INVITED_OPENED}}<span class="hub-sub">Opened <time>{{INVITED_OPENED}}</time></span>{{/INVITED_OPENED}}{{#INVITED_USED}}<span class="hub-sub">Registered <time>{{INVITED_USED}}</time></span>{{/INVITED_USED}}{{#INVITED_DECIDED}}<span class="hub-sub">Approved <time>{{INVITED_DECIDED}}</time></span>{{/INVITED_DECIDED}}{{#INVITED_FIRST}}<span class="hub-sub">First sign-in <time>{{INVITED_FIRST}}</time></span>{{/INVITED_FIRST}}</td>
<td data-label="Created"><time>{{INVITED_CREATED}}</time></td>
<td data-label="Expires"><time>{{INVITED_EXPIRES}}</time></td>
<td class="num">{{#INVITED_UNUSED}}<div class="hub-row-actions"><form method="post" action="/account/invitations/{{INVITED_ID:u}}/resend"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-secondary" type="submit">New link<span class="visually-hidden"> for {{INVITED_EMAIL}}</span></button></form>{{#INVITED_OPEN}}<form method="post" action="/account/invitations/{{INVITED_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Take back<span class="visually-hidden"> the invitation of {{INVITED_EMAIL}}</span></button></form>{{/INVITED_OPEN}}</div>{{/INVITED_UNUSED}}</td>
</tr>
{{/INVITED}}</tbody>
</table>
</div>
{{>LIST_FOOT}}
<p class="hub-note">Times are in your time zone, {{ZONE}}. “New link” sends the mail again, with a new link; the old one ends.</p>
{{/LIST_ROWS}}
</div>
</section>
</div>
</div>
