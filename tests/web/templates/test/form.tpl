{{%AUTOESCAPE context="HTML"}}{{#FIELD}}{{>FIELD}}
{{/FIELD}}
