/* multipart.c: fuzz target of multipart_read: the first line is the Content-Type, the rest the body; what is accepted must be
 * what the header promises.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct str body = {(const char *)data, size}, type = str_cut(&body, '\n');
    struct params p;
    struct uploads f;
    const char *why = multipart_read(a, type, body, &p, &f);
    if (why) {
        fuzz_claim(p.n == 0 && f.n == 0 && utf8_valid(str_of(why)));
        return 0;
    }
    fuzz_claim(p.n + f.n <= PARAMS_MAX);
    for (int i = 0; i < p.n; i++) {
        fuzz_claim(p.at[i].name.n && p.at[i].name.n <= MULTIPART_NAME_MAX && utf8_valid(p.at[i].name));
        fuzz_claim(utf8_valid(p.at[i].value) && p.at[i].value.s[p.at[i].value.n] == '\0');
        fuzz_claim(params_get(&p, str_dup(a, p.at[i].name)).s == p.at[i].value.s); /* so no name is there twice */
    }
    for (int i = 0; i < f.n; i++) {
        fuzz_claim(f.at[i].bytes.n == 0 ||
                   (f.at[i].bytes.s >= body.s && f.at[i].bytes.s + f.at[i].bytes.n <= body.s + body.n));
        fuzz_claim(utf8_valid(f.at[i].filename) && !memchr(f.at[i].filename.s, '/', f.at[i].filename.n));
        fuzz_claim(!params_has(&p, str_dup(a, f.at[i].name)));
    }
    return 0;
}
