/* files.c: see files.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/files.h"

#include "base/day.h"
#include "base/num.h"

enum { CELLS_MAX = 32 };

/* A table being read: the header is known, lines come one by one. */
struct table {
    struct problem *problem;
    const char *name;  /* of the file, for messages */
    const char *field; /* "files.prices" */
    struct str rest;
    size_t line, width;
    struct str cell[CELLS_MAX];
};

static bool table_fail(const struct table *t, const char *what)
{
    problem_add(t->problem, t->field, "%s line %zu: %s", t->name, t->line, what);
    return false;
}

/* Cut the next line into cells; false at the end of the file or on a fault. */
static bool table_line(struct table *t)
{
    if (t->rest.n == 0)
        return false;
    struct str line = str_cut(&t->rest, '\n');
    t->line++;
    if (line.n && line.s[line.n - 1] == '\r')
        line.n--;
    if (line.n == 0)
        return table_fail(t, "an empty line is not accepted");
    if (memchr(line.s, '"', line.n) || memchr(line.s, '\0', line.n))
        return table_fail(t, "quotes and NUL bytes are not accepted here");
    size_t cells = 0;
    bool more = true;
    while (more) {
        if (cells == CELLS_MAX)
            return table_fail(t, "there are more than 32 columns");
        more = memchr(line.s, ',', line.n);
        t->cell[cells++] = str_cut(&line, ',');
    }
    if (t->line > 1 && cells != t->width) {
        problem_add(t->problem, t->field, "%s line %zu: %zu cells where the header has %zu", t->name, t->line, cells,
                    t->width);
        return false;
    }
    t->width = cells;
    return true;
}

static bool table_open(struct table *t, struct problem *p, const char *field, const char *name, struct str text)
{
    *t = (struct table){.problem = p, .name = name, .field = field, .rest = text};
    if (text.n == 0) {
        problem_add(p, field, "%s is empty: a header line is expected", name);
        return false;
    }
    return table_line(t);
}

/* Where a column stands in the header just read; -1 when it is not there. */
static int table_find(const struct table *t, const char *column)
{
    for (size_t i = 0; i < t->width; i++)
        if (str_eq(t->cell[i], column))
            return (int)i;
    return -1;
}

static bool table_need(const struct table *t, int at, const char *column)
{
    if (at < 0)
        problem_add(t->problem, t->field, "%s line 1: the column \"%s\" is missing", t->name, column);
    return at >= 0;
}

static bool table_day(const struct table *t, int at, const int32_t *day, size_t n, int32_t *out)
{
    if (!day_parse(t->cell[at], out))
        return table_fail(t, "a date such as 2010-01-31 is expected");
    if (n && *out <= day[n - 1])
        return table_fail(t, "dates must ascend, each once");
    return true;
}

static bool table_number(const struct table *t, int at, const char *column, double *x)
{
    if (num_parse(t->cell[at], x))
        return true;
    problem_add(t->problem, t->field, "%s line %zu: \"%.*s\" in column %s is not a finite number", t->name, t->line,
                t->cell[at].n > 40 ? 40 : (int)t->cell[at].n, t->cell[at].s, column);
    return false;
}

static size_t count_lines(struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.s[i] == '\n';
    return n;
}

bool files_prices_parse(struct arena *a, const char *name, struct str text, struct price_series *s, struct problem *p)
{
    static const char *const columns[] = {"open", "high", "low", "close"};
    struct table t;
    size_t max = count_lines(text), n = 0;
    if (!table_open(&t, p, "files.prices", name, text))
        return false;
    int date = table_find(&t, "date"), at[4];
    double *price[4] = {0};
    for (int c = 0; c < 4; c++)
        if ((at[c] = table_find(&t, columns[c])) >= 0)
            price[c] = ARENA_ARRAY(a, max, double);
    if (!table_need(&t, date, "date") || !table_need(&t, at[3], "close"))
        return false;
    int32_t *day = ARENA_ARRAY(a, max, int32_t);
    for (; table_line(&t); n++) {
        if (!table_day(&t, date, day, n, &day[n]))
            return false;
        for (int c = 0; c < 4; c++) {
            if (at[c] >= 0 && !table_number(&t, at[c], columns[c], &price[c][n]))
                return false;
            if (at[c] >= 0 && !(price[c][n] > 0))
                return table_fail(&t, "prices must be above 0");
        }
    }
    *s = (struct price_series){
        .n = n, .day = day, .open = price[0], .high = price[1], .low = price[2], .close = price[3]};
    return p->n == 0;
}

bool files_dividends_parse(struct arena *a, const char *name, struct str text, struct price_series *s, size_t *lost,
                           struct problem *p)
{
    struct table t;
    size_t n = 0, at = 0;
    *lost = 0;
    if (!table_open(&t, p, "files.dividends", name, text))
        return false;
    int date = table_find(&t, "ex_date"), amount = table_find(&t, "dividend");
    if (!table_need(&t, date, "ex_date") || !table_need(&t, amount, "dividend"))
        return false;
    int32_t *day = ARENA_ARRAY(a, count_lines(text), int32_t);
    double *dividend = ARENA_ARRAY(a, s->n, double), x;
    for (; table_line(&t); n++) {
        if (!table_day(&t, date, day, n, &day[n]) || !table_number(&t, amount, "dividend", &x))
            return false;
        if (x < 0)
            return table_fail(&t, "a dividend must not be negative");
        while (at < s->n && s->day[at] < day[n])
            at++;
        if (at < s->n && s->day[at] == day[n])
            dividend[at] = x;
        else
            *lost += at > 0 && at < s->n;
    }
    s->dividend = dividend;
    return p->n == 0;
}

bool files_rates_parse(struct arena *a, const char *name, struct str text, struct rate_series *r, struct problem *p)
{
    struct table t;
    size_t max = count_lines(text), n = 0;
    if (!table_open(&t, p, "files.rates", name, text))
        return false;
    bool monthly = str_eq(t.cell[0], "month");
    int fed_funds = table_find(&t, "fed_funds_pct"), margin = table_find(&t, "margin_rate_pct");
    if (!monthly && !str_eq(t.cell[0], "date"))
        return table_fail(&t, "the first column must be \"date\" or \"month\"");
    if (!table_need(&t, fed_funds, "fed_funds_pct") || !table_need(&t, margin, "margin_rate_pct"))
        return false;
    int32_t *day = ARENA_ARRAY(a, max, int32_t);
    double *ff = ARENA_ARRAY(a, max, double), *mr = ARENA_ARRAY(a, max, double);
    for (; table_line(&t); n++) {
        if (!table_day(&t, 0, day, n, &day[n]) || !table_number(&t, fed_funds, "fed_funds_pct", &ff[n]) ||
            !table_number(&t, margin, "margin_rate_pct", &mr[n]))
            return false;
        if (monthly && n && day_month(day[n]) == day_month(day[n - 1]))
            return table_fail(&t, "a month stands twice");
    }
    *r = (struct rate_series){.n = n, .day = day, .fed_funds_pct = ff, .margin_rate_pct = mr, .monthly = monthly};
    return p->n == 0;
}
