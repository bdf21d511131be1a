/* entry.c: see entry.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"

enum { DEVICE_SECONDS = 365 * 24 * 60 * 60 };

const char *entry_next(struct arena *a, struct str wanted)
{
    static const char *const back_here[] = {"/login", "/logout", "/register", "/invite", "/reset", "/verify"};
    for (size_t i = 0; i < sizeof back_here / sizeof *back_here; i++)
        if (str_starts(wanted, back_here[i]))
            return "/";
    return path_is_local(wanted) ? str_dup(a, wanted) : "/";
}

const char *entry_path_with_next(struct arena *a, const char *path, const char *next)
{
    struct buf b;
    if (!strcmp(next, "/"))
        return path;
    buf_init(&b, a, 128);
    buf_printf(&b, "%s?next=", path);
    path_encode(&b, str_of(next));
    return b.s;
}

struct signin_client entry_client(const struct req *r)
{
    return (struct signin_client){
        .device = req_cookie(r, "__Host-device"), .ip = r->remote_addr, .agent = r->user_agent};
}

const char *entry_wait_words(struct arena *a, int seconds)
{
    if (seconds <= 90)
        return arena_printf(a, "%d seconds", seconds > 1 ? seconds : 2);
    return arena_printf(a, "%d minutes", (seconds + 59) / 60);
}

void entry_hurry(const struct req *r, struct res *res, int seconds)
{
    res->status = 429;
    res_header(res, "Retry-After", arena_printf(r->arena, "%d", seconds));
}

enum err entry_finish(struct req *r, struct res *res, const struct signin_result *got, const char *next)
{
    enum err e;
    /* Whoever was signed in in this browser before is so no longer. */
    if (r->session.person.id && (e = session_end(r->db, r->arena, &r->session, "signed in anew")))
        return e;
    res_cookie(res, "__Host-hub", got->token, 0);
    res_cookie(res, "__Host-device", got->device, DEVICE_SECONDS);
    return res_see_other(res, next);
}
