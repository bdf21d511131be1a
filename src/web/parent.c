/* parent.c: web_run, the main() of a section's worker: options, settings, templates; then it keeps the workers alive
 * and serves no request itself. It waits for signals and deadlines in one place, so there are no handlers in it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/heartbeat.h"
#include "web/dispatch.h"
#include "web/fcgi.h"
#include "web/health.h"
#include "web/perm.h"
#include "web/view.h"

#ifndef __has_feature /* clang's way to say what gcc says with __SANITIZE_ADDRESS__ */
#define __has_feature(x) 0
#endif

enum {
    WORKERS_MAX = 256,
    BACKLOG = 4096,              /* connect() on a unix socket does not wait: a short queue is a 502 */
    REQUESTS_MAX = 1000000,      /* then a fresh worker: bounds what libraries may leak */
    BUSY_S = 30,                 /* nothing a page does takes that long: the worker hangs */
    MMAP_THRESHOLD = 1024 * 1024 /* bigger blocks go back to the system when the request is over */
};

static char program[64]; /* "hub-margin" */

struct slot {
    struct child worker;
    pid_t leaving; /* the one that was replaced; 0: none */
    int64_t kill_ms;
    int turn; /* 0 and 1 in turn: which of the slot's two words of `busy` is the worker's, and not that of the one before */
};

struct parent {
    const struct section *section;
    const char *config, *socket;
    int listen_fd, n, asked_workers;
    struct arena *arena; /* of what is loaded now */
    const struct hub_settings *settings;
    struct rate_table *rate;
    _Atomic int64_t *busy; /* two per slot, shared with the workers */
    bool must_replace;     /* as soon as those replaced before are gone */
    struct slot slots[WORKERS_MAX];
};

/* ---- the table of routes ---- */

static const char *row_fault(const struct route *r)
{
    int names = 0;
    for (const char *p = r->pattern; p && *p; p++)
        names += *p == ':';
    if (!r->pattern || r->pattern[0] != '/' || names > REQ_ARGS_MAX)
        return "its pattern is not usable";
    if (r->method != METHOD_GET && !method_changes(r->method))
        return "its method must be GET, POST, PATCH or DELETE";
    if (r->method == METHOD_GET ? r->body != BODY_NONE : r->body <= BODY_IGNORED || r->body > BODY_UPLOAD)
        return "its body does not go with its method";
    if (r->rate < RATE_FREE || r->rate > RATE_SIGNIN)
        return "it has no rate";
    return r->handler ? NULL : "it has no handler";
}

static bool is_row_twice(const struct section *s, const struct route *row)
{
    int n = 0;
    for (int t = 0; t < s->n_tables; t++)
        for (int i = 0; i < s->tables[t].n; i++)
            n += s->tables[t].at[i].method == row->method && strcmp(s->tables[t].at[i].pattern, row->pattern) == 0;
    return n > 1;
}

static bool has_route(const struct section *s, const struct perm *p)
{
    for (int t = 0; t < s->n_tables; t++)
        for (int i = 0; i < s->tables[t].n; i++)
            if (s->tables[t].at[i].method == p->method && strcmp(s->tables[t].at[i].pattern, p->path) == 0)
                return true;
    return false;
}

static void check_permissions(const struct section *s)
{
    for (const struct perm *p = perm_rows; p < perm_rows + perm_rows_n; p++)
        if (strcmp(p->section, s->name) == 0 && !has_route(s, p))
            log_die("perm.tsv has a row for %s %s, but the section %s has no such route", method_name[p->method],
                    p->path, s->name);
    for (int i = 0; i < health_routes.n; i++)
        if (!perm_find("-", health_routes.at[i].method, health_routes.at[i].pattern))
            log_die("perm.tsv has no row for %s", health_routes.at[i].pattern);
}

static void check_routes(const struct section *s)
{
    for (int t = 0; t < s->n_tables; t++)
        for (int i = 0; i < s->tables[t].n; i++) {
            const struct route *r = &s->tables[t].at[i];
            const char *fault = row_fault(r);
            if (!fault && is_row_twice(s, r))
                fault = "it stands twice in the tables";
            if (!fault && !perm_find(s->name, r->method, r->pattern))
                fault = "it has no row in perm.tsv";
            if (fault)
                log_die("route %d of table %d (%s): %s", i + 1, t + 1, r->pattern ? r->pattern : "no pattern", fault);
        }
    check_permissions(s);
}

static void print_routes(const struct section *s)
{
    struct arena *a = arena_new();
    static const char *const proofs[] = {"-", "factor", "fresh"};
    static const char *const bodies[] = {"", "none", "form", "json", "upload"};
    static const char *const rates[] = {"", "free", "page", "calc", "save", "signin"};
    for (int t = 0; t < s->n_tables; t++)
        for (int i = 0; i < s->tables[t].n; i++) {
            const struct route *r = &s->tables[t].at[i];
            const struct perm *p = perm_find(s->name, r->method, r->pattern);
            printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", method_name[r->method], r->pattern, perm_who(a, p),
                   p->scope ? p->scope : "-", proofs[p->proof], bodies[r->body], rates[r->rate], r->handler_name);
        }
    arena_free(a);
}

/* ---- start ---- */

static void free_arena(void *a)
{
    arena_free(a);
}

/* False: the settings stay those of before. What was read before the fault was found is in use already, so both arenas are
 * kept until all is well again. */
static bool load(struct parent *p, const char **why)
{
    struct arena *a = arena_new(), *before = p->arena;
    const struct hub_settings *s = settings_read(a, p->config, why);
    p->arena = a;
    if (!s || !health_load(a, s, why) || !view_load(a, s, why) || (p->section->load && !p->section->load(a, s, why))) {
        arena_defer(a, free_arena, before);
        return false;
    }
    arena_free(before);
    p->settings = s;
    return true;
}

static void *shared_memory(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        log_die("no shared memory: %s", strerror(errno));
    return p;
}

/* A socket file that nobody answers at is what an earlier run left behind. */
static void remove_stale(const struct sockaddr_un *at)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (const struct sockaddr *)at, sizeof *at) == 0 || errno == EAGAIN)
        log_die("%s: another program answers there", at->sun_path);
    close(fd);
    if (errno == ECONNREFUSED)
        unlink(at->sun_path);
}

static int bind_socket(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof at.sun_path)
        log_die("%s: the path of a socket has at most %zu bytes", path, sizeof at.sun_path - 1);
    strcpy(at.sun_path, path);
    remove_stale(&at);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    mode_t before = umask(0117); /* 0660: nginx's group */
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, BACKLOG))
        log_die("%s: %s", path, strerror(errno));
    umask(before);
    return fd;
}

static int inherited_socket(void)
{
    int listening = 0;
    socklen_t n = sizeof listening;
    if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) || !listening)
        log_die("standard input is not a listening socket; name one with --socket");
    return STDIN_FILENO;
}

/* ---- the worker ---- */

static void limit_memory(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !__has_feature(address_sanitizer) /* which reserve terabytes */
    struct rlimit limit = {1u << 30, 1u << 30};
    setrlimit(RLIMIT_AS, &limit);
#endif
    /* Fixed, because glibc raises them by itself after the first big reply and then keeps the memory. */
    mallopt(M_MMAP_THRESHOLD, MMAP_THRESHOLD);
    mallopt(M_TRIM_THRESHOLD, 2 * MMAP_THRESHOLD);
}

static void answer(void *context, struct arena *a, const struct web_call *call, struct res *res)
{
    web_dispatch(context, a, call, res);
}

static void beat(void *context, const struct tally *tally)
{
    const struct web *web = context;
    heartbeat_send(web->db, program, tally);
}

static _Atomic int64_t *busy_since(struct parent *p, int slot)
{
    return &p->busy[2 * slot + p->slots[slot].turn];
}

static void run_worker(struct parent *p, int slot)
{
    if (getpriority(PRIO_PROCESS, 0) < p->section->niceness && setpriority(PRIO_PROCESS, 0, p->section->niceness))
        log_line(LOG_WARN, "the priority could not be lowered: %s", strerror(errno));
    limit_memory();
    struct web web = {.section = p->section, .settings = p->settings, .rate = p->rate};
    web.db = db_new(p->settings->database, arena_printf(p->arena, "hub_%s", p->section->name));
    fcgi_serve(p->listen_fd, REQUESTS_MAX, answer, beat, &web, busy_since(p, slot));
    db_free(web.db);
    exit(0);
}

/* ---- keeping them alive ---- */

static void start_worker(struct parent *p, int i)
{
    struct slot *s = &p->slots[i];
    s->turn = !s->turn;
    atomic_store(busy_since(p, i), 0);
    if (child_start(&s->worker, "worker"))
        run_worker(p, i);
}

static void note_exit(struct parent *p, pid_t pid, int status)
{
    for (int i = 0; i < p->n; i++) {
        struct slot *s = &p->slots[i];
        if (s->leaving == pid)
            s->leaving = 0;
        if (s->worker.pid == pid)
            child_note_exit(&s->worker, status, "worker");
    }
}

static void reap(struct parent *p)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        note_exit(p, pid, status);
}

static bool any_leaving(const struct parent *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->slots[i].leaving)
            return true;
    return false;
}

static void replace(struct parent *p)
{
    const char *why = "";
    p->must_replace = false;
    if (!load(p, &why))
        log_line(LOG_ERROR, "reload: %s; the settings of before stay", why);
    log_set_level_named(p->settings->log_level);
    for (int i = 0; i < p->n; i++) {
        struct slot *s = &p->slots[i];
        s->leaving = s->worker.pid;
        s->kill_ms = clock_ms() + CHILD_DRAIN_MS;
        s->worker.pid = 0;
        start_worker(p, i); /* the new one first, so that somebody always takes connections */
        if (s->leaving)
            kill(s->leaving, SIGTERM);
    }
    log_line(LOG_INFO, "%d workers replaced", p->n);
}

static void kill_hanging(struct parent *p, int i, int64_t now)
{
    struct slot *s = &p->slots[i];
    int64_t since = atomic_load(busy_since(p, i));
    if (s->leaving && now > s->kill_ms)
        kill(s->leaving, SIGKILL);
    if (s->worker.pid && since && now / 1000 - since > BUSY_S) {
        log_line(LOG_ERROR, "worker %d has been busy for more than %d s and is ended", (int)s->worker.pid, BUSY_S);
        kill(s->worker.pid, SIGKILL);
    }
}

/* Start what is due, end what hangs; returns how long there is nothing to do. */
static int64_t tend(struct parent *p)
{
    int64_t now = clock_ms(), idle = 1000;
    if (p->must_replace && !any_leaving(p))
        replace(p);
    for (int i = 0; i < p->n; i++) {
        const struct child *worker = &p->slots[i].worker;
        kill_hanging(p, i, now);
        if (!child_due_ms(worker, now))
            start_worker(p, i);
        int64_t due = child_due_ms(worker, now);
        idle = due < idle ? due : idle;
    }
    return idle;
}

static bool any_left(const struct parent *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->slots[i].worker.pid || p->slots[i].leaving)
            return true;
    return false;
}

static void signal_all(const struct parent *p, int sig)
{
    for (int i = 0; i < p->n; i++) {
        if (p->slots[i].worker.pid)
            kill(p->slots[i].worker.pid, sig);
        if (p->slots[i].leaving)
            kill(p->slots[i].leaving, sig);
    }
}

/* Let the requests in hand be answered, but not for ever. */
static void drain(struct parent *p, const sigset_t *set)
{
    int64_t until = clock_ms() + CHILD_DRAIN_MS;
    signal_all(p, SIGTERM);
    for (reap(p); any_left(p) && clock_ms() < until; reap(p))
        child_signal_wait(set, 100);
    if (any_left(p))
        log_line(LOG_WARN, "some workers did not finish in %d s and are ended", CHILD_DRAIN_MS / 1000);
    signal_all(p, SIGKILL);
    if (p->socket)
        unlink(p->socket);
}

static void keep(struct parent *p)
{
    sigset_t set;
    child_signals_block(&set);
    log_line(LOG_INFO, "ready: %d workers", p->n);
    for (;;) {
        int sig = child_signal_wait(&set, tend(p));
        if (sig == SIGTERM || sig == SIGINT)
            break;
        p->must_replace |= sig == SIGHUP;
        reap(p);
    }
    drain(p, &set);
}

/* ---- options ---- */

static void usage(FILE *to, const char *name)
{
    fprintf(to,
            "Usage: hub-%s [--socket PATH] [--config FILE] [--workers N]\n"
            "       hub-%s --routes | --version | --help\n"
            "Serves FastCGI on the socket it binds at PATH, else on the listening socket that is its standard input.\n",
            name, name);
}

/* True when the program is done already. */
static bool read_options(struct parent *p, int argc, char **argv)
{
    static const struct option options[] = {
        {"socket", required_argument, NULL, 's'},
        {"config", required_argument, NULL, 'c'},
        {"workers", required_argument, NULL, 'w'},
        {"routes", no_argument, NULL, 'r'},
        {"version", no_argument, NULL, 'v'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 's')
            p->socket = optarg;
        else if (c == 'c')
            p->config = optarg;
        else if (c == 'w' && (p->asked_workers = atoi(optarg)) > 0)
            continue;
        else if (c == 'r')
            return print_routes(p->section), true;
        else if (c == 'v')
            return printf("hub-%s %s\n", p->section->name, HUB_VERSION), true;
        else if (c == 'h')
            return usage(stdout, p->section->name), true;
        else {
            usage(stderr, p->section->name);
            exit(64);
        }
    }
    return false;
}

static int count_workers(const struct parent *p)
{
    int n = p->asked_workers           ? p->asked_workers
            : p->section->niceness > 0 ? p->settings->auth_workers
                                       : p->settings->workers;
    return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : n;
}

int web_run(int argc, char **argv, const struct section *section)
{
    static struct parent p;
    const char *why = NULL;
    p.section = section;
    check_routes(section);
    if (read_options(&p, argc, argv))
        return 0;
    snprintf(program, sizeof program, "hub-%s", section->name);
    log_set_name(program);
    umask(0077);
    if (!load(&p, &why))
        log_die("%s", why);
    log_set_level_named(p.settings->log_level);
    p.n = count_workers(&p);
    p.listen_fd = p.socket ? bind_socket(p.socket) : inherited_socket();
    p.rate = rate_new();
    p.busy = shared_memory(sizeof *p.busy * 2 * WORKERS_MAX);
    keep(&p);
    arena_free(p.arena);
    return 0;
}
