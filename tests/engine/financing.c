/* financing.c: the tier table against the same sum made slice by slice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <math.h>

#include "engine/financing.h"

static void every_tier_starts_where_the_lower_ones_are_full(void **state)
{
    (void)state;
    double below = 0;
    for (size_t t = 0; t < financing_tiers.n; t++) {
        const struct financing_tier *tier = &financing_tiers.tier[t];
        assert_true(tier->below_usd == below);
        if (t + 1 < financing_tiers.n)
            below += (tier[1].above - tier->above) * tier->spread_pct / 100;
    }
}

/* 50 million: 1,500 + 9,000 + 367,500 of spreads, 0.756 % of the loan (margin specification, E4). */
static void a_large_loan_pays_a_blend_of_the_tiers(void **state)
{
    (void)state;
    assert_true(financing_spread_cost(&financing_tiers, 50e6) == 378000);
    assert_true(financing_annual_cost(&financing_tiers, 50e6, 4) == 2000000 + 378000);
    assert_true(financing_annual_cost(&financing_tiers, 100e3, 0) == 1500);
    assert_true(fabs(financing_annual_cost(&financing_tiers, 300e6, 5) - (15e6 + 1128000 + 500000)) < 1e-6);
}

static void the_benchmark_is_never_below_zero(void **state)
{
    (void)state;
    assert_true(financing_annual_cost(&financing_tiers, 50e3, -0.5) == 750);
    assert_true(financing_annual_cost(&financing_tiers, 0, 5) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tier_starts_where_the_lower_ones_are_full),
        cmocka_unit_test(a_large_loan_pays_a_blend_of_the_tiers),
        cmocka_unit_test(the_benchmark_is_never_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
