/* backtest_answer.c: an answer as JSON, and a stored answer back to a struct. See backtest.h.
 * Written in a fixed order: a head (small, read back by json-c), then events, rounds and daily columns (large, read back
 * by a strict reader of just what is written here: json-c would need 10 ms and refuses so many values).
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <endian.h>
#include <math.h>
#include <sodium.h>
#include <stddef.h>

#include "base/day.h"
#include "base/num.h"
#include "compute/members.h"

static const char engine_name[] = "margin.backtest";

/* ---- writing ---- */

static void put_metrics(struct json_writer *w, const struct backtest_answer *ans)
{
    json_open(w, "metrics", '{');
    for (int m = 0; m < BT_METRICS; m++)
        if (bt_metric_applies(&ans->request.config, (enum bt_metric)m))
            json_put_num(w, bt_metrics[m].key, ans->result.metric[m]);
    json_put_text(w, "account_type", ans->request.config.account == BT_PORTFOLIO ? "portfolio" : "reg_t");
    json_close(w, '}');
    json_open(w, "reasons", '{');
    for (int m = 0; m < BT_METRICS; m++)
        if (ans->result.reason[m])
            json_put_text(w, bt_metrics[m].key, ans->result.reason[m]);
    json_close(w, '}');
}

/* What an event's two figures are called; no name: it has none. */
static const struct {
    const char *equity, *detail;
} event_keys[BT_EVENTS] = {
    [BT_EVENT_ENTRY] = {"equity_deployed", "shares_end_of_day"},
    [BT_EVENT_LIQUIDATION] = {"equity_shown", "equity_recovered"},
    [BT_EVENT_SALE] = {"equity", "shares_sold"},
    [BT_EVENT_CALL] = {"equity", "equity_lacking"},
    [BT_EVENT_CURED] = {"equity", NULL},
    [BT_EVENT_CONTRIBUTION] = {"equity", "amount"},
    [BT_EVENT_WITHDRAWAL] = {"equity", "amount"},
    [BT_EVENT_WITHDRAWAL_SKIPPED] = {"equity", "amount"},
    [BT_EVENT_SET_ASIDE] = {NULL, "amount"},
    [BT_EVENT_INJECTION] = {"equity", "amount"},
};

/* What a round and a rebalance are written as, in this order. */
enum field_kind {
    FIELD_COUNT, /* uint32_t */
    FIELD_DAY,
    FIELD_NUMBER,
    FIELD_FLAG,
    FIELD_REBALANCE, /* the word of an enum bt_rebalance_kind */
    FIELD_AGAIN,     /* a number that stands there under another key too */
};
struct field {
    const char *key;
    enum field_kind kind;
    size_t offset;
};

#define AT(member) offsetof(struct bt_round, member)
static const struct field round_fields[] = {
    {"round", FIELD_COUNT, AT(number)},
    {"days", FIELD_COUNT, AT(days)},
    {"start_date", FIELD_DAY, AT(start_day)},
    {"end_date", FIELD_DAY, AT(end_day)},
    {"start_price", FIELD_NUMBER, AT(start_price)},
    {"end_price", FIELD_NUMBER, AT(end_price)},
    {"price_change_pct", FIELD_NUMBER, AT(price_change_pct)},
    {"start_portfolio_value", FIELD_NUMBER, AT(start_portfolio_value)},
    {"end_portfolio_value", FIELD_NUMBER, AT(end_portfolio_value)},
    {"start_equity", FIELD_NUMBER, AT(start_equity)},
    {"end_equity", FIELD_NUMBER, AT(end_equity)},
    {"capital_deployed", FIELD_AGAIN, AT(start_equity)},
    {"final_value", FIELD_AGAIN, AT(end_equity)},
    {"margin_call", FIELD_FLAG, AT(margin_call)},
    {"loss_pct", FIELD_NUMBER, AT(loss_pct)},
    {"profit_pct", FIELD_NUMBER, AT(profit_pct)},
    {"interest_paid", FIELD_NUMBER, AT(interest_paid)},
};
#undef AT
#define AT(member) offsetof(struct bt_rebalance, member)
static const struct field rebalance_fields[] = {
    {"row", FIELD_COUNT, AT(row)},
    {"date", FIELD_DAY, AT(day)},
    {"growth_trigger_pct", FIELD_NUMBER, AT(growth_trigger_pct)},
    {"shares_change", FIELD_NUMBER, AT(shares_change)},
    {"transaction_cost", FIELD_NUMBER, AT(transaction_cost)},
    {"equity_before", FIELD_NUMBER, AT(equity_before)},
    {"equity_after", FIELD_NUMBER, AT(equity_after)},
    {"leverage_before", FIELD_NUMBER, AT(leverage_before)},
    {"leverage_after", FIELD_NUMBER, AT(leverage_after)},
    {"portfolio_value_before", FIELD_NUMBER, AT(portfolio_value_before)},
    {"portfolio_value_after", FIELD_NUMBER, AT(portfolio_value_after)},
    {"rebalance_type", FIELD_REBALANCE, AT(kind)},
};
#undef AT
enum {
    ROUND_FIELDS = sizeof round_fields / sizeof *round_fields,
    REBALANCE_FIELDS = sizeof rebalance_fields / sizeof *rebalance_fields,
};

static void put_field(struct json_writer *w, const struct field *f, const void *record)
{
    const void *at = (const char *)record + f->offset;
    switch (f->kind) {
    case FIELD_COUNT:
        json_put_int(w, f->key, *(const uint32_t *)at);
        break;
    case FIELD_DAY:
        member_day_write(w, f->key, *(const int32_t *)at);
        break;
    case FIELD_NUMBER:
    case FIELD_AGAIN:
        json_put_num(w, f->key, *(const double *)at);
        break;
    case FIELD_FLAG:
        json_put_bool(w, f->key, *(const bool *)at);
        break;
    case FIELD_REBALANCE:
        json_put_text(w, f->key, bt_rebalance_text[*(const enum bt_rebalance_kind *)at]);
        break;
    }
}

static void put_record(struct json_writer *w, const struct field *fields, int n, const void *record)
{
    json_open(w, NULL, '{');
    for (int i = 0; i < n; i++)
        put_field(w, &fields[i], record);
    json_close(w, '}');
}

static void put_event(struct json_writer *w, const void *event)
{
    const struct bt_event *e = event;
    json_open(w, NULL, '{');
    json_put_text(w, "type", bt_event_text[e->kind]);
    json_put_int(w, "row", e->row);
    member_day_write(w, "date", e->day);
    json_put_num(w, "price", e->price);
    if (event_keys[e->kind].equity)
        json_put_num(w, event_keys[e->kind].equity, e->equity);
    if (event_keys[e->kind].detail)
        json_put_num(w, event_keys[e->kind].detail, e->detail);
    json_close(w, '}');
}

static void put_round(struct json_writer *w, const void *round)
{
    put_record(w, round_fields, ROUND_FIELDS, round);
}

static void put_rebalance(struct json_writer *w, const void *rebalance)
{
    put_record(w, rebalance_fields, REBALANCE_FIELDS, rebalance);
}

static void put_list(struct json_writer *w, const char *key, const void *list, size_t n, size_t size,
                     void (*put)(struct json_writer *, const void *record))
{
    json_open(w, key, '[');
    for (size_t i = 0; i < n; i++)
        put(w, (const char *)list + i * size);
    json_close(w, ']');
}

static void put_days(struct json_writer *w, const int32_t *day, size_t n)
{
    enum { WIDTH = DAY_TEXT + 2 }; /* quotes and comma, without the NUL */
    json_open(w, "date", '[');
    char *p = buf_room(w->out, n * WIDTH + 1);
    for (size_t i = 0; i < n; i++, p += WIDTH) {
        p[0] = '"';
        day_text(day[i], p + 1);
        p[WIDTH - 2] = '"';
        p[WIDTH - 1] = ',';
    }
    w->out->n += n * WIDTH - (n > 0);
    w->out->s[w->out->n] = '\0';
    json_close(w, ']');
}

/* A column of which each value is one of a few words. */
static void put_words(struct json_writer *w, const char *key, const double *value, size_t n, const struct str *words)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++)
        longest = words[(size_t)value[i]].n > longest ? words[(size_t)value[i]].n : longest;
    json_open(w, key, '[');
    char *start = buf_room(w->out, n * (longest + 1) + 1), *p = start;
    for (size_t i = 0; i < n; i++) {
        const struct str *word = &words[(size_t)value[i]];
        if (i)
            *p++ = ',';
        memcpy(p, word->s, word->n);
        p += word->n;
    }
    *p = '\0';
    w->out->n += (size_t)(p - start);
    json_close(w, ']');
}

static const struct str flag_words[] = {{"false", 5}, {"true", 4}};

static const struct str *status_words(void)
{
    static const struct str quoted[BT_STATUSES] = {
        [BT_ACTIVE] = {"\"Active\"", 8},
        [BT_ENTERED] = {"\"Entered\"", 9},
        [BT_LIQUIDATED] = {"\"Liquidated\"", 12},
        [BT_WAITING] = {"\"Waiting\"", 9},
        [BT_INSUFFICIENT_EQUITY] = {"\"Insufficient_Equity\"", 21},
        [BT_OWES_BROKER] = {"\"Owes_Broker\"", 13},
        [BT_SOLD_PART] = {"\"Sold_Part\"", 11},
        [BT_MARGIN_CALL] = {"\"Margin_Call\"", 13},
        [BT_LIQUIDATED_FRESH] = {"\"Liquidated_Fresh_Capital_Wait\"", 31},
        [BT_WAITING_FRESH] = {"\"Waiting_After_Liquidation_Fresh_Capital\"", 41},
    };
    return quoted;
}

static void put_daily(struct json_writer *w, const struct backtest_answer *ans)
{
    const struct bt_result *r = &ans->result;
    bool dated = false;
    json_open(w, "daily", '{');
    for (int c = 0; c < BT_COLUMNS; c++) {
        const char *key = bt_columns[c].name;
        if (!r->column[c])
            continue;
        if (!dated)
            put_days(w, ans->day, r->n);
        dated = true;
        if (bt_columns[c].kind == BT_KIND_FLAG)
            put_words(w, key, r->column[c], r->n, flag_words);
        else if (bt_columns[c].kind == BT_KIND_STATUS)
            put_words(w, key, r->column[c], r->n, status_words());
        else
            json_put_column(w, key, r->column[c], r->n);
    }
    json_close(w, '}');
}

void backtest_answer_write(struct buf *out, const struct backtest_answer *ans, bool with_daily)
{
    const struct bt_result *r = &ans->result;
    char hash[INPUTS_HASH];
    struct buf inputs;
    struct json_writer w;
    buf_init(&inputs, out->arena, 2048);
    backtest_request_write(&inputs, &ans->request);
    backtest_inputs_hash(&ans->request, hash);
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    answer_head_write(
        &w, &(struct answer_head){engine_name, ans->engine_version, ans->data_version, buf_view(&inputs), hash});
    put_metrics(&w, ans);
    warnings_write(&w, &ans->warnings);
    put_list(&w, "events", r->events, r->n_events, sizeof *r->events, put_event);
    put_list(&w, "rounds", r->rounds, r->n_rounds, sizeof *r->rounds, put_round);
    put_list(&w, "rebalances", r->rebalances, r->n_rebalances, sizeof *r->rebalances, put_rebalance);
    if (with_daily)
        put_daily(&w, ans);
    json_close(&w, '}');
}

/* ---- reading ---- */

/* A place in the text; `ok` falls to false at the first thing that is not as backtest_answer_write puts it. */
struct cursor {
    const char *p, *end;
    bool ok;
};

static bool looking_at(const struct cursor *c, const char *literal, size_t n)
{
    return (size_t)(c->end - c->p) >= n && memcmp(c->p, literal, n) == 0;
}

/* Past `literal` when it stands here. */
static bool skip(struct cursor *c, const char *literal)
{
    size_t n = strlen(literal);
    if (!c->ok || !looking_at(c, literal, n))
        return false;
    c->p += n;
    return true;
}

static void expect(struct cursor *c, const char *literal)
{
    c->ok = skip(c, literal);
}

/* The comma between two items. */
static inline void comma(struct cursor *c, size_t item)
{
    if (item == 0)
        return;
    if (c->p < c->end && *c->p == ',')
        c->p++;
    else
        c->ok = false;
}

static double take_number(struct cursor *c)
{
    const char *from = c->p;
    double x = NAN;
    if (c->p < c->end && *c->p == 'n') {
        expect(c, "null");
        return NAN;
    }
    while (c->p < c->end && *c->p != ',' && *c->p != ']' && *c->p != '}')
        c->p++;
    if (!num_parse((struct str){from, (size_t)(c->p - from)}, &x))
        c->ok = false;
    return x;
}

static uint32_t take_count(struct cursor *c)
{
    double x = take_number(c);
    if (!(x >= 0 && x <= UINT32_MAX && x == floor(x)))
        c->ok = false;
    return c->ok ? (uint32_t)x : 0;
}

static int32_t take_day(struct cursor *c)
{
    int32_t day = 0;
    expect(c, "\"");
    if (!c->ok || c->end - c->p < DAY_TEXT - 1 || !day_parse((struct str){c->p, DAY_TEXT - 1}, &day))
        c->ok = false;
    else
        c->p += DAY_TEXT - 1;
    expect(c, "\"");
    return day;
}

static bool take_flag(struct cursor *c)
{
    if (skip(c, "true"))
        return true;
    expect(c, "false");
    return false;
}

static double field_number(struct cursor *c, const char *literal)
{
    expect(c, literal);
    return c->ok ? take_number(c) : NAN;
}

/* Which of `words` stands here, in quotes. */
static size_t take_word(struct cursor *c, const char *const *words, size_t n)
{
    expect(c, "\"");
    for (size_t i = 0; i < n; i++) {
        struct cursor at = *c;
        if (skip(&at, words[i]) && skip(&at, "\"")) {
            *c = at;
            return i;
        }
    }
    c->ok = false;
    return 0;
}

/* A figure whose key is looked up; without a key there is none. */
static double take_named(struct cursor *c, const char *key)
{
    if (!key)
        return 0;
    expect(c, ",\"");
    expect(c, key);
    return field_number(c, "\":");
}

static void take_event(struct cursor *c, void *event)
{
    struct bt_event *e = event;
    expect(c, "{\"type\":");
    e->kind = (enum bt_event_kind)take_word(c, bt_event_text, BT_EVENTS);
    expect(c, ",\"row\":");
    e->row = take_count(c);
    expect(c, ",\"date\":");
    e->day = take_day(c);
    e->price = field_number(c, ",\"price\":");
    e->equity = take_named(c, event_keys[e->kind].equity);
    e->detail = take_named(c, event_keys[e->kind].detail);
    expect(c, "}");
}

static void take_field(struct cursor *c, const struct field *f, void *record)
{
    void *at = (char *)record + f->offset;
    switch (f->kind) {
    case FIELD_COUNT:
        *(uint32_t *)at = take_count(c);
        break;
    case FIELD_DAY:
        *(int32_t *)at = take_day(c);
        break;
    case FIELD_NUMBER:
        *(double *)at = take_number(c);
        break;
    case FIELD_FLAG:
        *(bool *)at = take_flag(c);
        break;
    case FIELD_REBALANCE:
        *(enum bt_rebalance_kind *)at = (enum bt_rebalance_kind)take_word(c, bt_rebalance_text, BT_REBALANCES);
        break;
    case FIELD_AGAIN:
        take_number(c);
        break;
    }
}

static void take_record(struct cursor *c, const struct field *fields, int n, void *record)
{
    for (int i = 0; i < n && c->ok; i++) {
        expect(c, i ? ",\"" : "{\"");
        expect(c, fields[i].key);
        expect(c, "\":");
        take_field(c, &fields[i], record);
    }
    expect(c, "}");
}

static void take_round(struct cursor *c, void *round)
{
    take_record(c, round_fields, ROUND_FIELDS, round);
}

static void take_rebalance(struct cursor *c, void *rebalance)
{
    take_record(c, rebalance_fields, REBALANCE_FIELDS, rebalance);
}

/* How many objects an array of flat objects holds: as many as closing braces before its bracket. */
static size_t count_objects(const struct cursor *c)
{
    size_t n = 0;
    for (const char *p = c->p; p < c->end && *p != ']'; p++)
        n += *p == '}';
    return n;
}

static void *take_list(struct arena *a, struct cursor *c, const char *opening, size_t *n, size_t size,
                       void (*take)(struct cursor *, void *record))
{
    expect(c, opening);
    *n = count_objects(c);
    char *list = arena_array(a, *n, size);
    for (size_t i = 0; i < *n && c->ok; i++) {
        comma(c, i);
        take(c, list + i * size);
    }
    expect(c, "]");
    return list;
}

static const int32_t *take_dates(struct arena *a, struct cursor *c, size_t n)
{
    int32_t *day = arena_array(a, n, sizeof *day);
    expect(c, "\"date\":[");
    for (size_t i = 0; i < n && c->ok; i++) {
        comma(c, i);
        day[i] = take_day(c);
    }
    expect(c, "]");
    return day;
}

static double *take_column(struct arena *a, struct cursor *c, enum bt_kind kind, size_t n)
{
    double *x = arena_array(a, n, sizeof *x);
    expect(c, "[");
    for (size_t i = 0; i < n && c->ok; i++) {
        comma(c, i);
        if (kind == BT_KIND_FLAG)
            x[i] = take_flag(c);
        else if (kind == BT_KIND_STATUS)
            x[i] = (double)take_word(c, bt_status_text, BT_STATUSES);
        else
            x[i] = take_number(c);
    }
    expect(c, "]");
    return x;
}

static void take_daily(struct arena *a, struct cursor *c, struct backtest_answer *ans)
{
    struct bt_result *r = &ans->result;
    if (skip(c, "}"))
        return;
    if (r->n > (size_t)(c->end - c->p)) { /* a row takes more than one byte: do not allocate for a false count */
        c->ok = false;
        return;
    }
    ans->day = take_dates(a, c, r->n);
    for (int col = 0; col < BT_COLUMNS && c->ok; col++) {
        struct cursor at = *c;
        if (!skip(&at, ",\"") || !skip(&at, bt_columns[col].name) || !skip(&at, "\":"))
            continue;
        *c = at;
        r->column[col] = take_column(a, c, bt_columns[col].kind, r->n);
    }
    expect(c, "}");
    r->equity = r->column[BT_COL_EQUITY];
    r->index = r->column[BT_COL_TIME_WEIGHTED_INDEX];
}

static const char *text_of(struct arena *a, struct json_object *o, const char *key)
{
    struct str s = {"", 0};
    return json_get_str(o, key, &s) ? str_dup(a, s) : NULL;
}

/* An older engine had fewer figures: those are empty. */
static bool read_metrics(struct arena *a, struct json_object *head, bool is_older, const struct bt_config *c,
                         struct bt_result *r)
{
    struct json_object *metrics = json_member(head, "metrics"), *reasons = json_member(head, "reasons"), *v;
    for (int m = 0; m < BT_METRICS; m++) {
        r->metric[m] = NAN;
        if (!bt_metric_applies(c, (enum bt_metric)m))
            continue;
        if (!json_object_object_get_ex(metrics, bt_metrics[m].key, &v) && !is_older)
            return false;
        if (v && !json_get_num(metrics, bt_metrics[m].key, &r->metric[m]))
            return false;
        r->reason[m] = text_of(a, reasons, bt_metrics[m].key);
    }
    double n = r->metric[BT_M_DAYS];
    r->n = n >= 0 && n < 1e9 ? (size_t)n : 0;
    return r->n > 0;
}

/* Everything before the events, which json-c reads as an object of its own. */
static bool read_head(struct arena *a, struct str text, struct backtest_answer *ans, const char **why)
{
    struct problem p = {.arena = a};
    char *whole = arena_bytes(a, text.n + 1);
    memcpy(whole, text.s, text.n);
    whole[text.n] = '}';
    struct json_object *head = json_read(a, (struct str){whole, text.n + 1}, why), *engine;
    if (!head)
        return false;
    ans->engine_version = text_of(a, head, "engine_version");
    ans->data_version = text_of(a, head, "data_version");
    bool is_older = !ans->engine_version || strcmp(ans->engine_version, BT_ENGINE_VERSION) != 0;
    if (!(engine = json_member(head, "engine")) || strcmp(json_object_get_string(engine), engine_name) != 0)
        *why = "this is not an answer of margin.backtest";
    else if (!backtest_request_read(json_member(head, "inputs"), &ans->request, &p))
        *why = arena_printf(a, "inputs: %s: %s", p.at[0].field, p.at[0].message);
    else if (!read_metrics(a, head, is_older, &ans->request.config, &ans->result))
        *why = "a metric is missing or is not a number";
    else if (!warnings_read(a, head, &ans->warnings))
        *why = "the warnings are not as they were written";
    return !*why;
}

bool backtest_answer_read(struct arena *a, struct str json, struct backtest_answer *ans, const char **why)
{
    struct bt_result *r = &ans->result;
    static const char marker[] = ",\"events\":["; /* cannot stand inside a string, where quotes are escaped */
    *ans = (struct backtest_answer){0};
    *why = NULL;
    const char *events = json.n ? memmem(json.s, json.n, marker, sizeof marker - 1) : NULL;
    if (!events) {
        *why = "this is not an answer of margin.backtest: it has no events";
        return false;
    }
    if (!read_head(a, (struct str){json.s, (size_t)(events - json.s)}, ans, why))
        return false;
    struct cursor c = {events + 1, json.s + json.n, true};
    r->events = take_list(a, &c, "\"events\":[", &r->n_events, sizeof *r->events, take_event);
    r->rounds = take_list(a, &c, ",\"rounds\":[", &r->n_rounds, sizeof *r->rounds, take_round);
    r->rebalances = take_list(a, &c, ",\"rebalances\":[", &r->n_rebalances, sizeof *r->rebalances, take_rebalance);
    if (skip(&c, ",\"daily\":{"))
        take_daily(a, &c, ans);
    expect(&c, "}");
    if (c.ok && c.p == c.end)
        return true;
    *why = arena_printf(a, "the answer is not as it was written, at byte %zu", (size_t)(c.p - json.s));
    return false;
}

/* ---- the hash of a result: BLAKE2b-256, a third of SHA-256's time over a megabyte, on every page of a result ---- */

/* Doubles as their bits, little-endian; every NaN as one. */
static void hash_doubles(crypto_generichash_state *state, const double *x, size_t n)
{
    enum { CHUNK = 512 };
    unsigned char bytes[CHUNK * 8];
    for (size_t from = 0; from < n; from += CHUNK) {
        size_t count = n - from < CHUNK ? n - from : CHUNK;
        for (size_t i = 0; i < count; i++) {
            double v = isnan(x[from + i]) ? NAN : x[from + i];
            uint64_t bits;
            memcpy(&bits, &v, sizeof bits);
            bits = htole64(bits);
            memcpy(bytes + i * 8, &bits, 8);
        }
        crypto_generichash_update(state, bytes, count * 8);
    }
}

void backtest_result_hash(const struct backtest_answer *ans, char hex[65])
{
    crypto_generichash_state state;
    unsigned char hash[32];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    hash_doubles(&state, ans->result.metric, BT_METRICS);
    for (int c = 0; c < BT_COLUMNS; c++) {
        if (!ans->result.column[c])
            continue;
        crypto_generichash_update(&state, (const unsigned char *)bt_columns[c].name, strlen(bt_columns[c].name));
        hash_doubles(&state, ans->result.column[c], ans->result.n);
    }
    crypto_generichash_final(&state, hash, sizeof hash);
    hex_encode(hash, sizeof hash, hex);
}
