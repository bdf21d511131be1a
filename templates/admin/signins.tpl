{{%AUTOESCAPE context="HTML"}}{{! Every attempt to sign in. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<div class="hub-page-head">
<div>
<h1>Sign-ins</h1>
<p>Every attempt to sign in, good or not. How long they are kept is one of the <a href="/admin/settings">settings</a>. Times and days are UTC.</p>
</div>
</div>
<form class="hub-filter" method="get" action="/admin/signins" role="search">
{{>LIST_KEEP}}
<div><label class="form-label" for="email">E-mail begins with</label><input class="form-control" type="search" id="email" name="email" value="{{EMAIL}}" maxlength="100" autocomplete="off"></div>
<div><label class="form-label" for="address">Address</label><input class="form-control" type="text" id="address" name="address" value="{{ADDRESS}}" maxlength="64" autocomplete="off" placeholder="192.0.2.0/24"></div>
<div><label class="form-label" for="result">Result</label><select class="form-select" id="result" name="result"><option value="">Any</option>{{#RESULT_CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/RESULT_CHOICE}}</select></div>
<div><label class="form-label" for="from">From</label><input class="form-control" type="date" id="from" name="from" value="{{FROM}}"></div>
<div><label class="form-label" for="to">To</label><input class="form-control" type="date" id="to" name="to" value="{{TO}}"></div>
<p class="hub-actions"><button class="btn btn-primary" type="submit">Filter</button>{{#LIST_FILTERED}}<a href="/admin/signins">Show all</a>{{/LIST_FILTERED}}</p>
</form>
{{#FILTER_FAULT}}<div class="alert alert-danger" role="alert">{{FILTER_MESSAGE}}</div>{{/FILTER_FAULT}}
{{#FILTER_GOOD}}
<section class="card" aria-labelledby="days-head"><div class="card-body">
<h2 id="days-head">Per day</h2>
<figure>{{SIGNIN_CHART:x-svg}}
<figcaption>{{SIGNIN_CHART_ABOUT}}. All attempts of these days, whatever else the filter says. <a href="{{DAYS_CSV}}">Download as CSV</a></figcaption></figure>
<details class="hub-confirm"><summary>As a table</summary>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Attempts per day">
<table class="table"><thead><tr><th scope="col">Day</th><th scope="col" class="num">Signed in</th><th scope="col" class="num">Refused</th></tr></thead>
<tbody>{{#DAY}}<tr><th scope="row"><time>{{DAY_DATE}}</time></th><td class="num">{{DAY_GOOD}}</td><td class="num">{{DAY_BAD}}</td></tr>
{{/DAY}}</tbody></table></div></details>
</div></section>
<div class="card"><div class="card-body">
{{#LIST_EMPTY}}<div class="hub-empty"><h2>No attempt matches</h2><p>An e-mail is found by its beginning; an address as a whole, by its beginning (192.0.2.) or by a network (192.0.2.0/24).</p></div>{{/LIST_EMPTY}}
{{#LIST_ROWS}}
<div class="hub-table-box" tabindex="0" role="region" aria-label="Attempts to sign in">
<table class="table hub-stacked hub-dense">
<thead><tr>{{>LIST_HEAD}}</tr></thead>
<tbody>
{{#SIGNIN}}<tr>
<th scope="row"><time>{{SIGNIN_AT}}</time></th>
<td data-label="E-mail">{{#SIGNIN_PERSON}}<a href="/admin/people/{{SIGNIN_PERSON:u}}">{{/SIGNIN_PERSON}}<span class="hub-cut">{{SIGNIN_EMAIL}}</span>{{#SIGNIN_PERSON}}</a>{{/SIGNIN_PERSON}}</td>
<td data-label="Result"{{#SIGNIN_FAILED}} class="hub-loss"{{/SIGNIN_FAILED}}>{{SIGNIN_RESULT}}</td>
<td data-label="Address">{{#SIGNIN_ADDRESS}}<a href="/admin/signins?address={{SIGNIN_ADDRESS:u}}">{{SIGNIN_ADDRESS}}</a>{{/SIGNIN_ADDRESS}}</td>
<td data-label="Device">{{SIGNIN_AGENT}}</td>
</tr>
{{/SIGNIN}}
</tbody>
</table>
</div>
{{>LIST_FOOT}}
{{/LIST_ROWS}}
</div></div>
{{/FILTER_GOOD}}
