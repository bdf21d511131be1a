/* number.c: fuzz target of numbers and days: what is read is finite and in range, and written again it reads back
 * the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <math.h>

#include "base/day.h"
#include "base/num.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    char out[NUM_TEXT], day_out[DAY_TEXT];
    double x, x2;
    int64_t i, i2;
    int32_t day;
    if (num_parse(text, &x)) {
        int n = num_write(x, out);
        fuzz_claim(isfinite(x) && num_parse((struct str){out, (size_t)n}, &x2) && x2 == x);
    }
    if (num_parse_int(text, &i)) {
        int n = num_write_int(i, out);
        fuzz_claim(num_parse_int((struct str){out, (size_t)n}, &i2) && i2 == i);
    }
    if (day_parse(text, &day))
        fuzz_claim(size == 10 && memcmp(day_text(day, day_out), data, 10) == 0);
    return 0;
}
