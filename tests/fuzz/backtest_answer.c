/* backtest_answer.c: fuzz target of the reader of stored answers: what is read can be written, and reads back the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "compute/backtest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct backtest_answer ans;
    struct buf first, second;
    const char *why;
    if (!backtest_answer_read(a, (struct str){(const char *)data, size}, &ans, &why)) {
        fuzz_claim(why != NULL);
        return 0;
    }
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    backtest_answer_write(&first, &ans, ans.day != NULL);
    fuzz_claim(backtest_answer_read(a, buf_view(&first), &ans, &why));
    backtest_answer_write(&second, &ans, ans.day != NULL);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    return 0;
}
