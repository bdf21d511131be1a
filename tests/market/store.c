/* store.c: tests of src/market/store.c, store_write.c and embedded.c on a migrated scratch database (HUB_TEST_DB).
 * Everything is stored under symbols of its own, beginning with ZZ, and removed at the end.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/files.h"

#include <unistd.h>

#include "market/embedded.h"
#include "market/instrument_menu.h"
#include "market/store.h"
#include "market/store_write.h"

struct fixture {
    struct arena *arena;
    struct db *db;
};

static void remove_ours(struct fixture *f)
{
    assert_int_equal(db_query(f->db, f->arena, NULL, "delete from market.instrument where symbol like 'ZZ%'", ""), OK);
    assert_int_equal(db_query(f->db, f->arena, NULL, "delete from market.rate_source where name like 'ZZ%'", ""), OK);
}

static int set_up(void **state)
{
    static struct fixture f;
    *state = &f;
    f = (struct fixture){.arena = arena_new()};
    if (!getenv("HUB_TEST_DB"))
        return 0;
    f.db = db_new(getenv("HUB_TEST_DB"), NULL);
    db_set_unhurried(f.db); /* a busy machine may need longer for a statement than a page would wait */
    remove_ours(&f);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    if (f->db) {
        db_rollback(f->db);
        remove_ours(f);
        db_free(f->db);
    }
    arena_free(f->arena);
    return 0;
}

static struct fixture *need_database(void **state)
{
    struct fixture *f = *state;
    if (!f->db) {
        print_message("# skipped: HUB_TEST_DB is not set\n");
        skip();
    }
    return f;
}

/* ---- making series ---- */

/* n weekdays from 2020-01-01 on, with open, high and low when `bars`. */
static struct price_file_series made_series(struct arena *a, size_t n, bool bars)
{
    struct price_file_series s = {.n = n, .day = ARENA_ARRAY(a, n, int32_t)};
    int32_t day = day_from_civil(2020, 1, 1);
    for (int f = 0; f < PRICE_FIELDS; f++)
        if (bars || f == PRICE_CLOSE)
            s.value[f] = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++, day += day_weekday(day) == 4 ? 3 : 1) {
        double close = 100 + (double)(i % 97) * 1.1;
        s.day[i] = day;
        s.value[PRICE_CLOSE][i] = close;
        if (bars) {
            s.value[PRICE_OPEN][i] = s.value[PRICE_ADJ_CLOSE][i] = close;
            s.value[PRICE_HIGH][i] = close * 1.01;
            s.value[PRICE_LOW][i] = close / 1.01;
            s.value[PRICE_VOLUME][i] = 1e6 + (double)i;
        }
    }
    return s;
}

static void store(struct fixture *f, const char *symbol, const struct price_file_series *s,
                  struct market_stored *stored)
{
    const struct market_label label = {.symbol = symbol, .name = "Zebra fund", .source = "a test"};
    assert_int_equal(market_prices_store(f->db, f->arena, &label, s, stored), OK);
}

static const struct instrument *get(struct fixture *f, const char *symbol)
{
    const struct instrument *it;
    assert_int_equal(market_instrument_get(f->db, f->arena, symbol, &it), OK);
    assert_non_null(it);
    return it;
}

/* ---- prices ---- */

static void a_stored_series_comes_back_to_the_bit(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 300, true);
    struct market_stored stored;
    s.value[PRICE_CLOSE][0] = s.value[PRICE_OPEN][0] = 100.1 + 0.2; /* needs 17 digits */
    store(f, "ZZA", &s, &stored);
    assert_int_equal(stored.added, 300);
    const struct instrument *it = get(f, "ZZA");
    assert_int_equal(it->sessions, 300);
    assert_string_equal(it->name, "Zebra fund");
    assert_int_equal(it->first_day, s.day[0]);
    assert_int_equal(it->last_day, s.day[299]);
    assert_memory_equal(it->prices.day, s.day, 300 * sizeof *s.day);
    assert_memory_equal(it->prices.open, s.value[PRICE_OPEN], 300 * sizeof(double));
    assert_memory_equal(it->prices.high, s.value[PRICE_HIGH], 300 * sizeof(double));
    assert_memory_equal(it->prices.low, s.value[PRICE_LOW], 300 * sizeof(double));
    assert_memory_equal(it->prices.close, s.value[PRICE_CLOSE], 300 * sizeof(double));
    assert_memory_equal(it->adj_close, s.value[PRICE_ADJ_CLOSE], 300 * sizeof(double));
    for (size_t i = 0; i < 300; i++)
        assert_true(it->prices.dividend[i] == 0);
    assert_int_equal(strlen(it->data_version), 64);
}

static void a_file_of_closes_has_no_other_columns(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 5, false);
    struct market_stored stored;
    store(f, "ZZA", &s, &stored);
    const struct instrument *it = get(f, "ZZA");
    assert_null(it->prices.open);
    assert_null(it->prices.high);
    assert_null(it->prices.low);
    assert_null(it->adj_close);
}

static void a_session_without_low_has_its_close_there(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 5, true);
    struct market_stored stored;
    s.value[PRICE_LOW][3] = s.value[PRICE_ADJ_CLOSE][2] = NAN;
    store(f, "ZZA", &s, &stored);
    const struct instrument *it = get(f, "ZZA");
    assert_true(it->prices.low[3] == s.value[PRICE_CLOSE][3]);
    assert_true(it->prices.low[2] == s.value[PRICE_LOW][2]);
    assert_null(it->adj_close); /* one session has none */
}

static void an_unknown_symbol_is_not_found(void **state)
{
    struct fixture *f = need_database(state);
    const struct instrument *it;
    assert_int_equal(market_instrument_get(f->db, f->arena, "ZZNONE", &it), ERR_NOTFOUND);
    assert_null(it);
}

static void an_import_replaces_its_days_and_leaves_the_others(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 10, true);
    struct market_stored stored;
    store(f, "ZZA", &s, &stored);
    s.value[PRICE_CLOSE][8] *= 1.001;
    s.day += 5;
    s.n = 5;
    for (int field = 0; field < PRICE_FIELDS; field++)
        s.value[field] += 5;
    store(f, "ZZA", &s, &stored);
    assert_int_equal(stored.added, 0);
    assert_int_equal(stored.changed, 1);
    assert_int_equal(stored.same, 4);
    const struct instrument *it = get(f, "ZZA");
    assert_int_equal(it->sessions, 10);
    assert_true(it->prices.close[8] == s.value[PRICE_CLOSE][3]);
}

static void the_same_figures_have_the_same_version_and_others_another(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 10, true);
    struct market_stored stored;
    char first[65];
    store(f, "ZZA", &s, &stored);
    store(f, "ZZB", &s, &stored);
    memcpy(first, get(f, "ZZA")->data_version, sizeof first);
    assert_string_equal(get(f, "ZZB")->data_version, first);
    store(f, "ZZA", &s, &stored);
    assert_string_equal(get(f, "ZZA")->data_version, first);
    s.value[PRICE_VOLUME][2] += 1;
    store(f, "ZZA", &s, &stored);
    assert_string_not_equal(get(f, "ZZA")->data_version, first);
}

static void an_unchanged_series_is_answered_from_memory(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 8000, true);
    struct market_stored stored;
    store(f, "ZZA", &s, &stored);
    double start = milliseconds();
    const struct instrument *it = get(f, "ZZA");
    double loading = milliseconds() - start;
    const double *close = it->prices.close;
    start = milliseconds();
    it = get(f, "ZZA");
    double again = milliseconds() - start;
    print_message("# 8,000 sessions: loaded in %.1f ms, from memory in %.2f ms of processor time\n", loading, again);
    assert_ptr_equal(it->prices.close, close);
    assert_true(again < loading / 5);
    s.value[PRICE_CLOSE][0] = 101;
    store(f, "ZZA", &s, &stored);
    assert_true(get(f, "ZZA")->prices.close[0] == 101);
}

static void more_series_than_the_cache_holds_stay_right(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 3, false);
    struct market_stored stored;
    for (int i = 0; i < 40; i++) {
        s.value[PRICE_CLOSE][0] = 100 + i;
        store(f, arena_printf(f->arena, "ZZ%d", i), &s, &stored);
    }
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 40; i++)
            assert_true(get(f, arena_printf(f->arena, "ZZ%d", i))->prices.close[0] == 100 + i);
}

static void nothing_is_stored_when_one_series_of_several_fails(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s[2] = {made_series(f->arena, 3, false), made_series(f->arena, 3, false)};
    struct market_label labels[2] = {{.symbol = "ZZA"}, {.symbol = "ZZB"}};
    struct market_stored stored[2];
    const struct instrument *it;
    s[1].value[PRICE_CLOSE][1] = -1; /* the table refuses it */
    assert_int_not_equal(market_prices_store_all(f->db, f->arena, labels, s, 2, stored), OK);
    assert_int_equal(market_instrument_get(f->db, f->arena, "ZZA", &it), ERR_NOTFOUND);
}

static void the_list_names_each_instrument_with_its_range(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 10, false);
    struct market_stored stored;
    struct instrument_menu menu;
    int found = 0;
    store(f, "ZZB", &s, &stored);
    store(f, "ZZA", &s, &stored);
    assert_int_equal(instrument_menu_get(f->db, f->arena, &menu), OK);
    for (int i = 0; i < menu.n; i++) {
        if (i)
            assert_true(strcmp(menu.rows[i - 1].symbol, menu.rows[i].symbol) < 0);
        if (strcmp(menu.rows[i].symbol, "ZZA") == 0) {
            found++;
            assert_int_equal(menu.rows[i].first_day, s.day[0]);
            assert_int_equal(menu.rows[i].last_day, s.day[9]);
            assert_int_equal(menu.rows[i].sessions, 10);
            assert_string_equal(menu.rows[i].source, "a test");
        }
    }
    assert_int_equal(found, 1);
}

static void who_has_chosen_nothing_begins_with_what_is_there(void **state)
{
    (void)state;
    const struct instrument_row rows[] = {{.symbol = "AAA", .sessions = 10},
                                          {.symbol = "BBB", .sessions = 30},
                                          {.symbol = "CCC", .sessions = 20},
                                          {.symbol = "SPX", .sessions = 3},
                                          {.symbol = "SPY", .sessions = 2}};
    assert_int_equal(instrument_menu_first(&(struct instrument_menu){rows, 5}), 3);
    assert_int_equal(instrument_menu_first(&(struct instrument_menu){rows, 3}), 1);
    assert_int_equal(instrument_menu_first(&(struct instrument_menu){rows + 4, 1}), 0);
    assert_int_equal(instrument_menu_first(&(struct instrument_menu){NULL, 0}), 0);
    const struct instrument_row no_spx[] = {rows[0], rows[4], rows[1]};
    assert_int_equal(instrument_menu_first(&(struct instrument_menu){no_spx, 3}), 1);
}

static void an_instrument_without_a_name_of_its_own_is_named_once(void **state)
{
    struct fixture *f = *state;
    const struct instrument_row named = {.symbol = "SPX", .name = "S&P 500 index"},
                                bare = {.symbol = "SPY", .name = "SPY"};
    assert_string_equal(instrument_label(f->arena, &named), "SPX – S&P 500 index");
    assert_string_equal(instrument_label(f->arena, &bare), "SPY");
}

static void what_is_no_symbol_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(market_symbol(f->arena, STR(" spy ")), "SPY");
    assert_string_equal(market_symbol(f->arena, STR("^gspc")), "^GSPC");
    assert_string_equal(market_symbol(f->arena, STR("BRK.B")), "BRK.B");
    assert_null(market_symbol(f->arena, STR("")));
    assert_null(market_symbol(f->arena, STR("-X")));
    assert_null(market_symbol(f->arena, STR("A B")));
    assert_null(market_symbol(f->arena, STR("A\0B")));
    assert_null(market_symbol(f->arena, STR("<script>")));
    assert_null(market_symbol(f->arena, STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567")));
}

/* ---- dividends and rates ---- */

static void dividends_stand_on_their_ex_dates_and_others_are_reported(void **state)
{
    struct fixture *f = need_database(state);
    struct price_file_series s = made_series(f->arena, 10, false);
    struct market_stored stored;
    const int32_t *orphans, saturday = day_from_civil(2020, 1, 4);
    const int32_t ex_dates[] = {s.day[2], saturday, s.day[5]};
    const double amounts[] = {0.5, 9, 0.75};
    size_t n;
    assert_int_equal(market_dividends_store(f->db, f->arena, "ZZA", ex_dates, amounts, 3, &stored, &orphans, &n),
                     ERR_NOTFOUND);
    store(f, "ZZA", &s, &stored);
    char before[65];
    memcpy(before, get(f, "ZZA")->data_version, sizeof before);
    assert_int_equal(market_dividends_store(f->db, f->arena, "ZZA", ex_dates, amounts, 3, &stored, &orphans, &n), OK);
    assert_int_equal(stored.added, 3);
    assert_int_equal(n, 1);
    assert_int_equal(orphans[0], saturday);
    const struct instrument *it = get(f, "ZZA");
    assert_string_not_equal(it->data_version, before);
    for (size_t i = 0; i < 10; i++)
        assert_true(it->prices.dividend[i] == (i == 2 ? 0.5 : i == 5 ? 0.75 : 0));
}

static enum err put_rates(struct fixture *f, bool monthly, bool replace, const int32_t *days, size_t n,
                          struct market_stored *stored)
{
    static const struct market_label label = {.symbol = "ZZRATE"};
    static const double percents[] = {1.5, 1.6, 1.7};
    return market_rates_store(f->db, f->arena, &label, monthly, replace, days, percents, n, stored);
}

static void a_rate_series_stays_monthly_or_daily(void **state)
{
    struct fixture *f = need_database(state);
    const int32_t first = day_from_civil(2020, 1, 1), second = day_from_civil(2020, 2, 1);
    const int32_t months[] = {first, second}, late[] = {first + 1, second}, early[] = {first, second - 1};
    struct market_stored stored;
    assert_int_equal(put_rates(f, true, false, months, 2, &stored), OK);
    assert_int_equal(stored.added, 2);
    assert_int_equal(put_rates(f, true, false, months, 2, &stored), OK);
    assert_int_equal(stored.same, 2);
    assert_int_equal(stored.replaced, 0);
    assert_int_equal(put_rates(f, false, false, late, 2, &stored), ERR_CONFLICT);
    assert_int_equal(put_rates(f, false, false, early, 2, &stored), ERR_CONFLICT);
}

static void daily_rates_take_the_place_of_the_months_that_they_reach_over(void **state)
{
    struct fixture *f = need_database(state);
    const int32_t first = day_from_civil(2020, 1, 1), second = day_from_civil(2020, 2, 1);
    const int32_t months[] = {first, second}, days[] = {first, first + 20, second};
    struct market_stored stored;
    assert_int_equal(put_rates(f, true, false, months, 2, &stored), OK);
    assert_int_equal(put_rates(f, false, false, days, 3, &stored), OK);
    assert_int_equal(stored.added, 3);
    assert_int_equal(stored.replaced, 2);
    assert_int_equal(put_rates(f, true, false, months, 2, &stored), ERR_CONFLICT);
    assert_int_equal(put_rates(f, true, true, months, 2, &stored), OK);
    assert_int_equal(stored.added, 2);
    assert_int_equal(stored.replaced, 3);
}

/* ---- the embedded series ---- */

static bool has_embedded(struct fixture *f)
{
    struct db_result r;
    assert_int_equal(db_query(f->db, f->arena, &r,
                              "select exists (select from market.instrument where symbol = 'SPX') or "
                              "exists (select from market.rate_source where name = 'FEDFUNDS')",
                              ""),
                     OK);
    return db_bool(&r, 0, 0);
}

static void write_file(const char *path, struct str text)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_int_equal(fwrite(text.s, 1, text.n, out), text.n);
    assert_int_equal(fclose(out), 0);
}

/* A directory with our rates and a made index of three sessions. */
static const char *made_directory(struct fixture *f)
{
    char *dir = arena_strdup(f->arena, "/tmp/hub-market-XXXXXX");
    struct str rates;
    const char *why;
    assert_non_null(mkdtemp(dir));
    assert_true(file_load(f->arena, HUB_TOP_SRCDIR "/data/market/fedfunds.csv", &rates, &why));
    write_file(arena_printf(f->arena, "%s/fedfunds.csv", dir), rates);
    write_file(arena_printf(f->arena, "%s/sp500-2000.csv", dir),
               STR("date,open,high,low,close,adjclose,volume\n2000-01-03,10,12,9,11,11,100\n"
                   "2000-01-04,11,12,9,10,10,100\n2000-01-05,10,12,9,11,11,100\n"));
    return dir;
}

static void remove_directory(struct fixture *f, const char *dir)
{
    unlink(arena_printf(f->arena, "%s/fedfunds.csv", dir));
    unlink(arena_printf(f->arena, "%s/sp500-2000.csv", dir));
    rmdir(dir);
}

static void check_margin_rates(struct fixture *f, const struct rate_series *r)
{
    assert_int_equal(r->n, 304);
    assert_true(r->monthly);
    assert_int_equal(r->day[0], day_from_civil(2000, 1, 1));
    assert_true(r->fed_funds_pct[0] == strtod("5.45", NULL));
    for (size_t i = 0; i < r->n; i++) {
        /* Fed funds have two decimals, so the sum in hundredths is exact. */
        long hundredths = lround(r->fed_funds_pct[i] * 100) + 150;
        const char *text = arena_printf(f->arena, "%ld.%02ld", hundredths / 100, hundredths % 100);
        assert_true(r->margin_rate_pct[i] == strtod(text, NULL));
    }
}

/* The same column as typed in the reference material: to the bit, but for five months whose typed figure is a binary sum
 * written out (8.030000000000001), one unit in the last place beside the decimal one. */
static void check_typed_margin_rates(struct fixture *f, const struct rate_series *r)
{
    struct arena *a = f->arena;
    const char *root = getenv("HUB_SHARED"), *why;
    struct str bytes, line;
    size_t at = 0, binary_sums = 0;
    root = root && *root ? root : HUB_TOP_SRCDIR "/../shared";
    if (!file_load(a, arena_printf(a, "%s/data/prices/fed_funds_monthly.csv", root), &bytes, &why)) {
        print_message("# not compared with the typed figures: %s\n", why);
        return;
    }
    for (str_cut(&bytes, '\n'); bytes.n; at++) {
        line = str_cut(&bytes, '\n');
        str_cut(&line, ',');
        str_cut(&line, ',');
        assert_true(at < r->n);
        double typed = strtod(str_dup(a, str_trim(line)), NULL);
        if (str_trim(line).n > 4) {
            binary_sums++;
            assert_true(typed == r->fed_funds_pct[at] + 1.5);
            assert_true(r->margin_rate_pct[at] == nextafter(typed, rint(typed * 100) / 100));
        } else {
            assert_true(r->margin_rate_pct[at] == typed);
        }
    }
    assert_int_equal(at, r->n);
    assert_int_equal(binary_sums, 5);
}

static void the_embedded_series_load_once_and_carry_margin_rates_in_exact_decimals(void **state)
{
    struct fixture *f = need_database(state);
    const char *report;
    if (has_embedded(f)) {
        print_message("# skipped: this database has its embedded series\n");
        skip();
    }
    const char *dir = made_directory(f);
    assert_int_equal(market_embedded_load(f->db, f->arena, dir, &report), OK);
    assert_non_null(strstr(report, "SPX: 3 rows, 2000-01-03 to 2000-01-05, 3 new"));
    assert_non_null(strstr(report, "FEDFUNDS: 304 rows"));
    assert_int_equal(market_embedded_load(f->db, f->arena, dir, &report), OK);
    assert_non_null(strstr(report, "SPX: 3 rows, 2000-01-03 to 2000-01-05, 0 new"));
    const struct instrument *it = get(f, "SPX");
    assert_string_equal(it->name, "S&P 500 index");
    check_margin_rates(f, &it->rates);
    check_typed_margin_rates(f, &it->rates);
    remove_directory(f, dir);
    assert_int_equal(market_embedded_load(f->db, f->arena, dir, &report), ERR_NOTFOUND);
    assert_non_null(strstr(report, "fedfunds.csv: No such file"));
    assert_int_equal(db_query(f->db, f->arena, NULL, "delete from market.instrument where symbol = 'SPX'", ""), OK);
    assert_int_equal(db_query(f->db, f->arena, NULL, "delete from market.rate_source where name = 'FEDFUNDS'", ""), OK);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_stored_series_comes_back_to_the_bit),
        CASE(a_file_of_closes_has_no_other_columns),
        CASE(a_session_without_low_has_its_close_there),
        CASE(an_unknown_symbol_is_not_found),
        CASE(an_import_replaces_its_days_and_leaves_the_others),
        CASE(the_same_figures_have_the_same_version_and_others_another),
        CASE(an_unchanged_series_is_answered_from_memory),
        CASE(more_series_than_the_cache_holds_stay_right),
        CASE(nothing_is_stored_when_one_series_of_several_fails),
        CASE(the_list_names_each_instrument_with_its_range),
        cmocka_unit_test(who_has_chosen_nothing_begins_with_what_is_there),
        CASE(an_instrument_without_a_name_of_its_own_is_named_once),
        CASE(what_is_no_symbol_is_refused),
        CASE(dividends_stand_on_their_ex_dates_and_others_are_reported),
        CASE(a_rate_series_stays_monthly_or_daily),
        CASE(daily_rates_take_the_place_of_the_months_that_they_reach_over),
        CASE(the_embedded_series_load_once_and_carry_margin_rates_in_exact_decimals),
    };
    return cmocka_run_group_tests_name("market store", tests, NULL, NULL);
}
