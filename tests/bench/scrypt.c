/* scrypt.c: hashes as signing in does, for so many seconds, and nothing else; prints how many.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "identity/password.h"

int main(int argc, char **argv)
{
    char stored[PASSWORD_HASH_TEXT];
    int64_t end = clock_us() + (argc > 1 ? atoi(argv[1]) : 1) * INT64_C(1000000);
    int n = 0;
    for (; clock_us() < end; n++)
        if (!password_hash(STR("seven quiet harbour bells"), stored))
            return EXIT_FAILURE;
    printf("%d\n", n);
    return EXIT_SUCCESS;
}
