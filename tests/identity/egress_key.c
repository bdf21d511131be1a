/* egress_key.c: tests of src/identity/egress_key.c: what is sealed for hub-egress only its key opens. HUB_TEST_DB is the conninfo
 * of a scratch database.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "identity/egress_key.h"

static struct db *db, *egress; /* as the owner; as hub_egress */
static struct arena *arena;
static char path[] = "/tmp/hub-egress-key-XXXXXX";

static int start(void **state)
{
    const char *conninfo = getenv("HUB_TEST_DB");
    *state = NULL;
    if (!conninfo)
        return 0;
    arena = arena_new();
    db = db_new(conninfo, NULL);
    egress = db_new(conninfo, NULL);
    db_set_unhurried(db);
    db_set_unhurried(egress);
    assert_int_equal(db_query(egress, arena, NULL, "set role hub_egress", ""), OK);
    assert_int_equal(db_query(db, arena, NULL, "delete from ops.egress_key", ""), OK);
    close(mkstemp(path));
    *state = db;
    return 0;
}

static int stop(void **state)
{
    if (!*state)
        return 0;
    unlink(path);
    strcpy(path + sizeof path - 7, "XXXXXX");
    db_free(db);
    db_free(egress);
    arena_free(arena);
    return 0;
}

static void need_database(void **state)
{
    if (!*state)
        skip();
}

/* Use a key file of these lines, each of one repeated digit. */
static enum err publish(const char *digits)
{
    const struct hub_settings settings = {.egress_key_file = path};
    const char *why;
    chmod(path, 0600);
    FILE *f = fopen(path, "we");
    for (; *digits; digits++) {
        for (int i = 0; i < 64; i++)
            fputc(*digits, f);
        fputc('\n', f);
    }
    fclose(f);
    chmod(path, 0400);
    return egress_key_publish(egress, arena, &settings, &why);
}

static void what_is_sealed_is_opened_again(void **state)
{
    const char *sealed, *again;
    need_database(state);
    assert_int_equal(publish("1"), OK);
    assert_int_equal(egress_seal(db, arena, STR("correct horse ü"), &sealed), OK);
    assert_null(strstr(sealed, "horse"));
    assert_string_equal(egress_open(arena, sealed), "correct horse ü");
    assert_int_equal(egress_seal(db, arena, STR("correct horse ü"), &again), OK);
    assert_string_not_equal(sealed, again);
    assert_int_equal(egress_seal(db, arena, STR(""), &sealed), OK);
    assert_string_equal(egress_open(arena, sealed), "");
}

static void a_secret_fits_into_a_setting(void **state)
{
    const char *sealed;
    static char longest[EGRESS_SECRET_MAX + 1];
    need_database(state);
    memset(longest, 'x', sizeof longest);
    assert_int_equal(publish("1"), OK);
    assert_int_equal(egress_seal(db, arena, (struct str){longest, EGRESS_SECRET_MAX}, &sealed), OK);
    assert_int_equal(
        db_query(db, arena, NULL, "update umbrella.setting set value = $1 where name = 'mail_password'", "s", sealed),
        OK);
    assert_int_equal(
        db_query(db, arena, NULL, "update umbrella.setting set value = null where name = 'mail_password'", ""), OK);
    assert_int_equal(egress_seal(db, arena, (struct str){longest, EGRESS_SECRET_MAX + 1}, &sealed), ERR_INPUT);
    assert_null(sealed);
}

static void another_key_or_a_changed_box_opens_nothing(void **state)
{
    const char *sealed;
    need_database(state);
    assert_int_equal(publish("1"), OK);
    assert_int_equal(egress_seal(db, arena, STR("secret"), &sealed), OK);
    char *changed = arena_strdup(arena, sealed);
    changed[40] = changed[40] == 'A' ? 'B' : 'A';
    assert_null(egress_open(arena, changed));
    for (const char *const *text = (const char *const[]){"", "AAAA", "not base64 at all!", "secret", NULL}; *text;
         text++)
        assert_null(egress_open(arena, *text));
    assert_int_equal(publish("2"), OK);
    assert_null(egress_open(arena, sealed));
    assert_int_equal(publish("21"), OK); /* the key of before stands below the new one */
    assert_string_equal(egress_open(arena, sealed), "secret");
}

static void only_the_key_in_use_is_published(void **state)
{
    struct db_result r;
    need_database(state);
    assert_int_equal(publish("1"), OK);
    assert_int_equal(publish("1"), OK);
    assert_int_equal(publish("21"), OK);
    assert_int_equal(db_query(db, arena, &r, "select public_key from ops.egress_key", ""), OK);
    assert_int_equal(r.rows, 1);
}

static void without_a_key_nothing_is_sealed(void **state)
{
    const struct hub_settings none = {.egress_key_file = ""}, open_to_all = {.egress_key_file = path};
    const char *sealed, *why;
    need_database(state);
    assert_int_equal(egress_seal(db, arena, STR("secret"), &sealed), ERR_NOTFOUND);
    assert_int_equal(egress_key_publish(egress, arena, &none, &why), ERR_NOTFOUND);
    assert_non_null(strstr(why, "egress_key_file"));
    assert_int_equal(publish("1"), OK);
    chmod(path, 0444);
    assert_int_equal(egress_key_publish(egress, arena, &open_to_all, &why), ERR_NOTFOUND);
    assert_non_null(strstr(why, "others may read"));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
    const struct CMUnitTest tests[] = {
        T(what_is_sealed_is_opened_again),
        T(a_secret_fits_into_a_setting),
        T(another_key_or_a_changed_box_opens_nothing),
        T(only_the_key_in_use_is_published),
        T(without_a_key_nothing_is_sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
