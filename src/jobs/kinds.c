/* kinds.c: the kinds of jobs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/job.h"

const struct job_kind job_kinds[] = {
    {"account-deletion", job_account_deletion, false, "deletes for good the accounts that were deleted 30 days ago"},
    {"audit-anchor", job_audit_anchor, false, "writes the newest event of the audit to a file outside the database"},
    {"audit-verify", job_audit_verify, false, "checks the chain of the audit and its anchors"},
    {"invite-many", job_invite_many, false, "invites a list of people"},
    {"margin-sweep", job_margin_sweep, false, "computes a sweep of backtests that takes longer than a page waits"},
    {"password-reset", job_password_reset, true, "sends a one-time link, or says that there is no account"},
    {"retention", job_retention, false, "deletes what is older than the settings keep it"},
    {"token-reminders", job_token_reminders, true, "reminds people of API tokens that expire within a week"},
};
const int job_kinds_n = sizeof job_kinds / sizeof *job_kinds;
