/* rate.c: tests of src/web/rate.c: tokens, their return, and who shares them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "web/rate.h"

enum { SECOND = 1000000 };
static struct rate_table *r;

static int fresh(void **state)
{
    (void)state;
    rate_free(r);
    r = rate_new();
    return r == NULL;
}

static int granted(uint64_t who, int class, int per_minute, int64_t now, int tries)
{
    int n = 0;
    for (int i = 0; i < tries; i++)
        n += rate_take(r, who, class, per_minute, now) == 0;
    return n;
}

static void a_minute_holds_exactly_its_tokens(void **state)
{
    (void)state;
    assert_int_equal(granted(rate_person(1), 1, 60, 1000, 100), 60);
    assert_int_equal(rate_take(r, rate_person(1), 1, 60, 1000), 1);
}

static void tokens_come_back_evenly(void **state)
{
    (void)state;
    assert_int_equal(granted(rate_person(1), 1, 6, 0, 10), 6);
    assert_int_equal(rate_take(r, rate_person(1), 1, 6, 0), 10);
    assert_int_equal(rate_take(r, rate_person(1), 1, 6, 9 * SECOND), 1);
    assert_int_equal(granted(rate_person(1), 1, 6, 10 * SECOND, 10), 1);
    assert_int_equal(granted(rate_person(1), 1, 6, 30 * SECOND, 10), 2);
    assert_int_equal(granted(rate_person(1), 1, 6, 600 * (int64_t)SECOND, 10), 6);
}

static void zero_is_no_limit(void **state)
{
    (void)state;
    assert_int_equal(granted(rate_person(1), 1, 0, 0, 1000), 1000);
}

static void persons_addresses_and_classes_count_apart(void **state)
{
    (void)state;
    assert_int_equal(granted(rate_person(1), 1, 2, 0, 5), 2);
    assert_int_equal(granted(rate_person(2), 1, 2, 0, 5), 2);
    assert_int_equal(granted(rate_person(1), 2, 2, 0, 5), 2);
    assert_int_equal(granted(rate_address("0.0.0.1"), 1, 2, 0, 5), 2);
    assert_int_equal(granted(rate_address("192.0.2.1"), 1, 2, 0, 5), 2);
}

static void one_ipv6_customer_is_one(void **state)
{
    (void)state;
    assert_int_equal(rate_address("2001:db8:1:2::1"), rate_address("2001:db8:1:2:ffff::9"));
    assert_int_not_equal(rate_address("2001:db8:1:2::1"), rate_address("2001:db8:1:3::1"));
}

static void many_persons_do_not_lock_each_other_out(void **state)
{
    (void)state;
    int refused = 0;
    for (int64_t id = 1; id <= 20000; id++)
        refused += rate_take(r, rate_person(id), 1, 1, id) != 0;
    assert_true(refused <= 5);
}

static void workers_share_the_count(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            _exit(granted(rate_person(1), 1, 100, 0, 1000));
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        int status;
        wait(&status);
        sum += WEXITSTATUS(status);
    }
    assert_int_equal(sum, 100);
}

/* A process that has a turn of person 1 until it is killed. */
static pid_t holder(int most)
{
    int ready[2];
    char told;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        told = rate_turn_begin(r, rate_person(1), most);
        _exit(write(ready[1], &told, 1) == 1 && told ? pause() : 1);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &told, 1), 1);
    close(ready[0]);
    assert_true(told);
    return pid;
}

static void a_turn_is_given_back_or_ends_with_its_process(void **state)
{
    (void)state;
    pid_t first = holder(2), second = holder(2);
    assert_false(rate_turn_begin(r, rate_person(1), 2));
    assert_true(rate_turn_begin(r, rate_person(2), 2));
    kill(first, SIGKILL);
    assert_int_equal(waitpid(first, NULL, 0), first);
    assert_true(rate_turn_begin(r, rate_person(1), 2));
    rate_turn_end(r, rate_person(1));
    first = holder(2);
    assert_false(rate_turn_begin(r, rate_person(1), 2));
    for (int i = 0; i < 2; i++)
        kill(i ? second : first, SIGKILL);
    while (wait(NULL) > 0)
        ;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup(f, fresh)
        T(a_minute_holds_exactly_its_tokens),
        T(tokens_come_back_evenly),
        T(zero_is_no_limit),
        T(persons_addresses_and_classes_count_apart),
        T(one_ipv6_customer_is_one),
        T(many_persons_do_not_lock_each_other_out),
        T(workers_share_the_count),
        T(a_turn_is_given_back_or_ends_with_its_process),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
