/* cases.c: runs the .case files of tests/<section> in process: the pages of all sections through web_dispatch,
 * without nginx and socket, so that the sanitizers and a debugger see the handlers. tests/http/pages.mjs runs the
 * same files through nginx and describes their form. Needs HUB_TEST_DB, the conninfo of a migrated scratch database
 * with the rights of a superuser, and the embedded series; without them all is skipped.
 * SPDX-License-Identifier: Apache-2.0 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "admin/routes.h"
#include "auth/routes.h"
#include "base/log.h"
#include "db/db.h"
#include "home/routes.h"
#include "identity/key_ring.h"
#include "identity/seal.h"
#include "identity/signin.h"
#include "margin/backtest.h"
#include "margin/calculator.h"
#include "margin/market_form.h"
#include "margin/saved.h"
#include "margin/sweep.h"
#include "market/embedded.h"
#include "web/dispatch.h"
#include "web/health.h"
#include "web/view.h"

enum { CHECKS_MAX = 60, LINE_BYTES = 8192, TABLES_MAX = 20, WORDS_MAX = 32 };

#define PASSWORD "nine patient copper kites"
#define ANONYMOUS "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static struct person_made {
    const char *name, *role, *status;
    bool is_staff, is_superuser; /* then with a second factor, confirmed just now */
    int64_t id;
    char token[SESSION_TOKEN_TEXT]; /* of the session in the file that runs now; "" until it is needed */
    struct session session;
} people[] = {{.name = "analyst", .role = "analyst"},
              {.name = "viewer", .role = "viewer"},
              {.name = "manager", .role = "manager"},
              {.name = "staff", .role = "manager", .is_staff = true},
              {.name = "superuser", .role = "admin", .is_staff = true, .is_superuser = true},
              {.name = "waiting", .role = "viewer", .status = "pending"},
              {.name = "fresh", .role = "viewer"}};
enum { PEOPLE = sizeof people / sizeof *people };

/* As nginx/sections.conf has it; whatever is not listed is home's. In the order in which their cases run. */
enum { AUTH, HOME, MARGIN, ADMIN, STAGES };
static struct stage {
    const char *name, *prefixes[8];
    struct routes tables[TABLES_MAX];
    int n_tables;
    struct section section;
    struct web web;
} stages[STAGES] = {
    [AUTH] = {.name = "auth",
              .prefixes = {"/login", "/logout", "/register", "/invite", "/reset", "/verify", "/account/security"}},
    [HOME] = {.name = "home"},
    [MARGIN] = {.name = "margin", .prefixes = {"/margin", "/share", "/api/v1/margin"}},
    [ADMIN] = {.name = "admin", .prefixes = {"/admin"}},
};

static struct {
    const char *word, *value;
} words[WORDS_MAX] = {{"{password}", PASSWORD}, {"{origin}", "https://hub.test"}};
static int n_words = 2;

struct one_case {
    struct arena *arena;
    const char *claim, *as, *method, *target, *send, *json;
    struct {
        char kind; /* h header, b body, n not in the body */
        const char *text;
    } check[CHECKS_MAX];
    int n_checks, status;
    bool no_csrf;
};

static struct db *owner;
static const struct hub_settings *settings;
static int number, failed;

/* ---- asking ---- */

static bool read_text(void *from, char *to, size_t n)
{
    memcpy(to, from, n);
    return true;
}

static struct person_made *person_called(const char *name)
{
    for (int i = 0; i < PEOPLE; i++)
        if (strcmp(people[i].name, name) == 0)
            return &people[i];
    log_die("nobody is called %s", name);
}

/* The cookie of whoever asks, and the token that goes with it. */
static const char *identify(const struct one_case *c, struct web_call *call)
{
    char *csrf = arena_bytes(c->arena, CSRF_TEXT);
    struct session anonymous = {0};
    if (!c->as) {
        web_call_param(call, "HTTP_COOKIE=__Host-pre=" ANONYMOUS);
        session_anonymous(&anonymous, STR(ANONYMOUS));
        return csrf_token(&anonymous, csrf);
    }
    struct person_made *p = person_called(c->as);
    if (!*p->token && session_start(owner, c->arena, settings, p->id, p->is_staff ? 2 : 1, "127.0.0.1", STR("cases"),
                                    &p->session, p->token))
        log_die("no session for %s: %s", p->name, db_message(owner));
    web_call_param(call, arena_printf(c->arena, "HTTP_COOKIE=__Host-hub=%s", p->token));
    return csrf_token(&p->session, csrf);
}

static void set_body(const struct one_case *c, struct web_call *call, const char *csrf)
{
    const char *body = c->json ? c->json : c->send ? c->send : "";
    if (strcmp(c->method, "POST") != 0)
        return;
    if (!c->no_csrf)
        web_call_param(call, arena_printf(c->arena, "HTTP_X_CSRF_TOKEN=%s", csrf));
    call->read = read_text;
    call->from = (void *)body;
    web_call_param(call, arena_printf(c->arena, "CONTENT_LENGTH=%zu", strlen(body)));
    web_call_param(call, c->json ? "CONTENT_TYPE=application/json" : "CONTENT_TYPE=application/x-www-form-urlencoded");
}

static struct web *web_for(const char *path)
{
    for (int s = 0; s < STAGES; s++)
        for (int i = 0; stages[s].prefixes[i]; i++)
            if (str_starts(str_of(path), stages[s].prefixes[i]))
                return &stages[s].web;
    return &stages[HOME].web;
}

static void ask(const struct one_case *c, struct res *res)
{
    struct web_call call = {0};
    struct str query = str_of(c->target), path = str_cut(&query, '?');
    web_call_param(&call, arena_printf(c->arena, "REQUEST_METHOD=%s", c->method));
    web_call_param(&call, arena_printf(c->arena, "DOCUMENT_URI=%s", str_dup(c->arena, path)));
    web_call_param(&call, arena_printf(c->arena, "QUERY_STRING=%s", query.n ? query.s : ""));
    web_call_param(&call, "REMOTE_ADDR=127.0.0.1");
    web_call_param(&call, "HTTP_SEC_FETCH_SITE=same-origin");
    web_call_param(&call, "APP_END=1");
    set_body(c, &call, identify(c, &call));
    web_dispatch(web_for(c->target), c->arena, &call, res);
}

/* ---- judging ---- */

/* "location: /login": some header of that name contains the rest. Referrer-Policy is nginx's to set. */
static bool head_has(const struct res *res, const char *text)
{
    struct str part = str_of(text), head = buf_view(&res->head);
    const char *name = arena_printf(res->arena, "%s", str_dup(res->arena, str_cut(&part, ':')));
    part = str_trim(part);
    while (head.n) {
        struct str value = str_cut(&head, '\n');
        if (str_eq_nocase(str_cut(&value, ':'), name) && memmem(value.s, value.n, part.s, part.n))
            return true;
    }
    return strcmp(name, "referrer-policy") == 0;
}

/* The body with every run of white space as one space. */
static struct str squeeze(const struct res *res)
{
    struct buf b;
    buf_init(&b, res->arena, res->body.n);
    for (size_t i = 0; i < res->body.n; i++) {
        bool blank = strchr(" \t\r\n", res->body.s[i]) && res->body.s[i];
        if (!blank || b.n == 0 || b.s[b.n - 1] != ' ')
            buf_putc(&b, blank ? ' ' : res->body.s[i]);
    }
    return buf_view(&b);
}

static bool judge(const struct one_case *c, const struct res *res)
{
    struct str body = squeeze(res);
    bool good = res->status == c->status;
    if (!good)
        printf("# status %d, not %d\n", res->status, c->status);
    for (int i = 0; i < c->n_checks; i++) {
        const char *text = c->check[i].text;
        bool found = c->check[i].kind == 'h' ? head_has(res, text) : memmem(body.s, body.n, text, strlen(text)) != NULL;
        if (found == (c->check[i].kind != 'n'))
            continue;
        printf("# %s: %s\n", found ? "must not be there" : "missing", text);
        good = false;
    }
    return good;
}

static void run_case(const struct one_case *c, const char *file)
{
    struct res res;
    if (!c->claim)
        return;
    if (!c->target || !c->status)
        log_die("%s: %s: a case has a request and a status", file, c->claim);
    ask(c, &res);
    bool good = judge(c, &res);
    printf("%s %d - %s: %s\n", good ? "ok" : "not ok", ++number, file, c->claim);
    failed += !good;
}

/* ---- reading the files ---- */

static void add_check(struct one_case *c, char kind, const char *text)
{
    if (c->n_checks == CHECKS_MAX)
        log_die("more than %d checks in one case", CHECKS_MAX);
    c->check[c->n_checks].kind = kind;
    c->check[c->n_checks++].text = text;
}

static const char *fill_words(struct arena *a, struct str text)
{
    struct buf b;
    buf_init(&b, a, text.n);
    while (text.n) {
        int i = 0, n = n_words;
        while (i < n && !str_starts(text, words[i].word))
            i++;
        if (i < n)
            buf_puts(&b, words[i].value);
        else
            buf_putc(&b, *text.s);
        size_t used = i < n ? strlen(words[i].word) : 1;
        text = (struct str){text.s + used, text.n - used};
    }
    return b.s;
}

static void take_line(struct one_case *c, struct str line, const char *file)
{
    struct str rest = line, word = str_cut(&rest, ' ');
    const char *value = fill_words(c->arena, rest);
    if (str_eq(word, "as"))
        c->as = value;
    else if (str_eq(word, "send"))
        c->send = value;
    else if (str_eq(word, "json"))
        c->json = value;
    else if (str_eq(word, "without") && strcmp(value, "csrf") == 0)
        c->no_csrf = true;
    else if (str_eq(word, "status"))
        c->status = atoi(value);
    else if (str_eq(word, "head") || str_eq(word, "has") || str_eq(word, "lacks"))
        add_check(c, str_eq(word, "head") ? 'h' : str_eq(word, "has") ? 'b' : 'n', value);
    else if (word.n >= 3 && word.s[0] >= 'A' && word.s[0] <= 'Z') {
        c->method = str_dup(c->arena, word);
        c->target = value;
    } else
        log_die("%s: not understood: %.*s", file, (int)line.n, line.s);
}

static void run_file(const char *path, const char *file)
{
    char raw[LINE_BYTES];
    struct one_case c = {.arena = arena_new()};
    FILE *in = fopen(path, "r");
    if (!in)
        log_die("%s cannot be read", path);
    for (int i = 0; i < PEOPLE; i++)
        *people[i].token = '\0';
    while (fgets(raw, sizeof raw, in)) {
        struct str line = str_trim(str_of(raw));
        if (str_starts(line, "== ")) {
            struct arena *a = c.arena;
            run_case(&c, file);
            arena_reset(a);
            c = (struct one_case){.arena = a, .claim = str_dup(a, (struct str){line.s + 3, line.n - 3})};
        } else if (line.n && line.s[0] != '#') {
            take_line(&c, line, file);
        }
    }
    run_case(&c, file);
    fclose(in);
    arena_free(c.arena);
}

/* ---- the stage ---- */

/* What an installation has and the source tree has not in one place: methods pages among the templates, market data. */
static void make_files(struct arena *a, const char *root, const char *dir)
{
    const char *command =
        arena_printf(a,
                     "set -e; cd '%s'; cp -r templates '%s/'; mkdir '%s/market'; cp data/market/*.csv '%s/market/';"
                     " cp node_modules/vega-datasets/data/sp500-2000.csv '%s/market/';"
                     " for f in docs/methods/*.md; do [ ! -f \"$f\" ] || sh build-aux/methods.sh cmark-gfm \"$f\""
                     " >'%s'/templates/home/methods-$(basename \"$f\" .md).tpl; done",
                     root, dir, dir, dir, dir, dir);
    if (system(command))
        log_die("the files of the test could not be put together");
}

static void load_settings(struct arena *a, const char *root, const char *dir)
{
    const char *why = NULL, *path = arena_printf(a, "%s/hub.conf", dir);
    FILE *f = fopen(path, "w");
    fprintf(f,
            "origin = \"https://hub.test\"\ntemplates = \"%s/templates\"\nstatics = \"%s/tests/web/static\"\n"
            "sql = \"%s/sql\"\nmarket_data = \"%s/market\"\nseal_key_file = \"%s/seal.key\"\nrate_page = 0\nrate_calc "
            "= 0\nrate_save = 0\nrate_signin = 0\n",
            dir, root, root, dir, dir);
    fclose(f);
    settings = settings_read(a, path, &why);
    if (!settings || !view_load(a, settings, &why) || !health_load(a, settings, &why) ||
        !key_file_make(a, "seal-key", settings->seal_key_file, &why) || !seal_keys_load(a, settings, &why))
        log_die("%s", why);
}

static void add_word(const char *word, const char *value)
{
    if (n_words == WORDS_MAX)
        log_die("more than %d words", WORDS_MAX);
    words[n_words].word = word;
    words[n_words++].value = value;
}

/* In a case {viewer} is the e-mail, {viewerid} the number. */
static void name_person(struct arena *a, const struct person_made *p, const char *email)
{
    add_word(arena_printf(a, "{%s}", p->name), email);
    add_word(arena_printf(a, "{%sid}", p->name), arena_printf(a, "%lld", (long long)p->id));
}

static void make_person(struct arena *a, struct person_made *p)
{
    struct db_result r;
    char link[SESSION_TOKEN_TEXT];
    const char *email = arena_printf(a, "%s@pages.example", p->name);
    bool is_fresh = strcmp(p->name, "fresh") == 0;
    enum err e =
        db_query(owner, a, &r,
                 "insert into umbrella.authentication_user"
                 " (username, email, first_name, last_name, role, status, is_staff, is_superuser, has_second_factor)"
                 " values ($1, $1, 'Pat', $2, $3, $4, $5, $6, $5) returning id",
                 "sssstt", email, p->name, p->role, p->status ? p->status : "active", p->is_staff, p->is_superuser);
    if (!e && !p->status && !(e = password_link_make(owner, a, email, 24, link)) && !is_fresh)
        e = password_link_use(owner, a, settings, str_of(link), STR(PASSWORD));
    if (e)
        log_die("%s could not be made: %s", email, db_message(owner));
    p->id = db_int(&r, 0, 0);
    /* As if they had signed in once, which through nginx they have. */
    if (!p->status && db_query(owner, a, NULL, "select umbrella.loginattempt_add($1, '127.0.0.1', 'cases', null, $2)",
                               "si", email, p->id))
        log_die("%s", db_message(owner));
    name_person(a, p, email);
    if (is_fresh)
        add_word("{link}", arena_printf(a, "/reset/%s", link));
}

static void open_stages(struct arena *a, const char *conninfo)
{
    const struct routes *const tables[STAGES][TABLES_MAX] = {
        [AUTH] = {&auth_signin_routes, &auth_code_routes, &auth_confirm_routes, &auth_reset_routes,
                  &auth_register_routes, &auth_invite_routes, &auth_verify_routes, &auth_email_routes,
                  &auth_factor_routes, &auth_password_routes},
        [HOME] = {&home_dashboard_routes, &home_account_routes, &home_profile_routes, &home_sessions_routes,
                  &home_signins_routes, &home_tokens_routes, &home_invitations_routes, &home_export_routes,
                  &home_leave_routes, &home_help_routes, &home_api_routes},
        [MARGIN] = {&backtest_routes, &saved_routes, &calculator_routes, &calculations_routes, &saved_one_routes,
                    &saved_share_routes, &saved_shared_routes, &saved_compare_routes, &market_routes, &prices_routes,
                    &dividends_routes, &kelly_routes, &sweep_routes},
        [ADMIN] = {&admin_people_routes, &admin_person_routes, &admin_approvals_routes, &admin_sessions_routes,
                   &admin_signins_routes, &admin_audit_routes, &admin_overview_routes, &admin_invitations_routes,
                   &admin_invitations_new_routes, &admin_data_routes, &admin_data_import_routes, &admin_jobs_routes,
                   &admin_mail_routes, &admin_settings_routes, &admin_templates_routes, &admin_margin_routes},
    };
    for (int s = 0; s < STAGES; s++) {
        struct stage *st = &stages[s];
        for (; tables[s][st->n_tables]; st->n_tables++)
            st->tables[st->n_tables] = *tables[s][st->n_tables];
        st->section = (struct section){.name = st->name, .tables = st->tables, .n_tables = st->n_tables};
        st->web = (struct web){.section = &st->section, .settings = settings};
        st->web.db = db_new(conninfo, arena_printf(a, "hub_%s", st->name));
    }
}

static void run_all(struct arena *a, const char *root)
{
    for (int s = 0; s < STAGES; s++) {
        glob_t files;
        if (glob(arena_printf(a, "%s/tests/%s/*.case", root, stages[s].name), 0, NULL, &files))
            log_die("there are no cases for the section %s", stages[s].name);
        for (size_t i = 0; i < files.gl_pathc; i++)
            run_file(files.gl_pathv[i], strstr(files.gl_pathv[i], "tests/") + strlen("tests/"));
        globfree(&files);
    }
    printf("1..%d\n", number);
}

int main(void)
{
    const char *conninfo = getenv("HUB_TEST_DB"), *root = getenv("srcdir") ? getenv("srcdir") : ".", *report = "";
    char dir[] = "/tmp/hub-cases-XXXXXX";
    struct arena *a = arena_new();
    log_set_level(LOG_WARN);
    if (!conninfo || access(arena_printf(a, "%s/node_modules/vega-datasets", root), F_OK)) {
        printf("1..0 # SKIP %s\n", conninfo ? "node_modules is not there" : "HUB_TEST_DB is not set");
        arena_free(a);
        return 0;
    }
    if (!mkdtemp(dir))
        log_die("no directory below /tmp");
    make_files(a, root, dir);
    load_settings(a, root, dir);
    owner = db_new(conninfo, NULL);
    if (market_embedded_load(owner, a, settings->market_data, &report))
        log_die("%s", report);
    for (int i = 0; i < PEOPLE; i++)
        make_person(a, &people[i]);
    open_stages(a, conninfo);
    run_all(a, root);
    for (int s = 0; s < STAGES; s++)
        db_free(stages[s].web.db);
    db_free(owner);
    int rc = system(arena_printf(a, "rm -r '%s'", dir));
    arena_free(a);
    return failed > 0 || rc;
}
