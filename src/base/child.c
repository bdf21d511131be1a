/* child.c: see child.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/child.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

enum {
    HEALTHY_MS = 1000, /* one that lived so long did not die of its start */
    PAUSE_FIRST_MS = 50,
    PAUSE_LAST_MS = 5000
};

bool child_start(struct child *c, const char *what)
{
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            _exit(0);
        return true;
    }
    c->started_ms = clock_ms();
    if (pid > 0) {
        c->pid = pid;
    } else {
        log_line(LOG_ERROR, "no %s could be forked: %s", what, strerror(errno));
        c->retry_ms = c->started_ms + PAUSE_LAST_MS;
    }
    return false;
}

static int next_pause(int before)
{
    if (!before)
        return PAUSE_FIRST_MS;
    return 2 * before < PAUSE_LAST_MS ? 2 * before : PAUSE_LAST_MS;
}

void child_note_exit(struct child *c, int status, const char *what)
{
    int64_t now = clock_ms();
    c->pause_ms = !status || now - c->started_ms >= HEALTHY_MS ? 0 : next_pause(c->pause_ms);
    c->retry_ms = now + c->pause_ms;
    if (status)
        log_line(LOG_WARN, "%s %d ended with %s %d; the next starts in %d ms", what, (int)c->pid,
                 WIFSIGNALED(status) ? "signal" : "status",
                 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), c->pause_ms);
    c->pid = 0;
}

int64_t child_due_ms(const struct child *c, int64_t now)
{
    if (c->pid)
        return INT64_MAX;
    return c->retry_ms > now ? c->retry_ms - now : 0;
}

void child_signals_block(sigset_t *set)
{
    sigemptyset(set);
    for (const int *sig = (const int[]){SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGUSR1, 0}; *sig; sig++)
        sigaddset(set, *sig);
    sigprocmask(SIG_BLOCK, set, NULL);
}

int child_signal_wait(const sigset_t *set, int64_t ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    return sigtimedwait(set, NULL, &t);
}
