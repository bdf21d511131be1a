/* settings.c: settings that superusers change while the hub runs, made into a page from their rows; below them, to be read,
 * what stands in hub.conf.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "admin/console.h"
#include "admin/routes.h"
#include "admin/settings_store.h"
#include "base/num.h"
#include "identity/egress_key.h"
#include "identity/invitation.h"
#include "identity/mail.h"

enum { TEXT_MAX = 300 };

static const struct topic {
    const char *name, *title, *about;
} topics[] = {
    {"registration", "Registration", "Who gets in, and how."},
    {"mail", "Mail", "Where mails go out. Without a server they wait in the outbox, and links can be copied by hand."},
    {"limits", "Limits",
     "How much one person may keep. What is over a lowered limit stays; nothing new is added to it."},
    {"retention", "Retention", "How long records are kept. What is older is deleted within the hour, for good."},
    {"announcement", "Announcement", "A line on top of every page."},
};
enum { TOPICS = sizeof topics / sizeof *topics };

static enum err settings_load(struct req *req)
{
    return settings_ask(req->db);
}

/* ---- what was typed ---- */

static struct str typed(const struct req *req, const struct console_setting *s)
{
    return str_trim(req_form(req, s->name));
}

static bool is_kind(const struct console_setting *s, const char *kind)
{
    return strcmp(s->kind, kind) == 0;
}

/* On for good, as far as the console goes: its box cannot be unticked, and a browser does not send it. */
static bool is_held(const struct console_setting *s)
{
    return s->is_one_way && strcmp(s->value, "on") == 0;
}

static bool is_one_of(const char *choices, struct str value)
{
    struct str rest = str_of(choices);
    while (rest.n) {
        struct str one = str_cut(&rest, ',');
        if (one.n == value.n && memcmp(one.s, value.s, one.n) == 0)
            return true;
    }
    return false;
}

/* smtp://host:587 or smtps://host:465: a scheme, a host, perhaps a port, and nothing else. */
static bool is_mail_server(struct str s)
{
    int64_t port;
    if (!str_starts(s, "smtp://") && !str_starts(s, "smtps://"))
        return false;
    struct str host = {s.s + (s.s[4] == 's' ? 8 : 7), s.n - (s.s[4] == 's' ? 8 : 7)};
    const char *colon = host.n && host.s[0] != '[' ? memchr(host.s, ':', host.n) : memmem(host.s, host.n, "]:", 2);
    if (colon) {
        colon += *colon == ']';
        struct str digits = {colon + 1, host.n - (size_t)(colon + 1 - host.s)};
        if (!num_parse_int(digits, &port) || port < 1 || port > 65535)
            return false;
        host.n = (size_t)(colon - host.s);
    }
    for (size_t i = 0; i < host.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[]:", host.s[i]))
            return false;
    return host.n > 0;
}

/* "hub@example.org", or "Umbrella Hub <hub@example.org>". */
static bool is_sender(struct str s)
{
    const char *open = memrchr(s.s, '<', s.n);
    if (!open)
        return email_is_plausible(s);
    if (s.s[s.n - 1] != '>')
        return false;
    return email_is_plausible((struct str){open + 1, s.n - (size_t)(open - s.s) - 2});
}

static bool is_bounce_address(struct arena *a, struct str s)
{
    static const char token[] = "{token}";
    char *at = str_dup(a, s), *found = strstr(at, token);
    if (found)
        memcpy(found, "0123456", sizeof token - 1); /* as long, and good in an address */
    return email_is_plausible(str_of(at));
}

/* What the kinds do not say: the form of single settings. */
static void check_text(const struct console_setting *s, struct str value, struct problem *p)
{
    if (str_has_control(value) || utf8_length(value) > TEXT_MAX)
        problem_add(p, s->name, "%s must be one line of at most %d characters.", s->title, TEXT_MAX);
    else if (!value.n)
        return;
    else if (strcmp(s->name, "mail_server") == 0 && !is_mail_server(value))
        problem_add(p, s->name,
                    "The mail server is written like smtp://mail.example.org:587 or smtps://mail.example.org:465.");
    else if (strcmp(s->name, "mail_from") == 0 && !is_sender(value))
        problem_add(p, s->name,
                    "The sender is an address, or a name with the address in angle brackets: Hub <hub@example.org>.");
    else if (strcmp(s->name, "mail_bounce") == 0 && !is_bounce_address(p->arena, value))
        problem_add(p, s->name, "The address for bounces is written like bounce+{token}@example.org.");
}

static void check(const struct console_setting *s, struct str value, struct problem *p)
{
    int64_t n;
    if (is_kind(s, "integer") && (value.n > 6 || !num_parse_int(value, &n) || n < s->least || n > s->most))
        problem_add(p, s->name, "%s must be a whole number from %lld to %lld.", s->title, (long long)s->least,
                    (long long)s->most);
    else if (is_kind(s, "choice") && !is_one_of(s->choices, value))
        problem_add(p, s->name, "%s must be one of the choices.", s->title);
    else if (is_kind(s, "text"))
        check_text(s, value, p);
    else if (is_kind(s, "secret") && value.n > EGRESS_SECRET_MAX)
        problem_add(p, s->name, "%s may have at most %d bytes.", s->title, EGRESS_SECRET_MAX);
}

/* ---- the page ---- */

/* The value of a flag's box: "on" when ticked, absent when not. */
static const char *shown_value(struct req *req, const struct console_setting *s, bool is_typed)
{
    if (is_kind(s, "secret"))
        return "";
    if (!is_typed || is_held(s))
        return s->value;
    return is_kind(s, "flag") && !typed(req, s).n ? "off" : str_dup(req->arena, typed(req, s));
}

static void show_choices(struct view *field, struct arena *a, const struct console_setting *s, const char *value)
{
    struct str rest = str_of(s->choices), labels = str_of(s->labels);
    while (rest.n) {
        const char *choice = str_dup(a, str_cut(&rest, ','));
        struct view *one = view_add(field, "OPTION");
        view_text(one, "OPTION_VALUE", choice);
        view_str(one, "OPTION_LABEL", str_cut(&labels, '|'));
        view_show_if(one, "OPTION_CHOSEN", strcmp(choice, value) == 0);
    }
}

/* As the page says it: a choice by its label, an empty text as "empty". */
static struct str default_words(const struct console_setting *s)
{
    struct str rest = str_of(s->choices), labels = str_of(s->labels);
    while (rest.n) {
        struct str label = str_cut(&labels, '|');
        if (str_eq(str_cut(&rest, ','), s->default_value))
            return label;
    }
    return str_of(is_kind(s, "secret") ? "none" : *s->default_value ? s->default_value : "empty");
}

static void show_setting(struct view *topic, struct req *req, const struct console_setting *s, bool is_typed,
                         const struct problem *p)
{
    struct view *field = view_add(topic, "SETTING");
    const char *value = shown_value(req, s, is_typed), *fault = p ? problem_message(p, s->name) : NULL;
    view_text(field, "SETTING_NAME", s->name);
    view_text(field, "SETTING_TITLE", s->title);
    view_text_if(field, "HAS_HELP", "SETTING_HELP", s->help);
    view_text(field, "SETTING_VALUE", value);
    view_show_if(field, "SETTING_IS_TEXT", is_kind(s, "text"));
    view_show_if(field, "SETTING_IS_INTEGER", is_kind(s, "integer"));
    view_show_if(field, "SETTING_IS_FLAG", is_kind(s, "flag"));
    view_show_if(field, "SETTING_IS_CHOICE", is_kind(s, "choice"));
    view_show_if(field, "SETTING_IS_SECRET", is_kind(s, "secret"));
    view_show_if(field, "SETTING_ON", strcmp(value, "on") == 0);
    view_int(field, "SETTING_LEAST", s->least);
    view_int(field, "SETTING_MOST", s->most);
    view_show_if(field, "SETTING_CHANGED", s->is_set);
    view_str(field, "SETTING_DEFAULT", default_words(s));
    view_show_if(field, "SETTING_SHUT", !req->session.person.is_superuser || is_held(s));
    view_show_if(field, "SETTING_CAN_RESET", req->session.person.is_superuser && s->is_set && !is_held(s));
    view_text(field, "SETTING_AT", s->changed_at);
    view_text(field, "SETTING_BY", *s->changed_by ? s->changed_by : "hubctl");
    view_text_if(field, "SETTING_FAULT", "SETTING_MESSAGE", fault);
    show_choices(field, req->arena, s, value);
}

/* Passwords in a connection string, and the token for figures, are nobody's business here. */
static bool is_secret_of_file(const struct setting *s)
{
    return strcmp(s->name, "metrics_token") == 0 || strstr(s->value, "password=");
}

static void show_file(struct view *v, const struct hub_settings *settings)
{
    view_text(v, "FILE_PATH", settings->path);
    for (int i = 0; i < settings->n_all; i++) {
        const struct setting *s = &settings->all[i];
        struct view *row = view_add(v, "FILE_SETTING");
        view_text(row, "FILE_NAME", s->name);
        view_text(row, "FILE_VALUE", is_secret_of_file(s) && *s->value ? "(set, not shown)" : s->value);
        view_show_if(row, "FILE_GIVEN", s->is_given);
    }
}

/* `topic` is the one that was typed into, with its faults; NULL: none was. */
static enum err show(struct req *req, struct res *res, const struct console_setting *rows, int n, const char *topic,
                     const struct problem *p)
{
    struct view *v = view_new(req->arena);
    for (int t = 0; t < TOPICS; t++) {
        struct view *shown = view_add(v, "TOPIC");
        bool is_typed = topic && strcmp(topics[t].name, topic) == 0;
        view_text(shown, "TOPIC_NAME", topics[t].name);
        view_text(shown, "TOPIC_TITLE", topics[t].title);
        view_text(shown, "TOPIC_ABOUT", topics[t].about);
        view_show_if(shown, "TOPIC_IS_MAIL", strcmp(topics[t].name, "mail") == 0);
        for (int i = 0; i < n; i++)
            if (strcmp(rows[i].topic, topics[t].name) == 0)
                show_setting(shown, req, &rows[i], is_typed, is_typed ? p : NULL);
    }
    view_show_if(v, "MAY_CHANGE", req->session.person.is_superuser);
    view_show_if(v, "MAY_LOOK", !req->session.person.is_superuser);
    show_file(v, req->settings);
    return console_page(req, res, v, "admin/settings.tpl", "Settings");
}

static enum err settings_get(struct req *req, struct res *res)
{
    struct console_setting *rows;
    int n;
    enum err e = settings_take(req->db, req->arena, &rows, &n);
    return e ? console_unread(req, e, "could not read the settings") : show(req, res, rows, n, NULL, NULL);
}

/* ---- changing a topic ---- */

static const struct topic *topic_named(struct str name)
{
    for (int t = 0; t < TOPICS; t++)
        if (str_eq(name, topics[t].name))
            return &topics[t];
    return NULL;
}

/* A password that is left empty stays as it is. One that is not there at all was typed, and left out where a fresh proof was
 * asked for (web/confirm.h). */
static bool is_left(const struct req *req, const struct console_setting *s)
{
    return is_kind(s, "secret") && params_has(&req->form, s->name) && !typed(req, s).n;
}

static enum err seal(struct req *req, const struct console_setting *s, const char **value, struct problem *p)
{
    enum err e = egress_seal(req->db, req->arena, typed(req, s), value);
    if (e == ERR_NOTFOUND) {
        problem_add(p, s->name,
                    "The password cannot be kept yet: it is sealed for hub-egress, which has not run so far. Start it "
                    "(systemctl start hub-egress), then enter the password again.");
        return OK;
    }
    return e;
}

/* What is to be stored for a setting: NULL is the default. */
static enum err new_value(struct req *req, const struct console_setting *s, const char **value, struct problem *p)
{
    if (is_kind(s, "flag"))
        *value = typed(req, s).n ? "on" : "off";
    else if (is_kind(s, "secret"))
        return seal(req, s, value, p);
    else
        *value = str_dup(req->arena, typed(req, s));
    if (is_kind(s, "integer"))
        *value = arena_printf(req->arena, "%d", atoi(*value)); /* "072" is 72 */
    if (strcmp(*value, s->default_value) == 0)
        *value = NULL;
    return OK;
}

static enum err gather(struct req *req, const struct console_setting *rows, int n, const char *topic,
                       struct setting_change *changes, int *n_changes, struct problem *p)
{
    *n_changes = 0;
    for (int i = 0; i < n; i++) {
        const struct console_setting *s = &rows[i];
        if (strcmp(s->topic, topic) != 0 || is_left(req, s) || is_held(s))
            continue;
        if (is_kind(s, "secret") && !params_has(&req->form, s->name)) {
            problem_add(p, s->name,
                        "Please type the password once more, then press Keep: passwords are not kept while you confirm "
                        "that it is you. Nothing was changed yet. Leave it empty to keep the one of before.");
            continue;
        }
        if (!is_kind(s, "flag") && !params_has(&req->form, s->name))
            continue; /* not on the form that was sent: stays as it is */
        check(s, typed(req, s), p);
        if (problem_message(p, s->name))
            continue;
        struct setting_change *c = &changes[(*n_changes)++];
        c->name = s->name;
        enum err e = new_value(req, s, &c->value, p);
        if (e)
            return e;
    }
    return OK;
}

static enum err finish(struct req *req, struct res *res, const char *topic, const struct setting_change *changes, int n)
{
    const char *back = arena_printf(req->arena, "/admin/settings#%s", topic);
    int changed;
    enum err e = settings_change(req->db, req->arena, req->session.sid, changes, n, &changed);
    if (e)
        return console_failed(req, res, e, "could not change settings", "/admin/settings");
    if (!changed)
        return console_note(req, res, back, "Nothing was different, so nothing was changed.");
    return console_done(req, res, back, changed == 1 ? "The setting is in force." : "%d settings are in force.",
                        changed);
}

static enum err topic_post(struct req *req, struct res *res)
{
    struct problem p = {.arena = req->arena};
    struct setting_change changes[SETTINGS_MAX];
    const struct topic *topic = topic_named(req->arg[0]);
    struct console_setting *rows;
    int n, n_changes;
    enum err e = settings_take(req->db, req->arena, &rows, &n);
    if (e || (e = db_pipeline_end(req->db)))
        return console_unread(req, e, "could not read the settings");
    if (!topic)
        return ERR_NOTFOUND;
    if ((e = gather(req, rows, n, topic->name, changes, &n_changes, &p)))
        return console_failed(req, res, e, "could not seal a password", "/admin/settings");
    if (p.n) {
        res->status = 422;
        return show(req, res, rows, n, topic->name, &p);
    }
    return finish(req, res, topic->name, changes, n_changes);
}

/* One setting, named by the button, back to what it is without anybody's choice. */
static enum err reset_post(struct req *req, struct res *res)
{
    struct setting_change change = {0};
    const char *topic = NULL;
    struct console_setting *rows;
    int n;
    enum err e = settings_take(req->db, req->arena, &rows, &n);
    if (e || (e = db_pipeline_end(req->db)))
        return console_unread(req, e, "could not read the settings");
    for (int i = 0; i < n; i++)
        if (str_eq(req->arg[0], rows[i].name)) {
            change.name = rows[i].name;
            topic = rows[i].topic;
        }
    return change.name ? finish(req, res, topic, &change, 1) : ERR_NOTFOUND;
}

static const struct route rows[] = {
    ROUTE(GET, "/admin/settings", NONE, PAGE, settings_load, settings_get),
    ROUTE(POST, "/admin/settings/:topic", FORM, SAVE, settings_load, topic_post),
    ROUTE(POST, "/admin/settings/:name/reset", FORM, SAVE, settings_load, reset_post),
};
const struct routes admin_settings_routes = ROUTES(rows);
