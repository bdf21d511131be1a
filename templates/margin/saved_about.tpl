{{%AUTOESCAPE context="HTML"}}{{! Above a saved result: who computed it, its note and tags, and what its owner can do. SPDX-License-Identifier: Apache-2.0 }}{{#SAVED}}
{{#IS_OLDER}}<div class="alert alert-info" role="note" id="older"><strong>An older engine computed this result</strong>, version {{SAVED_ENGINE}}; the hub now has version {{ENGINE_HERE}}. Everything below stands as it was saved.{{#CAN_RERUN}} “Run again” computes it anew and puts the figures side by side.{{/CAN_RERUN}}</div>{{/IS_OLDER}}
{{#HAS_NOTE}}<p class="hub-prose hub-lines" id="saved-note">{{SAVED_NOTE:p}}</p>{{/HAS_NOTE}}
{{#HAS_TAGS}}<p class="hub-note" id="saved-tags">Tags: {{SAVED_TAGS}}</p>{{/HAS_TAGS}}
{{#CAN_RUN}}{{>MARGIN_SAVED_ACTIONS}}{{/CAN_RUN}}
{{/SAVED}}
