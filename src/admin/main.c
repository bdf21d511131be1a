/* hub-admin: the console: people, approvals, invitations, sessions, sign-ins, the audit, and how the hub is doing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/routes.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {
        admin_sessions_routes,
    };
    const struct section admin = {.name = "admin", .tables = tables, .n_tables = sizeof tables / sizeof *tables};
    return web_run(argc, argv, &admin);
}
