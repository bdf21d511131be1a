/* backtest_answer.c: an answer as JSON, and a stored answer back to a struct. See backtest.h.
 * Written in a fixed order: a head (small, read back by json-c), then events, rounds and daily columns (large, read back
 * by a strict reader of just what is written here: json-c would need 10 ms and refuses so many values).
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/backtest.h"

#include <endian.h>
#include <math.h>
#include <sodium.h>

#include "base/day.h"
#include "base/num.h"

static const char engine_name[] = "margin.backtest";

/* ---- writing ---- */

static void put_day(struct json_writer *w, const char *key, int32_t day)
{
    char text[DAY_TEXT];
    json_put_text(w, key, day_text(day, text));
}

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

static void put_event(struct json_writer *w, const struct bt_event *e)
{
    json_open(w, NULL, '{');
    json_put_text(w, "type", bt_event_text[e->kind]);
    json_put_int(w, "row", e->row);
    put_day(w, "date", e->day);
    json_put_num(w, "price", e->price);
    if (event_keys[e->kind].equity)
        json_put_num(w, event_keys[e->kind].equity, e->equity);
    if (event_keys[e->kind].detail)
        json_put_num(w, event_keys[e->kind].detail, e->detail);
    json_close(w, '}');
}

static void put_round(struct json_writer *w, const struct bt_round *r)
{
    json_open(w, NULL, '{');
    json_put_int(w, "round", r->number);
    json_put_int(w, "days", r->days);
    put_day(w, "start_date", r->start_day);
    put_day(w, "end_date", r->end_day);
    json_put_num(w, "start_price", r->start_price);
    json_put_num(w, "end_price", r->end_price);
    json_put_num(w, "price_change_pct", r->price_change_pct);
    json_put_num(w, "start_portfolio_value", r->start_portfolio_value);
    json_put_num(w, "end_portfolio_value", r->end_portfolio_value);
    json_put_num(w, "start_equity", r->start_equity);
    json_put_num(w, "end_equity", r->end_equity);
    json_put_num(w, "capital_deployed", r->start_equity);
    json_put_num(w, "final_value", r->end_equity);
    json_put_bool(w, "margin_call", r->margin_call);
    json_put_num(w, "loss_pct", r->loss_pct);
    json_put_num(w, "profit_pct", r->profit_pct);
    json_put_num(w, "interest_paid", r->interest_paid);
    json_close(w, '}');
}

static void put_rebalance(struct json_writer *w, const struct bt_rebalance *r)
{
    json_open(w, NULL, '{');
    json_put_int(w, "row", r->row);
    put_day(w, "date", r->day);
    json_put_num(w, "growth_trigger_pct", r->growth_trigger_pct);
    json_put_num(w, "shares_change", r->shares_change);
    json_put_num(w, "transaction_cost", r->transaction_cost);
    json_put_num(w, "equity_before", r->equity_before);
    json_put_num(w, "equity_after", r->equity_after);
    json_put_num(w, "leverage_before", r->leverage_before);
    json_put_num(w, "leverage_after", r->leverage_after);
    json_put_num(w, "portfolio_value_before", r->portfolio_value_before);
    json_put_num(w, "portfolio_value_after", r->portfolio_value_after);
    json_put_text(w, "rebalance_type", bt_rebalance_text[r->kind]);
    json_close(w, '}');
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
    json_open(&w, "events", '[');
    for (size_t i = 0; i < ans->result.n_events; i++)
        put_event(&w, &ans->result.events[i]);
    json_close(&w, ']');
    json_open(&w, "rounds", '[');
    for (size_t i = 0; i < ans->result.n_rounds; i++)
        put_round(&w, &ans->result.rounds[i]);
    json_close(&w, ']');
    json_open(&w, "rebalances", '[');
    for (size_t i = 0; i < ans->result.n_rebalances; i++)
        put_rebalance(&w, &ans->result.rebalances[i]);
    json_close(&w, ']');
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

static struct bt_event take_event(struct cursor *c)
{
    struct bt_event e = {0};
    expect(c, "{\"type\":");
    e.kind = (enum bt_event_kind)take_word(c, bt_event_text, BT_EVENTS);
    expect(c, ",\"row\":");
    e.row = take_count(c);
    expect(c, ",\"date\":");
    e.day = take_day(c);
    e.price = field_number(c, ",\"price\":");
    e.equity = take_named(c, event_keys[e.kind].equity);
    e.detail = take_named(c, event_keys[e.kind].detail);
    expect(c, "}");
    return e;
}

static struct bt_round take_round(struct cursor *c)
{
    struct bt_round r = {0};
    expect(c, "{\"round\":");
    r.number = take_count(c);
    expect(c, ",\"days\":");
    r.days = take_count(c);
    expect(c, ",\"start_date\":");
    r.start_day = take_day(c);
    expect(c, ",\"end_date\":");
    r.end_day = take_day(c);
    r.start_price = field_number(c, ",\"start_price\":");
    r.end_price = field_number(c, ",\"end_price\":");
    r.price_change_pct = field_number(c, ",\"price_change_pct\":");
    r.start_portfolio_value = field_number(c, ",\"start_portfolio_value\":");
    r.end_portfolio_value = field_number(c, ",\"end_portfolio_value\":");
    r.start_equity = field_number(c, ",\"start_equity\":");
    r.end_equity = field_number(c, ",\"end_equity\":");
    field_number(c, ",\"capital_deployed\":");
    field_number(c, ",\"final_value\":");
    expect(c, ",\"margin_call\":");
    r.margin_call = take_flag(c);
    r.loss_pct = field_number(c, ",\"loss_pct\":");
    r.profit_pct = field_number(c, ",\"profit_pct\":");
    r.interest_paid = field_number(c, ",\"interest_paid\":");
    expect(c, "}");
    return r;
}

static struct bt_rebalance take_rebalance(struct cursor *c)
{
    struct bt_rebalance r = {0};
    expect(c, "{\"row\":");
    r.row = take_count(c);
    expect(c, ",\"date\":");
    r.day = take_day(c);
    r.growth_trigger_pct = field_number(c, ",\"growth_trigger_pct\":");
    r.shares_change = field_number(c, ",\"shares_change\":");
    r.transaction_cost = field_number(c, ",\"transaction_cost\":");
    r.equity_before = field_number(c, ",\"equity_before\":");
    r.equity_after = field_number(c, ",\"equity_after\":");
    r.leverage_before = field_number(c, ",\"leverage_before\":");
    r.leverage_after = field_number(c, ",\"leverage_after\":");
    r.portfolio_value_before = field_number(c, ",\"portfolio_value_before\":");
    r.portfolio_value_after = field_number(c, ",\"portfolio_value_after\":");
    expect(c, ",\"rebalance_type\":");
    r.kind = (enum bt_rebalance_kind)take_word(c, bt_rebalance_text, BT_REBALANCES);
    expect(c, "}");
    return r;
}

/* How many objects an array of flat objects holds: as many as closing braces before its bracket. */
static size_t count_objects(const struct cursor *c)
{
    size_t n = 0;
    for (const char *p = c->p; p < c->end && *p != ']'; p++)
        n += *p == '}';
    return n;
}

static void take_events(struct arena *a, struct cursor *c, struct bt_result *r)
{
    expect(c, "\"events\":[");
    r->n_events = count_objects(c);
    r->events = ARENA_ARRAY(a, r->n_events, struct bt_event);
    for (size_t i = 0; i < r->n_events && c->ok; i++) {
        comma(c, i);
        r->events[i] = take_event(c);
    }
    expect(c, "],");
}

static void take_rounds(struct arena *a, struct cursor *c, struct bt_result *r)
{
    expect(c, "\"rounds\":[");
    r->n_rounds = count_objects(c);
    r->rounds = ARENA_ARRAY(a, r->n_rounds, struct bt_round);
    for (size_t i = 0; i < r->n_rounds && c->ok; i++) {
        comma(c, i);
        r->rounds[i] = take_round(c);
    }
    expect(c, "],");
}

static void take_rebalances(struct arena *a, struct cursor *c, struct bt_result *r)
{
    expect(c, "\"rebalances\":[");
    r->n_rebalances = count_objects(c);
    r->rebalances = ARENA_ARRAY(a, r->n_rebalances, struct bt_rebalance);
    for (size_t i = 0; i < r->n_rebalances && c->ok; i++) {
        comma(c, i);
        r->rebalances[i] = take_rebalance(c);
    }
    expect(c, "]");
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
    else if (!backtest_request_read(a, json_member(head, "inputs"), &ans->request, &p))
        *why = arena_printf(a, "inputs: %s: %s", p.at[0].field, p.at[0].message);
    else if (!read_metrics(a, head, is_older, &ans->request.config, &ans->result))
        *why = "a metric is missing or is not a number";
    else if (!warnings_read(a, head, &ans->warnings))
        *why = "the warnings are not as they were written";
    return !*why;
}

bool backtest_answer_read(struct arena *a, struct str json, struct backtest_answer *ans, const char **why)
{
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
    take_events(a, &c, &ans->result);
    take_rounds(a, &c, &ans->result);
    take_rebalances(a, &c, &ans->result);
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
