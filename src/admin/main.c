/* hub-admin: the console: people, approvals, invitations, sessions, sign-ins, the audit, and how the hub is doing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/routes.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {
        admin_people_routes,   admin_person_routes,      admin_approvals_routes,
        admin_sessions_routes, admin_signins_routes,     admin_audit_routes,
        admin_overview_routes, admin_invitations_routes, admin_invitations_new_routes,
        admin_data_routes,     admin_data_import_routes, admin_jobs_routes,
        admin_mail_routes,     admin_settings_routes,    admin_templates_routes,
        admin_margin_routes,
    };
    const struct section admin = {.name = "admin", .tables = tables, .n_tables = sizeof tables / sizeof *tables};
    return web_run(argc, argv, &admin);
}
