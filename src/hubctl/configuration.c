/* configuration.c: hubctl config.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "hubctl/hubctl.h"

int hubctl_config(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    (void)a;
    if (argc != 1) {
        hubctl_say(ERR_INPUT, "config takes no argument: %s", argv[1]);
        return HUBCTL_USAGE;
    }
    printf("# %s\n", settings->path);
    for (int i = 0; i < settings->n_all; i++)
        printf("%-22s = %-40s # %s\n", settings->all[i].name, settings->all[i].value,
               settings->all[i].is_given ? "from the file" : "default");
    return HUBCTL_OK;
}
