/* factor_keys.c: whether this installation's seal keys open the second factors that are stored; see second_factor.h. Apart from
 * the codes, so that hubctl need not know how they are made.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>

#include "identity/seal.h"
#include "identity/second_factor.h"

const char factor_purpose[] = "second_factor";

enum err factor_try_keys(struct db *db, struct arena *a, int64_t *tried, int64_t *opened)
{
    unsigned char seed[FACTOR_SEED];
    struct db_result r;
    *tried = *opened = 0;
    enum err e = db_query(db, a, &r,
                          "select distinct on (key_id) user_id, key_id, sealed_seed from umbrella.second_factor"
                          " order by key_id, user_id",
                          "");
    for (int i = 0; !e && i < r.rows; i++, ++*tried)
        *opened +=
            seal_open(factor_purpose, db_int(&r, i, 0), db_text(&r, i, 1), db_bytes(&r, i, 2, a), seed, sizeof seed);
    sodium_memzero(seed, sizeof seed);
    return e;
}
