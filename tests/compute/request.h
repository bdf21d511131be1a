/* request.h: for tests of requests: the JSON of one, and what it is refused for. For one inclusion in a test program, after
 * fixture.h.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_COMPUTE_REQUEST_H
#define TESTS_COMPUTE_REQUEST_H

#include "base/problem.h"

static struct problem p; /* of the request that was read last */

static struct json_object *object_of(const char *json)
{
    const char *why;
    struct json_object *o = json_read(a, str_of(json), &why);
    if (!o)
        fail_msg("%s: %s", json, why);
    p = (struct problem){.arena = a};
    return o;
}

/* It was not accepted, and the message of the field has the word in it. */
static void assert_refused(bool accepted, const char *json, const char *field, const char *word)
{
    if (accepted)
        fail_msg("accepted: %s", json);
    const char *message = problem_message(&p, field);
    if (!message)
        fail_msg("%s: refused for %s: %s", json, p.at[0].field, p.at[0].message);
    if (!strstr(message, word))
        fail_msg("%s: %s: %s", json, field, message);
}

#endif
