{{%AUTOESCAPE context="HTML"}}{{! Settings by topic, made from their rows; and hub.conf's, to be read. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Settings</h1>
<p>They are in force as soon as they are kept; no restart is needed. Every change is in the <a href="/admin/audit?object=setting">audit</a>.</p>
</div>
</div>
{{#MAY_LOOK}}<div class="alert alert-info">You may look. Only a superuser changes settings.</div>{{/MAY_LOOK}}
{{#TOPIC}}
<section class="card" id="{{TOPIC_NAME}}" aria-labelledby="{{TOPIC_NAME}}-head">
<div class="card-body">
<h2 id="{{TOPIC_NAME}}-head">{{TOPIC_TITLE}}</h2>
<p class="hub-note">{{TOPIC_ABOUT}}</p>
<form class="hub-form-narrow" method="post" action="/admin/settings/{{TOPIC_NAME}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#SETTING}}<div class="hub-field{{#SETTING_FAULT}} hub-field-bad{{/SETTING_FAULT}}">
{{#SETTING_IS_FLAG}}<div class="form-check"><input class="form-check-input" type="checkbox" id="f-{{SETTING_NAME}}" name="{{SETTING_NAME}}" value="on"{{#SETTING_ON}} checked{{/SETTING_ON}}{{#SETTING_SHUT}} disabled{{/SETTING_SHUT}} aria-describedby="f-{{SETTING_NAME}}-about"><label class="form-check-label" for="f-{{SETTING_NAME}}">{{SETTING_TITLE}}</label></div>{{/SETTING_IS_FLAG}}
{{#SETTING_IS_CHOICE}}<label class="form-label" for="f-{{SETTING_NAME}}">{{SETTING_TITLE}}</label><select class="form-select" id="f-{{SETTING_NAME}}" name="{{SETTING_NAME}}"{{#MAY_LOOK}} disabled{{/MAY_LOOK}} aria-describedby="f-{{SETTING_NAME}}-about">{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/OPTION}}</select>{{/SETTING_IS_CHOICE}}
{{#SETTING_IS_INTEGER}}<label class="form-label" for="f-{{SETTING_NAME}}">{{SETTING_TITLE}}</label><input class="form-control hub-setting-number" type="number" min="{{SETTING_LEAST}}" max="{{SETTING_MOST}}" step="1" id="f-{{SETTING_NAME}}" name="{{SETTING_NAME}}" value="{{SETTING_VALUE}}" required{{#MAY_LOOK}} disabled{{/MAY_LOOK}}{{#SETTING_FAULT}} aria-invalid="true"{{/SETTING_FAULT}} aria-describedby="f-{{SETTING_NAME}}-about">{{/SETTING_IS_INTEGER}}
{{#SETTING_IS_TEXT}}<label class="form-label" for="f-{{SETTING_NAME}}">{{SETTING_TITLE}}</label><input class="form-control" type="text" maxlength="300" id="f-{{SETTING_NAME}}" name="{{SETTING_NAME}}" value="{{SETTING_VALUE}}" autocomplete="off" spellcheck="false"{{#MAY_LOOK}} disabled{{/MAY_LOOK}}{{#SETTING_FAULT}} aria-invalid="true"{{/SETTING_FAULT}} aria-describedby="f-{{SETTING_NAME}}-about">{{/SETTING_IS_TEXT}}
{{#SETTING_IS_SECRET}}<label class="form-label" for="f-{{SETTING_NAME}}">{{SETTING_TITLE}}</label><input class="form-control" type="password" maxlength="500" id="f-{{SETTING_NAME}}" name="{{SETTING_NAME}}" autocomplete="new-password"{{#SETTING_CHANGED}} placeholder="one is kept; leave this empty to keep it"{{/SETTING_CHANGED}}{{#MAY_LOOK}} disabled{{/MAY_LOOK}}{{#SETTING_FAULT}} aria-invalid="true"{{/SETTING_FAULT}} aria-describedby="f-{{SETTING_NAME}}-about">{{/SETTING_IS_SECRET}}
<div id="f-{{SETTING_NAME}}-about">
{{#SETTING_FAULT}}<p class="hub-field-message">{{SETTING_MESSAGE}}</p>{{/SETTING_FAULT}}
<p class="hub-field-hint">{{#HAS_HELP}}{{SETTING_HELP}} {{/HAS_HELP}}Default: {{SETTING_DEFAULT}}.{{#SETTING_CHANGED}} Set <time>{{SETTING_AT}}</time> UTC by {{SETTING_BY}}.{{/SETTING_CHANGED}}{{#SETTING_CAN_RESET}} <button class="hub-link" type="submit" form="reset-{{SETTING_NAME}}">Reset to the default<span class="visually-hidden">: {{SETTING_TITLE}}</span></button>{{/SETTING_CAN_RESET}}</p>
</div>
</div>
{{/SETTING}}
{{#MAY_CHANGE}}<div class="hub-actions"><button class="btn btn-primary" type="submit">Keep<span class="visually-hidden"> the settings of {{TOPIC_TITLE}}</span></button>{{#TOPIC_IS_MAIL}}<button class="btn btn-outline-secondary" type="submit" form="mail-test">Send me a test mail</button>{{/TOPIC_IS_MAIL}}</div>{{/MAY_CHANGE}}
</form>
{{#SETTING}}{{#SETTING_CAN_RESET}}<form method="post" action="/admin/settings/{{SETTING_NAME}}/reset" id="reset-{{SETTING_NAME}}"><input type="hidden" name="csrf" value="{{CSRF}}"></form>{{/SETTING_CAN_RESET}}{{/SETTING}}
{{#TOPIC_IS_MAIL}}<form method="post" action="/admin/mail/test" id="mail-test"><input type="hidden" name="csrf" value="{{CSRF}}"></form>{{/TOPIC_IS_MAIL}}
</div>
</section>
{{/TOPIC}}
<section class="card" aria-labelledby="file-head">
<div class="card-body">
<h2 id="file-head">In hub.conf</h2>
<p class="hub-note">What a program needs before it can ask the database stands in <code>{{FILE_PATH}}</code>. Change it there, then on the server: <code>systemctl reload-or-restart hub.target</code>. See hub.conf(5).</p>
<details><summary>Show what is in force</summary>
<div class="hub-table-box" role="group" aria-labelledby="file-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th></tr></thead>
<tbody>
{{#FILE_SETTING}}<tr><th scope="row"><code>{{FILE_NAME}}</code></th><td data-label="Value"><code>{{FILE_VALUE}}</code></td><td data-label="From">{{#FILE_GIVEN}}stands in hub.conf{{/FILE_GIVEN}}</td></tr>
{{/FILE_SETTING}}</tbody>
</table>
</div>
</details>
</div>
</section>
