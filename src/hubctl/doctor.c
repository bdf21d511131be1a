/* doctor.c: hubctl doctor: what is wrong with the installation, and the command that mends each fault. A fault keeps somebody from
 * something or will soon; a warning is something that an administrator should know and may want.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/doctor.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "db/migrate.h"

/* Each answers one row: ok, warning or fault; and what was found. */
static const struct check {
    const char *what, *sql, *mend;
} checks[] = {
    {"server",
     "select case when current_setting('server_version_num')::int >= 150000"
     "   and current_setting('server_encoding') = 'UTF8' then 'ok' else 'fault' end,"
     " 'PostgreSQL ' || current_setting('server_version') || ', ' || current_setting('server_encoding')",
     "move the database to PostgreSQL 15 or newer with encoding UTF8"},
    {"roles",
     "select case when count(r.rolname) < count(*) or bool_or(r.rolsuper or r.rolbypassrls or r.rolcreaterole)"
     "   then 'fault' else 'ok' end,"
     " coalesce(string_agg(w.name, ', ') filter (where r.rolname is null) || ' missing',"
     "   string_agg(w.name, ', ') filter (where r.rolsuper or r.rolbypassrls or r.rolcreaterole) || ' above the rules',"
     "   'all there, none above the rules')"
     " from unnest(array['hub_owner', 'hub_auth', 'hub_home', 'hub_admin', 'hub_margin', 'hub_returns', 'hub_jobs', "
     "'hub_egress']) as "
     "w(name)"
     " left join pg_roles r on r.rolname = w.name",
     "hubctl migrate (and: alter role ... nosuperuser nobypassrls nocreaterole)"},
    {"owner",
     "select case when pg_get_userbyid(datdba) = 'hub_owner' and not exists (select from pg_class c join pg_namespace n"
     "   on n.oid = c.relnamespace where n.nspname in ('umbrella', 'market', 'margin', 'returns', 'ops')"
     "   and pg_get_userbyid(c.relowner) <> 'hub_owner') then 'ok' else 'fault' end,"
     " 'database of ' || pg_get_userbyid(datdba) from pg_database where datname = current_database()",
     "hubctl setup, and alter ... owner to hub_owner for what was made by hand"},
    {"programs",
     "select case when count(*) filter (where b.lives) = 0 then 'warning' when bool_and(b.lives) then 'ok' else "
     "'fault' end,"
     " case when count(*) filter (where b.lives) = 0 then 'none runs: no sign of life within 90 s'"
     "   else coalesce(string_agg(b.program, ', ') filter (where not b.lives) || ' without a sign of life for 90 s',"
     "     'all give signs of life') end"
     " from (select p.program, exists (select from ops.heartbeat h where h.program = p.program"
     "   and h.at > now() - interval '90 seconds') as lives from unnest(array['hub-auth', 'hub-home', 'hub-admin',"
     "   'hub-margin', 'hub-returns', 'hub-jobs', 'hub-egress']) with ordinality p(program, place) order by p.place) b",
     "systemctl restart hub.target; then: journalctl -u 'hub*' (in a clone: ./hub run)"},
    {"jobs",
     "select case when late > 0 then 'fault' when failed > 0 then 'warning' else 'ok' end,"
     " case when late > 0 then late || ' due for more than 10 minutes: hub-jobs does not keep up, or does not run'"
     "   when failed > 0 then failed || ' failed in the last 7 days' else waiting || ' waiting, none failed' end"
     " from (select count(*) filter (where status = 'waiting' and run_at < now() - interval '10 minutes') as late,"
     "   count(*) filter (where status = 'failed' and finished_at > now() - interval '7 days') as failed,"
     "   count(*) filter (where status = 'waiting') as waiting from ops.job) j",
     "hubctl job list --status failed, then hubctl job retry ID; systemctl restart hub-jobs"},
    {"retention",
     "select case when next_at < now() - interval '10 minutes' then 'fault' else 'ok' end,"
     " 'last put into the queue ' || coalesce(to_char(last_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), 'never')"
     " from ops.schedule where kind = 'retention'",
     "systemctl restart hub-jobs, which runs the schedule"},
    {"mail server",
     "select case when server <> '' then 'ok' when waiting > 0 then 'fault' else 'warning' end,"
     " case when server <> '' then server when waiting > 0 then waiting || ' mail(s) not sent: no mail server is set'"
     "   else 'none is set: mails stay in the console' end"
     " from (select umbrella.setting_text('mail_server') as server,"
     "   (select count(*) from ops.outbox where status = 'waiting') as waiting) m",
     "in the console: Settings, Mail; then: hubctl mail test ADDRESS"},
    {"mails",
     "select case when late > 0 and umbrella.setting_text('mail_server') <> '' then 'fault' when failed > 0 then "
     "'warning'"
     "   else 'ok' end,"
     " case when late > 0 and umbrella.setting_text('mail_server') <> '' then late || ' due for more than 10 minutes:"
     " hub-egress does not keep up, or does not run' when failed > 0 then failed || ' could not be delivered in the "
     "last 7 days'"
     "   else waiting || ' waiting, none failed' end"
     " from (select count(*) filter (where status = 'waiting' and next_try_at < now() - interval '10 minutes') as late,"
     "   count(*) filter (where status = 'failed' and finished_at > now() - interval '7 days') as failed,"
     "   count(*) filter (where status in ('waiting', 'sending')) as waiting from ops.outbox) m",
     "hubctl mail list --status failed, then hubctl mail retry ID; systemctl restart hub-egress"},
    {"egress key",
     "select case when count(*) > 0 then 'ok' else 'warning' end,"
     " case when count(*) > 0 then 'stored' else 'hub-egress has not told its key: the mail server''s password cannot "
     "be stored'"
     " end from ops.egress_key",
     "hubctl setup, which makes the key file; then: systemctl restart hub-egress"},
    {"backup",
     "select case when at > now() - interval '7 days' then 'ok' when at is null and since > now() - interval '7 days'"
     "   then 'warning' else 'fault' end,"
     " coalesce('last ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || case when tried then ', tried'"
     "   else ', never tried by restoring it' end, 'there is none yet')"
     " from (select (select max(at) from ops.backup) as at, (select verified_at is not null from ops.backup order by "
     "at desc"
     "   limit 1) as tried, (select min(applied_at) from ops.schema_version) as since) b",
     "hubctl backup DIRECTORY; to try it: hubctl restore FILE --database NAME"},
    {"audit",
     "select case when exists (select from umbrella.audit_verify(greatest(1, h.seq - 999), h.seq)) then 'fault' else "
     "'ok' end,"
     " h.seq || ' events, the newest 1,000 at most looked at' from umbrella.audit_head h",
     "hubctl audit verify names the events; find out who wrote to the database"},
    {"registration",
     "select case umbrella.setting_text('registration_mode') when 'open' then 'warning' else 'ok' end,"
     " case umbrella.setting_text('registration_mode') when 'open' then 'open: everybody may ask for an account'"
     "   when 'closed' then 'closed' else 'by invitation' end",
     "in the console: Settings, Who may register"},
    {"sign-in log",
     "select case when to_regclass('umbrella.authentication_loginattempt_' || to_char(now() at time zone 'UTC' + "
     "interval '1 "
     "month',"
     "  'YYYY_MM')) is not null then 'ok' else 'fault' end, 'partition of the coming month'",
     "psql: select umbrella.loginattempt_partition(now() + interval '1 month')"},
    {"instruments",
     "select case when count(*) > 0 then 'ok' else 'fault' end, count(*) || ' with prices' from market.instrument i"
     " where exists (select from market.daily_bar b where b.instrument = i.id)",
     "hubctl setup, which loads the data that come with the hub"},
    {"administrator",
     "select case when count(*) filter (where password <> '!') > 0 then 'ok' else 'fault' end,"
     " count(*) filter (where password <> '!') || ' active superuser(s) with a password'"
     " from umbrella.authentication_user where is_superuser and status = 'active'",
     "hubctl setup, which prints a one-time link"},
    {"second factor",
     "select case when bool_or(has_second_factor) then 'ok' else 'warning' end,"
     " count(*) filter (where has_second_factor) || ' of ' || count(*) || ' active superuser(s); without one the "
     "console stays shut'"
     " from umbrella.authentication_user where is_superuser and status = 'active'",
     "sign in as a superuser, then: Your account, Security, Second factor"},
};

static const char *const words[] = {[DOCTOR_OK] = "ok", [DOCTOR_WARNING] = "warn", [DOCTOR_FAULT] = "FAULT"};
static const char *const keys[] = {[DOCTOR_OK] = "ok", [DOCTOR_WARNING] = "warning", [DOCTOR_FAULT] = "fault"};

void doctor_report(struct ward *w, enum doctor_state state, const char *what, const char *found, const char *mend)
{
    w->count[state]++;
    if (!w->is_json) {
        printf("%-5s %-14s %s\n", words[state], what, hubctl_tame(w->arena, found));
        if (state != DOCTOR_OK)
            printf("      %-14s mend: %s\n", "", mend);
        return;
    }
    json_open(&w->json, NULL, '{');
    json_put_text(&w->json, "what", what);
    json_put_text(&w->json, "state", keys[state]);
    json_put_text(&w->json, "found", found);
    json_put_text(&w->json, "mend", state == DOCTOR_OK ? NULL : mend);
    json_close(&w->json, '}');
}

static void report(struct ward *w, bool is_well, const char *what, const char *found, const char *mend)
{
    doctor_report(w, is_well ? DOCTOR_OK : DOCTOR_FAULT, what, found, mend);
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
    if (e || !r.rows) {
        report(w, false, c->what, e ? db_message(w->db) : "nothing found", c->mend);
        return;
    }
    const char *state = db_text(&r, 0, 0);
    doctor_report(w,
                  !strcmp(state, "ok")        ? DOCTOR_OK
                  : !strcmp(state, "warning") ? DOCTOR_WARNING
                                              : DOCTOR_FAULT,
                  c->what, db_text(&r, 0, 1), c->mend);
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

static void examine(struct ward *w)
{
    check_settings(w);
    doctor_check_keys(w);
    doctor_check_certificate(w);
    if (!check_connection(w) || !check_schema(w))
        return;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        run_check(w, &checks[i]);
    doctor_check_anchors(w);
    check_demo(w);
}

static void conclude(const struct ward *w)
{
    if (w->count[DOCTOR_FAULT])
        printf("%d fault(s), %d warning(s)\n", w->count[DOCTOR_FAULT], w->count[DOCTOR_WARNING]);
    else if (w->count[DOCTOR_WARNING])
        printf("No fault, %d warning(s)\n", w->count[DOCTOR_WARNING]);
    else
        puts("Everything is well");
}

int hubctl_doctor(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    struct ward w = {.arena = a, .settings = settings};
    struct buf out;
    if (!hubctl_read_flag(argc, argv, "json", &w.is_json))
        return HUBCTL_USAGE;
    if (optind != argc)
        return hubctl_misuse("doctor takes no argument but --json: %s", argv[optind]);
    w.db = hubctl_database(a, settings);
    buf_init(&out, a, 4096);
    json_begin(&w.json, &out);
    json_open(&w.json, NULL, '{');
    json_open(&w.json, "checks", '[');
    examine(&w);
    json_close(&w.json, ']');
    json_put_int(&w.json, "faults", w.count[DOCTOR_FAULT]);
    json_put_int(&w.json, "warnings", w.count[DOCTOR_WARNING]);
    json_close(&w.json, '}');
    if (w.is_json)
        puts(out.s);
    else
        conclude(&w);
    return w.count[DOCTOR_FAULT] ? HUBCTL_WRONG : HUBCTL_OK;
}
