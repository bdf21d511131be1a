{{%AUTOESCAPE context="HTML"}}{{! A link to something saved that opens nothing, and what to do instead; web/sharing fills it. SPDX-License-Identifier: Apache-2.0 }}<section class="hub-narrow hub-door">
{{#LINK_UNKNOWN}}
<h1>There is no such link</h1>
<p>It was probably not copied whole. Ask whoever sent it to you to send it once more.</p>
{{/LINK_UNKNOWN}}
{{#LINK_EXPIRED}}
<h1>This link has expired</h1>
<p>Links to {{THINGS}} are open for a time only. Ask whoever sent it to you for a new one.</p>
{{/LINK_EXPIRED}}
{{#LINK_ENDED}}
<h1>This link was taken back</h1>
<p>Whoever made it, or an administrator, has closed it, or the {{THING}} was deleted. If you think that this is a mistake, ask whoever sent it to you.</p>
{{/LINK_ENDED}}
<p class="hub-actions"><a class="btn btn-outline-secondary" href="/">To the start page</a></p>
</section>
