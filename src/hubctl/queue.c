/* queue.c: see queue.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/queue.h"

#include <getopt.h>
#include <stdio.h>

#include "base/num.h"

enum { LAST = 50 };

static int list(struct arena *a, const struct hub_settings *settings, const struct queue *q, int argc, char **argv)
{
    static const struct option options[] = {{"status", required_argument, NULL, 's'}, {0}};
    const char *status = "";
    struct db_result r;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o != 's')
            return HUBCTL_USAGE;
        status = optarg;
    }
    if (optind != argc)
        return hubctl_misuse("%s list takes no argument but --status STATUS", q->noun);
    struct db *db = hubctl_database(a, settings);
    enum err e = db_query(db, a, &r, q->list_sql, "si", status, (int64_t)LAST);
    if (e)
        return hubctl_say_db(e, db);
    hubctl_print_rows(a, &r, q->listed, q->n_listed, false);
    return HUBCTL_OK;
}

static int show(struct arena *a, struct db *db, const struct queue *q, int64_t id)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, q->show_sql, "i", id);
    if (e)
        return hubctl_say_db(e, db);
    if (!r.rows)
        return hubctl_say(ERR_NOTFOUND, "there is no %s %lld", q->noun, (long long)id);
    for (int i = 0; i < q->n_labels; i++)
        if (!db_is_null(&r, 0, i))
            printf("%-13s %s\n", q->labels[i], hubctl_tame(a, db_text(&r, 0, i)));
    if (!db_is_null(&r, 0, q->n_labels))
        printf("\n%s\n", hubctl_tame_lines(a, db_text(&r, 0, q->n_labels)));
    return HUBCTL_OK;
}

static int change(struct arena *a, struct db *db, const struct queue *q, const struct queue_change *c, int64_t id)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, c->sql, "i", id);
    if (e)
        return hubctl_say_db(e, db);
    return db_bool(&r, 0, 0) ? HUBCTL_OK : hubctl_say(ERR_CONFLICT, "%s %lld %s", q->noun, (long long)id, c->not_so);
}

int queue_command(struct arena *a, const struct hub_settings *settings, const struct queue *q, int argc, char **argv)
{
    int64_t id;
    if (argc > 1 && !strcmp(argv[1], "list"))
        return list(a, settings, q, argc - 1, argv + 1);
    if (argc != 3 || !num_parse_int(str_of(argv[2]), &id))
        return hubctl_misuse("%s takes %s", q->noun, q->takes);
    if (!strcmp(argv[1], "show"))
        return show(a, hubctl_database(a, settings), q, id);
    for (size_t i = 0; i < sizeof q->changes / sizeof *q->changes; i++)
        if (!strcmp(argv[1], q->changes[i].name))
            return change(a, hubctl_database(a, settings), q, &q->changes[i], id);
    return hubctl_misuse("%s takes %s", q->noun, q->takes);
}
