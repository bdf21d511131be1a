/* main.c: hubctl, the administrator's command: a table of subcommands.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "hubctl/hubctl.h"

static int compute(struct arena *a, const struct hub_settings *unused, int argc, char **argv)
{
    (void)unused;
    return hubctl_compute(a, argc, argv);
}

static const struct command {
    const char *name, *arguments, *help;
    int (*run)(struct arena *, const struct hub_settings *, int, char **);
    bool needs_settings;
} commands[] = {
    {"setup", "[--admin EMAIL]", "make what is missing: roles, database, tables, market data, first administrator",
     hubctl_setup, true},
    {"migrate", "[--dry-run]", "apply the migrations that are missing", hubctl_migrate, true},
    {"doctor", "[--json]", "check the installation; say what is wrong and what mends it", hubctl_doctor, true},
    {"user",
     "add EMAIL [--first-name N] [--last-name N] [--role ROLE] [--staff] [--superuser]\n"
     "       list [--status S] [--role ROLE] [--json] | show EMAIL [--json]\n"
     "       approve|reconsider|enable|reset-factor EMAIL… | reject|disable [--reason TEXT] EMAIL…\n"
     "       role viewer|analyst|manager|admin EMAIL… | rights none|staff|superuser EMAIL…\n"
     "       reset-link EMAIL [--hours N]",
     "people, what they may do, and one-time links to set a password", hubctl_user, true},
    {"invite",
     "EMAIL [--type ROLE] [--hours N] [--message TEXT] | --file LIST.csv [--type ROLE] [--hours N] [--message TEXT]\n"
     "         list [--all] [--json] | revoke NUMBER… | resend NUMBER… [--hours N]",
     "invitations; prints the links, which nobody can read again", hubctl_invite, true},
    {"session", "list [EMAIL] [--json] | end NUMBER… | end-all [EMAIL]", "who is signed in, and ending it",
     hubctl_session, true},
    {"setting", "list [--json] | reset NAME…", "what the console's settings are, and their defaults again",
     hubctl_setting, true},
    {"import",
     "prices|dividends|rates FILE [--symbol S] [--name N] [--source S] [--column NAME] [--dates dmy|mdy]\n"
     "         [--duplicates first|last] [--kind prices|returns] [--unit percent|fraction] [--decimal point|comma] "
     "[--replace] [--dry-run]",
     "market data from a file; days that are stored already are replaced", hubctl_import, true},
    {"import-django", "--app umbrella|margin|returns|credit FILE [--people FILE] [--dry-run]",
     "what an application of the old system stored, from its SQLite file; safe to run twice", hubctl_import_django,
     true},
    {"audit", "verify | list [--last N] | export",
     "the record of who changed what: check its chain and anchors, read it, or all of it as JSON lines", hubctl_audit,
     true},
    {"job", "list [--status STATUS] | show ID | retry ID | cancel ID | run KIND [PAYLOAD]",
     "the queue that hub-jobs works off", hubctl_job, true},
    {"mail",
     "list [--status STATUS] | show ID | retry ID | cancel ID | test ADDRESS | password <FILE |\n"
     "         bounce [RECIPIENT] <MESSAGE",
     "the mails that hub-egress sends; password: of the mail server; bounce: a mail that came back", hubctl_mail, true},
    {"backup", "DIRECTORY|FILE [--keep N]", "everything but the keys, verified; DIRECTORY: the newest N stay",
     hubctl_backup, true},
    {"restore", "FILE [--database NAME]", "a backup into an empty database, verified", hubctl_restore, true},
    {"demo", "load|remove", "a demonstration team with known passwords", hubctl_demo, true},
    {"compute", "ENGINE [FILE.json|-]", "answer a request of the API without database or web server", compute, false},
    {"config", "", "print the settings in force and where they come from", hubctl_config, true},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void usage(FILE *out)
{
    fputs("Usage: hubctl [--config FILE] COMMAND …\n\n", out);
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %s %s\n        %s\n", commands[i].name, commands[i].arguments, commands[i].help);
    fputs("\nThe settings are those of FILE, else of $HUB_CONFIG, else of the installed hub.conf(5).\n"
          "The database is asked as the role postgres, or as $PGUSER.\n"
          "Exit status: 0 done, 1 doctor or audit verify found something, 64 wrong usage, 65 bad input, 70 a fault.\n",
          out);
}

static const struct command *find(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

static int run(struct arena *a, const char *config, int argc, char **argv)
{
    const struct command *c = find(argv[0]);
    const struct hub_settings *settings = NULL;
    const char *why;
    if (!c) {
        usage(stderr);
        return HUBCTL_USAGE;
    }
    if (c->needs_settings && !(settings = settings_read(a, config, &why)))
        return hubctl_say(ERR_INPUT, "%s", why);
    optind = 0; /* the subcommand reads its own options */
    return c->run(a, settings, argc, argv);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"help", no_argument, NULL, 'h'},
                                            {"version", no_argument, NULL, 'v'},
                                            {0}};
    const char *config = NULL;
    log_set_name("hubctl");
    log_set_level(LOG_ERROR);
    for (int o; (o = getopt_long(argc, argv, "+c:h", options, NULL)) != -1;)
        switch (o) {
        case 'c':
            config = optarg;
            break;
        case 'h':
            usage(stdout);
            return HUBCTL_OK;
        case 'v':
            puts("hubctl (Umbrella Hub) " HUB_VERSION);
            return HUBCTL_OK;
        default:
            usage(stderr);
            return HUBCTL_USAGE;
        }
    if (optind == argc) {
        usage(stderr);
        return HUBCTL_USAGE;
    }
    struct arena *a = arena_new();
    int status = run(a, config, argc - optind, argv + optind);
    arena_free(a);
    return fflush(stdout) || ferror(stdout) ? HUBCTL_FAULT : status;
}

/* ---- what the subcommands share ---- */

static void close_db(void *db)
{
    db_free(db);
}

const char *hubctl_role(void)
{
    const char *user = getenv("PGUSER");
    return user && *user ? user : "postgres";
}

static const char *actor(struct arena *a)
{
    const struct passwd *user = getpwuid(getuid());
    const char *sudo = getenv("SUDO_USER"), *name = user ? user->pw_name : "?";
    return sudo ? arena_printf(a, "hubctl (user %s as %s)", sudo, name) : arena_printf(a, "hubctl (user %s)", name);
}

struct db *hubctl_database_named(struct arena *a, const struct hub_settings *settings, const char *name)
{
    struct db *db = db_new(settings->database, hubctl_role());
    db_set_unhurried(db);
    db_set_database(db, name);
    arena_defer(a, close_db, db);
    /* A database that is away is told of by what the command asks next. */
    db_query(db, a, NULL, "select set_config('hub.actor', $1, false)", "s", actor(a));
    return db;
}

struct db *hubctl_database(struct arena *a, const struct hub_settings *settings)
{
    return hubctl_database_named(a, settings, NULL);
}
