{{%AUTOESCAPE context="HTML"}}{{! The two fields in which somebody chooses a password; auth/new_password.c fills them. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-field">
<label class="form-label" for="password">New password</label>
<input class="form-control{{#PASSWORD_BAD}} is-invalid{{/PASSWORD_BAD}}" type="password" id="password" name="password" autocomplete="new-password" required{{#PASSWORD_BAD}} aria-invalid="true"{{/PASSWORD_BAD}} aria-describedby="password-about">
<div id="password-about">
{{#PASSWORD_BAD}}<p class="hub-field-message">{{PASSWORD_MESSAGE}}</p>{{/PASSWORD_BAD}}
<p class="hub-field-hint">At least {{PASSWORD_LEAST}} characters, hard to guess, and not your name or e-mail. Four or five unrelated words do well; spaces and any letters are fine.</p>
</div>
</div>
<div class="hub-field">
<label class="form-label" for="again">The same again</label>
<input class="form-control{{#AGAIN_BAD}} is-invalid{{/AGAIN_BAD}}" type="password" id="again" name="again" autocomplete="new-password" required{{#AGAIN_BAD}} aria-invalid="true" aria-describedby="again-about"{{/AGAIN_BAD}}>
{{#AGAIN_BAD}}<p class="hub-field-message" id="again-about">{{AGAIN_MESSAGE}}</p>{{/AGAIN_BAD}}
</div>
