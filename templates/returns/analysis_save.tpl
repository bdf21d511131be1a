{{%AUTOESCAPE context="HTML"}}{{! The form that saves an analysis. SPDX-License-Identifier: Apache-2.0 }}{{#CAN_SAVE}}{{#SAVE}}
<form class="card hub-save no-print" id="save" method="post" action="{{SAVE_HREF}}"><div class="card-body">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="idem_key" value="{{IDEM_KEY}}">
<label class="form-label" for="save-title">Save this analysis as</label>
<div class="hub-inline"><input class="form-control{{#HAS_TITLE_FAULT}} is-invalid{{/HAS_TITLE_FAULT}}" type="text" id="save-title" name="title" value="{{TITLE}}" maxlength="200" autocomplete="off" required{{#HAS_TITLE_FAULT}} aria-invalid="true" aria-describedby="title-fault"{{/HAS_TITLE_FAULT}}><button class="btn btn-primary" type="submit">Save</button></div>
{{#HAS_TITLE_FAULT}}<p class="hub-field-message" id="title-fault">{{TITLE_FAULT}} <a href="/returns/analyses">Saved analyses</a></p>{{/HAS_TITLE_FAULT}}
<details class="hub-more"{{#NOTE_OPEN}} open{{/NOTE_OPEN}}><summary>Note</summary>
<div class="hub-field"><label class="visually-hidden" for="save-note">Note</label>
<textarea class="form-control{{#HAS_NOTE_FAULT}} is-invalid{{/HAS_NOTE_FAULT}}" id="save-note" name="note" rows="3" maxlength="4000"{{#HAS_NOTE_FAULT}} aria-invalid="true" aria-describedby="note-fault"{{/HAS_NOTE_FAULT}}>{{NOTE:p}}</textarea>
{{#HAS_NOTE_FAULT}}<p class="hub-field-message" id="note-fault">{{NOTE_FAULT}}</p>{{/HAS_NOTE_FAULT}}</div>
</details>
</div></form>
{{/SAVE}}{{/CAN_SAVE}}
