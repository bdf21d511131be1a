/* dated_file.c: tests of src/market/dated_file.c, and of the table of federal funds rates that comes with the hub.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/files.h"

static bool read_text(struct arena *a, const char *text, enum dated_kind kind, struct file_answer *f,
                      struct dated_file *out)
{
    const struct price_file_options options = {.today = test_today()};
    file_answer_init(f, a);
    return dated_file_read(f, str_of(text), kind, &options, out);
}

static void dividends_are_read_by_ex_date(void **state)
{
    struct arena *a = arena_new();
    struct file_answer f;
    struct dated_file d;
    (void)state;
    assert_true(read_text(a, "ex_date,dividend\n2024-03-15,1.594937\n2024-06-21,1.759024\n", DATED_DIVIDENDS, &f, &d));
    assert_int_equal(d.n, 2);
    assert_int_equal(d.day[1], day_from_civil(2024, 6, 21));
    assert_true(d.value[0] == 1.594937);
    assert_false(d.monthly);
    arena_free(a);
}

static void figures_out_of_range_are_refused_by_line(void **state)
{
    struct arena *a = arena_new();
    struct file_answer f;
    struct dated_file d;
    (void)state;
    assert_false(read_text(a, "ex_date,dividend\n2024-03-15,1\n2024-06-21,0\n", DATED_DIVIDENDS, &f, &d));
    assert_non_null(strstr(file_fault(&f), "line 3"));
    assert_false(read_text(a, "date,percent\n2024-03-15,1e309\n", DATED_RATES, &f, &d));
    assert_non_null(strstr(file_fault(&f), "line 2"));
    assert_int_equal(d.n, 0);
    arena_free(a);
}

static void a_table_of_many_columns_needs_a_choice(void **state)
{
    struct arena *a = arena_new();
    struct file_answer f;
    struct dated_file d;
    (void)state;
    assert_false(read_text(a, "date,this,that\n2024-03-15,1,2\n", DATED_RATES, &f, &d));
    assert_string_equal(f.option, "column");
    const struct price_file_options options = {.today = test_today(), .columns = {1, {"that"}}};
    file_answer_init(&f, a);
    assert_true(dated_file_read(&f, STR("date,this,that\n2024-03-15,1,2\n"), DATED_RATES, &options, &d));
    assert_true(d.value[0] == 2);
    arena_free(a);
}

static void rates_by_month_carry_the_first_day_of_their_month(void **state)
{
    static const char *const texts[] = {"month,percent\n2000-01,5.45\n2000-02,5.73\n",
                                        "date,rate\n2000-01-31,5.45\n2000-02-29,5.73\n",
                                        "date,rate\nFeb 2000,5.73\nJan 2000,5.45\n"};
    struct arena *a = arena_new();
    struct file_answer f;
    struct dated_file d;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(read_text(a, texts[i], DATED_RATES, &f, &d));
        assert_true(d.monthly);
        assert_int_equal(d.day[0], day_from_civil(2000, 1, 1));
        assert_true(d.value[1] == 5.73);
    }
    assert_true(read_text(a, "date,rate\n2000-01-03,5.45\n2000-01-04,5.43\n", DATED_RATES, &f, &d));
    assert_false(d.monthly);
    arena_free(a);
}

static void read_fed_funds(struct arena *a, struct dated_file *d)
{
    struct file_answer f;
    struct str bytes;
    const char *why;
    const struct price_file_options options = {.today = test_today()};
    assert_true(file_load(a, HUB_TOP_SRCDIR "/data/market/fedfunds.csv", &bytes, &why));
    assert_true(str_starts(bytes, "# source: Board of Governors of the Federal Reserve System, H.15"));
    file_answer_init(&f, a);
    assert_true(dated_file_read(&f, bytes, DATED_RATES, &options, d));
}

static void our_fed_funds_table_has_every_month_from_2000_on(void **state)
{
    struct arena *a = arena_new();
    struct dated_file d;
    (void)state;
    read_fed_funds(a, &d);
    assert_true(d.monthly);
    assert_int_equal(d.n, 304);
    assert_int_equal(d.day[0], day_from_civil(2000, 1, 1));
    assert_int_equal(d.day[d.n - 1], day_from_civil(2025, 4, 1));
    for (size_t i = 1; i < d.n; i++)
        assert_int_equal(day_month(d.day[i]), day_month(d.day[i - 1]) + 1);
    arena_free(a);
}

static void our_fed_funds_figures_are_the_published_ones(void **state)
{
    struct arena *a = arena_new();
    struct dated_file ours, theirs;
    struct file_answer f;
    (void)state;
    struct str bytes = shared_file(a, "data/prices/fed_funds_monthly.csv");
    const struct price_file_options options = {.today = test_today()};
    file_answer_init(&f, a);
    assert_true(dated_file_read(&f, bytes, DATED_RATES, &options, &theirs));
    read_fed_funds(a, &ours);
    assert_int_equal(ours.n, theirs.n);
    assert_memory_equal(ours.day, theirs.day, ours.n * sizeof *ours.day);
    assert_memory_equal(ours.value, theirs.value, ours.n * sizeof *ours.value);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dividends_are_read_by_ex_date),
        cmocka_unit_test(figures_out_of_range_are_refused_by_line),
        cmocka_unit_test(a_table_of_many_columns_needs_a_choice),
        cmocka_unit_test(rates_by_month_carry_the_first_day_of_their_month),
        cmocka_unit_test(our_fed_funds_table_has_every_month_from_2000_on),
        cmocka_unit_test(our_fed_funds_figures_are_the_published_ones),
    };
    return cmocka_run_group_tests_name("dated_file", tests, NULL, NULL);
}
