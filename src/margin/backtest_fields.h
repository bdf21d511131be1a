/* backtest_fields.h: the fields of the form "new backtest" as data: the basic ones, and the others in groups. Their names are
 * those of the request's JSON ("options.rebalance.band_pct").
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_BACKTEST_FIELDS_H
#define MARGIN_BACKTEST_FIELDS_H

#include "margin/backtest_form.h"

enum backtest_basic {
    BASIC_TICKER, BASIC_START, BASIC_END, BASIC_EQUITY, BASIC_LEVERAGE, BASIC_ACCOUNT, BASIC_PROFILE, BASIC_MODE,
    BASIC_FIELDS
};
extern const struct field backtest_basic[BASIC_FIELDS]; /* the choices of the ticker are the page's to add */

/* The modes in the order of enum bt_mode: what people call each, by itself and inside a sentence, and what it does. */
struct backtest_mode_words {
    const char *label, *in_text, *sentence;
};
extern const struct backtest_mode_words backtest_modes[BT_MODES];

/* Fields that belong together. Those of modes that are not chosen are neither read nor judged. */
struct backtest_group {
    const char *id, *legend, *about;
    unsigned modes; /* bits 1 << enum bt_mode; 0: every mode */
    bool is_advanced;
    const struct field *fields;
    int n;
};
enum { BACKTEST_GROUPS = 9 };
extern const struct backtest_group backtest_groups[BACKTEST_GROUPS];

/* Whether a run of this mode has the group. */
bool backtest_group_applies(const struct backtest_group *, int mode);
/* The row of a name among all of them, or NULL. */
const struct field *backtest_field_find(const char *name);

#endif
