/* price_file.c: tests of src/market/price_file.c, table.c, price_clean.c and file.c: the reference files of odd and hostile
 * uploads with the answers of their index, the same shapes in small, and what must be refused quickly.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/price_fixture.h"

/* ---- the reference files ---- */

static const struct expected {
    const char *name;
    int status;
    int series;
    size_t rows;
    double total_return;
    int warnings;
    const char *option;  /* that the answer offers */
    const char *says[3]; /* parts of its messages */
} expectations[] = {
    {"00_control_good", 200, 1, 21, 0.0216430619, 0, NULL, {NULL}},
    {"01_european_semicolon_decimal_comma", 200, 1, 21, 0.0216429220, 0, NULL, {"\";\"", "\",\"", "day.month.year"}},
    {"02_semicolon_dot_decimal", 200, 1, 21, 0.0216430619, 0, NULL, {"\";\""}},
    {"04_utf8_bom_crlf", 200, 1, 21, 0.0216430619, 0, NULL, {NULL}},
    {"05_quoted_thousands", 200, 1, 21, 0.0216429220, 0, NULL, {NULL}},
    {"06_returns_with_percent_sign", 200, 1, 20, 0.0216435372, 0, NULL, {"percent", "2024-01-02 assumed"}},
    {"08_missing_days", 200, 1, 14, 0.0216430619, 1, NULL, {"2024-01-09 to 2024-01-22 (7 New York sessions missing)"}},
    {"09_nan_and_blank_cells", 200, 1, 14, 0.0216430619, 1, NULL, {"lines 3, 6, 9, 12, 15, 18 and 21"}},
    {"10_duplicate_dates", 422, 0, 0, 0, 1, "duplicates", {"line 7", "lines 8 and 9"}},
    {"11_descending_investing_style", 200, 1, 21, 0.0216429220, 0, NULL, {"newest first", "\"Price\""}},
    {"13_ambiguous_day_month",
     409,
     0,
     0,
     0,
     0,
     "dates",
     {"day/month (2024-01-03 to 2024-12-03, monthly)", "month/day (2024-03-01 to 2024-03-12, daily)"}},
    {"14_overflow_1e308", 422, 0, 0, 0, 0, NULL, {"lines 2, 3, 4 and 5"}},
    {"16_formula_injection", 200, 1, 3, 467.28 / 472.65 - 1, 0, NULL, {NULL}},
    {"17_binary_junk", 415, 0, 0, 0, 0, NULL, {"image"}},
    {"18_utf16le_bom", 200, 1, 21, 0.0216430619, 0, NULL, {"UTF-16LE"}},
    {"19_one_data_row", 422, 0, 0, 0, 0, NULL, {"at least 2 prices"}},
    {"20_no_header", 200, 1, 21, 0.0216430619, 0, NULL, {"no header"}},
    {"21_header_only", 422, 0, 0, 0, 0, NULL, {"no row of data"}},
    {"22_200_columns", 422, 0, 0, 0, 0, "column", {"199 series, the limit is 20"}},
    {"24_very_long_line", 422, 0, 0, 0, 0, NULL, {"line 3", "256"}},
    {"25_unterminated_quote", 422, 0, 0, 0, 0, NULL, {"line 3", "never closed"}},
    {"26_nul_bytes", 422, 0, 0, 0, 0, NULL, {"line 2", "NUL"}},
    {"27_script_in_header_and_cells", 200, 1, 3, 467.28 / 472.65 - 1, 0, NULL, {"<script>alert(document.cookie)"}},
    {"28_empty_file", 422, 0, 0, 0, 0, NULL, {"empty"}},
    {"30_epoch_milliseconds", 200, 1, 21, 0.0216430619, 0, NULL, {"UTC"}},
    {"31_iso_datetime_with_offset", 200, 1, 21, 0.0216430619, 0, NULL, {"local date as written"}},
    {"33_comments_and_total_row", 200, 1, 21, 0.0216430619, 1, NULL, {"2 rows without a date", "27 and 28"}},
    {"34_ragged_rows", 200, 1, 4, 474.60 / 472.65 - 1, 3, NULL, {"lines 3 and 5", "line 4", "skipped: line 5"}},
    {"35_unadjusted_split", 200, 1, 5, 205.0 / 400 - 1, 1, NULL, {"-49.9 % on 2024-01-04", "2:1 split"}},
    {"37_xlsx_renamed_csv", 415, 0, 0, 0, 0, NULL, {"Excel workbook"}},
    {"39_impossible_dates", 422, 0, 0, 0, 0, NULL, {"lines 2, 3 and 5", "lines 4, 7 and 8"}},
    {"40_return_below_minus_100", 422, 0, 0, 0, 0, "unit", {"line 3", "-150 %"}},
    {"41_long_format_two_tickers", 200, 2, 21, 0.0216430619, 0, NULL, {"2 series"}},
    {"43_latin1_header", 200, 1, 21, 0.0216430619, 0, NULL, {"Windows-1252", "Cl\xc3\xb4ture"}},
    {"45_returns_ambiguous_unit", 409, 0, 0, 0, 0, "unit", {"0.0055814593", "0.2874513282"}},
};

static double total_return(const struct price_file *file, const struct price_file_series *s)
{
    const double *x = s->value[PRICE_CLOSE];
    if (file->kind == PRICE_KIND_PRICES)
        return x[s->n - 1] / x[0] - 1;
    double wealth = 1;
    for (size_t i = 0; i < s->n; i++)
        wealth *= 1 + x[i];
    return wealth - 1;
}

static void check_reference_file(const struct expected *e)
{
    struct arena *a = arena_new();
    struct str bytes = shared_file(a, arena_printf(a, "data/bad-csv/%s.csv", e->name));
    const struct price_file_options options = {.today = test_today()};
    struct file_answer answer;
    struct price_file file;
    file_answer_init(&answer, a);
    double start = milliseconds();
    bool ok = price_file_read(&answer, bytes, &options, &file);
    double took = milliseconds() - start;
    print_message("# %s: %d, %.2f ms\n", e->name, answer.status, took);
    assert_int_equal(answer.status, e->status);
    assert_int_equal(ok, e->status == 200);
    assert_int_equal(file.n, e->series);
    assert_int_equal(file_count(&answer, FILE_WARNING), e->warnings);
    assert_true(ok == !file_fault(&answer));
    if (e->option)
        assert_string_equal(answer.option, e->option);
    else
        assert_null(answer.option);
    for (int i = 0; i < 3 && e->says[i]; i++)
        assert_true(any_message_has(&answer, e->says[i]));
    for (int i = 0; i < answer.n; i++)
        assert_true(utf8_valid(str_of(answer.at[i].text)));
    if (ok) {
        assert_int_equal(file.series[0].n, e->rows);
        assert_true(fabs(total_return(&file, &file.series[0]) - e->total_return) < 5e-11);
    }
    assert_true(took < 50 * slowness());
    arena_free(a);
}

static void every_reference_file_is_answered_as_its_index_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        check_reference_file(&expectations[i]);
}

/* ---- the same in small ---- */

static bool read_text(struct fixture *f, const char *text)
{
    return read_prices(f, str_of(text), (struct price_file_options){.today = 0});
}

static void open_high_low_close_and_volume_are_taken_by_their_headers(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "Date,Open,High,Low,Close,Adj Close,Volume\n"
                             "2024-01-02,1.5,2,1,1.25,1.2,70.5M\n2024-01-03,0,2.5,1.25,2.25,2,N/A\n"));
    assert_int_equal(f->file.n, 1);
    assert_true(value(f, 0, PRICE_OPEN, 0) == 1.5 && value(f, 0, PRICE_HIGH, 0) == 2);
    assert_true(value(f, 0, PRICE_LOW, 0) == 1 && value(f, 0, PRICE_CLOSE, 0) == 1.25);
    assert_true(value(f, 0, PRICE_ADJ_CLOSE, 1) == 2 && value(f, 0, PRICE_VOLUME, 0) == 70.5e6);
    assert_true(isnan(value(f, 0, PRICE_OPEN, 1))); /* 0 stands for unknown */
    assert_true(isnan(value(f, 0, PRICE_VOLUME, 1)));
}

static void a_close_outside_low_and_high_is_refused_by_line(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,high,low,close\n2024-01-02,2,1,1.5\n2024-01-03,2,1,2.5\n"));
    assert_int_equal(f->answer.status, FILE_WRONG);
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
}

static void day_and_month_are_settled_by_a_value_above_twelve(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close\n12/01/2024,1\n13/01/2024,2\n"));
    assert_int_equal(f->file.series[0].day[0], day_from_civil(2024, 1, 12));
    assert_true(read_text(f, "date,close\n01/12/2024,1\n01/13/2024,2\n"));
    assert_int_equal(f->file.series[0].day[0], day_from_civil(2024, 1, 12));
    assert_false(read_text(f, "date,close\n13/01/2024,1\n01/14/2024,2\n"));
    assert_int_equal(f->answer.status, FILE_WRONG);
    assert_true(read_text(f, "date,close\n01/01/2024,1\n02/02/2024,2\n")); /* both readings are the same days */
}

static void a_choice_of_day_and_month_is_obeyed(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,close\n03/01/2024,1\n03/02/2024,2\n");
    assert_false(read_prices(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_true(read_prices(f, text, (struct price_file_options){.dates = TABLE_DAY_FIRST}));
    assert_int_equal(f->file.series[0].day[1], day_from_civil(2024, 2, 3));
    assert_true(read_prices(f, text, (struct price_file_options){.dates = TABLE_MONTH_FIRST}));
    assert_int_equal(f->file.series[0].day[1], day_from_civil(2024, 3, 2));
    assert_false(read_prices(f, STR("date,close\n13/01/2024,1\n14/01/2024,2\n"),
                             (struct price_file_options){.dates = TABLE_MONTH_FIRST}));
    assert_int_equal(f->answer.status, FILE_WRONG);
}

static void duplicates_keep_the_one_that_was_chosen(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,close\n2024-01-02,1\n2024-01-03,2\n2024-01-03,3\n");
    assert_false(read_prices(f, text, (struct price_file_options){.today = 0}));
    assert_string_equal(f->answer.option, "duplicates");
    assert_true(read_prices(f, text, (struct price_file_options){.duplicates = PRICE_DUPLICATES_FIRST}));
    assert_true(value(f, 0, PRICE_CLOSE, 1) == 2);
    assert_true(read_prices(f, text, (struct price_file_options){.duplicates = PRICE_DUPLICATES_LAST}));
    assert_true(value(f, 0, PRICE_CLOSE, 1) == 3);
    assert_int_equal(f->file.series[0].n, 2);
}

static void a_comma_before_three_digits_is_a_question(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date;close\n2024-01-02;1,234\n2024-01-03;1,235\n");
    assert_false(read_prices(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_string_equal(f->answer.option, "decimal");
    assert_true(read_prices(f, text, (struct price_file_options){.decimal = ','}));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 1.234);
    assert_true(read_prices(f, text, (struct price_file_options){.decimal = '.'}));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 1234);
}

static void one_file_has_one_decimal_sign(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date;close;volume\n2024-01-02;463,89;1,234\n2024-01-03;460,1;2,345\n"));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 463.89 && value(f, 0, PRICE_VOLUME, 0) == 1.234);
    assert_false(read_text(f, "date;close\n2024-01-02;463,89\n2024-01-03;460.1\n"));
    assert_int_equal(f->answer.status, FILE_WRONG);
}

static void every_column_of_a_wide_file_is_a_series(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,ALPHA,BETA\n2024-01-02,10,20\n2024-01-03,11,\n2024-01-04,12,22\n"));
    assert_int_equal(f->file.n, 2);
    assert_string_equal(f->file.series[1].name, "BETA");
    assert_int_equal(f->file.series[0].n, 3);
    assert_int_equal(f->file.series[1].n, 2);
    assert_true(any_message_has(&f->answer, "BETA: 1 row without a value skipped: line 3"));
    assert_true(read_prices(f, STR("date,ALPHA,BETA\n2024-01-02,10,20\n2024-01-03,11,21\n"),
                            (struct price_file_options){.columns = {1, {"beta"}}}));
    assert_int_equal(f->file.n, 1);
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 20);
    assert_false(read_prices(f, STR("date,ALPHA\n2024-01-02,10\n2024-01-03,11\n"),
                             (struct price_file_options){.columns = {1, {"GAMMA"}}}));
    assert_non_null(strstr(file_fault(&f->answer), "there are: ALPHA"));
}

static void one_ticker_of_a_long_file_can_be_chosen(void **state)
{
    struct fixture *f = *state;
    struct str text =
        STR("ticker,date,close\nAA,2024-01-02,10\nBB,2024-01-02,20\nAA,2024-01-03,11\nBB,2024-01-03,21\n");
    assert_true(read_prices(f, text, (struct price_file_options){.symbols = {1, {"bb"}}}));
    assert_int_equal(f->file.n, 1);
    assert_string_equal(f->file.series[0].name, "BB");
    assert_true(value(f, 0, PRICE_CLOSE, 1) == 21);
    assert_true(f->file.long_format);
    assert_false(read_prices(f, text, (struct price_file_options){.symbols = {1, {"CC"}}}));
    assert_int_equal(f->answer.status, FILE_WRONG);
}

static void the_unit_of_returns_is_settled_by_sign_header_or_person(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,return %\n2024-01-02,0.5\n2024-01-03,-0.25\n"));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 0.005);
    struct str text = STR("date,return\n2024-01-02,0.5\n2024-01-03,-0.25\n");
    assert_false(read_prices(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_true(read_prices(f, text, (struct price_file_options){.unit = PRICE_UNIT_FRACTION}));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 0.5);
    assert_true(read_prices(f, text, (struct price_file_options){.unit = PRICE_UNIT_PERCENT}));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 0.005);
    assert_true(read_text(f, "date,return\n2024-01-02,1.5\n2024-01-03,-2.25\n2024-01-04,3\n"));
    assert_true(any_message_has(&f->answer, "taken as percent"));
    assert_false(read_text(f, "date,return\n2024-01-02,1.5%\n2024-01-03,-2.25\n"));
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
}

static void a_total_loss_is_allowed_in_the_last_row_only(void **state)
{
    struct fixture *f = *state;
    struct price_file_options fraction = {.unit = PRICE_UNIT_FRACTION};
    assert_true(read_prices(f, STR("date,return\n2024-01-02,0.5\n2024-01-03,-1\n"), fraction));
    assert_false(read_prices(f, STR("date,return\n2024-01-02,-1\n2024-01-03,0.5\n"), fraction));
    assert_non_null(strstr(file_fault(&f->answer), "line 2"));
}

static void numbers_below_one_without_a_header_are_a_question(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("2024-01-02,0.86\n2024-01-03,0.87\n");
    assert_false(read_prices(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_string_equal(f->answer.option, "kind");
    assert_true(read_prices(f, text, (struct price_file_options){.kind = PRICE_KIND_PRICES}));
    assert_int_equal(f->file.kind, PRICE_KIND_PRICES);
}

static void prices_of_zero_or_less_are_refused(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,close\n2024-01-02,1\n2024-01-03,0\n2024-01-04,-3\n"));
    assert_int_equal(f->answer.status, FILE_WRONG);
    assert_non_null(strstr(file_fault(&f->answer), "lines 3 and 4"));
}

static void remarks_above_the_header_are_skipped(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "Prices of a fund\nDownloaded,2024-02-01\nDate,Close\n2024-01-02,1\n2024-01-03,2\n"));
    assert_int_equal(f->file.series[0].n, 2);
    assert_true(any_message_has(&f->answer, "2 lines above the header skipped"));
}

static void dates_of_the_next_day_pass_and_later_ones_do_not(void **state)
{
    struct fixture *f = *state;
    struct price_file_options options = {.today = day_from_civil(2024, 1, 2)};
    assert_true(read_prices(f, STR("date,close\n2024-01-02,1\n2024-01-03,2\n"), options));
    assert_true(any_message_has(&f->answer, "today or later"));
    assert_false(read_prices(f, STR("date,close\n2024-01-03,1\n2024-01-04,2\n"), options));
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
}

static void a_quoted_cell_may_go_over_lines_and_lines_still_count(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close,note\r\n2024-01-02,1,\"two\r\nlines, one cell\"\r\n2024-01-03,x,ok\r\n"
                             "2024-01-04,3,\"a \"\"b\"\"\"\r\n"));
    assert_int_equal(f->file.series[0].n, 2);
    assert_true(any_message_has(&f->answer, "not a number: line 4"));
}

static void old_line_ends_tabs_and_pipes_are_read(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date\tclose\r2024-01-02\t1\r2024-01-03\t2"));
    assert_true(any_message_has(&f->answer, "separator tab"));
    assert_true(read_text(f, "date|close\n2024-01-02|1\n2024-01-03|2\n"));
    assert_int_equal(f->file.series[0].n, 2);
}

static void repeats_weekends_and_jumps_are_pointed_out(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close\n2024-01-02,5\n2024-01-03,5\n2024-01-04,5\n2024-01-05,5\n2024-01-08,5\n"
                             "2024-01-09,8\n"));
    assert_true(any_message_has(&f->answer, "five times or more in a row, from line 2"));
    assert_true(any_message_has(&f->answer, "line 7: +60.0 %"));
    struct buf b;
    buf_init(&b, f->arena, 1024);
    buf_puts(&b, "date,close\n2024-01-06,99\n"); /* a Saturday among weekdays */
    int32_t day = day_from_civil(2024, 1, 8);
    for (int i = 0; i < 40; i++, day += day_weekday(day) == 4 ? 3 : 1) {
        char text[DAY_TEXT];
        buf_printf(&b, "%s,%d\n", day_text(day, text), 100 + i);
    }
    assert_true(read_prices(f, buf_view(&b), (struct price_file_options){.today = 0}));
    assert_true(any_message_has(&f->answer, "weekend dates in line 2"));
}

static void the_base_date_of_returns_is_one_period_before(void **state)
{
    static const struct {
        const char *text;
        int year, month, mday;
    } cases[] = {
        {"date,return\n2024-01-08,1%\n2024-01-09,1%\n", 2024, 1, 5},                  /* Monday: the Friday before */
        {"date,return\n2024-01-12,1%\n2024-01-19,1%\n2024-01-26,1%\n", 2024, 1, 5},   /* weekly */
        {"date,return\n2024-01-08,1%\n2024-01-15,1%\n2024-01-22,1%\n", 2024, 1, 5},   /* by their Mondays */
        {"date,return\n2024-03-28,1%\n2024-04-05,1%\n2024-04-12,1%\n", 2024, 3, 22},  /* before Good Friday */
        {"date,return\n2024-01-07,1%\n2024-01-14,1%\n2024-01-21,1%\n", 2023, 12, 29}, /* by their Sundays */
        {"date,return\n2024-01-31,1%\n2024-02-29,1%\n", 2023, 12, 31},
        {"date,return\n2024-03-31,1%\n2024-06-30,1%\n", 2023, 12, 31},
        {"date,return\n2022,1%\n2023,1%\n", 2021, 12, 31},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(read_text(f, cases[i].text));
        assert_int_equal(f->file.series[0].base_day, day_from_civil(cases[i].year, cases[i].month, cases[i].mday));
    }
}

static void returns_become_an_index_that_begins_at_100(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,return\n2024-01-03,10%\n2024-01-04,-50%\n"));
    assert_true(price_file_index(f->arena, &f->file.series[0]));
    assert_int_equal(f->file.series[0].n, 3);
    assert_int_equal(f->file.series[0].day[0], day_from_civil(2024, 1, 2));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 100);
    assert_true(fabs(value(f, 0, PRICE_CLOSE, 2) - 55) < 1e-12);
    assert_true(read_text(f, "date,return\n2024-01-03,10%\n2024-01-04,-100%\n"));
    assert_false(price_file_index(f->arena, &f->file.series[0]));
}

static void words_of_the_file_are_quoted_without_control_characters(void **state)
{
    struct fixture *f = *state;
    const char *text = file_quote(f->arena, STR("a\033[2Jb\xc2\x9b"
                                                "c\n"));
    assert_string_equal(text, "a?[2Jb??c?");
    char longs[200];
    memset(longs, 'x', sizeof longs);
    memcpy(longs + 59, "\xc3\xa9", 2); /* would be cut in two */
    text = file_quote(f->arena, (struct str){longs, sizeof longs});
    assert_true(utf8_valid(str_of(text)));
    assert_true(strlen(text) <= 63);
}

/* ---- what must be refused quickly ---- */

static void repeat(struct buf *b, const char *s, size_t bytes)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < bytes; i += n)
        buf_add(b, s, n);
}

static void check_refused(struct fixture *f, const struct buf *b, int status)
{
    double start = milliseconds();
    assert_false(read_prices(f, buf_view(b), (struct price_file_options){.today = 0}));
    double took = milliseconds() - start;
    print_message("# %zu bytes: %s: %.0f ms\n", b->n, file_fault(&f->answer), took);
    assert_int_equal(f->answer.status, status);
    assert_true(took < 500 * slowness());
}

static void ten_megabytes_of_one_character_are_refused_in_linear_time(void **state)
{
    static const struct {
        const char *piece;
        int status;
    } cases[] = {{",", FILE_TOO_LARGE},    {"\"", FILE_WRONG},  {"\r", FILE_WRONG},
                 {"\n", FILE_WRONG},       {" ", FILE_WRONG},   {"9", FILE_WRONG},
                 {"\"\n", FILE_TOO_LARGE}, {"#\n", FILE_WRONG}, {",\n", FILE_TOO_LARGE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f = {.arena = arena_new()};
        struct buf b;
        buf_init(&b, f.arena, FILE_BYTES_MAX);
        repeat(&b, cases[i].piece, FILE_BYTES_MAX - 1);
        check_refused(&f, &b, cases[i].status);
        arena_free(f.arena);
    }
    (void)state;
}

static void more_than_ten_megabytes_are_refused(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, FILE_BYTES_MAX + 16);
    buf_puts(&b, "date,close\n");
    repeat(&b, "2024-01-02,1\n", FILE_BYTES_MAX);
    check_refused(f, &b, FILE_TOO_LARGE);
}

static void a_hundred_thousand_columns_are_refused(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 1024);
    buf_puts(&b, "date,close\n2024-01-02,1\n2024-01-03");
    repeat(&b, ",1", 200000);
    check_refused(f, &b, FILE_TOO_LARGE);
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
}

static void days_from_1860_on_are_refused(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 1024 * 1024);
    buf_puts(&b, "date,close\n");
    for (int32_t i = 0, day = day_from_civil(1860, 1, 1); i < 60000; i++) {
        char text[DAY_TEXT];
        buf_printf(&b, "%s,%d\n", day_text(day + i, text), 100 + i % 7);
    }
    check_refused(f, &b, FILE_WRONG);
    assert_non_null(strstr(file_fault(&f->answer), "1900-01-01"));
}

static void more_than_200000_rows_are_refused(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 1024 * 1024);
    buf_puts(&b, "date,close\n");
    repeat(&b, "2024-01-02,1\n", 13 * 200001);
    check_refused(f, &b, FILE_TOO_LARGE);
}

static void a_number_longer_than_256_bytes_is_refused_by_line(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 1024);
    buf_puts(&b, "date,close\n2024-01-02,1\n2024-01-03,");
    repeat(&b, "1", 300);
    check_refused(f, &b, FILE_WRONG);
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
    assert_non_null(strstr(file_fault(&f->answer), "256"));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reference_file_is_answered_as_its_index_says),
        CASE(open_high_low_close_and_volume_are_taken_by_their_headers),
        CASE(a_close_outside_low_and_high_is_refused_by_line),
        CASE(day_and_month_are_settled_by_a_value_above_twelve),
        CASE(a_choice_of_day_and_month_is_obeyed),
        CASE(duplicates_keep_the_one_that_was_chosen),
        CASE(a_comma_before_three_digits_is_a_question),
        CASE(one_file_has_one_decimal_sign),
        CASE(every_column_of_a_wide_file_is_a_series),
        CASE(one_ticker_of_a_long_file_can_be_chosen),
        CASE(the_unit_of_returns_is_settled_by_sign_header_or_person),
        CASE(a_total_loss_is_allowed_in_the_last_row_only),
        CASE(numbers_below_one_without_a_header_are_a_question),
        CASE(prices_of_zero_or_less_are_refused),
        CASE(remarks_above_the_header_are_skipped),
        CASE(dates_of_the_next_day_pass_and_later_ones_do_not),
        CASE(a_quoted_cell_may_go_over_lines_and_lines_still_count),
        CASE(old_line_ends_tabs_and_pipes_are_read),
        CASE(repeats_weekends_and_jumps_are_pointed_out),
        CASE(the_base_date_of_returns_is_one_period_before),
        CASE(returns_become_an_index_that_begins_at_100),
        CASE(words_of_the_file_are_quoted_without_control_characters),
        cmocka_unit_test(ten_megabytes_of_one_character_are_refused_in_linear_time),
        CASE(more_than_ten_megabytes_are_refused),
        CASE(a_hundred_thousand_columns_are_refused),
        CASE(days_from_1860_on_are_refused),
        CASE(more_than_200000_rows_are_refused),
        CASE(a_number_longer_than_256_bytes_is_refused_by_line),
    };
    return cmocka_run_group_tests_name("price_file", tests, NULL, NULL);
}
