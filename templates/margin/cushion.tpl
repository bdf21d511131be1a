{{%AUTOESCAPE context="HTML"}}{{! How far the account stood above its margin call; a part of a result's page, filled by margin/cushion_view.
SPDX-License-Identifier: Apache-2.0 }}{{#CUSHION}}<section class="card" id="cushion"><div class="card-body">
<div class="hub-card-head"><h2>Cushion</h2><a href="/help/methods/cushion">How it is computed</a></div>
{{#CUSHION_NONE}}<p class="hub-note">The account never held a position at the end of a session, so there is nothing to be called.</p>{{/CUSHION_NONE}}
{{#CUSHION_FREE}}<p class="hub-note">Nothing was borrowed, so no fall of the price could have brought a margin call.</p>{{/CUSHION_FREE}}
{{#CUSHION_HELD}}
<div class="alert alert-{{CUSHION_ALERT}}"><strong>{{CUSHION_ZONE_NOW}}, on <time>{{CUSHION_DAY}}</time>{{#CUSHION_OVER}}, the last session with a position{{/CUSHION_OVER}}.</strong> {{CUSHION_JUDGEMENT}}</div>
<dl class="hub-figures hub-figures-4">
{{#CUSHION_FIGURE}}{{>FIGURE}}{{/CUSHION_FIGURE}}
</dl>
<p class="hub-note">Tightest on <time>{{CUSHION_TIGHTEST_DAY}}</time>: a cushion of {{CUSHION_TIGHTEST}}, {{CUSHION_TIGHTEST_DISTANCE}} from the call.</p>
<figure class="hub-chart" data-points="{{BASE}}/chart-cushion-distance.json"><h3>Distance to the margin call</h3>
<div class="hub-chart-static">{{CUSHION_DISTANCE_SVG:x-svg}}</div>
<figcaption>By how much of itself the price may move against the position before the equity falls below the requirement. No line where nothing is held. <span class="no-print"><a href="{{BASE}}/chart-cushion-distance.csv" download>CSV<span class="visually-hidden">: numbers of Distance to the margin call</span></a> · <a href="{{BASE}}/chart-cushion-distance.svg" download>SVG<span class="visually-hidden">: picture of Distance to the margin call</span></a> · <a href="{{BASE}}/cushion.csv" download>Every session with a position as CSV</a></span></figcaption></figure>
<figure class="hub-chart" data-points="{{BASE}}/chart-cushion-percent.json"><h3>Cushion in percent</h3>
<div class="hub-chart-static">{{CUSHION_PCT_SVG:x-svg}}</div>
<figcaption>The equity above the requirement, in percent of the requirement; 0 is the margin call. Dashed lines, as far as the curve goes: where the zones begin that are told below. <span class="no-print"><a href="{{BASE}}/chart-cushion-percent.csv" download>CSV<span class="visually-hidden">: numbers of Cushion in percent</span></a> · <a href="{{BASE}}/chart-cushion-percent.svg" download>SVG<span class="visually-hidden">: picture of Cushion in percent</span></a></span></figcaption></figure>
<figure class="hub-chart" data-points="{{BASE}}/chart-cushion-dollars.json"><h3>Cushion in dollars</h3>
<div class="hub-chart-static">{{CUSHION_USD_SVG:x-svg}}</div>
<figcaption>The buffer, which is the equity above the requirement, and what the position would lose until the call{{#CUSHION_LONG}}: more than the buffer, for the requirement falls with the price{{/CUSHION_LONG}}{{#CUSHION_SHORT}}: less than the buffer, for the requirement rises with the price{{/CUSHION_SHORT}}. <span class="no-print"><a href="{{BASE}}/chart-cushion-dollars.csv" download>CSV<span class="visually-hidden">: numbers of Cushion in dollars</span></a> · <a href="{{BASE}}/chart-cushion-dollars.svg" download>SVG<span class="visually-hidden">: picture of Cushion in dollars</span></a> · <a href="{{BASE}}/cushion.csv" download>Both in the file of the sessions</a></span></figcaption></figure>
<figure class="hub-chart" data-points="{{BASE}}/chart-cushion-prices.json"><h3>Price and call price</h3>
<div class="hub-chart-static">{{CUSHION_PRICES_SVG:x-svg}}</div>
<figcaption>The price beside the one that would bring the margin call that day. <span class="no-print"><a href="{{BASE}}/chart-cushion-prices.csv" download>CSV<span class="visually-hidden">: numbers of Price and call price</span></a> · <a href="{{BASE}}/chart-cushion-prices.svg" download>SVG<span class="visually-hidden">: picture of Price and call price</span></a></span></figcaption></figure>
<figure class="hub-chart" data-points="{{BASE}}/chart-cushion-money.json"><h3>{{#CUSHION_LONG}}Position and loan{{/CUSHION_LONG}}{{#CUSHION_SHORT}}Position and equity{{/CUSHION_SHORT}}</h3>
<div class="hub-chart-static">{{CUSHION_MONEY_SVG:x-svg}}</div>
<figcaption>{{#CUSHION_LONG}}What is held and what is owed for it; what lies between is the equity.{{/CUSHION_LONG}}{{#CUSHION_SHORT}}What the shares would cost to buy back, and the equity.{{/CUSHION_SHORT}} <span class="no-print"><a href="{{BASE}}/chart-cushion-money.csv" download>CSV<span class="visually-hidden">: numbers of {{#CUSHION_LONG}}Position and loan{{/CUSHION_LONG}}{{#CUSHION_SHORT}}Position and equity{{/CUSHION_SHORT}}</span></a> · <a href="{{BASE}}/chart-cushion-money.svg" download>SVG<span class="visually-hidden">: picture of {{#CUSHION_LONG}}Position and loan{{/CUSHION_LONG}}{{#CUSHION_SHORT}}Position and equity{{/CUSHION_SHORT}}</span></a></span></figcaption></figure>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Zones of the cushion">
<table class="table hub-stacked">
<caption>Sessions with a position, by their cushion at the end of the day. <a href="{{BASE}}/zones.csv" download>Zones as CSV</a></caption>
<thead><tr><th scope="col">Zone</th><th scope="col">Cushion</th><th scope="col" class="num">Sessions</th><th scope="col" class="num">Share</th><th scope="col">What careful people do</th></tr></thead>
<tbody>
{{#CUSHION_ZONE}}<tr><th scope="row">{{ZONE_NAME}}</th><td data-label="Cushion">{{ZONE_FROM}}</td><td data-label="Sessions" class="num">{{ZONE_SESSIONS}}</td><td data-label="Share" class="num">{{ZONE_SHARE}}</td><td data-label="What careful people do">{{ZONE_ADVICE}}</td></tr>
{{/CUSHION_ZONE}}
</tbody>
</table>
</div>
{{/CUSHION_HELD}}
</div></section>{{/CUSHION}}
