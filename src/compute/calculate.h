/* calculate.h: requests and answers of margin.calculate, the one form behind hubctl compute, the API and the pages; and its
 * figures for people, each with its formula filled in.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_CALCULATE_H
#define COMPUTE_CALCULATE_H

#include "base/problem.h"
#include "compute/answer.h"
#include "engine/calculator.h"

enum { CALCULATE_SCENARIOS = 21 };

struct calculate_request {
    const char *ticker;              /* a label, upper case in the canonical request; NULL: none */
    struct calculator_input input;
};

struct calculate_answer {
    struct calculate_request request;
    struct calculator_result result;
    struct calculator_scenario scenario[CALCULATE_SCENARIOS]; /* from -50 % to +50 %; of the accurate profile */
    struct warnings warnings;
};

/* Amount, leverage and price NaN, the rest as the engine has it; no ticker. */
void calculate_request_init(struct calculate_request *);
/* Unknown keys, wrong types and values outside their limits are named in the problem; true when there are none.
 * What was read lives as long as the problem's arena. */
bool calculate_request_read(struct json_object *, struct calculate_request *, struct problem *);
/* Checks that need no JSON (the pages fill the struct themselves). Adds to the problem; the others call it too. */
bool calculate_request_check(const struct calculate_request *, struct problem *);
/* The canonical request: keys sorted, defaults filled in, no spaces. Read again, it gives the same request. */
void calculate_request_write(struct buf *, const struct calculate_request *);

/* false: refused, and the problem says which field, why, and what would be accepted. */
bool calculate_compute(struct arena *, const struct calculate_request *, struct calculate_answer *, struct problem *);
/* The whole answer as JSON. */
void calculate_answer_write(struct buf *, const struct calculate_answer *);
/* CSV (RFC 4180): a line for each figure, the original's beside it; a line for each scenario. */
void calculate_figures_csv(struct buf *, const struct calculate_answer *);
void calculate_scenarios_csv(struct buf *, const struct calculate_answer *);

/* ---- figures for people ---- */

/* Does the profile of this answer have the figure at all? */
bool calculate_has(const struct calculate_request *, enum calculator_metric);
/* "margin_call_price"; "Margin call price". */
const char *calculate_key(enum calculator_metric);
const char *calculate_label(const struct calculate_request *, enum calculator_metric);
/* "$266.67", "33.3 %"; an en dash where there is none. */
const char *calculate_text(struct arena *, enum calculator_metric, double);
/* The formula in words, and with this answer's numbers in it. */
const char *calculate_formula(const struct calculate_request *, enum calculator_metric);
const char *calculate_numbers(struct arena *, const struct calculate_answer *, enum calculator_metric);
/* Why the original's figure is another, where it is: "E28" and a sentence; "Option" where only an option makes it so. */
const char *calculate_flaw(const struct calculate_request *, enum calculator_metric, const char **why);
/* "HIGH"; "High: a fall of 12.0 % brings the margin call." */
const char *calculate_risk_word(const struct calculate_answer *);
const char *calculate_risk_text(struct arena *, const struct calculate_answer *);

#endif
