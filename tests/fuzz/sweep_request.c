/* sweep_request.c: fuzz target of the request of margin.sweep: what is accepted has one canonical form, and is answered, as JSON that
 * reads back the same, or refused in words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include "compute/sweep.h"

enum { CELLS_MOST = 40 };

static bool read_request(struct json_object *o, void *r, struct problem *p)
{
    return sweep_request_read(o, r, p);
}

static void write_request(struct buf *out, const void *r)
{
    sweep_request_write(out, out->arena, r);
}

static const char *json_of(struct arena *a, const struct sweep_answer *ans)
{
    struct buf b;
    buf_init(&b, a, 8192);
    sweep_answer_write(&b, a, ans, false);
    return b.s;
}

static void answer(struct arena *a, struct sweep_request r)
{
    struct problem p = {.arena = a};
    struct sweep_answer ans, back;
    const char *why;
    const struct price_series s = fuzz_prices(a);
    const struct rate_series none = {.n = 0};
    r.paths = 100; /* more take long */
    if (sweep_cells(&r) > CELLS_MOST || r.path_years > 1)
        return;
    if (!sweep_compute(a, &r, &s, &none, "fuzz", NULL, &ans, &p)) {
        fuzz_claim(p.n > 0);
        return;
    }
    const char *json = json_of(a, &ans);
    fuzz_claim(sweep_answer_read(a, str_of(json), &back, &why));
    fuzz_claim(strcmp(json, json_of(a, &back)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_request how = {read_request, write_request};
    struct arena *a = fuzz_arena();
    struct sweep_request r;
    if (fuzz_canonical(&how, a, (struct str){(const char *)data, size}, &r))
        answer(a, r);
    return 0;
}
