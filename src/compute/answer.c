/* answer.c: see answer.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "compute/answer.h"

#include <sodium.h>
#include <stdarg.h>

void warnings_add(struct arena *a, struct warnings *w, const char *code, const char *fmt, ...)
{
    va_list ap;
    if (w->n == WARNINGS_MAX)
        return;
    va_start(ap, fmt);
    w->at[w->n++] = (struct warning){code, arena_vprintf(a, fmt, ap)};
    va_end(ap);
}

void warnings_write(struct json_writer *w, const struct warnings *warnings)
{
    json_open(w, "warnings", '[');
    for (int i = 0; i < warnings->n; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "code", warnings->at[i].code);
        json_put_text(w, "message", warnings->at[i].message);
        json_close(w, '}');
    }
    json_close(w, ']');
}

bool warnings_read(struct arena *a, struct json_object *answer, struct warnings *warnings)
{
    struct json_object *list = json_member(answer, "warnings");
    size_t n = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : SIZE_MAX;
    warnings->n = 0;
    if (n > WARNINGS_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct json_object *o = json_object_array_get_idx(list, i);
        struct str code, message;
        if (!json_get_str(o, "code", &code) || !json_get_str(o, "message", &message))
            return false;
        warnings->at[warnings->n++] = (struct warning){str_dup(a, code), str_dup(a, message)};
    }
    return true;
}

void answer_head_write(struct json_writer *w, const struct answer_head *head)
{
    json_put_text(w, "engine", head->engine);
    json_put_text(w, "engine_version", head->engine_version);
    json_put_text(w, "data_version", head->data_version);
    json_put_raw(w, "inputs", head->inputs);
    json_put_text(w, "inputs_hash", head->inputs_hash);
}

void inputs_hash_of(struct str inputs, char hex[INPUTS_HASH])
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, (const unsigned char *)inputs.s, inputs.n);
    hex_encode(sum, sizeof sum, hex);
}
