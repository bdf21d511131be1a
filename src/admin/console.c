/* console.c: see console.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/console.h"

#include <arpa/inet.h>
#include <stdarg.h>

#include "base/day.h"
#include "base/num.h"
#include "web/confirm.h"
#include "web/device.h"
#include "web/error.h"

static const struct part {
    const char *label, *href;
} parts[] = {
    {"Overview", "/admin"},
    {"People", "/admin/people"},
    {"Approvals", "/admin/approvals"},
    {"Invitations", "/admin/invitations"},
    {"Templates", "/admin/templates"},
    {"Sign-ins", "/admin/signins"},
    {"Sessions", "/admin/sessions"},
    {"Audit", "/admin/audit"},
    {"Data", "/admin/data"},
    {"Settings", "/admin/settings"},
    {"Jobs", "/admin/jobs"},
    {"Mail", "/admin/mail"},
    {"Margin", "/admin/margin"},
};

/* The page of a person is one of the part People; every part lies below the overview. */
static bool is_current(const struct part *p, struct str path)
{
    size_t n = strlen(p->href);
    if (p == parts)
        return str_eq(path, p->href);
    return str_starts(path, p->href) && (path.n == n || path.s[n] == '/');
}

enum err console_page(struct req *req, struct res *res, struct view *v, const char *page, const char *title)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct view *item = view_add(v, "CONSOLE_PART");
        view_text(item, "CONSOLE_PART_LABEL", parts[i].label);
        view_text(item, "CONSOLE_PART_HREF", parts[i].href);
        view_show_if(item, "CONSOLE_PART_CURRENT", is_current(&parts[i], req->path));
    }
    return view_page(req, res, v, page, arena_printf(req->arena, "%s · Console", title));
}

/* ---- how a write ends ---- */

enum err console_refuse(struct req *req, struct res *res, int status, const char *why, const char *back)
{
    struct view *v = view_new(req->arena);
    req->detail = why;
    res->status = status;
    view_text(v, "REFUSED_WHY", why);
    view_text(v, "REFUSED_BACK", back);
    return console_page(req, res, v, "admin/refused.tpl", "Nothing was changed");
}

/* The guards of migration 8, and of the functions of migration 9. */
static const struct guard {
    const char *constraint, *words;
} guards[] = {
    {"last_superuser",
     "This is the last active superuser. Give another person these rights first, or nobody could manage the hub."},
    {"own_rights", "Nobody changes their own role, rights or status, or takes away their own second factor. Ask "
                   "another administrator."},
    {"role_above_own", "You can give and take roles up to your own. A superuser can give and take any."},
    {"one_way",
     "One person alone does not take away what needs two. It is switched off on the server, by whoever may use "
     "hubctl there: hubctl setting reset two_person."},
    {"superuser_only", "Only a superuser may change a person who has console rights, or end their sessions."},
};

const char *console_guard_words(const struct db *db)
{
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (strcmp(db_constraint(db), guards[i].constraint) == 0)
            return guards[i].words;
    return NULL;
}

enum err console_failed(struct req *req, struct res *res, enum err e, const char *attempt, const char *back)
{
    const char *words = console_guard_words(req->db);
    if (words)
        return console_refuse(req, res, 403, words, back);
    req->detail = arena_printf(req->arena, "%s: %s", attempt, db_message(req->db));
    return strcmp(db_sqlstate(req->db), "42501") == 0 ? page_confirm(req, res, NULL) : e;
}

enum err console_unread(struct req *req, enum err e, const char *attempt)
{
    req->detail = arena_printf(req->arena, "%s: %s", attempt, db_message(req->db));
    return e;
}

enum err console_done(struct req *req, struct res *res, const char *back, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    res_flash(res, req, "success", arena_vprintf(req->arena, fmt, ap), NULL);
    va_end(ap);
    return res_see_other(res, back);
}

enum err console_note(struct req *req, struct res *res, const char *back, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    res_flash(res, req, "warning", arena_vprintf(req->arena, fmt, ap), NULL);
    va_end(ap);
    return res_see_other(res, back);
}

enum err console_change(struct db *db, struct arena *a, const char *sid, const char *sql, int64_t id, bool *done)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, sql, "i", id);
    *done = !e && db_bool(&r, 0, 0);
    return e;
}

/* ---- small things ---- */

bool console_id(struct str s, int64_t *id)
{
    return s.n <= 18 && num_parse_int(s, id) && *id > 0;
}

const char *console_back(const struct req *req, const char *otherwise)
{
    struct str back = req_form(req, "back"), query = back, path = str_cut(&query, '?');
    bool is_good = str_starts(back, "/admin/") && path_is_local(back) && path_is_normal(path);
    return is_good ? str_dup(req->arena, back) : otherwise;
}

void console_back_show(struct view *v, const struct req *req)
{
    struct str query = req->query_string;
    view_printf(v, "BACK", "%.*s%s%.*s", (int)req->path.n, req->path.s, query.n ? "?" : "", (int)query.n,
                query.n ? query.s : "");
}

/* ---- filters ---- */

const char *console_search(const struct req *req, const char *name, struct problem *p)
{
    struct str s = str_trim(req_query(req, name));
    struct buf b;
    if (!s.n)
        return "";
    if (utf8_length(s) > CONSOLE_SEARCH_MAX)
        problem_add(p, name, "A search takes at most %d characters.", CONSOLE_SEARCH_MAX);
    buf_init(&b, req->arena, s.n + 3);
    buf_putc(&b, '%');
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("%_\\", s.s[i]))
            buf_putc(&b, '\\');
        buf_putc(&b, s.s[i]);
    }
    buf_putc(&b, '%');
    return b.s;
}

/* "192.0.2." or "192.0": the bytes that are there, and their number as the length of the network. */
static const char *network_of_beginning(struct arena *a, const char *text)
{
    unsigned byte[4] = {0};
    int n = 0;
    for (const char *at = text; *at;) {
        char *end;
        if (n == 4 || *at < '0' || *at > '9' || (byte[n++] = (unsigned)strtoul(at, &end, 10)) > 255 || end - at > 3)
            return NULL;
        at = *end == '.' ? end + 1 : end;
        if (*end && *end != '.')
            return NULL;
    }
    return arena_printf(a, "%u.%u.%u.%u/%d", byte[0], byte[1], byte[2], byte[3], 8 * n);
}

/* An address with or without its length; PostgreSQL refuses bits behind the length only for cidr, not for inet. */
static const char *network_of_text(struct arena *a, const char *text)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    struct str rest = str_of(text), host = str_cut(&rest, '/');
    const char *address = str_dup(a, host);
    int most = inet_pton(AF_INET, address, bytes) == 1 ? 32 : inet_pton(AF_INET6, address, bytes) == 1 ? 128 : 0;
    int64_t length = most;
    if (host.n < strlen(text) && (!num_parse_int(rest, &length) || rest.n > 3 || length < 0 || length > most))
        return NULL;
    return most ? arena_printf(a, "%s/%lld", address, (long long)length) : NULL;
}

const char *console_network(const struct req *req, const char *name, struct problem *p)
{
    struct str s = str_trim(req_query(req, name));
    const char *text = str_dup(req->arena, s), *network;
    if (!s.n)
        return "";
    if (s.n <= 64 &&
        ((network = network_of_text(req->arena, text)) || (network = network_of_beginning(req->arena, text))))
        return network;
    problem_add(p, name,
                "An address is like 192.0.2.7 or 2001:db8::7; its beginning, 192.0.2., or a network, 192.0.2.0/24, do "
                "as well.");
    return "";
}

int32_t console_day(const struct req *req, const char *name, int32_t otherwise, struct problem *p)
{
    struct str s = str_trim(req_query(req, name));
    int32_t day = otherwise;
    if (s.n && (!day_parse(s, &day) || day < CONSOLE_DAY_FIRST || day > CONSOLE_DAY_LAST))
        problem_add(p, name, "A day is written YYYY-MM-DD, and has to exist; from 1970 on.");
    return day;
}

const char *console_choice(const struct req *req, const char *name, const char *const *pairs)
{
    for (; *pairs; pairs += 2)
        if (str_eq(req_query(req, name), pairs[0]))
            return pairs[0];
    return "";
}

void console_options(struct view *v, const char *section, const char *const *pairs, const char *chosen)
{
    for (; *pairs; pairs += 2) {
        struct view *option = view_add(v, section);
        view_text(option, "OPTION_VALUE", pairs[0]);
        view_text(option, "OPTION_LABEL", pairs[1]);
        view_show_if(option, "OPTION_CHOSEN", strcmp(chosen, pairs[0]) == 0);
    }
}

void console_filter_show(struct view *v, const struct problem *p)
{
    view_show_if(v, "FILTER_GOOD", p->n == 0);
    for (int i = 0; i < p->n; i++)
        view_text(view_add(v, "FILTER_FAULT"), "FILTER_MESSAGE", p->at[i].message);
}

/* ---- lists ---- */

enum err console_list_begin(struct db *db)
{
    return db_pipeline_send(db, "select set_config('plan_cache_mode', 'force_custom_plan', true)", "");
}

enum err console_list_take(struct db *db, struct arena *a, struct console_list *list)
{
    struct db_result set, count;
    *list = (struct console_list){0};
    enum err e = db_pipeline_next(db, a, &set);
    if (e || (e = db_pipeline_next(db, a, &list->rows)) || (e = db_pipeline_next(db, a, &count)))
        return e;
    list->total = db_int(&count, 0, 0);
    return OK;
}

struct str console_cell(void *context, int row, int col)
{
    return db_str(context, row, col);
}

struct str console_device_cell(void *context, int row, int col)
{
    const struct console_devices *d = context;
    struct str text = db_str(d->rows, row, col);
    return col == d->agent ? str_of(device_words(d->arena, text.s)) : text;
}

enum err console_csv(struct req *req, struct res *res, const struct listing *l, const char *name,
                     const struct problem *p)
{
    struct console_list *list = ARENA_NEW(req->arena, struct console_list);
    if (p->n)
        return error_status(req, res, 422, p->at[0].message, NULL);
    enum err e = console_list_take(req->db, req->arena, list);
    if (e)
        return console_unread(req, e, "could not read the list");
    return listing_csv(res, l, name, list->rows.rows, console_cell, &list->rows);
}
