/* listing.c: see listing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/listing.h"

#include "base/csv_write.h"
#include "base/num.h"
#include "web/pager.h"

static const int rows_choices[] = {25, 50, 100, LISTING_ROWS_MAX};
enum { CHOICES = sizeof rows_choices / sizeof *rows_choices };

/* ---- what was asked for ---- */

static int rows_wanted(const struct req *req)
{
    int64_t n;
    if (num_parse_int(req_query(req, "rows"), &n))
        for (int i = 0; i < CHOICES; i++)
            if (n == rows_choices[i])
                return (int)n;
    return LISTING_ROWS;
}

/* Whether the page has the column. */
static bool is_shown(const struct listing_kind *kind, int column)
{
    return kind->columns[column].title && (!column || column != kind->only_csv);
}

static void read_order(struct listing *l)
{
    struct str name = req_query(l->req, "sort");
    bool down = str_starts(name, "-");
    if (down)
        name = (struct str){name.s + 1, name.n - 1};
    for (int i = 0; i < l->kind->n_columns; i++) {
        const struct listing_column *c = &l->kind->columns[i];
        if (!c->is_sortable || !is_shown(l->kind, i) || !str_eq(name, c->name))
            continue;
        l->sort = i;
        l->descending = down;
        return;
    }
}

struct listing listing_read(const struct req *req, const struct listing_kind *kind)
{
    struct listing l = {.kind = kind, .req = req, .sort = kind->sort, .descending = kind->descending};
    read_order(&l);
    l.limit = rows_wanted(req);
    l.page = req_page(req, LISTING_REACH / l.limit);
    l.offset = (l.page - 1) * l.limit;
    return l;
}

struct listing listing_read_all(const struct req *req, const struct listing_kind *kind)
{
    struct listing l = listing_read(req, kind);
    l.page = 1;
    l.offset = 0;
    l.limit = LISTING_CSV_MAX;
    return l;
}

/* ---- addresses ---- */

static void put_pair(struct buf *b, struct str name, struct str value)
{
    buf_putc(b, memchr(b->s, '?', b->n) ? '&' : '?');
    path_encode(b, name);
    buf_putc(b, '=');
    path_encode(b, value);
}

/* This list at `path`, without what is empty, without its page, and with `name` as given. */
static const char *link_at(const struct listing *l, const char *path, const char *name, const char *value)
{
    struct buf b;
    buf_init(&b, l->req->arena, 128);
    path_encode(&b, str_of(path));
    for (int i = 0; i < l->req->query.n; i++) {
        const struct param *p = &l->req->query.at[i];
        if (p->value.n && !str_eq(p->name, "page") && !str_eq(p->name, name))
            put_pair(&b, p->name, p->value);
    }
    if (value)
        put_pair(&b, str_of(name), str_of(value));
    return b.s;
}

static const char *own_path(const struct listing *l)
{
    return str_dup(l->req->arena, l->req->path);
}

const char *listing_link(const struct listing *l, const char *name, const char *value)
{
    return link_at(l, own_path(l), name, value);
}

const char *listing_link_to(const struct listing *l, const char *path)
{
    return link_at(l, path, "rows", NULL);
}

static int64_t last_page(const struct listing *l, int64_t total)
{
    int64_t reached = total < LISTING_REACH ? total : LISTING_REACH;
    return reached ? (reached + l->limit - 1) / l->limit : 1;
}

bool listing_is_past(const struct listing *l, struct res *res, int64_t total)
{
    int64_t last = last_page(l, total);
    if (l->page <= last)
        return false;
    res_see_other(res, listing_link(l, "page", arena_printf(l->req->arena, "%lld", (long long)last)));
    return true;
}

/* ---- on the page ---- */

static void show_headings(struct view *v, const struct listing *l)
{
    for (int i = 0; i < l->kind->n_columns; i++) {
        const struct listing_column *c = &l->kind->columns[i];
        if (!is_shown(l->kind, i))
            continue;
        struct view *h = view_add(v, "LIST_COLUMN");
        bool sorted = i == l->sort, next_down = sorted ? !l->descending : c->falls;
        view_text(h, "LIST_TITLE", c->title);
        view_show_if(h, "LIST_NUMBER", c->is_number);
        view_show_if(h, "LIST_SORTABLE", c->is_sortable);
        view_show_if(h, "LIST_PLAIN", !c->is_sortable);
        view_show_if(h, "SORTED_UP", sorted && !l->descending);
        view_show_if(h, "SORTED_DOWN", sorted && l->descending);
        if (c->is_sortable)
            view_text(h, "LIST_HREF",
                      listing_link(l, "sort", arena_printf(l->req->arena, "%s%s", next_down ? "-" : "", c->name)));
    }
}

static void show_rows_choices(struct view *v, const struct listing *l)
{
    for (int i = 0; i < CHOICES; i++) {
        struct view *one = view_add(v, "LIST_CHOICE");
        const char *number = arena_printf(l->req->arena, "%d", rows_choices[i]);
        view_text(one, "LIST_CHOICE_ROWS", number);
        view_text(one, "LIST_CHOICE_HREF", listing_link(l, "rows", number));
        view_show_if(one, "LIST_CHOICE_CURRENT", rows_choices[i] == l->limit);
    }
}

static void show_count(struct view *v, const struct listing *l, int n, int64_t total)
{
    struct arena *a = l->req->arena;
    const char *of = total > LISTING_REACH ? arena_printf(a, "more than %s", num_group(a, LISTING_REACH, 0))
                                           : num_group(a, (double)total, 0);
    view_printf(v, "LIST_COUNT", "%s–%s of %s", num_group(a, (double)l->offset + 1, 0),
                num_group(a, (double)(l->offset + n), 0), of);
}

/* Order and rows per page, for the filter form, which otherwise would lose them. */
static void show_kept(struct view *v, const struct listing *l)
{
    static const char *const kept[] = {"sort", "rows"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct str value = req_query(l->req, kept[i]);
        if (!value.n)
            continue;
        struct view *field = view_add(v, "LIST_KEPT");
        view_text(field, "LIST_KEPT_NAME", kept[i]);
        view_str(field, "LIST_KEPT_VALUE", value);
    }
}

static bool is_filtered(const struct req *req)
{
    for (int i = 0; i < req->query.n; i++) {
        struct str name = req->query.at[i].name;
        if (req->query.at[i].value.n && !str_eq(name, "sort") && !str_eq(name, "rows") && !str_eq(name, "page"))
            return true;
    }
    return false;
}

void listing_show(struct view *v, const struct listing *l, int n, int64_t total)
{
    struct arena *a = l->req->arena;
    int64_t last = last_page(l, total);
    const char *pages = listing_link(l, "page", "");
    view_show_if(v, "LIST_ROWS", n > 0);
    view_show_if(v, "LIST_EMPTY", n == 0);
    view_show_if(v, "LIST_FILTERED", is_filtered(l->req));
    show_headings(v, l);
    show_kept(v, l);
    show_count(v, l, n, total);
    show_rows_choices(v, l);
    view_show_if(v, "LIST_LONG", total > rows_choices[0]);
    view_show_if(v, "LIST_CUT", total > LISTING_REACH);
    view_show_if(v, "LIST_PAGES", last > 1);
    pager_show(v, a, l->page, last, pages, "");
    view_show_if(v, "LIST_CSV", l->kind->csv_path != NULL);
    if (l->kind->csv_path)
        view_text(v, "LIST_CSV_HREF", listing_link_to(l, l->kind->csv_path));
}

/* ---- as a file ---- */

enum err listing_csv(struct res *res, const struct listing *l, const char *name, int n, view_cell cell, void *context)
{
    int columns = l->kind->n_columns;
    for (int c = 0; c < columns; c++) {
        csv_cell(&res->body, str_of(l->kind->columns[c].name));
        buf_puts(&res->body, c + 1 < columns ? CSV_NEXT : CSV_END);
    }
    for (int row = 0; row < n; row++)
        for (int c = 0; c < columns; c++) {
            csv_cell(&res->body, cell(context, row, c));
            buf_puts(&res->body, c + 1 < columns ? CSV_NEXT : CSV_END);
        }
    res_type(res, "text/csv; charset=utf-8");
    const char *cut = n < LISTING_CSV_MAX ? "" : arena_printf(res->arena, "-first-%d", LISTING_CSV_MAX);
    res_download(res, str_of(arena_printf(res->arena, "%s%s.csv", name, cut)));
    return OK;
}
