/* json.c: see json.h. json-c's strict mode still accepts duplicate keys (the last wins), single quotes and NaN,
 * so a scan of the text refuses those before json-c sees it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <math.h>

#include "base/log.h"
#include "base/num.h"

enum { MAX_DEPTH = 16, MAX_VALUES = 200000 };

/* ---- reading ---- */

struct scan {
    struct arena *arena;
    struct str text;
    size_t at, values;
    const char *why;
};

static bool scan_fail(struct scan *s, const char *what)
{
    size_t line = 1;
    for (size_t i = 0; i < s->at && i < s->text.n; i++)
        line += s->text.s[i] == '\n';
    s->why = arena_printf(s->arena, "%s at byte %zu (line %zu)", what, s->at, line);
    return false;
}

static void scan_blank(struct scan *s)
{
    while (s->at < s->text.n && strchr(" \t\r\n", s->text.s[s->at]))
        s->at++;
}

/* Past a string; *inside is what stands between the quotes. */
static bool scan_string(struct scan *s, struct str *inside)
{
    if (s->at >= s->text.n || s->text.s[s->at] != '"')
        return scan_fail(s, "a string in double quotes is expected");
    size_t from = ++s->at;
    for (; s->at < s->text.n && s->text.s[s->at] != '"'; s->at++) {
        if ((unsigned char)s->text.s[s->at] < 0x20)
            return scan_fail(s, "a control character inside a string");
        if (s->text.s[s->at] == '\\')
            s->at++;
    }
    if (s->at >= s->text.n)
        return scan_fail(s, "a string is not closed");
    *inside = (struct str){s->text.s + from, s->at - from};
    s->at++;
    return true;
}

struct key {
    const struct key *next;
    struct str name;
};

static bool scan_value(struct scan *s, int depth);

static bool scan_object(struct scan *s, int depth)
{
    const struct key *keys = NULL;
    for (s->at++;; s->at++) {
        struct str name;
        scan_blank(s);
        if (!keys && s->at < s->text.n && s->text.s[s->at] == '}')
            break;
        if (!scan_string(s, &name))
            return false;
        if (memchr(name.s, '\\', name.n))
            return scan_fail(s, "a key with an escape is not accepted");
        for (const struct key *k = keys; k; k = k->next)
            if (k->name.n == name.n && memcmp(k->name.s, name.s, name.n) == 0)
                return scan_fail(s, "the same key twice in one object");
        struct key *k = ARENA_NEW(s->arena, struct key);
        *k = (struct key){keys, name};
        keys = k;
        scan_blank(s);
        if (s->at >= s->text.n || s->text.s[s->at] != ':')
            return scan_fail(s, "a colon is expected");
        s->at++;
        if (!scan_value(s, depth))
            return false;
        if (s->at < s->text.n && s->text.s[s->at] == ',')
            continue;
        if (s->at < s->text.n && s->text.s[s->at] == '}')
            break;
        return scan_fail(s, "a comma or a closing brace is expected");
    }
    s->at++;
    return true;
}

static bool scan_array(struct scan *s, int depth)
{
    s->at++;
    scan_blank(s);
    if (s->at < s->text.n && s->text.s[s->at] == ']') {
        s->at++;
        return true;
    }
    for (;; s->at++) {
        if (!scan_value(s, depth))
            return false;
        if (s->at < s->text.n && s->text.s[s->at] == ',')
            continue;
        if (s->at < s->text.n && s->text.s[s->at] == ']')
            break;
        return scan_fail(s, "a comma or a closing bracket is expected");
    }
    s->at++;
    return true;
}

static bool scan_number(struct scan *s)
{
    size_t from = s->at;
    while (s->at < s->text.n && strchr("+-0123456789.eE", s->text.s[s->at]))
        s->at++;
    struct str n = {s->text.s + from, s->at - from};
    double x;
    bool leading_zero = n.n > 1 && n.s[n.s[0] == '-'] == '0' && n.n > 1u + (n.s[0] == '-') &&
                        n.s[1 + (n.s[0] == '-')] >= '0' && n.s[1 + (n.s[0] == '-')] <= '9';
    bool starts_well = n.n && (n.s[0] == '-' || (n.s[0] >= '0' && n.s[0] <= '9'));
    if (!starts_well || leading_zero || n.s[n.n - 1] == '.' || !num_parse(n, &x)) {
        s->at = from;
        return scan_fail(s, n.n ? "a number that is not valid or not finite" : "a value is expected");
    }
    if (n.n > 18 && !memchr(n.s, '.', n.n) && !memchr(n.s, 'e', n.n) &&
        !memchr(n.s, 'E', n.n)) { /* json-c would quietly take the largest 64-bit integer instead */
        s->at = from;
        return scan_fail(s, "a whole number of more than 18 digits");
    }
    return true;
}

static bool scan_value(struct scan *s, int depth)
{
    if (depth >= MAX_DEPTH)
        return scan_fail(s, "nested too deeply (16 levels are allowed)");
    if (++s->values > MAX_VALUES)
        return scan_fail(s, "too many values (200,000 are allowed)");
    scan_blank(s);
    bool ok;
    struct str rest = {s->text.s + s->at, s->text.n - s->at}, ignored;
    if (rest.n && *rest.s == '{')
        ok = scan_object(s, depth + 1);
    else if (rest.n && *rest.s == '[')
        ok = scan_array(s, depth + 1);
    else if (rest.n && *rest.s == '"')
        ok = scan_string(s, &ignored);
    else if (str_starts(rest, "true") || str_starts(rest, "null")) {
        s->at += 4;
        ok = true;
    } else if (str_starts(rest, "false")) {
        s->at += 5;
        ok = true;
    } else
        ok = scan_number(s);
    scan_blank(s);
    return ok;
}

static void release(void *object)
{
    json_object_put(object);
}

struct json_object *json_read_own(struct arena *a, struct str text, const char **why)
{
    struct json_tokener *t = json_tokener_new_ex(MAX_DEPTH + 1);
    if (!t)
        log_die("out of memory");
    json_tokener_set_flags(t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    struct json_object *o = json_tokener_parse_ex(t, text.s, (int)text.n);
    if (!o && json_tokener_get_error(t) == json_tokener_continue)
        o = json_tokener_parse_ex(t, "", 1); /* a bare number ends only at the NUL */
    enum json_tokener_error e = json_tokener_get_error(t);
    json_tokener_free(t);
    if (e == json_tokener_success && o) {
        arena_defer(a, release, o);
        *why = NULL;
        return o;
    }
    *why = e == json_tokener_success ? "a JSON object is expected" : json_tokener_error_desc(e);
    return NULL;
}

struct json_object *json_read(struct arena *a, struct str text, const char **why)
{
    struct scan s = {.arena = a, .text = text};
    if (text.n == 0)
        *why = "the text is empty: a JSON object is expected";
    else if (!utf8_valid(text))
        *why = "the text is not valid UTF-8";
    else if (!scan_value(&s, 0))
        *why = s.why;
    else if (s.at != text.n) {
        scan_fail(&s, "something stands behind the JSON value");
        *why = s.why;
    } else {
        return json_read_own(a, text, why);
    }
    return NULL;
}

struct json_object *json_member(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    if (!json_object_is_type(o, json_type_object) || !json_object_object_get_ex(o, key, &v))
        return NULL;
    return v;
}

bool json_get_str(struct json_object *o, const char *key, struct str *s)
{
    struct json_object *v = json_member(o, key);
    if (!json_object_is_type(v, json_type_string))
        return false;
    *s = (struct str){json_object_get_string(v), (size_t)json_object_get_string_len(v)};
    return true;
}

bool json_get_num(struct json_object *o, const char *key, double *x)
{
    struct json_object *v = json_member(o, key);
    if (!json_object_is_type(v, json_type_double) && !json_object_is_type(v, json_type_int))
        return false;
    *x = json_object_get_double(v);
    return isfinite(*x);
}

bool json_get_bool(struct json_object *o, const char *key, bool *b)
{
    struct json_object *v = json_member(o, key);
    if (!json_object_is_type(v, json_type_boolean))
        return false;
    *b = json_object_get_boolean(v);
    return true;
}

/* ---- writing ---- */

static void put_quoted(struct buf *b, struct str s)
{
    buf_putc(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&')
            continue;
        buf_add(b, s.s + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\') {
            buf_putc(b, '\\');
            buf_putc(b, (char)c);
        } else { /* < > & too: harmless wherever the text lands */
            char code[7] = "\\u00";
            hex_encode(&c, 1, code + 4);
            buf_add(b, code, 6);
        }
    }
    buf_add(b, s.s + from, s.n - from);
    buf_putc(b, '"');
}

static void put_key(struct json_writer *w, const char *key)
{
    if (w->comma)
        buf_putc(w->out, ',');
    w->comma = true;
    if (key) {
        put_quoted(w->out, str_of(key));
        buf_putc(w->out, ':');
    }
}

void json_begin(struct json_writer *w, struct buf *out)
{
    *w = (struct json_writer){.out = out};
}

void json_open(struct json_writer *w, const char *key, char bracket)
{
    put_key(w, key);
    buf_putc(w->out, bracket);
    w->comma = false;
}

void json_close(struct json_writer *w, char bracket)
{
    buf_putc(w->out, bracket);
    w->comma = true;
}

void json_put_str(struct json_writer *w, const char *key, struct str s)
{
    put_key(w, key);
    put_quoted(w->out, s);
}

void json_put_text(struct json_writer *w, const char *key, const char *text)
{
    if (text)
        json_put_str(w, key, str_of(text));
    else
        json_put_null(w, key);
}

void json_put_num(struct json_writer *w, const char *key, double x)
{
    if (!isfinite(x)) {
        json_put_null(w, key);
        return;
    }
    put_key(w, key);
    w->out->n += (size_t)num_write(x, buf_room(w->out, NUM_TEXT));
    w->out->s[w->out->n] = '\0';
}

void json_put_int(struct json_writer *w, const char *key, int64_t x)
{
    put_key(w, key);
    w->out->n += (size_t)num_write_int(x, buf_room(w->out, NUM_TEXT));
    w->out->s[w->out->n] = '\0';
}

void json_put_bool(struct json_writer *w, const char *key, bool x)
{
    put_key(w, key);
    buf_puts(w->out, x ? "true" : "false");
}

void json_put_null(struct json_writer *w, const char *key)
{
    put_key(w, key);
    buf_puts(w->out, "null");
}

void json_put_raw(struct json_writer *w, const char *key, struct str json)
{
    put_key(w, key);
    buf_str(w->out, json);
}

void json_put_column(struct json_writer *w, const char *key, const double *values, size_t n)
{
    json_open(w, key, '[');
    char *start = buf_room(w->out, n * (NUM_TEXT + 1)), *p = start;
    const char *last = NULL;
    int last_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (i)
            *p++ = ',';
        if (i && values[i] == values[i - 1] && last) { /* columns such as shares or rates repeat for weeks */
            memcpy(p, last, (size_t)last_n);
            last = p;
            p += last_n;
            continue;
        }
        last = p;
        if (isfinite(values[i])) {
            last_n = num_write(values[i], p);
        } else {
            memcpy(p, "null", 4);
            last_n = 4;
        }
        p += last_n;
    }
    w->out->n += (size_t)(p - start);
    w->out->s[w->out->n] = '\0';
    json_close(w, ']');
}
