/* throttle.c: see throttle.h. Counting and checking is one statement in the database, which is exact under any number
 * of attempts at once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/throttle.h"

#include <arpa/inet.h>
#include <sodium.h>

#include "base/rng.h"

enum { SECRET = 32 };

/* Counts need not outlive a power cut by the last half second, and so no attempt waits for the disk on their account. */
#define NOT_WAITING "select set_config('synchronous_commit', 'off', true), "

static void keyed_hash(struct str secret, const char *kind, const void *data, size_t n, unsigned char out[THROTTLE_KEY])
{
    crypto_auth_hmacsha256_state h;
    crypto_auth_hmacsha256_init(&h, (const unsigned char *)secret.s, secret.n);
    crypto_auth_hmacsha256_update(&h, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_auth_hmacsha256_update(&h, data, n);
    crypto_auth_hmacsha256_final(&h, out);
    sodium_memzero(&h, sizeof h);
}

/* The part of an address that one client has to itself; 0 bytes when there is none. */
static size_t network(const char *ip, unsigned char out[16])
{
    if (ip && inet_pton(AF_INET, ip, out) == 1)
        return 4;
    if (!ip || inet_pton(AF_INET6, ip, out) != 1)
        return 0;
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(out, mapped, sizeof mapped))
        return 8;
    memmove(out, out + sizeof mapped, 4);
    return 4;
}

/* A device's cookie is its number and the proof that it was given out for this account: an HMAC of both. */
struct device {
    unsigned char account[THROTTLE_KEY], cookie[DEVICE_ID + THROTTLE_KEY];
};

static void prove(struct str secret, const struct device *d, unsigned char proof[THROTTLE_KEY])
{
    keyed_hash(secret, "device", d, THROTTLE_KEY + DEVICE_ID, proof);
}

static bool is_ours(struct str secret, const struct device *d)
{
    unsigned char proof[THROTTLE_KEY];
    prove(secret, d, proof);
    return sodium_memcmp(proof, d->cookie + DEVICE_ID, sizeof proof) == 0;
}

static void device_key(struct str secret, struct str cookie, struct throttle_keys *out)
{
    struct device d;
    memcpy(d.account, out->account, sizeof d.account);
    out->is_known_device = hex_decode(cookie, d.cookie, sizeof d.cookie) && is_ours(secret, &d);
    if (out->is_known_device) {
        keyed_hash(secret, "device's account", &d, sizeof d, out->account);
    } else {
        rng_bytes(d.cookie, DEVICE_ID);
        prove(secret, &d, d.cookie + DEVICE_ID);
    }
    hex_encode(d.cookie, sizeof d.cookie, out->device);
}

/* The secret of these hashes, and `email` as it is compared. */
static enum err read_secret(struct db *db, struct arena *a, struct str email, struct str *secret, struct str *lower)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r, "select value, lower($1) from umbrella.secret where name = 'throttle'", "S", email);
    if (e)
        return e;
    if (!r.rows)
        return ERR_INTERNAL;
    *secret = db_bytes(&r, 0, 0, a);
    *lower = db_str(&r, 0, 1);
    return secret->n == SECRET ? OK : ERR_INTERNAL;
}

enum err throttle_keys(struct db *db, struct arena *a, struct str email, const char *ip, struct str device,
                       struct throttle_keys *out)
{
    unsigned char net[16];
    struct str secret, lower;
    enum err e = read_secret(db, a, email, &secret, &lower);
    if (e)
        return e;
    keyed_hash(secret, "account", lower.s, lower.n, out->account);
    keyed_hash(secret, "address", net, network(ip, net), out->address);
    device_key(secret, device, out);
    return OK;
}

enum err throttle_key(struct db *db, struct arena *a, const char *kind, struct str what,
                      unsigned char out[THROTTLE_KEY])
{
    struct str secret, lower;
    enum err e = read_secret(db, a, STR(""), &secret, &lower);
    if (e)
        return e;
    keyed_hash(secret, kind, what.s, what.n, out);
    return OK;
}

enum err throttle_take(struct db *db, struct arena *a, const unsigned char key[THROTTLE_KEY], int cap,
                       int window_minutes, int longest_minutes, int *wait_s)
{
    struct db_result r;
    *wait_s = 0;
    if (!cap)
        return OK;
    enum err e = db_query(db, a, &r,
                          NOT_WAITING "umbrella.throttle_take($1, $2::int, make_interval(mins => $3::int),"
                                      " make_interval(mins => $4::int))",
                          "biii", ((struct str){(const char *)key, THROTTLE_KEY}), (int64_t)cap,
                          (int64_t)window_minutes, (int64_t)longest_minutes);
    if (!e)
        *wait_s = (int)db_int(&r, 0, 1);
    return e;
}

enum err throttle_give_back(struct db *db, struct arena *a, const unsigned char key[THROTTLE_KEY])
{
    return db_query(db, a, NULL, NOT_WAITING "umbrella.throttle_give_back($1)", "b",
                    ((struct str){(const char *)key, THROTTLE_KEY}));
}

enum err throttle_clear(struct db *db, struct arena *a, const unsigned char key[THROTTLE_KEY])
{
    return db_query(db, a, NULL, "select umbrella.throttle_clear($1)", "b",
                    ((struct str){(const char *)key, THROTTLE_KEY}));
}
