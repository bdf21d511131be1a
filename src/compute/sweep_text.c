/* sweep_text.c: an answer of margin.sweep in plain words, and as CSV. See sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/sweep.h"

#include <math.h>
#include <string.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"

/* ---- words ---- */

struct words {
    struct arena *arena;
    const char **out;
    int n, most;
};

static void __attribute__((format(printf, 2, 3))) say(struct words *w, const char *fmt, ...)
{
    va_list ap;
    if (w->n == w->most)
        return;
    va_start(ap, fmt);
    w->out[w->n++] = arena_vprintf(w->arena, fmt, ap);
    va_end(ap);
}

/* In a sentence; each label begins with an ASCII letter. */
static const char *lower_label(struct arena *a, enum sweep_parameter parameter)
{
    char *label = arena_strdup(a, sweep_parameters[parameter].label);
    label[0] = (char)(label[0] | 0x20);
    return label;
}

/* "leverage 2×", "leverage 2×, house add-on 5 %" */
static const char *place_of(struct arena *a, const struct sweep_request *r, int cell)
{
    struct buf b;
    buf_init(&b, a, 80);
    for (int i = 0; i < r->n_axes; i++) {
        buf_printf(&b, "%s%s %s", i ? ", " : "", lower_label(a, r->axis[i].parameter),
                   sweep_value_text(a, r->axis[i].parameter, sweep_axis_value(r, i, (size_t)cell)));
    }
    return b.s;
}

static const char *strength(double r)
{
    return fabs(r) > 0.7 ? "strongly" : fabs(r) > 0.3 ? "moderately" : "weakly";
}

static void say_correlations(struct words *w, const struct sweep_answer *ans, int axis)
{
    const char *label = sweep_parameters[ans->request.axis[axis].parameter].label;
    double with_return = ans->insights.with_return[axis], with_drawdown = ans->insights.with_drawdown[axis];
    if (isfinite(with_return) && fabs(with_return) < 0.005)
        say(w, "%s says nothing about the total return: correlation 0.00.", label);
    else if (isfinite(with_return))
        say(w, "%s and total return go %s %s: correlation %s.", label,
            with_return < 0 ? "in opposite directions," : "together,", strength(with_return),
            num_group(w->arena, with_return, 2));
    if (isfinite(with_drawdown) && fabs(with_drawdown) > 0.3)
        say(w, "Drawdowns are %s as %s rises: correlation %s with the drawdown, which is a negative figure.",
            with_drawdown < 0 ? "deeper" : "less deep", lower_label(w->arena, ans->request.axis[axis].parameter),
            num_group(w->arena, with_drawdown, 2));
    else if (isfinite(with_drawdown))
        say(w, "%s says little about the depth of the drawdown: correlation %s.", label,
            num_group(w->arena, with_drawdown, 2));
}

static void say_ranges(struct words *w, const struct sweep_answer *ans)
{
    const struct sweep_insights *in = &ans->insights;
    enum sweep_parameter parameter = ans->request.axis[0].parameter;
    struct buf b;
    if (!in->n_ranges)
        return;
    buf_init(&b, w->arena, 120);
    for (int i = 0; i < in->n_ranges; i++) {
        buf_printf(&b, "%s%s", i ? ", " : "", sweep_value_text(w->arena, parameter, in->range[i].from));
        if (in->range[i].to > in->range[i].from)
            buf_printf(&b, " to %s", sweep_value_text(w->arena, parameter, in->range[i].to));
    }
    say(w, "The Sharpe ratio is above its median at %s%s.", b.s,
        in->n_ranges > 1 ? "; the values between do not belong to it" : "");
}

static void say_grid(struct words *w, const struct sweep_answer *ans)
{
    const struct sweep_insights *in = &ans->insights;
    const struct sweep_request *r = &ans->request;
    if (in->is_flat) {
        say(w,
            "The amount changes nothing in percent: the model knows no size beyond the minimum equity and the tiers of "
            "the interest, so there is no best amount.");
        return;
    }
    if (in->best_return == SWEEP_NO_CELL) {
        say(w, "No run held a position, so nothing can be compared.");
        return;
    }
    say(w, "The best return, %s, is that of %s.",
        num_percent(w->arena, sweep_figure_of(ans, (size_t)in->best_return, BT_M_TOTAL_RETURN), 2),
        place_of(w->arena, r, in->best_return));
    if (in->best_sharpe != SWEEP_NO_CELL)
        say(w, "The best return for its risk is that of %s: a Sharpe ratio of %s.",
            place_of(w->arena, r, in->best_sharpe),
            num_group(w->arena, sweep_figure_of(ans, (size_t)in->best_sharpe, BT_M_SHARPE), 3));
    if (in->lowest_risk != SWEEP_NO_CELL)
        say(w, "The lowest risk is that of %s: its equity never fell by more than %s from its highest.",
            place_of(w->arena, r, in->lowest_risk),
            num_percent(w->arena, -sweep_figure_of(ans, (size_t)in->lowest_risk, BT_M_MAX_DRAWDOWN), 2));
    for (int i = 0; i < r->n_axes; i++)
        say_correlations(w, ans, i);
    say_ranges(w, ans);
}

/* The leverage with the greatest figure. */
static size_t best_leverage(const struct sweep_surface_answer *s, bool of_worst)
{
    size_t found = 0;
    double most = -INFINITY;
    for (size_t l = 0; l < s->leverages; l++) {
        double x = of_worst ? s->total[l].worst : s->total[l].median;
        if (x > most) {
            most = x;
            found = l;
        }
    }
    return found;
}

static void say_surface(struct words *w, const struct sweep_answer *ans)
{
    const struct sweep_surface_answer *s = &ans->surface;
    size_t median = best_leverage(s, false), worst = best_leverage(s, true);
    if (!isfinite(s->total[median].median)) {
        say(w, "No leverage of the list could be run.");
        return;
    }
    say(w, "%s starts, each held for %s sessions.", num_group(w->arena, (double)s->starts, 0),
        num_group(w->arena, (double)s->horizon, 0));
    say(w, "The median start did best at leverage %g: %.2f times its equity at the end.", s->leverage[median],
        s->total[median].median);
    say(w, "The worst start did least badly at leverage %g: %.2f times its equity.", s->leverage[worst],
        s->total[worst].worst);
    for (size_t l = 0; l < s->leverages; l++)
        if (s->total[l].call_share > 0) {
            say(w, "The least leverage with any margin call is %g: %s of its starts met one.", s->leverage[l],
                num_percent(w->arena, 100 * s->total[l].call_share, 1));
            return;
        }
    say(w, "No start met a margin call at any leverage.");
}

static void say_bootstrap(struct words *w, const struct sweep_answer *ans)
{
    const struct sweep_bootstrap_answer *b = &ans->bootstrap;
    say(w,
        "Of %s paths of %g years, drawn in blocks of %d sessions with the seed %.0f, half end above %.2f times the "
        "equity.",
        num_group(w->arena, ans->request.paths, 0), ans->request.path_years, ans->request.block_days, ans->request.seed,
        b->end.median);
    say(w, "One in twenty ends below %.2f times, one in twenty above %.2f times; %s end with a loss.", b->end.p5,
        b->end.p95, num_percent(w->arena, 100 * b->end.loss_share, 1));
    say(w, "%s meet a margin call before the end.", num_percent(w->arena, 100 * b->end.call_share, 1));
}

int sweep_words(struct arena *a, const struct sweep_answer *ans, const char **out, int most)
{
    struct words w = {.arena = a, .out = out, .most = most};
    if (ans->request.kind == SWEEP_SURFACE)
        say_surface(&w, ans);
    else if (ans->request.kind == SWEEP_BOOTSTRAP)
        say_bootstrap(&w, ans);
    else
        say_grid(&w, ans);
    return w.n;
}

/* ---- CSV ---- */

static void put_text(struct buf *b, const char *text)
{
    csv_cell(b, str_of(text));
}

static void put_axis(struct buf *b, const struct sweep_request *r, int axis, size_t cell)
{
    char day[DAY_TEXT];
    double x = sweep_axis_value(r, axis, cell);
    if (r->axis[axis].parameter == SWEEP_START)
        buf_puts(b, day_text((int32_t)x, day));
    else
        csv_number(b, x, "");
}

static bool ends_in(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

/* D.6: the first rule that fits. */
static int decimals_of(const char *name)
{
    if (ends_in(name, "_Pct") || strcmp(name, "Sharpe_Ratio") == 0 || strcmp(name, "Sortino_Ratio") == 0)
        return 3;
    if (ends_in(name, "_Equity") || strncmp(name, "Total_", 6) == 0)
        return 0;
    return 2;
}

void sweep_rounded_csv(struct buf *b, struct arena *a, const struct sweep_answer *ans, const char *export_date)
{
    const struct sweep_request *r = &ans->request;
    (void)a;
    buf_puts(b, "Parameter_Name,Backtest_Mode,Export_Date");
    for (int i = 0; i < r->n_axes; i++)
        buf_printf(b, ",%s", sweep_parameters[r->axis[i].parameter].key);
    for (int i = 0; i < ans->n_columns; i++)
        buf_printf(b, ",%s", ans->column[i].name);
    buf_puts(b, CSV_END);
    for (size_t cell = 0; cell < sweep_cells(r); cell++) {
        if (ans->refused[cell])
            continue;
        buf_printf(b, "%s,%s,%s", sweep_parameters[r->axis[0].parameter].key, bt_mode_text[r->base.config.mode],
                   export_date);
        for (int i = 0; i < r->n_axes; i++) {
            buf_puts(b, CSV_NEXT);
            put_axis(b, r, i, cell);
        }
        for (int i = 0; i < ans->n_columns; i++) {
            double x = ans->value[cell * (size_t)ans->n_columns + (size_t)i];
            buf_puts(b, CSV_NEXT);
            if (isfinite(x))
                buf_printf(b, "%.*f", decimals_of(ans->column[i].name), x);
        }
        buf_puts(b, CSV_END);
    }
}

void sweep_exact_csv(struct buf *b, struct arena *a, const struct sweep_answer *ans)
{
    const struct sweep_request *r = &ans->request;
    (void)a;
    for (int i = 0; i < r->n_axes; i++)
        buf_printf(b, "%s,", sweep_parameters[r->axis[i].parameter].key);
    for (int i = 0; i < ans->n_columns; i++)
        buf_printf(b, "%s,", ans->column[i].name);
    buf_puts(b, "refused" CSV_END);
    for (size_t cell = 0; cell < sweep_cells(r); cell++) {
        for (int i = 0; i < r->n_axes; i++) {
            put_axis(b, r, i, cell);
            buf_puts(b, CSV_NEXT);
        }
        for (int i = 0; i < ans->n_columns; i++)
            csv_number(b, ans->value[cell * (size_t)ans->n_columns + (size_t)i], CSV_NEXT);
        if (ans->refused[cell])
            put_text(b, ans->refused[cell]);
        buf_puts(b, CSV_END);
    }
}

static double cell_figure(const struct sweep_cell *c, enum sweep_figure figure)
{
    if (figure == SWEEP_FIGURE_MULTIPLE)
        return c->multiple;
    if (figure == SWEEP_FIGURE_DRAWDOWN)
        return c->worst_drawdown * 100;
    return c->first_call == SWEEP_NEVER ? (double)NAN : c->first_call;
}

void sweep_surface_csv(struct buf *b, const struct sweep_answer *ans, enum sweep_figure figure)
{
    const struct sweep_surface_answer *s = &ans->surface;
    char day[DAY_TEXT];
    buf_puts(b, "start_date");
    for (size_t l = 0; l < s->leverages; l++) {
        buf_puts(b, ",leverage_");
        csv_number(b, s->leverage[l], "");
    }
    buf_puts(b, CSV_END);
    for (size_t i = 0; i < s->starts; i++) {
        buf_puts(b, day_text(s->day[i], day));
        for (size_t l = 0; l < s->leverages; l++) {
            buf_puts(b, CSV_NEXT);
            csv_number(b, cell_figure(&s->cell[i * s->leverages + l], figure), "");
        }
        buf_puts(b, CSV_END);
    }
}

static void put_summary(struct buf *b, const struct sweep_summary *s)
{
    const double x[] = {s->worst,
                        s->p5,
                        s->p25,
                        s->median,
                        s->p75,
                        s->p95,
                        s->best,
                        s->loss_share,
                        s->call_share,
                        s->median_drawdown * 100,
                        s->worst_drawdown * 100};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        buf_puts(b, CSV_NEXT);
        csv_number(b, x[i], "");
    }
    buf_puts(b, CSV_END);
}

void sweep_summary_csv(struct buf *b, const struct sweep_answer *ans)
{
    const struct sweep_surface_answer *s = &ans->surface;
    buf_puts(b,
             "leverage,worst_multiple,p5_multiple,p25_multiple,median_multiple,p75_multiple,p95_multiple,best_multiple,"
             "loss_share,call_share,median_drawdown_pct,worst_drawdown_pct" CSV_END);
    for (size_t l = 0; l < s->leverages; l++) {
        csv_number(b, s->leverage[l], "");
        put_summary(b, &s->total[l]);
    }
}

void sweep_bootstrap_csv(struct buf *b, const struct sweep_answer *ans)
{
    const struct sweep_bootstrap_answer *f = &ans->bootstrap;
    buf_puts(b, "month,p5_multiple,p25_multiple,median_multiple,p75_multiple,p95_multiple,called_share" CSV_END);
    for (size_t m = 0; m < f->moments; m++) {
        csv_number(b, f->month[m], "");
        for (int k = 0; k < 5; k++) {
            buf_puts(b, CSV_NEXT);
            csv_number(b, f->multiple[m][k], "");
        }
        buf_puts(b, CSV_NEXT);
        csv_number(b, f->called[m], "");
        buf_puts(b, CSV_END);
    }
}
