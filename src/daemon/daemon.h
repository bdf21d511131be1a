/* daemon.h: the main() of a program that takes its work from the database and not from a socket: hub-jobs, hub-egress.
 *
 * A parent keeps one or more processes alive and does nothing else. Each of them has a connection as the program's role that
 * listens for its notifications, works off what is due, and waits: for a notification, for the next thing to become due,
 * for the end. A database that is away is asked again after a pause that grows to 10 s. SIGHUP to the parent reads the
 * settings and replaces the processes; SIGTERM ends them when they are done with what is in hand, at the latest after 20 s.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

#include "base/settings.h"
#include "db/heartbeat.h"

struct daemon_kind;

/* One of the processes. */
struct daemon {
    const struct daemon_kind *kind;
    const struct hub_settings *settings;
    struct db *db;       /* role hub_<name>, listening */
    struct arena *arena; /* given back after each round of work */
    struct tally tally;  /* of the heartbeat; the program counts */
    void *own;           /* what `start` made */
    int64_t next_beat_ms;
    int end_fd;          /* readable when the process is to end */
};

struct daemon_kind {
    const char *name;   /* "jobs": the program is hub-jobs, its role hub_jobs */
    const char *listen; /* "listen hub_job" */
    const char *what;   /* one line for --help */
    int (*processes)(const struct hub_settings *);
    /* In each process before its first work. */
    void (*start)(struct daemon *);
    /* Do what is due and say in how many ms to look again. An error other than OK means that the database is in trouble: the
     * pause before the next call then grows. */
    enum err (*work)(struct daemon *, int64_t *again_ms);
    /* In each process after its last work, or NULL. */
    void (*stop)(struct daemon *);
};

int daemon_run(int argc, char **argv, const struct daemon_kind *);

/* SIGTERM came: finish what is in hand, take nothing new. */
bool daemon_is_ending(const struct daemon *);
/* Send the heartbeat when it is due, about every 30 s; for work that takes longer than that. In no transaction of d->db. */
void daemon_beat(struct daemon *);

#endif
