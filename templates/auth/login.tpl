{{%AUTOESCAPE context="HTML"}}{{! The sign-in form. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
<h1>Sign in</h1>
{{#PROBLEM}}<div class="alert alert-danger" role="alert" id="signin-problem">{{PROBLEM_TEXT}}</div>{{/PROBLEM}}
<form method="post" action="/login">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="next" value="{{NEXT}}">
<div class="hub-field">
<label class="form-label" for="email">E-mail</label>
<input class="form-control" type="email" id="email" name="email" value="{{EMAIL}}" autocomplete="username" maxlength="254" required{{#PROBLEM}} aria-describedby="signin-problem"{{/PROBLEM}}>
</div>
<div class="hub-field">
<label class="form-label" for="password">Password</label>
<input class="form-control" type="password" id="password" name="password" autocomplete="current-password" required{{#PROBLEM}} aria-describedby="signin-problem"{{/PROBLEM}}>
</div>
<button class="btn btn-primary hub-wide" type="submit">Sign in</button>
</form>
<p class="hub-note"><a href="/reset">Forgot your password?</a> · No account yet? <a href="/register">Register</a></p>
</section>
