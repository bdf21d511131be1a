/* returns_stress.c: see returns_stress.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_stress.h"

#include <math.h>

#include "engine/stats.h"

/* Days since 1970-01-01. */
const struct returns_stress_period returns_stress_periods[RETURNS_STRESS_PERIODS] = {
    {"Dot-com crash", 11040, 11969},               /* 2000-03-24 to 2002-10-09 */
    {"11 September 2001", 11575, 11586},           /* 2001-09-10 to 2001-09-21 */
    {"Financial crisis", 13795, 14312},            /* 2007-10-09 to 2009-03-09 */
    {"Flash crash", 14722, 14792},                 /* 2010-04-23 to 2010-07-02 */
    {"Debt crisis of 2011", 15093, 15250},         /* 2011-04-29 to 2011-10-03 */
    {"China and oil, 2015 to 2016", 16576, 16842}, /* 2015-05-21 to 2016-02-11 */
    {"Fourth quarter of 2018", 17794, 17889},      /* 2018-09-20 to 2018-12-24 */
    {"COVID-19", 18311, 18344},                    /* 2020-02-19 to 2020-03-23 */
    {"Inflation and rates, 2022", 18995, 19277},   /* 2022-01-03 to 2022-10-12 */
};

static const struct returns_stress_part no_part = {.value = NAN, .drawdown = NAN};

static struct returns_stress_part find_part(const struct level_series *s, const struct returns_stress_period *p)
{
    size_t base = series_row_at(s, p->from), last = series_row_at(s, p->to);
    if (base == SERIES_NONE || last <= base)
        return no_part;
    struct stats_drawdown d;
    stats_drawdown_find(s->level + base, last - base + 1, &d);
    return (struct returns_stress_part){
        .base = base,
        .last = last,
        .value = s->level[last] / s->level[base] - 1,
        .drawdown = d.worst,
        .peak = base + d.peak,
        .trough = base + d.trough,
    };
}

void returns_stress_find(const struct level_series *s, const struct level_series *benchmark,
                         const struct returns_stress_period *p, struct returns_stress *out)
{
    out->own = find_part(s, p);
    out->benchmark = benchmark ? find_part(benchmark, p) : no_part;
    out->difference = out->own.value - out->benchmark.value;
}
