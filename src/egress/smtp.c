/* smtp.c: see smtp.h. What libcurl and the server say to each other is heard by a debug function: only so is it known which
 * command was refused, and in which words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "egress/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { CONNECT_MS = 5000, ANSWER_S = 20, TOTAL_MS = 60000 };

struct smtp {
    CURL *curl;
    char verb[5];     /* of the last command: "RCPT" */
    char answer[400]; /* the last line the server said */
    bool is_leaving;  /* QUIT was said */
    char fault[CURL_ERROR_SIZE];
};

struct smtp *smtp_open(void)
{
    static bool is_ready;
    if (!is_ready && curl_global_init(CURL_GLOBAL_DEFAULT))
        return NULL;
    is_ready = true;
    struct smtp *s = calloc(1, sizeof *s);
    if (s && !(s->curl = curl_easy_init())) {
        free(s);
        s = NULL;
    }
    return s;
}

void smtp_close(struct smtp *s)
{
    if (!s)
        return;
    curl_easy_cleanup(s->curl);
    free(s);
}

bool smtp_url_is_plain(const char *url)
{
    static const CURLUPart forbidden[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY,
                                          CURLUPART_FRAGMENT};
    CURLU *u = curl_url();
    char *scheme = NULL, *path = NULL, *other = NULL;
    bool is_plain = u && !curl_url_set(u, CURLUPART_URL, url, 0) && !curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) &&
                    (!strcmp(scheme, "smtp") || !strcmp(scheme, "smtps")) &&
                    !curl_url_get(u, CURLUPART_PATH, &path, 0) && !strcmp(path, "/");
    for (size_t i = 0; is_plain && i < sizeof forbidden / sizeof *forbidden; i++) {
        is_plain = curl_url_get(u, forbidden[i], &other, 0) != CURLUE_OK;
        curl_free(other);
        other = NULL;
    }
    curl_free(scheme);
    curl_free(path);
    curl_url_cleanup(u);
    return is_plain;
}

static void copy_line(char *to, size_t size, const char *from, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n && at + 1 < size; i++)
        if (from[i] != '\r' && from[i] != '\n')
            to[at++] = (unsigned char)from[i] < 0x20 || (unsigned char)from[i] >= 0x7f ? '?' : from[i];
    to[at] = '\0';
}

static int hear(CURL *curl, curl_infotype type, char *data, size_t n, void *own)
{
    struct smtp *s = own;
    (void)curl;
    if (type == CURLINFO_HEADER_OUT)
        s->is_leaving = n >= 4 && !memcmp(data, "QUIT", 4);
    if (s->is_leaving) /* with whatever went before, that is over */
        return 0;
    if (type == CURLINFO_HEADER_OUT)
        copy_line(s->verb, sizeof s->verb, data, n);
    else if (type == CURLINFO_HEADER_IN)
        copy_line(s->answer, sizeof s->answer, data, n);
    return 0;
}

static void set_limits(CURL *c)
{
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER_S);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
}

static void set_server(CURL *c, struct arena *a, const struct smtp_server *server)
{
    curl_easy_setopt(c, CURLOPT_URL, arena_printf(a, "%s/%s", server->url, server->client));
    curl_easy_setopt(c, CURLOPT_USE_SSL, server->must_encrypt ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    if (*server->ca_file)
        curl_easy_setopt(c, CURLOPT_CAINFO, server->ca_file);
    if (*server->user) {
        curl_easy_setopt(c, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
    }
}

static bool add_part(curl_mime *mime, const char *type, const char *body)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    return part && !curl_mime_data(part, body, CURL_ZERO_TERMINATED) && !curl_mime_type(part, type) &&
           !curl_mime_encoder(part, "quoted-printable");
}

/* multipart/mixed, which libcurl makes by itself, around multipart/alternative. */
static curl_mime *compose(CURL *c, const struct smtp_mail *m)
{
    curl_mime *mime = curl_mime_init(c), *both = curl_mime_init(c);
    curl_mimepart *part = mime ? curl_mime_addpart(mime) : NULL;
    bool is_well = part && both && add_part(both, "text/plain; charset=utf-8", m->text) &&
                   (!*m->html || add_part(both, "text/html; charset=utf-8", m->html));
    if (is_well && !curl_mime_subparts(part, both)) {
        both = NULL; /* now the mail's */
        is_well = !curl_mime_type(part, "multipart/alternative");
    } else
        is_well = false;
    curl_mime_free(both);
    if (!is_well) {
        curl_mime_free(mime);
        mime = NULL;
    }
    return mime;
}

static struct curl_slist *list_of(char *const *lines)
{
    struct curl_slist *list = NULL;
    for (; *lines; lines++) {
        struct curl_slist *longer = curl_slist_append(list, *lines);
        if (!longer)
            log_die("out of memory");
        list = longer;
    }
    return list;
}

/* What a failure means: by the command that was answered, and with what. */
static enum smtp_outcome judge(const struct smtp *s, struct arena *a, CURLcode rc, const char **why)
{
    int code = atoi(s->answer);
    bool is_mail = !strcmp(s->verb, "MAIL") || !strcmp(s->verb, "RCPT") || !strcmp(s->verb, "DATA");
    bool is_login = code == 530 || code == 535 || code == 538; /* settings can mend it */
    if (code >= 400 && code < 600)
        *why = arena_printf(a, "%s: %s", *s->verb ? s->verb : "greeting", s->answer);
    else
        *why = arena_strdup(a, *s->fault ? s->fault : curl_easy_strerror(rc));
    if (code < 500 || code >= 600 || !is_mail || is_login)
        return SMTP_AGAIN;
    return !strcmp(s->verb, "RCPT") ? SMTP_REFUSED : SMTP_FAILED;
}

enum smtp_outcome smtp_send(struct smtp *s, struct arena *a, const struct smtp_server *server,
                            const struct smtp_mail *m, const char **why)
{
    CURL *c = s->curl;
    *why = "";
    *s->verb = *s->answer = *s->fault = '\0';
    s->is_leaving = false;
    curl_easy_reset(c); /* the connection stays */
    curl_mime *mime = compose(c, m);
    if (!mime)
        log_die("out of memory");
    struct curl_slist *headers = list_of(m->headers), *to = list_of((char *const[]){(char *)m->to, NULL});
    set_limits(c);
    set_server(c, a, server);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->fault);
    curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, hear);
    curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, m->from);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_MIMEPOST, mime);
    CURLcode rc = curl_easy_perform(c);
    curl_easy_setopt(c, CURLOPT_MIMEPOST, NULL);
    curl_mime_free(mime);
    curl_slist_free_all(headers);
    curl_slist_free_all(to);
    return rc == CURLE_OK ? SMTP_SENT : judge(s, a, rc, why);
}
