{{%AUTOESCAPE context="HTML"}}{{! A link to prove an address that cannot be used now, and what to do instead. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#VERIFY_OVER}}
<h1>This link no longer works</h1>
<p>It was used already, has expired, was replaced by a newer one, or was not copied whole.</p>
<ul>
<li>If you pressed the button before, the address is confirmed and nothing is left to do.</li>
<li>If you are changing your address, start the change once more on the page of your account.</li>
</ul>
<p class="hub-actions"><a class="btn btn-primary" href="/account">Your account</a></p>
{{/VERIFY_OVER}}
{{#VERIFY_TAKEN}}
<h1>This address is in use</h1>
<p>By now another account has the address {{EMAIL}}, so yours keeps the one it had. Choose another on the page of your account.</p>
<p class="hub-actions"><a class="btn btn-primary" href="/account">Your account</a></p>
{{/VERIFY_TAKEN}}
{{#VERIFY_SIGNED_OUT}}
<h1>Sign in to confirm the new address</h1>
<p>This link gives the account of whoever asked for it a new address. So that a mistyped address gives nobody else the account, only they can confirm it: sign in first, with the old address.</p>
<p>If you did not ask for it, close this page: nothing changes.</p>
<p class="hub-actions"><a class="btn btn-primary" href="/login?next={{VERIFY_PATH:u}}">Sign in</a></p>
{{/VERIFY_SIGNED_OUT}}
{{#VERIFY_OTHER}}
<h1>This link belongs to another account</h1>
<p>You are signed in as <strong>{{SIGNED_IN_AS}}</strong>. The link gives another account a new address, and only its owner can confirm that: sign out, then open the link again and sign in with that account.</p>
<form method="post" action="/logout">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="hub-actions"><button class="btn btn-primary" type="submit">Sign out</button> <a class="btn btn-outline-secondary" href="/">To the dashboard</a></p>
</form>
{{/VERIFY_OTHER}}
</section>
