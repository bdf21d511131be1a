/* user_change.c: hubctl user approve | reject | reconsider | disable | enable | role | rights | reset-factor. The rules are
 * those of the console, but for who asks: whoever may run this is the administrator at the machine. Each change is one
 * transaction with its audit event and its mail.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "hubctl/user.h"
#include "identity/mail.h"
#include "identity/person.h"

enum { REASON_MAX = 2000 };

/* One person and what to do. A change answers OK with *refusal where it cannot be done: then nothing was changed. */
struct subject {
    struct db *db;
    struct arena *arena;
    const struct hub_settings *settings;
    int64_t id;
    const char *email, *name, *status, *role;
    bool is_staff, is_superuser, has_factor;
    const char *word; /* the role, the rights or the reason */
};

static enum err tell(const struct subject *s, enum mail_kind kind, const char *message)
{
    const struct mail_words words = {
        .name = s->name, .link = arena_printf(s->arena, "%s/login", s->settings->origin), .message = message};
    return mail_tell(s->db, s->arena, s->settings, kind, s->email, s->id, &words);
}

static const char *not_now(const struct subject *s, const char *wanted)
{
    return arena_printf(s->arena, "%s is %s, not %s", s->email, s->status, wanted);
}

static enum err approve(const struct subject *s, const char **refusal)
{
    if (strcmp(s->status, "pending")) {
        *refusal = not_now(s, "pending; who was rejected: hubctl user reconsider first");
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL,
                          "update umbrella.authentication_user set status = 'active', approval_date = now(),"
                          " rejection_reason = '' where id = $1",
                          "i", s->id);
    if (e || (e = tell(s, MAIL_APPROVED, NULL)))
        return e;
    return db_query(s->db, s->arena, NULL,
                    "select umbrella.audit_append('person.approve', 'person', $1::bigint::text, $2,"
                    " '{\"status\": \"pending\"}', '{\"status\": \"active\", \"reason\": \"\"}')",
                    "is", s->id, s->email);
}

static enum err reject(const struct subject *s, const char **refusal)
{
    if (strcmp(s->status, "pending")) {
        *refusal = not_now(s, "pending; who is active: hubctl user disable");
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL,
                          "update umbrella.authentication_user set status = 'rejected', approval_date = now(),"
                          " rejection_reason = $2 where id = $1",
                          "is", s->id, s->word);
    if (e || (e = tell(s, MAIL_REJECTED, s->word)))
        return e;
    return db_query(s->db, s->arena, NULL,
                    "select umbrella.audit_append('person.reject', 'person', $1::bigint::text, $2,"
                    " '{\"status\": \"pending\"}', jsonb_build_object('status', 'rejected', 'reason', $3::text))",
                    "iss", s->id, s->email, s->word);
}

static enum err reconsider(const struct subject *s, const char **refusal)
{
    if (strcmp(s->status, "rejected")) {
        *refusal = not_now(s, "rejected");
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL,
                          "update umbrella.authentication_user set status = 'pending', approval_date = null,"
                          " approved_by_id = null, rejection_reason = '' where id = $1",
                          "i", s->id);
    return e ? e
             : db_query(s->db, s->arena, NULL,
                        "select umbrella.audit_append('person.reconsider', 'person', $1::bigint::text, $2,"
                        " '{\"status\": \"rejected\"}', '{\"status\": \"pending\"}')",
                        "is", s->id, s->email);
}

static enum err switch_to(const struct subject *s, const char *from, const char *to, const char *action,
                          const char **refusal)
{
    if (strcmp(s->status, from)) {
        *refusal = not_now(s, from);
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL, "update umbrella.authentication_user set status = $2 where id = $1",
                          "is", s->id, to);
    return e ? e
             : db_query(s->db, s->arena, NULL,
                        "select umbrella.audit_append($6, 'person', $1::bigint::text, $2,"
                        " jsonb_build_object('status', $3::text), jsonb_build_object('status', $4::text, 'reason', "
                        "$5::text))",
                        "isssss", s->id, s->email, from, to, s->word, action);
}

static enum err disable(const struct subject *s, const char **refusal)
{
    return switch_to(s, "active", "disabled", "person.disable", refusal);
}

static enum err enable(const struct subject *s, const char **refusal)
{
    return switch_to(s, "disabled", "active", "person.enable", refusal);
}

static enum err set_role(const struct subject *s, const char **refusal)
{
    if (!strcmp(s->role, s->word)) {
        *refusal = arena_printf(s->arena, "%s is %s already", s->email, s->role);
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL, "update umbrella.authentication_user set role = $2 where id = $1",
                          "is", s->id, s->word);
    return e ? e
             : db_query(s->db, s->arena, NULL,
                        "select umbrella.audit_append('person.set_role', 'person', $1::bigint::text, $2,"
                        " jsonb_build_object('role', $3::text), jsonb_build_object('role', $4::text))",
                        "isss", s->id, s->email, s->role, s->word);
}

static enum err set_rights(const struct subject *s, const char **refusal)
{
    bool superuser = !strcmp(s->word, "superuser"), staff = superuser || !strcmp(s->word, "staff");
    if (staff == s->is_staff && superuser == s->is_superuser) {
        *refusal = arena_printf(s->arena, "%s has these rights already: %s", s->email, s->word);
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL,
                          "update umbrella.authentication_user set is_staff = $2, is_superuser = $3 where id = $1",
                          "itt", s->id, staff, superuser);
    return e ? e
             : db_query(s->db, s->arena, NULL,
                        "select umbrella.audit_append('rights.set', 'person', $1::bigint::text, $2,"
                        " jsonb_build_object('staff', $3::boolean, 'superuser', $4::boolean),"
                        " jsonb_build_object('staff', $5::boolean, 'superuser', $6::boolean))",
                        "istttt", s->id, s->email, s->is_staff, s->is_superuser, staff, superuser);
}

static enum err reset_factor(const struct subject *s, const char **refusal)
{
    if (!s->has_factor) {
        *refusal = arena_printf(s->arena, "%s has no second factor", s->email);
        return OK;
    }
    enum err e = db_query(s->db, s->arena, NULL, "select umbrella.factor_drop($1)", "i", s->id);
    if (e || (e = tell(s, MAIL_FACTOR_OFF, NULL)))
        return e;
    return db_query(s->db, s->arena, NULL,
                    "select umbrella.audit_append('person.drop_factor', 'person', $1::bigint::text, $2, null, null)",
                    "is", s->id, s->email);
}

static const struct change {
    const char *name, *done;
    enum err (*make)(const struct subject *, const char **refusal);
    const char *const words[5]; /* the first argument must be one of them */
    bool takes_reason;
} changes[] = {
    {"approve", "approved", approve, {0}, false},
    {"reject", "rejected", reject, {0}, true},
    {"reconsider", "pending again", reconsider, {0}, false},
    {"disable", "disabled; sessions and API tokens have ended", disable, {0}, true},
    {"enable", "enabled", enable, {0}, false},
    {"role", "changed; sessions have ended", set_role, {"viewer", "analyst", "manager", "admin"}, false},
    {"rights", "changed; sessions have ended", set_rights, {"none", "staff", "superuser"}, false},
    {"reset-factor", "now without second factor; sessions have ended", reset_factor, {0}, false},
};

static const struct change *find_change(const char *name)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (!strcmp(changes[i].name, name))
            return &changes[i];
    return NULL;
}

/* The row stays locked: what is judged here is what is changed. ERR_NOTFOUND: nobody has the e-mail. */
static enum err find_person(struct subject *s, const char *email)
{
    struct db_result r;
    enum err e =
        db_query(s->db, s->arena, &r,
                 "select id, email, btrim(first_name || ' ' || last_name), status, role, is_staff, is_superuser,"
                 " has_second_factor from umbrella.authentication_user where lower(email) = lower($1) for update",
                 "s", email);
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    s->id = db_int(&r, 0, 0);
    s->email = db_text(&r, 0, 1);
    s->name = *db_text(&r, 0, 2) ? db_text(&r, 0, 2) : s->email;
    s->status = db_text(&r, 0, 3);
    s->role = db_text(&r, 0, 4);
    s->is_staff = db_bool(&r, 0, 5);
    s->is_superuser = db_bool(&r, 0, 6);
    s->has_factor = db_bool(&r, 0, 7);
    return OK;
}

static int say_fault(const struct subject *s, const char *email, enum err e)
{
    if (e == ERR_NOTFOUND)
        return hubctl_say(e, "nobody has the e-mail %s", email);
    if (!strcmp(db_constraint(s->db), "last_superuser"))
        return hubctl_say(ERR_CONFLICT,
                          "%s is the last active superuser, and the console needs one; first: hubctl user rights "
                          "superuser EMAIL",
                          email);
    return hubctl_say_db(e, s->db);
}

static int change_one(struct subject *s, const struct change *c, const char *email)
{
    const char *refusal = NULL;
    enum err e = db_begin(s->db, NULL);
    if (e)
        return hubctl_say_db(e, s->db);
    if (!(e = find_person(s, email)))
        e = c->make(s, &refusal);
    if (refusal) {
        db_rollback(s->db);
        return hubctl_say(ERR_CONFLICT, "%s", refusal);
    }
    if ((e = db_end(s->db, e)))
        return say_fault(s, email, e);
    printf("%s: %s\n", s->email, c->done);
    return HUBCTL_OK;
}

/* role and rights: the word before the e-mails. */
static bool take_word(const struct change *c, const char *given, const char **word)
{
    for (int i = 0; given && c->words[i]; i++)
        if (!strcmp(c->words[i], given))
            *word = given;
    return *word;
}

int hubctl_user_change(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"reason", required_argument, NULL, 'r'}, {0}};
    const struct change *c = find_change(argv[0]);
    const char *word = NULL;
    while (getopt_long(argc, argv, "", options, NULL) != -1) {
        if (!c->takes_reason || !optarg)
            return c->takes_reason ? HUBCTL_USAGE : hubctl_misuse("user %s takes no option", c->name);
        word = optarg;
        if (!utf8_valid(str_of(word)) || utf8_length(str_of(word)) > REASON_MAX)
            return hubctl_misuse("the reason may have %d characters of UTF-8", REASON_MAX);
    }
    if (c->words[0] && !take_word(c, argv[optind++], &word))
        return hubctl_misuse("user %s takes %s, then e-mails", c->name,
                             c->words[3] ? "viewer, analyst, manager or admin" : "none, staff or superuser");
    if (optind >= argc)
        return hubctl_misuse("user %s takes one or more e-mails", c->name);
    struct subject s = {.db = hubctl_database(a, settings), .arena = a, .settings = settings, .word = word ? word : ""};
    int status = HUBCTL_OK;
    for (; optind < argc; optind++) {
        int one = change_one(&s, c, argv[optind]);
        status = one > status ? one : status;
    }
    return status;
}
