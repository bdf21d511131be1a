/* analysis_load.h: from a request that names series to their levels: instruments of the hub by their symbol, one's own series by their
 * identifier, and the analysis of them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_LOAD_H
#define RETURNS_ANALYSIS_LOAD_H

#include "compute/returns.h"
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

/* Every series that the request names, from the database, with the days and levels on the request's arena. OK with faults in the
 * problem: some are not there. *data_version: SHA-256 of all their days and levels, in hex. */
enum err analysis_sources_get(struct req *, const struct returns_request *, struct returns_sources *, const char **data_version,
                              struct problem *);

/* The same, analysed. OK with faults in the problem: refused. */
enum err analysis_get(struct req *, const struct returns_request *, unsigned tables, struct returns_analysis *, struct problem *);

#endif
