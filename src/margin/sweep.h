/* sweep.h (margin): the pages of sweeps.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARGIN_SWEEP_H
#define MARGIN_SWEEP_H

#include "web/route.h"

extern const struct routes sweep_routes;

#endif
