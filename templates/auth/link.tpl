{{%AUTOESCAPE context="HTML"}}{{! A one-time link that was used, has expired, or never was; or that another tab is using now. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#LINK_OVER}}
<h1>This link no longer works</h1>
<p>A one-time link sets a password once, and only for a limited time. This one was used already, has expired, was replaced by a newer one, or was not copied whole.</p>
<ul>
<li>If you have set your password, sign in with it.</li>
<li>If not, ask for a new link. It comes by mail.</li>
</ul>
<p class="hub-actions"><a class="btn btn-primary" href="/login">Sign in</a> <a class="btn btn-outline-secondary" href="/reset">Ask for a new link</a></p>
{{/LINK_OVER}}
{{#LINK_BUSY}}
<h1>This link is being used at this moment</h1>
<p>The form behind this link was sent twice, and one of the two is setting the password now. This one changed nothing.</p>
<p>Try to sign in with the password that you chose. If it is not the right one, wait a minute and open the link again.</p>
<p class="hub-actions"><a class="btn btn-primary" href="/login">Sign in</a></p>
{{/LINK_BUSY}}
</section>
