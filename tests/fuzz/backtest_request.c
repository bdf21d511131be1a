/* backtest_request.c: fuzz target of the request of margin.backtest: what is accepted has one canonical form.
 * SPDX-License-Identifier: Apache-2.0 */
#include "request.h"

#include "compute/backtest.h"

static bool read_request(struct json_object *o, void *r, struct problem *p)
{
    return backtest_request_read(o, r, p);
}

static void write_request(struct buf *out, const void *r)
{
    backtest_request_write(out, r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_request how = {read_request, write_request};
    struct arena *a = fuzz_arena();
    struct backtest_request r;
    fuzz_canonical(&how, a, (struct str){(const char *)data, size}, &r);
    return 0;
}
