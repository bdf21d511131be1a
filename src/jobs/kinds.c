/* kinds.c: the kinds of jobs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/job.h"

const struct job_kind job_kinds[] = {
    {"account-deletion", job_account_deletion, false, "deletes for good the accounts that were deleted 30 days ago"},
    {"retention", job_retention, false, "deletes what is older than the settings keep it"},
};
const int job_kinds_n = sizeof job_kinds / sizeof *job_kinds;
