/* db_value.c: reads what a statement answered; see db.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "db/db.h"

#include <libpq-fe.h>
#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/num.h"

const char *db_text(const struct db_result *r, int row, int col)
{
    return PQgetvalue(r->pg, row, col);
}

struct str db_str(const struct db_result *r, int row, int col)
{
    return (struct str){PQgetvalue(r->pg, row, col), (size_t)PQgetlength(r->pg, row, col)};
}

int64_t db_int(const struct db_result *r, int row, int col)
{
    return strtoll(PQgetvalue(r->pg, row, col), NULL, 10);
}

double db_double(const struct db_result *r, int row, int col)
{
    double x = 0;
    struct str s = db_str(r, row, col);
    if (s.n && !num_parse(s, &x))
        x = s.s[0] == 'N' ? NAN : s.s[0] == '-' ? -INFINITY : INFINITY;
    return x;
}

bool db_bool(const struct db_result *r, int row, int col)
{
    return PQgetvalue(r->pg, row, col)[0] == 't';
}

int32_t db_day(const struct db_result *r, int row, int col)
{
    int32_t day = 0;
    day_parse(db_str(r, row, col), &day);
    return day;
}

struct str db_bytes(const struct db_result *r, int row, int col, struct arena *a)
{
    struct str s = db_str(r, row, col);
    if (PQfformat(r->pg, col) == 1 || s.n < 2)
        return s;
    size_t n = (s.n - 2) / 2; /* \x and two digits a byte */
    unsigned char *out = arena_bytes(a, n + 1);
    if (!hex_decode((struct str){s.s + 2, s.n - 2}, out, n))
        return (struct str){0};
    return (struct str){(char *)out, n};
}

bool db_is_null(const struct db_result *r, int row, int col)
{
    return PQgetisnull(r->pg, row, col);
}

double db_double_or_nan(const struct db_result *r, int row, int col)
{
    return db_is_null(r, row, col) ? NAN : db_double(r, row, col);
}

enum err db_found(const struct db_result *r, enum err e)
{
    return e ? e : r->rows == 0 ? ERR_NOTFOUND : OK;
}

enum err db_found_text(const struct db_result *r, enum err e, const char **text)
{
    e = db_found(r, e);
    if (!e && db_is_null(r, 0, 0))
        e = ERR_NOTFOUND;
    if (!e && text)
        *text = db_text(r, 0, 0);
    return e;
}
