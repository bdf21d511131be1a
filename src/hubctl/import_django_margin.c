/* import_django_margin.c: what people kept in the old margin application. Its rows name people by a number of the umbrella's
 * file and, where they are saved results, by their e-mail.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>
#include <stdio.h>

#include "base/gzip.h"
#include "hubctl/import_django.h"

/* ---- who is who ---- */

static const char *people_sql(const struct import_django *im)
{
    if (!im->people) /* what the file itself tells, where it does not contradict itself */
        return "select user_id, min(user_email) from historical_backtest_savedbacktestresult where user_id is not null"
               " group by user_id having count(distinct lower(user_email)) = 1";
    return old_file_has(im->people, "authentication_user") ? "select id, email from authentication_user"
                                                           : "select id, email from auth_user";
}

static int find_people(struct import_django *im)
{
    const char *why;
    sqlite3_stmt *st = old_file_query(im->arena, im->people ? im->people : im->old, people_sql(im), &why);
    if (!st)
        return hubctl_say(ERR_INPUT, "%s: %s", im->people ? "the file of --people holds no people" : im->path, why);
    while (sqlite3_step(st) == SQLITE_ROW) {
        struct str email = old_column(st, 1);
        if (!utf8_valid(email))
            continue;
        enum err e =
            db_query(im->db, im->row, NULL,
                     "insert into pg_temp.old_person (id, user_id) select $1, id from umbrella.authentication_user"
                     " where lower(email) = lower(btrim($2))",
                     "iS", (int64_t)sqlite3_column_int64(st, 0), email);
        arena_reset(im->row);
        if (e)
            return hubctl_say_db(e, im->db);
    }
    return HUBCTL_OK;
}

/* ---- saved results ---- */

/* The whole old answer, as it stands, packed; it is the old program's and nobody's here. */
static const char *complete_saved(struct import_django *im, sqlite3_stmt *st, struct json_writer *w)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    struct str data = old_column(st, 1), packed = gzip_pack(im->row, data);
    size_t room = sodium_base64_encoded_len(packed.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_bytes(im->row, room), *hex = arena_bytes(im->row, 2 * sizeof hash + 1);
    crypto_hash_sha256(hash, (const unsigned char *)data.s, data.n);
    hex_encode(hash, sizeof hash, hex);
    json_put_text(
        w, "results",
        sodium_bin2base64(text, room, (const unsigned char *)packed.s, packed.n, sodium_base64_VARIANT_ORIGINAL));
    json_put_text(w, "result_hash", hex);
    return NULL;
}

/* A figure of the old answer, where it is to be found under the old program's name for it. */
#define FIGURE(label, name)                                                                                            \
    " (select case when typeof(v) in ('integer', 'real') then v end from (select coalesce("                            \
    "   json_extract(j, '$.metrics.\"" label "\"'), json_extract(j, '$.summary.\"" label "\"'),"                       \
    "   json_extract(j, '$.\"" label "\"')) as v)) as " name

static const char saved[] =
    "select id, results_data as _results_data, result_id, user_id, user_email, name, description, mode, ticker,"
    "  start_date, end_date, leverage, account_type, initial_investment, profit_threshold, created_at, updated_at,"
    "  j is null as is_odd," FIGURE("Final Equity ($)", "final_equity") "," FIGURE(
        "Total Return (%)",
        "total_return_pct") "," FIGURE("CAGR (%)",
                                       "cagr_pct") "," FIGURE("Max Drawdown (%)",
                                                              "max_drawdown_pct") "," FIGURE("Total Liquidations",
                                                                                             "total_liquidations") " fr"
                                                                                                                   "om "
                                                                                                                   "(se"
                                                                                                                   "lec"
                                                                                                                   "t "
                                                                                                                   "*, "
                                                                                                                   "cas"
                                                                                                                   "e "
                                                                                                                   "whe"
                                                                                                                   "n "
                                                                                                                   "jso"
                                                                                                                   "n_"
                                                                                                                   "val"
                                                                                                                   "id("
                                                                                                                   "res"
                                                                                                                   "ult"
                                                                                                                   "s_"
                                                                                                                   "dat"
                                                                                                                   "a) "
                                                                                                                   "the"
                                                                                                                   "n "
                                                                                                                   "res"
                                                                                                                   "ult"
                                                                                                                   "s_"
                                                                                                                   "dat"
                                                                                                                   "a "
                                                                                                                   "end"
                                                                                                                   " as"
                                                                                                                   " j"
                                                                                                                   "   "
                                                                                                                   "fro"
                                                                                                                   "m "
                                                                                                                   "his"
                                                                                                                   "tor"
                                                                                                                   "ica"
                                                                                                                   "l_"
                                                                                                                   "bac"
                                                                                                                   "kte"
                                                                                                                   "st_"
                                                                                                                   "sav"
                                                                                                                   "edb"
                                                                                                                   "ack"
                                                                                                                   "tes"
                                                                                                                   "tre"
                                                                                                                   "sul"
                                                                                                                   "t) "
                                                                                                                   "ord"
                                                                                                                   "er "
                                                                                                                   "by "
                                                                                                                   "cre"
                                                                                                                   "ate"
                                                                                                                   "d_"
                                                                                                                   "at "
                                                                                                                   "des"
                                                                                                                   "c, "
                                                                                                                   "id "
                                                                                                                   "des"
                                                                                                                   "c";

/* Newest first, because there are 50 places. What is known of the data behind it is nothing: 64 zeros. */
static const char saved_insert[] =
    "with o as ("
    " select * from json_to_record($1::json) as r(id bigint, result_id uuid, user_id bigint, user_email text, name "
    "text,"
    "  description text, mode text, ticker text, start_date date, end_date date, leverage float8, account_type text,"
    "  initial_investment numeric, profit_threshold numeric, created_at timestamptz, updated_at timestamptz,"
    "  is_odd boolean, final_equity float8, total_return_pct float8, cagr_pct float8, max_drawdown_pct float8,"
    "  total_liquidations float8, results text, result_hash text)"
    "), who as ("
    " select p.user_id as by_number, u.id as by_email, coalesce(p.user_id, u.id) as id from o"
    "  left join pg_temp.old_person p on p.id = o.user_id"
    "  left join umbrella.authentication_user u on lower(u.email) = lower(btrim(o.user_email))"
    "), there as (select from o join margin.historical_backtest_savedbacktestresult s on s.result_id = o.result_id"
    "), added as ("
    " insert into margin.historical_backtest_savedbacktestresult (result_id, idem_key, user_id, user_email, name,"
    "   description, mode, ticker, start_date, end_date, leverage, account_type, initial_investment, profit_threshold,"
    "   results_data, engine_version, data_version, inputs_hash, result_hash, final_equity, total_return_pct, cagr_pct,"
    "   max_drawdown_pct, total_liquidations, created_at, updated_at)"
    "  select o.result_id, o.result_id, who.id, coalesce(o.user_email, ''), coalesce(nullif(btrim(o.name), ''), "
    "'Untitled'),"
    "    nullif(btrim(o.description), ''), case lower(btrim(o.mode)) when 'standard' then 'liquidation_reentry'"
    "     when 'restart' then 'fresh_capital' when 'margin_restart' then 'fresh_capital' else lower(btrim(o.mode)) end,"
    "    upper(btrim(o.ticker)), o.start_date, o.end_date, o.leverage, o.account_type, o.initial_investment,"
    "    case when o.profit_threshold > 0 then o.profit_threshold end, decode(o.results, 'base64'), 'django',"
    "    repeat('0', 64), encode(sha256(convert_to(concat_ws(' ', o.mode, o.ticker, o.start_date, o.end_date, "
    "o.leverage,"
    "     o.account_type, o.initial_investment, o.profit_threshold), 'UTF8')), 'hex'), o.result_hash, o.final_equity,"
    "    o.total_return_pct, o.cagr_pct, o.max_drawdown_pct, round(o.total_liquidations)::integer, o.created_at,"
    "    coalesce(o.updated_at, o.created_at)"
    "   from o, who where who.id is not null and not exists (select from there) returning 1)"
    " select (select count(*) from added), case when who.id is null and not exists (select from there)"
    "   then format('it belongs to number %s (%s), who has no account here', coalesce(o.user_id::text, 'none'),"
    "    coalesce(nullif(o.user_email, ''), 'no e-mail')) end,"
    "  nullif(concat_ws('; ', case when o.is_odd then 'its results_data is no JSON; kept as it is' end,"
    "   case when who.by_email <> who.by_number then format('its user_email %s is that of another person than its "
    "user_id"
    " %s; it goes to the latter', o.user_email, o.user_id) end), '') from o, who";

/* ---- calculations ---- */

static const char calculations[] =
    "select id, user_id, ticker, investment_amount, leverage, current_price, account_type, position_type, "
    "interest_rate,"
    "  holding_period, results, created_at, updated_at from margin_calculator_margincalculation order by id";

static const char calculation_insert[] =
    "with o as ("
    " select r.*, p.user_id as person from json_to_record($1::json) as r(id bigint, user_id bigint, ticker text,"
    "  investment_amount numeric, leverage float8, current_price numeric, account_type text, position_type text,"
    "  interest_rate float8, holding_period integer, results text, created_at timestamptz, updated_at timestamptz)"
    "  left join pg_temp.old_person p on p.id = r.user_id"
    "), there as ("
    " select from o join margin.margin_calculator_margincalculation c on c.created_at = o.created_at"
    "  and c.ticker = upper(btrim(o.ticker)) and c.investment_amount = round(o.investment_amount, 4)"
    "  and c.leverage = o.leverage and c.user_id is not distinct from o.person"
    "), added as ("
    " insert into margin.margin_calculator_margincalculation (user_id, ticker, investment_amount, leverage, "
    "current_price,"
    "   account_type, position_type, interest_rate, holding_period, results, created_at, updated_at)"
    "  select o.person, upper(btrim(o.ticker)), o.investment_amount, o.leverage, o.current_price, o.account_type,"
    "    initcap(btrim(o.position_type)), o.interest_rate, o.holding_period, o.results::jsonb, o.created_at,"
    "    coalesce(o.updated_at, o.created_at)"
    "   from o where (o.person is not null or o.user_id is null) and not exists (select from there) returning 1)"
    " select (select count(*) from added), case when o.user_id is not null and o.person is null then format('it "
    "belongs to"
    " number %s, of whom nobody here is known; --people FILE names the umbrella''s file', o.user_id) end, null from o";

static const struct old_table tables[] = {
    {.name = "historical_backtest_savedbacktestresult",
     .select = saved,
     .insert = saved_insert,
     .complete = complete_saved},
    {.name = "margin_calculator_margincalculation", .select = calculations, .insert = calculation_insert},
    {.name = "historical_backtest_backtestsession",
     .select = "select count(*) from historical_backtest_backtestsession",
     .left = "the old table does not say whose they are, and here a run belongs to a person"},
    {.name = "historical_backtest_backtestcache",
     .select = "select count(*) from historical_backtest_backtestcache",
     .left = "a cache; the engine computes anew"},
};
const struct old_app old_margin = {.name = "margin",
                                   .mark = "historical_backtest_savedbacktestresult",
                                   .tables = tables,
                                   .n = sizeof tables / sizeof *tables,
                                   .prepare = find_people};
