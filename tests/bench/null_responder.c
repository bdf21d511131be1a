/* null_responder.c: the least a FastCGI worker can do. What nginx, the socket and libfcgi cost.
 * SPDX-License-Identifier: Apache-2.0 */
#include "responder.h"

static void answer_nothing(void *context, struct arena *a, const struct web_call *call, struct res *res)
{
    (void)context, (void)call;
    res_init(res, a);
    res->status = 200;
    res_type(res, "text/plain");
    buf_puts(&res->body, "ok\n");
}

int main(int argc, char **argv)
{
    return responder_run(argc, argv, NULL, answer_nothing);
}
