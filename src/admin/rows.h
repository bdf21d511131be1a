/* rows.h: the rows of a list from its statement to the page and to the CSV file without a struct between: column i of the
 * statement is column i of the listing, as text; behind them stand columns that only the page shows.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_ROWS_H
#define ADMIN_ROWS_H

#include "web/listing.h"

struct rows {
    struct db_result r;
    int64_t total; /* how many there are on all pages; listing.h says how far that is counted */
};

/* Take the results of the list's two statements, rows and count, from the page's pipeline. */
enum err rows_take(struct req *, struct rows *, const char *attempt);
/* Show the rows as iterations of `section`, whose names stand in the order of the statement's columns, and what belongs to a
 * list. False: the page asked for lies behind the last one, and the reply leads there. The struct is borrowed until the page
 * is written. */
bool rows_show(struct view *, struct res *, const struct listing *, struct rows *, const char *section,
               const char *const *names, int n_names);
/* Reply with NAME.csv, from the rows alone (the count is not asked for). */
enum err rows_csv(struct req *, struct res *, const struct listing_kind *, const char *name);

/* The cells of one result for view_rows: context is the struct db_result. */
struct str rows_cell(void *context, int row, int col);

/* A text as a JSON array of strings, for statements that take a list: jsonb_array_elements_text($1). */
const char *rows_json(struct arena *, const struct str *at, size_t n);

#endif
