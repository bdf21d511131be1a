/* print.c: what the subcommands print: rows as a table or as JSON, and what was wrong.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "hubctl/hubctl.h"

/* C0, DEL, and C1 in its two bytes. */
static const char *tame(struct arena *a, const char *text, char kept)
{
    char *out = arena_strdup(a, text);
    for (unsigned char *c = (unsigned char *)out; *c; c++)
        if ((*c < ' ' && *c != kept) || *c == 0x7f)
            *c = '?';
        else if (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)
            c[0] = c[1] = '?';
    return out;
}

const char *hubctl_tame(struct arena *a, const char *text)
{
    return tame(a, text, '\0');
}

const char *hubctl_tame_lines(struct arena *a, const char *text)
{
    return tame(a, text, '\n');
}

static const char *cell(struct arena *a, const struct db_result *r, int row, int col, enum hubctl_kind kind)
{
    if (kind == HUBCTL_FLAG)
        return db_bool(r, row, col) ? "yes" : "";
    return hubctl_tame(a, db_text(r, row, col));
}

static void put_json(struct json_writer *w, const struct db_result *r, int row, const struct hubctl_column *c, int n)
{
    json_open(w, NULL, '{');
    for (int i = 0; i < n; i++)
        if (db_is_null(r, row, i))
            json_put_null(w, c[i].key);
        else if (c[i].kind == HUBCTL_FLAG)
            json_put_bool(w, c[i].key, db_bool(r, row, i));
        else if (c[i].kind == HUBCTL_NUMBER)
            json_put_int(w, c[i].key, db_int(r, row, i));
        else
            json_put_str(w, c[i].key, db_str(r, row, i));
    json_close(w, '}');
}

static void print_json(struct arena *a, const struct db_result *r, const struct hubctl_column *c, int n)
{
    struct buf out;
    struct json_writer w;
    buf_init(&out, a, 4096);
    json_begin(&w, &out);
    json_open(&w, NULL, '[');
    for (int row = 0; row < r->rows; row++)
        put_json(&w, r, row, c, n);
    json_close(&w, ']');
    puts(out.s);
}

static size_t width(struct arena *a, const struct db_result *r, int col, const struct hubctl_column *c)
{
    size_t widest = strlen(c->heading);
    for (int row = 0; row < r->rows; row++) {
        size_t n = utf8_length(str_of(cell(a, r, row, col, c->kind)));
        widest = n > widest ? n : widest;
    }
    return widest;
}

/* The last column is not padded. */
static void put_cell(struct buf *out, const char *text, size_t wide, bool is_last, bool is_number)
{
    size_t n = utf8_length(str_of(text)), gap = wide > n ? wide - n : 0;
    if (is_number)
        buf_printf(out, "%*s", (int)gap, "");
    buf_puts(out, text);
    if (!is_last)
        buf_printf(out, "%*s", (int)(is_number ? 2 : gap + 2), "");
}

static void print_table(struct arena *a, const struct db_result *r, const struct hubctl_column *c, int n)
{
    struct buf out;
    size_t *wide = ARENA_ARRAY(a, (size_t)n, size_t);
    buf_init(&out, a, 4096);
    for (int i = 0; i < n; i++)
        wide[i] = width(a, r, i, &c[i]);
    for (int row = -1; row < r->rows; row++) {
        for (int i = 0; i < n; i++)
            put_cell(&out, row < 0 ? c[i].heading : cell(a, r, row, i, c[i].kind), wide[i], i == n - 1,
                     c[i].kind == HUBCTL_NUMBER);
        buf_putc(&out, '\n');
    }
    fwrite(out.s, 1, out.n, stdout);
}

void hubctl_print_rows(struct arena *a, const struct db_result *r, const struct hubctl_column *columns, int n,
                       bool is_json)
{
    if (is_json)
        print_json(a, r, columns, n);
    else
        print_table(a, r, columns, n);
}

void hubctl_print_one(struct arena *a, const struct db_result *r, const struct hubctl_column *columns, int n,
                      bool is_json)
{
    struct buf out;
    struct json_writer w;
    buf_init(&out, a, 1024);
    if (is_json) {
        json_begin(&w, &out);
        put_json(&w, r, 0, columns, n);
        puts(out.s);
        return;
    }
    for (int i = 0; i < n; i++) {
        const char *text = cell(a, r, 0, i, columns[i].kind);
        printf("%-24s %s\n", columns[i].heading, *text ? text : columns[i].kind == HUBCTL_FLAG ? "no" : "-");
    }
}

int hubctl_misuse(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("hubctl: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputs("; see hubctl --help\n", stderr);
    va_end(ap);
    return HUBCTL_USAGE;
}

int hubctl_say(enum err e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("hubctl: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    return e == ERR_INPUT || e == ERR_CONFLICT || e == ERR_NOTFOUND ? HUBCTL_INPUT : HUBCTL_FAULT;
}

int hubctl_say_db(enum err e, const struct db *db)
{
    return hubctl_say(e, "the database: %s", db_message(db));
}
