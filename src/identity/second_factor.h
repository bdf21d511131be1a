/* second_factor.h: codes from an app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, one step of drift either way) and
 * recovery codes. The seed is sealed (seal.h), recovery codes are kept as their SHA-256, and a code works once: the database
 * uses it up. Tickets against guessing are the caller's (attempt.h).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_SECOND_FACTOR_H
#define IDENTITY_SECOND_FACTOR_H

#include "base/settings.h"
#include "db/db.h"
#include "identity/session.h"

enum { FACTOR_SEED = 20, FACTOR_SEED_TEXT = 33, RECOVERY_CODES = 10, RECOVERY_CODE_TEXT = 32 };

/* Base32 of 128 random bits each, in groups of four and five: "ABCD-EFGH-…". */
struct recovery_codes {
    char text[RECOVERY_CODES][RECOVERY_CODE_TEXT];
};

/* The time step that a code of six digits belongs to, at now_s (seconds since 1970) or one step before or after; -1: none. */
int64_t factor_counter(const unsigned char seed[FACTOR_SEED], int64_t now_s, const char *code);
/* The seed in base32, as apps take it. */
void factor_seed_text(const unsigned char seed[FACTOR_SEED], char out[FACTOR_SEED_TEXT]);

struct factor_answer {
    bool is_right;
    bool is_recovery;   /* it was a recovery code … */
    int64_t codes_left; /* … and so many are left */
};
/* Check what was typed, in whatever groups: six digits from the app, or a recovery code; use it up when it is right. In the
 * transaction that is open: rolled back, it is as good as before. */
enum err factor_spend(struct db *, struct arena *, int64_t person, struct str typed, struct factor_answer *);

/* What seeds are sealed as (seal.h). */
extern const char factor_purpose[];
/* Whether the seal keys of this process open what is stored: *tried factors, one for each key they were sealed with, and how many
 * of them opened. */
enum err factor_try_keys(struct db *, struct arena *, int64_t *tried, int64_t *opened);

/* A person's own factor. */
struct factor_state {
    bool is_on;
    const char *since; /* "2026-11-22" (UTC) */
    int64_t codes_left;
};
enum err factor_state(struct db *, struct arena *, const struct session *, struct factor_state *);
/* Make a seed to be confirmed, in place of one that never was; a factor that is on stays so until then. ERR_INTERNAL: there is
 * no key to seal it with. */
enum err factor_enrol(struct db *, struct arena *, const struct session *);
/* The seed to be confirmed, within an hour after it was made. ERR_NOTFOUND: none. */
enum err factor_pending(struct db *, struct arena *, const struct session *, unsigned char seed[FACTOR_SEED]);
/* The first code: when it is right, the new seed is the factor, other sessions end, this one goes on under `token` at aal 2, a mail says
 * so, and these are the recovery codes. ERR_NOTFOUND: nothing is to be confirmed. */
enum err factor_confirm(struct db *, struct arena *, const struct hub_settings *, struct session *, struct str typed,
                        const char *ip, bool *is_right, struct recovery_codes *, char token[SESSION_TOKEN_TEXT]);
/* New recovery codes; the old ones are void. ERR_NOTFOUND: no factor. */
enum err factor_renew_codes(struct db *, struct arena *, const struct session *, struct recovery_codes *);
/* Other sessions end, and a mail says so. ERR_FORBIDDEN: console people cannot do without. ERR_NOTFOUND: no factor. */
enum err factor_remove(struct db *, struct arena *, const struct hub_settings *, const struct session *);

#endif
