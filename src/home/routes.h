/* routes.h: the tables of the home section, one per topic file, and what the build gives them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HOME_ROUTES_H
#define HOME_ROUTES_H

#include "web/route.h"

extern const struct routes home_dashboard_routes, home_account_routes, home_profile_routes, home_sessions_routes,
    home_signins_routes, home_tokens_routes, home_invitations_routes, home_export_routes, home_leave_routes,
    home_help_routes, home_api_routes;

/* docs/openapi.json, word by word. */
extern const char openapi_json[];

#endif
