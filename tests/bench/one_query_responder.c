/* one_query_responder.c: one prepared select by primary key, straight through libpq, on the database $HUB_TEST_DB.
 * The yardstick for our pages: whatever they take beyond it is ours. The table is one that every database has.
 * SPDX-License-Identifier: Apache-2.0 */
#include "responder.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

static void fail_with(PGconn *pg)
{
    fprintf(stderr, "%s\n", PQerrorMessage(pg));
    exit(70);
}

static void *open_database(void)
{
    const char *conninfo = getenv("HUB_TEST_DB");
    PGconn *pg = PQconnectdb(conninfo ? conninfo : "");
    if (PQstatus(pg) != CONNECTION_OK)
        fail_with(pg);
    PGresult *r = PQprepare(pg, "one", "select relname, relkind, relpages from pg_class where oid = $1", 0, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_with(pg);
    PQclear(r);
    return pg;
}

static void answer_one_row(void *context, struct arena *a, const struct web_call *call, struct res *res)
{
    static const char *const values[] = {"1259"}; /* pg_class itself */
    (void)call;
    res_init(res, a);
    PGresult *r = PQexecPrepared(context, "one", 1, values, NULL, NULL, 0);
    res->status = PQntuples(r) == 1 ? 200 : 500;
    res_type(res, "text/plain");
    buf_puts(&res->body, res->status == 200 ? PQgetvalue(r, 0, 0) : PQerrorMessage(context));
    PQclear(r);
}

int main(int argc, char **argv)
{
    return responder_run(argc, argv, open_database, answer_one_row);
}
