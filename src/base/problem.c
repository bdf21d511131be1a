/* problem.c: see problem.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/problem.h"

#include <stdarg.h>

void problem_add(struct problem *p, const char *field, const char *fmt, ...)
{
    if (p->n == PROBLEM_FIELDS_MAX || problem_message(p, field))
        return;
    va_list ap;
    va_start(ap, fmt);
    p->at[p->n].field = arena_strdup(p->arena, field);
    p->at[p->n].message = arena_vprintf(p->arena, fmt, ap);
    p->n++;
    va_end(ap);
}

const char *problem_message(const struct problem *p, const char *field)
{
    for (int i = 0; i < p->n; i++)
        if (strcmp(p->at[i].field, field) == 0)
            return p->at[i].message;
    return NULL;
}

void problem_write(struct buf *out, int status, const char *title, const char *detail, const struct problem *p)
{
    struct json_writer w;
    json_begin(&w, out);
    json_open(&w, NULL, '{');
    json_put_int(&w, "status", status);
    json_put_text(&w, "title", title);
    json_put_text(&w, "detail", detail);
    json_open(&w, "errors", '[');
    for (int i = 0; p && i < p->n; i++) {
        json_open(&w, NULL, '{');
        json_put_text(&w, "field", p->at[i].field);
        json_put_text(&w, "message", p->at[i].message);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
}
