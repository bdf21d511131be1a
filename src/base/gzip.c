/* gzip.c: see gzip.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/gzip.h"

#include <zlib.h>

#include "base/log.h"

enum { WINDOW_GZIP = 15 + 16, MEMORY_DEFAULT = 8, ROOM_AT_ONCE = 256 * 1024 };

struct str gzip_pack(struct arena *arena, struct str plain)
{
    z_stream z = {.next_in = (Bytef *)plain.s, .avail_in = (uInt)plain.n};
    if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, WINDOW_GZIP, MEMORY_DEFAULT, Z_DEFAULT_STRATEGY) != Z_OK)
        log_die("zlib has no memory");
    size_t most = deflateBound(&z, plain.n);
    char *out = arena_bytes(arena, most);
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)most;
    deflate(&z, Z_FINISH); /* deflateBound is room enough for one call */
    deflateEnd(&z);
    return (struct str){out, z.total_out};
}

bool gzip_unpack(struct arena *arena, struct str packed, size_t most, struct str *plain)
{
    z_stream z = {.next_in = (Bytef *)packed.s, .avail_in = (uInt)packed.n};
    struct buf out;
    int rc = Z_OK;

    buf_init(&out, arena, ROOM_AT_ONCE);
    if (inflateInit2(&z, WINDOW_GZIP) != Z_OK)
        log_die("zlib has no memory");
    while (rc == Z_OK && out.n <= most) {
        z.next_out = (Bytef *)buf_room(&out, ROOM_AT_ONCE);
        z.avail_out = ROOM_AT_ONCE;
        rc = inflate(&z, Z_NO_FLUSH);
        out.n += ROOM_AT_ONCE - z.avail_out;
    }
    inflateEnd(&z);
    *plain = buf_view(&out);
    return rc == Z_STREAM_END && z.avail_in == 0 && out.n <= most;
}

/* ---- piece by piece ---- */

struct gzip_writer {
    z_stream z;
    struct buf *out;
};

static void forget(void *writer)
{
    deflateEnd(&((struct gzip_writer *)writer)->z);
}

struct gzip_writer *gzip_open(struct arena *arena, struct buf *out)
{
    struct gzip_writer *w = ARENA_NEW(arena, struct gzip_writer);
    w->out = out;
    if (deflateInit2(&w->z, Z_BEST_SPEED, Z_DEFLATED, WINDOW_GZIP, MEMORY_DEFAULT, Z_DEFAULT_STRATEGY) != Z_OK)
        log_die("zlib has no memory");
    arena_defer(arena, forget, w);
    return w;
}

/* Until zlib has taken everything, and (Z_FINISH) given everything: then it leaves room unused. */
static void push(struct gzip_writer *w, int flush)
{
    do {
        w->z.next_out = (Bytef *)buf_room(w->out, ROOM_AT_ONCE);
        w->z.avail_out = ROOM_AT_ONCE;
        deflate(&w->z, flush);
        w->out->n += ROOM_AT_ONCE - w->z.avail_out;
    } while (w->z.avail_out == 0);
}

void gzip_write(struct gzip_writer *w, struct str plain)
{
    w->z.next_in = (Bytef *)plain.s;
    w->z.avail_in = (uInt)plain.n;
    push(w, Z_NO_FLUSH);
}

void gzip_close(struct gzip_writer *w)
{
    push(w, Z_FINISH);
}
