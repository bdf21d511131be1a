/* cell.c: see cell.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/cell.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void cell_fold(char *text)
{
    /* U+00C0 to U+00FF, which UTF-8 writes as 0xc3 and one more byte; '*' is no letter. */
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";
    char *to = text;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        char c = (char)*p;
        if (*p == 0xc3 && p[1] >= 0x80 && plain[p[1] - 0x80] != '*')
            c = plain[*++p - 0x80];
        *to++ = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    *to = '\0';
}

static bool is_missing(struct str s)
{
    static const char *const words[] = {"nan",  "n/a", "na", "#n/a", "#n/a n/a",     "null",
                                        "none", "-",   "--", ".",    "\xe2\x80\x93", "\xe2\x80\x94" /* dashes */};
    if (s.n == 0)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i]))
            return true;
    return false;
}

/* ---- numbers ---- */

/* A number in ASCII: sign, then digits, points, commas, exponent; blanks and apostrophes between groups as '\''. */
struct plain_number {
    char text[CELL_NUMBER_MAX + 1];
    size_t n;
    bool negative, percent;
    double scale; /* of K, M, B */
};

static bool take(struct str *s, const char *prefix)
{
    if (!str_starts(*s, prefix))
        return false;
    size_t n = strlen(prefix);
    s->s += n;
    s->n -= n;
    return true;
}

static bool take_end(struct str *s, const char *suffix)
{
    size_t n = strlen(suffix);
    if (s->n < n || memcmp(s->s + s->n - n, suffix, n) != 0)
        return false;
    s->n -= n;
    return true;
}

static const char *const blanks[] = {" ", "\t", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf"};

static struct str trim(struct str s)
{
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (take(&s, blanks[i]) || take_end(&s, blanks[i]))
            return trim(s);
    return s;
}

/* A currency's sign or code off either end. */
static bool take_currency(struct str *s)
{
    static const char *const names[] = {"$",
                                        "\xe2\x82\xac" /* euro */,
                                        "\xc2\xa3",
                                        "\xc2\xa5",
                                        "\xe2\x82\xb9" /* rupee */,
                                        "\xe2\x82\xa9" /* won */,
                                        "\xe2\x82\xba" /* lira */,
                                        "\xe2\x82\xaa" /* shekel */,
                                        "z\xc5\x82",
                                        "K\xc4\x8d",
                                        "kr",
                                        "US$",
                                        "R$",
                                        "A$",
                                        "C$",
                                        "HK$",
                                        "NZ$",
                                        "S$",
                                        "USD",
                                        "EUR",
                                        "GBP",
                                        "GBX",
                                        "GBp",
                                        "p",
                                        "JPY",
                                        "CHF",
                                        "CAD",
                                        "AUD",
                                        "SEK",
                                        "NOK",
                                        "DKK",
                                        "INR",
                                        "CNY",
                                        "HKD",
                                        "SGD",
                                        "NZD",
                                        "ZAR",
                                        "KRW",
                                        "TRY",
                                        "CZK",
                                        "HUF",
                                        "PLN",
                                        "ILS",
                                        "THB",
                                        "TWD",
                                        "MXN",
                                        "BRL"};
    if (s->n == 0 || (is_digit(s->s[0]) && is_digit(s->s[s->n - 1])))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (take(s, names[i]) || take_end(s, names[i]))
            return true;
    return false;
}

/* K, M or B behind a digit; 1 when there is none. */
static double take_scale(struct str *s)
{
    static const struct {
        const char *letter;
        double scale;
    } units[] = {{"K", 1e3}, {"k", 1e3}, {"M", 1e6}, {"B", 1e9}};
    if (s->n < 2 || !is_digit(s->s[s->n - 2]))
        return 1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (take_end(s, units[i].letter))
            return units[i].scale;
    return 1;
}

/* In front as a hyphen, a minus or what word processors make of one, or behind the digits, as accounting programs have it. */
static bool take_minus(struct str *s)
{
    static const char *const signs[] = {"-",
                                        "\xe2\x88\x92" /* minus */,
                                        "\xe2\x80\x93" /* en dash */,
                                        "\xe2\x80\x90" /* hyphens */,
                                        "\xe2\x80\x91",
                                        "\xef\xbc\x8d" /* of full width */};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(s, signs[i]))
            return true;
    return s->n >= 2 && is_digit(s->s[s->n - 2]) && take_end(s, "-");
}

/* Currency signs, percent, multipliers, signs and parentheses off both ends, in any sensible order. */
static bool strip(struct str *s, struct plain_number *p)
{
    bool signed_ = false, currency = false, again = true;
    p->scale = 1;
    while (again) {
        again = true;
        *s = trim(*s);
        if (!signed_ && s->n >= 2 && s->s[0] == '(' && s->s[s->n - 1] == ')') {
            s->s++;
            s->n -= 2;
            signed_ = p->negative = true;
        } else if (!signed_ && take_minus(s)) {
            signed_ = p->negative = true;
        } else if (!signed_ && take(s, "+")) {
            signed_ = true;
        } else if (!p->percent && take_end(s, "%")) {
            p->percent = true;
        } else if (!currency && take_currency(s)) {
            currency = true;
        } else if (p->scale == 1) {
            p->scale = take_scale(s);
            again = p->scale != 1;
        } else {
            again = false;
        }
    }
    return s->n > 0;
}

/* Digits and the marks between them; no letter but the e of an exponent. */
static bool squeeze(struct str s, struct plain_number *p)
{
    bool digit = false, exponent = false;
    p->n = 0;
    while (s.n) {
        char c = s.s[0];
        bool blank = false;
        for (size_t i = 0; i < sizeof blanks / sizeof *blanks && !blank; i++)
            blank = take(&s, blanks[i]);
        if (blank || take(&s, "'") || take(&s, "\xe2\x80\x99")) {
            c = '\'';
        } else {
            s.s++;
            s.n--;
            if (is_digit(c))
                digit = true;
            else if ((c == 'e' || c == 'E') && digit && !exponent)
                exponent = true;
            else if (!(c == '.' || c == ',') &&
                     !((c == '-' || c == '+') && p->n && (p->text[p->n - 1] == 'e' || p->text[p->n - 1] == 'E')))
                return false;
        }
        p->text[p->n++] = c;
    }
    p->text[p->n] = '\0';
    char last = p->n ? p->text[p->n - 1] : ' ';
    return digit && (is_digit(last) || last == '.');
}

static enum cell_kind number_plain(struct str s, struct plain_number *p)
{
    s = trim(s);
    *p = (struct plain_number){.n = 0};
    if (is_missing(s))
        return CELL_MISSING;
    if (s.n > CELL_NUMBER_MAX)
        return CELL_OTHER;
    return strip(&s, p) && squeeze(s, p) ? CELL_NUMBER : CELL_OTHER;
}

static bool is_long_number(struct str s)
{
    if (s.n <= CELL_NUMBER_MAX)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.s[i]) && s.s[i] != '.' && s.s[i] != ',')
            return false;
    return true;
}

static int decimal_marks(const struct plain_number *p)
{
    int points = 0, commas = 0;
    size_t last = 0, end = strcspn(p->text, "eE");
    for (size_t i = 0; i < end; i++) {
        points += p->text[i] == '.';
        commas += p->text[i] == ',';
        if (p->text[i] == '.' || p->text[i] == ',')
            last = i;
    }
    if (!points && !commas)
        return 0;
    if (points && commas)
        return p->text[last] == '.' ? CELL_POINT : CELL_COMMA;
    if (points > 1)
        return CELL_COMMA;
    if (commas > 1)
        return CELL_POINT;
    bool group = end - last == 4 && last > 0 && last <= 3 && end == p->n;
    /* 1.234 alone: a point is a decimal sign unless another cell, or the separator of the columns, says otherwise. No group of
     * thousands begins with 0. */
    bool either = group && p->text[0] != '0';
    if (commas)
        return either ? CELL_COMMA_EITHER : CELL_COMMA;
    return either ? CELL_POINT_EITHER : CELL_POINT;
}

/* Nearly every cell of nearly every file: digits with at most one point. */
static bool is_plain(struct str s, int *marks)
{
    size_t point = 0;
    if (s.n == 0 || s.n > 20 || !is_digit(s.s[0]) || !is_digit(s.s[s.n - 1]))
        return false;
    for (size_t i = 1; i < s.n; i++)
        if (s.s[i] == '.' && !point)
            point = i;
        else if (!is_digit(s.s[i]))
            return false;
    *marks = !point ? 0 : s.n - point == 4 && point <= 3 && s.s[0] != '0' ? CELL_POINT_EITHER : CELL_POINT;
    return true;
}

/* Apart from the plain ones, so that these do not wait for room to be cleared. */
static enum cell_kind look_closely(struct str s, int *marks)
{
    struct plain_number p;
    enum cell_kind kind = number_plain(s, &p);
    if (kind == CELL_NUMBER)
        *marks = decimal_marks(&p) | (p.percent ? CELL_PERCENT : 0);
    return kind;
}

enum cell_kind cell_number_look(struct str s, int *marks)
{
    if (is_plain(s, marks))
        return CELL_NUMBER;
    *marks = is_long_number(s) ? CELL_LONG : 0;
    return *marks ? CELL_NUMBER : look_closely(s, marks);
}

/* A number as strtod wants it. */
struct c_number {
    char s[CELL_NUMBER_MAX + 1]; /* ends with NUL: it starts as zeros */
    size_t n;
};

/* The digits before the decimal sign or exponent, without their group signs: one to three digits, then threes. */
static bool ungroup(const char *s, size_t n, struct c_number *out)
{
    size_t in_group = 0;
    bool grouped = false;
    for (size_t i = 0; i < n; i++) {
        if (is_digit(s[i])) {
            out->s[out->n++] = s[i];
            in_group++;
            continue;
        }
        if (in_group == 0 || in_group > 3 || (grouped && in_group != 3))
            return false;
        grouped = true;
        in_group = 0;
    }
    return !grouped || in_group == 3;
}

/* What follows the whole part: decimal sign, digits, exponent; no group signs. */
static bool copy_rest(const char *s, size_t n, char decimal, struct c_number *out)
{
    for (size_t i = 0; i < n; i++) {
        bool is_sign = s[i] == decimal && i == 0;
        if (!is_sign && !is_digit(s[i]) && !strchr("eE+-", s[i]))
            return false;
        out->s[out->n++] = is_sign ? '.' : s[i];
    }
    return true;
}

static enum cell_kind read_closely(struct str s, char decimal, double *x)
{
    struct plain_number p;
    struct c_number text = {.n = 0};
    const char ends[] = {decimal, 'e', 'E', '\0'};
    char *end;
    *x = 0;
    enum cell_kind kind = number_plain(s, &p);
    if (kind != CELL_NUMBER)
        return kind;
    size_t whole = strcspn(p.text, ends);
    if (!ungroup(p.text, whole, &text) || !copy_rest(p.text + whole, p.n - whole, decimal, &text))
        return CELL_OTHER;
    double v = strtod(text.s, &end); /* nothing here calls setlocale: always the C locale */
    if (*end)
        return CELL_OTHER;
    v *= p.scale;
    if (p.percent)
        v /= 100;
    *x = p.negative ? -v : v;
    return CELL_NUMBER;
}

enum cell_kind cell_number_read(struct str s, char decimal, double *x)
{
    int marks;
    if (decimal == '.' && is_plain(s, &marks))
        return num_parse(s, x) ? CELL_NUMBER : CELL_OTHER;
    return read_closely(s, decimal, x);
}

/* ---- dates ---- */

/* The words of a date: at most four runs of digits or letters, and what stood before each. */
struct words {
    int n;
    struct word {
        struct str text;
        struct str before;
        bool number;
        int value;
    } at[4];
};

static bool split_words(struct str s, struct words *w)
{
    w->n = 0;
    while (s.n) {
        struct word *word = &w->at[w->n];
        size_t i = 0;
        while (i < s.n && !is_digit(s.s[i]) && !is_letter(s.s[i]))
            i++;
        if (w->n == 4 || i == s.n)
            return false;
        word->before = (struct str){s.s, i};
        word->number = is_digit(s.s[i]);
        word->value = 0;
        size_t start = i;
        while (i < s.n && (word->number ? is_digit(s.s[i]) : is_letter(s.s[i]))) {
            if (word->number && i - start < 9)
                word->value = word->value * 10 + (s.s[i] - '0');
            i++;
        }
        word->text = (struct str){s.s + start, i - start};
        s.s += i;
        s.n -= i;
        w->n++;
    }
    return w->n > 0;
}

/* 1 to 12 for a month, whole or by three letters or more that no other one begins with; else 0. */
static int month_named(struct str s)
{
    enum { LANGUAGES = 6 };
    static const char *const names[12][LANGUAGES] = {
        {"january", "januari", "janvier", "enero", "gennaio", "janeiro"},
        {"february", "februari", "fevrier", "febrero", "febbraio", "fevereiro"},
        {"march", "marzo" /* and the German */, "mars", "maart", "mrt", "marco"},
        {"april", "avril", "abril", "aprile", "", ""},
        {"may", "mai", "mei", "mayo", "maggio", "maio"},
        {"june", "juni", "juin", "junio", "giugno", "junho"},
        {"july", "juli", "juillet", "julio", "luglio", "julho"},
        {"august", "augustus", "aout", "agosto", "", ""},
        {"september", "septembre", "septiembre", "settembre", "setembro", ""},
        {"october", "oktober", "octobre", "octubre", "ottobre", "outubro"},
        {"november", "novembre", "noviembre", "novembro", "", ""},
        {"december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"},
    };
    int found = 0;
    for (int m = 0; m < 12 && s.n >= 3; m++)
        for (int l = 0; l < LANGUAGES; l++) {
            if (strncmp(names[m][l], s.s, s.n) != 0)
                continue;
            if (found && found != m + 1)
                return 0;
            found = m + 1;
        }
    return found;
}

static bool is_weekday_name(struct str s)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int i = 0; i < 7; i++)
        if (s.n >= 3 && str_eq_nocase((struct str){s.s, 3}, names[i]))
            return true;
    return false;
}

static struct cell_date civil(int year, int month, int mday)
{
    struct cell_date d = {.kind = CELL_BAD_DATE};
    if (day_exists(year, month, mday)) {
        d.kind = CELL_DAY;
        d.day = day_from_civil(year, month, mday);
    }
    return d;
}

static struct cell_date month_end(int year, int month)
{
    if (!day_exists(year, month, 1))
        return (struct cell_date){.kind = CELL_BAD_DATE};
    int mday = 31;
    while (!day_exists(year, month, mday))
        mday--;
    struct cell_date d = civil(year, month, mday);
    d.marks = CELL_DATE_MONTH;
    return d;
}

/* Cut "T16:00:00-05:00", " 09:30" and the like off; false when what looks like a time is none. */
static bool cut_time(struct str *s, int *marks)
{
    const char *colon = memchr(s->s, ':', s->n);
    if (!colon)
        return true;
    size_t at = (size_t)(colon - s->s);
    while (at && is_digit(s->s[at - 1]))
        at--;
    if (at < 4 || (s->s[at - 1] != ' ' && s->s[at - 1] != 'T'))
        return false;
    for (size_t i = at; i < s->n; i++) {
        char c = s->s[i];
        if (!is_digit(c) && !is_letter(c) && !strchr(":.+- ", c)) /* 09:30 a.m., 16:00:00 EST */
            return false;
        if (c == '+' || c == '-' || c == 'Z')
            *marks |= CELL_DATE_ZONE;
    }
    s->n = at - 1;
    *s = str_trim(*s);
    return true;
}

static struct cell_date plain_number_date(struct str s)
{
    struct cell_date none = {.kind = CELL_NO_DATE}, d = none;
    int64_t v;
    if (s.n > 13 || !num_parse_int(s, &v))
        return none;
    switch (s.n) {
    case 4: /* a year */
        return v >= 1000 ? month_end((int)v, 12) : none;
    case 5: /* an Excel serial: days since 1899-12-30 */
        if (v < 25569 || v > 73050)
            return none;
        return (struct cell_date){.kind = CELL_DAY, .day = (int32_t)(v - 25569), .marks = CELL_DATE_SERIAL};
    case 6: /* 202401 */
        return v >= 190001 && v <= 210012 && v % 100 >= 1 && v % 100 <= 12 ? month_end((int)(v / 100), (int)(v % 100))
                                                                           : none;
    case 8:
        return civil((int)(v / 10000), (int)(v / 100 % 100), (int)(v % 100));
    case 9: /* seconds, before September 2001 */
    case 10:
    case 12: /* milliseconds */
    case 13:
        d.kind = CELL_DAY;
        d.day = (int32_t)(v / (s.n <= 10 ? 86400 : 86400000));
        d.marks = CELL_DATE_EPOCH;
        return d;
    default:
        return none;
    }
}

static bool is_mark(struct str s, const char *marks)
{
    return s.n == 1 && strchr(marks, s.s[0]);
}

/* A year of four digits, or of two, as spreadsheets read it; 0 when it is none. */
static int year_of(const struct word *w, int *marks)
{
    if (w->number && w->text.n == 4)
        return w->value;
    if (!w->number || w->text.n != 2)
        return 0;
    *marks |= CELL_DATE_SHORT_YEAR;
    return w->value < 70 ? 2000 + w->value : 1900 + w->value;
}

/* Three numbers: year first, or year last with day and month in either order. */
static struct cell_date three_numbers(const struct word *w)
{
    struct cell_date none = {.kind = CELL_NO_DATE};
    if (!is_mark(w[1].before, "-/.") || !is_mark(w[2].before, "-/.") || w[1].before.s[0] != w[2].before.s[0] ||
        w[1].text.n > 2)
        return none;
    if (w[0].text.n == 4 && w[2].text.n <= 2)
        return civil(w[0].value, w[1].value, w[2].value);
    int first = w[0].value, second = w[1].value, marks = 0, year = year_of(&w[2], &marks);
    if (w[0].text.n > 2 || !year || (marks && w[1].before.s[0] == '-')) /* 24-01-02 may begin with its year */
        return none;
    if (w[1].before.s[0] == '.') { /* nobody writes the month first with points */
        struct cell_date d = civil(year, second, first);
        d.marks = marks | CELL_DATE_DOTS;
        return d;
    }
    struct cell_date d = {.kind = CELL_DAY_OR_MONTH, .first = first, .second = second, .year = year, .marks = marks};
    int32_t day;
    if (!cell_date_settle(&d, true, &day) && !cell_date_settle(&d, false, &day))
        d.kind = CELL_BAD_DATE;
    return d;
}

/* 2024-01, 01/2024, Jan 2024, Jan-24. */
static struct cell_date month_and_year(const struct word *a)
{
    int month, marks = 0, year;
    if (a[0].number && a[0].text.n == 4 && a[1].number && a[1].text.n == 2 && is_mark(a[1].before, "-/"))
        return month_end(a[0].value, a[1].value);
    if (a[0].number && a[0].text.n <= 2 && a[1].number && a[1].text.n == 4 && is_mark(a[1].before, "-/"))
        return month_end(a[1].value, a[0].value);
    if (a[0].number || !(month = month_named(a[0].text)) || !(year = year_of(&a[1], &marks)) ||
        (marks && !is_mark(a[1].before, "-/'")))
        return (struct cell_date){.kind = CELL_NO_DATE};
    struct cell_date d = month_end(year, month);
    d.marks |= marks;
    return d;
}

/* "Q1 2024", "2024-Q1". */
static struct cell_date quarter_and_year(const struct word *q, const struct word *year)
{
    if (!q[1].number || q[1].text.n != 1 || q[1].before.n || q[1].value < 1 || q[1].value > 4 || !year->number ||
        year->text.n != 4)
        return (struct cell_date){.kind = CELL_NO_DATE};
    return month_end(year->value, q[1].value * 3);
}

/* "Jan 2, 2024", "2. Jan 2024", "02-Jan-24". */
static struct cell_date named_month(const struct word *name, const struct word *mday, const struct word *last)
{
    int month = name->number ? 0 : month_named(name->text), marks = 0, year = year_of(last, &marks);
    if (!month || !year || !mday->number || mday->text.n > 2)
        return (struct cell_date){.kind = CELL_NO_DATE};
    struct cell_date d = civil(year, month, mday->value);
    d.marks = marks;
    return d;
}

static struct cell_date words_date(const struct words *w)
{
    const struct word *a = w->at;
    int n = w->n;
    if (n > 1 && !a[0].number && is_weekday_name(a[0].text)) {
        a++;
        n--;
    }
    if (n == 2)
        return month_and_year(a);
    if (n != 3)
        return (struct cell_date){.kind = CELL_NO_DATE};
    if (a[0].number && a[1].number)
        return a[2].number ? three_numbers(a) : (struct cell_date){.kind = CELL_NO_DATE};
    if (str_eq(a[0].text, "q"))
        return quarter_and_year(&a[0], &a[2]);
    if (str_eq(a[1].text, "q"))
        return quarter_and_year(&a[1], &a[0]);
    return a[0].number ? named_month(&a[1], &a[0], &a[2]) : named_month(&a[0], &a[1], &a[2]);
}

/* A number alone, or the day number of a spreadsheet with a time of day behind its point. */
static bool is_plain_number(const struct words *w, struct str s)
{
    const struct word *a = w->at;
    return a[0].number &&
           ((w->n == 1 && a[0].text.n == s.n) || (w->n == 2 && a[0].text.n == 5 && a[1].number &&
                                                  is_mark(a[1].before, ".") && a[0].text.n + 1 + a[1].text.n == s.n));
}

struct cell_date cell_date_read(struct str s, bool plain_numbers)
{
    enum { LONGEST = 40 };
    struct cell_date none = {.kind = CELL_NO_DATE};
    struct words w;
    char folded[LONGEST + 1];
    int marks = 0;
    int32_t day;
    s = str_trim(s);
    if (day_parse(s, &day))
        return (struct cell_date){.kind = CELL_DAY, .day = day};
    if (s.n < 4 || s.n > LONGEST || !(is_digit(s.s[0]) || is_letter(s.s[0])) || !cut_time(&s, &marks))
        return none;
    memcpy(folded, s.s, s.n);
    folded[s.n] = '\0';
    cell_fold(folded);
    s = str_of(folded);
    if (!split_words(s, &w))
        return none;
    struct cell_date d = none;
    if (is_plain_number(&w, s))
        d = plain_numbers ? plain_number_date(w.at[0].text) : none;
    else
        d = words_date(&w);
    d.marks |= marks;
    return d;
}

bool cell_date_settle(const struct cell_date *d, bool day_first, int32_t *day)
{
    int month = day_first ? d->second : d->first, mday = day_first ? d->first : d->second;
    if (!day_exists(d->year, month, mday))
        return false;
    *day = day_from_civil(d->year, month, mday);
    return true;
}
