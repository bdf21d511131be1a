/* doctor_files.c: what hubctl doctor looks at outside of the database: keys, certificate, anchors.
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/certificate.h"
#include "hubctl/doctor.h"
#include "identity/audit.h"
#include "identity/key_ring.h"

enum { CERTIFICATE_DAYS = 21 };

/* ---- keys ---- */

/* Each is read by one program only. Where hub.conf names no file, the unit hands over that of /etc/umbrella-hub. */
static const struct key_file {
    const char *what, *program, *file;
    const char *without; /* what does not work without it */
} key_files[] = {
    {"password key", "hub-auth", "password.key", "a stolen database can be guessed at without it"},
    {"seal key", "hub-auth", "seal.key", "second factors cannot be set up"},
    {"egress keyfile", "hub-egress", "egress.key", "the mail server's password cannot be stored"},
    {"audit key", "hub-jobs", "audit.key", "whoever owns the database could write the audit anew"},
};

static const char mend_lost[] = "bring the file back from a copy; where none was made yet: hubctl setup";

static const char *given_path(const struct hub_settings *s, int i)
{
    const char *const paths[] = {s->password_key_file, s->seal_key_file, s->egress_key_file, s->audit_key_file};
    return paths[i];
}

/* The owner may be root, or whoever runs the hub; but no other program of the hub. */
static bool is_foreign(const struct key_file *k, uid_t owner, const char **name)
{
    const struct passwd *user = getpwuid(owner);
    *name = user ? user->pw_name : "";
    return !strncmp(*name, "hub-", 4) && strcmp(*name, k->program);
}

static void look_into(struct ward *w, const struct key_file *k, const char *path)
{
    struct key_ring ring;
    const char *why;
    if (key_ring_load(w->arena, &ring, "key file", path, &why)) {
        explicit_bzero(&ring, sizeof ring);
        doctor_report(w, DOCTOR_OK, k->what, path, NULL);
    } else if (access(path, R_OK) && errno == EACCES)
        doctor_report(w, DOCTOR_OK, k->what,
                      arena_printf(w->arena, "%s (closed to this user, so not looked into)", path), NULL);
    else
        doctor_report(w, DOCTOR_FAULT, k->what, why, mend_lost);
}

static void check_key(struct ward *w, const struct key_file *k, const char *path, bool is_given)
{
    struct stat st;
    const char *name;
    if (stat(path, &st)) {
        bool is_hidden = errno == EACCES, is_unset = !is_given && errno == ENOENT;
        doctor_report(w,
                      is_hidden  ? DOCTOR_OK
                      : is_unset ? DOCTOR_WARNING
                                 : DOCTOR_FAULT,
                      k->what,
                      is_hidden  ? arena_printf(w->arena, "%s (closed to this user, so not looked into)", path)
                      : is_unset ? arena_printf(w->arena, "none: %s", k->without)
                                 : arena_printf(w->arena, "%s: %s", path, strerror(errno)),
                      is_unset ? arena_printf(w->arena, "(umask 077; openssl rand -hex 32 >%s)", path) : mend_lost);
    } else if (st.st_mode & (S_IWGRP | S_IRWXO))
        doctor_report(
            w, DOCTOR_FAULT, k->what, arena_printf(w->arena, "%s: others may read or change it", path),
            arena_printf(w->arena, "chmod 0400 %s; and make a new key if others had a chance to read it", path));
    else if (is_foreign(k, st.st_uid, &name))
        doctor_report(w, DOCTOR_FAULT, k->what,
                      arena_printf(w->arena, "%s belongs to %s, and is for %s alone", path, name, k->program),
                      arena_printf(w->arena, "chown root: %s", path));
    else
        look_into(w, k, path);
}

void doctor_check_keys(struct ward *w)
{
    for (int i = 0; i < (int)(sizeof key_files / sizeof *key_files); i++) {
        const char *given = given_path(w->settings, i);
        check_key(w, &key_files[i], *given ? given : arena_printf(w->arena, "%s/%s", HUB_SYSCONFDIR, key_files[i].file),
                  *given);
    }
}

/* ---- certificate ---- */

void doctor_check_certificate(struct ward *w)
{
    const char *path = w->settings->certificate, *why;
    int days;
    if (!*path) {
        doctor_report(w, DOCTOR_WARNING, "certificate", "not watched: hub.conf names no certificate",
                      "set certificate in hub.conf to the file that nginx shows");
        return;
    }
    if (!certificate_days_left(w->arena, path, &days, &why)) {
        doctor_report(w, DOCTOR_FAULT, "certificate", why,
                      "correct certificate in hub.conf, or make the file readable");
        return;
    }
    doctor_report(w, days < CERTIFICATE_DAYS ? DOCTOR_FAULT : DOCTOR_OK, "certificate",
                  days < 0 ? arena_printf(w->arena, "ended %d days ago: browsers refuse this site", -days)
                           : arena_printf(w->arena, "%d days left", days),
                  "certbot renew && systemctl reload nginx");
}

/* ---- anchors ---- */

/* The newest event that is older than five minutes must have one: they are written once a minute. */
void doctor_check_anchors(struct ward *w)
{
    struct db_result r;
    int64_t last;
    enum err e = audit_anchor_last(w->settings, &last);
    int fault = errno;
    if (e == ERR_NOTFOUND) {
        doctor_report(w, DOCTOR_WARNING, "anchors",
                      "audit_anchor_file is not set: whoever owns the database could write the audit anew",
                      "set audit_anchor_file in hub.conf, then: systemctl restart hub-jobs");
        return;
    }
    if (db_query(w->db, w->arena, &r,
                 "select coalesce(max(e.seq), 0) from umbrella.audit_event e where e.at < now() - interval '5 minutes'",
                 "")) {
        doctor_report(w, DOCTOR_FAULT, "anchors", db_message(w->db), "hubctl audit verify");
        return;
    }
    int64_t due = db_int(&r, 0, 0);
    bool is_well = e ? fault == EACCES || (fault == ENOENT && due == 0) : last >= due;
    doctor_report(w, is_well ? DOCTOR_OK : DOCTOR_FAULT, "anchors",
                  e ? arena_printf(w->arena, "%s: %s", w->settings->audit_anchor_file, strerror(fault))
                    : arena_printf(w->arena, "up to event %lld; %lld is older than five minutes", (long long)last,
                                   (long long)due),
                  "systemctl restart hub-jobs, which writes them once a minute; then: hubctl audit verify");
}
