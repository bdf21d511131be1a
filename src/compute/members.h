/* members.h: members of a request's JSON read with their type checked; what is wrong is told by the name of the field.
 * `prefix` is the object that the member stands in ("options"), or NULL. Absent and null leave the value as it was.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_MEMBERS_H
#define COMPUTE_MEMBERS_H

#include "base/problem.h"

/* "options.day_count", or "leverage" without a prefix. */
const char *member_name(struct arena *, const char *prefix, const char *key);
/* Every key that is not in `known` (ended by NULL) is a fault: not known to `engine`. */
void members_refuse_unknown(struct json_object *, const char *prefix, const char *const *known, const char *engine, struct problem *);
void member_number(struct json_object *, const char *prefix, const char *key, double *, struct problem *);
void member_flag(struct json_object *, const char *prefix, const char *key, bool *, struct problem *);
/* A string without control characters; NULL when absent or refused. */
const char *member_text(struct json_object *, const char *prefix, const char *key, struct problem *);
/* The index of a member's word among `words` (ended by NULL); -1 when absent or refused. */
int member_word(struct json_object *, const char *prefix, const char *key, const char *const *words, struct problem *);

/* A date, as 2020-04-17. */
void member_day(struct json_object *, const char *prefix, const char *key, int32_t *day, struct problem *);
void member_day_write(struct json_writer *, const char *key, int32_t day);

/* The name of an instrument, a label of any kind: at most so many characters, in upper case where requests are written. */
enum { TICKER_MAX = 40 };
void ticker_check(const char *ticker, struct problem *);
void ticker_write(struct json_writer *, const char *ticker);

#endif
