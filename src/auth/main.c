/* hub-auth: sign-in, sign-out and everything that touches a password. The only worker whose role can read hashes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "auth/routes.h"
#include "identity/key_ring.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {auth_signin_routes, auth_reset_routes,  auth_register_routes,
                                    auth_invite_routes, auth_verify_routes, auth_email_routes};
    const struct section auth = {.name = "auth",
                                 .tables = tables,
                                 .n_tables = sizeof tables / sizeof *tables,
                                 .niceness = 10,
                                 .load = password_keys_load};
    return web_run(argc, argv, &auth);
}
