/* returns_run.h: what the parts of engine/returns share while the figures of one series are computed. Private to them
 * and to the intervals, which work out the same figures in another way.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_RUN_H
#define ENGINE_RETURNS_RUN_H

#include "engine/returns.h"
#include "engine/stats.h"

/* All drawdowns together. */
struct returns_falls {
    double depth;    /* sum */
    int64_t days;    /* sum, from the high to the end */
    int32_t longest;
    size_t count, high; /* high: the last row at a high */
};

/* n returns r of the n + 1 levels, the risk-free return f of each, x = r - f. */
struct returns_run {
    const struct level_series *series;
    const struct returns_terms *terms;
    struct returns_metrics *out;
    size_t n;
    double *r, *f, *x, *scratch, *sorted;
    double root;                   /* of the periods per year */
    double years, growth;          /* as the terms count them; yearly growth */
    struct stats_shape shape, excess; /* of r and of x */
    struct returns_falls falls;
    double ulcer, pain, cdar; /* cdar: negative */
};

/* Why there are no statistics of this series at all: too few returns, or no regular spacing; else NONE. */
enum returns_note returns_lack(const struct returns_run *);
/* The figure, or why there is none. A value beyond the range of numbers is never let through. */
void returns_put(struct returns_run *, enum returns_metric, double value, enum returns_note why);
/* All figures of a group, for one reason. */
void returns_put_none(struct returns_run *, enum returns_group, enum returns_note why);

/* Years between two days with n returns between them, as the terms count. */
double returns_years_between(const struct returns_terms *, int32_t from, int32_t to, size_t n);

/* Cornish and Fisher's quantile of a distribution with these population moments, in deviations from the mean. */
double returns_modified_quantile(double z, double g1, double g2);
/* Whether it rises with z wherever a normal distribution has anything to speak of (within 4 deviations): else it is the quantile
 * of no distribution. With g2 above 0 that is the domain of D. Maillard, "A User's Guide to the Cornish Fisher Expansion" (2012). */
bool returns_modified_holds(double g1, double g2);
/* The mean of that distribution's tail below its quantile h, which is `share` of it, by Edgeworth's expansion; never above h.
 * K. Boudt, B. Peterson, C. Croux, "Estimation and decomposition of downside risk for portfolios with non-normal returns"
 * (2008); its integrals of u He_k(u) times the normal density up to h are -(h He_(k-1) + He_(k-2)) times the density at h. */
double returns_modified_tail(double h, double share, double g1, double g2);

void returns_find_drawdowns(struct returns_run *);
void returns_put_drawdowns(struct returns_run *);
/* room: for the levels, returns and days in common. */
void returns_put_relative(struct returns_run *, const struct level_series *benchmark, double *room, int32_t *days);

#endif
