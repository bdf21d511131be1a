{{%AUTOESCAPE context="HTML"}}{{! What an owner does with a saved analysis: run again, copy, delete, rename, notes, runs, show it to others. SPDX-License-Identifier: Apache-2.0 }}{{>SHARING_NEW}}
{{#NEWER}}<div class="alert alert-info no-print" role="note" id="newer"><p><strong>There are newer data than run {{SAVED_RUN}} was computed from.</strong></p>
<ul>{{#NEWER_INPUT}}<li>{{NEWER_NAME}}: {{#NEWER_VERSION}}version {{NEWER_NOW}} now, version {{NEWER_THEN}} then{{/NEWER_VERSION}}{{#NEWER_PRICES}}prices until {{NEWER_LAST}} now, {{SAVED_LAST}} was the last day then{{/NEWER_PRICES}}.</li>{{/NEWER_INPUT}}</ul>
<form method="post" action="/returns/analyses/{{SAVED_ID:u}}/rerun"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-primary" type="submit">Run again with them</button> The figures below stay as run {{SAVED_RUN}}.</form></div>{{/NEWER}}
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
{{>SHARING}}
</div>
