{{%AUTOESCAPE context="HTML"}}{{! The form that saves a run. SPDX-License-Identifier: Apache-2.0 }}{{#SAVE}}
<form class="card hub-save" id="save" method="post" action="/margin/saved"><div class="card-body">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="session" value="{{SESSION}}"><input type="hidden" name="idem_key" value="{{IDEM_KEY}}">
<label class="form-label" for="save-name">Save this result as</label>
<div class="hub-inline"><input class="form-control{{#HAS_NAME_FAULT}} is-invalid{{/HAS_NAME_FAULT}}" type="text" id="save-name" name="name" value="{{NAME}}" maxlength="200" autocomplete="off" required{{#HAS_NAME_FAULT}} aria-invalid="true" aria-describedby="name-fault"{{/HAS_NAME_FAULT}}><button class="btn btn-primary" type="submit">Save</button></div>
{{#HAS_NAME_FAULT}}<p class="hub-field-message" id="name-fault">{{NAME_FAULT}}{{#ALL_USED}} <a href="/margin/saved">Saved backtests</a>{{/ALL_USED}}</p>{{/HAS_NAME_FAULT}}
<details class="hub-more"{{#WORDS_OPEN}} open{{/WORDS_OPEN}}><summary>Note and tags</summary>
{{>MARGIN_SAVED_WORDS}}
</details>
</div></form>
{{/SAVE}}
