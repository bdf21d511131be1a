/* returns_futures.c: see returns_futures.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "engine/returns_futures.h"

#include "engine/splitmix.h"

enum { FEWEST_RETURNS = 30 };

size_t returns_futures_scratch(size_t n, const struct returns_futures *f, size_t points)
{
    return n + points * f->paths;
}

/* One path; level[m * paths] is where it stands at point m. It is noted from which point on it has fallen. */
static void walk(const struct returns_futures *f, const double *factor, size_t n, uint64_t state, const size_t *period,
                 size_t points, double *level, struct returns_future *out)
{
    double now = 1, floor = 1 - f->fall;
    bool has_fallen = false;
    size_t i = 0, at = 0, left = 0;
    for (size_t m = 0; m < points; m++) {
        for (; i < period[m]; i++, left--) {
            if (left == 0) {
                at = splitmix_below(&state, n);
                left = f->block;
            }
            now *= factor[at];
            at = at + 1 < n ? at + 1 : 0;
            has_fallen |= now <= floor;
            floor = now * (1 - f->fall) > floor ? now * (1 - f->fall) : floor;
        }
        level[m * f->paths] = now;
        out[m].loss += now < 1;
        out[m].fallen += has_fallen;
    }
}

bool returns_futures_find(const struct level_series *s, const struct returns_futures *f, const size_t *period,
                          size_t points, double *scratch, struct returns_future *out)
{
    size_t n = s->n ? s->n - 1 : 0;
    if (n < FEWEST_RETURNS || !f->paths || !f->periods || !f->block || f->block > n || !(s->level[n] > 0))
        return false;
    double *factor = scratch, *level = scratch + n;
    for (size_t i = 0; i < n; i++)
        factor[i] = s->level[i + 1] / s->level[i];
    for (size_t m = 0; m < points; m++)
        out[m] = (struct returns_future){.period = period[m]};
    for (size_t p = 0; p < f->paths; p++)
        walk(f, factor, n, splitmix_path(f->seed, p), period, points, level + p, out);
    for (size_t m = 0; m < points; m++) {
        stats_fan(level + m * f->paths, f->paths, out[m].level);
        out[m].loss /= (double)f->paths;
        out[m].fallen /= (double)f->paths;
    }
    return true;
}
