/* saved_store.h: analyses that people save, each run's answer, their notes, whom they show them to, and the links by which others
 * see them. Row-level security answers for the person whose session asks, for what is shared with the team, and for the one analysis
 * of a link that is open; so "not yours" is "not found".
 *
 * Reading goes in two halves, as in series_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SAVED_STORE_H
#define RETURNS_SAVED_STORE_H

#include "compute/returns.h"
#include "db/db.h"
#include "identity/token.h"
#include "returns/analysis_load.h"
#include "web/listing.h"
#include "web/sharing.h"

enum { SAVED_TITLE_MAX = 200, SAVED_NOTE_MAX = 4000, SAVED_INPUTS_MAX = RETURNS_SERIES_MAX + RETURNS_BLEND_MAX + 3,
    SAVED_LISTED_MAX = 10000 };

/* A saved analysis with its newest run, or another one of its runs. Texts that are not there are "", figures NaN; times are in UTC. */
struct saved {
    const char *id, *title, *series, *benchmark, *basis, *created, *run_at, *shared, *shared_by;
    bool is_own, is_pinned;
    bool has_newer;                   /* what saved_newer_ask would find; of one's own */
    int64_t run, newest, bytes;       /* this run's number, and the newest's */
    int32_t first_day, last_day;      /* of what was computed */
    double total, cagr, volatility, sharpe, max_drawdown; /* of the first series */
    const char *engine_version, *inputs_hash, *result_hash;
};

/* ---- lists ---- */

enum saved_column {
    SAVED_BY_TITLE, SAVED_ID, SAVED_BY_SERIES, SAVED_BENCHMARK, SAVED_BASIS, SAVED_BY_FIRST, SAVED_LAST, SAVED_BY_TOTAL,
    SAVED_BY_CAGR, SAVED_BY_VOLATILITY, SAVED_BY_SHARPE, SAVED_BY_DRAWDOWN, SAVED_BY_RUN, SAVED_BY_CREATED, SAVED_BY_SHARED,
    SAVED_OWNER, SAVED_ENGINE, SAVED_RESULT_HASH, SAVED_COLUMNS
};
/* Of the team what is shared, else the person's own; of these what has the words (a part of title, series, benchmark or a note) and
 * the basis ("total", "price", "given"). Empty ones do not narrow the list. */
struct saved_filter {
    bool team;
    struct str words, basis;
};
enum err saved_list_ask(struct db *, const struct listing *, const struct saved_filter *);
enum err saved_list_take(struct db *, struct arena *, struct saved **rows, int *n, int64_t *total);
/* The person's newest, at most `limit`. */
enum err saved_newest_ask(struct db *, int limit);
enum err saved_newest_take(struct db *, struct arena *, struct saved **rows, int *n);

/* ---- one ---- */

/* By whose leave somebody reads it. SAVED_ANY: one's own or the team's. */
enum saved_door { SAVED_OWN, SAVED_TEAM, SAVED_ANY, SAVED_LINK };

/* One of its runs (0: the newest), with the answer. `key` is its identifier, or the link's token. */
enum err saved_ask(struct db *, enum saved_door, struct str key, int64_t run);
/* json: the answer as it was computed; request: what was asked at the newest run. link may be NULL where the door is no link.
 * ERR_NOTFOUND: not there, not to be seen, or the link is not open. */
enum err saved_take(struct db *, struct arena *, enum saved_door, struct saved *, struct str *json, struct str *request,
                    enum saved_link_state *link);
/* The series of its newest run, after saved_ask and in its transaction; `key` as there. ERR_INTERNAL: one cannot be read. */
enum err saved_series_ask(struct db *, enum saved_door, struct str key);
enum err saved_series_take(struct db *, struct arena *, struct analysis_lent *);
/* All its runs, the newest first; then its notes, the newest first: identifier, text, time. */
enum err saved_runs_ask(struct db *, struct str id);
enum err saved_runs_take(struct db *, struct arena *, struct saved **runs, int *n);
/* What one's own is made of and has grown or changed since its newest run: name, version then and now (own series), last day now. */
enum saved_newer_column { NEWER_NAME, NEWER_THEN, NEWER_NOW, NEWER_LAST };
enum err saved_newer_ask(struct db *, struct str id);
enum saved_note_column { NOTE_ID, NOTE_TEXT, NOTE_CREATED };
enum err saved_notes_ask(struct db *, struct str id);

/* ---- changes, each in a transaction of its own ---- */

/* One thing that an analysis is made of: a symbol, or one's own series by identifier and version. */
struct saved_input {
    const char *role, *series, *symbol, *name; /* one of series and symbol is NULL */
    int64_t version;
};
struct saved_run {
    int n_inputs;
    struct saved_input input[SAVED_INPUTS_MAX];
    const struct returns_analysis *analysis;
    struct str request, json;
    char inputs_hash[INPUTS_HASH], result_hash[INPUTS_HASH];
};
/* The first run. A form that is sent twice saves once (key: a UUID). ERR_LIMIT: no place, or no room even after the oldest results
 * that are not pinned went: saved_room_words says which. */
enum err saved_add(struct db *, struct arena *, const char *sid, const struct saved_run *, struct str title, struct str note,
                   struct str key, const char **id);
/* One run more. ERR_CONFLICT: `known` is not the newest any more; ERR_LIMIT. */
enum err saved_run_add(struct db *, struct arena *, const char *sid, struct str id, int64_t known, const struct saved_run *);
/* What there is no room for, for people; after ERR_LIMIT. */
const char *saved_room_words(const struct db *);
/* With inputs and newest answer. ERR_LIMIT. */
enum err saved_duplicate(struct db *, struct arena *, const char *sid, struct str id, const char **copy);
enum err saved_rename(struct db *, struct arena *, const char *sid, struct str id, struct str title);
/* Keep a run's answer when room is short, or no longer. */
enum err saved_pin(struct db *, struct arena *, const char *sid, struct str id, int64_t run, bool);
/* Deleting gives the place back; restoring takes one again (ERR_LIMIT) and works for a day. */
enum err saved_delete(struct db *, struct arena *, const char *sid, struct str id, const char **title);
enum err saved_restore(struct db *, struct arena *, const char *sid, struct str id, const char **title);
enum err saved_note_add(struct db *, struct arena *, const char *sid, struct str id, struct str text);
/* An empty text takes the note away. */
enum err saved_note_change(struct db *, struct arena *, const char *sid, struct str id, struct str note, struct str text);


/* ---- sharing ---- */

enum err saved_share(struct db *, struct arena *, const char *sid, struct str id, bool with_team, const char **title);

/* Make a link that is open for so many hours; its hash is stored. ERR_NOTFOUND: no such analysis of one's own. */
enum err saved_link_add(struct db *, struct arena *, const char *sid, struct str id, const unsigned char hash[TOKEN_HASH],
                        int hours, enum saved_link_outcome *);
/* *saved: the analysis that it led to. ERR_NOTFOUND: no such link of one's own. */
enum err saved_link_revoke(struct db *, struct arena *, const char *sid, struct str link, const char **saved);
enum err saved_token_revoke(struct db *, struct arena *, const char *sid, struct str token);

/* The person's links, open ones first, of one analysis or (id empty) of all; taken with sharing_links_take. */
enum err saved_links_ask(struct db *, struct str id);

#endif
