/* price_columns.c: which column of a file of prices or returns holds what: by the person's word, by its header, by its
 * content. See price_read.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_read.h"

#include "market/cell.h"

const char *const price_role_text[PRICE_ROLES] = {
    [PRICE_OPEN] = "open",
    [PRICE_HIGH] = "high",
    [PRICE_LOW] = "low",
    [PRICE_CLOSE] = "close",
    [PRICE_ADJ_CLOSE] = "adjusted close",
    [PRICE_VOLUME] = "volume",
    [PRICE_DIVIDEND] = "dividends",
    [PRICE_ROLE_RETURN] = "returns",
    [PRICE_ROLE_SYMBOL] = "ticker",
    [PRICE_ROLE_NUMBER] = "values",
    [PRICE_ROLE_NONE] = "not used",
    [PRICE_ROLE_DATE] = "date",
    [PRICE_ROLE_UNKNOWN] = "not yet known",
};

static enum price_role role_by_name(struct arena *a, const char *name)
{
    static const struct {
        const char *name;
        int role;
    } names[] = {
        {"open", PRICE_OPEN},
        {"high", PRICE_HIGH},
        {"low", PRICE_LOW},
        {"close", PRICE_CLOSE},
        {"price", PRICE_CLOSE},
        {"last", PRICE_CLOSE},
        {"close/last", PRICE_CLOSE},
        {"closingprice", PRICE_CLOSE},
        {"lastprice", PRICE_CLOSE},
        {"closeprice", PRICE_CLOSE},
        {"schlusskurs", PRICE_CLOSE},
        {"schluss", PRICE_CLOSE},
        {"kurs", PRICE_CLOSE},
        {"cl\xc3\xb4ture", PRICE_CLOSE},
        {"cloture", PRICE_CLOSE},
        {"cierre", PRICE_CLOSE},
        {"chiusura", PRICE_CLOSE},
        {"value", PRICE_CLOSE},
        {"nav", PRICE_CLOSE},
        {"indexvalue", PRICE_CLOSE},
        {"adjclose", PRICE_ADJ_CLOSE},
        {"adjustedclose", PRICE_ADJ_CLOSE},
        {"adjustedprice", PRICE_ADJ_CLOSE},
        {"closeadj", PRICE_ADJ_CLOSE},
        {"totalreturnindex", PRICE_ADJ_CLOSE},
        {"vol", PRICE_VOLUME},
        {"volume", PRICE_VOLUME},
        {"change%", PRICE_ROLE_RETURN},
        {"%change", PRICE_ROLE_RETURN},
        {"change", PRICE_ROLE_RETURN},
        {"changepct", PRICE_ROLE_RETURN},
        {"performance", PRICE_ROLE_RETURN},
        {"rendite", PRICE_ROLE_RETURN},
        {"rendement", PRICE_ROLE_RETURN},
        {"ticker", PRICE_ROLE_SYMBOL},
        {"symbol", PRICE_ROLE_SYMBOL},
        {"isin", PRICE_ROLE_SYMBOL},
        {"dividend", PRICE_DIVIDEND},
        {"dividends", PRICE_DIVIDEND},
        {"dividende", PRICE_DIVIDEND},
        {"distribution", PRICE_DIVIDEND},
        {"distributions", PRICE_DIVIDEND},
    };
    const char *plain = table_name_plain(a, name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(plain, names[i].name))
            return (enum price_role)names[i].role;
    return strstr(plain, "return") ? PRICE_ROLE_RETURN : PRICE_ROLE_NONE;
}

/* At least half of the cells that hold something are numbers, as far as the first hundreds of them show. */
static bool is_numeric(const struct table *t, size_t column)
{
    enum { SAMPLE = 500 };
    size_t numbers = 0, others = 0;
    for (size_t r = 0; r < t->rows && numbers + others < SAMPLE; r++) {
        int marks;
        enum cell_kind kind = cell_number_look(table_cell(t, r, column), &marks);
        numbers += kind == CELL_NUMBER;
        others += kind == CELL_OTHER;
    }
    return numbers && numbers >= others;
}

bool price_has(const struct price_reading *r, enum price_role role)
{
    return r->column[role] < r->table.columns;
}

static void set_role(struct price_reading *r, size_t column, enum price_role role)
{
    r->role[column] = role;
    if (!price_has(r, role))
        r->column[role] = column;
}

/* Nothing is of this role any more. */
static void clear_role(struct price_reading *r, enum price_role role)
{
    for (size_t c = 0; c < r->table.columns; c++)
        if (r->role[c] == role)
            r->role[c] = PRICE_ROLE_NONE;
    r->column[role] = r->table.columns;
}

static void find_roles(struct price_reading *r)
{
    const struct table *t = &r->table;
    r->role = ARENA_ARRAY(r->arena, t->columns, enum price_role);
    r->value = ARENA_ARRAY(r->arena, t->columns, bool);
    for (int i = 0; i < PRICE_ROLES; i++)
        r->column[i] = t->columns;
    for (size_t c = 0; c < t->columns; c++) {
        enum price_role role = t->header ? role_by_name(r->arena, t->name[c]) : PRICE_ROLE_NONE;
        bool numeric = c != t->date_column && is_numeric(t, c);
        if (c == t->date_column)
            role = PRICE_ROLE_DATE;
        else if (role != PRICE_ROLE_SYMBOL && !numeric)
            role = PRICE_ROLE_NONE;
        else if (role == PRICE_ROLE_NONE)
            role = PRICE_ROLE_NUMBER;
        set_role(r, c, role);
    }
}

/* ---- the person's word ---- */

static bool no_column(struct price_reading *r, const char *option, const char *name, const char *what)
{
    file_refuse(r->f, FILE_WRONG, 0, "no column%s is called \"%s\"; there are: %s", what,
                file_quote(r->arena, str_of(name)), table_names(&r->table));
    file_offer(r->f, option, "NAME");
    return false;
}

/* The column that one option names gets the role; "" takes it from all. */
static bool map_role(struct price_reading *r, const char *option, const char *name, enum price_role role)
{
    const struct table *t = &r->table;
    if (!name)
        return true;
    clear_role(r, role);
    if (!*name)
        return true;
    size_t c = table_column(t, name);
    if (c == t->columns || c == t->date_column || (role != PRICE_ROLE_SYMBOL && !is_numeric(t, c)))
        return no_column(r, option, name, role == PRICE_ROLE_SYMBOL ? "" : " of numbers");
    set_role(r, c, role);
    return true;
}

static bool is_mapped(const struct price_reading *r, size_t column)
{
    const struct price_file_options *o = r->options;
    return (o->symbol_column && column == r->column[PRICE_ROLE_SYMBOL]) ||
           (o->total_column && column == r->column[PRICE_ADJ_CLOSE]) ||
           (o->dividend_column && column == r->column[PRICE_DIVIDEND]);
}

static bool add_value(struct price_reading *r, size_t column)
{
    r->n_values += !r->value[column];
    r->value[column] = true;
    return true;
}

/* The columns that the person chose: nothing else counts, but the tickers of a long file and what was chosen as well. */
static bool take_chosen(struct price_reading *r)
{
    const struct table *t = &r->table;
    size_t returns = 0;
    for (int i = 0; i < r->options->columns.n; i++) {
        const char *name = r->options->columns.at[i];
        size_t c = table_column(t, name);
        if (c == t->columns || c == t->date_column || !is_numeric(t, c))
            return no_column(r, "column", name, " of numbers");
        add_value(r, c);
    }
    for (size_t c = 0; c < t->columns; c++) {
        enum price_role role = r->role[c];
        if (!r->value[c] && !is_mapped(r, c) && role != PRICE_ROLE_SYMBOL && role != PRICE_ROLE_DATE)
            r->role[c] = PRICE_ROLE_NONE;
        /* Opens, highs and the like are prices when they are asked for by name. */
        if (r->value[c] && role != PRICE_ROLE_RETURN && role != PRICE_ROLE_NUMBER)
            r->role[c] = PRICE_CLOSE;
        returns += r->value[c] && role == PRICE_ROLE_RETURN;
    }
    for (int i = 0; i < PRICE_ROLES; i++)
        r->column[i] = t->columns;
    for (size_t c = 0; c < t->columns; c++)
        set_role(r, c, r->role[c]);
    if (returns && price_has(r, PRICE_CLOSE)) {
        file_refuse(r->f, FILE_WRONG, 0, "prices and returns cannot be taken side by side from one file");
        file_offer(r->f, "column", "NAME");
        return false;
    }
    return true;
}

/* ---- the columns of values ---- */

/* The first and the last number of a column, as they stand there. */
static const char *ends_of(const struct price_reading *r, size_t column)
{
    const struct table *t = &r->table;
    struct str first = STR(""), last = STR("");
    int marks;
    for (size_t i = 0; i < t->rows && !first.n; i++)
        if (cell_number_look(table_cell(t, i, column), &marks) == CELL_NUMBER)
            first = table_cell(t, i, column);
    for (size_t i = t->rows; i > 0 && !last.n; i--)
        if (cell_number_look(table_cell(t, i - 1, column), &marks) == CELL_NUMBER)
            last = table_cell(t, i - 1, column);
    return arena_printf(r->arena, "%s … %s", file_quote(r->arena, first), file_quote(r->arena, last));
}

static bool offer_columns(struct price_reading *r, enum price_role role, int most)
{
    file_offer(r->f, "column", "NAME");
    r->f->choose_max = most;
    for (size_t c = 0; c < r->table.columns; c++)
        if (r->role[c] == role)
            file_choice_add(r->f, r->table.name[c], file_quote(r->arena, str_of(r->table.name[c])), ends_of(r, c));
    return false;
}

/* All columns of a role, a series each. */
static bool take_role(struct price_reading *r, enum price_role role)
{
    for (size_t c = 0; c < r->table.columns; c++)
        if (r->role[c] == role)
            add_value(r, c);
    if (r->n_values <= PRICE_FILE_SERIES_MAX)
        return true;
    file_refuse(r->f, FILE_WRONG, 0, "%zu series, the limit is %d: choose %s %s", r->n_values, PRICE_FILE_SERIES_MAX,
                r->options->analysed ? "which of" : "one of", table_names(&r->table));
    return offer_columns(r, role, r->options->analysed ? PRICE_FILE_SERIES_MAX : 1);
}

static bool take_found(struct price_reading *r)
{
    if (price_has(r, PRICE_CLOSE))
        return add_value(r, r->column[PRICE_CLOSE]);
    if (price_has(r, PRICE_ADJ_CLOSE)) {
        size_t c = r->column[PRICE_ADJ_CLOSE];
        clear_role(r, PRICE_ADJ_CLOSE);
        set_role(r, c, PRICE_CLOSE);
        return add_value(r, c);
    }
    if (price_has(r, PRICE_ROLE_RETURN))
        return take_role(r, PRICE_ROLE_RETURN);
    if (price_has(r, PRICE_ROLE_NUMBER))
        return take_role(r, PRICE_ROLE_NUMBER);
    return file_refuse(r->f, FILE_WRONG, 0, "no column of prices or returns was found among: %s",
                       table_names(&r->table));
}

/* One row per day and ticker has one column of values. */
static bool settle_shape(struct price_reading *r)
{
    bool tickers = price_has(r, PRICE_ROLE_SYMBOL);
    r->several = r->n_values > 1;
    r->is_long = tickers && !r->several;
    if (!tickers || !r->several)
        return true;
    size_t first = 0;
    while (!r->value[first])
        first++;
    file_refuse(r->f, FILE_ASK, 0,
                "there is a column of tickers, so that one column of values is expected, and there are %zu: say which",
                r->n_values);
    return offer_columns(r, r->role[first], 1);
}

bool price_column_used(const struct price_reading *r, size_t column)
{
    if (r->value[column])
        return true;
    for (int field = 0; field < PRICE_FIELDS && !r->several && !price_has(r, PRICE_ROLE_RETURN); field++)
        if (column == r->column[field] && field != PRICE_CLOSE)
            return true;
    return false;
}

enum price_meaning price_column_meaning(const struct price_reading *r, size_t column)
{
    static const char *const any[] = {"value", "indexvalue", "nav"}; /* closes of what may have dividends in it */
    const char *name = r->table.name[column], *plain = table_name_plain(r->arena, name);
    for (size_t i = 0; i < sizeof any / sizeof *any; i++)
        if (!strcmp(plain, any[i]))
            return PRICE_UNNAMED;
    enum price_role role = r->table.header ? role_by_name(r->arena, name) : PRICE_ROLE_NONE;
    return role == PRICE_ADJ_CLOSE ? PRICE_ADJUSTED : role <= PRICE_CLOSE ? PRICE_CLOSES : PRICE_UNNAMED;
}

static void note_unused(struct price_reading *r)
{
    enum { SHOWN = 20 };
    const struct table *t = &r->table;
    size_t n = 0;
    struct buf names;
    buf_init(&names, r->arena, 64);
    for (size_t c = 0; c < t->columns; c++) {
        if (r->role[c] == PRICE_ROLE_NONE || r->role[c] == PRICE_ROLE_SYMBOL || c == t->date_column ||
            price_column_used(r, c))
            continue;
        if (n++ < SHOWN)
            buf_printf(&names, "%s%s", n > 1 ? ", " : "", file_quote(r->arena, str_of(t->name[c])));
    }
    if (n)
        file_note(r->f, 0, "%zu other column%s of numbers not used: %s%s", n, n == 1 ? "" : "s", names.s,
                  n > SHOWN ? " …" : "");
}

static void note_columns(struct price_reading *r)
{
    const struct table *t = &r->table;
    size_t c = r->column[PRICE_CLOSE];
    if (t->header && c < t->columns && !r->several && strcmp(table_name_plain(r->arena, t->name[c]), "close") != 0)
        file_note(r->f, 0, "column \"%s\" taken as the close", file_quote(r->arena, str_of(t->name[c])));
    if (t->header && price_has(r, PRICE_ROLE_NUMBER) && r->value[r->column[PRICE_ROLE_NUMBER]] && !r->several)
        file_note(r->f, 0, "column \"%s\" taken, the only one of numbers",
                  file_quote(r->arena, str_of(t->name[r->column[PRICE_ROLE_NUMBER]])));
    if (!r->options->analysed && price_has(r, PRICE_DIVIDEND)) {
        file_note(r->f, 0, "the dividends in this file were not taken: import them as dividends");
        clear_role(r, PRICE_DIVIDEND);
    }
    if (!r->options->columns.n)
        note_unused(r);
}

bool price_columns_find(struct price_reading *r)
{
    const struct price_file_options *o = r->options;
    find_roles(r);
    if (!map_role(r, "symbol_column", o->symbol_column, PRICE_ROLE_SYMBOL) ||
        !map_role(r, "total_column", o->total_column, PRICE_ADJ_CLOSE) ||
        !map_role(r, "dividend_column", o->dividend_column, PRICE_DIVIDEND))
        return false;
    if (!(o->columns.n ? take_chosen(r) : take_found(r)) || !settle_shape(r))
        return false;
    note_columns(r);
    return true;
}
