/* listing.h: a long list on a page: sorted by a click on a heading, a page at a time, counted, and the same list as CSV.
 * What stands in the address is the whole state: ?sort=-created&page=3&rows=100 and whatever the list's own filter form adds;
 * all links keep it.
 *
 * A section describes its list once, with one SQL text for each order (SQL is never put together):
 *
 *   enum { BY_EMAIL, BY_CREATED, COLUMNS };
 *   static const struct listing_column columns[COLUMNS] = {
 *       [BY_EMAIL] = LISTING_TEXT("email", "E-mail"),
 *       [BY_CREATED] = LISTING_NUMBER("created", "Created"),
 *   };
 *   static const struct listing_kind people = {
 *       .columns = columns, .n_columns = COLUMNS, .sort = BY_CREATED, .descending = true, .csv_path = "/admin/people.csv"};
 *
 *   #define PEOPLE "select id, email, created_at from umbrella.authentication_user where ($1 = '' or status = $1) order by "
 *   #define LIMITS " limit $2 offset $3"     // an order ends in a unique column, or pages overlap
 *   static const char *const people_sql[COLUMNS][2] = { // [column][descending]
 *       [BY_EMAIL] = {PEOPLE "email, id" LIMITS, PEOPLE "email desc, id desc" LIMITS},
 *       [BY_CREATED] = {PEOPLE "created_at, id" LIMITS, PEOPLE "created_at desc, id desc" LIMITS},
 *   };
 *   static const char people_count_sql[] = // never counts further than what can be shown
 *       "select count(*) from (select 1 from umbrella.authentication_user where $1 = '' or status = $1 limit 10001) n";
 *
 * asks in the page's round trip, and shows:
 *
 *   load:    struct listing l = listing_read(req, &people);
 *            db_pipeline_send(req->db, people_sql[l.sort][l.descending], "Sii", req_query(req, "status"), l.limit, l.offset);
 *            db_pipeline_send(req->db, people_count_sql, "S", req_query(req, "status"));
 *   handler: struct listing l = listing_read(req, &people);
 *            … db_pipeline_next twice: rows, total = db_int(&count, 0, 0) …
 *            if (listing_is_past(&l, res, total))    // page 10^9: led to the last one
 *                return OK;
 *            for (int i = 0; i < rows.rows; i++) { struct view *row = view_add(v, …); view_text(row, …); }
 *            listing_show(v, &l, rows.rows, total);
 *
 *   template: {{#LIST_EMPTY}}…what to do first, or "nothing matches" when LIST_FILTERED…{{/LIST_EMPTY}}
 *             {{#LIST_ROWS}}<div class="hub-table-box" …><table class="table"><thead><tr>{{>LIST_HEAD}}</tr></thead>
 *             <tbody>{{#ONE}}<tr>…</tr>{{/ONE}}</tbody></table></div>{{>LIST_FOOT}}{{/LIST_ROWS}}
 *             and inside the filter form (method="get"): {{>LIST_KEEP}}, which keeps order and rows per page.
 *             Columns of your own (a box for bulk actions, buttons) are a <th> before or after {{>LIST_HEAD}}.
 *
 *   CSV: a route of its own with the same load but listing_read_all (all rows, at most LISTING_CSV_MAX), whose handler calls
 *            listing_csv(res, &l, "people", rows.rows, cell, context);
 *        where cell(context, row, column) gives the text of columns[column]; a number stays a number, a formula does not run.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_LISTING_H
#define WEB_LISTING_H

#include "web/req.h"
#include "web/res.h"
#include "web/view.h"

enum { LISTING_REACH = 10000, LISTING_ROWS = 50, LISTING_ROWS_MAX = 200, LISTING_CSV_MAX = 100000 };

struct listing_column {
    const char *name, *title;  /* in ?sort= and as the CSV's heading; on the page (NULL: only in the CSV) */
    bool is_sortable, is_number;
    bool falls;                /* the first click sorts from the greatest down, as one wants of times and counts */
};

/* A row of such a table in short: a column of texts, or of numbers and times; heading NULL: only in the CSV. */
#define LISTING_TEXT(column, heading) {.name = (column), .title = (heading), .is_sortable = (heading) != NULL}
#define LISTING_NUMBER(column, heading) \
    {.name = (column), .title = (heading), .is_sortable = (heading) != NULL, .is_number = true, .falls = true}

struct listing_kind {
    const struct listing_column *columns;
    int n_columns;
    int sort;                  /* the order when none is asked for, or one that is not known */
    bool descending;
    int only_csv;              /* a column behind the first that this list has in its CSV alone; 0: none */
    const char *csv_path;      /* of the export, or NULL */
};

struct listing {
    const struct listing_kind *kind;
    const struct req *req;
    int sort;                  /* index of a column that is sortable */
    bool descending;
    int64_t page;              /* from 1; never so far that a row beyond LISTING_REACH would be asked for */
    int64_t limit, offset;     /* for the statement */
};

struct listing listing_read(const struct req *, const struct listing_kind *);
/* The same order, all rows. */
struct listing listing_read_all(const struct req *, const struct listing_kind *);

/* The page lies behind the last one of `total` rows: the reply leads to that one, and the handler returns OK. */
bool listing_is_past(const struct listing *, struct res *, int64_t total);
/* Fill LIST_HEAD, LIST_FOOT, LIST_KEEP and the sections LIST_ROWS, LIST_EMPTY, LIST_FILTERED (the address has more than order
 * and page). `n` rows are on this page, of `total` (above LISTING_REACH: "more than 10,000"). */
void listing_show(struct view *, const struct listing *, int n, int64_t total);
/* The address of this list with one parameter changed (value NULL: without it), from the first page: for links that filter. */
const char *listing_link(const struct listing *, const char *name, const char *value);
/* Another address with the filter of this list. */
const char *listing_link_to(const struct listing *, const char *path);

/* The reply is a file NAME.csv with a line of titles and n rows. Where the limit cut it, its name says so. */
enum err listing_csv(struct res *, const struct listing *, const char *name, int n, view_cell cell, void *context);

#endif
