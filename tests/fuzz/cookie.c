/* cookie.c: fuzz target of cookie_find: a value found is a part of the header, without separators.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "web/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str header = {(const char *)data, size}, value;
    int n = cookie_find(header, "a", &value);
    fuzz_claim(n >= 0);
    if (n && value.n)
        fuzz_claim(value.s >= header.s && value.s + value.n <= header.s + header.n && !memchr(value.s, ';', value.n));
    return 0;
}
