/* rows.c: see rows.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/rows.h"

#include "admin/console.h"
#include "base/json.h"

struct str rows_cell(void *context, int row, int col)
{
    return db_str(context, row, col);
}

enum err rows_take(struct req *req, struct rows *rows, const char *attempt)
{
    struct db_result count;
    enum err e = db_pipeline_next(req->db, req->arena, &rows->r);
    if (e || (e = db_pipeline_next(req->db, req->arena, &count)))
        return console_unread(req, e, attempt);
    rows->total = db_int(&count, 0, 0);
    return OK;
}

bool rows_show(struct view *v, struct res *res, const struct listing *l, struct rows *rows, const char *section,
               const char *const *names, int n_names)
{
    if (listing_is_past(l, res, rows->total))
        return false;
    view_rows(v, section, rows->r.rows, names, n_names, rows_cell, &rows->r);
    listing_show(v, l, rows->r.rows, rows->total);
    return true;
}

enum err rows_csv(struct req *req, struct res *res, const struct listing_kind *kind, const char *name)
{
    struct listing l = listing_read_all(req, kind);
    struct db_result r;
    enum err e = db_pipeline_next(req->db, req->arena, &r);
    return e ? console_unread(req, e, "could not read the list for its file")
             : listing_csv(res, &l, name, r.rows, rows_cell, &r);
}

const char *rows_json(struct arena *a, const struct str *at, size_t n)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, a, 64 * n + 16);
    json_begin(&w, &b);
    json_open(&w, NULL, '[');
    for (size_t i = 0; i < n; i++)
        json_put_str(&w, NULL, at[i]);
    json_close(&w, ']');
    return b.s;
}
