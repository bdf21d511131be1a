/* price_source.c: see price_source.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_source.h"

#include "base/day.h"

static bool of_returns(struct file_answer *f, const struct price_file_series *s, struct returns_source *out)
{
    int32_t *day = ARENA_ARRAY(f->arena, s->n + 1, int32_t);
    double *level = ARENA_ARRAY(f->arena, s->n + 1, double);
    char text[DAY_TEXT];
    size_t row = 0;
    enum series_fault fault =
        series_from_returns(s->day, s->value[PRICE_CLOSE], s->n, s->base_day, 1, day, level, &row);
    if (fault == SERIES_ORDER)
        return file_refuse(f, FILE_WRONG, 0, "the base date %s is not before the first return",
                           day_text(s->base_day, text));
    if (fault != SERIES_FINE)
        return file_refuse(f, FILE_WRONG, 0, "%s on %s", series_fault_text[fault], day_text(s->day[row], text));
    out->n = s->n + 1;
    out->day = day;
    out->total = level;
    out->as_given = out->base_assumed = true;
    return true;
}

bool price_source_make(struct file_answer *f, enum price_kind kind, const struct price_file_series *s,
                       struct returns_source *out)
{
    *out = (struct returns_source){.name = s->name, .n = s->n, .day = s->day};
    if (kind == PRICE_KIND_RETURNS)
        return of_returns(f, s, out);
    const double *total, *close = s->value[PRICE_CLOSE];
    price_total_find(f, s, &total);
    if (total || s->meaning == PRICE_CLOSES) {
        out->total = total;
        out->price = close;
    } else {
        out->total = close;
        out->as_given = s->meaning == PRICE_UNNAMED;
    }
    return true;
}
