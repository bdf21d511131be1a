/* error.c: see error.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/error.h"

#include "base/log.h"
#include "web/perm.h"
#include "web/view.h"

static const struct outcome {
    int status;
    enum log_level level;
    const char *headline, *detail;
} outcomes[ERR_COUNT] = {
    [OK] = {200, LOG_INFO, "", ""},
    [ERR_INPUT] = {400, LOG_INFO, "The request was not understood",
                   "Something in the address or the form is not as it should be."},
    [ERR_LOGIN] = {401, LOG_INFO, "Please sign in", "This needs a sign-in."},
    [ERR_FORBIDDEN] = {403, LOG_INFO, "Not allowed",
                       "Your account is not allowed to do this. An administrator can change that."},
    [ERR_NOTFOUND] = {404, LOG_INFO, "Nothing here", "There is no such page, or it belongs to somebody else."},
    [ERR_CONFLICT] =
        {409, LOG_INFO, "Somebody was faster",
         "What you changed has changed in the meantime. Look at it again and repeat the change if it is still wanted."},
    [ERR_LIMIT] = {429, LOG_INFO, "Too much at once", "A limit was reached. Please wait a little and try again."},
    [ERR_UPSTREAM] = {502, LOG_WARN, "A service did not answer",
                      "Something this page depends on did not answer. Please try again in a minute."},
    [ERR_DB] = {503, LOG_ERROR, "Back in a moment",
                "The database cannot be reached right now. Nothing is lost; please try again in a few seconds."},
    [ERR_INTERNAL] = {500, LOG_ERROR, "Our fault",
                      "This page could not be made. It has been noted; the number below finds it in the log."},
};

static const struct outcome bare[] = {
    {405, LOG_INFO, "Not this way", "This address does not answer that kind of request."},
    {409, LOG_INFO, "Not possible now", "What is there at the moment does not allow this."}, /* with words of its own */
    {413, LOG_INFO, "Too large", "More was sent than this page takes."},
    {415, LOG_INFO, "Wrong kind of content", "This page does not take content of that type."},
    {422, LOG_INFO, "Please check what you entered", "Some of it cannot be used as it is."},
};

static const struct outcome *outcome_of(int status)
{
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (bare[i].status == status)
            return &bare[i];
    for (int e = OK + 1; e < ERR_COUNT; e++)
        if (outcomes[e].status == status)
            return &outcomes[e];
    return &outcomes[ERR_INTERNAL];
}

static void write_page(struct req *req, struct res *res, const struct outcome *o, const char *detail,
                       const struct problem *p)
{
    struct view *v = view_new(req->arena);
    view_int(v, "STATUS", res->status);
    view_text(v, "HEADLINE", o->headline);
    view_text(v, "DETAIL", detail);
    view_text(v, "REQUEST_ID", req->id);
    view_show_if(v, "HAS_ERRORS", p && p->n);
    bool is_open = req->perm && req->perm->may & PERM_ANONYMOUS; /* else a form, which the browser can send once more */
    view_show(v, o != &outcomes[ERR_LOGIN] ? "TO_START" : is_open ? "TO_LOGIN" : "TO_LOGIN_BESIDE");
    for (int i = 0; p && i < p->n; i++) {
        struct view *row = view_add(v, "ERROR");
        view_text(row, "ERROR_FIELD", p->at[i].field);
        view_text(row, "ERROR_MESSAGE", p->at[i].message);
    }
    if (!view_page(req, res, v, "shared/error.tpl", o->headline))
        return;
    res->body.n = 0; /* not even that page: words will do */
    res_type(res, "text/plain; charset=utf-8");
    buf_printf(&res->body, "%d %s\n%s\nRequest %s\n", res->status, o->headline, detail, req->id);
}

static void write_error(struct req *req, struct res *res, const struct outcome *o, int status, const char *detail,
                        const struct problem *p)
{
    res_init(res, req->arena);
    res->status = status;
    if (!req->detail)
        req->detail = detail;
    if (status == 503 || status == 502)
        res_header(res, "Retry-After", "5");
    if (!req->wants_json) {
        write_page(req, res, o, detail, p);
        return;
    }
    res_type(res, "application/problem+json");
    problem_write(&res->body, status, o->headline, detail, p);
}

void error_reply(struct req *req, struct res *res, enum err e)
{
    const struct outcome *o = &outcomes[e > OK && e < ERR_COUNT ? e : ERR_INTERNAL];
    if (o->level > LOG_INFO)
        log_line(o->level, "request %s: %s", req->id, req->detail ? req->detail : o->headline);
    write_error(req, res, o, o->status, o->detail, NULL);
}

enum err error_status(struct req *req, struct res *res, int status, const char *detail, const struct problem *p)
{
    const struct outcome *o = outcome_of(status);
    if (status == 403 && !req->session.person.id &&
        !req->session.is_token) /* not a matter of rights: nobody is signed in, or not any more */
        o = &outcomes[ERR_LOGIN];
    write_error(req, res, o, status, detail ? detail : o->detail, p);
    return OK;
}
