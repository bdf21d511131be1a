{{%AUTOESCAPE context="HTML"}}{{! The report of a check of the audit that was made at once. SPDX-License-Identifier: Apache-2.0 }}{{>ADMIN_NAV}}
<section class="hub-prose">
<h1>Audit checked</h1>
{{>ADMIN_AUDIT_CHAIN}}
<p class="hub-actions"><a class="btn btn-primary" href="/admin/audit">Back to the audit</a></p>
</section>
