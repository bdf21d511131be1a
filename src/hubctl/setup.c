/* setup.c: hubctl setup: from an empty PostgreSQL server to a hub that the first administrator can enter. Every step only
 * adds what is missing, so that it may be repeated.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "hubctl/hubctl.h"
#include "identity/key_ring.h"
#include "market/embedded.h"

enum { FIRST_LINK_HOURS = 72 };

int hubctl_make_database(struct arena *a, const struct hub_settings *settings, const char **name)
{
    const char *own;
    struct db_result r;
    struct db *db = db_new_maintenance(a, settings->database, hubctl_role(), &own);
    if (!db)
        return hubctl_say(ERR_INPUT, "the setting database names no database: %s", settings->database);
    *name = *name ? *name : own;
    db_set_unhurried(db);
    enum err e = db_query(db, a, &r,
                          "select format('create database %I encoding ''UTF8'' template template0', $1::text)"
                          " where not exists (select from pg_database where datname = $1)",
                          "s", *name);
    if (!e && r.rows && !(e = db_script(db, db_text(&r, 0, 0))))
        printf("Created the database %s\n", *name);
    int status = e ? hubctl_say_db(e, db) : HUBCTL_OK;
    db_free(db);
    return status;
}

/* While no superuser has a password, tell a link: the one of an earlier run may be lost. */
static int invite_first_administrator(struct arena *a, struct db *db, const struct hub_settings *settings,
                                      const char *admin)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "select email, bool_or(password <> '!') over () from umbrella.authentication_user"
                          " where is_superuser and status = 'active' order by id",
                          "");
    if (e)
        return hubctl_say_db(e, db);
    if (r.rows && db_bool(&r, 0, 1))
        return HUBCTL_OK;
    if (r.rows)
        admin = db_text(&r, 0, 0);
    else {
        const struct hubctl_person p = {admin, "", "", "admin", true, true};
        if ((e = hubctl_person_add(db, a, &p)))
            return hubctl_say(e, "%s cannot be made the first administrator: %s", admin, db_message(db));
    }
    printf("First administrator: %s\n", admin);
    return hubctl_print_link(db, a, settings, "  one-time link to set a password: ", admin, FIRST_LINK_HOURS);
}

static int load_market_data(struct arena *a, struct db *db, const struct hub_settings *settings)
{
    const char *report;
    enum err e = market_embedded_load(db, a, settings->market_data, &report);
    if (e)
        return hubctl_say(e, "the market data that come with the hub: %s", report);
    fputs(report, stdout);
    return HUBCTL_OK;
}

static bool make_keys(struct arena *a, const struct hub_settings *s, const char **why)
{
    return key_file_make(a, "password-key", s->password_key_file, why) &&
           key_file_make(a, "seal-key", s->seal_key_file, why) &&
           key_file_make(a, "egress-key", s->egress_key_file, why) &&
           key_file_make(a, "audit-key", s->audit_key_file, why);
}

int hubctl_setup(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"admin", required_argument, NULL, 'a'}, {0}};
    const char *admin = "admin@localhost";
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o != 'a')
            return HUBCTL_USAGE;
        admin = optarg;
    }
    if (optind != argc) {
        hubctl_say(ERR_INPUT, "setup takes no argument but --admin EMAIL");
        return HUBCTL_USAGE;
    }
    const char *why;
    if (!make_keys(a, settings, &why) || !password_keys_load(a, settings, &why))
        return hubctl_say(ERR_INPUT, "%s", why);
    const char *name = NULL;
    int status = hubctl_make_database(a, settings, &name);
    if (status)
        return status;
    struct db *db = hubctl_database(a, settings);
    if ((status = hubctl_bring_up_to_date(a, db, settings)) || (status = load_market_data(a, db, settings)))
        return status;
    return invite_first_administrator(a, db, settings, admin);
}
