/* series_pack.c: see series_pack.h. All numbers are little-endian:
 *   "HubSeri1", u32 rows, u32 base day, u32 meaning, u32 columns, the days, and of each column a u8 with the size of its name, the name, its values.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/series_pack.h"

#include <endian.h>

#include "base/planes.h"
#include "base/zstd.h"

enum { MAGIC = 8, HEAD = MAGIC + 16, PLAIN_MAX = HEAD + (PRICE_FIELDS + 1) * (SERIES_ROWS_MAX * PLANES + 32) };
static const char magic[MAGIC + 1] = "HubSeri1";

const char *const series_column_name[PRICE_FIELDS] = {
    [PRICE_OPEN] = "open",           [PRICE_HIGH] = "high",     [PRICE_LOW] = "low",          [PRICE_CLOSE] = "close",
    [PRICE_ADJ_CLOSE] = "adj_close", [PRICE_VOLUME] = "volume", [PRICE_DIVIDEND] = "dividend"};

static void put_u32(struct buf *out, uint32_t x)
{
    uint32_t little = htole32(x);
    buf_add(out, (const char *)&little, sizeof little);
}

static int columns_of(const struct price_file_series *s)
{
    int n = 0;
    for (int field = 0; field < PRICE_FIELDS; field++)
        n += s->value[field] != NULL;
    return n;
}

struct str series_pack(struct arena *a, const struct price_file_series *s, struct str *plain)
{
    struct buf out;
    double *day = ARENA_ARRAY(a, s->n, double);
    buf_init(&out, a, (size_t)(columns_of(s) + 1) * (s->n * PLANES + 32) + HEAD);
    buf_add(&out, magic, MAGIC);
    put_u32(&out, (uint32_t)s->n);
    put_u32(&out, (uint32_t)s->base_day);
    put_u32(&out, s->meaning);
    put_u32(&out, (uint32_t)columns_of(s));
    for (size_t i = 0; i < s->n; i++)
        day[i] = s->day[i];
    planes_write(&out, day, NULL, s->n);
    for (int field = 0; field < PRICE_FIELDS; field++) {
        if (!s->value[field])
            continue;
        buf_putc(&out, (char)strlen(series_column_name[field]));
        buf_puts(&out, series_column_name[field]);
        planes_write(&out, s->value[field], NULL, s->n);
    }
    if (plain)
        *plain = buf_view(&out);
    return zstd_pack(a, buf_view(&out));
}

/* ---- unpacking ---- */

static const unsigned char *take(struct str *rest, size_t n)
{
    if (rest->n < n)
        return NULL;
    const unsigned char *from = (const unsigned char *)rest->s;
    *rest = (struct str){rest->s + n, rest->n - n};
    return from;
}

static uint32_t take_u32(struct str *rest)
{
    uint32_t little = 0;
    const unsigned char *from = take(rest, sizeof little);
    if (from)
        memcpy(&little, from, sizeof little);
    return le32toh(little);
}

static double *take_values(struct arena *a, struct str *rest, size_t n)
{
    const unsigned char *from = take(rest, n * PLANES);
    double *value = from ? ARENA_ARRAY(a, n, double) : NULL;
    if (from)
        planes_read(from, NULL, n, value);
    return value;
}

static bool take_days(struct arena *a, struct str *rest, struct price_file_series *s)
{
    const double *value = take_values(a, rest, s->n);
    s->day = ARENA_ARRAY(a, s->n, int32_t);
    for (size_t i = 0; value && i < s->n; i++) {
        if (!(value[i] >= INT32_MIN && value[i] <= INT32_MAX))
            return false;
        s->day[i] = (int32_t)value[i];
    }
    return value != NULL;
}

/* A column of a name that this program does not know is passed over. */
static bool take_column(struct arena *a, struct str *rest, struct price_file_series *s)
{
    const unsigned char *size = take(rest, 1);
    const unsigned char *name = size ? take(rest, *size) : NULL;
    double *value = name ? take_values(a, rest, s->n) : NULL;
    for (int field = 0; value && field < PRICE_FIELDS; field++)
        if (str_eq((struct str){(const char *)name, *size}, series_column_name[field]))
            s->value[field] = value;
    return value != NULL;
}

bool series_unpack(struct arena *a, struct str packed, struct price_file_series *s, const char **why)
{
    struct str rest;
    *why = "it is not a packed series";
    if (!zstd_unpack(a, packed, PLAIN_MAX, &rest))
        return false;
    const unsigned char *begin = take(&rest, MAGIC);
    if (!begin || memcmp(begin, magic, MAGIC) != 0)
        return false;
    *s = (struct price_file_series){.name = s->name, .n = take_u32(&rest)};
    s->base_day = (int32_t)take_u32(&rest);
    uint32_t meaning = take_u32(&rest);
    uint32_t columns = take_u32(&rest);
    *why = "its columns are not as they were packed";
    if (!s->n || s->n > SERIES_ROWS_MAX || columns > UINT8_MAX || meaning > PRICE_ADJUSTED || !take_days(a, &rest, s))
        return false;
    s->meaning = (enum price_meaning)meaning;
    while (columns--)
        if (!take_column(a, &rest, s))
            return false;
    return s->value[PRICE_CLOSE] && !rest.n;
}
