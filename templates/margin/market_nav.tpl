{{%AUTOESCAPE context="HTML"}}{{! The way between the market pages, which keeps the instrument. SPDX-License-Identifier: Apache-2.0 }}<nav class="hub-console-nav" aria-label="Market pages"><ul>
{{#MARKET_PART}}<li><a href="/margin/{{MARKET_PART_NAME}}{{#MARKET_PART_OF}}?ticker={{MARKET_PART_TICKER:u}}{{/MARKET_PART_OF}}"{{#MARKET_PART_CURRENT}} aria-current="page"{{/MARKET_PART_CURRENT}}>{{MARKET_PART_LABEL}}</a></li>
{{/MARKET_PART}}</ul></nav>
