/* routes.h: the tables of the auth section, one per topic file.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef AUTH_ROUTES_H
#define AUTH_ROUTES_H

#include "web/route.h"

extern const struct routes auth_signin_routes, auth_reset_routes;
extern const struct routes auth_code_routes, auth_confirm_routes, auth_factor_routes, auth_password_routes;
extern const struct routes auth_register_routes, auth_invite_routes, auth_verify_routes, auth_email_routes;

#endif
