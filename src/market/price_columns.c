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

/* Headings as table_name_plain gives them, between bars. */
static const struct {
    enum price_role role;
    const char *names;
} headings[] = {
    {PRICE_OPEN, "|open|opening|eroffnung|eroffn|eroffnungskurs|ouverture|ouv|apertura|abertura|openen|otwarcie|oppen|"
                 "oppning|abning|"},
    {PRICE_HIGH,
     "|high|hoch|hochst|tageshoch|plushaut|haut|maximo|maxima|massimo|max|hoog|maks|najwyzszy|hogst|hojeste|"},
    {PRICE_LOW, "|low|tief|tiefst|tagestief|plusbas|bas|minimo|minima|min|laag|najnizszy|lagst|laveste|"},
    {PRICE_CLOSE,
     "|close|price|last|close/last|closingprice|lastprice|closeprice|pxlast|settle|value|nav|indexvalue"
     "|schlusskurs|schluss|zuletzt|kurs|wert|preis|anteilswert|rucknahmepreis"
     "|cloture|dernier|cours|coursdecloture|prix|valeur|valeurliquidative|vl"
     "|cierre|ultimo|precio|valor|valorliquidativo|chiusura|prezzo|valore"
     "|fechamento|preco|slotkoers|slot|koers|laatste|prijs|waarde|zamkniecie|ostatnio|senaste|slutkurs|seneste|"},
    {PRICE_ADJ_CLOSE, "|adjclose|adjustedclose|adjustedprice|adjcloseprice|closeadj|closeadjusted|totalreturnindex|"},
    {PRICE_VOLUME, "|vol|volume|volumen|wolumen|wol|umsatz|"},
    {PRICE_ROLE_RETURN,
     "|change%|%change|change|changepct|+/-%|%var|var%|variation|variation%|veranderung|veranderung%"
     "|verschil%|zmiana%|performance|wertentwicklung|rendite|rendement|rentabilidad|rendimento|retorno|"},
    {PRICE_ROLE_SYMBOL, "|ticker|symbol|isin|wkn|symbole|simbolo|"},
    {PRICE_DIVIDEND, "|dividend|dividends|dividende|dividenden|dividendes|dividendo|dividendos|ausschuttung"
                     "|distribution|distributions|"},
};

static enum price_role role_by_name(struct arena *a, const char *name)
{
    const char *plain = table_name_plain(a, name), *wanted = arena_printf(a, "|%s|", plain);
    for (size_t i = 0; i < sizeof headings / sizeof *headings && *plain; i++)
        if (strstr(headings[i].names, wanted) && !strchr(plain, '|'))
            return headings[i].role;
    if (strstr(plain, "returnindex"))
        return PRICE_ADJ_CLOSE;
    return strstr(plain, "return") ? PRICE_ROLE_RETURN : PRICE_ROLE_NONE;
}

/* Words over a column of names, which over one of numbers mean nothing. */
static bool names_series(struct arena *a, const char *name)
{
    const char *plain = table_name_plain(a, name);
    return *plain && strstr("|name|fund|fundname|security|asset|instrument|index|fonds|wertpapier|titel|titre|valor|",
                            arena_printf(a, "|%s|", plain));
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
        else if (!numeric && t->header && names_series(r->arena, t->name[c]))
            role = PRICE_ROLE_SYMBOL;
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

bool price_columns_offer(struct price_reading *r)
{
    file_offer(r->f, "column", "NAME");
    r->f->choose_max = PRICE_FILE_SERIES_MAX;
    for (size_t c = 0; c < r->table.columns; c++)
        if (r->value[c])
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
    file_refuse(r->f, FILE_WRONG, 0, "%zu series, the limit is %d: choose %s%s", r->n_values, PRICE_FILE_SERIES_MAX,
                r->options->analysed ? "which" : "one of ", r->options->analysed ? "" : table_names(&r->table));
    return offer_columns(r, role, r->options->analysed ? PRICE_FILE_SERIES_MAX : 1);
}

/* Nowhere are numbers: a cell says why, of a column that should have some. */
static bool refuse_columns(struct price_reading *r)
{
    const struct table *t = &r->table;
    size_t column = t->columns;
    for (size_t c = t->columns; c > 0; c--)
        if (c - 1 != t->date_column &&
            (column == t->columns || role_by_name(r->arena, t->name[c - 1]) != PRICE_ROLE_NONE))
            column = c - 1;
    for (size_t i = 0; column < t->columns && i < t->rows; i++) {
        struct str cell = table_cell(t, i, column);
        int marks;
        if (cell_number_look(cell, &marks) != CELL_OTHER)
            continue;
        r->f->column = column + 1;
        return file_refuse(r->f, FILE_WRONG, t->line[i],
                           "no column of prices or returns was found: line %zu has \"%s\" under \"%s\", which is not "
                           "understood as a number",
                           t->line[i], file_quote(r->arena, cell), file_quote(r->arena, str_of(t->name[column])));
    }
    return file_refuse(r->f, FILE_WRONG, 0, "no column of prices or returns was found%s%s",
                       t->columns > 1 ? " among: " : ": the file has one column", table_names(t));
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
    return refuse_columns(r);
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
    /* Returns stand alone. A column of returns beside prices that are taken does not count. */
    bool alone = r->several || (price_has(r, PRICE_ROLE_RETURN) && r->value[r->column[PRICE_ROLE_RETURN]]);
    for (int field = 0; field < PRICE_FIELDS && !alone; field++)
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
        file_note(r->f, 0,
                  price_column_meaning(r, c) == PRICE_ADJUSTED ? "column \"%s\" taken: prices with dividends in them"
                                                               : "column \"%s\" taken as the close",
                  file_quote(r->arena, str_of(t->name[c])));
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

/* Whether a column that is not read holds days, and others than those of the rows. */
static bool has_own_dates(const struct table *t, size_t column)
{
    enum { SAMPLE = 100 };
    size_t dates = 0, others = 0, n = t->rows < SAMPLE ? t->rows : SAMPLE;
    for (size_t i = 0; i < n; i++) {
        struct cell_date d = cell_date_read(table_cell(t, i, column), false);
        bool same = str_same(table_cell(t, i, column), table_cell(t, i, t->date_column));
        dates += d.kind != CELL_NO_DATE;
        others += d.kind != CELL_NO_DATE && !same;
    }
    return dates * 2 > n && others;
}

/* Series beside each other, each behind its own column of days: the days of the first one are not those of the others. */
static bool check_dates(struct price_reading *r)
{
    const struct table *t = &r->table;
    bool numbers = false;
    size_t own = t->columns;
    for (size_t c = t->date_column + 1; c < t->columns; c++) {
        if (is_numeric(t, c))
            numbers = true;
        else if (numbers && r->role[c] == PRICE_ROLE_NONE && has_own_dates(t, c))
            own = c;
        if (own == t->columns || !r->value[c])
            continue;
        r->f->column = c + 1;
        file_refuse(
            r->f, FILE_WRONG, t->line[0],
            "\"%s\" stands behind the dates of \"%s\", which are not those of \"%s\": choose series of one column "
            "of dates, or bring each in a file of its own",
            file_quote(r->arena, str_of(t->name[c])), file_quote(r->arena, str_of(t->name[own])),
            file_quote(r->arena, str_of(t->name[t->date_column])));
        return price_columns_offer(r);
    }
    return true;
}

bool price_columns_find(struct price_reading *r)
{
    const struct price_file_options *o = r->options;
    find_roles(r);
    if (!map_role(r, "symbol_column", o->symbol_column, PRICE_ROLE_SYMBOL) ||
        !map_role(r, "total_column", o->total_column, PRICE_ADJ_CLOSE) ||
        !map_role(r, "dividend_column", o->dividend_column, PRICE_DIVIDEND))
        return false;
    if (!(o->columns.n ? take_chosen(r) : take_found(r)) || !settle_shape(r) || !check_dates(r))
        return false;
    note_columns(r);
    return true;
}
