/* saved.h: what the pages of saved results share: saved.c (lists, saving), saved_one.c (one of one's own), saved_shared.c (the
 * team's, and who has a link), saved_share.c (showing it to them), saved_compare.c.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SAVED_H
#define MARGIN_SAVED_H

#include "compute/backtest.h"
#include "margin/result_view.h"
#include "margin/saved_store.h"
#include "web/route.h"
#include "web/view.h"

extern const struct routes saved_routes, saved_one_routes, saved_share_routes, saved_shared_routes, saved_compare_routes;

/* One saved answer as a line of a list: SAVED_NAME and its figures. */
void saved_row_show(struct view *, struct arena *, const struct saved *);
/* "liquidation and re-entry" for liquidation_reentry. */
const char *saved_mode_words(const char *mode);
/* The places there are: hub.conf's number, and the least of it and the console's (`places`). */
int saved_quota(const struct req *);
int saved_quota_with(const struct req *, int places);

/* The form of name, note and tags, for saving and changing: read, and fill templates/margin/saved_words.tpl (what was typed where
 * there is a problem, else `known`, which may be NULL; name: what is proposed). */
bool saved_words_read(const struct req *, struct saved_words *, struct problem *);
void saved_words_show(struct view *, const struct req *, const struct saved *known, const char *name,
                      const struct problem *);

/* Its answer; that of one from the old system stays empty. ERR_INTERNAL, and why in req->detail: it cannot be read. */
enum err saved_answer(struct req *, const struct saved *, struct str data, struct backtest_answer *);
/* Reply with one of the files of a result's page by its name in the address ("days.csv"); 404 where there is none. */
enum err saved_file_reply(struct req *, struct res *, const struct saved *, struct str data, struct str file);
/* The page of one of its days, below `base`. */
enum err saved_day_reply(struct req *, struct res *, const struct saved *, struct str data, const char *base, struct str date);
/* The section SAVED of a result's page, with what all readers see: eyebrow, note, tags, and that an older engine computed it. */
struct view *saved_about_show(struct view *, struct req *, const struct saved *, const char *eyebrow);

/* What is particular to showing backtests to others. */
extern const struct sharing_kind saved_sharing;

/* The page of one of one's own, and what stands above it: the form (problem), a new link, a difference. */
struct saved_page {
    struct saved saved;
    struct str data;
    struct backtest_answer answer;
    struct sharing sharing;
    const struct problem *problem;
    bool was_run_again;
};
/* What its pages ask, and what came; nothing is open afterwards. */
enum err saved_page_ask(struct req *);
enum err saved_page_take(struct req *, struct saved_page *);
enum err saved_page_reply(struct req *, struct res *, struct view *, const struct saved_page *);

/* Did it come from the old system? Then its page shows what its columns tell, and its way here is the form. */
bool saved_is_old(const struct saved *);
/* The address of the form with its inputs. */
const char *saved_old_form(struct arena *, const struct saved *);
/* Its page; `saved` is the section SAVED of v. */
enum err saved_old_page(struct req *, struct res *, struct view *v, struct view *saved, const struct saved *);

/* A stored answer and one that was computed again, side by side: the section AGAIN of a result's page. */
void saved_again_show(struct view *, struct arena *, const struct saved *, const struct backtest_answer *stored,
                      const struct backtest_answer *fresh, const char *path);
/* It could not be computed again, and why. */
void saved_again_refused(struct view *, const char *why);

#endif
