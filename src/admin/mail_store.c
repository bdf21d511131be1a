/* mail_store.c: see mail_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/mail_store.h"

#include "admin/console.h"

#define WHERE                                                                                                          \
    " where ($1 = '' or m.status = $1 or ($1 = 'bounced' and m.bounced_at is not null))"                               \
    " and ($2 = '' or m.to_address ilike $2) and ($3 = '' or m.kind = $3)"
#define MAILS                                                                                                          \
    "select m.to_address, m.kind, m.subject, m.status, m.tries, umbrella.minute(m.created_at),"                        \
    " case when m.status = 'waiting' then umbrella.minute(m.next_try_at) end, umbrella.minute(m.sent_at),"             \
    " umbrella.minute(m.bounced_at), m.last_error, m.id, " CAN_SEND ", " CAN_CANCEL " from ops.outbox m" WHERE         \
    " order by "
#define CAN_SEND "case when ops.mail_can_send(m.id) then 't' end"
#define CAN_CANCEL "case when m.status = 'waiting' then 't' end"
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        MAILS up " limit $4 offset $5", MAILS down " limit $4 offset $5"                                               \
    }

static const char *const list_sql[MAILS_COLUMNS][2] = {
    [MAILS_TO] = ORDER("lower(m.to_address), m.id", "lower(m.to_address) desc, m.id desc"),
    [MAILS_KIND] = ORDER("m.kind, m.id", "m.kind desc, m.id desc"),
    [MAILS_STATUS] = ORDER("m.status, m.id", "m.status desc, m.id desc"),
    [MAILS_TRIES] = ORDER("m.tries, m.id", "m.tries desc, m.id desc"),
    [MAILS_CREATED] = ORDER("m.created_at, m.id", "m.created_at desc, m.id desc"),
    [MAILS_SENT] = ORDER("m.sent_at nulls last, m.id", "m.sent_at desc nulls last, m.id desc"),
};
static const char count_sql[] = "select count(*) from (select from ops.outbox m" WHERE " limit 10001) n";

enum err mail_list_ask(struct db *db, const struct listing *l, const struct mail_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, list_sql[l->sort][l->descending], "sssii", f->status, f->to, f->kind, l->limit,
                             l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "sss", f->status, f->to, f->kind);
}

static const char server_sql[] = "select umbrella.setting_text('mail_server') <> ''";

enum err mail_server_ask(struct db *db)
{
    return db_pipeline_send(db, server_sql, "");
}

enum err mail_server_find(struct db *db, struct arena *a, bool *is_set)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, server_sql, "");
    *is_set = !e && db_bool(&r, 0, 0);
    return e;
}

#define ONE(words)                                                                                                     \
    "select m.id, m.kind, m.to_address, m.subject, m.status, m.tries,"                                                 \
    " case when m.status = 'waiting' then umbrella.minute(m.next_try_at) end, m.last_error,"                           \
    " umbrella.minute(m.created_at), umbrella.minute(m.sent_at), umbrella.minute(m.bounced_at), m.bounce_reason,"      \
    " m.message_id, m.user_id, m.invitation_id, w.body_text, w.body_html, " CAN_SEND ", " CAN_CANCEL                   \
    ", umbrella.setting_text('mail_server') <> '' from ops.outbox m, " words " w where m.id = $1"

enum err mail_one_ask(struct db *db, int64_t id)
{
    return db_pipeline_send(db, ONE("ops.mail_shown($1)"), "i", id);
}

enum err mail_links(struct db *db, struct arena *a, const char *sid, int64_t id, struct db_result *r)
{
    return db_query_as(db, sid, a, r, ONE("umbrella.console_mail_links($1)"), "i", id);
}

enum err mail_send_again(struct db *db, struct arena *a, const char *sid, int64_t id, bool *done)
{
    return console_change(db, a, sid, "select umbrella.console_mail_retry($1)", id, done);
}

enum err mail_cancel(struct db *db, struct arena *a, const char *sid, int64_t id, bool *done)
{
    return console_change(db, a, sid, "select umbrella.console_mail_cancel($1)", id, done);
}

enum err mail_send_test(struct db *db, struct arena *a, const char *sid, const struct mail *m, int64_t *id)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r, "select umbrella.console_mail_test($1, $2, $3)", "sss", m->subject,
                             m->text, m->html);
    if (!e)
        *id = db_int(&r, 0, 0);
    return e;
}
