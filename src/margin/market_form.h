/* market_form.h: what the market pages have in common: an instrument, a window of its data, and the way from one page to
 * the others.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_MARKET_FORM_H
#define MARGIN_MARKET_FORM_H

#include "margin/instruments.h"
#include "web/form.h"
#include "web/route.h"

extern const struct routes market_routes, prices_routes, dividends_routes, kelly_routes;

/* The first member of each page's own form. ticker is an index of the menu. */
struct market_form {
    int ticker;
    int32_t start_day, end_day;
};
enum { MARKET_TICKER, MARKET_START, MARKET_END, MARKET_FIELDS };

/* The three fields with the menu's choices, as the first of `n` (n - MARKET_FIELDS more come from `more`). */
struct field *market_fields(struct arena *, const struct instrument_menu *, const struct field *more, int n);

/* What the query asks for, read into a form whose other members have their defaults: the instrument first, whose whole data are
 * the default of the window. A window that reaches beyond the data is cut to them; one that misses them is a fault. The
 * menu has at least one row. */
void market_form_read(const struct req *, const struct instrument_menu *, const struct field *, int n, struct market_form *,
                      struct problem *);

/* The window of the series: rows [from, to), which may be none. */
void market_window_find(const struct instrument *, const struct market_form *, size_t *from, size_t *to);
/* That part of the series. */
struct price_series market_window_cut(const struct instrument *, size_t from, size_t to);

/* The page's form with its faults: sections HAS_DATA, NO_DATA, FIELD, HAS_FAULTS with FAULT; and {{>MARGIN_MARKET_NAV}}. */
void market_form_show(struct view *, const struct instrument_menu *, const struct field *, int n, const struct market_form *,
                      const struct params *typed, const struct problem *, const char *page);

/* The messages of an engine's checks as the form's own are: sentences that begin with the label of their field. */
void market_problem_speak(const struct field *, int n, struct problem *);

/* A day on the request's arena. */
const char *market_day(struct arena *, int32_t day);
/* A figure card (shared/figure.tpl) in section FIGURE, without a second line. Returned, to add one. */
struct view *market_figure(struct view *, const char *label, const char *value, const char *formula, const char *numbers);
void market_figure_second(struct view *figure, const char *label, const char *value);
/* For a file, which has no form to show its faults on: 422 with the problem, or 404 where there are no data at all. */
enum err market_refuse(struct req *, struct res *, const struct problem *);

/* A cell of a CSV file and what comes behind it (base/csv_write.h). A number that does not exist is empty. */
void market_csv_text(struct buf *, const char *, const char *then);
void market_csv_number(struct buf *, double, const char *then);

/* A drawing on the arena, for a wide page and for a telephone. */
struct chart;
const struct buf *market_draw(struct arena *, const struct chart *);

#endif
