/* embedded.c: see embedded.h. The S&P 500 comes with the npm package vega-datasets (BSD-3, from Yahoo
 * Finance); the federal funds rates are public figures in a table of ours.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/embedded.h"

#include <time.h>

#include "base/day.h"
#include "base/num.h"
#include "market/dated_file.h"
#include "market/store_write.h"

static bool load(struct arena *a, const char *dir, const char *name, struct str *bytes, const char **report)
{
    const char *why;
    if (file_load(a, arena_printf(a, "%s/%s", dir, name), bytes, &why))
        return true;
    *report = arena_printf(a, "%s/%s: %s", dir, name, why);
    return false;
}

static struct price_file_options options_today(void)
{
    return (struct price_file_options){.today = (int32_t)(time(NULL) / 86400)};
}

static const char *loaded(struct arena *a, const char *symbol, const int32_t *day, size_t n,
                          const struct market_stored *stored)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    return arena_printf(a, "%s: %s rows, %s to %s, %s new\n", symbol, num_group(a, (double)n, 0),
                        day_text(day[0], first), day_text(day[n - 1], last), num_group(a, (double)stored->added, 0));
}

static enum err load_index(struct db *db, struct arena *a, const char *dir, const char **report)
{
    static const struct market_label label = {"SPX", "S&P 500 index", "index", "USD",
                                              "Yahoo Finance, in the npm package vega-datasets"};
    struct file_answer answer;
    struct price_file file;
    struct market_stored stored;
    struct str bytes;
    const struct price_file_options options = options_today();
    if (!load(a, dir, "sp500-2000.csv", &bytes, report))
        return ERR_NOTFOUND;
    file_answer_init(&answer, a);
    if (!price_file_read(&answer, bytes, &options, &file)) {
        *report = arena_printf(a, "sp500-2000.csv: %s", file_fault(&answer));
        return ERR_INPUT;
    }
    enum err e = market_prices_store(db, a, &label, &file.series[0], &stored);
    *report = e ? db_message(db) : loaded(a, "SPX", file.series[0].day, file.series[0].n, &stored);
    return e;
}

static enum err load_fed_funds(struct db *db, struct arena *a, const char *dir, const char **report)
{
    static const struct market_label label = {
        .symbol = "FEDFUNDS",
        .name = "Effective federal funds rate, monthly average",
        .source = "Board of Governors of the Federal Reserve System, H.15 Selected Interest Rates"};
    struct file_answer answer;
    struct dated_file file;
    struct market_stored stored;
    struct str bytes;
    const struct price_file_options options = options_today();
    if (!load(a, dir, "fedfunds.csv", &bytes, report))
        return ERR_NOTFOUND;
    file_answer_init(&answer, a);
    if (!dated_file_read(&answer, bytes, DATED_RATES, &options, &file)) {
        *report = arena_printf(a, "fedfunds.csv: %s", file_fault(&answer));
        return ERR_INPUT;
    }
    enum err e = market_rates_store(db, a, &label, file.monthly, false, file.day, file.value, file.n, &stored);
    if (e == ERR_CONFLICT && !*db_sqlstate(db)) {
        *report = "FEDFUNDS: daily rates are stored, and stay\n";
        return OK;
    }
    *report = e ? db_message(db) : loaded(a, "FEDFUNDS", file.day, file.n, &stored);
    return e;
}

enum err market_embedded_load(struct db *db, struct arena *a, const char *dir, const char **report)
{
    const char *index, *rates;
    enum err e = load_fed_funds(db, a, dir, &rates);
    *report = rates;
    if (e)
        return e;
    e = load_index(db, a, dir, &index);
    *report = e ? index : arena_printf(a, "%s%s", index, rates);
    return e;
}
