/* view.c: tests of src/web/view.c and template.cc: scopes, lists, includes, and that nothing gets out unescaped.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "fake.h"
#include "web/view.h"

#define HOSTILE "<script>\"'&</script>"

static struct arena *a;

static const char *render(const char *file, const struct view *v)
{
    struct buf b;
    buf_init(&b, a, 100);
    assert_int_equal(view_part(a, file, v, &b), OK);
    return b.s;
}

static void every_context_is_escaped(void **state)
{
    (void)state;
    struct view *v = view_new(a);
    view_text(v, "X", HOSTILE);
    view_text(v, "JSON", "{\"a\":\"<b>\"}");
    assert_string_equal(render("test/escape.tpl", v), "<p>&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;</p>"
                                                      "<p title=\"&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;\"></p>"
                                                      "<a href=\"/q?x=%3Cscript%3E%22%27%26%3C/script%3E\"></a>"
                                                      "<a href=\"&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;\"></a>"
                                                      "<p data-json=\"{&quot;a&quot;:&quot;&lt;b&gt;&quot;}\"></p>"
                                                      "&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;\n");
}

static void script_addresses_are_defused(void **state)
{
    (void)state;
    struct view *v = view_new(a);
    view_text(v, "X", "javascript:alert(1)");
    assert_non_null(strstr(render("test/escape.tpl", v), "<a href=\"#\"></a>"));
}

static void only_a_drawing_is_shown_raw(void **state)
{
    (void)state;
    struct view *v = view_new(a);
    struct buf svg;
    buf_init(&svg, a, 64);
    buf_puts(&svg, "<svg/>");
    view_svg(v, "DRAWING", &svg);
    view_text(v, "TEXT", "<svg/>");
    assert_string_equal(render("test/drawing.tpl", v), "<svg/>|&lt;svg/&gt;|&lt;svg/&gt;\n");
}

static struct str cell(void *context, int row, int col)
{
    const char *const(*table)[2] = context;
    return str_of(table[row][col]);
}

static void lists_are_asked_cell_by_cell(void **state)
{
    (void)state;
    static const char *const table[3][2] = {{"1", "one"}, {"2", ""}, {"<3>", "three"}};
    static const char *const names[] = {"A", "B"};
    struct view *v = view_new(a);
    view_text(v, "OUTER", "o");
    view_rows(v, "CELL", 3, names, 2, cell, (void *)table);
    assert_string_equal(render("test/scopes.tpl", v), "o[][|1:one o|2 o|&lt;3&gt;:three o]\n");
}

static void scopes_see_what_lies_around_them(void **state)
{
    (void)state;
    struct view *v = view_new(a), *row;
    view_text(v, "OUTER", "o");
    row = view_add(v, "ROW");
    view_text(row, "NAME", "first");
    view_show(row, "SHOWN");
    row = view_add(v, "ROW");
    view_text(row, "NAME", "second");
    view_text(row, "OUTER", "inner");
    view_show_if(row, "FLAG", true);
    assert_string_equal(render("test/scopes.tpl", v), "o[(first,o,first shown)(second,inner,flag)][]\n");
}

static void hidden_here_is_hidden_whatever_is_outside(void **state)
{
    (void)state;
    struct view *v = view_new(a), *row;
    view_show(v, "FLAG");
    row = view_add(v, "ROW");
    view_show_if(row, "FLAG", false);
    view_add(v, "ROW");
    assert_string_equal(render("test/scopes.tpl", v), "[(,)(,,flag)][]\n");
}

static void a_text_that_is_missing_hides_its_section(void **state)
{
    (void)state;
    const char *const texts[] = {"x", "", NULL};
    struct view *v = view_new(a);
    view_show(v, "SHOWN");
    for (int i = 0; i < 3; i++)
        view_text_if(view_add(v, "ROW"), "SHOWN", "NAME", texts[i]);
    assert_string_equal(render("test/scopes.tpl", v), "[(x,,x shown)(,)(,)][]\n");
}

static void last_value_of_a_name_counts(void **state)
{
    (void)state;
    struct view *v = view_new(a);
    for (int i = 0; i < 200; i++)
        view_int(v, "OUTER", i);
    view_printf(v, "OUTER", "%s-%d", "last", 1);
    assert_string_equal(render("test/scopes.tpl", v), "last-1[][]\n");
}

static void empty_list_is_hidden(void **state)
{
    (void)state;
    struct view *v = view_new(a);
    view_rows(v, "EMPTY", 0, NULL, 0, cell, NULL);
    assert_null(strstr(render("test/scopes.tpl", v), "never"));
}

static void missing_parts_fail_and_leave_nothing(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a, 100);
    buf_puts(&b, "kept");
    assert_int_equal(view_part(a, "test/no-such-page.tpl", view_new(a), &b), ERR_INTERNAL);
    assert_int_equal(view_part(a, "test/broken.tpl", view_new(a), &b), ERR_INTERNAL);
    assert_string_equal(b.s, "kept");
}

static const char *load_fault(const char *text)
{
    char dir[] = "/tmp/hub-view-XXXXXX", path[64];
    const char *why = NULL;
    struct hub_settings s = *fake_settings();
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/page.tpl", dir);
    FILE *f = fopen(path, "w");
    fputs(text, f);
    fclose(f);
    s.templates = dir;
    assert_false(view_load(a, &s, &why));
    unlink(path);
    rmdir(dir);
    return why;
}

static void bad_templates_are_refused_at_start(void **state)
{
    (void)state;
    assert_non_null(strstr(load_fault("<p>{{X}}</p>"), "page.tpl does not start with"));
    assert_non_null(strstr(load_fault("{{%AUTOESCAPE context=\"HTML\"}}{{#OPEN}}"), "page.tpl cannot be parsed"));
    assert_non_null(strstr(load_fault("{{%AUTOESCAPE context=\"HTML\"}}<a href={{X}}>"), "page.tpl cannot be parsed"));
    struct view *v = view_new(a); /* and what was loaded before still works */
    view_text(v, "OUTER", "o");
    assert_string_equal(render("test/scopes.tpl", v), "o[][]\n");
}

int main(void)
{
    log_set_level(LOG_ERROR + 1);
    a = arena_new();
    fake_settings();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_context_is_escaped),
        cmocka_unit_test(script_addresses_are_defused),
        cmocka_unit_test(only_a_drawing_is_shown_raw),
        cmocka_unit_test(lists_are_asked_cell_by_cell),
        cmocka_unit_test(scopes_see_what_lies_around_them),
        cmocka_unit_test(hidden_here_is_hidden_whatever_is_outside),
        cmocka_unit_test(a_text_that_is_missing_hides_its_section),
        cmocka_unit_test(last_value_of_a_name_counts),
        cmocka_unit_test(empty_list_is_hidden),
        cmocka_unit_test(missing_parts_fail_and_leave_nothing),
        cmocka_unit_test(bad_templates_are_refused_at_start),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return rc;
}
