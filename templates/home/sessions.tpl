{{%AUTOESCAPE context="HTML"}}{{! Where a person is signed in. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>Sessions</h1>
<p>Where you are signed in now. End what you do not know, or have no more use for.</p>
</div>
</div>
<div class="hub-account">
{{>ACCOUNT_NAV}}
<div class="hub-account-part">
<section class="card" aria-labelledby="sessions-head">
<div class="card-body">
<h2 id="sessions-head">Where you are signed in</h2>
<div class="hub-table-box" role="group" aria-labelledby="sessions-head" tabindex="0">
<table class="table hub-stacked">
<thead><tr><th scope="col">Device</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last seen</th><th scope="col">Second factor</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody>
{{#SESSION}}<tr>
<th scope="row">{{SESSION_DEVICE}}{{#SESSION_THIS}} <span class="hub-tag">this one</span>{{/SESSION_THIS}}</th>
<td data-label="Address">{{SESSION_ADDRESS}}</td>
<td data-label="Signed in"><time>{{SESSION_SINCE}}</time></td>
<td data-label="Last seen"><time>{{SESSION_LAST}}</time></td>
<td data-label="Second factor">{{SESSION_FACTOR}}</td>
<td class="num">{{#SESSION_OTHER}}<form method="post" action="/account/sessions/{{SESSION_ID:u}}/end"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-danger" type="submit">End<span class="visually-hidden"> the session of {{SESSION_DEVICE}}, {{SESSION_ADDRESS}}</span></button></form>{{/SESSION_OTHER}}</td>
</tr>
{{/SESSION}}</tbody>
</table>
</div>
<p class="hub-note">Times are in your time zone, {{ZONE}}. A session that is not used ends by itself. If one was not yours, end it and <a href="/account/security/password">change your password</a>.</p>
{{#HAS_OTHERS}}<form method="post" action="/account/sessions/end"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-outline-danger" type="submit">End all others</button></form>{{/HAS_OTHERS}}
</div>
</section>
</div>
</div>
