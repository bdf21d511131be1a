/* overview_store.c: see overview_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/overview_store.h"

static const char counts_sql[] =
    "select (select count(*) from umbrella.authentication_user where status = 'pending'),"
    " (select count(*) from umbrella.proposal where decided_at is null),"
    " (select coalesce(sum(good), 0) from umbrella.loginattempt_day where day >= (now() at time zone 'UTC')::date - 1),"
    " (select count(*) from (select from umbrella.authentication_loginattempt"
    "   where not success and attempted_at > now() - interval '24 hours' limit 10001) a),"
    " m.waiting, m.failed, m.bounced, m.age, j.waiting, j.running, j.failed, j.age,"
    " pg_database_size(current_database()), s.number, s.name, umbrella.minute(s.applied_at),"
    " umbrella.setting_text('mail_server') <> '', exists (select from ops.egress_key),"
    " extract(epoch from now() - b.at)::float8, umbrella.minute(b.at), b.file, umbrella.minute(b.verified_at), b.bytes,"
    " r.name, r.day"
    "  from (select count(*) filter (where status in ('waiting', 'sending')) "
    "as waiting,"
    "               count(*) filter (where status = 'failed' and finished_at "
    "> now() - interval '7 days') as failed,"
    "               count(*) filter (where bounced_at > now() - interval '7 "
    "days') as bounced,"
    "               extract(epoch from now() - min(next_try_at)"
    "                 filter (where status = 'waiting' and next_try_at < "
    "now()))::float8 as age"
    "          from ops.outbox) m,"
    "       (select count(*) filter (where status = 'waiting') as waiting,"
    "               count(*) filter (where status = 'running') as running,"
    "               count(*) filter (where status = 'failed' and finished_at "
    "> now() - interval '7 days') as failed,"
    "               extract(epoch from now() - min(run_at)"
    "                 filter (where status = 'waiting' and run_at < "
    "now()))::float8 as age"
    "          from ops.job) j"
    "  left join lateral (select number, name, applied_at from "
    "ops.schema_version order by number desc limit 1) s on true"
    "  left join lateral (select at, file, bytes, verified_at from ops.backup "
    "order by at desc limit 1) b on true"
    "  left join lateral (select name, day from market.rate order by day desc "
    "limit 1) r on true";

/* Each program that should run has a row, whether it ever did or not. */
static const char programs_sql[] =
    "select p.program, count(h.at) filter (where h.at > now() - interval '90 seconds'),"
    "       coalesce(sum(h.requests) filter (where h.at > now() - interval '90 seconds'), 0),"
    "       coalesce(sum(h.failures) filter (where h.at > now() - interval '90 seconds'), 0),"
    "       coalesce(sum(h.rss_kb) filter (where h.at > now() - interval '90 seconds'), 0),"
    "       extract(epoch from now() - max(h.at))::float8"
    "  from unnest(array['hub-auth', 'hub-home', 'hub-admin', 'hub-margin', 'hub-returns', 'hub-jobs', "
    "    'hub-egress'])"
    "       with ordinality as p (program, place) left join ops.heartbeat h on h.program = p.program"
    " group by p.program, p.place order by p.place";

static const char instruments_sql[] =
    "select i.symbol, v.last_day, current_date - v.last_day from market.data_version v"
    "  join market.instrument i on i.id = v.instrument order by v.last_day, i.symbol limit 8";

enum err overview_ask(struct db *db)
{
    enum err e = db_pipeline_send(db, counts_sql, "");
    if (e || (e = db_pipeline_send(db, programs_sql, "")))
        return e;
    return db_pipeline_send(db, instruments_sql, "");
}

static enum err take_counts(struct db *db, struct arena *a, struct overview *o)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    *o = (struct overview){
        .pending = db_int(&r, 0, 0),
        .proposals = db_int(&r, 0, 1),
        .signins_good = db_int(&r, 0, 2),
        .signins_bad = db_int(&r, 0, 3),
        .mail_waiting = db_int(&r, 0, 4),
        .mail_failed = db_int(&r, 0, 5),
        .mail_bounced = db_int(&r, 0, 6),
        .mail_waiting_age = db_double_or_nan(&r, 0, 7),
        .jobs_waiting = db_int(&r, 0, 8),
        .jobs_running = db_int(&r, 0, 9),
        .jobs_failed = db_int(&r, 0, 10),
        .job_waiting_age = db_double_or_nan(&r, 0, 11),
        .database_bytes = db_int(&r, 0, 12),
        .schema_number = db_int(&r, 0, 13),
        .schema_name = db_text(&r, 0, 14),
        .schema_at = db_text(&r, 0, 15),
        .has_mail_server = db_bool(&r, 0, 16),
        .has_egress_key = db_bool(&r, 0, 17),
        .backup_age = db_double_or_nan(&r, 0, 18),
        .backup_at = db_text(&r, 0, 19),
        .backup_file = db_text(&r, 0, 20),
        .backup_verified = db_text(&r, 0, 21),
        .backup_bytes = db_is_null(&r, 0, 22) ? 0 : db_int(&r, 0, 22),
        .rate_name = db_text(&r, 0, 23),
        .rate_day = db_text(&r, 0, 24),
    };
    return OK;
}

static enum err take_programs(struct db *db, struct arena *a, struct overview_program programs[OVERVIEW_PROGRAMS])
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    for (int i = 0; !e && i < OVERVIEW_PROGRAMS; i++)
        programs[i] = (struct overview_program){.program = db_text(&r, i, 0),
                                                .alive = db_int(&r, i, 1),
                                                .requests = db_int(&r, i, 2),
                                                .failures = db_int(&r, i, 3),
                                                .rss_kb = db_int(&r, i, 4),
                                                .age = db_double_or_nan(&r, i, 5)};
    return e;
}

enum err overview_take(struct db *db, struct arena *a, struct overview *o,
                       struct overview_program programs[OVERVIEW_PROGRAMS],
                       struct overview_instrument instruments[OVERVIEW_INSTRUMENTS], int *n_instruments)
{
    struct db_result r;
    enum err e = take_counts(db, a, o);
    *n_instruments = 0;
    if (e || (e = take_programs(db, a, programs)) || (e = db_pipeline_next(db, a, &r)))
        return e;
    for (int i = 0; i < r.rows; i++)
        instruments[i] = (struct overview_instrument){db_text(&r, i, 0), db_text(&r, i, 1), db_int(&r, i, 2)};
    *n_instruments = r.rows;
    return OK;
}
