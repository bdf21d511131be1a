/* settings.h: hub.conf, read once at start (libconfuse). Every setting has a default that suits a small team.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <stdbool.h>

#include "base/arena.h"

struct setting {
    const char *name, *value;
    bool is_given; /* stands in the file; else the default */
};

struct hub_settings {
    const char *path;             /* of the file */
    const struct setting *all;    /* every setting as text, for `hubctl config` */
    int n_all;
    const char *site_name;        /* "Umbrella Hub" */
    const char *origin;           /* "https://hub.example.org": links, and the Origin that POSTs must come from */
    const char *database;         /* libpq conninfo without user; each program adds its role */
    const char *templates;        /* directories */
    const char *statics;
    const char *sql;              /* migrations */
    const char *market_data;      /* embedded series that setup loads */
    const char *password_key_file; /* identity/password_key.h; "": none */
    int workers;                  /* per section */
    int auth_workers;
    int session_idle_minutes, session_hours;
    int staff_idle_minutes, staff_session_hours;
    int signin_account_cap, signin_address_cap, signin_window_minutes;
    int rate_page, rate_calc, rate_save, rate_signin; /* requests a minute for one person or address; 0: no limit */
    int saved_results_quota;
    const char *log_level;
};

/* Read `path`; NULL means $HUB_CONFIG, else the installed hub.conf. A fault (which line, what) is returned in *why. */
const struct hub_settings *settings_read(struct arena *, const char *path, const char **why);

#endif
