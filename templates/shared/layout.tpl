{{%AUTOESCAPE context="HTML"}}{{! The page around every page: head, header with navigation, flash, content, footer. No script is needed.
SPDX-License-Identifier: Apache-2.0 }}<!doctype html>
<html lang="en" data-bs-theme="{{THEME}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}} · {{SITE_NAME}}</title>
<link rel="icon" href="{{STATIC_IMG_FAVICON_SVG}}" type="image/svg+xml">
<link rel="stylesheet" href="{{STATIC_CSS_BOOTSTRAP_CSS}}">
<link rel="stylesheet" href="{{STATIC_CSS_HUB_CSS}}">
<script type="module" src="{{STATIC_JS_FORMS_JS}}"></script>
</head>
<body>
<a class="skip-link" href="#main">Skip to content</a>
<header class="hub-header">
<div class="hub-bar">
<a class="hub-brand" href="/"><img src="{{STATIC_IMG_LOGO_SVG}}" alt="" width="28" height="28"><span>{{SITE_NAME}}</span></a>
{{#PERSON}}
<nav class="hub-nav" aria-label="Sections"><ul>
{{#NAV_ITEM}}<li><a href="{{NAV_HREF}}"{{#NAV_CURRENT}} aria-current="page"{{/NAV_CURRENT}}>{{NAV_LABEL}}</a></li>
{{/NAV_ITEM}}</ul></nav>
<button class="hub-person" type="button" popovertarget="person-menu"><span class="hub-person-name">{{PERSON_NAME}}</span></button>
<div class="hub-menu" id="person-menu" popover>
<p class="hub-menu-who"><strong>{{PERSON_NAME}}</strong><span>{{PERSON_EMAIL}}</span></p>
<ul>
<li><a href="/account">Your account</a></li>
<li><a href="/help">Help</a></li>
</ul>
<form method="post" action="/logout"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="hub-menu-action" type="submit">Sign out</button></form>
</div>
{{/PERSON}}
{{#SIGNED_OUT}}
<nav class="hub-nav hub-nav-out" aria-label="Site"><ul>
<li><a href="/help">Help</a></li>
<li><a href="/login">Sign in</a></li>
</ul></nav>
{{/SIGNED_OUT}}
</div>
</header>
<main id="main" class="hub-main" tabindex="-1">
{{#BANNER}}<p class="hub-banner alert alert-warning">{{BANNER_TEXT}}</p>{{/BANNER}}
{{#FLASH}}
<div class="hub-flash alert alert-{{FLASH_KIND}}" role="status">
<span>{{FLASH_TEXT}}</span>
{{#FLASH_UNDO}}<form method="post" action="{{FLASH_UNDO_PATH}}"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="btn btn-sm btn-outline-secondary" type="submit">Undo</button></form>{{/FLASH_UNDO}}
</div>
{{/FLASH}}
{{>CONTENT}}
</main>
<footer class="hub-footer">
<div class="hub-bar">
<span>{{SITE_NAME}}</span>
<nav aria-label="About"><ul>
<li><a href="/help">Help</a></li>
<li><a href="/help/methods">How figures are computed</a></li>
<li><a href="/api/docs">API</a></li>
</ul></nav>
</div>
</footer>
</body>
</html>
