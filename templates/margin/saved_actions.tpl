{{%AUTOESCAPE context="HTML"}}{{! What an owner does with a saved backtest: run again, delete, rename. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-actions hub-saved-actions">
{{#CAN_RERUN}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/rerun"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary" type="submit">Run again</button></form>{{/CAN_RERUN}}
<form method="post" action="/margin/saved/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete</button></form>
<details class="hub-rename"{{#HAS_NAME_FAULT}} open{{/HAS_NAME_FAULT}}><summary>Rename</summary>
<form method="post" action="/margin/saved/{{SAVED_ID:u}}/rename"><input type="hidden" name="csrf" value="{{CSRF}}">
<label class="form-label" for="rename">New name</label>
<div class="hub-inline"><input class="form-control{{#HAS_NAME_FAULT}} is-invalid{{/HAS_NAME_FAULT}}" type="text" id="rename" name="name" value="{{NAME}}" maxlength="200" autocomplete="off" required{{#HAS_NAME_FAULT}} aria-invalid="true" aria-describedby="rename-fault"{{/HAS_NAME_FAULT}}><button class="btn btn-primary" type="submit">Rename</button></div>
{{#HAS_NAME_FAULT}}<p class="hub-field-message" id="rename-fault">{{NAME_FAULT}}</p>{{/HAS_NAME_FAULT}}
</form></details>
</div>
