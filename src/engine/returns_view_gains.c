/* returns_view_gains.c: figures made of sums of gains and losses; see returns_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_view.h"

struct gains {
    double up, down; /* sums, both positive */
    size_t gained, lost, zero, n;
    double best, worst; /* NaN where there is none */
};
static const struct gains no_gains = {.best = NAN, .worst = NAN};

static void gains_add(struct gains *g, double r)
{
    g->best = fmax(g->best, r);
    g->worst = fmin(g->worst, r);
    g->up += fmax(r, 0);
    g->down += fmax(-r, 0);
    g->gained += r > 0;
    g->lost += r < 0;
    g->zero += r == 0;
    g->n++;
}

static struct gains gains_of(const double *x, size_t n)
{
    struct gains g = no_gains;
    for (size_t i = 0; i < n; i++)
        gains_add(&g, x[i]);
    return g;
}

static double sum_of_rows(const struct returns_view *v, const struct series_period *p)
{
    double sum = 0;
    for (size_t i = p->from; i < p->to; i++)
        sum += v->r[i];
    return sum;
}

static struct gains gains_of_periods(const struct returns_view *v, enum frequency period)
{
    struct gains g = no_gains;
    bool added_up = returns_answer_is(v, RETURNS_BY_MONTHS, 1), is_first = true;
    for (struct series_period p = {0}; series_period_next(&v->s, v->in->frequency, period, &p); is_first = false) {
        bool begins_within = is_first && series_period_end(v->s.day[0], period) == p.end;
        if (begins_within && returns_answer_is(v, RETURNS_BY_PARTIAL, 1))
            continue;
        gains_add(&g, added_up ? sum_of_rows(v, &p) : v->s.level[p.to] / v->s.level[p.from] - 1);
    }
    return g;
}

static double share_that_gained(const struct returns_view *v, struct gains g)
{
    size_t n = returns_answer_is(v, RETURNS_BY_ZEROS, 1) ? g.n - g.zero : g.n;
    return returns_over((double)g.gained, (double)n);
}

static double omega_of(struct gains g)
{
    return returns_over(g.up, g.down);
}

double returns_view_omega_0(const struct returns_view *v)
{
    return omega_of(gains_of(v->r, v->n));
}

double returns_view_omega_rf(const struct returns_view *v)
{
    return omega_of(gains_of(v->x, v->n));
}

static double gain_to_pain_of(struct gains g)
{
    return returns_over(g.up - g.down, g.down);
}

double returns_view_gain_to_pain(const struct returns_view *v)
{
    return gain_to_pain_of(gains_of(v->r, v->n));
}

double returns_view_gain_to_pain_monthly(const struct returns_view *v)
{
    return gain_to_pain_of(gains_of_periods(v, FREQUENCY_MONTHLY));
}

double returns_view_best_period(const struct returns_view *v)
{
    return gains_of(v->r, v->n).best;
}

double returns_view_worst_period(const struct returns_view *v)
{
    return gains_of(v->r, v->n).worst;
}

double returns_view_positive_periods(const struct returns_view *v)
{
    return share_that_gained(v, gains_of(v->r, v->n));
}

static double average_up(struct gains g)
{
    return returns_over(g.up, (double)g.gained);
}

static double average_down(struct gains g)
{
    return -returns_over(g.down, (double)g.lost);
}

double returns_view_average_gain(const struct returns_view *v)
{
    return average_up(gains_of(v->r, v->n));
}

double returns_view_average_loss(const struct returns_view *v)
{
    return average_down(gains_of(v->r, v->n));
}

static struct gains months_of(const struct returns_view *v)
{
    return gains_of_periods(v, FREQUENCY_MONTHLY);
}

static struct gains years_in(const struct returns_view *v)
{
    return gains_of_periods(v, FREQUENCY_YEARLY);
}

double returns_view_best_month(const struct returns_view *v)
{
    return months_of(v).best;
}

double returns_view_worst_month(const struct returns_view *v)
{
    return months_of(v).worst;
}

double returns_view_positive_months(const struct returns_view *v)
{
    return share_that_gained(v, months_of(v));
}

double returns_view_average_up_month(const struct returns_view *v)
{
    return average_up(months_of(v));
}

double returns_view_average_down_month(const struct returns_view *v)
{
    struct gains g = months_of(v);
    g.lost += returns_answer_is(v, RETURNS_BY_ZEROS, 2) ? g.zero : 0;
    return average_down(g);
}

double returns_view_best_year(const struct returns_view *v)
{
    return years_in(v).best;
}

double returns_view_worst_year(const struct returns_view *v)
{
    return years_in(v).worst;
}

double returns_view_positive_years(const struct returns_view *v)
{
    return share_that_gained(v, years_in(v));
}
