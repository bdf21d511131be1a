/* own.h: a person's own series as instruments: those that they gave a symbol in the returns section. The database answers for the
 * person whose session asks, or (of jobs) who ordered; other people's do not exist.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_OWN_H
#define MARKET_OWN_H

#include "market/instrument_menu.h"
#include "market/store.h"

#define OWN_PREFIX "MY." /* of their symbols; no instrument of the hub begins with it */

static inline bool own_is(const char *symbol)
{
    return str_starts(str_of(symbol), OWN_PREFIX);
}
/* Who asks: a session, or a person in whose name a job works. */
struct own_asker {
    const char *sid;
    int64_t person; /* where sid is NULL */
};
/* The whole series, on the arena, with this hub's rates. What is of returns begins at 100. ERR_NOTFOUND. */
enum err own_instrument_get(struct db *, struct arena *, struct own_asker, const char *symbol, const struct instrument **);
/* Put the person's own instruments behind those of the hub. */
enum err own_menu_add(struct db *, struct arena *, const char *sid, struct instrument_menu *);

#endif
