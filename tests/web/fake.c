/* fake.c: see fake.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fake.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "db/heartbeat.h"
#include "identity/api_token.h"
#include "web/view.h"

struct fake fake;
const char session_open_sql[] = "open";

void fake_reset(void)
{
    fake = (struct fake){0};
}

/* ---- db ---- */

struct db *db_new(const char *conninfo, const char *role)
{
    (void)conninfo, (void)role;
    return NULL;
}

void db_free(struct db *db)
{
    (void)db;
}

enum err db_pipeline_begin(struct db *db)
{
    (void)db;
    fake.begun++;
    fake.is_lost = false;
    return fake.begin_fault;
}

enum err db_pipeline_send(struct db *db, const char *sql, const char *types, ...)
{
    (void)db, (void)sql, (void)types;
    fake.sent++;
    return OK;
}

enum err db_pipeline_sync(struct db *db)
{
    (void)db;
    fake.synced++;
    if (fake.slow)
        usleep(1100000);
    return fake.lost-- > 0 ? ERR_DB : OK;
}

enum err db_pipeline_next(struct db *db, struct arena *a, struct db_result *out)
{
    (void)db, (void)a;
    if (out)
        *out = (struct db_result){.rows = 1};
    return OK;
}

enum err db_pipeline_end(struct db *db)
{
    (void)db;
    fake.ended++;
    return OK;
}

bool db_is_lost(const struct db *db)
{
    (void)db;
    return fake.is_lost;
}

void db_rollback(struct db *db)
{
    (void)db;
    fake.rolled_back++;
}

enum err db_query(struct db *db, struct arena *a, struct db_result *out, const char *sql, const char *types, ...)
{
    (void)db, (void)a, (void)sql, (void)types;
    fake.queries++;
    if (out)
        *out = (struct db_result){.rows = 1};
    return fake.begin_fault;
}

void heartbeat_send(struct db *db, const char *program, const struct tally *tally)
{
    (void)db, (void)program, (void)tally;
}

int64_t db_int(const struct db_result *r, int row, int col)
{
    (void)r, (void)row, (void)col;
    return 0;
}

double db_double(const struct db_result *r, int row, int col)
{
    (void)r, (void)row, (void)col;
    return fake.number;
}

const char *db_text(const struct db_result *r, int row, int col)
{
    static const char *const words[] = {"hub_people", "status=\"active\"", "7"};
    (void)r, (void)row;
    return words[col];
}

/* ---- sessions: the sid is the cookie's token ---- */

bool token_same(struct str a, struct str b)
{
    return a.n == b.n && !memcmp(a.s, b.s, a.n);
}

bool session_from_cookie(struct session *s, struct str token)
{
    unsigned char bytes[32];
    s->had_cookie = token.n > 0;
    if (!hex_decode(token, bytes, sizeof bytes))
        return false;
    hex_encode(bytes, sizeof bytes, s->sid);
    return true;
}

const char *session_address(const char *ip)
{
    return ip;
}

/* "Bearer x": the token of the person whose cookie is x, with one scope. */
bool api_token_from_header(struct session *s, struct str header)
{
    memset(s, 0, sizeof *s);
    s->is_token = true;
    str_cut(&header, ' ');
    snprintf(s->sid, sizeof s->sid, "%.*s", (int)header.n, header.s);
    return header.n == 1;
}

bool api_token_allows(const struct session *s, const char *scope)
{
    return strcmp(s->scopes, scope) == 0;
}

void session_fill(struct session *s, const struct db_result *r)
{
    static const struct {
        char digit;
        struct person person;
        bool is_fresh;
        const char *scope;
    } known[] = {
        {'a',
         {VIEWER, "v@example.org", "Vera <Viewer>", ROLE_VIEWER, false, false, false, 1, "dark"},
         false,
         "things:write"},
        {'b',
         {ANALYST, "a@example.org", "Ann Analyst", ROLE_ANALYST, false, false, false, 1, "auto"},
         true,
         "things:write"},
        {'c', {STAFF, "s@example.org", "Sam Staff", ROLE_ADMIN, true, false, true, 2, "auto"}, true, "things:read"},
        {'1', {STAFF, "n@example.org", "Nora New", ROLE_VIEWER, true, false, false, 1, "auto"}, true, ""},
        {'2', {STAFF, "o@example.org", "Otto Old", ROLE_VIEWER, true, false, true, 2, "auto"}, false, ""},
        {'3', {STAFF, "h@example.org", "Hans Half", ROLE_VIEWER, true, false, true, 1, "auto"}, true, ""},
        {'4', {SUPERUSER, "r@example.org", "Rosa Root", ROLE_VIEWER, true, true, true, 2, "auto"}, true, ""},
    };
    (void)r;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (*s->sid != known[i].digit)
            continue;
        s->person = known[i].person;
        s->is_fresh = known[i].is_fresh;
        s->scopes = known[i].scope;
        s->banner = fake.banner ? fake.banner : "";
    }
}

void session_anonymous(struct session *s, struct str token)
{
    memset(s, 0, sizeof *s);
    snprintf(s->sid, sizeof s->sid, "%.*s", (int)token.n, token.s);
}

char *csrf_token(const struct session *s, char out[CSRF_TEXT])
{
    snprintf(out, CSRF_TEXT, "token-%s", s->sid);
    return out;
}

bool csrf_check(const struct session *s, struct str token)
{
    char good[CSRF_TEXT];
    return str_eq(token, csrf_token(s, good));
}

/* ---- asking ---- */

const struct hub_settings *fake_settings(void)
{
    static struct hub_settings s = {.site_name = "Test <Hub>", .origin = "https://hub.test", .rate_signin = 3};
    static struct arena *a;
    const char *why = "", *root = getenv("srcdir") ? getenv("srcdir") : ".";
    if (a)
        return &s;
    a = arena_new();
    s.templates = arena_printf(a, "%s/tests/web/templates", root);
    s.statics = arena_printf(a, "%s/tests/web/static", root);
    if (!view_load(a, &s, &why)) {
        fprintf(stderr, "%s\n", why);
        exit(1);
    }
    return &s;
}

struct source {
    const char *at;
    size_t left, read;
};
static struct source source;

static bool read_source(void *from, char *to, size_t n)
{
    struct source *s = from;
    if (n > s->left)
        return false;
    memcpy(to, s->at, n);
    s->read += n;
    return true;
}

struct res *fake_ask(struct web *w, const char *method, const char *target, const char *body, ...)
{
    static struct arena *a;
    static struct res res;
    if (!a)
        a = arena_new();
    arena_reset(a);
    source = (struct source){body, body ? strlen(body) : 0, 0};
    struct web_call call = {.read = read_source, .from = &source};
    struct str query = str_of(target), path = str_cut(&query, '?');
    web_call_param(&call, arena_printf(a, "REQUEST_METHOD=%s", method));
    web_call_param(&call, arena_printf(a, "DOCUMENT_URI=%s", str_dup(a, path)));
    web_call_param(&call, arena_printf(a, "QUERY_STRING=%s", query.n ? query.s : ""));
    web_call_param(&call, "REMOTE_ADDR=192.0.2.1");
    web_call_param(&call, "HTTP_ACCEPT=text/html");
    web_call_param(&call, "REQUEST_ID=0123456789abcdef0123456789abcdef");
    web_call_param(&call, "APP_END=1");
    if (body) {
        web_call_param(&call, arena_printf(a, "CONTENT_LENGTH=%zu", strlen(body)));
        web_call_param(&call, "CONTENT_TYPE=application/x-www-form-urlencoded");
    }
    va_list ap;
    va_start(ap, body);
    for (const char *pair; (pair = va_arg(ap, const char *));)
        web_call_param(&call, pair);
    va_end(ap);
    web_dispatch(w, a, &call, &res);
    return &res;
}

size_t fake_bytes_read(void)
{
    return source.read;
}

bool reply_has(const struct res *res, const char *fragment)
{
    return res->body.n && memmem(res->body.s, res->body.n, fragment, strlen(fragment));
}

bool reply_head_has(const struct res *res, const char *fragment)
{
    return strstr(res->head.s, fragment);
}
