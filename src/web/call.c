/* call.c: see call.h. One pass over the parameters instead of a search per name.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/call.h"

void web_call_param(struct web_call *call, const char *pair)
{
    static const struct {
        const char *name;
        size_t n, offset;
    } known[] = {
#define P(name, member) {name, sizeof(name) - 1, offsetof(struct web_call, member)}
        P("QUERY_STRING", query),
        P("REQUEST_METHOD", method),
        P("CONTENT_TYPE", content_type),
        P("CONTENT_LENGTH", content_length),
        P("DOCUMENT_URI", path),
        P("REQUEST_SCHEME", scheme),
        P("REMOTE_ADDR", remote_addr),
        P("HTTP_HOST", host),
        P("HTTP_COOKIE", cookie),
        P("HTTP_ORIGIN", origin),
        P("HTTP_REFERER", referer),
        P("HTTP_SEC_FETCH_SITE", sec_fetch_site),
        P("HTTP_IF_NONE_MATCH", if_none_match),
        P("HTTP_ACCEPT", accept),
        P("HTTP_ACCEPT_ENCODING", accept_encoding),
        P("HTTP_USER_AGENT", user_agent),
        P("HTTP_X_CSRF_TOKEN", csrf_token),
        P("HTTP_AUTHORIZATION", authorization),
        P("REQUEST_ID", request_id),
        P("APP_END", end),
#undef P
    };
    const char *equals = strchr(pair, '=');
    if (!equals)
        return;
    size_t n = (size_t)(equals - pair);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].n != n || memcmp(known[i].name, pair, n) != 0)
            continue;
        *(struct str *)((char *)call + known[i].offset) = str_of(equals + 1);
        return;
    }
}
