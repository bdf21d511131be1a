/* file.c: see file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool file_read(struct arena *a, const char *path, size_t max, struct str *text, const char **why)
{
    *why = NULL;
    bool is_input = strcmp(path, "-") == 0;
    const char *name = is_input ? "standard input" : path;
    int fd = is_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        *why = arena_printf(a, "cannot open %s: %s", name, strerror(errno));
        return false;
    }
    struct buf b;
    buf_init(&b, a, 1 << 16);
    ssize_t got;
    while ((got = read(fd, buf_room(&b, 1 << 16), 1 << 16)) > 0) {
        b.n += (size_t)got;
        b.s[b.n] = '\0';
        if (b.n > max)
            break;
    }
    if (got < 0)
        *why = arena_printf(a, "cannot read %s: %s", name, strerror(errno));
    else if (b.n > max)
        *why = arena_printf(a, "%s is larger than %zu bytes", name, max);
    close(fd);
    *text = buf_view(&b);
    return !*why;
}
