/* main.c: hub-margin, the margin section's worker: backtests and what people saved of them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/backtest.h"
#include "margin/calculator.h"
#include "margin/market_form.h"
#include "margin/saved.h"
#include "margin/sweep.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {backtest_routes,     saved_routes,         saved_one_routes,  saved_share_routes,
                                    saved_shared_routes, saved_compare_routes, calculator_routes, calculations_routes,
                                    market_routes,       prices_routes,        dividends_routes,  kelly_routes,
                                    sweep_routes};
    return web_run(argc, argv,
                   &(struct section){.name = "margin", .tables = tables, .n_tables = sizeof tables / sizeof *tables});
}
