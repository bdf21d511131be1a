{{%AUTOESCAPE context="HTML"}}{{! All links that a person made to what they saved in a section; web/sharing fills it. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<p class="hub-eyebrow"><a href="{{OWN_PATH}}">Saved {{THINGS}}</a></p>
<h1>Your links</h1>
<p>Whoever has a link sees its {{THING}}, without an account, until it expires or you take it back.</p>
</div>
</div>
{{#LINKS_OFF}}<div class="alert alert-info" role="note">The administrators of this hub allow no links for people without an account. Those below open nothing.</div>{{/LINKS_OFF}}
<div class="card"><div class="card-body">
{{#NO_LINKS}}<div class="hub-empty"><h2>None yet</h2><p>Open a saved {{THING}} and choose “Share” to make one.</p></div>{{/NO_LINKS}}
{{#HAS_LINKS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Your links">
<table class="table hub-stacked">
<thead><tr><th scope="col">Leads to</th><th scope="col">Made</th><th scope="col">Open until</th><th scope="col">Last opened</th><th scope="col"><span class="visually-hidden">State</span></th></tr></thead>
<tbody>
{{#LINK}}<tr><th scope="row"><a class="hub-cut" href="{{OWN_PATH}}/{{LINK_SAVED:u}}" title="{{LINK_NAME}}">{{LINK_NAME}}</a></th><td data-label="Made"><time>{{LINK_CREATED}}</time></td><td data-label="Open until"><time>{{LINK_EXPIRES}}</time></td><td data-label="Last opened">{{LINK_USED}}</td><td>{{#LINK_IS_OVER}}<span class="hub-tag">{{LINK_STATE}}</span>{{/LINK_IS_OVER}}{{#LINK_IS_OPEN}}<form method="post" action="{{SECTION_PATH}}/links/{{LINK_ID:u}}/revoke"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="from" value="list"><button class="btn btn-sm btn-outline-danger" type="submit">Take back<span class="visually-hidden"> the link to {{LINK_NAME}} made {{LINK_CREATED}}</span></button></form>{{/LINK_IS_OPEN}}</td></tr>
{{/LINK}}
</tbody>
</table>
</div>
<p class="hub-note">Times are UTC. Links are listed for 30 days after they end.</p>
{{/HAS_LINKS}}
</div></div>
