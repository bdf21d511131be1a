/* file.h: a file that is read whole.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/str.h"

/* The whole file, with a NUL behind it; or false with the reason, which names it. More than `max` bytes are refused, and *text is then
 * longer than that. "-" is standard input. */
bool file_read(struct arena *, const char *path, size_t max, struct str *text, const char **why);

#endif
