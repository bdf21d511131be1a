/* api.c: see api.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/api.h"

#include <stdio.h>

void api_begin(struct json_writer *w, struct res *res, int status)
{
    res->status = status;
    res_type(res, status < 400 ? "application/json" : "application/problem+json");
    json_begin(w, &res->body);
    json_open(w, NULL, '{');
    if (status >= 400)
        json_put_int(w, "status", status);
}

void api_put_text(struct json_writer *w, const char *key, const char *text)
{
    json_put_text(w, key, *text ? text : NULL);
}

void api_put_time(struct json_writer *w, const char *key, const char *text)
{
    struct str time = str_of(text), day = str_cut(&time, ' ');
    char iso[32];
    snprintf(iso, sizeof iso, "%.*sT%.*sZ", (int)day.n, day.s, (int)time.n, time.s);
    json_put_text(w, key, *text ? iso : NULL);
}

struct json_object *api_body(const struct req *req, struct problem *problem)
{
    const char *why;
    struct json_object *json = json_read(req->arena, req->body, &why);
    if (json_object_is_type(json, json_type_object))
        return json;
    problem_add(problem, "body", "is not a JSON object: %s", json ? "it is something else" : why);
    return NULL;
}

static bool is_plain(struct str text, bool lines)
{
    while (lines && text.n)
        if (str_has_control(str_cut(&text, '\n')))
            return false;
    return !str_has_control(text);
}

struct str api_text(struct json_object *json, const char *key, struct str otherwise, size_t most, bool lines,
                    struct problem *problem)
{
    struct json_object *value;
    struct str text = STR("");
    if (!json_object_object_get_ex(json, key, &value))
        return otherwise;
    if (!value)
        return text;
    if (!json_get_str(json, key, &text) || utf8_length(text = str_trim(text)) > most || !is_plain(text, lines))
        problem_add(problem, key, "must be a text of at most %zu letters%s", most, lines ? "" : ", on one line");
    return text;
}
