/* returns_case.c: see returns_case.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"

#include "returns_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"

enum { FILE_MAX = 4 << 20, ROWS_MAX = 10000 };

struct str returns_case_file(struct arena *a, const char *name)
{
    const char *root = getenv("HUB_SHARED"), *srcdir = getenv("srcdir");
    const char *dir = root && *root ? root : arena_printf(a, "%s/../shared", srcdir ? srcdir : ".");
    FILE *f = fopen(arena_printf(a, "%s/%s", dir, name), "rb");
    if (!f)
        return (struct str){NULL, 0};
    char *bytes = arena_bytes(a, FILE_MAX);
    struct str out = {bytes, fread(bytes, 1, FILE_MAX, f)};
    fclose(f);
    return out;
}

bool returns_case_possible(struct arena *a)
{
    return returns_case_file(a, "oracle/returns/cases.json").n > 0;
}

/* Which column of the header has this name. */
static int column_of(struct str header, const char *name)
{
    int i = 0;
    for (; header.n; i++) {
        if (str_eq(str_trim(str_cut(&header, ',')), name))
            return i;
    }
    fail_msg("no column %s", name);
    return 0;
}

struct level_series returns_case_levels(struct arena *a, const char *ticker, const char *column)
{
    struct str text = returns_case_file(a, arena_printf(a, "data/returns/%s.csv", ticker));
    int32_t *day = ARENA_ARRAY(a, ROWS_MAX, int32_t);
    double *level = ARENA_ARRAY(a, ROWS_MAX, double);
    int wanted = column_of(str_cut(&text, '\n'), column);
    size_t n = 0;
    for (; text.n; n++) {
        struct str line = str_cut(&text, '\n'), cell = {0};
        assert_true(n < ROWS_MAX && day_parse(str_cut(&line, ','), &day[n]));
        for (int c = 1; c <= wanted; c++)
            cell = str_cut(&line, ',');
        level[n] = strtod(str_dup(a, str_trim(cell)), NULL);
    }
    return (struct level_series){n, day, level};
}

static struct json_object *json_of(struct arena *a, const char *name)
{
    const char *why = "";
    struct json_object *json = json_read(a, returns_case_file(a, name), &why);
    if (!json)
        fail_msg("%s: %s", name, why);
    return json;
}

static const char *text(struct arena *a, struct json_object *o, const char *key)
{
    struct str s;
    return json_get_str(o, key, &s) ? str_dup(a, s) : NULL;
}

static int32_t day(struct json_object *o, const char *key)
{
    struct str s;
    int32_t d;
    assert_true(json_get_str(o, key, &s) && day_parse(s, &d));
    return d;
}

static const char *lower(struct arena *a, const char *ticker)
{
    char *out = arena_printf(a, "%s", ticker);
    for (char *c = out; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return out;
}

/* Coarser rows of a daily series. */
static struct level_series coarser(struct arena *a, const struct level_series *s, enum frequency f)
{
    int32_t *days = ARENA_ARRAY(a, s->n, int32_t);
    double *level = ARENA_ARRAY(a, s->n, double);
    size_t n = series_last_of_each(s, f, days, level);
    return (struct level_series){n, days, level};
}

static struct level_series cut(struct arena *a, const struct level_series *whole, struct json_object *one,
                               enum frequency f)
{
    struct level_series s = coarser(a, whole, f);
    return series_window(&s, day(one, "base_date"), day(one, "last_return_date"));
}

bool returns_case_read(struct arena *a, size_t i, struct returns_case *out)
{
    struct json_object *all = json_member(json_of(a, "oracle/returns/cases.json"), "cases");
    if (i >= json_object_array_length(all))
        return false;
    struct json_object *one = json_object_array_get_idx(all, i);
    const char *column = text(a, one, "column"), *frequency = text(a, one, "frequency");
    *out = (struct returns_case){.id = text(a, one, "id"), .frequency = FREQUENCY_DAILY};
    while (strcmp(frequency_key[out->frequency], frequency) != 0)
        out->frequency++;
    assert_true(json_get_num(one, "ppy", &out->ppy));
    out->json = json_of(a, arena_printf(a, "oracle/returns/adopted/%s.json", out->id));
    out->whole = returns_case_levels(a, lower(a, text(a, one, "ticker")), column);
    out->series = cut(a, &out->whole, one, out->frequency);
    if (text(a, one, "benchmark")) {
        struct level_series benchmark = returns_case_levels(a, lower(a, text(a, one, "benchmark")), column);
        out->benchmark = cut(a, &benchmark, one, out->frequency);
    }
    return true;
}
