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

static struct signin_result try_from(struct people *p, const char *device, const char *email, const char *password)
{
    struct signin_result r;
    const struct signin_client client = {.device = str_of(device), .ip = "192.0.2.7", .agent = STR("agent")};
    assert_int_equal(signin_try(p->db, p->arena, &p->settings, &client, str_of(email), str_of(password), &r), OK);
    return r;
}

static struct signin_result try_it(struct people *p, const char *email, const char *password)
{
    return try_from(p, "", email, password);
}

static void run_sql(struct people *p, const char *sql)
{
    assert_int_equal(db_query(p->owner, p->arena, NULL, sql, ""), OK);
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
                 {"deleted for good", "deleted", SIGNIN_DISABLED},
                 {"deleted", "deleted", SIGNIN_RESTORE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char email[64];
        snprintf(email, sizeof email, "p%zu@test.example", i);
        bool is_final = !strcmp(cases[i].status, "deleted for good");
        int64_t id = people_add(p, email, is_final ? "deleted" : cases[i].status, right);
        if (is_final)
            run_sql(p, "update umbrella.authentication_user set deleted_at = now() - interval '31 days' where status = "
                       "'deleted'");
        unsigned long before = password_hash_calls();
        struct signin_result r = try_it(p, email, right);
        assert_int_equal(password_hash_calls() - before, 1);
        assert_int_equal(r.outcome, cases[i].outcome);
        if (cases[i].outcome == SIGNIN_REJECTED)
            assert_string_equal(r.reason, "no reason");
        assert_recorded(p, email, cases[i].recorded);
        assert_int_equal(
            people_int(p, "select count(*) from umbrella.authentication_usersession where user_id = $1", id), 0);
    }
}

/* The answer to a wrong password, to the last byte, and without a hash call. */
static void assert_closed(struct people *p, const char *email)
{
    static const struct signin_result wrong = {.outcome = SIGNIN_WRONG};
    unsigned long before = password_hash_calls();
    struct signin_result r = try_it(p, email, right);
    assert_int_equal(password_hash_calls() - before, 0);
    assert_memory_equal(&r, &wrong, sizeof r);
    assert_recorded(p, email, "account throttled");
}

static void an_account_is_closed_after_its_tickets_known_or_not(void **state)
{
    struct people *p = people_of(state);
    p->settings.signin_account_cap = 2;
    people_add(p, "ada@test.example", "active", right);
    people_add(p, "bob@test.example", "disabled", right);
    const char *const emails[] = {"ada@test.example", "bob@test.example", "nobody@test.example"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(try_it(p, emails[i], "wrong").outcome, SIGNIN_WRONG);
        assert_int_equal(try_it(p, emails[i], "wrong").outcome, SIGNIN_WRONG);
        assert_closed(p, emails[i]);
    }
    run_sql(p, "update umbrella.throttle set window_end = now()");
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK); /* the window is over */
}

static int take_one(struct people *p, const struct throttle_keys *k, int longest)
{
    int wait = -1;
    assert_int_equal(throttle_take(p->db, p->arena, k->account, 1, 15, longest, &wait), OK);
    return wait;
}

static void a_window_used_up_again_and_again_doubles_up_to_an_hour(void **state)
{
    struct people *p = people_of(state);
    struct throttle_keys k;
    throttle_keys(p->db, p->arena, STR("ada@test.example"), NULL, STR(""), &k);
    static const int minutes[] = {15, 30, 60, 60, 60};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        assert_int_equal(take_one(p, &k, 60), 0); /* never closed for good */
        for (int again = 0; again < 3; again++)   /* and being refused prolongs nothing */
            assert_in_range(take_one(p, &k, 60), minutes[i] * 60 - 30, minutes[i] * 60);
        run_sql(p, "update umbrella.throttle set window_end = now()");
    }
    assert_int_equal(take_one(p, &k, 60), 0);
    assert_int_equal(throttle_give_back(p->db, p->arena, k.account), OK); /* a window that was not used up */
    run_sql(p, "update umbrella.throttle set window_end = now()");
    assert_int_equal(take_one(p, &k, 60), 0);
    assert_in_range(take_one(p, &k, 60), 870, 900);
    run_sql(p, "update umbrella.throttle set window_end = now()");
    assert_int_equal(throttle_clear(p->db, p->arena, k.account), OK);
    assert_int_equal(take_one(p, &k, 15), 0);
    run_sql(p, "update umbrella.throttle set window_end = now()");
    assert_int_equal(take_one(p, &k, 15), 0);
    assert_in_range(take_one(p, &k, 15), 870, 900); /* where 15 minutes are the longest, as for addresses */
}

static void a_known_device_has_tickets_of_its_own(void **state)
{
    struct people *p = people_of(state);
    char device[DEVICE_TEXT], forged[DEVICE_TEXT];
    people_add(p, "ada@test.example", "active", right);
    people_add(p, "bob@test.example", "active", right);
    memcpy(device, try_it(p, "ada@test.example", right).device, sizeof device);
    assert_int_equal(strlen(device), DEVICE_TEXT - 1);
    memcpy(forged, device, sizeof forged);
    forged[40] = forged[40] == '0' ? '1' : '0';
    p->settings.signin_account_cap = 1;
    for (int i = 0; i < 2; i++)
        try_it(p, "ada@test.example", "wrong");
    assert_closed(p, "ada@test.example");
    assert_int_equal(try_from(p, forged, "ada@test.example", right).outcome, SIGNIN_WRONG);
    struct signin_result r = try_from(p, device, "ADA@test.example", right);
    assert_int_equal(r.outcome, SIGNIN_OK);
    assert_string_equal(r.device, device); /* it keeps its number */
    /* its own tickets end, too, and strangers' do not with them */
    run_sql(p, "delete from umbrella.throttle");
    assert_int_equal(try_from(p, device, "ada@test.example", "wrong").outcome, SIGNIN_WRONG);
    assert_int_equal(try_from(p, device, "ada@test.example", right).outcome, SIGNIN_WRONG);
    assert_recorded(p, "ada@test.example", "account throttled");
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK);
    /* and for another account it is a stranger */
    try_it(p, "bob@test.example", "wrong");
    assert_int_equal(try_from(p, device, "bob@test.example", right).outcome, SIGNIN_WRONG);
    assert_recorded(p, "bob@test.example", "account throttled");
}

static const char failures[] = "select failed_signins from umbrella.authentication_user where id = $1";

static void a_hundred_failures_in_a_row_end_passwords_but_not_on_known_devices(void **state)
{
    struct people *p = people_of(state);
    char device[DEVICE_TEXT], link[SESSION_TOKEN_TEXT];
    p->settings.signin_account_cap = p->settings.signin_address_cap = 0;
    int64_t id = people_add(p, "ada@test.example", "active", right);
    memcpy(device, try_it(p, "ada@test.example", right).device, sizeof device);
    assert_int_equal(try_it(p, "ada@test.example", "wrong").outcome, SIGNIN_WRONG);
    assert_int_equal(people_int(p, failures, id), 1);
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK);
    assert_int_equal(people_int(p, failures, id), 0); /* in a row, that is */

    run_sql(p, "update umbrella.authentication_user set failed_signins = 99 where email = 'ada@test.example'");
    assert_int_equal(try_it(p, "ada@test.example", "wrong").outcome, SIGNIN_WRONG); /* the hundredth */
    assert_recorded(p, "ada@test.example", "wrong password");
    for (int i = 0; i < 2; i++) {
        static const struct signin_result wrong = {.outcome = SIGNIN_WRONG};
        unsigned long before = password_hash_calls();
        struct signin_result r = try_it(p, "ada@test.example", right);
        assert_memory_equal(&r, &wrong, sizeof r);
        assert_int_equal(password_hash_calls() - before, 1); /* like a wrong password */
        assert_recorded(p, "ada@test.example", "too many failures");
    }
    assert_int_equal(try_from(p, device, "ada@test.example", right).outcome, SIGNIN_OK);
    assert_int_equal(people_int(p, failures, id), 0);

    run_sql(p, "update umbrella.authentication_user set failed_signins = 200 where email = 'ada@test.example'");
    assert_int_equal(try_from(p, device, "ada@test.example", right).outcome, SIGNIN_WRONG);
    assert_recorded(p, "ada@test.example", "too many failures");
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, link), OK);
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), str_of(right)), OK);
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_OK);
}

static void a_new_password_opens_a_closed_account(void **state)
{
    struct people *p = people_of(state);
    char link[SESSION_TOKEN_TEXT];
    p->settings.signin_account_cap = 1;
    people_add(p, "ada@test.example", "active", right);
    try_it(p, "ada@test.example", "wrong");
    assert_closed(p, "ada@test.example");
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, link), OK);
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), STR("another good password")), OK);
    assert_int_equal(try_it(p, "ada@test.example", "another good password").outcome, SIGNIN_OK);
}

static void the_right_password_of_a_pending_account_is_no_failure(void **state)
{
    struct people *p = people_of(state);
    int64_t id = people_add(p, "ada@test.example", "pending", right);
    assert_int_equal(try_it(p, "ada@test.example", "wrong").outcome, SIGNIN_WRONG);
    assert_int_equal(try_it(p, "ada@test.example", right).outcome, SIGNIN_PENDING);
    assert_int_equal(people_int(p, failures, id), 0);
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
    struct throttle_keys a, b;
    throttle_keys(p->db, p->arena, STR("Ada@Test.example"), "192.0.2.7", STR(""), &a);
    throttle_keys(p->db, p->arena, STR("ada@test.example"), "::ffff:192.0.2.7", STR(""), &b);
    assert_memory_equal(a.account, b.account, THROTTLE_KEY);
    assert_memory_equal(a.address, b.address, THROTTLE_KEY);
    throttle_keys(p->db, p->arena, STR("x"), "192.0.2.8", STR(""), &b);
    assert_memory_not_equal(a.address, b.address, THROTTLE_KEY);
    assert_memory_not_equal(a.account, b.account, THROTTLE_KEY);
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:2:3::4", STR(""), &a);
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:2:ffff::5", STR(""), &b);
    assert_memory_equal(a.address, b.address, THROTTLE_KEY); /* one /64 */
    throttle_keys(p->db, p->arena, STR("x"), "2001:db8:1:3::4", STR(""), &b);
    assert_memory_not_equal(a.address, b.address, THROTTLE_KEY);
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

/* With time for whoever comes before. */
static enum err connect_as_auth(struct db *db, struct arena *a)
{
    db_set_unhurried(db);
    return db_query(db, a, NULL, "set role hub_auth", "");
}

static void *take_ticket(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    int wait = -1;
    enum err e = connect_as_auth(db, a);
    pthread_barrier_wait(&race->start);
    if (!e && !throttle_take(db, a, race->key, CAP, 15, 60, &wait) && wait == 0)
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
                  "insert into umbrella.throttle as t values ($1, 1, 0, now()) on conflict (key) do update set fails = "
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
    struct throttle_keys keys;
    struct race race = {.key = keys.account};
    for (int run = 0; run < 3; run++) {
        char email[32];
        snprintf(email, sizeof email, "race%d@test.example", run);
        assert_int_equal(throttle_keys(p->db, p->arena, str_of(email), NULL, STR(""), &keys), OK);
        assert_int_equal(run_race(&race, RACERS, take_ticket), CAP);
    }
    assert_int_equal(throttle_keys(p->db, p->arena, STR("naive@test.example"), NULL, STR(""), &keys), OK);
    assert_true(run_race(&race, RACERS, take_ticket_naively) > CAP);
}

static void *try_wrong(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    const struct hub_settings no_caps = {.signin_window_minutes = 15};
    const struct signin_client client = {0};
    struct signin_result r;
    enum err e = connect_as_auth(db, a);
    pthread_barrier_wait(&race->start);
    if (!e && !signin_try(db, a, &no_caps, &client, STR("ada@test.example"), STR("wrong"), &r) &&
        r.outcome == SIGNIN_WRONG)
        passed(race);
    db_free(db);
    arena_free(a);
    return NULL;
}

static void of_many_at_once_none_is_tried_beyond_the_hundredth(void **state)
{
    struct people *p = people_of(state);
    struct race race = {0};
    int64_t id = people_add(p, "ada@test.example", "active", right);
    run_sql(p, "update umbrella.authentication_user set failed_signins = 95 where email = 'ada@test.example'");
    assert_int_equal(run_race(&race, HASHING_RACERS, try_wrong), HASHING_RACERS);
    static const char tried[] = "select count(*) from umbrella.authentication_loginattempt where user_id = $1 and "
                                "failure_reason = 'wrong password'";
    assert_int_equal(people_int(p, tried, id), 5);
    assert_int_equal(people_int(p, failures, id), 101);
}

/* ---- links ---- */

static void *use_link(void *arg)
{
    struct race *race = arg;
    struct arena *a = arena_new();
    struct db *db = db_new(getenv("HUB_TEST_DB"), NULL);
    enum err e = connect_as_auth(db, a);
    pthread_barrier_wait(&race->start);
    if (!e && !password_link_use(db, a, &(struct hub_settings){.site_name = "Hub", .origin = "https://hub.test"},
                                 str_of(race->link), str_of(right)))
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
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), str_of(right)), OK);
    assert_int_equal(password_link_peek(p->db, p->arena, str_of(link), &email, &name), ERR_NOTFOUND);
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), STR("another password")),
                     ERR_NOTFOUND);
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
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), str_of(right)), ERR_NOTFOUND);
    link[0] = link[0] == '0' ? '1' : '0';
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, str_of(link), str_of(right)), ERR_NOTFOUND);
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

/* ---- a new password while somebody signs in with the old one ---- */

struct waiting {
    struct people *people;
    struct db *db;
    const char *link; /* NULL: sign in */
    enum err e;
    struct signin_result result;
};

static void *sign_in_or_use_link(void *arg)
{
    struct waiting *w = arg;
    struct arena *a = arena_new();
    const struct signin_client client = {0};
    w->e = w->link ? password_link_use(w->db, a, &w->people->settings, str_of(w->link), STR("another good password"))
                   : signin_try(w->db, a, &w->people->settings, &client, STR("ada@test.example"), str_of(right),
                                &w->result);
    arena_free(a);
    return NULL;
}

/* Let it run until it waits for a row that the test holds. */
static void start_waiting(struct waiting *w, pthread_t *thread)
{
    static const char n[] = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and $1 > 0 and"
                            " datname = current_database()";
    struct db *watch = db_new(getenv("HUB_TEST_DB"), NULL);
    db_set_unhurried(watch);
    struct db_result r = {0};
    assert_int_equal(pthread_create(thread, NULL, sign_in_or_use_link, w), 0);
    do
        assert_int_equal(db_query(watch, w->people->arena, &r, n, "i", (int64_t)1), OK);
    while (db_int(&r, 0, 0) == 0);
    db_free(watch);
}

static void no_session_outlives_a_new_password(void **state)
{
    struct people *p = people_of(state);
    static const char live[] =
        "select count(*) from umbrella.authentication_usersession where user_id = $1 and is_active";
    static const char begin[] =
        "update umbrella.authentication_user set login_count = 0 where email = 'ada@test.example'";
    int64_t id = people_add(p, "ada@test.example", "active", right);
    char link[SESSION_TOKEN_TEXT];
    struct waiting w = {.people = p, .db = db_new(getenv("HUB_TEST_DB"), NULL), .link = link};
    pthread_t thread;
    assert_int_equal(connect_as_auth(w.db, p->arena), OK);

    /* the sign-in first: its session is there before the link's transaction can go on */
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, link), OK);
    assert_int_equal(db_begin(p->owner, NULL), OK);
    run_sql(p, begin);
    start_waiting(&w, &thread);
    run_sql(p, "insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, idle_ttl, abs_expires)"
               " select id, sha256('a'), sha256('b'), '1 hour', now() + interval '1 hour'"
               " from umbrella.authentication_user where email = 'ada@test.example'");
    assert_int_equal(db_commit(p->owner), OK);
    pthread_join(thread, NULL);
    assert_int_equal(w.e, OK);
    assert_int_equal(people_int(p, live, id), 0);

    /* the new password first: the sign-in had found the old one right */
    char stored[PASSWORD_HASH_TEXT];
    assert_true(password_hash(str_of(right), stored));
    static const char set[] = "update umbrella.authentication_user set password = $1 where email = 'ada@test.example'";
    assert_int_equal(db_query(p->owner, p->arena, NULL, set, "s", stored), OK);
    w.link = NULL;
    assert_int_equal(db_begin(p->owner, NULL), OK);
    run_sql(p, "lock table umbrella.authentication_loginattempt in exclusive mode");
    start_waiting(&w, &thread);
    assert_int_equal(db_query(p->owner, p->arena, NULL, set, "s", "changed"), OK);
    assert_int_equal(db_commit(p->owner), OK);
    pthread_join(thread, NULL);
    assert_int_equal(w.e, OK);
    assert_int_equal(w.result.outcome, SIGNIN_WRONG);
    assert_string_equal(w.result.token, "");
    assert_int_equal(people_int(p, live, id), 0);
    static const char ended[] = "select count(*) from umbrella.authentication_usersession where user_id = $1 and"
                                " revoked_why = 'password changed'";
    assert_int_equal(people_int(p, ended, id), 2); /* it had begun */
    db_free(w.db);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, people_open, people_close)
    const struct CMUnitTest tests[] = {
        T(the_right_password_signs_in),
        T(a_wrong_password_says_nothing_and_costs_the_same),
        T(the_right_password_tells_why_not),
        T(an_account_is_closed_after_its_tickets_known_or_not),
        T(a_window_used_up_again_and_again_doubles_up_to_an_hour),
        T(a_known_device_has_tickets_of_its_own),
        T(a_hundred_failures_in_a_row_end_passwords_but_not_on_known_devices),
        T(a_new_password_opens_a_closed_account),
        T(the_right_password_of_a_pending_account_is_no_failure),
        T(an_address_is_closed_before_it_uses_up_an_account),
        T(an_address_is_its_network),
        T(a_stale_hash_is_made_anew_on_signing_in),
        T(of_a_hundred_at_once_exactly_the_cap_pass),
        T(of_many_at_once_none_is_tried_beyond_the_hundredth),
        T(a_link_sets_the_password_once_and_ends_sessions),
        T(an_expired_or_guessed_link_is_not_found_and_costs_no_hash),
        T(a_link_used_by_many_at_once_works_once),
        T(no_session_outlives_a_new_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
