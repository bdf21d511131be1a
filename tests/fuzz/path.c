/* path.c: fuzz target of the judges of paths: what is normal starts with one slash and has no way up; what is
 * encoded reads back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "web/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct str path = {(const char *)data, size};
    struct params p;
    struct buf b;
    if (path_is_normal(path)) {
        fuzz_claim(path.s[0] == '/' && utf8_valid(path));
        fuzz_claim(!memmem(path.s, path.n, "/../", 4) && !memmem(path.s, path.n, "//", 2));
    }
    if (path_is_local(path))
        fuzz_claim(path.s[0] == '/' && (path.n == 1 || (path.s[1] != '/' && path.s[1] != '\\')));
    if (!utf8_valid(path))
        return 0;
    buf_init(&b, a, 64);
    buf_puts(&b, "p=");
    path_encode(&b, path);
    fuzz_claim(!params_read(a, buf_view(&b), &p) && p.at[0].value.n == path.n);
    fuzz_claim(path.n == 0 || memcmp(p.at[0].value.s, path.s, path.n) == 0);
    return 0;
}
