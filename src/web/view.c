/* view.c: see view.h. What every page shares (site name, file names of the manifest, includes) is one scope made at
 * start, behind the views of all requests.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/view.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/log.h"
#include "base/num.h"
#include "web/dictionary.h"
#include "web/template.h"

enum { FIRST_NAMES = 8, PAGE_NAMES = 48 };

static const struct view *site;

static struct view *view_make(struct arena *a, const struct view *outer, int cap)
{
    struct view *v = arena_bytes(a, sizeof *v);
    *v = (struct view){.arena = a, .outer = outer, .cap = cap};
    v->at = arena_bytes(a, (size_t)cap * sizeof *v->at);
    return v;
}

struct view *view_new(struct arena *a)
{
    return view_make(a, site, PAGE_NAMES);
}

struct arena *view_arena(struct view *v)
{
    return v->arena;
}

struct entry *view_entry(struct view *v, enum entry_kind kind, const char *name)
{
    if (v->n == v->cap) {
        struct entry *more = arena_bytes(v->arena, 2 * (size_t)v->cap * sizeof *more);
        memcpy(more, v->at, (size_t)v->n * sizeof *more);
        v->at = more;
        v->cap *= 2;
    }
    size_t n = strlen(name);
    struct entry *e = &v->at[v->n++];
    *e = (struct entry){.kind = kind, .hash = view_hash(name, n), .length = (uint32_t)n, .name = name};
    return e;
}

void view_str(struct view *v, const char *name, struct str value)
{
    view_entry(v, ENTRY_TEXT, name)->text = value;
}

void view_text(struct view *v, const char *name, const char *value)
{
    view_str(v, name, str_of(value));
}

void view_int(struct view *v, const char *name, int64_t value)
{
    char *text = arena_bytes(v->arena, NUM_TEXT);
    view_str(v, name, (struct str){text, (size_t)num_write_int(value, text)});
}

void view_printf(struct view *v, const char *name, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    view_text(v, name, arena_vprintf(v->arena, fmt, ap));
    va_end(ap);
}

void view_svg(struct view *v, const char *name, const struct buf *svg)
{
    view_entry(v, ENTRY_SVG, name)->text = buf_view(svg);
}

void view_show(struct view *v, const char *section)
{
    view_entry(v, ENTRY_SHOWN, section);
}

void view_show_if(struct view *v, const char *section, bool shown)
{
    view_entry(v, shown ? ENTRY_SHOWN : ENTRY_HIDDEN, section);
}

void view_text_if(struct view *v, const char *section, const char *name, const char *value)
{
    view_show_if(v, section, value && *value);
    view_text(v, name, value);
}

static struct entry *find_scopes(struct view *v, const char *section)
{
    for (int i = v->n - 1; i >= 0; i--)
        if (v->at[i].kind == ENTRY_SCOPES && strcmp(v->at[i].name, section) == 0)
            return &v->at[i];
    return NULL;
}

struct view *view_add(struct view *v, const char *section)
{
    struct view *child = view_make(v->arena, v, FIRST_NAMES);
    struct entry *e = find_scopes(v, section);
    if (!e) {
        e = view_entry(v, ENTRY_SCOPES, section);
        e->first = child;
    } else {
        e->last->next = child;
    }
    e->last = child;
    return child;
}

void view_rows(struct view *v, const char *section, int rows, const char *const *names, int cols, view_cell get,
               void *context)
{
    uint32_t *hashes = arena_bytes(v->arena, (size_t)cols * sizeof *hashes);
    for (int c = 0; c < cols; c++)
        hashes[c] = view_hash(names[c], strlen(names[c]));
    view_entry(v, ENTRY_LIST, section)->list = (struct view_list){rows, cols, names, hashes, get, context};
}

enum err view_part(struct arena *a, const char *file, const struct view *v, struct buf *out)
{
    (void)a;
    size_t before = out->n;
    if (template_expand(file, v, out))
        return OK;
    log_line(LOG_ERROR, "the template %s could not be rendered", file);
    out->n = before;
    out->s[before] = '\0';
    return ERR_INTERNAL;
}

/* css/hub.css → STATIC_CSS_HUB_CSS */
static const char *static_name(struct arena *a, struct str logical)
{
    char *name = arena_printf(a, "STATIC_%.*s", (int)logical.n, logical.s);
    for (char *p = name; *p; p++)
        *p = isalnum((unsigned char)*p) ? (char)toupper((unsigned char)*p) : '_';
    return name;
}

/* manifest.tsv: logical name, tab, hashed name. Without it the pages would come without style, so it must be there. */
static bool read_manifest(struct arena *a, struct view *names, const char *statics, const char **why)
{
    const char *path = arena_printf(a, "%s/manifest.tsv", statics);
    char line[1024];
    FILE *in = fopen(path, "re");
    if (!in) {
        *why = arena_printf(a, "%s: %s", path, strerror(errno));
        return false;
    }
    while (fgets(line, sizeof line, in)) {
        struct str hashed = str_trim(str_of(line)), logical = str_cut(&hashed, '\t');
        if (logical.n && hashed.n)
            view_printf(names, static_name(a, logical), "/static/%.*s", (int)hashed.n, hashed.s);
    }
    fclose(in);
    return true;
}

bool view_load(struct arena *a, const struct hub_settings *s, const char **why)
{
    struct view *names = view_make(a, NULL, 128);
    view_text(names, "SITE_NAME", s->site_name);
    if (!read_manifest(a, names, s->statics, why) || !template_load(a, s->templates, names, why))
        return false;
    site = names;
    return true;
}
