/* health.h: the addresses by which a supervisor asks a worker how it is, whoever is signed in. Every section answers them:
 * /healthz without the database; /readyz with it: schema and queue; /metrics (metrics.h).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/route.h"

extern const struct routes health_routes;

/* At start: the schema this program was made for is that of the last migration in settings->sql. */
bool health_load(struct arena *, const struct hub_settings *, const char **why);

#endif
