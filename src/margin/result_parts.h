/* result_parts.h: the parts of a result's page, each of which fills its sections of templates/margin/result.tpl or day.tpl.
 * Private to the result page: others use result_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_RESULT_PARTS_H
#define MARGIN_RESULT_PARTS_H

#include "compute/backtest_variants.h"
#include "web/req.h"
#include "web/view.h"

/* ---- result_cards.c ---- */

/* The cards of the mode, the judgement in words, and all figures. */
void result_cards_show(struct view *, struct arena *, const struct backtest_answer *);

/* ---- result_assumptions.c ---- */

const char *result_account_word(enum bt_account);
void result_assumptions_show(struct view *, struct arena *, const struct bt_config *);

/* ---- result_tables.c ---- */

const char *result_day_text(struct arena *, int32_t day);
/* A value of a column as people read it; an en dash where the cell is empty. */
const char *result_value_text(struct arena *, enum bt_kind, double);
/* "Forced sale", and what the two amounts of an event are; NULL: it has no such amount. */
struct result_event_words {
    const char *label, *equity, *amount;
};
/* Of a long position, or of a short, whose forced sale is a purchase. */
const struct result_event_words *result_event_words(bool is_short, enum bt_event_kind);
/* "Waiting": a status in words. */
const char *result_status_word(enum bt_status);
/* The first session on or after the day; the last one when there is none. */
size_t result_row_of_day(const struct backtest_answer *, int32_t day);
void result_rounds_show(struct view *, const struct req *, const struct backtest_answer *);
void result_rebalances_show(struct view *, const struct req *, const struct backtest_answer *);
void result_events_show(struct view *, const struct req *, const struct backtest_answer *);
void result_days_show(struct view *, const struct req *, const struct backtest_answer *, const char *base);

/* ---- result_periods.c ---- */

void result_periods_show(struct view *, const struct req *, const struct backtest_answer *);

/* ---- result_near.c ---- */

/* What neighbours and corrections would have given; beside NULL, or without any: that they are not known is said. */
void result_near_show(struct view *, struct arena *, const struct backtest_answer *, const struct backtest_beside *);
void result_near_csv(struct buf *, const struct backtest_answer *, const struct backtest_beside *);

/* ---- result_timeline.c ---- */

/* A strip of all sessions, coloured by their status, and what the colours are. */
void result_timeline_show(struct view *, struct arena *, const struct backtest_answer *);

/* ---- result_day.c ---- */

/* One row of the answer, every figure with its formula and its numbers. */
void result_day_show(struct view *, struct arena *, const struct backtest_answer *, size_t row, const char *base);

#endif
