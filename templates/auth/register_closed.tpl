{{%AUTOESCAPE context="HTML"}}{{! Registration is not open: how one gets in. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#BY_INVITATION}}
<h1>Registration is by invitation</h1>
<p>New accounts are made from an invitation. If you have one, open the link in its mail: it leads to the form.</p>
<p>If you have none, ask a colleague who uses {{SITE_NAME}}, or whoever looks after it, to invite you. They need only your e-mail address.</p>
{{/BY_INVITATION}}
{{#BY_NOBODY}}
<h1>Registration is closed</h1>
<p>Nobody can register at {{SITE_NAME}} at present. If you need an account, ask whoever looks after it.</p>
<p>If you were invited, the link in the mail still works.</p>
{{/BY_NOBODY}}
<p class="hub-actions"><a class="btn btn-primary" href="/login">Sign in</a></p>
</section>
