/* mail.c: hubctl mail list | show | retry | cancel | test | password | bounce: the outbox that hub-egress sends.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/mail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "base/email.h"
#include "hubctl/queue.h"
#include "identity/egress_key.h"

enum { TEST_WAIT_MS = 30000, LOOK_MS = 100, BOUNCE_MOST = 1 << 20, UUID = 36 };

static const struct hubctl_column listed[] = {
    {.heading = "MAIL", .kind = HUBCTL_NUMBER},  {.heading = "KIND"},       {.heading = "TO"},    {.heading = "STATUS"},
    {.heading = "TRIES", .kind = HUBCTL_NUMBER}, {.heading = "TIME (UTC)"}, {.heading = "FAULT"},
};

static const char *const labels[] = {"kind", "to",    "status",    "made",    "next try",   "tries",
                                     "sent", "error", "came back", "because", "Message-ID", "subject"};

static const struct queue mails = {
    .noun = "mail",
    .takes = "list, test ADDRESS, password, bounce, or show, retry or cancel with a mail's number",
    .list_sql = "select id, kind, to_address, case when bounced_at is null then status else 'bounced' end, tries,"
                " to_char(coalesce(finished_at, next_try_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'),"
                " coalesce(bounce_reason, last_error)"
                " from (select * from ops.outbox where $1 = '' or status = $1 order by id desc limit $2) m order by id",
    .listed = listed,
    .n_listed = sizeof listed / sizeof *listed,
    .show_sql = "select kind, to_address, status, created_at::timestamp(0), case when status = 'waiting' then"
                " next_try_at::timestamp(0) end, tries, sent_at::timestamp(0), last_error, bounced_at::timestamp(0),"
                " bounce_reason, message_id, subject, body_text from ops.outbox where id = $1",
    .labels = labels,
    .n_labels = sizeof labels / sizeof *labels,
    .changes = {{"retry", "with r as (select ops.mail_retry($1) as ok) select ok from r",
                 "is not failed, cancelled or waiting"},
                {"cancel", "with r as (select ops.mail_cancel($1) as ok) select ok from r", "does not wait"}},
};

/* ---- test ---- */

static int wait_for(struct arena *a, struct db *db, const char *message_id)
{
    const struct timespec pause = {0, LOOK_MS * 1000000L};
    const char *said = "hub-egress does not run, or no mail server is set";
    for (int64_t start = clock_ms(); clock_ms() - start < TEST_WAIT_MS; nanosleep(&pause, NULL)) {
        struct db_result r;
        enum err e = db_query(db, a, &r,
                              "select status, coalesce(last_error, ''), id from ops.outbox where message_id = $1::uuid",
                              "u", message_id);
        if (e || !r.rows)
            return e ? hubctl_say_db(e, db) : hubctl_say(ERR_NOTFOUND, "the mail is gone");
        if (!strcmp(db_text(&r, 0, 0), "sent"))
            return printf("Sent: the mail server has taken it (mail %s)\n", db_text(&r, 0, 2)), HUBCTL_OK;
        if (*db_text(&r, 0, 1)) {
            said = db_text(&r, 0, 1);
            break;
        }
    }
    return hubctl_say(ERR_UPSTREAM, "not sent: %s", said);
}

static int test(struct arena *a, const struct hub_settings *settings, const char *to)
{
    struct mail mail;
    struct db_result r;
    struct db *db = hubctl_database(a, settings);
    if (!email_is_plausible(str_of(to)))
        return hubctl_say(ERR_INPUT, "%s is not an address", to);
    mail_compose(a, settings, MAIL_TEST, &(struct mail_words){0}, &mail);
    enum err e = mail_queue(db, a, to, 0, &mail);
    if (!e)
        e = db_query(db, a, &r,
                     "select message_id from ops.outbox where kind = $1 and to_address = $2 order by id desc limit 1",
                     "ss", mail.kind, to);
    return e ? hubctl_say_db(e, db) : wait_for(a, db, db_text(&r, 0, 0));
}

/* ---- password ---- */

/* The first line of standard input, sealed for hub-egress, becomes the mail server's password; an empty line: there is none. */
static int password(struct arena *a, const struct hub_settings *settings)
{
    char line[EGRESS_SECRET_MAX + 2] = "";
    const char *sealed = NULL;
    struct db *db = hubctl_database(a, settings);
    if (!fgets(line, sizeof line, stdin))
        return hubctl_say(ERR_INPUT, "the password is read from standard input, and there was none");
    line[strcspn(line, "\r\n")] = '\0';
    enum err e = *line ? egress_seal(db, a, str_of(line), &sealed) : OK;
    explicit_bzero(line, sizeof line);
    if (e == ERR_NOTFOUND)
        return hubctl_say(e, "hub-egress has not told its key yet: start it, with egress_key_file set");
    if (!e)
        e = db_query(db, a, NULL,
                     "with changed as (update umbrella.setting set value = $1, updated_at = now(), updated_by_id = null"
                     "  where name = 'mail_password' returning name)"
                     " select umbrella.audit_append('setting.change', 'setting', name, name, null, null) from changed",
                     "s", sealed);
    return e ? hubctl_say_db(e, db) : HUBCTL_OK;
}

/* ---- bounce ---- */

/* What stands on standard input, its first megabyte, NUL-free. */
static char *read_message(struct arena *a)
{
    char *text = arena_bytes(a, BOUNCE_MOST + 1);
    size_t n = fread(text, 1, BOUNCE_MOST, stdin);
    while (getchar() != EOF) /* so that whoever writes is not cut off */
        continue;
    for (size_t i = 0; i < n; i++)
        if (!text[i] || text[i] == '\r')
            text[i] = ' ';
    text[n] = '\0';
    return text;
}

/* The token in the first address in `text` that is mail_bounce with a token in it; NULL: there is none. */
static char *find_token(struct arena *a, const char *text, const char *pattern)
{
    const char *mark = strstr(pattern, "{token}");
    if (!mark)
        return NULL;
    const char *head = arena_dup(a, pattern, (size_t)(mark - pattern)), *tail = mark + strlen("{token}");
    for (const char *at = text; (at = *head ? strcasestr(at, head) : at) && *at; at++) {
        const char *token = at + strlen(head);
        if (strspn(token, "0123456789abcdefABCDEF-") == UUID && !strncasecmp(token + UUID, tail, strlen(tail)))
            return arena_dup(a, token, UUID);
    }
    return NULL;
}

/* The value of the first field of that name anywhere in the message, its folded lines joined; NULL: there is none. */
static char *find_field(struct arena *a, const char *message, const char *name)
{
    size_t n = strlen(name);
    for (const char *line = message; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        if (strncasecmp(line, name, n) || line[n] != ':')
            continue;
        struct buf value;
        buf_init(&value, a, 200);
        for (const char *p = line + n + 1; *p && (*p != '\n' || p[1] == ' ' || p[1] == '\t'); p++)
            buf_putc(&value, (unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7f ? ' ' : *p);
        return str_dup(a, str_trim(buf_view(&value)));
    }
    return NULL;
}

static int note_bounce(struct arena *a, struct db *db, const char *token, const char *why)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, "with b as (select ops.mail_bounced($1::uuid, $2) as id) select id from b", "us",
                          token, why);
    if (e)
        return hubctl_say_db(e, db);
    if (db_is_null(&r, 0, 0))
        return hubctl_say(ERR_NOTFOUND, "no mail was sent under that address");
    printf("mail %s came back: %s\n", db_text(&r, 0, 0), why);
    return HUBCTL_OK;
}

/* Only a report of failure counts (RFC 3464): "delayed" is none, nor is an out-of-office answer. */
static int bounce(struct arena *a, const struct hub_settings *settings, const char *address)
{
    struct db_result r;
    struct db *db = hubctl_database(a, settings);
    const char *message = read_message(a), *action = find_field(a, message, "Action");
    const char *why = find_field(a, message, "Diagnostic-Code");
    enum err e = db_query(db, a, &r, "select umbrella.setting_text('mail_bounce')", "");
    if (e)
        return hubctl_say_db(e, db);
    if (!strstr(db_text(&r, 0, 0), "{token}"))
        return hubctl_say(ERR_INPUT, "the setting mail_bounce has no {token}: bounces cannot be told apart");
    const char *token = find_token(a, address ? address : message, db_text(&r, 0, 0));
    if (!token)
        return hubctl_say(ERR_INPUT, "no address of the form %s in %s", db_text(&r, 0, 0),
                          address ? "the argument" : "the message");
    if (!action || strncasecmp(action, "failed", 6))
        return puts("Not a report that delivery failed: nothing was recorded"), HUBCTL_OK;
    if (!why)
        why = find_field(a, message, "Status");
    return note_bounce(a, db, token, why ? why : "it came back without a reason");
}

int hubctl_mail(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "test"))
        return test(a, settings, argv[2]);
    if (argc == 2 && !strcmp(argv[1], "password"))
        return password(a, settings);
    if ((argc == 2 || argc == 3) && !strcmp(argv[1], "bounce"))
        return bounce(a, settings, argc == 3 ? argv[2] : NULL);
    return queue_command(a, settings, &mails, argc, argv);
}
