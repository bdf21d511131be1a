{{%AUTOESCAPE context="HTML"}}{{! A write that was not done, why, and the way back. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<section class="hub-narrow hub-error">
<h1>Nothing was changed</h1>
<p class="lead">{{REFUSED_WHY}}</p>
<p class="hub-actions"><a class="btn btn-primary" href="{{REFUSED_BACK}}">Back</a></p>
</section>
