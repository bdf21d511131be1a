/* file.c: see file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/file.h"

#include <errno.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/log.h"
#include "base/num.h"

void file_answer_init(struct file_answer *f, struct arena *a)
{
    *f = (struct file_answer){.arena = a, .status = FILE_OK};
}

static void add(struct file_answer *f, enum file_level level, size_t line, const char *fmt, va_list ap)
    __attribute__((format(printf, 4, 0)));

static void add(struct file_answer *f, enum file_level level, size_t line, const char *fmt, va_list ap)
{
    /* The last place is kept for the refusal. */
    if (f->n >= FILE_MESSAGES_MAX - (level != FILE_FAULT))
        return;
    f->at[f->n++] = (struct file_message){level, line, f->column, arena_vprintf(f->arena, fmt, ap)};
}

void file_note(struct file_answer *f, size_t line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(f, FILE_NOTE, line, fmt, ap);
    va_end(ap);
}

void file_warn(struct file_answer *f, size_t line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(f, FILE_WARNING, line, fmt, ap);
    va_end(ap);
}

bool file_refuse(struct file_answer *f, int status, size_t line, const char *fmt, ...)
{
    if (f->status == FILE_OK)
        f->status = status;
    va_list ap;
    va_start(ap, fmt);
    add(f, FILE_FAULT, line, fmt, ap);
    va_end(ap);
    return false;
}

void file_offer(struct file_answer *f, const char *option, const char *choices)
{
    f->option = option;
    f->choices = choices;
    f->n_choices = 0;
    f->likely = NULL;
    f->choose_max = 1;
}

void file_choice_add(struct file_answer *f, const char *value, const char *text, const char *preview)
{
    if (!f->choice)
        f->choice = ARENA_ARRAY(f->arena, FILE_CHOICES_MAX, struct file_choice);
    if (f->n_choices < FILE_CHOICES_MAX)
        f->choice[f->n_choices++] = (struct file_choice){value, text, preview};
}

const char *file_fault(const struct file_answer *f)
{
    for (int i = 0; i < f->n; i++)
        if (f->at[i].level == FILE_FAULT)
            return f->at[i].text;
    return NULL;
}

int file_count(const struct file_answer *f, enum file_level level)
{
    int n = 0;
    for (int i = 0; i < f->n; i++)
        n += f->at[i].level == level;
    return n;
}

void line_list_add(struct line_list *l, size_t line)
{
    if (l->n < sizeof l->at / sizeof *l->at)
        l->at[l->n] = line;
    l->n++;
}

const char *line_list_text(struct arena *a, const struct line_list *l)
{
    struct buf b;
    size_t shown = l->n < sizeof l->at / sizeof *l->at ? l->n : sizeof l->at / sizeof *l->at;
    buf_init(&b, a, 96);
    buf_puts(&b, l->n == 1 ? "line " : "lines ");
    for (size_t i = 0; i < shown; i++) {
        if (i)
            buf_puts(&b, i + 1 == l->n ? " and " : ", ");
        buf_printf(&b, "%zu", l->at[i]);
    }
    if (l->n > shown)
        buf_printf(&b, " and %s more", num_group(a, (double)(l->n - shown), 0));
    return b.s;
}

const char *file_quote(struct arena *a, struct str s)
{
    enum { SHOWN = 60 };
    bool cut = s.n > SHOWN;
    char *text = str_dup(a, utf8_cut(s, SHOWN));
    for (unsigned char *p = (unsigned char *)text; *p; p++)
        if (*p < 0x20 || *p == 0x7f)
            *p = '?';
        else if (*p == 0xc2 && p[1] < 0xa0) /* U+0080 to U+009F steer some terminals */
            p[0] = p[1] = '?';
    return cut ? arena_printf(a, "%s…", text) : text;
}

bool file_load(struct arena *a, const char *path, struct str *bytes, const char **why)
{
    *bytes = (struct str){"", 0};
    *why = NULL;
    FILE *f = fopen(path, "re");
    if (!f) {
        *why = strerror(errno);
        return false;
    }
    struct buf b;
    size_t n;
    buf_init(&b, a, 256 * 1024);
    errno = 0;
    while (b.n <= FILE_BYTES_MAX && (n = fread(buf_room(&b, 64 * 1024), 1, 64 * 1024, f)))
        b.n += n;
    if (ferror(f))
        *why = strerror(errno);
    fclose(f);
    *bytes = buf_view(&b);
    return !*why;
}

/* What a server sends instead of the file that one asked it for. */
static bool is_web_page(struct str bytes)
{
    static const char *const begins[] = {"<!doctype html", "<html"};
    bytes = str_trim((struct str){bytes.s, bytes.n < 200 ? bytes.n : 200});
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (bytes.n >= strlen(begins[i]) && str_eq_nocase((struct str){bytes.s, strlen(begins[i])}, begins[i]))
            return true;
    return false;
}

static size_t line_at(struct str s, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += s.s[i] == '\n' || (s.s[i] == '\r' && s.s[i + 1] != '\n');
    return line;
}

static bool refuse_binary(struct file_answer *f, struct str bytes)
{
    static const struct {
        const char *magic, *what;
    } kinds[] = {
        {"PK\x03\x04", "this is an Excel workbook (or another ZIP archive): export the sheet as CSV"},
        {"\xd0\xcf\x11\xe0", "this is an old Excel workbook: export the sheet as CSV"},
        {"\x89PNG", "this looks like an image (PNG), not a table"},
        {"\xff\xd8\xff", "this looks like an image (JPEG), not a table"},
        {"GIF8", "this looks like an image (GIF), not a table"},
        {"%PDF", "this is a PDF document: export the table as CSV"},
        {"\x7f"
         "ELF",
         "this is a program, not a table"},
        {"\x1f\x8b", "this is a compressed file (gzip): unpack it first"},
        {"{\"", "this is JSON, not a table: export it as CSV"},
        {"[{", "this is JSON, not a table: export it as CSV"},
        {"<?xml", "this is XML, not a table: export it as CSV"},
        {"{\\rtf", "this is a text document (RTF), not a table: save it as CSV"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(bytes, kinds[i].magic))
            return file_refuse(f, FILE_NOT_TEXT, 0, "%s", kinds[i].what);
    if (is_web_page(bytes))
        return file_refuse(f, FILE_NOT_TEXT, 0,
                           "this is a web page, not a table: perhaps the site wanted you to sign in");
    return true;
}

/* The first byte from `at` on that is below a blank, looked for by eights. */
static size_t next_control(struct str text, size_t at)
{
    for (uint64_t eight; at + sizeof eight <= text.n; at += sizeof eight) {
        memcpy(&eight, text.s + at, sizeof eight);
        if ((eight - UINT64_C(0x2020202020202020)) & ~eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < text.n && (unsigned char)text.s[at] >= 0x20)
        at++;
    return at;
}

/* NUL and control characters: a NUL is named apart, because programs that lose what follows it read a wrong number. */
static bool refuse_control(struct file_answer *f, struct str text)
{
    for (size_t i = next_control(text, 0); i < text.n; i = next_control(text, i + 1)) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == 0)
            return file_refuse(f, FILE_WRONG, line_at(text, i), "line %zu holds a NUL byte: not a text file",
                               line_at(text, i));
        if (c != '\t' && c != '\n' && c != '\r' && c != '\f')
            return file_refuse(f, FILE_NOT_TEXT, line_at(text, i),
                               "line %zu holds the control character 0x%02x: not a text file", line_at(text, i), c);
    }
    return true;
}

static bool transcode(struct file_answer *f, const char *from, struct str bytes, struct str *text)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        log_die("iconv knows no %s", from);
    size_t room = bytes.n * 3 + 4; /* no character of these encodings takes more */
    char *out = arena_bytes(f->arena, room), *to = out, *in = (char *)bytes.s;
    size_t left = bytes.n;
    size_t bad = iconv(cd, &in, &left, &to, &room);
    iconv_close(cd);
    *text = (struct str){out, (size_t)(to - out)};
    return bad != (size_t)-1;
}

static bool decode(struct file_answer *f, struct str bytes, struct str *text)
{
    f->encoding = "UTF-8";
    if (str_starts(bytes, "\xff\xfe") || str_starts(bytes, "\xfe\xff")) {
        const char *name = f->encoding = bytes.s[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
        bytes.s += 2;
        bytes.n -= 2;
        if (!transcode(f, name, bytes, text))
            return file_refuse(f, FILE_WRONG, 0, "damaged %s text: save the file as UTF-8", name);
        file_note(f, 0, "encoding %s", name);
        return true;
    }
    if (str_starts(bytes, "\xef\xbb\xbf")) {
        bytes.s += 3;
        bytes.n -= 3;
    }
    *text = bytes;
    if (memchr(bytes.s, '\0', bytes.n) || utf8_valid(bytes))
        return true; /* the NUL gets its own refusal */
    if (!transcode(f, "WINDOWS-1252", bytes, text))
        return file_refuse(f, FILE_WRONG, 0, "neither UTF-8 nor Windows-1252 text: save the file as UTF-8");
    f->encoding = "Windows-1252";
    file_note(f, 0, "encoding Windows-1252 (not valid UTF-8)");
    return true;
}

bool file_text(struct file_answer *f, struct str bytes, struct str *text)
{
    *text = (struct str){"", 0};
    if (bytes.n > FILE_BYTES_MAX)
        return file_refuse(f, FILE_TOO_LARGE, 0, "larger than 10 MB");
    if (bytes.n == 0)
        return file_refuse(f, FILE_WRONG, 0, "the file is empty");
    return refuse_binary(f, bytes) && decode(f, bytes, text) && refuse_control(f, *text);
}
