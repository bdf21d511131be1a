/* db.c: tests of src/db/db.c against a real server. HUB_TEST_DB is the conninfo of a scratch database.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tests/base/check.h"
#include "base/log.h"
#include "db/db.h"

static const char *conninfo;
static struct db *db;
static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    db = db_new(conninfo, NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    db_free(db);
    return 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t ask_int(const char *sql)
{
    struct db_result r;
    assert_int_equal(db_query(db, arena, &r, sql, ""), OK);
    assert_int_equal(r.rows, 1);
    return db_int(&r, 0, 0);
}

static void every_type_comes_back_as_it_went(void **state)
{
    (void)state;
    struct db_result r;
    const char blob[] = {0, 1, (char)0xff, 'x'};
    static const char sql[] =
        "select $1::text, $2::text, $3::bigint, $4::float8, $5::bool, $6::date, $7::bytea, $8::uuid";
    for (int again = 0; again < 2; again++) {
        assert_int_equal(db_query(db, arena, &r, sql, "sSidtDbu", "a'b", ((struct str){"cut here", 3}), INT64_MIN, 0.1,
                                  1, (int32_t)18369, ((struct str){blob, sizeof blob}),
                                  "11111111-2222-4333-8444-555555555555"),
                         OK);
        assert_int_equal(r.rows, 1);
        assert_string_equal(db_text(&r, 0, 0), "a'b");
        assert_string_equal(db_text(&r, 0, 1), "cut");
        assert_true(db_int(&r, 0, 2) == INT64_MIN);
        assert_true(db_double(&r, 0, 3) == 0.1);
        assert_true(db_bool(&r, 0, 4));
        assert_int_equal(db_day(&r, 0, 5), 18369);
        struct str b = db_bytes(&r, 0, 6, arena);
        assert_int_equal(b.n, sizeof blob);
        assert_memory_equal(b.s, blob, sizeof blob);
    }
    assert_int_equal(db_query(db, arena, &r, sql, "*sSidtDbu", NULL, STR(""), (int64_t)0, INFINITY, 0, (int32_t)0,
                              ((struct str){blob, sizeof blob}), NULL),
                     OK);
    assert_true(db_is_null(&r, 0, 0));
    assert_false(db_is_null(&r, 0, 1));
    struct str b = db_bytes(&r, 0, 6, arena);
    assert_int_equal(b.n, sizeof blob);
    assert_memory_equal(b.s, blob, sizeof blob);
    assert_int_equal(db_query(db, arena, &r, "select $1::float8, $2::float8", "dd", -INFINITY, (double)NAN), OK);
    assert_true(isinf(db_double(&r, 0, 0)) && db_double(&r, 0, 0) < 0);
    assert_true(isnan(db_double(&r, 0, 1)));
}

static void what_is_no_uuid_is_asked_as_null(void **state)
{
    (void)state;
    struct db_result r;
    assert_int_equal(db_query(db, arena, &r, "select $1::uuid, $2::uuid, $3::float8", "UUd",
                              STR("0123abcd-0123-4567-89ab-0123456789AB"), STR("0123abcd-0123-4567-89ab-0123456789Ag"),
                              0.5),
                     OK);
    assert_string_equal(db_text(&r, 0, 0), "0123abcd-0123-4567-89ab-0123456789ab");
    assert_true(db_is_null(&r, 0, 1));
    assert_true(isnan(db_double_or_nan(&r, 0, 1)));
    assert_true(db_double_or_nan(&r, 0, 2) == 0.5);
}

static void an_array_has_the_elements_that_were_added(void **state)
{
    (void)state;
    static const char *const elements[] = {"a", "", "NULL", "{}", "a,b", "\"", "\\", " \\\" ", "\xc3\xa9\n", "'"};
    struct db_result r;
    struct buf array;
    db_array_begin(&array, arena);
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        db_array_add(&array, str_of(elements[i]));
    assert_int_equal(db_query(db, arena, &r, "select x from unnest($1::text[]) x", "S", db_array_end(&array)), OK);
    assert_int_equal(r.rows, sizeof elements / sizeof *elements);
    for (int i = 0; i < r.rows; i++)
        assert_string_equal(db_text(&r, i, 0), elements[i]);
    db_array_begin(&array, arena);
    assert_int_equal(db_query(db, arena, &r, "select cardinality($1::bigint[])", "S", db_array_end(&array)), OK);
    assert_int_equal(db_int(&r, 0, 0), 0);
    db_array_begin(&array, arena);
    db_array_add(&array, STR("-7"));
    db_array_add(&array, STR("9223372036854775807"));
    assert_int_equal(db_query(db, arena, &r, "select x from unnest($1::bigint[]) x", "S", db_array_end(&array)), OK);
    assert_int_equal(db_int(&r, 0, 0), -7);
    assert_true(db_int(&r, 1, 0) == INT64_MAX);
}

static void a_statement_without_a_row_has_found_nothing(void **state)
{
    (void)state;
    struct db_result r;
    assert_int_equal(db_found(&r, db_query(db, arena, &r, "select 1", "")), OK);
    assert_int_equal(db_found(&r, db_query(db, arena, &r, "select 1 where false", "")), ERR_NOTFOUND);
    assert_int_equal(db_found(&r, ERR_DB), ERR_DB);
    const char *text = "as it was";
    assert_int_equal(db_found_text(&r, db_query(db, arena, &r, "select null", ""), &text), ERR_NOTFOUND);
    assert_int_equal(db_found_text(&r, db_query(db, arena, &r, "select 1 where false", ""), &text), ERR_NOTFOUND);
    assert_string_equal(text, "as it was");
    assert_int_equal(db_found_text(&r, db_query(db, arena, &r, "select 'one'", ""), &text), OK);
    assert_string_equal(text, "one");
    assert_int_equal(db_found_text(&r, db_query(db, arena, &r, "select 'one'", ""), NULL), OK);
}

static void text_with_a_nul_inside_is_refused(void **state)
{
    (void)state;
    assert_int_equal(db_query(db, arena, NULL, "select $1::text", "S", STR("a\0b")), ERR_INPUT);
    assert_int_equal(ask_int("select 1"), 1);
}

static void big_parameters_do_not_block(void **state)
{
    (void)state;
    struct db_result r;
    size_t n = 4u << 20; /* many times what a socket holds */
    char *big = arena_bytes(arena, n);
    memset(big, 'x', n);
    assert_int_equal(db_query(db, arena, &r, "select $1::bytea", "*b", ((struct str){big, n})), OK);
    assert_int_equal(db_str(&r, 0, 0).n, n);
}

static void refusals_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(db_begin(db, NULL), OK);
    assert_int_equal(db_query(db, arena, NULL, "create temp table t(k int constraint t_key primary key)", ""), OK);
    assert_int_equal(db_query(db, arena, NULL, "insert into t values (1)", ""), OK);
    assert_int_equal(db_query(db, arena, NULL, "insert into t values (1)", ""), ERR_CONFLICT);
    assert_string_equal(db_sqlstate(db), "23505");
    assert_string_equal(db_constraint(db), "t_key");
    assert_int_equal(db_limit(db, ERR_CONFLICT, "t_key"), ERR_LIMIT);
    assert_int_equal(db_limit(db, ERR_CONFLICT, "other_key"), ERR_CONFLICT);
    assert_int_equal(db_limit(db, OK, "t_key"), OK);
    assert_null(strstr(db_message(db), "(1)"));
    assert_int_equal(db_commit(db), ERR_INTERNAL);
    assert_int_equal(db_query(db, arena, NULL, "select nothing from nowhere", ""), ERR_INTERNAL);
    assert_string_equal(db_sqlstate(db), "42P01");
    assert_int_equal(ask_int("select 2"), 2);
    assert_string_equal(db_sqlstate(db), "");
}

static void a_session_id_is_set_for_one_transaction_only(void **state)
{
    (void)state;
    static const char sql[] = "select coalesce(nullif(current_setting('hub.sid', true), ''), 'none')";
    struct db_result r;
    assert_int_equal(db_begin(db, "abc"), OK);
    assert_int_equal(db_query(db, arena, &r, sql, ""), OK);
    assert_string_equal(db_text(&r, 0, 0), "abc");
    assert_int_equal(db_begin(db, "def"), ERR_INTERNAL);
    assert_int_equal(db_commit(db), OK);
    assert_int_equal(db_query(db, arena, &r, sql, ""), OK);
    assert_string_equal(db_text(&r, 0, 0), "none");
    db_rollback(db);
    assert_int_equal(db_pipeline_begin(db), OK); /* as umbrella.session_open does */
    db_pipeline_send(db, "select set_config('hub.sid', 'ghi', true)", "");
    assert_int_equal(db_pipeline_end(db), OK);
    assert_int_equal(db_query(db, arena, &r, sql, ""), OK);
    assert_string_equal(db_text(&r, 0, 0), "none");
}

static void a_statement_can_be_a_transaction_of_its_own(void **state)
{
    (void)state;
    static const char add[] = "insert into own_transaction values ($1) returning current_setting('hub.sid', true)";
    struct db_result r;
    assert_int_equal(db_query(db, arena, NULL, "create temp table own_transaction(k int check (k > 0))", ""), OK);
    assert_int_equal(db_query_as(db, "abc", arena, &r, add, "i", (int64_t)1), OK);
    assert_string_equal(db_text(&r, 0, 0), "abc");
    assert_int_equal(db_query_as(db, "abc", arena, &r, add, "i", (int64_t)0), ERR_INTERNAL);
    assert_int_equal(r.rows, 0);
    assert_string_equal(db_sqlstate(db), "23514");
    assert_false(db_in_transaction(db));
    assert_int_equal(ask_int("select count(*) from own_transaction"), 1);
}

static void a_transaction_ends_as_its_last_statement_did(void **state)
{
    (void)state;
    static const char add[] = "insert into ended values (1)";
    assert_int_equal(db_query(db, arena, NULL, "create temp table ended(k int)", ""), OK);
    for (int i = 0; i < 2; i++) {
        enum err e = i ? ERR_NOTFOUND : OK;
        assert_int_equal(db_begin(db, NULL), OK);
        assert_int_equal(db_query(db, arena, NULL, add, ""), OK);
        assert_int_equal(db_end(db, e), e);
        assert_false(db_in_transaction(db));
    }
    assert_int_equal(ask_int("select count(*) from ended"), 1);
}

static void affected_rows_are_counted(void **state)
{
    (void)state;
    struct db_result r;
    assert_int_equal(db_begin(db, NULL), OK);
    assert_int_equal(db_query(db, arena, NULL, "create temp table t(k int)", ""), OK);
    assert_int_equal(db_query(db, arena, &r, "insert into t select generate_series(1, 7)", ""), OK);
    assert_int_equal(r.affected, 7);
    assert_int_equal(r.rows, 0);
    db_rollback(db);
}

static void a_pipeline_answers_in_order(void **state)
{
    (void)state;
    static const char add[] = "select $1::bigint + 1";
    struct db_result r;
    for (int round = 0; round < 3; round++) {
        assert_int_equal(db_pipeline_begin(db), OK);
        for (int i = 0; i < 20; i++)
            assert_int_equal(db_pipeline_send(db, add, "i", (int64_t)i), OK);
        assert_int_equal(db_pipeline_sync(db), OK);
        for (int i = 0; i < (round == 1 ? 5 : 20); i++) { /* once with results left unread */
            assert_int_equal(db_pipeline_next(db, arena, &r), OK);
            assert_int_equal(db_int(&r, 0, 0), i + 1);
        }
        assert_int_equal(db_pipeline_end(db), OK);
    }
    assert_int_equal(ask_int("select 3"), 3);
}

static void a_pipeline_is_one_transaction(void **state)
{
    (void)state;
    static const char insert[] = "insert into db_test values ($1)";
    db_query(db, arena, NULL, "drop table if exists db_test", "");
    assert_int_equal(db_query(db, arena, NULL, "create table db_test(k int unique deferrable initially deferred)", ""),
                     OK);
    assert_int_equal(db_pipeline_begin(db), OK);
    db_pipeline_send(db, insert, "i", (int64_t)1);
    db_pipeline_send(db, "select 1 / $1::int", "i", (int64_t)0);
    db_pipeline_send(db, "select 5", "");
    db_pipeline_sync(db);
    assert_int_equal(db_pipeline_next(db, arena, NULL), OK);
    assert_int_equal(db_pipeline_next(db, arena, NULL), ERR_INTERNAL);
    assert_string_equal(db_sqlstate(db), "22012");
    assert_int_equal(db_pipeline_next(db, arena, NULL), ERR_INTERNAL);
    assert_string_equal(db_sqlstate(db), "22012");
    assert_int_equal(db_pipeline_end(db), ERR_INTERNAL);
    assert_int_equal(ask_int("select count(*) from db_test"), 0);
    /* what was not prepared because of the error is prepared the next time */
    assert_int_equal(ask_int("select 5"), 5);

    assert_int_equal(db_pipeline_begin(db), OK);
    db_pipeline_send(db, insert, "i", (int64_t)1);
    db_pipeline_send(db, insert, "i", (int64_t)1);
    db_pipeline_sync(db);
    assert_int_equal(db_pipeline_next(db, arena, NULL), OK);
    assert_int_equal(db_pipeline_next(db, arena, NULL), OK);
    assert_int_equal(db_pipeline_end(db), ERR_CONFLICT); /* the deferred key fails at the commit */
    assert_int_equal(ask_int("select count(*) from db_test"), 0);
    assert_int_equal(db_query(db, arena, NULL, "drop table db_test", ""), OK);
}

static void a_pipeline_that_cannot_be_sent_whole_does_nothing(void **state)
{
    (void)state;
    static const char insert[] = "insert into db_test values ($1)";
    db_query(db, arena, NULL, "drop table if exists db_test", "");
    assert_int_equal(db_query(db, arena, NULL, "create table db_test(k text)", ""), OK);
    assert_int_equal(db_pipeline_begin(db), OK);
    assert_int_equal(db_pipeline_send(db, insert, "s", "one"), OK);
    assert_int_equal(db_pipeline_send(db, insert, "S", STR("t\0wo")), ERR_INPUT);
    assert_int_equal(db_pipeline_send(db, insert, "s", "three"), ERR_INPUT);
    assert_int_equal(db_pipeline_sync(db), ERR_INPUT);
    assert_int_equal(db_pipeline_next(db, arena, NULL), ERR_INPUT);
    assert_int_equal(db_pipeline_end(db), ERR_INPUT);
    assert_int_equal(ask_int("select count(*) from db_test"), 0);
    assert_int_equal(db_query(db, arena, NULL, "drop table db_test", ""), OK);
}

static void an_abandoned_pipeline_leaves_the_connection_idle(void **state)
{
    (void)state;
    assert_int_equal(db_pipeline_begin(db), OK);
    db_pipeline_send(db, "select 1", "");
    assert_int_equal(db_pipeline_end(db), OK);
    assert_int_equal(db_pipeline_begin(db), OK);
    assert_int_equal(db_pipeline_end(db), OK);
    assert_int_equal(db_pipeline_begin(db), OK);
    db_pipeline_send(db, "select 1", "");
    db_rollback(db);
    assert_int_equal(ask_int("select 4"), 4);
}

static void end_backend(int64_t pid)
{
    struct db *other = db_new(conninfo, NULL);
    struct db_result r;
    assert_int_equal(db_query(other, arena, &r, "select pg_terminate_backend($1, 1000)", "i", pid), OK);
    db_free(other);
}

static void a_lost_connection_is_made_again(void **state)
{
    (void)state;
    static const char pid_sql[] = "select pg_backend_pid()";
    struct db_result r;
    int64_t first = ask_int(pid_sql);
    end_backend(first);
    int64_t second = ask_int(pid_sql);
    assert_true(first != second);
    end_backend(second);
    assert_int_equal(db_pipeline_begin(db), OK);
    db_pipeline_send(db, pid_sql, "");
    db_pipeline_sync(db);
    assert_int_equal(db_pipeline_next(db, arena, &r), OK);
    assert_int_equal(db_pipeline_end(db), OK);
    assert_true(db_int(&r, 0, 0) != second);
}

static void a_transaction_does_not_outlive_its_connection(void **state)
{
    (void)state;
    assert_int_equal(db_begin(db, NULL), OK);
    int64_t pid = ask_int("select pg_backend_pid()");
    end_backend(pid);
    assert_int_equal(db_query(db, arena, NULL, "select 1", ""), ERR_DB);
    assert_int_equal(db_query(db, arena, NULL, "select 1", ""), ERR_DB);
    assert_int_equal(db_commit(db), ERR_DB);
    assert_int_equal(ask_int("select 6"), 6);
}

/* After somewhat less than the usual time here: that it is what is set is looked at before. */
static void a_slow_statement_is_stopped_and_the_connection_kept(void **state)
{
    (void)state;
    struct db_result r;
    assert_int_equal(db_query(db, arena, &r, "show statement_timeout", ""), OK);
    assert_string_equal(db_text(&r, 0, 0), "2500ms");
    db_free(db);
    db = db_new(arena_printf(arena, "%s options='-c statement_timeout=2000'", conninfo), NULL);
    int64_t pid = ask_int("select pg_backend_pid()");
    assert_int_equal(db_query(db, arena, NULL, "select pg_sleep(1000)", ""), ERR_DB);
    assert_string_equal(db_sqlstate(db), "57014");
    assert_int_equal(ask_int("select pg_backend_pid()"), pid);
}

/* Needs the right to signal the server's process; a stopped backend is what a hung server looks like. */
static void a_hung_server_is_given_up(void **state)
{
    (void)state;
    pid_t pid = (pid_t)ask_int("select pg_backend_pid()");
    if (kill(pid, SIGSTOP)) {
        print_message("not allowed to stop the server's process\n");
        skip();
    }
    enum err e = db_query(db, arena, NULL, "select 1", "");
    double t = seconds();
    enum err next = db_query(db, arena, NULL, "select 7", ""); /* who waited behind us does not wait again */
    bool is_soon = seconds() - t < 0.4;                        /* and this machine did not stand still meanwhile */
    kill(pid, SIGCONT);
    assert_int_equal(e, ERR_DB);
    if (is_soon) {
        assert_int_equal(next, ERR_DB);
        assert_string_equal(db_sqlstate(db), "08001");
    }
    usleep(600000);
    assert_int_equal(ask_int("select 7"), 7);
}

static void a_server_that_is_away_is_asked_for_three_seconds(void **state)
{
    (void)state;
    struct db *away = db_new("host=/nonexistent dbname=x", "nobody");
    double t = seconds();
    assert_int_equal(db_query(away, arena, NULL, "select 1", ""), ERR_DB);
    double took = seconds() - t, least = took;
    assert_true(took >= 1);       /* fewer than three where one attempt took one */
    for (int i = 0; i < 3; i++) { /* then it is asked once each time, now and then */
        t = seconds();
        assert_int_equal(db_query(away, arena, NULL, "select 1", ""), ERR_DB);
        least = fmin(least, seconds() - t);
        usleep(300000);
    }
    assert_true(least < took / 2); /* of one of them: the machine may stand still in another */
    assert_int_equal(db_pipeline_begin(away), ERR_DB);
    assert_int_equal(db_pipeline_send(away, "select 1", ""), ERR_DB);
    assert_int_equal(db_pipeline_sync(away), ERR_DB);
    assert_int_equal(db_pipeline_next(away, arena, NULL), ERR_DB);
    assert_int_equal(db_pipeline_end(away), ERR_DB);
    db_rollback(away);
    db_free(away);
}

/* Another connection says it. */
static void notify_by_another(const char *sql)
{
    struct db *other = db_new(conninfo, NULL);
    assert_int_equal(db_query(other, arena, NULL, sql, ""), OK);
    db_free(other);
}

static double wait_for_notify(int wake_fd, int64_t ms)
{
    double begun = seconds();
    db_wait_notify(db, wake_fd, ms);
    return seconds() - begun;
}

static void a_notification_ends_the_wait(void **state)
{
    (void)state;
    db_listen(db, "listen db_test");
    assert_int_equal(ask_int("select 1"), 1);
    assert_true(wait_for_notify(-1, 200) > 0.19);
    notify_by_another("notify db_test");
    assert_true(wait_for_notify(-1, 20000) < 10);
    notify_by_another("notify db_test");
    assert_int_equal(ask_int("select pg_backend_pid()"), ask_int("select pg_backend_pid()")); /* read meanwhile, kept */
    assert_true(wait_for_notify(-1, 20000) < 10);
    assert_true(wait_for_notify(-1, 200) > 0.19); /* and told once */
    notify_by_another("notify db_other");
    assert_true(wait_for_notify(-1, 200) > 0.19);
}

static void a_file_that_can_be_read_ends_the_wait(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    db_listen(db, "listen db_test");
    assert_true(wait_for_notify(ends[0], 200) > 0.19); /* without a connection it waits, too */
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_true(wait_for_notify(ends[0], 20000) < 10);
    assert_int_equal(ask_int("select 1"), 1);
    assert_true(wait_for_notify(ends[0], 20000) < 10);
    close(ends[0]);
    close(ends[1]);
}

static void a_broken_connection_ends_the_wait_and_the_next_one_listens(void **state)
{
    (void)state;
    db_listen(db, "listen db_test");
    int64_t pid = ask_int("select pg_backend_pid()");
    struct db *other = db_new(conninfo, NULL);
    assert_int_equal(db_query(other, arena, NULL, "select pg_terminate_backend($1::int)", "i", pid), OK);
    db_free(other);
    assert_true(wait_for_notify(-1, 20000) < 10);
    assert_true(ask_int("select pg_backend_pid()") != pid);
    notify_by_another("notify db_test");
    assert_true(wait_for_notify(-1, 20000) < 10);
}

static void a_script_stops_at_its_first_error(void **state)
{
    (void)state;
    assert_int_equal(db_script(db, "create table db_script(k int); insert into db_script values (1); select 1/0;"),
                     ERR_INTERNAL);
    assert_string_equal(db_sqlstate(db), "22012");
    assert_int_equal(db_query(db, arena, NULL, "select * from db_script", ""), ERR_INTERNAL);
    assert_int_equal(db_script(db, "select 1; select 2;"), OK);
    assert_int_equal(ask_int("select 8"), 8);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)
    const struct CMUnitTest tests[] = {
        T(every_type_comes_back_as_it_went),
        T(what_is_no_uuid_is_asked_as_null),
        T(an_array_has_the_elements_that_were_added),
        T(a_statement_without_a_row_has_found_nothing),
        T(text_with_a_nul_inside_is_refused),
        T(big_parameters_do_not_block),
        T(refusals_are_told_apart),
        T(a_session_id_is_set_for_one_transaction_only),
        T(a_statement_can_be_a_transaction_of_its_own),
        T(a_transaction_ends_as_its_last_statement_did),
        T(affected_rows_are_counted),
        T(a_pipeline_answers_in_order),
        T(a_pipeline_is_one_transaction),
        T(a_pipeline_that_cannot_be_sent_whole_does_nothing),
        T(an_abandoned_pipeline_leaves_the_connection_idle),
        T(a_lost_connection_is_made_again),
        T(a_transaction_does_not_outlive_its_connection),
        T(a_slow_statement_is_stopped_and_the_connection_kept),
        T(a_hung_server_is_given_up),
        T(a_server_that_is_away_is_asked_for_three_seconds),
        T(a_notification_ends_the_wait),
        T(a_file_that_can_be_read_ends_the_wait),
        T(a_broken_connection_ends_the_wait_and_the_next_one_listens),
        T(a_script_stops_at_its_first_error),
    };
    conninfo = getenv("HUB_TEST_DB");
    if (!conninfo) {
        puts("1..0 # SKIP HUB_TEST_DB is not set");
        return 0;
    }
    log_set_level(LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
