/* api.c: the API's description, for programs as it is (OpenAPI) and for people as a page made from the same text.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>

#include "base/json.h"
#include "home/routes.h"
#include "web/view.h"

static const char *text_of(struct arena *a, struct json_object *o, const char *key)
{
    struct str s;
    return json_get_str(o, key, &s) ? str_dup(a, s) : "";
}

/* Follow "$ref": "#/components/schemas/NAME". */
static struct json_object *schema_resolve(struct arena *a, struct json_object *root, struct json_object *schema)
{
    const char *ref = text_of(a, schema, "$ref"), *name = strrchr(ref, '/');
    if (!name)
        return schema;
    return json_member(json_member(json_member(root, "components"), "schemas"), name + 1);
}

static const char *in_words(struct json_object *value)
{
    return json_object_get_string(value);
}

/* "number, 0 to 500", "one of accurate, original", "date (YYYY-MM-DD)" */
static const char *type_words(struct arena *a, struct json_object *schema)
{
    struct json_object *choices = json_member(schema, "enum"), *least = json_member(schema, "minimum"),
                       *most = json_member(schema, "maximum"), *above = json_member(schema, "exclusiveMinimum");
    const char *type = text_of(a, schema, "type");
    if (strcmp(text_of(a, schema, "format"), "date") == 0)
        return "date (YYYY-MM-DD)";
    if (choices) {
        struct buf b;
        buf_init(&b, a, 64);
        for (size_t i = 0; i < json_object_array_length(choices); i++)
            buf_printf(&b, "%s%s", i ? ", " : "one of ", in_words(json_object_array_get_idx(choices, i)));
        return b.s;
    }
    if (least && most)
        return arena_printf(a, "%s, %s to %s", type, in_words(least), in_words(most));
    if (least || above)
        return arena_printf(a, "%s, %s %s", type, least ? "at least" : "above", in_words(least ? least : above));
    return type;
}

static bool is_listed(struct json_object *names, const char *name)
{
    for (size_t i = 0; names && i < json_object_array_length(names); i++)
        if (strcmp(json_object_get_string(json_object_array_get_idx(names, i)), name) == 0)
            return true;
    return false;
}

/* One row per member; the members of an inner object follow it as "options.day_count". */
static void show_fields(struct view *v, struct arena *a, struct json_object *schema, const char *prefix)
{
    struct json_object *required = json_member(schema, "required"), *properties = json_member(schema, "properties");
    if (!properties)
        return;
    json_object_object_foreach(properties, name, member)
    {
        struct json_object *otherwise = json_member(member, "default");
        const char *about = text_of(a, member, "description");
        struct view *row = view_add(v, "API_FIELD");
        view_printf(row, "API_FIELD_NAME", "%s%s", prefix, name);
        view_text(row, "API_FIELD_TYPE", type_words(a, member));
        view_printf(row, "API_FIELD_ABOUT", otherwise ? "%s Default: %s." : "%s", about, in_words(otherwise));
        view_show_if(row, "API_FIELD_REQUIRED", is_listed(required, name));
        if (json_member(member, "properties"))
            show_fields(v, a, member, arena_printf(a, "%s%s.", prefix, name));
    }
}

static void show_request(struct view *v, struct arena *a, struct json_object *root, struct json_object *operation)
{
    struct json_object *content = json_member(json_member(operation, "requestBody"), "content"),
                       *json = json_member(content, "application/json"),
                       *media = json ? json : json_member(content, "multipart/form-data"),
                       *example = json_member(media, "example"), *schema = json_member(media, "schema");
    if (schema)
        schema = schema_resolve(a, root, schema);
    view_show_if(v, "HAS_FIELDS", json_member(schema, "properties"));
    view_show_if(v, "HAS_EXAMPLE", example);
    show_fields(v, a, schema, "");
    if (example)
        view_text(v, "OPERATION_EXAMPLE",
                  json_object_to_json_string_ext(example, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
                                                              JSON_C_TO_STRING_NOSLASHESCAPE));
}

static void show_operation(struct view *page, struct arena *a, struct json_object *root, const char *path,
                           const char *method, struct json_object *operation)
{
    struct view *v = view_add(page, "OPERATION");
    char *upper = arena_strdup(a, method);
    for (char *p = upper; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    view_text(v, "OPERATION_ID", text_of(a, operation, "operationId"));
    view_text(v, "OPERATION_METHOD", upper);
    view_text(v, "OPERATION_PATH", path);
    view_text(v, "OPERATION_SUMMARY", text_of(a, operation, "summary"));
    view_text(v, "OPERATION_ABOUT", text_of(a, operation, "description"));
    show_request(v, a, root, operation);
    json_object_object_foreach(json_member(operation, "responses"), status, answer)
    {
        struct view *row = view_add(v, "ANSWER");
        view_text(row, "ANSWER_STATUS", status);
        view_text(row, "ANSWER_ABOUT", text_of(a, answer, "description"));
    }
}

static enum err docs_get(struct req *r, struct res *res)
{
    const char *why;
    struct json_object *root = json_read(r->arena, str_of(openapi_json), &why);
    if (!root) {
        r->detail = arena_printf(r->arena, "docs/openapi.json is not JSON: %s", why);
        return ERR_INTERNAL;
    }
    struct json_object *info = json_member(root, "info");
    struct view *v = view_new(r->arena);
    view_text(v, "API_TITLE", text_of(r->arena, info, "title"));
    view_text(v, "API_ABOUT", text_of(r->arena, info, "description"));
    view_text(v, "API_VERSION", text_of(r->arena, info, "version"));
    view_text(v, "API_OPENAPI", text_of(r->arena, root, "openapi"));
    json_object_object_foreach(json_member(root, "paths"), path, methods)
    {
        json_object_object_foreach(methods, method, operation)
        {
            show_operation(v, r->arena, root, path, method, operation);
        }
    }
    return view_page(r, res, v, "home/api.tpl", "API");
}

static enum err openapi_get(struct req *r, struct res *res)
{
    (void)r;
    res_type(res, "application/json");
    buf_puts(&res->body, openapi_json);
    return OK;
}

static const struct route rows[] = {
    ROUTE(GET, "/api/docs", NONE, PAGE, NULL, docs_get),
    ROUTE(GET, "/api/openapi.json", NONE, PAGE, NULL, openapi_get),
};
const struct routes home_api_routes = ROUTES(rows);
