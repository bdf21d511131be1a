/* dated_file.c: see dated_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/dated_file.h"

#include "base/day.h"
#include "market/cell.h"
#include "market/price_clean.h"

static const struct dated_rule {
    const char *what;
    double low, high; /* low itself is allowed for rates, not for dividends */
    bool above_low;
    const char *range;
    const char *names[8]; /* of the column, most telling first */
} rules[] = {
    [DATED_DIVIDENDS] = {"dividend",
                         0,
                         1e6,
                         true,
                         "above 0 and at most 1e6",
                         {"dividend", "dividends", "amount", "dividendamount", "cashamount", "value"}},
    [DATED_RATES] = {"rate",
                     -50,
                     200,
                     false,
                     "between -50 and 200 percent a year",
                     {"fedfundspct", "fedfunds", "percent", "rate", "effr", "dff", "value"}},
};

static size_t named_column(const struct table *t, const struct dated_rule *rule)
{
    for (size_t i = 0; i < sizeof rule->names / sizeof *rule->names && rule->names[i]; i++) {
        size_t c = table_column(t, rule->names[i]);
        if (c < t->columns && c != t->date_column)
            return c;
    }
    return t->columns;
}

static bool find_column(struct file_answer *f, const struct table *t, const struct dated_rule *rule, const char *wanted,
                        size_t *column)
{
    *column = wanted ? table_column(t, wanted) : named_column(t, rule);
    if (*column == t->columns && !wanted && t->columns == 2)
        *column = 1 - t->date_column;
    if (*column < t->columns && *column != t->date_column)
        return true;
    file_refuse(f, FILE_WRONG, 0, "which column holds the %ss? There are: %s", rule->what, table_names(t));
    file_offer(f, "column", "NAME");
    return false;
}

/* The rows that hold a number within the rule's range. */
static bool take_values(struct file_answer *f, const struct table *t, const struct dated_rule *rule, size_t column,
                        char decimal, struct price_rows *rows)
{
    struct line_list missing = {.n = 0}, outside = {.n = 0};
    for (size_t i = 0; i < t->rows; i++) {
        double x;
        if (cell_number_read(table_cell(t, i, column), decimal, &x) != CELL_NUMBER) {
            line_list_add(&missing, t->line[i]);
        } else if (!(x >= rule->low && x <= rule->high) || (rule->above_low && x == rule->low)) {
            line_list_add(&outside, t->line[i]);
        } else {
            rows->day[rows->n] = t->day[i];
            rows->line[rows->n] = t->line[i];
            rows->value[PRICE_CLOSE][rows->n++] = x;
        }
    }
    if (outside.n)
        return file_refuse(f, FILE_WRONG, outside.at[0], "a %s must be %s: see %s", rule->what, rule->range,
                           line_list_text(f->arena, &outside));
    if (!rows->n)
        return file_refuse(f, FILE_WRONG, 0, "no row holds a %s", rule->what);
    if (missing.n)
        file_warn(f, missing.at[0], "%zu row%s without a %s skipped: %s", missing.n, missing.n == 1 ? "" : "s",
                  rule->what, line_list_text(f->arena, &missing));
    return true;
}

/* One row a month, each on the first or each on the last day: averages of months, to be dated by their first day. */
static bool is_monthly(const struct price_rows *rows)
{
    bool firsts = true, lasts = true;
    for (size_t i = 0; i < rows->n; i++) {
        int32_t month = day_month(rows->day[i]);
        firsts = firsts && day_month(rows->day[i] - 1) != month;
        lasts = lasts && day_month(rows->day[i] + 1) != month;
    }
    return firsts || lasts;
}

static void date_by_month(struct price_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        int32_t month = day_month(rows->day[i]);
        rows->day[i] = day_from_civil(month / 12, month % 12 + 1, 1);
    }
}

bool dated_file_read(struct file_answer *f, struct str bytes, enum dated_kind kind,
                     const struct price_file_options *options, struct dated_file *out)
{
    const struct dated_rule *rule = &rules[kind];
    struct table t;
    size_t column;
    char decimal;
    *out = (struct dated_file){.n = 0};
    if (!table_read(f, bytes, &(struct table_options){options->today, options->dates, options->date_column, 0}, &t) ||
        !find_column(f, &t, rule, options->columns.n ? options->columns.at[0] : NULL, &column))
        return false;
    bool *used = ARENA_ARRAY(f->arena, t.columns, bool);
    used[column] = true;
    struct price_rows rows = {.n = 0};
    rows.day = ARENA_ARRAY(f->arena, t.rows, int32_t);
    rows.line = ARENA_ARRAY(f->arena, t.rows, size_t);
    rows.value[PRICE_CLOSE] = ARENA_ARRAY(f->arena, t.rows, double);
    if (!table_decimal(f, &t, used, options->decimal, &decimal) || !take_values(f, &t, rule, column, decimal, &rows))
        return false;
    bool monthly = kind == DATED_RATES && is_monthly(&rows);
    if (monthly) {
        date_by_month(&rows);
        file_note(f, 0, "one rate a month: each is the average of its month, known when the month is over");
    }
    if (!price_order(f, options->duplicates, &rows))
        return false;
    *out = (struct dated_file){rows.n, t.rows_read, rows.day, rows.value[PRICE_CLOSE], monthly};
    return true;
}
