/* session.c: hubctl session list | end | end-all.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "base/num.h"
#include "hubctl/hubctl.h"

static const struct hubctl_column listed[] = {
    {"NUMBER", "id", HUBCTL_NUMBER},
    {"E-MAIL", "email", HUBCTL_TEXT},
    {"FACTOR", "second_factor", HUBCTL_FLAG},
    {"ADDRESS", "ip", HUBCTL_TEXT},
    {"SIGNED IN (UTC)", "created", HUBCTL_TEXT},
    {"LAST SEEN (UTC)", "last_seen", HUBCTL_TEXT},
    {"BROWSER", "user_agent", HUBCTL_TEXT},
};
enum { LISTED = sizeof listed / sizeof *listed };

#define IS_LIVE "s.revoked_at is null and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl"

static const char list_sql[] =
    "select s.id, u.email, s.aal = 2, host(s.ip_address), umbrella.minute(s.created_at), "
    "umbrella.minute(s.last_activity),"
    " s.user_agent from umbrella.authentication_usersession s join umbrella.authentication_user u on u.id = s.user_id"
    " where " IS_LIVE " and ($1::text is null or lower(u.email) = lower($1)) order by s.last_activity desc, s.id";

/* ERR_NOTFOUND: nobody has the e-mail. NULL is everybody. */
static enum err find(struct db *db, struct arena *a, const char *email)
{
    struct db_result r;
    if (!email)
        return OK;
    enum err e =
        db_query(db, a, &r, "select from umbrella.authentication_user where lower(email) = lower($1)", "s", email);
    return e || r.rows ? e : ERR_NOTFOUND;
}

static int say_fault(const struct db *db, enum err e, const char *email)
{
    return e == ERR_NOTFOUND ? hubctl_say(e, "nobody has the e-mail %s", email) : hubctl_say_db(e, db);
}

static int list(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    bool is_json = false;
    if (!hubctl_read_flag(argc, argv, "json", &is_json))
        return HUBCTL_USAGE;
    if (argc - optind > 1)
        return hubctl_misuse("session list takes one e-mail, or none for everybody");
    const char *email = argv[optind];
    struct db *db = hubctl_database(a, settings);
    struct db_result r;
    enum err e = find(db, a, email);
    if (e || (e = db_query(db, a, &r, list_sql, "s", email)))
        return say_fault(db, e, email);
    hubctl_print_rows(a, &r, listed, LISTED, is_json);
    return HUBCTL_OK;
}

static const char end_sql[] =
    "with ended as (update umbrella.authentication_usersession s set revoked_at = now(),"
    "  revoked_why = 'ended by an administrator' where s.id = $1::bigint and " IS_LIVE " returning s.id, s.user_id)"
    " select u.email, umbrella.audit_append('session.end', 'session', e.id::text, u.email, null, '{\"ended\": 1}')"
    " from ended e join umbrella.authentication_user u on u.id = e.user_id";

static int end_one(struct db *db, struct arena *a, int64_t id)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, end_sql, "i", id);
    if (e)
        return hubctl_say_db(e, db);
    if (!r.rows)
        return hubctl_say(ERR_NOTFOUND, "session %lld does not live; see hubctl session list", (long long)id);
    printf("Ended session %lld of %s\n", (long long)id, db_text(&r, 0, 0));
    return HUBCTL_OK;
}

static int end(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    int64_t id;
    int status = HUBCTL_OK;
    for (int i = 1; i < argc; i++)
        if (!num_parse_int(str_of(argv[i]), &id))
            return hubctl_misuse("session end takes numbers of hubctl session list, not %s", argv[i]);
    if (argc < 2)
        return hubctl_misuse("session end takes numbers of hubctl session list");
    struct db *db = hubctl_database(a, settings);
    for (int i = 1; i < argc; i++) {
        num_parse_int(str_of(argv[i]), &id);
        int one = end_one(db, a, id);
        status = one > status ? one : status;
    }
    return status;
}

/* One event for all; none where nothing ended. Half sign-ins are no sessions yet and must not become any. */
static const char end_all_sql[] =
    "with who as (select u.id, u.email from umbrella.authentication_user u"
    "   where $1::text is null or lower(u.email) = lower($1)),"
    " halves as (update umbrella.half_signin h set used_at = now() from who where h.user_id = who.id and h.used_at is "
    "null),"
    " ended as (update umbrella.authentication_usersession s set revoked_at = now(),"
    "   revoked_why = 'ended by an administrator' from who where s.user_id = who.id and " IS_LIVE " returning s.id),"
    " n as (select count(*) as n from ended)"
    " select n.n, case when n.n > 0 then umbrella.audit_append('session.end',"
    "   case when $1::text is null then 'session' else 'person' end,"
    "   case when $1::text is null then '' else (select id::text from who) end,"
    "   case when $1::text is null then '' else (select email from who) end, null, jsonb_build_object('ended', n.n)) "
    "end"
    " from n";

static int end_all(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    struct db_result r;
    if (argc > 2)
        return hubctl_misuse("session end-all takes one e-mail, or none for everybody");
    const char *email = argv[1];
    struct db *db = hubctl_database(a, settings);
    enum err e = find(db, a, email);
    if (e || (e = db_query(db, a, &r, end_all_sql, "s", email)))
        return say_fault(db, e, email);
    printf("Ended %lld session(s)\n", (long long)db_int(&r, 0, 0));
    return HUBCTL_OK;
}

int hubctl_session(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct hubctl_verb verbs[] = {{"list", list}, {"end", end}, {"end-all", end_all}, {0}};
    return hubctl_run_verb(a, settings, verbs, argc, argv);
}
