/* parent.c: tests of src/web/parent.c and fcgi.c with real processes on a real socket: what is refused at start,
 * that a reply is never cut by a signal, that dead workers come back, and what a rude peer can do.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/base/check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "fake.h"

enum { BIG = 4 * 1024 * 1024 };

static char dir[] = "/tmp/hub-parent-XXXXXX", socket_path[64], config[64], spoilt[64];

/* ---- a section for these tests ---- */

static enum err say_pid(struct req *req, struct res *res)
{
    (void)req;
    buf_printf(&res->body, "pid=%d;", (int)getpid());
    return OK;
}

static enum err say_slowly(struct req *req, struct res *res)
{
    struct timespec t = {.tv_nsec = 400000000};
    nanosleep(&t, NULL);
    return say_pid(req, res);
}

static enum err say_much(struct req *req, struct res *res)
{
    (void)req;
    memset(buf_room(&res->body, BIG), 'x', BIG);
    res->body.n = BIG;
    return OK;
}

static enum err die(struct req *req, struct res *res)
{
    (void)req, (void)res;
    abort();
}

static const struct route rows[] = {
    ROUTE(GET, "/pid", NONE, FREE, NULL, say_pid),
    ROUTE(GET, "/slow", NONE, FREE, NULL, say_slowly),
    ROUTE(GET, "/big", NONE, FREE, NULL, say_much),
    ROUTE(GET, "/die", NONE, FREE, NULL, die),
};
static const struct routes tables[] = {ROUTES(rows)};

/* What a section reads for itself; spoilt as long as there is a file of that name. */
static bool load_unless_spoilt(struct arena *unused, const struct hub_settings *s, const char **why)
{
    (void)unused, (void)s;
    *why = "spoilt";
    return access(spoilt, F_OK) != 0;
}
static const struct section good_section = {
    .name = "test", .tables = tables, .n_tables = 1, .load = load_unless_spoilt};

/* ---- a FastCGI client ---- */

static void record(struct buf *b, int type, const char *s, size_t n)
{
    const char head[8] = {1, (char)type, 0, 1, (char)(n >> 8), (char)n, 0, 0};
    buf_add(b, head, sizeof head);
    buf_add(b, s, n);
}

static void pair(struct buf *b, const char *name, const char *value)
{
    buf_putc(b, (char)strlen(name));
    buf_putc(b, (char)strlen(value));
    buf_puts(b, name);
    buf_puts(b, value);
}

static int connect_hub(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_sec = 120};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    strcpy(at.sun_path, socket_path);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
        return fd;
    close(fd);
    return -1;
}

static int send_request(struct arena *a, const char *path)
{
    struct buf params, b;
    int fd = connect_hub();
    if (fd < 0)
        return -1;
    buf_init(&params, a, 256);
    buf_init(&b, a, 512);
    pair(&params, "REQUEST_METHOD", "GET");
    pair(&params, "DOCUMENT_URI", path);
    pair(&params, "APP_END", "1");
    record(&b, 1, "\0\1\0\0\0\0\0\0", 8);
    record(&b, 4, params.s, params.n);
    record(&b, 4, "", 0);
    record(&b, 5, "", 0);
    assert_int_equal(write(fd, b.s, b.n), b.n);
    return fd;
}

/* What stands in the records of type STDOUT, until END_REQUEST or the end. */
static struct str read_reply(struct arena *a, int fd)
{
    struct buf raw, out;
    buf_init(&raw, a, 65536);
    buf_init(&out, a, 65536);
    for (ssize_t n; (n = read(fd, buf_room(&raw, 65536), 65536)) > 0;)
        raw.n += (size_t)n;
    close(fd);
    for (size_t i = 0; i + 8 <= raw.n;) {
        const unsigned char *h = (const unsigned char *)raw.s + i;
        size_t n = (size_t)h[4] << 8 | h[5];
        if (h[1] == 6 && i + 8 + n <= raw.n)
            buf_add(&out, raw.s + i + 8, n);
        if (h[1] == 3)
            buf_puts(&out, "[end]");
        i += 8 + n + h[6];
    }
    return buf_view(&out);
}

static struct str get(struct arena *a, const char *path)
{
    int fd = send_request(a, path);
    return fd < 0 ? STR("") : read_reply(a, fd);
}

static bool is_whole(struct str reply)
{
    return reply.n > 5 && memcmp(reply.s, "Status: 200 OK\r\n", 16) == 0 &&
           memcmp(reply.s + reply.n - 5, "[end]", 5) == 0;
}

static int pid_in(struct str reply)
{
    const char *at = reply.n ? strstr(reply.s, "pid=") : NULL;
    return at ? atoi(at + 4) : 0;
}

/* ---- starting and ending it ---- */

static pid_t start(const struct section *s, const char *workers)
{
    pid_t pid = fork();
    if (pid == 0) {
        char *argv[] = {"hub-test", "--socket", socket_path, "--config", config, "--workers", (char *)workers, NULL};
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDERR_FILENO);
        dup2(null, STDOUT_FILENO);
        exit(web_run(7, argv, s));
    }
    return pid;
}

static void wait_ready(void)
{
    for (int i = 0; i < 6000; i++) {
        int fd = connect_hub();
        if (fd >= 0) {
            close(fd);
            return;
        }
        usleep(10000);
    }
    fail_msg("the section did not start");
}

static int end(pid_t pid, int sig)
{
    int status;
    kill(pid, sig);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static pid_t parent;
static struct arena *a;

static int set_up(void **state)
{
    (void)state;
    a = arena_new();
    parent = start(&good_section, "2");
    wait_ready();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (parent)
        end(parent, SIGTERM);
    arena_free(a);
    return 0;
}

/* ---- the claims ---- */

static void requests_are_answered_whole(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++)
        assert_true(is_whole(get(a, "/pid")));
    struct str big = get(a, "/big");
    assert_true(is_whole(big));
    assert_true(big.n > BIG);
}

static void socket_is_for_owner_and_group(void **state)
{
    (void)state;
    struct stat st;
    assert_int_equal(stat(socket_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
}

static void both_workers_take_part(void **state)
{
    (void)state;
    int one = 0, two = 0;
    for (int i = 0; i < 20 && one == two; i++) { /* on a busy machine one may be through before the other wakes */
        int first = send_request(a, "/slow"), second = send_request(a, "/slow");
        one = pid_in(read_reply(a, first));
        two = pid_in(read_reply(a, second));
        assert_true(one > 0 && two > 0);
    }
    assert_int_not_equal(one, two);
}

static bool is_answered(void)
{
    bool answered = false;
    for (int i = 0; i < 3000 && !answered; i++) {
        usleep(20000);
        answered = is_whole(get(a, "/pid"));
    }
    return answered;
}

static void worker_that_dies_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_false(is_whole(get(a, "/die")));
    assert_true(is_answered());
}

static void killed_worker_is_replaced(void **state)
{
    (void)state;
    int pid = pid_in(get(a, "/pid"));
    kill(pid, SIGKILL);
    for (int i = 0; i < 3000 && kill(pid, 0) == 0; i++)
        usleep(20000);
    for (int i = 0; i < 20; i++)
        assert_true(is_whole(get(a, "/pid")));
    assert_int_equal(kill(pid, 0), -1);
}

/* Whether ten answers in a row come from others than these, before two minutes are over: a busy machine takes its time. */
static bool others_answer(const int *before, int n)
{
    int others = 0;
    for (int i = 0; i < 2400 && others < 10; i++) {
        int now = pid_in(get(a, "/pid"));
        bool is_new = true;
        for (int k = 0; k < n; k++)
            is_new &= now != before[k];
        others = is_new ? others + 1 : 0;
        if (!is_new)
            usleep(50000);
    }
    return others == 10;
}

static void reload_loses_no_request_and_brings_new_workers(void **state)
{
    (void)state;
    int before = pid_in(get(a, "/pid")), slow = send_request(a, "/slow");
    usleep(50000);
    kill(parent, SIGHUP);
    for (int i = 0; i < 100; i++)
        assert_true(is_whole(get(a, "/pid")));
    assert_true(is_whole(read_reply(a, slow)));
    assert_true(others_answer(&before, 1));
}

static void reload_after_reload_loses_no_request(void **state)
{
    (void)state;
    int first = send_request(a, "/slow"), second = send_request(a, "/slow");
    int before[3] = {0};
    usleep(50000);
    kill(parent, SIGHUP);
    usleep(50000);
    before[0] = pid_in(get(a, "/pid")); /* of those that came after the first */
    kill(parent, SIGHUP);
    kill(parent, SIGHUP);
    before[1] = pid_in(read_reply(a, first));
    before[2] = pid_in(read_reply(a, second));
    assert_true(before[0] && before[1] && before[2]);
    assert_true(others_answer(before, 3));
}

static void reload_that_fails_changes_nothing(void **state)
{
    (void)state;
    struct str before = get(a, "/no-such-page");
    int pid = pid_in(get(a, "/pid"));
    assert_non_null(strstr(before.s, "<link href=\"/static/"));
    close(open(spoilt, O_CREAT | O_WRONLY, 0600));
    kill(parent, SIGHUP);
    for (int i = 0; i < 100 && kill(pid, 0) == 0; i++)
        usleep(20000);
    unlink(spoilt);
    struct str after = get(a, "/no-such-page");
    assert_true(after.n > 100);
    const char *from = strstr(before.s, "<title>"), *to = strstr(after.s, "<title>");
    assert_non_null(to);
    assert_memory_equal(from, to, (size_t)(strstr(from, "<i>") - from));
}

static void end_waits_for_the_request_in_hand(void **state)
{
    (void)state;
    int slow = send_request(a, "/slow"), big = send_request(a, "/big");
    assert_int_equal(poll(&(struct pollfd){big, POLLIN, 0}, 1, 120000), 1); /* and who came before is in hand, too */
    kill(parent, SIGTERM);
    assert_true(is_whole(read_reply(a, big)));
    assert_true(is_whole(read_reply(a, slow)));
    assert_int_equal(end(parent, 0), 0);
    parent = 0;
    assert_int_equal(access(socket_path, F_OK), -1);
}

static void workers_end_with_their_parent(void **state)
{
    (void)state;
    int pid = pid_in(get(a, "/pid"));
    end(parent, SIGKILL);
    parent = 0;
    for (int i = 0; i < 3000 && kill(pid, 0) == 0; i++)
        usleep(20000);
    assert_int_equal(kill(pid, 0), -1);
}

static void stale_socket_is_taken_over_but_not_a_live_one(void **state)
{
    (void)state;
    pid_t second = start(&good_section, "1");
    int status;
    waitpid(second, &status, 0);
    assert_int_equal(WEXITSTATUS(status), 70);
    assert_true(is_whole(get(a, "/pid")));
    end(parent, SIGKILL); /* leaves the socket's file behind */
    assert_int_equal(access(socket_path, F_OK), 0);
    for (int fd, i = 0; i < 3000 && (fd = connect_hub()) >= 0; i++) { /* its workers are on their way out */
        close(fd);
        usleep(20000);
    }
    parent = start(&good_section, "1");
    assert_true(is_answered());
}

static void rude_peers_hurt_nobody(void **state)
{
    (void)state;
    char garbage[4096];
    memset(garbage, 0xa5, sizeof garbage);
    for (int i = 0; i < 4; i++) {
        int fd = connect_hub();
        assert_true(write(fd, garbage, i ? sizeof garbage / (size_t)i : 1) > 0);
        close(fd);
    }
    int half = connect_hub(); /* BEGIN, then a promise of parameters that never come */
    assert_int_equal(write(half, "\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\1\0\0\0", 24), 24);
    for (int i = 0; i < 10; i++)
        assert_true(is_whole(get(a, "/pid")));
    close(half);
}

static int exit_of(const struct section *s)
{
    int status;
    pid_t pid = start(s, "1");
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}

enum { ROWS = sizeof rows / sizeof *rows };

/* The good table, with its first row and its length as given. */
static int exit_with(struct route first, int n)
{
    struct route table[ROWS + 1];
    memcpy(table, rows, sizeof rows);
    table[ROWS] = rows[0];
    table[0] = first;
    return exit_of(&(struct section){"test", (const struct routes[]){{table, n}}, 1, 0, NULL});
}

static void bad_rows_are_refused_at_start(void **state)
{
    (void)state;
    struct route bad[6];
    for (int i = 0; i < 6; i++)
        bad[i] = rows[0];
    bad[0].pattern = "pid";
    bad[1].pattern = "/:a/:b/:c/:d/:e";
    bad[2].method = METHOD_HEAD;
    bad[3].body = BODY_FORM;
    bad[4].rate = 0;
    bad[5].handler = NULL;
    for (int i = 0; i < 6; i++)
        assert_int_equal(exit_with(bad[i], ROWS), 70);
    assert_int_equal(exit_with(rows[0], ROWS + 1), 70); /* a row twice */
}

static void routes_and_permissions_must_agree_at_start(void **state)
{
    (void)state;
    struct route unlisted = rows[0];
    unlisted.pattern = "/not-in-perm";
    struct route more[ROWS + 1];
    memcpy(more, rows, sizeof rows);
    more[ROWS] = unlisted;
    assert_int_equal(exit_of(&(struct section){"test", (const struct routes[]){{more, ROWS + 1}}, 1, 0, NULL}), 70);
    assert_int_equal(exit_with(rows[0], ROWS - 1), 70); /* a row of perm.tsv without its route */
}

static int write_config(const char *text)
{
    FILE *f = fopen(config, "w");
    fprintf(f, "%s", text);
    return fclose(f);
}

static void bad_settings_and_templates_are_refused_at_start(void **state)
{
    (void)state;
    char *good = arena_printf(a, "templates = \"%s\"\nstatics = \"%s\"\nsql = \"%s\"\nlog_level = \"error\"\n",
                              fake_settings()->templates, fake_settings()->statics, dir);
    write_config("nonsense = 1\n");
    assert_int_equal(exit_of(&good_section), 70);
    write_config(arena_printf(a, "%stemplates = \"/nowhere\"\n", good));
    assert_int_equal(exit_of(&good_section), 70);
    write_config(arena_printf(a, "%sstatics = \"/nowhere\"\n", good));
    assert_int_equal(exit_of(&good_section), 70);
    write_config(good);
}

static int no_parent(void **state)
{
    (void)state;
    a = arena_new();
    parent = 0;
    return 0;
}

int main(void)
{
    if (!mkdtemp(dir))
        return 1;
    snprintf(socket_path, sizeof socket_path, "%s/s", dir);
    snprintf(config, sizeof config, "%s/hub.conf", dir);
    snprintf(spoilt, sizeof spoilt, "%s/spoilt", dir);
    FILE *f = fopen(config, "w");
    fprintf(f, "templates = \"%s\"\nstatics = \"%s\"\nsql = \"%s\"\nlog_level = \"error\"\n",
            fake_settings()->templates, fake_settings()->statics, dir);
    fclose(f);
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(requests_are_answered_whole),
        T(socket_is_for_owner_and_group),
        T(both_workers_take_part),
        T(worker_that_dies_comes_back),
        T(killed_worker_is_replaced),
        T(reload_loses_no_request_and_brings_new_workers),
        T(reload_after_reload_loses_no_request),
        T(reload_that_fails_changes_nothing),
        T(end_waits_for_the_request_in_hand),
        T(workers_end_with_their_parent),
        T(stale_socket_is_taken_over_but_not_a_live_one),
        T(rude_peers_hurt_nobody),
#undef T
        cmocka_unit_test_setup_teardown(bad_rows_are_refused_at_start, no_parent, tear_down),
        cmocka_unit_test_setup_teardown(routes_and_permissions_must_agree_at_start, no_parent, tear_down),
        cmocka_unit_test_setup_teardown(bad_settings_and_templates_are_refused_at_start, no_parent, tear_down),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(socket_path);
    unlink(config);
    rmdir(dir);
    return rc;
}
