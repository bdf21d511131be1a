{{%AUTOESCAPE context="HTML"}}{{! What deleting the account means, and the form that does it. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Delete your account</h1>
<p>{{EMAIL}}</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="leave-head">
<div class="card-body">
<h2 id="leave-head">What happens</h2>
{{#IS_REFUSED}}<div class="alert alert-warning" role="alert">{{REFUSED_WHY}}</div>{{/IS_REFUSED}}
<ol>
<li><strong>At once</strong> you are signed out everywhere, and your API tokens end.</li>
<li><strong>For thirty days</strong> everything stays as it is, unseen. To undo it, sign in with your password and choose to restore the account.</li>
<li><strong>After that</strong> the account is deleted for good: profile, sessions, tokens, and everything that you computed, brought or saved. What the audit noted, who changed what and when, stays; it has to.</li>
</ol>
<p>You may want to <a href="/account/export">download your data</a> first.</p>
<form method="post" action="/account/delete">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#FIELD}}{{>FIELD}}{{/FIELD}}
<p class="hub-actions"><button class="btn btn-outline-danger" type="submit">Delete my account</button> <a href="/account">Keep it</a></p>
</form>
</div>
</section>
</div>
</div>
