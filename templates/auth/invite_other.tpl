{{%AUTOESCAPE context="HTML"}}{{! An invitation's link, opened by somebody who is signed in. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>You are signed in already</h1>
<p>This link is an invitation for <strong>{{EMAIL}}</strong>, and you are signed in as <strong>{{SIGNED_IN_AS}}</strong>. An invitation makes a new account, so it cannot be used while you are signed in.</p>
<p>If the invitation is for you, sign out, then open its link again. If it is not, close this page: nothing has happened to it.</p>
<form method="post" action="/logout">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="hub-actions"><button class="btn btn-primary" type="submit">Sign out</button> <a class="btn btn-outline-secondary" href="/">To the dashboard</a></p>
</form>
</section>
