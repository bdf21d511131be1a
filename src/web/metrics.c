/* metrics.c: see metrics.h. Prometheus's text format, version 0.0.4.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/metrics.h"

#include "identity/token.h"

static const struct {
    const char *name, *type, *help;
} metrics[] = {
    {"hub_audit_events_total", "counter", "Events recorded in the audit."},
    {"hub_busy_seconds_total", "counter", "Time that a process spent on requests, jobs or mails."},
    {"hub_database_bytes", "gauge", "Size of the database."},
    {"hub_failures_total", "counter", "Requests answered with 5xx, jobs and mails that failed, by process."},
    {"hub_job_overdue_seconds", "gauge", "How long the oldest job that is due has waited."},
    {"hub_jobs", "gauge", "Jobs in the queue."},
    {"hub_mail_overdue_seconds", "gauge", "How long the oldest mail that is due has waited."},
    {"hub_mails", "gauge", "Mails in the outbox that are not sent."},
    {"hub_people", "gauge", "Accounts."},
    {"hub_processes", "gauge", "Processes that sent a heartbeat within two minutes."},
    {"hub_requests_total", "counter", "Requests, jobs or mails that a process is done with."},
    {"hub_resident_bytes", "gauge", "Memory of a process."},
    {"hub_schema_version", "gauge", "The last migration."},
    {"hub_sessions_live", "gauge", "Sessions that are open."},
};

static bool is_loopback(const char *address)
{
    return !strncmp(address, "127.", 4) || !strcmp(address, "::1");
}

static bool may_read(const struct req *req)
{
    struct str token = req->authorization;
    if (is_loopback(req->remote_addr))
        return true;
    return *req->settings->metrics_token && str_eq_nocase(str_cut(&token, ' '), "Bearer") &&
           token_same(token, str_of(req->settings->metrics_token));
}

static void write_head(struct buf *out, const char *name)
{
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
        if (!strcmp(metrics[i].name, name))
            buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, metrics[i].help, name, metrics[i].type);
}

enum err metrics_get(struct req *req, struct res *res)
{
    struct db_result r;
    if (!may_read(req)) {
        req->detail = "metrics: neither from this machine nor with metrics_token";
        return ERR_NOTFOUND;
    }
    enum err e = db_query(req->db, req->arena, &r, "select name, labels, value from ops.metrics()", "");
    if (e)
        return e;
    res_type(res, "text/plain; version=0.0.4; charset=utf-8");
    for (int i = 0; i < r.rows; i++) {
        const char *name = db_text(&r, i, 0), *labels = db_text(&r, i, 1);
        if (i == 0 || strcmp(name, db_text(&r, i - 1, 0)))
            write_head(&res->body, name);
        buf_printf(&res->body, *labels ? "%s{%s} %s\n" : "%s%s %s\n", name, labels, db_text(&r, i, 2));
    }
    return OK;
}
