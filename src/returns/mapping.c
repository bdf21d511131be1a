/* mapping.c: see mapping.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/mapping.h"

#include <time.h>

#include "base/json.h"

static const char *const date_values[] = {"", "dmy", "mdy", NULL};
static const char *const date_labels[] = {"As the file shows", "Day before month", "Month before day", NULL};
static const char *const duplicate_values[] = {"", "first", "last", NULL};
static const char *const duplicate_labels[] = {"Ask", "The first counts", "The last counts", NULL};
static const char *const kind_values[] = {"", "prices", "returns", NULL};
static const char *const kind_labels[] = {"As the file shows", "Prices", "Returns", NULL};
static const char *const unit_values[] = {"", "percent", "fraction", NULL};
static const char *const unit_labels[] = {"As the file shows", "Percent (1.5 is 1.5 %)", "Fractions (0.015 is 1.5 %)",
                                          NULL};
static const char *const decimal_values[] = {"", "point", "comma", NULL};
static const char *const decimal_labels[] = {"As the file shows", "Point: 1,234.5", "Comma: 1.234,5", NULL};

enum { COLUMN_MAX = 300, LINES_MAX = 20 * (COLUMN_MAX + 1), NAME_FIELDS = 2, LINE_FIELDS = 2 };

#define AT(member) offsetof(struct mapping, member)
#define CHOICE(member, words, values, labels)                                                                          \
    {                                                                                                                  \
        .name = #member, .label = words, .kind = FIELD_CHOICE, .choices = values, .choice_labels = labels,             \
        .offset = AT(member)                                                                                           \
    }
#define COLUMN(member, words, about)                                                                                   \
    {                                                                                                                  \
        .name = #member, .label = words, .kind = FIELD_TEXT, .min = 0, .max = COLUMN_MAX, .offset = AT(member),        \
        .hint = about, .list = "columns-there"                                                                         \
    }
static const struct field fields[] = {
    {TEXT_OF(struct mapping, name, "Name of the series", 0, SERIES_NAME_MAX),
     .hint = "Empty: the name of the file, or of its columns where it holds several series."},
    {.name = "keep_original",
     .label = "Keep the file itself, too, so that it can be downloaded as it came",
     .kind = FIELD_FLAG,
     .offset = AT(keep_original)},
    CHOICE(dates, "Dates like 3/4/2024", date_values, date_labels),
    CHOICE(kind, "The figures are", kind_values, kind_labels),
    CHOICE(unit, "Returns are in", unit_values, unit_labels),
    CHOICE(decimal, "Decimal sign", decimal_values, decimal_labels),
    CHOICE(duplicates, "Two values for one day", duplicate_values, duplicate_labels),
    COLUMN(date_column, "Column of dates", "Empty: found by its content."),
    COLUMN(total_column, "Column of total return",
           "Adjusted closes. Empty: found by its heading. The word none: there is none."),
    COLUMN(dividend_column, "Column of dividends", "Empty: found by its heading. The word none: there is none."),
    COLUMN(symbol_column, "Column of tickers", "Empty: found by its heading. The word none: there is none."),
    {LINES_OF(struct mapping, columns, "Columns of values", 0, LINES_MAX),
     .hint = "One a line, as the headings say. Empty: found by heading and content."},
    {LINES_OF(struct mapping, symbols, "Tickers", 0, LINES_MAX),
     .hint = "Of a file with a row for each day and ticker: one a line. Empty: all of them."},
};
enum { FIELDS = sizeof fields / sizeof *fields };

const char *mapping_field_of(const char *option)
{
    static const char *const other[][2] = {{"column", "columns"}, {"symbol", "symbols"}};
    for (size_t i = 0; option && i < sizeof other / sizeof *other; i++)
        if (strcmp(option, other[i][0]) == 0)
            return other[i][1];
    for (int i = 0; option && i < FIELDS; i++)
        if (strcmp(option, fields[i].name) == 0)
            return fields[i].name;
    return NULL;
}

/* What was ticked among the choices of a question about columns or tickers goes to the lines of its field. */
static void add_picks(const struct params *p, struct arena *a, struct mapping *m)
{
    struct str *lines = str_eq(params_get(p, "picks"), "symbols") ? &m->symbols : &m->columns;
    struct buf b;
    buf_init(&b, a, 256);
    for (int i = 0; i < MAPPING_PICKS; i++) {
        struct str pick = params_get(p, arena_printf(a, "pick%d", i));
        if (pick.n)
            buf_printf(&b, "%s%.*s", b.n ? "\n" : "", (int)pick.n, pick.s);
    }
    if (b.n)
        *lines = buf_view(&b);
}

static void check_lines(struct str lines, const char *field, struct problem *problem)
{
    int n = 0;
    while (lines.n)
        n += str_trim(str_cut(&lines, '\n')).n > 0;
    if (n > PRICE_FILE_SERIES_MAX)
        problem_add(problem, field, "At most %d series are taken from a file at once, and %d are named here.",
                    PRICE_FILE_SERIES_MAX, n);
}

/* A question stands beside the fields and has a name of its own: its answer takes the place of what the field says. */
static struct params with_answer(const struct params *p, struct arena *a)
{
    struct str to = params_get(p, "answer_to"), answer = params_get(p, "answer");
    const char *field = to.n ? mapping_field_of(str_dup(a, to)) : NULL;
    if (!field || !answer.n)
        return *p;
    struct param *at = ARENA_ARRAY(a, (size_t)p->n + 1, struct param);
    struct params out = {at, 0};
    for (int i = 0; i < p->n; i++)
        if (!str_eq(p->at[i].name, field))
            at[out.n++] = p->at[i];
    at[out.n++] = (struct param){str_of(field), answer};
    return out;
}

bool mapping_read(const struct params *p, struct mapping *m, struct problem *problem)
{
    const struct params all = with_answer(p, problem->arena);
    *m = (struct mapping){.dates = 0};
    form_read(&all, fields, FIELDS, m, problem);
    add_picks(p, problem->arena, m);
    check_lines(m->columns, "columns", problem);
    check_lines(m->symbols, "symbols", problem);
    return problem->n == 0;
}

void mapping_show(struct view *v, const struct mapping *m, const struct problem *problem)
{
    form_show(view_add(v, "NAMING"), fields, NAME_FIELDS, m, NULL, problem);
    form_show(view_add(v, "READING"), fields + NAME_FIELDS, FIELDS - NAME_FIELDS - LINE_FIELDS, m, NULL, problem);
    form_show(view_add(v, "READING_LINES"), fields + FIELDS - LINE_FIELDS, LINE_FIELDS, m, NULL, problem);
}

/* ---- as text ---- */

static struct str value_of(const struct mapping *m, const struct field *f)
{
    const char *at = (const char *)m + f->offset;
    switch (f->kind) {
    case FIELD_CHOICE:
        return str_of(f->choices[*(const int *)at]);
    case FIELD_FLAG:
        return *(const bool *)at ? STR("1") : STR("");
    default:
        return *(const struct str *)at;
    }
}

void mapping_add(struct mapping *m, const struct mapping *more)
{
    for (int i = 0; i < FIELDS; i++) {
        const char *from = (const char *)more + fields[i].offset;
        char *to = (char *)m + fields[i].offset;
        if (!value_of(more, &fields[i]).n)
            continue;
        if (fields[i].kind == FIELD_CHOICE)
            *(int *)to = *(const int *)from;
        else if (fields[i].kind == FIELD_FLAG)
            *(bool *)to = *(const bool *)from;
        else
            *(struct str *)to = *(const struct str *)from;
    }
}

void mapping_show_hidden(struct view *v, const struct mapping *m)
{
    for (int i = 0; i < FIELDS; i++) {
        struct str value = value_of(m, &fields[i]);
        if (!value.n)
            continue;
        struct view *one = view_add(v, "KEPT");
        view_text(one, "KEPT_NAME", fields[i].name);
        view_str(one, "KEPT_VALUE", value);
    }
}

struct str mapping_write(struct arena *a, const struct mapping *m)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, a, 256);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    for (int i = 0; i < FIELDS; i++) {
        struct str value = value_of(m, &fields[i]);
        if (value.n)
            json_put_str(&w, fields[i].name, value);
    }
    json_close(&w, '}');
    return buf_view(&b);
}

bool mapping_parse(struct arena *a, struct str text, struct mapping *m)
{
    struct problem problem = {.arena = a};
    struct param *at = ARENA_ARRAY(a, FIELDS, struct param);
    struct params all = {at, 0};
    const char *why;
    struct json_object *json = json_read(a, text, &why);
    if (!json)
        return false;
    for (int i = 0; i < FIELDS; i++) {
        struct str value;
        if (json_get_str(json, fields[i].name, &value))
            at[all.n++] = (struct param){str_of(fields[i].name), value};
    }
    return mapping_read(&all, m, &problem);
}

/* ---- for the reader of files ---- */

/* NULL: by content; "": there is none. */
static const char *column_of(struct arena *a, struct str typed)
{
    return !typed.n ? NULL : str_eq_nocase(typed, "none") ? "" : str_dup(a, typed);
}

static struct price_names names_of(struct arena *a, struct str lines)
{
    struct price_names names = {.n = 0};
    while (lines.n && names.n < PRICE_FILE_SERIES_MAX) {
        struct str name = str_trim(str_cut(&lines, '\n'));
        if (name.n)
            names.at[names.n++] = str_dup(a, name);
    }
    return names;
}

void mapping_options(struct arena *a, const struct mapping *m, struct price_file_options *o)
{
    *o = (struct price_file_options){.today = (int32_t)(time(NULL) / 86400),
                                     .dates = (enum table_dates)m->dates,
                                     .duplicates = (enum price_duplicates)m->duplicates,
                                     .kind = (enum price_kind)m->kind,
                                     .unit = (enum price_unit)m->unit,
                                     .decimal = m->decimal == 0   ? '\0'
                                                : m->decimal == 1 ? '.'
                                                                  : ',',
                                     .analysed = true,
                                     .date_column = m->date_column.n ? str_dup(a, m->date_column) : NULL,
                                     .symbol_column = column_of(a, m->symbol_column),
                                     .total_column = column_of(a, m->total_column),
                                     .dividend_column = column_of(a, m->dividend_column),
                                     .columns = names_of(a, m->columns),
                                     .symbols = names_of(a, m->symbols)};
}
