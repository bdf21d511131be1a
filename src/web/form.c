/* form.c: see form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/form.h"

#include <ctype.h>
#include <math.h>

#include "base/day.h"
#include "base/email.h"
#include "base/num.h"

static bool has_range(const struct field *f)
{
    return f->min < f->max;
}

/* A day out of its range is none: what a field has that nobody filled. */
static bool is_day_of(const struct field *f, int32_t day)
{
    return !has_range(f) || (day >= f->min && day <= f->max);
}

static bool has_unit(const struct field *f)
{
    return f->unit && *f->unit;
}

/* Dollars stand before their number, every other unit behind it. */
static bool unit_leads(const struct field *f)
{
    return has_unit(f) && strcmp(f->unit, "$") == 0;
}

/* ---- reading ---- */

/* What people write around a number: "$1,000.50", "1 000", "12.5 %". A comma counts only where thousands are
 * separated, so that "1,5" is refused and not read as 15. Returns the bare digits, or an empty str. */
static struct str bare_number(struct arena *a, struct str s, const struct field *f)
{
    char *out = arena_bytes(a, s.n + 1);
    size_t n = 0, group = 0;
    bool grouped = false, fraction = false;
    if (s.n && s.s[s.n - 1] == '%' && has_unit(f) && strcmp(f->unit, "%") == 0)
        s.n--;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (c == '$' || c == ' ')
            continue;
        if (c == ',') {
            if (fraction || group == 0 || group > 3 || (grouped && group != 3))
                return (struct str){"", 0};
            grouped = true;
            group = 0;
            continue;
        }
        if (grouped && !fraction && group != 3 && (c < '0' || c > '9'))
            return (struct str){"", 0};
        fraction = fraction || c == '.' || c == 'e' || c == 'E';
        group += c >= '0' && c <= '9';
        out[n++] = c;
    }
    if (grouped && !fraction && group != 3)
        return (struct str){"", 0};
    return (struct str){out, n};
}

static const char *shown_number(struct arena *a, double x)
{
    char digits[NUM_TEXT], *out = arena_bytes(a, 2 * NUM_TEXT), *to = out;
    int n = num_write(x, digits), whole = 0, start = digits[0] == '-';
    while (start + whole < n && digits[start + whole] >= '0' && digits[start + whole] <= '9')
        whole++;
    bool plain = !memchr(digits, 'e', (size_t)n) && !memchr(digits, 'E', (size_t)n);
    for (int i = 0; i < n; i++) {
        int left = start + whole - i;
        if (plain && i > start && left > 0 && left % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

/* A bound with its unit, as the messages say it: "$1,000", "12 %", "1.5×". */
static const char *shown_bound(struct arena *a, const struct field *f, double x)
{
    const char *number = shown_number(a, x);
    if (!has_unit(f))
        return number;
    if (unit_leads(f))
        return arena_printf(a, "$%s", number);
    return arena_printf(a, strcmp(f->unit, "×") == 0 ? "%s%s" : "%s %s", number, f->unit);
}

/* The lower one of two: a unit that is a word is said once, behind the other: "1 and 360 months". */
static const char *shown_lower(struct arena *a, const struct field *f)
{
    bool is_word = has_unit(f) && isalpha((unsigned char)f->unit[0]);
    return is_word ? shown_number(a, f->min) : shown_bound(a, f, f->min);
}

static bool check_range(const struct field *f, double x, struct problem *p)
{
    struct arena *a = p->arena;
    if (!has_range(f) || (x >= f->min && x <= f->max))
        return true;
    if (isinf(f->max))
        problem_add(p, f->name, "%s must be at least %s.", f->label, shown_bound(a, f, f->min));
    else if (isinf(f->min))
        problem_add(p, f->name, "%s must be at most %s.", f->label, shown_bound(a, f, f->max));
    else
        problem_add(p, f->name, "%s must lie between %s and %s.", f->label, shown_lower(a, f),
                    shown_bound(a, f, f->max));
    return false;
}

static void read_number(const struct field *f, struct str s, void *to, struct problem *p)
{
    double x;
    if (!num_parse(bare_number(p->arena, s, f), &x))
        problem_add(p, f->name, "%s must be a number, written like 1234.5 or 1,234.5.", f->label);
    else if (check_range(f, x, p))
        *(double *)to = x;
}

static void read_integer(const struct field *f, struct str s, void *to, struct problem *p)
{
    int64_t x;
    if (!num_parse_int(bare_number(p->arena, s, f), &x))
        problem_add(p, f->name, "%s must be a whole number.", f->label);
    else if (check_range(f, (double)x, p))
        *(int64_t *)to = x;
}

static void read_date(const struct field *f, struct str s, void *to, struct problem *p)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    int32_t day;
    if (!day_parse(s, &day))
        problem_add(p, f->name, "%s must be a date that exists, written as 2020-04-17.", f->label);
    else if (!is_day_of(f, day))
        problem_add(p, f->name, "%s must lie between %s and %s.", f->label, day_text((int32_t)f->min, first),
                    day_text((int32_t)f->max, last));
    else
        *(int32_t *)to = day;
}

static void read_choice(const struct field *f, struct str s, void *to, struct problem *p)
{
    for (int i = 0; f->choices[i]; i++) {
        if (!str_eq(s, f->choices[i]))
            continue;
        *(int *)to = i;
        return;
    }
    problem_add(p, f->name, "%s must be one of the choices offered.", f->label);
}

static void read_text(const struct field *f, struct str s, void *to, struct problem *p)
{
    double length = (double)utf8_length(s);
    if (has_range(f) && length > f->max)
        problem_add(p, f->name, "%s may have at most %.0f characters; this has %.0f.", f->label, f->max, length);
    else if (has_range(f) && length < f->min)
        problem_add(p, f->name, "%s must have at least %.0f characters.", f->label, f->min);
    else
        *(struct str *)to = s;
}

static void read_line(const struct field *f, struct str s, void *to, struct problem *p)
{
    if (str_has_control(s))
        problem_add(p, f->name, "%s must be one line of text.", f->label);
    else
        read_text(f, s, to, p);
}

/* Browsers end a line in CR LF; a tab is pasted now and then. */
static struct str plain_lines(struct arena *a, struct str s)
{
    struct buf b;
    buf_init(&b, a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] != '\r')
            buf_putc(&b, s.s[i] == '\t' ? ' ' : s.s[i]);
        else if (i + 1 == s.n || s.s[i + 1] != '\n')
            buf_putc(&b, '\n');
    return buf_view(&b);
}

static void read_lines(const struct field *f, struct str s, void *to, struct problem *p)
{
    struct str text = plain_lines(p->arena, s), rest = text;
    while (rest.n)
        if (str_has_control(str_cut(&rest, '\n'))) {
            problem_add(p, f->name, "%s has a character in it that is no text.", f->label);
            return;
        }
    read_text(f, text, to, p);
}

static void read_email(const struct field *f, struct str s, void *to, struct problem *p)
{
    if (!email_is_plausible(s))
        problem_add(p, f->name, "%s must be an e-mail address, like name@example.org.", f->label);
    else
        *(struct str *)to = s;
}

static bool is_text(const struct field *f)
{
    return f->kind == FIELD_TEXT || f->kind == FIELD_LINES || f->kind == FIELD_EMAIL;
}

static void read_field(const struct params *params, const struct field *f, void *to, struct problem *p)
{
    static void (*const readers[])(const struct field *, struct str, void *, struct problem *) = {
        [FIELD_TEXT] = read_line,     [FIELD_LINES] = read_lines,     [FIELD_EMAIL] = read_email,
        [FIELD_NUMBER] = read_number, [FIELD_INTEGER] = read_integer, [FIELD_DATE] = read_date,
        [FIELD_CHOICE] = read_choice,
    };
    struct str s = str_trim(params_get(params, f->name));
    if (f->kind == FIELD_FLAG)
        *(bool *)to = s.n > 0;
    else if (s.n)
        readers[f->kind](f, s, to, p);
    else if (f->required)
        problem_add(p, f->name, "%s is needed.", f->label);
    else if (is_text(f))
        *(struct str *)to = s;
}

bool form_read(const struct params *params, const struct field *fields, int n, void *into, struct problem *p)
{
    int before = p->n;
    for (int i = 0; i < n; i++)
        read_field(params, &fields[i], (char *)into + fields[i].offset, p);
    return p->n == before;
}

/* ---- showing ---- */

static struct str value_text(struct arena *a, const struct field *f, const void *at)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_EMAIL:
        return *(const struct str *)at;
    case FIELD_NUMBER:
        return isfinite(*(const double *)at) ? str_of(shown_number(a, *(const double *)at)) : STR("");
    case FIELD_INTEGER:
        return str_of(shown_number(a, (double)*(const int64_t *)at));
    case FIELD_DATE:
        return is_day_of(f, *(const int32_t *)at) ? str_of(day_text(*(const int32_t *)at, arena_bytes(a, DAY_TEXT)))
                                                  : STR("");
    case FIELD_CHOICE:
        return str_of(f->choices[*(const int *)at]);
    case FIELD_FLAG:
        return *(const bool *)at ? STR("1") : STR("");
    }
    return STR("");
}

static void show_bounds(struct arena *a, struct view *v, const struct field *f)
{
    if (f->kind == FIELD_DATE && has_range(f)) {
        view_text(v, "FIELD_MIN", day_text((int32_t)f->min, arena_bytes(a, DAY_TEXT)));
        view_text(v, "FIELD_MAX", day_text((int32_t)f->max, arena_bytes(a, DAY_TEXT)));
    } else if (has_range(f)) {
        if (isfinite(f->min))
            view_printf(v, "FIELD_MIN", "%.15g", f->min);
        if (isfinite(f->max))
            view_printf(v, "FIELD_MAX", "%.15g", f->max);
    } else if (is_text(f)) {
        view_text(v, "FIELD_MAX", f->kind == FIELD_EMAIL ? "254" : "1000");
    }
}

static void show_choices(struct view *v, const struct field *f, struct str value)
{
    for (int i = 0; f->choices[i]; i++) {
        struct view *choice = view_add(v, "CHOICE");
        view_text(choice, "CHOICE_VALUE", f->choices[i]);
        view_text(choice, "CHOICE_LABEL", f->choice_labels ? f->choice_labels[i] : f->choices[i]);
        view_show_if(choice, "CHOICE_SELECTED", str_eq(value, f->choices[i]));
    }
}

static void show_field(struct arena *a, struct view *v, const struct field *f, struct str value, const char *message)
{
    view_text(v, "FIELD_NAME", f->name);
    view_text(v, "FIELD_LABEL", f->label);
    view_str(v, "FIELD_VALUE", value);
    view_text(v, "FIELD_UNIT", f->unit);
    view_text(v, "FIELD_HINT", f->hint);
    view_text_if(v, "HAS_LIST", "FIELD_LIST", f->list);
    view_show_if(v, "UNIT_LEADS", unit_leads(f));
    view_show_if(v, "UNIT_FOLLOWS", has_unit(f) && !unit_leads(f));
    view_show_if(v, "HAS_HINT", f->hint != NULL);
    view_text(v, "FIELD_AUTOCOMPLETE", f->autocomplete ? f->autocomplete : "off");
    view_show_if(v, "IS_TEXT", f->kind == FIELD_TEXT);
    view_show_if(v, "IS_LINES", f->kind == FIELD_LINES);
    view_show_if(v, "IS_EMAIL", f->kind == FIELD_EMAIL);
    view_show_if(v, "IS_NUMBER", f->kind == FIELD_NUMBER || f->kind == FIELD_INTEGER);
    view_show_if(v, "IS_DATE", f->kind == FIELD_DATE);
    view_show_if(v, "IS_CHOICE", f->kind == FIELD_CHOICE);
    view_show_if(v, "IS_FLAG", f->kind == FIELD_FLAG);
    view_show_if(v, "CHECKED", f->kind == FIELD_FLAG && value.n);
    view_show_if(v, "FIELD_REQUIRED", f->required);
    view_text_if(v, "FIELD_ERROR", "FIELD_MESSAGE", message);
    show_bounds(a, v, f);
    if (f->kind == FIELD_CHOICE)
        show_choices(v, f, value);
}

void form_show(struct view *v, const struct field *fields, int n, const void *from, const struct params *typed,
               const struct problem *p)
{
    struct arena *a = view_arena(v);
    for (int i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        struct str value = typed ? params_get(typed, f->name) : value_text(a, f, (const char *)from + f->offset);
        show_field(a, view_add(v, "FIELD"), f, value, p ? problem_message(p, f->name) : NULL);
    }
}

void form_faults_show(struct view *v, const struct problem *problem)
{
    view_show_if(v, "HAS_FAULTS", problem->n > 0);
    for (int i = 0; i < problem->n; i++) {
        struct view *row = view_add(v, "FAULT");
        view_text(row, "FAULT_FIELD", problem->at[i].field);
        view_text(row, "FAULT_MESSAGE", problem->at[i].message);
    }
}
