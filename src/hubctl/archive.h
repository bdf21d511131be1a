/* archive.h: a backup's three files: NAME, the archive of pg_dump; NAME.json, its manifest (manifest.h); NAME.sha256, the hashes
 * of both, as sha256sum -c reads them. And running PostgreSQL's programs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_ARCHIVE_H
#define HUBCTL_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { ARCHIVE_HASH = 65 };

/* Run a program of PostgreSQL's with standard output into `out` (-1: ours); its errors go to ours. An interrupt is handed on to
 * it, so that whoever called may tidy up. True when it ended well; else *why says how. */
bool archive_run(struct arena *, const char *const *words, int out, const char **why);

/* SHA-256 of a file in hex, and its length. False: it cannot be read; see errno. */
bool archive_hash(const char *path, char hex[ARCHIVE_HASH], int64_t *bytes);
/* The directory of a path, "." where it has none; and what stands behind it. */
const char *archive_directory(struct arena *, const char *path);
const char *archive_name(const char *path);

#endif
