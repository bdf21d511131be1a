/* view.h: what a template may show. A dictionary on the request's arena, read by ctemplate without copying:
 * values are borrowed until the page is rendered. Escaping is the template's (AUTOESCAPE).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"
#include "base/str.h"

enum { VIEW_NAME_MOST = 60 }; /* letters of a name that stands in a sentence or a legend: see utf8_shorten */

struct view;
struct req;
struct res;

/* At start: load the templates and the names that all pages share: SITE_NAME, one STATIC_… per line of
 * <statics>/manifest.tsv (css/hub.css is STATIC_CSS_HUB_CSS, its value "/static/" and the hashed name), and one
 * include per template: {{>FIELD}} is shared/field.tpl, {{>MARGIN_SUMMARY}} is margin/summary.tpl. False: *why says
 * what is wrong, and what was loaded before stays. Everything lives on the arena until it is loaded again. */
bool view_load(struct arena *, const struct hub_settings *, const char **why);

/* name is a literal: a user's word never becomes a marker. Names set here and names in the templates are compared by
 * a check. */
struct view *view_new(struct arena *);
struct arena *view_arena(struct view *);
void view_str(struct view *, const char *name, struct str value);
void view_text(struct view *, const char *name, const char *value);
void view_int(struct view *, const char *name, int64_t value);
void view_printf(struct view *, const char *name, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* A drawing made by web/chart_svg, shown raw by {{NAME:x-svg}}: the one way past the escaping. */
void view_svg(struct view *, const char *name, const struct buf *svg);
/* Show a section once, with the names of its surroundings. view_show_if with false hides it here even if an outer scope
 * shows one of that name. */
void view_show(struct view *, const char *section);
void view_show_if(struct view *, const char *section, bool);
/* A text that may be missing (NULL or ""), and the section that is shown where there is one. */
void view_text_if(struct view *, const char *section, const char *name, const char *value);
/* One more iteration of a section, with names of its own (and those of its surroundings behind them). */
struct view *view_add(struct view *, const char *section);
/* A list whose cells are asked for while the page is written: no dictionary per row. `get` returns the text of
 * names[col], which must live until the page is written; it is asked once per use. As a section, names[col] is shown
 * when its text is not empty. */
typedef struct str (*view_cell)(void *context, int row, int col);
void view_rows(struct view *, const char *section, int rows, const char *const *names, int cols, view_cell get,
               void *context);

/* Render templates/<page> inside the shared layout (title, navigation, flash, person, CSRF token) into the reply,
 * 200 unless a status was set. */
enum err view_page(struct req *, struct res *, struct view *, const char *page, const char *title);
/* Render one template without the layout. */
enum err view_part(struct arena *, const char *file, const struct view *, struct buf *out);

#endif
