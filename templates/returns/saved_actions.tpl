{{%AUTOESCAPE context="HTML"}}{{! What an owner does with a saved analysis: run again, copy, delete, rename, notes, runs, show it to others. SPDX-License-Identifier: Apache-2.0 }}{{#HAS_NEW_LINK}}<div class="alert alert-success" role="status" id="new-link"><strong>The link is made.</strong> Copy it now: it is shown this once, because only its fingerprint is stored. Whoever has it sees this analysis, without its notes and without an account, until it expires or you take it back.
<pre class="hub-secret"><code>{{NEW_LINK:p}}</code></pre></div>{{/HAS_NEW_LINK}}
<div class="hub-actions hub-saved-actions no-print">
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/rerun"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary" type="submit">Run again</button></form>
<a class="btn btn-outline-secondary" href="{{CHANGE_HREF}}">With other inputs</a>
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/duplicate"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-secondary" type="submit">Copy</button></form>
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">Delete</button></form>
<details class="hub-rename" id="rename"><summary>Rename</summary>
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/title"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field"><label class="form-label" for="title">Title</label>
<input class="form-control" type="text" id="title" name="title" value="{{SAVED_TITLE}}" maxlength="200" autocomplete="off" required></div>
<button class="btn btn-primary" type="submit">Rename</button>
</form></details>
<details class="hub-rename" id="notes"{{#HAS_NOTES}} open{{/HAS_NOTES}}><summary>Notes</summary>
{{#NOTE}}<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/notes"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="note" value="{{NOTE_ID}}">
<div class="hub-field"><label class="form-label" for="note-{{NOTE_ID}}"><time>{{NOTE_CREATED}}</time> UTC</label>
<textarea class="form-control" id="note-{{NOTE_ID}}" name="text" rows="2" maxlength="4000">{{NOTE_TEXT:p}}</textarea></div>
<button class="btn btn-sm btn-outline-secondary" type="submit">Change<span class="visually-hidden"> the note of {{NOTE_CREATED}}; an empty one is removed</span></button>
</form>
{{/NOTE}}
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/notes"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="hub-field"><label class="form-label" for="note">One more note</label>
<textarea class="form-control" id="note" name="text" rows="2" maxlength="4000" required></textarea></div>
<button class="btn btn-outline-secondary" type="submit">Keep the note</button>
<p class="hub-note">Only you see your notes. One that is emptied is removed.</p>
</form></details>
<details class="hub-rename" id="runs"><summary>Runs</summary>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Runs">
<table class="table hub-stacked">
<caption>Times are UTC. When room is short, the oldest runs go, but the newest and those that you keep stay.</caption>
<thead><tr><th scope="col">Run</th><th scope="col">Engine</th><th scope="col" class="num">Total return</th><th scope="col" class="num">CAGR</th><th scope="col" class="num">Sharpe</th><th scope="col" class="num">Room</th><th scope="col"><span class="visually-hidden">Keep</span></th></tr></thead>
<tbody>
{{#RUN}}<tr><th scope="row">{{#RUN_IS_EARLIER}}<a href="/returns/analyses/{{SAVED_ID:u}}/runs/{{SAVED_RUN}}">{{SAVED_RUN}}</a>{{/RUN_IS_EARLIER}}{{#RUN_IS_NEWEST}}{{SAVED_RUN}}{{/RUN_IS_NEWEST}}, <time>{{SAVED_RUN_AT}}</time></th><td data-label="Engine">{{SAVED_ENGINE}}</td><td class="num" data-label="Total return">{{SAVED_TOTAL}}</td><td class="num" data-label="CAGR">{{SAVED_CAGR}}</td><td class="num" data-label="Sharpe">{{SAVED_SHARPE}}</td><td class="num" data-label="Room">{{RUN_BYTES}}</td>
<td><form method="post" action="/returns/analyses/{{SAVED_ID:u}}/pin"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="run" value="{{SAVED_RUN}}">{{#RUN_NOT_PINNED}}<input type="hidden" name="pin" value="yes"><button class="btn btn-sm btn-outline-secondary" type="submit">Keep<span class="visually-hidden"> run {{SAVED_RUN}}</span></button>{{/RUN_NOT_PINNED}}{{#RUN_PINNED}}<span class="hub-tag">kept</span> <button class="btn btn-sm btn-outline-secondary" type="submit">No longer<span class="visually-hidden"> keep run {{SAVED_RUN}}</span></button>{{/RUN_PINNED}}</form></td></tr>
{{/RUN}}
</tbody>
</table>
</div></details>
<details class="hub-rename" id="share"{{#HAS_NEW_LINK}} open{{/HAS_NEW_LINK}}><summary>Share{{#TEAM_ON}} <span class="hub-tag">with the team</span>{{/TEAM_ON}}</summary>
<div class="hub-share">
{{#TEAM_OFF}}<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/share"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">Everybody who can sign in here may see this analysis and take its files away, levels of its series among them, under <a href="/returns/shared">Shared with the team</a>. Nobody but you can change it or sees your notes.</p><button class="btn btn-outline-secondary" type="submit">Share with the team</button></form>{{/TEAM_OFF}}
{{#TEAM_ON}}<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/unshare"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="hub-note">The team sees it since <time>{{TEAM_SINCE}}</time> UTC, <a href="/returns/shared/{{SAVED_ID:u}}">here</a>.</p><button class="btn btn-outline-secondary" type="submit">Stop sharing with the team</button></form>{{/TEAM_ON}}
{{#LINKS_ALLOWED}}<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/links"><input type="hidden" name="csrf" value="{{CSRF}}">
<label class="form-label" for="hours">A link for somebody without an account, open for</label>
<div class="hub-inline"><select class="form-select" id="hours" name="hours">{{#SPAN}}<option value="{{SPAN_HOURS}}">{{SPAN_LABEL}}</option>{{/SPAN}}</select><button class="btn btn-outline-secondary" type="submit">Make a link</button></div><p class="hub-note">Whoever has the link sees this analysis without your notes, and may take its files away.</p></form>{{/LINKS_ALLOWED}}
{{#LINKS_OFF}}<p class="hub-note">The administrators of this hub allow no links for people without an account.</p>{{/LINKS_OFF}}
{{#HAS_LINKS}}<div class="hub-table-box" tabindex="0" role="region" aria-label="Links to this analysis">
<table class="table hub-stacked">
<caption>Links to this analysis. Times are UTC. <a href="/returns/links">All your links</a></caption>
<thead><tr><th scope="col">Made</th><th scope="col">Open until</th><th scope="col">Last opened</th><th scope="col"><span class="visually-hidden">State</span></th></tr></thead>
<tbody>
{{#LINK}}<tr><td data-label="Made"><time>{{LINK_CREATED}}</time></td><td data-label="Open until"><time>{{LINK_EXPIRES}}</time></td><td data-label="Last opened">{{LINK_USED}}</td><td>{{#LINK_IS_OVER}}<span class="hub-tag">{{LINK_STATE}}</span>{{/LINK_IS_OVER}}{{#LINK_IS_OPEN}}<form method="post" action="/returns/links/{{LINK_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">Take back<span class="visually-hidden"> the link made {{LINK_CREATED}}</span></button></form>{{/LINK_IS_OPEN}}</td></tr>
{{/LINK}}
</tbody>
</table>
</div>{{/HAS_LINKS}}
</div></details>
</div>
