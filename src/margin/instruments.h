/* instruments.h: the hub's instruments as the pages of this section and its API ask for them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_INSTRUMENTS_H
#define MARGIN_INSTRUMENTS_H

#include "base/problem.h"
#include "market/instrument_menu.h"
#include "market/store.h"
#include "web/req.h"

/* Those of the hub, and behind them one's own. */
enum err margin_menu_get(struct req *, struct instrument_menu *);

/* The whole series of a symbol, of the hub or one's own. ERR_NOTFOUND. */
enum err margin_instrument_get(struct req *, const char *symbol, const struct instrument **);

/* The whole series of the ticker, which becomes upper case as the database has it; borrowed as market_instrument_get says. OK with a
 * fault in the problem, and *series NULL: there is none. */
enum err margin_series_get(struct req *, const char **ticker, const struct instrument **series, struct problem *);

#endif
