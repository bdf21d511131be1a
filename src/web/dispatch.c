/* dispatch.c: see dispatch.h. The guard is a list of steps, worked through in one order for every request; a step
 * that returns false has written the reply.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/dispatch.h"

#include <ctype.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "base/rng.h"
#include "identity/api_token.h"
#include "web/confirm.h"
#include "web/error.h"
#include "web/health.h"
#include "web/perm.h"

enum { REPEAT_US = 1000000 };

struct exchange {
    struct web *web;
    const struct web_call *call;
    struct req *req;
    struct res *res;
    const struct route *route;
    bool answered; /* the database was asked in a pipeline that is still open */
    bool has_turn;
};

static bool refuse(struct exchange *x, int status, const char *detail)
{
    error_status(x->req, x->res, status, detail, NULL);
    return false;
}

/* ---- the request itself ---- */

const char *const method_name[METHOD_OTHER + 1] = {"", "GET", "HEAD", "POST", "PATCH", "DELETE", ""};

static enum method method_of(struct str s)
{
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++)
        if (str_eq(s, method_name[m]))
            return m;
    return METHOD_OTHER;
}

static void take_id(struct req *req, struct str given)
{
    unsigned char bytes[8];
    if (given.n < 16 || !hex_decode((struct str){given.s, 16}, bytes, sizeof bytes))
        rng_bytes(bytes, sizeof bytes);
    hex_encode(bytes, sizeof bytes, req->id);
}

static bool contains(struct str hay, const char *needle)
{
    return hay.n && memmem(hay.s, hay.n, needle, strlen(needle));
}

static struct req *req_make(struct web *w, struct arena *a, const struct web_call *c)
{
    struct req *req = ARENA_NEW(a, struct req);
    req->arena = a;
    req->db = w->db;
    req->settings = w->settings;
    req->method = method_of(c->method);
    req->path = c->path;
    req->query_string = c->query;
    req->content_type = c->content_type;
    req->user_agent = c->user_agent;
    req->if_none_match = c->if_none_match;
    req->accept = c->accept;
    req->host = c->host;
    req->cookie = c->cookie;
    req->authorization = c->authorization;
    req->remote_addr = c->remote_addr.n ? c->remote_addr.s : "";
    req->wants_json =
        str_starts(c->path, "/api/") || (contains(c->accept, "json") && !contains(c->accept, "text/html"));
    take_id(req, c->request_id);
    return req;
}

/* Parameters cut short by a broken connection look like a whole request to libfcgi: app.params ends with a mark. */
static bool check_call(struct exchange *x)
{
    const struct web_call *c = x->call;
    if (!str_eq(c->end, "1") || !c->method.n || !c->path.n)
        return refuse(x, 400, "The request did not arrive whole.");
    if (!path_is_normal(c->path)) {
        x->req->path = STR("/");
        return refuse(x, 400, "The address is not written in its plain form.");
    }
    const char *why = params_read(x->req->arena, c->query, &x->req->query);
    return why ? refuse(x, 400, why) : true;
}

/* ---- the route ---- */

/* Whether the path has the pattern's form; the segments that its :names stand for go to arg. Returns their number,
 * or -1. */
static int match(const char *pattern, struct str path, struct str arg[REQ_ARGS_MAX])
{
    size_t at = 0;
    int n = 0;
    while (*pattern) {
        if (*pattern != ':') {
            if (at >= path.n || path.s[at++] != *pattern++)
                return -1;
            continue;
        }
        size_t from = at;
        while (at < path.n && path.s[at] != '/')
            at++;
        if (at == from)
            return -1;
        arg[n++] = (struct str){path.s + from, at - from};
        while (*pattern && *pattern != '/')
            pattern++;
    }
    return at == path.n ? n : -1;
}

struct found {
    const struct route *route;
    int args;
    unsigned methods; /* what the path answers */
};

static void consider(struct found *f, const struct route *r, const struct req *req)
{
    struct str arg[REQ_ARGS_MAX];
    int n = match(r->pattern, req->path, arg);
    if (n < 0)
        return;
    f->methods |= 1u << r->method;
    enum method wanted = req->method == METHOD_HEAD ? METHOD_GET : req->method;
    if (r->method == wanted && (!f->route || n < f->args)) { /* "/backtests/new" before "/backtests/:id" */
        f->route = r;
        f->args = n;
    }
}

/* How much of an unknown path may be logged: at most 200 bytes, and nothing from where one-time tokens begin, for it may be
 * their link but for a slash. hub.conf of nginx cuts in the same way. */
static size_t harmless_size(struct str path)
{
    enum { LOGGED_MAX = 200, TOKEN_DIGITS = 16 };
    size_t digits = 0;
    for (size_t i = 0; i < path.n; i++) {
        digits = isxdigit((unsigned char)path.s[i]) ? digits + 1 : 0;
        if (digits == TOKEN_DIGITS)
            return i + 1 - TOKEN_DIGITS < LOGGED_MAX ? i + 1 - TOKEN_DIGITS : LOGGED_MAX;
    }
    return path.n < LOGGED_MAX ? path.n : LOGGED_MAX;
}

/* Where no row answers, a row of our own does, after the session is known: an error page knows its reader too. */
static enum err answer_nowhere(struct req *req, struct res *res)
{
    (void)res;
    size_t n = harmless_size(req->path);
    req->detail =
        arena_printf(req->arena, "no such address: %.*s%s", (int)n, req->path.s, n < req->path.n ? "..." : "");
    return ERR_NOTFOUND;
}

/* The path answers, but not to this method. */
static enum err answer_other_method(struct req *req, struct res *res)
{
    struct buf allow;
    buf_init(&allow, req->arena, 32);
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++)
        if (req->methods & (1u << m) || (m == METHOD_HEAD && req->methods & (1u << METHOD_GET)))
            buf_printf(&allow, "%s%s", allow.n ? ", " : "", method_name[m]);
    error_status(req, res, 405, NULL, NULL);
    res_header(res, "Allow", allow.s);
    return OK;
}

#define NO_ROW(handler)                                                                                                \
    {                                                                                                                  \
        METHOD_GET, "-", BODY_IGNORED, RATE_FREE, NULL, handler, #handler                                              \
    }
static const struct route nowhere = NO_ROW(answer_nowhere), other_method = NO_ROW(answer_other_method);

/* A route without a row in perm.tsv cannot be in a program that started; should it be, nobody gets in. */
static bool find_perm(struct exchange *x)
{
    static const struct perm everybody = {.may = ~0u};
    x->req->perm = x->route->body == BODY_IGNORED
                       ? &everybody
                       : perm_find(x->web->section->name, x->route->method, x->route->pattern);
    if (x->req->perm)
        return true;
    x->req->detail = "the route has no row in perm.tsv";
    error_reply(x->req, x->res, ERR_INTERNAL);
    return false;
}

static bool find_route(struct exchange *x)
{
    struct found f = {NULL, 0, 0};
    const struct section *s = x->web->section;
    for (int t = 0; t < s->n_tables; t++)
        for (int i = 0; i < s->tables[t].n; i++)
            consider(&f, &s->tables[t].at[i], x->req);
    for (int i = 0; i < health_routes.n; i++)
        consider(&f, &health_routes.at[i], x->req);
    if (!f.route)
        f.route = f.methods ? &other_method : &nowhere;
    else
        match(f.route->pattern, x->req->path, x->req->arg);
    x->req->route = x->route = f.route;
    x->req->methods = f.methods;
    return find_perm(x);
}

/* ---- the body ---- */

static bool has_type(struct str header, const char *type)
{
    return str_eq_nocase(str_trim(str_cut(&header, ';')), type);
}

static bool read_text(struct exchange *x, size_t n, struct str *body)
{
    char *to = arena_bytes(x->req->arena, n + 1);
    if (!x->call->read || !x->call->read(x->call->from, to, n))
        return refuse(x, 400, "The content did not arrive whole.");
    to[n] = '\0';
    *body = (struct str){to, n};
    return true;
}

static bool read_form(struct exchange *x, size_t n)
{
    struct str body;
    if (!has_type(x->call->content_type, "application/x-www-form-urlencoded"))
        return refuse(x, 415, "This page takes a form (application/x-www-form-urlencoded).");
    if (!read_text(x, n, &body))
        return false;
    const char *why = params_read(x->req->arena, body, &x->req->form);
    return why ? refuse(x, 400, why) : true;
}

static bool read_upload(struct exchange *x, size_t n)
{
    struct str body, type = x->call->content_type;
    if (has_type(type, "application/x-www-form-urlencoded"))
        return read_form(x, n);
    if (x->req->wants_json && (has_type(type, "text/csv") || has_type(type, "text/plain")))
        return read_text(x, n, &x->req->body);
    if (!has_type(type, "multipart/form-data"))
        return refuse(x, 415,
                      x->req->wants_json
                          ? "This address takes a form (multipart/form-data) or a file as it is (text/csv)."
                          : "This page takes a form (multipart/form-data or application/x-www-form-urlencoded).");
    if (!read_text(x, n, &body))
        return false;
    const char *why = multipart_read(x->req->arena, type, body, &x->req->form, &x->req->files);
    return why ? refuse(x, 400, why) : true;
}

static bool read_json(struct exchange *x, size_t n)
{
    if (!has_type(x->call->content_type, "application/json"))
        return refuse(x, 415, "This address takes JSON (application/json).");
    return read_text(x, n, &x->req->body);
}

/* The size is judged before a byte is read or a byte of memory is taken. */
static bool read_body(struct exchange *x)
{
    enum body kind = x->route->body;
    int64_t n = 0;
    if (kind == BODY_IGNORED)
        return true;
    if (x->call->content_length.n && (!num_parse_int(x->call->content_length, &n) || n < 0))
        return refuse(x, 400, "The length of the content is not a number.");
    if (kind == BODY_NONE)
        return n == 0 ? true : refuse(x, 413, "This address takes no content.");
    if (n > (kind == BODY_UPLOAD ? WEB_UPLOAD_MAX : WEB_BODY_MAX))
        return refuse(x, 413,
                      kind == BODY_UPLOAD
                          ? "More than 10 MB was sent, the most that a file or a paste may have. Leave out rows "
                            "and columns that are not needed or split it, and send it again."
                          : "More than 64 KB was sent, the most that is taken here. Nothing was stored; "
                            "shorten what was typed, and send it again.");
    return kind == BODY_UPLOAD ? read_upload(x, (size_t)n)
           : kind == BODY_FORM ? read_form(x, (size_t)n)
                               : read_json(x, (size_t)n);
}

/* What is small comes before the question who asks, because the page's own question may need it. */
static bool read_small_body(struct exchange *x)
{
    return x->route->body == BODY_UPLOAD || read_body(x);
}

static bool read_large_body(struct exchange *x)
{
    return x->route->body != BODY_UPLOAD || read_body(x);
}

/* ---- who asks ---- */

static enum err ask(struct exchange *x, bool has_sid)
{
    struct req *req = x->req;
    struct db_result found;
    enum err e;
    if (has_sid && (e = db_pipeline_send(req->db, session_open_sql, "sts", req->session.sid,
                                         !method_changes(req->method), session_address(req->remote_addr))))
        return e;
    if (x->route->load && (e = x->route->load(req)))
        return e;
    if ((e = db_pipeline_sync(req->db)))
        return e;
    if (has_sid && !(e = db_pipeline_next(req->db, req->arena, &found)))
        session_fill(&req->session, &found);
    return e;
}

/* Session and page data in one round trip. Nothing is changed by it, so when the connection turns out to be lost (a
 * server that was started anew) it is asked again on a fresh one: but not when that took long, for then the server was
 * busy, and the reader has waited enough. */
static enum err ask_pipelined(struct exchange *x, bool has_sid)
{
    int64_t started = clock_us();
    enum err e = db_pipeline_begin(x->req->db);
    if (e || (e = ask(x, has_sid)) != ERR_DB || clock_us() - started > REPEAT_US)
        return e;
    db_pipeline_end(x->req->db);
    if ((e = db_pipeline_begin(x->req->db)))
        return e;
    return ask(x, has_sid);
}

static void take_anonymous(struct req *req)
{
    struct str token;
    unsigned char bytes[32];
    if (cookie_find(req->cookie, "__Host-pre", &token) != 1 || !hex_decode(token, bytes, sizeof bytes))
        return;
    hex_encode(bytes, sizeof bytes, req->anonymous_token);
    session_anonymous(&req->anonymous, str_of(req->anonymous_token));
}

/* A monitor asks about this worker, whoever it is; so does a browser that brings its cookie along. */
static bool is_health(const struct route *r)
{
    return r >= health_routes.at && r < health_routes.at + health_routes.n;
}

/* 401 tells how to come in (RFC 9110, 11.6.1). */
static bool refuse_unknown(struct exchange *x, const char *detail)
{
    refuse(x, 401, detail);
    res_header(x->res, "WWW-Authenticate", "Bearer");
    return false;
}

static bool has_bearer(const struct web_call *c)
{
    struct str header = c->authorization;
    return str_eq_nocase(str_cut(&header, ' '), "Bearer");
}

/* An API token comes alone, to an address that some scope opens, and has the form of one. */
static bool take_token(struct exchange *x, bool has_cookie)
{
    struct req *req = x->req;
    if (has_cookie)
        return refuse(x, 400, "Send the session cookie or an API token, not both.");
    bool is_one = api_token_from_header(&req->session, x->call->authorization);
    if (!req->perm->scope && x->route->body != BODY_IGNORED) {
        req->detail = "an API token does not open this address";
        return refuse(x, 403, "An API token does not open this address. Those that it does are listed at /api/docs.");
    }
    return is_one ||
           refuse_unknown(x, "This is not an API token of this site: one has 57 characters and begins with hub_pat_.");
}

/* Whoever the cookie or the token stands for is in has_sid; false: the request was refused. */
static bool take_proof_of_session(struct exchange *x, bool *has_sid)
{
    struct req *req = x->req;
    struct str token;
    int cookies = cookie_find(req->cookie, "__Host-hub", &token);
    if (cookies > 1)
        return refuse(x, 400, "The session cookie was sent more than once.");
    *has_sid = cookies && session_from_cookie(&req->session, token);
    if (!has_bearer(x->call))
        return true;
    *has_sid = true;
    return take_token(x, cookies > 0);
}

static bool open_session(struct exchange *x)
{
    struct req *req = x->req;
    bool has_sid;
    if (is_health(x->route))
        return true;
    if (!take_proof_of_session(x, &has_sid))
        return false;
    bool has_cookie = req->session.had_cookie;
    bool is_public = req->perm->may & PERM_ANONYMOUS;
    if (is_public)
        take_anonymous(req);
    if (has_sid || (x->route->load && is_public)) {
        enum err e = ask_pipelined(x, has_sid);
        x->answered = x->route->load && !e;
        if (!x->answered) {
            enum err end = db_pipeline_end(req->db);
            e = e ? e : end;
        }
        if (e) {
            req->detail = req->detail ? req->detail : "could not ask the database who this is";
            req->session.had_cookie = false; /* nobody knows: it may well be a session, and stays */
            error_reply(req, x->res, e);
            return false;
        }
    }
    req->session.had_cookie = has_cookie && !req->session.person.id;
    req->person_asked = true;
    if (req->session.is_token && !req->session.person.id)
        return refuse_unknown(
            x, "This API token is not known here, or it has ended. Its owner can make another under Your account.");
    return true;
}

/* ---- may they ---- */

/* `to`, with the address that was asked for as its "next". */
static const char *path_with_next(struct req *req, const char *to)
{
    struct buf b, target;
    buf_init(&b, req->arena, 128);
    buf_init(&target, req->arena, 128);
    path_encode(&target, req->path);
    if (req->query_string.n) {
        buf_putc(&target, '?');
        buf_str(&target, req->query_string);
    }
    buf_puts(&b, to);
    buf_puts(&b, "?next=");
    path_encode(&b, buf_view(&target));
    return b.s;
}

static bool send_to_login(struct exchange *x)
{
    struct req *req = x->req;
    const char *said = req->session.had_cookie
                           ? "You were signed out, because the session had ended. Please sign in again."
                           : "Please sign in first.";
    req->detail = req->session.had_cookie ? "the session had ended" : "nobody is signed in";
    if (req->wants_json)
        return refuse_unknown(x, said);
    if (x->route->method != METHOD_GET)
        return refuse(
            x, 403,
            "You are not signed in any more, so nothing was stored. Sign in in a second tab, then reload this "
            "one: the browser sends what you entered once more.");
    res_see_other(x->res, path_with_next(req, "/login"));
    if (req->session.had_cookie)
        res_flash(x->res, req, "info", said, NULL);
    return false;
}

static bool check_access(struct exchange *x)
{
    struct req *req = x->req;
    const struct person *p = &req->session.person;
    if (req->session.is_token && req->perm->scope && !api_token_allows(&req->session, req->perm->scope)) {
        req->detail = arena_printf(req->arena, "the API token lacks the scope %s", req->perm->scope);
        return refuse(x, 403, arena_printf(req->arena, "This API token lacks the scope %s.", req->perm->scope));
    }
    if (perm_allows(req->perm, p))
        return true;
    if (!p->id)
        return send_to_login(x);
    req->detail = arena_printf(req->arena, "the role does not reach, it takes: %s", perm_who(req->arena, req->perm));
    error_reply(req, x->res, ERR_FORBIDDEN);
    return false;
}

/* ---- proof besides the password at sign-in ---- */

static bool ask_to_enrol(struct exchange *x)
{
    static const char why[] = "This needs a second factor: a code from an app on your telephone, besides the password.";
    struct req *req = x->req;
    req->detail = "no second factor is set up";
    if (req->wants_json || x->route->method != METHOD_GET)
        return refuse(
            x, 403,
            arena_printf(req->arena, "%s Nothing was stored. Set one up under Your account, Second factor.", why));
    res_see_other(x->res, path_with_next(req, "/account/security/second-factor"));
    res_flash(x->res, req, "info", arena_printf(req->arena, "%s Set it up here.", why), NULL);
    return false;
}

static bool ask_to_confirm(struct exchange *x, const char *detail)
{
    struct req *req = x->req;
    req->detail = detail;
    if (req->wants_json)
        return refuse(
            x, 403,
            "Nothing was stored: this needs you to confirm who you are, at /login/confirm. After that it goes "
            "for ten minutes.");
    if (x->route->method == METHOD_GET) {
        res_see_other(x->res, path_with_next(req, "/login/confirm"));
        return false;
    }
    enum err e = page_confirm(req, x->res, NULL);
    if (e)
        error_reply(req, x->res, e);
    return false;
}

static bool check_proof(struct exchange *x)
{
    const struct session *s = &x->req->session;
    const struct perm *p = x->req->perm;
    if (p->proof == PROOF_NONE)
        return true;
    bool needs_factor = p->proof == PROOF_FACTOR || perm_is_console(p);
    if (needs_factor && !s->person.has_factor)
        return ask_to_enrol(x);
    if (s->person.aal < 2 && (needs_factor || s->person.has_factor))
        return ask_to_confirm(x, "the second factor was not given");
    if (p->proof == PROOF_FRESH && !s->is_fresh)
        return ask_to_confirm(x, "not confirmed within the last ten minutes");
    return true;
}

/* ---- the form's own proof ---- */

/* Second layer: where the browser says the form came from. */
static bool is_from_here(struct exchange *x)
{
    const struct web_call *c = x->call;
    const char *origin = x->req->settings->origin;
    size_t n = strlen(origin);
    if (c->sec_fetch_site.n)
        return str_eq(c->sec_fetch_site, "same-origin");
    if (c->origin.n)
        return str_eq(c->origin, origin);
    return str_starts(c->referer, origin) && (c->referer.n == n || c->referer.s[n] == '/');
}

/* Of somebody who signed in again while the form stood in a tab: nothing typed is lost, and a press of theirs sends it. */
static bool is_sent_again(struct exchange *x)
{
    enum err e = OK;
    if (!x->req->session.person.id || x->req->wants_json || !page_resume_stale(x->req, x->res, &e))
        return false;
    if (e)
        error_reply(x->req, x->res, e);
    return true;
}

static bool check_csrf(struct exchange *x)
{
    struct req *req = x->req;
    if (x->route->method == METHOD_GET || req->session.is_token) /* no browser adds a token by itself */
        return true;
    struct str token = x->call->csrf_token.n ? x->call->csrf_token : req_form(req, "csrf");
    bool good = req->session.person.id && csrf_check(&req->session, token);
    if (!good && req->perm->may & PERM_ANONYMOUS && *req->anonymous_token)
        good = csrf_check(&req->anonymous, token);
    if (good && is_from_here(x))
        return true;
    req->detail = good ? "the form came from another site" : "the form's token does not belong to this session";
    if (!good && token.n && is_from_here(x) && is_sent_again(x))
        return false;
    return refuse(x, 403,
                  "This form has expired or was not made by this site, so nothing was stored. Go back, reload the page "
                  "and send it again.");
}

static bool check_rate(struct exchange *x)
{
    const struct hub_settings *s = x->req->settings;
    const int limits[] = {[RATE_FREE] = 0,
                          [RATE_PAGE] = s->rate_page,
                          [RATE_CALC] = s->rate_calc,
                          [RATE_SAVE] = s->rate_save,
                          [RATE_SIGNIN] = s->rate_signin};
    enum rate class = x->route->rate;
    if (limits[class] == 0 || !x->web->rate)
        return true;
    int64_t person = x->req->session.person.id;
    uint64_t who = person ? rate_person(person) : rate_address(x->req->remote_addr);
    int wait = rate_take(x->web->rate, who, class, limits[class], clock_us());
    if (!wait)
        return true;
    refuse(x, 429,
           arena_printf(x->req->arena, "At most %d requests of this kind a minute. Please wait %d second%s.",
                        limits[class], wait, wait == 1 ? "" : "s"));
    res_header(x->res, "Retry-After", arena_printf(x->req->arena, "%d", wait));
    return false;
}

/* Programs ask as fast as they can: one of them leaves workers to the others. */
static bool check_turn(struct exchange *x)
{
    int most = x->req->settings->calc_at_once;
    int64_t person = x->req->session.person.id;
    if (x->route->rate != RATE_CALC || !str_starts(x->req->path, "/api/") || !person || most <= 0 || !x->web->rate)
        return true;
    x->has_turn = rate_turn_begin(x->web->rate, rate_person(person), most);
    if (x->has_turn)
        return true;
    refuse(x, 429,
           arena_printf(x->req->arena, "At most %d of your computations run at a time: wait for the answer of one.",
                        most));
    res_header(x->res, "Retry-After", "1");
    return false;
}

/* ---- the answer ---- */

static bool handle(struct exchange *x)
{
    enum err e = x->route->handler(x->req, x->res);
    if (e)
        error_reply(x->req, x->res, e);
    else if (!x->res->status)
        x->res->status = 200;
    return true;
}

/* A cookie that is no session any more is taken back, unless this reply brings a new one. Not by the answer to a POST: it may
 * have been on its way while another tab's proof renewed the session, and would take the new cookie away. The next GET does. */
static void clear_stale_cookie(struct req *req, struct res *res)
{
    if (req->session.had_cookie && !method_changes(req->method) &&
        !contains(buf_view(&res->head), "Set-Cookie: __Host-hub="))
        res_cookie(res, "__Host-hub", NULL, 0);
}

static void finish(struct exchange *x)
{
    if (x->answered)
        db_pipeline_end(x->req->db);
    if (x->has_turn)
        rate_turn_end(x->web->rate, rate_person(x->req->session.person.id));
    db_rollback(x->req->db);
    clear_stale_cookie(x->req, x->res);
    if (!x->res->cache_set)
        res_header(x->res, "Cache-Control", "no-store");
    if (x->req->method == METHOD_HEAD || x->res->status == 304)
        x->res->body.n = 0;
}

static void log_request(const struct exchange *x, int64_t started_us)
{
    const struct req *req = x->req;
    log_line(LOG_INFO, "%s %.*s %s %d %.1fms person=%lld%s%s", req->id,
             (int)(x->call->method.n < 16 ? x->call->method.n : 16), x->call->method.n ? x->call->method.s : "",
             x->route ? x->route->pattern : "-", x->res->status, (double)(clock_us() - started_us) / 1000,
             (long long)req->session.person.id, req->detail ? ": " : "", req->detail ? req->detail : "");
}

static void work_through(struct exchange *x)
{
    static bool (*const steps[])(struct exchange *) = {check_call,   find_route,      read_small_body, open_session,
                                                       check_access, read_large_body, check_csrf,      check_proof,
                                                       check_rate,   check_turn,      handle};
    res_init(x->res, x->req->arena);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && steps[i](x); i++)
        ;
    finish(x);
}

/* The connection broke under a page, after the session was read. A page may be asked for again, as nginx does when a worker
 * dies under it; a form may not. */
static bool is_worth_repeating(const struct exchange *x, int64_t started_us)
{
    return x->res->status == 503 && !method_changes(x->req->method) && db_is_lost(x->req->db) &&
           clock_us() - started_us < REPEAT_US;
}

void web_dispatch(struct web *w, struct arena *a, const struct web_call *call, struct res *res)
{
    int64_t started = clock_us();
    struct exchange x = {.web = w, .call = call, .req = req_make(w, a, call), .res = res};
    work_through(&x);
    if (is_worth_repeating(&x, started)) {
        x = (struct exchange){.web = w, .call = call, .req = req_make(w, a, call), .res = res};
        work_through(&x);
    }
    log_request(&x, started);
}
