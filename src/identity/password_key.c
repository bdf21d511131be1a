/* password_key.c: see password_key.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/password_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/str.h"

enum { KEYS_MAX = 8, DIGITS = 2 * PASSWORD_KEY };

static struct password_key keys[KEYS_MAX];
static int n_keys;

const struct password_key *password_key_current(void)
{
    return n_keys ? &keys[0] : NULL;
}

const struct password_key *password_key_find(const char *id)
{
    for (int i = 0; i < n_keys; i++)
        if (!strcmp(keys[i].id, id))
            return &keys[i];
    return NULL;
}

static bool read_key(struct str digits, struct password_key *key)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    if (!hex_decode(digits, key->bytes, sizeof key->bytes) || sodium_is_zero(key->bytes, sizeof key->bytes))
        return false;
    crypto_hash_sha256(hash, key->bytes, sizeof key->bytes);
    hex_encode(hash, PASSWORD_KEY_ID / 2, key->id);
    return true;
}

/* The number of keys, or 0 with *fault. */
static int read_keys(FILE *f, struct password_key found[KEYS_MAX], const char **fault)
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

static const char *key_path(struct arena *a, const struct hub_settings *settings)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    if (credentials) {
        const char *path = arena_printf(a, "%s/password-key", credentials);
        if (access(path, F_OK) == 0)
            return path;
    }
    return settings->password_key_file;
}

bool password_keys_load(struct arena *a, const struct hub_settings *settings, const char **why)
{
    struct password_key found[KEYS_MAX] = {0};
    const char *path = key_path(a, settings), *fault = NULL;
    int n = 0;
    if (*path) {
        FILE *f = fopen(path, "re");
        if (f) {
            n = read_keys(f, found, &fault);
            fclose(f);
        }
        if (!n) {
            *why = arena_printf(a, "the password key %s: %s", path, f ? fault : strerror(errno));
            return false;
        }
    }
    memcpy(keys, found, sizeof *keys * (size_t)n);
    n_keys = n;
    sodium_memzero(found, sizeof found);
    return true;
}

bool password_key_make(struct arena *a, const struct hub_settings *settings, const char **why)
{
    unsigned char key[PASSWORD_KEY];
    char digits[DIGITS + 2];
    const char *path = settings->password_key_file;
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
        *why = arena_printf(a, "the password key %s cannot be made: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !is_made)
        unlink(path); /* never half a key */
    sodium_memzero(key, sizeof key);
    sodium_memzero(digits, sizeof digits);
    return is_made;
}
