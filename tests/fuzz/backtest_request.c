/* backtest_request.c: fuzz target of the request of margin.backtest: what is accepted has one canonical form.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "compute/backtest.h"

static bool read_request(struct arena *a, struct str text, struct backtest_request *r)
{
    const char *why;
    struct problem p = {.arena = a};
    struct json_object *o = json_read(a, text, &why);
    bool accepted = o && backtest_request_read(o, r, &p);
    fuzz_claim(!o || accepted == (p.n == 0));
    return accepted;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct backtest_request r;
    struct buf first, second;
    if (!read_request(a, (struct str){(const char *)data, size}, &r))
        return 0;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    backtest_request_write(&first, &r);
    fuzz_claim(read_request(a, buf_view(&first), &r));
    backtest_request_write(&second, &r);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    return 0;
}
