/* arena.c: blocks in a list, bump allocation, deferred calls. Who has taken much gets more in huge pages, where the system has
 * them: a page of 4 kB costs the system over a microsecond, one of 2 MB a tenth of what so many small ones would. A few of these
 * stay with the arena over a reset, because new ones cost a big reply a tenth of its time.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/log.h"

enum {
    FIRST_BLOCK = 64 * 1024,
    ALIGN = 16,
    HUGE_PAGE = 2 << 20,
    SPARE_MOST = 4,   /* huge blocks that are kept */
    MUCH = 512 * 1024 /* taken so far; and a piece that is bigger has a block of its own, which may stay untouched */
};

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(16) char data[];
};

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *p;
};

struct arena {
    struct block *first; /* kept over a reset */
    struct block *top;   /* the one being filled; later blocks come before it in the list */
    struct block *spare; /* huge blocks, kept over a reset */
    int n_spare;
    struct deferred *deferred;
    size_t taken; /* in later blocks */
};

static struct block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block))
        log_die("out of memory: asked for %zu bytes", size);
    struct block *b = malloc(sizeof *b + size);
    if (!b)
        log_die("out of memory: asked for %zu bytes", size);
    b->next = NULL;
    b->size = size;
    b->used = 0;
    return b;
}

/* What a huge block has room for: blocks of this size are huge ones. */
static const size_t huge_room = HUGE_PAGE - sizeof(struct block);

static struct block *block_new_huge(struct arena *a)
{
    struct block *b = a->spare;
    if (b) {
        a->spare = b->next;
        a->n_spare--;
        *b = (struct block){.size = huge_room};
        return b;
    }
    b = aligned_alloc(HUGE_PAGE, HUGE_PAGE);
    if (!b)
        log_die("out of memory: asked for %d bytes", HUGE_PAGE);
    madvise(b, HUGE_PAGE, MADV_HUGEPAGE); /* where there are none, small ones do */
    *b = (struct block){.size = huge_room};
    return b;
}

static void block_drop(struct arena *a, struct block *b)
{
    if (b->size != huge_room || a->n_spare == SPARE_MOST) {
        free(b);
        return;
    }
    b->next = a->spare;
    a->spare = b;
    a->n_spare++;
}

struct arena *arena_new(void)
{
    struct arena *a = malloc(sizeof *a);
    if (!a)
        log_die("out of memory");
    a->first = a->top = block_new(FIRST_BLOCK);
    a->spare = NULL;
    a->n_spare = 0;
    a->deferred = NULL;
    a->taken = 0;
    return a;
}

void arena_reset(struct arena *a)
{
    for (struct deferred *d = a->deferred; d; d = d->next)
        d->fn(d->p);
    a->deferred = NULL;
    while (a->top != a->first) {
        struct block *b = a->top;
        a->top = b->next;
        block_drop(a, b);
    }
    a->first->used = 0;
    a->taken = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    for (struct block *b; (b = a->spare);) {
        a->spare = b->next;
        free(b);
    }
    free(a->first);
    free(a);
}

/* A block with room for `size`: the top, unless it is one for a big piece alone, while there is room left in the top. */
static struct block *block_add(struct arena *a, size_t size)
{
    bool is_big = size > MUCH, is_below = is_big && a->top != a->first;
    bool is_huge = is_big ? a->spare && size <= huge_room : a->taken > MUCH;
    struct block *n = is_huge ? block_new_huge(a) : block_new(size > FIRST_BLOCK ? size : FIRST_BLOCK);
    struct block **link = is_below ? &a->top->next : &a->top;
    n->next = *link;
    *link = n;
    a->taken += is_big ? 0 : n->size;
    return n;
}

void *arena_bytes(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        log_die("out of memory: asked for %zu bytes", size);
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    struct block *b = a->top;
    if (size > b->size - b->used)
        b = block_add(a, size);
    void *p = b->data + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_bytes(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        log_die("out of memory: asked for %zu elements of %zu bytes", count, size);
    return arena_alloc(a, total);
}

char *arena_dup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_bytes(a, n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_dup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0)
        log_die("a message could not be formatted");
    char *p = arena_bytes(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
    struct deferred *d = ARENA_NEW(a, struct deferred);
    d->fn = fn;
    d->p = p;
    d->next = a->deferred;
    a->deferred = d;
}

static size_t size_of(const struct block *b)
{
    size_t n = 0;
    for (; b; b = b->next)
        n += b->size;
    return n;
}

size_t arena_held(const struct arena *a)
{
    return size_of(a->top);
}

size_t arena_spare(const struct arena *a)
{
    return size_of(a->spare);
}
