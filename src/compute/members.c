/* members.c: see members.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/members.h"

#include <ctype.h>

#include "base/day.h"

const char *member_name(struct arena *a, const char *prefix, const char *key)
{
    return prefix ? arena_printf(a, "%s.%s", prefix, key) : key;
}

void members_refuse_unknown(struct json_object *o, const char *prefix, const char *const *known, const char *engine,
                            struct problem *p)
{
    json_object_object_foreach(o, key, value)
    {
        (void)value;
        const char *const *k = known;
        while (*k && strcmp(*k, key) != 0)
            k++;
        if (!*k)
            problem_add(p, member_name(p->arena, prefix, key), "this key is not known to %s", engine);
    }
}

void member_number(struct json_object *o, const char *prefix, const char *key, double *x, struct problem *p)
{
    if (json_member(o, key) && !json_get_num(o, key, x))
        problem_add(p, member_name(p->arena, prefix, key), "a number is expected");
}

void member_flag(struct json_object *o, const char *prefix, const char *key, bool *x, struct problem *p)
{
    if (json_member(o, key) && !json_get_bool(o, key, x))
        problem_add(p, member_name(p->arena, prefix, key), "true or false is expected");
}

const char *member_text(struct json_object *o, const char *prefix, const char *key, struct problem *p)
{
    struct str s;
    if (!json_member(o, key))
        return NULL;
    if (!json_get_str(o, key, &s)) {
        problem_add(p, member_name(p->arena, prefix, key), "a text is expected");
        return NULL;
    }
    if (str_has_control(s)) {
        problem_add(p, member_name(p->arena, prefix, key), "control characters are not accepted");
        return NULL;
    }
    return str_dup(p->arena, s);
}

int member_word(struct json_object *o, const char *prefix, const char *key, const char *const *words, struct problem *p)
{
    const char *text = member_text(o, prefix, key, p);
    if (!text)
        return -1;
    struct buf list;
    buf_init(&list, p->arena, 64);
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
        buf_printf(&list, i ? ", %s" : "%s", words[i]);
    }
    problem_add(p, member_name(p->arena, prefix, key), "available: %s", list.s);
    return -1;
}

void member_day(struct json_object *o, const char *prefix, const char *key, int32_t *day, struct problem *p)
{
    const char *text = member_text(o, prefix, key, p);
    if (text && !day_parse(str_of(text), day))
        problem_add(p, member_name(p->arena, prefix, key), "a date that exists is expected, written as 2020-04-17");
}

void member_day_write(struct json_writer *w, const char *key, int32_t day)
{
    char text[DAY_TEXT];
    json_put_text(w, key, day_text(day, text));
}

void ticker_check(const char *ticker, struct problem *p)
{
    if (!utf8_valid(str_of(ticker)) || utf8_length(str_of(ticker)) > TICKER_MAX)
        problem_add(p, "ticker", "at most %d characters are accepted", TICKER_MAX);
}

void ticker_write(struct json_writer *w, const char *ticker)
{
    char upper[4 * TICKER_MAX + 1] = {0};
    size_t n = strnlen(ticker, sizeof upper - 1);
    for (size_t i = 0; i < n; i++)
        upper[i] = (char)((unsigned char)ticker[i] < 0x80 ? toupper((unsigned char)ticker[i]) : ticker[i]);
    json_put_text(w, "ticker", upper);
}
