/* tear_sheet.c: see tear_sheet.h. The template is the body; what makes a file of it stands here, for pages of the hub have no style
 * of their own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/tear_sheet.h"

#include "returns/analysis_chart.h"
#include "returns/analysis_parts.h"

/* For the screen and for paper: A4, small, nothing cut in the middle. The drawings' classes are those of web/chart_svg. */
static const char style[] =
    "@page{size:A4;margin:11mm 12mm}"
    "body{font:13px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;color:#182026;"
    "background:#fff;max-width:62rem;margin:1rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:1.2rem 0 .4rem;break-after:avoid}"
    "h3{font-size:.95rem;margin:.8rem 0 .2rem;break-after:avoid}p{margin:.2rem 0}ul{margin:.2rem 0;padding-left:1.2rem}"
    ".note,caption,figcaption{color:#55626b;font-size:.85em;text-align:left}"
    ".box{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.2rem 0}"
    "th,td{padding:.1rem .45rem;border-bottom:1px solid #d9dfe3;text-align:left;font-weight:400;vertical-align:top}"
    "thead th{font-weight:600;border-bottom-color:#55626b;vertical-align:bottom}.num,[class*=hub-up],[class*=hub-down]"
    "{text-align:right;white-space:nowrap}.hub-word{white-space:nowrap}tr,section{break-inside:avoid}"
    ".beside,.hub-wide-table{width:100%;table-layout:fixed}thead .num{white-space:normal}"
    "tbody th{overflow-wrap:break-word}"
    ".beside th:first-child,.hub-wide-table th:first-child{width:9rem}.beside thead th{white-space:normal}"
    ".hub-wide-table th{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    ".hub-wide-table thead th:not(:first-child){writing-mode:vertical-rl;text-align:left;font-size:.8em}"
    ".hub-map{font-size:.85em}.hub-map th,.hub-map td{padding:.05rem "
    ".3rem;border-color:#fff}.hub-triangle{font-size:.7em}"
    ".hub-triangle th,.hub-triangle td{padding:.05rem .15rem}.hub-foot>*{color:#55626b;font-style:italic}"
    ".hub-map td{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".hub-up1{background:#f2f8fb}.hub-up2{background:#e4f0f7}.hub-up3{background:#d6e8f3}.hub-up4{background:#c5dfee}"
    ".hub-up5{background:#b4d5e9}.hub-up6{background:#a3cce4}.hub-up7{background:#90c1de}.hub-up8{background:#7cb6d8}"
    ".hub-down1{background:#fdf7f2}.hub-down2{background:#fbede2}.hub-down3{background:#f9e4d3}"
    ".hub-down4{background:#f6d8c0}.hub-down5{background:#f4cdad}.hub-down6{background:#f1c19b}"
    ".hub-down7{background:#eeb485}.hub-down8{background:#eba770}"
    ".hub-part{background-image:repeating-linear-gradient(135deg,transparent 0 4px,#18202629 4px 5px)}"
    "dl.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.4rem 1rem;margin:.6rem 0}"
    "dl.key dt{color:#55626b;font-size:.85em}dl.key dd{margin:0;font-size:1.2rem;font-weight:600}"
    "dl.key small{font-size:.7em;font-weight:400;color:#55626b;display:block}"
    ".columns{columns:3 15rem;column-gap:1.5rem}.columns section{break-inside:avoid-column}.columns table{width:100%}"
    "figure{margin:.4rem 0;break-inside:avoid}section~section{clear:right}"
    "@media print,(min-width:50rem){.aside{float:right;width:42%}}svg{display:block;width:100%;height:auto}"
    ".chart text{fill:#55626b;font-family:inherit;font-size:12px}.chart-axis,.chart-zero{stroke:#55626b;fill:none}"
    ".chart-grid{stroke:#e2e7ea;fill:none}[class*=chart-line]{fill:none;stroke-width:1.6}"
    ".chart-line-1,.chart-line-6{stroke:#0f6578}.chart-line-2,.chart-line-7{stroke:#b4610a}"
    ".chart-line-3,.chart-line-8{stroke:#6d4bb0}.chart-line-4,.chart-line-9{stroke:#59666f}"
    ".chart-line-5,.chart-line-10{stroke:#a03a6e}"
    ".chart-line-6,.chart-line-7,.chart-line-8,.chart-line-9,.chart-line-10{stroke-dasharray:5 3}"
    ".chart-bar-1{fill:#0f6578}.chart-bar-2{fill:#b4610a}"
    ".chart-area-1{fill:#0f6578;fill-opacity:.15}.chart-area-2{fill:#b4610a;fill-opacity:.15}"
    ".chart-edge{stroke:#0f6578;stroke-opacity:.6;fill:none}.chart-stick{stroke:#0f6578;fill:none}"
    ".chart-span{fill:#55626b;fill-opacity:.12}.chart-point{fill:#0f6578;fill-opacity:.45}"
    ".chart-rule{stroke:#55626b;stroke-dasharray:4 3;fill:none}"
    "@media print{body{font-size:9px;line-height:1.25;margin:0;padding:0;max-width:none}.box{overflow:visible}"
    "h1{font-size:17px}h2{font-size:12px;margin:8px 0 2px}h3{font-size:10.5px;margin:5px 0 1px}"
    "th,td{padding:.4px 4px}.hub-map{font-size:8px}.hub-map th,.hub-map td{padding:.4px 3px}"
    ".hub-triangle{font-size:6.4px;width:100%;table-layout:fixed}.hub-triangle th,.hub-triangle td{padding:.4px 1px}"
    ".columns{columns:3}.columns section{break-inside:auto}.columns tr>*{font-size:8.5px}figure{margin:3px 0}.beside "
    "th,.beside td{padding:.4px 2px}"
    "dl.key{grid-template-columns:repeat(5,1fr);gap:3px 10px;margin:4px 0}dl.key dd{font-size:13px}}";

enum { NAME_MOST = 40 };

/* As wide as the paper, or beside a table. */
enum { WHOLE = 1000, ASIDE = 450 };

static void chart_add(struct view *v, const struct returns_analysis *a, enum analysis_chart which, int width,
                      int height)
{
    struct arena *arena = view_arena(v);
    struct buf *svg = ARENA_NEW(arena, struct buf);
    buf_init(svg, arena, 1 << 14);
    const struct analysis_drawing as = {.width = width, .height = height};
    if (!analysis_chart_draw(svg, a, which, 0, &as))
        return;
    struct view *chart = view_add(v, "TEAR_CHART");
    view_text(chart, "TEAR_CHART_LOOK", width == ASIDE ? "aside" : "whole");
    view_text(chart, "TEAR_CHART_TITLE", analysis_chart_info[which].title);
    view_text(chart, "TEAR_CHART_CAPTION", analysis_chart_caption(arena, a, which, 0, &as));
    view_svg(chart, "TEAR_CHART_SVG", svg);
}

/* A few series stand beside each other in one table, many in several below each other. */
static void beside_show(const struct analysis_page_of *p)
{
    enum { BESIDE_MOST = 10 };
    int n = p->analysis->n;
    view_show_if(p->view, "TEAR_SEVERAL", n > 1);
    for (int first = 0; n > 1 && first < n; first += BESIDE_MOST)
        analysis_beside_part_show(p, view_add(p->view, "TEAR_BESIDE"), first,
                                  n - first < BESIDE_MOST ? n - first : BESIDE_MOST);
}

/* What goes on two to four sheets of paper, however long the series are, and however many. */
static void body_show(struct view *v, const struct returns_analysis *a)
{
    enum { TALL = 280, LOW = 180, PERIODS_OF_ONE = 34, PERIODS_OF_SEVERAL = 24, DRAWDOWNS = 10 };
    static const struct analysis_place nowhere = {.base = NULL, .query = ""};
    struct analysis_page_of p = {
        v, view_arena(v), a, &a->series[0], &nowhere, "", a->n > 1 ? PERIODS_OF_SEVERAL : PERIODS_OF_ONE};
    struct view *tables = view_add(v, "TEAR_TABLES");
    beside_show(&p);
    chart_add(v, a, ANALYSIS_CHART_GROWTH, WHOLE, TALL);
    chart_add(v, a, ANALYSIS_CHART_DRAWDOWN, WHOLE, LOW);
    if (a->n == 1) {
        chart_add(v, a, ANALYSIS_CHART_YEARS, WHOLE, LOW);
        chart_add(v, a, a->series[0].fan.how.paths ? ANALYSIS_CHART_FUTURES : ANALYSIS_CHART_BOXES, ASIDE, TALL);
        analysis_trailing_show(&p, tables); /* beside it */
    }
    analysis_months_show(&p, tables);
    analysis_table_show(&p, tables,
                        &(struct analysis_table){.part = RETURNS_PART_DRAWDOWNS,
                                                 .caption = "From a high to the day it was reached again.",
                                                 .hidden = " periods_peak_to_trough periods_peak_to_end open ",
                                                 .rows_most = DRAWDOWNS});
    analysis_triangle_show(&p, tables);
    analysis_table_show(&p, tables,
                        &(struct analysis_table){.part = RETURNS_PART_CORRELATIONS,
                                                 .caption = "Of returns on the days that two of them have."});
}

enum err tear_sheet_write(struct arena *arena, const struct returns_analysis *a, const char *title, struct buf *out)
{
    struct view *v = view_new(arena), *head = view_new(arena);
    analysis_show(v, a, &(struct analysis_place){.base = NULL, .query = ""});
    view_text(v, "TEAR_TITLE", title);
    view_text(head, "TEAR_TITLE", title);
    view_text(v, "TEAR_OF", utf8_shorten(arena, a->series[0].name, NAME_MOST));
    body_show(v, a);
    buf_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    enum err e = view_part(arena, "returns/tear_sheet_title.tpl", head, out);
    buf_puts(out, "<style>");
    buf_puts(out, style);
    buf_puts(out, "</style>\n</head>\n");
    if (!e)
        e = view_part(arena, "returns/tear_sheet.tpl", v, out);
    buf_puts(out, "</html>\n");
    return e;
}
