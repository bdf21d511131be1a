/* tear_sheet.c: see tear_sheet.h. The template is the body; what makes a file of it stands here, for pages of the hub have no style
 * of their own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/tear_sheet.h"

#include "returns/analysis_chart.h"
#include "returns/analysis_view.h"
#include "returns/sheet_view.h"

/* For the screen and for paper: A4, small, nothing cut in the middle. The drawings' classes are those of web/chart_svg. */
static const char style[] =
    "@page{size:A4;margin:12mm}"
    "body{font:13px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu "
    "Sans',sans-serif;color:#182026;background:#fff;max-width:62rem;"
    "margin:1rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:1.2rem 0 .4rem;break-after:avoid}"
    "h3{font-size:.95rem;margin:.8rem 0 .2rem;break-after:avoid}p{margin:.2rem 0}"
    ".note,caption,figcaption{color:#55626b;font-size:.85em;text-align:left}"
    ".box{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.2rem 0}"
    "th,td{padding:.1rem .45rem;border-bottom:1px solid #d9dfe3;text-align:left;font-weight:400;vertical-align:top}"
    "thead "
    "th{font-weight:600;border-bottom-color:#55626b}.num{text-align:right}"
    ".num,.hub-word{white-space:nowrap}tr,section{break-inside:avoid}"
    "dl.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.4rem 1rem;margin:.6rem 0}"
    "dl.key dt{color:#55626b;font-size:.85em}dl.key dd{margin:0;font-size:1.2rem;font-weight:600}"
    "dl.key small{font-size:.7em;font-weight:400;color:#55626b;display:block}"
    ".columns{columns:3 15rem;column-gap:1.5rem}.columns section{break-inside:avoid-column}.columns table{width:100%}"
    "figure{margin:.4rem 0;break-inside:avoid}svg{display:block;width:100%;height:auto}"
    ".chart text{fill:#55626b;font-family:inherit;font-size:12px}.chart-axis,.chart-zero{stroke:#55626b;fill:none}"
    ".chart-grid{stroke:#e2e7ea;fill:none}[class*=chart-line]{fill:none;stroke-width:1.6}"
    ".chart-line-1,.chart-line-6{stroke:#0f6578}.chart-line-2,.chart-line-7{stroke:#b4610a}"
    ".chart-line-3,.chart-line-8{stroke:#6d4bb0}.chart-line-4,.chart-line-9{stroke:#59666f}"
    ".chart-line-5,.chart-line-10{stroke:#a03a6e}"
    ".chart-line-6,.chart-line-7,.chart-line-8,.chart-line-9,.chart-line-10{stroke-dasharray:5 3}"
    ".chart-bar-1{fill:#0f6578}.chart-bar-2{fill:#b4610a}"
    ".chart-area-1{fill:#0f6578;fill-opacity:.15}.chart-area-2{fill:#b4610a;fill-opacity:.15}"
    ".chart-span{fill:#55626b;fill-opacity:.12}.chart-point{fill:#0f6578;fill-opacity:.45}"
    ".chart-rule{stroke:#55626b;stroke-dasharray:4 3;fill:none}"
    "@media print{body{font-size:9.5px;margin:0;padding:0;max-width:none}.box{overflow:visible}.columns{columns:3}"
    "h1{font-size:17px}h2{font-size:13px}h3{font-size:11px}dl.key{grid-template-columns:repeat(5,1fr)}dl.key "
    "dd{font-size:14px}}";

static void chart_add(struct view *v, const struct returns_analysis *a, enum analysis_chart which, int height)
{
    enum { WIDTH = 1000 };
    struct arena *arena = view_arena(v);
    struct buf *svg = ARENA_NEW(arena, struct buf);
    buf_init(svg, arena, 1 << 14);
    const struct analysis_drawing as = {.width = WIDTH, .height = height};
    if (!analysis_chart_draw(svg, a, which, 0, &as))
        return;
    struct view *chart = view_add(v, "TEAR_CHART");
    view_text(chart, "TEAR_CHART_TITLE", analysis_chart_info[which].title);
    view_text(chart, "TEAR_CHART_CAPTION", analysis_chart_caption(arena, a, which, 0, &as));
    view_svg(chart, "TEAR_CHART_SVG", svg);
}

/* What is shown is read while the page is written: it lives on the arena. */
static void sheet_add(struct view *v, const struct returns_analysis *a, enum returns_part part, int decimals,
                      const char *caption)
{
    enum { ROWS_OF_DRAWDOWNS = 10 };
    struct arena *arena = view_arena(v);
    struct returns_sheet *sheet = ARENA_NEW(arena, struct returns_sheet);
    struct sheet_look *look = ARENA_NEW(arena, struct sheet_look);
    *look = (struct sheet_look){.id = returns_part_info[part].key, .caption = caption, .decimals = decimals};
    if (part == RETURNS_PART_DRAWDOWNS) {
        look->rows_most = ROWS_OF_DRAWDOWNS;
        look->hidden = " periods_peak_to_trough periods_peak_to_end open ";
    }
    if (returns_sheet_make(arena, a, part, 0, sheet) && sheet->rows)
        sheet_show(v, sheet, look);
}

enum err tear_sheet_write(struct arena *arena, const struct returns_analysis *a, const char *title, struct buf *out)
{
    enum { TALL = 340, LOW = 220 };
    struct view *v = view_new(arena), *head = view_new(arena), *tables = view_add(v, "TEAR_TABLES");
    analysis_show(v, a, &(struct analysis_place){.base = "", .query = ""});
    view_text(v, "TEAR_TITLE", title);
    view_text(head, "TEAR_TITLE", title);
    view_text(v, "TEAR_OF", a->n > 1 ? a->series[0].name : "");
    view_show_if(v, "TEAR_SEVERAL", a->n > 1);
    chart_add(v, a, ANALYSIS_CHART_GROWTH, TALL);
    chart_add(v, a, ANALYSIS_CHART_DRAWDOWN, LOW);
    if (a->n == 1) /* several have their figures beside each other, and four pages as well */
        chart_add(v, a, ANALYSIS_CHART_YEARS, LOW);
    sheet_add(tables, a, RETURNS_PART_CALENDAR, 1, "Return of each month.");
    if (a->n == 1)
        sheet_add(tables, a, RETURNS_PART_TRAILING, 2, "Up to the last row; a year each from two years on.");
    sheet_add(tables, a, RETURNS_PART_CORRELATIONS, 2, "Of returns on the days that two of them have.");
    sheet_add(tables, a, RETURNS_PART_DRAWDOWNS, 2, "The deepest ten, from a high to the day it was reached again.");
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
