/* routes.h: the tables of the console, one per topic file.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_ROUTES_H
#define ADMIN_ROUTES_H

#include "web/route.h"

extern const struct routes admin_people_routes, admin_person_routes, admin_approvals_routes, admin_sessions_routes,
    admin_signins_routes, admin_audit_routes;
extern const struct routes admin_overview_routes, admin_invitations_routes, admin_invitations_new_routes,
    admin_data_routes, admin_data_import_routes, admin_jobs_routes, admin_mail_routes, admin_settings_routes,
    admin_templates_routes, admin_margin_routes;

#endif
