/* setting.c: hubctl setting list | reset: the settings that the console changes. They are changed there, where what is typed is
 * checked; back to their defaults they can be brought here too, and one that no single person may switch off only here.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "hubctl/hubctl.h"

static const struct hubctl_column listed[] = {
    {"NAME", "name", HUBCTL_TEXT},       {"VALUE", "value", HUBCTL_TEXT},
    {"DEFAULT", "default", HUBCTL_TEXT}, {"CHANGED (UTC)", "changed", HUBCTL_TEXT},
    {"BY", "changed_by", HUBCTL_TEXT},
};
enum { LISTED = sizeof listed / sizeof *listed };

static const char list_sql[] =
    "select s.name, case when s.kind <> 'secret' then coalesce(s.value, s.default_value)"
    "  when s.value is not null then '(set, not shown)' else '' end, s.default_value, umbrella.minute(s.updated_at),"
    "  case when s.updated_at is not null then coalesce(u.email, 'hubctl') end"
    " from umbrella.setting s left join umbrella.authentication_user u on u.id = s.updated_by_id order by s.place";

static int list(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    bool is_json = false;
    if (!hubctl_read_flag(argc, argv, "json", &is_json))
        return HUBCTL_USAGE;
    if (optind < argc)
        return hubctl_misuse("setting list takes no name");
    struct db *db = hubctl_database(a, settings);
    struct db_result r;
    enum err e = db_query(db, a, &r, list_sql, "");
    if (e)
        return hubctl_say_db(e, db);
    hubctl_print_rows(a, &r, listed, LISTED, is_json);
    return HUBCTL_OK;
}

static int reset_one(struct db *db, struct arena *a, const char *name)
{
    struct db_result r;
    enum err e = db_query(db, a, &r,
                          "with changed as materialized (select umbrella.setting_change($1, null) as outcome)"
                          " select outcome from changed",
                          "s", name);
    if (e)
        return hubctl_say_db(e, db);
    const char *outcome = db_text(&r, 0, 0);
    if (!strcmp(outcome, "unknown"))
        return hubctl_say(ERR_NOTFOUND, "there is no setting %s; see hubctl setting list", name);
    printf("%s has its default %s\n", name, strcmp(outcome, "same") ? "again" : "already");
    return HUBCTL_OK;
}

static int reset(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    int status = HUBCTL_OK;
    if (argc < 2)
        return hubctl_misuse("setting reset takes names of hubctl setting list");
    struct db *db = hubctl_database(a, settings);
    for (int i = 1; i < argc; i++) {
        int one = reset_one(db, a, argv[i]);
        status = one > status ? one : status;
    }
    return status;
}

int hubctl_setting(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct hubctl_verb verbs[] = {{"list", list}, {"reset", reset}, {0}};
    return hubctl_run_verb(a, settings, verbs, argc, argv);
}
