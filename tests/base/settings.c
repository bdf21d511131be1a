/* Tests of base/settings, base/rng and base/log's promises.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/rng.h"
#include "base/settings.h"

static const struct hub_settings *read_text(struct arena *a, const char *text, const char **why)
{
    char path[] = "/tmp/hub-settings-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    const struct hub_settings *s = settings_read(a, path, why);
    unlink(path);
    return s;
}

static void settings_have_defaults_and_are_overridden(void **state)
{
    (void)state;
    const char *why;
    struct arena *a = arena_new();
    const struct hub_settings *s = read_text(a, "origin = \"https://hub.test\"\nworkers = 7\n", &why);
    assert_non_null(s);
    assert_string_equal(s->origin, "https://hub.test");
    assert_int_equal(s->workers, 7);
    assert_int_equal(s->session_idle_minutes, 30);
    assert_int_equal(s->saved_results_quota, 50);
    arena_free(a);
}

static void a_fault_names_file_and_line(void **state)
{
    (void)state;
    const char *why;
    struct arena *a = arena_new();
    assert_null(read_text(a, "workers = 2\nworkrs = 3\n", &why));
    assert_non_null(strstr(why, "line 2"));
    assert_null(read_text(a, "workers = -3\n", &why));
    assert_non_null(strstr(why, "workers"));
    assert_null(settings_read(a, "/nonexistent/hub.conf", &why));
    assert_non_null(strstr(why, "/nonexistent/hub.conf"));
    arena_free(a);
}

static void identifiers_are_version_4_and_differ(void **state)
{
    (void)state;
    char one[UUID_TEXT], two[UUID_TEXT];
    rng_uuid(one);
    rng_uuid(two);
    assert_int_equal(strlen(one), 36);
    assert_int_equal(one[14], '4');
    assert_non_null(strchr("89ab", one[19]));
    assert_string_not_equal(one, two);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

/* Eight processes of one parent, as workers are, all at once. */
static void random_bytes_differ_in_every_process(void **state)
{
    (void)state;
    enum { PROCESSES = 8, EACH = 125000 };
    unsigned char(*all)[16] =
        mmap(NULL, PROCESSES * EACH * sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(all, MAP_FAILED);
    for (int p = 0; p < PROCESSES; p++)
        if (fork() == 0) {
            for (int i = 0; i < EACH; i++)
                rng_bytes(all[p * EACH + i], sizeof *all);
            _exit(0);
        }
    for (int p = 0, status; p < PROCESSES; p++)
        assert_true(wait(&status) > 0 && status == 0);
    qsort(all, PROCESSES * EACH, sizeof *all, by_bytes);
    for (int i = 1; i < PROCESSES * EACH; i++)
        assert_memory_not_equal(all[i - 1], all[i], sizeof *all);
    munmap(all, PROCESSES * EACH * sizeof *all);
}

static void a_log_line_cannot_be_forged(void **state)
{
    (void)state;
    int ends[2], kept = dup(STDERR_FILENO);
    char text[4096];
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    log_set_name("hub-test");
    log_line(LOG_INFO, "path %s", "/x\n2026-01-01 error forged\x1b[31m\xe2\x80\xa8next\xc2\x9b\x32J\xe2\x82\xac");
    log_line(LOG_DEBUG, "below the level");
    log_line(LOG_WARN, "%0*d", 5000, 1);
    dup2(kept, STDERR_FILENO);
    close(ends[1]);
    ssize_t n = read(ends[0], text, sizeof text - 1);
    assert_true(n > 0);
    text[n] = '\0';
    int lines = 0;
    for (char *p = text; (p = strchr(p, '\n')); p++)
        lines++;
    assert_int_equal(lines, 2);
    assert_non_null(strstr(text, "info hub-test path /x?2026"));
    assert_null(strchr(text, '\x1b'));
    assert_non_null(strstr(text, "forged?[31m???next??2J\xe2\x82\xac\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_have_defaults_and_are_overridden),
        cmocka_unit_test(a_fault_names_file_and_line),
        cmocka_unit_test(identifiers_are_version_4_and_differ),
        cmocka_unit_test(random_bytes_differ_in_every_process),
        cmocka_unit_test(a_log_line_cannot_be_forged),
    };
    return cmocka_run_group_tests_name("base/settings", tests, NULL, NULL);
}
