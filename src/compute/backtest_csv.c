/* backtest_csv.c: an answer as CSV (RFC 4180): days, rounds, rebalances, events, metrics. See backtest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

/* A number, or nothing when it is not finite. Room for NUM_TEXT is there. */
static char *put_number(char *p, double x)
{
    return isfinite(x) ? p + num_write(x, p) : p;
}

static char *put_text(char *p, const char *text)
{
    size_t n = strlen(text);
    memcpy(p, text, n);
    return p + n;
}

static char *put_date(char *p, int32_t day)
{
    return day_text(day, p) + DAY_TEXT - 1;
}

/* One column of the table of days. Shares, rates and flags stand still for weeks: the text of the cell above is copied. */
struct csv_column {
    enum bt_kind kind;
    const double *value;
    const char *last;
    size_t last_n;
};

static char *put_cell(char *p, struct csv_column *c, size_t row)
{
    double x = c->value[row];
    if (row && x == c->value[row - 1]) {
        memcpy(p, c->last, c->last_n);
        c->last = p;
        return p + c->last_n;
    }
    char *from = p;
    if (c->kind == BT_KIND_FLAG)
        p = put_text(p, x != 0 ? "true" : "false");
    else if (c->kind == BT_KIND_STATUS)
        p = put_text(p, bt_status_text[(int)x]);
    else
        p = put_number(p, x);
    c->last = from;
    c->last_n = (size_t)(p - from);
    return p;
}

void backtest_days_csv(struct buf *out, const struct backtest_answer *ans)
{
    struct csv_column column[BT_COLUMNS];
    size_t columns = 0, n = ans->day ? ans->result.n : 0;
    buf_puts(out, "date");
    for (int c = 0; c < BT_COLUMNS; c++) {
        if (!ans->result.column[c])
            continue;
        column[columns++] = (struct csv_column){.kind = bt_columns[c].kind, .value = ans->result.column[c]};
        buf_putc(out, ',');
        buf_puts(out, bt_columns[c].name);
    }
    buf_puts(out, "\r\n");
    char *start = buf_room(out, n * (DAY_TEXT + 2 + columns * (NUM_TEXT + 1))), *p = start;
    for (size_t row = 0; row < n; row++) {
        p = put_date(p, ans->day[row]);
        for (size_t c = 0; c < columns; c++) {
            *p++ = ',';
            p = put_cell(p, &column[c], row);
        }
        p = put_text(p, "\r\n");
    }
    out->n += (size_t)(p - start);
    out->s[out->n] = '\0';
}

/* Numbers, each after a comma. */
static char *put_numbers(char *p, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *p++ = ',';
        p = put_number(p, x[i]);
    }
    return p;
}

void backtest_rounds_csv(struct buf *out, const struct backtest_answer *ans)
{
    buf_puts(out, "round,days,start_date,end_date,start_price,end_price,price_change_pct,start_portfolio_value,"
                  "end_portfolio_value,start_equity,end_equity,margin_call,loss_pct,profit_pct,interest_paid\r\n");
    for (size_t i = 0; i < ans->result.n_rounds; i++) {
        const struct bt_round *r = &ans->result.rounds[i];
        const double number[] = {r->start_price,         r->end_price,    r->price_change_pct, r->start_portfolio_value,
                                 r->end_portfolio_value, r->start_equity, r->end_equity};
        const double last[] = {r->loss_pct, r->profit_pct, r->interest_paid};
        char *start = buf_room(out, 16 * NUM_TEXT), *p = start;
        p += num_write_int(r->number, p);
        *p++ = ',';
        p += num_write_int(r->days, p);
        *p++ = ',';
        p = put_date(p, r->start_day);
        *p++ = ',';
        p = put_date(p, r->end_day);
        p = put_numbers(p, number, sizeof number / sizeof *number);
        p = put_text(p, r->margin_call ? ",true" : ",false");
        p = put_numbers(p, last, sizeof last / sizeof *last);
        p = put_text(p, "\r\n");
        out->n += (size_t)(p - start);
    }
    out->s[out->n] = '\0';
}

/* A line of what happened on a day. */
static void put_happening(struct buf *out, int32_t day, const char *what, const double *number, size_t n)
{
    char *start = buf_room(out, 16 * NUM_TEXT), *p = put_date(start, day);
    *p++ = ',';
    p = put_text(p, what);
    p = put_numbers(p, number, n);
    p = put_text(p, "\r\n");
    out->n += (size_t)(p - start);
    out->s[out->n] = '\0';
}

void backtest_rebalances_csv(struct buf *out, const struct backtest_answer *ans)
{
    buf_puts(out,
             "date,kind,growth_trigger_pct,shares_change,transaction_cost,equity_before,equity_after,leverage_before,"
             "leverage_after,portfolio_value_before,portfolio_value_after\r\n");
    for (size_t i = 0; i < ans->result.n_rebalances; i++) {
        const struct bt_rebalance *r = &ans->result.rebalances[i];
        const double number[] = {r->growth_trigger_pct, r->shares_change,          r->transaction_cost,
                                 r->equity_before,      r->equity_after,           r->leverage_before,
                                 r->leverage_after,     r->portfolio_value_before, r->portfolio_value_after};
        put_happening(out, r->day, bt_rebalance_text[r->kind], number, sizeof number / sizeof *number);
    }
}

void backtest_events_csv(struct buf *out, const struct backtest_answer *ans)
{
    buf_puts(out, "date,event,price,equity,amount\r\n");
    for (size_t i = 0; i < ans->result.n_events; i++) {
        const struct bt_event *e = &ans->result.events[i];
        const double number[] = {e->price, e->equity, e->detail};
        put_happening(out, e->day, bt_event_text[e->kind], number, sizeof number / sizeof *number);
    }
}

void backtest_metrics_csv(struct buf *out, const struct backtest_answer *ans)
{
    buf_puts(out, "metric,label,value,unit\r\n");
    for (int m = 0; m < BT_METRICS; m++) {
        if (!bt_metric_applies(&ans->request.config, (enum bt_metric)m))
            continue;
        buf_puts(out, bt_metrics[m].key);
        buf_putc(out, ',');
        buf_puts(out, bt_metrics[m].label); /* labels hold neither commas nor quotes: a test says so */
        buf_putc(out, ',');
        out->n = (size_t)(put_number(buf_room(out, NUM_TEXT), ans->result.metric[m]) - out->s);
        out->s[out->n] = '\0';
        buf_putc(out, ',');
        buf_puts(out, backtest_unit(bt_metrics[m].kind, "USD"));
        buf_puts(out, "\r\n");
    }
}
