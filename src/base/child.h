/* child.h: processes that a parent keeps alive, and the signals the parent waits for instead of having handlers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { CHILD_DRAIN_MS = 20000 }; /* so long one that was asked to end may finish what it has in hand */

/* One place for a process; all zero: none yet, and one may start at once. */
struct child {
    pid_t pid;                    /* 0: none */
    int64_t started_ms, retry_ms; /* by clock_ms(); retry_ms: the next one starts then */
    int pause_ms;
};

/* Fork. True in the child, which gets SIGTERM should the parent end first. False in the parent, also when there could be no
 * child: then that is logged and the next try is due in 5 s. what: "worker". */
bool child_start(struct child *, const char *what);
/* It ended with this status of waitpid(). The next starts at once after a good end or a life of 1 s, else after a pause that
 * grows to 5 s; an end that was not good is logged. */
void child_note_exit(struct child *, int status, const char *what);
/* How many ms from now (clock_ms()) until one is to start, never negative; INT64_MAX: it is alive. */
int64_t child_due_ms(const struct child *, int64_t now);

/* Block the signals of a parent: SIGTERM, SIGINT, SIGHUP, SIGCHLD, and SIGUSR1, which would end it. Its children have them
 * blocked, too. */
void child_signals_block(sigset_t *);
/* The next of them, at the latest after so many ms: then it is negative. */
int child_signal_wait(const sigset_t *, int64_t ms);

#endif
