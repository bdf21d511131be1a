/* saved_store.h: what people save of their backtests, whom they show it to, and the links by which others see it. Row-level
 * security answers for the person whose session asks, for the team's results, and for the one result of a link that is open; so "not
 * yours" is "not found".
 *
 * Reading goes in two halves, as in margin_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SAVED_STORE_H
#define MARGIN_SAVED_STORE_H

#include "compute/backtest.h"
#include "db/db.h"
#include "identity/token.h"
#include "web/listing.h"
#include "web/sharing.h"

enum { SAVED_MAX = 50, SAVED_NAME_MAX = 200, SAVED_NOTE_MAX = 2000, SAVED_TAGS_MAX = 10, SAVED_TAG_MAX = 30 };

/* The engine of what hubctl import-django brought over: the stored answer is the old system's JSON, which nothing here reads. */
#define SAVED_OLD_SYSTEM "django"

/* A saved answer as lists show it. Figures that could not be computed are NaN, and so is a threshold where there is none; texts that
 * are not there are "". Times are in UTC. */
struct saved {
    const char *id, *name, *note, *tags, *ticker, *mode, *account_type, *created, *updated; /* tags: "crisis, long term" */
    bool is_own;
    const char *shared, *shared_by; /* with the team since, and its owner's name */
    int32_t start_day, end_day;
    double leverage, equity, profit_threshold;
    double final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations;
    const char *engine_version, *data_version, *inputs_hash, *result_hash;
};

/* ---- lists ---- */

/* The columns of a list, on the page and in its CSV. */
enum saved_column {
    SAVED_BY_NAME, SAVED_OWNER, SAVED_ID, SAVED_TICKER, SAVED_MODE, SAVED_ACCOUNT, SAVED_START, SAVED_END,
    SAVED_BY_LEVERAGE, SAVED_EQUITY, SAVED_BY_FINAL, SAVED_BY_RETURN, SAVED_BY_CAGR, SAVED_BY_DRAWDOWN, SAVED_BY_LIQUIDATIONS,
    SAVED_ENGINE, SAVED_DATA, SAVED_INPUTS_HASH, SAVED_RESULT_HASH, SAVED_BY_CREATED, SAVED_BY_SHARED, SAVED_NOTE, SAVED_TAGS,
    SAVED_COLUMNS
};
/* What a list shows: of the team what is shared, else the person's own; and of these what holds every word of `search` in name,
 * note, ticker or tags, at least as its beginning, and has the tag and the mode. Empty ones do not narrow it. */
struct saved_filter {
    bool team;
    struct str search, tag, mode;
};
/* A page of it, and how many there are. */
enum err saved_list_ask(struct db *, const struct listing *, const struct saved_filter *);
enum err saved_list_take(struct db *, struct arena *, struct saved **rows, int *n, int64_t *total);
/* The person's newest, at most `limit`. */
enum err saved_newest_ask(struct db *, int limit);
enum err saved_newest_take(struct db *, struct arena *, struct saved **rows, int *n);
/* The tags in use there, sorted: the text of column 0 of each row. */
enum err saved_tags_ask(struct db *, bool team);
/* How many places the person has used, and how many the console's setting allows everybody. */
enum err saved_count_ask(struct db *);
enum err saved_count_take(struct db *, struct arena *, int64_t *used, int *places);
/* The latter alone. */
enum err saved_places_get(struct db *, struct arena *, int *places);

/* ---- one ---- */

/* By whose leave somebody reads it. */
enum saved_door { SAVED_OWN, SAVED_TEAM, SAVED_LINK };

/* Ask for one, with its stored answer. `key` is its identifier, or the link's token. */
enum err saved_ask(struct db *, enum saved_door, struct str key);
/* data: the stored answer, as backtest_answer_pack makes it. link may be NULL where the door is no link. ERR_NOTFOUND: it is not
 * there, not to be seen, or the link is not open. */
enum err saved_take(struct db *, struct arena *, enum saved_door, struct saved *, struct str *data, enum saved_link_state *link);
/* One's own or the team's, whichever it is; to be taken with saved_take(…, SAVED_TEAM, …). */
enum err saved_any_ask(struct db *, struct str id);

/* ---- changes, each in a transaction of its own ---- */

struct saved_words {
    struct str name, note, tags; /* tags as typed: "Rates, long term" */
};
struct saved_new {
    struct saved_words words;
    const char *email;
    struct str idem_key;                 /* a form sent twice saves once */
    const struct backtest_answer *answer;
    struct str data;                     /* as backtest_answer_pack makes it */
    const char *inputs_hash, *result_hash;
    int quota;                           /* places of this installation, at most SAVED_MAX */
};
/* ERR_LIMIT: every place is used. */
enum err saved_add(struct db *, struct arena *, const char *sid, const struct saved_new *, const char **id);
enum err saved_change(struct db *, struct arena *, const char *sid, struct str id, const struct saved_words *);
/* Deleting gives the place back; restoring takes one again (ERR_LIMIT) and works for a day. */
enum err saved_delete(struct db *, struct arena *, const char *sid, struct str id, const char **name);
enum err saved_restore(struct db *, struct arena *, const char *sid, struct str id, int quota, const char **name);
/* Show it to the team, or no longer. */
enum err saved_share(struct db *, struct arena *, const char *sid, struct str id, bool with_team, const char **name);

/* ---- links ---- */

/* Make a link that is open for so many hours; its hash is stored. ERR_NOTFOUND: no such result of one's own. */
enum err saved_link_add(struct db *, struct arena *, const char *sid, struct str id, const unsigned char hash[TOKEN_HASH],
                        int hours, enum saved_link_outcome *);
/* *saved: the result that it led to. ERR_NOTFOUND: no such link of one's own. */
enum err saved_link_revoke(struct db *, struct arena *, const char *sid, struct str id, const char **saved);

/* The person's links, open ones first, of one result or (id empty) of all; taken with sharing_links_take. */
enum err saved_links_ask(struct db *, struct str id);

#endif
