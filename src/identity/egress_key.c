/* egress_key.c: see egress_key.h. Sealed boxes of libsodium, as base64.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/egress_key.h"

#include <sodium.h>

#include "identity/key_ring.h"

enum { BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

static struct key_ring keys;

enum err egress_seal(struct db *db, struct arena *a, struct str secret, const char **sealed)
{
    struct db_result r;
    *sealed = NULL;
    if (secret.n > EGRESS_SECRET_MAX)
        return ERR_INPUT;
    enum err e =
        db_query(db, a, &r, "select public_key from ops.egress_key order by created_at desc, public_key limit 1", "");
    if (e || !r.rows)
        return e ? e : ERR_NOTFOUND;
    struct str key = db_bytes(&r, 0, 0, a);
    size_t n = crypto_box_SEALBYTES + secret.n, room = sodium_base64_encoded_len(n, BASE64);
    unsigned char *box = arena_bytes(a, n);
    char *text = arena_bytes(a, room);
    if (key.n != crypto_box_PUBLICKEYBYTES ||
        crypto_box_seal(box, (const unsigned char *)secret.s, secret.n, (const unsigned char *)key.s))
        return ERR_INTERNAL;
    *sealed = sodium_bin2base64(text, room, box, n, BASE64);
    return OK;
}

static void key_pair(const struct key *seed, unsigned char *public_key, unsigned char *secret_key)
{
    crypto_box_seed_keypair(public_key, secret_key, seed->bytes);
}

enum err egress_key_publish(struct db *db, struct arena *a, const struct hub_settings *settings, const char **why)
{
    unsigned char public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    *why = "there is none: set egress_key_file";
    if (!key_ring_load(a, &keys, "egress-key", settings->egress_key_file, why) || !keys.n)
        return ERR_NOTFOUND;
    key_pair(&keys.at[0], public_key, secret_key);
    sodium_memzero(secret_key, sizeof secret_key);
    return db_query(db, a, NULL,
                    "with others as (delete from ops.egress_key where public_key <> $1)"
                    " insert into ops.egress_key (public_key) values ($1) on conflict do nothing",
                    "b", ((struct str){(char *)public_key, sizeof public_key}));
}

char *egress_open(struct arena *a, const char *sealed)
{
    unsigned char public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    size_t most = strlen(sealed), n;
    unsigned char *box = arena_bytes(a, most + 1);
    char *secret = arena_bytes(a, most + 1);
    bool is_open = false;
    if (sodium_base642bin(box, most, sealed, most, NULL, &n, NULL, BASE64) || n < crypto_box_SEALBYTES)
        return NULL;
    for (int i = 0; i < keys.n && !is_open; i++) {
        key_pair(&keys.at[i], public_key, secret_key);
        is_open = crypto_box_seal_open((unsigned char *)secret, box, n, public_key, secret_key) == 0;
    }
    sodium_memzero(secret_key, sizeof secret_key);
    secret[is_open ? n - crypto_box_SEALBYTES : 0] = '\0';
    return is_open ? secret : NULL;
}
