/* new.h: the form of a new series, and what its second button does: analyse the file without keeping it (once.c).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_NEW_H
#define RETURNS_NEW_H

#include "returns/upload.h"
#include "web/res.h"

/* The form, empty or with what was typed and what is in the way of the file, or its question. `of`: rows for this series, or NULL;
 * problem: what is wrong with the form, or NULL. */
enum err new_form_page(struct req *, struct res *, const struct submission *, const struct series_row *of, const struct problem *);
/* The page of an analysis of a file that was taken and is stored nowhere; its form again where it cannot be read. */
enum err once_reply(struct req *, struct res *, struct submission *);

#endif
