/* series_page.c: one series: what it is, the report of its import, a small chart, its first and last rows, versions, files; its name
 * and note, whether backtests may choose it, deleting it and bringing it back.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/csv_write.h"
#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "market/price_source.h"
#include "market/series_pack.h"
#include "returns/routes.h"
#include "returns/series_store.h"
#include "returns/upload.h"
#include "web/chart_svg.h"
#include "web/error.h"
#include "web/form.h"

enum { ENDS = 5, SYMBOL_MAX = 28 };

struct words {
    struct str name, note;
};
static const struct field word_fields[] = {
    {TEXT_OF(struct words, name, "Name", 1, SERIES_NAME_MAX)},
    {LINES_OF(struct words, note, "Note", 0, SERIES_NOTE_MAX)},
};
enum { WORD_FIELDS = sizeof word_fields / sizeof *word_fields };

/* ---- what a page of one series reads ---- */

struct page {
    struct series_row row;
    struct price_file_series columns;
    enum price_kind kind;
    struct series_version *version;
    int n_versions, shown; /* which of them is shown */
};

/* ?version=2; 0 is the newest. */
static int64_t version_asked(const struct req *req)
{
    int64_t n;
    return num_parse_int(req_query(req, "version"), &n) && n > 0 ? n : 0;
}

static enum err one_load(struct req *req)
{
    enum err e = series_ask(req->db, req->arg[0], version_asked(req));
    return e ? e : series_versions_ask(req->db, req->arg[0]);
}

static enum err one_take(struct req *req, struct page *p)
{
    const char *why = "there is no such series";
    int64_t wanted = version_asked(req);
    enum err e;
    if ((e = series_take(req->db, req->arena, &p->row)) ||
        (e = series_data_take(req->db, req->arena, &p->columns, &p->kind, &why)) ||
        (e = series_versions_take(req->db, req->arena, &p->version, &p->n_versions)) ||
        (e = db_pipeline_end(req->db))) {
        if (e != ERR_NOTFOUND)
            req->detail = arena_printf(req->arena, "could not read a series: %s", why);
        return e;
    }
    for (p->shown = 0; p->shown < p->n_versions - 1 && wanted && p->version[p->shown].number != wanted;)
        p->shown++;
    return OK;
}

/* ---- showing ---- */

static void show_report(struct view *v, struct arena *a, const struct series_version *version)
{
    const char *why;
    struct json_object *report = json_read(a, version->report, &why);
    size_t n = report ? json_object_array_length(report) : 0;
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = json_object_array_get_idx(report, i);
        struct str level = {"", 0}, text = {"", 0};
        json_get_str(one, "level", &level);
        json_get_str(one, "text", &text);
        struct view *row = view_add(v, "MESSAGE");
        view_text(row, "MESSAGE_LEVEL", str_eq(level, "warning") ? "Warning" : "Note");
        view_text(row, "MESSAGE_TEXT", upload_sentence(a, str_dup(a, text)));
    }
    view_show(v, n ? "HAS_MESSAGES" : "NO_MESSAGES");
}

static const char *made_words(const char *made_by)
{
    return strcmp(made_by, "append") == 0 ? "rows added" : strcmp(made_by, "replace") == 0 ? "taken anew" : "first";
}

static void show_versions(struct view *v, struct arena *a, const struct page *p)
{
    char day[DAY_TEXT];
    for (int i = 0; i < p->n_versions; i++) {
        const struct series_version *one = &p->version[i];
        struct view *row = view_add(v, "VERSION");
        view_int(row, "VERSION_NUMBER", one->number);
        view_text(row, "VERSION_MADE", made_words(one->made_by));
        view_text(row, "VERSION_SOURCE", *one->source ? one->source : "pasted text");
        view_text(row, "VERSION_CREATED", one->created);
        view_text(row, "VERSION_ROWS", num_group(a, (double)one->n_rows, 0));
        view_printf(row, "VERSION_FIRST", "%s", day_text(one->first_day, day));
        view_printf(row, "VERSION_LAST", "%s", day_text(one->last_day, day));
        view_printf(row, "VERSION_BYTES", "%s kB", num_group(a, (double)one->bytes / 1000, 1));
        view_show(row, i == p->shown ? "VERSION_SHOWN" : "VERSION_OTHER");
        view_show_if(row, "VERSION_ORIGINAL", one->has_original);
    }
    view_show_if(v, "IS_OLDER", p->shown > 0);
}

static void show_cells(struct view *row, const struct price_file_series *s, size_t i)
{
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (s->value[field]) {
            struct view *cell = view_add(row, "CELL");
            if (!isnan(s->value[field][i]))
                view_printf(cell, "CELL_TEXT", "%.10g", s->value[field][i]);
        }
}

/* The first and the last rows; all of a short series. */
static void show_rows(struct view *v, const struct page *p)
{
    const struct price_file_series *s = &p->columns;
    char day[DAY_TEXT];
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (s->value[field])
            view_text(view_add(v, "HEAD"), "HEAD_TEXT",
                      p->kind == PRICE_KIND_RETURNS ? "return" : price_role_text[field]);
    for (size_t i = 0; i < s->n; i++) {
        if (s->n > 2 * ENDS && i == ENDS) {
            i = s->n - ENDS;
            view_show(view_add(v, "ROW"), "ROW_GAP");
        }
        struct view *row = view_add(v, "ROW");
        view_printf(row, "ROW_DAY", "%s", day_text(s->day[i], day));
        view_show(row, "ROW_FULL");
        show_cells(row, s, i);
    }
}

static void show_chart(struct view *v, struct arena *a, const struct page *p, const struct returns_source *level)
{
    struct buf svg;
    bool is_both = level->total && level->price;
    struct chart_line lines[2] = {{.label = is_both || !level->as_given     ? level->total ? "Total return" : "Price"
                                            : p->kind == PRICE_KIND_RETURNS ? "Wealth"
                                                                            : "Level",
                                   .y = source_level(level)},
                                  {.label = "Price", .y = level->price}};
    buf_init(&svg, a, 1 << 14);
    chart_svg_write_both(&svg, &(struct chart){.title = p->row.name,
                                               .description = "The level of the series over its days, on a log scale",
                                               .height = 240,
                                               .log_y = true,
                                               .day = level->day,
                                               .n = (int)level->n,
                                               .lines = lines,
                                               .n_lines = is_both ? 2 : 1});
    view_svg(v, "CHART", &svg);
}

static const char *basis_words(enum price_kind kind, const struct returns_source *level)
{
    if (level->as_given)
        return kind == PRICE_KIND_RETURNS ? "Returns as they were given"
                                          : "As given: the file does not say whether dividends are in it";
    return !level->total  ? "Prices, without dividends"
           : level->price ? "Prices and total return (dividends reinvested)"
                          : "Total return (dividends reinvested)";
}

static void show_facts(struct view *v, struct req *req, const struct page *p, const struct returns_source *level)
{
    const struct series_version *version = &p->version[p->shown];
    struct arena *a = req->arena;
    const double *drawn = source_level(level);
    char day[DAY_TEXT];
    view_text(v, "ID", p->row.id);
    view_text(v, "NAME", p->row.name);
    view_text_if(v, "HAS_NOTE", "NOTE", p->row.note);
    view_text(v, "KIND", p->kind == PRICE_KIND_RETURNS ? "Returns" : "Prices");
    view_text(v, "BASIS", basis_words(p->kind, level));
    view_text(v, "UNIT",
              strcmp(version->unit, "percent") == 0    ? "percent"
              : strcmp(version->unit, "fraction") == 0 ? "fractions"
                                                       : "money or index points");
    view_text(v, "FREQUENCY", version->frequency);
    view_text(v, "ROWS", num_group(a, (double)version->n_rows, 0));
    view_printf(v, "FIRST", "%s", day_text(version->first_day, day));
    view_printf(v, "LAST", "%s", day_text(version->last_day, day));
    view_show_if(v, "IS_ASSUMED", version->is_base_assumed);
    view_text(v, "SOURCE", *version->source ? version->source : "pasted text");
    view_text(v, "CREATED", version->created);
    view_text(v, "HASH", version->content_hash);
    view_int(v, "VERSION_NOW", version->number);
    view_text(v, "TOTAL", num_percent(a, (drawn[level->n - 1] / drawn[0] - 1) * 100, 2));
}

static void show_role(struct view *v, const struct req *req)
{
    view_show_if(v, "CAN_CHANGE", req->session.person.role >= ROLE_ANALYST);
}

static enum err one_page(struct req *req, struct res *res, const struct page *p, const struct problem *words_problem,
                         const char *symbol_fault)
{
    struct view *v = view_new(req->arena);
    struct file_answer answer;
    struct returns_source level;
    const struct words now = {str_of(p->row.name), str_of(p->row.note)};
    file_answer_init(&answer, req->arena);
    if (!price_source_make(&answer, p->kind, &p->columns, &level)) {
        req->detail = arena_printf(req->arena, "a kept series has no levels: %s", file_fault(&answer));
        return ERR_INTERNAL;
    }
    show_facts(v, req, p, &level);
    show_chart(v, req->arena, p, &level);
    show_rows(v, p);
    show_report(v, req->arena, &p->version[p->shown]);
    show_versions(v, req->arena, p);
    show_role(v, req);
    form_show(v, word_fields, WORD_FIELDS, &now, words_problem ? &req->form : NULL, words_problem);
    view_text(v, "SYMBOL", symbol_fault ? str_dup(req->arena, str_trim(req_form(req, "symbol"))) : p->row.symbol);
    view_show_if(v, "HAS_SYMBOL", *p->row.symbol);
    view_text_if(v, "HAS_SYMBOL_FAULT", "SYMBOL_FAULT", symbol_fault);
    view_show(v, strcmp(p->row.frequency, "daily") == 0 ? "IS_DAILY" : "NOT_DAILY");
    return view_page(req, res, v, "returns/series.tpl", p->row.name);
}

static enum err one_get(struct req *req, struct res *res)
{
    struct page p;
    enum err e = one_take(req, &p);
    return e ? e : one_page(req, res, &p, NULL, NULL);
}

/* ---- files ---- */

/* "Growth fund 2024" is growth-fund-2024. */
static const char *file_stem(struct arena *a, const char *name)
{
    char *out = arena_bytes(a, strlen(name) + 8);
    size_t n = 0;
    for (const char *p = name; *p && n < 60; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    out[n] = '\0';
    return n ? out : "series";
}

static void write_csv(struct buf *out, const struct price_file_series *s, enum price_kind kind)
{
    char day[DAY_TEXT];
    buf_puts(out, "date");
    for (int field = 0; field < PRICE_FIELDS; field++)
        if (s->value[field])
            buf_printf(out, CSV_NEXT "%s", kind == PRICE_KIND_RETURNS ? "return" : series_column_name[field]);
    buf_puts(out, CSV_END);
    for (size_t i = 0; i < s->n; i++) {
        buf_puts(out, day_text(s->day[i], day));
        for (int field = 0; field < PRICE_FIELDS; field++)
            if (s->value[field]) {
                buf_puts(out, CSV_NEXT);
                csv_number(out, s->value[field][i], "");
            }
        buf_puts(out, CSV_END);
    }
}

static enum err csv_get(struct req *req, struct res *res)
{
    struct page p;
    enum err e = one_take(req, &p);
    if (e)
        return e;
    write_csv(&res->body, &p.columns, p.kind);
    res_csv(res, arena_printf(req->arena, "%s.csv", file_stem(req->arena, p.row.name)));
    return OK;
}

static enum err original_load(struct req *req)
{
    return series_original_ask(req->db, req->arg[0], version_asked(req));
}

/* As it came, byte for byte: to be saved, never to be shown by the browser. */
static enum err original_get(struct req *req, struct res *res)
{
    struct str bytes;
    const char *source;
    enum err e = series_original_take(req->db, req->arena, &bytes, &source);
    if (e)
        return e;
    buf_str(&res->body, bytes);
    res_type(res, "application/octet-stream");
    res_download(res, *source ? str_of(source) : STR("pasted.txt"));
    return OK;
}

/* ---- changes ---- */

static const char *path_of(struct req *req)
{
    return arena_printf(req->arena, "/returns/series/%s", str_dup(req->arena, req->arg[0]));
}

static enum err words_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct words w = {{"", 0}, {"", 0}};
    struct page p;
    enum err e = one_take(req, &p);
    if (e)
        return e;
    if (!form_read(&req->form, word_fields, WORD_FIELDS, &w, &problem)) {
        res->status = 422;
        return one_page(req, res, &p, &problem, NULL);
    }
    if ((e = series_change(req->db, req->arena, req->session.sid, req->arg[0], w.name, w.note)))
        return e;
    res_flash(res, req, "success", "Changed.", NULL);
    return res_see_other(res, path_of(req));
}

/* What is wrong with it, or NULL. */
static const char *symbol_fault(const struct page *p, struct str symbol)
{
    bool is_good = symbol.n <= SYMBOL_MAX;
    for (size_t i = 0; i < symbol.n; i++) {
        char c = symbol.s[i];
        is_good &= (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (i && (c == '.' || c == '_' || c == '-'));
    }
    if (!is_good)
        return "A symbol takes 1 to 28 of the letters A to Z, digits and . _ -, and begins with a letter or digit.";
    if (symbol.n && strcmp(p->row.frequency, "daily") != 0)
        return "Backtests go from day to day, and this series does not.";
    return NULL;
}

static enum err symbol_post(struct req *req, struct res *res)
{
    struct str symbol = str_of(str_upper(req->arena, str_trim(req_form(req, "symbol"))));
    struct page p;
    enum err e = one_take(req, &p);
    if (e)
        return e;
    const char *fault = symbol_fault(&p, symbol);
    if (!fault && (e = series_symbol_set(req->db, req->arena, req->session.sid, req->arg[0], symbol)) == ERR_CONFLICT)
        fault = "Another of your series has this symbol.";
    if (fault) {
        res->status = 422;
        return one_page(req, res, &p, NULL, fault);
    }
    if (e)
        return e;
    res_flash(res, req, "success",
              symbol.n ? arena_printf(req->arena, "Your backtests can choose it now, as MY.%s.", symbol.s)
                       : "Backtests cannot choose it any more.",
              NULL);
    return res_see_other(res, path_of(req));
}

static enum err delete_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = series_delete(req->db, req->arena, req->session.sid, req->arg[0], &name);
    if (e)
        return e;
    res_flash(res, req, "success", arena_printf(req->arena, "“%s” is deleted.", name),
              arena_printf(req->arena, "%s/restore", path_of(req)));
    return res_see_other(res, "/returns/series");
}

static enum err restore_post(struct req *req, struct res *res)
{
    const char *name;
    enum err e = series_restore(req->db, req->arena, req->session.sid, req->arg[0], &name);
    if (e == ERR_LIMIT) {
        res_flash(res, req, "warning", series_room_words(req->db), NULL);
        return res_see_other(res, "/returns/series");
    }
    if (e)
        return e;
    res_flash(res, req, "success", arena_printf(req->arena, "“%s” is back.", name), NULL);
    return res_see_other(res, path_of(req));
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/series/:id", NONE, CALC, one_load, one_get),
    ROUTE(GET, "/returns/series/:id/series.csv", NONE, CALC, one_load, csv_get),
    ROUTE(GET, "/returns/series/:id/original", NONE, CALC, original_load, original_get),
    ROUTE(POST, "/returns/series/:id/words", FORM, SAVE, one_load, words_post),
    ROUTE(POST, "/returns/series/:id/symbol", FORM, SAVE, one_load, symbol_post),
    ROUTE(POST, "/returns/series/:id/delete", FORM, SAVE, NULL, delete_post),
    ROUTE(POST, "/returns/series/:id/restore", FORM, SAVE, NULL, restore_post),
};
const struct routes returns_series_page_routes = ROUTES(rows);
