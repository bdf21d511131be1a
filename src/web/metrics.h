/* metrics.h: /metrics, for a monitor: asked from this machine, or with the setting metrics_token as a bearer token; for
 * others there is no such page. The database lets only the section home read the figures.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "web/route.h"

enum err metrics_get(struct req *, struct res *);

#endif
