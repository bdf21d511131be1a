/* returns_view.h: what the files of engine/returns_conventions.h share, private to them: a series as the general answers
 * make it, and the figures that have files of their own. A figure that does not exist is NaN.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_VIEW_H
#define ENGINE_RETURNS_VIEW_H

#include <math.h>

#include "engine/returns_conventions.h"

/* The series as the general questions have it. n returns of n + 1 levels. */
struct returns_view {
    const struct returns_compared *in;
    const unsigned char *answer;
    size_t n;
    struct level_series s;   /* rows, month ends or year ends */
    const double *benchmark; /* levels of them, or NULL */
    double *r, *x;           /* returns, and above risk-free */
    double *b, *xb;          /* the benchmark's */
    double *scratch;         /* 2 (n + 1) values */
    double k, f, rf, years, total; /* periods a year; risk-free of a period and of a year; the years; the whole return */
};

static inline bool returns_answer_is(const struct returns_view *v, enum returns_convention c, unsigned answer)
{
    return v->answer[c] == answer;
}

/* A quotient that does not exist without a divisor. */
static inline double returns_over(double a, double b)
{
    return b != 0 ? a / b : NAN;
}

/* false when the data for the answers are not there. relative: the metric is one against the benchmark. */
bool returns_view_make(const struct returns_compared *, const struct returns_choice *, bool relative, double *scratch,
                       struct returns_view *);

/* What several metrics are made of. */
double returns_view_total(const struct returns_view *, const double *level); /* the whole return of these levels */
double returns_view_growth(const struct returns_view *);                     /* a year */
double returns_view_deviation(const struct returns_view *, const double *x, size_t n); /* 0 where there is no variation */
double returns_view_root(const struct returns_view *); /* makes the risk of a period one of a year, where that is asked for */
/* n returns compounded, as one of `years`; of the view's own years. */
double returns_compounded(const double *x, size_t n, double years);
double returns_view_compounded(const struct returns_view *, const double *x, size_t n);
double returns_view_numerator(const struct returns_view *); /* what other ratios than those of Sharpe and Sortino divide */
/* For a year or a period, of what the ratio divides and of the risk of a period. */
double returns_view_ratio(const struct returns_view *, double risk);

/* Metrics, by the names of returns_metric_info. */
typedef double returns_view_metric(const struct returns_view *);

/* returns_view_gains.c: sums of gains and losses, of rows, months and years. */
returns_view_metric returns_view_omega_0, returns_view_omega_rf, returns_view_gain_to_pain,
    returns_view_gain_to_pain_monthly, returns_view_best_period, returns_view_worst_period,
    returns_view_positive_periods, returns_view_average_gain, returns_view_average_loss, returns_view_best_month,
    returns_view_worst_month, returns_view_positive_months, returns_view_average_up_month,
    returns_view_average_down_month, returns_view_best_year, returns_view_worst_year, returns_view_positive_years;

/* returns_view_relative.c: against the benchmark. */
returns_view_metric returns_view_beta, returns_view_up_market_beta, returns_view_down_market_beta,
    returns_view_r_squared, returns_view_correlation, returns_view_jensen, returns_view_alpha,
    returns_view_tracking_error, returns_view_active_premium, returns_view_information_ratio, returns_view_treynor,
    returns_view_m_squared, returns_view_up_capture, returns_view_down_capture, returns_view_batting_average;

#endif
