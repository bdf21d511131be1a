/* import.c: hubctl import prices | dividends | rates FILE. Tells what was read, skipped and inferred; stores all of it or,
 * when the file is refused or can be read two ways, nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>
#include <time.h>

#include "base/day.h"
#include "base/num.h"
#include "hubctl/hubctl.h"
#include "market/dated_file.h"
#include "market/store_write.h"

struct import {
    struct arena *arena;
    const struct hub_settings *settings;
    const char *what, *path;
    const char *symbol, *name, *source;
    struct price_file_options options;
    bool is_dry, replace;
    struct str bytes;
    struct file_answer answer;
};

/* ---- the command line ---- */

/* The words an option takes and what each sets; -1: none of them. */
static int choice(const char *given, const char *first, const char *second)
{
    return !strcmp(given, first) ? 0 : !strcmp(given, second) ? 1 : -1;
}

static bool set_choice(struct price_file_options *o, int option, const char *given)
{
    static const struct {
        int option;
        const char *first, *second;
    } words[] = {{'d', "dmy", "mdy"},
                 {'u', "first", "last"},
                 {'k', "prices", "returns"},
                 {'i', "percent", "fraction"},
                 {'p', "point", "comma"}};
    int c = -1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].option == option)
            c = choice(given, words[i].first, words[i].second);
    if (c < 0)
        return false;
    switch (option) {
    case 'd':
        o->dates = c ? TABLE_MONTH_FIRST : TABLE_DAY_FIRST;
        break;
    case 'u':
        o->duplicates = c ? PRICE_DUPLICATES_LAST : PRICE_DUPLICATES_FIRST;
        break;
    case 'k':
        o->kind = c ? PRICE_KIND_RETURNS : PRICE_KIND_PRICES;
        break;
    case 'i':
        o->unit = c ? PRICE_UNIT_FRACTION : PRICE_UNIT_PERCENT;
        break;
    default:
        o->decimal = c ? ',' : '.';
    }
    return true;
}

/* A name or source that the tables would refuse is refused here, with words. */
static bool is_label(const char *s, size_t most)
{
    struct str text = str_of(s);
    if (!text.n || !utf8_valid(text) || utf8_length(text) > most)
        return false;
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f || ((unsigned char)*s == 0xc2 && (unsigned char)s[1] < 0xa0))
            return false;
    return true;
}

static int read_options(struct import *im, int argc, char **argv)
{
    static const struct option options[] = {
        {"symbol", required_argument, NULL, 's'},  {"name", required_argument, NULL, 'n'},
        {"source", required_argument, NULL, 'o'},  {"column", required_argument, NULL, 'c'},
        {"dates", required_argument, NULL, 'd'},   {"duplicates", required_argument, NULL, 'u'},
        {"kind", required_argument, NULL, 'k'},    {"unit", required_argument, NULL, 'i'},
        {"decimal", required_argument, NULL, 'p'}, {"replace", no_argument, NULL, 'r'},
        {"dry-run", no_argument, NULL, 'y'},       {0}};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o == '?')
            return HUBCTL_USAGE;
        if (o == 's' && !(im->symbol = market_symbol(im->arena, str_of(optarg))))
            return hubctl_misuse("--symbol: %s cannot be one: 1 to 32 of A-Z 0-9 . ^ = _ -", optarg);
        if (o == 'n' && !is_label(im->name = optarg, 200))
            return hubctl_misuse("--name: 1 to 200 characters of UTF-8, no control characters");
        if (o == 'o' && !is_label(im->source = optarg, 300))
            return hubctl_misuse("--source: 1 to 300 characters of UTF-8, no control characters");
        if (o == 'c')
            im->options.columns = price_name(optarg);
        if (strchr("dukip", o) && !set_choice(&im->options, o, optarg))
            return hubctl_misuse("%s is no choice for this option", optarg);
        if (o == 'r' && strcmp(im->what, "rates") != 0)
            return hubctl_misuse("--replace is for rates");
        if (o == 'r')
            im->replace = true;
        if (o == 'y')
            im->is_dry = true;
    }
    if (argc - optind != 1)
        return hubctl_misuse("%s", argc == optind ? "import: which file?" : "import: one file at a time");
    im->path = argv[optind];
    return HUBCTL_OK;
}

/* ---- saying what was found ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *shown_path(const struct import *im)
{
    const char *name = base_name(im->path);
    return utf8_valid(str_of(name)) ? file_quote(im->arena, str_of(name)) : "the file";
}

static void print_remarks(const struct import *im)
{
    for (int i = 0; i < im->answer.n; i++)
        if (im->answer.at[i].level != FILE_FAULT)
            printf("%s: %s\n", im->answer.at[i].level == FILE_NOTE ? "note" : "warning", im->answer.at[i].text);
}

static int refuse(const struct import *im)
{
    print_remarks(im);
    fflush(stdout);
    for (int i = 0; i < im->answer.n; i++)
        if (im->answer.at[i].level == FILE_FAULT)
            hubctl_say(ERR_INPUT, "%s: %s", shown_path(im), im->answer.at[i].text);
    if (im->answer.option)
        hubctl_say(ERR_INPUT, "settle it with --%s=%s", im->answer.option, im->answer.choices);
    return hubctl_say(ERR_INPUT, "nothing was stored");
}

static void print_stored(const struct import *im, const char *symbol, const char *what, const int32_t *day, size_t n,
                         const struct market_stored *s)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    struct arena *a = im->arena;
    printf("%s: %s %s, %s to %s", symbol, num_group(a, (double)n, 0), what, day_text(day[0], first),
           day_text(day[n - 1], last));
    if (im->is_dry)
        puts(" (dry run: nothing was stored)");
    else
        printf(": %s new, %s changed, %s as before\n", num_group(a, (double)s->added, 0),
               num_group(a, (double)s->changed, 0), num_group(a, (double)s->same, 0));
}

/* ---- prices ---- */

/* The name of the file up to its first point, so far as it can be a symbol. */
static const char *symbol_of_file(const struct import *im)
{
    char text[33];
    size_t n = 0;
    for (const char *p = base_name(im->path); *p && *p != '.' && n < sizeof text - 1; p++)
        text[n++] = *p;
    return market_symbol(im->arena, (struct str){text, n});
}

static int name_series(struct import *im, const struct price_file *file, struct market_label *labels)
{
    for (int i = 0; i < file->n; i++) {
        const char *symbol = im->symbol;
        if (file->long_format && !symbol)
            symbol = market_symbol(im->arena, str_of(file->series[i].name));
        else if (!symbol && (symbol = symbol_of_file(im)))
            printf("note: stored as %s after the name of the file; --symbol says otherwise\n", symbol);
        if (!symbol)
            return hubctl_say(ERR_INPUT, "which symbol? Say --symbol=SYMBOL (%s cannot be one)",
                              file->long_format ? file_quote(im->arena, str_of(file->series[i].name)) : shown_path(im));
        for (int k = 0; k < i; k++)
            if (!strcmp(labels[k].symbol, symbol))
                return hubctl_say(ERR_INPUT, "two series would be stored as %s", symbol);
        labels[i] = (struct market_label){.symbol = symbol, .name = im->name, .source = im->source};
    }
    return HUBCTL_OK;
}

/* Returns become closes; several columns need a choice. */
static bool make_storable(struct import *im, struct price_file *file)
{
    if (file->n > 1 && !file->long_format) {
        struct buf names;
        buf_init(&names, im->arena, 256);
        for (int i = 0; i < file->n; i++)
            buf_printf(&names, "%s%s", i ? ", " : "", file_quote(im->arena, str_of(file->series[i].name)));
        file_refuse(&im->answer, FILE_ASK, 0, "the file holds %d series: %s", file->n, names.s);
        file_offer(&im->answer, "column", "NAME");
        return false;
    }
    for (int i = 0; i < file->n && file->kind == PRICE_KIND_RETURNS; i++) {
        if (!price_file_index(im->arena, &file->series[i]))
            return file_refuse(&im->answer, FILE_WRONG, 0, "the returns lead below 1e-9 or above 1e12");
        if (i == 0)
            file_note(&im->answer, 0, "returns are stored as an index that begins at 100 on the base date");
    }
    return true;
}

static int import_prices(struct import *im)
{
    struct price_file file;
    struct market_label labels[PRICE_FILE_SERIES_MAX];
    struct market_stored stored[PRICE_FILE_SERIES_MAX];
    im->options.symbols = price_name(im->symbol);
    if (!price_file_read(&im->answer, im->bytes, &im->options, &file) || !make_storable(im, &file))
        return refuse(im);
    print_remarks(im);
    int status = name_series(im, &file, labels);
    if (status)
        return status;
    printf("%s: %s rows read\n", shown_path(im), num_group(im->arena, (double)file.rows_read, 0));
    if (!im->is_dry) {
        struct db *db = hubctl_database(im->arena, im->settings);
        enum err e = market_prices_store_all(db, im->arena, labels, file.series, file.n, stored);
        if (e)
            return hubctl_say_db(e, db);
    }
    for (int i = 0; i < file.n; i++)
        print_stored(im, labels[i].symbol, "prices", file.series[i].day, file.series[i].n, &stored[i]);
    return HUBCTL_OK;
}

/* ---- dividends and rates ---- */

static void print_orphans(const struct import *im, const int32_t *days, size_t n)
{
    enum { SHOWN = 8 };
    struct buf b;
    buf_init(&b, im->arena, 128);
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        char text[DAY_TEXT];
        buf_printf(&b, "%s%s", i ? ", " : "", day_text(days[i], text));
    }
    if (n > SHOWN)
        buf_printf(&b, " and %zu more", n - SHOWN);
    if (n)
        printf("warning: ex-dates on which %s has no price, so that they count nowhere: %s\n", im->symbol, b.s);
}

static int store_dividends(struct import *im, const struct dated_file *file, struct market_stored *stored)
{
    const int32_t *orphans;
    size_t n;
    struct db *db = hubctl_database(im->arena, im->settings);
    enum err e =
        market_dividends_store(db, im->arena, im->symbol, file->day, file->value, file->n, stored, &orphans, &n);
    if (e == ERR_NOTFOUND)
        return hubctl_say(e, "there is no instrument %s: import its prices first", im->symbol);
    if (e)
        return hubctl_say_db(e, db);
    print_orphans(im, orphans, n);
    return HUBCTL_OK;
}

static int store_rates(struct import *im, const struct dated_file *file, struct market_stored *stored)
{
    const struct market_label label = {.symbol = im->symbol, .name = im->name, .source = im->source};
    const char *other = file->monthly ? "daily" : "monthly";
    struct db *db = hubctl_database(im->arena, im->settings);
    enum err e =
        market_rates_store(db, im->arena, &label, file->monthly, im->replace, file->day, file->value, file->n, stored);
    if (e == ERR_CONFLICT && !*db_sqlstate(db))
        return hubctl_say(e,
                          "%s holds %s rates and the file %s ones%s: --replace puts the file in their place, "
                          "--symbol stores it under another name",
                          im->symbol, other, file->monthly ? "monthly" : "daily",
                          file->monthly ? "" : " that do not reach over all of them");
    if (!e && stored->replaced)
        printf("note: the %s %s rates that were stored are removed; the file takes their place\n",
               num_group(im->arena, (double)stored->replaced, 0), other);
    return e ? hubctl_say_db(e, db) : HUBCTL_OK;
}

static int import_dated(struct import *im, enum dated_kind kind)
{
    struct dated_file file;
    struct market_stored stored = {.added = 0};
    bool rates = kind == DATED_RATES;
    if (!im->symbol && !rates)
        return hubctl_misuse("import dividends: say of what with --symbol=SYMBOL");
    if (!im->symbol)
        im->symbol = "FEDFUNDS";
    if (!dated_file_read(&im->answer, im->bytes, kind, &im->options, &file))
        return refuse(im);
    print_remarks(im);
    printf("%s: %s rows read\n", shown_path(im), num_group(im->arena, (double)file.rows_read, 0));
    int status = HUBCTL_OK;
    if (!im->is_dry)
        status = rates ? store_rates(im, &file, &stored) : store_dividends(im, &file, &stored);
    if (!status)
        print_stored(im, im->symbol, rates ? "rates" : "dividends", file.day, file.n, &stored);
    return status;
}

int hubctl_import(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    struct import im = {.arena = a, .settings = settings, .options.today = (int32_t)(time(NULL) / 86400)};
    const char *why;
    if (argc < 2)
        return hubctl_misuse("import: prices, dividends or rates?");
    im.what = argv[1];
    bool prices = !strcmp(im.what, "prices"), dividends = !strcmp(im.what, "dividends");
    if (!prices && !dividends && strcmp(im.what, "rates"))
        return hubctl_misuse("import: prices, dividends or rates, not %s", im.what);
    int status = read_options(&im, argc - 1, argv + 1);
    if (status)
        return status;
    if (!file_load(a, im.path, &im.bytes, &why))
        return hubctl_say(ERR_INPUT, "%s: %s", im.path, why);
    if (!im.source)
        im.source = arena_printf(a, "file %s", shown_path(&im));
    file_answer_init(&im.answer, a);
    return prices ? import_prices(&im) : import_dated(&im, dividends ? DATED_DIVIDENDS : DATED_RATES);
}
