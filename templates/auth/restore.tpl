{{%AUTOESCAPE context="HTML"}}{{! The right password of an account that was deleted less than 30 days ago. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Restore your account?</h1>
<p>The account {{EMAIL}} was deleted on {{DELETED_ON}}. Until {{FINAL_ON}} it can be restored, with everything that was in it; after that it is deleted for good.</p>
<form method="post" action="/login/restore">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="btn btn-primary hub-wide" type="submit">Restore the account</button>
</form>
<p class="hub-note">If it is to stay deleted, there is nothing to do: <a href="/login">back to signing in</a>.</p>
</section>
