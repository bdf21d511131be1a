/* listing.c: tests of src/web/listing.c: what of an address is understood, that links keep it, what is counted, and the CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"
#include "tests/base/fixture.h"

#include <stdio.h>
#include <string.h>

#include "fake.h"
#include "web/listing.h"

enum { BY_NAME, BY_COUNT, NOTE, COLUMNS };
static const struct listing_column columns[COLUMNS] = {
    [BY_NAME] = {.name = "name", .title = "Name", .is_sortable = true},
    [BY_COUNT] = {.name = "count", .title = "Count", .is_sortable = true, .is_number = true, .falls = true},
    [NOTE] = {.name = "note", .title = "Note"},
};
static const struct listing_kind kind = {
    .columns = columns, .n_columns = COLUMNS, .sort = BY_COUNT, .descending = true, .csv_path = "/things.csv"};

static const struct req *asked(const char *query)
{
    struct req *req = ARENA_NEW(a, struct req);
    req->arena = a;
    req->path = STR("/things");
    assert_null(params_read(a, str_of(query), &req->query));
    return req;
}

static struct listing read_list(const char *query)
{
    return listing_read(asked(query), &kind);
}

static const char *shown(const char *query, int n, int64_t total)
{
    struct view *v = view_new(a);
    struct listing l = read_list(query);
    struct buf b;
    buf_init(&b, a, 1000);
    listing_show(v, &l, n, total);
    assert_int_equal(view_part(a, "test/listing.tpl", v, &b), OK);
    return b.s;
}

static bool shows(const char *page, const char *words)
{
    if (strstr(page, words))
        return true;
    fprintf(stderr, "%s\n", page);
    return false;
}

static void order_is_read_from_known_columns_only(void **state)
{
    (void)state;
    struct listing l = read_list("sort=name");
    assert_int_equal(l.sort, BY_NAME);
    assert_false(l.descending);
    l = read_list("sort=-name");
    assert_int_equal(l.sort, BY_NAME);
    assert_true(l.descending);
    const char *const odd[] = {"", "sort=", "sort=-", "sort=note", "sort=--name", "sort=drop+table", "sort=NAME"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        l = read_list(odd[i]);
        assert_int_equal(l.sort, BY_COUNT);
        assert_true(l.descending);
    }
}

static void rows_and_page_stay_within_bounds(void **state)
{
    (void)state;
    struct listing l = read_list("rows=25&page=3");
    assert_int_equal(l.limit, 25);
    assert_int_equal(l.offset, 50);
    assert_int_equal(read_list("rows=1000").limit, LISTING_ROWS);
    assert_int_equal(read_list("rows=-1").limit, LISTING_ROWS);
    assert_int_equal(read_list("rows=26").limit, LISTING_ROWS);
    assert_int_equal(read_list("page=0").offset, 0);
    assert_int_equal(read_list("page=x").offset, 0);
    l = read_list("page=1000000000&rows=200");
    assert_int_equal(l.offset + l.limit, LISTING_REACH);
}

static void page_behind_the_last_leads_to_the_last(void **state)
{
    (void)state;
    struct res res;
    struct listing l = read_list("page=9&q=a+b&sort=-name");
    res_init(&res, a);
    assert_true(listing_is_past(&l, &res, 101));
    assert_int_equal(res.status, 303);
    assert_non_null(strstr(res.head.s, "Location: /things?q=a%20b&sort=-name&page=3\r\n"));
    assert_false(listing_is_past(&l, &res, 1000));
    l = read_list("page=1");
    assert_false(listing_is_past(&l, &res, 0));
}

static void links_keep_filters_and_leave_out_what_is_empty(void **state)
{
    (void)state;
    struct listing l = read_list("q=%26x%3D%22&status=&page=4&sort=name");
    assert_string_equal(listing_link(&l, "status", "active"), "/things?q=%26x%3D%22&sort=name&status=active");
    assert_string_equal(listing_link(&l, "q", NULL), "/things?sort=name");
    assert_string_equal(listing_link(&l, "sort", "-count"), "/things?q=%26x%3D%22&sort=-count");
    assert_string_equal(listing_link_to(&l, "/things/days.csv"), "/things/days.csv?q=%26x%3D%22&sort=name");
}

static void headings_turn_the_order(void **state)
{
    (void)state;
    const char *page = shown("q=x", 50, 120);
    assert_true(shows(page, "Name to <a href=\"/things?q=x&amp;sort=name\">;"));
    assert_true(shows(page, "Count number down to <a href=\"/things?q=x&amp;sort=count\">;"));
    assert_true(shows(page, "Note plain;"));
    page = shown("sort=name", 50, 120);
    assert_true(shows(page, "Name up to <a href=\"/things?sort=-name\">;"));
    assert_true(shows(page, "Count number to <a href=\"/things?sort=-count\">;"));
}

static void rows_are_counted(void **state)
{
    (void)state;
    assert_true(shows(shown("", 3, 3), "1–3 of 3;\n"));
    const char *page = shown("page=2", 50, 1234);
    assert_true(shows(page, "51–100 of 1,234; 2/25 <a href=\"/things?page=1\"> <b title=\"/things?page=3\">"));
    assert_true(shows(page, "50* <a href=\"/things?rows=50\">"));
    page = shown("page=200", 50, 10001);
    assert_true(shows(page, "9,951–10,000 of more than 10,000; cut 200/200 <a href=\"/things?page=199\">\n"));
    assert_true(shows(shown("", 50, 10000), "1–50 of 10,000; 1/200"));
}

static void an_empty_list_knows_whether_it_was_filtered(void **state)
{
    (void)state;
    assert_string_equal(shown("sort=name&rows=25", 0, 0), "nothing\n");
    assert_string_equal(shown("status=&q=", 0, 0), "nothing\n");
    assert_string_equal(shown("q=x", 0, 0), "nothing matches\n");
}

static void filter_form_and_file_keep_the_order(void **state)
{
    (void)state;
    const char *page = shown("sort=-name&rows=25&q=x&page=1", 3, 3);
    assert_true(shows(page, "csv <a href=\"/things.csv?sort=-name&amp;q=x\"> sort=-name rows=25\n"));
}

static struct str cell(void *context, int row, int column)
{
    const char *const *text = context;
    return str_of(text[row * COLUMNS + column]);
}

static void file_has_every_row_and_runs_no_formula(void **state)
{
    (void)state;
    const char *const cells[] = {"a,\"b\"", "-3.5", "=1+1", "", "0", "plain"};
    struct res res;
    struct listing l = listing_read_all(asked("page=7&rows=25"), &kind);
    assert_int_equal(l.limit, LISTING_CSV_MAX);
    assert_int_equal(l.offset, 0);
    res_init(&res, a);
    assert_int_equal(listing_csv(&res, &l, "things", 2, cell, (void *)cells), OK);
    assert_string_equal(
        res.body.s, "\"name\",\"count\",\"note\"\r\n\"a,\"\"b\"\"\",\"-3.5\",\"'=1+1\"\r\n\"\",\"0\",\"plain\"\r\n");
    assert_non_null(strstr(res.head.s, "filename=\"things.csv\""));
}

static struct str nothing(void *context, int row, int column)
{
    (void)context, (void)row, (void)column;
    return STR("");
}

static void a_file_that_was_cut_says_so_in_its_name(void **state)
{
    (void)state;
    struct res res;
    struct listing l = listing_read_all(asked(""), &kind);
    res_init(&res, a);
    assert_int_equal(listing_csv(&res, &l, "things", LISTING_CSV_MAX, nothing, NULL), OK);
    assert_non_null(strstr(res.head.s, "filename=\"things-first-100000.csv\""));
}

int main(void)
{
    fake_settings(); /* loads the templates */
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(order_is_read_from_known_columns_only),
        T(rows_and_page_stay_within_bounds),
        T(page_behind_the_last_leads_to_the_last),
        T(links_keep_filters_and_leave_out_what_is_empty),
        T(headings_turn_the_order),
        T(rows_are_counted),
        T(an_empty_list_knows_whether_it_was_filtered),
        T(filter_form_and_file_keep_the_order),
        T(file_has_every_row_and_runs_no_formula),
        T(a_file_that_was_cut_says_so_in_its_name),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
