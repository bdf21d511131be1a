/* queue.h: what hubctl job and hubctl mail do alike: list | show | retry | cancel.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_QUEUE_H
#define HUBCTL_QUEUE_H

#include "hubctl/hubctl.h"

/* A function of the database that changes one: its row's only column is whether it did; else the one `not_so`. */
struct queue_change {
    const char *name, *sql, *not_so;
};

struct queue {
    const char *noun, *takes;           /* "job"; what the command takes, for who did not know */
    const char *list_sql;               /* $1: the status wanted, '' for any; $2: how many, the newest */
    const struct hubctl_column *listed; /* its columns */
    int n_listed;
    const char *show_sql;      /* $1: the number */
    const char *const *labels; /* of its columns but the last, which is a text of several lines */
    int n_labels;
    struct queue_change changes[2];
};

/* argv[0] is the command's name. An exit status. */
int queue_command(struct arena *, const struct hub_settings *, const struct queue *, int argc, char **argv);

#endif
