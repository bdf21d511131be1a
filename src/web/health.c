/* health.c: see health.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/health.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/json.h"
#include "web/metrics.h"

enum { OVERDUE_S = 600 };

static int schema_wanted;

bool health_load(struct arena *a, const struct hub_settings *s, const char **why)
{
    DIR *dir = opendir(s->sql);
    int last = 0;
    if (!dir) {
        *why = arena_printf(a, "%s: %s", s->sql, strerror(errno));
        return false;
    }
    for (struct dirent *d; (d = readdir(dir));) {
        int number = atoi(d->d_name); /* 0004-margin-tables.sql */
        if (number > last)
            last = number;
    }
    closedir(dir);
    schema_wanted = last;
    return true;
}

static enum err answer(struct res *res, const char *fault)
{
    struct json_writer w;
    res->status = fault ? 503 : 200;
    res_type(res, "application/json");
    json_begin(&w, &res->body);
    json_open(&w, NULL, '{');
    json_put_text(&w, "status", fault ? "unavailable" : "ok");
    json_open(&w, "reasons", '[');
    if (fault)
        json_put_text(&w, NULL, fault);
    json_close(&w, ']');
    json_close(&w, '}');
    return OK;
}

static enum err healthz(struct req *req, struct res *res)
{
    (void)req;
    return answer(res, NULL);
}

static enum err readyz(struct req *req, struct res *res)
{
    struct db_result found;
    if (db_query(req->db, req->arena, &found, "SELECT coalesce(max(number), 0) FROM ops.schema_version", ""))
        return answer(res, req->detail = "the database does not answer");
    int64_t have = db_int(&found, 0, 0);
    if (have != schema_wanted)
        return answer(res, req->detail = arena_printf(req->arena, "the schema is version %lld, this program needs %d",
                                                      (long long)have, schema_wanted));
    if (db_query(req->db, req->arena, &found, "SELECT ops.job_overdue()", ""))
        return answer(res, req->detail = "the database does not answer");
    if (db_double(&found, 0, 0) > OVERDUE_S)
        return answer(res,
                      req->detail = arena_printf(req->arena, "a job has been due for %.0f minutes: does hub-jobs run?",
                                                 db_double(&found, 0, 0) / 60));
    return answer(res, NULL);
}

static const struct route rows[] = {
    ROUTE(GET, "/healthz", NONE, FREE, NULL, healthz),
    ROUTE(GET, "/readyz", NONE, FREE, NULL, readyz),
    ROUTE(GET, "/metrics", NONE, FREE, NULL, metrics_get),
};
const struct routes health_routes = ROUTES(rows);
