/* rate.h: how often one person or address may ask, counted in memory that the workers of a section share, and how much of one person
 * is computed at a time.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "base/str.h"

struct rate_table;

/* Make the shared table; in the parent, before it forks. NULL: no memory. */
struct rate_table *rate_new(void);
void rate_free(struct rate_table *);

/* Who is counted: a person of this number, or an address (of IPv6 its /64, which is one customer). */
uint64_t rate_person(int64_t id);
uint64_t rate_address(const char *address);

/* Take one of `per_minute` tokens (they come back evenly over a minute) of this one for this class of request, at
 * `now_us` of a clock that only goes forward. 0: granted. Otherwise the seconds to wait, 1 to 60. */
int rate_take(struct rate_table *, uint64_t who, int class, int per_minute, int64_t now_us);

/* Take one of `most` turns (1 to 64) of this one, for the process that asks; it ends with the process, too. false: others have all. */
bool rate_turn_begin(struct rate_table *, uint64_t who, int most);
void rate_turn_end(struct rate_table *, uint64_t who);

#endif
