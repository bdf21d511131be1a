/* kelly_request.c: fuzz target of the request of margin.kelly: what is accepted has one canonical form, and is answered or
 * refused in words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include <math.h>

#include "compute/kelly.h"

static bool read_request(struct json_object *o, void *r, struct problem *p)
{
    return kelly_request_read(o, r, p);
}

static void write_request(struct buf *out, const void *r)
{
    kelly_request_write(out, r);
}

static void answer(struct arena *a, struct kelly_request r)
{
    struct problem p = {.arena = a};
    struct kelly_answer ans;
    struct buf out;
    const struct price_series s = fuzz_prices(a);
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
    static const struct fuzz_request how = {read_request, write_request};
    struct arena *a = fuzz_arena();
    struct kelly_request r;
    if (fuzz_canonical(&how, a, (struct str){(const char *)data, size}, &r))
        answer(a, r);
    return 0;
}
