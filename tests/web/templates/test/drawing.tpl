{{%AUTOESCAPE context="HTML"}}{{DRAWING:x-svg}}|{{DRAWING}}|{{TEXT:x-svg}}
