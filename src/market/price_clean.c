/* price_clean.c: see price_clean.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_clean.h"

#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "market/calendar.h"

static const double PRICE_MIN = 1e-9, PRICE_MAX = 1e12, RETURN_MAX = 1000;

/* "" for the only series of a file, else "AAA: ", in front of every message about one. */
static const char *about(struct arena *a, const struct price_rows *r)
{
    return r->name ? arena_printf(a, "%s: ", file_quote(a, str_of(r->name))) : "";
}

/* ---- order ---- */

struct place {
    int32_t day;
    uint32_t at;
};

static int by_day(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void reorder(struct arena *a, struct price_rows *r, const struct place *places)
{
    int32_t *day = ARENA_ARRAY(a, r->n, int32_t);
    size_t *line = ARENA_ARRAY(a, r->n, size_t);
    for (size_t i = 0; i < r->n; i++) {
        day[i] = places[i].day;
        line[i] = r->line[places[i].at];
    }
    r->day = day;
    r->line = line;
    for (int f = 0; f < PRICE_FIELDS; f++) {
        if (!r->value[f])
            continue;
        double *value = ARENA_ARRAY(a, r->n, double);
        for (size_t i = 0; i < r->n; i++)
            value[i] = r->value[f][places[i].at];
        r->value[f] = value;
    }
}

static void sort_rows(struct file_answer *f, struct price_rows *r)
{
    size_t up = 0, down = 0;
    for (size_t i = 1; i < r->n; i++) {
        up += r->day[i] > r->day[i - 1];
        down += r->day[i] < r->day[i - 1];
    }
    if (!down)
        return;
    struct place *places = ARENA_ARRAY(f->arena, r->n, struct place);
    for (size_t i = 0; i < r->n; i++)
        places[i] = (struct place){r->day[i], (uint32_t)i};
    qsort(places, r->n, sizeof *places, by_day);
    reorder(f->arena, r, places);
    file_note(f, 0, "%srows were %s: sorted, oldest first", about(f->arena, r),
              up ? "not in the order of their dates" : "newest first");
}

/* ---- doubles ---- */

static bool same_row(const struct price_rows *r, size_t a, size_t b)
{
    for (int f = 0; f < PRICE_FIELDS; f++)
        if (r->value[f] && !(r->value[f][a] == r->value[f][b] || (isnan(r->value[f][a]) && isnan(r->value[f][b]))))
            return false;
    return true;
}

static void move_row(struct price_rows *r, size_t to, size_t from)
{
    r->day[to] = r->day[from];
    r->line[to] = r->line[from];
    for (int f = 0; f < PRICE_FIELDS; f++)
        if (r->value[f])
            r->value[f][to] = r->value[f][from];
}

/* A row that differs from another one of its day, for the question which of them counts. */
static const char *row_text(struct arena *a, const struct price_rows *r, size_t i)
{
    char day[DAY_TEXT];
    return arena_printf(a, "%s: %.10g (line %zu)", day_text(r->day[i], day), r->value[PRICE_CLOSE][i], r->line[i]);
}

static bool drop_doubles(struct file_answer *f, enum price_duplicates choice, struct price_rows *r)
{
    struct line_list same = {.n = 0}, conflict = {.n = 0};
    const char *first = NULL, *last = NULL; /* the first two that differ */
    size_t n = r->n ? 1 : 0, all = r->n;
    for (size_t i = 1; i < r->n; i++) {
        if (r->day[i] != r->day[n - 1]) {
            move_row(r, n++, i);
        } else if (same_row(r, i, n - 1)) {
            line_list_add(&same, r->line[i]);
        } else {
            line_list_add(&conflict, r->line[n - 1]);
            line_list_add(&conflict, r->line[i]);
            first = first ? first : row_text(f->arena, r, n - 1);
            last = last ? last : row_text(f->arena, r, i);
            if (choice == PRICE_DUPLICATES_LAST)
                move_row(r, n - 1, i);
        }
    }
    r->n = n;
    const char *who = about(f->arena, r);
    if (same.n)
        file_warn(f, same.at[0], "%s%zu repeated row%s dropped: %s", who, same.n, same.n == 1 ? "" : "s",
                  line_list_text(f->arena, &same));
    if (conflict.n && choice == PRICE_DUPLICATES_REFUSE) {
        file_refuse(f, FILE_WRONG, conflict.at[0],
                    "%sdifferent values for one date in %s: say whether the first or the last counts%s", who,
                    line_list_text(f->arena, &conflict),
                    conflict.n >= all ? ", or, if these are several funds, which column names them" : "");
        file_offer(f, "duplicates", "first|last");
        file_choice_add(f, "first", "the first row of a date counts", first);
        file_choice_add(f, "last", "the last row of a date counts", last);
        return false;
    }
    if (conflict.n)
        file_warn(f, conflict.at[0], "%sdifferent values for one date in %s: the %s was kept", who,
                  line_list_text(f->arena, &conflict), choice == PRICE_DUPLICATES_FIRST ? "first" : "last");
    return true;
}

/* ---- bounds ---- */

static bool is_price(double x)
{
    return x >= PRICE_MIN && x <= PRICE_MAX; /* false for NaN and infinities */
}

/* Some exports write 0 where they know no open, high, low or adjusted close. */
static void blank_zeros(struct price_rows *r)
{
    static const enum price_role fields[] = {PRICE_OPEN, PRICE_HIGH, PRICE_LOW, PRICE_ADJ_CLOSE};
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        double *x = r->value[fields[f]];
        for (size_t i = 0; x && i < r->n; i++)
            if (x[i] == 0)
                x[i] = NAN;
    }
}

/* Where some are negative, the numbers may be returns under a heading that says otherwise. */
static bool refuse_outside(struct file_answer *f, const struct price_rows *r, const struct line_list *outside)
{
    bool negative = false;
    for (size_t i = 0; i < r->n; i++)
        negative = negative || r->value[PRICE_CLOSE][i] < 0;
    file_refuse(f, FILE_WRONG, outside->at[0], "%sprices must be above 0, between 1e-9 and 1e12: see %s (%s)",
                about(f->arena, r), line_list_text(f->arena, outside),
                negative ? "if these are returns, say so" : "a cell left empty skips its day");
    if (!negative)
        return false;
    file_offer(f, "kind", "prices|returns");
    file_choice_add(f, "returns", "the numbers are returns", NULL);
    return false;
}

static bool check_prices(struct file_answer *f, const struct price_rows *r)
{
    struct line_list outside = {.n = 0}, volume = {.n = 0}, crossed = {.n = 0};
    for (size_t i = 0; i < r->n; i++) {
        bool good = true;
        for (int field = PRICE_OPEN; field <= PRICE_ADJ_CLOSE; field++)
            if (r->value[field] && !isnan(r->value[field][i]))
                good = good && is_price(r->value[field][i]);
        if (!good)
            line_list_add(&outside, r->line[i]);
        double open = r->value[PRICE_OPEN] ? r->value[PRICE_OPEN][i] : NAN, close = r->value[PRICE_CLOSE][i];
        double high = r->value[PRICE_HIGH] ? r->value[PRICE_HIGH][i] : NAN;
        double low = r->value[PRICE_LOW] ? r->value[PRICE_LOW][i] : NAN;
        if (low > close || low > open || low > high || high < close || high < open)
            line_list_add(&crossed, r->line[i]);
        double shares = r->value[PRICE_VOLUME] ? r->value[PRICE_VOLUME][i] : NAN;
        if (shares < 0 || shares > 1e18)
            line_list_add(&volume, r->line[i]);
    }
    const char *who = about(f->arena, r);
    if (outside.n)
        return refuse_outside(f, r, &outside);
    if (crossed.n)
        return file_refuse(f, FILE_WRONG, crossed.at[0], "%sopen or close outside the low and high of the day in %s",
                           who, line_list_text(f->arena, &crossed));
    if (volume.n)
        return file_refuse(f, FILE_WRONG, volume.at[0], "%svolume below 0 or above 1e18 in %s", who,
                           line_list_text(f->arena, &volume));
    return true;
}

/* A blank is no dividend. */
static bool check_dividends(struct file_answer *f, struct price_rows *r)
{
    double *x = r->value[PRICE_DIVIDEND];
    struct line_list wrong = {.n = 0};
    for (size_t i = 0; x && i < r->n; i++) {
        if (isnan(x[i]))
            x[i] = 0;
        if (!(x[i] >= 0 && x[i] < r->value[PRICE_CLOSE][i]))
            line_list_add(&wrong, r->line[i]);
    }
    if (!wrong.n)
        return true;
    file_refuse(f, FILE_WRONG, wrong.at[0], "%sdividends must be 0 or more and below the price of the day: see %s",
                about(f->arena, r), line_list_text(f->arena, &wrong));
    file_offer(f, "dividend_column", "NAME");
    return false;
}

static bool check_returns(struct file_answer *f, const struct price_rows *r)
{
    const double *x = r->value[PRICE_CLOSE];
    for (size_t i = 0; i < r->n; i++) {
        if (!isfinite(x[i]) || x[i] > RETURN_MAX)
            return file_refuse(f, FILE_WRONG, r->line[i], "%sline %zu: the return is too large to be one",
                               about(f->arena, r), r->line[i]);
        if (x[i] < -1 || (x[i] == -1 && i + 1 < r->n))
            return file_refuse(f, FILE_WRONG, r->line[i], "%sline %zu: a return of %g %% is impossible%s",
                               about(f->arena, r), r->line[i], x[i] * 100,
                               x[i] == -1 ? " before the last row (a total loss)" : "");
    }
    return true;
}

/* ---- what looks wrong ---- */

int32_t price_spacing(const int32_t *day, size_t n)
{
    enum { LONGEST = 400 }; /* what is further apart than a year is of no pace anyhow */
    size_t count[LONGEST + 1] = {0}, seen = 0;
    if (n < 2)
        return 0;
    for (size_t i = 1; i < n; i++)
        count[day[i] - day[i - 1] < LONGEST ? day[i] - day[i - 1] : LONGEST]++;
    int32_t step = 0;
    while ((seen += count[step]) <= (n - 1) / 2)
        step++;
    return step;
}

static void warn_gaps(struct file_answer *f, const struct price_rows *r)
{
    enum { CALENDAR_DAYS = 5, SHOWN = 3 };
    size_t gaps = 0;
    struct line_list more = {.n = 0};
    for (size_t i = 1; i < r->n; i++) {
        int missing = r->day[i] - r->day[i - 1] > CALENDAR_DAYS ? nyse_sessions_between(r->day[i - 1], r->day[i]) : 0;
        char from[DAY_TEXT], to[DAY_TEXT];
        if (missing && gaps++ >= SHOWN)
            line_list_add(&more, r->line[i]);
        else if (missing)
            file_warn(f, r->line[i],
                      "%sgap from %s to %s (%d New York sessions missing): the change across it counts as one period",
                      about(f->arena, r), day_text(r->day[i - 1], from), day_text(r->day[i], to), missing);
    }
    if (more.n)
        file_warn(f, more.at[0], "%s%zu more gap%s, before %s", about(f->arena, r), more.n, more.n == 1 ? "" : "s",
                  line_list_text(f->arena, &more));
}

/* 2 for a price that fell to a half (or doubled) within 2 %, 3, 4, 10 likewise; else 0. */
static int split_ratio(double before, double after)
{
    static const int ratios[] = {2, 3, 4, 10};
    double fold = before > after ? before / after : after / before;
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++)
        if (fabs(fold / ratios[i] - 1) <= 0.02)
            return ratios[i];
    return 0;
}

static void warn_jumps(struct file_answer *f, enum price_kind kind, const struct price_rows *r)
{
    enum { SHOWN = 4 };
    const double *x = r->value[PRICE_CLOSE];
    bool prices = kind == PRICE_KIND_PRICES;
    size_t jumps = 0;
    struct line_list more = {.n = 0};
    for (size_t i = prices; i < r->n; i++) {
        double change = prices ? x[i] / x[i - 1] - 1 : x[i];
        if (fabs(change) <= 0.4)
            continue;
        if (jumps++ >= SHOWN) {
            line_list_add(&more, r->line[i]);
            continue;
        }
        char day[DAY_TEXT];
        int ratio = prices ? split_ratio(x[i - 1], x[i]) : 0;
        const char *why = "";
        if (ratio)
            why = arena_printf(
                f->arena, ": this looks like a %d:1 split%s that the prices are not adjusted for; nothing was changed",
                ratio, change > 0 ? " in reverse" : "");
        file_warn(f, r->line[i], "%sline %zu: %+.1f %% on %s%s", about(f->arena, r), r->line[i], change * 100,
                  day_text(r->day[i], day), why);
    }
    if (more.n)
        file_warn(f, more.at[0], "%s%zu more jump%s of over 40 %%: %s", about(f->arena, r), more.n,
                  more.n == 1 ? "" : "s", line_list_text(f->arena, &more));
}

static void warn_repeats(struct file_answer *f, const struct price_rows *r)
{
    enum { REPEATS = 5 };
    const double *x = r->value[PRICE_CLOSE];
    struct line_list runs = {.n = 0};
    for (size_t i = 1, run = 1; i < r->n; i++) {
        run = x[i] == x[i - 1] ? run + 1 : 1;
        if (run == REPEATS)
            line_list_add(&runs, r->line[i - REPEATS + 1]);
    }
    if (runs.n)
        file_warn(f, runs.at[0], "%sthe same value five times or more in a row, from %s on", about(f->arena, r),
                  line_list_text(f->arena, &runs));
}

/* A daily series of an exchange has no weekends; one that trades every day has them all. */
static void warn_weekends(struct file_answer *f, const struct price_rows *r)
{
    struct line_list found = {.n = 0};
    for (size_t i = 0; i < r->n; i++)
        if (day_weekday(r->day[i]) >= 5)
            line_list_add(&found, r->line[i]);
    if (found.n && found.n * 20 <= r->n)
        file_warn(f, found.at[0], "%sweekend dates in %s", about(f->arena, r), line_list_text(f->arena, &found));
}

/* Of dates that mostly come at one pace, those that do not. Longer steps of daily ones are gaps, told already. */
static void warn_pace(struct file_answer *f, const struct price_rows *r)
{
    static const struct {
        int32_t least, most;
    } paces[] = {{5, 9}, {26, 35}, {80, 100}, {350, 380}};
    enum { DAILY = 1, SHARE = 10 /* one in so many may be off */ };
    int32_t usual = price_spacing(r->day, r->n);
    size_t p = 0, n = sizeof paces / sizeof *paces;
    struct line_list off = {.n = 0};
    if (usual <= DAILY || r->n < 3)
        return;
    while (p < n && !(usual >= paces[p].least && usual <= paces[p].most))
        p++;
    if (p == n) {
        file_warn(
            f, 0,
            "%sthe dates come at no regular pace (%d days in the middle): only total return, growth and drawdowns "
            "can be computed",
            about(f->arena, r), (int)usual);
        return;
    }
    for (size_t i = 1; i < r->n; i++)
        if (r->day[i] - r->day[i - 1] < paces[p].least || r->day[i] - r->day[i - 1] > paces[p].most)
            line_list_add(&off, r->line[i]);
    if (off.n * SHARE > r->n)
        file_warn(f, off.at[0], "%smixed spacing: %d days from row to row in the middle, but fewer or more in %s",
                  about(f->arena, r), (int)usual, line_list_text(f->arena, &off));
}

static void note_few(struct file_answer *f, enum price_kind kind, const struct price_rows *r)
{
    enum { FEW = 60 };
    size_t n = r->n - (kind == PRICE_KIND_PRICES);
    if (n < FEW)
        file_note(f, 0, "%s%zu return%s: with fewer than %d statistics say little", about(f->arena, r), n,
                  n == 1 ? "" : "s", FEW);
}

static void warn_series(struct file_answer *f, int32_t today, enum price_kind kind, const struct price_rows *r)
{
    bool daily = price_spacing(r->day, r->n) == 1;
    if (daily) {
        warn_gaps(f, r);
        warn_weekends(f, r);
    }
    warn_jumps(f, kind, r);
    if (kind == PRICE_KIND_PRICES)
        warn_repeats(f, r);
    if (r->n && r->day[r->n - 1] >= today)
        file_warn(f, r->line[r->n - 1], "%sthe last row is dated today or later: perhaps not yet a closing price",
                  about(f->arena, r));
}

bool price_order(struct file_answer *f, enum price_duplicates choice, struct price_rows *r)
{
    sort_rows(f, r);
    return drop_doubles(f, choice, r);
}

bool price_clean(struct file_answer *f, const struct price_file_options *options, enum price_kind kind,
                 struct price_rows *r, struct price_file_series *out)
{
    if (kind == PRICE_KIND_PRICES)
        blank_zeros(r);
    if (!price_order(f, options->duplicates, r))
        return false;
    if (!(kind == PRICE_KIND_PRICES ? check_prices(f, r) : check_returns(f, r)))
        return false;
    if (kind == PRICE_KIND_PRICES && !check_dividends(f, r))
        return false;
    if (kind == PRICE_KIND_PRICES && r->n < 2)
        return file_refuse(f, FILE_WRONG, 0, "%sat least 2 prices are needed, %zu found", about(f->arena, r), r->n);
    warn_series(f, options->today, kind, r);
    if (options->analysed) {
        warn_pace(f, r);
        note_few(f, kind, r);
    }
    *out = (struct price_file_series){.name = r->name, .about = about(f->arena, r), .n = r->n, .day = r->day};
    memcpy(out->value, r->value, sizeof out->value);
    return true;
}
