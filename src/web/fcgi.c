/* fcgi.c: see fcgi.h. Why each step is there: a signal during a request would cut the reply, a silent peer would hold the
 * worker, and libfcgi itself must never wait in accept().
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/fcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "base/rng.h"

/* Beats are spread at random, so that a database which does not answer holds one worker at a time. */
enum { PEER_SECONDS = 5, FIRST_BEAT_MS = 1000, BEAT_MS = 25000, BEAT_SPREAD_MS = 10000, BIG = 32 * 1024 };

static volatile sig_atomic_t stopping;

static void stop(int sig)
{
    (void)sig;
    stopping = 1;
}

static bool read_body(void *from, char *to, size_t n)
{
    FCGX_Stream *in = from;
    return n <= INT_MAX && FCGX_GetStr(to, (int)n, in) == (int)n && FCGX_GetError(in) == 0;
}

static void put(FCGX_Stream *out, const char *s, size_t n)
{
    for (size_t part; n; s += part, n -= part) {
        part = n < INT_MAX ? n : INT_MAX;
        if (FCGX_PutStr(s, (int)part, out) < 0)
            return; /* the browser went away; nginx knows */
    }
}

/* libfcgi writes records of 8 kB, and each wakes nginx. A big body goes out in the largest records that the protocol has
 * (FastCGI 1.0, section 3.3), behind what libfcgi has written and before it ends the stream. */
static void send_big(const FCGX_Request *rq, const char *s, size_t n)
{
    enum { FCGI_1 = 1, FCGI_STDOUT = 6, HEAD = 8, MOST = 65528 /* a multiple of 8: no padding */ };
    for (size_t part; n; s += part, n -= part) {
        part = n < MOST ? n : MOST;
        unsigned char head[HEAD] = {FCGI_1,    FCGI_STDOUT, rq->requestId >> 8 & 255, rq->requestId & 255,
                                    part >> 8, part & 255};
        struct iovec record[] = {{head, sizeof head}, {(void *)s, part}};
        if (writev(rq->ipcFd, record, 2) != (ssize_t)(sizeof head + part)) {
            shutdown(rq->ipcFd, SHUT_RDWR); /* the browser went away, or read nothing for PEER_SECONDS; nginx knows */
            return;
        }
    }
}

static void send_reply(const FCGX_Request *rq, struct res *res)
{
    FCGX_Stream *out = rq->out;
    struct buf head;
    buf_init(&head, res->arena, res->head.n + 128);
    buf_puts(&head, "Status: ");
    head.n += (size_t)num_write_int(res->status, buf_room(&head, NUM_TEXT));
    buf_putc(&head, ' ');
    buf_puts(&head, res_reason(res->status));
    buf_puts(&head, "\r\n");
    if (res->body.n) {
        buf_puts(&head, "Content-Length: ");
        head.n += (size_t)num_write_int((int64_t)res->body.n, buf_room(&head, NUM_TEXT));
        buf_puts(&head, "\r\n");
    }
    buf_str(&head, buf_view(&res->head));
    buf_puts(&head, "\r\n");
    put(out, head.s, head.n);
    if (res->body.n >= BIG && FCGX_FFlush(out) == 0)
        send_big(rq, res->body.s, res->body.n);
    else
        put(out, res->body.s, res->body.n);
}

static int64_t now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec + 1;
}

static void serve_one(FCGX_Request *rq, struct arena *a, fcgi_answer answer, void *context, struct tally *tally)
{
    int64_t started = clock_us();
    struct web_call call = {.read = read_body, .from = rq->in};
    struct res res;
    for (char **p = rq->envp; *p; p++)
        web_call_param(&call, *p);
    answer(context, a, &call, &res);
    send_reply(rq, &res);
    FCGX_Finish_r(rq);
    tally->requests++;
    tally->failures += res.status >= 500;
    tally->busy_us += clock_us() - started;
    arena_reset(a);
}

/* The next connection, with time-outs on it; -1: a signal came, it is time for a beat, or another worker was faster. */
static int next_connection(int listen_fd, int64_t until_ms)
{
    static const struct timeval patience = {.tv_sec = PEER_SECONDS};
    sigset_t open;
    struct pollfd p = {.fd = listen_fd, .events = POLLIN};
    int64_t left = until_ms - clock_ms();
    struct timespec wait = {.tv_sec = left > 0 ? left / 1000 : 0, .tv_nsec = left > 0 ? left % 1000 * 1000000 : 0};
    sigemptyset(&open);
    if (ppoll(&p, 1, &wait, &open) <= 0)
        return -1;
    int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
            log_die("no connection can be taken: %s", strerror(errno));
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return fd;
}

static void prepare(int listen_fd, FCGX_Request *rq)
{
    struct sigaction act = {.sa_handler = stop};
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGINT, &act, NULL);
    act.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &act, NULL);
    sigaction(SIGHUP, &act, NULL);
    sigaction(SIGUSR1, &act, NULL);
    fcntl(listen_fd, F_SETFL, fcntl(listen_fd, F_GETFL) | O_NONBLOCK);
    setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "200", 1);
    /* -1: after a broken beginning libfcgi tries to accept for itself, without our time-outs; let that fail at once. */
    if (FCGX_Init() || FCGX_InitRequest(rq, -1, FCGI_FAIL_ACCEPT_ON_INTR))
        log_die("libfcgi could not be started");
}

static int64_t beat_after(int64_t ms)
{
    uint16_t random;
    rng_bytes(&random, sizeof random);
    return clock_ms() + ms + random % (ms < BEAT_MS ? FIRST_BEAT_MS : BEAT_SPREAD_MS);
}

void fcgi_serve(int listen_fd, uint64_t most, fcgi_answer answer, fcgi_beat beat, void *context,
                _Atomic int64_t *busy_since)
{
    FCGX_Request rq;
    struct arena *a = arena_new();
    struct tally tally = {.started = time(NULL)};
    int64_t beat_ms = beat ? beat_after(FIRST_BEAT_MS) : INT64_MAX;
    prepare(listen_fd, &rq);
    while (!stopping && (uint64_t)tally.requests < most) {
        if (clock_ms() >= beat_ms) {
            atomic_store_explicit(busy_since, now_s(), memory_order_relaxed);
            beat(context, &tally);
            atomic_store_explicit(busy_since, 0, memory_order_relaxed);
            beat_ms = beat_after(BEAT_MS);
        }
        int fd = next_connection(listen_fd, beat_ms);
        if (fd < 0)
            continue;
        atomic_store_explicit(busy_since, now_s(), memory_order_relaxed);
        rq.ipcFd = fd;
        rq.keepConnection = 1; /* so that FCGX_Accept_r, which finishes the last request first, leaves this one open */
        if (FCGX_Accept_r(&rq) == 0)
            serve_one(&rq, a, answer, context, &tally);
        atomic_store_explicit(busy_since, 0, memory_order_relaxed);
    }
    arena_free(a);
}
