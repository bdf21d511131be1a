/* chart_svg.c: tests of src/web/chart_svg.c: well formed, escaped, no style inside, no spike lost.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "web/chart_svg.h"

enum { MANY = 6381 };
static struct arena *a;
static double up[MANY], flat[MANY], odd[MANY];
static int32_t day[MANY];

static const char *draw(const struct chart *c)
{
    struct buf b;
    buf_init(&b, a, 1000);
    chart_svg_write(&b, c);
    return b.s;
}

static struct chart one_line(const double *y, int n)
{
    struct chart_line *line = ARENA_NEW(a, struct chart_line);
    *line = (struct chart_line){"Equity", y};
    return (struct chart){.title = "T", .description = "D", .day = day, .n = n, .lines = line, .n_lines = 1};
}

/* A small judge of XML: tags nest and close, attributes are quoted, no bare '<' or '&'. */
static bool is_well_formed(const char *s)
{
    char stack[32][16];
    int depth = 0;
    while (*s) {
        if (*s == '&' && strncmp(s, "&lt;", 4) && strncmp(s, "&gt;", 4) && strncmp(s, "&amp;", 5) &&
            strncmp(s, "&quot;", 6))
            return false;
        if (*s++ != '<')
            continue;
        bool closing = *s == '/', single;
        char name[16] = "";
        if (sscanf(s + closing, "%15[a-z]", name) != 1)
            return false;
        for (bool quoted = false; quoted || *s != '>'; s++) {
            if (!*s || (*s == '<'))
                return false;
            quoted ^= *s == '"';
        }
        single = s[-1] == '/';
        if (closing && (depth == 0 || strcmp(stack[--depth], name) != 0))
            return false;
        if (!closing && !single)
            strcpy(stack[depth++], name);
        s++;
    }
    return depth == 0;
}

static void drawing_is_well_formed(void **state)
{
    (void)state;
    struct chart c = one_line(up, MANY);
    const struct chart_marker marks[] = {{day[100], up[100], true, "in <b>", false},
                                         {day[200], up[200], false, "out \"&\"", false},
                                         {day[300], up[300], false, "back", true}};
    c.log_y = true;
    c.prefix = "$";
    c.markers = marks;
    c.n_markers = 3;
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_non_null(strstr(svg, "class=\"chart-marker-diamond\""));
    assert_non_null(strstr(svg, "<title>T</title><desc>D</desc>"));
    assert_non_null(strstr(svg, "class=\"chart-marker-up\""));
    assert_non_null(strstr(svg, "class=\"chart-marker-down\""));
    assert_non_null(strstr(svg, "<title>in &lt;b&gt;</title>"));
    assert_non_null(strstr(svg, ">2005</text>"));
}

static void texts_are_escaped(void **state)
{
    (void)state;
    struct chart c = one_line(up, 100);
    ((struct chart_line *)c.lines)->label = "</text><script>alert(1)</script>";
    c.title = "<T>\x01";
    c.description = "\"&'";
    c.prefix = "<";
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_null(strstr(svg, "<script"));
    assert_non_null(strstr(svg, "&lt;T&gt;</title>"));
}

static void looks_are_left_to_the_style_sheet(void **state)
{
    (void)state;
    struct chart c = one_line(up, MANY);
    assert_null(strstr(draw(&c), "style="));
    assert_null(strstr(draw(&c), "stroke="));
}

static int count(const char *s, const char *what)
{
    int n = 0;
    for (; (s = strstr(s, what)); s += strlen(what))
        n++;
    return n;
}

/* Follow the first line's path: how many points it has, and its least and greatest y. */
static int trace(const char *svg, double *low, double *high)
{
    const char *d = strstr(strstr(svg, "fill=\"none\""), "d=\"") + 3;
    double y = 0;
    int n = 0;
    *low = 1e9;
    *high = -1e9;
    for (bool relative = false; *d != '"'; n++) {
        char *end;
        while (*d == 'M' || *d == 'l' || *d == ' ')
            relative = *d == ' ' ? relative : *d == 'l', d++;
        strtod(d, &end);
        y = (relative ? y : 0) + strtod(end, &end);
        assert_true(end > d);
        d = end;
        *low = y < *low ? y : *low;
        *high = y > *high ? y : *high;
    }
    return n;
}

static void long_lines_are_thinned_but_keep_their_spikes(void **state)
{
    (void)state;
    double top, bottom;
    for (int i = 0; i < MANY; i++)
        odd[i] = 100 + i % 7;
    odd[3333] = 900;
    odd[4444] = 5;
    struct chart c = one_line(odd, MANY);
    int n = trace(draw(&c), &top, &bottom);
    assert_true(n >= 480 && n <= 960);
    assert_true(fabs(top - 28) < 0.06);     /* the greatest value touches the top, */
    assert_true(fabs(bottom - 292) < 0.06); /* the least the bottom */
}

static void a_level_stretch_is_one_step(void **state)
{
    (void)state;
    double top, bottom;
    for (int i = 0; i < MANY; i++)
        odd[i] = i < MANY / 2 ? 100 : 200;
    struct chart c = one_line(odd, MANY);
    assert_int_equal(trace(draw(&c), &top, &bottom), 4);
    assert_true(fabs(top - 28) < 0.06 && fabs(bottom - 292) < 0.06);
}

static void rounding_does_not_add_up(void **state)
{
    (void)state;
    double top, bottom;
    struct chart c = one_line(up, 959);
    assert_int_equal(trace(draw(&c), &top, &bottom), 959);
    assert_true(fabs(top - 28) < 0.06 && fabs(bottom - 292) < 0.06);
}

static void gaps_stay_gaps(void **state)
{
    (void)state;
    const double y[] = {1, 2, NAN, 4, -1, 6, INFINITY, 8};
    struct chart c = one_line(y, 8);
    c.log_y = true;
    assert_int_equal(count(strstr(draw(&c), "fill=\"none\""), "M"), 4);
    assert_true(is_well_formed(draw(&c)));
}

static void days_that_are_missing_for_long_are_a_gap(void **state)
{
    (void)state;
    int32_t apart[300];
    double y[300];
    for (int i = 0; i < 300; i++) {
        apart[i] = i + (i >= 100 ? 2000 : 0) + (i >= 200 ? 10 : 0); /* ten days are none */
        y[i] = -1 - i % 7;
    }
    struct chart c = one_line(y, 300);
    c.day = apart;
    c.area = true;
    const char *svg = draw(&c), *area = strstr(svg, "chart-area-1"),
               *line = strstr(svg, "chart-line-1\" fill=\"none\"");
    int pieces = 0, areas = 0;
    for (const char *d = strstr(line, " d=\"") + 4; *d != '"'; d++)
        pieces += *d == 'M';
    for (const char *d = strstr(area, " d=\"") + 4; *d != '"'; d++)
        areas += *d == 'M';
    assert_int_equal(pieces, 2);
    assert_int_equal(areas, 1); /* one that is closed once */
    for (int i = 0; i < 300; i++)
        apart[i] = i * 400; /* rows far apart are none of it */
    svg = draw(&c);
    line = strstr(svg, "chart-line-1\" fill=\"none\"");
    pieces = 0;
    for (const char *d = strstr(line, " d=\"") + 4; *d != '"'; d++)
        pieces += *d == 'M';
    assert_int_equal(pieces, 1);
}

static void edge_cases_are_drawn(void **state)
{
    (void)state;
    const double nothing[] = {NAN, NAN}, negative[] = {-1, -2}, zero[] = {0, 0}, tiny[] = {1e-12, 2e-12},
                 huge[] = {1, 1e15};
    const double *const all[] = {nothing, negative, zero, tiny, huge};
    for (int log = 0; log < 2; log++)
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            for (int n = 0; n <= 2; n++) {
                struct chart c = one_line(all[i], n);
                c.log_y = log;
                assert_true(is_well_formed(draw(&c)));
                assert_null(strstr(draw(&c), "nan"));
                assert_null(strstr(draw(&c), "inf"));
            }
    struct chart c = one_line(flat, MANY);
    assert_true(is_well_formed(draw(&c)));
}

static void short_windows_are_labelled_by_month(void **state)
{
    (void)state;
    struct chart c = one_line(up, 250);
    assert_non_null(strstr(draw(&c), ">2000-06</text>"));
}

static void bars_stand_on_top_of_each_other_from_zero_up(void **state)
{
    (void)state;
    const double good[] = {3, 0, 1}, bad[] = {1, 0, 0};
    struct chart_line lines[] = {{"Good", good}, {"<Bad>", bad}};
    struct chart c = {.title = "T",
                      .description = "D",
                      .bars = true,
                      .day = (int32_t[]){0, 1, 2},
                      .n = 3,
                      .lines = lines,
                      .n_lines = 2};
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "<path class=\"chart-bar-1\""), 3); /* two days and the legend */
    assert_int_equal(count(svg, "<path class=\"chart-bar-2\""), 2);
    assert_int_equal(count(svg, "chart-line"), 0);
    assert_non_null(strstr(svg, "1970-01-01, Good: 3</title>"));
    assert_non_null(strstr(svg, "1970-01-01, &lt;Bad&gt;: 1</title>"));
    /* 712 by 264 inside: the first day's bar is 0.8 of a third wide and reaches from 0 to 3 of 4 */
    assert_non_null(strstr(svg, "M95.7 292L95.7 94L285.6 94L285.6 292Z"));
    assert_non_null(strstr(svg, "M95.7 94L95.7 28L285.6 28L285.6 94Z"));
}

static void days_without_anything_have_no_bar(void **state)
{
    (void)state;
    const double none[] = {0, 0};
    struct chart c = one_line(none, 2);
    c.bars = true;
    for (c.n = 0; c.n <= 2; c.n++) {
        assert_true(is_well_formed(draw(&c)));
        assert_int_equal(count(draw(&c), "<path class=\"chart-bar-1\""), 1);
    }
}

/* The x of the first point of the first line. */
static double first_x(const char *svg)
{
    return strtod(strstr(strstr(svg, "fill=\"none\""), "d=\"M") + 4, NULL);
}

static void numbers_can_stand_on_the_x_axis(void **state)
{
    (void)state;
    double x[100];
    for (int i = 0; i < 100; i++)
        x[i] = i * 0.05 - 0.5;
    struct chart c = one_line(up, 100);
    const struct chart_rule rules[] = {{1.25, "f* <best>"}, {99, "far out"}};
    c.day = NULL;
    c.x = x;
    c.x_suffix = "×";
    c.rules = rules;
    c.n_rules = 2;
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_true(fabs(first_x(svg) - 72) < 0.06);
    assert_non_null(strstr(svg, ">0×</text>"));
    assert_non_null(strstr(svg, ">4×</text>"));
    assert_int_equal(count(svg, "class=\"chart-rule\""), 1); /* what lies outside is not drawn */
    assert_non_null(strstr(svg, "f* &lt;best&gt;"));
    assert_null(strstr(svg, "far out"));
}

static void the_sign_of_an_amount_stands_before_its_unit(void **state)
{
    (void)state;
    static const double lost[] = {-150000, 50000, -50000, -1};
    struct chart c = one_line(lost, 4);
    c.prefix = "$";
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_non_null(strstr(svg, ">−$50,000</text>"));
    assert_non_null(strstr(svg, ">$0</text>"));
    assert_null(strstr(svg, "$−"));
}

static void candles_rise_or_fall(void **state)
{
    (void)state;
    static const double open[] = {10, 12, 11, NAN}, high[] = {13, 12.5, 11, NAN}, low[] = {9, 8, 11, NAN},
                        close[] = {12, 9, 11, NAN};
    const struct chart_candles candles = {open, high, low, close};
    const struct chart c = {.title = "T", .description = "D", .day = day, .n = 4, .candles = &candles};
    const char *svg = draw(&c), *rising = strstr(svg, "chart-candle-up"), *falling = strstr(svg, "chart-candle-down");
    assert_true(is_well_formed(svg));
    assert_true(rising && falling && rising < falling);
    assert_int_equal(count(falling, "Z"), 1);
    assert_int_equal(count(rising, "Z"), 3); /* a flat one does not fall, and what is unknown is not drawn */
}

static void bars_may_stand_for_many_days_each(void **state)
{
    (void)state;
    static const int32_t quarters[] = {10000, 10091, 10182};
    static const double paid[] = {0.25, 0, 0.375};
    struct chart c = one_line(paid, 3);
    c.day = quarters;
    c.bars = true;
    c.bar_days = 91;
    c.bar_decimals = 3;
    c.prefix = "$";
    const char *svg = draw(&c), *bar = strstr(svg, "Z\"><title>");
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "<title>1997 Q2, "), 1);
    assert_int_equal(count(svg, "<title>1997 Q4, "), 1);
    assert_non_null(strstr(bar, ": $0.250</title>"));
    assert_non_null(strstr(svg, ">$0.1</text>")); /* the axis is for what there is, however small */
}

static void a_spark_keeps_its_ends_and_gaps(void **state)
{
    (void)state;
    static const double y[] = {1, 3, NAN, 2, 2};
    struct buf b;
    buf_init(&b, a, 100);
    chart_spark_write(&b, "A <year>", y, 5);
    assert_true(is_well_formed(b.s));
    assert_non_null(strstr(b.s, "<title>A &lt;year&gt;</title>"));
    assert_non_null(strstr(b.s, "d=\"M2 30L31 2M89 16L118 16\""));
    buf_init(&b, a, 100);
    chart_spark_write(&b, "T", y, 0);
    assert_true(is_well_formed(b.s));
}

static void a_chart_may_come_for_a_telephone_too(void **state)
{
    (void)state;
    double top, bottom;
    struct buf b;
    struct chart c = one_line(up, MANY);
    buf_init(&b, a, 1000);
    chart_svg_write_both(&b, &c);
    const char *narrow = strstr(b.s, "<svg class=\"chart chart-narrow\"");
    assert_non_null(strstr(b.s, "<svg class=\"chart chart-wide\" role=\"img\" viewBox=\"0 0 800 320\""));
    assert_true(narrow && is_well_formed(narrow));
    assert_non_null(strstr(narrow, "viewBox=\"0 0 400 280\""));
    assert_true(trace(narrow, &top, &bottom) <= 800);
    assert_true(fabs(top - 28) < 0.06 && fabs(bottom - 252) < 0.06);
}

static void names_and_labels_keep_out_of_each_other(void **state)
{
    (void)state;
    static const double x[] = {0, 120}, y[] = {1, 2};
    struct chart_line lines[] = {{"Median", y}, {"5th percentile", y}, {"95th percentile", y}, {"25th", y}};
    struct chart c = {
        .title = "T", .description = "D", .x = x, .x_suffix = " months", .n = 2, .lines = lines, .n_lines = 4};
    const char *wide = draw(&c);
    assert_non_null(strstr(wide, ">20 months<"));
    assert_null(strstr(wide, "M72.0 28H90.0"));
    c.width = 400;
    c.height = 280;
    const char *narrow = draw(&c);
    assert_non_null(strstr(narrow, "M72.0 28H90.0"));
    assert_null(strstr(narrow, ">20 months<"));
    assert_non_null(strstr(narrow, "\"end\" x=\"400\" y=\"268\">120 months<"));
    c.n = 1; /* one place has no room to measure by */
    assert_true(is_well_formed(draw(&c)));
}

static void what_is_counted_has_no_halves_on_its_axis(void **state)
{
    (void)state;
    double y[] = {0, 2, 1, 0};
    struct chart c = one_line(y, 4);
    c.suffix = c.prefix = "";
    assert_null(strstr(draw(&c), ">0.5<"));
    assert_non_null(strstr(draw(&c), ">1<"));
    y[2] = 1.5;
    assert_non_null(strstr(draw(&c), ">0.5<"));
}

static void an_area_lies_between_its_line_and_zero(void **state)
{
    (void)state;
    double fall[] = {0, -0.2, -0.5, 0};
    struct chart c = one_line(fall, 4);
    c.area = true;
    const char *svg = draw(&c);
    const char *area = strstr(svg, "<path class=\"chart-area-1\" d=\"M72 28");
    assert_true(area && is_well_formed(svg));
    assert_non_null(strstr(area, "L784 28L72 28Z"));
    fall[1] = NAN;
    assert_null(strstr(draw(&c), "chart-area-1"));
    assert_non_null(strstr(draw(&c), "chart-line-1"));
}

static void a_fan_is_two_areas_about_a_line(void **state)
{
    (void)state;
    static const double y[5][3] = {{1, 4, 9}, {1, 3, 5}, {1, 2, 3}, {1, 1.5, 2}, {1, 1, 0.5}}, x[] = {0, 1, 2};
    struct chart_line lines[5] = {{"95 %", y[0]}, {"75 %", y[1]}, {"Median", y[2]}, {"25 %", y[3]}, {"<5 %", y[4]}};
    struct chart c = {.title = "T", .x = x, .n = 3, .lines = lines, .n_lines = 5, .fan = true, .log_y = true};
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "class=\"chart-edge\""), 4);
    assert_int_equal(count(svg, "class=\"chart-line-1\""), 2); /* the median, and beside its name */
    assert_int_equal(count(svg, "class=\"chart-area-1\""), 2 + 3);
    assert_non_null(strstr(svg, ">&lt;5 % to 95 %</text>"));
    assert_non_null(strstr(svg, ">25 % to 75 %</text>"));
    assert_non_null(strstr(svg, ">Median</text>"));
    double lowest[] = {1, 1,
                       0}; /* nothing on a log scale: both areas end before it, as far as they have an edge there */
    lines[4].y = lowest;
    assert_true(is_well_formed(draw(&c)));
    assert_null(strstr(draw(&c), "nan"));
}

static void sticks_reach_from_zero_and_keep_extremes(void **state)
{
    (void)state;
    double y[MANY];
    for (int i = 0; i < MANY; i++)
        y[i] = i % 2 ? 1 : -1;
    y[MANY / 2] = 40;
    y[MANY / 3] = -30;
    y[7] = NAN;
    struct chart c = one_line(y, MANY);
    c.sticks = true;
    const char *svg = draw(&c), *sticks = strstr(svg, "class=\"chart-stick\"");
    assert_true(sticks && is_well_formed(svg));
    assert_null(strstr(svg, "chart-line-1")); /* beside its name stands a bar */
    assert_int_equal(count(sticks, "M"), 480);
    assert_non_null(strstr(sticks, " 28\"") ? strstr(sticks, " 28\"")
                                            : strstr(sticks, " 28M")); /* the highest is at the top */
    assert_non_null(strstr(sticks, " 292L"));                          /* the lowest at the bottom */
    c.n = 3;
    assert_int_equal(count(strstr(draw(&c), "chart-stick"), "M"), 3);
}

static void where_neither_is_ahead_a_line_goes_across(void **state)
{
    (void)state;
    static const double y[] = {1, 1.5, 0.5, 1.2}, one = 1;
    struct chart c = one_line(y, 4);
    assert_null(strstr(draw(&c), "chart-zero"));
    c.even = &one;
    assert_non_null(strstr(draw(&c), "<path class=\"chart-zero\" d=\"M72 160L784 160\"/>"));
    static const double above[] = {2, 3, 4, 5}; /* it has a place even where the line does not come down to it */
    c = one_line(above, 4);
    c.even = &one;
    assert_non_null(strstr(draw(&c), "<path class=\"chart-zero\" d=\"M72 292L784 292\"/>"));
}

static void named_heights_go_across_where_the_chart_reaches_them(void **state)
{
    (void)state;
    static const double y[] = {0, 100, 40, 60};
    static const struct chart_level levels[] = {{150, "beyond"}, {50, "half"}, {49, "too near"}, {25, "quarter"}};
    struct chart c = one_line(y, 4);
    c.levels = levels;
    c.n_levels = 4;
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "class=\"chart-rule\""), 3);
    assert_null(strstr(svg, "beyond"));
    assert_non_null(strstr(svg, ">half</text>"));
    assert_null(strstr(svg, "too near"));
    assert_non_null(strstr(svg, ">quarter</text>"));
}

static void names_of_rules_stand_above_bars(void **state)
{
    (void)state;
    static const double x[] = {-1, 0, 1}, y[] = {3, 9, 2};
    const struct chart_line line = {"Months", y};
    const struct chart_rule rule = {0, "mean"};
    struct chart c = {
        .title = "T", .x = x, .n = 3, .lines = &line, .n_lines = 1, .bars = true, .rules = &rule, .n_rules = 1};
    const char *svg = draw(&c);
    assert_non_null(strstr(svg, "y=\"39\">mean</text>"));
    assert_non_null(strstr(svg, " 72L")); /* the highest bar ends below it */
}

static void boxes_share_their_zero_and_have_scales_of_their_own(void **state)
{
    (void)state;
    static const double out[] = {-9, 12};
    const struct chart_box boxes[] = {{"Days", "n 8", "days <i>", -2, -1, 0.5, 1, 2, out, 2},
                                      {"Years", "n 3", "years", -30, -10, 5, 20, 40, NULL, 0},
                                      {"Up & up", "n 1", "one", 10, 10, 10, 10, 10, NULL, 0}};
    struct chart c = {.title = "T", .description = "D", .suffix = " %", .boxes = boxes, .n_boxes = 3};
    const char *svg = draw(&c), *zero = strstr(svg, "<path class=\"chart-zero\" d=\"M") + 29;
    assert_true(is_well_formed(svg));
    assert_non_null(strstr(svg, "viewBox=\"0 0 800 168\""));
    assert_int_equal(count(svg, "<g><title>"), 3);
    assert_non_null(strstr(svg, "<title>days &lt;i&gt;</title>"));
    assert_non_null(strstr(svg, ">Up &amp; up</text>"));
    assert_int_equal(count(svg, "class=\"chart-point\""), 2);
    double at = strtod(zero, NULL);
    for (const char *label = svg; (label = strstr(label, ">0 %</text>")); label++) { /* every row has its 0 there */
        const char *x = label;
        while (strncmp(x, " x=\"", 4) != 0)
            x--;
        assert_true(fabs(strtod(x + 4, NULL) - at) < 0.11);
    }
    assert_int_equal(count(svg, ">0 %</text>"), 3);
    for (const char *x = svg; (x = strstr(x, " cx=\"")); x++)
        assert_true(strtod(x + 5, NULL) > 72 && strtod(x + 5, NULL) < 784);
    c.width = 400;
    assert_non_null(strstr(draw(&c), "viewBox=\"0 0 400 168\""));
}

static void spans_are_cut_to_the_days_that_are_drawn(void **state)
{
    (void)state;
    const struct chart_span spans[] = {{day[10], day[20]}, {day[0] - 50, day[5]}, {day[99] + 1, day[99] + 9}};
    struct chart c = one_line(up, 100);
    c.spans = spans;
    c.n_spans = 3;
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "chart-span"), 2);
    assert_non_null(strstr(svg, "chart-span\" d=\"M72 28L"));
}

static void bars_beside_each_other_go_up_and_down_from_zero(void **state)
{
    (void)state;
    const double own[] = {0.1, -0.2, NAN}, other[] = {0.05, 0.1, 0.1}, mean[] = {0.3, 0.3, 0.3};
    const int32_t years[] = {0, 365, 730};
    struct chart_line lines[] = {{"Own", own}, {"Other", other}, {"Mean", mean}};
    struct chart c = {.title = "T",
                      .description = "D",
                      .day = years,
                      .n = 3,
                      .lines = lines,
                      .n_lines = 3,
                      .bars = true,
                      .beside = true,
                      .n_bars = 2,
                      .bar_days = 365,
                      .bar_decimals = 2};
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "<path class=\"chart-bar-1\""), 1 + 2); /* the legend has one more */
    assert_int_equal(count(svg, "<path class=\"chart-bar-2\""), 1 + 3);
    assert_int_equal(count(svg, "<path class=\"chart-line-3\""), 1 + 1);
    assert_non_null(strstr(svg, "1971, Own: \u22120.20"));
    assert_int_equal(count(svg, "chart-zero"), 1);
    double top, bottom;
    assert_true(sscanf(strstr(svg, "Z\"><title>1971, Own") - 20, "%*[^L]L%*f %lf", &bottom) == 1);
    assert_true(sscanf(strstr(svg, "chart-zero"), "chart-zero\" d=\"M72 %lf", &top) == 1);
    assert_true(bottom >= top && bottom <= 292);
}

static void bars_of_numbers_are_as_wide_as_these_are_apart(void **state)
{
    (void)state;
    const double x[] = {-2, 0, 2}, share[] = {1, 5, 2}, curve[] = {0.5, 6, 0.5};
    struct chart_line lines[] = {{"Months", share}, {"Normal", curve}};
    struct chart c = {.title = "T",
                      .description = "D",
                      .x = x,
                      .x_suffix = " %",
                      .n = 3,
                      .lines = lines,
                      .n_lines = 2,
                      .bars = true,
                      .n_bars = 1};
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_non_null(strstr(svg, "<title>\u22122 %, Months: 1</title>"));
    double left, right;
    assert_true(sscanf(strstr(svg, "chart-bar-1\" d=\"M95"), "chart-bar-1\" d=\"M%lf %*fL%*f %*fL%lf", &left, &right) ==
                2);
    assert_true(fabs(right - left - 0.8 * 712 / 3) < 0.2);
}

static void points_widen_both_axes_and_are_escaped(void **state)
{
    (void)state;
    const struct chart_point points[] = {{1, 10, "<A>", true}, {3, 30, "B", false}, {2, NAN, "none", false}};
    struct chart c = {.title = "T", .description = "D", .points = points, .n_points = 3};
    const char *svg = draw(&c);
    assert_true(is_well_formed(svg));
    assert_int_equal(count(svg, "<circle"), 2);
    /* whole circles, off the axes, which are at 72 and 292 */
    assert_non_null(strstr(svg, "cx=\"94.5\" cy=\"271.7\" r=\"4\"><title>&lt;A&gt;</title>"));
    assert_non_null(strstr(svg, "cx=\"761.5\" cy=\"48.3\""));
    assert_int_equal(count(svg, ">B<"), 1); /* a tooltip alone */
    assert_int_equal(count(svg, ">&lt;A&gt;<"), 2);
}

static void names_of_points_that_coincide_stand_below_each_other(void **state)
{
    (void)state;
    const struct chart_point points[] = {
        {1, 10, "One", true}, {1, 10, "Two", true}, {1, 10.01, "Three", true}, {3, 30, "Far", true}};
    struct chart c = {.title = "T", .description = "D", .points = points, .n_points = 4};
    const char *svg = draw(&c), *names[] = {">One</text>", ">Two</text>", ">Three</text>"};
    double y[3];
    for (int i = 0; i < 3; i++) {
        const char *at = strstr(svg, names[i]);
        while (strncmp(at, " y=\"", 4) != 0)
            at--;
        y[i] = strtod(at + 4, NULL);
        assert_true(y[i] > 28 && y[i] < 292);
        for (int k = 0; k < i; k++)
            assert_true(fabs(y[i] - y[k]) >= 12);
    }
}

static void a_cloud_of_points_leaves_its_words_to_the_script(void **state)
{
    (void)state;
    struct chart_point points[101];
    for (int i = 0; i < 101; i++)
        points[i] = (struct chart_point){i, i, "word", i == 0};
    struct chart c = {.title = "T", .description = "D", .points = points, .n_points = 100};
    assert_int_equal(count(draw(&c), "<title>word</title>"), 100);
    c.n_points = 101;
    assert_int_equal(count(draw(&c), "<title>word</title>"), 1); /* of the one that is named */
    assert_int_equal(count(draw(&c), "<circle"), 101);
    assert_true(is_well_formed(draw(&c)));
}

/* A place on the drawing is the place of a value: what static/js/chart.js counts on. */
static void a_drawing_tells_its_scales(void **state)
{
    (void)state;
    const double y[] = {10, 1000};
    struct chart c = one_line(y, 2);
    double first, left, unit_x, low, bottom, unit_y, top;
    int is_log;
    c.log_y = true;
    const char *svg = draw(&c);
    assert_int_equal(sscanf(strstr(svg, "data-scale=\""), "data-scale=\"%lf %lf %lf %lf %lf %lf %lf %d\"", &first,
                            &left, &unit_x, &low, &bottom, &unit_y, &top, &is_log),
                     8);
    assert_true(first == day[0] && left == 72 && fabs(left + unit_x * (day[1] - first) - 784) < 1e-9);
    assert_true(is_log == 1 && low == 1 && bottom == 292 && fabs(bottom - unit_y * (3 - low) - top) < 1e-9);
    c.n = 0;
    assert_null(strstr(draw(&c), "data-scale"));
}

static void a_file_stands_alone(void **state)
{
    (void)state;
    struct chart c = one_line(up, MANY);
    struct buf b;
    c.title = "Growth of <A>";
    c.height = 240;
    buf_init(&b, a, 1000);
    chart_svg_write_file(&b, &c);
    assert_true(is_well_formed(b.s));
    assert_non_null(strstr(b.s, " width=\"800\" height=\"268\">"));
    assert_non_null(strstr(b.s, "y=\"20\">Growth of &lt;A&gt;</text>"));
    assert_non_null(strstr(b.s, ".chart-line-1,"));
    assert_non_null(strstr(b.s, "stroke:#0f6578"));
    assert_null(strstr(b.s, "var("));
}

int main(void)
{
    a = arena_new();
    for (int i = 0; i < MANY; i++) {
        day[i] = 10959 + i * 7 / 5;
        up[i] = 100000 * exp(i * 0.0004);
        flat[i] = 5;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_is_well_formed),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(looks_are_left_to_the_style_sheet),
        cmocka_unit_test(long_lines_are_thinned_but_keep_their_spikes),
        cmocka_unit_test(a_level_stretch_is_one_step),
        cmocka_unit_test(rounding_does_not_add_up),
        cmocka_unit_test(numbers_can_stand_on_the_x_axis),
        cmocka_unit_test(the_sign_of_an_amount_stands_before_its_unit),
        cmocka_unit_test(candles_rise_or_fall),
        cmocka_unit_test(gaps_stay_gaps),
        cmocka_unit_test(days_that_are_missing_for_long_are_a_gap),
        cmocka_unit_test(edge_cases_are_drawn),
        cmocka_unit_test(short_windows_are_labelled_by_month),
        cmocka_unit_test(a_spark_keeps_its_ends_and_gaps),
        cmocka_unit_test(names_and_labels_keep_out_of_each_other),
        cmocka_unit_test(a_chart_may_come_for_a_telephone_too),
        cmocka_unit_test(bars_may_stand_for_many_days_each),
        cmocka_unit_test(bars_stand_on_top_of_each_other_from_zero_up),
        cmocka_unit_test(days_without_anything_have_no_bar),
        cmocka_unit_test(what_is_counted_has_no_halves_on_its_axis),
        cmocka_unit_test(an_area_lies_between_its_line_and_zero),
        cmocka_unit_test(spans_are_cut_to_the_days_that_are_drawn),
        cmocka_unit_test(a_fan_is_two_areas_about_a_line),
        cmocka_unit_test(sticks_reach_from_zero_and_keep_extremes),
        cmocka_unit_test(where_neither_is_ahead_a_line_goes_across),
        cmocka_unit_test(named_heights_go_across_where_the_chart_reaches_them),
        cmocka_unit_test(names_of_rules_stand_above_bars),
        cmocka_unit_test(boxes_share_their_zero_and_have_scales_of_their_own),
        cmocka_unit_test(bars_beside_each_other_go_up_and_down_from_zero),
        cmocka_unit_test(bars_of_numbers_are_as_wide_as_these_are_apart),
        cmocka_unit_test(points_widen_both_axes_and_are_escaped),
        cmocka_unit_test(a_cloud_of_points_leaves_its_words_to_the_script),
        cmocka_unit_test(names_of_points_that_coincide_stand_below_each_other),
        cmocka_unit_test(a_drawing_tells_its_scales),
        cmocka_unit_test(a_file_stands_alone),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return rc;
}
