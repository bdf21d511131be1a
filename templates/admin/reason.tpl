{{%AUTOESCAPE context="HTML"}}{{! The reason of a decision once more, because something was wrong with it. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<section class="hub-narrow">
<h1>{{REASON_VERB}} {{REASON_EMAIL}}</h1>
<form method="post" action="{{REASON_PATH}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="back" value="{{BACK}}">
<div class="hub-field hub-field-bad">
<label class="form-label" for="reason">Reason</label>
<textarea class="form-control is-invalid" id="reason" name="reason" rows="5" aria-invalid="true" aria-describedby="reason-about" autofocus>{{REASON_TEXT:p}}</textarea>
<p class="hub-field-message" id="reason-about">{{REASON_WRONG}}</p>
</div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">{{REASON_VERB}}</button><a href="{{BACK}}">Leave it</a></p>
</form>
</section>
