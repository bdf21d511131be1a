{{%AUTOESCAPE context="HTML"}}{{! After asking for a new password; the same for every address. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>A mail is on its way</h1>
<p>It comes within a few minutes. If there is an account with the address, it has a link in it to set a new password, which works for an hour; if there is none, it says so.</p>
<p>If no mail comes, look among unwanted mail, and check that the address was spelled right. For one address at most three mails are sent in an hour.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/login">Sign in</a> <a class="btn btn-outline-secondary" href="/reset">Another address</a></p>
</section>
