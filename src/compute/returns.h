/* returns.h (compute): requests and answers of returns.analyze, the one form behind hubctl compute, the API and the pages: the
 * figures and tables of one or several series of prices or returns, with a benchmark and a risk-free rate.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPUTE_RETURNS_H
#define COMPUTE_RETURNS_H

#include "base/problem.h"
#include "compute/answer.h"
#include "engine/returns.h"
#include "engine/returns_bootstrap.h"
#include "engine/returns_calendar.h"
#include "engine/returns_distribution.h"
#include "engine/returns_futures.h"
#include "engine/returns_matrix.h"
#include "engine/returns_rolling.h"
#include "engine/returns_stress.h"
#include "engine/returns_trailing.h"
#include "engine/returns_var.h"

#define RETURNS_ENGINE_VERSION "3"
enum {
    RETURNS_SERIES_MAX = 20,
    RETURNS_BLEND_MAX = 10,
    RETURNS_ROLLING_MAX = 10,     /* windows of rolling returns */
    RETURNS_RISK_MAX = 6,         /* windows of rolling risk */
    RETURNS_STRESS_MAX = 20,
    RETURNS_DRAWS_MAX = 10000,
    RETURNS_FUTURE_YEARS_MAX = 50,
    RETURNS_PATH_YEARS_MAX = 500000, /* paths times years times series */
    RETURNS_COMMON_LEAST = 30,    /* returns on the days of series and benchmark, unless forced */
    RETURNS_DRAWDOWNS_TOP = 10,
};

/* ---- the request ---- */

enum returns_basis { RETURNS_TOTAL, RETURNS_PRICE, RETURNS_GIVEN /* a result's only: the file does not say */, RETURNS_BASES };
extern const char *const returns_basis_key[RETURNS_BASES]; /* "total", "price", "given" */

enum returns_window {
    RETURNS_WINDOW_DATES,         /* from and to, where they are given; else the whole data */
    RETURNS_WINDOW_YTD,           /* of the last row's year */
    RETURNS_WINDOW_YEARS,         /* so many years up to the last row, or to `to` */
    RETURNS_WINDOW_CALENDAR,      /* the calendar years first_year to last_year */
    RETURNS_WINDOWS
};

enum returns_benchmark_kind { RETURNS_NO_BENCHMARK, RETURNS_BENCHMARK_SERIES, RETURNS_BENCHMARK_RATE, RETURNS_BENCHMARK_BLEND };

struct returns_request {
    int n_series;
    const char *series[RETURNS_SERIES_MAX]; /* what the caller calls them */
    enum returns_basis basis;               /* total or price; a series that has only the other is taken as it is */
    enum returns_window window;
    int32_t from, to;                       /* RETURNS_NO_DAY: where the data begin and end. The base is the last row up to `from` */
    double window_years;
    int first_year, last_year;              /* 0: where the data begin and end */
    bool own_windows;                       /* several series: each over its own days, not over those that all have */
    int frequency;                          /* enum frequency, or RETURNS_FREQUENCY_OWN */
    double ppy;                             /* NaN: as the spacing says */
    double risk_free;                       /* a year, a fraction */
    const char *risk_free_series;           /* or NULL: rates by day instead */
    enum returns_years years_method;
    enum returns_benchmark_kind benchmark;
    double benchmark_rate;                  /* of RETURNS_BENCHMARK_RATE: a fraction a year */
    int n_benchmarks;                       /* of RETURNS_BENCHMARK_SERIES 1 */
    const char *benchmark_series[RETURNS_BLEND_MAX];
    double weight[RETURNS_BLEND_MAX];       /* of a blend; they sum to 1 */
    enum frequency rebalance;               /* FREQUENCY_IRREGULAR: never */
    double fee;                             /* a year, taken off every return */
    const char *currency_series, *inflation_series; /* or NULL; multiplied in, divided out */
    enum frequency matrix_step;             /* yearly, quarterly, monthly */
    bool partial;                           /* periods at the ends that are not whole stand in the shown triangle, too */
    int32_t as_of;                          /* of the trailing table; RETURNS_NO_DAY: the last row */
    double target;                          /* a year: "% above" in the rolling table */
    double drawdown_threshold;              /* depth from which a drawdown is listed */
    int n_rolling, rolling_months[RETURNS_ROLLING_MAX];
    int n_risk;
    size_t risk_rows[RETURNS_RISK_MAX];
    int n_stress;                           /* at first the list of the product */
    struct returns_stress_period stress[RETURNS_STRESS_MAX];
    size_t draws, block;                    /* of the intervals; 0 draws: none; block 0: as returns_bootstrap_default */
    double seed;                            /* a whole number below 2^53 */
    size_t future_paths, future_block;      /* of futures drawn from the past; 0 paths: none; block 0: as returns_bootstrap_default */
    int future_years;
    double future_seed;                     /* a whole number below 2^53 */
    bool force;                             /* compute with fewer common returns than RETURNS_COMMON_LEAST */
    bool objects;                           /* "form": "objects": every metric with its basis, unit, number of returns and note */
    /* hubctl compute only: files of prices or returns, and how to read them */
    const char *files[RETURNS_SERIES_MAX], *benchmark_files[RETURNS_BLEND_MAX];
    const char *risk_free_file, *currency_file, *inflation_file;
    int n_files, n_benchmark_files;
    const char *column;                     /* NULL: adj_close, else close, else the only one */
    int kind, unit;                         /* 0: auto, prices (percent), returns (fraction) */
    int32_t base_date;                      /* of returns; RETURNS_NO_DAY: assumed */
};
enum { RETURNS_FREQUENCY_OWN = -1 };

/* Total return of the whole data at 2 %, anniversary years, the product's windows; no series. */
void returns_request_init(struct returns_request *);
/* Unknown keys, wrong types and values outside their limits are named in the problem; true when there are none. What is read
 * lives as long as the problem's arena. */
bool returns_request_read(struct json_object *, struct returns_request *, struct problem *);
/* Checks that need no JSON (pages fill the struct themselves). Adds to the problem; the others call it too. */
bool returns_request_check(const struct returns_request *, struct problem *);
/* The canonical request: keys sorted, defaults filled in, no spaces. Read again, it gives the same request. */
void returns_request_write(struct buf *, const struct returns_request *);
/* In hex: SHA-256 of the canonical request without its files. */
void returns_inputs_hash(const struct returns_request *, char hex[INPUTS_HASH]);

/* ---- what is analysed ---- */

/* A series as the caller has it. Days ascend; levels as in engine/series.h. */
struct returns_source {
    const char *name;             /* for people; to be escaped */
    size_t n;
    const int32_t *day;
    const double *total, *price;  /* levels with dividends reinvested, and without; one of them may be NULL */
    bool as_given;                /* only `total` is set, and it is not known whether dividends are in it */
    bool base_assumed;            /* the first row is not in the data: returns were handed in */
};
struct returns_sources {
    int n_series;
    struct returns_source series[RETURNS_SERIES_MAX];       /* in the order of the request */
    int n_benchmarks;
    struct returns_source benchmark[RETURNS_BLEND_MAX];     /* its one series, or the parts of the blend */
    struct level_series risk_free, currency, inflation;     /* n 0: none. risk_free: fractions a year, of any sign */
    const char *risk_free_name, *currency_name, *inflation_name; /* for people; NULL: as the request calls them */
};
/* In hex: SHA-256 of every day and level, a data version where no file gives one. Names do not count. */
void returns_sources_hash(const struct returns_sources *, char hex[INPUTS_HASH]);

/* ---- the result ---- */

/* Which tables to compute, as bits. Metrics, drawdowns and the head always are. */
enum returns_table {
    RETURNS_TABLE_MATRIX = 1, RETURNS_TABLE_CALENDAR = 2, RETURNS_TABLE_TRAILING = 4, RETURNS_TABLE_ROLLING = 8,
    RETURNS_TABLE_DISTRIBUTION = 16, RETURNS_TABLE_STRESS = 32, RETURNS_TABLE_INTERVALS = 64, RETURNS_TABLE_DIVIDENDS = 128,
    RETURNS_TABLE_SIDE_BY_SIDE = 256, RETURNS_TABLE_FUTURES = 512, RETURNS_TABLE_VAR = 1024, RETURNS_TABLE_ALL = 2047
};

enum returns_matrix_extra { /* of a result, besides enum returns_matrix_kind */
    RETURNS_MATRIX_DIFFERENCE = RETURNS_MATRIX_KINDS, /* CAGR less the benchmark's */
    RETURNS_MATRIX_DIFFERENCE_TOTAL, RETURNS_MATRIX_DIFFERENCE_SIMPLE,
    RETURNS_MATRIX_WEALTH,                            /* how much more money than the benchmark */
    RETURNS_MATRIX_RATIO,                             /* the original's quotient of CAGRs */
    RETURNS_MATRIX_DIVIDEND,                          /* CAGR less that of prices */
    RETURNS_MATRICES
};
extern const char *const returns_matrix_key[RETURNS_MATRICES]; /* "cagr", …, "diff", …, "wealth", "ratio", "dividend" */

/* A triangle: periods (years) in order, cells as returns_matrix_at says. */
struct returns_triangle {
    size_t m;
    const struct returns_matrix_period *period;
    const double *cell[RETURNS_MATRICES]; /* NULL: there is none of the kind */
    size_t n_holdings;
    const struct returns_matrix_holding *holding; /* of the CAGR, against the benchmark's */
};

struct returns_rolling_row {
    struct returns_rolling own, benchmark; /* benchmark.of.n is 0 without */
};
struct returns_drawdown_row {
    struct returns_drawdown own;
    double gain;             /* needed to be back at the high */
    double benchmark_depth;  /* the benchmark's worst within the same days; NaN without */
};
enum { RETURNS_DISTRIBUTIONS = 5 }; /* rows, weeks, months, quarters, years */
extern const enum frequency returns_distribution_period[RETURNS_DISTRIBUTIONS];

/* What prices and dividends contributed. */
struct returns_dividends {
    struct returns_metrics price;          /* the metrics of the price levels */
    double total_cagr, price_cagr, contribution, share_of_gain; /* share: 1 - price gain / total gain; NaN without a gain */
    size_t n_years;
    const struct returns_year *year;       /* own: with dividends, other: prices alone, difference: the year's yield */
};

/* What the same returns could have come to in another order, from the last row on. */
struct returns_fan {
    struct returns_futures how;            /* as they were drawn; paths 0: not */
    int years, steps;                      /* point[k] is k / steps years from the last row */
    size_t n;                              /* 1 + years * steps */
    const struct returns_future *point;
};

/* One series, analysed. */
struct returns_result {
    const char *name;
    enum returns_basis basis;
    bool base_assumed;
    struct returns_terms terms;
    struct series_spacing spacing;         /* of the rows as they were handed in */
    size_t source_rows;                    /* of those; the window's are in level.n */
    struct level_series level;             /* in the window, in the frequency of the analysis, after fee and currency */
    const double *price;                   /* on the same days, or NULL */
    const double *benchmark;               /* on the same days, NaN where it has none; NULL without a benchmark */
    struct level_series common, common_benchmark; /* the days that both have; n 0 without */
    struct returns_metrics metrics;
    struct returns_interval interval[RETURNS_METRICS]; /* NaN where there is none */
    struct returns_bootstrap bootstrap;    /* as they were drawn; draws 0: not */
    size_t n_drawdowns;                    /* deeper than the threshold */
    const struct returns_drawdown_row *drawdown;
    size_t n_top;                          /* the deepest RETURNS_DRAWDOWNS_TOP of any depth */
    struct returns_drawdown top[RETURNS_DRAWDOWNS_TOP];
    enum frequency matrix_step;            /* that of the request, or a coarser one where there would be too many periods */
    struct returns_triangle all, shown;    /* with partial periods, and as the request wants it */
    size_t n_years;                        /* of the calendar */
    const struct returns_calendar_year *month, *month_difference, *quarter; /* difference: NULL without a benchmark */
    struct returns_summary season[RETURNS_SEASON_COLUMNS];
    struct returns_weekday weekday[7];     /* daily rows only: else all empty */
    size_t n_year_ends;
    const struct returns_year *year_end;
    struct returns_trailing_table trailing, trailing_benchmark;
    int n_rolling;
    struct returns_rolling_row rolling[RETURNS_ROLLING_MAX];
    struct returns_distribution distribution[RETURNS_DISTRIBUTIONS];
    struct returns_histogram histogram[RETURNS_DISTRIBUTIONS];
    int quantiles_of;                      /* which distribution's returns stand beside the normal: months, or rows where there are few */
    size_t n_quantiles;
    const struct returns_quantile *quantile;
    struct returns_fan fan;
    size_t var_window;                     /* returns that an estimate is made of; 0: rows of no regular pace, nothing is tested */
    struct returns_var_test var_test[RETURNS_VAR_TESTS];
    int n_stress;
    const struct returns_stress_period *stress_period;
    struct returns_stress stress[RETURNS_STRESS_MAX];
    const struct returns_dividends *dividends; /* NULL where prices and total return are not both known */
};

/* Several series next to each other: [row * n + column], on the days that two have. */
struct returns_side_by_side {
    const double *correlation, *tracking;  /* tracking error a year */
    size_t n_years;
    const int32_t *year;                   /* whole calendar years of any of them */
    const double *year_return;             /* [year * n + series], NaN where a series has no such whole year */
    const int *year_rank;                  /* the same: 1 is the best, 0 where there is none */
    signed char *best, *worst;             /* of each metric the series, -1 where none is to be marked */
};

struct returns_analysis {
    struct returns_request request;
    const char *data_version, *benchmark_name; /* for people; benchmark_name NULL without */
    const char *risk_free_name, *currency_name, *inflation_name; /* the same of the series beside it */
    unsigned tables;                           /* that were computed */
    enum frequency frequency;                  /* of the analysis: the coarsest of its series unless one is asked for */
    int n;
    struct returns_result *series;
    struct returns_side_by_side side;          /* with two series or more */
    struct warnings warnings;
};

/* data_version is borrowed, and the sources live as long as the analysis. false: refused, and the problem says which field,
 * why, and what would be accepted. */
bool returns_analyze(struct arena *, const struct returns_request *, const struct returns_sources *, unsigned tables,
                     const char *data_version, struct returns_analysis *, struct problem *);

/* The levels of the days that a result and its benchmark have, as volatile as the benchmark: every return times the quotient of
 * their deviations, which is *factor. NULL without a benchmark, or where one of them does not vary. */
const double *returns_matched_column(struct arena *, const struct returns_result *, double *factor);
/* The rolling return of every row (NaN where there is none) and the same of the benchmark (NULL without one), for charts. */
const double *returns_rolling_column(struct arena *, const struct returns_result *, int months, bool of_benchmark);
/* Rolling risk of every row, NaN where there is none; the figures against a benchmark are NULL without one. */
void returns_risk_columns(struct arena *, const struct returns_result *, size_t rows, struct returns_rolling_risk *);

/* How the answer begins, "{" and the members up to the first figure: which engine, of what, asked how. Two answers that begin alike
 * are the same to the end. */
void returns_head_write(struct buf *, const struct returns_analysis *);
/* The whole answer as JSON: of one series its blocks as they are; of several, each in a member of "series". Not finite: null. */
void returns_answer_write(struct buf *, const struct returns_analysis *);

/* ---- tables as sheets, for CSV, spreadsheet and print ---- */

enum returns_part {
    RETURNS_PART_METRICS, RETURNS_PART_SERIES, RETURNS_PART_RETURNS,
    RETURNS_PART_MATRIX,             /* the CAGR with every digit; RETURNS_PART_MATRIX + kind is that of another kind */
    RETURNS_PART_MATRIX_LAST = RETURNS_PART_MATRIX + RETURNS_MATRICES - 1,
    RETURNS_PART_MATRIX_ORIGINAL,    /* as the original exported it: newest end first, percent with 2 decimals */
    RETURNS_PART_HOLDINGS, RETURNS_PART_ANNUAL, RETURNS_PART_QUARTERLY, RETURNS_PART_MONTHLY, RETURNS_PART_CALENDAR,
    RETURNS_PART_SEASON, RETURNS_PART_WEEKDAYS, RETURNS_PART_TRAILING, RETURNS_PART_ROLLING, RETURNS_PART_ROLLING_SERIES,
    RETURNS_PART_RISK_SERIES, RETURNS_PART_DRAWDOWNS, RETURNS_PART_DISTRIBUTION, RETURNS_PART_QUANTILES,
    RETURNS_PART_VAR, RETURNS_PART_STRESS, RETURNS_PART_DIVIDENDS,
    RETURNS_PART_FUTURES,
    RETURNS_PART_SIDE_BY_SIDE, RETURNS_PART_CORRELATIONS, RETURNS_PART_TRACKING, RETURNS_PART_RANKING,
    RETURNS_PARTS
};
struct returns_part_info {
    const char *key, *title; /* "drawdowns", of file names and queries; "Drawdowns" */
    bool of_all;             /* one sheet for all series, not one for each */
    unsigned tables;         /* enum returns_table: what of the analysis it is made of besides the metrics */
};
extern const struct returns_part_info returns_part_info[RETURNS_PARTS];
/* By its key; RETURNS_PARTS when there is none. */
enum returns_part returns_part_named(const char *key);

/* "2012", "2012-Q3", "2012-03": a period of a triangle. */
const char *returns_period_name(struct arena *, const struct returns_matrix_period *, enum frequency step);

enum returns_column_kind {
    RETURNS_COLUMN_TEXT, RETURNS_COLUMN_DAY, RETURNS_COLUMN_FRACTION, RETURNS_COLUMN_NUMBER, RETURNS_COLUMN_COUNT
};
struct returns_sheet_column {
    const char *key, *label; /* "depth", "Depth" */
    enum returns_column_kind kind;
};
struct returns_cell {
    const char *text;        /* of RETURNS_COLUMN_TEXT, NULL elsewhere */
    double number;           /* NaN: blank; a day as its number */
};
struct returns_sheet {
    const char *title;
    size_t columns, rows;
    const struct returns_sheet_column *column;
    const struct returns_cell *cell; /* [row * columns + column] */
};
/* A part of the analysis as a sheet; false: it has none such (no benchmark, one series). `series`: its index; ignored where
 * one sheet is for all. */
bool returns_sheet_make(struct arena *, const struct returns_analysis *, enum returns_part, int series, struct returns_sheet *);
/* As CSV (RFC 4180, CRLF, header row of keys, ISO dates, numbers that read back the same, no cell that runs as a formula). */
void returns_sheet_csv(struct buf *, const struct returns_sheet *);

#endif
