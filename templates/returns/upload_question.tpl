{{%AUTOESCAPE context="HTML"}}{{! The question that a file leaves open, with what each answer makes of it. SPDX-License-Identifier: Apache-2.0 }}
{{#QUESTION}}<fieldset class="hub-group hub-question">
<legend>{{QUESTION_TEXT}}</legend>
{{#HAS_QUESTION_FAULT}}<p class="hub-field-message" role="alert">{{QUESTION_FAULT}}</p>
{{/HAS_QUESTION_FAULT}}{{#QUESTION_MANY}}<p class="hub-note">Choose at most {{QUESTION_MOST}}.</p>
{{/QUESTION_MANY}}{{#ANSWER}}<div class="form-check"><input class="form-check-input" type="radio" id="{{PICK_ID}}" name="answer" value="{{PICK_VALUE}}"{{#PICK_LIKELY}} checked{{/PICK_LIKELY}} required><label class="form-check-label" for="{{PICK_ID}}">{{PICK_TEXT}}{{#PICK_LIKELY}} (more likely){{/PICK_LIKELY}}{{#PICK_HAS_PREVIEW}}<span class="hub-sub">{{PICK_PREVIEW}}</span>{{/PICK_HAS_PREVIEW}}</label></div>
{{/ANSWER}}<div class="hub-picks">{{#PICK}}<div class="form-check"><input class="form-check-input" type="checkbox" id="{{PICK_ID}}" name="{{PICK_FIELD}}" value="{{PICK_VALUE}}"{{#PICK_LIKELY}} checked{{/PICK_LIKELY}}><label class="form-check-label" for="{{PICK_ID}}">{{PICK_TEXT}}{{#PICK_HAS_PREVIEW}}<span class="hub-sub">{{PICK_PREVIEW}}</span>{{/PICK_HAS_PREVIEW}}</label></div>
{{/PICK}}</div>{{! Behind the answers: what follows a legend directly stands below it. }}{{#QUESTION_ONE}}<input type="hidden" name="answer_to" value="{{QUESTION_FIELD}}">{{/QUESTION_ONE}}{{#QUESTION_MANY}}<input type="hidden" name="picks" value="{{QUESTION_FIELD}}">{{/QUESTION_MANY}}</fieldset>{{/QUESTION}}
