/* saved.h: what the pages of saved analyses share: saved.c (saving one, its page and its changes), saved_answer.c (stored answers read
 * again), saved_old.c (figures that cannot be computed again), saved_compare.c, history.c (lists), share.c (the team's, and links).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SAVED_H
#define RETURNS_SAVED_H

#include "returns/analysis_view.h"
#include "returns/saved_answer.h"
#include "returns/saved_store.h"
#include "web/res.h"

/* ---- computing one that is to be saved ---- */

/* The request with every series of one's own at the version that it has now, what it is made of, and its answer. `newest`: versions that
 * the request names are left aside. OK with faults in the problem: refused. */
enum err saved_run_make(struct req *, const struct returns_request *, bool newest, struct saved_run *, struct problem *);

/* Name one's own series without the versions. */
void saved_unpin(struct arena *, struct returns_request *);
/* The answer as it is stored, and its SHA-256 in hex. */
void saved_answer_bytes(struct arena *, const struct returns_analysis *, struct str *json, char hash[INPUTS_HASH]);

/* ---- opening one ---- */

struct saved_page {
    enum saved_door door;
    const char *base;             /* its address: "/returns/analyses/…" */
    struct saved saved;
    struct str json;              /* the answer as it was computed */
    struct returns_request request;
    const struct analysis_lent *lent;
    struct returns_analysis analysis; /* after saved_compute, where is_live */
    bool is_live;                 /* computed again, the same figures come out to the last bit */
    bool engine_changed, data_changed;
    bool has_grown;               /* live, over the days that there were then: others have come behind them */
    const char *gone;             /* why it cannot be computed again, or NULL */
};
/* Ask for one, by the identifier or token that is the route's first argument, and take what is stored of it; nothing is open
 * afterwards unless more was asked for: `more` takes that. *link as in saved_take. */
enum err saved_page_ask(struct req *, enum saved_door);
enum err saved_page_take(struct req *, enum saved_door, struct saved_page *, enum saved_link_state *link,
                         enum err (*more)(struct req *, void *), void *context);

/* Compute it again, with these tables at least (enum returns_table): sets what tells whether it is live. */
enum err saved_compute(struct req *, unsigned tables, struct saved_page *);

/* Reply with the page, whose view may have what else stands on it (section SAVED is filled here; NULL: from here). */
enum err saved_page_reply(struct req *, struct res *, struct view *, struct view *about, struct saved_page *, const char *eyebrow);
/* The section SAVED of a page: what all readers see. */
struct view *saved_about_show(struct view *, struct req *, const struct saved_page *, const char *eyebrow);
/* One of its files, by its name in the address ("export.csv"), or a drawing of it. ERR_NOTFOUND. */
enum err saved_file_reply(struct req *, struct res *, struct saved_page *, struct str file);
enum err saved_chart_reply(struct req *, struct res *, struct saved_page *, struct str chart);

/* Take what saved_page_ask asked for, and run it again on the newest versions: a run more, unless the same bytes come out.
 * OK with faults in the problem: it cannot be. ERR_LIMIT, ERR_CONFLICT as saved_run_add. */
enum err saved_rerun(struct req *, struct saved_page *, struct saved_run *, struct problem *);

/* The page of what was stored, where that is all there is: templates/returns/saved_old.tpl. */
enum err saved_old_page(struct req *, struct res *, struct view *, const struct saved_page *);

/* ---- forms ---- */

/* The form that saves an analysis: its proposed title, the query of its address, what is wrong with what was typed. */
void saved_form_show(struct view *, const struct req *, const char *title, const char *query, const struct problem *);
/* One as a line of a list. */
void saved_row_show(struct view *, struct arena *, const struct saved *);

/* How far it is shown to others, on the page of one's own. */
void saved_sharing_show(struct view *, const struct sharing *);
/* The page of one's own, with a link that was just made (NULL: none): after the change it asks anew. */
enum err saved_own_again(struct req *, struct res *, const char *new_link);

#endif
