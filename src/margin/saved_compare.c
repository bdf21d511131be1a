/* saved_compare.c: two to four saved backtests side by side: what their inputs differ in, their figures, and their equity on one
 * axis; the same as CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/num.h"
#include "margin/backtest_fields.h"
#include "margin/saved.h"
#include "web/chart_files.h"
#include "web/error.h"

enum { LEAST = 2, MOST = 4, INPUTS_MAX = 64 };

struct comparison {
    int n;
    struct saved saved[MOST];
    struct backtest_answer answer[MOST];
};

/* ---- which ---- */

struct chosen {
    int n; /* may be above MOST: then only the first are here */
    struct str id[MOST];
};

static void choose(struct chosen *c, struct str id)
{
    for (int i = 0; i < c->n && i < MOST; i++)
        if (str_same(c->id[i], id))
            return;
    if (c->n < MOST)
        c->id[c->n] = id;
    c->n++;
}

/* ?id=…,… or, as the boxes of a list send them, ?id1=…&id7=… */
static struct chosen chosen_of(const struct req *req)
{
    struct chosen c = {0};
    for (int i = 0; i < req->query.n; i++) {
        struct str rest = req->query.at[i].value;
        if (!str_starts(req->query.at[i].name, "id"))
            continue;
        while (rest.n)
            choose(&c, str_cut(&rest, ','));
    }
    return c;
}

static bool is_choice(const struct chosen *c)
{
    return c->n >= LEAST && c->n <= MOST;
}

static enum err compare_load(struct req *req)
{
    struct chosen c = chosen_of(req);
    enum err e = OK;
    for (int i = 0; !e && is_choice(&c) && i < c.n; i++)
        e = saved_any_ask(req->db, c.id[i]);
    return e;
}

static const char two_to_four[] = "Choose two to four saved backtests in the list, then press Compare.";

/* True: here they are. Else *e, or the reply, says why not. */
static bool take(struct req *req, struct res *res, struct comparison *c, enum err *e)
{
    struct chosen chosen = chosen_of(req);
    struct str data[MOST];
    *c = (struct comparison){0};
    *e = OK;
    if (!is_choice(&chosen)) {
        error_status(req, res, 422, two_to_four, NULL);
        return false;
    }
    for (int i = 0; i < chosen.n; i++)
        if ((*e = saved_take(req->db, req->arena, SAVED_TEAM, &c->saved[i], &data[i], NULL)))
            return false;
    if ((*e = db_pipeline_end(req->db)))
        return false;
    for (c->n = 0; c->n < chosen.n; c->n++) {
        if (saved_is_old(&c->saved[c->n])) {
            error_status(req, res, 422,
                         arena_printf(req->arena,
                                      "“%s” comes from the old system, which left no figures that can be compared. "
                                      "Open it, run it here and save that.",
                                      utf8_shorten(req->arena, c->saved[c->n].name, VIEW_NAME_MOST)),
                         NULL);
            return false;
        }
        if ((*e = saved_answer(req, &c->saved[c->n], data[c->n], &c->answer[c->n])))
            return false;
    }
    return true;
}

/* ---- inputs ---- */

/* One input: its name in the canonical request, and its value in each, NULL where it has none. */
struct input {
    const char *key, *value[MOST];
};
struct inputs {
    int n;
    struct input at[INPUTS_MAX];
};

static struct input *input_of(struct inputs *all, const char *key)
{
    int i = 0;
    while (i < all->n && strcmp(all->at[i].key, key) != 0)
        i++;
    if (i == INPUTS_MAX)
        return NULL;
    all->n += i == all->n;
    all->at[i].key = key;
    return &all->at[i];
}

static const char *value_text(struct arena *arena, struct json_object *value)
{
    bool is_number = json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double);
    double x = is_number ? json_object_get_double(value) : 0;
    if (fabs(x) >= 1000 && x == floor(x))
        return num_group(arena, x, 0);
    return arena_strdup(arena, json_object_is_type(value, json_type_string)
                                   ? json_object_get_string(value)
                                   : json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
}

/* Which columns were wanted says nothing of the result. What stands inside of an option keeps its name:
 * "contribution.every". */
static void add_members(struct inputs *all, struct arena *arena, const char *prefix, struct json_object *o, int which)
{
    json_object_object_foreach(o, key, value)
    {
        if (strcmp(key, "columns") == 0)
            continue;
        if (json_object_is_type(value, json_type_object)) {
            bool is_option = strcmp(key, "options") == 0;
            add_members(all, arena, is_option ? "" : arena_printf(arena, "%s.", key), value, which);
            continue;
        }
        struct input *input = input_of(all, arena_printf(arena, "%s%s", prefix, key));
        if (input)
            input->value[which] = value_text(arena, value);
    }
}

static void read_inputs(struct inputs *all, struct arena *arena, const struct comparison *c)
{
    *all = (struct inputs){0};
    for (int i = 0; i < c->n; i++) {
        const char *why;
        struct buf text;
        buf_init(&text, arena, 1024);
        backtest_request_write(&text, &c->answer[i].request);
        add_members(all, arena, "", json_read(arena, buf_view(&text), &why), i);
        input_of(all, "engine_version")->value[i] = c->answer[i].engine_version;
        input_of(all, "data_version")->value[i] = c->answer[i].data_version;
    }
}

static bool differs(const struct input *input, int n)
{
    for (int i = 1; i < n; i++) {
        const char *x = input->value[0], *y = input->value[i];
        if (!x != !y || (x && strcmp(x, y) != 0))
            return true;
    }
    return false;
}

/* "slippage_bps" as people read it: "Slippage (bps)". */
static const char *input_label(struct arena *arena, const char *key)
{
    static const struct {
        const char *ending, *unit;
    } units[] = {{"_pct", " (%)"}, {"_bps", " (bps)"}, {"_usd", " ($)"}};
    char *label = arena_strdup(arena, key);
    const char *unit = "";
    size_t n = strlen(label);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t ending = strlen(units[i].ending);
        if (n <= ending || strcmp(label + n - ending, units[i].ending) != 0)
            continue;
        unit = units[i].unit;
        n -= ending;
        label[n] = '\0';
        break;
    }
    for (size_t i = 0; i < n; i++)
        label[i] = strchr("_.", label[i]) ? ' ' : label[i];
    label[0] = (char)toupper((unsigned char)label[0]);
    return arena_printf(arena, "%s%s", label, unit);
}

/* ---- figures ---- */

enum better { BETTER_NEITHER, BETTER_MORE, BETTER_LESS };

/* Of most figures neither more nor less is better by itself. */
static enum better better_of(enum bt_metric m)
{
    switch ((int)m) {
    case BT_M_FINAL_EQUITY:
    case BT_M_TOTAL_RETURN:
    case BT_M_CAGR:
    case BT_M_TIME_WEIGHTED_RETURN:
    case BT_M_MONEY_WEIGHTED_RETURN:
    case BT_M_TOTAL_WEALTH:
    case BT_M_MAX_DRAWDOWN: /* below 0 */
    case BT_M_SHARPE:
    case BT_M_SORTINO:
        return BETTER_MORE;
    case BT_M_VOLATILITY:
    case BT_M_DOWNSIDE_VOLATILITY:
    case BT_M_MAX_DRAWDOWN_DURATION:
    case BT_M_LIQUIDATIONS:
    case BT_M_WORST_LOSS:
    case BT_M_OWED_TO_BROKER:
        return BETTER_LESS;
    }
    return BETTER_NEITHER;
}

static bool same_window(const struct comparison *c)
{
    for (int i = 1; i < c->n; i++)
        if (c->answer[i].request.start_day != c->answer[0].request.start_day ||
            c->answer[i].request.end_day != c->answer[0].request.end_day)
            return false;
    return true;
}

static bool same_equity(const struct comparison *c)
{
    for (int i = 1; i < c->n; i++)
        if (c->answer[i].request.config.equity != c->answer[0].request.config.equity)
            return false;
    return true;
}

static bool is_known_somewhere(const struct comparison *c, enum bt_metric m)
{
    for (int i = 0; i < c->n; i++)
        if (!isnan(c->answer[i].result.metric[m]))
            return true;
    return false;
}

/* The best value; NaN where there is none: of another time, in dollars from another start, unknown somewhere, or all the same. */
static double best_of(const struct comparison *c, enum bt_metric m)
{
    enum better better = better_of(m);
    if (better == BETTER_NEITHER || !same_window(c) || (bt_metrics[m].kind == BT_KIND_USD && !same_equity(c)))
        return NAN;
    double least = INFINITY, most = -INFINITY;
    for (int i = 0; i < c->n; i++) {
        double x = c->answer[i].result.metric[m];
        if (isnan(x))
            return NAN;
        least = fmin(least, x);
        most = fmax(most, x);
    }
    return least == most ? NAN : better == BETTER_MORE ? most : least;
}

/* ---- the chart ---- */

/* Every day of any of them, and of each its index on those days: 100 at its start, NaN outside its window. */
struct curves {
    int n;
    int32_t *day;
    double *index[MOST];
};

/* With money put in or taken out it is the time-weighted index; else the equity. */
static double index_at(const struct backtest_answer *a, size_t row)
{
    const double *weighted = bt_has_flows(&a->request.config) ? a->result.column[BT_COL_TIME_WEIGHTED_INDEX] : NULL;
    return weighted ? weighted[row] * 100 : a->result.equity[row] / a->request.config.equity * 100;
}

static void merge_days(struct curves *all, struct arena *arena, const struct comparison *c)
{
    size_t at[MOST] = {0}, most = 0;
    for (int i = 0; i < c->n; i++)
        most += c->answer[i].result.n;
    all->day = ARENA_ARRAY(arena, most, int32_t);
    for (;;) {
        int32_t next = INT32_MAX;
        for (int i = 0; i < c->n; i++)
            if (at[i] < c->answer[i].result.n && c->answer[i].day[at[i]] < next)
                next = c->answer[i].day[at[i]];
        if (next == INT32_MAX)
            return;
        for (int i = 0; i < c->n; i++)
            at[i] += at[i] < c->answer[i].result.n && c->answer[i].day[at[i]] == next;
        all->day[all->n++] = next;
    }
}

/* On a day that is no session of its own a result stays where it was. */
static double *curve_of(struct arena *arena, const struct curves *all, const struct backtest_answer *a)
{
    double *out = ARENA_ARRAY(arena, (size_t)all->n, double), last = NAN;
    size_t row = 0, n = a->result.n;
    for (int i = 0; i < all->n; i++) {
        if (row < n && a->day[row] == all->day[i])
            last = index_at(a, row++);
        out[i] = row == n && all->day[i] > a->day[n - 1] ? NAN : last;
    }
    return out;
}

static void draw_curves(struct curves *all, struct arena *arena, const struct comparison *c)
{
    *all = (struct curves){0};
    merge_days(all, arena, c);
    for (int i = 0; i < c->n; i++)
        all->index[i] = curve_of(arena, all, &c->answer[i]);
}

static bool has_days(const struct comparison *c)
{
    for (int i = 0; i < c->n; i++)
        if (!c->answer[i].day || !c->answer[i].result.equity)
            return false;
    return true;
}

static void show_chart(struct view *v, struct chart_files *files, const struct comparison *c)
{
    struct arena *arena = view_arena(v);
    struct chart_line lines[MOST];
    struct curves all;
    draw_curves(&all, arena, c);
    for (int i = 0; i < c->n; i++)
        lines[i] = (struct chart_line){
            arena_printf(arena, "%d: %s", i + 1, utf8_shorten(arena, c->saved[i].name, VIEW_NAME_MOST)), all.index[i]};
    const struct chart chart = {.title = "Equity, each starting at 100",
                                .description = "The saved backtests on one logarithmic axis.",
                                .log_y = true,
                                .day = all.day,
                                .n = all.n,
                                .lines = lines,
                                .n_lines = c->n};
    chart_show(
        files, v, "CURVES", "equity", &chart,
        "100 is the starting equity of each; the scale is logarithmic. Where money was put in or taken out on the "
        "way, it is the time-weighted index.");
}

static const char *ids_of(struct arena *arena, const struct comparison *c)
{
    struct buf ids;
    buf_init(&ids, arena, 256);
    for (int i = 0; i < c->n; i++)
        buf_printf(&ids, "%s%s", i ? "," : "", c->saved[i].id);
    return ids.s;
}

static struct chart_files files_of(struct arena *arena, const char *ids)
{
    return (struct chart_files){
        .base = "/margin/saved/compare", .query = arena_printf(arena, "?id=%s", ids), .name = "comparison"};
}

/* ---- the page ---- */

/* What the form calls a choice; NULL: the input is none, or has words of its own. */
static const char *choice_label(struct arena *arena, const char *key, const char *value)
{
    const struct field *f = backtest_field_find(key);
    if (!f)
        f = backtest_field_find(arena_printf(arena, "options.%s", key));
    for (int i = 0; f && f->kind == FIELD_CHOICE && f->choices && f->choice_labels && f->choices[i]; i++)
        if (*value && strcmp(f->choices[i], value) == 0)
            return f->choice_labels[i];
    return NULL;
}

/* A hash is told apart by its beginning, and whole it would push the other columns off the page. */
static const char *shown_value(struct arena *arena, const struct input *input, int i)
{
    enum { TOLD_APART = 12 };
    const char *value = input->value[i];
    if (!value)
        return "–";
    for (int mode = 0; strcmp(input->key, "mode") == 0 && mode < BT_MODES; mode++)
        if (strcmp(value, bt_mode_text[mode]) == 0)
            return backtest_modes[mode].label;
    if (strcmp(input->key, "data_version") == 0)
        return arena_printf(arena, "%.*s…", TOLD_APART, value);
    const char *label = choice_label(arena, input->key, value);
    return label ? label : value;
}

static void show_input(struct view *v, const char *section, struct arena *arena, const struct input *input, int n)
{
    struct view *row = view_add(v, section);
    view_text(row, "INPUT_LABEL", input_label(arena, input->key));
    for (int i = 0; i < n; i++) {
        struct view *cell = view_add(row, "INPUT_CELL");
        view_text(cell, "INPUT_VALUE", shown_value(arena, input, i));
        view_text(cell, "INPUT_WHOLE", input->value[i] ? input->value[i] : "not asked for");
        view_int(cell, "CELL_NUMBER", i + 1);
    }
}

static void show_inputs(struct view *v, struct arena *arena, const struct comparison *c)
{
    struct inputs all;
    int different = 0;
    read_inputs(&all, arena, c);
    for (int i = 0; i < all.n; i++) {
        bool is_different = differs(&all.at[i], c->n);
        show_input(v, is_different ? "INPUT_DIFFERENT" : "INPUT_SAME", arena, &all.at[i], is_different ? c->n : 1);
        different += is_different;
    }
    view_show_if(v, "HAS_DIFFERENT", different > 0);
    view_show_if(v, "NONE_DIFFERENT", different == 0);
}

static void show_figure(struct view *v, struct arena *arena, const struct comparison *c, enum bt_metric m)
{
    struct view *row = view_add(v, "COMPARED");
    double best = best_of(c, m);
    view_text(row, "COMPARED_LABEL", bt_metrics[m].label);
    view_text(row, "COMPARED_FORMULA", bt_metrics[m].formula);
    for (int i = 0; i < c->n; i++) {
        struct view *cell = view_add(row, "COMPARED_CELL");
        view_text(cell, "COMPARED_VALUE", backtest_metric_text(arena, &c->answer[i], m));
        view_text(cell, "COMPARED_NAME", c->saved[i].name);
        view_int(cell, "CELL_NUMBER", i + 1);
        view_show_if(cell, "COMPARED_BEST", c->answer[i].result.metric[m] == best);
    }
}

static void show_head(struct view *v, struct arena *arena, const struct comparison *c)
{
    for (int i = 0; i < c->n; i++) {
        struct view *h = view_add(v, "COMPARED_HEAD");
        saved_row_show(h, arena, &c->saved[i]);
        view_int(h, "HEAD_NUMBER", i + 1);
        view_printf(h, "SAVED_PATH", "/margin/%s/%s", c->saved[i].is_own ? "saved" : "shared", c->saved[i].id);
    }
}

static enum err compare_get(struct req *req, struct res *res)
{
    struct chosen chosen = chosen_of(req);
    struct comparison c;
    enum err e;
    if (!is_choice(&chosen)) {
        res_flash(res, req, "warning", two_to_four, NULL);
        return res_see_other(res, "/margin/saved");
    }
    if (!take(req, res, &c, &e))
        return e;
    struct view *v = view_new(req->arena);
    show_head(v, req->arena, &c);
    show_inputs(v, req->arena, &c);
    for (int m = 0; m < BT_METRICS; m++)
        if (is_known_somewhere(&c, (enum bt_metric)m))
            show_figure(v, req->arena, &c, (enum bt_metric)m);
    view_show_if(v, "OTHER_WINDOW", !same_window(&c));
    view_show_if(v, "SAME_WINDOW", same_window(&c));
    const char *ids = ids_of(req->arena, &c);
    struct chart_files files = files_of(req->arena, ids);
    if (has_days(&c))
        show_chart(v, &files, &c);
    view_text(v, "COMPARE_IDS", ids);
    return view_page(req, res, v, "margin/saved_compare.tpl", "Compare saved backtests");
}

/* ---- CSV ---- */

static void csv_head(struct buf *out, const struct comparison *c, const char *first)
{
    csv_cell(out, str_of(first));
    for (int i = 0; i < c->n; i++) {
        buf_puts(out, CSV_NEXT);
        csv_cell(out, str_of(c->saved[i].name));
    }
    buf_puts(out, CSV_END);
}

static enum err compare_csv(struct req *req, struct res *res)
{
    struct comparison c;
    struct inputs all;
    enum err e;
    if (!take(req, res, &c, &e))
        return e;
    csv_head(&res->body, &c, "figure");
    read_inputs(&all, req->arena, &c);
    for (int i = 0; i < all.n; i++) {
        csv_cell(&res->body, str_of(all.at[i].key));
        for (int k = 0; k < c.n; k++) {
            buf_puts(&res->body, CSV_NEXT);
            csv_cell(&res->body, str_of(all.at[i].value[k]));
        }
        buf_puts(&res->body, CSV_END);
    }
    for (int m = 0; m < BT_METRICS; m++) {
        if (!is_known_somewhere(&c, (enum bt_metric)m))
            continue;
        csv_cell(&res->body, str_of(bt_metrics[m].key));
        for (int k = 0; k < c.n; k++) {
            buf_puts(&res->body, CSV_NEXT);
            csv_number(&res->body, c.answer[k].result.metric[m], "");
        }
        buf_puts(&res->body, CSV_END);
    }
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, STR("comparison.csv"));
    return OK;
}

static enum err compare_days(struct req *req, struct res *res)
{
    struct comparison c;
    struct curves all;
    char day[DAY_TEXT];
    enum err e;
    if (!take(req, res, &c, &e))
        return e;
    if (!has_days(&c))
        return ERR_NOTFOUND;
    draw_curves(&all, req->arena, &c);
    csv_head(&res->body, &c, "date");
    for (int i = 0; i < all.n; i++) {
        buf_puts(&res->body, day_text(all.day[i], day));
        for (int k = 0; k < c.n; k++) {
            buf_puts(&res->body, CSV_NEXT);
            csv_number(&res->body, all.index[k][i], "");
        }
        buf_puts(&res->body, CSV_END);
    }
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, STR("comparison-days.csv"));
    return OK;
}

static enum err compare_chart(struct req *req, struct res *res)
{
    struct comparison c;
    struct chart_files files = files_of(req->arena, "");
    enum err e;
    if (!take(req, res, &c, &e))
        return e;
    if (!has_days(&c) || !chart_files_ask(&files, req->arg[0], res))
        return ERR_NOTFOUND;
    show_chart(view_new(req->arena), &files, &c);
    return chart_files_found(&files);
}

static const struct route table[] = {
    ROUTE(GET, "/margin/saved/compare", NONE, PAGE, compare_load, compare_get),
    ROUTE(GET, "/margin/saved/compare/figures.csv", NONE, PAGE, compare_load, compare_csv),
    ROUTE(GET, "/margin/saved/compare/days.csv", NONE, PAGE, compare_load, compare_days),
    ROUTE(GET, "/margin/saved/compare/charts/:name", NONE, PAGE, compare_load, compare_chart),
};
const struct routes saved_compare_routes = ROUTES(table);
