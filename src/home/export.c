/* export.c: everything held about a person as one JSON file, made while it is packed: in memory are one page of rows, or one
 * stored answer, and what is packed already.
 * SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "base/gzip.h"
#include "home/account.h"
#include "home/export_store.h"
#include "home/routes.h"

static enum err export_get(struct req *r, struct res *res)
{
    return account_page(r, res, view_new(r->arena), "home/export.tpl", "Your data");
}

struct export_file {
    struct req *req;
    struct arena *page; /* of one page of rows; emptied after it */
    struct gzip_writer *out;
};

static void put(struct export_file *x, const char *text)
{
    gzip_write(x->out, str_of(text));
}

/* The row's object; what was packed becomes its last member. */
static enum err put_row(struct export_file *x, const struct export_part *part, const struct db_result *rows, int row)
{
    struct str json = db_str(rows, row, EXPORT_JSON), unpacked;
    const char *why;
    if (db_is_null(rows, row, EXPORT_PACKED)) {
        gzip_write(x->out, json);
        return OK;
    }
    if (!part->unpack(x->page, db_bytes(rows, row, EXPORT_PACKED, x->page), &unpacked, &why)) {
        x->req->detail = arena_printf(x->req->arena, "a row of %s cannot be unpacked: %s", part->name, why);
        return ERR_INTERNAL;
    }
    gzip_write(x->out, (struct str){json.s, json.n - 1});
    put(x, arena_printf(x->page, ", \"%s\": ", part->member));
    gzip_write(x->out, unpacked);
    put(x, "}");
    return OK;
}

/* One page of a part; *place moves to its last row, *n is how many rows it had. */
static enum err put_page(struct export_file *x, const struct export_part *part, int64_t *place, int *n)
{
    struct db_result rows;
    enum err e = db_query(x->req->db, x->page, &rows, part->sql, "i", *place);
    if (e)
        return account_failed(x->req, e, "read what is held about the person");
    *n = rows.rows;
    for (int i = 0; i < rows.rows; i++) {
        put(x, *place ? ",\n" : "");
        if ((e = put_row(x, part, &rows, i)))
            return e;
        *place = db_int(&rows, i, EXPORT_PLACE);
    }
    return OK;
}

static enum err put_part(struct export_file *x, const struct export_part *part)
{
    int64_t place = 0;
    int n = 0;
    enum err e;
    put(x, arena_printf(x->page, ",\n\"%s\": %s", part->name, part->is_list ? "[\n" : ""));
    do {
        e = put_page(x, part, &place, &n);
        arena_reset(x->page);
    } while (!e && n && part->is_list);
    put(x, part->is_list ? "\n]" : place ? "" : "null");
    return e;
}

static enum err put_all(struct export_file *x, const char *now)
{
    enum err e = OK;
    put(x, arena_printf(x->req->arena, "{\"format\": \"umbrella-hub-export-1\",\n\"made_at\": \"%s\"", now));
    for (int i = 0; !e && i < export_parts_n; i++)
        e = put_part(x, &export_parts[i]);
    put(x, "}\n");
    gzip_close(x->out);
    return e;
}

static void free_page(void *arena)
{
    arena_free(arena);
}

static enum err make_file(struct req *r, const char *now, struct buf *file)
{
    struct export_file x = {r, arena_new(), gzip_open(r->arena, file)};
    arena_defer(r->arena, free_page, x.page);
    enum err e = db_begin(r->db, r->session.sid);
    if (e)
        return account_failed(r, e, "read what is held about the person");
    if (!(e = export_note(r->db, r->arena)))
        e = put_all(&x, now);
    return db_end(r->db, e);
}

static enum err export_post(struct req *r, struct res *res)
{
    struct buf file;
    char now[sizeof "2026-01-02T03:04:05Z"];
    const time_t t = time(NULL);
    struct tm utc;
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &utc));
    buf_init(&file, r->arena, 4096);
    enum err e = make_file(r, now, &file);
    if (e)
        return e;
    res_type(res, "application/json");
    res_download(res, str_of(arena_printf(r->arena, "umbrella-hub-%.10s.json", now)));
    res_gzip_body(res, buf_view(&file));
    return OK;
}

static const struct route rows[] = {
    ROUTE(GET, "/account/export", NONE, PAGE, NULL, export_get),
    ROUTE(POST, "/account/export", FORM, CALC, NULL, export_post),
};
const struct routes home_export_routes = ROUTES(rows);
