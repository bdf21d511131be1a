/* session.c: fuzz target of the session cookie and the form's token: only 64 hex digits are a cookie, and no token
 * but ours is taken.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "identity/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct session s;
    unsigned char bytes[32];
    char token[CSRF_TEXT];
    struct str text = {(const char *)data, size};
    fuzz_claim(session_from_cookie(&s, text) == hex_decode(text, bytes, sizeof bytes));
    session_anonymous(&s, text);
    fuzz_claim(csrf_check(&s, str_of(csrf_token(&s, token))) == hex_decode(text, bytes, sizeof bytes));
    fuzz_claim(!csrf_check(&s, text));
    return 0;
}
