/* people.c: see people.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdlib.h>

#include "identity/password.h"
#include "tests/identity/people.h"

static void forget_people(struct people *p)
{
    assert_int_equal(db_query(p->owner, p->arena, NULL,
                              "delete from umbrella.authentication_user where email like '%@test.example'", ""),
                     OK);
    assert_int_equal(
        db_query(p->owner, p->arena, NULL, "delete from ops.outbox where to_address like '%@test.example'", ""), OK);
    assert_int_equal(db_query(p->owner, p->arena, NULL, "delete from umbrella.throttle", ""), OK);
    assert_int_equal(db_query(p->owner, p->arena, NULL, "delete from umbrella.authentication_loginattempt", ""), OK);
}

int people_open(void **state)
{
    const char *conninfo = getenv("HUB_TEST_DB");
    *state = NULL;
    if (!conninfo)
        return 0;
    struct people *p = calloc(1, sizeof *p);
    p->arena = arena_new();
    p->owner = db_new(conninfo, NULL);
    p->db = db_new(conninfo, NULL);
    db_set_unhurried(p->owner); /* a busy machine may need longer for a statement than a page would wait */
    db_set_unhurried(p->db);
    p->settings = (struct hub_settings){.site_name = "Hub",
                                        .origin = "https://hub.test",
                                        .session_idle_minutes = 30,
                                        .session_hours = 12,
                                        .staff_idle_minutes = 10,
                                        .staff_session_hours = 4,
                                        .signin_account_cap = 10,
                                        .signin_address_cap = 30,
                                        .signin_window_minutes = 15,
                                        .code_cap = 5,
                                        .code_account_cap = 20};
    assert_int_equal(db_query(p->db, p->arena, NULL, "set role hub_auth", ""), OK);
    forget_people(p);
    *state = p;
    return 0;
}

int people_close(void **state)
{
    struct people *p = *state;
    if (!p)
        return 0;
    forget_people(p);
    db_free(p->db);
    db_free(p->owner);
    arena_free(p->arena);
    free(p);
    return 0;
}

struct people *people_of(void **state)
{
    if (!*state)
        skip();
    return *state;
}

int64_t people_add(struct people *p, const char *email, const char *status, const char *password)
{
    struct db_result r;
    char stored[PASSWORD_HASH_TEXT] = "!";
    if (password)
        assert_true(password_hash(str_of(password), stored));
    assert_int_equal(
        db_query(p->owner, p->arena, &r,
                 "insert into umbrella.authentication_user (username, email, password, status, role, deleted_at,"
                 " rejection_reason) values ($1, $1, $2, $3, 'analyst',"
                 " case when $3 = 'deleted' then now() end, case when $3 = 'rejected' then 'no reason' else '' end)"
                 " returning id",
                 "sss", email, stored, status),
        OK);
    return db_int(&r, 0, 0);
}

int64_t people_int(struct people *p, const char *sql, int64_t parameter)
{
    struct db_result r;
    assert_int_equal(db_query(p->owner, p->arena, &r, sql, "i", parameter), OK);
    assert_int_equal(r.rows, 1);
    return db_int(&r, 0, 0);
}
