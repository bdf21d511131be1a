/* returns_conventions.h: why two tools give two figures for one series. A figure is worked out under any set of conventions, the
 * sets of five tools are known, and from our figure to theirs leads a chain that changes one convention at a time. Pure.
 * Source: the returns specification, 5.1, and what those tools answered for the reference series.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_CONVENTIONS_H
#define ENGINE_RETURNS_CONVENTIONS_H

#include <stdbool.h>

#include "engine/series.h"

enum returns_tool {
    RETURNS_TOOL_OURS,
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

/* A question that tools answer in different ways. Answer 0 is always ours. */
enum returns_convention {
    RETURNS_CONVENTION_BASIS,       /* total or price return */
    RETURNS_CONVENTION_RISK_FREE,   /* the yearly rate made one of a period */
    RETURNS_CONVENTION_YEARS,       /* how many years there are */
    RETURNS_CONVENTION_GROWTH,      /* CAGR, total return, mean times periods … in a ratio's numerator */
    RETURNS_CONVENTION_EXCESS,      /* what a ratio divides: mean excess, or growth less the rate … */
    RETURNS_CONVENTION_SPREAD,      /* what it divides by */
    RETURNS_CONVENTION_SAMPLE,      /* divisor n - 1 or n, corrected moments or not */
    RETURNS_CONVENTION_BASE_ROW,    /* whether the first price can be a peak, and whether its row is counted */
    RETURNS_CONVENTION_TAIL,        /* how the quantile is found, and the mean beyond it */
    RETURNS_CONVENTION_COUNT,       /* which periods are counted */
    RETURNS_CONVENTION_PERIODS,     /* months or rows */
    RETURNS_CONVENTION_SCALE,       /* a year or a period, fraction or percent points, sign */
    RETURNS_CONVENTIONS
};
enum { RETURNS_ANSWERS_MAX = 7 };
struct returns_convention_info {
    const char *key;      /* "years" */
    const char *question; /* "How many years are there?" */
};
extern const struct returns_convention_info returns_convention_info[RETURNS_CONVENTIONS];

/* A figure with the conventions that matter to it, keyed as the metric of engine/returns.h where that has it. */
struct returns_figure_info {
    const char *key, *label;
    const char *unit; /* "fraction", "ratio", "years" or "count" */
    bool needs_benchmark;
};
enum { RETURNS_FIGURES_MAX = 48 };
extern const struct returns_figure_info returns_figure_info[];
extern const size_t returns_figures;
/* SIZE_MAX for a key that is none. */
size_t returns_figure_of(const char *key);
/* How many answers the figure knows to the question; 1 where the question does not matter to it. */
size_t returns_figure_answers(size_t figure, enum returns_convention);
/* "rows / periods per year": what the answer says, for this figure. */
const char *returns_figure_answer(size_t figure, enum returns_convention, size_t answer);

/* A set of conventions: an answer to each question. All zero: ours. */
struct returns_choice {
    unsigned char answer[RETURNS_CONVENTIONS];
};
/* The answers of a tool for a figure, and what the tool calls it (key of its own output); NULL where the tool has no such figure. */
const char *returns_tool_choice(enum returns_tool, size_t figure, struct returns_choice *);

struct returns_conventions_input {
    struct level_series total;         /* 3 levels or more */
    const double *price;               /* price levels on the same days, or NULL: then the basis cannot be changed */
    const double *benchmark;           /* total levels on the same days, or NULL */
    const double *benchmark_price;     /* or NULL */
    enum frequency frequency;
    double ppy, risk_free;             /* risk-free: a fraction a year */
};
/* scratch of every function below, in values. n: levels. */
size_t returns_conventions_scratch(size_t n);

/* The figure under these conventions; NaN where it does not exist. */
double returns_figure_value(const struct returns_conventions_input *, size_t figure, const struct returns_choice *,
                            double *scratch);

struct returns_chain_step {
    enum returns_convention changed; /* in step 0 none is: it is our figure */
    size_t answer;
    double value;                    /* with this convention and all before it changed */
};
/* From ours to theirs, changing only what differs, in the order of enum returns_convention; the number of steps, at least 1. */
size_t returns_chain_find(const struct returns_conventions_input *, size_t figure, const struct returns_choice *theirs,
                          double *scratch, struct returns_chain_step out[RETURNS_CONVENTIONS + 1]);

struct returns_match {
    struct returns_choice choice;
    size_t changes;  /* from ours */
    double value, distance; /* |value - figure| */
};
/* Which conventions make the figure that somebody read elsewhere: those sets whose value is within `tolerance` (half a unit of its
 * last digit) first, by the number of changes; then the nearest ones. Sets with more than `most_changes` are not tried. How many
 * of at most `max`. */
size_t returns_matches_find(const struct returns_conventions_input *, size_t figure, double seen, double tolerance,
                            size_t most_changes, double *scratch, struct returns_match *out, size_t max);

#endif
