/* made_series.c: see made_series.h. Only +, -, * and /, so that no machine's libm can change a price.
 * SPDX-License-Identifier: Apache-2.0 */
#include "made_series.h"

#include "base/day.h"

double made_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static int32_t next_session(int32_t day, uint64_t *state)
{
    do
        day++;
    while (day_weekday(day) > 4 || made_random(state) < 0.03);
    return day;
}

void made_series_fill(struct made_series *s, size_t n, uint64_t seed, double daily_move)
{
    uint64_t state = seed * 2654435761u + 12345;
    int32_t day = day_from_civil(2007, 1, 2);
    double price = 100, rate = 4;
    s->n = n;
    for (size_t i = 0; i < n; i++, day = next_session(day, &state)) {
        double open = price * (1 + (made_random(&state) - 0.5) * daily_move / 2);
        double close = open * (1 + (made_random(&state) - 0.49) * daily_move);
        if (made_random(&state) < 0.004)
            close *= 1 - made_random(&state) * 0.2;
        double below = open < close ? open : close, above = open < close ? close : open;
        if (i % 21 == 0)
            rate = rate + made_random(&state) - 0.5;
        if (rate < -0.5)
            rate = -0.5;
        s->day[i] = day;
        s->open[i] = open;
        s->close[i] = close;
        s->low[i] = below * (1 - made_random(&state) * daily_move / 3);
        s->high[i] = above * (1 + made_random(&state) * daily_move / 3);
        s->dividend[i] = i % 63 == 40 ? close * 0.005 : 0;
        s->fed_funds[i] = rate;
        s->margin_rate[i] = rate + 1.5;
        price = close;
    }
}

struct bt_input made_series_input(const struct made_series *s)
{
    return (struct bt_input){
        {s->n, s->day, s->open, s->high, s->low, s->close, s->dividend}, s->fed_funds, s->margin_rate, NULL};
}
