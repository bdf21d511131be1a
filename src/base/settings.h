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
    const char *password_key_file; /* identity/key_ring.h; "": none */
    const char *seal_key_file;    /* identity/seal.h: second factors; hub-auth only */
    const char *egress_key_file;  /* opens what others sealed for hub-egress */
    const char *audit_key_file, *audit_anchor_file; /* identity/audit.h: hub-jobs and hubctl only */
    const char *mail_ca_file;     /* certificates that the mail server's must descend from; "": the system's */
    const char *metrics_token;    /* who may read /metrics from elsewhere than this machine; "": nobody */
    const char *certificate;      /* of nginx, so that the console can say when it ends; "": it does not */
    int workers;                  /* per section */
    int auth_workers;
    int session_idle_minutes, session_hours;
    int staff_idle_minutes, staff_session_hours;
    int signin_account_cap, signin_address_cap, signin_window_minutes;
    int code_cap, code_account_cap; /* wrong codes in one sign-in or session in 10 minutes, and for one account in an hour */
    int rate_page, rate_calc, rate_save, rate_signin; /* requests a minute for one person or address; 0: no limit */
    int calc_at_once;             /* computations of a person's programs side by side in a section, 1 to 64; 0: no limit */
    int saved_results_quota;
    int register_address_cap;     /* registrations, accepted invitations and asked-for links from one address in an hour */
    int job_workers;              /* processes of hub-jobs that work side by side */
    const char *log_level;
};

/* Read `path`; NULL means $HUB_CONFIG, else the installed hub.conf. A fault (which line, what) is returned in *why. */
const struct hub_settings *settings_read(struct arena *, const char *path, const char **why);

#endif
