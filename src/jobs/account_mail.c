/* account_mail.c: jobs that write mails about accounts. Each is one transaction, so a mail is written once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/mail.h"
#include "identity/registration.h"
#include "jobs/job.h"

enum { TOKENS_AT_ONCE = 500 };

/* {"email": …}. In a job and not in the request, so that the time of its answer does not tell who has an account. */
enum err job_password_reset(struct job_context *c)
{
    struct str email;
    if (!json_get_str(c->payload, "email", &email))
        return job_error(c, ERR_INPUT, "the payload has no email");
    return registration_reset_mail(c->db, c->arena, c->settings, str_dup(c->arena, email));
}

/* Once for each API token that expires within a week. */
enum err job_token_reminders(struct job_context *c)
{
    struct db_result r;
    enum err e = db_query(c->db, c->arena, &r,
                          "update umbrella.api_token t set reminded_at = now() from umbrella.authentication_user u"
                          " where t.id in (select id from umbrella.api_token where reminded_at is null"
                          "   and revoked_at is null and expires_at between now() and now() + interval '7 days'"
                          "   order by expires_at limit $1::int) and u.id = t.user_id and u.status = 'active'"
                          " returning u.email, u.id, t.name, btrim(u.first_name || ' ' || u.last_name),"
                          "  to_char(t.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'",
                          "i", (int64_t)TOKENS_AT_ONCE);
    for (int i = 0; !e && i < r.rows; i++) {
        const struct mail_words words = {.name = db_text(&r, i, 3),
                                         .message = db_text(&r, i, 2),
                                         .expires = db_text(&r, i, 4),
                                         .link = arena_printf(c->arena, "%s/account/tokens", c->settings->origin)};
        e = mail_tell(c->db, c->arena, c->settings, MAIL_TOKEN_EXPIRES, db_text(&r, i, 0), db_int(&r, i, 1), &words);
    }
    c->result = arena_printf(c->arena, "{\"reminded\": %d}", r.rows);
    return e;
}
