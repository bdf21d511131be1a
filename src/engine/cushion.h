/* cushion.h: how far an account stands above its maintenance requirement, day by day. Pure, from the columns of a
 * backtest as they are at the end of each day. Source: the margin specification, C.2, corrected as its E24 says: the
 * requirement is the account's own, the distance is that to the price that calls it, nothing is cut off at 100 %.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_CUSHION_H
#define ENGINE_CUSHION_H

#include <stdbool.h>
#include <stddef.h>

enum cushion_zone { CUSHION_SAFE, CUSHION_CAUTION, CUSHION_WARNING, CUSHION_CRITICAL, CUSHION_ZONES };
/* The least cushion of each zone in percent of the requirement: 50, 20, 5, and whatever lies below. */
extern const double cushion_zone_from_pct[CUSHION_ZONES];
/* NaN is critical: what cannot be told is not safe. */
enum cushion_zone cushion_zone_of(double cushion_pct);

/* n rows. A row counts where shares are held at the end of the day; a short holds them too, whatever their sign.
 * rate_pct is what the loan pays, percent a year of day_count days. */
struct cushion_input {
    size_t n;
    bool is_short;
    int day_count;
    const double *price, *shares, *equity, *required_usd, *rate_pct;
};

/* Dollars and percent. Where the account owes nothing no fall can call it: call_price 0, distance 100 %, days infinite. */
struct cushion_row {
    bool is_held;
    double equity, position, debt, required_usd; /* debt = position - equity; of a short the proceeds and cash it holds are
                                                  * position + equity */
    double maintenance;    /* required / position, a fraction */
    double cushion_usd;    /* equity - required */
    double cushion_pct;    /* of the required */
    double call_price;     /* long: debt / (shares (1 - m)); short: (position + equity) / (shares (1 + m)) */
    double distance_pct;   /* how far the price may fall (short: rise) until then; negative: it is called already */
    double distance_usd;   /* what the position loses on that way */
};
/* One row; all zero and is_held false where nothing is held. */
void cushion_row_find(const struct cushion_input *, size_t row, struct cushion_row *);
/* Calendar days until interest alone brings the call, of a row that is held, at its price and rate: the debt grows by
 * rate / day_count of itself each day and the position stands still, so the call comes when debt (1 + i)^t = position (1 - m):
 * t = ln(position (1 - m) / debt) / ln(1 + i). 0 where it is called already; infinite without debt or at a rate of 0 or less;
 * NaN of a short, which pays a fee and no loan. */
double cushion_days(const struct cushion_input *, size_t row, const struct cushion_row *);

struct cushion_summary {
    size_t held;                    /* rows with a position; 0: nothing below is set */
    size_t owing;                   /* of them, those that a move of the price can call: with a debt, or short */
    size_t last, tightest;          /* the last of them, and the one with the least cushion */
    size_t in_zone[CUSHION_ZONES];  /* their number by zone */
    double worst_move_pct;          /* largest one-session fall (short: rise) of the price in the window, 0 when there was none */
    size_t worst_row;               /* the session that ended it */
};
void cushion_summary_find(const struct cushion_input *, struct cushion_summary *);

#endif
