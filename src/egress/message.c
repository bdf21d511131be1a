/* message.c: see message.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "egress/message.h"

#include <sodium.h>
#include <time.h>

enum {
    WORD_BYTES =
        39, /* of text in an encoded word: with base64 and what is around it 64 characters, 73 behind "Subject: " */
    LINE_MOST = 76
};

/* ASCII, and nothing that a reader could take for an encoded word (some do even between quotes). */
static bool stands_as_it_is(const char *s)
{
    if (strstr(s, "=?"))
        return false;
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

bool address_is_plain(const char *s)
{
    const char *at = strrchr(s, '@');
    return at && at > s && at[1] && strlen(s) <= 254 && !str_has_control(str_of(s)) && !strpbrk(s, " <>,;\"\\");
}

bool mailbox_read(struct arena *a, const char *text, struct mailbox *m)
{
    const char *open = strrchr(text, '<'), *end = text + strlen(text);
    m->name = "";
    m->address = text;
    if (open) {
        struct str name = str_trim((struct str){text, (size_t)(open - text)});
        if (end[-1] != '>')
            return false;
        if (name.n >= 2 && name.s[0] == '"' && name.s[name.n - 1] == '"')
            name = (struct str){name.s + 1, name.n - 2};
        m->name = str_dup(a, name);
        m->address = arena_dup(a, open + 1, (size_t)(end - open - 2));
    }
    return address_is_plain(m->address) && !str_has_control(str_of(m->name)) && utf8_valid(str_of(m->name));
}

static void add_words(struct buf *out, struct str text)
{
    char base64[2 * WORD_BYTES];
    for (size_t n; text.n; text.s += n, text.n -= n) {
        n = utf8_cut(text, WORD_BYTES).n;
        sodium_bin2base64(base64, sizeof base64, (const unsigned char *)text.s, n, sodium_base64_VARIANT_ORIGINAL);
        buf_printf(out, "=?UTF-8?B?%s?=%s", base64, n < text.n ? "\r\n " : "");
    }
}

char *header_text(struct arena *a, const char *name, const char *text)
{
    struct buf out;
    if (str_has_control(str_of(text)) || !utf8_valid(str_of(text)))
        return NULL;
    buf_init(&out, a, 200);
    buf_printf(&out, "%s: ", name);
    if (stands_as_it_is(text) && out.n + strlen(text) <= LINE_MOST)
        buf_puts(&out, text);
    else
        add_words(&out, str_of(text));
    return out.s;
}

static void add_quoted(struct buf *out, const char *name)
{
    buf_putc(out, '"');
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *name);
    }
    buf_putc(out, '"');
}

char *header_mailbox(struct arena *a, const char *name, const struct mailbox *m)
{
    struct buf out;
    if (!address_is_plain(m->address) || str_has_control(str_of(m->name)) || !utf8_valid(str_of(m->name)))
        return NULL;
    buf_init(&out, a, 200);
    buf_printf(&out, "%s: ", name);
    if (!*m->name)
        buf_puts(&out, m->address);
    else {
        if (stands_as_it_is(m->name) && out.n + strlen(m->name) + 2 <= LINE_MOST)
            add_quoted(&out, m->name);
        else
            add_words(&out, str_of(m->name));
        buf_printf(&out, "\r\n <%s>", m->address);
    }
    return out.s;
}

char *header_date(struct arena *a, int64_t at)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm t;
    time_t seconds = (time_t)at;
    gmtime_r(&seconds, &t);
    return arena_printf(a, "Date: %s, %02d %s %d %02d:%02d:%02d +0000", days[t.tm_wday], t.tm_mday, months[t.tm_mon],
                        t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

char *lines_with_cr(struct arena *a, struct str text)
{
    struct buf out;
    buf_init(&out, a, text.n + text.n / 16 + 2);
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '\n' && (i == 0 || text.s[i - 1] != '\r'))
            buf_putc(&out, '\r');
        buf_putc(&out, text.s[i]);
    }
    return out.s;
}
