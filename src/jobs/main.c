/* hub-jobs: works off the queue ops.job and keeps its schedule.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/runner.h"

static int runners(const struct hub_settings *settings)
{
    return settings->job_workers;
}

int main(int argc, char **argv)
{
    const struct daemon_kind jobs = {.name = "jobs",
                                     .listen = "listen hub_job",
                                     .what = "Works off the queue of jobs in the database.",
                                     .processes = runners,
                                     .start = runner_start,
                                     .work = runner_work,
                                     .stop = runner_stop};
    return daemon_run(argc, argv, &jobs);
}
