{{%AUTOESCAPE context="HTML"}}{{! Behind the link that proves an address. Showing this page does not use the link up. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Confirm your address</h1>
{{#VERIFY_CHANGE}}<p>Press the button, and from now on you sign in with <strong>{{EMAIL}}</strong> instead of {{OLD_EMAIL}}. The old address gets a mail that says so.</p>{{/VERIFY_CHANGE}}
{{#VERIFY_REGISTER}}<p>Press the button to confirm that <strong>{{EMAIL}}</strong> is your address.</p>{{/VERIFY_REGISTER}}
<form method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="btn btn-primary hub-wide" type="submit">Confirm this address</button>
</form>
</section>
