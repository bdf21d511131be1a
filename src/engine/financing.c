/* financing.c: see financing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/financing.h"

const struct financing_schedule financing_tiers = {
    .quoted_day = 19723, /* 2024-01-01: "as quoted 2024" */
    .source = "Interactive Brokers Pro, USD margin loans, as quoted 2024 (margin specification, F.4)",
    .n = 5,
    .tier = {{0, 1.50, 0}, {100e3, 1.00, 1500}, {1e6, 0.75, 10500}, {50e6, 0.50, 378000}, {200e6, 0.50, 1128000}},
};

double financing_annual_cost(const struct financing_schedule *s, double loan, double fed_funds_pct)
{
    double benchmark = fed_funds_pct > 0 ? fed_funds_pct : 0;
    return loan * (benchmark / 100) + financing_spread_cost(s, loan);
}
