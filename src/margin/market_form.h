/* market_form.h: what the market pages have in common: an instrument, a window of its data, and the way from one page to
 * the others.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_MARKET_FORM_H
#define MARGIN_MARKET_FORM_H

#include "margin/instruments.h"
#include "web/chart_files.h"
#include "web/form.h"
#include "web/route.h"

extern const struct routes market_routes, prices_routes, dividends_routes, kelly_routes;

/* The first member of each page's own form. ticker is an index of the menu. */
struct market_form {
    int ticker;
    int32_t start_day, end_day;
};
enum { MARKET_TICKER, MARKET_START, MARKET_END, MARKET_FIELDS };

/* What a request asks for: the form as it was read, with its faults, and the data that it is about. */
struct market_asked {
    struct instrument_menu menu;
    const struct field *fields;      /* the three and the page's own */
    int n;
    struct market_form *form;
    struct problem problem;
    const struct instrument *series; /* borrowed as market_instrument_get says; NULL: the menu is empty */
    struct price_series window;      /* its prices between the form's days, which may be none */
    size_t from;                     /* the first row of them */
};

/* Read the query into a form whose other members have their defaults, with the `n` fields of a page's own behind the three above. The
 * whole data of the instrument are the default of the window. A window that reaches beyond the data is cut to them; one that misses
 * them, or has no session, is a fault. */
enum err market_ask(struct req *, struct market_form *, const struct field *own, int n, struct market_asked *);
/* Is there an instrument, and no fault? */
bool market_is_answered(const struct market_asked *);
/* Rows [from, to) of a series. */
struct price_series market_window_cut(const struct instrument *, size_t from, size_t to);
/* "?ticker=SPX&start_date=…&end_date=…": the same again, to which more can be added. */
void market_query_write(struct buf *, const struct market_asked *);

/* The way between the pages, this one's form with its faults, and whether there is an answer: {{>MARGIN_MARKET_NAV}} and sections
 * HAS_DATA, NO_DATA, FIELD (the first `shown` of the fields), WINDOW with usual ones, HAS_FAULTS with FAULT, HAS_ANSWER.
 * Faults make the status 422. True when there is an answer to show. */
bool market_page_show(struct view *, const struct req *, struct res *, const struct market_asked *, int shown,
                      const char *page);
/* The same for the overview, which has no form. */
void market_overview_show(struct view *, bool has_data);
/* What the answer is about: SYMBOL, NAME, SOURCE, DATA_VERSION, FIRST_SESSION and LAST_SESSION of the window. */
void market_series_show(struct view *, const struct market_asked *);

/* The messages of an engine's checks as the form's own are: sentences that begin with the label of their field. */
void market_problem_speak(const struct field *, int n, struct problem *);

/* A day on the request's arena. */
const char *market_day(struct arena *, int32_t day);
/* A figure card (shared/figure.tpl) in section FIGURE, without a second line. Returned, to add one. */
struct view *market_figure(struct view *, const char *label, const char *value, const char *formula, const char *numbers);
void market_figure_second(struct view *figure, const char *label, const char *value);
/* Where the price tended and how it moved with the fed funds rate (market_trend.c): cards, section NO_RATES, the charts
 * TREND and CORRELATION; and the same as CSV. */
void market_trend_show(struct view *, struct chart_files *, const struct market_asked *);
enum err market_trend_csv(struct req *, struct res *);
/* For a file, which has no form to show its faults on: 422 with the problem, or 404 where there are no data at all. */
enum err market_refuse(struct req *, struct res *, const struct problem *);

/* A cell of a CSV file and what comes behind it. */
void market_csv_text(struct buf *, const char *, const char *then);

#endif
