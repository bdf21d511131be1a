{{%AUTOESCAPE context="HTML"}}{{! An invitation was made: its link, the only time it is shown. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>{{#IS_NEW}}The invitation is made{{/IS_NEW}}{{#IS_AGAIN}}A new link is made{{/IS_AGAIN}}</h1>
<p>{{#IS_NEW}}For {{INVITED_EMAIL}}, and for nobody else.{{/IS_NEW}}{{#IS_AGAIN}}The one before it has ended.{{/IS_AGAIN}}</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="link-head">
<div class="card-body">
<h2 id="link-head">Its link</h2>
{{#HAS_MAIL}}<p>A mail with it is on its way. You may hand the link over yourself, too; it is shown this once.</p>{{/HAS_MAIL}}
{{#NO_MAIL}}<p>No mail server is set up here, so no mail goes out. Copy the link and hand it over yourself; it is shown this once.</p>{{/NO_MAIL}}
<pre class="hub-secret"><code>{{INVITED_LINK:p}}</code></pre>
<p>Whoever opens it chooses a password and gets the account of this address, so give it to nobody else.</p>
<p class="hub-actions"><a class="btn btn-primary" href="/account/invitations">Back to the invitations</a></p>
</div>
</section>
</div>
</div>
