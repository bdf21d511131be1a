/* request.h: what the fuzz targets of requests share: what is accepted has one canonical form; and a series to answer from.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_REQUEST_H
#define TESTS_FUZZ_REQUEST_H

#include "fuzz.h"

#include "base/problem.h"
#include "engine/series.h"

/* How the requests of one engine are read and written. */
struct fuzz_request {
    bool (*read)(struct json_object *, void *request, struct problem *);
    void (*write)(struct buf *, const void *request);
};

static inline bool fuzz_read(const struct fuzz_request *f, struct arena *a, struct str text, void *request)
{
    const char *why;
    struct problem p = {.arena = a};
    struct json_object *o = json_read(a, text, &why);
    bool accepted = o && f->read(o, request, &p);
    fuzz_claim(!o || accepted == (p.n == 0));
    return accepted;
}

/* Is the input a request? Then its canonical form is read back as the same. */
static inline bool fuzz_canonical(const struct fuzz_request *f, struct arena *a, struct str input, void *request)
{
    struct buf first, second;
    if (!fuzz_read(f, a, input, request))
        return false;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    f->write(&first, request);
    fuzz_claim(fuzz_read(f, a, buf_view(&first), request));
    f->write(&second, request);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    return true;
}

static inline struct price_series fuzz_prices(struct arena *a)
{
    enum { SESSIONS = 100 };
    int32_t *day = ARENA_ARRAY(a, SESSIONS, int32_t);
    double *close = ARENA_ARRAY(a, SESSIONS, double);
    for (int i = 0; i < SESSIONS; i++) {
        day[i] = 10000 + i;
        close[i] = 100 + i % 7 - i % 3;
    }
    return (struct price_series){.n = SESSIONS, .day = day, .close = close};
}

#endif
