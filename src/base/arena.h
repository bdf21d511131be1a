/* arena.h: memory that is given back all at once, at the end of a request or a command.
 * Pointers taken from an arena live until arena_reset or arena_free. Allocation never returns NULL:
 * when memory is gone the process says so and exits, and its parent starts another.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);
/* Run the deferred calls, newest first, and forget every allocation. The first block is kept, and up to 8 MB of others. */
void arena_reset(struct arena *);

void *arena_alloc(struct arena *, size_t size);                 /* zeroed, aligned for any type */
void *arena_bytes(struct arena *, size_t size);                 /* not zeroed: for buffers about to be filled */
void *arena_array(struct arena *, size_t count, size_t size);   /* zeroed; count * size checked for overflow */
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

char *arena_dup(struct arena *, const char *s, size_t n);       /* n bytes and a NUL */
char *arena_strdup(struct arena *, const char *s);
char *arena_printf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

/* Call fn(p) at reset: for results, files and handles that the arena's user obtained. */
void arena_defer(struct arena *, void (*fn)(void *), void *p);
/* For the memory tests: bytes of the blocks in use, and of those that a reset kept for later. */
size_t arena_held(const struct arena *);
size_t arena_spare(const struct arena *);

#endif
