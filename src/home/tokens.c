/* tokens.c: a person's API tokens: list, make (shown once, by the answer to the form), revoke.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/num.h"
#include "base/problem.h"
#include "home/account.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "identity/api_token.h"
#include "market/instrument_menu.h"
#include "web/confirm.h"
#include "web/form.h"
#include "web/perm.h"

enum { NAME_MAX_CHARS = 100, DAYS_MAX = 90, DAYS_USUAL = 30 };

static const struct scope {
    const char *name, *meaning;
} scopes[] = {
    {"margin:read", "Look at backtests and sweeps that were run, and compute Kelly fractions"},
    {"margin:write", "Run backtests and sweeps, and calculate margins"},
    {"results:read", "Look at saved results"},
    {"results:write", "Save, rename and delete results"},
    {"returns:run", "Look at your series of returns, and, if you may, keep and analyse them"},
    {"credit:run", "Run credit analyses"},
    {"picks:read", "Look at picks"},
    {"trading:read", "Look at positions and intents"},
    {"trading:intent", "Draft trade intents"},
};
enum { SCOPES = sizeof scopes / sizeof *scopes };

/* A scope is offered to whom it opens something for: the rest would be an empty promise. */
static bool is_offered(const struct scope *s, const struct person *p)
{
    for (int i = 0; i < perm_rows_n; i++)
        if (perm_rows[i].scope && strcmp(perm_rows[i].scope, s->name) == 0 && perm_allows(&perm_rows[i], p))
            return true;
    return false;
}

struct token_form {
    struct str name;
    int64_t days;
};
static const struct field token_fields[] = {
    {TEXT_OF(struct token_form, name, "Name", 1, NAME_MAX_CHARS),
     .hint = "What it is for, so that you know it again: “Notebook at home”."},
    {.name = "days",
     .label = "Valid for",
     .kind = FIELD_INTEGER,
     .required = true,
     .min = 1,
     .max = DAYS_MAX,
     .unit = "days",
     .offset = offsetof(struct token_form, days),
     .hint = "From 1 to 90. A mail reminds you before it ends."},
};
enum { FIELDS = sizeof token_fields / sizeof *token_fields };

struct tokens {
    struct account_rows list;
    int64_t used, quota;
};

static enum err tokens_load(struct req *r)
{
    return account_tokens_ask(r->db);
}

static enum err tokens_take(struct req *r, struct tokens *t)
{
    enum err e;
    if ((e = account_rows_take(r->db, r->arena, &t->list)) ||
        (e = account_quota_take(r->db, r->arena, &t->used, &t->quota)))
        return account_failed(r, e, "read the API tokens");
    return OK;
}

static void show_token(struct view *row, const struct db_result *t, int i)
{
    const char *used = db_text(t, i, OWN_TOKEN_USED), *state = db_text(t, i, OWN_TOKEN_STATE);
    view_text(row, "TOKEN_ID", db_text(t, i, OWN_TOKEN_ID));
    view_text(row, "TOKEN_NAME", db_text(t, i, OWN_TOKEN_NAME));
    view_text(row, "TOKEN_HINT", db_text(t, i, OWN_TOKEN_HINT));
    view_text(row, "TOKEN_SCOPES", db_text(t, i, OWN_TOKEN_SCOPES));
    view_text(row, "TOKEN_CREATED", db_text(t, i, OWN_TOKEN_CREATED));
    view_text(row, "TOKEN_EXPIRES", db_text(t, i, OWN_TOKEN_EXPIRES));
    view_text(row, "TOKEN_USED", *used ? used : "Never");
    view_text(row, "TOKEN_STATE", state);
    view_show_if(row, "TOKEN_LIVE", strcmp(state, "live") == 0);
    view_show_if(row, "TOKEN_ENDED", strcmp(state, "live") != 0);
}

static void show_scopes(struct view *v, const struct req *r, bool is_typed)
{
    for (int i = 0; i < SCOPES; i++) {
        if (!is_offered(&scopes[i], &r->session.person))
            continue;
        struct view *row = view_add(v, "SCOPE");
        view_text(row, "SCOPE_NAME", scopes[i].name);
        view_text(row, "SCOPE_MEANING", scopes[i].meaning);
        view_show_if(row, "CHECKED", is_typed && req_form(r, scopes[i].name).n);
    }
}

static enum err show_tokens(struct req *r, struct res *res, const struct tokens *t, const struct problem *problem)
{
    const struct token_form fresh = {.days = DAYS_USUAL};
    struct view *v = view_new(r->arena);
    const char *scope_fault = problem ? problem_message(problem, "scopes") : NULL;
    view_show(v, t->list.rows.rows ? "HAS_TOKENS" : "NO_TOKENS");
    for (int i = 0; i < t->list.rows.rows; i++)
        show_token(view_add(v, "TOKEN"), &t->list.rows, i);
    view_text(v, "ZONE", t->list.zone);
    view_int(v, "QUOTA_USED", t->used);
    view_int(v, "QUOTA", t->quota);
    view_show(v, t->used < t->quota || problem ? "CAN_MAKE" : "QUOTA_FULL");
    form_show(v, token_fields, FIELDS, &fresh, problem ? &r->form : NULL, problem);
    show_scopes(v, r, problem != NULL);
    view_text_if(v, "SCOPE_BAD", "SCOPE_MESSAGE", scope_fault);
    if (problem)
        res->status = 422;
    return account_page(r, res, v, "home/tokens.tpl", "API tokens");
}

static enum err tokens_get(struct req *r, struct res *res)
{
    struct tokens t;
    enum err e = tokens_take(r, &t);
    return e ? e : show_tokens(r, res, &t, NULL);
}

/* The ticked ones, as "margin:read,margin:write". What is not offered is not seen. */
static struct str scopes_read(struct req *r, struct problem *problem)
{
    struct buf b;
    buf_init(&b, r->arena, 64);
    for (int i = 0; i < SCOPES; i++)
        if (req_form(r, scopes[i].name).n && is_offered(&scopes[i], &r->session.person))
            buf_printf(&b, "%s%s", b.n ? "," : "", scopes[i].name);
    if (!b.n)
        problem_add(problem, "scopes", "Choose at least one thing that the token may do.");
    return buf_view(&b);
}

/* A request that this hub can answer: of an instrument that it has. */
static enum err show_example(struct view *v, struct req *r)
{
    struct instrument_menu menu;
    char first[DAY_TEXT], last[DAY_TEXT];
    enum err e = instrument_menu_get(r->db, r->arena, &menu);
    const struct instrument_row *row = !e && menu.n ? &menu.rows[instrument_menu_first(&menu)] : NULL;
    view_text(v, "EXAMPLE_TICKER", row ? row->symbol : "SPX");
    view_printf(v, "EXAMPLE_FROM", "%s", row ? day_text(row->first_day, first) : "2007-01-03");
    view_printf(v, "EXAMPLE_TO", "%s", row ? day_text(row->last_day, last) : "2009-12-31");
    return e;
}

static enum err show_made(struct req *r, struct res *res, const struct new_token *t, const char *token)
{
    struct view *v = view_new(r->arena);
    const char *scopes_made = str_dup(r->arena, t->scopes);
    bool runs = strstr(scopes_made, "margin:write") != NULL;
    view_str(v, "TOKEN_NAME", t->name);
    view_text(v, "TOKEN", token);
    view_int(v, "TOKEN_DAYS", t->days);
    view_text(v, "ORIGIN", r->settings->origin);
    enum err e = runs ? show_example(v, r) : OK;
    if (e)
        return e;
    view_show_if(v, "CAN_RUN", runs);
    view_show_if(v, "CAN_READ", !runs && strstr(scopes_made, "margin:read"));
    view_show_if(v, "CAN_ANALYSE", strstr(scopes_made, "returns:run") != NULL);
    return account_page(r, res, v, "home/token_made.tpl", "Your new API token");
}

static const char *outcome_fault(struct req *r, enum token_outcome outcome, int64_t quota)
{
    if (outcome == TOKEN_NAME)
        return "A token of this name is in use already. Choose another name, or revoke that one first.";
    return arena_printf(r->arena, "All %lld tokens that you may have are in use. Revoke one that you no longer need.",
                        (long long)quota);
}

static enum err token_make_and_show(struct req *r, struct res *res, const struct tokens *now, struct new_token *t)
{
    char text[API_TOKEN_TEXT], hint[API_TOKEN_HINT];
    unsigned char hash[TOKEN_HASH];
    enum token_outcome outcome;
    api_token_make(text, hash, hint);
    t->hash = token_bytes(hash);
    t->hint = hint;
    enum err e = account_token_add(r->db, r->arena, r->settings, r->session.sid, &r->session.person, t, &outcome);
    if (e)
        return account_failed(r, e, "make an API token");
    if (outcome == TOKEN_DONE)
        return show_made(r, res, t, arena_strdup(r->arena, text));
    if (outcome == TOKEN_STALE)
        return page_confirm(r, res, NULL);
    struct problem problem = {.arena = r->arena};
    problem_add(&problem, "name", "%s", outcome_fault(r, outcome, now->quota));
    return show_tokens(r, res, now, &problem);
}

static enum err tokens_post(struct req *r, struct res *res)
{
    struct tokens now;
    struct token_form form = {0};
    struct problem problem = {.arena = r->arena};
    enum err e;
    if ((e = tokens_take(r, &now)) || (e = db_pipeline_end(r->db)))
        return e;
    form_read(&r->form, token_fields, FIELDS, &form, &problem);
    struct new_token t = {.name = form.name, .scopes = scopes_read(r, &problem), .days = form.days};
    return problem.n ? show_tokens(r, res, &now, &problem) : token_make_and_show(r, res, &now, &t);
}

static enum err revoke_post(struct req *r, struct res *res)
{
    const char *name;
    int64_t token;
    if (!account_id(r->arg[0], &token))
        return ERR_NOTFOUND;
    enum err e = account_token_revoke(r->db, r->arena, r->session.sid, token, &name);
    if (e)
        return account_failed(r, e, "revoke an API token");
    if (!name)
        return ERR_NOTFOUND;
    res_flash(res, r, "success",
              arena_printf(r->arena, "The token “%s” is revoked. Programs that use it are refused from now on.", name),
              NULL);
    return res_see_other(res, "/account/tokens");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/tokens", NONE, PAGE, tokens_load, tokens_get),
    ROUTE(POST, "/account/tokens", FORM, SAVE, tokens_load, tokens_post),
    ROUTE(POST, "/account/tokens/:id/revoke", FORM, SAVE, NULL, revoke_post),
};
const struct routes home_tokens_routes = ROUTES(rows);
