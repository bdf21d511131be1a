/* instrument_menu.h: the instruments of this hub as something to choose from.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_INSTRUMENT_MENU_H
#define MARKET_INSTRUMENT_MENU_H

#include "db/db.h"

struct instrument_row {
    const char *symbol, *name, *source;
    int32_t first_day, last_day;
    int64_t sessions;
};
/* By symbol. An empty hub has an empty menu. */
struct instrument_menu {
    const struct instrument_row *rows;
    int n;
};
enum err instrument_menu_get(struct db *, struct arena *, struct instrument_menu *);
/* The same in two steps, for a page that asks with its session. */
enum err instrument_menu_ask(struct db *);
enum err instrument_menu_take(struct db *, struct arena *, struct instrument_menu *);

/* The row of who has chosen nothing yet: SPX, which a fresh installation has; else SPY; else the one with the most sessions. 0 of an
 * empty menu. */
int instrument_menu_first(const struct instrument_menu *);

/* "SPX – S&P 500 index"; the symbol alone where nobody gave a name, which is then the symbol, too. */
const char *instrument_label(struct arena *, const struct instrument_row *);

/* What a field of a form offers: the symbols, and their labels for people; both end with NULL. */
void instrument_menu_choices(struct arena *, const struct instrument_menu *, const char *const **values,
                             const char *const **labels);

#endif
