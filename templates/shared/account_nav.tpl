{{%AUTOESCAPE context="HTML"}}{{! The parts of a person's own account; web/account_nav fills it. SPDX-License-Identifier: Apache-2.0 }}<nav class="hub-account-nav" aria-label="Your account"><ul>
{{#ACCOUNT_PART}}<li><a href="{{ACCOUNT_PART_HREF}}"{{#ACCOUNT_PART_CURRENT}} aria-current="page"{{/ACCOUNT_PART_CURRENT}}>{{ACCOUNT_PART_LABEL}}</a></li>
{{/ACCOUNT_PART}}</ul></nav>
