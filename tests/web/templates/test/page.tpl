{{%AUTOESCAPE context="HTML"}}<h1>{{WORD}}</h1><input name="csrf" value="{{CSRF}}">
