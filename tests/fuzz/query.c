/* query.c: fuzz target of params_read as query string: any bytes; what is accepted must be what the header promises.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "web/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct params p;
    const char *why = params_read(a, (struct str){(const char *)data, size}, &p);
    if (why) {
        fuzz_claim(p.n == 0 && utf8_valid(str_of(why)));
        return 0;
    }
    fuzz_claim(p.n <= PARAMS_MAX);
    for (int i = 0; i < p.n; i++) {
        fuzz_claim(utf8_valid(p.at[i].name) && utf8_valid(p.at[i].value));
        fuzz_claim(params_get(&p, str_dup(a, p.at[i].name)).s == p.at[i].value.s); /* so no name is there twice */
    }
    return 0;
}
