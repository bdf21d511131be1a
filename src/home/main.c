/* hub-home: the dashboard, a person's own account, help, and the description of the API.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/routes.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {home_dashboard_routes,   home_account_routes, home_profile_routes,
                                    home_sessions_routes,    home_signins_routes, home_tokens_routes,
                                    home_invitations_routes, home_export_routes,  home_leave_routes,
                                    home_help_routes,        home_api_routes};
    const struct section home = {.name = "home", .tables = tables, .n_tables = sizeof tables / sizeof *tables};
    return web_run(argc, argv, &home);
}
