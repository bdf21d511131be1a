{{%AUTOESCAPE context="HTML"}}{{! The instruments that a backtest can be of. SPDX-License-Identifier: Apache-2.0 }}<section class="card"><div class="card-body">
<h2>Data that are here</h2>
<div class="hub-table-box" tabindex="0" role="region" aria-label="Data that are here">
<table class="table hub-stacked">
<thead><tr><th scope="col">Instrument</th><th scope="col">Name</th><th scope="col">First day</th><th scope="col">Last day</th><th scope="col" class="num">Sessions</th><th scope="col">Source</th></tr></thead>
<tbody>
{{#COVER}}<tr data-symbol="{{COVER_SYMBOL}}" data-first="{{COVER_FIRST}}" data-last="{{COVER_LAST}}"><th scope="row"><a href="/margin/prices?ticker={{COVER_SYMBOL:u}}">{{COVER_SYMBOL}}</a></th><td data-label="Name">{{COVER_NAME}}</td><td data-label="First day"><time>{{COVER_FIRST}}</time></td><td data-label="Last day"><time>{{COVER_LAST}}</time></td><td class="num" data-label="Sessions">{{COVER_SESSIONS}}</td><td data-label="Source">{{COVER_SOURCE}}</td></tr>
{{/COVER}}
</tbody>
</table>
</div>
</div></section>
