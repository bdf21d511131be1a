/* sweep_request.c: fuzz target of the request of margin.sweep: what is accepted has one canonical form, and is answered, as JSON that
 * reads back the same, or refused in words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "compute/sweep.h"

enum { SESSIONS = 100, CELLS_MOST = 40 };

static bool read_request(struct arena *a, struct str text, struct sweep_request *r)
{
    const char *why;
    struct problem p = {.arena = a};
    struct json_object *o = json_read(a, text, &why);
    bool accepted = o && sweep_request_read(o, r, &p);
    fuzz_claim(!o || accepted == (p.n == 0));
    return accepted;
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
    int32_t day[SESSIONS];
    double close[SESSIONS];
    struct problem p = {.arena = a};
    struct sweep_answer ans, back;
    const char *why;
    for (int i = 0; i < SESSIONS; i++) {
        day[i] = 10000 + i;
        close[i] = 100 + i % 7 - i % 3;
    }
    const struct price_series s = {.n = SESSIONS, .day = day, .close = close};
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
    struct arena *a = fuzz_arena();
    struct sweep_request r;
    struct buf first, second;
    if (!read_request(a, (struct str){(const char *)data, size}, &r))
        return 0;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    sweep_request_write(&first, a, &r);
    fuzz_claim(read_request(a, buf_view(&first), &r));
    sweep_request_write(&second, a, &r);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    answer(a, r);
    return 0;
}
