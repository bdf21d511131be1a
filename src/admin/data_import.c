/* data_import.c: a file of prices, dividends or rates: uploaded, read with everything said about it, and stored by a second
 * button. What can be read two ways is asked; the answers stand in the address of the report, the file waits meanwhile.
 * SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "admin/console.h"
#include "admin/data_store.h"
#include "admin/routes.h"
#include "admin/upload_store.h"
#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "market/dated_file.h"
#include "market/store_write.h"
#include "web/error.h"
#include "web/form.h"

static const char purpose[] = "market", import_path[] = "/admin/data/import";

/* ---- what is wanted ---- */

struct wanted {
    int what;
    struct str symbol, name, source, column;
    int dates, duplicates, kind, unit, decimal;
};
enum { WHAT_PRICES, WHAT_DIVIDENDS, WHAT_RATES };
static const char *const what_values[] = {"prices", "dividends", "rates", NULL};
static const char *const what_labels[] = {"Prices or returns", "Dividends", "Interest rates", NULL};
static const char *const date_values[] = {"", "dmy", "mdy", NULL};
static const char *const date_labels[] = {"As the file shows", "Day before month", "Month before day", NULL};
static const char *const duplicate_values[] = {"", "first", "last", NULL};
static const char *const duplicate_labels[] = {"Refuse the file", "The first counts", "The last counts", NULL};
static const char *const kind_values[] = {"", "prices", "returns", NULL};
static const char *const kind_labels[] = {"As the file shows", "Prices", "Returns", NULL};
static const char *const unit_values[] = {"", "percent", "fraction", NULL};
static const char *const unit_labels[] = {"As the file shows", "Percent", "Fractions (0.01 is 1 %)", NULL};
static const char *const decimal_values[] = {"", "point", "comma", NULL};
static const char *const decimal_labels[] = {"As the file shows", "Point", "Comma", NULL};

#define CHOICE(field, words, values, labels)                                                                           \
    {                                                                                                                  \
        .name = #field, .label = words, .kind = FIELD_CHOICE, .choices = values, .choice_labels = labels,              \
        .offset = offsetof(struct wanted, field)                                                                       \
    }
static const struct field fields[] = {
    {.name = "what",
     .label = "What is in the file",
     .kind = FIELD_CHOICE,
     .required = true,
     .choices = what_values,
     .choice_labels = what_labels,
     .offset = offsetof(struct wanted, what)},
    {TEXT_OF(struct wanted, symbol, "Symbol", 0, 32),
     .hint = "SPY for instance. Empty: after the file’s name, its ticker column, or FEDFUNDS for rates."},
    {TEXT_OF(struct wanted, name, "Name", 0, 200), .hint = "Empty: as it is."},
    {TEXT_OF(struct wanted, source, "Source", 0, 300), .hint = "Where the figures come from. Empty: the file’s name."},
    {TEXT_OF(struct wanted, column, "Column", 0, 100), .hint = "Of several: which one, as its heading says."},
    CHOICE(dates, "Dates", date_values, date_labels),
    CHOICE(duplicates, "A day twice", duplicate_values, duplicate_labels),
    CHOICE(kind, "Figures are", kind_values, kind_labels),
    CHOICE(unit, "Returns are in", unit_values, unit_labels),
    CHOICE(decimal, "Decimal sign", decimal_values, decimal_labels),
};
enum { FIELDS = sizeof fields / sizeof *fields, UPLOAD_FIELDS = 4 };

static const char *text_or_null(struct arena *a, struct str s)
{
    return s.n ? str_dup(a, s) : NULL;
}

/* ---- reading the file ---- */

struct import {
    struct arena *arena;
    struct wanted w;
    const char *file, *symbol, *source;
    struct file_answer answer;
    size_t rows_read;
    int n; /* series to be stored; of dividends and rates one */
    struct market_label label[PRICE_FILE_SERIES_MAX];
    struct price_file_series *series[PRICE_FILE_SERIES_MAX];
    struct market_stored stored[PRICE_FILE_SERIES_MAX];
    struct price_file prices;
    struct dated_file dated;
    const int32_t *orphans;
    size_t n_orphans;
};

static struct price_file_options options_of(const struct import *im)
{
    const struct wanted *w = &im->w;
    return (struct price_file_options){.today = (int32_t)(time(NULL) / 86400),
                                       .dates = (enum table_dates)w->dates,
                                       .duplicates = (enum price_duplicates)w->duplicates,
                                       .kind = (enum price_kind)w->kind,
                                       .unit = (enum price_unit)w->unit,
                                       .decimal = w->decimal == 0   ? '\0'
                                                  : w->decimal == 1 ? '.'
                                                                    : ',',
                                       .columns = price_name(text_or_null(im->arena, w->column)),
                                       .symbols = price_name(im->symbol)};
}

/* Of the file's name, so far as it can be a symbol. */
static const char *symbol_of_file(const struct import *im)
{
    const char *point = strchr(im->file, '.');
    return market_symbol(im->arena, (struct str){im->file, point ? (size_t)(point - im->file) : strlen(im->file)});
}

static bool choose_column(struct import *im)
{
    struct buf names;
    buf_init(&names, im->arena, 256);
    for (int i = 0; i < im->prices.n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", file_quote(im->arena, str_of(im->prices.series[i].name)));
    file_refuse(&im->answer, FILE_ASK, 0, "The file holds %d series: %s. Say under “Column” which one is meant.",
                im->prices.n, names.s);
    return false;
}

static bool name_series(struct import *im, int i)
{
    const char *symbol = im->symbol;
    if (im->prices.long_format && !symbol)
        symbol = market_symbol(im->arena, str_of(im->prices.series[i].name));
    else if (!symbol && (symbol = symbol_of_file(im)))
        file_note(&im->answer, 0,
                  "It will be stored as %s, after the name of the file; say another symbol if it is something else.",
                  symbol);
    if (!symbol)
        return file_refuse(&im->answer, FILE_WRONG, 0,
                           "Which symbol is it? Enter one: 1 to 32 of the letters A to Z, digits and . ^ = _ -");
    for (int k = 0; k < i; k++)
        if (strcmp(im->label[k].symbol, symbol) == 0)
            return file_refuse(&im->answer, FILE_WRONG, 0, "Two series would be stored as %s.", symbol);
    im->label[i] =
        (struct market_label){.symbol = symbol, .name = text_or_null(im->arena, im->w.name), .source = im->source};
    im->series[i] = &im->prices.series[i];
    return true;
}

static bool read_prices(struct import *im, struct str bytes)
{
    struct price_file_options o = options_of(im);
    struct price_file *file = &im->prices;
    if (!price_file_read(&im->answer, bytes, &o, file))
        return false;
    im->rows_read = file->rows_read;
    if (file->n > 1 && !file->long_format)
        return choose_column(im);
    for (int i = 0; i < file->n; i++) {
        if (file->kind == PRICE_KIND_RETURNS && !price_file_index(im->arena, &file->series[i]))
            return file_refuse(&im->answer, FILE_WRONG, 0, "The returns lead below 1e-9 or above 1e12.");
        if (!name_series(im, i))
            return false;
    }
    if (file->kind == PRICE_KIND_RETURNS)
        file_note(&im->answer, 0, "Returns are stored as an index that begins at 100 on the base date.");
    im->n = file->n;
    return true;
}

static bool read_dated(struct import *im, struct str bytes)
{
    struct price_file_options o = options_of(im);
    bool is_rates = im->w.what == WHAT_RATES;
    if (!im->symbol && !is_rates)
        return file_refuse(&im->answer, FILE_WRONG, 0, "Dividends of which instrument? Enter its symbol.");
    if (!dated_file_read(&im->answer, bytes, is_rates ? DATED_RATES : DATED_DIVIDENDS, &o, &im->dated))
        return false;
    im->rows_read = im->dated.rows_read;
    im->label[0] = (struct market_label){.symbol = im->symbol ? im->symbol : "FEDFUNDS",
                                         .name = text_or_null(im->arena, im->w.name),
                                         .source = im->source};
    im->n = 1;
    return true;
}

/* Pure: what the file says under these answers. False: refused or asked, see im->answer. */
static bool import_read(struct import *im, struct str bytes)
{
    file_answer_init(&im->answer, im->arena);
    im->source = im->w.source.n ? str_dup(im->arena, im->w.source) : arena_printf(im->arena, "file %s", im->file);
    if (im->w.symbol.n && !(im->symbol = market_symbol(im->arena, im->w.symbol)))
        return file_refuse(&im->answer, FILE_WRONG, 0,
                           "%s cannot be a symbol: it takes 1 to 32 of the letters A to Z, digits and . ^ = _ -",
                           file_quote(im->arena, im->w.symbol));
    return im->w.what == WHAT_PRICES ? read_prices(im, bytes) : read_dated(im, bytes);
}

/* ---- the form ---- */

static enum err show_form(struct req *req, struct res *res, const struct params *typed, const struct problem *p,
                          const char *fault)
{
    static const struct wanted nothing = {0};
    struct view *v = view_new(req->arena);
    form_show(v, fields, UPLOAD_FIELDS, &nothing, typed, p);
    view_text_if(v, "HAS_FILE_FAULT", "FILE_FAULT", fault);
    return console_page(req, res, v, "admin/data-import.tpl", "Import market data");
}

static enum err import_get(struct req *req, struct res *res)
{
    return show_form(req, res, NULL, NULL, NULL);
}

/* The report's address: the file's number, and what was said about it. */
static const char *report_path(struct req *req, const char *id)
{
    struct buf b;
    buf_init(&b, req->arena, 256);
    buf_printf(&b, "/admin/data/check/%s", id);
    for (int i = 0, n = 0; i < UPLOAD_FIELDS; i++) {
        struct str value = str_trim(req_form(req, fields[i].name));
        if (!value.n)
            continue;
        buf_printf(&b, "%c%s=", n++ ? '&' : '?', fields[i].name);
        path_encode(&b, value);
    }
    return b.s;
}

static enum err check_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct wanted w = {0};
    struct str filename = {"", 0}, bytes = req_file(req, "file", &filename);
    const char *id, *fault = NULL;
    bool is_good = form_read(&req->form, fields, UPLOAD_FIELDS, &w, &p);
    if (!bytes.n)
        fault = "Choose a file that is not empty.";
    else if (bytes.n > FILE_BYTES_MAX)
        fault = "The file is larger than 10 MiB. Split it, or import it on the server with hubctl import.";
    if (!is_good || fault) {
        res->status = 422;
        return show_form(req, res, &req->form, &p, fault);
    }
    enum err e = upload_keep(req->db, req->arena, req->session.sid, purpose,
                             &(struct upload_kept){file_quote(req->arena, filename), STR("{}"), bytes}, &id);
    return e ? console_failed(req, res, e, "could not keep a file", import_path)
             : res_see_other(res, report_path(req, id));
}

/* ---- the report ---- */

static enum err report_load(struct req *req)
{
    return upload_ask(req->db, purpose, req->arg[0]);
}

static void show_messages(struct view *v, const struct file_answer *answer)
{
    static const char *const sections[] = {[FILE_NOTE] = "NOTE", [FILE_WARNING] = "WARNING", [FILE_FAULT] = "FAULT"};
    static const char *const words[] = {[FILE_NOTE] = "Note", [FILE_WARNING] = "Warning", [FILE_FAULT] = "In the way"};
    for (int i = 0; i < answer->n; i++) {
        struct view *one = view_add(v, "MESSAGE");
        view_text(one, "MESSAGE_LEVEL", words[answer->at[i].level]);
        view_text(one, "MESSAGE_TEXT", answer->at[i].text);
        view_show(one, sections[answer->at[i].level]);
    }
}

static void show_series(struct view *v, struct import *im)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    for (int i = 0; i < im->n; i++) {
        bool is_prices = im->w.what == WHAT_PRICES;
        size_t n = is_prices ? im->series[i]->n : im->dated.n;
        const int32_t *day = is_prices ? im->series[i]->day : im->dated.day;
        const double *value = is_prices ? im->series[i]->value[PRICE_CLOSE] : im->dated.value;
        struct view *row = view_add(v, "SERIES");
        view_text(row, "SERIES_SYMBOL", im->label[i].symbol);
        view_text(row, "SERIES_DAYS", num_group(im->arena, (double)n, 0));
        view_printf(row, "SERIES_FIRST", "%s", day_text(day[0], first));
        view_printf(row, "SERIES_LAST", "%s", day_text(day[n - 1], last));
        view_printf(row, "SERIES_FIRST_VALUE", "%.6g", value[0]);
        view_printf(row, "SERIES_LAST_VALUE", "%.6g", value[n - 1]);
    }
}

static void show_kept_fields(struct view *v, const struct params *typed)
{
    for (int i = 0; i < FIELDS; i++) {
        struct str value = params_get(typed, fields[i].name);
        if (!value.n)
            continue;
        struct view *one = view_add(v, "KEPT");
        view_text(one, "KEPT_NAME", fields[i].name);
        view_str(one, "KEPT_VALUE", value);
    }
}

static enum err show_report(struct req *req, struct res *res, struct import *im, bool is_good,
                            const struct params *typed, struct problem *p)
{
    struct view *v = view_new(req->arena);
    if (!is_good && im->answer.option)
        problem_add(p, im->answer.option, "The file leaves this open: say which.");
    form_show(v, fields, FIELDS, &im->w, typed, p);
    view_text(v, "FILE_NAME", im->file);
    view_text(v, "FILE_WHAT", what_labels[im->w.what]);
    view_text(v, "ROWS_READ", num_group(im->arena, (double)im->rows_read, 0));
    view_str(v, "UPLOAD_ID", req->arg[0]);
    view_show_if(v, "IS_GOOD", is_good);
    bool is_asked = !is_good && (im->answer.option != NULL || im->answer.status == FILE_ASK);
    view_show_if(v, "IS_ASKED", is_asked);
    view_show_if(v, "IS_WRONG", !is_good && !is_asked);
    view_show_if(v, "HAS_MESSAGES", im->answer.n > 0);
    show_messages(v, &im->answer);
    if (is_good)
        show_series(v, im);
    show_kept_fields(v, typed);
    return console_page(req, res, v, "admin/data-check.tpl", "Check a file");
}

static enum err gone(struct req *req, struct res *res)
{
    return console_refuse(
        req, res, 409,
        "This file was stored already, or it waited for more than a day. Choose it again if it is still to be stored.",
        import_path);
}

static enum err report_get(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct import *im = ARENA_NEW(req->arena, struct import);
    struct upload_kept file;
    enum err e = upload_take(req->db, req->arena, &file);
    if (e)
        return e == ERR_NOTFOUND ? gone(req, res) : console_unread(req, e, "could not read a kept file");
    im->arena = req->arena;
    im->file = file.name;
    bool is_good = form_read(&req->query, fields, FIELDS, &im->w, &p);
    file_answer_init(&im->answer, req->arena);
    if (is_good)
        is_good = import_read(im, file.bytes);
    return show_report(req, res, im, is_good, &req->query, &p);
}

/* ---- storing ---- */

static enum err store(struct req *req, struct import *im)
{
    struct db *db = req->db;
    struct price_file_series series[PRICE_FILE_SERIES_MAX];
    const struct dated_file *d = &im->dated;
    if (im->w.what == WHAT_DIVIDENDS)
        return market_dividends_store(db, im->arena, im->symbol, d->day, d->value, d->n, &im->stored[0], &im->orphans,
                                      &im->n_orphans);
    if (im->w.what == WHAT_RATES)
        return market_rates_store(db, im->arena, &im->label[0], d->monthly, false, d->day, d->value, d->n,
                                  &im->stored[0]);
    for (int i = 0; i < im->n; i++)
        series[i] = *im->series[i];
    return market_prices_store_all(db, im->arena, im->label, series, im->n, im->stored);
}

static struct str report_of(const struct import *im, int i)
{
    struct json_writer w;
    struct buf b;
    buf_init(&b, im->arena, 512);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    json_put_text(&w, "what", what_values[im->w.what]);
    json_put_text(&w, "file", im->file);
    json_put_int(&w, "rows", (int64_t)im->rows_read);
    json_put_int(&w, "added", im->stored[i].added);
    json_put_int(&w, "changed", im->stored[i].changed);
    json_put_int(&w, "same", im->stored[i].same);
    json_put_int(&w, "warnings", file_count(&im->answer, FILE_WARNING));
    json_close(&w, '}');
    return buf_view(&b);
}

/* All in the transaction that is open: the file is used up, the rows stored, the audit told. */
static enum err use_file(struct req *req, struct import *im, bool *is_good)
{
    struct upload_kept file;
    enum err e = upload_use(req->db, req->arena, purpose, req->arg[0], &file);
    *is_good = true;
    if (e)
        return e;
    im->file = file.name;
    if (!(*is_good = import_read(im, file.bytes)))
        return ERR_INPUT;
    if ((e = store(req, im)))
        return e;
    for (int i = 0; i < im->n && !e; i++)
        e = data_note(req->db, req->arena, im->label[i].symbol, report_of(im, i));
    return e;
}

/* What a store refused, in words; NULL: something else went wrong. */
static const char *refusal(struct req *req, const struct import *im, enum err e)
{
    if (im->file && im->w.what == WHAT_DIVIDENDS && e == ERR_NOTFOUND)
        return arena_printf(req->arena, "There is no instrument %s. Import its prices first.", im->symbol);
    if (im->w.what == WHAT_RATES && e == ERR_CONFLICT && !*db_sqlstate(req->db))
        return arena_printf(req->arena,
                            "%s holds %s rates and the file %s ones%s. Choose another symbol, or give the file to "
                            "hubctl import rates --replace.",
                            im->label[0].symbol, im->dated.monthly ? "daily" : "monthly",
                            im->dated.monthly ? "monthly" : "daily",
                            im->dated.monthly ? "" : " that do not reach over all of them");
    return NULL;
}

static enum err done(struct req *req, struct res *res, const struct import *im)
{
    int64_t added = 0, changed = 0;
    for (int i = 0; i < im->n; i++) {
        added += im->stored[i].added;
        changed += im->stored[i].changed;
    }
    const char *numbers = arena_printf(req->arena, "%s new, %s changed", num_group(req->arena, (double)added, 0),
                                       num_group(req->arena, (double)changed, 0));
    struct buf path;
    buf_init(&path, req->arena, 64);
    buf_puts(&path, "/admin/data");
    if (im->w.what != WHAT_RATES && im->n == 1) {
        buf_putc(&path, '/');
        path_encode(&path, str_of(im->label[0].symbol));
    }
    if (im->n_orphans)
        return console_note(req, res, path.s,
                            "Stored: %s. %zu of the dividends fall on days without a price, so they count nowhere.",
                            numbers, im->n_orphans);
    if (im->stored[0].replaced)
        return console_note(req, res, path.s,
                            "Stored: %s. They take the place of the %s monthly rates that were stored before.", numbers,
                            num_group(req->arena, (double)im->stored[0].replaced, 0));
    return console_done(req, res, path.s, "Stored: %s.", numbers);
}

static enum err store_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct import *im = ARENA_NEW(req->arena, struct import);
    bool is_good = true;
    im->arena = req->arena;
    if (!form_read(&req->form, fields, FIELDS, &im->w, &p))
        return error_status(req, res, 422, "The answers about the file are not understood. Go back to its report.", &p);
    enum err e = db_begin(req->db, req->session.sid);
    if (e)
        return e;
    e = db_end(req->db, use_file(req, im, &is_good));
    if (!e)
        return done(req, res, im);
    if (!is_good) {
        res->status = 422;
        return show_report(req, res, im, false, &req->form, &p);
    }
    const char *why = refusal(req, im, e);
    if (why)
        return console_refuse(req, res, 409, why, import_path);
    return e == ERR_NOTFOUND ? gone(req, res) : console_failed(req, res, e, "could not store market data", import_path);
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/data/import", NONE, PAGE, NULL, import_get),
    ROUTE(POST, "/admin/data/check", UPLOAD, SAVE, NULL, check_post),
    ROUTE(GET, "/admin/data/check/:id", NONE, CALC, report_load, report_get),
    ROUTE(POST, "/admin/data/store/:id", FORM, SAVE, NULL, store_post),
};
const struct routes admin_data_import_routes = ROUTES(rows);
