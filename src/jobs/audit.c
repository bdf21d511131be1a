/* audit.c: jobs that keep the audit honest: anchors outside the database every minute, and the check of the whole chain.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/audit.h"
#include "jobs/job.h"

/* A second time finds the newest event anchored. */
enum err job_audit_anchor(struct job_context *c)
{
    int64_t seq;
    bool is_new;
    const char *why;
    enum err e = audit_anchor(c->db, c->arena, c->settings, &seq, &is_new, &why);
    if (e == ERR_NOTFOUND) { /* it is not wanted: not to fail every minute */
        struct buf out;
        struct json_writer w;
        buf_init(&out, c->arena, 100);
        json_begin(&w, &out);
        json_open(&w, NULL, '{');
        json_put_text(&w, "unanchored", why);
        json_close(&w, '}');
        c->result = out.s;
        return OK;
    }
    if (e == ERR_UPSTREAM)
        return job_error(c, e, "%s", why);
    c->result = arena_printf(c->arena, "{\"upto\": %lld, \"written\": %s}", (long long)seq, is_new ? "true" : "false");
    return e;
}

static bool tell(void *context, double done)
{
    return job_progress(context, done, "checking the chain");
}

enum err job_audit_verify(struct job_context *c)
{
    struct audit_report report;
    struct buf out;
    struct json_writer w;
    enum err e = audit_verify(c->db, c->arena, c->settings, tell, c, &report);
    if (e)
        return e;
    buf_init(&out, c->arena, 500);
    json_begin(&w, &out);
    audit_report_json(&w, &report);
    c->result = out.s;
    return OK;
}
