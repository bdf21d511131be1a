/* settings.c: see settings.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/settings.h"

#include <confuse.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct arena *fault_arena;
static const char *fault;

static void note_fault(cfg_t *cfg, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static void note_fault(cfg_t *cfg, const char *fmt, va_list ap)
{
    if (!fault)
        fault = arena_printf(fault_arena, "%s, line %d: %s", cfg->filename ? cfg->filename : "settings", cfg->line,
                             arena_vprintf(fault_arena, fmt, ap));
}

static int check_positive(cfg_t *cfg, cfg_opt_t *opt)
{
    long v = cfg_opt_getnint(opt, 0);
    if (v >= 0 && v <= 1000000)
        return 0;
    cfg_error(cfg, "%s must lie between 0 and 1000000", opt->name);
    return -1;
}

static void close_cfg(void *p)
{
    cfg_free(p);
}

const struct hub_settings *settings_read(struct arena *a, const char *path, const char **why)
{
    struct {
        const char *name;
        int value;
        size_t offset;
    } numbers[] = {
#define N(name, value) {#name, value, offsetof(struct hub_settings, name)}
        N(workers, 4),
        N(auth_workers, 2),
        N(session_idle_minutes, 30),
        N(session_hours, 12),
        N(staff_idle_minutes, 10),
        N(staff_session_hours, 4),
        N(signin_account_cap, 10),
        N(signin_address_cap, 30),
        N(signin_window_minutes, 15),
        N(code_cap, 5),
        N(code_account_cap, 20),
        N(rate_page, 600),
        N(rate_calc, 120),
        N(rate_save, 60),
        N(rate_signin, 30),
        N(calc_at_once, 2),
        N(saved_results_quota, 50),
        N(register_address_cap, 5),
        N(job_workers, 2),
#undef N
    };
    struct {
        const char *name, *value;
        size_t offset;
    } texts[] = {
#define T(name, value) {#name, value, offsetof(struct hub_settings, name)}
        T(site_name, "Umbrella Hub"),
        T(origin, "https://localhost"),
        T(database, "dbname=umbrella_hub"),
        T(templates, HUB_DATADIR "/templates"),
        T(statics, HUB_DATADIR "/static"),
        T(sql, HUB_DATADIR "/sql"),
        T(market_data, HUB_DATADIR "/market"),
        T(password_key_file, ""),
        T(log_level, "info"),
        T(seal_key_file, ""),
        T(egress_key_file, ""),
        T(audit_key_file, ""),
        T(audit_anchor_file, ""),
        T(mail_ca_file, ""),
        T(metrics_token, ""),
        T(certificate, ""),
#undef T
    };
    enum { NUMBERS = sizeof numbers / sizeof *numbers, TEXTS = sizeof texts / sizeof *texts };
    cfg_opt_t opts[NUMBERS + TEXTS + 1];
    int n = 0;
    for (int i = 0; i < NUMBERS; i++)
        opts[n++] = (cfg_opt_t)CFG_INT((char *)numbers[i].name, numbers[i].value, CFGF_NONE);
    for (int i = 0; i < TEXTS; i++)
        opts[n++] = (cfg_opt_t)CFG_STR((char *)texts[i].name, (char *)texts[i].value, CFGF_NONE);
    opts[n] = (cfg_opt_t)CFG_END();

    if (!path)
        path = getenv("HUB_CONFIG");
    if (!path)
        path = HUB_SYSCONFDIR "/hub.conf";
    fault_arena = a;
    fault = NULL;
    *why = NULL;
    cfg_t *cfg = cfg_init(opts, CFGF_NONE);
    arena_defer(a, close_cfg, cfg);
    cfg_set_error_function(cfg, note_fault);
    for (int i = 0; i < NUMBERS; i++)
        cfg_set_validate_func(cfg, numbers[i].name, check_positive);
    int rc = cfg_parse(cfg, path);
    if (rc != CFG_SUCCESS) {
        *why = fault                  ? fault
               : rc == CFG_FILE_ERROR ? arena_printf(a, "%s: %s", path, strerror(errno))
                                      : arena_printf(a, "%s: not understood", path);
        return NULL;
    }
    struct hub_settings *s = ARENA_NEW(a, struct hub_settings);
    for (int i = 0; i < NUMBERS; i++)
        *(int *)((char *)s + numbers[i].offset) = (int)cfg_getint(cfg, numbers[i].name);
    for (int i = 0; i < TEXTS; i++)
        *(const char **)((char *)s + texts[i].offset) = arena_strdup(a, cfg_getstr(cfg, texts[i].name));

    struct setting *all = ARENA_ARRAY(a, NUMBERS + TEXTS, struct setting);
    for (int i = 0; i < NUMBERS + TEXTS; i++) {
        all[i].name = i < TEXTS ? texts[i].name : numbers[i - TEXTS].name;
        all[i].value = i < TEXTS ? *(const char **)((char *)s + texts[i].offset)
                                 : arena_printf(a, "%d", *(int *)((char *)s + numbers[i - TEXTS].offset));
        all[i].is_given = cfg_getopt(cfg, all[i].name)->flags & CFGF_MODIFIED;
    }
    s->path = arena_strdup(a, path);
    s->all = all;
    s->n_all = NUMBERS + TEXTS;
    return s;
}
