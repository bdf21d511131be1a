/* overview.c: the console's first page: what needs somebody's attention, with the link or the command that mends it, and how
 * the hub is doing.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "admin/console.h"
#include "admin/overview_store.h"
#include "admin/routes.h"
#include "base/certificate.h"
#include "base/num.h"

enum { CERTIFICATE_DAYS = 21, BACKUP_HOURS = 48, PATIENCE_S = 600 };

static enum err overview_load(struct req *req)
{
    return overview_ask(req->db);
}

/* ---- words ---- */

static const char *count_words(struct arena *a, int64_t n, const char *one, const char *many)
{
    return arena_printf(a, "%s %s", num_group(a, (double)n, 0), n == 1 ? one : many);
}

static const char *age_words(struct arena *a, double seconds)
{
    if (isnan(seconds))
        return "none";
    if (seconds < 120)
        return arena_printf(a, "%.0f s ago", seconds);
    if (seconds < 7200)
        return arena_printf(a, "%.0f minutes ago", seconds / 60);
    return seconds < 172800 ? arena_printf(a, "%.0f hours ago", seconds / 3600)
                            : arena_printf(a, "%.0f days ago", seconds / 86400);
}

static const char *size_words(struct arena *a, double bytes)
{
    return bytes < 1e9 ? arena_printf(a, "%s MB", num_group(a, bytes / 1e6, 1))
                       : arena_printf(a, "%s GB", num_group(a, bytes / 1e9, 2));
}

/* ---- what needs attention ---- */

struct attention {
    struct view *v;
    struct arena *arena;
    int n;
};

static struct view *attend(struct attention *t, const char *what)
{
    struct view *one = view_add(t->v, "PROBLEM");
    view_text(one, "PROBLEM_WHAT", what);
    t->n++;
    return one;
}

static void attend_link(struct attention *t, const char *what, const char *label, const char *href)
{
    struct view *link = view_add(attend(t, what), "PROBLEM_LINK");
    view_text(link, "PROBLEM_LABEL", label);
    view_text(link, "PROBLEM_HREF", href);
}

static void attend_command(struct attention *t, const char *what, const char *command)
{
    view_text(view_add(attend(t, what), "PROBLEM_MEND"), "PROBLEM_COMMAND", command);
}

static void look_at_people(struct attention *t, const struct overview *o)
{
    if (o->pending)
        attend_link(t,
                    arena_printf(t->arena, "%s for approval.",
                                 count_words(t->arena, o->pending, "person waits", "people wait")),
                    "Decide", "/admin/approvals");
    if (o->proposals)
        attend_link(t,
                    arena_printf(t->arena, "%s for a second superuser.",
                                 count_words(t->arena, o->proposals, "grant of console rights waits",
                                             "grants of console rights wait")),
                    "Look at them", "/admin/approvals");
}

static void look_at_mail(struct attention *t, const struct overview *o)
{
    struct arena *a = t->arena;
    if (o->mail_waiting && !o->has_mail_server)
        attend_link(t,
                    arena_printf(a, "%s: no mail server is set.",
                                 count_words(a, o->mail_waiting, "mail is not sent", "mails are not sent")),
                    "Set one", "/admin/settings#mail");
    else if (o->mail_waiting_age > PATIENCE_S)
        attend_command(
            t,
            arena_printf(a, "A mail has been due for %.0f minutes: hub-egress does not keep up, or does not run.",
                         o->mail_waiting_age / 60),
            "systemctl status hub-egress");
    if (o->mail_failed)
        attend_link(
            t,
            arena_printf(a, "%s in the last 7 days.",
                         count_words(a, o->mail_failed, "mail could not be delivered", "mails could not be delivered")),
            "See why", "/admin/mail?status=failed");
    if (o->mail_bounced)
        attend_link(t,
                    arena_printf(a, "%s in the last 7 days.",
                                 count_words(a, o->mail_bounced, "mail came back", "mails came back")),
                    "See which", "/admin/mail?status=bounced");
}

static void look_at_jobs(struct attention *t, const struct overview *o)
{
    struct arena *a = t->arena;
    if (o->jobs_failed)
        attend_link(
            t, arena_printf(a, "%s in the last 7 days.", count_words(a, o->jobs_failed, "job failed", "jobs failed")),
            "See why, and try again", "/admin/jobs?status=failed");
    if (o->job_waiting_age > PATIENCE_S)
        attend_command(t,
                       arena_printf(a,
                                    "A job has been due for %.0f minutes: hub-jobs does not keep up, or does not run.",
                                    o->job_waiting_age / 60),
                       "systemctl status hub-jobs");
}

/* The unit that runs a program: sections have an instance each. */
static const char *unit_of(struct arena *a, const char *program)
{
    if (strcmp(program, "hub-jobs") == 0 || strcmp(program, "hub-egress") == 0)
        return program;
    return arena_printf(a, "hub@%s", program + strlen("hub-"));
}

static void look_at_programs(struct attention *t, const struct overview_program *programs)
{
    for (int i = 0; i < OVERVIEW_PROGRAMS; i++) {
        const struct overview_program *p = &programs[i];
        if (p->alive)
            continue;
        const char *last = isnan(p->age)
                               ? "it gave no sign of life for at least a quarter of an hour"
                               : arena_printf(t->arena, "its last sign of life was %s", age_words(t->arena, p->age));
        attend_command(t, arena_printf(t->arena, "%s does not run: %s.", p->program, last),
                       arena_printf(t->arena, "systemctl restart %s", unit_of(t->arena, p->program)));
    }
}

static void look_at_backup(struct attention *t, const struct overview *o)
{
    if (isnan(o->backup_age))
        attend_command(t, "There is no backup yet.", "hubctl backup DIRECTORY");
    else if (o->backup_age > BACKUP_HOURS * 3600)
        attend_command(t, arena_printf(t->arena, "The last backup was made %s.", age_words(t->arena, o->backup_age)),
                       "hubctl backup DIRECTORY");
}

/* Fills the fact, too. */
static void look_at_certificate(struct attention *t, const char *path)
{
    const char *why;
    int days;
    if (!*path) {
        view_text(t->v, "CERTIFICATE", "not watched: hub.conf names no certificate");
        return;
    }
    if (!certificate_days_left(t->arena, path, &days, &why)) {
        view_text(t->v, "CERTIFICATE", "cannot be read");
        attend_command(t,
                       arena_printf(t->arena,
                                    "The certificate cannot be read by hub-admin, so nobody is told when it ends: %s.",
                                    why),
                       arena_printf(t->arena, "setfacl -m u:hub-admin:r %s", path));
        return;
    }
    view_printf(t->v, "CERTIFICATE", days < 0 ? "ended %d days ago" : "%d days left", days < 0 ? -days : days);
    if (days < CERTIFICATE_DAYS)
        attend_command(t,
                       days < 0 ? "The certificate has ended: browsers refuse this site."
                                : arena_printf(t->arena, "The certificate ends in %d days.", days),
                       "certbot renew && systemctl reload nginx");
}

/* ---- how it is doing ---- */

static void show_counts(struct view *v, struct arena *a, const struct overview *o)
{
    view_text(v, "PENDING", num_group(a, (double)o->pending, 0));
    view_printf(v, "SIGNINS_BAD", "%s%s", o->signins_bad > 10000 ? "over " : "",
                num_group(a, fmin((double)o->signins_bad, 10000), 0));
    view_text(v, "SIGNINS_GOOD", num_group(a, (double)o->signins_good, 0));
    view_text(v, "MAIL_WAITING", num_group(a, (double)o->mail_waiting, 0));
    view_text(v, "MAIL_FAILED", num_group(a, (double)o->mail_failed, 0));
    view_text(v, "MAIL_BOUNCED", num_group(a, (double)o->mail_bounced, 0));
    view_text(v, "JOBS_WAITING", num_group(a, (double)o->jobs_waiting, 0));
    view_text(v, "JOBS_RUNNING", num_group(a, (double)o->jobs_running, 0));
    view_text(v, "JOBS_FAILED", num_group(a, (double)o->jobs_failed, 0));
    view_text(v, "JOBS_OLDEST",
              isnan(o->job_waiting_age) ? "None is due"
                                        : arena_printf(a, "The longest was due %s", age_words(a, o->job_waiting_age)));
}

static void show_facts(struct view *v, struct arena *a, const struct overview *o)
{
    view_text(v, "DATABASE_SIZE", size_words(a, (double)o->database_bytes));
    view_int(v, "SCHEMA_NUMBER", o->schema_number);
    view_text(v, "SCHEMA_NAME", o->schema_name);
    view_text(v, "SCHEMA_AT", o->schema_at);
    view_text(v, "HUB_VERSION", HUB_VERSION);
    view_show_if(v, "HAS_BACKUP", !isnan(o->backup_age));
    view_show_if(v, "NO_BACKUP", isnan(o->backup_age));
    view_text(v, "BACKUP_AT", o->backup_at);
    view_text(v, "BACKUP_FILE", o->backup_file);
    view_text(v, "BACKUP_SIZE", size_words(a, (double)o->backup_bytes));
    view_text_if(v, "BACKUP_TRIED", "BACKUP_VERIFIED", o->backup_verified);
    view_show_if(v, "HAS_RATE", *o->rate_day);
    view_text(v, "RATE_NAME", o->rate_name);
    view_text(v, "RATE_DAY", o->rate_day);
}

static void show_programs(struct view *v, struct arena *a, const struct overview_program *programs)
{
    for (int i = 0; i < OVERVIEW_PROGRAMS; i++) {
        const struct overview_program *p = &programs[i];
        struct view *row = view_add(v, "PROGRAM");
        view_text(row, "PROGRAM_NAME", p->program);
        view_show_if(row, "PROGRAM_ALIVE", p->alive > 0);
        view_show_if(row, "PROGRAM_DEAD", p->alive == 0);
        view_text(row, "PROGRAM_PROCESSES", num_group(a, (double)p->alive, 0));
        view_text(row, "PROGRAM_REQUESTS", num_group(a, (double)p->requests, 0));
        view_text(row, "PROGRAM_FAILURES", num_group(a, (double)p->failures, 0));
        view_text(row, "PROGRAM_MEMORY", size_words(a, (double)p->rss_kb * 1024));
        view_text(row, "PROGRAM_LAST", age_words(a, p->age));
    }
}

static void show_instruments(struct view *v, struct arena *a, const struct overview_instrument *rows, int n)
{
    view_show_if(v, "HAS_INSTRUMENTS", n > 0);
    view_show_if(v, "NO_INSTRUMENTS", n == 0);
    for (int i = 0; i < n; i++) {
        struct view *row = view_add(v, "INSTRUMENT");
        view_text(row, "INSTRUMENT_SYMBOL", rows[i].symbol);
        view_text(row, "INSTRUMENT_LAST", rows[i].last_day);
        view_text(row, "INSTRUMENT_AGE", count_words(a, rows[i].age_days, "day old", "days old"));
    }
}

static enum err overview_get(struct req *req, struct res *res)
{
    struct overview o;
    struct overview_program programs[OVERVIEW_PROGRAMS];
    struct overview_instrument instruments[OVERVIEW_INSTRUMENTS];
    int n;
    enum err e = overview_take(req->db, req->arena, &o, programs, instruments, &n);
    if (e)
        return console_unread(req, e, "could not read how the hub is doing");
    struct view *v = view_new(req->arena);
    struct attention t = {.v = v, .arena = req->arena};
    look_at_people(&t, &o);
    look_at_programs(&t, programs);
    look_at_mail(&t, &o);
    look_at_jobs(&t, &o);
    look_at_backup(&t, &o);
    look_at_certificate(&t, req->settings->certificate);
    view_show_if(v, "HAS_PROBLEMS", t.n > 0);
    view_show_if(v, "ALL_FINE", t.n == 0);
    show_counts(v, req->arena, &o);
    show_facts(v, req->arena, &o);
    show_programs(v, req->arena, programs);
    show_instruments(v, req->arena, instruments, n);
    return console_page(req, res, v, "admin/overview.tpl", "Overview");
}

static const struct route rows[] = {
    ROUTE(GET, "/admin", NONE, PAGE, overview_load, overview_get),
};
const struct routes admin_overview_routes = ROUTES(rows);
