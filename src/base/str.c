/* str.c: see str.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "base/log.h"

bool str_eq(struct str a, const char *b)
{
    size_t n = strlen(b);
    return a.n == n && (n == 0 || memcmp(a.s, b, n) == 0);
}

bool str_same(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool str_eq_nocase(struct str a, const char *b)
{
    size_t n = strlen(b);
    return a.n == n && (n == 0 || strncasecmp(a.s, b, n) == 0);
}

bool str_starts(struct str a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.n >= n && (n == 0 || memcmp(a.s, prefix, n) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str a)
{
    while (a.n && is_blank(a.s[0])) {
        a.s++;
        a.n--;
    }
    while (a.n && is_blank(a.s[a.n - 1]))
        a.n--;
    return a;
}

struct str str_cut(struct str *rest, char sep)
{
    struct str head = *rest;
    const char *at = rest->n ? memchr(rest->s, sep, rest->n) : NULL;
    if (!at) {
        *rest = (struct str){NULL, 0};
        return head;
    }
    head.n = (size_t)(at - rest->s);
    rest->n -= head.n + 1;
    rest->s = at + 1;
    return head;
}

char *str_dup(struct arena *a, struct str s)
{
    return arena_dup(a, s.s, s.n);
}

char *str_upper(struct arena *arena, struct str s)
{
    char *out = str_dup(arena, s);
    for (char *p = out; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    return out;
}

bool str_has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.s[i] < 0x20 || s.s[i] == 0x7f)
            return true;
    return false;
}

bool str_is_uuid(struct str s)
{
    if (s.n != 36)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.s[i] != '-' : !isxdigit((unsigned char)s.s[i]))
            return false;
    }
    return true;
}

/* Length of the well-formed sequence at p (RFC 3629, table 3-7 of the Unicode standard), or 0. */
static size_t utf8_sequence(const unsigned char *p, size_t left)
{
    static const struct {
        unsigned char first, last, low, high; /* lead bytes, range of the second byte */
        size_t n;
    } forms[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    if (p[0] < 0x80)
        return p[0] != 0;
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        if (p[0] < forms[f].first || p[0] > forms[f].last)
            continue;
        if (left < forms[f].n || p[1] < forms[f].low || p[1] > forms[f].high)
            return 0;
        for (size_t i = 2; i < forms[f].n; i++)
            if ((p[i] & 0xc0) != 0x80)
                return 0;
        return forms[f].n;
    }
    return 0;
}

/* Bytes of ASCII but NUL at p, eight at a time: 0 unless there are eight. */
static size_t ascii_length(const unsigned char *p, size_t room)
{
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= room; n += sizeof eight) {
        memcpy(&eight, p + n, sizeof eight);
        if ((eight | (eight - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080))
            break;
    }
    return n;
}

bool utf8_valid(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.s;
    for (size_t i = 0, n; i < s.n; i += n) {
        n = ascii_length(p + i, s.n - i);
        if (!n && !(n = utf8_sequence(p + i, s.n - i)))
            return false;
    }
    return true;
}

static bool is_character_start(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += is_character_start(s.s[i]);
    return n;
}

struct str utf8_cut(struct str s, size_t bytes)
{
    if (s.n > bytes)
        for (s.n = bytes; s.n && !is_character_start(s.s[s.n]);)
            s.n--;
    return s;
}

const char *utf8_shorten(struct arena *arena, const char *text, size_t most)
{
    size_t n = 0, bytes = 0;
    while (text && text[bytes] && (n += is_character_start(text[bytes])) <= most)
        bytes++;
    return text && text[bytes] ? arena_printf(arena, "%.*s…", (int)bytes, text) : text;
}

void hex_encode(const unsigned char *in, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
    out[2 * n] = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool hex_decode(struct str hex, unsigned char *out, size_t n)
{
    if (hex.n != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = hex_value(hex.s[2 * i]), low = hex_value(hex.s[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

void buf_init(struct buf *b, struct arena *a, size_t cap)
{
    b->arena = a;
    b->cap = cap < 64 ? 64 : cap;
    b->s = arena_bytes(a, b->cap + 1);
    b->s[0] = '\0';
    b->n = 0;
}

char *buf_room(struct buf *b, size_t more)
{
    if (more > b->cap - b->n) {
        size_t want;
        if (__builtin_add_overflow(b->n, more, &want) || want > SIZE_MAX / 4)
            log_die("out of memory: a text of %zu bytes", b->n);
        size_t cap = b->cap * 2 > want ? b->cap * 2 : want;
        char *s = arena_bytes(b->arena, cap + 1);
        memcpy(s, b->s, b->n + 1);
        b->s = s;
        b->cap = cap;
    }
    return b->s + b->n;
}

void buf_add(struct buf *b, const char *s, size_t n)
{
    if (!n)
        return;
    memcpy(buf_room(b, n), s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.s, s.n);
}

void buf_puts(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *s = arena_vprintf(b->arena, fmt, ap);
    va_end(ap);
    buf_puts(b, s);
}
