/* returns_data.h: the reference of the returns section for tests: prices of data/returns, tables and cases of oracle/returns.
 * Skips the running test where they are not there.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ENGINE_RETURNS_DATA_H
#define TESTS_ENGINE_RETURNS_DATA_H

#include "base/json.h"
#include "engine/series.h"

extern struct arena *a; /* of the test program: returns_data_begin as its group's setup, returns_data_end as its teardown */
int returns_data_begin(void **state);
int returns_data_end(void **state);

/* "oracle/returns/tables/x.csv" in the shared directory. */
struct str shared_read(const char *name);
struct json_object *shared_json(const char *name);

/* A column (adj_close, close) of data/returns/<ticker>.csv, all its rows. */
struct level_series prices_read(const char *ticker, const char *column);
/* A case of the reference by the member "case" of its file: its window, weekly and monthly ones as such. */
struct returns_case {
    const char *id;
    struct level_series s, benchmark; /* benchmark.n is 0 without one; the same days */
    enum frequency frequency;
    double ppy;
};
struct returns_case case_read(struct json_object *file);
/* Ids of all cases, NULL behind the last. */
const char **case_ids(void);

/* Cells of a CSV with a head line: text of a row and column, cut at commas; an empty struct str for an empty cell. */
struct csv {
    size_t rows, columns;
    struct str *head, *cell;
};
struct csv csv_read(const char *name);
size_t csv_column(const struct csv *, const char *head);
struct str csv_text(const struct csv *, size_t row, size_t column);
double csv_number(const struct csv *, size_t row, size_t column); /* NaN for an empty cell */

int32_t day_of(const char *iso);
/* |got - want| <= tolerance * max(|want|, 1e-3), or both NaN. */
void assert_close(double got, double want, double tolerance, const char *what);

#endif
