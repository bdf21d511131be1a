/* hubctl.h: what the subcommands share. Each returns an exit status.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_HUBCTL_H
#define HUBCTL_HUBCTL_H

#include "base/settings.h"
#include "db/db.h"

enum { HUBCTL_OK = 0, HUBCTL_WRONG = 1, HUBCTL_USAGE = 64, HUBCTL_INPUT = 65, HUBCTL_FAULT = 70 };

/* argv[0] is the subcommand's name. Settings are NULL for compute, which needs no installation. */
int hubctl_setup(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_migrate(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_doctor(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_user(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_invite(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_session(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_setting(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_backup(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_restore(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_import(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_import_django(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_audit(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_job(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_mail(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_demo(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_config(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_compute(struct arena *, int argc, char **argv);

/* A command of several ("user list"): the name and what runs it, with that name as argv[0]. */
struct hubctl_verb {
    const char *name;
    int (*run)(struct arena *, const struct hub_settings *, int argc, char **argv);
};
/* The one that argv[1] names, of those that are ended by {0}; else all are told. */
int hubctl_run_verb(struct arena *, const struct hub_settings *, const struct hubctl_verb *, int argc, char **argv);
/* Sets the flag where the one option --<name> is given; optind is then the first argument. false: another one was given, which
 * has been said. */
bool hubctl_read_flag(int argc, char **argv, const char *name, bool *flag);

/* The hub's database as its superuser: the role `postgres`, or $PGUSER. What is changed is recorded in the audit as done by
 * "hubctl (user NAME)". Released with the arena. */
struct db *hubctl_database(struct arena *, const struct hub_settings *);
/* The same of another database of its server; NULL: the hub's. */
struct db *hubctl_database_named(struct arena *, const struct hub_settings *, const char *name);
const char *hubctl_role(void);
/* Say "hubctl: …" on standard error and return the status that fits. */
int hubctl_say(enum err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same for what the database said. */
int hubctl_say_db(enum err, const struct db *);

/* The same for a command line that is wrong. */
int hubctl_misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A column of what is printed: a table has headings, JSON (where there is any) has keys. A flag is shown as "yes" or nothing. */
enum hubctl_kind { HUBCTL_TEXT, HUBCTL_NUMBER, HUBCTL_FLAG };
struct hubctl_column {
    const char *heading, *key;
    enum hubctl_kind kind;
};
/* All rows, as a table whose columns fit, or as a JSON array of objects. */
void hubctl_print_rows(struct arena *, const struct db_result *, const struct hubctl_column *, int n, bool is_json);
/* The first row, a line for each column, or as a JSON object. */
void hubctl_print_one(struct arena *, const struct db_result *, const struct hubctl_column *, int n, bool is_json);
/* For a terminal: a text that somebody typed, without what could steer it; of one line, or of several. */
const char *hubctl_tame(struct arena *, const char *text);
const char *hubctl_tame_lines(struct arena *, const char *text);

/* sql/roles.sql: what is missing of the roles, and what they may do with this database. HUBCTL_OK or the status. */
int hubctl_make_roles(struct arena *, struct db *, const struct hub_settings *);
/* Make the database unless it is there. *name: NULL stands for the hub's, and is filled in. HUBCTL_OK or the status. */
int hubctl_make_database(struct arena *, const struct hub_settings *, const char **name);
/* Roles and all migrations; prints each one applied. HUBCTL_OK or the status. */
int hubctl_bring_up_to_date(struct arena *, struct db *, const struct hub_settings *);

/* A person to add. */
struct hubctl_person {
    const char *email, *first_name, *last_name, *role;
    bool is_staff, is_superuser;
};
/* Add an active person who has no password yet, with the event in the audit. ERR_CONFLICT: the e-mail is taken; ERR_INPUT:
 * something is not in form. */
enum err hubctl_person_add(struct db *, struct arena *, const struct hubctl_person *);
/* Print a one-time link for the person after `label`. */
int hubctl_print_link(struct db *, struct arena *, const struct hub_settings *, const char *label, const char *email,
                      int hours);

#endif
