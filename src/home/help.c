/* help.c: what is here, and the methods pages that the build makes from docs/methods (home/methods-<engine>.tpl).
 * SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "home/routes.h"
#include "web/view.h"

enum { METHODS_MAX = 64, LINE_MAX_BYTES = 512 };

struct methods_page {
    const char *name, *file, *title; /* "backtest", "home/methods-backtest.tpl", "Historical backtest" */
};

static int is_methods_page(const struct dirent *d)
{
    struct str s = str_of(d->d_name);
    return str_starts(s, "methods-") && s.n > 12 && strcmp(d->d_name + s.n - 4, ".tpl") == 0;
}

/* The first heading of the page is its title. */
static const char *page_title(struct arena *a, const char *path, const char *otherwise)
{
    char line[LINE_MAX_BYTES], *from = NULL, *to = NULL;
    FILE *in = fopen(path, "re");
    if (!in)
        return otherwise;
    while (!from && fgets(line, sizeof line, in))
        if ((from = strstr(line, "<h1")) && (from = strchr(from, '>')))
            to = strstr(++from, "</h1>");
    fclose(in);
    return to ? arena_dup(a, from, (size_t)(to - from)) : otherwise;
}

static int methods_find(struct req *r, struct methods_page *found)
{
    struct dirent **names;
    const char *dir = arena_printf(r->arena, "%s/home", r->settings->templates);
    int n = scandir(dir, &names, is_methods_page, alphasort), kept = 0;
    if (n < 0) {
        log_line(LOG_WARN, "could not list the methods pages in %s", dir);
        return 0;
    }
    for (int i = 0; i < n; i++) {
        const char *file = arena_strdup(r->arena, names[i]->d_name);
        free(names[i]);
        if (kept == METHODS_MAX)
            continue;
        struct methods_page *m = &found[kept++];
        m->name = arena_dup(r->arena, file + strlen("methods-"), strlen(file) - strlen("methods-.tpl"));
        m->file = arena_printf(r->arena, "home/%s", file);
        m->title = page_title(r->arena, arena_printf(r->arena, "%s/%s", dir, file), m->name);
    }
    free(names);
    return kept;
}

static enum err help_get(struct req *r, struct res *res)
{
    return view_page(r, res, view_new(r->arena), "home/help.tpl", "Help");
}

static enum err methods_get(struct req *r, struct res *res)
{
    struct methods_page found[METHODS_MAX];
    int n = methods_find(r, found);
    struct view *v = view_new(r->arena);
    view_show(v, n ? "HAS_METHODS" : "NO_METHODS");
    for (int i = 0; i < n; i++) {
        struct view *row = view_add(v, "METHOD");
        view_text(row, "METHOD_NAME", found[i].name);
        view_text(row, "METHOD_TITLE", found[i].title);
    }
    return view_page(r, res, v, "home/methods.tpl", "How figures are computed");
}

/* The name in the address is compared with the pages there are; it never becomes a path. */
static enum err method_get(struct req *r, struct res *res)
{
    struct methods_page found[METHODS_MAX];
    int n = methods_find(r, found);
    for (int i = 0; i < n; i++)
        if (str_eq(r->arg[0], found[i].name))
            return view_page(r, res, view_new(r->arena), found[i].file, found[i].title);
    return ERR_NOTFOUND;
}

static const struct route rows[] = {
    ROUTE(GET, "/help", NONE, PAGE, NULL, help_get),
    ROUTE(GET, "/help/methods", NONE, PAGE, NULL, methods_get),
    ROUTE(GET, "/help/methods/:engine", NONE, PAGE, NULL, method_get),
};
const struct routes home_help_routes = ROUTES(rows);
