/* audit.c: hubctl audit verify | list | export.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/audit.h"

#include <getopt.h>
#include <stdio.h>

#include "base/num.h"
#include "hubctl/hubctl.h"

enum { LAST = 30, LAST_MOST = 100000, EXPORT_BATCH = 1000 };

static const struct hubctl_column listed[] = {
    {.heading = "EVENT", .kind = HUBCTL_NUMBER},
    {.heading = "TIME (UTC)"},
    {.heading = "WHO"},
    {.heading = "WHAT"},
    {.heading = "TO WHAT"},
    {.heading = "BEFORE -> AFTER"},
};

static int verify(struct arena *a, const struct hub_settings *settings, int argc)
{
    struct audit_report report;
    if (argc != 1)
        return hubctl_misuse("audit verify takes no argument");
    struct db *db = hubctl_database(a, settings);
    enum err e = audit_verify(db, a, settings, NULL, NULL, &report);
    if (e)
        return hubctl_say_db(e, db);
    for (int i = 0; i < report.n_faults; i++)
        printf("FAULT event %lld: %s\n", (long long)report.faults[i].seq, report.faults[i].what);
    printf("%lld of %lld events checked", (long long)report.checked, (long long)report.upto);
    if (report.unanchored)
        printf("; anchors were not: %s\n", report.unanchored);
    else
        printf(", %lld anchor%s\n", (long long)report.anchors, report.anchors == 1 ? "" : "s");
    if (report.n_faults)
        printf("%d%s fault(s): the audit is not as it was written\n", report.n_faults,
               report.n_faults == AUDIT_FAULTS_MAX ? " or more" : "");
    return report.n_faults ? HUBCTL_WRONG : HUBCTL_OK;
}

static int list(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"last", required_argument, NULL, 'l'}, {0}};
    int64_t last = LAST;
    struct db_result r;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (o != 'l' || !num_parse_int(str_of(optarg), &last) || last < 1 || last > LAST_MOST)
            return hubctl_misuse("--last takes a whole number from 1 to 100000");
    if (optind != argc)
        return hubctl_misuse("audit list takes no argument but --last N");
    struct db *db = hubctl_database(a, settings);
    enum err e = db_query(db, a, &r,
                          "select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), actor, action,"
                          " btrim(object_kind || ' ' || object_name), concat(before, ' -> ' || after::text)"
                          " from (select * from umbrella.audit_event order by seq desc limit $1) e order by seq",
                          "i", last);
    if (e)
        return hubctl_say_db(e, db);
    hubctl_print_rows(a, &r, listed, sizeof listed / sizeof *listed, false);
    return HUBCTL_OK;
}

/* A JSON object a line, with the hash, oldest first. */
static int export(struct arena *a, const struct hub_settings *settings, int argc)
{
    struct db_result r = {.rows = 1};
    enum err e = OK;
    if (argc != 1)
        return hubctl_misuse("audit export takes no argument");
    struct db *db = hubctl_database(a, settings);
    struct arena *batch = arena_new();
    for (int64_t after = 0; !e && r.rows;) {
        arena_reset(batch);
        e = db_query(db, batch, &r,
                     "select seq, jsonb_build_object('seq', seq, 'at', to_char(at at time zone 'UTC',"
                     " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), 'actor_id', actor_id, 'actor', actor, 'ip_address',"
                     " host(ip_address), 'action', action, 'object_kind', object_kind, 'object_id', object_id,"
                     " 'object_name', object_name, 'before', before, 'after', after, 'hash', encode(hash, 'hex'))"
                     " from umbrella.audit_event where seq > $1 order by seq limit $2",
                     "ii", after, (int64_t)EXPORT_BATCH);
        for (int i = 0; !e && i < r.rows; i++) {
            puts(db_text(&r, i, 1));
            after = db_int(&r, i, 0);
        }
    }
    arena_free(batch);
    return e ? hubctl_say_db(e, db) : HUBCTL_OK;
}

int hubctl_audit(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "verify"))
        return verify(a, settings, argc - 1);
    if (argc > 1 && !strcmp(argv[1], "list"))
        return list(a, settings, argc - 1, argv + 1);
    if (argc > 1 && !strcmp(argv[1], "export"))
        return export(a, settings, argc - 1);
    return hubctl_misuse("audit takes verify, list or export");
}
