/* hub-auth: sign-in, sign-out and everything that touches a password. The only worker whose role can read hashes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/routes.h"
#include "identity/key_ring.h"
#include "identity/seal.h"

static bool load_keys(struct arena *a, const struct hub_settings *settings, const char **why)
{
    return password_keys_load(a, settings, why) && seal_keys_load(a, settings, why);
}

int main(int argc, char **argv)
{
    const struct routes tables[] = {auth_signin_routes,   auth_code_routes,    auth_confirm_routes, auth_reset_routes,
                                    auth_register_routes, auth_invite_routes,  auth_verify_routes,  auth_email_routes,
                                    auth_factor_routes,   auth_password_routes};
    const struct section auth = {.name = "auth",
                                 .tables = tables,
                                 .n_tables = sizeof tables / sizeof *tables,
                                 .niceness = 10,
                                 .load = load_keys};
    return web_run(argc, argv, &auth);
}
