/* returns_info.c: names, labels, formulas and conventions of the figures of a series of returns. The keys follow the
 * reference cases; the sentences stand beside the figures; docs/methods/returns.md says the same at length.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns.h"

#include <string.h>

const char *const returns_years_key[RETURNS_YEARS_METHODS] = {
    [RETURNS_YEARS_ANNIVERSARY] = "anniversary",
    [RETURNS_YEARS_CALENDAR] = "calendar",
    [RETURNS_YEARS_PERIODS] = "periods",
};

const struct returns_group_info returns_group_info[RETURNS_GROUPS] = {
    [RETURNS_GROUP_RETURN] = {"return", "Return"},
    [RETURNS_GROUP_RISK] = {"risk", "Risk"},
    [RETURNS_GROUP_DRAWDOWN] = {"drawdown", "Drawdown"},
    [RETURNS_GROUP_RATIO] = {"ratio", "Return for risk"},
    [RETURNS_GROUP_DISTRIBUTION] = {"distribution", "Distribution"},
    [RETURNS_GROUP_PERIODS] = {"periods", "Periods of the data"},
    [RETURNS_GROUP_MONTHS] = {"months", "Months"},
    [RETURNS_GROUP_QUARTERS] = {"quarters", "Quarters"},
    [RETURNS_GROUP_YEARS] = {"years", "Calendar years"},
    [RETURNS_GROUP_BENCHMARK] = {"benchmark", "Against the benchmark"},
};

const char *const returns_unit_key[RETURNS_UNITS] = {
    [RETURNS_UNIT_FRACTION] = "fraction", [RETURNS_UNIT_RATIO] = "ratio", [RETURNS_UNIT_DAYS] = "days",
    [RETURNS_UNIT_YEARS] = "years",       [RETURNS_UNIT_COUNT] = "count", [RETURNS_UNIT_FLAG] = "flag",
};

const char *const returns_note_text[RETURNS_NOTES] = {
    [RETURNS_NOTE_NONE] = "",
    [RETURNS_NOTE_FEW_RETURNS] = "fewer than 3 returns",
    [RETURNS_NOTE_FEW_FOR_KURTOSIS] = "fewer than 4 returns",
    [RETURNS_NOTE_IRREGULAR] = "the dates have no regular spacing, so there is no period to compare",
    [RETURNS_NOTE_NO_VARIATION] = "the returns do not vary",
    [RETURNS_NOTE_NO_LOSS] = "no period lost",
    [RETURNS_NOTE_NO_GAIN] = "no period gained",
    [RETURNS_NOTE_NO_DRAWDOWN] = "there was no drawdown",
    [RETURNS_NOTE_TOTAL_LOSS] = "everything was lost",
    [RETURNS_NOTE_NO_TAIL] = "the 5th percentile of the returns is 0",
    [RETURNS_NOTE_NO_WHOLE] = "no such period lies wholly inside the data",
    [RETURNS_NOTE_NOT_CALENDAR_YEARS] =
        "the window does not run from the end of one calendar year to the end of another",
    [RETURNS_NOTE_NO_BENCHMARK] = "no benchmark was chosen",
    [RETURNS_NOTE_FEW_COMMON_RETURNS] = "fewer than 3 returns in common with the benchmark",
    [RETURNS_NOTE_BENCHMARK_NO_VARIATION] = "the benchmark does not vary",
    [RETURNS_NOTE_NO_BENCHMARK_MONTH] = "the benchmark had no such month",
    [RETURNS_NOTE_NO_BETA] = "beta is 0",
    [RETURNS_NOTE_OUT_OF_RANGE] = "the figure is beyond what can be computed",
    [RETURNS_NOTE_NOT_ASKED] = "not asked for",
    [RETURNS_NOTE_EXTRAPOLATED] = "extrapolated from less than a year",
    [RETURNS_NOTE_WEAK_MONTHS] = "weak: fewer than 12 months in common with the benchmark",
    [RETURNS_NOTE_WEAK_COMMON] = "weak: fewer than 30 returns in common with the benchmark",
    [RETURNS_NOTE_OUTSIDE_DOMAIN] = "outside the domain of its expansion",
    [RETURNS_NOTE_TAIL_CAPPED] = "its expansion breaks down: the value at risk itself",
};

/* The seven figures of months (quarters, years), once of all and once of the whole ones. P: of the enumerators, word:
 * "month", WHOLE and whole: nothing, or WHOLE_ and "whole_", kind: nothing or "whole ", which: the convention. */
/* clang-format off */
#define FIGURE(key, label, formula, which, GROUP, UNIT, BETTER) \
    {key, label, formula, which, GROUP, RETURNS_UNIT_##UNIT, RETURNS_##BETTER, false}
#define PERIOD_FIGURES(P, word, WHOLE, whole, kind, which, GROUP) \
    [RETURNS_##WHOLE##P##S] = \
        FIGURE(whole word "s", "Number of " kind word "s", "number of " kind word "s", which, GROUP, COUNT, NEITHER), \
    [RETURNS_BEST_##WHOLE##P] = \
        FIGURE("best_" whole word, "Best " kind word, "max(R), R = last P of the " word "/last P before it − 1", which, \
               GROUP, FRACTION, HIGHER), \
    [RETURNS_WORST_##WHOLE##P] = \
        FIGURE("worst_" whole word, "Worst " kind word, "min(R)", which, GROUP, FRACTION, HIGHER), \
    [RETURNS_POSITIVE_##WHOLE##P##S_PCT] = \
        FIGURE("positive_" whole word "s_pct", "Share of " kind word "s that gained", \
               "number of R > 0/number of " kind word "s", which " Those at exactly 0 count in the divisor.", GROUP, \
               FRACTION, HIGHER), \
    [RETURNS_ZERO_##WHOLE##P##S] = \
        FIGURE("zero_" whole word "s", "Number of " kind word "s at exactly 0", "number of R = 0", which, GROUP, COUNT, \
               NEITHER), \
    [RETURNS_AVERAGE_UP_##WHOLE##P] = \
        FIGURE("average_up_" whole word, "Average gain in " kind word "s that gained", "mean of R > 0", which, GROUP, \
               FRACTION, HIGHER), \
    [RETURNS_AVERAGE_DOWN_##WHOLE##P] = \
        FIGURE("average_down_" whole word, "Average loss in " kind word "s that lost", "mean of R < 0", which, GROUP, \
               FRACTION, HIGHER)
#define ALL_AND_WHOLE(P, word, GROUP) \
    PERIOD_FIGURES(P, word, , "", "", "All in which a return is dated, partial ones at the ends included.", GROUP), \
    PERIOD_FIGURES(P, word, WHOLE_, "whole_", "whole ", \
                   "Only those with a row in the " word " before and, the last one, rows up to its end.", GROUP)
/* clang-format on */

const struct returns_metric_info returns_metric_info[RETURNS_METRICS] = {
    [RETURNS_N_RETURNS] = {"n_returns", "Returns", "n = number of prices − 1",
                           "The base price has no return of its own.", RETURNS_GROUP_RETURN, RETURNS_UNIT_COUNT,
                           RETURNS_NEITHER, false},
    [RETURNS_TOTAL_RETURN] = {"total_return", "Total return", "T = Pₙ/P₀ − 1",
                              "From the first and last price, so no rounding adds up.", RETURNS_GROUP_RETURN,
                              RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_YEARS_ACTUAL] = {"years_actual", "Years",
                              "whole years from d₀ to dₙ + days left / length of the running year",
                              "Anniversary count: exactly 1 from a day to the same day a year later. Rows/252 and "
                              "days/365.25 do not give that.",
                              RETURNS_GROUP_RETURN, RETURNS_UNIT_YEARS, RETURNS_NEITHER, false},
    [RETURNS_CAGR] = {"cagr", "CAGR", "(1 + T)^(1/Y) − 1",
                      "Y as the terms say: by anniversaries, as whole calendar years, or as periods. Under one year it "
                      "is extrapolated: look at the total return.",
                      RETURNS_GROUP_RETURN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CAGR_EXTRAPOLATED] = {"cagr_extrapolated", "CAGR extrapolated", "Y < 1",
                                   "Standards of presentation forbid to annualise less than a year.",
                                   RETURNS_GROUP_RETURN, RETURNS_UNIT_FLAG, RETURNS_NEITHER, false},
    [RETURNS_CAGR_PERIODS_METHOD] = {"cagr_periods_method", "CAGR, trading-day method", "(1 + T)^(k/n) − 1",
                                     "Years counted as n/k, as quantstats, empyrical and PerformanceAnalytics do.",
                                     RETURNS_GROUP_RETURN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_YEARS_NOMINAL] = {"years_nominal", "Calendar years", "year of dₙ − year of d₀",
                               "Only where both are the last session of their year.", RETURNS_GROUP_RETURN,
                               RETURNS_UNIT_YEARS, RETURNS_NEITHER, false},
    [RETURNS_CAGR_NOMINAL] = {"cagr_nominal", "CAGR, calendar years", "(1 + T)^(1/N) − 1",
                              "N whole calendar years, although sessions do not fall on 31 December every year.",
                              RETURNS_GROUP_RETURN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_SIMPLE_ANNUALIZED] = {"simple_annualized", "Simple return a year", "T/Y",
                                   "Without compounding: for comparison only.", RETURNS_GROUP_RETURN,
                                   RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_MEAN_RETURN_ANNUALIZED_ARITHMETIC] = {"mean_return_annualized_arithmetic", "Mean return a year",
                                                   "m·k, m = mean of r",
                                                   "Arithmetic: higher than the CAGR by about half the variance.",
                                                   RETURNS_GROUP_RETURN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VOLATILITY] = {"volatility", "Volatility", "s·√k, s with divisor n − 1", "Every library agrees.",
                            RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_LOWER, true},
    [RETURNS_DOWNSIDE_DEVIATION] = {"downside_deviation", "Downside deviation", "√(Σ min(x, 0)²/n)·√k, x = r − f",
                                    "Over all n periods, target f; not the deviation of the losing periods alone.",
                                    RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_LOWER, true},
    [RETURNS_VAR95_HISTORICAL] = {"var95_historical", "Value at risk 95 %, historical", "5 % percentile of r",
                                  "Per period, by linear interpolation between ranks (type 7).", RETURNS_GROUP_RISK,
                                  RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR95_HISTORICAL] = {"cvar95_historical", "Expected shortfall 95 %, historical", "mean of the r ≤ VaR",
                                   "Per period: the mean of what lies at or below the historical value at risk.",
                                   RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VAR95_NORMAL] = {"var95_normal", "Value at risk 95 %, normal", "m + z·s, z = Φ⁻¹(0.05)",
                              "Per period: as if returns were normal, which understates large losses.",
                              RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR95_NORMAL] = {"cvar95_normal", "Expected shortfall 95 %, normal", "m − s·φ(z)/0.05",
                               "Per period: the mean of the tail of the normal distribution.", RETURNS_GROUP_RISK,
                               RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VAR95_MODIFIED] =
        {"var95_modified", "Value at risk 95 %, modified",
         "m + h·σ, h = z + (z² − 1)g₁/6 + (z³ − 3z)g₂/24 − (2z³ − 5z)g₁²/36",
         "Per period: Cornish-Fisher, with population moments σ, g₁, g₂; where these are far from "
         "normal, h does not rise with z and is no quantile any more (Maillard 2012): then read the historical figure.",
         RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR95_MODIFIED] =
        {"cvar95_modified", "Expected shortfall 95 %, modified",
         "m − σ·φ(h)/0.05·(1 + g₁h³/6 + g₂(h⁴ − 2h² − 1)/24 + g₁²(h⁶ − 9h⁴ + 9h² + 3)/72)",
         "Per period: Boudt, Peterson and Croux (2008); never nearer to 0 than the modified value at risk.",
         RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VAR99_HISTORICAL] = {"var99_historical", "Value at risk 99 %, historical", "1 % percentile of r",
                                  "Per period, by linear interpolation between ranks (type 7).", RETURNS_GROUP_RISK,
                                  RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR99_HISTORICAL] = {"cvar99_historical", "Expected shortfall 99 %, historical", "mean of the r ≤ VaR",
                                   "Per period: the mean of what lies at or below the historical value at risk.",
                                   RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VAR99_NORMAL] = {"var99_normal", "Value at risk 99 %, normal", "m + z·s, z = Φ⁻¹(0.01)",
                              "Per period: as if returns were normal, which understates large losses.",
                              RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR99_NORMAL] = {"cvar99_normal", "Expected shortfall 99 %, normal", "m − s·φ(z)/0.01",
                               "Per period: the mean of the tail of the normal distribution.", RETURNS_GROUP_RISK,
                               RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_VAR99_MODIFIED] =
        {"var99_modified", "Value at risk 99 %, modified",
         "m + h·σ, h = z + (z² − 1)g₁/6 + (z³ − 3z)g₂/24 − (2z³ − 5z)g₁²/36",
         "Per period: Cornish-Fisher, with population moments σ, g₁, g₂; where these are far from "
         "normal, h does not rise with z and is no quantile any more (Maillard 2012): then read the historical figure.",
         RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_CVAR99_MODIFIED] =
        {"cvar99_modified", "Expected shortfall 99 %, modified",
         "m − σ·φ(h)/0.01·(1 + g₁h³/6 + g₂(h⁴ − 2h² − 1)/24 + g₁²(h⁶ − 9h⁴ + 9h² + 3)/72)",
         "Per period: Boudt, Peterson and Croux (2008); never nearer to 0 than the modified value at risk.",
         RETURNS_GROUP_RISK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_MAX_DRAWDOWN] = {"max_drawdown", "Maximum drawdown", "min(P/highest P so far − 1)",
                              "The base price counts as a high: a loss on the first day is a drawdown.",
                              RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_DRAWDOWN_COUNT] = {"drawdown_count", "Drawdowns", "number of episodes below a high",
                                "A price within 1e-12 of the high is back at it, so rounding makes no episode.",
                                RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_COUNT, RETURNS_LOWER, false},
    [RETURNS_AVERAGE_DRAWDOWN] = {"average_drawdown", "Average drawdown", "mean of the depths of all episodes",
                                  "0 when there was none.", RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION,
                                  RETURNS_HIGHER, true},
    [RETURNS_AVERAGE_DRAWDOWN_DAYS] = {"average_drawdown_days", "Average length of a drawdown",
                                       "mean of the days from high to recovery",
                                       "Calendar days; an open one counts to the last row.", RETURNS_GROUP_DRAWDOWN,
                                       RETURNS_UNIT_DAYS, RETURNS_LOWER, false},
    [RETURNS_LONGEST_DRAWDOWN_DAYS] = {"longest_drawdown_days", "Longest drawdown",
                                       "most days from a high to the recovery",
                                       "Calendar days; an open one counts to the last row.", RETURNS_GROUP_DRAWDOWN,
                                       RETURNS_UNIT_DAYS, RETURNS_LOWER, false},
    [RETURNS_CURRENT_DRAWDOWN] = {"current_drawdown", "Current drawdown", "Pₙ/highest P − 1", "0 at a high.",
                                  RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_GAIN_TO_RECOVER] = {"gain_to_recover", "Gain needed to recover", "1/(1 + current drawdown) − 1",
                                 "What must be gained from here to be back at the high.", RETURNS_GROUP_DRAWDOWN,
                                 RETURNS_UNIT_FRACTION, RETURNS_LOWER, false},
    [RETURNS_DAYS_SINCE_HIGH] = {"days_since_high", "Days since the last high", "dₙ − day of the highest P",
                                 "Calendar days; 0 at a high.", RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_DAYS,
                                 RETURNS_LOWER, false},
    [RETURNS_ULCER_INDEX] = {"ulcer_index", "Ulcer index", "√(Σ D²/n), D = drawdown of each row",
                             "Divisor n, as a fraction; quantstats divides by n − 1, ffn counts in points.",
                             RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION, RETURNS_LOWER, true},
    [RETURNS_PAIN_INDEX] = {"pain_index", "Pain index", "Σ |D|/n", "Mean drawdown over all rows.",
                            RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION, RETURNS_LOWER, true},
    [RETURNS_CDAR95] = {"cdar95", "Conditional drawdown at risk 95 %",
                        "mean of the worst 5 % of D, the row on the border in part",
                        "How deep under water one was in the worst twentieth of all rows (Chekhlov, Uryasev and "
                        "Zabarankin 2005).",
                        RETURNS_GROUP_DRAWDOWN, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_SHARPE] = {"sharpe", "Sharpe ratio", "mean(x)/s(x)·√k, x = r − f",
                        "Arithmetic (Sharpe 1994), f = (1 + rf)^(1/k) − 1, divisor n − 1.", RETURNS_GROUP_RATIO,
                        RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_SHARPE_GEOMETRIC] = {"sharpe_geometric", "Sharpe ratio, CAGR form", "(CAGR − rf)/volatility",
                                  "What some programs call Sharpe ratio; lower where volatility is high.",
                                  RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_PROBABILISTIC_SHARPE_0] = {"probabilistic_sharpe_0", "Probabilistic Sharpe ratio",
                                        "Φ(S√(n − 1)/√(1 − g₁S + (g₂ + 2)S²/4)), S = mean(x)/s(x)",
                                        "Chance that the true Sharpe ratio is above 0, given skew g₁ and excess "
                                        "kurtosis g₂ of the population (Bailey and López de Prado 2012).",
                                        RETURNS_GROUP_RATIO, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_SORTINO] = {"sortino", "Sortino ratio", "mean(x)/√(Σ min(x, 0)²/n)·√k",
                         "Full sample, target f; none where no period fell short of f.", RETURNS_GROUP_RATIO,
                         RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_CALMAR] = {"calmar", "Calmar ratio", "CAGR/|maximum drawdown|",
                        "Over the whole window, not the last 36 months.", RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO,
                        RETURNS_HIGHER, true},
    [RETURNS_STERLING] = {"sterling", "Sterling ratio", "CAGR/(|maximum drawdown| + 10 %)",
                          "With the 10 % of its author added, so it exists without a drawdown.", RETURNS_GROUP_RATIO,
                          RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_MARTIN_RATIO] = {"martin_ratio", "Martin ratio", "(CAGR − rf)/ulcer index",
                              "Also ulcer performance index.", RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO, RETURNS_HIGHER,
                              true},
    [RETURNS_PAIN_RATIO] = {"pain_ratio", "Pain ratio", "(CAGR − rf)/pain index",
                            "As the Martin ratio, with the mean drawdown below the line.", RETURNS_GROUP_RATIO,
                            RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_OMEGA_0] = {"omega_0", "Omega, threshold 0", "Σ max(r, 0)/Σ max(−r, 0)", "None where no period lost.",
                         RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_OMEGA_RF] = {"omega_rf", "Omega, threshold risk-free", "Σ max(x, 0)/Σ max(−x, 0), x = r − f",
                          "None where no period fell short of f.", RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO,
                          RETURNS_HIGHER, true},
    [RETURNS_GAIN_TO_PAIN] = {"gain_to_pain", "Gain to pain", "Σ r/Σ max(−r, 0)", "Over the periods of the data.",
                              RETURNS_GROUP_RATIO, RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_GAIN_TO_PAIN_MONTHLY] =
        {"gain_to_pain_monthly", "Gain to pain, monthly", "Σ R/Σ max(−R, 0), R = return of each month",
         "On compounded months (Schwager), partial ones included; quantstats adds daily returns.", RETURNS_GROUP_RATIO,
         RETURNS_UNIT_RATIO, RETURNS_HIGHER, false},
    [RETURNS_SKEW] = {"skew", "Skewness", "g₁·√(n(n − 1))/(n − 2)",
                      "Corrected for bias (G₁), as spreadsheets and quantstats.", RETURNS_GROUP_DISTRIBUTION,
                      RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_KURTOSIS_EXCESS] =
        {"kurtosis_excess", "Excess kurtosis", "(n − 1)((n + 1)g₂ + 6)/((n − 2)(n − 3))",
         "Corrected for bias (G₂), 0 for the normal distribution, as spreadsheets and quantstats.",
         RETURNS_GROUP_DISTRIBUTION, RETURNS_UNIT_RATIO, RETURNS_LOWER, true},
    [RETURNS_TAIL_RATIO] = {"tail_ratio", "Tail ratio", "|95 % percentile|/|5 % percentile|",
                            "How far gains reach compared with losses.", RETURNS_GROUP_DISTRIBUTION, RETURNS_UNIT_RATIO,
                            RETURNS_HIGHER, true},
    [RETURNS_STABILITY_R2] = {"stability_r2", "Stability", "r² of ln(P/P₀) against 1, 2, …, n",
                              "1 for growth along a straight line on a log scale.", RETURNS_GROUP_DISTRIBUTION,
                              RETURNS_UNIT_RATIO, RETURNS_HIGHER, false},
    [RETURNS_AUTOCORRELATION_LAG1] =
        {"autocorrelation_lag1", "Autocorrelation", "correlation of r with the r before",
         "Far from 0 the volatility a year by √k is wrong: too low above 0, too high below.",
         RETURNS_GROUP_DISTRIBUTION, RETURNS_UNIT_RATIO, RETURNS_NEITHER, false},
    [RETURNS_BEST_PERIOD] = {"best_period", "Best period", "max(r)", "A day of daily data, a month of monthly data.",
                             RETURNS_GROUP_PERIODS, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_WORST_PERIOD] = {"worst_period", "Worst period", "min(r)", "A day of daily data, a month of monthly data.",
                              RETURNS_GROUP_PERIODS, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, false},
    [RETURNS_POSITIVE_PERIODS_PCT] = {"positive_periods_pct", "Share of periods that gained", "number of r > 0/n",
                                      "Periods with exactly 0 count in the divisor.", RETURNS_GROUP_PERIODS,
                                      RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_ZERO_PERIODS] = {"zero_periods", "Periods at exactly 0", "number of r = 0",
                              "Prices that did not move, or were not recorded.", RETURNS_GROUP_PERIODS,
                              RETURNS_UNIT_COUNT, RETURNS_NEITHER, false},
    [RETURNS_AVERAGE_GAIN] = {"average_gain", "Average gain", "mean of r > 0", "Of the periods that gained alone.",
                              RETURNS_GROUP_PERIODS, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_AVERAGE_LOSS] = {"average_loss", "Average loss", "mean of r < 0", "Of the periods that lost alone.",
                              RETURNS_GROUP_PERIODS, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_MAX_CONSECUTIVE_GAINS] = {"max_consecutive_gains", "Most gains in a row", "longest run of r > 0",
                                       "A period with exactly 0 ends a run.", RETURNS_GROUP_PERIODS, RETURNS_UNIT_COUNT,
                                       RETURNS_HIGHER, false},
    [RETURNS_MAX_CONSECUTIVE_LOSSES] = {"max_consecutive_losses", "Most losses in a row", "longest run of r < 0",
                                        "A period with exactly 0 ends a run.", RETURNS_GROUP_PERIODS,
                                        RETURNS_UNIT_COUNT, RETURNS_LOWER, false},
    ALL_AND_WHOLE(MONTH, "month", RETURNS_GROUP_MONTHS),
    ALL_AND_WHOLE(QUARTER, "quarter", RETURNS_GROUP_QUARTERS),
    ALL_AND_WHOLE(YEAR, "year", RETURNS_GROUP_YEARS),
    [RETURNS_BENCHMARK_TOTAL_RETURN] = {"benchmark_total_return", "Total return of the benchmark", "T_b",
                                        "On the days that both have.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION,
                                        RETURNS_NEITHER, true},
    [RETURNS_BENCHMARK_CAGR] = {"benchmark_cagr", "CAGR of the benchmark", "(1 + T_b)^(1/Y) − 1",
                                "Y as of the series, on the days that both have.", RETURNS_GROUP_BENCHMARK,
                                RETURNS_UNIT_FRACTION, RETURNS_NEITHER, true},
    [RETURNS_BENCHMARK_VOLATILITY] = {"benchmark_volatility", "Volatility of the benchmark", "s(b)·√k",
                                      "As the volatility of the series, on the days that both have.",
                                      RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION, RETURNS_NEITHER, true},
    [RETURNS_ACTIVE_PREMIUM_CAGR] = {"active_premium_cagr", "Active return", "CAGR − CAGR of the benchmark",
                                     "Both on the days that both have.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION,
                                     RETURNS_HIGHER, true},
    [RETURNS_CORRELATION] = {"correlation", "Correlation", "cov(x, x_b)/(s(x)·s(x_b))",
                             "Pearson, of the returns above risk-free on the days that both have.",
                             RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO, RETURNS_NEITHER, true},
    [RETURNS_R_SQUARED] = {"r_squared", "R²", "correlation²", "The share of the variance that the benchmark explains.",
                           RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO, RETURNS_NEITHER, true},
    [RETURNS_BETA] = {"beta", "Beta", "cov(x, x_b)/var(x_b)", "Least squares on returns above risk-free.",
                      RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO, RETURNS_NEITHER, true},
    [RETURNS_BETA_STDERR] = {"beta_stderr", "Standard error of beta", "√(Σe²/(n − 2)/Σ(x_b − mean)²)",
                             "e: residuals of the regression.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO,
                             RETURNS_LOWER, false},
    [RETURNS_UP_MARKET_BETA] = {"up_market_beta", "Beta in rising markets", "beta of the periods with x_b > 0",
                                "As PerformanceAnalytics.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO,
                                RETURNS_NEITHER, true},
    [RETURNS_DOWN_MARKET_BETA] = {"down_market_beta", "Beta in falling markets", "beta of the periods with x_b < 0",
                                  "As PerformanceAnalytics.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO,
                                  RETURNS_NEITHER, true},
    [RETURNS_ALPHA_ANNUALIZED_REGRESSION] =
        {"alpha_annualized_regression", "Alpha", "k·(mean(x) − beta·mean(x_b))",
         "The intercept of the regression times the periods of a year, not compounded.", RETURNS_GROUP_BENCHMARK,
         RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_ALPHA_T_STAT] = {"alpha_t_stat", "t value of alpha", "intercept/its standard error",
                              "Above 2 or below −2 it is hardly chance.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO,
                              RETURNS_HIGHER, false},
    [RETURNS_JENSEN_ALPHA_CAGR] = {"jensen_alpha_cagr", "Jensen’s alpha, CAGR form", "CAGR − (rf + beta·(CAGR_b − rf))",
                                   "What some programs call alpha.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION,
                                   RETURNS_HIGHER, true},
    [RETURNS_TRACKING_ERROR] = {"tracking_error", "Tracking error", "s(r − b)·√k", "Divisor n − 1.",
                                RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION, RETURNS_LOWER, true},
    [RETURNS_INFORMATION_RATIO] = {"information_ratio", "Information ratio", "mean(r − b)/s(r − b)·√k",
                                   "Annualised; several libraries leave √k out.", RETURNS_GROUP_BENCHMARK,
                                   RETURNS_UNIT_RATIO, RETURNS_HIGHER, true},
    [RETURNS_TREYNOR] = {"treynor", "Treynor ratio", "(CAGR − rf)/beta",
                         "Return above risk-free for a unit of beta; a beta near 0 makes it meaningless.",
                         RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_M_SQUARED] = {"m_squared", "M²", "rf + mean(x)/s(x)·√k·s(b)·√k",
                           "The return a year at the volatility of the benchmark (Modigliani).",
                           RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION, RETURNS_HIGHER, true},
    [RETURNS_UP_CAPTURE_MONTHLY] =
        {"up_capture_monthly", "Upside capture", "geometric mean of R / that of B, months with B > 0",
         "Monthly, as Morningstar, partial months included. Daily cumulated capture says little.",
         RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO, RETURNS_HIGHER, false},
    [RETURNS_DOWN_CAPTURE_MONTHLY] =
        {"down_capture_monthly", "Downside capture", "geometric mean of R / that of B, months with B < 0",
         "Monthly, as Morningstar, partial months included. Daily cumulated capture says little.",
         RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_RATIO, RETURNS_LOWER, false},
    [RETURNS_BATTING_AVERAGE_MONTHLY] = {"batting_average_monthly", "Batting average", "months with R > B/months",
                                         "Partial months included.", RETURNS_GROUP_BENCHMARK, RETURNS_UNIT_FRACTION,
                                         RETURNS_HIGHER, false},
};

enum returns_metric returns_metric_named(const char *key)
{
    for (enum returns_metric m = 0; m < RETURNS_METRICS; m++) {
        if (strcmp(returns_metric_info[m].key, key) == 0)
            return m;
    }
    return RETURNS_METRICS;
}
