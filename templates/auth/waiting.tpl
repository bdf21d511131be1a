{{%AUTOESCAPE context="HTML"}}{{! After registering; the same whether or not the address was known. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Waiting for approval</h1>
<p>Thank you. A mail is on its way to your address; it says what comes next. If it does not come within a few minutes, look among unwanted mail.</p>
<p>An administrator approves new accounts. You will get a mail when yours is approved, and can then sign in with your e-mail and the password that you chose.</p>
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/login">Sign in</a> <a class="btn btn-outline-secondary" href="/help">Help</a></p>
</section>
