/* session.c: tests of src/identity/session.c: cookies, form tokens, and sessions in a scratch database (HUB_TEST_DB).
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <pthread.h>
#include <stdlib.h>

#include "identity/session.h"
#include "tests/identity/people.h"

static const char token_text[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

static void a_cookie_becomes_the_hash_of_its_token(void **state)
{
    (void)state;
    struct session s;
    assert_true(session_from_cookie(&s, str_of(token_text)));
    /* sha256 of the bytes 00 to 1f, by sha256sum */
    assert_string_equal(s.sid, "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
    assert_true(s.had_cookie);
    assert_int_equal(s.person.id, 0);
}

static void what_is_no_token_is_no_session(void **state)
{
    (void)state;
    struct session s;
    static const char *const bad[] = {"", "00", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                                      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(session_from_cookie(&s, str_of(bad[i])));
        assert_string_equal(s.sid, "");
        assert_int_equal(s.had_cookie, i > 0);
    }
}

static void a_form_token_fits_its_session_only(void **state)
{
    (void)state;
    struct session a, b;
    char first[CSRF_TEXT], second[CSRF_TEXT];
    session_anonymous(&a, str_of(token_text));
    session_anonymous(&b, str_of("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    csrf_token(&a, first);
    csrf_token(&a, second);
    assert_int_equal(strlen(first), CSRF_TEXT - 1);
    assert_string_not_equal(first, second); /* masked anew */
    assert_true(csrf_check(&a, str_of(first)));
    assert_true(csrf_check(&a, str_of(second)));
    assert_false(csrf_check(&b, str_of(first)));
    for (int i = 0; i < CSRF_TEXT - 1; i++) {
        char changed[CSRF_TEXT];
        memcpy(changed, first, sizeof changed);
        changed[i] = changed[i] == '0' ? '1' : '0';
        assert_false(csrf_check(&a, str_of(changed)));
    }
    assert_false(csrf_check(&a, (struct str){first, CSRF_TEXT - 3}));
    assert_false(csrf_check(&a, STR("")));
}

static void nobody_can_make_a_form_token_without_a_session(void **state)
{
    (void)state;
    struct session s = {0};
    char token[CSRF_TEXT];
    csrf_token(&s, token);
    assert_false(csrf_check(&s, str_of(token)));
    assert_true(session_from_cookie(&s, str_of(token_text))); /* a cookie that no database has confirmed */
    csrf_token(&s, token);
    assert_false(csrf_check(&s, str_of(token)));
    session_anonymous(&s, STR("no token"));
    csrf_token(&s, token);
    assert_false(csrf_check(&s, str_of(token)));
}

static void agents_and_addresses_are_cut_to_what_may_be_stored(void **state)
{
    (void)state;
    char agent[402];
    memset(agent, 'a', sizeof agent);
    assert_int_equal(session_agent((struct str){agent, sizeof agent}).n, 400);
    memcpy(agent + 399, "\xc3\xa9", 2); /* a letter of two bytes across the cut */
    assert_int_equal(session_agent((struct str){agent, sizeof agent}).n, 399);
    assert_int_equal(session_agent(STR("bad \xff")).n, 0);
    assert_string_equal(session_address("192.0.2.7"), "192.0.2.7");
    assert_string_equal(session_address("2001:db8::1"), "2001:db8::1");
    assert_null(session_address("unix:"));
    assert_null(session_address("192.0.2.7/8"));
    assert_null(session_address(NULL));
}

static bool is_live(struct people *p, const char *token)
{
    struct session s;
    struct db_result r;
    assert_true(session_from_cookie(&s, str_of(token)));
    assert_int_equal(db_query(p->db, p->arena, &r, session_open_sql, "sts", s.sid, true, NULL), OK);
    session_fill(&s, &r);
    assert_int_equal(s.had_cookie, s.person.id == 0);
    return s.person.id != 0;
}

static void start_session(struct people *p, int64_t person, char token[SESSION_TOKEN_TEXT])
{
    struct session s;
    assert_int_equal(session_start(p->db, p->arena, &p->settings, person, 1, "192.0.2.7", STR("agent"), &s, token), OK);
    assert_int_equal(s.person.id, person);
}

static void a_session_tells_who_it_is(void **state)
{
    struct people *p = people_of(state);
    struct session s, again;
    struct db_result r;
    char token[SESSION_TOKEN_TEXT], form[CSRF_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    assert_int_equal(session_start(p->db, p->arena, &p->settings, id, 1, "192.0.2.7", STR("agent"), &s, token), OK);
    assert_true(session_from_cookie(&again, str_of(token)));
    assert_string_equal(again.sid, s.sid);
    assert_int_equal(db_query(p->db, p->arena, &r, session_open_sql, "sts", again.sid, true, NULL), OK);
    session_fill(&again, &r);
    assert_int_equal(again.person.id, id);
    assert_string_equal(again.person.email, "ada@test.example");
    assert_string_equal(again.person.name, "ada@test.example"); /* no names given */
    assert_int_equal(again.person.role, ROLE_ANALYST);
    assert_int_equal(again.person.aal, 1);
    assert_string_equal(again.person.theme, "auto");
    csrf_token(&s, form);
    assert_true(csrf_check(&again, str_of(form)));
    assert_int_equal(people_int(p, "select login_count from umbrella.authentication_user where id = $1", id), 1);
}

static void a_session_ends_by_word_by_idling_and_by_age(void **state)
{
    struct people *p = people_of(state);
    struct session s;
    char token[SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    static const char *const endings[] = {
        "update umbrella.authentication_usersession set last_activity = now() - interval '31 min' where user_id = $1",
        "update umbrella.authentication_usersession set created_at = now() - interval '13 h',"
        " abs_expires = now() - interval '1 s' where user_id = $1",
        "update umbrella.authentication_user set status = 'disabled' where id = $1",
    };
    start_session(p, id, token);
    session_from_cookie(&s, str_of(token));
    assert_int_equal(session_end(p->db, p->arena, &s, "signed out"), OK);
    assert_false(is_live(p, token));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        start_session(p, id, token);
        assert_true(is_live(p, token));
        assert_int_equal(db_query(p->owner, p->arena, NULL, endings[i], "i", id), OK);
        assert_false(is_live(p, token));
    }
    struct session refused;
    assert_int_equal(session_start(p->db, p->arena, &p->settings, id, 1, NULL, STR(""), &refused, token),
                     ERR_FORBIDDEN);
}

static void staff_sessions_are_shorter(void **state)
{
    struct people *p = people_of(state);
    char token[SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    static const char minutes[] =
        "select (extract(epoch from idle_ttl) / 60 + extract(epoch from abs_expires - created_at) / 36)::int"
        " from umbrella.authentication_usersession where user_id = $1 order by id desc limit 1";
    start_session(p, id, token);
    assert_int_equal(people_int(p, minutes, id), 30 + 1200);
    db_query(p->owner, p->arena, NULL, "update umbrella.authentication_user set is_staff = true where id = $1", "i",
             id);
    start_session(p, id, token);
    assert_int_equal(people_int(p, minutes, id), 10 + 400);
}

static void the_oldest_beyond_ten_are_ended(void **state)
{
    struct people *p = people_of(state);
    char tokens[12][SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    for (int i = 0; i < 12; i++)
        start_session(p, id, tokens[i]);
    for (int i = 0; i < 12; i++)
        assert_int_equal(is_live(p, tokens[i]), i >= 2);
}

struct starts {
    const struct people *people;
    int64_t person;
};

static void *start_ten(void *arg)
{
    const struct starts *s = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    struct session made;
    char token[SESSION_TOKEN_TEXT];
    db_set_unhurried(db); /* they wait for each other */
    for (int i = 0; i < 10; i++)
        session_start(db, a, &s->people->settings, s->person, 1, "192.0.2.7", STR("agent"), &made, token);
    db_free(db);
    arena_free(a);
    return NULL;
}

static void ten_remain_when_many_sign_in_at_once(void **state)
{
    struct people *p = people_of(state);
    enum { THREADS = 10 };
    pthread_t threads[THREADS];
    struct starts s = {p, people_add(p, "ada@test.example", "active", "x")};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, start_ten, &s), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(
        people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1", s.person),
        10 * THREADS);
    assert_int_equal(
        people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1 and is_active",
                   s.person),
        10);
}

/* Neither a token that somebody made up, nor one that was a session once, becomes one. */
static void a_token_that_is_no_session_stays_none(void **state)
{
    struct people *p = people_of(state);
    char token[SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    assert_false(is_live(p, token_text));
    start_session(p, id, token);
    assert_string_not_equal(token, token_text);
    assert_false(is_live(p, token_text));
    assert_int_equal(people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1", id),
                     1);
}

/* Times are compared in the database: the settings of the session's own start hold, to the second. */
static void limits_are_exact_and_staff_have_theirs(void **state)
{
    struct people *p = people_of(state);
    char token[SESSION_TOKEN_TEXT];
    static const struct {
        bool is_staff;
        double idle_s, age_s;
    } limits[] = {{false, 30 * 60, 12 * 3600}, {true, 10 * 60, 4 * 3600}};
    static const char idle[] = "update umbrella.authentication_usersession set last_activity = now() - "
                               "make_interval(secs => $2) where user_id = $1 and is_active";
    static const char age[] = "update umbrella.authentication_usersession set abs_expires = abs_expires - "
                              "make_interval(secs => $2), created_at = created_at - make_interval(secs => $2)"
                              " where user_id = $1 and is_active";
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_query(p->owner, p->arena, NULL,
                                  "update umbrella.authentication_user set is_staff = $2 where id = $1", "it", id,
                                  (int)limits[i].is_staff),
                         OK);
        for (int late = 0; late < 2; late++) {
            start_session(p, id, token);
            assert_int_equal(db_query(p->owner, p->arena, NULL, idle, "id", id, limits[i].idle_s + (late ? 0 : -20)),
                             OK);
            assert_int_equal(is_live(p, token), !late);
            start_session(p, id, token);
            assert_int_equal(db_query(p->owner, p->arena, NULL, age, "id", id, limits[i].age_s + (late ? 0 : -20)), OK);
            assert_int_equal(is_live(p, token), !late);
        }
    }
}

static void activity_is_written_at_most_once_a_minute(void **state)
{
    struct people *p = people_of(state);
    char token[SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "x");
    static const char age[] = "select extract(epoch from now() - last_activity)::int from "
                              "umbrella.authentication_usersession where user_id = $1";
    start_session(p, id, token);
    static const char older[] = "update umbrella.authentication_usersession set last_activity = now() - "
                                "make_interval(secs => $2) where user_id = $1";
    assert_int_equal(db_query(p->owner, p->arena, NULL, older, "id", id, 30.0), OK);
    assert_true(is_live(p, token));
    assert_true(people_int(p, age, id) >= 30);
    assert_int_equal(db_query(p->owner, p->arena, NULL, older, "id", id, 90.0), OK);
    assert_true(is_live(p, token));
    assert_true(people_int(p, age, id) < 60);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, people_open, people_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cookie_becomes_the_hash_of_its_token),
        cmocka_unit_test(what_is_no_token_is_no_session),
        cmocka_unit_test(a_form_token_fits_its_session_only),
        cmocka_unit_test(nobody_can_make_a_form_token_without_a_session),
        cmocka_unit_test(agents_and_addresses_are_cut_to_what_may_be_stored),
        T(a_session_tells_who_it_is),
        T(a_session_ends_by_word_by_idling_and_by_age),
        T(staff_sessions_are_shorter),
        T(the_oldest_beyond_ten_are_ended),
        T(ten_remain_when_many_sign_in_at_once),
        T(a_token_that_is_no_session_stays_none),
        T(limits_are_exact_and_staff_have_theirs),
        T(activity_is_written_at_most_once_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
