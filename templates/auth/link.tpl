{{%AUTOESCAPE context="HTML"}}{{! A one-time link that was used, has expired, or never was. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>This link no longer works</h1>
<p>A one-time link sets a password once, and only for a limited time. This one was used already, has expired, or was not copied whole.</p>
<ul>
<li>If you have set your password, sign in with it.</li>
<li>If not, ask your administrator for a new link.</li>
</ul>
<p class="hub-actions"><a class="btn btn-primary" href="/login">Sign in</a></p>
</section>
