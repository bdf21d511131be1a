/* returns_conventions.h: why two tools give two figures for one series. A metric is worked out under any set of conventions, the sets
 * that five tools use are known, and from our figure to theirs leads a chain that changes one convention at a time. Pure; scratch
 * is the caller's. Source: the returns specification, 5.1, and what those tools answered for the reference series.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_CONVENTIONS_H
#define ENGINE_RETURNS_CONVENTIONS_H

#include "engine/returns.h"

/* ---- conventions ---- */

/* Questions that tools answer in different ways, in the order in which a chain changes them. Answer 0 is always ours; the others
 * are numbered as in returns_convention_info. */
enum returns_convention {
    RETURNS_BY_BASIS,          /* total or price return */
    RETURNS_BY_SPACING,        /* rows, months, years */
    RETURNS_BY_PPY,            /* periods per year */
    RETURNS_BY_YEARS,          /* how years are counted */
    RETURNS_BY_ROUNDING,       /* of the years that are compounded */
    RETURNS_BY_RISK_FREE,      /* the yearly rate made one of a period */
    RETURNS_BY_EXCESS,         /* what a Sharpe or Sortino ratio divides */
    RETURNS_BY_NUMERATOR,      /* what other ratios divide */
    RETURNS_BY_DIVISOR,        /* n - 1 or n */
    RETURNS_BY_DOWNSIDE,       /* how losses are measured */
    RETURNS_BY_PENALTY,        /* what a ratio is divided by besides */
    RETURNS_BY_BASE_ROW,       /* whether the first price can be a high */
    RETURNS_BY_ULCER_DIVISOR,
    RETURNS_BY_EPISODES,       /* what counts as a drawdown */
    RETURNS_BY_QUANTILE,
    RETURNS_BY_SHORTFALL,
    RETURNS_BY_MOMENTS,        /* skewness and kurtosis */
    RETURNS_BY_PROBABILITY,    /* the moments in the probabilistic Sharpe ratio */
    RETURNS_BY_ALPHA,
    RETURNS_BY_ACTIVE,         /* what an information ratio divides */
    RETURNS_BY_CAPTURE,
    RETURNS_BY_MONTHS,         /* compounded, added up, or rows in their place */
    RETURNS_BY_ZEROS,          /* whether periods at exactly 0 are counted */
    RETURNS_BY_PARTIAL,        /* whether a partial first month or year is counted */
    RETURNS_BY_SCALE,          /* of a year or of a period */
    RETURNS_BY_UNIT,           /* fraction or percent points */
    RETURNS_BY_SIGN,           /* of losses */
    RETURNS_CONVENTIONS
};
enum { RETURNS_ANSWERS_MAX = 6 };
struct returns_convention_info {
    const char *key;                         /* "years" */
    const char *question;                    /* "How many years are there?" */
    const char *answer[RETURNS_ANSWERS_MAX]; /* "rows / periods per year"; NULL behind the last */
};
extern const struct returns_convention_info returns_convention_info[RETURNS_CONVENTIONS];

/* An answer to each question. All zero: ours. */
struct returns_choice {
    unsigned char answer[RETURNS_CONVENTIONS];
};
/* Whether the metric can be worked out in more than one way, or other tools have it. */
bool returns_is_compared(enum returns_metric);
/* Whether the answer means something to the metric; answer 0 does for every metric that is compared. */
bool returns_convention_takes(enum returns_metric, enum returns_convention, unsigned answer);

/* ---- other tools ---- */

enum returns_tool {
    RETURNS_TOOL_ORIGINAL,
    RETURNS_TOOL_QUANTSTATS,
    RETURNS_TOOL_EMPYRICAL,
    RETURNS_TOOL_FFN,
    RETURNS_TOOL_PERFORMANCE_ANALYTICS,
    RETURNS_TOOLS
};
struct returns_tool_info {
    const char *key;  /* "quantstats" */
    const char *name; /* "quantstats 0.0.81" */
};
extern const struct returns_tool_info returns_tool_info[RETURNS_TOOLS];

/* What a tool says of a metric, and by which conventions. A tool may have several figures for one metric. */
struct returns_quote {
    enum returns_tool tool;
    enum returns_metric metric;
    const char *name; /* in the tool's own output, or as its documentation has it */
    struct returns_choice choice;
};
extern const struct returns_quote returns_quotes[]; /* by metric, then tool */
extern const size_t returns_quotes_count;

/* ---- values ---- */

struct returns_compared {
    struct level_series series;            /* total return, 3 levels or more, above 0 */
    const double *price;                   /* price levels on the same days, or NULL: then the basis cannot be changed */
    const double *benchmark;               /* total levels on the same days, or NULL */
    const double *benchmark_price;         /* or NULL */
    enum frequency frequency;
    double ppy, risk_free;                 /* above 0; a fraction a year */
};
/* scratch of every function below, in values. n: levels. */
size_t returns_compared_scratch(size_t n);

/* The metric under these conventions; NaN where it does not exist, or where the data for it are not there. With all answers 0 it is
 * what returns_metrics_find says under anniversary years. Linear. */
double returns_compared_value(const struct returns_compared *, enum returns_metric, const struct returns_choice *,
                              double *scratch);

struct returns_chain_step {
    enum returns_convention changed; /* RETURNS_CONVENTIONS in step 0, which is our figure */
    unsigned answer;
    double value;                    /* with this one changed and all before it */
};
/* From ours to theirs, changing what differs, one by one; the number of steps, at least 1. */
size_t returns_chain_find(const struct returns_compared *, enum returns_metric, const struct returns_choice *theirs,
                          double *scratch, struct returns_chain_step out[RETURNS_CONVENTIONS + 1]);

struct returns_match {
    struct returns_choice choice;
    size_t changes;         /* from ours */
    double value, distance; /* |value - figure| */
};
/* Which conventions make the figure that somebody read elsewhere: of all sets with at most `most_changes` the `max` best, those
 * within `tolerance` (half a unit of the figure's last digit) first, by the number of changes; then the nearest. A set with a change
 * that alters nothing is left out. The number found. Of 8,160 rows up to 16 ms for 2 changes, 85 for 3. */
size_t returns_matches_find(const struct returns_compared *, enum returns_metric, double figure, double tolerance,
                            size_t most_changes, double *scratch, struct returns_match *out, size_t max);

#endif
