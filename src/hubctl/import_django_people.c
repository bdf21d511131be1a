/* import_django_people.c: the people of the old system, with their invitations and sign-ins (application umbrella), and the
 * people of the applications that stored nothing else (returns, credit).
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>
#include <stdio.h>

#include "hubctl/import_django.h"
#include "identity/password.h"
#include "identity/token.h"

/* ---- people ---- */

/* A password that cannot be read here is none: its owner needs a link to set a new one. */
static const char *complete_person(struct import_django *im, sqlite3_stmt *st, struct json_writer *w)
{
    struct str stored = old_column(st, 1);
    bool is_kept = utf8_valid(stored) && password_is_old(str_dup(im->row, stored));
    json_put_str(w, "password", is_kept ? stored : STR("!"));
    if (!is_kept) {
        struct str form = stored.n && *stored.s != '!' ? str_cut(&stored, '$') : STR("none");
        json_put_str(w, "strange", utf8_valid(form) && form.n <= 32 ? form : STR("unknown"));
    }
    return NULL;
}

/* E-mails are compared without case: two old accounts whose e-mails differ only in that are one person here, the older. */
static const char person_insert[] =
    "with o as ("
    " select r.*, btrim(r.email) as address from json_to_record($1::json) as r(id bigint, username text, email text,"
    "  password text, strange text, first_name text, last_name text, is_active boolean, is_staff boolean,"
    "  is_superuser boolean, is_approved boolean, approval_date timestamptz, approved_by_id bigint,"
    "  rejection_reason text, last_login timestamptz, last_login_ip text, login_count integer,"
    "  date_joined timestamptz, created_at timestamptz, updated_at timestamptz, invited_as text)"
    "), there as (select u.id from o join umbrella.authentication_user u on lower(u.email) = lower(o.address)"
    "), twin as (select p.id from there join pg_temp.old_person p on p.user_id = there.id order by p.id limit 1"
    "), named as ("
    " select exists (select from o join umbrella.authentication_user u on u.username = o.username) as taken"
    "), added as ("
    " insert into umbrella.authentication_user (username, email, password, first_name, last_name, status, is_staff,"
    "   is_superuser, role, approval_date, rejection_reason, last_login, last_login_ip, login_count, email_verified,"
    "   date_joined, created_at, updated_at)"
    "  select case when named.taken then o.address else coalesce(nullif(o.username, ''), o.address) end, o.address,"
    "    o.password, coalesce(o.first_name, ''), coalesce(o.last_name, ''),"
    "    case when o.is_approved and o.is_active then 'active' when o.is_approved then 'disabled'"
    "         when btrim(o.rejection_reason) <> '' then 'rejected' else 'pending' end,"
    "    coalesce(o.is_staff, false), coalesce(o.is_superuser and o.is_staff, false),"
    "    case when o.is_superuser and o.is_staff then 'admin' else coalesce(o.invited_as, 'viewer') end,"
    "    o.approval_date, coalesce(o.rejection_reason, ''), o.last_login, nullif(o.last_login_ip, '')::inet,"
    "    coalesce(o.login_count, 0), o.invited_as is not null,"
    "    coalesce(o.date_joined, o.created_at, now()), coalesce(o.created_at, o.date_joined, now()),"
    "    coalesce(o.updated_at, now())"
    "   from o, named where not exists (select from there) returning id"
    "), known as ("
    " insert into pg_temp.old_person (id, user_id, approved_by_id, is_new)"
    "  select o.id, coalesce(added.id, there.id), o.approved_by_id, added.id is not null"
    "   from o left join added on true left join there on true)"
    " select (select count(*) from added), (select format('its e-mail is that of row %s but for upper and lower case;"
    " what belongs to it goes to that one', id) from twin),"
    "  nullif(concat_ws('; ',"
    "   case when o.strange is not null then format('it has no password that works here (%s):"
    " give a link to set a new one, hubctl user reset-link %s', o.strange, o.address) end,"
    "   case when named.taken then format('the user name %s is taken; it is the e-mail now', o.username) end,"
    "   case when o.is_superuser and not coalesce(o.is_staff, false) then 'a superuser who might not enter the"
    " console; comes without that right' end), '')"
    "  from o, named";

/* A password as _password, which complete_person reads. */
static const char umbrella_people[] =
    "select id, password as _password, username, email, first_name, last_name, is_active, is_staff, is_superuser,"
    "  is_approved, approval_date, approved_by_id, rejection_reason, last_login, last_login_ip, login_count,"
    "  date_joined, created_at, updated_at,"
    "  (select i.invite_type from authentication_invitetoken i where lower(i.email) = lower(u.email)"
    "    and i.used_at is not null and i.invite_type in ('viewer', 'analyst', 'manager', 'admin')"
    "    order by i.used_at desc limit 1) as invited_as"
    " from authentication_user u order by id";

/* Approvals refer to people who may stand further down. */
static const char people_after[] =
    "with approved as ("
    " update umbrella.authentication_user u set approved_by_id = a.user_id"
    "  from pg_temp.old_person p join pg_temp.old_person a on a.id = p.approved_by_id"
    "  where u.id = p.user_id and p.is_new and a.user_id <> u.id)"
    " select p.id, case when a.id is null"
    "   then format('approved by number %s, whom the file does not hold: left empty', p.approved_by_id)"
    "   else 'approved by the account itself: left empty' end"
    "  from pg_temp.old_person p left join pg_temp.old_person a on a.id = p.approved_by_id"
    "  where p.is_new and p.approved_by_id is not null and (a.id is null or a.user_id = p.user_id) order by p.id";

/* ---- invitations ---- */

/* The old system stored what people carry; here stands what the hub would compute from it. */
static const char *complete_invitation(struct import_django *im, sqlite3_stmt *st, struct json_writer *w)
{
    unsigned char hash[TOKEN_HASH];
    struct str token = old_column(st, 1);
    char *hex = arena_bytes(im->row, 2 * TOKEN_HASH + 1);
    if (!token.n)
        return "it has no token";
    if (!token_hash(token, hash))
        crypto_hash_sha256(hash, (const unsigned char *)token.s, token.n);
    hex_encode(hash, sizeof hash, hex);
    json_put_text(w, "token", hex);
    return NULL;
}

static const char invitations[] =
    "select id, token as _token, email, invite_type, custom_message, created_at, expires_at, used_at, created_by_id,"
    "  email_sent_at, email_bounced, bounce_reason from authentication_invitetoken order by id";

static const char invitation_insert[] =
    "with o as ("
    " select r.*, btrim(r.email) as address from json_to_record($1::json) as r(id bigint, token text, email text,"
    "  invite_type text, custom_message text, created_at timestamptz, expires_at timestamptz, used_at timestamptz,"
    "  created_by_id bigint, email_sent_at timestamptz, email_bounced boolean, bounce_reason text)"
    "), by as (select p.user_id from o join pg_temp.old_person p on p.id = o.created_by_id"
    "), added as ("
    " insert into umbrella.authentication_invitetoken (email, token, invite_type, custom_message, created_at, "
    "expires_at,"
    "   used_at, created_by_id, email_sent_at, email_bounced, bounce_reason, registered_user_id)"
    "  select o.address, decode(o.token, 'hex'), o.invite_type, coalesce(o.custom_message, ''), o.created_at,"
    "    o.expires_at, o.used_at, (select user_id from by), o.email_sent_at, coalesce(o.email_bounced, false),"
    "    left(coalesce(o.bounce_reason, ''), 1000), case when o.used_at is not null then"
    "     (select u.id from umbrella.authentication_user u where lower(u.email) = lower(o.address)) end"
    "   from o on conflict (token) do nothing returning 1)"
    " select (select count(*) from added), null, case when o.created_by_id is not null and not exists (select from by)"
    "   then format('made by number %s, who was not brought over: left empty', o.created_by_id) end from o";

static const char templates[] = "select id, name, invite_type, subject, message_template, is_active, created_at,"
                                "  created_by_id from authentication_invitetemplate order by id";

static const char template_insert[] =
    "with o as ("
    " select * from json_to_record($1::json) as r(id bigint, name text, invite_type text, subject text,"
    "  message_template text, is_active boolean, created_at timestamptz, created_by_id bigint)"
    "), by as (select p.user_id from o join pg_temp.old_person p on p.id = o.created_by_id"
    "), added as ("
    " insert into umbrella.authentication_invitetemplate (name, invite_type, subject, message_template, is_active,"
    "   created_at, created_by_id)"
    "  select btrim(o.name), o.invite_type, o.subject, o.message_template, coalesce(o.is_active, true),"
    "    coalesce(o.created_at, now()), (select user_id from by) from o on conflict (name) do nothing returning 1)"
    " select (select count(*) from added), null, case when o.created_by_id is not null and not exists (select from by)"
    "   then format('made by number %s, who was not brought over: left empty', o.created_by_id) end from o";

/* ---- sign-ins ---- */

static const char attempts[] =
    "select id, email, ip_address, user_agent, success, failure_reason, attempted_at, user_id"
    " from authentication_loginattempt order by attempted_at, id";

/* The old reasons are free text, ours are a list; what matches nothing counts as a wrong password. */
static const char attempt_insert[] =
    "with o as ("
    " select * from json_to_record($1::json) as r(id bigint, email text, ip_address text, user_agent text, success "
    "boolean,"
    "  failure_reason text, attempted_at timestamptz, user_id bigint)"
    "), v as ("
    " select left(coalesce(o.email, ''), 254) as email, nullif(btrim(o.ip_address), '')::inet as ip,"
    "  case when octet_length(left(o.user_agent, 400)) <= 400 then left(o.user_agent, 400)"
    "       else coalesce(left(o.user_agent, 100), '') end as agent, o.success, o.attempted_at, p.user_id as person,"
    "  case when o.success then null when o.failure_reason ~* 'lock|too many|throttl|rate' then 'account throttled'"
    "       when o.failure_reason ~* 'reject' then 'rejected' when o.failure_reason ~* 'pending|approv' then 'pending'"
    "       when o.failure_reason ~* 'inactive|disabled|deactivated|not active' then 'disabled'"
    "       when o.failure_reason ~* 'unknown|not found|no such|not exist' or o.user_id is null"
    "        and coalesce(o.failure_reason, '') !~* 'password' then 'unknown' else 'wrong password' end as reason"
    "  from o left join pg_temp.old_person p on p.id = o.user_id"
    "), added as ("
    " insert into umbrella.authentication_loginattempt (email, ip_address, user_agent, success, failure_reason,"
    "   attempted_at, user_id)"
    "  select v.email, v.ip, v.agent, v.success, v.reason, v.attempted_at, v.person from v"
    "   where not exists (select from umbrella.authentication_loginattempt a where lower(a.email) = lower(v.email)"
    "     and a.attempted_at = v.attempted_at and a.ip_address is not distinct from v.ip)"
    "  returning attempted_at, success, failure_reason"
    "), noted as ("
    " insert into pg_temp.old_attempt select (a.attempted_at at time zone 'UTC')::date, a.success,"
    "   coalesce(btrim(o.failure_reason), ''), a.failure_reason from added a, o)"
    " select (select count(*) from added), null, case when o.user_id is not null and v.person is null"
    "   then format('by number %s, who was not brought over: kept without its person', o.user_id) end from o, v";

/* The console's chart counts by day; and what became of reasons that are not ours. */
static const char attempts_after[] =
    "with days as ("
    " insert into umbrella.loginattempt_day as d (day, good, bad)"
    "  select day, count(*) filter (where success), count(*) filter (where not success) from pg_temp.old_attempt group "
    "by day"
    "  on conflict (day) do update set good = d.good + excluded.good, bad = d.bad + excluded.bad)"
    " select '', format('the reason \"%s\" became \"%s\" in %s rows', left(said, 100), reason, count(*))"
    "  from pg_temp.old_attempt where not success and said <> reason group by said, reason order by said";

/* Making a partition locks the table against everybody, so it is done for each month before the transaction. A month that
 * is none is refused with its rows. */
static int make_partitions(struct import_django *im)
{
    const char *why;
    sqlite3_stmt *st =
        old_file_query(im->arena, im->old,
                       "select distinct substr(attempted_at, 1, 7) || '-01' from authentication_loginattempt"
                       " where attempted_at between '2000' and datetime('now') order by 1",
                       &why);
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        enum err e = db_query(im->db, im->arena, NULL, "select umbrella.loginattempt_partition($1::timestamptz)", "S",
                              old_column(st, 0));
        if (e && strncmp(db_sqlstate(im->db), "22", 2))
            return hubctl_say_db(e, im->db);
    }
    return HUBCTL_OK;
}

static int note_attempts(struct import_django *im)
{
    enum err e = db_query(im->db, im->arena, NULL,
                          "create temp table old_attempt (day date, success boolean, said text, reason text)"
                          " on commit drop",
                          "");
    return e ? hubctl_say_db(e, im->db) : HUBCTL_OK;
}

static const struct old_table umbrella_tables[] = {
    {.name = "authentication_user",
     .select = umbrella_people,
     .insert = person_insert,
     .complete = complete_person,
     .after = people_after},
    {.name = "authentication_invitetoken",
     .select = invitations,
     .insert = invitation_insert,
     .complete = complete_invitation},
    {.name = "authentication_invitetemplate", .select = templates, .insert = template_insert},
    {.name = "authentication_loginattempt", .select = attempts, .insert = attempt_insert, .after = attempts_after},
    {.name = "authentication_usersession",
     .select = "select count(*) from authentication_usersession",
     .left = "old cookies are of no use here; everybody signs in anew"},
    {.name = "django_admin_log",
     .select = "select count(*) from django_admin_log",
     .left = "the audit here is a chain that begins with the hub; it tells of this import, and the old log stays in "
             "the file",
     .is_optional = true},
};
const struct old_app old_umbrella = {.name = "umbrella",
                                     .mark = "authentication_invitetoken",
                                     .tables = umbrella_tables,
                                     .n = sizeof umbrella_tables / sizeof *umbrella_tables,
                                     .before = make_partitions,
                                     .prepare = note_attempts};

/* ---- returns and credit ---- */

/* Nobody approved these people for the whole hub, and the rights they had were those of one application. */
static const struct old_table other_tables[] = {
    {.name = "authentication_user",
     .select = "select id, password as _password, username, email, first_name, last_name, last_login, date_joined"
               " from authentication_user order by id",
     .insert = person_insert,
     .complete = complete_person,
     .is_optional = true},
    {.name = "auth_user",
     .select = "select id, password as _password, username, email, first_name, last_name, last_login, date_joined"
               " from auth_user order by id",
     .insert = person_insert,
     .complete = complete_person,
     .is_optional = true},
};
#define OTHER_APP(app)                                                                                                 \
    {                                                                                                                  \
        .name = app,                                                                                                   \
        .remark = "this application stored nothing but its framework's tables; its people wait for approval here",     \
        .tables = other_tables, .n = sizeof other_tables / sizeof *other_tables                                        \
    }
const struct old_app old_returns = OTHER_APP("returns"), old_credit = OTHER_APP("credit");
