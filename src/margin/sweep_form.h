/* sweep_form.h: the form "new sweep": what is swept, and the fields of a backtest for the rest.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SWEEP_FORM_H
#define MARGIN_SWEEP_FORM_H

#include "compute/sweep.h"
#include "margin/backtest_form.h"

struct sweep_form {
    struct backtest_form base;
    int kind, parameter, parameter2; /* enum sweep_kind; enum sweep_parameter; the latter plus 1, or 0: none */
    struct str values, values2;      /* "1, 1.5, 2", or "1 to 2 step 0.1" */
    double horizon_years, paths, path_years, block_days, seed;
};

/* What each kind is called, in the order of enum sweep_kind; ends with NULL. */
extern const char *const sweep_kind_labels[];

/* The values of a first visit: five leverages over the backtest form's own. */
void sweep_form_defaults(struct sweep_form *, const struct instrument_menu *);
/* As backtest_form_read. */
bool sweep_form_read(struct arena *, const struct params *, const struct instrument_menu *, struct sweep_form *,
                     struct sweep_request *, struct problem *);
void sweep_form_show(struct view *, struct arena *, const struct instrument_menu *, const struct sweep_form *,
                     const struct params *typed, const struct problem *);
/* The request as a query string of the form. */
const char *sweep_form_query(struct arena *, const struct sweep_request *);

#endif
