/* heartbeat.c: see heartbeat.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "db/heartbeat.h"

#include <stdio.h>
#include <unistd.h>

#include "base/log.h"

/* kB of this process that are in memory. */
static int64_t resident_kb(void)
{
    long pages = 0;
    FILE *in = fopen("/proc/self/statm", "re");
    if (!in)
        return 0;
    if (fscanf(in, "%*d %ld", &pages) != 1)
        pages = 0;
    fclose(in);
    return (int64_t)pages * (sysconf(_SC_PAGESIZE) / 1024);
}

void heartbeat_send(struct db *db, const char *program, const struct tally *tally)
{
    static bool failing;
    struct arena *a = arena_new();
    enum err e = db_query(db, a, NULL, "select ops.beat($1, $2::int, to_timestamp($3), $4, $5, $6, $7, $8)", "siisiiii",
                          program, (int64_t)getpid(), tally->started, HUB_VERSION, tally->requests, tally->failures,
                          tally->busy_us, resident_kb());
    if (e && !failing)
        log_line(LOG_WARN, "no heartbeat could be written: %s", db_message(db));
    failing = e != OK;
    arena_free(a);
}
