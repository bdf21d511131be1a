/* export.c: an analysis as files of whichever kind. See export.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/export.h"

#include <zip.h>

#include "returns/analysis.h"
#include "returns/routes.h"
#include "returns/tear_sheet.h"

/* ---- a ZIP of every table ---- */

struct archive {
    struct arena *arena;
    zip_t *zip;
    zip_source_t *source;
    bool is_good;
};

/* All members are of the same moment, so that the same tables are the same bytes. */
enum { DOS_DATE = 1 << 5 | 1 /* 1980-01-01 */, DOS_TIME = 0 };

/* Of columns of digits the highest level, libzip's own, takes ten times as long for a file that is 8 % smaller. */
enum { LEVEL = 2 };

static void add_file(struct archive *a, const char *name, struct str bytes)
{
    zip_source_t *file = a->is_good ? zip_source_buffer(a->zip, bytes.s, bytes.n, 0) : NULL;
    zip_int64_t at = file ? zip_file_add(a->zip, name, file, ZIP_FL_ENC_UTF_8) : -1;
    if (file && at < 0)
        zip_source_free(file);
    a->is_good = at >= 0 && zip_file_set_dostime(a->zip, (zip_uint64_t)at, DOS_TIME, DOS_DATE, 0) == 0 &&
                 zip_set_file_compression(a->zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, LEVEL) == 0;
}

static void add_table(struct archive *a, const struct returns_analysis *an, enum returns_part part, int series)
{
    const struct returns_part_info *info = &returns_part_info[part];
    struct returns_sheet sheet;
    struct buf csv;
    if (!returns_sheet_make(a->arena, an, part, series, &sheet))
        return;
    buf_init(&csv, a->arena, 1 << 12);
    returns_sheet_csv(&csv, &sheet);
    const char *of = info->of_all || an->n == 1
                         ? "analysis"
                         : arena_printf(a->arena, "%02d-%s", series + 1, an->series[series].name);
    add_file(a, analysis_file_name(a->arena, of, info->key, "csv"), buf_view(&csv));
}

static void add_tables(struct archive *a, const struct returns_analysis *an)
{
    for (int part = 0; part < RETURNS_PARTS; part++)
        for (int i = 0; i < (returns_part_info[part].of_all ? 1 : an->n); i++)
            add_table(a, an, (enum returns_part)part, i);
}

static bool take_bytes(struct archive *a, struct str *out)
{
    zip_stat_t stat;
    if (zip_source_stat(a->source, &stat) || zip_source_open(a->source))
        return false;
    char *bytes = arena_bytes(a->arena, stat.size + 1);
    zip_int64_t n = zip_source_read(a->source, bytes, stat.size);
    zip_source_close(a->source);
    *out = (struct str){bytes, (size_t)(n > 0 ? n : 0)};
    return n > 0 && (zip_uint64_t)n == stat.size;
}

enum err export_zip(struct arena *arena, const struct returns_analysis *an, struct str *out)
{
    struct archive a = {.arena = arena, .source = zip_source_buffer_create(NULL, 0, 0, NULL)};
    a.zip = a.source ? zip_open_from_source(a.source, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
    a.is_good = a.zip != NULL;
    if (!a.zip) {
        zip_source_free(a.source);
        return ERR_INTERNAL;
    }
    zip_source_keep(a.source);
    add_tables(&a, an);
    if (!a.is_good || zip_close(a.zip)) {
        zip_discard(a.zip);
        a.is_good = false;
    }
    a.is_good = a.is_good && take_bytes(&a, out);
    zip_source_free(a.source);
    return a.is_good ? OK : ERR_INTERNAL;
}

/* ---- replies ---- */

static enum err bytes_reply(struct res *res, enum err e, struct str bytes, const char *type, const char *name)
{
    if (e)
        return e;
    res_type(res, type);
    res_download(res, str_of(name));
    buf_str(&res->body, bytes);
    return OK;
}

static enum err zip_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title)
{
    struct str bytes = {NULL, 0};
    enum err e = export_zip(req->arena, a, &bytes);
    return bytes_reply(res, e, bytes, "application/zip", analysis_file_name(req->arena, title, "tables", "zip"));
}

static enum err xlsx_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title)
{
    struct str bytes = {NULL, 0};
    enum err e = export_xlsx(req->arena, a, &bytes);
    return bytes_reply(res, e, bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                       analysis_file_name(req->arena, title, "tables", "xlsx"));
}

static enum err json_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title)
{
    res_type(res, "application/json");
    res_download(res, str_of(analysis_file_name(req->arena, title, "analysis", "json")));
    returns_answer_write(&res->body, a);
    return OK;
}

static enum err html_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title)
{
    res_type(res, "text/html; charset=utf-8");
    res_download(res, str_of(analysis_file_name(req->arena, title, "sheet", "html")));
    return tear_sheet_write(req->arena, a, title, &res->body);
}

static enum err csv_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title)
{
    (void)title;
    return analysis_csv_reply(req, res, a);
}

static const struct {
    const char *file, *name, *about;
    enum err (*reply)(struct req *, struct res *, const struct returns_analysis *, const char *title);
} files[] = {
    {"export.html", "Sheet to print", "One file with the charts and the tables, to print or to send", html_reply},
    {"export.xlsx", "Excel", "Every table as a sheet of a workbook", xlsx_reply},
    {"export.zip", "All CSV", "Every table as CSV, in one ZIP", zip_reply},
    {"export.json", "JSON", "Everything, for programs", json_reply},
    {"export.csv", NULL, NULL, csv_reply}, /* each table has its link */
};
enum { FILES = sizeof files / sizeof *files };

enum err export_reply(struct req *req, struct res *res, const struct returns_analysis *a, const char *title,
                      struct str file)
{
    for (int i = 0; i < FILES; i++)
        if (str_eq(file, files[i].file))
            return files[i].reply(req, res, a, title);
    return ERR_NOTFOUND;
}

unsigned export_tables(const struct req *req, struct str file)
{
    return str_eq(file, "export.csv") ? analysis_csv_tables(req) : RETURNS_TABLE_ALL;
}

void export_links_show(struct view *v, const char *base, const char *query)
{
    view_show(v, "HAS_EXPORTS");
    for (int i = 0; i < FILES; i++) {
        if (!files[i].name)
            continue;
        struct view *link = view_add(v, "EXPORT");
        view_text(link, "EXPORT_NAME", files[i].name);
        view_text(link, "EXPORT_ABOUT", files[i].about);
        view_printf(link, "EXPORT_HREF", "%s/%s%s%s", base, files[i].file, *query ? "?" : "", query);
    }
}

/* ---- those of an analysis that is not saved ---- */

static enum err asked_load(struct req *req)
{
    return analysis_menu_ask(req->db);
}

static enum err asked_get(struct req *req, struct res *res)
{
    struct analysis_asked *q = ARENA_NEW(req->arena, struct analysis_asked);
    enum err e = analysis_ask(req, q);
    if (e)
        return e;
    return q->problem.n ? analysis_asked_refuse(req, res, q)
                        : export_reply(req, res, &q->analysis, analysis_title(req->arena, &q->analysis), req->arg[0]);
}

static const struct route rows[] = {
    ROUTE(GET, "/returns/analysis/:file", NONE, CALC, asked_load, asked_get),
};
const struct routes returns_export_routes = ROUTES(rows);
