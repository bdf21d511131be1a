/* calculator.h (margin): the calculator's pages and what they share.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_CALCULATOR_H
#define MARGIN_CALCULATOR_H

#include "margin/calculator_form.h"
#include "margin/calculator_view.h"
#include "web/route.h"

extern const struct routes calculator_routes, calculations_routes;

enum calculator_file { CALCULATOR_FIGURES_CSV, CALCULATOR_SCENARIOS_CSV, CALCULATOR_JSON, CALCULATOR_CHART };
/* The answer as a file to keep; of a chart the one that the route's last argument names. */
enum err calculator_file_reply(struct req *, struct res *, const struct calculate_answer *, enum calculator_file);

/* The calculator's page with this form, computed. `typed` is what was sent (with nothing in it the form is as it is), `problem`
 * what is wrong with it, `save_faults` what is wrong with the form to keep the answer, or NULL. */
enum err calculator_page(struct req *, struct res *, struct calculator_form *, const struct params *typed, struct problem *problem,
                         const struct problem *save_faults);

#endif
