/* main.c: hub-returns, the returns section's worker: series that people bring, and analyses of them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/routes.h"

int main(int argc, char **argv)
{
    const struct routes tables[] = {
        returns_start_routes,        returns_new_routes,           returns_more_routes,     returns_series_list_routes,
        returns_series_page_routes,  returns_series_api_routes,    returns_analysis_routes, returns_disagree_routes,
        returns_analyses_api_routes, returns_export_routes,        returns_history_routes,  returns_saved_routes,
        returns_saved_one_routes,    returns_saved_compare_routes, returns_share_routes};
    return web_run(argc, argv,
                   &(struct section){.name = "returns", .tables = tables, .n_tables = sizeof tables / sizeof *tables});
}
