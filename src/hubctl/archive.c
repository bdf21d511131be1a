/* archive.c: see archive.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

/* ---- programs ---- */

static volatile sig_atomic_t child;

static void hand_on(int signal)
{
    if (child > 0)
        kill((pid_t)child, signal);
}

static void on_end_signals(void (*what)(int))
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = what, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

static pid_t start(const char *const *words, int out)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    on_end_signals(SIG_DFL);
    if (out < 0 || dup2(out, STDOUT_FILENO) >= 0)
        execvp(words[0], (char *const *)words);
    fprintf(stderr, "hubctl: %s: %s\n", words[0], strerror(errno));
    _exit(127);
}

bool archive_run(struct arena *a, const char *const *words, int out, const char **why)
{
    int status = 0;
    fflush(stdout);
    on_end_signals(hand_on);
    child = start(words, out);
    pid_t ended = child > 0 ? waitpid((pid_t)child, &status, 0) : -1;
    child = 0;
    on_end_signals(SIG_DFL);
    if (ended < 0)
        *why = arena_printf(a, "%s could not be started: %s", words[0], strerror(errno));
    else if (WIFSIGNALED(status))
        *why = arena_printf(a, "%s was ended by signal %d", words[0], WTERMSIG(status));
    else
        *why = arena_printf(a, "%s failed (%d)", words[0], WEXITSTATUS(status));
    return ended > 0 && status == 0;
}

/* ---- files ---- */

bool archive_hash(const char *path, char hex[ARCHIVE_HASH], int64_t *bytes)
{
    unsigned char part[65536], hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *bytes = 0;
    crypto_hash_sha256_init(&state);
    while (fd >= 0 && (n = read(fd, part, sizeof part)) > 0) {
        crypto_hash_sha256_update(&state, part, (unsigned long long)n);
        *bytes += n;
    }
    if (fd >= 0)
        close(fd);
    crypto_hash_sha256_final(&state, hash);
    hex_encode(hash, sizeof hash, hex);
    return n == 0;
}

const char *archive_directory(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? "." : slash == path ? "/" : arena_dup(a, path, (size_t)(slash - path));
}

const char *archive_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
