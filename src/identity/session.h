/* session.h: the session cookie, its row, and the CSRF tokens bound to it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef IDENTITY_SESSION_H
#define IDENTITY_SESSION_H

#include "base/settings.h"
#include "db/db.h"
#include "identity/person.h"

enum { SESSION_TOKEN_TEXT = 65, SESSION_SID_TEXT = 66, CSRF_TEXT = 97 };

struct session {
    char sid[SESSION_SID_TEXT];      /* SHA-256 of the cookie's token, in hex: what the database knows; "" without cookie */
    unsigned char csrf_key[32];
    struct person person;            /* id 0: no live session */
    bool had_cookie;                 /* a cookie came that is not, or no longer, a session */
    bool is_fresh;                   /* the person proved who they are within the last 10 minutes */
    bool is_token;                   /* an API token, not a cookie: sid is 't' and its SHA-256 */
    const char *scopes;              /* of a token: "margin:read results:read"; else "" */
    const char *banner;              /* what the administrator announces; or "" */
};

/* Read the cookie's token (64 hex digits) into sid; false when it has not that form. Asks nothing. */
bool session_from_cookie(struct session *, struct str token);

/* The statement that resolves a session or an API token and sets hub.sid for the transaction; send it first in a page's
 * pipeline, types "sts": the sid, whether it is a GET (then a session rotated less than 10 s ago answers as its successor),
 * and session_address() of the client. Touches last_activity at most once a minute. No row: no live session. */
extern const char session_open_sql[];
/* Fill the session from that statement's result; sid becomes the successor's. Text lives as long as the result. */
void session_fill(struct session *, const struct db_result *);

/* A new session for a person who has just proved who they are (aal 2: with a second factor, too): a row is made, the oldest
 * beyond ten are ended, failed attempts are forgotten, and token (for the cookie) and session are filled. `agent` is cut to
 * 400 bytes. */
enum err session_start(struct db *, struct arena *, const struct hub_settings *, int64_t person, int aal, const char *ip,
                       struct str agent, struct session *, char token[SESSION_TOKEN_TEXT]);
/* The person proved anew who they are: the session goes on under a new token, and is fresh: by a password (aal 1) only where
 * there is no second factor. Form tokens stay good.
 * ERR_LOGIN: it has ended meanwhile. */
enum err session_prove(struct db *, struct arena *, struct session *, int aal, const char *ip, char token[SESSION_TOKEN_TEXT]);
enum err session_end(struct db *, struct arena *, const struct session *, const char *why);

/* What may be recorded of a client: its agent cut to 400 bytes ("" when it is no text), its address or NULL when it is none. */
struct str session_agent(struct str agent);
const char *session_address(const char *ip);

/* A token for a form, masked anew each time so that compression cannot leak it: 96 hex digits. */
char *csrf_token(const struct session *, char out[CSRF_TEXT]);
bool csrf_check(const struct session *, struct str token);

/* Before sign-in the form is bound to an anonymous cookie instead: this fills csrf_key and sid from its token. */
void session_anonymous(struct session *, struct str token);

#endif
