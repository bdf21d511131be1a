/* key_ring.c: see key_ring.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/key_ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/str.h"

enum { DIGITS = 2 * KEY_BYTES };

struct key_ring password_keys;

const struct key *key_ring_current(const struct key_ring *ring)
{
    return ring->n ? &ring->at[0] : NULL;
}

const struct key *key_ring_find(const struct key_ring *ring, const char *id)
{
    for (int i = 0; i < ring->n; i++)
        if (!strcmp(ring->at[i].id, id))
            return &ring->at[i];
    return NULL;
}

static bool read_key(struct str digits, struct key *key)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    if (!hex_decode(digits, key->bytes, sizeof key->bytes) || sodium_is_zero(key->bytes, sizeof key->bytes))
        return false;
    crypto_hash_sha256(hash, key->bytes, sizeof key->bytes);
    hex_encode(hash, KEY_ID / 2, key->id);
    return true;
}

/* The number of keys, or 0 with *fault. */
static int read_keys(FILE *f, struct key found[KEYS_MAX], const char **fault)
{
    struct stat st;
    char line[DIGITS + 3];
    int n = 0;
    if (fstat(fileno(f), &st) || st.st_mode & (S_IWGRP | S_IRWXO)) {
        *fault = "others may read or change it; mend: chmod 0400";
        return 0;
    }
    while (n < KEYS_MAX && fgets(line, sizeof line, f))
        if (!read_key(str_trim(str_of(line)), &found[n++])) {
            n = 0;
            break;
        }
    *fault = "it must hold keys of 64 hexadecimal digits, one a line";
    sodium_memzero(line, sizeof line);
    return n;
}

static const char *key_path(struct arena *a, const char *name, const char *path)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    if (credentials) {
        const char *given = arena_printf(a, "%s/%s", credentials, name);
        if (access(given, F_OK) == 0)
            return given;
    }
    return path;
}

bool key_ring_load(struct arena *a, struct key_ring *ring, const char *name, const char *setting, const char **why)
{
    struct key found[KEYS_MAX] = {0};
    const char *path = key_path(a, name, setting), *fault = NULL;
    int n = 0;
    if (*path) {
        FILE *f = fopen(path, "re");
        if (f) {
            n = read_keys(f, found, &fault);
            fclose(f);
        }
        if (!n) {
            *why = arena_printf(a, "the %s %s: %s", name, path, f ? fault : strerror(errno));
            return false;
        }
    }
    memcpy(ring->at, found, sizeof *found * (size_t)n);
    ring->n = n;
    sodium_memzero(found, sizeof found);
    return true;
}

bool password_keys_load(struct arena *a, const struct hub_settings *settings, const char **why)
{
    return key_ring_load(a, &password_keys, "password-key", settings->password_key_file, why);
}

bool key_file_make(struct arena *a, const char *name, const char *path, const char **why)
{
    unsigned char key[KEY_BYTES];
    char digits[DIGITS + 2];
    if (!*path)
        return true;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
    if (fd < 0 && errno == EEXIST)
        return true;
    rng_bytes(key, sizeof key);
    hex_encode(key, sizeof key, digits);
    digits[DIGITS] = '\n';
    bool is_made = fd >= 0 && write(fd, digits, DIGITS + 1) == DIGITS + 1 && fsync(fd) == 0;
    if (!is_made)
        *why = arena_printf(a, "the %s %s cannot be made: %s", name, path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !is_made)
        unlink(path); /* never half a key */
    sodium_memzero(key, sizeof key);
    sodium_memzero(digits, sizeof digits);
    return is_made;
}
