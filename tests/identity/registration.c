/* registration.c: tests of src/identity/registration.c in a scratch database (HUB_TEST_DB), with the rights of hub_auth and, for
 * the mail of a reset, of hub_jobs: hash calls, tickets, links. What people see is in tests/http/registration.mjs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include "identity/password.h"
#include "identity/registration.h"
#include "identity/signin.h"
#include "identity/token.h"
#include "tests/identity/people.h"

static const struct registration ada = {.email = STR("ada@test.example"),
                                        .first_name = STR("Ada"),
                                        .last_name = STR("Test"),
                                        .password = STR("violet tractor lemon 42"),
                                        .ip = "192.0.2.7"};

static void run_sql(struct people *p, const char *sql)
{
    assert_int_equal(db_query(p->owner, p->arena, NULL, sql, ""), OK);
}

static void set_mode(struct people *p, const char *mode)
{
    assert_int_equal(db_query(p->owner, p->arena, NULL,
                              "update umbrella.setting set value = $1 where name = 'registration_mode'", "s", mode),
                     OK);
}

static int64_t count(struct people *p, const char *sql)
{
    return people_int(p, sql, 0);
}
#define MAILS(kind) count(p, "select count(*) from ops.outbox where kind = '" kind "' and $1::bigint = 0")
#define LINKS(what) count(p, "select count(*) from umbrella.password_link where " what " and $1::bigint = 0")

static int wait_of_registering(struct people *p, const struct registration *who, unsigned long hashes)
{
    unsigned long before = password_hash_calls();
    int wait_s;
    assert_int_equal(registration_try(p->db, p->arena, &p->settings, who, &wait_s), OK);
    assert_int_equal(password_hash_calls() - before, hashes);
    return wait_s;
}

static void a_known_address_costs_the_same_hash_call_as_an_unknown_one(void **state)
{
    struct people *p = people_of(state);
    set_mode(p, "open");
    assert_int_equal(wait_of_registering(p, &ada, 1), 0);
    assert_int_equal(wait_of_registering(p, &ada, 1), 0);
    assert_int_equal(MAILS("registered"), 1);
    assert_int_equal(MAILS("member-already"), 1);
}

static void without_a_ticket_nothing_is_hashed_or_made(void **state)
{
    struct people *p = people_of(state);
    struct registration who = ada;
    set_mode(p, "open");
    p->settings.register_address_cap = 1;
    assert_int_equal(wait_of_registering(p, &who, 1), 0);
    who.email = STR("bob@test.example");
    assert_in_range(wait_of_registering(p, &who, 0), 3000, 3600);
    assert_int_equal(people_int(p,
                                "select count(*) from umbrella.authentication_user where lower(email) = "
                                "'bob@test.example' and $1::bigint = 0",
                                0),
                     0);
    who.ip = "192.0.2.8";
    assert_int_equal(wait_of_registering(p, &who, 1), 0);
}

static void while_registration_is_not_open_nothing_is_hashed(void **state)
{
    struct people *p = people_of(state);
    int wait_s;
    unsigned long before = password_hash_calls();
    set_mode(p, "invitation");
    assert_int_equal(registration_try(p->db, p->arena, &p->settings, &ada, &wait_s), ERR_FORBIDDEN);
    assert_int_equal(password_hash_calls() - before, 0);
}

static void an_invitation_that_cannot_be_claimed_costs_no_hash(void **state)
{
    struct people *p = people_of(state);
    char token[TOKEN_TEXT];
    unsigned char hash[TOKEN_HASH];
    enum invited_state got;
    bool is_approved;
    int wait_s;
    token_make(token, hash);
    assert_int_equal(db_query(p->owner, p->arena, NULL,
                              "insert into umbrella.authentication_invitetoken (email, token, invite_type, expires_at)"
                              " values ('ada@test.example', $1, 'viewer', now() + interval '1 day')",
                              "b", ((struct str){(char *)hash, sizeof hash})),
                     OK);
    unsigned long before = password_hash_calls();
    assert_int_equal(invited_accept(p->db, p->arena, &p->settings, str_of(token), &ada, &got, &is_approved, &wait_s),
                     OK);
    assert_int_equal(got, INVITED_VALID);
    assert_int_equal(password_hash_calls() - before, 1);
    assert_int_equal(invited_accept(p->db, p->arena, &p->settings, str_of(token), &ada, &got, &is_approved, &wait_s),
                     OK);
    assert_int_equal(got, INVITED_USED);
    token[0] = token[0] == '0' ? '1' : '0';
    assert_int_equal(invited_accept(p->db, p->arena, &p->settings, str_of(token), &ada, &got, &is_approved, &wait_s),
                     OK);
    assert_int_equal(got, INVITED_UNKNOWN);
    assert_int_equal(password_hash_calls() - before, 1);
}

static void accepting_gives_the_ticket_back_for_the_next_colleague(void **state)
{
    struct people *p = people_of(state);
    p->settings.register_address_cap = 2;
    for (int i = 0; i < 3; i++) {
        char token[TOKEN_TEXT];
        unsigned char hash[TOKEN_HASH];
        enum invited_state got;
        bool is_approved;
        int wait_s;
        token_make(token, hash);
        assert_int_equal(
            db_query(p->owner, p->arena, NULL,
                     "insert into umbrella.authentication_invitetoken (email, token, invite_type, expires_at)"
                     " values ('c' || $2::int || '@test.example', $1, 'viewer', now() + interval '1 day')",
                     "bi", ((struct str){(char *)hash, sizeof hash}), (int64_t)i),
            OK);
        assert_int_equal(
            invited_accept(p->db, p->arena, &p->settings, str_of(token), &ada, &got, &is_approved, &wait_s), OK);
        assert_int_equal(wait_s, 0);
        assert_int_equal(got, INVITED_VALID);
    }
}

static void reset_mail(struct people *p, const char *email)
{
    assert_int_equal(db_query(p->db, p->arena, NULL, "set role hub_jobs", ""), OK);
    assert_int_equal(db_begin(p->db, NULL), OK);
    assert_int_equal(registration_reset_mail(p->db, p->arena, &p->settings, email), OK);
    assert_int_equal(db_commit(p->db), OK);
    assert_int_equal(db_query(p->db, p->arena, NULL, "set role hub_auth", ""), OK);
}

static void a_reset_replaces_the_older_link_and_the_mailed_one_works(void **state)
{
    struct people *p = people_of(state);
    char older[SESSION_TOKEN_TEXT];
    const char *email, *name;
    struct db_result r;
    people_add(p, "ada@test.example", "active", "violet tractor lemon 42");
    assert_int_equal(password_link_make(p->owner, p->arena, "ada@test.example", 1, older), OK);
    reset_mail(p, "ADA@test.example");
    assert_int_equal(password_link_peek(p->db, p->arena, str_of(older), &email, &name), ERR_NOTFOUND);
    assert_int_equal(
        LINKS("used_at is null and expires_at between now() + interval '59 minutes' and now() + interval '61 minutes'"),
        1);
    assert_int_equal(
        db_query(
            p->owner, p->arena, &r,
            "select substring(body_text from '/reset/([0-9a-f]{64})'), to_address from ops.outbox where kind = 'reset'",
            ""),
        OK);
    assert_int_equal(r.rows, 1);
    assert_string_equal(db_text(&r, 0, 1), "ada@test.example");
    assert_int_equal(password_link_use(p->db, p->arena, &p->settings, db_str(&r, 0, 0), STR("another good password")),
                     OK);
    assert_int_equal(MAILS("password-changed"), 1);
}

static void only_who_can_use_a_password_gets_a_link(void **state)
{
    struct people *p = people_of(state);
    static const char *const states[] = {"active", "pending", "rejected", "disabled", "deleted"};
    for (int i = 0; i < 5; i++) {
        const char *email = arena_printf(p->arena, "p%d@test.example", i);
        people_add(p, email, states[i], NULL);
        reset_mail(p, email);
    }
    reset_mail(p, "unknown@test.example");
    assert_int_equal(MAILS("reset"), 2);
    assert_int_equal(LINKS("true"), 2);
    assert_int_equal(MAILS("reset-unknown"), 4);
}

static void an_address_gets_three_of_these_mails_an_hour_and_the_last_link_stays(void **state)
{
    struct people *p = people_of(state);
    people_add(p, "ada@test.example", "active", NULL);
    for (int i = 0; i < 5; i++) {
        reset_mail(p, "ada@test.example");
        reset_mail(p, "ada@test.example"); /* a form that was sent twice */
        reset_mail(p, "unknown@test.example");
        assert_int_equal(MAILS("reset"), i < 3 ? i + 1 : 3);
        run_sql(p, "update ops.outbox set created_at = created_at - interval '61 seconds'");
    }
    assert_int_equal(MAILS("reset"), 3);
    assert_int_equal(MAILS("reset-unknown"), 3);
    assert_int_equal(LINKS("encode(token_hash, 'hex') = (select encode(sha256(decode(substring(body_text from "
                           "'/reset/([0-9a-f]{64})'), 'hex')), 'hex')"
                           " from ops.outbox where kind = 'reset' order by id desc limit 1)"),
                     1);
    run_sql(p, "update ops.outbox set created_at = created_at - interval '61 minutes'");
    reset_mail(p, "ada@test.example");
    assert_int_equal(MAILS("reset"), 4);
}

static void asking_for_a_reset_puts_one_job_into_the_queue_per_address(void **state)
{
    struct people *p = people_of(state);
    static const char *const typed[] = {"ada@test.example", "ADA@test.example", "bob@test.example"};
    for (int i = 0; i < 3; i++) {
        int wait_s;
        assert_int_equal(registration_ask_reset(p->db, p->arena, &p->settings, str_of(typed[i]), "192.0.2.7", &wait_s),
                         OK);
        assert_int_equal(wait_s, 0);
    }
    assert_int_equal(
        count(p,
              "select count(*) from ops.job where kind = 'password-reset' and payload ->> 'email' like '%@test.example'"
              " and $1::bigint = 0"),
        2);
}

static int open_people(void **state)
{
    int rc = people_open(state);
    if (*state) {
        run_sql(*state, "delete from ops.outbox");
        run_sql(*state, "delete from ops.job where kind = 'password-reset'");
        run_sql(*state, "delete from umbrella.authentication_invitetoken where email like '%@test.example'");
    }
    return rc;
}

static int close_people(void **state)
{
    if (*state)
        run_sql(*state, "update umbrella.setting set value = null where name = 'registration_mode'");
    return people_close(state);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_people, close_people)
    const struct CMUnitTest tests[] = {
        TEST(a_known_address_costs_the_same_hash_call_as_an_unknown_one),
        TEST(without_a_ticket_nothing_is_hashed_or_made),
        TEST(while_registration_is_not_open_nothing_is_hashed),
        TEST(an_invitation_that_cannot_be_claimed_costs_no_hash),
        TEST(accepting_gives_the_ticket_back_for_the_next_colleague),
        TEST(a_reset_replaces_the_older_link_and_the_mailed_one_works),
        TEST(only_who_can_use_a_password_gets_a_link),
        TEST(an_address_gets_three_of_these_mails_an_hour_and_the_last_link_stays),
        TEST(asking_for_a_reset_puts_one_job_into_the_queue_per_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
