/* user_list.c: hubctl user list | show.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "hubctl/user.h"
#include "identity/signin.h"

#define CONSOLE "case when u.is_superuser then 'superuser' when u.is_staff then 'staff' else '' end"

static const struct hubctl_column listed[] = {
    {"E-MAIL", "email", HUBCTL_TEXT},    {"NAME", "name", HUBCTL_TEXT},
    {"ROLE", "role", HUBCTL_TEXT},       {"STATUS", "status", HUBCTL_TEXT},
    {"CONSOLE", "console", HUBCTL_TEXT}, {"FACTOR", "has_second_factor", HUBCTL_FLAG},
    {"SHUT", "is_shut", HUBCTL_FLAG},    {"LAST SIGN-IN (UTC)", "last_signin", HUBCTL_TEXT},
};
enum { LISTED = sizeof listed / sizeof *listed };

static const char list_sql[] =
    "select u.email, btrim(u.first_name || ' ' || u.last_name), u.role, u.status, " CONSOLE ", u.has_second_factor,"
    " u.failed_signins > $3, coalesce(umbrella.minute(u.last_login), 'never') from umbrella.authentication_user u"
    " where u.status = coalesce($1, u.status) and u.role = coalesce($2, u.role) order by lower(u.email)";

/* A word that is not among them would answer an empty list. */
static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (!strcmp(word, *words))
            return true;
    return false;
}

int hubctl_user_list(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"status", required_argument, NULL, 's'},
                                            {"role", required_argument, NULL, 'r'},
                                            {"json", no_argument, NULL, 'j'},
                                            {0}};
    static const char *const statuses[] = {"pending", "active", "rejected", "disabled", "deleted", NULL};
    const char *status = NULL, *role = NULL;
    bool is_json = false;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (o) {
        case 's':
            if (!is_one_of(status = optarg, statuses))
                return hubctl_misuse("--status is pending, active, rejected, disabled or deleted");
            break;
        case 'r':
            if (role_from_text(role = optarg) == ROLE_NONE)
                return hubctl_misuse("--role is viewer, analyst, manager or admin");
            break;
        case 'j':
            is_json = true;
            break;
        default:
            return HUBCTL_USAGE;
        }
    if (optind != argc)
        return hubctl_misuse("user list takes --status, --role and --json only; one person: user show EMAIL");
    struct db *db = hubctl_database(a, settings);
    struct db_result r;
    enum err e = db_query(db, a, &r, list_sql, "ssi", status, role, (int64_t)SIGNIN_FAILURES);
    if (e)
        return hubctl_say_db(e, db);
    hubctl_print_rows(a, &r, listed, LISTED, is_json);
    return HUBCTL_OK;
}

static const struct hubctl_column shown[] = {
    {"e-mail", "email", HUBCTL_TEXT},
    {"name", "name", HUBCTL_TEXT},
    {"role", "role", HUBCTL_TEXT},
    {"status", "status", HUBCTL_TEXT},
    {"console", "console", HUBCTL_TEXT},
    {"second factor", "has_second_factor", HUBCTL_FLAG},
    {"recovery codes left", "recovery_codes_left", HUBCTL_NUMBER},
    {"has a password", "has_password", HUBCTL_FLAG},
    {"address confirmed", "email_verified", HUBCTL_FLAG},
    {"failures in a row", "failures", HUBCTL_NUMBER},
    {"shut by failures", "is_shut", HUBCTL_FLAG},
    {"joined (UTC)", "joined", HUBCTL_TEXT},
    {"decided (UTC)", "decided", HUBCTL_TEXT},
    {"decided by", "decided_by", HUBCTL_TEXT},
    {"reason of rejection", "rejection_reason", HUBCTL_TEXT},
    {"invited by", "invited_by", HUBCTL_TEXT},
    {"last sign-in (UTC)", "last_signin", HUBCTL_TEXT},
    {"sign-ins", "signins", HUBCTL_NUMBER},
    {"live sessions", "sessions", HUBCTL_NUMBER},
    {"live API tokens", "tokens", HUBCTL_NUMBER},
    {"saved results", "saved", HUBCTL_NUMBER},
    {"last change (UTC)", "last_change", HUBCTL_TEXT},
};
enum { SHOWN = sizeof shown / sizeof *shown };

static const char show_sql[] =
    "select u.email, btrim(u.first_name || ' ' || u.last_name), u.role, u.status, " CONSOLE ", u.has_second_factor,"
    " umbrella.recovery_codes_left(u.id), u.password <> '!', u.email_verified, u.failed_signins, u.failed_signins > $2,"
    " umbrella.minute(u.date_joined), umbrella.minute(u.approval_date), d.email, nullif(u.rejection_reason, ''),"
    " i.email, umbrella.minute(u.last_login), u.login_count,"
    " (select count(*) from umbrella.authentication_usersession s where s.user_id = u.id and s.revoked_at is null"
    "   and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl),"
    " (select count(*) from umbrella.api_token t where t.user_id = u.id and t.revoked_at is null"
    "   and now() < t.expires_at),"
    " coalesce(q.n, 0), l.words from umbrella.authentication_user u"
    " left join umbrella.authentication_user d on d.id = u.approved_by_id"
    " left join lateral (select p.email from umbrella.authentication_invitetoken t"
    "   join umbrella.authentication_user p on p.id = t.created_by_id where t.registered_user_id = u.id limit 1) i on "
    "true"
    " left join margin.quota q on q.user_id = u.id"
    " left join lateral (select umbrella.minute(e.at) || ' ' || e.action || ' by ' || e.actor as words"
    "   from umbrella.audit_event e where e.object_kind = 'person' and e.object_id = u.id::text"
    "   order by e.seq desc limit 1) l on true"
    " where lower(u.email) = lower($1)";

int hubctl_user_show(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    bool is_json = false;
    if (!hubctl_read_flag(argc, argv, "json", &is_json))
        return HUBCTL_USAGE;
    if (optind + 1 != argc)
        return hubctl_misuse("user show takes one e-mail");
    struct db *db = hubctl_database(a, settings);
    struct db_result r;
    enum err e = db_query(db, a, &r, show_sql, "si", argv[optind], (int64_t)SIGNIN_FAILURES);
    if (e)
        return hubctl_say_db(e, db);
    if (!r.rows)
        return hubctl_say(ERR_NOTFOUND, "nobody has the e-mail %s", argv[optind]);
    hubctl_print_one(a, &r, shown, SHOWN, is_json);
    return HUBCTL_OK;
}
