{{%AUTOESCAPE context="HTML"}}{{! The parts of the console; admin/console fills it. SPDX-License-Identifier: Apache-2.0 }}<nav class="hub-console-nav" aria-label="Console"><ul>
{{#CONSOLE_PART}}<li><a href="{{CONSOLE_PART_HREF}}"{{#CONSOLE_PART_CURRENT}} aria-current="page"{{/CONSOLE_PART_CURRENT}}>{{CONSOLE_PART_LABEL}}</a></li>
{{/CONSOLE_PART}}</ul></nav>
