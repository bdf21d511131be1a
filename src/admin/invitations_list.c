/* invitations_list.c: see invitations_list.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/invitations_list.h"

#include <stdlib.h>
#include <strings.h>

#include "base/csv.h"
#include "identity/invitation.h"
#include "market/file.h"

enum column { COLUMN_EMAIL, COLUMN_NAME, COLUMN_TYPE, COLUMN_MESSAGE, COLUMNS, COLUMN_OTHER = COLUMNS };
enum { CELLS_MAX = 256, CELL_BYTES_MAX = 16384, NAME_LETTERS_MAX = 100 };

struct reader {
    struct arena *arena;
    struct invite_list *list;
    enum role most;
    bool is_begun, has_header;
    enum column column[CELLS_MAX]; /* of each cell, when there is a header */
};

/* ---- words ---- */

/* "viewer", "Analyst", "administrator"; ROLE_NONE for anything else. */
static enum role role_of(struct str s)
{
    static const struct {
        const char *word;
        enum role role;
    } words[] = {{"viewer", ROLE_VIEWER},
                 {"analyst", ROLE_ANALYST},
                 {"manager", ROLE_MANAGER},
                 {"admin", ROLE_ADMIN},
                 {"administrator", ROLE_ADMIN}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i].word))
            return words[i].role;
    return ROLE_NONE;
}

static enum column column_called(struct str s)
{
    static const struct {
        const char *word;
        enum column column;
    } words[] = {{"email", COLUMN_EMAIL},
                 {"e-mail", COLUMN_EMAIL},
                 {"mail", COLUMN_EMAIL},
                 {"email address", COLUMN_EMAIL},
                 {"e-mail address", COLUMN_EMAIL},
                 {"address", COLUMN_EMAIL},
                 {"name", COLUMN_NAME},
                 {"first name", COLUMN_NAME},
                 {"first_name", COLUMN_NAME},
                 {"firstname", COLUMN_NAME},
                 {"given name", COLUMN_NAME},
                 {"role", COLUMN_TYPE},
                 {"type", COLUMN_TYPE},
                 {"invite_type", COLUMN_TYPE},
                 {"message", COLUMN_MESSAGE},
                 {"custom_message", COLUMN_MESSAGE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i].word))
            return words[i].column;
    return COLUMN_OTHER;
}

static size_t count_of(struct str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.s[i] == c;
    return n;
}

static bool has_at(struct str s)
{
    return s.n && memchr(s.s, '@', s.n);
}

/* ---- keeping ---- */

static struct str kept(struct reader *r, struct str s)
{
    return (struct str){arena_dup(r->arena, s.s, s.n), s.n};
}

static void add_fault(struct reader *r, size_t line, struct str what, const char *why)
{
    if (r->list->n_bad < INVITE_LIST_MAX)
        r->list->bad[r->list->n_bad++] = (struct invite_fault){line, file_quote(r->arena, what), why};
}

/* NULL, or what is wrong with one person's columns. */
static const char *fault_of(struct reader *r, const struct str cell[COLUMNS], enum role *type)
{
    *type = cell[COLUMN_TYPE].n ? role_of(cell[COLUMN_TYPE]) : ROLE_NONE;
    if (!has_at(cell[COLUMN_EMAIL]))
        return "is no e-mail address: it has no @. Write it like ann@example.org, or leave the line out.";
    if (!email_is_plausible(cell[COLUMN_EMAIL]))
        return "is no e-mail address that mail can go to: look for blanks, a missing domain, letters with accents.";
    if (cell[COLUMN_TYPE].n && *type == ROLE_NONE)
        return "has a role that there is not. Write viewer, analyst, manager or admin, or leave it empty.";
    if (*type > r->most)
        return "has a role above what you may give: only a superuser invites administrators.";
    if (utf8_length(cell[COLUMN_NAME]) > NAME_LETTERS_MAX)
        return "has a first name of more than 100 characters. Shorten it.";
    if (utf8_length(cell[COLUMN_MESSAGE]) > INVITATION_MESSAGE_MAX)
        return "has a message of more than 2,000 characters. Shorten it.";
    return NULL;
}

/* False: there are too many. */
static bool add_person(struct reader *r, size_t line, const struct str cell[COLUMNS])
{
    enum role type;
    const char *why = fault_of(r, cell, &type);
    if (r->list->n_good + r->list->n_bad == INVITE_LIST_MAX) {
        r->list->refused = "These are more than 10,000 people. Split the list, and send the parts one after the other.";
        return false;
    }
    if (why)
        add_fault(r, line, cell[COLUMN_EMAIL], why);
    else
        r->list->good[r->list->n_good++] =
            (struct invite_entry){line, str_dup(r->arena, cell[COLUMN_EMAIL]), kept(r, cell[COLUMN_NAME]),
                                  kept(r, cell[COLUMN_MESSAGE]), type};
    return true;
}

/* ---- reading ---- */

/* "Ann Example <ann@example.org>" is an address with a name before it. */
static void split_name(struct str cell[COLUMNS])
{
    struct str s = cell[COLUMN_EMAIL];
    const char *open = s.n && s.s[s.n - 1] == '>' ? memchr(s.s, '<', s.n) : NULL;
    if (!open)
        return;
    struct str name = str_trim((struct str){s.s, (size_t)(open - s.s)});
    cell[COLUMN_EMAIL] = str_trim((struct str){open + 1, s.n - (size_t)(open - s.s) - 2});
    if (cell[COLUMN_NAME].n)
        return;
    const char *blank = memchr(name.s, ' ', name.n);
    cell[COLUMN_NAME] = (struct str){name.s, blank ? (size_t)(blank - name.s) : name.n};
}

/* A cell of a plain list: one address, or several with other separators between them. */
static bool read_plain(struct reader *r, size_t line, struct str cell)
{
    size_t addresses = count_of(cell, '@');
    while (cell.n) {
        struct str one[COLUMNS] = {{0}};
        size_t n = 0;
        while (n < cell.n &&
               !(addresses > 1 && strchr(cell.s[n] == ' ' && memchr(cell.s, '<', cell.n) ? "" : ",;\t ", cell.s[n])))
            n++;
        one[COLUMN_EMAIL] = str_trim((struct str){cell.s, n});
        cell = (struct str){cell.s + n + (n < cell.n), cell.n - n - (n < cell.n)};
        split_name(one);
        if (one[COLUMN_EMAIL].n && !add_person(r, line, one))
            return false;
    }
    return true;
}

static bool read_header(struct reader *r, const struct str *cells, size_t n)
{
    bool has_email = false;
    for (size_t i = 0; i < n; i++) {
        if (has_at(cells[i]))
            return false;
        r->column[i] = column_called(str_trim(cells[i]));
        has_email = has_email || r->column[i] == COLUMN_EMAIL;
    }
    for (size_t i = n; i < CELLS_MAX; i++)
        r->column[i] = COLUMN_OTHER;
    return has_email;
}

static bool read_table_row(struct reader *r, size_t line, const struct str *cells, size_t n)
{
    struct str cell[COLUMNS] = {{0}};
    bool is_empty = true;
    for (size_t i = 0; i < n; i++) {
        enum column c = r->has_header ? r->column[i] : i < COLUMNS ? (enum column)i : COLUMN_OTHER;
        struct str s = str_trim(cells[i]);
        is_empty = is_empty && !s.n;
        if (c != COLUMN_OTHER && !cell[c].n)
            cell[c] = s;
    }
    split_name(cell);
    return is_empty || add_person(r, line, cell);
}

/* Without a header: an address, and behind it something that is none. */
static bool is_table_row(const struct str *cells, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (str_trim(cells[i]).n && !has_at(cells[i]))
            return has_at(cells[0]);
    return false;
}

static bool read_row(void *with, size_t line, const struct str *cells, size_t n)
{
    struct reader *r = with;
    if (!r->is_begun) {
        r->is_begun = true;
        if ((r->has_header = read_header(r, cells, n)))
            return true;
    }
    if (r->has_header || is_table_row(cells, n))
        return read_table_row(r, line, cells, n);
    for (size_t i = 0; i < n; i++)
        if (!read_plain(r, line, str_trim(cells[i])))
            return false;
    return true;
}

/* The one that the first line has most of. */
static char separator_of(struct str text)
{
    struct str rest = text, line = {0};
    while (rest.n && !str_trim(line).n)
        line = str_cut(&rest, '\n');
    size_t tabs = count_of(line, '\t'), semicolons = count_of(line, ';'), commas = count_of(line, ',');
    if (tabs > semicolons && tabs >= commas)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

/* ---- addresses that come twice ---- */

static int by_email(const void *a, const void *b)
{
    const struct invite_entry *x = *(const struct invite_entry *const *)a, *y = *(const struct invite_entry *const *)b;
    int order = strcasecmp(x->email, y->email);
    return order ? order : x < y ? -1 : x > y;
}

static int by_line(const void *a, const void *b)
{
    const struct invite_fault *x = a, *y = b;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void drop_repeated(struct reader *r)
{
    struct invite_list *l = r->list;
    struct invite_entry **sorted = ARENA_ARRAY(r->arena, l->n_good + 1, struct invite_entry *);
    size_t n = 0;
    for (size_t i = 0; i < l->n_good; i++)
        sorted[i] = &l->good[i];
    qsort(sorted, l->n_good, sizeof *sorted, by_email);
    for (size_t i = 1, first = 0; i < l->n_good; i++) {
        if (strcasecmp(sorted[first]->email, sorted[i]->email) != 0) {
            first = i;
            continue;
        }
        add_fault(r, sorted[i]->line, str_of(sorted[i]->email),
                  arena_printf(r->arena, "stands in line %zu already; the first one counts. Leave this one out.",
                               sorted[first]->line));
        sorted[i]->line = 0;
    }
    for (size_t i = 0; i < l->n_good; i++)
        if (l->good[i].line)
            l->good[n++] = l->good[i];
    l->n_good = n;
    qsort(l->bad, l->n_bad, sizeof *l->bad, by_line);
}

void invite_list_read(struct arena *a, struct str text, enum role most, struct invite_list *out)
{
    static const struct csv_limits limits = {.columns = CELLS_MAX, .cell_bytes = CELL_BYTES_MAX};
    struct reader r = {.arena = a, .list = out, .most = most};
    size_t line = 0;
    *out = (struct invite_list){.good = ARENA_ARRAY(a, INVITE_LIST_MAX, struct invite_entry),
                                .bad = ARENA_ARRAY(a, INVITE_LIST_MAX, struct invite_fault)};
    enum csv_fault fault = csv_read(a, text, separator_of(text), &limits, read_row, &r, &line);
    if (fault == CSV_QUOTE_OPEN)
        out->refused =
            arena_printf(a, "A quotation mark is opened in line %zu and never closed. Close it, or take it out.", line);
    else if (fault == CSV_CELL_LONG)
        out->refused = arena_printf(
            a, "Line %zu holds one piece of more than 16,384 characters. Is this a list of addresses?", line);
    else if (fault == CSV_ROW_WIDE)
        out->refused =
            arena_printf(a, "Line %zu holds more than 256 pieces. Put each address into a line of its own.", line);
    else if (!out->refused && !out->n_good && !out->n_bad)
        out->refused = "There is no address in it. Enter at least one, or choose a file.";
    if (!out->refused)
        drop_repeated(&r);
}
