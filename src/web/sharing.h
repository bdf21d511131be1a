/* sharing.h: showing others what one saved, in every section where people save: to the team, or by a link to whoever has it, who
 * needs no account. Each section's tables are its own; words, forms and templates are the same.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_SHARING_H
#define WEB_SHARING_H

#include "db/db.h"
#include "identity/token.h"
#include "web/req.h"
#include "web/res.h"
#include "web/view.h"

enum { SHARING_HOURS_MAX = 30 * 24 }; /* the longest that a link may be open; the administrators may allow less */

/* ---- what a section's statements answer ---- */

/* The columns of a section's list of links. LINK_SAVED and LINK_NAME: what it leads to. LINK_STATE: open, expired, taken back, off. */
enum link_column { LINK_ID, LINK_SAVED, LINK_NAME, LINK_CREATED, LINK_EXPIRES, LINK_USED, LINK_STATE };
/* Of a section's statement for them, where `l` is its table of links: the columns from LINK_CREATED on, and how it ends. */
#define SHARING_LINK_COLUMNS \
    "to_char(l.created_at" DB_MINUTE ", to_char(l.expires_at" DB_MINUTE ", to_char(l.last_used_at" DB_MINUTE "," \
    " case when l.revoked_at is not null then 'taken back' when l.expires_at <= now() then 'expired'" \
    " when l.created_at + make_interval(days => umbrella.setting_integer('share_link_days')) <= now() then 'off'" \
    " else 'open' end"
#define SHARING_LINK_ORDER \
    " order by l.revoked_at is null and l.expires_at > now() desc, l.expires_at desc, l.id desc limit 500"
/* What becomes of the wish for one more: made; too many are open; the administrators allow none that is open for so long. */
enum saved_link_outcome { SAVED_LINK_DONE, SAVED_LINK_FULL, SAVED_LINK_OFF };
/* What a link is to whoever has it: SAVED_LINK_OPEN opens what it leads to, for the transaction it is asked in. */
enum saved_link_state { SAVED_LINK_OPEN, SAVED_LINK_EXPIRED, SAVED_LINK_ENDED, SAVED_LINK_UNKNOWN };

/* How far somebody shows one thing; or (id and shared NULL) all the links of a person. */
struct sharing {
    const char *id, *shared; /* shared: with the team since, or "" */
    struct db_result links;
    int days;                /* for how many a link may be open; 0: there are to be no links */
    const char *new_link;    /* the one just made, or NULL */
};
/* Behind the section's own statement for the links; and both answers. */
enum err sharing_days_ask(struct db *);
enum err sharing_links_take(struct db *, struct arena *, struct sharing *);
/* "done", "full", "off" in the first column, after the outcome e of the statement. ERR_NOTFOUND: anything else. */
enum err sharing_outcome(const struct db_result *, enum err e, enum saved_link_outcome *);
/* Ask the section's `sql` to open the link of a token; and its answer: "open", "expired", "ended". */
enum err sharing_open_ask(struct db *, const char *sql, struct str token);
enum err sharing_open_take(struct db *, struct arena *, enum saved_link_state *);

/* ---- pages ---- */

/* What differs from section to section. The functions are of its store: ERR_NOTFOUND where there is no such thing of one's own. */
struct sharing_kind {
    const char *thing, *things;       /* "analysis", "analyses" */
    const char *section, *own, *open; /* addresses: "/returns"; one's own things are below "/returns/analyses", open links below "/s" */
    const char *with, *files;         /* what others see of it, "with its note and tags", and find in its files, ", … among them" or "" */
    enum err (*share)(struct db *, struct arena *, const char *sid, struct str id, bool with_team, const char **name);
    enum err (*link_add)(struct db *, struct arena *, const char *sid, struct str id, const unsigned char hash[TOKEN_HASH],
                         int hours, enum saved_link_outcome *);
    enum err (*link_revoke)(struct db *, struct arena *, const char *sid, struct str link, const char **id);
};

/* Fill templates/shared/sharing.tpl, and sharing_new.tpl. */
void sharing_show(struct view *, const struct sharing_kind *, const struct sharing *);
/* The page of all of one's links, whose statements the section has asked. */
enum err sharing_links_page(struct req *, struct res *, const struct sharing_kind *);
/* The page of a link that opens nothing: 404 unknown; 410 expired, or ended by its owner or the administrators. */
enum err sharing_over_page(struct req *, struct res *, const struct sharing_kind *, enum saved_link_state);

/* The forms, of the thing or link that is the route's first argument. */
enum err sharing_team_post(struct req *, struct res *, const struct sharing_kind *, bool on);
enum err sharing_revoke_post(struct req *, struct res *, const struct sharing_kind *);
/* *url: the link, which the page that answers the form shows this once; NULL: none was made, and the reply says why. */
enum err sharing_link_post(struct req *, struct res *, const struct sharing_kind *, const char **url);

#endif
