/* more.h: rows for a series that is kept already. What both have must agree; where it does not, the differences are shown, and the
 * file can take the place of the series. Earlier versions stay.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_MORE_H
#define RETURNS_MORE_H

#include "returns/series_store.h"
#include "returns/upload.h"

#define MORE_TOLERANCE 1e-6 /* relative; of returns, of 1 + the return */
enum { MORE_SHOWN = 20 };

struct more_difference {
    int32_t day;
    enum price_role column;
    double then, now;
};
/* A file compared with the series that it is for. */
struct more {
    const struct price_file_series *then, *now;
    size_t common, fresh;              /* days that both have, and that only the file has */
    size_t before;                     /* days of the series before the file begins */
    size_t gone;                       /* days of the series that the file should have and has not */
    size_t n_differences;              /* values of common days that differ */
    struct more_difference difference[MORE_SHOWN];
    bool is_rescaled;                  /* all of them by the same factor */
    double factor;
    const char *refusal;               /* it cannot be added, whatever the values; or NULL */
};

/* Pure. The kinds of both, for returns are compared as such. */
void more_compare(struct arena *, const struct price_file_series *then, enum price_kind then_kind,
                  const struct price_file_series *now, enum price_kind now_kind, struct more *);
/* The rows of the series, and those that only the file has. */
void more_merge(struct arena *, const struct more *, struct price_file_series *out);

/* Add the rows (how: "append") or put the file in the place of the series ("replace"), and answer as JSON: 200 with the new version and
 * how many rows came; 409 with the differences. draft: the file that it comes from, or NULL. */
enum err more_answer(struct req *, struct res *, const struct submission *, const char *series, int64_t known, const char *draft,
                     const char *how);

/* Fill the part of templates/returns/check.tpl that is about them. */
enum err more_show(struct req *, struct view *, const struct draft *, const struct submission *);

#endif
