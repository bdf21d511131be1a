{{%AUTOESCAPE context="HTML"}}{{! Note and tags, in the form that saves and in the one that changes. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-field"><label class="form-label" for="note">Note</label>
<textarea class="form-control{{#HAS_NOTE_FAULT}} is-invalid{{/HAS_NOTE_FAULT}}" id="note" name="note" rows="3" maxlength="2000"{{#HAS_NOTE_FAULT}} aria-invalid="true" aria-describedby="note-fault"{{/HAS_NOTE_FAULT}}>{{NOTE:p}}</textarea>
{{#HAS_NOTE_FAULT}}<p class="hub-field-message" id="note-fault">{{NOTE_FAULT}}</p>{{/HAS_NOTE_FAULT}}</div>
<div class="hub-field"><label class="form-label" for="tags">Tags</label>
<input class="form-control{{#HAS_TAGS_FAULT}} is-invalid{{/HAS_TAGS_FAULT}}" type="text" id="tags" name="tags" value="{{TAGS}}" maxlength="330" autocomplete="off" aria-describedby="tags-hint{{#HAS_TAGS_FAULT}} tags-fault{{/HAS_TAGS_FAULT}}"{{#HAS_TAGS_FAULT}} aria-invalid="true"{{/HAS_TAGS_FAULT}}>
{{#HAS_TAGS_FAULT}}<p class="hub-field-message" id="tags-fault">{{TAGS_FAULT}}</p>{{/HAS_TAGS_FAULT}}
<p class="hub-note" id="tags-hint">Up to ten, parted by commas: crisis, long term. The list finds results by them.</p></div>
