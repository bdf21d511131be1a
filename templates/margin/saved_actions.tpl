{{%AUTOESCAPE context="HTML"}}{{! What an owner does with a saved backtest: run again, delete, change its words, show it to others. SPDX-License-Identifier: Apache-2.0 }}{{#HAS_NEW_LINK}}<div class="alert alert-success" role="status" id="new-link"><strong>The link is made.</strong> Copy it now: it is shown this once, because only its fingerprint is stored. Whoever has it sees this result, with its note and tags and without an account, until it expires or you take it back.
<pre class="hub-secret"><code>{{NEW_LINK:p}}</code></pre></div>{{/HAS_NEW_LINK}}
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
<details class="hub-rename" id="share"{{#HAS_NEW_LINK}} open{{/HAS_NEW_LINK}}><summary>Share{{#TEAM_ON}} <span class="hub-tag">with the team</span>{{/TEAM_ON}}</summary>
<div class="hub-share">
{{#TEAM_OFF}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/share"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">Everybody who can sign in here may see this result, with its note and tags, and take its files away, under <a href="/margin/shared">Shared with the team</a>. Nobody but you can change it.</p><button class="btn btn-outline-secondary" type="submit">Share with the team</button></form>{{/TEAM_OFF}}
{{#TEAM_ON}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/unshare"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">The team sees it since <time>{{TEAM_SINCE}}</time> UTC, <a href="/margin/shared/{{SAVED_ID:u}}">here</a>.</p><button class="btn btn-outline-secondary" type="submit">Stop sharing with the team</button></form>{{/TEAM_ON}}
{{#LINKS_ALLOWED}}<form method="post" action="/margin/saved/{{SAVED_ID:u}}/links"><input type="hidden" name="csrf" value="{{CSRF}}">
<label class="form-label" for="hours">A link for somebody without an account, open for</label>
<div class="hub-inline"><select class="form-select" id="hours" name="hours">{{#SPAN}}<option value="{{SPAN_HOURS}}">{{SPAN_LABEL}}</option>{{/SPAN}}</select><button class="btn btn-outline-secondary" type="submit">Make a link</button></div><p class="hub-note">Whoever has the link sees this result with its note and tags, and may take its files away.</p></form>{{/LINKS_ALLOWED}}
{{#LINKS_OFF}}<p class="hub-note">The administrators of this hub allow no links for people without an account.</p>{{/LINKS_OFF}}
{{#HAS_LINKS}}<div class="hub-table-box" tabindex="0" role="region" aria-label="Links to this result">
<table class="table hub-stacked">
<caption>Links to this result. Times are UTC. <a href="/margin/links">All your links</a></caption>
<thead><tr><th scope="col">Made</th><th scope="col">Open until</th><th scope="col">Last opened</th><th scope="col"><span class="visually-hidden">State</span></th></tr></thead>
<tbody>
{{#LINK}}<tr><td data-label="Made"><time>{{LINK_CREATED}}</time></td><td data-label="Open until"><time>{{LINK_EXPIRES}}</time></td><td data-label="Last opened">{{LINK_USED}}</td><td>{{#LINK_IS_OVER}}<span class="hub-tag">{{LINK_STATE}}</span>{{/LINK_IS_OVER}}{{#LINK_IS_OPEN}}<form method="post" action="/margin/links/{{LINK_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Take back<span class="visually-hidden"> the link made {{LINK_CREATED}}</span></button></form>{{/LINK_IS_OPEN}}</td></tr>
{{/LINK}}
</tbody>
</table>
</div>{{/HAS_LINKS}}
</div></details>
</div>
