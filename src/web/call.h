/* call.h: a request as the front-end server hands it over, before anything is checked: the parameters of
 * nginx/fastcgi.params and a way to read the body. fcgi.c fills it from libfcgi, tests fill it themselves.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_CALL_H
#define WEB_CALL_H

#include <stdbool.h>

#include "base/str.h"

struct web_call {
    struct str query, method, content_type, content_length, path, scheme, remote_addr, host, cookie, origin, referer,
        sec_fetch_site, if_none_match, accept, accept_encoding, user_agent, csrf_token, authorization, request_id;
    struct str end;                                     /* the sentinel: "1" when all parameters arrived */
    bool (*read)(void *from, char *to, size_t n);       /* exactly n bytes of the body, or false */
    void *from;
};

/* Take one "NAME=value"; names nobody asks for are passed over. The text is borrowed. */
void web_call_param(struct web_call *, const char *pair);

#endif
