{{%AUTOESCAPE context="HTML"}}<title>{{TITLE}} - {{SITE_NAME}}</title>{{#PERSON}}<b>{{PERSON_NAME}}</b>{{#NAV_ITEM}}<a href="{{NAV_HREF}}"{{#NAV_CURRENT}} aria-current="page"{{/NAV_CURRENT}}>{{NAV_LABEL}}</a>{{/NAV_ITEM}}{{/PERSON}}{{#SIGNED_OUT}}<i>signed out</i>{{/SIGNED_OUT}}
{{#BANNER}}<p class="banner">{{BANNER_TEXT}}</p>{{/BANNER}}{{#FLASH}}<p class="{{FLASH_KIND}}">{{FLASH_TEXT}}{{#FLASH_UNDO}}<form action="{{FLASH_UNDO_PATH}}">{{/FLASH_UNDO}}</p>{{/FLASH}}
<link href="{{STATIC_CSS_HUB_CSS}}">
{{>CONTENT}}
