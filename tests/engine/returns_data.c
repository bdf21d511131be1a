/* returns_data.c: see returns_data.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include "returns_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"

enum { FILE_MAX = 8 << 20, CASES_MAX = 100, KNOWN_MAX = 16 };

struct arena *a;

int returns_data_begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

int returns_data_end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *shared_path(const char *name)
{
    const char *root = getenv("HUB_SHARED"), *srcdir = getenv("srcdir");
    if (root && *root)
        return arena_printf(a, "%s/%s", root, name);
    return arena_printf(a, "%s/../shared/%s", srcdir ? srcdir : ".", name);
}

struct str shared_read(const char *name)
{
    FILE *f = fopen(shared_path(name), "rb");
    if (!f) {
        print_message("# skipped: %s is not there\n", shared_path(name));
        skip();
    }
    char *bytes = arena_bytes(a, FILE_MAX);
    struct str out = {bytes, fread(bytes, 1, FILE_MAX, f)};
    fclose(f);
    return out;
}

struct json_object *shared_json(const char *name)
{
    const char *why;
    struct json_object *json = json_read(a, shared_read(name), &why);
    assert_non_null(json);
    return json;
}

int32_t day_of(const char *iso)
{
    int32_t day;
    assert_true(day_parse(str_of(iso), &day));
    return day;
}

void assert_close(double got, double want, double tolerance, const char *what)
{
    if (isnan(got) && isnan(want))
        return;
    if (!(fabs(got - want) <= tolerance * fmax(fabs(want), 1e-3)))
        fail_msg("%s: %.17g where %.17g is expected", what, got, want);
}

/* ---- CSV ---- */

static size_t lines_of(struct str text)
{
    size_t n = 0;
    for (; text.n; n++)
        str_cut(&text, '\n');
    return n;
}

static void cells_of(struct str line, struct str *out, size_t columns)
{
    for (size_t c = 0; c < columns; c++)
        out[c] = str_trim(str_cut(&line, ','));
}

struct csv csv_read(const char *name)
{
    struct str text = shared_read(name);
    struct csv csv = {.rows = lines_of(text) - 1};
    struct str head = str_cut(&text, '\n'), left = head;
    for (; left.n; csv.columns++)
        str_cut(&left, ',');
    csv.head = ARENA_ARRAY(a, csv.columns, struct str);
    csv.cell = ARENA_ARRAY(a, csv.rows * csv.columns, struct str);
    cells_of(head, csv.head, csv.columns);
    for (size_t r = 0; r < csv.rows; r++)
        cells_of(str_cut(&text, '\n'), csv.cell + r * csv.columns, csv.columns);
    return csv;
}

size_t csv_column(const struct csv *csv, const char *head)
{
    for (size_t c = 0; c < csv->columns; c++) {
        if (str_eq(csv->head[c], head))
            return c;
    }
    fail_msg("no column %s", head);
    return 0;
}

struct str csv_text(const struct csv *csv, size_t row, size_t column)
{
    return csv->cell[row * csv->columns + column];
}

double csv_number(const struct csv *csv, size_t row, size_t column)
{
    struct str text = csv_text(csv, row, column);
    return text.n ? strtod(str_dup(a, text), NULL) : NAN;
}

/* ---- prices and cases ---- */

/* Files that were read, as most cases are windows of the same six columns. */
static struct {
    const char *name;
    struct level_series s;
} known[KNOWN_MAX];
static size_t known_count;

static struct level_series prices_parse(const char *ticker, const char *column)
{
    struct csv csv = csv_read(arena_printf(a, "data/returns/%s.csv", ticker));
    int32_t *day = ARENA_ARRAY(a, csv.rows, int32_t);
    double *level = ARENA_ARRAY(a, csv.rows, double);
    size_t at = csv_column(&csv, column);
    for (size_t r = 0; r < csv.rows; r++) {
        assert_true(day_parse(csv_text(&csv, r, 0), &day[r]));
        level[r] = csv_number(&csv, r, at);
    }
    return (struct level_series){csv.rows, day, level};
}

struct level_series prices_read(const char *ticker, const char *column)
{
    const char *name = arena_printf(a, "%s %s", ticker, column);
    for (size_t i = 0; i < known_count; i++) {
        if (strcmp(known[i].name, name) == 0)
            return known[i].s;
    }
    assert_true(known_count < KNOWN_MAX);
    known[known_count].name = name;
    known[known_count].s = prices_parse(ticker, column);
    return known[known_count++].s;
}

static const char *text_of(struct json_object *o, const char *key)
{
    struct str text;
    return json_get_str(o, key, &text) ? str_dup(a, text) : NULL;
}

static const char *lower(const char *ticker)
{
    char *out = str_dup(a, str_of(ticker));
    for (char *c = out; *c; c++)
        *c = (char)(*c | 0x20);
    return out;
}

static struct level_series coarsened(struct level_series s, enum frequency frequency)
{
    if (frequency == FREQUENCY_DAILY)
        return s;
    int32_t *day = ARENA_ARRAY(a, s.n, int32_t);
    double *level = ARENA_ARRAY(a, s.n, double);
    size_t n = series_last_of_each(&s, frequency, day, level);
    return (struct level_series){n, day, level};
}

struct returns_case case_read(struct json_object *file)
{
    struct json_object *o = json_member(file, "case");
    struct returns_case c = {.id = text_of(o, "id")};
    const char *benchmark = text_of(o, "benchmark"), *column = text_of(o, "column"),
               *frequency = text_of(o, "frequency");
    int32_t from = day_of(text_of(o, "base_date")), to = day_of(text_of(o, "last_return_date"));
    for (c.frequency = FREQUENCY_DAILY; !str_eq(str_of(frequency), frequency_key[c.frequency]);)
        c.frequency++;
    assert_true(json_get_num(o, "ppy", &c.ppy));
    struct level_series all = prices_read(lower(text_of(o, "ticker")), column);
    c.s = coarsened(series_window(&all, from, to), c.frequency);
    if (benchmark) {
        all = prices_read(lower(benchmark), column);
        c.benchmark = coarsened(series_window(&all, from, to), c.frequency);
        assert_int_equal(c.benchmark.n, c.s.n);
    }
    return c;
}

const char **case_ids(void)
{
    struct json_object *cases = json_member(shared_json("oracle/returns/cases.json"), "cases");
    size_t n = json_object_array_length(cases);
    const char **id = ARENA_ARRAY(a, CASES_MAX, const char *);
    assert_true(n < CASES_MAX);
    for (size_t i = 0; i < n; i++)
        id[i] = text_of(json_object_array_get_idx(cases, i), "id");
    return id;
}
