/* req.c: see req.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/req.h"

#include "base/num.h"

struct str req_query(const struct req *r, const char *name)
{
    return params_get(&r->query, name);
}

struct str req_form(const struct req *r, const char *name)
{
    return params_get(&r->form, name);
}

struct str req_file(const struct req *r, const char *name, struct str *filename)
{
    struct upload none = {.filename = {"", 0}, .bytes = {"", 0}};
    const struct upload *found = &none;
    for (int i = 0; i < r->files.n; i++)
        if (str_eq(r->files.at[i].name, name))
            found = &r->files.at[i];
    if (filename)
        *filename = found->filename;
    return found->bytes;
}

struct str req_cookie(const struct req *r, const char *name)
{
    struct str value = {"", 0};
    cookie_find(r->cookie, name, &value);
    return value;
}

int64_t req_page(const struct req *r, int64_t last)
{
    int64_t page;
    if (!num_parse_int(req_query(r, "page"), &page) || page < 1 || last < 1)
        return 1;
    return page < last ? page : last;
}

enum err req_ask_again(struct req *r, enum err (*load)(struct req *))
{
    struct db_result sid;
    enum err e = db_pipeline_begin(r->db);
    if (e || (e = db_pipeline_send(r->db, "select set_config('hub.sid', $1, true)", "s", r->session.sid)) ||
        (e = load(r)) || (e = db_pipeline_sync(r->db)))
        return e;
    return db_pipeline_next(r->db, r->arena, &sid);
}
