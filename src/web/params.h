/* params.h: the parsers of what a browser sends in URL and headers: fields, cookies, the path.
 * They take any bytes; each is a fuzz target.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_PARAMS_H
#define WEB_PARAMS_H

#include "base/arena.h"
#include "base/str.h"

struct param {
    struct str name, value; /* decoded, valid UTF-8, no NUL */
};
struct params {
    const struct param *at;
    int n;
};

enum { PARAMS_MAX = 250 };

/* Parse application/x-www-form-urlencoded text, a query string or a form. NULL, or a sentence saying what is wrong with
 * it: a broken %, invalid UTF-8, NUL, a name twice, more than 250 fields. */
const char *params_read(struct arena *, struct str text, struct params *);
/* The value, or an empty str when there is none of that name. */
struct str params_get(const struct params *, const char *name);
bool params_has(const struct params *, const char *name);

/* How often the cookie stands in the Cookie header; *value is the first one's. */
int cookie_find(struct str header, const char *name, struct str *value);

/* A path that means only itself: starts with '/', valid UTF-8, no control characters, no "//", "." or ".." segments,
 * no backslash, no ';'. */
bool path_is_normal(struct str path);
/* A place on this site that one may send a browser to: a path, with or without a query, that no browser takes for
 * another site ("//evil", "/\evil"). */
bool path_is_local(struct str path);
/* Percent-encode everything but letters, digits and -._~/ */
void path_encode(struct buf *, struct str);

#endif
