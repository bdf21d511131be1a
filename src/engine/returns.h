/* returns.h: every figure of a series of returns, as one table: what page, exports, comparison and intervals show runs over
 * returns_metric_info, and no figure's name is written elsewhere. Pure; nothing is allocated. Fractions (0.12 is 12 %), losses
 * and drawdowns negative. Conventions: the returns specification, section 5; docs/methods/returns.md has every formula.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_RETURNS_H
#define ENGINE_RETURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/series.h"

/* ---- drawdowns ---- */

/* From the last row at a high to the first at or above it again (within 1e-12 of it), or to the last row when open. */
struct returns_drawdown {
    double depth;                        /* below 0: lowest level / high - 1 */
    size_t peak, trough, end;            /* rows; end: the recovery, or the last row when open */
    int32_t peak_day, trough_day, end_day;
    int32_t days_peak_to_trough, days_trough_to_recovery, days_peak_to_end; /* calendar days; the second is -1 when open */
    size_t periods_peak_to_trough, periods_peak_to_end;
    bool open;
};
/* All episodes with depth <= -threshold (0: all), deepest first, equal ones the earlier first. The number found; when that is more
 * than `room` only the `room` deepest are in `out`. No series has more than n / 2. One pass, and a sort of what is kept. */
size_t returns_drawdowns_find(const struct level_series *, double threshold, struct returns_drawdown *out, size_t room);
/* How far each of n levels is below the highest so far: 0 at a high (within 1e-12), else negative. `out` may be `level`. */
void returns_underwater(const double *level, size_t n, double *out);
/* What must be gained to be back at the high: 1 / (1 + drawdown) - 1; NaN from a total loss. */
double returns_gain_to_recover(double drawdown);

/* ---- the terms of an analysis ---- */

enum returns_years {
    RETURNS_YEARS_ANNIVERSARY, /* series_years of the first and last day */
    RETURNS_YEARS_CALENDAR,    /* calendar_years where it is above 0, else as anniversary */
    RETURNS_YEARS_PERIODS,     /* returns / ppy: the trading-day method */
    RETURNS_YEARS_METHODS
};
extern const char *const returns_years_key[RETURNS_YEARS_METHODS]; /* "anniversary", "calendar", "periods" */

/* Bits of returns_terms.groups. */
enum returns_group {
    RETURNS_GROUP_RETURN,
    RETURNS_GROUP_RISK,
    RETURNS_GROUP_DRAWDOWN,
    RETURNS_GROUP_RATIO,
    RETURNS_GROUP_DISTRIBUTION,
    RETURNS_GROUP_PERIODS,  /* rows: days of daily data */
    RETURNS_GROUP_MONTHS,
    RETURNS_GROUP_QUARTERS,
    RETURNS_GROUP_YEARS,
    RETURNS_GROUP_BENCHMARK,
    RETURNS_GROUPS
};
struct returns_group_info {
    const char *key, *label;
};
extern const struct returns_group_info returns_group_info[RETURNS_GROUPS];

struct returns_terms {
    double risk_free;             /* a year, a fraction above -1; per period it is (1 + risk_free)^(1 / ppy) - 1 */
    const double *risk_free_rates; /* or NULL; else one such yearly rate for each of the n - 1 returns (series_rates_at), and
                                   * where a yearly figure needs one rate it is what they compound to a year */
    enum frequency frequency;     /* of the rows (series_spacing); decides which last months and years are whole */
    double ppy;                   /* periods per year, finite; 0: irregular, only total return, growth and drawdown */
    enum returns_years years;     /* what `cagr`, and every figure made of it, counts as years */
    int calendar_years;           /* series_calendar_years of the window: 0 where it is not made of whole ones */
    unsigned groups;              /* which to compute, 1u << enum returns_group; 0: all. The others get RETURNS_NOTE_NOT_ASKED */
};

/* ---- the figures ---- */

enum returns_metric {
    /* return */
    RETURNS_N_RETURNS,
    RETURNS_TOTAL_RETURN,
    RETURNS_YEARS_ACTUAL,
    RETURNS_CAGR,
    RETURNS_CAGR_EXTRAPOLATED,
    RETURNS_CAGR_PERIODS_METHOD,
    RETURNS_YEARS_NOMINAL,
    RETURNS_CAGR_NOMINAL,
    RETURNS_SIMPLE_ANNUALIZED,
    RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC,
    /* risk */
    RETURNS_VOLATILITY,
    RETURNS_DOWNSIDE_DEVIATION,
    RETURNS_VAR95_HISTORICAL,
    RETURNS_CVAR95_HISTORICAL,
    RETURNS_VAR95_NORMAL,
    RETURNS_CVAR95_NORMAL,
    RETURNS_VAR95_MODIFIED,
    RETURNS_CVAR95_MODIFIED,
    RETURNS_VAR99_HISTORICAL,
    RETURNS_CVAR99_HISTORICAL,
    RETURNS_VAR99_NORMAL,
    RETURNS_CVAR99_NORMAL,
    RETURNS_VAR99_MODIFIED,
    RETURNS_CVAR99_MODIFIED,
    /* drawdown */
    RETURNS_MAX_DRAWDOWN,
    RETURNS_DRAWDOWN_COUNT,
    RETURNS_AVERAGE_DRAWDOWN,
    RETURNS_AVERAGE_DRAWDOWN_DAYS,
    RETURNS_LONGEST_DRAWDOWN_DAYS,
    RETURNS_CURRENT_DRAWDOWN,
    RETURNS_GAIN_TO_RECOVER,
    RETURNS_DAYS_SINCE_HIGH,
    RETURNS_ULCER_INDEX,
    RETURNS_PAIN_INDEX,
    RETURNS_CDAR95,
    /* ratio */
    RETURNS_SHARPE,
    RETURNS_SHARPE_GEOMETRIC,
    RETURNS_PROBABILISTIC_SHARPE_0,
    RETURNS_SORTINO,
    RETURNS_CALMAR,
    RETURNS_STERLING,
    RETURNS_MARTIN_RATIO,
    RETURNS_PAIN_RATIO,
    RETURNS_OMEGA_0,
    RETURNS_OMEGA_RF,
    RETURNS_GAIN_TO_PAIN,
    RETURNS_GAIN_TO_PAIN_MONTHLY,
    /* distribution */
    RETURNS_SKEW,
    RETURNS_KURTOSIS_EXCESS,
    RETURNS_TAIL_RATIO,
    RETURNS_STABILITY_R2,
    RETURNS_AUTOCORRELATION_LAG1,
    /* periods: every row */
    RETURNS_BEST_PERIOD,
    RETURNS_WORST_PERIOD,
    RETURNS_POSITIVE_PERIODS_PCT,
    RETURNS_ZERO_PERIODS,
    RETURNS_AVERAGE_GAIN,
    RETURNS_AVERAGE_LOSS,
    RETURNS_MAX_CONSECUTIVE_GAINS,
    RETURNS_MAX_CONSECUTIVE_LOSSES,
    /* months, quarters, years: seven of all, partial ones at the ends included, then seven of the whole ones only */
    RETURNS_MONTHS,
    RETURNS_BEST_MONTH,
    RETURNS_WORST_MONTH,
    RETURNS_POSITIVE_MONTHS_PCT,
    RETURNS_ZERO_MONTHS,
    RETURNS_AVERAGE_UP_MONTH,
    RETURNS_AVERAGE_DOWN_MONTH,
    RETURNS_WHOLE_MONTHS,
    RETURNS_BEST_WHOLE_MONTH,
    RETURNS_WORST_WHOLE_MONTH,
    RETURNS_POSITIVE_WHOLE_MONTHS_PCT,
    RETURNS_ZERO_WHOLE_MONTHS,
    RETURNS_AVERAGE_UP_WHOLE_MONTH,
    RETURNS_AVERAGE_DOWN_WHOLE_MONTH,
    RETURNS_QUARTERS,
    RETURNS_BEST_QUARTER,
    RETURNS_WORST_QUARTER,
    RETURNS_POSITIVE_QUARTERS_PCT,
    RETURNS_ZERO_QUARTERS,
    RETURNS_AVERAGE_UP_QUARTER,
    RETURNS_AVERAGE_DOWN_QUARTER,
    RETURNS_WHOLE_QUARTERS,
    RETURNS_BEST_WHOLE_QUARTER,
    RETURNS_WORST_WHOLE_QUARTER,
    RETURNS_POSITIVE_WHOLE_QUARTERS_PCT,
    RETURNS_ZERO_WHOLE_QUARTERS,
    RETURNS_AVERAGE_UP_WHOLE_QUARTER,
    RETURNS_AVERAGE_DOWN_WHOLE_QUARTER,
    RETURNS_YEARS,
    RETURNS_BEST_YEAR,
    RETURNS_WORST_YEAR,
    RETURNS_POSITIVE_YEARS_PCT,
    RETURNS_ZERO_YEARS,
    RETURNS_AVERAGE_UP_YEAR,
    RETURNS_AVERAGE_DOWN_YEAR,
    RETURNS_WHOLE_YEARS,
    RETURNS_BEST_WHOLE_YEAR,
    RETURNS_WORST_WHOLE_YEAR,
    RETURNS_POSITIVE_WHOLE_YEARS_PCT,
    RETURNS_ZERO_WHOLE_YEARS,
    RETURNS_AVERAGE_UP_WHOLE_YEAR,
    RETURNS_AVERAGE_DOWN_WHOLE_YEAR,
    /* against the benchmark, on the days that both have */
    RETURNS_BENCHMARK_TOTAL_RETURN,
    RETURNS_BENCHMARK_CAGR,
    RETURNS_BENCHMARK_VOLATILITY,
    RETURNS_ACTIVE_PREMIUM_CAGR,
    RETURNS_CORRELATION,
    RETURNS_R_SQUARED,
    RETURNS_BETA,
    RETURNS_BETA_STDERR,
    RETURNS_UP_MARKET_BETA,
    RETURNS_DOWN_MARKET_BETA,
    RETURNS_ALPHA_ANNUALIZED_REGRESSION,
    RETURNS_ALPHA_T_STAT,
    RETURNS_JENSEN_ALPHA_CAGR,
    RETURNS_TRACKING_ERROR,
    RETURNS_INFORMATION_RATIO,
    RETURNS_TREYNOR,
    RETURNS_M_SQUARED,
    RETURNS_UP_CAPTURE_MONTHLY,
    RETURNS_DOWN_CAPTURE_MONTHLY,
    RETURNS_BATTING_AVERAGE_MONTHLY,
    RETURNS_METRICS
};

enum returns_unit {
    RETURNS_UNIT_FRACTION, /* shown as percent */
    RETURNS_UNIT_RATIO,
    RETURNS_UNIT_DAYS,     /* calendar days */
    RETURNS_UNIT_YEARS,
    RETURNS_UNIT_COUNT,
    RETURNS_UNIT_FLAG,     /* 0 or 1; JSON: false or true */
    RETURNS_UNITS
};
extern const char *const returns_unit_key[RETURNS_UNITS]; /* "fraction", "ratio", … */

enum returns_better { RETURNS_LOWER = -1, RETURNS_NEITHER, RETURNS_HIGHER };

struct returns_metric_info {
    const char *key;          /* of JSON and CSV: as in the reference cases */
    const char *label;        /* "Longest drawdown" */
    const char *formula;      /* "T = Pₙ/P₀ − 1" */
    const char *convention;   /* a sentence: which of several usual ways, and why */
    enum returns_group group;
    enum returns_unit unit;
    enum returns_better better; /* which of two series is marked */
    bool interval;            /* a bootstrap interval makes sense: it depends on the returns, not on their dates */
};
extern const struct returns_metric_info returns_metric_info[RETURNS_METRICS];
/* By its key; RETURNS_METRICS when there is none. */
enum returns_metric returns_metric_named(const char *key);

/* Why a figure does not exist (its value is NaN), or what is to be kept in mind about one that does. */
enum returns_note {
    RETURNS_NOTE_NONE,
    RETURNS_NOTE_FEW_RETURNS,     /* fewer than 3 */
    RETURNS_NOTE_FEW_FOR_KURTOSIS, /* fewer than 4 */
    RETURNS_NOTE_IRREGULAR,
    RETURNS_NOTE_NO_VARIATION,
    RETURNS_NOTE_NO_LOSS,         /* no losing period */
    RETURNS_NOTE_NO_GAIN,
    RETURNS_NOTE_NO_DRAWDOWN,
    RETURNS_NOTE_TOTAL_LOSS,
    RETURNS_NOTE_NO_TAIL,         /* the 5th percentile is 0 */
    RETURNS_NOTE_NO_WHOLE,        /* no whole month, quarter, year */
    RETURNS_NOTE_NOT_CALENDAR_YEARS,
    RETURNS_NOTE_NO_BENCHMARK,
    RETURNS_NOTE_FEW_COMMON_RETURNS, /* fewer than 3 with the benchmark */
    RETURNS_NOTE_BENCHMARK_NO_VARIATION,
    RETURNS_NOTE_NO_BENCHMARK_MONTH, /* no month in which the benchmark rose (fell) */
    RETURNS_NOTE_NO_BETA,         /* beta is 0 */
    RETURNS_NOTE_OUT_OF_RANGE,    /* beyond what a number can hold */
    RETURNS_NOTE_NOT_ASKED,       /* its group was left out */
    RETURNS_NOTE_REMARKS,
    /* the value exists, but */
    RETURNS_NOTE_EXTRAPOLATED = RETURNS_NOTE_REMARKS, /* less than a year made into one: show the total return instead */
    RETURNS_NOTE_WEAK_MONTHS,     /* fewer than 12 common months */
    RETURNS_NOTE_WEAK_COMMON,     /* fewer than 30 common returns */
    RETURNS_NOTE_OUTSIDE_DOMAIN,  /* skewness and kurtosis for which the expansion is no quantile any more */
    RETURNS_NOTE_TAIL_CAPPED,     /* its tail would be nearer to 0 than the value at risk, which is shown instead */
    RETURNS_NOTES
};
extern const char *const returns_note_text[RETURNS_NOTES]; /* "fewer than 3 returns"; for NONE "" */

#define RETURNS_NO_DAY INT32_MIN

struct returns_metrics {
    double value[RETURNS_METRICS];      /* finite, or NaN with a note */
    unsigned char note[RETURNS_METRICS]; /* enum returns_note */
    int32_t at[RETURNS_METRICS];         /* the day a figure belongs to, else RETURNS_NO_DAY: a best or worst row, the last row of a
                                          * best or worst month, quarter or year, the trough of the maximum drawdown, the last high */
    struct returns_drawdown worst;      /* valid when drawdown_count is above 0 */
    double risk_free;                   /* the yearly rate that was used */
    size_t common;                      /* returns on the days that both have; 0 without benchmark */
    size_t dropped, benchmark_dropped;  /* days of the one that the other does not have, inside the window they share */
};

/* Scratch for a series of n and a benchmark of benchmark_n levels (0: none), in bytes, aligned as malloc aligns. */
size_t returns_work_size(size_t n, size_t benchmark_n);
/* All figures, or those of some groups. `benchmark`: NULL, or a series with days of its own: it is aligned on prices, so figures
 * against it compare equal stretches. false (nothing promised) when the series or benchmark is not a level series
 * (series_check), has fewer than 2 levels, or the terms are out of range. O(n). */
bool returns_metrics_find(const struct level_series *, const struct level_series *benchmark, const struct returns_terms *,
                          void *work, struct returns_metrics *);

/* ---- single figures that other tables need ---- */

/* The risk-free rate per period, (1 + a_year)^(1 / ppy) - 1. */
double returns_per_period(double a_year, double ppy);

#endif
