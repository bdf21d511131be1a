{{%AUTOESCAPE context="HTML"}}{{! What an owner does with a saved backtest: run again, delete, change its words, show it to others. SPDX-License-Identifier: Apache-2.0 }}{{>SHARING_NEW}}
<div class="hub-actions hub-saved-actions">
{{#CAN_RERUN}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/rerun"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary" type="submit">Run again</button></form>{{/CAN_RERUN}}
<form method="post" action="/margin/saved/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete</button></form>
<details class="hub-rename" id="words"{{#WORDS_OPEN}} open{{/WORDS_OPEN}}><summary>Name, note, tags</summary>
<form method="post" action="/margin/saved/{{SAVED_ID:u}}/words"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field"><label class="form-label" for="rename">Name</label>
<input class="form-control{{#HAS_NAME_FAULT}} is-invalid{{/HAS_NAME_FAULT}}" type="text" id="rename" name="name" value="{{NAME}}" maxlength="200" autocomplete="off" required{{#HAS_NAME_FAULT}} aria-invalid="true" aria-describedby="rename-fault"{{/HAS_NAME_FAULT}}>
{{#HAS_NAME_FAULT}}<p class="hub-field-message" id="rename-fault">{{NAME_FAULT}}</p>{{/HAS_NAME_FAULT}}</div>
{{>MARGIN_SAVED_WORDS}}
<button class="btn btn-primary" type="submit">Change</button>
</form></details>
{{>SHARING}}
</div>
