/* routes.h: the tables of the returns section's routes, one for each file of pages.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_ROUTES_H
#define RETURNS_ROUTES_H

#include "web/route.h"

extern const struct routes returns_start_routes, returns_new_routes, returns_more_routes,
    returns_series_list_routes,
    returns_series_page_routes, returns_series_api_routes, returns_analysis_routes, returns_disagree_routes,
    returns_analyses_api_routes, returns_export_routes, returns_history_routes, returns_saved_routes,
    returns_saved_one_routes, returns_saved_compare_routes,
    returns_share_routes;

#endif
