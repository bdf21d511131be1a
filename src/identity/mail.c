/* mail.c: see mail.h. A text is paragraphs that stand apart by empty lines; it is filled first, then wrapped as plain text
 * and written as HTML, so that both say the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/mail.h"

#include <unistr.h>

/* Bytes, but for LINE; the outbox takes 250 of a subject, 100,000 of a text, 200,000 of the HTML (characters). */
enum { SUBJECT_MOST = 200, TEMPLATE_MOST = 60000, WORDS_MOST = 30000, HTML_MOST = 200000, LINE = 72 };

static const struct {
    const char *kind, *subject, *text;
} kinds[MAIL_KINDS] = {
    [MAIL_INVITATION] = {"invitation", "You are invited to {site}",
                         "Hello {name},\n\n"
                         "{inviter} invites you to {site}, in the role of {role}.\n\n"
                         "{message}\n\n"
                         "To accept, open this link and choose a password:\n\n"
                         "{link}\n\n"
                         "The link makes one account, and works until {expires}. If you do not want one, do nothing: "
                         "without you no account is made."},
    [MAIL_REGISTERED] = {"registered", "Please confirm your address for {site}",
                         "Hello,\n\n"
                         "Somebody, most likely you, registered at {site} with this address. The account waits for "
                         "the approval of an administrator; you will get a mail when that is decided.\n\n"
                         "Please confirm in the meantime that the address is yours:\n\n"
                         "{link}\n\n"
                         "The link works once, within seven days. If it was not you, do nothing."},
    [MAIL_ACCEPTED] = {"accepted", "Your account at {site} waits for approval",
                       "Hello {name},\n\n"
                       "You accepted the invitation to {site}, and your account is made. Before you can sign in, an "
                       "administrator has to approve it; you will get a mail when that is decided.\n\n"
                       "If it was not you, please tell whoever looks after {site}."},
    [MAIL_MEMBER_ALREADY] = {"member-already", "You have an account at {site} already",
                             "Hello,\n\n"
                             "Somebody, most likely you, wanted to use this address for an account at {site}. There is "
                             "one with this address already, so nothing was changed.\n\n"
                             "Sign in here with the password that you have:\n\n"
                             "{link}\n\n"
                             "If you have forgotten it, choose \"Forgot your password?\" there. An account that "
                             "still waits for approval needs nothing more from you. If it was not you, do nothing."},
    [MAIL_APPROVED] = {"approved", "Your account at {site} is approved",
                       "Hello {name},\n\n"
                       "Your account at {site} is approved. Sign in with your e-mail and your password:\n\n"
                       "{link}"},
    [MAIL_REJECTED] = {"rejected", "Your account at {site} was not approved",
                       "Hello {name},\n\n"
                       "Your account at {site} was not approved.\n\n"
                       "{message}\n\n"
                       "If you think that this is a mistake, please ask whoever looks after {site}."},
    [MAIL_RESET] = {"reset", "A new password for {site}",
                    "Hello {name},\n\n"
                    "Somebody, most likely you, asked for a new password for your account at {site}. Set it here:\n\n"
                    "{link}\n\n"
                    "The link works once, until {expires}. Links from earlier mails no longer work. If it was not you, "
                    "do nothing: your password stays as it is."},
    [MAIL_RESET_UNKNOWN] = {"reset-unknown", "There is no account with this address at {site}",
                            "Hello,\n\n"
                            "Somebody, most likely you, asked for a new password at {site} for this address. There is "
                            "no account with it whose password could be set. Perhaps you registered with another "
                            "address, or the account is not open: then please ask whoever looks after {site}.\n\n"
                            "If it was not you, do nothing."},
    [MAIL_ADDRESS_CONFIRM] = {"address-confirm", "Please confirm your new address for {site}",
                              "Hello,\n\n"
                              "Somebody, most likely you, wants to use this address for an account at {site}. Please "
                              "confirm that the address is yours:\n\n"
                              "{link}\n\n"
                              "The link works once, until {expires}; until then nothing changes. If it was not you, do "
                              "nothing."},
    [MAIL_ADDRESS_CHANGED] = {"address-changed", "Your address at {site} was changed",
                              "Hello {name},\n\n"
                              "From now on you sign in to {site} with {message}, and mails go there. This is the last "
                              "one to the old address.\n\n"
                              "If it was not you, tell whoever looks after {site} at once."},
    [MAIL_PASSWORD_CHANGED] = {"password-changed", "Your password at {site} was changed",
                               "Hello {name},\n\n"
                               "The password of your account at {site} was changed, and sessions that were open "
                               "elsewhere have ended.\n\n"
                               "If it was not you, set a new one at once with \"Forgot your password?\" on the sign-in "
                               "page, and tell whoever looks after {site}:\n\n"
                               "{link}"},
    [MAIL_FACTOR_ON] = {"factor-on", "The second factor is on at {site}",
                        "Hello {name},\n\n"
                        "From now on signing in to your account at {site} takes a code besides the password. Keep the "
                        "recovery codes in a safe place: each lets you in once without the device that makes the "
                        "codes.\n\n"
                        "If it was not you, tell whoever looks after {site} at once."},
    [MAIL_FACTOR_OFF] = {"factor-off", "The second factor is off at {site}",
                         "Hello {name},\n\n"
                         "Signing in to your account at {site} takes only the password from now on.\n\n"
                         "If it was not you, change your password at once, set the second factor up again, and tell "
                         "whoever looks after {site}:\n\n"
                         "{link}"},
    [MAIL_CODE_USED] = {"code-used", "A recovery code was used at {site}",
                        "Hello {name},\n\n"
                        "A recovery code of your account at {site} was used in place of the second factor. Codes that "
                        "are left: {message}. New ones can be made on the page of your account; the old ones then stop "
                        "working.\n\n"
                        "If it was not you, change your password and make new codes at once:\n\n"
                        "{link}"},
    [MAIL_TOKEN_MADE] = {"token-made", "A new API token at {site}",
                         "Hello {name},\n\n"
                         "An API token was made in your account at {site}. Its name: {message}.\n\n"
                         "If it was not you, revoke it on the page of your account and change your password at "
                         "once:\n\n"
                         "{link}"},
    [MAIL_TOKEN_EXPIRES] = {"token-expires", "An API token at {site} expires soon",
                            "Hello {name},\n\n"
                            "An API token of your account at {site} works until {expires}. Its name: {message}.\n\n"
                            "Programs that use it need another one from then on. Make it on the page of your "
                            "account:\n\n"
                            "{link}"},
    [MAIL_SIGNIN_UNUSUAL] = {"signin-unusual", "A sign-in to {site} from somewhere new",
                             "Hello {name},\n\n"
                             "Somebody signed in to your account at {site} from a place or a browser that it was not "
                             "used from before:\n\n"
                             "{message}\n\n"
                             "If it was you, all is well. If not, set a new password at once with \"Forgot your "
                             "password?\" on the sign-in page; that ends every session:\n\n"
                             "{link}"},
    [MAIL_ACCOUNT_DELETED] = {"account-deleted", "Your account at {site} is deleted",
                              "Hello {name},\n\n"
                              "Your account at {site} is closed and will be deleted for good. You can undo that until "
                              "{expires}: sign in with your password, and choose to restore the account.\n\n"
                              "{link}"},
    [MAIL_ACCOUNT_RESTORED] = {"account-restored", "Your account at {site} is restored",
                               "Hello {name},\n\n"
                               "Your account at {site} is open again, with everything that was in it.\n\n"
                               "If it was not you, set a new password at once with \"Forgot your password?\" on the "
                               "sign-in page:\n\n"
                               "{link}"},
    [MAIL_TEST] = {"test", "A test mail from {site}",
                   "Hello {name},\n\n"
                   "This mail was sent from the console of {site} to see whether mails arrive. This one did."},
};

struct word {
    const char *name;
    struct str value;
};
enum { WORD_LINK, WORD_MESSAGE, WORD_NAME, WORD_ROLE, WORD_EXPIRES, WORD_INVITER, WORD_SITE, WORDS };

/* A text being filled. */
struct fill {
    const struct word *words;
    int n_words;
    struct buf out;
    size_t n_put;  /* bytes of values put in; a template can ask for the same ones thousands of times */
    bool has_link; /* the link was put in */
};

/* ---- what a person typed ---- */

/* Characters that end or hide a line, or turn the direction of what follows. */
static bool is_control(ucs4_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Text without them, and without what is not UTF-8; only `kept` (0, or a line feed) may stay. */
static struct str cleaned(struct arena *a, const char *text, char kept)
{
    struct str s = str_of(text);
    struct buf out;
    buf_init(&out, a, s.n + 1);
    for (size_t i = 0; i < s.n;) {
        ucs4_t c;
        int n = u8_mbtoucr(&c, (const uint8_t *)s.s + i, s.n - i);
        if (n > 0 && ((c == '\n' && kept == '\n') || !is_control(c)))
            buf_add(&out, s.s + i, (size_t)n);
        else if (!(c == '\r' && i + 1 < s.n && s.s[i + 1] == '\n' && kept == '\n'))
            buf_putc(&out, ' ');
        i += n > 0 ? (size_t)n : 1;
    }
    return str_trim(buf_view(&out));
}

/* ---- placeholders ---- */

static const struct word *word_at(const struct fill *f, struct str rest)
{
    for (int i = 0; i < f->n_words; i++) {
        size_t n = strlen(f->words[i].name);
        if (rest.n >= n + 2 && rest.s[0] == '{' && rest.s[n + 1] == '}' && !memcmp(rest.s + 1, f->words[i].name, n))
            return &f->words[i];
    }
    return NULL;
}

static void quote(struct buf *out, struct str value)
{
    while (value.n) {
        struct str line = str_trim(str_cut(&value, '\n'));
        buf_puts(out, line.n ? "> " : ">");
        buf_str(out, line);
        if (value.n)
            buf_putc(out, '\n');
    }
}

static void put_word(struct fill *f, const struct word *w, bool is_alone)
{
    struct str value = w->value;
    f->n_put += 2 * value.n;
    if (f->n_put > WORDS_MOST)
        return;
    if (!value.n && f->out.n && f->out.s[f->out.n - 1] == ' ')
        f->out.n--;
    if (w == &f->words[WORD_LINK])
        f->has_link = true;
    if (w == &f->words[WORD_MESSAGE] && is_alone)
        quote(&f->out, value);
    else
        for (size_t i = 0; i < value.n; i++)
            buf_putc(&f->out, value.s[i] == '\n' ? ' ' : value.s[i]);
}

static void fill_text(struct fill *f, struct str text)
{
    for (size_t i = 0; i < text.n;) {
        const struct word *w = word_at(f, (struct str){text.s + i, text.n - i});
        size_t n = w ? strlen(w->name) + 2 : 1;
        bool is_alone = (i == 0 || text.s[i - 1] == '\n') && (i + n >= text.n || text.s[i + n] == '\n');
        if (w)
            put_word(f, w, is_alone);
        else
            buf_putc(&f->out, text.s[i]);
        i += n;
    }
}

/* ---- plain text ---- */

static void wrap_line(struct buf *out, struct str line)
{
    bool is_quoted = str_starts(line, "> ");
    size_t column = 0;
    for (bool is_first = true; line.n; is_first = false) {
        struct str word = str_cut(&line, ' ');
        size_t width = utf8_length(word);
        if (!is_first && column + 1 + width > LINE) {
            buf_puts(out, is_quoted ? "\n> " : "\n");
            column = is_quoted ? 2 : 0;
        } else if (!is_first) {
            buf_putc(out, ' ');
            column++;
        }
        buf_str(out, word);
        column += width;
    }
    buf_putc(out, '\n');
}

/* The next paragraph, which is not empty; false when there is none. */
static bool next_paragraph(struct str *rest, struct str *paragraph)
{
    const char *end = NULL;
    *paragraph = (struct str){rest->s, 0};
    while (rest->n) {
        struct str line = str_cut(rest, '\n');
        if (str_trim(line).n)
            end = line.s + line.n;
        else if (end)
            break;
        else
            paragraph->s = rest->s;
    }
    paragraph->n = end ? (size_t)(end - paragraph->s) : 0;
    return end;
}

static const char *plain_text(struct arena *a, struct str text)
{
    struct buf out;
    struct str paragraph;
    buf_init(&out, a, text.n + text.n / 16 + 64);
    while (next_paragraph(&text, &paragraph)) {
        if (out.n)
            buf_putc(&out, '\n');
        while (paragraph.n)
            wrap_line(&out, str_cut(&paragraph, '\n'));
    }
    return out.s;
}

/* ---- HTML ---- */

static void escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.s[i]) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        case '\'':
            buf_puts(out, "&#39;");
            break;
        default:
            buf_putc(out, text.s[i]);
        }
}

static void html_line(struct buf *out, struct str line, struct str link)
{
    const char *at;
    while (link.n && line.n && (at = memmem(line.s, line.n, link.s, link.n))) {
        size_t before = (size_t)(at - line.s);
        escape(out, (struct str){line.s, before});
        buf_puts(out, "<a href=\"");
        escape(out, link);
        buf_puts(out, "\">");
        escape(out, link);
        buf_puts(out, "</a>");
        line = (struct str){at + link.n, line.n - before - link.n};
    }
    escape(out, line);
}

static void html_paragraph(struct buf *out, struct str paragraph, struct str link)
{
    bool is_quoted = paragraph.s[0] == '>';
    buf_puts(out, is_quoted ? "<blockquote>" : "<p>");
    while (paragraph.n) {
        struct str line = str_cut(&paragraph, '\n');
        size_t mark = is_quoted && line.n && line.s[0] == '>' ? 1 : 0;
        html_line(out, str_trim((struct str){line.s + mark, line.n - mark}), link);
        if (paragraph.n)
            buf_puts(out, "<br>\n");
    }
    buf_puts(out, is_quoted ? "</blockquote>\n" : "</p>\n");
}

/* "" when it is longer than the outbox takes: such a mail is plain text only. */
static const char *html_text(struct arena *a, const char *subject, struct str text, struct str link)
{
    struct buf out;
    struct str paragraph;
    buf_init(&out, a, 2 * text.n + 1024);
    buf_puts(&out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    escape(&out, str_of(subject));
    buf_puts(&out,
             "</title>\n</head>\n<body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;"
             "margin:1em auto;padding:0 1em;overflow-wrap:anywhere\">\n");
    while (next_paragraph(&text, &paragraph))
        html_paragraph(&out, paragraph, link);
    buf_puts(&out, "</body>\n</html>\n");
    return out.n <= HTML_MOST ? out.s : "";
}

/* ---- composing ---- */

static bool is_given(const char *text)
{
    return text && *text;
}

static void set_words(struct arena *a, const struct hub_settings *s, const struct mail_words *from,
                      struct word words[WORDS])
{
    const char *link = is_given(from->link) ? from->link : arena_printf(a, "%s/login", s->origin);
    words[WORD_LINK] = (struct word){"link", cleaned(a, link, 0)};
    words[WORD_MESSAGE] = (struct word){"message", cleaned(a, from->message, '\n')};
    words[WORD_NAME] = (struct word){"name", cleaned(a, from->name, 0)};
    words[WORD_ROLE] = (struct word){"role", cleaned(a, from->role, 0)};
    words[WORD_EXPIRES] = (struct word){"expires", cleaned(a, from->expires, 0)};
    words[WORD_INVITER] =
        (struct word){"inviter", cleaned(a, is_given(from->inviter) ? from->inviter : "An administrator", 0)};
    words[WORD_SITE] = (struct word){"site", cleaned(a, s->site_name, 0)};
}

static struct fill fill_new(struct arena *a, const struct word *words, int n_words, const char *text)
{
    struct fill f = {.words = words, .n_words = n_words};
    struct str from = str_of(text);
    buf_init(&f.out, a, from.n + 512);
    fill_text(&f, from);
    return f;
}

/* n_words: without the last, {site} is literal text. */
static void compose(struct arena *a, const struct hub_settings *s, const struct word *words, int n_words,
                    const char *subject, const char *text, bool needs_link, struct mail *out)
{
    struct fill head = fill_new(a, words, n_words, subject), body = fill_new(a, words, n_words, text);
    struct str line = utf8_cut(cleaned(a, head.out.s, 0), SUBJECT_MOST);
    out->subject = line.n ? str_dup(a, line) : "Invitation";
    if (needs_link && !body.has_link) {
        buf_puts(&body.out, "\n\n");
        buf_str(&body.out, words[WORD_LINK].value);
    }
    buf_puts(&body.out, "\n\n");
    buf_str(&body.out, words[WORD_SITE].value);
    buf_printf(&body.out, "\n%s", s->origin);
    out->text = plain_text(a, buf_view(&body.out));
    out->html = html_text(a, out->subject, buf_view(&body.out), words[WORD_LINK].value);
}

void mail_compose(struct arena *a, const struct hub_settings *s, enum mail_kind kind, const struct mail_words *from,
                  struct mail *out)
{
    struct word words[WORDS];
    set_words(a, s, from, words);
    compose(a, s, words, WORDS, kinds[kind].subject, kinds[kind].text, false, out);
    out->kind = kinds[kind].kind;
}

void mail_from_template(struct arena *a, const struct hub_settings *s, const char *subject, const char *text,
                        const struct mail_words *from, struct mail *out)
{
    struct word words[WORDS];
    set_words(a, s, from, words);
    struct str body = cleaned(a, text, '\n');
    compose(a, s, words, WORD_SITE, subject, str_dup(a, utf8_cut(body, TEMPLATE_MOST)), true, out);
    out->kind = kinds[MAIL_INVITATION].kind;
}

/* ---- the outbox ---- */

bool mail_address_fits(struct str to)
{
    for (size_t i = 0; i < to.n; i++)
        if ((unsigned char)to.s[i] <= 0x20 || to.s[i] == 0x7f || strchr("<>,;\"\\", to.s[i]))
            return false;
    size_t n = utf8_valid(to) ? utf8_length(to) : 0;
    return n >= 3 && n <= 254;
}

enum err mail_queue(struct db *db, struct arena *a, const char *to, int64_t user, const struct mail *m)
{
    if (!mail_address_fits(str_of(to)))
        return ERR_INPUT;
    return db_query(db, a, NULL, "select ops.mail_add($1, $2, $3, $4, $5, nullif($6::bigint, 0), null)", "sssssi",
                    m->kind, to, m->subject, m->text, m->html, user);
}

enum err mail_tell(struct db *db, struct arena *a, const struct hub_settings *s, enum mail_kind kind, const char *to,
                   int64_t user, const struct mail_words *words)
{
    struct mail m;
    mail_compose(a, s, kind, words, &m);
    enum err e = mail_queue(db, a, to, user, &m);
    return e == ERR_INPUT ? OK : e;
}

enum err mail_is_due(struct db *db, struct arena *a, const char *kind, const char *to, bool *is_due)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, "select ops.mail_is_due($1, $2)", "ss", kind, to);
    *is_due = !e && db_bool(&r, 0, 0);
    return e;
}

enum err mail_tell_if_due(struct db *db, struct arena *a, const struct hub_settings *s, enum mail_kind kind,
                          const char *to, int64_t user, const struct mail_words *words)
{
    struct mail m;
    bool is_due;
    mail_compose(a, s, kind, words, &m);
    enum err e = mail_is_due(db, a, m.kind, to, &is_due);
    return e || !is_due ? e : mail_queue(db, a, to, user, &m);
}
