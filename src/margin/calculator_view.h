/* calculator_view.h: a calculation as it is shown: risk, figures with their formulas, scenarios, payoff, the original beside it. For
 * templates/margin/calculation_answer.tpl.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_CALCULATOR_VIEW_H
#define MARGIN_CALCULATOR_VIEW_H

#include "compute/calculate.h"
#include "web/res.h"
#include "web/view.h"

/* Fill the section ANSWER. `files` and `query` are where its tables are to be had ("/margin/calculator", "ticker=SPX&…"; the query
 * may be empty). with_original: the original's figures beside these. */
void calculator_answer_show(struct view *, struct arena *, const struct calculate_answer *, const char *files, const char *query,
                            bool with_original);
/* Its chart as a file: "payoff.svg". ERR_NOTFOUND: there is no other. */
enum err calculator_chart_reply(struct res *, struct arena *, const struct calculate_answer *, struct str file);
/* "Long SPX, 2×, Reg T" */
const char *calculation_title(struct arena *, const struct calculate_request *);

/* The inputs of a calculation, in the order of the form: their number, their labels and their values as text. */
enum { CALCULATOR_INPUTS = 16 };
const char *calculator_input_label(int);
const char *calculator_input_text(struct arena *, const struct calculate_request *, int);

#endif
