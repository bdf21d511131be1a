/* kelly_request.c: fuzz target of the request of margin.kelly: what is accepted has one canonical form, and is answered or
 * refused in words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <math.h>

#include "compute/kelly.h"

enum { SESSIONS = 100 };

static bool read_request(struct arena *a, struct str text, struct kelly_request *r)
{
    const char *why;
    struct problem p = {.arena = a};
    struct json_object *o = json_read(a, text, &why);
    bool accepted = o && kelly_request_read(o, r, &p);
    fuzz_claim(!o || accepted == (p.n == 0));
    return accepted;
}

static void answer(struct arena *a, struct kelly_request r)
{
    int32_t day[SESSIONS];
    double close[SESSIONS];
    struct problem p = {.arena = a};
    struct kelly_answer ans;
    struct buf out;
    for (int i = 0; i < SESSIONS; i++) {
        day[i] = 10000 + i;
        close[i] = 100 + i % 7 - i % 3;
    }
    const struct price_series s = {.n = SESSIONS, .day = day, .close = close};
    const struct rate_series none = {.n = 0};
    r.paths = 100; /* more take long */
    if (!kelly_compute(a, &r, &s, &none, "fuzz", &ans, &p)) {
        fuzz_claim(p.n > 0);
        return;
    }
    fuzz_claim(ans.best >= 0 && isfinite(kelly_growth(&ans.market, ans.best)));
    buf_init(&out, a, 8192);
    kelly_answer_write(&out, &ans);
    kelly_curve_csv(&out, &ans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct kelly_request r;
    struct buf first, second;
    if (!read_request(a, (struct str){(const char *)data, size}, &r))
        return 0;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    kelly_request_write(&first, &r);
    fuzz_claim(read_request(a, buf_view(&first), &r));
    kelly_request_write(&second, &r);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    answer(a, r);
    return 0;
}
