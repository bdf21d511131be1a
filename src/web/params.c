/* params.c: see params.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/params.h"

/* Decode a piece in place of a larger buffer: plus is a space, %XX a byte. False when a % is not followed by two
 * digits. */
static bool decode(struct str in, char **to, struct str *out)
{
    char *p = *to;
    for (size_t i = 0; i < in.n; i++) {
        unsigned char byte;
        if (in.s[i] == '+') {
            *p++ = ' ';
        } else if (in.s[i] != '%') {
            *p++ = in.s[i];
        } else {
            if (in.n - i < 3 || !hex_decode((struct str){in.s + i + 1, 2}, &byte, 1))
                return false;
            *p++ = (char)byte;
            i += 2;
        }
    }
    *out = (struct str){*to, (size_t)(p - *to)};
    *p++ = '\0'; /* so that values can be given to functions that want a C string */
    *to = p;
    return true;
}

/* A name as it may be shown in a message: whole, or its beginning. */
static const char *shown(struct arena *a, struct str name)
{
    return name.n <= 64 ? str_dup(a, name) : arena_printf(a, "%s…", str_dup(a, utf8_cut(name, 60)));
}

static int count_pieces(struct str text)
{
    int n = 1;
    for (size_t i = 0; i < text.n && n <= PARAMS_MAX; i++)
        n += text.s[i] == '&';
    return n;
}

static const char *read_one(struct arena *a, struct str piece, char **to, struct param *p)
{
    struct str value = piece, name = str_cut(&value, '=');
    if (!decode(name, to, &p->name))
        return "The name of a field is badly encoded: % must be followed by two hexadecimal digits.";
    if (!utf8_valid(p->name))
        return "The name of a field is not valid UTF-8 text.";
    if (!decode(value, to, &p->value))
        return arena_printf(a, "The field \"%s\" is badly encoded: %% must be followed by two hexadecimal digits.",
                            shown(a, p->name));
    if (!utf8_valid(p->value))
        return arena_printf(a, "The field \"%s\" is not valid UTF-8 text.", shown(a, p->name));
    return NULL;
}

const char *params_read(struct arena *a, struct str text, struct params *out)
{
    *out = (struct params){NULL, 0};
    if (!text.n)
        return NULL;
    int most = count_pieces(text);
    if (most > PARAMS_MAX)
        return "There are more than 250 fields.";
    struct param *at = ARENA_ARRAY(a, (size_t)most, struct param);
    char *to = arena_bytes(a, text.n + 2 * (size_t)most);
    int n = 0;
    while (text.n) {
        struct str piece = str_cut(&text, '&');
        if (!piece.n)
            continue;
        const char *why = read_one(a, piece, &to, &at[n]);
        if (why)
            return why;
        for (int i = 0; i < n; i++)
            if (at[i].name.n == at[n].name.n && memcmp(at[i].name.s, at[n].name.s, at[n].name.n) == 0)
                return arena_printf(a, "The field \"%s\" was sent more than once.", shown(a, at[n].name));
        n++;
    }
    *out = (struct params){at, n};
    return NULL;
}

static const struct param *find(const struct params *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (str_eq(p->at[i].name, name))
            return &p->at[i];
    return NULL;
}

struct str params_get(const struct params *p, const char *name)
{
    const struct param *at = find(p, name);
    return at ? at->value : (struct str){"", 0};
}

bool params_has(const struct params *p, const char *name)
{
    return find(p, name) != NULL;
}

int cookie_find(struct str header, const char *name, struct str *value)
{
    int n = 0;
    while (header.n) {
        struct str v = str_trim(str_cut(&header, ';')), k = str_cut(&v, '=');
        if (str_eq(k, name) && n++ == 0)
            *value = v;
    }
    return n;
}

static bool is_dots(struct str segment)
{
    return str_eq(segment, ".") || str_eq(segment, "..");
}

bool path_is_normal(struct str path)
{
    if (!path.n || path.s[0] != '/' || !utf8_valid(path))
        return false;
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.s[i];
        if (c < 0x20 || c == 0x7f || c == '\\' || c == ';' || (c == '/' && i && path.s[i - 1] == '/'))
            return false;
    }
    struct str rest = {path.s + 1, path.n - 1};
    while (rest.n)
        if (is_dots(str_cut(&rest, '/')))
            return false;
    return true;
}

bool path_is_local(struct str path)
{
    if (!path.n || path.s[0] != '/' || (path.n > 1 && (path.s[1] == '/' || path.s[1] == '\\')))
        return false;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.s[i] <= 0x20 || (unsigned char)path.s[i] >= 0x7f)
            return false;
    return true;
}

void path_encode(struct buf *b, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain || (c && strchr("-._~/", c)))
            buf_putc(b, (char)c);
        else
            buf_add(b, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
    }
}
