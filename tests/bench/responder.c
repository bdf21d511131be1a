/* responder.c: see responder.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "responder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int bind_socket(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    unlink(path);
    umask(0117);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 4096)) {
        perror(path);
        exit(70);
    }
    return fd;
}

int responder_run(int argc, char **argv, void *(*open)(void), fcgi_answer answer)
{
    sigset_t set;
    if (argc != 3) {
        fprintf(stderr, "Usage: %s SOCKET WORKERS\n", argv[0]);
        return 64;
    }
    int fd = bind_socket(argv[1]);
    for (int i = atoi(argv[2]); i > 0; i--) {
        static _Atomic int64_t busy;
        if (fork() != 0)
            continue;
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigprocmask(SIG_BLOCK, &set, NULL);
        fcgi_serve(fd, UINT64_MAX, answer, NULL, open ? open() : NULL, &busy);
        exit(0);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
