/* seal.c: see seal.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/seal.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#include "base/log.h"
#include "base/rng.h"
#include "identity/key_ring.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    ABOUT = 128
};
_Static_assert((int)KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the length of a key");

static struct key_ring seal_keys;

bool seal_keys_load(struct arena *a, const struct hub_settings *settings, const char **why)
{
    return key_ring_load(a, &seal_keys, "seal-key", settings->seal_key_file, why);
}

const char *seal_key_id(void)
{
    const struct key *key = key_ring_current(&seal_keys);
    return key ? key->id : NULL;
}

/* What the seal is for; returns its length. */
static unsigned long long about(const char *what, int64_t user, const struct key *key, char out[ABOUT])
{
    return (unsigned long long)snprintf(out, ABOUT, "v1|%s|user=%" PRId64 "|kid=%s", what, user, key->id);
}

struct str seal_close(struct arena *a, const char *what, int64_t user, struct str secret)
{
    const struct key *key = key_ring_current(&seal_keys);
    char words[ABOUT];
    if (!key)
        return (struct str){"", 0};
    unsigned char *out = arena_bytes(a, NONCE + secret.n + TAG);
    rng_bytes(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, (const unsigned char *)secret.s, secret.n,
                                               (const unsigned char *)words, about(what, user, key, words), NULL, out,
                                               key->bytes);
    return (struct str){(const char *)out, NONCE + secret.n + TAG};
}

bool seal_open(const char *what, int64_t user, const char *key_id, struct str sealed, unsigned char *secret, size_t n)
{
    const struct key *key = key_ring_find(&seal_keys, key_id);
    const unsigned char *in = (const unsigned char *)sealed.s;
    char words[ABOUT];
    if (!key) {
        log_line(LOG_ERROR, "a sealed %s of person %" PRId64 " needs the key %s, which is not among the seal keys",
                 what, user, key_id);
        return false;
    }
    if (sealed.n == NONCE + n + TAG && crypto_aead_xchacha20poly1305_ietf_decrypt(
                                           secret, NULL, NULL, in + NONCE, n + TAG, (const unsigned char *)words,
                                           about(what, user, key, words), in, key->bytes) == 0)
        return true;
    log_line(LOG_ERROR, "a sealed %s of person %" PRId64 " does not open: it was changed, or moved", what, user);
    return false;
}
