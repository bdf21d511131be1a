/* certificate.h: how long nginx's certificate is good for.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CERTIFICATE_H
#define BASE_CERTIFICATE_H

#include <stdbool.h>

#include "base/arena.h"

/* Whole days left of the first certificate in the PEM file; below 0: it has ended. False with *why: it cannot be read. */
bool certificate_days_left(struct arena *, const char *path, int *days, const char **why);

#endif
