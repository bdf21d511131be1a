{{%AUTOESCAPE context="HTML"}}{{! Ten recovery codes, shown once; to be saved or printed. SPDX-License-Identifier: Apache-2.0 }}<div class="hub-page-head">
<div>
<h1>{{#FACTOR_IS_NEW}}The second factor is on{{/FACTOR_IS_NEW}}{{#CODES_ARE_NEW}}New recovery codes{{/CODES_ARE_NEW}}</h1>
<p>One thing is left: put these ten codes away, because they are shown only this once.</p>
</div>
</div>
<div class="hub-account">{{>ACCOUNT_NAV}}<div class="hub-account-part">
<section class="card" aria-labelledby="codes-head">
<div class="card-body">
<h2 id="codes-head">Recovery codes</h2>
<p>For {{EMAIL}} at {{SITE_NAME}}. Each lets you in once in place of the app: when the telephone is lost, broken or not at hand. Keep them apart from it: on paper, or in a password manager. Codes from before do not work any more.</p>
<ol class="hub-codes">
{{#CODE}}<li><code>{{CODE_TEXT}}</code></li>
{{/CODE}}</ol>
<p class="no-print">Print this page, or <a download="recovery-codes.txt" href="data:text/plain;charset=utf-8,{{#CODE}}{{CODE_TEXT}}%0A{{/CODE}}">save them as a file</a>.</p>
<p class="hub-actions"><a class="btn btn-primary" href="{{NEXT}}">I have put them away</a></p>
</div>
</section>
</div></div>
