/* answer_pack.c: fuzz target of the reader of packed answers: whatever stands inside a good frame is refused, or is an answer that
 * can be written and packed again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "base/zstd.h"
#include "compute/answer_pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct backtest_answer ans;
    struct buf first, second;
    const char *why = NULL;
    if (!backtest_answer_unpack(a, zstd_pack(a, (struct str){(const char *)data, size}), &ans, &why)) {
        fuzz_claim(why != NULL);
        return 0;
    }
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    backtest_answer_write(&first, &ans, ans.day != NULL);
    fuzz_claim(backtest_answer_unpack(a, backtest_answer_pack(a, &ans), &ans, &why));
    backtest_answer_write(&second, &ans, ans.day != NULL);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    return 0;
}
