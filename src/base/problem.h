/* problem.h: what is wrong with a request, field by field; the body of RFC 9457 problem documents.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/json.h"

enum { PROBLEM_FIELDS_MAX = 20 };

struct problem {
    struct arena *arena;
    int n;
    struct {
        const char *field, *message;   /* field: "leverage", or "options.day_count" */
    } at[PROBLEM_FIELDS_MAX];
};

/* The first message for a field stays. */
void problem_add(struct problem *, const char *field, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
const char *problem_message(const struct problem *, const char *field); /* NULL: nothing wrong with it */
/* {"status":…,"title":…,"detail":…,"errors":[…]} */
void problem_write(struct buf *, int status, const char *title, const char *detail, const struct problem *);

#endif
