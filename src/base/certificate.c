/* certificate.c: see certificate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/certificate.h"

#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

bool certificate_days_left(struct arena *a, const char *path, int *days, const char **why)
{
    int seconds = 0;
    FILE *in = fopen(path, "re");
    if (!in) {
        *why = arena_printf(a, "%s: %s", path, strerror(errno));
        return false;
    }
    X509 *certificate = PEM_read_X509(in, NULL, NULL, NULL);
    fclose(in);
    bool is_read = certificate && ASN1_TIME_diff(days, &seconds, NULL, X509_get0_notAfter(certificate));
    X509_free(certificate);
    if (!is_read)
        *why = arena_printf(a, "%s holds no certificate", path);
    else if (seconds < 0)
        --*days;
    return is_read;
}
