/* series_api.c: a person's series for programs: send a file, settle its question, list, read, rename, add rows, delete; and the
 * instruments of this hub that an analysis can take as well.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "compute/members.h"
#include "market/file_json.h"
#include "market/instrument_menu.h"
#include "market/series_pack.h"
#include "returns/api.h"
#include "returns/more.h"
#include "returns/routes.h"
#include "returns/series_store.h"
#include "returns/upload.h"
#include "web/error.h"

enum { LIST_MOST = 2000 };

/* ---- writing ---- */

static void put_series(struct json_writer *w, const char *key, const struct series_row *s)
{
    json_open(w, key, '{');
    json_put_text(w, "id", s->id);
    json_put_text(w, "name", s->name);
    api_put_text(w, "note", s->note);
    json_put_text(w, "origin", s->origin);
    json_put_text(w, "source", s->source);
    api_put_text(w, "symbol", s->symbol);
    json_put_int(w, "version", s->version);
    json_put_text(w, "kind", s->kind);
    json_put_text(w, "unit", s->unit);
    json_put_text(w, "frequency", s->frequency);
    json_put_bool(w, "has_total_and_price", s->has_both_bases);
    json_put_int(w, "rows", s->n_levels);
    member_day_write(w, "first_day", s->first_day);
    member_day_write(w, "last_day", s->last_day);
    json_put_int(w, "bytes", s->bytes);
    api_put_time(w, "created_at_utc", s->created);
    api_put_time(w, "updated_at_utc", s->updated);
    json_close(w, '}');
}

/* A problem document whose further members tell about the file. `id`: under which it waits for its answers, or NULL. */
static enum err file_problem(struct req *req, struct res *res, const struct submission *u, const char *id)
{
    struct json_writer w;
    api_begin(&w, res, u->answer.status);
    json_put_text(&w, "title",
                  u->answer.status == FILE_ASK ? "The file can be read in more than one way"
                                               : "The file cannot be used as it is");
    json_put_text(&w, "detail", upload_sentence(req->arena, file_fault(&u->answer)));
    if (id)
        json_put_text(&w, "id", id);
    file_answer_write(&w, &u->answer);
    price_preview_write(&w, u->file.preview, u->answer.encoding);
    json_close(&w, '}');
    return OK;
}

/* ---- taking a file ---- */

/* A form, or the file alone with its name and the answers in the query: ?name=Fund&dates=dmy. */
static bool take(struct req *req, struct submission *u, struct problem *problem)
{
    if (!req->body.n)
        return upload_take(req, u, problem);
    *u = (struct submission){.arena = req->arena, .origin = "paste", .source = "", .bytes = req->body};
    return mapping_read(&req->query, &u->mapping, problem);
}

static struct str parameter(const struct req *req, const char *name)
{
    return req->body.n ? req_query(req, name) : req_form(req, name);
}

static enum err ask_back(struct req *req, struct res *res, const struct submission *u, const struct series_row *of)
{
    const char *id;
    const struct draft draft = {.origin = u->origin,
                                .source = u->source,
                                .mapping = mapping_write(req->arena, &u->mapping),
                                .bytes = u->bytes,
                                .series = of ? of->id : NULL};
    enum err e = draft_add(req->db, req->arena, req->session.sid, &draft, &id);
    return e ? e : file_problem(req, res, u, id);
}

/* All series of the file, with what was said about it. */
static enum err kept(struct req *req, struct res *res, const struct submission *u, const char *const *ids, int n)
{
    struct json_writer w;
    struct series_row row;
    enum err e = OK;
    res_header(res, "Location", arena_printf(req->arena, "/api/v1/returns/series/%s", ids[0]));
    api_begin(&w, res, 201);
    json_open(&w, "series", '[');
    for (int i = 0; i < n && !(e = series_find(req->db, req->arena, req->session.sid, str_of(ids[i]), &row)); i++)
        put_series(&w, NULL, &row);
    json_close(&w, ']');
    file_answer_write(&w, &u->answer);
    json_close(&w, '}');
    return e;
}

static enum err keep(struct req *req, struct res *res, const struct submission *u, const char *draft)
{
    struct series_new s[PRICE_FILE_SERIES_MAX];
    const char *ids[PRICE_FILE_SERIES_MAX];
    for (int i = 0; i < u->file.n; i++)
        s[i] =
            (struct series_new){.name = upload_name(u, i), .origin = u->origin, .first = upload_version(u, i, "new")};
    enum err e = series_add(req->db, req->arena, req->session.sid, draft, s, u->file.n, ids);
    if (e == ERR_LIMIT)
        return error_status(req, res, 409, series_room_words(req->db), NULL);
    return e ? e : kept(req, res, u, ids, u->file.n);
}

static enum err settle(struct req *req, struct res *res, const struct submission *u, const struct series_row *of)
{
    if (upload_is_asked(u))
        return ask_back(req, res, u, of);
    return file_problem(req, res, u, NULL);
}

static enum err series_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    if (!take(req, u, &problem))
        return error_status(req, res, 422, NULL, &problem);
    upload_read(u);
    return u->is_good ? keep(req, res, u, NULL) : settle(req, res, u, NULL);
}

/* ---- answers ---- */

/* A member as its field's text; a list is one a line. */
static struct str answer_text(struct arena *a, struct json_object *value)
{
    struct buf b;
    buf_init(&b, a, 64);
    if (json_object_is_type(value, json_type_string))
        buf_add(&b, json_object_get_string(value), (size_t)json_object_get_string_len(value));
    for (size_t i = 0; json_object_is_type(value, json_type_array) && i < json_object_array_length(value); i++)
        buf_printf(&b, "%s%s", i ? "\n" : "", json_object_get_string(json_object_array_get_idx(value, i)));
    return buf_view(&b);
}

static bool answers_read(struct req *req, struct mapping *m, struct problem *problem)
{
    struct json_object *json = api_body(req, problem);
    struct param *at = ARENA_ARRAY(req->arena, PARAMS_MAX, struct param);
    struct params all = {at, 0};
    if (!json)
        return false;
    json_object_object_foreach(json, name, value)
    {
        const char *field = mapping_field_of(name);
        if (!field)
            problem_add(problem, name, "There is no such question.");
        else if (all.n < PARAMS_MAX)
            at[all.n++] = (struct param){str_of(field), answer_text(req->arena, value)};
    }
    return problem->n == 0 && mapping_read(&all, m, problem);
}

static enum err draft_load(struct req *req)
{
    return draft_ask(req->db, req->arg[0]);
}

static enum err answers_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct mapping answers;
    struct draft d;
    enum err e = upload_of_draft(req, &d, u);
    if (e)
        return e;
    if (!answers_read(req, &answers, &problem))
        return error_status(req, res, 422, NULL, &problem);
    mapping_add(&u->mapping, &answers);
    upload_read(u);
    const char *id = str_dup(req->arena, req->arg[0]);
    if (!u->is_good) {
        e = draft_change(req->db, req->arena, req->session.sid, req->arg[0], mapping_write(req->arena, &u->mapping));
        return e ? e : file_problem(req, res, u, id);
    }
    return *d.series ? more_answer(req, res, u, d.series, d.series_version, id, "append") : keep(req, res, u, id);
}

/* ---- rows for a series ---- */

static enum err rows_post(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct submission *u = ARENA_NEW(req->arena, struct submission);
    struct series_row of;
    enum err e = series_find(req->db, req->arena, req->session.sid, req->arg[0], &of);
    if (e)
        return e;
    bool taken = take(req, u, &problem);
    struct str how = parameter(req, "how");
    bool replaces = str_eq(how, "replace");
    if (how.n && !replaces && !str_eq(how, "append"))
        problem_add(&problem, "how", "must be append or replace");
    if (!taken || problem.n)
        return error_status(req, res, 422, NULL, &problem);
    upload_read(u);
    if (!u->is_good)
        return settle(req, res, u, &of);
    return more_answer(req, res, u, of.id, of.version, NULL, replaces ? "replace" : "append");
}

/* ---- reading ---- */

static enum err list_load(struct req *req)
{
    return series_newest_ask(req->db, LIST_MOST);
}

static enum err list_get(struct req *req, struct res *res)
{
    struct json_writer w;
    struct series_row *rows;
    int n;
    enum err e = series_newest_take(req->db, req->arena, &rows, &n);
    if (e)
        return e;
    api_begin(&w, res, 200);
    json_open(&w, "series", '[');
    for (int i = 0; i < n; i++)
        put_series(&w, NULL, &rows[i]);
    json_close(&w, ']');
    json_close(&w, '}');
    return OK;
}

static bool day_asked(const struct req *req, const char *name, int32_t *day, struct problem *problem)
{
    struct str text = req_query(req, name);
    if (text.n && !day_parse(text, day))
        problem_add(problem, name, "must be a date that exists, written as 2020-04-17");
    return problem->n == 0;
}

static enum err one_load(struct req *req)
{
    return series_ask(req->db, req->arg[0], 0);
}

/* Every step-th row of those in the range, and always the last. */
static void put_rows(struct json_writer *w, struct arena *a, const struct price_file_series *s, enum price_kind kind,
                     int32_t from, int32_t to, size_t most)
{
    size_t begin = 0, end = s->n, n = 0;
    while (begin < end && s->day[begin] < from)
        begin++;
    while (end > begin && s->day[end - 1] > to)
        end--;
    size_t step = most && end - begin > most ? (end - begin + most - 1) / most : 1;
    size_t *row = ARENA_ARRAY(a, end - begin + 1, size_t);
    double *value = ARENA_ARRAY(a, end - begin + 1, double);
    for (size_t i = begin; i < end; i += step)
        row[n++] = i;
    if (n && row[n - 1] != end - 1)
        row[n++] = end - 1;
    json_open(w, "day", '[');
    for (size_t i = 0; i < n; i++)
        member_day_write(w, NULL, s->day[row[i]]);
    json_close(w, ']');
    for (int field = 0; field < PRICE_FIELDS; field++) {
        if (!s->value[field])
            continue;
        for (size_t i = 0; i < n; i++)
            value[i] = s->value[field][row[i]];
        json_put_column(w, kind == PRICE_KIND_RETURNS ? "return" : series_column_name[field], value, n);
    }
}

static enum err one_get(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct price_file_series s;
    struct series_row row;
    struct json_writer w;
    enum price_kind kind;
    const char *why;
    int32_t from = INT32_MIN, to = INT32_MAX;
    int64_t points = 0;
    enum err e = series_take(req->db, req->arena, &row);
    if (e || (e = series_data_take(req->db, req->arena, &s, &kind, &why)))
        return e;
    if (req_query(req, "points").n && (!num_parse_int(req_query(req, "points"), &points) || points < 2))
        problem_add(&problem, "points", "must be a whole number of at least 2");
    if (!day_asked(req, "from", &from, &problem) || !day_asked(req, "to", &to, &problem))
        return error_status(req, res, 422, NULL, &problem);
    api_begin(&w, res, 200);
    put_series(&w, "series", &row);
    json_open(&w, "columns", '{');
    put_rows(&w, req->arena, &s, kind, from, to, (size_t)points);
    json_close(&w, '}');
    json_close(&w, '}');
    return OK;
}

static enum err library_get(struct req *req, struct res *res)
{
    struct instrument_menu menu;
    struct json_writer w;
    enum err e = instrument_menu_get(req->db, req->arena, &menu);
    if (e)
        return e;
    api_begin(&w, res, 200);
    json_open(&w, "instruments", '[');
    for (int i = 0; i < menu.n; i++) {
        json_open(&w, NULL, '{');
        json_put_text(&w, "symbol", menu.rows[i].symbol);
        json_put_text(&w, "name", menu.rows[i].name);
        json_put_text(&w, "source", menu.rows[i].source);
        member_day_write(&w, "first_day", menu.rows[i].first_day);
        member_day_write(&w, "last_day", menu.rows[i].last_day);
        json_put_int(&w, "rows", menu.rows[i].sessions);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    return OK;
}

/* ---- changes ---- */

/* A member that is not there leaves what is; null empties it. */
static enum err change(struct req *req, const struct series_row *row, struct problem *problem)
{
    static const char *const known[] = {"name", "note", NULL};
    struct json_object *json = api_body(req, problem);
    if (!json)
        return OK;
    members_refuse_unknown(json, NULL, known, "this address", problem);
    struct str name = api_text(json, "name", str_of(row->name), SERIES_NAME_MAX, false, problem);
    struct str note = api_text(json, "note", str_of(row->note), SERIES_NOTE_MAX, true, problem);
    if (!name.n)
        problem_add(problem, "name", "must have at least one letter");
    return problem->n ? OK : series_change(req->db, req->arena, req->session.sid, req->arg[0], name, note);
}

static enum err one_patch(struct req *req, struct res *res)
{
    struct problem problem = {.arena = req->arena};
    struct series_row row;
    struct json_writer w;
    enum err e = series_find(req->db, req->arena, req->session.sid, req->arg[0], &row);
    if (e || (e = change(req, &row, &problem)))
        return e;
    if (problem.n)
        return error_status(req, res, 422, NULL, &problem);
    if ((e = series_find(req->db, req->arena, req->session.sid, req->arg[0], &row)))
        return e;
    res_type(res, "application/json");
    json_begin(&w, &res->body);
    put_series(&w, NULL, &row);
    return OK;
}

static enum err one_delete(struct req *req, struct res *res)
{
    const char *name;
    enum err e = series_delete(req->db, req->arena, req->session.sid, req->arg[0], &name);
    if (!e)
        res->status = 204;
    return e;
}

static const struct route rows[] = {
    ROUTE(POST, "/api/v1/returns/series", UPLOAD, SAVE, NULL, series_post),
    ROUTE(GET, "/api/v1/returns/series", NONE, PAGE, list_load, list_get),
    ROUTE(GET, "/api/v1/returns/series/:id", NONE, CALC, one_load, one_get),
    ROUTE(PATCH, "/api/v1/returns/series/:id", JSON, SAVE, NULL, one_patch),
    ROUTE(DELETE, "/api/v1/returns/series/:id", NONE, SAVE, NULL, one_delete),
    ROUTE(POST, "/api/v1/returns/series/:id/answers", JSON, SAVE, draft_load, answers_post),
    ROUTE(POST, "/api/v1/returns/series/:id/rows", UPLOAD, SAVE, NULL, rows_post),
    ROUTE(GET, "/api/v1/returns/library", NONE, PAGE, NULL, library_get),
};
const struct routes returns_series_api_routes = ROUTES(rows);
