/* saved.c: the lists of saved backtests, one's own and the team's, and saving one.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/saved.h"

#include "base/day.h"
#include "base/num.h"
#include "compute/answer_pack.h"
#include "margin/backtest.h"
#include "margin/backtest_fields.h"
#include "web/error.h"
#include "web/form.h"

const char *saved_mode_words(const char *mode)
{
    for (int i = 0; i < BT_MODES; i++)
        if (strcmp(bt_mode_text[i], mode) == 0)
            return backtest_modes[i].in_text;
    return mode;
}

/* ---- name, note and tags ---- */

enum { TAGS_TEXT_MAX = SAVED_TAGS_MAX * (SAVED_TAG_MAX + 2) };
static const struct field word_fields[] = {
    {TEXT_OF(struct saved_words, name, "Name", 1, SAVED_NAME_MAX)},
    {LINES_OF(struct saved_words, note, "Note", 0, SAVED_NOTE_MAX)},
    {TEXT_OF(struct saved_words, tags, "Tags", 0, TAGS_TEXT_MAX)},
};

static void check_tags(struct str tags, struct problem *problem)
{
    int n = 0;
    while (tags.n) {
        struct str tag = str_trim(str_cut(&tags, ','));
        n += tag.n > 0;
        if (utf8_length(tag) > SAVED_TAG_MAX)
            problem_add(problem, "tags", "must have at most %d letters each, parted by commas", SAVED_TAG_MAX);
    }
    if (n > SAVED_TAGS_MAX)
        problem_add(problem, "tags", "must be at most %d", SAVED_TAGS_MAX);
}

bool saved_words_read(const struct req *req, struct saved_words *words, struct problem *problem)
{
    *words = (struct saved_words){0};
    if (form_read(&req->form, word_fields, sizeof word_fields / sizeof *word_fields, words, problem))
        check_tags(words->tags, problem);
    return problem->n == 0;
}

void saved_words_show(struct view *v, const struct req *req, const struct saved *known, const char *name,
                      const struct problem *problem)
{
    static const char *names[3][3] = {{"NAME", "HAS_NAME_FAULT", "NAME_FAULT"},
                                      {"NOTE", "HAS_NOTE_FAULT", "NOTE_FAULT"},
                                      {"TAGS", "HAS_TAGS_FAULT", "TAGS_FAULT"}};
    const char *values[] = {name, known ? known->note : "", known ? known->tags : ""};
    for (int i = 0; i < 3; i++) {
        const char *field = word_fields[i].name;
        view_str(v, names[i][0], problem ? req_form(req, field) : str_of(values[i]));
        view_text_if(v, names[i][1], names[i][2], problem ? problem_message(problem, field) : NULL);
    }
}

/* ---- the lists ---- */

void saved_row_show(struct view *v, struct arena *arena, const struct saved *s)
{
    char start[DAY_TEXT], end[DAY_TEXT];
    view_text(v, "SAVED_NAME", s->name);
    view_text(v, "SAVED_ID", s->id);
    view_text(v, "SAVED_TICKER", s->ticker);
    view_text(v, "SAVED_MODE", saved_mode_words(s->mode));
    view_printf(v, "SAVED_START", "%s", day_text(s->start_day, start));
    view_printf(v, "SAVED_END", "%s", day_text(s->end_day, end));
    view_printf(v, "SAVED_LEVERAGE", "%.15g", s->leverage);
    view_text(v, "SAVED_ACCOUNT", strcmp(s->account_type, "reg_t") == 0 ? "Reg T" : "portfolio margin");
    view_text(v, "SAVED_FINAL", num_usd(arena, s->final_equity, 2));
    view_text(v, "SAVED_RETURN", num_percent(arena, s->total_return_pct, 2));
    view_text(v, "SAVED_CAGR", num_percent(arena, s->cagr_pct, 2));
    view_text(v, "SAVED_DRAWDOWN", num_percent(arena, s->max_drawdown_pct, 2));
    view_text(v, "SAVED_LIQUIDATIONS", num_group(arena, s->total_liquidations, 0));
}

static const struct listing_column columns[SAVED_COLUMNS] = {
    [SAVED_BY_NAME] = LISTING_TEXT("name", "Name"),
    [SAVED_OWNER] = LISTING_TEXT("shared_by", NULL),
    [SAVED_ID] = LISTING_TEXT("result_id", NULL),
    [SAVED_TICKER] = LISTING_TEXT("ticker", NULL),
    [SAVED_MODE] = LISTING_TEXT("mode", NULL),
    [SAVED_ACCOUNT] = LISTING_TEXT("account_type", NULL),
    [SAVED_START] = LISTING_TEXT("start_date", NULL),
    [SAVED_END] = LISTING_TEXT("end_date", NULL),
    [SAVED_BY_LEVERAGE] = LISTING_NUMBER("leverage", "Leverage"),
    [SAVED_EQUITY] = LISTING_NUMBER("equity", NULL),
    [SAVED_BY_FINAL] = LISTING_NUMBER("final_equity", "Final equity"),
    [SAVED_BY_RETURN] = LISTING_NUMBER("total_return_pct", "Total return"),
    [SAVED_BY_CAGR] = LISTING_NUMBER("cagr_pct", "CAGR"),
    [SAVED_BY_DRAWDOWN] = LISTING_NUMBER("max_drawdown_pct", "Drawdown"),
    [SAVED_BY_LIQUIDATIONS] = LISTING_NUMBER("total_liquidations", "Forced sales"),
    [SAVED_ENGINE] = LISTING_TEXT("engine_version", NULL),
    [SAVED_DATA] = LISTING_TEXT("data_version", NULL),
    [SAVED_INPUTS_HASH] = LISTING_TEXT("inputs_hash", NULL),
    [SAVED_RESULT_HASH] = LISTING_TEXT("result_hash", NULL),
    [SAVED_BY_CREATED] = LISTING_NUMBER("created_at_utc", "Saved"),
    [SAVED_BY_SHARED] = LISTING_NUMBER("shared_at_utc", "Shared"),
    [SAVED_NOTE] = LISTING_TEXT("note", NULL),
    [SAVED_TAGS] = LISTING_TEXT("tags", NULL),
};
static const struct listing_kind own_list = {.columns = columns,
                                             .n_columns = SAVED_COLUMNS,
                                             .sort = SAVED_BY_CREATED,
                                             .descending = true,
                                             .only_csv = SAVED_BY_SHARED,
                                             .csv_path = "/margin/saved.csv"};
static const struct listing_kind team_list = {.columns = columns,
                                              .n_columns = SAVED_COLUMNS,
                                              .sort = SAVED_BY_SHARED,
                                              .descending = true,
                                              .only_csv = SAVED_BY_CREATED,
                                              .csv_path = "/margin/shared.csv"};

static bool is_team(const struct req *req)
{
    return str_starts(req->path, "/margin/shared");
}

static const struct listing_kind *kind_of(const struct req *req)
{
    return is_team(req) ? &team_list : &own_list;
}

static struct saved_filter filter_of(const struct req *req)
{
    return (struct saved_filter){.team = is_team(req),
                                 .search = str_trim(req_query(req, "q")),
                                 .tag = req_query(req, "tag"),
                                 .mode = req_query(req, "mode")};
}

static enum err list_load(struct req *req)
{
    struct listing l = listing_read(req, kind_of(req));
    struct saved_filter f = filter_of(req);
    enum err e = saved_list_ask(req->db, &l, &f);
    if (e || (e = saved_tags_ask(req->db, f.team)))
        return e;
    return saved_count_ask(req->db);
}

static enum err list_csv_load(struct req *req)
{
    struct listing l = listing_read_all(req, kind_of(req));
    struct saved_filter f = filter_of(req);
    return saved_list_ask(req->db, &l, &f);
}

int saved_quota(const struct req *req)
{
    int n = req->settings->saved_results_quota;
    return n < SAVED_MAX ? n : SAVED_MAX;
}

int saved_quota_with(const struct req *req, int places)
{
    return places < saved_quota(req) ? places : saved_quota(req);
}

static void show_tags(struct view *row, const struct listing *l, const char *tags)
{
    struct str rest = str_of(tags);
    while (rest.n) {
        const char *tag = str_dup(l->req->arena, str_trim(str_cut(&rest, ',')));
        struct view *t = view_add(row, "SAVED_TAG");
        view_text(t, "TAG", tag);
        view_text(t, "TAG_HREF", listing_link(l, "tag", tag));
    }
}

static void show_row(struct view *row, const struct listing *l, const struct saved *s, int i)
{
    bool team = is_team(l->req);
    saved_row_show(row, l->req->arena, s);
    show_tags(row, l, s->tags);
    view_int(row, "SAVED_NUMBER", i);
    view_printf(row, "SAVED_PATH", "/margin/%s/%s", team ? "shared" : "saved", s->id);
    view_text(row, "SAVED_OWNER", s->shared_by);
    view_show_if(row, "SAVED_IS_SHARED", !team && *s->shared);
    view_str(row, "SAVED_WHEN", (struct str){team ? s->shared : s->created, DAY_TEXT - 1});
    view_text(row, "SAVED_WHEN_EXACTLY", team ? s->shared : s->created);
}

static void show_filter(struct view *v, const struct req *req, const struct db_result *tags)
{
    struct saved_filter f = filter_of(req);
    view_show_if(v, "NO_FILTER", !f.search.n && !f.tag.n && !f.mode.n);
    view_str(v, "Q", req_query(req, "q"));
    backtest_option_show(v, "TAG_OPTION", "", "Any", f.tag);
    for (int i = 0; i < tags->rows; i++)
        backtest_option_show(v, "TAG_OPTION", db_text(tags, i, 0), db_text(tags, i, 0), f.tag);
    backtest_mode_options_show(v, f.mode);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct listing l = listing_read(req, kind_of(req));
    struct view *v = view_new(req->arena);
    struct db_result tags;
    struct saved *rows;
    int64_t total, used;
    int n, places;
    bool team = is_team(req);
    enum err e = saved_list_take(req->db, req->arena, &rows, &n, &total);
    if (e || (e = db_pipeline_next(req->db, req->arena, &tags)) ||
        (e = saved_count_take(req->db, req->arena, &used, &places)))
        return e;
    if (listing_is_past(&l, res, total))
        return OK;
    view_show_if(v, "OWN", !team);
    view_show_if(v, "TEAM", team);
    view_int(v, "QUOTA_USED", used);
    view_int(v, "QUOTA", saved_quota_with(req, places));
    view_show_if(v, "CAN_RUN", req->session.person.role >= ROLE_ANALYST);
    view_show_if(v, "CANNOT_RUN", req->session.person.role < ROLE_ANALYST);
    view_show_if(v, "CAN_COMPARE", n > 1);
    view_text(v, "LIST_PATH", team ? "/margin/shared" : "/margin/saved");
    show_filter(v, req, &tags);
    listing_show(v, &l, n, total);
    for (int i = 0; i < n; i++)
        show_row(view_add(v, "SAVED"), &l, &rows[i], i);
    return view_page(req, res, v, "margin/saved.tpl", team ? "Shared backtests" : "Saved backtests");
}

/* ---- the same as CSV ---- */

struct csv_rows {
    struct arena *arena;
    const struct saved *rows;
};

static struct str csv_cell_of(void *context, int row, int column)
{
    const struct csv_rows *c = context;
    const struct saved *s = &c->rows[row];
    const char *const texts[SAVED_COLUMNS] = {[SAVED_BY_NAME] = s->name,
                                              [SAVED_OWNER] = s->shared_by,
                                              [SAVED_ID] = s->id,
                                              [SAVED_TICKER] = s->ticker,
                                              [SAVED_MODE] = s->mode,
                                              [SAVED_ACCOUNT] = s->account_type,
                                              [SAVED_ENGINE] = s->engine_version,
                                              [SAVED_DATA] = s->data_version,
                                              [SAVED_INPUTS_HASH] = s->inputs_hash,
                                              [SAVED_RESULT_HASH] = s->result_hash,
                                              [SAVED_BY_CREATED] = s->created,
                                              [SAVED_BY_SHARED] = s->shared,
                                              [SAVED_NOTE] = s->note,
                                              [SAVED_TAGS] = s->tags};
    const double figures[SAVED_COLUMNS] = {[SAVED_BY_LEVERAGE] = s->leverage,
                                           [SAVED_EQUITY] = s->equity,
                                           [SAVED_BY_FINAL] = s->final_equity,
                                           [SAVED_BY_RETURN] = s->total_return_pct,
                                           [SAVED_BY_CAGR] = s->cagr_pct,
                                           [SAVED_BY_DRAWDOWN] = s->max_drawdown_pct,
                                           [SAVED_BY_LIQUIDATIONS] = s->total_liquidations};
    if (texts[column])
        return str_of(texts[column]);
    if (column == SAVED_START || column == SAVED_END)
        return str_of(day_text(column == SAVED_START ? s->start_day : s->end_day, arena_bytes(c->arena, DAY_TEXT)));
    return str_of(num_text(c->arena, figures[column]));
}

static enum err list_csv(struct req *req, struct res *res)
{
    struct listing l = listing_read_all(req, kind_of(req));
    struct saved *rows;
    int64_t total;
    int n;
    enum err e = saved_list_take(req->db, req->arena, &rows, &n, &total);
    if (e)
        return e;
    struct csv_rows context = {req->arena, rows};
    return listing_csv(res, &l, is_team(req) ? "shared-backtests" : "saved-backtests", n, csv_cell_of, &context);
}

/* ---- saving ---- */

static enum err save_load(struct req *req)
{
    return margin_session_ask(req->db, req_form(req, "session"));
}

static enum err save(struct req *req, const struct saved_words *words, const struct backtest_answer *answer,
                     const char **id)
{
    char inputs[65], result[65];
    struct backtest_answer whole = *answer;
    whole.beside = result_beside(req, answer);
    backtest_inputs_hash(&answer->request, inputs);
    if (!whole.beside)
        backtest_result_hash(answer, result);
    return saved_add(req->db, req->arena, req->session.sid,
                     &(struct saved_new){.words = *words,
                                         .email = req->session.person.email,
                                         .idem_key = req_form(req, "idem_key"),
                                         .answer = answer,
                                         .data = backtest_answer_pack(req->arena, &whole),
                                         .inputs_hash = inputs,
                                         .result_hash = whole.beside ? whole.beside->result_hash : result,
                                         .quota = saved_quota(req)},
                     id);
}

static const char *all_used(struct req *req)
{
    int places;
    if (saved_places_get(req->db, req->arena, &places))
        places = SAVED_MAX;
    return arena_printf(req->arena,
                        "Not saved: all %d places are used. Delete a saved backtest that you no longer need, then save "
                        "this one.",
                        saved_quota_with(req, places));
}

static enum err saved_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct margin_session s;
    struct backtest_answer answer;
    struct saved_words words;
    const char *id;
    enum err e = backtest_again(req, &s, &answer, &problem);
    if (e)
        return e;
    if (problem.n)
        return error_status(req, res, 409, "This backtest cannot be computed any more, so it was not saved.", &problem);
    if (!saved_words_read(req, &words, &problem)) {
        res->status = 422;
        return backtest_page(req, res, &s, &answer, &problem);
    }
    e = save(req, &words, &answer, &id);
    if (e == ERR_LIMIT) {
        problem_add(&problem, "name", "%s", all_used(req));
        res->status = 409;
        return backtest_page(req, res, &s, &answer, &problem);
    }
    if (e)
        return e;
    res_flash(res, req, "success",
              arena_printf(req->arena, "Saved as “%s”.",
                           utf8_shorten(req->arena, str_dup(req->arena, words.name), VIEW_NAME_MOST)),
              NULL);
    return res_see_other(res, arena_printf(req->arena, "/margin/saved/%s", id));
}

static const struct route table[] = {
    ROUTE(GET, "/margin/saved", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/margin/saved.csv", NONE, PAGE, list_csv_load, list_csv),
    ROUTE(POST, "/margin/saved", FORM, SAVE, save_load, saved_post),
    ROUTE(GET, "/margin/shared", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/margin/shared.csv", NONE, PAGE, list_csv_load, list_csv),
};
const struct routes saved_routes = ROUTES(table);
