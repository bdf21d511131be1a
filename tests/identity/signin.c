/* signin.c: tests of src/identity/signin.c, throttle.c and password_link.c in a scratch database (HUB_TEST_DB), with the
 * rights of hub_auth.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "identity/password.h"
#include "identity/signin.h"
#include "identity/throttle.h"
#include "tests/identity/people.h"

static const char right[] = "violet tractor lemon 42";

static struct signin_result try_it(struct people *p, const char *email, const char *password)
{
    struct signin_result r;
    assert_int_equal(
        signin_try(p->db, p->arena, &p->settings, str_of(email), str_of(password), "192.0.2.7", STR("agent"), &r), OK);
    return r;
}

static void assert_recorded(struct people *p, const char *email, const char *reason)
{
    struct db_result r;
    assert_int_equal(db_query(p->owner, p->arena, &r,
                              "select coalesce(failure_reason, 'success'), host(ip_address), user_agent, success"
                              " from umbrella.authentication_loginattempt where email = $1 order by id desc",
                              "s", email),
                     OK);
    assert_true(r.rows > 0);
    assert_string_equal(db_text(&r, 0, 0), reason);
    assert_string_equal(db_text(&r, 0, 1), "192.0.2.7");
    assert_string_equal(db_text(&r, 0, 2), "agent");
}

static void the_right_password_signs_in(void **state)
{
    struct people *p = people_of(state);
    int64_t id = people_add(p, "ada@test.example", "active", right);
    struct signin_result r = try_it(p, " ADA@Test.example ", right);
    assert_int_equal(r.outcome, SIGNIN_OK);
    assert_int_equal(r.session.person.id, id);
    assert_int_equal(strlen(r.token), 64);
    assert_recorded(p, "ADA@Test.example", "success");
    assert_int_equal(people_int(p, "select count(*) from umbrella.throttle where fails > $1", 0), 0); /* given back */
}

/* One hash call, and one and the same answer, whatever the account's state. */
static void a_wrong_password_says_nothing_and_costs_the_same(void **state)
{
    struct people *p = people_of(state);
    static const char *const states[] = {"active",  "pending",     "rejected", "disabled",
                                         "deleted", "no password", "unknown"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        char email[64];
        snprintf(email, sizeof email, "p%zu@test.example", i);
        if (i < 5)
            people_add(p, email, states[i], right);
        else if (i == 5)
            people_add(p, email, "active", NULL);
        unsigned long before = password_hash_calls();
        struct signin_result r = try_it(p, email, "not the password");
        assert_int_equal(password_hash_calls() - before, 1);
        assert_int_equal(r.outcome, SIGNIN_WRONG);
        assert_null(r.reason);
        assert_int_equal(r.retry_s, 0);
        assert_recorded(p, email, i == 6 ? "unknown" : "wrong password");
    }
}

static void the_right_password_tells_why_not(void **state)
{
    struct people *p = people_of(state);
    static const struct {
        const char *status, *recorded;
        enum signin_outcome outcome;
    } cases[] = {{"pending", "pending", SIGNIN_PENDING},
                 {"rejected", "rejected", SIGNIN_REJECTED},
                 {"disabled", "disabled", SIGNIN_DISABLED},
                 {"deleted", "disabled", SIGNIN_DISABLED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char email[64];
        snprintf(email, sizeof email, "p%zu@test.example", i);
        int64_t id = people_add(p, email, cases[i].status, right);
        struct signin_result r = try_it(p, email, right);
        assert_int_equal(r.outcome, cases[i].outcome);
        if (cases[i].outcome == SIGNIN_REJECTED)
            assert_string_equal(r.reason, "no reason");
        assert_recorded(p, email, cases[i].recorded);
        assert_int_equal(
            people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1", id), 0);
    }
}

static void an_account_is_closed_after_its_tickets_known_or_not(void **state)
{
    struct people *p = people_of(state);
    p->settings.signin_account_cap = 2;
    people_add(p, "ada@test.example", "active", right);
    const char *const emails[] = {"ada@test.example", "nobody@test.example"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(try_it(p, emails[i], "wrong").outcome, SIGNIN_WRONG);
        assert_int_equal(try_it(p, emails[i], "wrong").outcome, SIGNIN_WRONG);
        unsigned long before = password_hash_calls();
        struct signin_result r = try_it(p, emails[i], right);
        assert_int_equal(r.outcome, SIGNIN_THROTTLED);
        assert_true(r.retry_s > 800 && r.retry_s <= 900);
        assert_int_equal(password_hash_calls() - before, 0);
        assert_recorded(p, emails[i], "account throttled");
    }
    assert_int_equal(
        db_query(p->owner, p->arena, NULL, "update umbrella.throttle set window_start = now() - interval '15 min'", ""),
        OK);
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK); /* the window is over */
}

static void an_address_is_closed_before_it_uses_up_an_account(void **state)
{
    struct people *p = people_of(state);
    p->settings.signin_address_cap = 1;
    people_add(p, "ada@test.example", "active", right);
    assert_int_equal(try_it(p, "other@test.example", "wrong").outcome, SIGNIN_WRONG);
    for (int i = 0; i < 12; i++)
        assert_int_equal(try_it(p, "ada@test.example", "wrong").outcome, SIGNIN_THROTTLED);
    assert_recorded(p, "ada@test.example", "address throttled");
    p->settings.signin_address_cap = 0; /* no limit */
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK);
}

static void an_address_is_its_network(void **state)
{
    struct people *p = people_of(state);
    unsigned char account[THROTTLE_KEY], again[THROTTLE_KEY], a[THROTTLE_KEY], b[THROTTLE_KEY];
    throttle_keys(p->db, p->arena, STR("Ada@Test.example"), "192.0.2.7", account, a);
    throttle_keys(p->db, p->arena, STR("ada@test.example"), "::ffff:192.0.2.7", again, b);
    assert_memory_equal(account, again, THROTTLE_KEY);
    assert_memory_equal(a, b, THROTTLE_KEY);
    throttle_keys(p->db, p->arena, STR("x"), "192.0.2.8", account, b);
    assert_memory_not_equal(a, b, THROTTLE_KEY);
    assert_memory_not_equal(account, again, THROTTLE_KEY);
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:2:3::4", account, a);
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:2:ffff::5", account, b);
    assert_memory_equal(a, b, THROTTLE_KEY); /* one /64 */
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:3::4", account, b);
    assert_memory_not_equal(a, b, THROTTLE_KEY);
}

static void a_stale_hash_is_made_anew_on_signing_in(void **state)
{
    struct people *p = people_of(state);
    struct db_result r;
    /* "x" under N=2^4, r=8, p=1 and a zero salt; made with python3: hashlib.scrypt(b"x", salt=bytes(16), n=16, r=8, p=1, dklen=32) */
    static const char stale[] = "scrypt$4$8$1$AAAAAAAAAAAAAAAAAAAAAA$5/hQl16itK4tA+PdZzM9RjMorCfrw/L7Su41NiUfEzE";
    people_add(p, "ada@test.example", "active", NULL);
    assert_int_equal(db_query(p->owner, p->arena, NULL,
                              "update umbrella.authentication_user set password = $1 where email = 'ada@test.example'",
                              "s", stale),
                     OK);
    assert_int_equal(try_it(p, "ada@test.example", "y").outcome, SIGNIN_WRONG);
    assert_int_equal(try_it(p, "ada@test.example", "x").outcome, SIGNIN_OK);
    assert_int_equal(db_query(p->owner, p->arena, &r,
                              "select password from umbrella.authentication_user where email = 'ada@test.example'", ""),
                     OK);
    assert_false(password_is_stale(db_text(&r, 0, 0)));
    assert_int_equal(try_it(p, "ada@test.example", "x").outcome, SIGNIN_OK);
}

/* ---- a hundred at once ---- */

enum { RACERS = 100, HASHING_RACERS = 16, CAP = 10 };

struct race {
    pthread_barrier_t start;
    const unsigned char *key;
    const char *link;
    int passed;
    pthread_mutex_t lock;
};

static void passed(struct race *r)
{
    pthread_mutex_lock(&r->lock);
    r->passed++;
    pthread_mutex_unlock(&r->lock);
}

static void *take_ticket(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    int wait = -1;
    enum err e = db_query(db, a, NULL, "set role hub_auth", "");
    pthread_barrier_wait(&race->start);
    if (!e && !throttle_take(db, a, race->key, CAP, 15, &wait) && wait == 0)
        passed(race);
    db_free(db);
    arena_free(a);
    return NULL;
}

/* The obvious way, to show that the race is a race: count, then add. */
static void *take_ticket_naively(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    struct db_result r;
    struct str key = {(const char *)race->key, THROTTLE_KEY};
    enum err e =
        db_query(db, a, &r, "select coalesce((select fails from umbrella.throttle where key = $1), 0)", "b", key);
    pthread_barrier_wait(&race->start);
    if (!e && db_int(&r, 0, 0) < CAP &&
        !db_query(db, a, NULL,
                  "insert into umbrella.throttle as t values ($1, 1, now()) on conflict (key) do update set fails = "
                  "t.fails + 1",
                  "b", key))
        passed(race);
    db_free(db);
    arena_free(a);
    return NULL;
}

static int run_race(struct race *race, int n, void *(*racer)(void *))
{
    pthread_t threads[RACERS];
    race->passed = 0;
    pthread_mutex_init(&race->lock, NULL);
    pthread_barrier_init(&race->start, NULL, (unsigned)n);
    for (int i = 0; i < n; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, racer, race), 0);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&race->start);
    pthread_mutex_destroy(&race->lock);
    return race->passed;
}

static void of_a_hundred_at_once_exactly_the_cap_pass(void **state)
{
    struct people *p = people_of(state);
    unsigned char account[THROTTLE_KEY], address[THROTTLE_KEY];
    struct race race = {.key = account};
    for (int run = 0; run < 3; run++) {
        char email[32];
        snprintf(email, sizeof email, "race%d@test.example", run);
        assert_int_equal(throttle_keys(p->db, p->arena, str_of(email), NULL, account, address), OK);
        assert_int_equal(run_race(&race, RACERS, take_ticket), CAP);
    }
    assert_int_equal(throttle_keys(p->db, p->arena, STR("naive@test.example"), NULL, account, address), OK);
    assert_true(run_race(&race, RACERS, take_ticket_naively) > CAP);
}

/* ---- links ---- */

static void *use_link(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    enum err e = db_query(db, a, NULL, "set role hub_auth", "");
    pthread_barrier_wait(&race->start);
    if (!e && !password_link_use(db, a, str_of(race->link), str_of(right)))
        passed(race);
    db_free(db);
    arena_free(a);
    return NULL;
}

static void a_link_sets_the_password_once_and_ends_sessions(void **state)
{
    struct people *p = people_of(state);
    const char *email, *name;
    char link[SESSION_TOKEN_TEXT], older[SESSION_TOKEN_TEXT];
    int64_t id = people_add(p, "ada@test.example", "active", "the old password 1");
    assert_int_equal(try_it(p, "ada@test.example", "the old password 1").outcome, SIGNIN_OK);
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, older), OK);
    assert_int_equal(password_link_make(p->owner, p->arena, "Ada@test.example", 1, link), OK);
    assert_int_equal(password_link_peek(p->db, p->arena, str_of(older), &email, &name), ERR_NOTFOUND); /* replaced */
    assert_int_equal(password_link_peek(p->db, p->arena, str_of(link), &email, &name), OK);
    assert_string_equal(email, "ada@test.example");
    assert_int_equal(password_link_use(p->db, p->arena, str_of(link), str_of(right)), OK);
    assert_int_equal(password_link_peek(p->db, p->arena, str_of(link), &email, &name), ERR_NOTFOUND);
    assert_int_equal(password_link_use(p->db, p->arena, str_of(link), STR("another password")), ERR_NOTFOUND);
    assert_int_equal(
        people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1 and is_active", id),
        0);
    assert_int_equal(try_it(p, "ada@test.example", "the old password 1").outcome, SIGNIN_WRONG);
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK);
}

static void an_expired_or_guessed_link_is_not_found_and_costs_no_hash(void **state)
{
    struct people *p = people_of(state);
    const char *email, *name;
    char link[SESSION_TOKEN_TEXT];
    people_add(p, "ada@test.example", "active", NULL);
    people_add(p, "bob@test.example", "disabled", NULL);
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, link), OK);
    assert_int_equal(
        db_query(
            p->owner, p->arena, NULL,
            "update umbrella.password_link set created_at = now() - interval '2 h', expires_at = now() - interval '1 h'"
            " where used_at is null",
            ""),
        OK);
    unsigned long before = password_hash_calls();
    assert_int_equal(password_link_use(p->db, p->arena, str_of(link), str_of(right)), ERR_NOTFOUND);
    link[0] = link[0] == '0' ? '1' : '0';
    assert_int_equal(password_link_use(p->db, p->arena, str_of(link), str_of(right)), ERR_NOTFOUND);
    assert_int_equal(password_link_peek(p->db, p->arena, STR("../../etc"), &email, &name), ERR_NOTFOUND);
    assert_int_equal(password_hash_calls() - before, 0);
    assert_int_equal(password_link_make(p->owner, p->arena, "nobody@test.example", 1, link), ERR_NOTFOUND);
    assert_int_equal(password_link_make(p->owner, p->arena, "bob@test.example", 1, link), ERR_NOTFOUND);
}

static void a_link_used_by_many_at_once_works_once(void **state)
{
    struct people *p = people_of(state);
    char link[SESSION_TOKEN_TEXT];
    struct race race = {.link = link};
    people_add(p, "ada@test.example", "active", NULL);
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, link), OK);
    assert_int_equal(run_race(&race, HASHING_RACERS, use_link), 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, people_open, people_close)
    const struct CMUnitTest tests[] = {
        T(the_right_password_signs_in),
        T(a_wrong_password_says_nothing_and_costs_the_same),
        T(the_right_password_tells_why_not),
        T(an_account_is_closed_after_its_tickets_known_or_not),
        T(an_address_is_closed_before_it_uses_up_an_account),
        T(an_address_is_its_network),
        T(a_stale_hash_is_made_anew_on_signing_in),
        T(of_a_hundred_at_once_exactly_the_cap_pass),
        T(a_link_sets_the_password_once_and_ends_sessions),
        T(an_expired_or_guessed_link_is_not_found_and_costs_no_hash),
        T(a_link_used_by_many_at_once_works_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
