/* export_store.c: see export_store.h. A section that comes later adds its rows here: a name and a statement.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/export_store.h"

#include "base/day.h"
#include "base/json.h"
#include "base/zstd.h"
#include "compute/answer_pack.h"
#include "market/series_pack.h"

enum { ANSWER_MAX = 64 << 20 };

static bool unpack_answer(struct arena *a, struct str packed, struct str *json, const char **why)
{
    *why = "it is no zstd frame";
    return zstd_unpack(a, packed, ANSWER_MAX, json);
}

static bool unpack_columns(struct arena *a, struct str packed, struct str *json, const char **why)
{
    struct price_file_series s = {.name = ""};
    struct json_writer w;
    struct buf b;
    char day[DAY_TEXT];
    if (!series_unpack(a, packed, &s, why))
        return false;
    buf_init(&b, a, s.n * 32);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    json_open(&w, "day", '[');
    for (size_t i = 0; i < s.n; i++)
        json_put_text(&w, NULL, day_text(s.day[i], day));
    json_close(&w, ']');
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (s.value[field])
            json_put_column(&w, series_column_name[field], s.value[field], s.n);
    json_close(&w, '}');
    *json = buf_view(&b);
    return true;
}

/* The rows of an inner select whose first column, place, is its order. */
#define ROWS(inner, at_once)                                                                                           \
    "select t.place, to_jsonb(t) - 'place', null from (" inner                                                         \
    ") t where t.place > $1::bigint order by t.place limit " at_once
#define MANY "1000"

const struct export_part export_parts[] = {
    {"person",
     ROWS("select id as place, username, email, email_verified, first_name, last_name, phone_number, "
          "phone_number_verified,"
          "       status, role, is_staff, is_superuser, has_second_factor, approval_date, rejection_reason, timezone, "
          "language,"
          "       theme, date_of_birth, gender, country_code, bio, profile_picture_url, is_premium, referral_code, "
          "last_login,"
          "       last_login_ip, last_login_device, login_count, date_joined, created_at, created_ip, updated_at, "
          "deleted_at"
          "  from umbrella.authentication_user",
          "1"),
     false, NULL, NULL},
    {"second_factor", ROWS("select 1 as place, * from umbrella.own_factor()", "1"), false, NULL, NULL},
    {"sessions",
     ROWS("select id as place, aal as factors_given, stepup_at as confirmed_at, ip_address, user_agent, created_at,"
          "       last_activity, abs_expires, revoked_at, revoked_why"
          "  from umbrella.authentication_usersession",
          MANY),
     true, NULL, NULL},
    {"sign_ins",
     ROWS("select id as place, attempted_at, email, success, failure_reason, ip_address, user_agent"
          "  from umbrella.authentication_loginattempt",
          MANY),
     true, NULL, NULL},
    {"api_tokens",
     ROWS("select id as place, name, hint, scopes, created_at, created_ip, expires_at, last_used_at, revoked_at"
          "  from umbrella.api_token",
          MANY),
     true, NULL, NULL},
    {"invitation_received",
     ROWS("select id as place, email, invite_type, custom_message, created_at, expires_at, email_sent_at, opened_at, "
          "used_at"
          "  from umbrella.authentication_invitetoken where registered_user_id = (select umbrella.uid())",
          "1"),
     false, NULL, NULL},
    {"invitations_made",
     ROWS(
         "select id as place, email, invite_type, custom_message, created_at, expires_at, email_sent_at, email_bounced,"
         "       bounce_reason, opened_at, used_at, revoked_at"
         "  from umbrella.authentication_invitetoken where created_by_id = (select umbrella.uid())",
         MANY),
     true, NULL, NULL},
    {"mails",
     ROWS("select id as place, kind, to_address, subject, body_text, status, created_at, sent_at, last_error"
          "  from umbrella.own_mails()",
          MANY),
     true, NULL, NULL},
    /* Who else acted is somebody else's data. */
    {"audit_events",
     ROWS("select seq as place, at, case when actor_id = (select umbrella.uid()) then 'you'"
          "       when actor_id is null then 'the installation' else 'an administrator' end as who,"
          "       case when actor_id = (select umbrella.uid()) then ip_address end as ip_address,"
          "       action, object_kind, object_id, object_name, before, after"
          "  from umbrella.audit_event",
          MANY),
     true, NULL, NULL},
    {"margin_calculations",
     ROWS("select id as place, calculation_id, name, note, ticker, investment_amount, leverage, current_price, "
          "account_type, position_type, interest_rate,"
          "       holding_period, results, created_at, updated_at, deleted_at"
          "  from margin.margin_calculator_margincalculation",
          MANY),
     true, NULL, NULL},
    {"margin_backtests",
     ROWS("select id as place, session_id, mode, etf, start_date, end_date, parameters, status, created_at, "
          "completed_at,"
          "       execution_time_ms"
          "  from margin.historical_backtest_backtestsession",
          MANY),
     true, NULL, NULL},
    {"margin_saved_results",
     "select t.place, to_jsonb(t) - 'place' - 'results_data', t.results_data"
     "  from (select id as place, result_id, name, description, mode, ticker, start_date, end_date, leverage, "
     "account_type,"
     "               initial_investment, profit_threshold, engine_version, data_version, inputs_hash, result_hash, "
     "final_equity,"
     "               total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations, tags, shared_at, created_at, "
     "updated_at, deleted_at,"
     "               results_data"
     "          from margin.historical_backtest_savedbacktestresult"
     "         where id > $1::bigint order by id limit 1) t",
     true, backtest_answer_unpack_json, "answer"},
    {"margin_links",
     ROWS("select l.id as place, r.result_id, l.created_at, l.expires_at, l.last_used_at, l.revoked_at"
          "  from margin.share_link l join margin.historical_backtest_savedbacktestresult r on r.id = l.saved_id",
          MANY),
     true, NULL, NULL},
    {"returns_series",
     ROWS("select id as place, series_id, name, note, origin, source, symbol, version, created_at, updated_at, "
          "deleted_at"
          "  from returns.series",
          MANY),
     true, NULL, NULL},
    /* As many versions before it as make up its place; the file as it came is a zstd frame in base64. */
    {"returns_versions",
     "select t.place, to_jsonb(t) - 'place' - 'data', t.data"
     "  from (select v.series * 1000000 + v.number as place, s.series_id, v.number, v.made_by, v.source, v.kind, "
     "v.unit, v.frequency,"
     "               v.n_rows, v.first_day, v.last_day, v.is_base_assumed, v.content_hash, v.mapping, v.report,"
     "               encode(v.original, 'base64') as original_zstd_base64, v.created_at, v.data"
     "          from returns.series_version v join returns.series s on s.id = v.series"
     "         where v.series * 1000000 + v.number > $1::bigint order by place limit 1) t",
     true, unpack_columns, "columns"},
    {"returns_waiting_files",
     ROWS("select id as place, origin, source, mapping, encode(file, 'base64') as file_zstd_base64, created_at from "
          "returns.draft",
          "1"),
     true, NULL, NULL},
    {"returns_analyses",
     ROWS("select a.id as place, a.analysis_id, a.title, a.series_names, a.benchmark, a.basis, a.first_day, "
          "a.last_day, a.request,"
          "       a.run, a.created_at, a.updated_at, a.last_run_at, a.deleted_at, a.shared_at"
          "  from returns.analysis a",
          MANY),
     true, NULL, NULL},
    {"returns_results",
     "select t.place, to_jsonb(t) - 'place' - 'answer', t.answer"
     "  from (select r.analysis * 1000000 + r.run as place, a.analysis_id, r.run, r.inputs_hash, r.result_hash, "
     "r.engine_version,"
     "               r.first_day, r.last_day, r.is_pinned, r.created_at, r.answer"
     "          from returns.result r join returns.analysis a on a.id = r.analysis"
     "         where r.analysis * 1000000 + r.run > $1::bigint order by place limit 1) t",
     true, unpack_answer, "answer"},
    {"returns_notes",
     ROWS("select n.id as place, a.analysis_id, n.text, n.created_at, n.updated_at"
          "  from returns.note n join returns.analysis a on a.id = n.analysis",
          MANY),
     true, NULL, NULL},
    {"returns_links",
     ROWS("select l.id as place, a.analysis_id, l.created_at, l.expires_at, l.last_used_at, l.revoked_at"
          "  from returns.share_link l join returns.analysis a on a.id = l.analysis",
          MANY),
     true, NULL, NULL},
    {"margin_quota", ROWS("select 1 as place, n as saved_results from margin.quota", "1"), false, NULL, NULL},
};
const int export_parts_n = sizeof export_parts / sizeof *export_parts;

enum err export_note(struct db *db, struct arena *a)
{
    return db_query(db, a, NULL,
                    "select umbrella.audit_append('person.export_data', 'person', id::text, email, null, null)"
                    " from umbrella.authentication_user",
                    "");
}
