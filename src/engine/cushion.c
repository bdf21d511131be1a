/* cushion.c: see cushion.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/cushion.h"

#include <math.h>

const double cushion_zone_from_pct[CUSHION_ZONES] = {50, 20, 5, -INFINITY};

enum cushion_zone cushion_zone_of(double cushion_pct)
{
    for (int z = CUSHION_SAFE; z < CUSHION_CRITICAL; z++)
        if (cushion_pct >= cushion_zone_from_pct[z])
            return (enum cushion_zone)z;
    return CUSHION_CRITICAL;
}

double cushion_days(const struct cushion_input *in, size_t row, const struct cushion_row *r)
{
    double carried = r->position * (1 - r->maintenance), daily = in->rate_pct[row] / 100 / in->day_count;
    if (in->is_short || isnan(daily))
        return NAN;
    if (r->debt <= 0)
        return INFINITY;
    if (r->debt >= carried)
        return 0;
    return daily > 0 ? log(carried / r->debt) / log1p(daily) : INFINITY;
}

static double call_price(bool is_short, double shares, const struct cushion_row *r)
{
    if (is_short)
        return (r->position + r->equity) / (shares * (1 + r->maintenance));
    return r->debt > 0 ? r->debt / (shares * (1 - r->maintenance)) : 0;
}

void cushion_row_find(const struct cushion_input *in, size_t row, struct cushion_row *r)
{
    double shares = fabs(in->shares[row]), price = in->price[row];
    *r = (struct cushion_row){.is_held = shares > 0 && price > 0};
    if (!r->is_held)
        return;
    r->equity = in->equity[row];
    r->position = shares * price;
    r->debt = r->position - r->equity;
    r->required_usd = in->required_usd[row];
    r->maintenance = r->required_usd / r->position;
    r->cushion_usd = r->equity - r->required_usd;
    r->cushion_pct = r->required_usd > 0 ? r->cushion_usd / r->required_usd * 100 : 0;
    r->call_price = call_price(in->is_short, shares, r);
    double way = in->is_short ? r->call_price - price : price - r->call_price;
    r->distance_pct = way / price * 100;
    r->distance_usd = way * shares;
}

void cushion_summary_find(const struct cushion_input *in, struct cushion_summary *s)
{
    double least = INFINITY;
    *s = (struct cushion_summary){0};
    for (size_t i = 0; i < in->n; i++) {
        struct cushion_row r;
        double change = i ? (in->price[i] / in->price[i - 1] - 1) * 100 : 0, against = in->is_short ? change : -change;
        if (against > s->worst_move_pct) {
            s->worst_move_pct = against;
            s->worst_row = i;
        }
        cushion_row_find(in, i, &r);
        if (!r.is_held)
            continue;
        s->held++;
        s->owing += r.call_price > 0;
        s->last = i;
        s->in_zone[cushion_zone_of(r.cushion_pct)]++;
        if (r.cushion_pct < least) {
            least = r.cushion_pct;
            s->tightest = i;
        }
    }
}
