/* embedded.h: the series that a fresh installation has, so that the hub can be used at once.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_EMBEDDED_H
#define MARKET_EMBEDDED_H

#include "db/db.h"

/* From `dir`: sp500-2000.csv as the instrument SPX, fedfunds.csv as the rates FEDFUNDS. Doing it again changes nothing.
 * *report: what was loaded, in lines; or, with an error, which file or step failed and why. */
enum err market_embedded_load(struct db *, struct arena *, const char *dir, const char **report);

#endif
