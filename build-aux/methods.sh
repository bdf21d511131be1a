#!/bin/sh
# methods.sh CMARK FILE.md: writes a methods page as a template part: the HTML of the text, headings with an id to link to,
# double braces (ctemplate's markers) as character references.
# SPDX-License-Identifier: Apache-2.0
set -e
html=$("${1:?cmark is not installed}" --validate-utf8 "$2")
printf '{{%%AUTOESCAPE context="HTML"}}\n'
printf '%s\n' "$html" | sed 's/{{/\&#123;\&#123;/g' | awk '
    /^<h[1-6]>/ {
        id = tolower($0)
        gsub(/<[^>]*>|&[a-z]*;/, "", id)
        gsub(/[^a-z0-9]+/, "-", id)
        gsub(/^-|-$/, "", id)
        sub(/^<h[1-6]/, "& id=\"" id "\"")
    }
    { print }'
