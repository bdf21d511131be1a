/* settings_store.c: see settings_store.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/settings_store.h"

#include "admin/console.h"

enum err settings_ask(struct db *db)
{
    return db_pipeline_send(
        db,
        "select s.name, s.topic, s.kind, s.title, s.help, case when s.kind <> 'secret' then coalesce(s.value, "
        "s.default_value) end,"
        " s.default_value, umbrella.minute(s.updated_at), u.email, array_to_string(s.choices, ','), s.least, s.most, "
        "s.value is not null, array_to_string(s.labels, '|'), s.is_one_way"
        "  from umbrella.setting s left join umbrella.authentication_user u on u.id = s.updated_by_id order by s.place",
        "");
}

enum err settings_take(struct db *db, struct arena *a, struct console_setting **rows, int *n)
{
    struct db_result r;
    *n = 0;
    enum err e = db_pipeline_next(db, a, &r);
    if (e)
        return e;
    *n = r.rows < SETTINGS_MAX ? r.rows : SETTINGS_MAX;
    *rows = ARENA_ARRAY(a, (size_t)*n + 1, struct console_setting);
    for (int i = 0; i < *n; i++)
        (*rows)[i] = (struct console_setting){
            .name = db_text(&r, i, 0),
            .topic = db_text(&r, i, 1),
            .kind = db_text(&r, i, 2),
            .title = db_text(&r, i, 3),
            .help = db_text(&r, i, 4),
            .value = db_text(&r, i, 5),
            .default_value = db_text(&r, i, 6),
            .changed_at = db_text(&r, i, 7),
            .changed_by = db_text(&r, i, 8),
            .choices = db_text(&r, i, 9),
            .least = db_is_null(&r, i, 10) ? 0 : db_int(&r, i, 10),
            .most = db_is_null(&r, i, 11) ? 0 : db_int(&r, i, 11),
            .is_set = db_bool(&r, i, 12),
            .labels = db_text(&r, i, 13),
            .is_one_way = db_bool(&r, i, 14),
        };
    return OK;
}

enum err settings_change(struct db *db, struct arena *a, const char *sid, const struct setting_change *changes, int n,
                         int *changed)
{
    struct db_result r;
    enum err e = db_begin(db, sid);
    *changed = 0;
    if (e)
        return e;
    for (int i = 0; i < n && !e; i++) {
        e = db_query(db, a, &r, "select umbrella.setting_set($1, $2)", "ss", changes[i].name, changes[i].value);
        *changed += !e && strcmp(db_text(&r, 0, 0), "done") == 0;
    }
    return db_end(db, e);
}
