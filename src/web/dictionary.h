/* dictionary.h: what view.c builds and template.cc reads: names and values on the request's arena, each scope with the
 * one it lies in behind it. Not for handlers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_DICTIONARY_H
#define WEB_DICTIONARY_H

#include <stdint.h>

#include "web/view.h"

enum entry_kind {
    ENTRY_TEXT,
    ENTRY_SVG,     /* written by us, label by label escaped; shown raw by {{NAME:x-svg}} and by nothing else */
    ENTRY_SHOWN,   /* a section shown once with the names around it */
    ENTRY_HIDDEN,  /* a section that stays hidden even if an outer scope shows one of that name */
    ENTRY_SCOPES,  /* a section with one iteration per scope */
    ENTRY_LIST,    /* a section whose cells are asked for */
    ENTRY_INCLUDE  /* {{>NAME}}: text is the template's file */
};

struct view_list {
    int rows, cols;
    const char *const *names;
    const uint32_t *hashes;
    view_cell get;
    void *context;
};

struct entry {
    enum entry_kind kind;
    uint32_t hash, length;
    const char *name;
    struct str text;
    struct view *first, *last;
    struct view_list list;
};

struct view {
    struct arena *arena;
    const struct view *outer;
    struct view *next; /* iteration of the same section */
    struct entry *at;
    int n, cap;
};

static inline uint32_t view_hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

struct entry *view_entry(struct view *, enum entry_kind, const char *name);

#endif
