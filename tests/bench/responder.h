/* responder.h: what the two yardsticks of ./hub bench have in common: the worker's own loop (web/fcgi) around an answer
 * that does nothing but what is to be measured.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BENCH_RESPONDER_H
#define TESTS_BENCH_RESPONDER_H

#include "web/fcgi.h"

/* argv: SOCKET WORKERS. Binds the socket, forks the workers, each with the context that `open` makes for it (NULL:
 * none), and waits; SIGTERM ends them all. */
int responder_run(int argc, char **argv, void *(*open)(void), fcgi_answer);

#endif
