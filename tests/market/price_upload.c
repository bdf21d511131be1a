/* price_upload.c: tests of what the returns section asks of src/market/price_file.c: columns as a person says, both readings of a
 * question, the preview, dividends and total return, warnings about the pace; and of price_source.c and file_json.c.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/price_fixture.h"

#include "market/file_json.h"
#include "market/price_source.h"

static bool read_bytes(struct fixture *f, struct str bytes, struct price_file_options options)
{
    options.analysed = true;
    return read_prices(f, bytes, options);
}

static bool read_text(struct fixture *f, const char *text)
{
    return read_bytes(f, str_of(text), (struct price_file_options){.today = 0});
}

static void assert_choice(const struct fixture *f, int i, const char *value, const char *preview)
{
    assert_true(i < f->answer.n_choices);
    assert_string_equal(f->answer.choice[i].value, value);
    if (!strstr(f->answer.choice[i].preview, preview))
        fail_msg("%s: %s", value, f->answer.choice[i].preview);
}

/* ---- questions ---- */

/* The fixture's arena is its tear-down's to free, also where the file is missing and the test is skipped. */
static struct str reference_file(const struct fixture *f, const char *name)
{
    struct arena *own = arena_new();
    struct str bytes = shared_file(own, name);
    bytes.s = arena_dup(f->arena, bytes.s, bytes.n);
    arena_free(own);
    return bytes;
}

static void dates_that_can_be_read_two_ways_show_both_ranges(void **state)
{
    struct fixture *f = *state;
    struct str bytes = reference_file(f, "data/bad-csv/13_ambiguous_day_month.csv");
    assert_false(read_bytes(f, bytes, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_int_equal(f->answer.n_choices, 2);
    assert_choice(f, 0, "dmy", "2024-01-03 to 2024-12-03, monthly");
    assert_choice(f, 1, "mdy", "2024-03-01 to 2024-03-12, daily");
    assert_string_equal(f->answer.likely, "dmy"); /* preselected, never taken */
}

static void a_unit_that_is_not_said_shows_what_either_comes_to(void **state)
{
    struct fixture *f = *state;
    struct str bytes = reference_file(f, "data/bad-csv/45_returns_ambiguous_unit.csv");
    assert_false(read_bytes(f, bytes, (struct price_file_options){.today = 0}));
    assert_choice(f, 0, "percent", "together 0.56 %");
    assert_choice(f, 1, "fraction", "together 28.75 %");
    assert_null(f->answer.likely);
    assert_true(read_bytes(f, bytes, (struct price_file_options){.unit = PRICE_UNIT_FRACTION}));
}

static void rows_that_differ_for_one_date_are_shown(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,close\n2024-01-02,1\n2024-01-03,2\n2024-01-03,3\n"));
    assert_string_equal(f->answer.option, "duplicates");
    assert_choice(f, 0, "first", "2024-01-03: 2 (line 3)");
    assert_choice(f, 1, "last", "2024-01-03: 3 (line 4)");
}

static void numbers_that_can_be_prices_are_preselected_as_such(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "2024-01-02,0.8\n2024-01-03,0.82\n2024-01-04,0.84\n"));
    assert_string_equal(f->answer.option, "kind");
    assert_string_equal(f->answer.likely, "prices");
    assert_choice(f, 0, "prices", "from 0.8 on 2024-01-02 to 0.84 on 2024-01-04: together 5.00 %");
    assert_choice(f, 1, "returns", "2.48 % if they are percent");
}

static void of_many_series_up_to_twenty_are_chosen(void **state)
{
    struct fixture *f = *state;
    struct str bytes = reference_file(f, "data/bad-csv/22_200_columns.csv");
    assert_false(read_bytes(f, bytes, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_WRONG);
    assert_string_equal(f->answer.option, "column");
    assert_int_equal(f->answer.choose_max, PRICE_FILE_SERIES_MAX);
    assert_int_equal(f->answer.n_choices, 199);
    struct price_names two = {2, {f->answer.choice[3].value, f->answer.choice[150].value}};
    assert_true(read_bytes(f, bytes, (struct price_file_options){.columns = two}));
    assert_int_equal(f->file.n, 2);
    assert_string_equal(f->file.series[1].name, two.at[1]);
    assert_int_equal(f->file.series[0].n, 21);
}

static void of_many_tickers_the_chosen_are_taken(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 1024);
    buf_puts(&b, "date,ticker,close\n");
    for (int i = 0; i < 60; i++)
        buf_printf(&b, "2024-01-%02d,T%d,%d\n", i / 30 + 2, i % 30, 100 + i);
    assert_false(read_bytes(f, buf_view(&b), (struct price_file_options){.today = 0}));
    assert_string_equal(f->answer.option, "symbol");
    assert_int_equal(f->answer.n_choices, 30);
    assert_choice(f, 29, "T29", "2 rows");
    assert_true(read_bytes(f, buf_view(&b), (struct price_file_options){.symbols = {2, {"t7", "T29"}}}));
    assert_int_equal(f->file.n, 2);
    assert_true(value(f, 1, PRICE_CLOSE, 1) == 159);
}

static void the_newest_price_is_the_last_in_whatever_order(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "2024-01-04,0.84\n2024-01-03,0.82\n2024-01-02,0.8\n"));
    assert_choice(f, 0, "prices", "from 0.8 on 2024-01-02 to 0.84 on 2024-01-04: together 5.00 %");
}

static void prices_under_a_heading_of_returns_are_a_question(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,Total Return\n2024-01-02,100\n2024-01-03,101.5\n2024-01-04,102\n"));
    assert_string_equal(f->answer.option, "kind");
}

static void returns_under_a_heading_of_prices_are_offered_as_such(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,value\n2024-01-02,0.01\n2024-01-03,-0.02\n2024-01-04,0.03\n");
    assert_false(read_bytes(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_WRONG);
    assert_string_equal(f->answer.option, "kind");
    assert_string_equal(f->answer.choice[0].value, "returns");
    assert_true(
        read_bytes(f, text, (struct price_file_options){.kind = PRICE_KIND_RETURNS, .unit = PRICE_UNIT_FRACTION}));
}

static void columns_in_per_cent_and_others_are_told_apart(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,A,B\n2024-01-02,5,1%\n2024-01-03,6,2%\n");
    assert_false(read_bytes(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_true(any_message_has(&f->answer, "\"B\" is in percent and \"A\" is not"));
    assert_int_equal(f->answer.n_choices, 2);
    assert_true(read_bytes(f, text, (struct price_file_options){.columns = {1, {"B"}}}));
}

static void points_that_may_group_thousands_are_asked_about_between_semicolons(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("Datum;Kurs\n02.01.2024;4.638\n03.01.2024;4.651\n");
    assert_false(read_bytes(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_string_equal(f->answer.option, "decimal");
    assert_true(read_bytes(f, text, (struct price_file_options){.decimal = ','}));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 4638);
    assert_true(read_text(f, "Datum;Kurs\n02.01.2024;4.638\n03.01.2024;4.65\n"));
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 4.638);
    assert_true(read_text(f, "date,close\n2024-01-02,4.638\n2024-01-03,4.651\n"));
}

/* Each would be read, as something else than what stands there. */
static void what_would_be_read_wrongly_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        size_t line;
        const char *says;
    } cases[] = {
        {"date,close\n2024-01-02,4,638.75\n2024-01-03,4,639.10\n", 2, "put numbers with commas in quotes"},
        {"date,close,volume\n2024-01-02,463,89,7\n2024-01-03,460,10,8\n2024-01-04,461,9\n", 2,
         "names, in lines 2 and 3: put"},
        {"\"date\",\"close\"\n\"1\",\"2024-01-02\",463\n\"2\",\"2024-01-03\",464\n", 2, "give every column a name"},
        {"Year,Jan,Feb,Mar,Apr\n2022,1%,2%,-1%,1%\n2023,1%,2%,-1%,1%\n", 1, "the columns are months"},
        {"Jahr;Januar;Februar;M\xc3\xa4rz;April\n2022;1%;2%;-1%;1%\n2023;1%;2%;-1%;1%\n", 1, "the columns are months"},
        {"date,A,date,B\n2024-01-02,5,2024-01-03,6\n2024-01-03,5,2024-01-04,6\n", 2, "choose series of one column"},
        {"Year,Month,Close\n2024,1,5\n2024,2,6\n", 1, "write them as one date"},
        {"date,return (bps)\n2024-01-02,50\n2024-01-03,-30\n", 0, "in basis points"},
        {"date,log return\n2024-01-02,0.01\n2024-01-03,-0.02\n", 0, "logarithms"},
        {"date;close\n2024-01-02;463.89\n2024-01-03;0,123\n", 3, "a comma at line 3"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("# %s\n", cases[i].says);
        assert_false(read_text(f, cases[i].text));
        assert_int_equal(f->answer.status, FILE_WRONG);
        assert_int_equal(f->answer.at[f->answer.n - 1].line, cases[i].line);
        assert_true(any_message_has(&f->answer, cases[i].says));
    }
}

/* Where days are the same twice, or but one series is taken, there is nothing to confuse. */
static void a_second_column_of_dates_does_no_harm_to_one_series(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,A,date,B\n2024-01-02,5,2024-01-03,6\n2024-01-03,5,2024-01-04,7\n");
    assert_false(read_bytes(f, text, (struct price_file_options){.kind = PRICE_KIND_PRICES}));
    assert_int_equal(f->answer.n_choices, 2);
    assert_true(
        read_bytes(f, text, (struct price_file_options){.kind = PRICE_KIND_PRICES, .columns = price_name("A")}));
    struct price_file_options b = {.kind = PRICE_KIND_PRICES, .columns = price_name("B")};
    assert_false(read_bytes(f, text, b)); /* it has other days */
    b.date_column = "column 3";
    assert_true(read_bytes(f, text, b));
    assert_int_equal(f->file.series[0].day[1], day_from_civil(2024, 1, 4));
    assert_true(read_bytes(f, STR("date,A,day,B\n2024-01-02,5,2024-01-02,6\n2024-01-03,5,2024-01-03,7\n"),
                           (struct price_file_options){.kind = PRICE_KIND_PRICES}));
    assert_int_equal(f->file.n, 2);
    assert_true(read_bytes(f, STR("trade date,settle date,A,B\n2024-01-02,2024-01-04,5,6\n2024-01-03,2024-01-05,5,7\n"),
                           (struct price_file_options){.kind = PRICE_KIND_PRICES}));
}

static void nordic_headings_are_known(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "\"Datum\",\"Senaste\",\"\xc3\x96ppen\",\"H\xc3\xb6gst\",\"L\xc3\xa4gst\",\"+/- %\"\n"
                             "2024-01-02,\"460,5\",\"460,0\",\"461,0\",\"459,0\",\"0,5%\"\n"
                             "2024-01-03,\"461,5\",\"460,0\",\"462,0\",\"459,0\",\"0,2%\"\n"));
    assert_int_equal(f->file.kind, PRICE_KIND_PRICES);
    assert_true(value(f, 0, PRICE_HIGH, 1) == 462);
    assert_true(read_text(f, "Dato;Seneste\n02.01.2024;460,5\n03.01.2024;461,5\n"));
}

static void losses_keep_their_sign_however_it_is_written(void **state)
{
    static const char *const losses[] = {"-2.5%",
                                         "\xe2\x88\x92"
                                         "2.5%",
                                         "\xe2\x80\x93"
                                         "2.5%",
                                         "\xe2\x80\x90"
                                         "2.5%",
                                         "(2.5%)",
                                         "2.5-%"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        struct str text = str_of(arena_printf(f->arena, "date,return\n2024-01-02,1%%\n2024-01-03,%s\n", losses[i]));
        assert_true(read_bytes(f, text, (struct price_file_options){.today = 0}));
        assert_int_equal(file_count(&f->answer, FILE_WARNING), 0);
        assert_true(value(f, 0, PRICE_CLOSE, 1) == -0.025);
    }
}

static void other_formats_are_called_by_their_names(void **state)
{
    static const char *const cases[][2] = {{"[{\"date\":\"2024-01-02\"}]", "JSON"},
                                           {"{\"date\":\"2024-01-02\"}", "JSON"},
                                           {"<?xml version=\"1.0\"?><a/>", "XML"},
                                           {"{\\rtf1 2024-01-02,1}", "RTF"}};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(read_text(f, cases[i][0]));
        assert_int_equal(f->answer.status, FILE_NOT_TEXT);
        assert_true(any_message_has(&f->answer, cases[i][1]));
    }
}

static void a_total_loss_may_be_the_last_fraction(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,return\n2024-01-31,0.1\n2024-02-29,-0.2\n2024-03-31,-1\n");
    assert_false(read_bytes(f, text, (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_choice(f, 1, "fraction",
                  "together \xe2\x88\x92"
                  "100.00 %");
    assert_true(read_bytes(f, text, (struct price_file_options){.unit = PRICE_UNIT_FRACTION}));
}

/* ---- nothing is left out without a word ---- */

static void twenty_series_have_all_their_messages(void **state)
{
    enum { SERIES = 20, ROWS = 70 };
    struct fixture *f = *state;
    struct buf b;
    char day[DAY_TEXT];
    buf_init(&b, f->arena, 4096);
    buf_puts(&b, "date");
    for (int c = 1; c <= SERIES; c++)
        buf_printf(&b, ",F%d.", c);
    for (int i = 0; i < ROWS; i++) {
        buf_printf(&b, "\n%s", day_text(day_from_civil(2024, 1, 1) + i, day));
        for (int c = 1; c <= SERIES; c++)
            if (i == c)
                buf_puts(&b, ",");
            else
                buf_printf(&b, ",%s%d", i == c + 30 ? "x" : "", i % 40 == c ? 1000 : 100 + i);
    }
    assert_true(read_bytes(f, buf_view(&b), (struct price_file_options){.kind = PRICE_KIND_PRICES}));
    for (int c = 1; c <= SERIES; c++) {
        static const char *const said[] = {"1 row without a value skipped",
                                           "1 row skipped whose value is not a number"};
        for (size_t i = 0; i < sizeof said / sizeof *said; i++)
            if (!any_message_has(&f->answer, arena_printf(f->arena, "F%d.: %s", c, said[i])))
                fail_msg("F%d.: %s", c, said[i]);
    }
}

static void rows_without_a_ticker_are_listed(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,ticker,close\n2024-01-02,A,1\n2024-01-03,,2\n2024-01-04,A,1.5\n"));
    assert_true(any_message_has(&f->answer, "1 row without a ticker skipped: line 3"));
    assert_int_equal(f->answer.at[0].column, 2);
}

static void what_is_no_dividend_is_listed(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close,dividends\n2024-01-02,10,\n2024-01-03,11,oops\n2024-01-04,12,0.5\n"));
    assert_true(any_message_has(&f->answer, "dividends: what is not a number was taken as blank in line 3"));
}

static void remarks_between_the_rows_are_listed(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "# from a bank\ndate,close\n2024-01-02,10\n#N/A,11\n2024-01-04,12\n"));
    assert_true(any_message_has(&f->answer, "2 lines of remarks (#) skipped: lines 1 and 4"));
}

static void a_first_row_without_a_date_is_no_header(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close\n,460\n2024-01-03,461\n2024-01-04,462\n"));
    assert_string_equal(f->file.series[0].name, "close");
    assert_true(any_message_has(&f->answer, "1 row without a date skipped: line 2"));
}

static void several_values_on_every_day_may_be_several_funds(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,which,close\n2024-01-02,A,1\n2024-01-02,B,5\n2024-01-03,A,2\n2024-01-03,B,6\n"));
    assert_true(any_message_has(&f->answer, "if these are several funds, which column names them"));
    assert_false(read_text(f, "date,close\n2024-01-02,1\n2024-01-02,5\n2024-01-03,2\n2024-01-04,6\n"));
    assert_false(any_message_has(&f->answer, "several funds"));
}

static void all_gaps_and_jumps_have_their_lines(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    char day[DAY_TEXT];
    buf_init(&b, f->arena, 4096);
    buf_puts(&b, "date,close\n");
    for (int i = 0; i < 60; i++)
        buf_printf(&b, "%s,%d\n", day_text(day_from_civil(2023, 1, 2) + i / 5 * 14 + i % 5, day),
                   i % 10 == 0 ? 500 : 100);
    assert_true(read_bytes(f, buf_view(&b), (struct price_file_options){.today = 0}));
    assert_true(any_message_has(&f->answer, "8 more gaps, before lines 22, 27, 32, 37, 42, 47, 52 and 57"));
    assert_true(any_message_has(&f->answer, "more jumps of over 40 %: lines 23, 32"));
}

static void a_refusal_says_the_column_and_shows_the_cell(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,close\nsoon,1\nlater,2\n"));
    assert_true(any_message_has(&f->answer, "line 2: \"soon\" under \"date\" is not understood as a date"));
    assert_false(read_text(f, "date,close\n2024-01-02,about 7\n2024-01-03,8 or so\n"));
    assert_true(any_message_has(&f->answer, "line 2 has \"about 7\" under \"close\""));
    assert_int_equal(f->answer.at[0].column, 2);
    assert_false(read_text(f, "date,close\n2024-02-30,1\n2024-01-03,2\n"));
    assert_int_equal(f->answer.at[0].column, 1);
    assert_false(read_text(f, "<!DOCTYPE html>\n<html>please sign in, dear</html>\n"));
    assert_int_equal(f->answer.status, FILE_NOT_TEXT);
}

/* ---- what programs export ---- */

static void headings_are_known_in_several_languages(void **state)
{
    static const char *const heads[] = {
        "Datum;Zuletzt;Er\xc3\xb6"
        "ffn.;Hoch;Tief;Vol.;+/- %",
        "Date;Dernier;Ouv.; Plus Haut;Plus Bas;Vol.;Variation %",
        "Fecha;\xc3\x9altimo;Apertura;M\xc3\xa1ximo;M\xc3\xadnimo;Vol.;% var.",
        "Data;Ultimo;Apertura;Massimo;Minimo;Vol.;Var. %",
        "Data;\xc3\x9altimo;Abertura;M\xc3\xa1xima;M\xc3\xadnima;Vol.;Var%",
        "Datum;Laatste;Openen;Hoog;Laag;Vol.;Verschil %",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        print_message("# %s\n", heads[i]);
        assert_true(read_text(f, arena_printf(f->arena,
                                              "%s\n02.01.2024;460,50;459,00;461,00;458,00;1,2M;0,30%%\n"
                                              "03.01.2024;461,50;460,00;462,00;459,00;1,2M;-0,20%%\n",
                                              heads[i])));
        assert_int_equal(f->file.n, 1);
        assert_true(value(f, 0, PRICE_CLOSE, 0) == 460.5);
        assert_true(f->file.series[0].value[PRICE_LOW][1] == 459);
    }
}

static void prices_beside_a_column_of_changes_keep_their_fields(void **state)
{
    struct fixture *f = *state;
    assert_true(
        read_text(f, "Date,Price,Open,High,Low,Change %\n2024-01-02,10,10,11,9,0.1%\n2024-01-03,11,10,12,9,10%\n"));
    const struct price_preview *p = f->file.preview;
    assert_int_equal(p->role[3], PRICE_HIGH);
    assert_int_equal(p->role[5], PRICE_ROLE_NONE);
    assert_true(any_message_has(&f->answer, "1 other column of numbers not used: Change %"));
    assert_true(f->file.series[0].value[PRICE_HIGH][1] == 12);
}

static void dates_that_are_asked_about_have_no_form_yet(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,close\n03/01/2024,1\n03/02/2024,2\n"));
    assert_null(f->file.preview->dates);
    assert_true(read_text(f, "date,close\n13/01/2024,1\n13/02/2024,2\n"));
    assert_string_equal(f->file.preview->dates, "day/month/year");
}

static void headings_over_several_lines_are_put_together(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(
        f, "Price,Close,High,Volume\nTicker,SPY,SPY,SPY\nDate,,,\n2024-01-02,460,461,7\n2024-01-03,462,463,8\n"));
    assert_int_equal(f->file.n, 1);
    assert_string_equal(f->file.series[0].name, "Close");
    assert_true(f->file.series[0].value[PRICE_VOLUME][1] == 8);
    assert_true(read_text(f, "Price,Close,Close\nTicker,QQQ,SPY\nDate,,\n2024-01-02,460,461\n2024-01-03,462,463\n"));
    assert_int_equal(f->file.n, 2);
    assert_string_equal(f->file.series[1].name, "Close SPY");
}

static void headings_in_brackets_and_columns_of_names_are_known(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "<TICKER>,<DATE>,<CLOSE>\nSPY.US,20240102,460\nSPY.US,20240103,461\n"));
    assert_string_equal(f->file.series[0].name, "SPY.US");
    assert_true(
        read_text(f, "Date,Fund,NAV\n2024-01-02,One,10\n2024-01-02,Two,20\n2024-01-03,One,11\n2024-01-03,Two,21\n"));
    assert_int_equal(f->file.n, 2);
    assert_true(read_text(f, "Date,Fund\n2024-01-02,10\n2024-01-03,11\n")); /* of numbers: the values */
    assert_string_equal(f->file.series[0].name, "Fund");
}

/* ---- columns as a person says ---- */

static void every_column_can_be_named(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("booked,valued,who,px,paid,gross\n"
                          "2024-01-05,2024-01-02,A,10,0,20\n2024-01-05,2024-01-03,A,11,0.5,23\n"
                          "2024-01-06,2024-01-03,B,5,0,5\n2024-01-06,2024-01-04,B,6,0,6\n");
    const struct price_file_options options = {.date_column = "Valued",
                                               .symbol_column = "who",
                                               .dividend_column = "paid",
                                               .total_column = "gross",
                                               .columns = {1, {"px"}}};
    assert_true(read_bytes(f, text, options));
    assert_int_equal(f->file.n, 2);
    assert_int_equal(f->file.series[0].day[1], day_from_civil(2024, 1, 3));
    assert_true(value(f, 0, PRICE_CLOSE, 1) == 11 && f->file.series[0].value[PRICE_DIVIDEND][1] == 0.5);
    assert_true(f->file.series[0].value[PRICE_ADJ_CLOSE][1] == 23);
    assert_false(read_bytes(f, text, (struct price_file_options){.date_column = "sold"}));
    assert_string_equal(f->answer.option, "date_column");
    assert_false(read_bytes(f, text, (struct price_file_options){.date_column = "px"}));
    assert_false(read_bytes(f, text, (struct price_file_options){.dividend_column = "who"}));
    assert_string_equal(f->answer.option, "dividend_column");
}

static void columns_without_a_header_are_called_by_their_number(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("2024-01-02,10,20\n2024-01-03,11,21\n2024-01-04,12,22\n");
    assert_true(read_bytes(f, text, (struct price_file_options){.columns = {1, {"column 3"}}}));
    assert_int_equal(f->file.n, 1);
    assert_true(value(f, 0, PRICE_CLOSE, 2) == 22);
}

static void columns_of_one_name_are_told_apart(void **state)
{
    struct fixture *f = *state;
    struct str text = STR("date,fund,fund\n2024-01-02,10,20\n2024-01-03,11,21\n");
    assert_true(read_bytes(f, text, (struct price_file_options){.columns = {1, {"fund (column 3)"}}}));
    assert_int_equal(f->file.n, 1);
    assert_true(value(f, 0, PRICE_CLOSE, 0) == 20);
}

static void columns_of_returns_stand_side_by_side(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,return A,return B\n2024-01-02,1%,2%\n2024-01-03,-1%,3%\n"));
    assert_int_equal(f->file.n, 2);
    assert_true(value(f, 1, PRICE_CLOSE, 1) == 0.03);
    assert_int_equal(f->file.series[1].base_day, day_from_civil(2024, 1, 1));
}

static void prices_and_returns_are_not_taken_side_by_side(void **state)
{
    struct fixture *f = *state;
    assert_false(read_bytes(f, STR("date,close,return\n2024-01-02,1,1%\n2024-01-03,2,2%\n"),
                            (struct price_file_options){.columns = {2, {"close", "return"}}}));
    assert_int_equal(f->answer.status, FILE_WRONG);
}

static void tickers_with_two_columns_of_values_are_a_question(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,ticker,px,shares\n2024-01-02,A,10,5\n2024-01-03,A,11,6\n"));
    assert_int_equal(f->answer.status, FILE_ASK);
    assert_int_equal(f->answer.n_choices, 2);
    assert_choice(f, 0, "px", "10 … 11");
}

static void columns_that_are_not_used_are_named(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close,beta,gamma\n2024-01-02,10,1,2\n2024-01-03,11,1,2\n"));
    assert_true(any_message_has(&f->answer, "2 other columns of numbers not used: beta, gamma"));
}

/* ---- the preview ---- */

static void the_first_rows_are_shown_with_the_role_of_each_column(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "Datum;Schlusskurs;Stimmung\n02.01.2024;1.234,5;gut\n03.01.2024;1.240,5;=1+1\n;5;x\n"));
    const struct price_preview *p = f->file.preview;
    assert_non_null(p);
    assert_true(p->separator == ';' && p->decimal == ',' && p->header);
    assert_string_equal(p->dates, "day.month.year");
    assert_int_equal(p->columns, 3);
    assert_int_equal(p->rows, 3); /* with the one that has no date */
    assert_int_equal(p->role[0], PRICE_ROLE_DATE);
    assert_int_equal(p->role[1], PRICE_CLOSE);
    assert_int_equal(p->role[2], PRICE_ROLE_NONE);
    assert_string_equal(p->cell[1 * 3 + 2], "=1+1");
    assert_int_equal(p->line[2], 4);
    assert_string_equal(f->answer.encoding, "UTF-8");
}

static void a_question_has_its_preview_too(void **state)
{
    struct fixture *f = *state;
    assert_false(read_text(f, "date,close\n03/01/2024,1\n03/02/2024,2\n"));
    assert_non_null(f->file.preview);
    assert_int_equal(f->file.preview->role[1], PRICE_ROLE_UNKNOWN);
    assert_string_equal(f->file.preview->cell[0], "03/01/2024");
    assert_false(read_text(f, "no table"));
    assert_null(f->file.preview);
}

static void answers_and_previews_are_json(void **state)
{
    struct fixture *f = *state;
    const char *why;
    struct buf b;
    struct json_writer w;
    assert_false(read_text(f, "date,\"a \"\"b\"\" <i>\"\n03/01/2024,1\n03/02/2024,2\n"));
    buf_init(&b, f->arena, 256);
    json_begin(&w, &b);
    json_open(&w, NULL, '{');
    file_answer_write(&w, &f->answer);
    price_preview_write(&w, f->file.preview, f->answer.encoding);
    json_close(&w, '}');
    struct json_object *o = json_read(f->arena, buf_view(&b), &why);
    assert_non_null(o);
    struct json_object *question = json_object_array_get_idx(json_member(o, "questions"), 0);
    assert_string_equal(json_object_get_string(json_member(question, "id")), "dates");
    assert_int_equal(json_object_array_length(json_member(question, "choices")), 2);
    assert_int_equal(json_object_array_length(json_member(o, "errors")), 1);
    struct json_object *columns = json_member(json_member(o, "preview"), "columns");
    assert_string_equal(json_object_get_string(json_member(json_object_array_get_idx(columns, 1), "name")),
                        "a \"b\" <i>");
}

/* ---- dividends ---- */

static enum price_total total_of(struct fixture *f, const char *text, const double **total)
{
    assert_true(read_text(f, text));
    return price_total_find(&f->answer, &f->file.series[0], total);
}

static void dividends_are_put_back_on_their_ex_date(void **state)
{
    struct fixture *f = *state;
    const double *total;
    assert_int_equal(total_of(f, "date,close,dividends\n2024-01-02,100,\n2024-01-03,99,2\n2024-01-04,110,0\n", &total),
                     PRICE_TOTAL_DIVIDENDS);
    assert_true(total[0] == 100);
    assert_true(fabs(total[1] - 101) < 1e-12 && fabs(total[2] - 101.0 * 110 / 99) < 1e-12);
    assert_true(any_message_has(&f->answer, "put back on their ex-dates"));
    assert_true(read_bytes(f, STR("date,close,dividends\n2024-01-02,100,\n2024-01-03,99,2\n"),
                           (struct price_file_options){.dividend_column = ""}));
    assert_null(f->file.series[0].value[PRICE_DIVIDEND]);
    assert_false(read_text(f, "date,close,dividends\n2024-01-02,100,\n2024-01-03,99,-2\n"));
    assert_non_null(strstr(file_fault(&f->answer), "line 3"));
}

static void dividends_are_not_added_to_adjusted_closes(void **state)
{
    struct fixture *f = *state;
    const double *total;
    /* Adjusted: the fall of the ex-date is not in it. */
    assert_int_equal(total_of(f,
                              "date,close,adj close,dividends\n2024-01-02,100,98,0\n2024-01-03,98,98,2\n"
                              "2024-01-04,99,99,0\n2024-01-05,100,100,0\n",
                              &total),
                     PRICE_TOTAL_ADJUSTED);
    assert_true(total[0] == 98 && total[3] == 100);
    assert_true(any_message_has(&f->answer, "not added again"));
}

static void closes_adjusted_for_splits_only_get_their_dividends(void **state)
{
    struct fixture *f = *state;
    const double *total;
    assert_int_equal(total_of(f,
                              "date,close,adj close,dividends\n2024-01-02,100,50,0\n2024-01-03,98,49,2\n"
                              "2024-01-04,99,49.5,0\n2024-01-05,100,50,0\n",
                              &total),
                     PRICE_TOTAL_DIVIDENDS);
    assert_true(fabs(total[3] / total[0] - 100.0 / 98) < 1e-12);
    assert_true(any_message_has(&f->answer, "not adjusted for dividends"));
}

static void closes_that_do_not_go_with_the_adjusted_ones_are_warned_of(void **state)
{
    struct fixture *f = *state;
    const double *total;
    assert_int_equal(total_of(f,
                              "date,close,adj close,dividends\n2024-01-02,100,50,0\n2024-01-03,98,51,0\n"
                              "2024-01-04,99,52,0\n2024-01-05,100,53,0\n",
                              &total),
                     PRICE_TOTAL_ADJUSTED);
    assert_true(any_message_has(&f->answer, "part on 3 days"));
}

static void total_return_needs_every_adjusted_close(void **state)
{
    struct fixture *f = *state;
    const double *total;
    assert_int_equal(total_of(f, "date,close,adj close\n2024-01-02,100,50\n2024-01-03,98,\n2024-01-04,99,52\n", &total),
                     PRICE_TOTAL_NONE);
    assert_null(total);
    assert_true(any_message_has(&f->answer, "1 row without an adjusted close"));
}

/* ---- what is analysed ---- */

static void sources_know_what_their_levels_are(void **state)
{
    static const struct {
        const char *text;
        bool total, price, given;
    } cases[] = {
        {"date,close,adj close\n2024-01-02,1,1\n2024-01-03,2,2\n", true, true, false},
        {"date,close\n2024-01-02,1\n2024-01-03,2\n", false, true, false},
        {"date,adj close\n2024-01-02,1\n2024-01-03,2\n", true, false, false},
        {"date,nav\n2024-01-02,1\n2024-01-03,2\n", true, false, true},
        {"date,SPX\n2024-01-02,1.5\n2024-01-03,2\n", true, false, true},
    };
    struct fixture *f = *state;
    struct returns_source s;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(read_text(f, cases[i].text));
        assert_true(price_source_make(&f->answer, f->file.kind, &f->file.series[0], &s));
        assert_int_equal(s.total != NULL, cases[i].total);
        assert_int_equal(s.price != NULL, cases[i].price);
        assert_int_equal(s.as_given, cases[i].given);
    }
}

static void returns_become_wealth_from_one_on(void **state)
{
    struct fixture *f = *state;
    struct returns_source s;
    assert_true(read_text(f, "date,return\n2024-01-03,10%\n2024-01-04,-100%\n"));
    assert_true(price_source_make(&f->answer, f->file.kind, &f->file.series[0], &s));
    assert_int_equal(s.n, 3);
    assert_true(s.total[0] == 1 && s.total[1] == 1.1 && s.total[2] == 0);
    assert_true(s.base_assumed && s.as_given);
    f->file.series[0].base_day = day_from_civil(2024, 1, 3);
    assert_false(price_source_make(&f->answer, f->file.kind, &f->file.series[0], &s));
    assert_non_null(strstr(file_fault(&f->answer), "not before the first return"));
}

static void the_pace_of_the_dates_is_watched(void **state)
{
    struct fixture *f = *state;
    assert_true(read_text(f, "date,close\n2024-01-02,1\n2024-01-17,2\n2024-02-03,3\n2024-02-18,4\n"));
    assert_true(any_message_has(&f->answer, "no regular pace (15 days in the middle)"));
    assert_true(read_text(f, "date,close\n2024-01-05,1\n2024-01-12,2\n2024-01-19,3\n2024-01-26,4\n2024-02-20,5\n"));
    assert_true(any_message_has(&f->answer, "mixed spacing: 7 days from row to row in the middle"));
    assert_true(any_message_has(&f->answer, "4 returns: with fewer than 60"));
    assert_true(read_text(f, "date,return\n2024-01-31,1%\n2024-02-29,-45%\n"));
    assert_true(any_message_has(&f->answer, "line 3: -45.0 %"));
}

static void more_than_100000_rows_are_refused(void **state)
{
    struct fixture *f = *state;
    struct buf b;
    buf_init(&b, f->arena, 2 << 20);
    buf_puts(&b, "date,close\n");
    for (int i = 0; i <= PRICE_FILE_ROWS_MAX; i++)
        buf_puts(&b, "2024-01-02,1\n");
    assert_false(read_bytes(f, buf_view(&b), (struct price_file_options){.today = 0}));
    assert_int_equal(f->answer.status, FILE_TOO_LARGE);
    assert_non_null(strstr(file_fault(&f->answer), "100,000 rows"));
}

static void a_return_above_a_thousandfold_is_none(void **state)
{
    struct fixture *f = *state;
    const struct price_file_options fraction = {.unit = PRICE_UNIT_FRACTION};
    assert_true(read_bytes(f, STR("date,return\n2024-01-03,0.1\n2024-01-04,1000\n"), fraction));
    assert_false(read_bytes(f, STR("date,return\n2024-01-03,0.1\n2024-01-04,1001\n"), fraction));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(dates_that_can_be_read_two_ways_show_both_ranges),
        CASE(a_unit_that_is_not_said_shows_what_either_comes_to),
        CASE(rows_that_differ_for_one_date_are_shown),
        CASE(numbers_that_can_be_prices_are_preselected_as_such),
        CASE(of_many_series_up_to_twenty_are_chosen),
        CASE(of_many_tickers_the_chosen_are_taken),
        CASE(the_newest_price_is_the_last_in_whatever_order),
        CASE(prices_under_a_heading_of_returns_are_a_question),
        CASE(returns_under_a_heading_of_prices_are_offered_as_such),
        CASE(columns_in_per_cent_and_others_are_told_apart),
        CASE(points_that_may_group_thousands_are_asked_about_between_semicolons),
        CASE(what_would_be_read_wrongly_is_refused_with_its_line),
        CASE(a_second_column_of_dates_does_no_harm_to_one_series),
        CASE(nordic_headings_are_known),
        CASE(losses_keep_their_sign_however_it_is_written),
        CASE(other_formats_are_called_by_their_names),
        CASE(a_total_loss_may_be_the_last_fraction),
        CASE(twenty_series_have_all_their_messages),
        CASE(rows_without_a_ticker_are_listed),
        CASE(what_is_no_dividend_is_listed),
        CASE(remarks_between_the_rows_are_listed),
        CASE(a_first_row_without_a_date_is_no_header),
        CASE(several_values_on_every_day_may_be_several_funds),
        CASE(all_gaps_and_jumps_have_their_lines),
        CASE(a_refusal_says_the_column_and_shows_the_cell),
        CASE(headings_are_known_in_several_languages),
        CASE(prices_beside_a_column_of_changes_keep_their_fields),
        CASE(dates_that_are_asked_about_have_no_form_yet),
        CASE(headings_over_several_lines_are_put_together),
        CASE(headings_in_brackets_and_columns_of_names_are_known),
        CASE(every_column_can_be_named),
        CASE(columns_without_a_header_are_called_by_their_number),
        CASE(columns_of_one_name_are_told_apart),
        CASE(columns_of_returns_stand_side_by_side),
        CASE(prices_and_returns_are_not_taken_side_by_side),
        CASE(tickers_with_two_columns_of_values_are_a_question),
        CASE(columns_that_are_not_used_are_named),
        CASE(the_first_rows_are_shown_with_the_role_of_each_column),
        CASE(a_question_has_its_preview_too),
        CASE(answers_and_previews_are_json),
        CASE(dividends_are_put_back_on_their_ex_date),
        CASE(dividends_are_not_added_to_adjusted_closes),
        CASE(closes_adjusted_for_splits_only_get_their_dividends),
        CASE(closes_that_do_not_go_with_the_adjusted_ones_are_warned_of),
        CASE(total_return_needs_every_adjusted_close),
        CASE(sources_know_what_their_levels_are),
        CASE(returns_become_wealth_from_one_on),
        CASE(the_pace_of_the_dates_is_watched),
        CASE(more_than_100000_rows_are_refused),
        CASE(a_return_above_a_thousandfold_is_none),
    };
    return cmocka_run_group_tests_name("price_upload", tests, NULL, NULL);
}
