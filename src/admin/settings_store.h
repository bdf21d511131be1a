/* settings_store.h: settings that are changed while the hub runs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_SETTINGS_STORE_H
#define ADMIN_SETTINGS_STORE_H

#include "db/db.h"

/* A row of umbrella.setting. value is what is in force; of a secret it is "" and is_set says whether there is one. */
struct console_setting {
    const char *name, *topic, *kind, *title, *help, *value, *default_value, *changed_at, *changed_by;
    const char *choices; /* "closed,invitation,open" */
    const char *labels;  /* of the choices: "Nobody|Whoever is invited|Everybody, with approval" */
    int64_t least, most;
    bool is_set;         /* differs from the default by being set here */
    bool is_one_way;     /* a flag that the console switches on, and only hubctl off */
};

enum { SETTINGS_MAX = 64 };

enum err settings_ask(struct db *);
/* In the order of the page. */
enum err settings_take(struct db *, struct arena *, struct console_setting **rows, int *n);

struct setting_change {
    const char *name, *value; /* NULL: back to the default */
};
/* All or none; *changed says how many were not so already. */
enum err settings_change(struct db *, struct arena *, const char *sid, const struct setting_change *, int n, int *changed);

#endif
