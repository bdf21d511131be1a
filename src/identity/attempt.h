/* attempt.h: what all ways of proving who one is share (signin.c, second_step.c, prove.c): tickets before any work, exactly
 * one hash call for a password whatever the account's state, and the record of what came of it. For those files only.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_ATTEMPT_H
#define IDENTITY_ATTEMPT_H

#include "identity/mail.h"
#include "identity/second_factor.h"
#include "identity/signin.h"
#include "identity/throttle.h"

struct attempt {
    struct db *db;
    struct arena *arena;
    const struct hub_settings *settings;
    struct str email, agent; /* email: as typed, or the account's own */
    const char *ip;
    struct throttle_keys keys;

    /* The account, once it was found; person 0: nobody has this e-mail. */
    int64_t person;
    const char *address, *name, *stored, *status, *rejection;
    bool has_factor;
    bool is_restorable; /* deleted, and within the time to undo it */
    bool is_far;        /* the last sign-in came from another part of the network */
    bool is_shut;       /* too many failures in a row */
    int64_t failures;   /* in a row, before this attempt */
};

/* `from` is trimmed and cut to what may be recorded; the keys are those of its e-mail. */
enum err attempt_begin(struct attempt *, struct db *, struct arena *, const struct hub_settings *,
                       const struct signin_client *, struct str email);
/* Tickets of address and account, one hash call, and the record of what was wrong. Not *is_right: *out says what to answer. */
enum err attempt_password(struct attempt *, struct str password, struct signin_result *out, bool *is_right);
/* Tickets to try one code: of what is being proved (a half sign-in, a session) and of the account. *wait_s as throttle_take. */
enum err attempt_code_tickets(struct attempt *, const char *kind, struct str what, int *wait_s);
enum err attempt_code_give_back(struct attempt *, const char *kind, struct str what);

enum err attempt_record(const struct attempt *, const char *reason);
/* A wrong code counts as a wrong password does. */
enum err attempt_record_wrong_code(const struct attempt *);
enum err attempt_give_back(const struct attempt *);
enum err attempt_forget_failures(const struct attempt *);
/* The columns of authentication_user that attempt_read takes, and what they stand for: $2 is the address of the client. */
#define ATTEMPT_COLUMNS                                                                                                \
    "u.id, u.email, btrim(u.first_name || ' ' || u.last_name), u.password, u.status, u.rejection_reason,"              \
    " u.has_second_factor, u.status = 'deleted' and u.deleted_at > now() - interval '30 days',"                        \
    " coalesce(not $2::inet <<= network(set_masklen(u.last_login_ip, case family(u.last_login_ip) when 4 then 16"      \
    " else 48 end)), false), u.failed_signins - 1"
enum { ATTEMPT_N_COLUMNS = 10 };
void attempt_read(struct attempt *, const struct db_result *);

/* Sign the person in: the session, the known device, and a mail when it looks unusual. A password that is new by now: SIGNIN_WRONG. */
enum err attempt_let_in(struct attempt *, int aal, struct signin_result *out);
enum err attempt_tell(const struct attempt *, enum mail_kind, const char *path, const char *message);

#endif
