/* daemon.c: see daemon.h. Signals are waited for, in the parent by sigtimedwait, in its children by a signalfd beside the
 * database's socket, so there are no handlers.
 * SPDX-License-Identifier: Apache-2.0 */
#include "daemon/daemon.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"

enum { PROCESSES_MAX = 64, BEAT_MS = 30000, TROUBLE_FIRST_MS = 250, TROUBLE_LAST_MS = 10000 };

struct parent {
    const struct daemon_kind *kind;
    const char *config;
    struct arena *arena; /* of the settings */
    const struct hub_settings *settings;
    int n;
    struct child processes[PROCESSES_MAX];
};

static char program[32]; /* "hub-jobs" */

/* ---- a process ---- */

bool daemon_is_ending(const struct daemon *d)
{
    struct pollfd p = {d->end_fd, POLLIN, 0};
    return poll(&p, 1, 0) > 0;
}

void daemon_beat(struct daemon *d)
{
    int64_t now = clock_ms();
    if (now < d->next_beat_ms)
        return;
    heartbeat_send(d->db, program, &d->tally);
    d->next_beat_ms = now + BEAT_MS;
}

static int end_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        log_die("no signalfd: %s", strerror(errno));
    return fd;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void work_until_end(struct daemon *d)
{
    for (int64_t trouble_ms = 0; !daemon_is_ending(d);) {
        int64_t again_ms = BEAT_MS;
        enum err e = d->kind->work(d, &again_ms);
        arena_reset(d->arena);
        daemon_beat(d);
        if (!e)
            trouble_ms = 0;
        else
            again_ms = trouble_ms = trouble_ms ? least(2 * trouble_ms, TROUBLE_LAST_MS) : TROUBLE_FIRST_MS;
        int64_t beat_ms = d->next_beat_ms - clock_ms();
        db_wait_notify(d->db, d->end_fd, least(again_ms, beat_ms > 0 ? beat_ms : 0));
    }
}

static void run_process(const struct parent *p)
{
    struct daemon d = {.kind = p->kind, .settings = p->settings, .tally = {.started = time(NULL)}};
    d.end_fd = end_signals();
    d.arena = arena_new();
    d.db = db_new(p->settings->database, arena_printf(p->arena, "hub_%s", p->kind->name));
    db_listen(d.db, p->kind->listen);
    p->kind->start(&d);
    work_until_end(&d);
    if (p->kind->stop)
        p->kind->stop(&d);
    db_free(d.db);
    arena_free(d.arena);
    exit(0);
}

/* ---- keeping them alive ---- */

static void reap(struct parent *p)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        for (int i = 0; i < PROCESSES_MAX; i++)
            if (p->processes[i].pid == pid)
                child_note_exit(&p->processes[i], status, "process");
}

/* Start what is due; returns for how many ms there is nothing to do. */
static int64_t tend(struct parent *p)
{
    int64_t now = clock_ms(), idle = 60000;
    for (struct child *c = p->processes; c < p->processes + p->n; c++) {
        if (!child_due_ms(c, now) && child_start(c, "process"))
            run_process(p);
        idle = least(idle, child_due_ms(c, now));
    }
    return idle;
}

static bool signal_all(const struct parent *p, int sig)
{
    bool any = false;
    for (int i = 0; i < PROCESSES_MAX; i++)
        if (p->processes[i].pid) {
            kill(p->processes[i].pid, sig);
            any = true;
        }
    return any;
}

/* Let them finish what they have in hand, but not for ever. */
static void drain(struct parent *p, const sigset_t *set)
{
    int64_t until = clock_ms() + CHILD_DRAIN_MS;
    signal_all(p, SIGTERM);
    for (reap(p); signal_all(p, 0) && clock_ms() < until; reap(p))
        child_signal_wait(set, 100);
    if (signal_all(p, SIGKILL))
        log_line(LOG_WARN, "some processes did not finish in %d s and were ended", CHILD_DRAIN_MS / 1000);
}

/* False: the settings stay those of before. */
static bool load(struct parent *p, const char **why)
{
    struct arena *a = arena_new();
    const struct hub_settings *s = settings_read(a, p->config, why);
    if (!s)
        return false; /* with its arena, which holds the reason */
    if (p->arena)
        arena_free(p->arena);
    p->arena = a;
    p->settings = s;
    log_set_level_named(s->log_level);
    int n = p->kind->processes(s);
    p->n = n < 1 ? 1 : n > PROCESSES_MAX ? PROCESSES_MAX : n;
    return true;
}

static void reload(struct parent *p)
{
    const char *why;
    if (!load(p, &why))
        log_line(LOG_ERROR, "reload: %s; the settings of before stay", why);
    signal_all(p, SIGTERM); /* tend starts the next */
}

static void keep(struct parent *p)
{
    sigset_t set;
    child_signals_block(&set);
    signal(SIGPIPE, SIG_IGN);
    log_line(LOG_INFO, "ready: %d process%s", p->n, p->n == 1 ? "" : "es");
    for (;;) {
        int sig = child_signal_wait(&set, tend(p));
        if (sig == SIGTERM || sig == SIGINT)
            break;
        if (sig == SIGHUP)
            reload(p);
        reap(p);
    }
    drain(p, &set);
}

/* ---- options ---- */

static void usage(FILE *to, const struct daemon_kind *kind)
{
    fprintf(to,
            "Usage: %s [--config FILE]\n"
            "       %s --version | --help\n"
            "%s\n",
            program, program, kind->what);
}

/* True when the program is done already. */
static bool read_options(struct parent *p, int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"version", no_argument, NULL, 'v'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'c')
            p->config = optarg;
        else if (c == 'v')
            return printf("%s %s\n", program, HUB_VERSION), true;
        else if (c == 'h')
            return usage(stdout, p->kind), true;
        else {
            usage(stderr, p->kind);
            exit(64);
        }
    }
    if (optind < argc) {
        usage(stderr, p->kind);
        exit(64);
    }
    return false;
}

int daemon_run(int argc, char **argv, const struct daemon_kind *kind)
{
    static struct parent p;
    const char *why;
    p.kind = kind;
    snprintf(program, sizeof program, "hub-%s", kind->name);
    if (read_options(&p, argc, argv))
        return 0;
    log_set_name(program);
    umask(0077);
    if (!load(&p, &why))
        log_die("%s", why);
    keep(&p);
    arena_free(p.arena);
    return 0;
}
