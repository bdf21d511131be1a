/* backtest.h (compute): requests and answers of margin.backtest, the one form behind hubctl compute, the API and the
 * pages. JSON to struct, struct to engine, result to JSON or CSV, and a stored answer back to a result.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_BACKTEST_H
#define COMPUTE_BACKTEST_H

#include "base/problem.h"
#include "compute/answer.h"
#include "engine/backtest.h"

#define BACKTEST_NO_DAY INT32_MIN
#define BACKTEST_EQUITY_MAX 1e12 /* dollars; beyond it cents are lost, and pages cannot hold the figures */
enum { BACKTEST_LEVERAGE_MAX = 100 };

struct backtest_request {
    const char *ticker;              /* a label; upper case in the canonical request */
    int32_t start_day, end_day;      /* BACKTEST_NO_DAY: not given */
    struct bt_config config;
    bool column_wanted[BT_COLUMNS];
    const char *prices_file, *dividends_file, *rates_file; /* hubctl compute only */
    uint64_t given;                  /* see backtest_request_give */
};

/* An answer, computed or read back. day has result.n values; an answer read back without its daily block, or with one
 * that lacks the column equity, has day, or result.equity, NULL. */
struct backtest_answer {
    struct backtest_request request;
    const char *engine_version, *data_version;
    const int32_t *day;
    struct bt_result result;
    struct warnings warnings;
    const struct backtest_beside *beside; /* what pages show beside it (backtest_variants.h), where it was kept with it; else NULL */
};

/* The members of a request, ended by NULL. */
extern const char *const backtest_request_keys[];
/* All columns wanted, accurate profile, no dates; ticker NULL. */
void backtest_request_init(struct backtest_request *);
/* Unknown keys, wrong types and values outside their limits are named in the problem; true when there are none.
 * What was read lives as long as the problem's arena. */
bool backtest_request_read(struct json_object *, struct backtest_request *, struct problem *);
/* Remember that a field was filled in ("options.spread_pct", "profit_threshold_pct"; others do not matter), and whether it was: for
 * backtest_unused_warn. backtest_request_read does it itself. */
void backtest_request_give(struct backtest_request *, const char *name);
bool backtest_request_gave(const struct backtest_request *, const char *name);
/* A warning "option_unused" for each option that was given and has no part in the run; backtest_compute calls it. */
void backtest_unused_warn(struct arena *, const struct backtest_request *, struct warnings *);
/* Checks that need no JSON (the pages fill the struct themselves): ticker, dates in order, equity, leverage, options.
 * Adds to the problem; backtest_request_read and backtest_compute call it too. */
bool backtest_request_check(const struct backtest_request *, struct problem *);
/* The canonical request: keys sorted, defaults filled in, no spaces. Read again, it gives the same request. */
void backtest_request_write(struct buf *, const struct backtest_request *);
/* The same with the options that were read and have no part in the run, so that who reads it again learns of them again. */
void backtest_request_write_whole(struct buf *, const struct backtest_request *);

/* Cut the window out of the whole series, join the rates, run the engine. data_version is borrowed.
 * false: refused, and the problem says which field, why, and the range or cap that would be accepted. */
bool backtest_compute(struct arena *, const struct backtest_request *, const struct price_series *, const struct rate_series *,
                      const char *data_version, struct backtest_answer *, struct problem *);

/* The first half of it, for sweeps: the checks, the window with its rates joined, and the warnings that need no result. The
 * configuration to run is ans->request.config: where the series has only closes, calls are tested there. */
bool backtest_prepare(struct arena *, const struct backtest_request *, const struct price_series *, const struct rate_series *,
                      const char *data_version, struct backtest_answer *ans, struct bt_input *, struct problem *);

/* The whole answer as JSON; with or without its daily columns. */
void backtest_answer_write(struct buf *, const struct backtest_answer *, bool with_daily);
/* The inverse of backtest_answer_write: a stored answer as it was, to the bit. */
bool backtest_answer_read(struct arena *, struct str json, struct backtest_answer *, const char **why);
/* In hex: SHA-256 of the canonical inputs without their files (the data version stands for those), and BLAKE2b-256 of the
 * metrics and daily columns (to show that the same bits came out). */
void backtest_inputs_hash(const struct backtest_request *, char hex[INPUTS_HASH]);
void backtest_result_hash(const struct backtest_answer *, char hex[65]);

/* CSV (RFC 4180, CRLF, header row, ISO dates, numbers that read back the same). */
void backtest_days_csv(struct buf *, const struct backtest_answer *);
void backtest_rounds_csv(struct buf *, const struct backtest_answer *);
void backtest_rebalances_csv(struct buf *, const struct backtest_answer *);
/* `amount` is what each kind of event has besides: see enum bt_event_kind. */
void backtest_events_csv(struct buf *, const struct backtest_answer *);
void backtest_metrics_csv(struct buf *, const struct backtest_answer *);

/* The unit of a figure: "%", "sessions", or what dollars are to be called ("$", "USD"); "" where it has none. */
const char *backtest_unit(enum bt_kind, const char *usd);
/* A figure for people: "$133,667,716", "−89.17 %", "0.730"; an en dash when it is not finite. */
const char *backtest_figure_text(struct arena *, enum bt_kind, double, int usd_decimals);
/* One metric's formula with this answer's numbers in it: "(133,667,716 − 50,000,000) / 50,000,000 × 100". */
const char *backtest_explain(struct arena *, const struct backtest_answer *, enum bt_metric);
/* A metric as such a figure, its dollars with cents only where they matter. */
const char *backtest_metric_text(struct arena *, const struct backtest_answer *, enum bt_metric);

#endif
