/* demo.c: hubctl demo load | remove: a team to look around with. Its passwords are public, so it is not for a hub that
 * holds anything of value.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "hubctl/hubctl.h"
#include "identity/password.h"
#include "identity/key_ring.h"

static const struct member {
    struct hubctl_person person;
    const char *password;
} team[] = {
    {{"viewer@demo.example", "Vera", "Viewer", "viewer", false, false}, "copper lantern drifts west"},
    {{"analyst@demo.example", "Anna", "Analyst", "analyst", false, false}, "seven quiet harbour bells"},
    {{"manager@demo.example", "Max", "Manager", "manager", false, false}, "maple kettle under orbit"},
};
enum { TEAM = sizeof team / sizeof *team };

static enum err add_member(struct db *db, struct arena *a, const struct member *m)
{
    char stored[PASSWORD_HASH_TEXT];
    struct db_result r;
    enum err e =
        db_query(db, a, &r, "select 1 from umbrella.authentication_user where lower(email) = $1", "s", m->person.email);
    if (e || r.rows)
        return e;
    if (!password_hash(str_of(m->password), stored))
        return ERR_INTERNAL;
    if ((e = db_begin(db, NULL)))
        return e;
    if (!(e = hubctl_person_add(db, a, &m->person)))
        e = db_query(db, a, NULL, "update umbrella.authentication_user set password = $2 where email = $1", "ss",
                     m->person.email, stored);
    return db_end(db, e);
}

static int load(struct arena *a, struct db *db, const struct hub_settings *settings)
{
    const char *why;
    if (!password_keys_load(a, settings, &why))
        return hubctl_say(ERR_INPUT, "%s", why);
    for (int i = 0; i < TEAM; i++) {
        enum err e = add_member(db, a, &team[i]);
        if (e)
            return hubctl_say_db(e, db);
    }
    puts("Demonstration team (the passwords are public; remove with: hubctl demo remove)");
    for (int i = 0; i < TEAM; i++)
        printf("  %-8s %-22s %s\n", team[i].person.role, team[i].person.email, team[i].password);
    return HUBCTL_OK;
}

static int remove_all(struct arena *a, struct db *db)
{
    int64_t removed = 0;
    for (int i = 0; i < TEAM; i++) {
        struct db_result r;
        enum err e =
            db_query(db, a, &r, "delete from umbrella.authentication_user where email = $1", "s", team[i].person.email);
        if (e)
            return hubctl_say_db(e, db);
        removed += r.affected;
    }
    printf("Removed %lld people with everything of theirs\n", (long long)removed);
    return HUBCTL_OK;
}

int hubctl_demo(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], "load"))
        return load(a, hubctl_database(a, settings), settings);
    if (argc == 2 && !strcmp(argv[1], "remove"))
        return remove_all(a, hubctl_database(a, settings));
    hubctl_say(ERR_INPUT, "demo takes load or remove");
    return HUBCTL_USAGE;
}
