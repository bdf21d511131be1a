#!/bin/sh
# methods.sh CMARK FILE.md: writes a methods page as a template: the HTML of the text, headings with an id to link to, a
# table of contents below the title, tables in a box that scrolls, double braces (ctemplate's markers) as character references.
# SPDX-License-Identifier: Apache-2.0
set -e
html=$("${1:?cmark-gfm is not installed}" --extension table --validate-utf8 "$2")
printf '{{%%AUTOESCAPE context="HTML"}}\n'
printf '%s\n' "$html" | sed 's/{{/\&#123;\&#123;/g' | awk '
    /^<h[1-6]>/ {
        id = tolower($0)
        gsub(/<[^>]*>|&[a-z]*;/, "", id)
        gsub(/[^a-z0-9]+/, "-", id)
        gsub(/^-|-$/, "", id)
        sub(/^<h[1-6]/, "& id=\"" id "\"")
    }
    match($0, /^<h2 id="[^"]*">/) {
        name = $0
        gsub(/<[^>]*>/, "", name)
        contents = contents "<li><a href=\"#" substr($0, 9, RLENGTH - 10) "\">" name "</a></li>\n"
    }
    /^<table>/ { $0 = "<div class=\"hub-table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Table " ++tables "\">\n" $0 }
    /^<\/table>/ { $0 = $0 "\n</div>" }
    { text[++n] = $0 }
    END {
        print "<article class=\"hub-prose\">"
        print "<p class=\"hub-eyebrow\"><a href=\"/help/methods\">How figures are computed</a></p>"
        for (i = 1; i <= n; i++) {
            print text[i]
            if (text[i] ~ /^<h1/ && contents)
                printf "<nav class=\"hub-contents\" aria-label=\"On this page\"><ul>\n%s</ul></nav>\n", contents
        }
        print "</article>"
    }'
