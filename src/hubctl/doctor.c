/* doctor.c: hubctl doctor: what is wrong with the installation, and the command that mends each fault.
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "db/migrate.h"
#include "hubctl/hubctl.h"
#include "identity/key_ring.h"

/* Each answers one row: is it well, and what was found. */
static const struct check {
    const char *what, *sql, *mend;
} checks[] = {
    {"server",
     "select current_setting('server_version_num')::int >= 150000 and current_setting('server_encoding') = 'UTF8',"
     " 'PostgreSQL ' || current_setting('server_version') || ', ' || current_setting('server_encoding')",
     "move the database to PostgreSQL 15 or newer with encoding UTF8"},
    {"roles",
     "select count(r.rolname) = count(*) and not coalesce(bool_or(r.rolsuper or r.rolbypassrls or r.rolcreaterole), "
     "false),"
     " coalesce(string_agg(w.name, ', ') filter (where r.rolname is null) || ' missing', 'all there, none above the "
     "rules')"
     " from unnest(array['hub_owner', 'hub_auth', 'hub_home', 'hub_margin']) as w(name)"
     " left join pg_roles r on r.rolname = w.name",
     "hubctl setup (and: alter role ... nosuperuser nobypassrls nocreaterole)"},
    {"owner",
     "select pg_get_userbyid(datdba) = 'hub_owner' and not exists (select from pg_class c join pg_namespace n on n.oid "
     "="
     "  c.relnamespace where n.nspname in ('umbrella', 'market', 'margin', 'ops') and pg_get_userbyid(c.relowner) <> "
     "'hub_owner'),"
     " 'database of ' || pg_get_userbyid(datdba) from pg_database where datname = current_database()",
     "hubctl setup, and alter ... owner to hub_owner for what was made by hand"},
    {"sign-in log",
     "select to_regclass('umbrella.authentication_loginattempt_' || to_char(now() at time zone 'UTC' + interval '1 "
     "month',"
     "  'YYYY_MM')) is not null, 'partition of the coming month'",
     "psql: select umbrella.loginattempt_partition(now() + interval '1 month')"},
    {"instruments",
     "select count(*) > 0, count(*) || ' with prices' from market.instrument i"
     " where exists (select from market.daily_bar b where b.instrument = i.id)",
     "hubctl setup, which loads the data that come with the hub"},
    {"administrator",
     "select count(*) filter (where password <> '!') > 0, count(*) filter (where password <> '!')"
     "  || ' active superuser(s) with a password' from umbrella.authentication_user where is_superuser and status = "
     "'active'",
     "hubctl setup, which prints a one-time link"},
};

struct ward {
    struct arena *arena;
    struct db *db;
    const struct hub_settings *settings;
    int faults;
};

static void report(struct ward *w, bool is_well, const char *what, const char *found, const char *mend)
{
    printf("%-5s %-14s %s\n", is_well ? "ok" : "FAULT", what, found);
    if (!is_well)
        printf("      %-14s mend: %s\n", "", mend);
    w->faults += !is_well;
}

static void check_directory(struct ward *w, const char *what, const char *path)
{
    bool is_well = access(path, R_OK | X_OK) == 0;
    report(w, is_well, what, is_well ? path : arena_printf(w->arena, "%s: %s", path, strerror(errno)),
           "set the right path in hub.conf, or install the package again");
}

static void check_settings(struct ward *w)
{
    const char *origin = w->settings->origin;
    report(w, !strncmp(origin, "https://", 8) && strlen(origin) > 8 && origin[strlen(origin) - 1] != '/', "origin",
           origin, "set origin in hub.conf to the address people use, such as https://hub.example.org");
    const char *why = *w->settings->password_key_file ? w->settings->password_key_file : "none";
    bool has_keys = password_keys_load(w->arena, w->settings, &why);
    report(w, has_keys, "password key", why, "bring the file back from a copy; where none was made yet: hubctl setup");
    check_directory(w, "templates", w->settings->templates);
    check_directory(w, "statics", w->settings->statics);
    check_directory(w, "sql", w->settings->sql);
    check_directory(w, "market data", w->settings->market_data);
}

static bool check_connection(struct ward *w)
{
    bool is_well = !db_query(w->db, w->arena, NULL, "select 1", "");
    report(w, is_well, "database", is_well ? w->settings->database : db_message(w->db),
           "start PostgreSQL, correct database in hub.conf, or: hubctl setup");
    return is_well;
}

static bool check_schema(struct ward *w)
{
    struct migrations m;
    const char *why;
    enum err e = migrations_plan(w->db, w->arena, w->settings->sql, &m, &why);
    bool is_well = !e && m.n_applied == m.n;
    report(w, is_well, "schema", e ? why : arena_printf(w->arena, "%d of %d migrations", m.n_applied, m.n),
           e ? "install the release that the database belongs to" : "hubctl migrate");
    return is_well;
}

static void run_check(struct ward *w, const struct check *c)
{
    struct db_result r;
    enum err e = db_query(w->db, w->arena, &r, c->sql, "");
    if (e)
        report(w, false, c->what, db_message(w->db), c->mend);
    else
        report(w, r.rows && db_bool(&r, 0, 0), c->what, r.rows ? db_text(&r, 0, 1) : "nothing found", c->mend);
}

/* Known passwords are for looking around on one's own machine. */
static void check_demo(struct ward *w)
{
    struct db_result r;
    bool is_local =
        !strncmp(w->settings->origin, "https://localhost", 17) || !strncmp(w->settings->origin, "https://127.", 12);
    if (is_local || db_query(w->db, w->arena, &r,
                             "select count(*) from umbrella.authentication_user where email like '%@demo.example'"
                             " and status = 'active'",
                             ""))
        return;
    report(w, db_int(&r, 0, 0) == 0, "demo",
           arena_printf(w->arena, "%s people with public passwords", db_text(&r, 0, 0)), "hubctl demo remove");
}

int hubctl_doctor(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc != 1) {
        hubctl_say(ERR_INPUT, "doctor takes no argument: %s", argv[1]);
        return HUBCTL_USAGE;
    }
    struct ward w = {a, hubctl_database(a, settings), settings, 0};
    check_settings(&w);
    if (check_connection(&w) && check_schema(&w)) {
        for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
            run_check(&w, &checks[i]);
        check_demo(&w);
    }
    if (w.faults)
        printf("%d fault(s)\n", w.faults);
    else
        puts("Everything is well");
    return w.faults ? HUBCTL_WRONG : HUBCTL_OK;
}
