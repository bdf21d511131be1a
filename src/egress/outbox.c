/* outbox.c: see outbox.h. A statement that takes or changes a mail begins with "with", so that db_query never asks it twice.
 * SPDX-License-Identifier: Apache-2.0 */
#include "egress/outbox.h"

#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "egress/message.h"
#include "egress/smtp.h"
#include "identity/egress_key.h"

enum { TIDY_MS = 60000, AGAIN_MOST_MS = 60000 };

/* What became of a mail, kept until the database knows: a mail that was sent is not to be sent again because the database
 * was away for a moment. */
struct verdict {
    int64_t id; /* 0: none */
    enum smtp_outcome outcome;
    char why[500];
};

struct outbox {
    struct smtp *smtp; /* while there is something to send */
    struct verdict verdict;
    bool has_key;
    int64_t next_tidy_ms;
};

struct settings {
    const char *server, *tls, *user, *password, *from, *bounce;
};

struct mail {
    int64_t id;
    const char *to, *subject, *text, *html, *message_id, *bounce_token;
};

void outbox_start(struct daemon *d)
{
    static struct outbox o;
    d->own = &o;
}

void outbox_stop(struct daemon *d)
{
    struct outbox *o = d->own;
    smtp_close(o->smtp);
}

/* ---- the mail ---- */

/* "hub.example.org" of "https://hub.example.org:8443". */
static const char *host_of(struct arena *a, const char *origin)
{
    const char *host = strstr(origin, "://");
    host = host ? host + 3 : origin;
    return arena_dup(a, host, strcspn(host, ":/"));
}

static bool read_sender(struct daemon *d, const struct settings *s, struct mailbox *from)
{
    if (*s->from)
        return mailbox_read(d->arena, s->from, from);
    from->name = d->settings->site_name;
    from->address = arena_printf(d->arena, "hub@%s", host_of(d->arena, d->settings->origin));
    return true;
}

/* The setting mail_bounce with the mail's token in place of {token}, else the sender's address. */
static const char *envelope_sender(struct arena *a, const struct settings *s, const struct mail *m, const char *from)
{
    const char *at = strstr(s->bounce, "{token}");
    if (!*s->bounce)
        return from;
    if (!at)
        return s->bounce;
    return arena_printf(a, "%.*s%s%s", (int)(at - s->bounce), s->bounce, m->bounce_token, at + strlen("{token}"));
}

/* What a setting is at fault for, or NULL. */
static const char *read_server(struct daemon *d, const struct settings *s, struct smtp_server *server)
{
    const bool is_implicit = !strncmp(s->server, "smtps:", 6);
    *server = (struct smtp_server){.url = s->server,
                                   .must_encrypt = strcmp(s->tls, "none") != 0,
                                   .user = s->user,
                                   .password = "",
                                   .ca_file = d->settings->mail_ca_file,
                                   .client = host_of(d->arena, d->settings->origin)};
    if (!smtp_url_is_plain(s->server))
        return "the setting mail_server is not smtp://host:port or smtps://host:port";
    if (!*s->user)
        return NULL;
    if (!server->must_encrypt && !is_implicit)
        return "a password is not sent without encryption: set mail_tls to required, or mail_user to nothing";
    server->password = egress_open(d->arena, s->password);
    return server->password ? NULL
                            : "the mail server's password cannot be opened with the key of hub-egress: enter it again";
}

/* NULL with *fault where something would break the form. */
static char **write_headers(struct daemon *d, const struct mail *m, const struct mailbox *from, const char **fault)
{
    struct arena *a = d->arena;
    const struct mailbox to = {"", m->to};
    char **h = ARENA_ARRAY(a, 8, char *);
    h[0] = header_mailbox(a, "From", from);
    h[1] = h[0] ? header_mailbox(a, "To", &to) : NULL;
    h[2] = h[1] ? header_text(a, "Subject", m->subject) : NULL;
    if (!h[2]) {
        *fault =
            !h[0] ? "the setting mail_from cannot stand in a mail" : "its address or subject cannot stand in a mail";
        return NULL;
    }
    h[3] = header_date(a, time(NULL));
    h[4] = arena_printf(a, "Message-ID: <%s@%s>", m->message_id, host_of(a, d->settings->origin));
    h[5] = "Auto-Submitted: auto-generated"; /* no out-of-office answers, please */
    return h;
}

static enum smtp_outcome send_mail(struct daemon *d, const struct settings *s, const struct mail *m, const char **why)
{
    struct outbox *o = d->own;
    struct smtp_server server;
    struct mailbox from;
    if ((*why = read_server(d, s, &server)))
        return SMTP_AGAIN;
    if (!read_sender(d, s, &from)) {
        *why = "the setting mail_from is neither an address nor Name <address>";
        return SMTP_AGAIN;
    }
    const struct smtp_mail mail = {.from = envelope_sender(d->arena, s, m, from.address),
                                   .to = m->to,
                                   .headers = write_headers(d, m, &from, why),
                                   .text = lines_with_cr(d->arena, str_of(m->text)),
                                   .html = lines_with_cr(d->arena, str_of(m->html))};
    if (!mail.headers)
        return SMTP_FAILED;
    if (!address_is_plain(mail.from)) {
        *why = "the setting mail_bounce is not an address";
        return SMTP_AGAIN;
    }
    if (!o->smtp && !(o->smtp = smtp_open()))
        log_die("libcurl could not be started");
    return smtp_send(o->smtp, d->arena, &server, &mail, why);
}

/* ---- the database ---- */

static enum err record(struct daemon *d)
{
    struct outbox *o = d->own;
    struct verdict *v = &o->verdict;
    enum err e = OK;
    if (!v->id)
        return OK;
    if (v->outcome == SMTP_SENT)
        e = db_query(d->db, d->arena, NULL, "with told as (select ops.mail_sent($1)) select from told", "i", v->id);
    else if (v->outcome == SMTP_REFUSED)
        e = db_query(d->db, d->arena, NULL, "with told as (select ops.mail_refused($1, $2)) select from told", "is",
                     v->id, v->why);
    else
        e = db_query(d->db, d->arena, NULL, "with told as (select ops.mail_failed($1, $2, $3)) select from told", "ist",
                     v->id, v->why, v->outcome == SMTP_FAILED);
    if (e == ERR_DB)
        return e; /* kept, and told again */
    if (e)
        log_line(LOG_ERROR, "mail %lld: what became of it was not taken down: %s", (long long)v->id, db_message(d->db));
    e = db_query(d->db, d->arena, NULL, "select pg_advisory_unlock(ops.mail_lock($1))", "i", v->id);
    v->id = 0;
    return e;
}

static enum err read_settings(struct daemon *d, struct settings *s)
{
    struct db_result r;
    enum err e = db_query(d->db, d->arena, &r,
                          "select umbrella.setting_text('mail_server'), umbrella.setting_text('mail_tls'),"
                          " umbrella.setting_text('mail_user'), umbrella.setting_text('mail_password'),"
                          " umbrella.setting_text('mail_from'), umbrella.setting_text('mail_bounce')",
                          "");
    if (!e)
        *s = (struct settings){db_text(&r, 0, 0), db_text(&r, 0, 1), db_text(&r, 0, 2),
                               db_text(&r, 0, 3), db_text(&r, 0, 4), db_text(&r, 0, 5)};
    return e;
}

static enum err take(struct daemon *d, struct mail *m)
{
    struct db_result r;
    m->id = 0;
    enum err e = db_query(d->db, d->arena, &r,
                          "with taken as (select * from ops.mail_take())"
                          " select id, to_address, subject, body_text, body_html, message_id, bounce_token from taken",
                          "");
    if (!e && r.rows)
        *m = (struct mail){db_int(&r, 0, 0),  db_text(&r, 0, 1), db_text(&r, 0, 2), db_text(&r, 0, 3),
                           db_text(&r, 0, 4), db_text(&r, 0, 5), db_text(&r, 0, 6)};
    return e;
}

/* The key's public half once, and each minute what another hub-egress left behind when it died. */
static enum err tidy(struct daemon *d)
{
    struct outbox *o = d->own;
    const char *why;
    enum err e = OK;
    if (!o->has_key) {
        e = egress_key_publish(d->db, d->arena, d->settings, &why);
        if (e == ERR_NOTFOUND)
            log_line(LOG_WARN, "no key for sealed settings: %s", why);
        else if (e)
            return e;
        o->has_key = true;
    }
    if (clock_ms() < o->next_tidy_ms)
        return OK;
    e = db_query(d->db, d->arena, NULL, "select ops.mail_reclaim()", "");
    if (!e)
        o->next_tidy_ms = clock_ms() + TIDY_MS;
    return e;
}

static enum err next_due(struct daemon *d, int64_t *again_ms)
{
    struct db_result r;
    enum err e = db_query(d->db, d->arena, &r, "select ceil(1000 * ops.mail_due())", "");
    *again_ms = AGAIN_MOST_MS;
    if (!e && !db_is_null(&r, 0, 0) && db_int(&r, 0, 0) < AGAIN_MOST_MS)
        *again_ms = db_int(&r, 0, 0);
    return e;
}

/* ---- one round ---- */

/* By the settings of now: whoever changes them and then writes a mail, a test above all, means the new ones. */
static void deliver(struct daemon *d, const struct mail *m)
{
    static const char *const words[] = {"sent", "refused", "failed", "to be tried again"};
    struct outbox *o = d->own;
    struct settings s;
    const char *why = "the settings could not be read";
    int64_t started_us = clock_us();
    o->verdict.outcome = read_settings(d, &s) ? SMTP_AGAIN : send_mail(d, &s, m, &why);
    o->verdict.id = m->id;
    snprintf(o->verdict.why, sizeof o->verdict.why, "%s", why);
    d->tally.requests++;
    d->tally.failures += o->verdict.outcome != SMTP_SENT;
    d->tally.busy_us += clock_us() - started_us;
    log_line(o->verdict.outcome ? LOG_WARN : LOG_INFO, "mail %lld %.1f ms: %s%s%s", (long long)m->id,
             (double)(clock_us() - started_us) / 1000, words[o->verdict.outcome], *why ? ": " : "", why);
}

enum err outbox_work(struct daemon *d, int64_t *again_ms)
{
    struct outbox *o = d->own;
    struct settings s;
    struct mail m;
    enum err e = record(d);
    if (e || (e = tidy(d)) || (e = read_settings(d, &s)))
        return e;
    *again_ms = AGAIN_MOST_MS;
    if (!*s.server)
        return OK; /* mails wait, and can be read in the console */
    if ((e = take(d, &m)))
        return e;
    if (m.id) {
        deliver(d, &m);
        *again_ms = 0;
        return record(d);
    }
    smtp_close(o->smtp);
    o->smtp = NULL;
    return next_due(d, again_ms);
}
