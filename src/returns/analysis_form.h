/* analysis_form.h: what a person asks of an analysis: its form, the address that says the same, and the request that both stand for.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ANALYSIS_FORM_H
#define RETURNS_ANALYSIS_FORM_H

#include "compute/returns.h"
#include "market/instrument_menu.h"
#include "returns/series_store.h"
#include "web/req.h"
#include "web/view.h"

enum { ANALYSIS_OWN_SHOWN = 200 };

/* What there is to choose from: the hub's instruments and one's own series. */
struct analysis_menu {
    struct instrument_menu instruments;
    const struct series_row *own;
    int n_own;
};
/* Both in the page's round trip. */
enum err analysis_menu_ask(struct db *);
enum err analysis_menu_take(struct req *, struct analysis_menu *);

/* Read an address (or a form) into a request; every fault becomes a message in the problem. Series stand in `series`, separated by
 * commas, or one in each of pick0, pick1, … True when there is none. */
bool analysis_form_read(struct arena *, const struct params *, const struct analysis_menu *, struct returns_request *,
                        struct problem *);
/* The same request as the query of an address, without what is as usual: "series=SPX&benchmark=…". */
const char *analysis_form_query(struct arena *, const struct returns_request *);

/* Fill templates/returns/analysis_new.tpl with what the parameters say. */
void analysis_form_show(struct view *, const struct params *, const struct analysis_menu *, const struct problem *);

#endif
