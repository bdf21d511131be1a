{{%AUTOESCAPE context="HTML"}}{{! Earlier and later pages of a list: PAGE_NUMBER of PAGE_LAST, sections PAGE_PREVIOUS and PAGE_NEXT with their addresses.
SPDX-License-Identifier: Apache-2.0 }}<nav class="hub-pager" aria-label="Pages">
<p>Page {{PAGE_NUMBER}} of {{PAGE_LAST}}</p>
<div class="hub-actions">
{{#PAGE_PREVIOUS}}<a class="btn btn-sm btn-outline-secondary" rel="prev" href="{{PAGE_PREVIOUS_HREF}}">Previous</a>{{/PAGE_PREVIOUS}}
{{#PAGE_NEXT}}<a class="btn btn-sm btn-outline-secondary" rel="next" href="{{PAGE_NEXT_HREF}}">Next</a>{{/PAGE_NEXT}}
</div>
</nav>
