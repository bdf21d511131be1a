/* compute.h: what the engines of `hubctl compute` share: how an answer or a refusal leaves.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef HUBCTL_COMPUTE_H
#define HUBCTL_COMPUTE_H

#include "base/problem.h"

/* On standard output, with a line end; HUBCTL_OK or HUBCTL_FAULT. */
int compute_print(const struct buf *);
/* The problem document; HUBCTL_INPUT or HUBCTL_FAULT. problem may be NULL. */
int compute_refuse(struct arena *, const char *detail, const struct problem *);

/* returns.analyze */
int compute_returns(struct arena *, struct json_object *request);

#endif
