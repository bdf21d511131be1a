/* json.h: the strict reader over json-c, and a writer straight into a buffer.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Parse one JSON text (RFC 8259): no trailing bytes, comments, single quotes, NaN, duplicate keys, invalid UTF-8,
 * depth over 16 or more than 200,000 values. Released with the arena. On failure NULL, and *why says what and where. */
struct json_object *json_read(struct arena *, struct str text, const char **why);

/* The same of what the hub itself wrote and kept: however many values there are. */
struct json_object *json_read_own(struct arena *, struct str text, const char **why);

/* Members with their type checked; false when absent, null, or of another type. */
bool json_get_str(struct json_object *, const char *key, struct str *);
bool json_get_num(struct json_object *, const char *key, double *); /* finite */
bool json_get_bool(struct json_object *, const char *key, bool *);
/* The member, or NULL when absent or null. */
struct json_object *json_member(struct json_object *, const char *key);

/* The writer keeps track of commas; the caller keeps track of nesting. Strings must be valid UTF-8.
 * A double that is not finite is written null. */
struct json_writer {
    struct buf *out;
    bool comma; /* a value was written at this level */
};
void json_begin(struct json_writer *, struct buf *);
void json_open(struct json_writer *, const char *key, char bracket);  /* key NULL inside arrays; '{' or '[' */
void json_close(struct json_writer *, char bracket);                  /* '}' or ']' */
void json_put_str(struct json_writer *, const char *key, struct str);
void json_put_text(struct json_writer *, const char *key, const char *text); /* NULL is null */
void json_put_num(struct json_writer *, const char *key, double);
void json_put_int(struct json_writer *, const char *key, int64_t);
void json_put_bool(struct json_writer *, const char *key, bool);
void json_put_null(struct json_writer *, const char *key);
/* A value that is JSON already. */
void json_put_raw(struct json_writer *, const char *key, struct str json);
/* A column of numbers as one array; what is not finite is null. */
void json_put_column(struct json_writer *, const char *key, const double *values, size_t n);

#endif
