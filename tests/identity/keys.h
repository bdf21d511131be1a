/* keys.h: key files for the tests of this directory.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_IDENTITY_KEYS_H
#define TESTS_IDENTITY_KEYS_H

#include "tests/base/check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "identity/seal.h"

#define KEY_A "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n" /* id 4773d12e */
#define KEY_B "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100\n" /* id 5df404c2 */

/* Seal with these keys from now on; "": with none. */
static inline void use_seal_keys(struct arena *a, const char *lines)
{
    char path[64];
    const char *why = NULL;
    snprintf(path, sizeof path, "/tmp/hub-seal-key-%d", (int)getpid());
    unlink(path);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs(lines, f);
    fclose(f);
    chmod(path, 0400);
    const struct hub_settings s = {.seal_key_file = *lines ? path : ""};
    assert_true(seal_keys_load(a, &s, &why));
    unlink(path);
}

#endif
