{{%AUTOESCAPE context="HTML"}}{{! The first warnings about a file, above what is made of it. SPDX-License-Identifier: Apache-2.0 }}
{{#WARNED}}<div class="alert alert-warning" role="status">{{#WARNED_OF}}<p>{{WARNED_TEXT}}</p>
{{/WARNED_OF}}{{#WARNED_HAS_MORE}}<p><a href="#messages-head">{{WARNED_MORE}} more</a></p>{{/WARNED_HAS_MORE}}</div>
{{/WARNED}}
