/* people_store.h: what the console reads of people, and decides about them. With watch_store.h the only SQL of its pages.
 *
 * A list is asked with its order and taken with console_list_take. Times are "YYYY-MM-DD HH:MM", UTC. What one function of
 * the database answers (its `outcome`) is told in sql/0009-umbrella-console.sql.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_PEOPLE_STORE_H
#define ADMIN_PEOPLE_STORE_H

#include "db/db.h"
#include "identity/mail.h"
#include "web/listing.h"

/* ---- the list ---- */

/* The columns of the result; the first are those of the list and of its CSV. */
enum people_column {
    PEOPLE_EMAIL,
    PEOPLE_NAME,
    PEOPLE_STATUS,
    PEOPLE_ROLE,
    PEOPLE_RIGHTS, /* "superuser", "staff" or "" */
    PEOPLE_SEEN,   /* "" for never */
    PEOPLE_LOGINS,
    PEOPLE_CREATED,
    PEOPLE_FACTOR, /* "yes" or "" */
    PEOPLE_SHOWN,
    PEOPLE_ID = PEOPLE_SHOWN,
    PEOPLE_COLUMNS
};
/* "" is no restriction. rights: staff, superuser or none; seen: never, 7, 30, 90 (days at most) or longer; network: of the
 * address that the account was made from. */
struct people_filter {
    const char *pattern, *status, *role, *rights, *seen, *network;
};
enum err people_list_ask(struct db *, const struct listing *, const struct people_filter *);

/* ---- one person ---- */

struct person_page {
    int64_t id;
    const char *email, *name, *status, *role, *created, *created_ip, *seen, *seen_ip, *decided, *decided_by, *reason, *language,
        *timezone, *phone, *deleted, *inviter, *invited;
    int64_t logins, failures, decided_by_id, inviter_id, saved; /* saved backtests */
    bool is_staff, is_superuser, has_factor, is_confirmed;
    /* Rows of text: */
    struct db_result history;  /* at, action, actor, actor's id, before, after; newest first */
    struct db_result sessions; /* id, address, agent, created, last seen, own, other */
    struct db_result signins;  /* at, result, address, agent; newest first */
    struct db_result tokens;   /* name, last characters, scopes, created, expires, last used, live, ended */
    struct db_result proposal; /* id, wanted rights, proposer, at, own; no row: there is none */
};
enum err person_page_ask(struct db *, int64_t person);
/* ERR_NOTFOUND: there is nobody with this number. */
enum err person_page_take(struct db *, struct arena *, int64_t person, struct person_page *);

/* Who is meant, for mails and messages. ERR_NOTFOUND: nobody. */
struct person_brief {
    int64_t id;
    const char *email, *name, *status;
};
enum err person_brief_get(struct db *, struct arena *, int64_t person, struct person_brief *);
/* Those of the list of numbers that are there ("{1,2}"), in its order. */
enum err person_briefs_get(struct db *, struct arena *, const char *numbers, struct person_brief **, int *n);

/* ---- writes, in the name of the session sid ---- */

struct decision {
    const char *outcome, *by, *status; /* done, decided (by whom, and what became of it), own_invitee, unknown */
};
enum err person_decide(struct db *, struct arena *, const char *sid, int64_t person, bool approve, struct str reason,
                       const struct mail *, struct decision *);
enum err person_switch(struct db *, struct arena *, const char *sid, int64_t person, bool is_on, struct str reason, const char **outcome);
enum err person_reconsider(struct db *, struct arena *, const char *sid, int64_t person, const char **outcome);
enum err person_set_role(struct db *, struct arena *, const char *sid, int64_t person, const char *role, const char **outcome);
enum err person_set_rights(struct db *, struct arena *, const char *sid, int64_t person, bool staff, bool superuser,
                           const char **outcome);
enum err person_drop_factor(struct db *, struct arena *, const char *sid, int64_t person, const struct mail *, const char **outcome);
/* outcome: done, or same where one waits already. */
enum err person_start_reset(struct db *, struct arena *, const char *sid, const char *email, const char **outcome);
enum err proposal_decide(struct db *, struct arena *, const char *sid, int64_t proposal, bool granted, const char **outcome);

/* ---- approvals ---- */

enum approval_column {
    APPROVAL_EMAIL,
    APPROVAL_NAME,
    APPROVAL_CREATED,
    APPROVAL_WAITS,      /* hours */
    APPROVAL_ROLE,
    APPROVAL_INVITER,    /* "" for an open registration, or an inviter that is gone */
    APPROVAL_INVITED,    /* "yes" or "" */
    APPROVAL_CONFIRMED,  /* "yes" or "" */
    APPROVAL_DOMAIN,
    APPROVAL_SAME_DOMAIN,  /* other accounts of the domain, at most 20 */
    APPROVAL_ADDRESS,
    APPROVAL_SAME_ADDRESS, /* other accounts made from there, at most 20 */
    APPROVAL_SHOWN,
    APPROVAL_ID = APPROVAL_SHOWN,
    APPROVAL_INVITER_ID,
    APPROVAL_COLUMNS
};
enum err approval_list_ask(struct db *, const struct listing *, const char *pattern);
/* Open proposals: id, person, e-mail, wanted rights, proposer, at, own; oldest first, at most 100. */
enum err proposal_list_ask(struct db *);

#endif
