/* rate.c: see rate.h. A bucket is one 64-bit word: 16 bits that recognise its owner and the time, in microseconds,
 * at which it will be full again (the generic cell rate algorithm, ITU-T I.371). One word means no lock, so a worker
 * that dies holds none. Owners share sets of four words; the one that is full for the longest makes room. Two owners
 * with the same 16 bits in one set count together: one pair in 65,536 that meet there, and only to be slowed down.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/rate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/rng.h"

enum { SETS = 16384, WAYS = 4, TIME_BITS = 48, MINUTE_US = 60000000, TURNS_MOST = 64 };
#define TIME_MASK ((UINT64_C(1) << TIME_BITS) - 1)

struct rate_table {
    int turns;     /* a file without content, whose bytes are locked: a process that dies holds no lock */
    uint64_t seed; /* so that nobody can choose an address that shares a set with another */
    _Atomic uint64_t at[SETS][WAYS];
};

struct rate_table *rate_new(void)
{
    struct rate_table *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (r == MAP_FAILED)
        return NULL;
    r->turns = memfd_create("turns", MFD_CLOEXEC);
    if (r->turns < 0) {
        munmap(r, sizeof *r);
        return NULL;
    }
    rng_bytes(&r->seed, sizeof r->seed);
    return r;
}

void rate_free(struct rate_table *r)
{
    if (!r)
        return;
    close(r->turns);
    munmap(r, sizeof *r);
}

uint64_t rate_person(int64_t id)
{
    return (uint64_t)id << 1;
}

uint64_t rate_address(const char *address)
{
    struct in_addr four;
    struct in6_addr six;
    uint64_t key = 0;
    if (inet_pton(AF_INET, address, &four) == 1)
        key = four.s_addr;
    else if (inet_pton(AF_INET6, address, &six) == 1)
        memcpy(&key, &six, sizeof key);
    return key << 1 | 1;
}

/* The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* The owner's word, or the one to take over: it has been full for the longest. */
static _Atomic uint64_t *find(_Atomic uint64_t set[WAYS], uint64_t owner)
{
    _Atomic uint64_t *oldest = &set[0];
    for (int i = 0; i < WAYS; i++) {
        uint64_t word = atomic_load(&set[i]);
        if (word >> TIME_BITS == owner)
            return &set[i];
        if ((word & TIME_MASK) < (atomic_load(oldest) & TIME_MASK))
            oldest = &set[i];
    }
    return oldest;
}

int rate_take(struct rate_table *r, uint64_t who, int class, int per_minute, int64_t now_us)
{
    if (per_minute <= 0)
        return 0;
    uint64_t hash = mix(mix(who ^ r->seed) + (uint64_t) class), owner = hash >> TIME_BITS;
    int64_t step = MINUTE_US / per_minute > 0 ? MINUTE_US / per_minute : 1;
    _Atomic uint64_t *at = find(r->at[hash % SETS], owner);
    uint64_t word = atomic_load(at), next;
    do {
        int64_t full = word >> TIME_BITS == owner ? (int64_t)(word & TIME_MASK) : 0;
        full = (full > now_us ? full : now_us) + step;
        int64_t wait = full - now_us - MINUTE_US;
        if (wait > 0)
            return (int)((wait + 999999) / 1000000);
        next = owner << TIME_BITS | ((uint64_t)full & TIME_MASK);
    } while (!atomic_compare_exchange_weak(at, &word, next));
    return 0;
}

/* ---- turns ---- */

static bool turns_lock(const struct rate_table *r, uint64_t who, short kind, int first, int n)
{
    struct flock lock = {.l_type = kind,
                         .l_whence = SEEK_SET,
                         .l_start = (off_t)(who % (INT64_MAX / TURNS_MOST)) * TURNS_MOST + first,
                         .l_len = n};
    return fcntl(r->turns, F_SETLK, &lock) == 0;
}

bool rate_turn_begin(struct rate_table *r, uint64_t who, int most)
{
    for (int i = 0; i < most && i < TURNS_MOST; i++)
        if (turns_lock(r, who, F_WRLCK, i, 1))
            return true;
    return false;
}

void rate_turn_end(struct rate_table *r, uint64_t who)
{
    turns_lock(r, who, F_UNLCK, 0, TURNS_MOST);
}
