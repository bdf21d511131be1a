{{%AUTOESCAPE context="HTML"}}<h1>{{STATUS}} {{HEADLINE}}</h1><p>{{DETAIL}}</p><code>{{REQUEST_ID}}</code>{{#HAS_ERRORS}}{{#ERROR}}<li>{{ERROR_FIELD}}: {{ERROR_MESSAGE}}</li>{{/ERROR}}{{/HAS_ERRORS}}
