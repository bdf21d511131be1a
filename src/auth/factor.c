/* factor.c: one's own second factor: set it up or move it to another device, recovery codes, remove it. Recovery codes are shown
 * in the answer that makes them, and never again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/entry.h"
#include "auth/qr.h"
#include "auth/routes.h"
#include "identity/second_factor.h"
#include "identity/seal.h"
#include "web/account_nav.h"
#include "web/view.h"

static const char own_page[] = "/account/security/second-factor",
                  enrol_page[] = "/account/security/second-factor/enrol";

static struct view *account_view(struct req *r, const char *next)
{
    struct view *v = view_new(r->arena);
    account_nav_show(v, r);
    view_text(v, "NEXT", next);
    return v;
}

static enum err back(struct req *r, struct res *res, const char *kind, const char *said, const char *next)
{
    res_flash(res, r, kind, said, NULL);
    return res_see_other(res, entry_path_with_next(r->arena, own_page, next));
}

/* ---- the page ---- */

static enum err factor_get(struct req *r, struct res *res)
{
    struct factor_state state;
    enum err e = factor_state(r->db, r->arena, &r->session, &state);
    if (e)
        return e;
    struct view *v = account_view(r, entry_next(r->arena, req_query(r, "next")));
    bool is_staff = r->session.person.is_staff;
    view_show_if(v, "FACTOR_ON", state.is_on);
    view_show_if(v, "FACTOR_OFF", !state.is_on);
    view_show_if(v, "FACTOR_READY", seal_key_id());
    view_show_if(v, "FACTOR_NO_KEY", !seal_key_id());
    view_show_if(v, "FACTOR_NEEDED", is_staff);
    view_show_if(v, "FACTOR_REMOVABLE", !is_staff);
    view_text(v, "SINCE", state.since);
    view_int(v, "CODES_LEFT", state.codes_left);
    view_show_if(v, "CODES_FEW", state.codes_left <= 3);
    return view_page(r, res, v, "auth/factor.tpl", "Second factor");
}

/* ---- enrolling ---- */

static enum err enrol_post(struct req *r, struct res *res)
{
    const char *next = entry_next(r->arena, req_form(r, "next"));
    if (!seal_key_id())
        return back(r, res, "warning", "No second factor can be set up here: the hub has no key to keep it with.",
                    next);
    enum err e = factor_enrol(r->db, r->arena, &r->session);
    return e ? e : res_see_other(res, entry_path_with_next(r->arena, enrol_page, next));
}

/* What apps take: otpauth://totp/Site:person?secret=…; without "otpauth://totp/". */
static const char *otp_words(struct req *r, const char *seed)
{
    struct buf b;
    buf_init(&b, r->arena, 256);
    path_encode(&b, str_of(r->settings->site_name));
    buf_putc(&b, ':');
    path_encode(&b, str_of(r->session.person.email));
    buf_printf(&b, "?secret=%s&issuer=", seed);
    path_encode(&b, str_of(r->settings->site_name));
    buf_puts(&b, "&algorithm=SHA1&digits=6&period=30");
    return b.s;
}

static const char *in_groups(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, a, 64);
    for (size_t i = 0; text[i]; i++) {
        if (i && i % 4 == 0)
            buf_putc(&b, ' ');
        buf_putc(&b, text[i]);
    }
    return b.s;
}

static enum err show_enrol(struct req *r, struct res *res, const char *next, const char *problem)
{
    unsigned char seed[FACTOR_SEED];
    char text[FACTOR_SEED_TEXT];
    struct buf svg;
    enum err e = factor_pending(r->db, r->arena, &r->session, seed);
    if (e)
        return e == ERR_NOTFOUND ? back(r, res, "info", "Nothing is being set up at the moment. Begin here.", next) : e;
    factor_seed_text(seed, text);
    explicit_bzero(seed, sizeof seed);
    struct view *v = account_view(r, next);
    const char *words = otp_words(r, text);
    buf_init(&svg, r->arena, 8192);
    if (!qr_write_svg(&svg, arena_printf(r->arena, "otpauth://totp/%s", words), "QR code with the key"))
        return ERR_INTERNAL;
    view_svg(v, "QR", &svg);
    view_text(v, "OTP_WORDS", words);
    view_text(v, "SEED", in_groups(r->arena, text));
    view_text(v, "EMAIL", r->session.person.email);
    if (problem) {
        view_text(view_add(v, "CODE_BAD"), "CODE_MESSAGE", problem);
        res->status = 422;
    }
    return view_page(r, res, v, "auth/factor_enrol.tpl", "Set up the second factor");
}

static enum err enrol_get(struct req *r, struct res *res)
{
    return show_enrol(r, res, entry_next(r->arena, req_query(r, "next")), NULL);
}

/* ---- recovery codes ---- */

static enum err show_codes(struct req *r, struct res *res, const struct recovery_codes *codes, const char *next,
                           bool is_new_factor)
{
    struct view *v = account_view(r, strcmp(next, "/") ? next : own_page);
    view_show_if(v, "FACTOR_IS_NEW", is_new_factor);
    view_show_if(v, "CODES_ARE_NEW", !is_new_factor);
    view_text(v, "EMAIL", r->session.person.email);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        struct view *row = view_add(v, "CODE");
        view_text(row, "CODE_TEXT", codes->text[i]);
    }
    return view_page(r, res, v, "auth/recovery.tpl", "Recovery codes");
}

static enum err confirm_post(struct req *r, struct res *res)
{
    const char *next = entry_next(r->arena, req_form(r, "next"));
    struct recovery_codes *codes = ARENA_NEW(r->arena, struct recovery_codes);
    char token[SESSION_TOKEN_TEXT];
    bool is_right;
    enum err e = factor_confirm(r->db, r->arena, r->settings, &r->session, req_form(r, "code"), r->remote_addr,
                                &is_right, codes, token);
    if (e)
        return e == ERR_NOTFOUND || e == ERR_CONFLICT
                   ? back(r, res, "info", "Nothing is being set up at the moment, or it is done already.", next)
                   : e;
    if (!is_right)
        return show_enrol(r, res, next,
                          "This code does not fit the key above. Type the six digits that your app shows now; if it "
                          "still does not fit, see whether the clock of your device is right.");
    res_cookie(res, "__Host-hub", token, 0);
    return show_codes(r, res, codes, next, true);
}

static enum err renew_post(struct req *r, struct res *res)
{
    struct recovery_codes *codes = ARENA_NEW(r->arena, struct recovery_codes);
    enum err e = factor_renew_codes(r->db, r->arena, &r->session, codes);
    if (e)
        return e == ERR_NOTFOUND
                   ? back(r, res, "info", "Recovery codes go with a second factor: set one up first.", "/")
                   : e;
    return show_codes(r, res, codes, "/", false);
}

/* ---- removing ---- */

static enum err remove_post(struct req *r, struct res *res)
{
    enum err e = factor_remove(r->db, r->arena, r->settings, &r->session);
    if (e == ERR_FORBIDDEN)
        return back(r, res, "warning",
                    "Whoever may enter the console needs a second factor, so yours stays. You can move it to another "
                    "device instead.",
                    "/");
    if (e)
        return e == ERR_NOTFOUND ? back(r, res, "info", "There is no second factor to remove.", "/") : e;
    return back(
        r, res, "success",
        "The second factor is removed: from now on your password is all it takes to sign in. You are signed out "
        "everywhere else.",
        "/");
}

static const struct route rows[] = {
    ROUTE(GET, "/account/security/second-factor", NONE, PAGE, NULL, factor_get),
    ROUTE(POST, "/account/security/second-factor/enrol", FORM, SIGNIN, NULL, enrol_post),
    ROUTE(GET, "/account/security/second-factor/enrol", NONE, PAGE, NULL, enrol_get),
    ROUTE(POST, "/account/security/second-factor/confirm", FORM, SIGNIN, NULL, confirm_post),
    ROUTE(POST, "/account/security/second-factor/remove", FORM, SIGNIN, NULL, remove_post),
    ROUTE(POST, "/account/security/recovery-codes", FORM, SIGNIN, NULL, renew_post),
};
const struct routes auth_factor_routes = ROUTES(rows);
