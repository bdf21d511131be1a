/* financing.h: what a broker's tiered margin loan costs. Pure.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_FINANCING_H
#define ENGINE_FINANCING_H

#include <stddef.h>
#include <stdint.h>

/* A slice of the loan above `above` dollars pays the benchmark, floored at 0, plus `spread_pct` a year.
 * below_usd is what the spreads of all lower slices cost a year when they are full. */
struct financing_tier {
    double above, spread_pct, below_usd;
};
struct financing_schedule {
    int32_t quoted_day;    /* when the broker showed these figures */
    const char *source;
    size_t n;
    struct financing_tier tier[5];
};

/* The schedule that "financing": "tiers" means. There is no older quotation, so it stands for every year. */
extern const struct financing_schedule financing_tiers;

/* Dollars a year that the spreads of the slices add to the benchmark on a loan. A negative loan (cash) is in the first slice. */
static inline double financing_spread_cost(const struct financing_schedule *s, double loan)
{
    size_t t = s->n - 1;
    while (t > 0 && loan <= s->tier[t].above)
        t--;
    return s->tier[t].below_usd + (loan - s->tier[t].above) * (s->tier[t].spread_pct / 100);
}

/* Dollars a year on a loan, slice by slice; fed_funds_pct in percent a year. */
double financing_annual_cost(const struct financing_schedule *, double loan, double fed_funds_pct);

#endif
