/* answer.h: what the answers of all engines have in common, of whichever section: their head, the hash of their inputs, and
 * their warnings.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_ANSWER_H
#define COMPUTE_ANSWER_H

#include "base/json.h"

enum { WARNINGS_MAX = 240 /* all that can be said of twenty series */, INPUTS_HASH = 65 /* in hex, with its NUL */ };

struct warning {
    const char *code, *message;
};
struct warnings {
    int n;
    struct warning at[WARNINGS_MAX];
};

/* What comes after the first WARNINGS_MAX is left out. */
void warnings_add(struct arena *, struct warnings *, const char *code, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The member "warnings" of an answer. */
void warnings_write(struct json_writer *, const struct warnings *);
/* The same read back; false: it is not as it was written. */
bool warnings_read(struct arena *, struct json_object *answer, struct warnings *);

struct answer_head {
    const char *engine, *engine_version;  /* "margin.backtest" */
    const char *data_version;             /* of the series used; NULL: none is */
    struct str inputs;                    /* the canonical request, as JSON */
    const char *inputs_hash;              /* of the same without its files: the data version stands for those */
};
/* The members that every answer begins with; its object is open. */
void answer_head_write(struct json_writer *, const struct answer_head *);
/* SHA-256 of a canonical request. */
void inputs_hash_of(struct str inputs, char hex[INPUTS_HASH]);

#endif
