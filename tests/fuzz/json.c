/* json.c: fuzz target of json_read: what is accepted can be written and read again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    const char *why = NULL;
    struct json_object *o = json_read(a, (struct str){(const char *)data, size}, &why);
    if (!o) {
        fuzz_claim(why != NULL);
        return 0;
    }
    const char *again = json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
    fuzz_claim(json_read(a, str_of(again), &why) != NULL);
    return 0;
}
