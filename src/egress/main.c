/* hub-egress: the only program of the hub that opens connections to the outside. Now: mail.
 * SPDX-License-Identifier: Apache-2.0 */
#include "egress/outbox.h"

static int one(const struct hub_settings *settings)
{
    (void)settings;
    return 1; /* mails go out one after another */
}

int main(int argc, char **argv)
{
    const struct daemon_kind egress = {.name = "egress",
                                       .listen = "listen hub_mail",
                                       .what = "Sends the mails of the outbox in the database.",
                                       .processes = one,
                                       .start = outbox_start,
                                       .work = outbox_work,
                                       .stop = outbox_stop};
    return daemon_run(argc, argv, &egress);
}
