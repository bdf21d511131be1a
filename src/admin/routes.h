/* routes.h: the tables of the console, one per topic file.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_ROUTES_H
#define ADMIN_ROUTES_H

#include "web/route.h"

extern const struct routes admin_sessions_routes;

#endif
