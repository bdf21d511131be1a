{{%AUTOESCAPE context="HTML"}}{{! An invitation that cannot be used, and what to do instead. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#INVITE_UNKNOWN}}
<h1>There is no such invitation</h1>
<p>The link was probably not copied whole, or a newer invitation has taken its place. Open the link from the newest mail, or ask whoever invited you to send it once more.</p>
{{/INVITE_UNKNOWN}}
{{#INVITE_USED}}
<h1>This invitation was used already</h1>
<p>An account was made with it. If that was you, sign in with your e-mail and the password that you chose; a new account may still wait for approval.</p>
<p>If you have forgotten the password, ask for a new one. If it was not you, tell whoever invited you.</p>
{{/INVITE_USED}}
{{#INVITE_EXPIRED}}
<h1>This invitation has expired</h1>
<p>Ask whoever invited you to send it once more; the mail then brings a new link.</p>
{{/INVITE_EXPIRED}}
{{#INVITE_REVOKED}}
<h1>This invitation was withdrawn</h1>
<p>Whoever invited you, or an administrator, has taken it back. If you think that this is a mistake, ask them.</p>
{{/INVITE_REVOKED}}
{{#INVITE_CLOSED}}
<h1>Nobody can register at present</h1>
<p>The invitation stays as it is; its link works again as soon as registration is open and the invitation has not expired. Ask whoever invited you when that will be.</p>
{{/INVITE_CLOSED}}
{{#INVITE_BUSY}}
<h1>This invitation is being accepted at this moment</h1>
<p>The form behind this link was sent twice, and one of the two is making the account now. This one changed nothing.</p>
<p>Wait half a minute, then sign in, or open the link again.</p>
{{/INVITE_BUSY}}
{{#INVITE_MEMBER}}
<h1>You have an account already</h1>
<p>There is an account with the address of this invitation. Sign in with it; the invitation is not needed, and was not used.</p>
<p>If you have forgotten the password, ask for a new one.</p>
{{/INVITE_MEMBER}}
<p class="hub-actions"><a class="btn btn-primary" href="/login">Sign in</a> <a class="btn btn-outline-secondary" href="/reset">Forgot your password?</a></p>
</section>
