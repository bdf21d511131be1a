/* dispatch.c: tests of src/web/dispatch.c: what the guard lets through, in which order, and what is said when it
 * does not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "fake.h"
#include "web/error.h"
#include "web/view.h"

#define COOKIE_OF(digit8) "HTTP_COOKIE=__Host-hub=" digit8 digit8 digit8 digit8 digit8 digit8 digit8 digit8
#define VIEWER_COOKIE COOKIE_OF("aaaaaaaa")
#define ANALYST_COOKIE COOKIE_OF("bbbbbbbb")
#define STAFF_COOKIE COOKIE_OF("cccccccc")
#define STALE_COOKIE COOKIE_OF("dddddddd")
#define NO_FACTOR_COOKIE COOKIE_OF("11111111")
#define LONG_AGO_COOKIE COOKIE_OF("22222222")
#define HALF_COOKIE COOKIE_OF("33333333")
#define SUPERUSER_COOKIE COOKIE_OF("44444444")
#define BEARER(letter) "HTTP_AUTHORIZATION=Bearer " letter
#define JSON_BODY "CONTENT_TYPE=application/json"
#define TOKEN_OF(digit8) "token-" digit8 digit8 digit8 digit8 digit8 digit8 digit8 digit8
#define SAME_SITE "HTTP_SEC_FETCH_SITE=same-origin"
#define VIEWER_TOKEN "HTTP_X_CSRF_TOKEN=" TOKEN_OF("aaaaaaaa")

static int handled, breaking;

/* The connection breaks under so many handlers. */
static enum err break_now(void)
{
    if (breaking-- <= 0)
        return OK;
    fake.is_lost = true;
    return ERR_DB;
}

static enum err load_rows(struct req *req)
{
    return db_pipeline_send(req->db, "rows", "");
}

static enum err show(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    handled++;
    view_str(v, "WORD", req->arg[0].n ? req->arg[0] : STR("word"));
    return view_page(req, res, v, "test/page.tpl", "A page");
}

static enum err show_new(struct req *req, struct res *res)
{
    struct view *v = view_new(req->arena);
    view_text(v, "WORD", "the literal one");
    return view_page(req, res, v, "test/page.tpl", "New");
}

static enum err show_loaded(struct req *req, struct res *res)
{
    struct db_result rows;
    enum err e = db_pipeline_next(req->db, req->arena, &rows);
    assert_int_equal(fake.begun - fake.ended, 1); /* the pipeline is still open here */
    return e || (e = break_now()) ? e : show(req, res);
}

static enum err save(struct req *req, struct res *res)
{
    handled++;
    if (break_now())
        return ERR_DB;
    res_flash(res, req, "success", "Saved <it> & more", "/undo");
    return res_see_other(res, "/page");
}

static enum err take_json(struct req *req, struct res *res)
{
    handled++;
    res_type(res, "application/json");
    buf_str(&res->body, req->body);
    return OK;
}

static enum err take_upload(struct req *req, struct res *res)
{
    struct str name, bytes = req_file(req, "file", &name), note = req_form(req, "note");
    handled++;
    res_type(res, "text/plain");
    buf_printf(&res->body, "%.*s:%zu %.*s;", (int)name.n, name.s, bytes.n, (int)note.n, note.s);
    return OK;
}

static enum err refuse_form(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    problem_add(&p, "leverage", "Leverage isn't 1 or more.");
    error_status(req, res, 422, NULL, &p);
    return OK;
}

static enum err inject(struct req *req, struct res *res)
{
    (void)req;
    res_header(res, "X-Name", "a\r\nX-Accel-Redirect: /_file/secret");
    res_header(res, "X-Na\nme", "a");
    res_cookie(res, "c", "a; Domain=evil.example", 0);
    return res_see_other(res, "//evil.example/");
}

static enum err go_wrong(struct req *req, struct res *res)
{
    (void)res;
    req->detail = "could not do what was to be done";
    return ERR_INTERNAL;
}

static enum err break_template(struct req *req, struct res *res)
{
    return view_page(req, res, view_new(req->arena), "test/broken.tpl", "Broken");
}

static const struct route rows[] = {
    ROUTE(GET, "/page", NONE, PAGE, NULL, show),
    ROUTE(GET, "/things/:id", NONE, PAGE, NULL, show),
    ROUTE(GET, "/things/new", NONE, PAGE, NULL, show_new),
    ROUTE(GET, "/things/:id/parts/:part", NONE, PAGE, NULL, show),
    ROUTE(GET, "/mine", NONE, PAGE, load_rows, show_loaded),
    ROUTE(GET, "/plain", NONE, PAGE, NULL, show),
    ROUTE(GET, "/analysts", NONE, PAGE, NULL, show),
    ROUTE(GET, "/staff", NONE, PAGE, NULL, show),
    ROUTE(POST, "/save", FORM, SAVE, NULL, save),
    ROUTE(POST, "/both", FORM, SAVE, NULL, save),
    ROUTE(GET, "/both", NONE, PAGE, NULL, show),
    ROUTE(POST, "/login", FORM, SIGNIN, NULL, save),
    ROUTE(GET, "/login", NONE, PAGE, NULL, show),
    ROUTE(POST, "/api/v1/test/things", JSON, CALC, NULL, take_json),
    ROUTE(POST, "/refused", FORM, CALC, NULL, refuse_form),
    ROUTE(GET, "/inject", NONE, PAGE, NULL, inject),
    ROUTE(GET, "/fail", NONE, PAGE, NULL, go_wrong),
    ROUTE(POST, "/api/v1/test/analysts", JSON, CALC, NULL, take_json),
    ROUTE(GET, "/root", NONE, PAGE, NULL, show),
    ROUTE(GET, "/console", NONE, PAGE, NULL, show),
    ROUTE(POST, "/console", FORM, SAVE, NULL, save),
    ROUTE(POST, "/important", FORM, SAVE, NULL, save),
    ROUTE(GET, "/important", NONE, PAGE, NULL, show),
    ROUTE(POST, "/upload", UPLOAD, SAVE, NULL, take_upload),
    ROUTE(POST, "/console/upload", UPLOAD, SAVE, NULL, take_upload),
    ROUTE(GET, "/broken", NONE, PAGE, NULL, break_template),
    ROUTE(PATCH, "/api/v1/test/things/:id", JSON, SAVE, NULL, take_json),
    ROUTE(DELETE, "/api/v1/test/things/:id", NONE, SAVE, NULL, take_json),
    ROUTE(POST, "/api/v1/test/files", UPLOAD, SAVE, NULL, take_json),
};
static const struct routes tables[] = {ROUTES(rows)};
static const struct section section = {.name = "guard", .tables = tables, .n_tables = 1};
static struct web web = {.section = &section};

static int fresh(void **state)
{
    (void)state;
    fake_reset();
    handled = breaking = 0;
    rate_free(web.rate);
    web.rate = rate_new();
    web.settings = fake_settings();
    return 0;
}

#define GET(target, ...) fake_ask(&web, "GET", target, NULL, __VA_ARGS__)
#define POST(target, body, ...) fake_ask(&web, "POST", target, body, __VA_ARGS__)

static void unknown_address_is_404(void **state)
{
    (void)state;
    struct res *res = GET("/nowhere", NULL);
    assert_int_equal(res->status, 404);
    assert_true(reply_has(res, "404 Nothing here"));
    assert_true(reply_has(res, "0123456789abcdef"));
    assert_true(reply_head_has(res, "Cache-Control: no-store"));
    assert_false(reply_head_has(res, "Set-Cookie"));
    assert_int_equal(fake.begun, 0);
    assert_int_equal(GET("/page/", NULL)->status, 404);
    assert_int_equal(GET("/things//", NULL)->status, 400);
    assert_int_equal(POST("/nowhere", "a=1", NULL)->status, 404);
}

static void error_page_knows_its_reader(void **state)
{
    (void)state;
    assert_true(reply_has(GET("/nowhere", VIEWER_COOKIE, NULL), "Vera &lt;Viewer&gt;"));
}

static void wrong_method_is_405_with_allow(void **state)
{
    (void)state;
    struct res *res = POST("/page", "a=1", NULL);
    assert_int_equal(res->status, 405);
    assert_true(reply_head_has(res, "Allow: GET, HEAD\r\n"));
    assert_true(reply_head_has(GET("/save", NULL), "Allow: POST\r\n"));
    assert_true(reply_head_has(fake_ask(&web, "PUT", "/both", NULL, NULL), "Allow: GET, HEAD, POST\r\n"));
    assert_int_equal(fake_ask(&web, "DELETE", "/page", NULL, NULL)->status, 405);
}

static void programs_change_and_delete(void **state)
{
    (void)state;
#define THING "/api/v1/test/things/7"
    assert_true(
        reply_has(fake_ask(&web, "PATCH", THING, "{\"a\":1}", VIEWER_COOKIE, JSON_BODY, SAME_SITE, VIEWER_TOKEN, NULL),
                  "{\"a\":1}"));
    assert_int_equal(fake_ask(&web, "DELETE", THING, NULL, VIEWER_COOKIE, SAME_SITE, VIEWER_TOKEN, NULL)->status, 200);
    assert_int_equal(handled, 2);
    assert_int_equal(fake_ask(&web, "DELETE", THING, NULL, VIEWER_COOKIE, SAME_SITE, NULL)->status, 403);
    assert_int_equal(fake_ask(&web, "PATCH", THING, "{}", VIEWER_COOKIE, JSON_BODY, VIEWER_TOKEN, NULL)->status, 403);
    assert_int_equal(fake_ask(&web, "DELETE", THING, NULL, NULL)->status, 401);
    assert_int_equal(fake_ask(&web, "DELETE", THING, "x", VIEWER_COOKIE, SAME_SITE, VIEWER_TOKEN, NULL)->status, 413);
    assert_int_equal(handled, 2);
    assert_true(reply_head_has(fake_ask(&web, "PUT", THING, NULL, VIEWER_COOKIE, NULL), "Allow: PATCH, DELETE\r\n"));
}

static void programs_send_a_file_alone(void **state)
{
    (void)state;
#define CSV_BODY "CONTENT_TYPE=text/csv; charset=utf-8"
    assert_true(
        reply_has(POST("/api/v1/test/files", "a,b", VIEWER_COOKIE, SAME_SITE, CSV_BODY, VIEWER_TOKEN, NULL), "a,b"));
    assert_int_equal(
        POST("/api/v1/test/files", "a,b", VIEWER_COOKIE, SAME_SITE, "CONTENT_TYPE=text/xml", VIEWER_TOKEN, NULL)
            ->status,
        415);
    assert_int_equal(POST("/upload", "a,b", VIEWER_COOKIE, SAME_SITE, CSV_BODY, VIEWER_TOKEN, NULL)->status, 415);
}

static void segments_reach_the_handler(void **state)
{
    (void)state;
    assert_true(reply_has(GET("/things/42", NULL), "<h1>42</h1>"));
    assert_true(reply_has(GET("/things/7/parts/x", NULL), "<h1>7</h1>"));
    assert_int_equal(GET("/things/", NULL)->status, 404);
}

static void literal_comes_before_name(void **state)
{
    (void)state;
    assert_true(reply_has(GET("/things/new", NULL), "the literal one"));
}

static void head_is_get_without_body(void **state)
{
    (void)state;
    struct res *res = fake_ask(&web, "HEAD", "/page", NULL, NULL);
    assert_int_equal(res->status, 200);
    assert_int_equal(res->body.n, 0);
    assert_true(reply_head_has(res, "Content-Type: text/html"));
    assert_int_equal(handled, 1);
}

static void cut_short_parameters_are_refused(void **state)
{
    (void)state;
    assert_int_equal(GET("/page", "APP_END=", NULL)->status, 400);
    assert_int_equal(fake_ask(&web, "", "/page", NULL, NULL)->status, 400);
    assert_int_equal(handled, 0);
}

static void odd_paths_are_refused(void **state)
{
    (void)state;
    const char *const odd[] = {"/a//b", "/a/../page", "/./page", "/a\\b", "/a;b", "/a\x01", "/\xff", "page", "/.."};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_int_equal(GET(odd[i], NULL)->status, 400);
}

static void double_field_is_named(void **state)
{
    (void)state;
    struct res *res = GET("/page?a=1&b=2&a=3", NULL);
    assert_int_equal(res->status, 400);
    assert_true(reply_has(res, "The field &quot;a&quot; was sent more than once."));
    res = POST("/login", "x=1&x=1", NULL);
    assert_int_equal(res->status, 400);
    assert_true(reply_has(res, "&quot;x&quot;"));
}

static void text_that_is_not_utf8_is_named(void **state)
{
    (void)state;
    assert_true(reply_has(GET("/page?q=%ff", NULL), "The field &quot;q&quot; is not valid UTF-8 text."));
    assert_int_equal(GET("/page?q=a%00b", NULL)->status, 400);
    assert_int_equal(GET("/page?%c3%28=1", NULL)->status, 400);
}

static void too_large_a_body_is_not_read(void **state)
{
    (void)state;
    char *big = malloc(70000);
    memset(big, 'a', 69999);
    big[69999] = '\0';
    struct res *res = POST("/save", big, VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 413);
    assert_non_null(strstr(res->body.s, "More than 64 KB was sent"));
    assert_int_equal(fake_bytes_read(), 0);
    assert_int_equal(fake.begun, 0); /* the body is judged before anybody is asked who this is */
    free(big);
    assert_int_equal(POST("/save", "", "CONTENT_LENGTH=999999999999999999999", NULL)->status, 400);
    assert_int_equal(POST("/save", "", "CONTENT_LENGTH=-1", NULL)->status, 400);
}

static void get_with_content_is_413(void **state)
{
    (void)state;
    assert_int_equal(fake_ask(&web, "GET", "/page", "abc", NULL)->status, 413);
}

static void body_must_be_as_long_as_it_says(void **state)
{
    (void)state;
    struct res *res = POST("/save", "a=1", "CONTENT_LENGTH=9", NULL);
    assert_int_equal(res->status, 400);
    assert_true(reply_has(res, "did not arrive whole"));
}

static void wrong_content_type_is_415(void **state)
{
    (void)state;
    assert_int_equal(POST("/save", "{}", "CONTENT_TYPE=application/json", NULL)->status, 415);
    assert_int_equal(POST("/save", "a", "CONTENT_TYPE=multipart/form-data; boundary=x", NULL)->status, 415);
    assert_int_equal(POST("/api/v1/test/things", "a=1", VIEWER_COOKIE, NULL)->status, 415);
    assert_int_equal(
        POST("/login", "a=1", "CONTENT_TYPE=Application/X-WWW-Form-Urlencoded; charset=UTF-8", NULL)->status, 403);
}

static void stranger_is_sent_to_sign_in(void **state)
{
    (void)state;
    struct res *res = GET("/plain?a=1&b=x%20y", NULL);
    assert_int_equal(res->status, 303);
    assert_true(reply_head_has(res, "Location: /login?next=/plain%3Fa%3D1%26b%3Dx%2520y\r\n"));
    assert_false(reply_head_has(res, "__Host-flash"));
    assert_int_equal(handled, 0);
}

static void without_cookie_the_database_is_not_asked(void **state)
{
    (void)state;
    GET("/mine", NULL);
    GET("/page", NULL);
    GET("/plain", "HTTP_COOKIE=__Host-hub=short", NULL);
    assert_int_equal(fake.begun, 0);
}

static void what_was_typed_before_signing_in_again_is_sent_by_a_press(void **state)
{
    const char *stale = "csrf=" TOKEN_OF("bbbbbbbb") "&note=%3Cb%3Ehi&password=secret";
    (void)state;
    struct res *res = POST("/save", stale, VIEWER_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "name=\"note\" value=\"&lt;b&gt;hi\""));
    assert_true(reply_has(res, "action=\"/save\""));
    assert_true(reply_has(res, TOKEN_OF("aaaaaaaa")));
    assert_false(reply_has(res, "secret"));
    assert_false(
        reply_has(POST("/save", stale, VIEWER_COOKIE, "HTTP_SEC_FETCH_SITE=cross-site", NULL), "name=\"note\""));
    assert_false(reply_has(POST("/save", "note=hi", VIEWER_COOKIE, SAME_SITE, NULL), "name=\"note\""));
    assert_false(reply_has(POST("/save", "csrf=" TOKEN_OF("bbbbbbbb"), VIEWER_COOKIE, SAME_SITE, NULL), "<form"));
}

static void stranger_posting_is_told_why(void **state)
{
    (void)state;
    struct res *res = POST("/save", "a=1", NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "nothing was stored"));
}

static void stranger_at_the_api_gets_a_problem(void **state)
{
    (void)state;
    struct res *res = POST("/api/v1/test/things", "{}", "CONTENT_TYPE=application/json", "HTTP_ACCEPT=*/*", NULL);
    assert_int_equal(res->status, 401);
    assert_true(reply_head_has(res, "Content-Type: application/problem+json\r\n"));
    assert_true(reply_has(res, "\"status\":401"));
    assert_int_equal(GET("/plain", "HTTP_ACCEPT=application/json", NULL)->status, 401);
}

static void ended_session_is_said_kindly_and_taken_back(void **state)
{
    (void)state;
    struct res *res = GET("/plain", STALE_COOKIE, NULL);
    assert_int_equal(res->status, 303);
    assert_true(reply_head_has(res, "Set-Cookie: __Host-hub=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    assert_true(reply_head_has(res, "Set-Cookie: __Host-flash=info|You%20were%20signed%20out"));
    res = GET("/page", STALE_COOKIE, NULL);
    assert_int_equal(res->status, 200);
    assert_true(reply_has(res, "signed out"));
    assert_true(reply_head_has(res, "Set-Cookie: __Host-hub=;"));
    /* Another tab may have renewed the session while this form was on its way: its new cookie stays. */
    res = POST("/api/v1/test/things", "{}", "CONTENT_TYPE=application/json", STALE_COOKIE, NULL);
    assert_int_equal(res->status, 401);
    assert_false(reply_head_has(res, "Set-Cookie: __Host-hub="));
}

static void session_and_page_data_are_one_round_trip(void **state)
{
    (void)state;
    assert_int_equal(GET("/mine", VIEWER_COOKIE, NULL)->status, 200);
    assert_int_equal(fake.begun, 1);
    assert_int_equal(fake.sent, 2);
    assert_int_equal(fake.synced, 1);
    assert_int_equal(fake.ended, 1);
    assert_int_equal(fake.queries, 0);
}

static void two_session_cookies_are_refused(void **state)
{
    (void)state;
    assert_int_equal(GET("/plain", VIEWER_COOKIE "; __Host-hub=bb", NULL)->status, 400);
    assert_int_equal(fake.begun, 0);
}

static void roles_are_what_the_row_asks(void **state)
{
    (void)state;
    assert_int_equal(GET("/plain", VIEWER_COOKIE, NULL)->status, 200);
    assert_int_equal(GET("/analysts", VIEWER_COOKIE, NULL)->status, 403);
    assert_int_equal(GET("/analysts", ANALYST_COOKIE, NULL)->status, 200);
    assert_int_equal(GET("/staff", ANALYST_COOKIE, NULL)->status, 403);
    assert_int_equal(GET("/staff", STAFF_COOKIE, NULL)->status, 200);
}

static void flags_open_what_no_role_does(void **state)
{
    (void)state;
    assert_int_equal(GET("/root", STAFF_COOKIE, NULL)->status, 403);
    assert_int_equal(GET("/root", SUPERUSER_COOKIE, NULL)->status, 200);
    assert_int_equal(GET("/console", ANALYST_COOKIE, NULL)->status, 403);
    assert_int_equal(GET("/console", SUPERUSER_COOKIE, NULL)->status, 200);
}

/* ---- API tokens ---- */

#define ASK_THINGS(...) POST("/api/v1/test/things", "{\"a\":1}", JSON_BODY, "HTTP_ACCEPT=*/*", __VA_ARGS__)

static void token_asks_without_cookie_csrf_and_origin(void **state)
{
    (void)state;
    struct res *res = ASK_THINGS(BEARER("b"), NULL);
    assert_int_equal(res->status, 200);
    assert_true(reply_has(res, "{\"a\":1}"));
    assert_int_equal(fake.begun, 1);
    assert_int_equal(ASK_THINGS(BEARER("b"), "HTTP_SEC_FETCH_SITE=cross-site", NULL)->status, 200);
}

static void token_needs_the_scope_and_its_owner_the_role(void **state)
{
    (void)state;
    struct res *res = ASK_THINGS(BEARER("c"), NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "lacks the scope things:write"));
    assert_int_equal(ASK_THINGS(BEARER("a"), NULL)->status, 200);
    res = POST("/api/v1/test/analysts", "{}", JSON_BODY, BEARER("a"), NULL); /* the scope is there, the role is not */
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "\"title\":\"Not allowed\""));
    assert_int_equal(handled, 1);
}

static void unknown_token_is_401(void **state)
{
    (void)state;
    struct res *res = ASK_THINGS(BEARER("f"), NULL);
    assert_int_equal(res->status, 401);
    assert_true(reply_head_has(res, "WWW-Authenticate: Bearer\r\n"));
    fake_reset();
    res = ASK_THINGS("HTTP_AUTHORIZATION=bearer nonsense", NULL);
    assert_int_equal(res->status, 401);
    assert_true(reply_head_has(res, "WWW-Authenticate: Bearer\r\n"));
    assert_true(reply_has(res, "begins with hub_pat_"));
    assert_int_equal(fake.begun, 0);
    assert_int_equal(ASK_THINGS(BEARER(""), NULL)->status, 401);
    assert_true(reply_head_has(ASK_THINGS(NULL), "WWW-Authenticate: Bearer\r\n"));
}

static void token_and_cookie_together_are_refused(void **state)
{
    (void)state;
    assert_int_equal(ASK_THINGS(BEARER("b"), ANALYST_COOKIE, NULL)->status, 400);
    assert_int_equal(GET("/page", BEARER("b"), ANALYST_COOKIE, NULL)->status, 400);
    assert_int_equal(handled, 0);
}

static void token_opens_no_page(void **state)
{
    (void)state;
    struct res *res = GET("/plain", BEARER("b"), NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "An API token does not open this address"));
    assert_int_equal(GET("/page", BEARER("b"), NULL)->status, 403);
    assert_int_equal(fake.begun, 0);
    assert_int_equal(GET("/nowhere", BEARER("b"), NULL)->status, 404);
    assert_int_equal(GET("/page", "HTTP_AUTHORIZATION=Basic dTpw", NULL)->status, 200); /* not for us */
}

/* ---- proof ---- */

static void console_needs_a_second_factor(void **state)
{
    (void)state;
    struct res *res = GET("/console?a=1", NO_FACTOR_COOKIE, NULL);
    assert_int_equal(res->status, 303);
    assert_true(reply_head_has(res, "Location: /account/security/second-factor?next=/console%3Fa%3D1\r\n"));
    assert_true(reply_head_has(res, "__Host-flash=info"));
    res = POST("/console", "csrf=" TOKEN_OF("11111111"), NO_FACTOR_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "Nothing was stored"));
    res = GET("/console", HALF_COOKIE, NULL);
    assert_true(reply_head_has(res, "Location: /login/confirm?next=/console\r\n"));
    assert_int_equal(POST("/console", "csrf=" TOKEN_OF("33333333"), HALF_COOKIE, SAME_SITE, NULL)->status, 403);
    assert_int_equal(handled, 0);
    assert_int_equal(GET("/console", LONG_AGO_COOKIE, NULL)->status, 200);
}

static void stale_proof_is_asked_for_and_the_form_kept(void **state)
{
    (void)state;
    struct res *res =
        POST("/console", "csrf=" TOKEN_OF("22222222") "&name=A%26B&note=%22x%22&password_again=geheim&code=123456",
             LONG_AGO_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "<h1>Confirm that it is you</h1>"));
    assert_true(reply_has(res, "name=\"path\" value=\"/console\""));
    assert_true(reply_has(res, "name=\"fields\" value=\"name=A%26B&amp;note=%22x%22\""));
    assert_false(reply_has(res, "geheim"));
    assert_false(reply_has(res, "123456"));
    assert_true(reply_has(res, "autocomplete=\"one-time-code\""));
    assert_true(reply_has(res, TOKEN_OF("22222222")));
    assert_int_equal(handled, 0);
    assert_int_equal(POST("/console", "csrf=" TOKEN_OF("cccccccc"), STAFF_COOKIE, SAME_SITE, NULL)->status, 303);
}

static void password_is_the_proof_without_a_second_factor(void **state)
{
    (void)state;
    struct res *res = POST("/important", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "autocomplete=\"current-password\""));
    res = GET("/important", VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 303);
    assert_true(reply_head_has(res, "Location: /login/confirm?next=/important\r\n"));
    assert_int_equal(POST("/important", "csrf=" TOKEN_OF("bbbbbbbb"), ANALYST_COOKIE, SAME_SITE, NULL)->status, 303);
}

static void forged_form_never_gets_as_far_as_the_proof(void **state)
{
    (void)state;
    struct res *res = POST("/console", "csrf=x&evil=1", LONG_AGO_COOKIE, "HTTP_SEC_FETCH_SITE=cross-site", NULL);
    assert_int_equal(res->status, 403);
    assert_false(reply_has(res, "Confirm that it is you"));
    assert_false(reply_has(res, "evil"));
    assert_false(reply_has(POST("/console", "csrf=x&a=1", LONG_AGO_COOKIE, SAME_SITE, NULL), "Confirm that it is you"));
}

static void program_is_told_of_the_missing_proof(void **state)
{
    (void)state;
    struct res *res = POST("/console", "csrf=" TOKEN_OF("22222222"), LONG_AGO_COOKIE, SAME_SITE,
                           "HTTP_ACCEPT=application/json", NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "/login/confirm"));
    assert_true(reply_head_has(res, "application/problem+json"));
}

/* ---- files ---- */

#define MULTIPART "CONTENT_TYPE=multipart/form-data; boundary=b"
#define UPLOADED                                                                                                       \
    "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--b\r\nContent-Disposition: form-data; "        \
    "name=\"file\"; filename=\"x.csv\"\r\n\r\n1,2\r\n--b--\r\n"

static void upload_comes_as_parts_or_as_a_plain_form(void **state)
{
    (void)state;
    assert_true(
        reply_has(POST("/upload", UPLOADED, VIEWER_COOKIE, SAME_SITE, MULTIPART, VIEWER_TOKEN, NULL), "x.csv:3 hi;"));
    assert_true(reply_has(POST("/upload", "note=hi", VIEWER_COOKIE, SAME_SITE, VIEWER_TOKEN, NULL), ":0 hi;"));
    assert_int_equal(POST("/upload", "{}", VIEWER_COOKIE, JSON_BODY, NULL)->status, 415);
    assert_int_equal(POST("/upload", "--c", VIEWER_COOKIE, MULTIPART, NULL)->status, 400);
    assert_int_equal(handled, 2);
}

static void upload_is_read_only_of_who_may(void **state)
{
    (void)state;
    assert_int_equal(POST("/upload", UPLOADED, MULTIPART, NULL)->status, 403);
    assert_int_equal(fake_bytes_read(), 0);
    assert_int_equal(POST("/console/upload", UPLOADED, VIEWER_COOKIE, MULTIPART, NULL)->status, 403);
    assert_int_equal(fake_bytes_read(), 0);
    struct res *res = POST("/upload", UPLOADED, VIEWER_COOKIE, MULTIPART, "CONTENT_LENGTH=11534337", NULL);
    assert_int_equal(res->status, 413);
    assert_non_null(strstr(res->body.s, "More than 10 MB was sent"));
    assert_int_equal(fake_bytes_read(), 0);
}

static void upload_may_be_longer_than_a_form(void **state)
{
    (void)state;
    char *long_text = malloc(200001);
    memset(long_text, 'a', 200000);
    memcpy(long_text, "note=", 5);
    long_text[200000] = '\0';
    assert_int_equal(POST("/upload", long_text, VIEWER_COOKIE, SAME_SITE, VIEWER_TOKEN, NULL)->status, 200);
    free(long_text);
}

static void file_cannot_be_kept_while_proof_is_asked_for(void **state)
{
    (void)state;
    struct res *res = POST("/console/upload", UPLOADED, LONG_AGO_COOKIE, SAME_SITE, MULTIPART,
                           "HTTP_X_CSRF_TOKEN=" TOKEN_OF("22222222"), NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_has(res, "go back to the form"));
    assert_false(reply_has(res, "name=\"fields\""));
}

/* ---- around the page ---- */

static void banner_is_for_people_signed_in(void **state)
{
    (void)state;
    fake.banner = "Down on <Sunday>";
    assert_true(reply_has(GET("/page", VIEWER_COOKIE, NULL), "Down on &lt;Sunday&gt;"));
    assert_false(reply_has(GET("/page", NULL), "Sunday"));
    fake.banner = "";
    assert_false(reply_has(GET("/page", VIEWER_COOKIE, NULL), "class=\"banner\""));
}

static void console_is_in_the_navigation_of_staff(void **state)
{
    (void)state;
    assert_true(reply_has(GET("/page", STAFF_COOKIE, NULL), "href=\"/admin\""));
    assert_false(reply_has(GET("/page", VIEWER_COOKIE, NULL), "href=\"/admin\""));
}

static void before_it_is_known_who_asks_nobody_is_told_to_sign_in(void **state)
{
    (void)state;
    struct res *res = POST("/save", "a=1&a=2", VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 400);
    assert_false(reply_has(res, "signed out"));
    fake.begin_fault = ERR_DB;
    assert_false(reply_has(GET("/plain", VIEWER_COOKIE, NULL), "signed out"));
    assert_true(reply_has(POST("/login", "a=1&a=2", NULL), "signed out"));
}

static void post_needs_the_token_of_its_session(void **state)
{
    (void)state;
    assert_int_equal(POST("/save", "a=1", VIEWER_COOKIE, SAME_SITE, NULL)->status, 403);
    assert_int_equal(POST("/save", "csrf=" TOKEN_OF("bbbbbbbb"), VIEWER_COOKIE, SAME_SITE, NULL)->status, 403);
    assert_int_equal(handled, 0);
    assert_int_equal(POST("/save", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, SAME_SITE, NULL)->status, 303);
    assert_int_equal(
        POST("/save", "a=1", VIEWER_COOKIE, SAME_SITE, "HTTP_X_CSRF_TOKEN=" TOKEN_OF("aaaaaaaa"), NULL)->status, 303);
    assert_int_equal(handled, 2);
}

static int post_from(const char *where)
{
    return POST("/save", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, where, NULL)->status;
}

static void post_must_come_from_this_site(void **state)
{
    (void)state;
    assert_int_equal(post_from("HTTP_SEC_FETCH_SITE=cross-site"), 403);
    assert_int_equal(post_from("HTTP_SEC_FETCH_SITE=same-site"), 403);
    assert_int_equal(post_from("HTTP_SEC_FETCH_SITE=none"), 403);
    assert_int_equal(post_from("HTTP_ORIGIN=https://evil.example"), 403);
    assert_int_equal(post_from("HTTP_ORIGIN=null"), 403);
    assert_int_equal(post_from("HTTP_REFERER=https://hub.test.evil.example/"), 403);
    assert_int_equal(post_from("HTTP_ACCEPT=text/html"), 403); /* nothing says where it comes from */
    assert_int_equal(handled, 0);
    assert_int_equal(post_from("HTTP_ORIGIN=https://hub.test"), 303);
    assert_int_equal(post_from("HTTP_REFERER=https://hub.test/page"), 303);
}

static void json_needs_the_token_in_a_header(void **state)
{
    (void)state;
    struct res *res =
        POST("/api/v1/test/things", "{\"a\":1}", "CONTENT_TYPE=application/json", VIEWER_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 403);
    assert_true(reply_head_has(res, "problem+json"));
    res = POST("/api/v1/test/things", "{\"a\":1}", "CONTENT_TYPE=application/json", VIEWER_COOKIE, SAME_SITE,
               "HTTP_X_CSRF_TOKEN=" TOKEN_OF("aaaaaaaa"), NULL);
    assert_int_equal(res->status, 200);
    assert_true(reply_has(res, "{\"a\":1}"));
}

static void form_before_sign_in_is_bound_to_its_own_cookie(void **state)
{
    (void)state;
    char token[65], cookie[128], body[128];
    struct res *res = GET("/login", NULL);
    assert_true(reply_head_has(res, "Max-Age=600"));
    const char *at = strstr(res->head.s, "Set-Cookie: __Host-pre=");
    assert_non_null(at);
    snprintf(token, sizeof token, "%.64s", at + strlen("Set-Cookie: __Host-pre="));
    snprintf(cookie, sizeof cookie, "HTTP_COOKIE=__Host-pre=%s", token);
    snprintf(body, sizeof body, "csrf=token-%s", token);
    assert_true(reply_has(res, body + 5));
    assert_int_equal(POST("/login", body, SAME_SITE, NULL)->status, 403);
    assert_int_equal(POST("/login", body, cookie, SAME_SITE, NULL)->status, 303);
    assert_int_equal(POST("/save", body, cookie, SAME_SITE, NULL)->status, 403);
    assert_true(reply_has(GET("/login", cookie, NULL), body + 5)); /* a second tab gets the same binding */
    assert_int_equal(fake.begun, 0);
}

static void too_many_requests_are_429_with_a_time(void **state)
{
    (void)state;
    const char *cookie = COOKIE_OF("eeeeeeee"), *body = "csrf=" TOKEN_OF("eeeeeeee");
    char pre[128];
    snprintf(pre, sizeof pre, "HTTP_COOKIE=__Host-pre=%s", strrchr(cookie, '=') + 1);
    for (int i = 0; i < 5; i++) /* a forged form does not use up the allowance */
        assert_int_equal(POST("/login", "csrf=x", pre, SAME_SITE, NULL)->status, 403);
    for (int i = 0; i < 3; i++)
        assert_int_equal(POST("/login", body, pre, SAME_SITE, NULL)->status, 303);
    struct res *res = POST("/login", body, pre, SAME_SITE, NULL);
    assert_int_equal(res->status, 429);
    assert_true(reply_head_has(res, "Retry-After: 20\r\n") || reply_head_has(res, "Retry-After: 19\r\n"));
    assert_int_equal(POST("/login", body, pre, SAME_SITE, "REMOTE_ADDR=192.0.2.2", NULL)->status, 303);
}

static void replies_cannot_be_split(void **state)
{
    (void)state;
    struct res *res = GET("/inject", NULL);
    assert_int_equal(res->status, 303);
    assert_false(reply_head_has(res, "X-Accel-Redirect"));
    assert_false(reply_head_has(res, "Domain=evil"));
    assert_true(reply_head_has(res, "Location: /\r\n"));
}

static void our_fault_is_500_with_the_number(void **state)
{
    (void)state;
    struct res *res = GET("/fail", NULL);
    assert_int_equal(res->status, 500);
    assert_true(reply_has(res, "0123456789abcdef"));
    assert_false(reply_has(res, "could not do")); /* that is for the log */
    assert_int_equal(fake.rolled_back, 1);
}

static void template_that_fails_leaves_nothing_behind(void **state)
{
    (void)state;
    struct res *res = GET("/broken", NULL);
    assert_int_equal(res->status, 500);
    assert_false(reply_has(res, "before"));
    assert_true(reply_has(res, "500 Our fault"));
}

static void database_away_is_503_with_retry_after(void **state)
{
    (void)state;
    fake.begin_fault = ERR_DB;
    struct res *res = GET("/mine", VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 503);
    assert_true(reply_head_has(res, "Retry-After: 5\r\n"));
    assert_false(reply_head_has(res, "__Host-hub=;")); /* nobody is signed out by an outage */
    assert_int_equal(fake.begun, 1);
    assert_int_equal(GET("/healthz", VIEWER_COOKIE, NULL)->status, 200);
    res = GET("/readyz", VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 503);
    assert_true(reply_has(res, "\"reasons\""));
    assert_int_equal(GET("/page", NULL)->status, 200);
}

static void what_took_long_is_not_tried_once_more(void **state)
{
    (void)state;
    fake.lost = 1;
    fake.slow = true;
    assert_int_equal(GET("/mine", VIEWER_COOKIE, NULL)->status, 503);
    assert_int_equal(fake.begun, 1);
    assert_int_equal(fake.ended, 1);
}

static void lost_connection_is_tried_once_more(void **state)
{
    (void)state;
    fake.lost = 1;
    assert_int_equal(GET("/mine", VIEWER_COOKIE, NULL)->status, 200);
    assert_int_equal(fake.begun, 2);
    fake_reset();
    fake.lost = 2;
    struct res *res = GET("/mine", VIEWER_COOKIE, NULL);
    assert_int_equal(res->status, 503);
    assert_false(reply_head_has(res, "__Host-hub=;"));
    assert_int_equal(fake.begun, 2);
}

static void page_whose_connection_breaks_under_it_is_asked_once_more(void **state)
{
    (void)state;
    breaking = 1;
    assert_int_equal(GET("/mine", VIEWER_COOKIE, NULL)->status, 200);
    assert_int_equal(fake.begun, 2);
    assert_int_equal(fake.ended, 2);
    breaking = 3;
    assert_int_equal(GET("/mine", VIEWER_COOKIE, NULL)->status, 503);
    assert_int_equal(fake.begun, 4);
}

static void form_whose_connection_breaks_under_it_is_not_sent_again(void **state)
{
    (void)state;
    breaking = 1;
    assert_int_equal(POST("/save", "", VIEWER_COOKIE, SAME_SITE, VIEWER_TOKEN, NULL)->status, 503);
    assert_int_equal(handled, 1);
}

static void ready_means_the_schema_it_was_made_for(void **state)
{
    (void)state;
    struct res *res = GET("/readyz", NULL);
    assert_int_equal(res->status, 200);
    assert_true(reply_has(res, "\"status\":\"ok\""));
    assert_int_equal(fake.queries, 2);
}

static void a_queue_that_stands_still_is_not_ready(void **state)
{
    (void)state;
    fake.number = 600;
    assert_int_equal(GET("/readyz", NULL)->status, 200);
    fake.number = 601;
    struct res *res = GET("/readyz", NULL);
    assert_int_equal(res->status, 503);
    assert_true(reply_has(res, "a job has been due for 10 minutes"));
}

static void metrics_are_for_this_machine_or_a_bearer_of_the_token(void **state)
{
    (void)state;
    struct hub_settings with_token = *fake_settings(), without = *fake_settings();
    struct web guarded = web;
    with_token.metrics_token = "correct horse battery";
    without.metrics_token = "";
    guarded.settings = &with_token;
    struct res *res = fake_ask(&guarded, "GET", "/metrics", NULL, "REMOTE_ADDR=127.0.0.1", NULL);
    assert_int_equal(res->status, 200);
    assert_true(reply_head_has(res, "Content-Type: text/plain; version=0.0.4"));
    assert_true(reply_has(res, "# TYPE hub_people gauge\nhub_people{status=\"active\"} 7\n"));
    assert_int_equal(fake_ask(&guarded, "GET", "/metrics", NULL, "REMOTE_ADDR=::1", NULL)->status, 200);
    assert_int_equal(
        fake_ask(&guarded, "GET", "/metrics", NULL, "HTTP_AUTHORIZATION=Bearer correct horse battery", NULL)->status,
        200);
    for (const char *const *sent =
             (const char *const[]){"HTTP_AUTHORIZATION=Bearer correct horse batter", "HTTP_AUTHORIZATION=Bearer ",
                                   "HTTP_AUTHORIZATION=Basic correct horse battery", "REMOTE_ADDR=1270.0.0.1",
                                   VIEWER_COOKIE, NULL};
         *sent; sent++) {
        int before = fake.queries;
        assert_int_equal(fake_ask(&guarded, "GET", "/metrics", NULL, *sent, NULL)->status, 404);
        assert_int_equal(fake.queries, before);
    }
    guarded.settings = &without;
    assert_int_equal(fake_ask(&guarded, "GET", "/metrics", NULL, "HTTP_AUTHORIZATION=Bearer ", NULL)->status, 404);
}

static void refused_form_is_422_with_its_fields(void **state)
{
    (void)state;
    struct res *res = POST("/refused", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, SAME_SITE, NULL);
    assert_int_equal(res->status, 422);
    assert_true(reply_has(res, "<li>leverage: Leverage isn&#39;t 1 or more.</li>"));
    res =
        POST("/refused", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, SAME_SITE, "HTTP_ACCEPT=application/json", NULL);
    assert_true(reply_has(res, "\"errors\":[{\"field\":\"leverage\",\"message\":\"Leverage isn't 1 or more.\"}]"));
}

static void flash_is_shown_once_and_escaped(void **state)
{
    (void)state;
    char cookie[512];
    struct res *res = POST("/save", "csrf=" TOKEN_OF("aaaaaaaa"), VIEWER_COOKIE, SAME_SITE, NULL);
    const char *at = strstr(res->head.s, "__Host-flash=");
    assert_non_null(at);
    snprintf(cookie, sizeof cookie, "HTTP_COOKIE=%.*s", (int)strcspn(at, ";"), at);
    res = GET("/page", cookie, NULL);
    assert_true(reply_has(res, "<p class=\"success\">Saved &lt;it&gt; &amp; more<form action=\"/undo\">"));
    assert_true(reply_head_has(res, "Set-Cookie: __Host-flash=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    res = GET("/page", "HTTP_COOKIE=__Host-flash=info|%ff|", NULL);
    assert_int_equal(res->status, 200);
    assert_false(reply_has(res, "class=\"info\""));
    assert_false(reply_has(GET("/page", "HTTP_COOKIE=__Host-flash=info|x|//evil", NULL), "<form action"));
}

static void navigation_marks_where_one_is(void **state)
{
    (void)state;
    struct res *res = GET("/plain", VIEWER_COOKIE, NULL);
    assert_true(reply_has(res, "<a href=\"/\">Dashboard</a>"));
    assert_true(reply_has(res, "<title>A page - Test &lt;Hub&gt;</title>"));
    assert_true(reply_has(res, "href=\"/static/css/hub.0123abcd.css\""));
    assert_false(reply_has(res, "aria-current"));
}

int main(void)
{
    log_set_level(LOG_ERROR + 1);
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup(f, fresh)
        T(unknown_address_is_404),
        T(error_page_knows_its_reader),
        T(wrong_method_is_405_with_allow),
        T(programs_change_and_delete),
        T(programs_send_a_file_alone),
        T(segments_reach_the_handler),
        T(literal_comes_before_name),
        T(head_is_get_without_body),
        T(cut_short_parameters_are_refused),
        T(odd_paths_are_refused),
        T(double_field_is_named),
        T(text_that_is_not_utf8_is_named),
        T(too_large_a_body_is_not_read),
        T(get_with_content_is_413),
        T(body_must_be_as_long_as_it_says),
        T(wrong_content_type_is_415),
        T(stranger_is_sent_to_sign_in),
        T(without_cookie_the_database_is_not_asked),
        T(what_was_typed_before_signing_in_again_is_sent_by_a_press),
        T(stranger_posting_is_told_why),
        T(stranger_at_the_api_gets_a_problem),
        T(ended_session_is_said_kindly_and_taken_back),
        T(session_and_page_data_are_one_round_trip),
        T(two_session_cookies_are_refused),
        T(roles_are_what_the_row_asks),
        T(flags_open_what_no_role_does),
        T(token_asks_without_cookie_csrf_and_origin),
        T(token_needs_the_scope_and_its_owner_the_role),
        T(unknown_token_is_401),
        T(token_and_cookie_together_are_refused),
        T(token_opens_no_page),
        T(console_needs_a_second_factor),
        T(stale_proof_is_asked_for_and_the_form_kept),
        T(password_is_the_proof_without_a_second_factor),
        T(forged_form_never_gets_as_far_as_the_proof),
        T(program_is_told_of_the_missing_proof),
        T(upload_comes_as_parts_or_as_a_plain_form),
        T(upload_is_read_only_of_who_may),
        T(upload_may_be_longer_than_a_form),
        T(file_cannot_be_kept_while_proof_is_asked_for),
        T(banner_is_for_people_signed_in),
        T(console_is_in_the_navigation_of_staff),
        T(before_it_is_known_who_asks_nobody_is_told_to_sign_in),
        T(post_needs_the_token_of_its_session),
        T(post_must_come_from_this_site),
        T(json_needs_the_token_in_a_header),
        T(form_before_sign_in_is_bound_to_its_own_cookie),
        T(too_many_requests_are_429_with_a_time),
        T(replies_cannot_be_split),
        T(our_fault_is_500_with_the_number),
        T(template_that_fails_leaves_nothing_behind),
        T(database_away_is_503_with_retry_after),
        T(lost_connection_is_tried_once_more),
        T(page_whose_connection_breaks_under_it_is_asked_once_more),
        T(form_whose_connection_breaks_under_it_is_not_sent_again),
        T(what_took_long_is_not_tried_once_more),
        T(ready_means_the_schema_it_was_made_for),
        T(a_queue_that_stands_still_is_not_ready),
        T(metrics_are_for_this_machine_or_a_bearer_of_the_token),
        T(refused_form_is_422_with_its_fields),
        T(flash_is_shown_once_and_escaped),
        T(navigation_marks_where_one_is),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
