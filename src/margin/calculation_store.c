/* calculation_store.c: see calculation_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/calculation_store.h"

#include <math.h>

/* ---- a row ---- */

#define COLUMNS                                                                                                        \
    "calculation_id, coalesce(name, ''), coalesce(note, ''),"                                                          \
    " to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),"                                                   \
    " to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), results, ticker, investment_amount, leverage,"     \
    " current_price, account_type, position_type, interest_rate, holding_period, call_price, breakeven,"               \
    " coalesce(results -> 'metrics' ->> 'risk', ''), coalesce(results ->> 'engine_version', '')"

static void request_of_columns(struct calculate_request *q, const struct db_result *r, int row)
{
    calculate_request_init(q);
    q->ticker = db_text(r, row, 6);
    q->input.amount_usd = db_double(r, row, 7);
    q->input.leverage = db_double(r, row, 8);
    q->input.price = db_double(r, row, 9);
    q->input.account = str_eq(db_str(r, row, 10), "portfolio") ? BT_PORTFOLIO : BT_REG_T;
    q->input.is_short = str_eq(db_str(r, row, 11), "Short");
    q->input.rate_pct = db_double(r, row, 12);
    q->input.months = (double)db_int(r, row, 13);
}

/* The inputs of an answer of this program. */
static bool request_of_answer(struct arena *arena, struct str answer, struct calculate_request *q)
{
    const char *why;
    struct str engine;
    struct problem p = {.arena = arena};
    struct json_object *o = json_read(arena, answer, &why), *inputs;
    return o && json_object_is_type(o, json_type_object) && json_get_str(o, "engine", &engine) &&
           str_eq(engine, "margin.calculate") && (inputs = json_member(o, "inputs")) &&
           calculate_request_read(inputs, q, &p);
}

static void calculation_fill(struct calculation *c, struct arena *arena, const struct db_result *r, int row)
{
    *c = (struct calculation){.id = db_text(r, row, 0),
                              .name = db_text(r, row, 1),
                              .note = db_text(r, row, 2),
                              .created = db_text(r, row, 3),
                              .updated = db_text(r, row, 4),
                              .answer = db_str(r, row, 5),
                              .amount = db_double(r, row, 7),
                              .call_price = db_double_or_nan(r, row, 14),
                              .breakeven = db_double_or_nan(r, row, 15),
                              .risk = db_text(r, row, 16),
                              .engine_version = db_text(r, row, 17)};
    c->is_old = !request_of_answer(arena, c->answer, &c->request);
    if (c->is_old)
        request_of_columns(&c->request, r, row);
    else if (!c->request.ticker)
        c->request.ticker = db_text(r, row, 6);
}

/* ---- the list ---- */

#define MATCHING                                                                                                       \
    " from margin.margin_calculator_margincalculation where user_id = (select umbrella.uid()) and deleted_at is null"  \
    " and ($1 = '' or position(lower($1) in lower(ticker || ' ' || coalesce(name, '') || ' ' || coalesce(note, ''))) " \
    "> 0)"                                                                                                             \
    " and ($2 = '' or account_type = $2) and ($3 = '' or position_type = $3)"
#define ORDERED(by) "select " COLUMNS MATCHING " order by " by " limit $4 offset $5"
#define BOTH(by)                                                                                                       \
    {                                                                                                                  \
        ORDERED(by " nulls last, id"), ORDERED(by " desc nulls last, id desc")                                         \
    }
static const char *const list_sql[CALCULATION_COLUMNS][2] = {
    [CALCULATION_NAME] = BOTH("lower(coalesce(name, ticker))"),
    [CALCULATION_AMOUNT] = BOTH("investment_amount"),
    [CALCULATION_LEVERAGE] = BOTH("leverage"),
    [CALCULATION_PRICE] = BOTH("current_price"),
    [CALCULATION_CALL] = BOTH("call_price"),
    [CALCULATION_BREAKEVEN] = BOTH("breakeven"),
    [CALCULATION_CREATED] = BOTH("created_at"),
};
static const char count_sql[] = "select count(*)" MATCHING; /* there are at most CALCULATIONS_MAX */

enum err calculations_ask(struct db *db, const struct listing *l, const struct calculation_filter *f)
{
    enum err e = db_pipeline_send(db, list_sql[l->sort][l->descending], "SSSii", f->words, f->account, f->position,
                                  l->limit, l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "SSS", f->words, f->account, f->position);
}

enum err calculations_take(struct db *db, struct arena *arena, struct calculation **rows, int *n, int64_t *total)
{
    struct db_result out, count;
    enum err e = db_pipeline_next(db, arena, &out);
    *n = 0;
    *total = 0;
    if (e || (e = db_pipeline_next(db, arena, &count)))
        return e;
    *rows = ARENA_ARRAY(arena, (size_t)out.rows, struct calculation);
    for (int i = 0; i < out.rows; i++)
        calculation_fill(&(*rows)[i], arena, &out, i);
    *n = out.rows;
    *total = db_int(&count, 0, 0);
    return OK;
}

/* ---- one ---- */

static const char get_sql[] = "select " COLUMNS " from margin.margin_calculator_margincalculation"
                              " where calculation_id = $1 and user_id = (select umbrella.uid()) and deleted_at is null";

enum err calculation_ask(struct db *db, struct str id)
{
    return db_pipeline_send(db, get_sql, "U", id);
}

enum err calculation_take(struct db *db, struct arena *arena, struct calculation *c)
{
    struct db_result out;
    enum err e = db_found(&out, db_pipeline_next(db, arena, &out));
    if (!e)
        calculation_fill(c, arena, &out, 0);
    return e;
}

/* ---- changes ---- */

static const char purge_sql[] = "delete from margin.margin_calculator_margincalculation"
                                " where user_id = (select umbrella.uid()) and deleted_at < now() - interval '1 day'";
static const char add_sql[] =
    "insert into margin.margin_calculator_margincalculation (user_id, ticker, investment_amount, leverage, "
    "current_price,"
    " account_type, position_type, interest_rate, holding_period, results, name, note, idem_key)"
    " values ((select umbrella.uid()), $1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, nullif($10, ''), nullif($11, ''), "
    "$12)"
    " on conflict (user_id, idem_key) do nothing returning calculation_id";
static const char again_sql[] = "select calculation_id from margin.margin_calculator_margincalculation"
                                " where user_id = (select umbrella.uid()) and idem_key = $1 and deleted_at is null";

static enum err insert(struct db *db, struct arena *arena, const struct calculation_new *c, const char **id)
{
    const struct calculate_request *q = &c->answer->request;
    struct db_result out;
    struct buf json;
    enum err e = db_query(db, arena, NULL, purge_sql, "");
    if (e || (e = db_query(db, arena, &out, again_sql, "U", c->idem_key)))
        return e;
    if (out.rows) { /* before the trigger counts it, so that the last place is not refused to the same form */
        *id = db_text(&out, 0, 0);
        return OK;
    }
    buf_init(&json, arena, 1 << 13);
    calculate_answer_write(&json, c->answer);
    e = db_query(db, arena, &out, add_sql, "sdddssdiSSSU", q->ticker, c->answer->result.metric[CALC_POSITION],
                 q->input.leverage, q->input.price, q->input.account == BT_PORTFOLIO ? "portfolio" : "reg_t",
                 q->input.is_short ? "Short" : "Long", q->input.rate_pct, (int64_t)q->input.months, buf_view(&json),
                 c->name, c->note, c->idem_key);
    if (e)
        return db_limit(db, e, "calculation_quota");
    if (out.rows == 0 && (e = db_query(db, arena, &out, again_sql, "U", c->idem_key)))
        return e;
    if (out.rows == 0)
        return ERR_CONFLICT;
    *id = db_text(&out, 0, 0);
    return OK;
}

enum err calculation_add(struct db *db, struct arena *arena, const char *sid, const struct calculation_new *c,
                         const char **id)
{
    if (!str_is_uuid(c->idem_key))
        return ERR_INPUT;
    enum err e = db_begin(db, sid);
    return db_end(db, e ? e : insert(db, arena, c, id));
}

static const char change_sql[] =
    "update margin.margin_calculator_margincalculation set name = nullif($2, ''), note = nullif($3, ''), updated_at = "
    "now()"
    " where calculation_id = $1 and user_id = (select umbrella.uid()) and deleted_at is null returning 1";
static const char delete_sql[] =
    "update margin.margin_calculator_margincalculation set deleted_at = now()"
    " where calculation_id = $1 and user_id = (select umbrella.uid()) and deleted_at is null returning 1";
static const char restore_sql[] = "update margin.margin_calculator_margincalculation set deleted_at = null"
                                  " where calculation_id = $1 and user_id = (select umbrella.uid()) and deleted_at >= "
                                  "now() - interval '1 day' returning 1";

enum err calculation_change(struct db *db, struct arena *arena, const char *sid, struct str id, struct str name,
                            struct str note)
{
    struct db_result out = {0};
    enum err e = db_query_as(db, sid, arena, &out, change_sql, "USS", id, name, note);
    return db_found(&out, e);
}

enum err calculation_delete(struct db *db, struct arena *arena, const char *sid, struct str id)
{
    struct db_result out = {0};
    enum err e = db_query_as(db, sid, arena, &out, delete_sql, "U", id);
    return db_found(&out, e);
}

enum err calculation_restore(struct db *db, struct arena *arena, const char *sid, struct str id)
{
    struct db_result out = {0};
    enum err e = db_begin(db, sid);
    if (!e)
        e = db_limit(db, db_query(db, arena, &out, restore_sql, "U", id), "calculation_quota");
    return db_end(db, db_found(&out, e));
}
