/* user.c: hubctl user: the verbs, adding people, and one-time links.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/user.h"

#include <getopt.h>
#include <stdio.h>

#include "base/num.h"
#include "identity/signin.h"

enum { LINK_HOURS = 72, LINK_HOURS_MAX = 24 * 30 };

enum err hubctl_person_add(struct db *db, struct arena *a, const struct hubctl_person *p)
{
    enum err e =
        db_query(db, a, NULL,
                 "with fresh as (insert into umbrella.authentication_user"
                 "  (username, email, first_name, last_name, role, is_staff, is_superuser, status, approval_date)"
                 "  values ($1, $1, $2, $3, $4, $5, $6, 'active', now()) returning *)"
                 " select umbrella.audit_append('person.create', 'person', id::text, email, null, jsonb_build_object("
                 "  'role', role, 'staff', is_staff, 'superuser', is_superuser)) from fresh",
                 "sssstt", p->email, p->first_name, p->last_name, p->role, p->is_staff, p->is_superuser);
    return e && !strcmp(db_sqlstate(db), "23514") ? ERR_INPUT : e;
}

static enum err make_link(struct db *db, struct arena *a, const char *email, int hours, char token[SESSION_TOKEN_TEXT])
{
    enum err e = password_link_make(db, a, email, hours, token);
    return e ? e
             : db_query(db, a, NULL,
                        "select umbrella.audit_append('person.make_link', 'person', id::text, email, null,"
                        " jsonb_build_object('hours', $2::int)) from umbrella.authentication_user"
                        " where lower(email) = lower($1)",
                        "si", email, (int64_t)hours);
}

int hubctl_print_link(struct db *db, struct arena *a, const struct hub_settings *settings, const char *label,
                      const char *email, int hours)
{
    char token[SESSION_TOKEN_TEXT];
    enum err e = db_begin(db, NULL);
    if (!e)
        e = db_end(db, make_link(db, a, email, hours, token));
    if (e == ERR_NOTFOUND)
        return hubctl_say(e, "nobody with the e-mail %s may sign in", email);
    if (e)
        return hubctl_say_db(e, db);
    printf("%s%s/reset/%s\n", label, settings->origin, token);
    return HUBCTL_OK;
}

static int say_refusal(enum err e, const struct db *db, const struct hubctl_person *p)
{
    if (e == ERR_CONFLICT)
        return hubctl_say(e, "%s has an account already", p->email);
    if (e == ERR_INPUT && strstr(db_constraint(db), "email"))
        return hubctl_say(e, "%s is not an e-mail address", p->email);
    if (e == ERR_INPUT && strstr(db_constraint(db), "role"))
        return hubctl_say(e, "the role must be viewer, analyst, manager or admin, not %s", p->role);
    if (e == ERR_INPUT)
        return hubctl_say(e, "a value is not possible: %s", db_message(db));
    return hubctl_say_db(e, db);
}

static int add(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {
        {"first-name", required_argument, NULL, 'f'}, {"last-name", required_argument, NULL, 'l'},
        {"role", required_argument, NULL, 'r'},       {"staff", no_argument, NULL, 's'},
        {"superuser", no_argument, NULL, 'S'},        {0}};
    struct hubctl_person p = {.first_name = "", .last_name = "", .role = "viewer"};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (o) {
        case 'f':
            p.first_name = optarg;
            break;
        case 'l':
            p.last_name = optarg;
            break;
        case 'r':
            p.role = optarg;
            break;
        case 'S':
            p.is_superuser = true;
            p.is_staff = true;
            break;
        case 's':
            p.is_staff = true;
            break;
        default:
            return HUBCTL_USAGE;
        }
    if (optind + 1 != argc)
        return hubctl_misuse("user add takes one e-mail");
    p.email = argv[optind];
    struct db *db = hubctl_database(a, settings);
    enum err e = hubctl_person_add(db, a, &p);
    if (e)
        return say_refusal(e, db, &p);
    return hubctl_print_link(db, a, settings, "Set a password: ", p.email, LINK_HOURS);
}

static int reset_link(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"hours", required_argument, NULL, 'h'}, {0}};
    int64_t hours = LINK_HOURS;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o != 'h')
            return HUBCTL_USAGE;
        if (!num_parse_int(str_of(optarg), &hours) || hours < 1 || hours > LINK_HOURS_MAX)
            return hubctl_misuse("--hours takes a whole number from 1 to 720");
    }
    if (optind + 1 != argc)
        return hubctl_misuse("user reset-link takes one e-mail");
    return hubctl_print_link(hubctl_database(a, settings), a, settings, "", argv[optind], (int)hours);
}

static const struct hubctl_verb verbs[] = {
    {"add", add},
    {"list", hubctl_user_list},
    {"show", hubctl_user_show},
    {"approve", hubctl_user_change},
    {"reject", hubctl_user_change},
    {"reconsider", hubctl_user_change},
    {"disable", hubctl_user_change},
    {"enable", hubctl_user_change},
    {"role", hubctl_user_change},
    {"rights", hubctl_user_change},
    {"reset-link", reset_link},
    {"reset-factor", hubctl_user_change},
    {0},
};

int hubctl_user(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    return hubctl_run_verb(a, settings, verbs, argc, argv);
}
