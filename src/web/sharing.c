/* sharing.c: see sharing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/sharing.h"

#include "base/num.h"
#include "web/error.h"

/* ---- what a section's statements answer ---- */

enum err sharing_days_ask(struct db *db)
{
    return db_pipeline_send(db, "select umbrella.setting_integer('share_link_days')", "");
}

enum err sharing_links_take(struct db *db, struct arena *arena, struct sharing *s)
{
    struct db_result setting;
    enum err e = db_pipeline_next(db, arena, &s->links);
    if (!e && !(e = db_pipeline_next(db, arena, &setting)))
        s->days = (int)db_int(&setting, 0, 0);
    return e;
}

/* The place of a row's first word among n words, or n. */
static int word_place(const struct db_result *row, const char *const *words, int n)
{
    int i = 0;
    while (i < n && strcmp(db_text(row, 0, 0), words[i]) != 0)
        i++;
    return i;
}

enum err sharing_outcome(const struct db_result *row, enum err e, enum saved_link_outcome *outcome)
{
    static const char *const words[] = {
        [SAVED_LINK_DONE] = "done", [SAVED_LINK_FULL] = "full", [SAVED_LINK_OFF] = "off"};
    if (e)
        return e;
    int place = word_place(row, words, SAVED_LINK_OFF + 1);
    *outcome = (enum saved_link_outcome)place;
    return place <= SAVED_LINK_OFF ? OK : ERR_NOTFOUND;
}

enum err sharing_open_ask(struct db *db, const char *sql, struct str token)
{
    unsigned char hash[TOKEN_HASH];
    char hex[2 * TOKEN_HASH + 1] = "";
    if (token_hash(token, hash))
        hex_encode(hash, sizeof hash, hex);
    return db_pipeline_send(db, sql, "s", hex);
}

enum err sharing_open_take(struct db *db, struct arena *arena, enum saved_link_state *state)
{
    static const char *const words[] = {"open", "expired", "ended"};
    struct db_result row;
    enum err e = db_pipeline_next(db, arena, &row);
    *state = e ? SAVED_LINK_UNKNOWN : (enum saved_link_state)word_place(&row, words, SAVED_LINK_UNKNOWN);
    return e;
}

/* ---- pages ---- */

static void links_show(struct view *v, const struct sharing_kind *kind, const struct sharing *s)
{
    for (int i = 0; i < s->links.rows; i++) {
        struct view *row = view_add(v, "LINK");
        bool is_open = strcmp(db_text(&s->links, i, LINK_STATE), "open") == 0;
        view_text(row, "LINK_ID", db_text(&s->links, i, LINK_ID));
        view_text(row, "LINK_SAVED", db_text(&s->links, i, LINK_SAVED));
        view_text(row, "LINK_NAME", db_text(&s->links, i, LINK_NAME));
        view_text(row, "LINK_CREATED", db_text(&s->links, i, LINK_CREATED));
        view_text(row, "LINK_EXPIRES", db_text(&s->links, i, LINK_EXPIRES));
        view_text(row, "LINK_USED", db_is_null(&s->links, i, LINK_USED) ? "never" : db_text(&s->links, i, LINK_USED));
        view_text(row, "LINK_STATE", db_text(&s->links, i, LINK_STATE));
        view_show_if(row, "LINK_IS_OPEN", is_open);
        view_show_if(row, "LINK_IS_OVER", !is_open);
    }
    view_show_if(v, "HAS_LINKS", s->links.rows > 0);
    view_show_if(v, "NO_LINKS", s->links.rows == 0);
    view_show_if(v, "LINKS_OFF", s->days == 0);
    view_text(v, "THING", kind->thing);
    view_text(v, "THINGS", kind->things);
    view_text(v, "SECTION_PATH", kind->section);
    view_text(v, "OWN_PATH", kind->own);
}

void sharing_show(struct view *v, const struct sharing_kind *kind, const struct sharing *s)
{
    static const struct {
        int hours;
        const char *label;
    } spans[] = {{1, "an hour"}, {24, "a day"}, {7 * 24, "a week"}, {SHARING_HOURS_MAX, "30 days"}};
    for (size_t i = 0; i < sizeof spans / sizeof *spans && spans[i].hours <= s->days * 24; i++) {
        struct view *o = view_add(v, "SPAN");
        view_int(o, "SPAN_HOURS", spans[i].hours);
        view_text(o, "SPAN_LABEL", spans[i].label);
    }
    links_show(v, kind, s);
    view_text(v, "SHARED_ID", s->id);
    view_text(v, "SHARED_WITH", kind->with);
    view_text(v, "SHARED_FILES", kind->files);
    view_show_if(v, "LINKS_ALLOWED", s->days > 0);
    view_show_if(v, "TEAM_ON", *s->shared);
    view_show_if(v, "TEAM_OFF", !*s->shared);
    view_text(v, "TEAM_SINCE", s->shared);
    view_text_if(v, "HAS_NEW_LINK", "NEW_LINK", s->new_link);
}

enum err sharing_links_page(struct req *req, struct res *res, const struct sharing_kind *kind)
{
    struct view *v = view_new(req->arena);
    struct sharing s = {0};
    enum err e = sharing_links_take(req->db, req->arena, &s);
    if (e)
        return e;
    links_show(v, kind, &s);
    return view_page(req, res, v, "shared/saved_links.tpl",
                     arena_printf(req->arena, "Links to saved %s", kind->things));
}

enum err sharing_over_page(struct req *req, struct res *res, const struct sharing_kind *kind,
                           enum saved_link_state state)
{
    struct view *v = view_new(req->arena);
    view_text(v, "THING", kind->thing);
    view_text(v, "THINGS", kind->things);
    view_show_if(v, "LINK_EXPIRED", state == SAVED_LINK_EXPIRED);
    view_show_if(v, "LINK_ENDED", state == SAVED_LINK_ENDED);
    view_show_if(v, "LINK_UNKNOWN", state == SAVED_LINK_UNKNOWN);
    res->status = state == SAVED_LINK_UNKNOWN ? 404 : 410;
    return view_page(req, res, v, "shared/saved_link_over.tpl", arena_printf(req->arena, "Shared %s", kind->thing));
}

/* ---- forms ---- */

static enum err back(struct req *req, struct res *res, const struct sharing_kind *kind, const char *id,
                     const char *tone, const char *said)
{
    res_flash(res, req, tone, said, NULL);
    return res_see_other(res, arena_printf(req->arena, "%s/%s#share", kind->own, id));
}

static const char *own_id(struct req *req)
{
    return str_dup(req->arena, req->arg[0]);
}

enum err sharing_team_post(struct req *req, struct res *res, const struct sharing_kind *kind, bool on)
{
    const char *name;
    enum err e = kind->share(req->db, req->arena, req->session.sid, req->arg[0], on, &name);
    if (e)
        return e;
    return back(req, res, kind, own_id(req), "success",
                arena_printf(req->arena,
                             on ? "Everybody who can sign in here sees this %s now, under Shared."
                                : "Only you see this %s now.",
                             kind->thing));
}

static enum err refuse_link(struct req *req, struct res *res, const struct sharing_kind *kind,
                            enum saved_link_outcome outcome)
{
    return back(req, res, kind, own_id(req), "warning",
                outcome == SAVED_LINK_FULL
                    ? arena_printf(req->arena,
                                   "No link was made: ten links to this %s are open. Take one back, then make another.",
                                   kind->thing)
                    : "No link was made: the administrators of this hub allow none that is open for so long.");
}

enum err sharing_link_post(struct req *req, struct res *res, const struct sharing_kind *kind, const char **url)
{
    unsigned char hash[TOKEN_HASH];
    char token[TOKEN_TEXT];
    enum saved_link_outcome outcome;
    int64_t hours;
    *url = NULL;
    if (!num_parse_int(req_form(req, "hours"), &hours) || hours < 1 || hours > SHARING_HOURS_MAX)
        return error_status(req, res, 400, "A link is open for 1 to 720 hours.", NULL);
    token_make(token, hash);
    enum err e = kind->link_add(req->db, req->arena, req->session.sid, req->arg[0], hash, (int)hours, &outcome);
    if (e)
        return e;
    if (outcome != SAVED_LINK_DONE)
        return refuse_link(req, res, kind, outcome);
    *url = arena_printf(req->arena, "%s%s/%s", req->settings->origin, kind->open, token);
    return OK;
}

enum err sharing_revoke_post(struct req *req, struct res *res, const struct sharing_kind *kind)
{
    static const char said[] = "The link is taken back: it opens nothing any more.";
    const char *id;
    enum err e = kind->link_revoke(req->db, req->arena, req->session.sid, req->arg[0], &id);
    if (e)
        return e;
    if (!str_eq(req_form(req, "from"), "list"))
        return back(req, res, kind, id, "success", said);
    res_flash(res, req, "success", said, NULL);
    return res_see_other(res, arena_printf(req->arena, "%s/links", kind->section));
}
