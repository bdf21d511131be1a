/* csv.c: see csv.h. Lines without a quote are split where they stand. libcsv splits the others; this file feeds it physical
 * lines in small pieces, which is what gives line numbers, finds where an unclosed quote began, and stops before a hostile
 * cell has been collected.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <csv.h>

#include "base/log.h"

enum { PIECE = 4096, BLOCK = 1024 };

struct reader {
    const struct csv_limits *limits;
    csv_row_fn *row;
    void *with;
    char separator;
    struct str *cells;
    char *bytes; /* the cells of the row, one after another, each in room of its own limit */
    size_t used, n;
    size_t line;      /* being fed */
    size_t row_line;  /* where the row began */
    size_t cell_line; /* where the cell that is being read began */
    bool ended;       /* a row ended in this line */
    enum csv_fault fault;
};

static void add_cell(struct reader *r, struct str cell)
{
    if (cell.n > r->limits->cell_bytes)
        r->fault = CSV_CELL_LONG;
    else if (r->n == r->limits->columns)
        r->fault = CSV_ROW_WIDE;
    else
        r->cells[r->n++] = cell;
}

static void take_cell(void *s, size_t n, void *with)
{
    struct reader *r = with;
    char *at = r->bytes + r->used;
    if (r->fault)
        return;
    add_cell(r, (struct str){at, n});
    if (r->fault)
        return;
    if (n)
        memcpy(at, s, n);
    r->used += n;
    r->cell_line = r->line;
}

static void take_row(int end, void *with)
{
    (void)end;
    struct reader *r = with;
    if (r->fault)
        return;
    r->ended = true;
    if (!r->row(r->with, r->row_line, r->cells, r->n))
        r->fault = CSV_STOPPED;
    r->n = r->used = 0;
}

/* One physical line with its end. */
static size_t line_length(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '\n')
            return i + 1;
        if (text.s[i] == '\r')
            return i + 1 < text.n && text.s[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return text.n;
}

/* Nothing for the splitter: blank, or a comment. */
static bool is_skipped(struct str line)
{
    line = str_trim(line);
    return line.n == 0 || line.s[0] == '#';
}

static void feed(struct csv_parser *p, struct reader *r, struct str s)
{
    while (s.n && !r->fault) {
        size_t n = s.n < PIECE ? s.n : PIECE;
        if (csv_parse(p, s.s, n, take_cell, take_row, r) != n)
            log_die("libcsv: %s", csv_strerror(csv_error(p)));
        s.s += n;
        s.n -= n;
        if (!r->fault && csv_get_buffer_size(p) > r->limits->cell_bytes + BLOCK)
            r->fault = CSV_CELL_LONG;
    }
}

/* A whole row without quotes: its cells stay where they are in the text. */
static void split(struct reader *r, struct str line)
{
    while (line.n && (line.s[line.n - 1] == '\n' || line.s[line.n - 1] == '\r'))
        line.n--;
    for (bool more = true; more && !r->fault;) {
        const char *end = memchr(line.s, r->separator, line.n);
        size_t n = end ? (size_t)(end - line.s) : line.n;
        add_cell(r, str_trim((struct str){line.s, n}));
        more = end != NULL;
        line.s += n + more;
        line.n -= n + more;
    }
    take_row(0, r);
}

static void read_lines(struct csv_parser *p, struct reader *r, struct str text)
{
    bool open = false; /* inside a quoted cell that goes over the end of its line */
    while (text.n && !r->fault && (!r->limits->lines || r->line < r->limits->lines)) {
        struct str line = {text.s, line_length(text)};
        text.s += line.n;
        text.n -= line.n;
        r->line++;
        if (!open) {
            if (is_skipped(line))
                continue;
            r->row_line = r->cell_line = r->line;
            if (!memchr(line.s, '"', line.n)) {
                split(r, line);
                continue;
            }
        }
        r->ended = false;
        feed(p, r, line);
        if (text.n == 0 && !r->ended)
            feed(p, r, STR("\n")); /* the last line may lack its end */
        open = !r->ended;
    }
    if (open && !r->fault && text.n == 0)
        r->fault = CSV_QUOTE_OPEN;
}

enum csv_fault csv_read(struct arena *a, struct str text, char separator, const struct csv_limits *limits,
                        csv_row_fn *row, void *with, size_t *fault_line)
{
    struct csv_parser p;
    struct reader r = {.limits = limits, .row = row, .with = with, .separator = separator};
    r.cells = ARENA_ARRAY(a, limits->columns, struct str);
    size_t row_bytes = limits->columns * limits->cell_bytes;
    r.bytes = arena_bytes(a, text.n < row_bytes ? text.n : row_bytes);
    if (csv_init(&p, 0))
        log_die("libcsv did not start");
    csv_set_delim(&p, (unsigned char)separator);
    csv_set_blk_size(&p, BLOCK);
    read_lines(&p, &r, text);
    csv_free(&p);
    *fault_line = r.fault ? r.cell_line : 0;
    return r.fault;
}
