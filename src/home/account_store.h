/* account_store.h: what a person's own account reads and writes. Row-level security answers only for the person who asks.
 *
 * *_ask sends statements from a route's load function, *_take reads their results in the handler, in the order sent. Times of
 * pages are in the person's own time zone ("YYYY-MM-DD HH:MI"), those of files in UTC.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_ACCOUNT_STORE_H
#define HOME_ACCOUNT_STORE_H

#include "base/settings.h"
#include "db/db.h"
#include "identity/person.h"

/* One result that a page shows as it is; what its columns are, each list says. */
struct account_rows {
    struct db_result rows;
    const char *zone; /* the time zone of its times */
};
enum err account_rows_take(struct db *, struct arena *, struct account_rows *);

/* ---- overview ---- */

struct account_overview {
    const char *since, *phone, *zone; /* since: the day they joined */
    const char *last_at, *last_address, *last_agent; /* the sign-in before this one; "" when there was none */
    bool is_email_verified;
    int64_t n_sessions, n_tokens, n_refused; /* live, live, of the last seven days */
};
enum err account_overview_ask(struct db *);
enum err account_overview_take(struct db *, struct arena *, struct account_overview *);

/* ---- profile ---- */

struct account_profile {
    struct str first_name, last_name, phone; /* phone: "+4930123456" or empty */
    const char *zone, *language;
    const char *const *zones;                /* those to choose from, NULL-terminated; only read */
    int n_zones;
};
enum err account_profile_ask(struct db *);
enum err account_profile_take(struct db *, struct arena *, struct account_profile *);
/* ERR_CONFLICT: somebody else has the telephone number. */
enum err account_profile_save(struct db *, struct arena *, const char *sid, const struct account_profile *);
/* theme: "auto", "light" or "dark". */
enum err account_theme_set(struct db *, struct arena *, const char *sid, const char *theme);

/* ---- sessions ---- */

/* Live ones, the one that asks on top. */
enum own_session_column {
    OWN_SESSION_THIS, /* 't' or 'f' */
    OWN_SESSION_ID,
    OWN_SESSION_AGENT,
    OWN_SESSION_ADDRESS,
    OWN_SESSION_SINCE,
    OWN_SESSION_LAST,
    OWN_SESSION_FACTOR, /* 't' or 'f' */
    OWN_SESSION_COLUMNS
};
enum err account_sessions_ask(struct db *);
/* End one, or (0) all but the one that asks; how many were ended. */
enum err account_sessions_end(struct db *, struct arena *, const char *sid, int64_t session, int64_t *n);

/* ---- sign-ins ---- */

enum own_signin_column {
    OWN_SIGNIN_AT,
    OWN_SIGNIN_FAILURE, /* "" for a success */
    OWN_SIGNIN_AGENT,
    OWN_SIGNIN_ADDRESS,
    OWN_SIGNIN_COLUMNS
};
struct account_signins {
    int sort; /* OWN_SIGNIN_AT, _FAILURE or _ADDRESS */
    bool descending, is_utc;
    struct str result; /* "good", "bad", or anything else for both */
    int64_t limit, offset;
};
/* Rows (account_rows_take), then how many there are (account_count_take; never counted beyond 10,001). */
enum err account_signins_ask(struct db *, const struct account_signins *);
enum err account_count_take(struct db *, struct arena *, int64_t *n);

/* ---- API tokens ---- */

enum own_token_column {
    OWN_TOKEN_ID,
    OWN_TOKEN_NAME,
    OWN_TOKEN_HINT,
    OWN_TOKEN_SCOPES,
    OWN_TOKEN_CREATED,
    OWN_TOKEN_EXPIRES,
    OWN_TOKEN_USED,  /* "" when never */
    OWN_TOKEN_STATE, /* live, expired, revoked */
    OWN_TOKEN_COLUMNS
};
/* Live ones, then those that ended within 90 days (account_rows_take); then how many are live, of how many. */
enum err account_tokens_ask(struct db *);
enum err account_quota_take(struct db *, struct arena *, int64_t *used, int64_t *quota);

enum token_outcome { TOKEN_DONE, TOKEN_STALE, TOKEN_QUOTA, TOKEN_NAME };
struct new_token {
    struct str name, scopes; /* scopes: "margin:read,margin:write" */
    int64_t days;
    struct str hash;
    const char *hint;
};
/* And the mail that says so. */
enum err account_token_add(struct db *, struct arena *, const struct hub_settings *, const char *sid, const struct person *,
                           const struct new_token *, enum token_outcome *);
/* The token's name; NULL: no such live token. */
enum err account_token_revoke(struct db *, struct arena *, const char *sid, int64_t token, const char **name);

/* ---- invitations ---- */

enum own_invitation_column {
    OWN_INVITATION_EMAIL,
    OWN_INVITATION_TYPE,
    OWN_INVITATION_STATE, /* in words */
    OWN_INVITATION_CREATED,
    OWN_INVITATION_EXPIRES,
    OWN_INVITATION_MAILED, /* these: "" when it has not happened */
    OWN_INVITATION_OPENED,
    OWN_INVITATION_REGISTERED,
    OWN_INVITATION_APPROVED,
    OWN_INVITATION_FIRST,
    OWN_INVITATION_BOUNCE,
    OWN_INVITATION_ID,
    OWN_INVITATION_OPEN,   /* not empty when it may be revoked */
    OWN_INVITATION_UNUSED, /* not empty when it may be sent again */
    OWN_INVITATION_COLUMNS
};
/* Rows, sorted by OWN_INVITATION_EMAIL, _TYPE, _CREATED or _EXPIRES, then how many there are, then what the form needs. */
enum err account_invitations_ask(struct db *, int sort, bool descending, int64_t limit, int64_t offset);

struct account_template {
    const char *name, *type, *subject, *text;
};
struct account_invite_form {
    bool is_closed, has_mail_server; /* is_closed: nobody may register, invited or not */
    int64_t hours;                   /* an invitation is valid for */
    struct account_template *templates;
    int n_templates;
};
enum err account_invite_form_take(struct db *, struct arena *, struct account_invite_form *);

/* ---- leaving ---- */

/* Mark the account deleted, and mail it; every session ends. *until: the day to which it can be undone. ERR_CONFLICT: the last
 * superuser. */
enum err account_delete(struct db *, struct arena *, const struct hub_settings *, const char *sid, const struct person *,
                        const char **until);

#endif
