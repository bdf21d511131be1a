/* Tests of base/csv.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"

/* Rows as one text: "line:cell|cell;" each. */
static bool note_row(void *with, size_t line, const struct str *cells, size_t n)
{
    struct buf *b = with;
    buf_printf(b, "%zu:", line);
    for (size_t i = 0; i < n; i++) {
        buf_puts(b, i ? "|" : "");
        buf_str(b, cells[i]);
    }
    buf_putc(b, ';');
    return !strstr(b->s, "STOP");
}

static const struct csv_limits small = {.columns = 4, .cell_bytes = 16};

static void expect(const char *text, char separator, const char *rows, enum csv_fault fault, size_t fault_line)
{
    struct arena *a = arena_new();
    struct buf b;
    size_t line;
    buf_init(&b, a, 64);
    assert_int_equal(csv_read(a, str_of(text), separator, &small, note_row, &b, &line), fault);
    assert_int_equal(line, fault_line);
    assert_string_equal(b.s, rows);
    arena_free(a);
}

static void rows_carry_the_number_of_their_line(void **state)
{
    (void)state;
    expect("a,b\nc,d\n", ',', "1:a|b;2:c|d;", CSV_FINE, 0);
    expect("a,b\r\nc,d", ',', "1:a|b;2:c|d;", CSV_FINE, 0);
    expect("a,b\rc,d\r", ',', "1:a|b;2:c|d;", CSV_FINE, 0);
    expect("\n# remark, \"not a quote\n  \na;b\n", ';', "4:a|b;", CSV_FINE, 0);
    expect("", ',', "", CSV_FINE, 0);
    expect("a", ',', "1:a;", CSV_FINE, 0);
}

static void quoted_cells_hold_separators_quotes_and_line_ends(void **state)
{
    (void)state;
    expect("\"a,b\",\"say \"\"x\"\"\"\n", ',', "1:a,b|say \"x\";", CSV_FINE, 0);
    expect("\"two\nlines\",b\nc,d\n", ',', "1:two\nlines|b;3:c|d;", CSV_FINE, 0);
    expect("\"# a\n# b\",b\n", ',', "1:# a\n# b|b;", CSV_FINE, 0);
    expect("\"\",\"\"\n", ',', "1:|;", CSV_FINE, 0);
}

static void blanks_around_bare_cells_are_dropped(void **state)
{
    (void)state;
    expect("  a , b b ,\" c \"\n", ',', "1:a|b b| c ;", CSV_FINE, 0);
    expect("a\t\tb\n", '\t', "1:a||b;", CSV_FINE, 0);
}

static void an_unclosed_quote_is_found_where_it_began(void **state)
{
    (void)state;
    expect("a,b\nc,\"d\ne,f\n", ',', "1:a|b;", CSV_QUOTE_OPEN, 2);
    expect("\"a\nb\",\"c\nd", ',', "", CSV_QUOTE_OPEN, 2);
    expect("\"", ',', "", CSV_QUOTE_OPEN, 1);
}

static void limits_stop_the_reading_at_their_line(void **state)
{
    (void)state;
    expect("a\nb,c,d,e,f\ng\n", ',', "1:a;", CSV_ROW_WIDE, 2);
    expect("a\nb,12345678901234567\n", ',', "1:a;", CSV_CELL_LONG, 2);
    expect("a\nb,1234567890123456\n", ',', "1:a;2:b|1234567890123456;", CSV_FINE, 0);
    expect("a\nSTOP\nb\n", ',', "1:a;2:STOP;", CSV_STOPPED, 2);
}

static void only_the_first_lines_are_read_when_asked(void **state)
{
    struct arena *a = arena_new();
    struct csv_limits few = small;
    struct buf b;
    size_t line;
    (void)state;
    few.lines = 2;
    buf_init(&b, a, 64);
    assert_int_equal(csv_read(a, STR("a\n\"b\nc\n"), ',', &few, note_row, &b, &line), CSV_FINE);
    assert_string_equal(b.s, "1:a;");
    arena_free(a);
}

/* A row without quotes is split where it stands, one with a quote by libcsv: both to the same cells. */
static void a_quote_in_the_last_cell_changes_no_other(void **state)
{
    (void)state;
    static const char letters[] = "ab1 \t,;.#-";
    uint32_t seed = 1;
    for (int i = 0; i < 3000; i++) {
        char bare[40], quoted[48], want[64];
        size_t n = 0, most = (size_t)i % 11;
        bare[n++] = 'x';
        while (n < most) {
            seed = seed * 1664525 + 1013904223;
            bare[n++] = letters[(seed >> 16) % (sizeof letters - 1)];
        }
        bare[n] = '\0';
        char separator = ",;\t"[i % 3];
        snprintf(quoted, sizeof quoted, "%s%c\"q\"\n", bare, separator);
        struct arena *a = arena_new();
        struct buf plain, with_quote;
        size_t line;
        const struct csv_limits wide = {.columns = 20, .cell_bytes = 16};
        buf_init(&plain, a, 64);
        buf_init(&with_quote, a, 64);
        assert_int_equal(csv_read(a, str_of(bare), separator, &wide, note_row, &plain, &line), CSV_FINE);
        assert_int_equal(csv_read(a, str_of(quoted), separator, &wide, note_row, &with_quote, &line), CSV_FINE);
        snprintf(want, sizeof want, "%.*s|q;", (int)plain.n - 1, plain.s);
        assert_string_equal(with_quote.s, want);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quote_in_the_last_cell_changes_no_other),
        cmocka_unit_test(rows_carry_the_number_of_their_line),
        cmocka_unit_test(quoted_cells_hold_separators_quotes_and_line_ends),
        cmocka_unit_test(blanks_around_bare_cells_are_dropped),
        cmocka_unit_test(an_unclosed_quote_is_found_where_it_began),
        cmocka_unit_test(limits_stop_the_reading_at_their_line),
        cmocka_unit_test(only_the_first_lines_are_read_when_asked),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
