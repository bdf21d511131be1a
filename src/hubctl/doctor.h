/* doctor.h: what hubctl doctor's files share.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_DOCTOR_H
#define HUBCTL_DOCTOR_H

#include "base/json.h"
#include "hubctl/hubctl.h"

enum doctor_state { DOCTOR_OK, DOCTOR_WARNING, DOCTOR_FAULT };

struct ward {
    struct arena *arena;
    struct db *db;
    const struct hub_settings *settings;
    bool is_json;
    struct json_writer json;
    int count[DOCTOR_FAULT + 1];
};

void doctor_report(struct ward *, enum doctor_state, const char *what, const char *found, const char *mend);

/* Key files: there, of the right owner, closed to others, with keys in them. */
void doctor_check_keys(struct ward *);
/* nginx's certificate, where hub.conf names it. */
void doctor_check_certificate(struct ward *);
/* The audit's anchors keep up with its events. Asks the database. */
void doctor_check_anchors(struct ward *);

#endif
