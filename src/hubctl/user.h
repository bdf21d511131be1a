/* user.h: the verbs of hubctl user that have files of their own. argv[0] is the verb.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_USER_H
#define HUBCTL_USER_H

#include "hubctl/hubctl.h"

int hubctl_user_list(struct arena *, const struct hub_settings *, int argc, char **argv);
int hubctl_user_show(struct arena *, const struct hub_settings *, int argc, char **argv);
/* approve, reject, reconsider, disable, enable, role, rights and reset-factor: one transaction for each e-mail. */
int hubctl_user_change(struct arena *, const struct hub_settings *, int argc, char **argv);

#endif
