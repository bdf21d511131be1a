{{%AUTOESCAPE context="HTML"}}{{! Showing something saved to the team, or by a link to whoever has it; web/sharing fills it. SPDX-License-Identifier: Apache-2.0 }}<details class="hub-rename" id="share"{{#HAS_NEW_LINK}} open{{/HAS_NEW_LINK}}><summary>Share{{#TEAM_ON}} <span class="hub-tag">with the team</span>{{/TEAM_ON}}</summary>
<div class="hub-share">
{{#TEAM_OFF}}<form method="post" action="{{OWN_PATH}}/{{SHARED_ID:u}}/share"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">Everybody who can sign in here may see this {{THING}} {{SHARED_WITH}}, and take its files away{{SHARED_FILES}}, under <a href="{{SECTION_PATH}}/shared">Shared with the team</a>. Nobody but you can change it.</p><button class="btn btn-outline-secondary" type="submit">Share with the team</button></form>{{/TEAM_OFF}}
{{#TEAM_ON}}<form method="post" action="{{OWN_PATH}}/{{SHARED_ID:u}}/unshare"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">The team sees it since <time>{{TEAM_SINCE}}</time> UTC, <a href="{{SECTION_PATH}}/shared/{{SHARED_ID:u}}">here</a>.</p><button class="btn btn-outline-secondary" type="submit">Stop sharing with the team</button></form>{{/TEAM_ON}}
{{#LINKS_ALLOWED}}<form method="post" action="{{OWN_PATH}}/{{SHARED_ID:u}}/links"><input type="hidden" name="csrf" value="{{CSRF}}">
<label class="form-label" for="hours">A link for somebody without an account, open for</label>
<div class="hub-inline"><select class="form-select" id="hours" name="hours">{{#SPAN}}<option value="{{SPAN_HOURS}}">{{SPAN_LABEL}}</option>{{/SPAN}}</select><button class="btn btn-outline-secondary" type="submit">Make a link</button></div><p class="hub-note">Whoever has the link sees this {{THING}} {{SHARED_WITH}}, and may take its files away.</p></form>{{/LINKS_ALLOWED}}
{{#LINKS_OFF}}<p class="hub-note">The administrators of this hub allow no links for people without an account.</p>{{/LINKS_OFF}}
{{#HAS_LINKS}}<div class="hub-table-box" tabindex="0" role="region" aria-label="Links to this {{THING}}">
<table class="table hub-stacked">
<caption>Links to this {{THING}}. Times are UTC. <a href="{{SECTION_PATH}}/links">All your links</a></caption>
<thead><tr><th scope="col">Made</th><th scope="col">Open until</th><th scope="col">Last opened</th><th scope="col"><span class="visually-hidden">State</span></th></tr></thead>
<tbody>
{{#LINK}}<tr><td data-label="Made"><time>{{LINK_CREATED}}</time></td><td data-label="Open until"><time>{{LINK_EXPIRES}}</time></td><td data-label="Last opened">{{LINK_USED}}</td><td>{{#LINK_IS_OVER}}<span class="hub-tag">{{LINK_STATE}}</span>{{/LINK_IS_OVER}}{{#LINK_IS_OPEN}}<form method="post" action="{{SECTION_PATH}}/links/{{LINK_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Take back<span class="visually-hidden"> the link made {{LINK_CREATED}}</span></button></form>{{/LINK_IS_OPEN}}</td></tr>
{{/LINK}}
</tbody>
</table>
</div>{{/HAS_LINKS}}
</div></details>
