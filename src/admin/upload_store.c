/* upload_store.c: see upload_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/upload_store.h"

#include "admin/console.h"

static const char clear_sql[] =
    "delete from umbrella.upload u where u.created_at < now() - interval '1 day' or u.id in"
    " (select k.id from umbrella.upload k where k.purpose = $1 order by k.created_at desc offset 4)";
static const char keep_sql[] = "insert into umbrella.upload (user_id, purpose, name, fields, bytes)"
                               " values (umbrella.uid(), $1, $2, $3::jsonb, $4) returning id";

enum err upload_keep(struct db *db, struct arena *a, const char *sid, const char *purpose, const struct upload_kept *u,
                     const char **id)
{
    struct db_result r;
    enum err e = db_begin(db, sid);
    if (!e && !(e = db_query(db, a, NULL, clear_sql, "s", purpose)))
        e = db_query(db, a, &r, keep_sql, "ssSb", purpose, u->name, u->fields, u->bytes);
    if (!(e = db_end(db, e)))
        *id = db_text(&r, 0, 0);
    return e;
}

static enum err fill(struct arena *a, const struct db_result *r, struct upload_kept *u)
{
    if (!r->rows)
        return ERR_NOTFOUND;
    *u = (struct upload_kept){str_dup(a, db_str(r, 0, 0)), db_str(r, 0, 1), db_bytes(r, 0, 2, a)};
    return OK;
}

enum err upload_ask(struct db *db, const char *purpose, struct str id)
{
    return db_pipeline_send(
        db, "select name, fields::text, bytes from umbrella.upload where id::text = $1 and purpose = $2", "*Ss", id,
        purpose);
}

enum err upload_take(struct db *db, struct arena *a, struct upload_kept *u)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    return e ? e : fill(a, &r, u);
}

enum err upload_use(struct db *db, struct arena *a, const char *purpose, struct str id, struct upload_kept *u)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "delete from umbrella.upload where id::text = $1 and purpose = $2"
                          " returning name, fields::text, bytes",
                          "*Ss", id, purpose);
    return e ? e : fill(a, &r, u);
}
