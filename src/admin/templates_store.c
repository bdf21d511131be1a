/* templates_store.c: see templates_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/templates_store.h"

#include "admin/console.h"

#define WHERE                                                                                                          \
    " where ($1 = '' or t.name || ' ' || t.subject ilike $1) and ($2 = '' or t.invite_type = $2)"                      \
    " and ($3 = '' or t.is_active = ($3 = 'yes'))"
#define TEMPLATES                                                                                                      \
    "select t.name, t.invite_type, t.subject, case when t.is_active then 'yes' end, umbrella.minute(t.created_at),"    \
    " umbrella.minute(t.updated_at), u.email, t.id, case when not t.is_active then 't' end"                            \
    "  from umbrella.authentication_invitetemplate t"                                                                  \
    "  left join umbrella.authentication_user u on u.id = t.created_by_id" WHERE " order by "
#define ORDER(up, down)                                                                                                \
    {                                                                                                                  \
        TEMPLATES up " limit $4 offset $5", TEMPLATES down " limit $4 offset $5"                                       \
    }

static const char *const list_sql[TEMPLATES_COLUMNS][2] = {
    [TEMPLATES_NAME] = ORDER("lower(t.name), t.id", "lower(t.name) desc, t.id desc"),
    [TEMPLATES_TYPE] =
        ORDER("umbrella.role_rank(t.invite_type), t.id", "umbrella.role_rank(t.invite_type) desc, t.id desc"),
    [TEMPLATES_ACTIVE] = ORDER("t.is_active, t.id", "t.is_active desc, t.id desc"),
    [TEMPLATES_CREATED] = ORDER("t.created_at, t.id", "t.created_at desc, t.id desc"),
    [TEMPLATES_UPDATED] = ORDER("t.updated_at, t.id", "t.updated_at desc, t.id desc"),
};
static const char count_sql[] =
    "select count(*) from (select from umbrella.authentication_invitetemplate t" WHERE " limit 10001) n";

enum err templates_list_ask(struct db *db, const struct listing *l, const struct templates_filter *f)
{
    enum err e = console_list_begin(db);
    if (!e)
        e = db_pipeline_send(db, list_sql[l->sort][l->descending], "sssii", f->pattern, f->type, f->active, l->limit,
                             l->offset);
    return e ? e : db_pipeline_send(db, count_sql, "sss", f->pattern, f->type, f->active);
}

enum err templates_choices_ask(struct db *db)
{
    return db_pipeline_send(db,
                            "select id, name, invite_type from umbrella.authentication_invitetemplate where is_active "
                            "order by lower(name), id",
                            "");
}

enum err templates_one_ask(struct db *db, int64_t id)
{
    return db_pipeline_send(db,
                            "select id, name, invite_type, subject, message_template, is_active"
                            "  from umbrella.authentication_invitetemplate where id = $1",
                            "i", id);
}

enum err templates_one_take(struct db *db, struct arena *a, struct invite_template *t)
{
    struct db_result r;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    if (!r.rows)
        return ERR_NOTFOUND;
    *t = (struct invite_template){db_int(&r, 0, 0),  db_text(&r, 0, 1), db_text(&r, 0, 2),
                                  db_text(&r, 0, 3), db_text(&r, 0, 4), db_bool(&r, 0, 5)};
    return OK;
}

enum err templates_text(struct db *db, struct arena *a, int64_t id, struct db_result *r)
{
    return db_query(
        db, a, r,
        "select subject, message_template from umbrella.authentication_invitetemplate where id = $1 and is_active", "i",
        id);
}

enum err templates_save(struct db *db, struct arena *a, const char *sid, const struct invite_template *t,
                        const char **outcome, int64_t *id)
{
    struct db_result r;
    enum err e = db_query_as(db, sid, a, &r,
                             "select outcome, template_id from umbrella.template_save(nullif($1::bigint, 0), $2,"
                             " $3, $4, $5, $6)",
                             "isssst", t->id, t->name, t->type, t->subject, t->text, (int)t->is_active);
    if (e)
        return e;
    *outcome = db_text(&r, 0, 0);
    *id = db_is_null(&r, 0, 1) ? 0 : db_int(&r, 0, 1);
    return OK;
}

enum err templates_delete(struct db *db, struct arena *a, const char *sid, int64_t id, bool *done)
{
    return console_change(db, a, sid, "select umbrella.template_delete($1)", id, done);
}
