/* housekeeping.c: jobs that delete what is over its time. Each batch is a transaction of its own: what was deleted stays so
 * when the runner dies, and the next run goes on from there.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/job.h"

enum { BATCH = 5000 };

/* The result adds up what the batches deleted, by kind. */
static void add_up(struct json_object *sums, struct json_object *batch, int64_t *n)
{
    *n = 0;
    json_object_object_foreach(batch, kind, value)
    {
        struct json_object *before = json_member(sums, kind);
        int64_t deleted = json_object_get_int64(value);
        *n += deleted;
        json_object_object_add(sums, kind,
                               json_object_new_int64(deleted + (before ? json_object_get_int64(before) : 0)));
    }
}

static void put(void *object)
{
    json_object_put(object);
}

enum err job_retention(struct job_context *c)
{
    struct json_object *sums = json_object_new_object();
    int64_t n, total = 0;
    arena_defer(c->arena, put, sums);
    do {
        struct db_result r;
        const char *why;
        enum err e = db_query(c->db, c->arena, &r,
                              "with gone as (select umbrella.retain($1::int) as what) select what from gone", "i",
                              (int64_t)BATCH);
        if (e)
            return e;
        struct json_object *batch = json_read(c->arena, db_str(&r, 0, 0), &why);
        if (!batch)
            return job_error(c, ERR_INTERNAL, "umbrella.retain answered what cannot be read: %s", why);
        add_up(sums, batch, &n);
        total += n;
        c->result = json_object_to_json_string_ext(sums, JSON_C_TO_STRING_PLAIN);
    } while (n && !job_progress(c, 0, arena_printf(c->arena, "%lld rows deleted", (long long)total)));
    return OK;
}

enum err job_account_deletion(struct job_context *c)
{
    int64_t n, total = 0;
    do {
        struct db_result r;
        enum err e =
            db_query(c->db, c->arena, &r, "with gone as (select umbrella.account_purge() as n) select n from gone", "");
        if (e)
            return e;
        n = db_int(&r, 0, 0);
        total += n;
        c->result = arena_printf(c->arena, "{\"accounts\": %lld}", (long long)total);
    } while (n && !job_progress(c, 0, arena_printf(c->arena, "%lld accounts deleted", (long long)total)));
    return OK;
}
