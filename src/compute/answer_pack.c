/* answer_pack.c: see answer_pack.h. All numbers are little-endian:
 *   "HubAnsw1", u32 size of the head, the head, u32 rows (0: no daily block), u32 columns, u8 number of status words and each word,
 *   the days, and each column's name and values. A word or a name is a u8 size and its bytes. Then u32 rebalances and their members.
 * "HubAnsw2" has, besides, what pages show beside the answer: u8 whether there are dividends and their values, the hash of the
 * result, u32 starts, neighbours and corrections, and of these label, mark, refusal, and then each figure of all.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/answer_pack.h"

#include <endian.h>
#include <math.h>

#include "base/gzip.h"
#include "base/planes.h"
#include "base/zstd.h"
#include "compute/backtest_variants.h"

enum { MAGIC = 8, ANSWER_BYTES_MAX = 64 << 20 };
static const char magic[MAGIC + 1] = "HubAnsw1", magic_beside[MAGIC + 1] = "HubAnsw2";

/* ---- packing ---- */

static void put_u32(struct buf *out, size_t x)
{
    uint32_t little = htole32((uint32_t)x);
    buf_add(out, (const char *)&little, sizeof little);
}

static void put_word(struct buf *out, const char *word)
{
    size_t n = strlen(word);
    buf_putc(out, (char)n);
    buf_add(out, word, n);
}

static int columns_of(const struct bt_result *r)
{
    int n = 0;
    for (int c = 0; c < BT_COLUMNS; c++)
        n += r->column[c] != NULL;
    return n;
}

static void put_daily(struct buf *out, struct arena *a, const struct backtest_answer *ans)
{
    const struct bt_result *r = &ans->result;
    double *day = ARENA_ARRAY(a, r->n, double);
    put_u32(out, r->n);
    put_u32(out, (size_t)columns_of(r));
    buf_putc(out, BT_STATUSES);
    for (int s = 0; s < BT_STATUSES; s++)
        put_word(out, bt_status_text[s]);
    for (size_t i = 0; i < r->n; i++)
        day[i] = ans->day[i];
    planes_write(out, day, NULL, r->n);
    for (int c = 0; c < BT_COLUMNS; c++) {
        if (!r->column[c])
            continue;
        put_word(out, bt_columns[c].name);
        planes_write(out, r->column[c], NULL, r->n);
    }
}

/* ---- rebalances ---- */

/* A run that rebalances often has thousands; as JSON they would take more room than all days. Their members, in the order in which
 * they are packed: from DAY to SHARES each can be foretold, mostly to the bit, from the days and from the members before it. */
enum member {
    ROW,
    KIND,
    LEVERAGE_AFTER,
    DAY,
    VALUE_AFTER,
    EQUITY_AFTER,
    COST,
    EQUITY_BEFORE,
    VALUE_BEFORE,
    LEVERAGE_BEFORE,
    GROWTH,
    SHARES,
    MEMBERS
};

static double get_member(const struct bt_rebalance *r, enum member m)
{
    const double all[MEMBERS] = {[ROW] = r->row,
                                 [KIND] = (double)r->kind,
                                 [DAY] = r->day,
                                 [VALUE_AFTER] = r->portfolio_value_after,
                                 [EQUITY_AFTER] = r->equity_after,
                                 [COST] = r->transaction_cost,
                                 [EQUITY_BEFORE] = r->equity_before,
                                 [VALUE_BEFORE] = r->portfolio_value_before,
                                 [LEVERAGE_BEFORE] = r->leverage_before,
                                 [LEVERAGE_AFTER] = r->leverage_after,
                                 [GROWTH] = r->growth_trigger_pct,
                                 [SHARES] = r->shares_change};
    return all[m];
}

static double on_day(const struct bt_result *r, enum bt_column c, uint32_t row)
{
    return r->column[c] && row < r->n ? r->column[c][row] : 0;
}

/* last: the value of the position after the rebalance before it. */
static double foretell(const struct backtest_answer *ans, const struct bt_rebalance *r, double last, enum member m)
{
    double price = on_day(&ans->result, BT_COL_ETF_PRICE, r->row);
    switch (m) {
    case DAY:
        return ans->day && r->row < ans->result.n ? ans->day[r->row] : 0;
    case VALUE_AFTER:
        return on_day(&ans->result, BT_COL_PORTFOLIO_VALUE, r->row);
    case EQUITY_AFTER:
        return on_day(&ans->result, BT_COL_EQUITY, r->row);
    case COST:
        return on_day(&ans->result, BT_COL_TRANSACTION_COST_TODAY, r->row);
    case EQUITY_BEFORE:
        return r->equity_after + r->transaction_cost;
    case VALUE_BEFORE:
        return r->portfolio_value_after;
    case LEVERAGE_BEFORE:
        return r->portfolio_value_before / r->equity_before;
    case GROWTH:
        return (r->portfolio_value_before - last) / last * 100;
    case SHARES:
        return r->equity_before * r->leverage_after / price - r->portfolio_value_before / price;
    case ROW:
    case KIND:
    case LEVERAGE_AFTER:
    case MEMBERS:
        break;
    }
    return 0;
}

/* What is expected of a member of each, on `room`; NULL: as in the one before. Never NaN, whose bits differ between machines. */
static const double *expect(const struct backtest_answer *ans, enum member m, double *room)
{
    const struct bt_rebalance *r = ans->result.rebalances;
    if (m < DAY)
        return NULL;
    for (size_t i = 0; i < ans->result.n_rebalances; i++) {
        double x = foretell(ans, &r[i], i ? r[i - 1].portfolio_value_after : 0, m);
        room[i] = isnan(x) ? 0 : x;
    }
    return room;
}

static void put_rebalances(struct buf *out, struct arena *a, const struct backtest_answer *ans)
{
    size_t n = ans->result.n_rebalances;
    double *value = ARENA_ARRAY(a, n, double), *room = ARENA_ARRAY(a, n, double);
    put_u32(out, n);
    for (enum member m = ROW; m < MEMBERS; m++) {
        for (size_t i = 0; i < n; i++)
            value[i] = get_member(&ans->result.rebalances[i], m);
        planes_write(out, value, expect(ans, m, room), n);
    }
}

/* ---- what pages show beside it ---- */

enum { VARIANTS_MAX = BACKTEST_VARIANTS_MAX + BACKTEST_CORRECTIONS_MAX };
static const size_t variant_figures[] = {
    offsetof(struct backtest_variant, end), offsetof(struct backtest_variant, cagr_pct),
    offsetof(struct backtest_variant, drawdown_pct), offsetof(struct backtest_variant, liquidations)};
enum { FIGURES = sizeof variant_figures / sizeof *variant_figures };

static double *figure_of(struct backtest_variant *v, int f)
{
    void *at = (char *)v + variant_figures[f];
    return at;
}

/* "" where there is none. */
static void put_words(struct buf *out, const struct backtest_variant *v)
{
    put_word(out, v->label);
    put_word(out, v->mark ? v->mark : "");
    put_word(out, v->refused ? v->refused : "");
}

static void put_beside(struct buf *out, const struct backtest_beside *b, size_t rows)
{
    struct backtest_variant all[VARIANTS_MAX];
    size_t n = b->n_near + b->n_fixes;
    double figure[VARIANTS_MAX];
    memcpy(all, b->near, b->n_near * sizeof *all);
    memcpy(all + b->n_near, b->fixes, b->n_fixes * sizeof *all);
    buf_putc(out, b->dividend != NULL);
    if (b->dividend)
        planes_write(out, b->dividend, NULL, rows);
    put_word(out, b->result_hash);
    put_u32(out, b->starts);
    put_u32(out, b->n_near);
    put_u32(out, b->n_fixes);
    for (size_t i = 0; i < n; i++)
        put_words(out, &all[i]);
    for (int f = 0; f < FIGURES; f++) {
        for (size_t i = 0; i < n; i++)
            figure[i] = *figure_of(&all[i], f);
        planes_write(out, figure, NULL, n);
    }
}

struct str backtest_answer_pack(struct arena *a, const struct backtest_answer *ans)
{
    struct backtest_answer rest = *ans;
    struct buf head, out;
    rest.result.n_rebalances = 0;
    buf_init(&head, a, 1 << 16);
    backtest_answer_write(&head, &rest, false);
    buf_init(&out, a, head.n + (size_t)(columns_of(&ans->result) + 1) * ans->result.n * PLANES + 4096);
    buf_add(&out, ans->beside ? magic_beside : magic, MAGIC);
    put_u32(&out, head.n);
    buf_str(&out, buf_view(&head));
    if (ans->day)
        put_daily(&out, a, ans);
    else
        put_u32(&out, 0);
    put_rebalances(&out, a, ans);
    if (ans->beside)
        put_beside(&out, ans->beside, ans->result.n);
    return zstd_pack(a, buf_view(&out));
}

/* ---- unpacking ---- */

/* What is left to read; `ok` falls to false where it ends too early, and what is read then is zero. */
struct source {
    const unsigned char *at, *end;
    bool ok;
};

static const unsigned char *take(struct source *s, size_t n)
{
    const unsigned char *from = s->at;
    if (!s->ok || (size_t)(s->end - s->at) < n) {
        s->ok = false;
        return NULL;
    }
    s->at += n;
    return from;
}

static size_t take_u32(struct source *s)
{
    uint32_t little = 0;
    const unsigned char *from = take(s, sizeof little);
    if (from)
        memcpy(&little, from, sizeof little);
    return le32toh(little);
}

static struct str take_text(struct source *s, size_t n)
{
    const unsigned char *from = take(s, n);
    return from ? (struct str){(const char *)from, n} : (struct str){"", 0};
}

static struct str take_word(struct source *s)
{
    const unsigned char *n = take(s, 1);
    return take_text(s, n ? *n : 0);
}

/* n values, or NULL where there are not as many. */
static double *take_values(struct arena *a, struct source *s, const double *expected, size_t n)
{
    const unsigned char *from = take(s, n * PLANES);
    if (!from)
        return NULL;
    double *value = arena_bytes(a, n * sizeof *value);
    planes_read(from, expected, n, value);
    return value;
}

/* The status words of the program that packed it, as this program's numbers; -1 where it has none. */
struct statuses {
    int n, mine[UINT8_MAX];
};

static struct statuses take_statuses(struct source *s)
{
    struct statuses words = {0};
    const unsigned char *n = take(s, 1);
    for (words.n = 0; n && words.n < *n; words.n++) {
        struct str word = take_word(s);
        words.mine[words.n] = -1;
        for (int mine = 0; mine < BT_STATUSES; mine++)
            if (str_eq(word, bt_status_text[mine]))
                words.mine[words.n] = mine;
    }
    return words;
}

static bool translate(double *value, size_t n, const struct statuses *words)
{
    for (size_t i = 0; i < n; i++) {
        if (!(value[i] >= 0 && value[i] < words->n) || words->mine[(int)value[i]] < 0)
            return false;
        value[i] = words->mine[(int)value[i]];
    }
    return true;
}

static bool are_flags(const double *value, size_t n)
{
    size_t i = 0;
    while (i < n && (value[i] == 0 || value[i] == 1))
        i++;
    return i == n;
}

static void take_column(struct arena *a, struct source *s, const struct statuses *words, struct bt_result *r)
{
    struct str name = take_word(s);
    double *value = take_values(a, s, NULL, r->n);
    for (int c = 0; value && c < BT_COLUMNS; c++) {
        if (!str_eq(name, bt_columns[c].name))
            continue;
        if (bt_columns[c].kind == BT_KIND_STATUS && !translate(value, r->n, words))
            s->ok = false;
        if (bt_columns[c].kind == BT_KIND_FLAG && !are_flags(value, r->n))
            s->ok = false;
        r->column[c] = value;
    }
}

static int32_t *take_days(struct arena *a, struct source *s, size_t n)
{
    const double *value = take_values(a, s, NULL, n);
    int32_t *day = value ? ARENA_ARRAY(a, n, int32_t) : NULL;
    for (size_t i = 0; day && i < n; i++) {
        if (!(value[i] >= INT32_MIN && value[i] <= INT32_MAX))
            s->ok = false;
        else
            day[i] = (int32_t)value[i];
    }
    return day;
}

static void take_daily(struct arena *a, struct source *s, struct backtest_answer *ans)
{
    size_t n = take_u32(s);
    if (n == 0)
        return;
    size_t columns = take_u32(s);
    struct statuses words = take_statuses(s);
    if (n != ans->result.n || columns > UINT8_MAX) {
        s->ok = false;
        return;
    }
    ans->day = take_days(a, s, n);
    for (size_t c = 0; c < columns && s->ok; c++)
        take_column(a, s, &words, &ans->result);
    ans->result.equity = ans->result.column[BT_COL_EQUITY];
    ans->result.index = ans->result.column[BT_COL_TIME_WEIGHTED_INDEX];
}

static bool is_between(double x, double least, double most)
{
    return x >= least && x <= most; /* NaN is not */
}

/* False: such a number the member cannot have. */
static bool set_member(struct bt_rebalance *r, enum member m, double x)
{
    double *figures[MEMBERS] = {[VALUE_AFTER] = &r->portfolio_value_after,
                                [EQUITY_AFTER] = &r->equity_after,
                                [COST] = &r->transaction_cost,
                                [EQUITY_BEFORE] = &r->equity_before,
                                [VALUE_BEFORE] = &r->portfolio_value_before,
                                [LEVERAGE_BEFORE] = &r->leverage_before,
                                [LEVERAGE_AFTER] = &r->leverage_after,
                                [GROWTH] = &r->growth_trigger_pct,
                                [SHARES] = &r->shares_change};
    if (figures[m])
        *figures[m] = x;
    else if (m == ROW && is_between(x, 0, UINT32_MAX))
        r->row = (uint32_t)x;
    else if (m == KIND && is_between(x, 0, BT_REBALANCES - 1))
        r->kind = (enum bt_rebalance_kind)x;
    else if (m == DAY && is_between(x, INT32_MIN, INT32_MAX))
        r->day = (int32_t)x;
    else
        return false;
    return true;
}

static void take_rebalances(struct arena *a, struct source *s, struct backtest_answer *ans)
{
    struct bt_result *r = &ans->result;
    size_t n = take_u32(s);
    if (n == 0)
        return;
    if (n > (size_t)(s->end - s->at) / MEMBERS) { /* do not allocate for a false count */
        s->ok = false;
        return;
    }
    r->n_rebalances = n;
    r->rebalances = ARENA_ARRAY(a, n, struct bt_rebalance);
    double *room = ARENA_ARRAY(a, n, double);
    for (enum member m = ROW; m < MEMBERS && s->ok; m++) {
        const double *value = take_values(a, s, expect(ans, m, room), n);
        for (size_t i = 0; value && i < n; i++)
            s->ok &= set_member(&r->rebalances[i], m, value[i]);
    }
}

static const char *take_string(struct arena *a, struct source *s)
{
    return str_dup(a, take_word(s));
}

/* "": none */
static const char *take_optional(struct arena *a, struct source *s)
{
    struct str word = take_word(s);
    return word.n ? str_dup(a, word) : NULL;
}

static void take_variants(struct arena *a, struct source *s, struct backtest_variant *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        all[i].label = take_string(a, s);
        all[i].mark = take_optional(a, s);
        all[i].refused = take_optional(a, s);
    }
    for (int f = 0; f < FIGURES; f++) {
        const double *figure = take_values(a, s, NULL, n);
        for (size_t i = 0; figure && i < n; i++)
            *figure_of(&all[i], f) = figure[i];
    }
}

static void take_beside(struct arena *a, struct source *s, struct backtest_answer *ans)
{
    struct backtest_beside *b = ARENA_NEW(a, struct backtest_beside);
    struct backtest_variant all[VARIANTS_MAX];
    const unsigned char *has_dividend = take(s, 1);
    if (has_dividend && *has_dividend)
        b->dividend = take_values(a, s, NULL, ans->result.n);
    struct str hash = take_word(s);
    b->starts = take_u32(s);
    b->n_near = take_u32(s);
    b->n_fixes = take_u32(s);
    if (!s->ok || hash.n != sizeof b->result_hash - 1 || b->starts > b->n_near || b->n_near > BACKTEST_VARIANTS_MAX ||
        b->n_fixes > BACKTEST_CORRECTIONS_MAX) {
        s->ok = false;
        return;
    }
    memcpy(b->result_hash, hash.s, hash.n);
    take_variants(a, s, all, b->n_near + b->n_fixes);
    memcpy(b->near, all, b->n_near * sizeof *all);
    memcpy(b->fixes, all + b->n_near, b->n_fixes * sizeof *all);
    ans->beside = b;
}

static bool read_packed(struct arena *a, struct str plain, struct backtest_answer *ans, const char **why)
{
    struct source s = {(const unsigned char *)plain.s, (const unsigned char *)plain.s + plain.n, true};
    const unsigned char *begin = take(&s, MAGIC);
    bool has_beside = begin && memcmp(begin, magic_beside, MAGIC) == 0;
    struct str head = take_text(&s, take_u32(&s));
    *why = "it is not a packed answer";
    if (!begin || !(has_beside || memcmp(begin, magic, MAGIC) == 0) || !s.ok ||
        !backtest_answer_read(a, head, ans, why))
        return false;
    take_daily(a, &s, ans);
    take_rebalances(a, &s, ans);
    if (has_beside)
        take_beside(a, &s, ans);
    *why = "it is not as it was packed";
    return s.ok && s.at == s.end;
}

static const char neither[] = "it is neither a zstd frame nor a gzip stream";

bool backtest_answer_unpack(struct arena *a, struct str packed, struct backtest_answer *ans, const char **why)
{
    struct str plain;
    if (zstd_unpack(a, packed, ANSWER_BYTES_MAX, &plain))
        return read_packed(a, plain, ans, why);
    if (gzip_unpack(a, packed, ANSWER_BYTES_MAX, &plain))
        return backtest_answer_read(a, plain, ans, why);
    *why = neither;
    return false;
}

bool backtest_answer_unpack_json(struct arena *a, struct str packed, struct str *json, const char **why)
{
    struct backtest_answer ans;
    struct buf out;
    if (gzip_unpack(a, packed, ANSWER_BYTES_MAX, json))
        return true;
    if (!backtest_answer_unpack(a, packed, &ans, why))
        return false;
    buf_init(&out, a, 1 << 20);
    backtest_answer_write(&out, &ans, true);
    *json = buf_view(&out);
    return true;
}
