/* sweep.h (compute): requests and answers of margin.sweep, the one form behind hubctl compute, the API and the pages: a
 * grid of backtests over one or two parameters; the surface of every start; paths drawn anew from blocks of days.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_SWEEP_H
#define COMPUTE_SWEEP_H

#include "compute/backtest.h"
#include "engine/sweep.h"

enum {
    SWEEP_CELLS_MAX = 5000,        /* backtests of one grid */
    SWEEP_VALUES_MAX = 1000,       /* of one parameter */
    SWEEP_LEVERAGES_MAX = 100,     /* of the surface */
    SWEEP_HORIZON_YEARS_MAX = 30,
    SWEEP_PATHS_MAX = 10000,
    SWEEP_PATH_YEARS_MAX = 30,
    SWEEP_BLOCK_DAYS_MAX = 252,
    SWEEP_SHORT_SECONDS = 2,       /* what takes longer is a job */
    SWEEP_COLUMNS_MAX = 24,
    SWEEP_MOMENTS_MAX = 130,       /* of the fan */
};

enum sweep_kind { SWEEP_GRID, SWEEP_SURFACE, SWEEP_BOOTSTRAP, SWEEP_KINDS };
extern const char *const sweep_kind_text[SWEEP_KINDS]; /* "grid" */

enum sweep_parameter {
    SWEEP_LEVERAGE, SWEEP_INVESTMENT, SWEEP_THRESHOLD,  /* the original's */
    SWEEP_ADDON, SWEEP_SPREAD, SWEEP_WAIT, SWEEP_SLIPPAGE, SWEEP_TRADE_COST, SWEEP_START, SWEEP_PARAMETERS
};
struct sweep_parameter_info {
    const char *key;       /* of the JSON: "profit_threshold" */
    const char *label;     /* "Profit threshold" */
    const char *prefix, *suffix; /* around a value: "$", " %" */
    double min, max;       /* of the accurate profile; of a start: none */
};
extern const struct sweep_parameter_info sweep_parameters[SWEEP_PARAMETERS];

struct sweep_axis {
    enum sweep_parameter parameter;
    size_t n;
    double *value;         /* of SWEEP_START: days */
};

struct sweep_request {
    struct backtest_request base;  /* with stand-ins for what is swept */
    enum sweep_kind kind;
    int n_axes;
    struct sweep_axis axis[2];
    double base_investment;        /* original: the position in dollars */
    double horizon_years;          /* of the surface: 252 sessions each */
    int paths, block_days;         /* of the bootstrap */
    double path_years;
    double seed;                   /* a whole number below 2^53 */
};

/* As backtest_request_read: every fault is named. The JSON object is used up. */
bool sweep_request_read(struct json_object *, struct sweep_request *, struct problem *);
/* The canonical request: keys sorted, defaults filled in. Read again, it gives the same request. */
void sweep_request_write(struct buf *, struct arena *, const struct sweep_request *);
/* The same with those options (backtest.h). */
void sweep_request_write_whole(struct buf *, struct arena *, const struct sweep_request *);
/* A warning "option_unused" for each option that was given and has no part in it, or is swept; on a copy of the answer that goes to who
 * gave them, for answers are kept by their canonical request. */
void sweep_unused_warn(struct arena *, const struct sweep_request *, struct warnings *);
/* In hex: SHA-256 of the canonical request without its files. */
void sweep_inputs_hash(const struct sweep_request *, char hex[INPUTS_HASH]);
/* Backtests in the grid. */
size_t sweep_cells(const struct sweep_request *);
/* The backtest of one of them, as a request of margin.backtest. */
void sweep_cell_request(const struct sweep_request *, size_t cell, struct backtest_request *);
/* A value of an axis for people: "2×", "$50,000", "2010-01-04". */
const char *sweep_value_text(struct arena *, enum sweep_parameter, double value);

/* A figure of each cell; the parameters stand before them. */
struct sweep_column {
    const char *name;      /* "Total_Return_Pct"; in JSON in lower case */
    const char *label;
    enum bt_metric metric; /* BT_METRICS: always 0 */
    enum bt_kind kind;
};

enum { SWEEP_NO_CELL = -1 };
/* What a grid says. Of cells that ran; in the accurate profile only of those that held a position overnight. */
struct sweep_insights {
    int best_return, best_sharpe, lowest_risk; /* cells, or SWEEP_NO_CELL */
    int lowest_risk_shown;                     /* original: of the deepest drawdown (E23) */
    double with_return[2], with_drawdown[2];   /* correlation of each axis with return, and with drawdown as it is (negative) */
    int n_ranges;                              /* neighbouring values whose Sharpe ratio is above the median */
    struct sweep_range {
        double from, to;
    } range[8];
    bool is_flat;                              /* amounts: nothing but the minimum equity tells them apart */
};

/* How the runs of one leverage, or of one leverage in one quarter, ended: multiples of the start's equity. */
struct sweep_summary {
    double worst, p5, p25, median, p75, p95, best;
    double loss_share, call_share;             /* of the runs, 0 to 1: below 1 at the end; liquidated at least once */
    double median_drawdown, worst_drawdown;    /* fractions, negative */
};
struct sweep_surface_answer {
    size_t starts, horizon, leverages;         /* sessions with a whole horizon; its sessions */
    const double *leverage;
    const char **refused;                      /* why a leverage was not run, else NULL */
    const int32_t *day;                        /* of each start; NULL in an answer read back */
    const struct sweep_cell *cell;             /* [start * leverages + leverage]; NULL in an answer read back */
    struct sweep_summary *total;               /* [leverages] */
    size_t periods;                            /* quarters */
    const int32_t *period_day;                 /* their first starts */
    struct sweep_summary *period;              /* [period * leverages + leverage] */
};
struct sweep_bootstrap_answer {
    size_t sessions, moments;
    double month[SWEEP_MOMENTS_MAX];           /* after which, 21 sessions each */
    double multiple[SWEEP_MOMENTS_MAX][5];     /* percentiles 5, 25, 50, 75, 95 of the equity, in multiples of its start */
    double called[SWEEP_MOMENTS_MAX];          /* share of paths liquidated by then */
    struct sweep_summary end;
};

struct sweep_answer {
    struct sweep_request request;
    const char *engine_version, *data_version;
    size_t sessions;
    int n_columns;
    struct sweep_column column[SWEEP_COLUMNS_MAX];
    double *value;                             /* [cell * n_columns + column]; NaN where it does not exist */
    const char **refused;                      /* of each cell: why it was not run, else NULL */
    struct sweep_insights insights;
    struct sweep_surface_answer surface;
    struct sweep_bootstrap_answer bootstrap;
    struct warnings warnings;
};

/* Told how far it is, in [0, 1]; true: stop. */
struct sweep_progress {
    bool (*tell)(void *context, double done);
    void *context;
};
/* What computing it will take on one core, at most; from figures measured on a slow one. 0: it will be refused. */
double sweep_seconds(const struct sweep_request *, const struct price_series *);
/* false: refused, and the problem says why; or stopped, and the problem is empty. progress may be NULL. */
bool sweep_compute(struct arena *, const struct sweep_request *, const struct price_series *, const struct rate_series *,
                   const char *data_version, const struct sweep_progress *, struct sweep_answer *, struct problem *);

/* What follows from the request, and from the values: set by sweep_compute, and again when an answer is read back. */
void sweep_columns_set(struct sweep_answer *);
void sweep_insights_set(struct arena *, struct sweep_answer *);
/* One figure of a cell, NaN where there is no such column. */
double sweep_figure_of(const struct sweep_answer *, size_t cell, enum bt_metric);
/* The value of an axis in a cell. */
double sweep_axis_value(const struct sweep_request *, int axis, size_t cell);

/* with_cells: of a surface, every start too. */
void sweep_answer_write(struct buf *, struct arena *, const struct sweep_answer *, bool with_cells);
/* The inverse, without the cells of a surface. */
bool sweep_answer_read(struct arena *, struct str json, struct sweep_answer *, const char **why);

/* The insights as sentences, in plain words. */
int sweep_words(struct arena *, const struct sweep_answer *, const char **out, int most);

/* CSV of the grid: as the original exported it (its names and roundings), and with every digit. */
void sweep_rounded_csv(struct buf *, struct arena *, const struct sweep_answer *, const char *export_date);
void sweep_exact_csv(struct buf *, struct arena *, const struct sweep_answer *);
/* Of a surface: a line for each start, a column for each leverage. */
enum sweep_figure { SWEEP_FIGURE_MULTIPLE, SWEEP_FIGURE_DRAWDOWN, SWEEP_FIGURE_CALL, SWEEP_FIGURES };
void sweep_surface_csv(struct buf *, const struct sweep_answer *, enum sweep_figure);
void sweep_summary_csv(struct buf *, const struct sweep_answer *);
void sweep_bootstrap_csv(struct buf *, const struct sweep_answer *);

#endif
