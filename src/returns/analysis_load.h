/* analysis_load.h: from a request that names series to their levels: instruments of the hub by their symbol, one's own series by their
 * identifier, and the analysis of them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_LOAD_H
#define RETURNS_ANALYSIS_LOAD_H

#include "compute/returns.h"
#include "market/price_file.h"
#include "web/req.h"

/* The word for the hub's rates, where a series of rates is named. */
#define ANALYSIS_FED_FUNDS "FEDFUNDS"

/* What a request may name: "SPX", an identifier, or an identifier and a version of it, "…@3". */
struct analysis_name {
    struct str what;
    bool is_own;
    int64_t version; /* 0: the newest */
};
/* false: it is neither a symbol nor an identifier. */
bool analysis_name_read(struct str, struct analysis_name *);

/* Series that were read beforehand: the versions that a saved analysis was made of, which whoever may look at it need not own. */
enum { ANALYSIS_LENT_MAX = RETURNS_SERIES_MAX + RETURNS_BLEND_MAX + 3 };
struct analysis_lent_series {
    const char *id;
    int64_t version;
    struct price_file_series columns; /* named as the analysis is to call it */
    enum price_kind kind;
};
struct analysis_lent {
    int n;
    struct analysis_lent_series at[ANALYSIS_LENT_MAX];
};

/* Every series that the request names, from the database, analysed; its data version is the SHA-256 of all their days and levels,
 * in hex. OK with faults in the problem: some are not there, or it is refused. */
enum err analysis_get(struct req *, const struct returns_request *, unsigned tables, struct returns_analysis *, struct problem *);
/* With series of one's own from `lent` alone, of which none is looked for in the database. */
enum err analysis_get_lent(struct req *, const struct returns_request *, const struct analysis_lent *lent, unsigned tables,
                           struct returns_analysis *, struct problem *);

#endif
