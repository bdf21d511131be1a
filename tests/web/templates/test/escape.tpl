{{%AUTOESCAPE context="HTML"}}<p>{{X}}</p><p title="{{X}}"></p><a href="/q?x={{X:u}}"></a><a href="{{X}}"></a><p data-json="{{JSON}}"></p>{{X:x-svg}}
