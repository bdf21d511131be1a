{{%AUTOESCAPE context="HTML"}}{{! Take along everything that is held about a person; the way to delete the account. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Your data</h1>
<p>Everything that is held about you here is yours to take along, and to have deleted.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="export-head">
<div class="card-body">
<h2 id="export-head">Download everything</h2>
<p>One file, in JSON, which programs read and people can, too. In it are:</p>
<ul>
<li>your profile, and whether a second factor is set up;</li>
<li>sessions and sign-ins: when, from which address, with which browser;</li>
<li>API tokens by name, and invitations: the one you came with and those you made;</li>
<li>mails to you, and what the audit notes of you;</li>
<li>every backtest you ran, saved results with all their days, saved calculations and links;</li>
<li>your series of returns with all versions and files, your analyses with every run, notes and links.</li>
</ul>
<p>Passwords, codes, tokens and links are not in it: the hub keeps only their fingerprints. With many saved results it takes some seconds.</p>
<form method="post" action="/account/export"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-primary" type="submit">Download my data</button></form>
</div>
</section>
<section class="card" aria-labelledby="leave-head">
<div class="card-body">
<h2 id="leave-head">Delete the account</h2>
<p>Closes the account at once; for thirty days you can still come back.</p>
<p class="hub-actions"><a class="btn btn-outline-danger" href="/account/delete">Delete my account</a></p>
</div>
</section>
</div>
</div>
