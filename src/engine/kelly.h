/* kelly.h: how much to stake so that wealth grows fastest: of a bet, and of an investment that can be bought with a loan.
 * Pure. Rates and returns are fractions a year (0.05 is 5 %), f is the position as a multiple of the equity.
 * Source: the margin specification, C.3; J. L. Kelly, "A New Interpretation of Information Rate" (1956); E. O. Thorp, "The
 * Kelly Criterion in Blackjack, Sports Betting, and the Stock Market" (2006), for the continuous form and the chance of a loss.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_KELLY_H
#define ENGINE_KELLY_H

#include <stddef.h>
#include <stdint.h>

#include "engine/series.h"

/* ---- a bet: won with probability p, pays b times the stake, else the stake is lost ---- */

/* f* = p - (1 - p) / b, floored at 0. NaN unless p is in [0, 1] and b > 0 and finite. */
double kelly_bet(double p, double b);
/* Expected growth of the logarithm of wealth per bet: p ln(1 + b f) + (1 - p) ln(1 - f), f in [0, 1]; at f = 1 minus infinity
 * unless p is 1. NaN outside. */
double kelly_bet_growth(double p, double b, double f);

/* ---- an investment, with cash that earns and a loan that costs ---- */

/* mean: arithmetic mean of the total return; variance: of the total return; borrow_rate >= cash_rate. */
struct kelly_market {
    double mean, variance, cash_rate, borrow_rate;
};
/* f1 = (mean - cash) / variance; up to 1 it is max(0, f1), else max(1, f2) with f2 = (mean - borrow) / variance.
 * NaN unless variance > 0 and all are finite. */
double kelly_fraction(const struct kelly_market *);
/* Expected growth of the logarithm of wealth a year at f >= 0: cash + f (mean - cash) - f^2 variance / 2 up to 1, above it
 * f mean - borrow (f - 1) - f^2 variance / 2. Both are equal at 1. */
double kelly_growth(const struct kelly_market *, double f);
/* The chance that wealth ever falls to `left` (0 to 1) of what it is, when f is held for ever and returns are as assumed:
 * left^(2 growth / (f^2 variance)); 1 where it does not grow, 0 where nothing is risked. */
double kelly_chance_to_fall(const struct kelly_market *, double f, double left);

/* ---- from data ---- */

/* Total returns (close + dividend) / close before - 1, in order: n - 1 of them, the number returned. */
size_t kelly_returns(const struct price_series *, double *out);
/* Mean and variance (divisor n - 1) of the returns, times the sessions of a year (252). NaN for fewer than 2. */
void kelly_moments(const double *returns, size_t n, double *mean, double *variance);

/* Each path draws n returns anew, in blocks of `block` consecutive ones that begin anywhere and go on at the beginning behind
 * the end (circular block bootstrap, Politis and Romano 1992; what happens on days that follow each other stays together), and gives
 * a fraction. The beginnings come from splitmix64 from `seed` on, one number x a block: floor(x n / 2^64). */
struct kelly_bootstrap {
    size_t paths, block;
    uint64_t seed;
};
struct kelly_interval {
    double low, median, high;  /* the 2.5, 50 and 97.5 percentiles of the fractions, linear between ranks */
    double share_of_zero;      /* paths that advise nothing at all, 0 to 1 */
    double share_with_loan;    /* paths that advise a loan: f > 1 */
};
/* rates: the cash and the borrowing rate, which are held. room holds 2 (n + 1) + paths values. All NaN unless n >= 2, paths > 0
 * and 1 <= block <= n. Some n / block steps a path. */
void kelly_interval_find(const double *returns, size_t n, const struct kelly_market *rates, const struct kelly_bootstrap *,
                         double *room, struct kelly_interval *);

/* ---- what an account bears ---- */

/* By which share the price may fall until a long position of f times the equity is called at a maintenance share m:
 * 1 - (f - 1) / (f (1 - m)). 1 up to f = 1, for then nothing is owed; negative where it is called as it enters. */
double kelly_fall_to_call(double f, double maintenance);
/* The other way round: the f that a fall just calls, 1 / (1 - (1 - m) (1 - fall)). */
double kelly_bearing(double fall, double maintenance);

struct kelly_fall {
    double fall;          /* a share of the close it began from, 0 where the price never fell */
    size_t from, to;      /* sessions */
};
/* The deepest fall from a close to one at most `sessions` later. */
void kelly_worst_fall(const double *close, size_t n, size_t sessions, struct kelly_fall *);

#endif
