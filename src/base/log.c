/* log.c: see log.h. One write(2) per line, so that lines of several workers do not mix.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const level_names[] = {"debug", "info", "warn", "error"};
static enum log_level lowest = LOG_INFO;
static const char *process_name = "hub";

void log_set_level(enum log_level l)
{
    lowest = l;
}

void log_set_level_named(const char *name)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
        if (strncmp(name, level_names[i], strlen(level_names[i])) == 0)
            lowest = (enum log_level)i;
}

void log_set_name(const char *name)
{
    process_name = name;
}

/* How many bytes a control character takes here, 0: there is none. Not only ASCII's: U+0080 to U+009F steer terminals, U+2028
 * and U+2029 end lines for some programs. */
static size_t control_at(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    if (*u < 0x20 || *u == 0x7f)
        return 1;
    if (*u == 0xc2 && n > 1 && u[1] < 0xa0)
        return 2;
    return *u == 0xe2 && n > 2 && u[1] == 0x80 && (u[2] == 0xa8 || u[2] == 0xa9) ? 3 : 0;
}

static void log_write(enum log_level level, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static void log_write(enum log_level level, const char *fmt, va_list ap)
{
    char line[2048];
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
    n += (size_t)snprintf(line + n, sizeof line - n, ".%03ldZ %s %s ", now.tv_nsec / 1000000, level_names[level],
                          process_name);
    size_t text = n;
    int more = vsnprintf(line + n, sizeof line - n - 1, fmt, ap);
    if (more > 0)
        n += (size_t)more < sizeof line - n - 1 ? (size_t)more : sizeof line - n - 2;
    for (size_t i = text; i < n; i++)
        for (size_t control = control_at(line + i, n - i); control; control--)
            line[i + control - 1] = '?';
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        return; /* nowhere left to say it */
}

void log_line(enum log_level level, const char *fmt, ...)
{
    if (level < lowest)
        return;
    va_list ap;
    va_start(ap, fmt);
    log_write(level, fmt, ap);
    va_end(ap);
}

void log_die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    log_write(LOG_ERROR, fmt, ap);
    va_end(ap);
    exit(70);
}
