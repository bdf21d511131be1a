/* migrate.c: hubctl migrate.
 * SPDX-License-Identifier: Apache-2.0 */
#include "db/migrate.h"

#include <getopt.h>
#include <stdio.h>

#include "base/file.h"
#include "hubctl/hubctl.h"

enum { SCRIPT_MAX = 1 << 20 };

static void print_applied(const struct migration *m)
{
    printf("Applied %s\n", m->name);
}

/* sql/roles.sql: not in the ledger, because roles belong to the cluster; it adds what is missing. */
int hubctl_make_roles(struct arena *a, struct db *db, const struct hub_settings *settings)
{
    const char *path = arena_printf(a, "%s/roles.sql", settings->sql), *why;
    struct str script;
    if (!file_read(a, path, SCRIPT_MAX, &script, &why))
        return hubctl_say(ERR_INPUT, "%s", why);
    enum err e = db_script(db, script.s);
    return e ? hubctl_say(e, "%s: %s", path, db_message(db)) : HUBCTL_OK;
}

int hubctl_bring_up_to_date(struct arena *a, struct db *db, const struct hub_settings *settings)
{
    const char *why;
    int status = hubctl_make_roles(a, db, settings);
    if (status)
        return status;
    enum err e = migrations_apply(db, a, settings->sql, print_applied, &why);
    return e ? hubctl_say(e, "%s", why) : HUBCTL_OK;
}

static int dry_run(struct arena *a, struct db *db, const struct hub_settings *settings)
{
    struct migrations m;
    const char *why;
    enum err e = migrations_plan(db, a, settings->sql, &m, &why);
    if (e)
        return hubctl_say(e, "%s", why);
    for (int i = 0; i < m.n; i++)
        printf("%s %s\n", m.at[i].is_applied ? "applied " : "to apply", m.at[i].name);
    return HUBCTL_OK;
}

int hubctl_migrate(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"dry-run", no_argument, NULL, 'n'}, {0}};
    bool is_dry = false;
    for (int o; (o = getopt_long(argc, argv, "n", options, NULL)) != -1;) {
        if (o != 'n')
            return HUBCTL_USAGE;
        is_dry = true;
    }
    if (optind != argc) {
        hubctl_say(ERR_INPUT, "migrate takes no argument but --dry-run");
        return HUBCTL_USAGE;
    }
    struct db *db = hubctl_database(a, settings);
    return is_dry ? dry_run(a, db, settings) : hubctl_bring_up_to_date(a, db, settings);
}
