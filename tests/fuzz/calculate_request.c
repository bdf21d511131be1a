/* calculate_request.c: fuzz target of the request of margin.calculate: what is accepted has one canonical form and an answer that
 * says for every figure what it is, or why it is not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include <math.h>

#include "compute/calculate.h"

static bool read_request(struct json_object *o, void *r, struct problem *p)
{
    return calculate_request_read(o, r, p);
}

static void write_request(struct buf *out, const void *r)
{
    calculate_request_write(out, r);
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
    static const struct fuzz_request how = {read_request, write_request};
    struct arena *a = fuzz_arena();
    struct calculate_request r;
    if (fuzz_canonical(&how, a, (struct str){(const char *)data, size}, &r))
        answer(a, &r);
    return 0;
}
