/* calculate_request.c: fuzz target of the request of margin.calculate: what is accepted has one canonical form and an answer that
 * says for every figure what it is, or why it is not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <math.h>

#include "compute/calculate.h"

static bool read_request(struct arena *a, struct str text, struct calculate_request *r)
{
    const char *why;
    struct problem p = {.arena = a};
    struct json_object *o = json_read(a, text, &why);
    bool accepted = o && calculate_request_read(o, r, &p);
    fuzz_claim(!o || accepted == (p.n == 0));
    return accepted;
}

static void answer(struct arena *a, const struct calculate_request *r)
{
    struct problem p = {.arena = a};
    struct calculate_answer ans;
    struct buf out;
    buf_init(&out, a, 8192);
    fuzz_claim(calculate_compute(a, r, &ans, &p));
    for (int m = 0; m < CALC_METRICS; m++) {
        fuzz_claim(isfinite(ans.result.metric[m]) == !ans.result.reason[m]);
        fuzz_claim(*calculate_numbers(a, &ans, m));
    }
    calculate_answer_write(&out, &ans);
    calculate_figures_csv(&out, &ans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct calculate_request r;
    struct buf first, second;
    if (!read_request(a, (struct str){(const char *)data, size}, &r))
        return 0;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    calculate_request_write(&first, &r);
    fuzz_claim(read_request(a, buf_view(&first), &r));
    calculate_request_write(&second, &r);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    answer(a, &r);
    return 0;
}
