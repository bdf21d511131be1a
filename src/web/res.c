/* res.c: see res.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/res.h"

#include "base/log.h"

enum { FLASH_MAX_AGE = 60, FLASH_TEXT_MAX = 600 };

void res_init(struct res *res, struct arena *a)
{
    *res = (struct res){.arena = a};
    buf_init(&res->head, a, 1024);
    buf_init(&res->body, a, 16 * 1024);
}

const char *res_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } known[] = {
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].status == status)
            return known[i].reason;
    return "Unknown";
}

void res_header(struct res *res, const char *name, const char *value)
{
    if (str_has_control(str_of(name)) || str_has_control(str_of(value)) || strpbrk(name, ": ")) {
        log_line(LOG_ERROR, "a header with control characters was refused: %s", name);
        return;
    }
    if (strcmp(name, "Cache-Control") == 0)
        res->cache_set = true;
    buf_puts(&res->head, name);
    buf_puts(&res->head, ": ");
    buf_puts(&res->head, value);
    buf_puts(&res->head, "\r\n");
}

void res_type(struct res *res, const char *content_type)
{
    res_header(res, "Content-Type", content_type);
}

void res_cookie(struct res *res, const char *name, const char *value, int max_age)
{
    const char *age = !value ? "; Max-Age=0" : max_age > 0 ? arena_printf(res->arena, "; Max-Age=%d", max_age) : "";
    if (strpbrk(name, "=;, ") || (value && strpbrk(value, ";, \""))) {
        log_line(LOG_ERROR, "a cookie with a separator in it was refused: %s", name);
        return;
    }
    res_header(
        res, "Set-Cookie",
        arena_printf(res->arena, "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name, value ? value : "", age));
}

enum err res_see_other(struct res *res, const char *path)
{
    res->status = 303;
    res_header(res, "Location", path_is_local(str_of(path)) ? path : "/");
    return OK;
}

void res_flash(struct res *res, const struct req *req, const char *kind, const char *text, const char *undo_path)
{
    (void)req;
    struct buf b;
    buf_init(&b, res->arena, 256);
    path_encode(&b, str_of(kind));
    buf_putc(&b, '|');
    path_encode(&b, utf8_cut(str_of(text), FLASH_TEXT_MAX));
    buf_putc(&b, '|');
    if (undo_path && path_is_local(str_of(undo_path)))
        path_encode(&b, str_of(undo_path));
    res_cookie(res, "__Host-flash", b.s, FLASH_MAX_AGE);
}

void res_download(struct res *res, struct str filename)
{
    struct buf plain, full;
    buf_init(&plain, res->arena, filename.n);
    buf_init(&full, res->arena, 3 * filename.n);
    for (size_t i = 0; i < filename.n; i++) {
        unsigned char c = (unsigned char)filename.s[i];
        buf_putc(&plain, c < 0x20 || c >= 0x7f || strchr("\"\\/%", c) ? '_' : (char)c);
        if (c == '/') /* a name, not a path */
            buf_puts(&full, "%2F");
        else
            path_encode(&full, (struct str){filename.s + i, 1});
    }
    res_header(res, "Content-Disposition",
               arena_printf(res->arena, "attachment; filename=\"%s\"; filename*=UTF-8''%s", plain.s, full.s));
}

void res_csv(struct res *res, const char *filename)
{
    res_type(res, "text/csv; charset=utf-8");
    res_download(res, str_of(filename));
}

void res_gzip_body(struct res *res, struct str gz)
{
    res->body = (struct buf){.arena = res->arena, .s = (char *)gz.s, .n = gz.n, .cap = gz.n};
    res_header(res, "Content-Encoding", "gzip");
    res_header(res, "Vary", "Accept-Encoding");
}

/* Whether one of the tags in If-None-Match is ours; W/ is added by nginx where it compressed (RFC 9110, 13.1.2: weak
 * comparison). */
static bool tag_listed(struct str list, const char *quoted)
{
    while (list.n) {
        struct str tag = str_trim(str_cut(&list, ','));
        if (str_starts(tag, "W/"))
            tag = (struct str){tag.s + 2, tag.n - 2};
        if (str_eq(tag, quoted) || str_eq(tag, "*"))
            return true;
    }
    return false;
}

bool res_etag(struct res *res, const struct req *req, const char *tag, bool immutable)
{
    const char *quoted = arena_printf(res->arena, "\"%s\"", tag);
    res_header(res, "ETag", quoted);
    res_header(res, "Cache-Control", immutable ? "private, max-age=31536000, immutable" : "private, no-cache");
    if (!tag_listed(req->if_none_match, quoted))
        return false;
    res->status = 304;
    return true;
}
