/* str.h: strings that carry their length, and a buffer that grows on an arena.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* n bytes at s, not necessarily ended by NUL. s may be NULL only when n is 0. */
struct str {
    const char *s;
    size_t n;
};
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

static inline struct str str_of(const char *s)
{
    return (struct str){s, s ? strlen(s) : 0};
}

bool str_eq(struct str, const char *);
bool str_same(struct str, struct str);
bool str_eq_nocase(struct str, const char *); /* ASCII letters only */
bool str_starts(struct str, const char *prefix);
struct str str_trim(struct str); /* spaces, tabs, CR and LF off both ends */
/* Cut at the first `sep`: returns what stands before it and moves *rest behind it (empty when there is none). */
struct str str_cut(struct str *rest, char sep);
char *str_dup(struct arena *, struct str); /* with a NUL */
char *str_upper(struct arena *, struct str); /* the same in upper case: ASCII letters only */

/* A control character of ASCII, of which a line of text has none. */
bool str_has_control(struct str);
/* Thirty-six characters of the form of a UUID. */
bool str_is_uuid(struct str);

/* Well-formed UTF-8 without NUL (overlong forms, surrogates and anything above U+10FFFF are refused). */
bool utf8_valid(struct str);
/* Code points of a valid string. */
size_t utf8_length(struct str);
/* The beginning of a valid string: as many whole characters as go into so many bytes. */
struct str utf8_cut(struct str, size_t bytes);
/* The text, or where it is longer its first `most` characters and "…". NULL stays NULL. */
const char *utf8_shorten(struct arena *, const char *text, size_t most);

/* out holds 2n + 1 characters. */
void hex_encode(const unsigned char *in, size_t n, char *out);
/* True when `hex` is exactly 2n hexadecimal digits. */
bool hex_decode(struct str hex, unsigned char *out, size_t n);

/* A growing text on an arena; always ends with a NUL that n does not count. */
struct buf {
    struct arena *arena;
    char *s;
    size_t n, cap;
};
void buf_init(struct buf *, struct arena *, size_t cap);
/* Make room for `more` bytes and return where they go; the caller then adds to n. */
char *buf_room(struct buf *, size_t more);
void buf_add(struct buf *, const char *s, size_t n);
void buf_str(struct buf *, struct str);
void buf_puts(struct buf *, const char *s);
void buf_putc(struct buf *, char c);
void buf_printf(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline struct str buf_view(const struct buf *b)
{
    return (struct str){b->s, b->n};
}

#endif
