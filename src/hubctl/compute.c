/* compute.c: `hubctl compute ENGINE [FILE.json|-]`: the engines on CSV files, without database or web server.
 * The request and the answer are those of the API. Exit statuses: 0 answered, 64 bad usage, 65 bad input (the problem
 * document stands on standard output), 70 a fault of the program.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/compute.h"

#include <sodium.h>
#include <stdio.h>

#include "base/file.h"
#include "compute/backtest.h"
#include "compute/calculate.h"
#include "compute/files.h"
#include "compute/sweep.h"
#include "compute/kelly.h"
#include "hubctl/hubctl.h"

enum { REQUEST_MAX = 1 << 20, CSV_MAX = 64 << 20 };

int compute_print(const struct buf *b)
{
    bool ok = fwrite(b->s, 1, b->n, stdout) == b->n && putchar('\n') != EOF && fflush(stdout) == 0;
    return ok ? HUBCTL_OK : HUBCTL_FAULT;
}

int compute_refuse(struct arena *a, const char *detail, const struct problem *p)
{
    struct buf b;
    buf_init(&b, a, 1024);
    problem_write(&b, 422, "The request cannot be computed", detail, p);
    return compute_print(&b) == HUBCTL_OK ? HUBCTL_INPUT : HUBCTL_FAULT;
}

/* The files that a request names; NULL: none. */
struct series_files {
    const char *prices, *dividends, *rates;
};

/* The series in them, and the SHA-256 of the files one after the other. */
struct series {
    struct price_series prices;
    struct rate_series rates;
    char data_version[65];
};

static bool load_file(struct arena *a, const char *field, const char *path, crypto_hash_sha256_state *hash,
                      struct str *text, struct problem *p)
{
    const char *why;
    if (!file_read(a, path, CSV_MAX, text, &why)) {
        problem_add(p, field, "%s", why);
        return false;
    }
    crypto_hash_sha256_update(hash, (const unsigned char *)text->s, text->n);
    return true;
}

static bool load_dividends(struct arena *a, const char *path, crypto_hash_sha256_state *hash, struct series *s,
                           struct problem *p)
{
    struct str text;
    size_t lost;
    if (!path)
        return true;
    if (!load_file(a, "files.dividends", path, hash, &text, p) ||
        !files_dividends_parse(a, path, text, &s->prices, &lost, p))
        return false;
    if (lost)
        fprintf(stderr, "hubctl: %s: %zu dividends are on days without a session and are not paid\n", path, lost);
    return true;
}

static bool load_series(struct arena *a, const struct series_files *f, struct series *s, struct problem *p)
{
    struct str text;
    crypto_hash_sha256_state hash;
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&hash);
    if (!f->prices) {
        problem_add(p, "files.prices", "the CSV file with the prices is missing");
        return false;
    }
    if (!load_file(a, "files.prices", f->prices, &hash, &text, p) ||
        !files_prices_parse(a, f->prices, text, &s->prices, p) || !load_dividends(a, f->dividends, &hash, s, p))
        return false;
    if (f->rates && (!load_file(a, "files.rates", f->rates, &hash, &text, p) ||
                     !files_rates_parse(a, f->rates, text, &s->rates, p)))
        return false;
    crypto_hash_sha256_final(&hash, sum);
    hex_encode(sum, sizeof sum, s->data_version);
    return true;
}

static int compute_backtest(struct arena *a, struct json_object *request)
{
    struct problem p = {.arena = a};
    struct backtest_request r;
    struct backtest_answer answer;
    struct series s = {0};
    backtest_request_read(request, &r, &p); /* its faults are told together with those of the files and the window */
    const struct series_files files = {r.prices_file, r.dividends_file, r.rates_file};
    if (!load_series(a, &files, &s, &p) || !backtest_compute(a, &r, &s.prices, &s.rates, s.data_version, &answer, &p))
        return compute_refuse(a, "Fields of the request are not as they must be.", &p);
    struct buf b;
    buf_init(&b, a, 1 << 16);
    backtest_answer_write(&b, &answer, true);
    return compute_print(&b);
}

static int compute_calculate(struct arena *a, struct json_object *request)
{
    struct problem p = {.arena = a};
    struct calculate_request r;
    struct calculate_answer answer;
    if (!calculate_request_read(request, &r, &p) || !calculate_compute(a, &r, &answer, &p))
        return compute_refuse(a, "Fields of the request are not as they must be.", &p);
    struct buf b;
    buf_init(&b, a, 1 << 14);
    calculate_answer_write(&b, &answer);
    return compute_print(&b);
}

static int compute_kelly(struct arena *a, struct json_object *request)
{
    struct problem p = {.arena = a};
    struct kelly_request r;
    struct kelly_answer answer;
    struct series s = {0};
    kelly_request_read(request, &r, &p);
    const struct series_files files = {r.prices_file, r.dividends_file, r.rates_file};
    if (!load_series(a, &files, &s, &p) || !kelly_compute(a, &r, &s.prices, &s.rates, s.data_version, &answer, &p))
        return compute_refuse(a, "Fields of the request are not as they must be.", &p);
    struct buf b;
    buf_init(&b, a, 1 << 14);
    kelly_answer_write(&b, &answer);
    return compute_print(&b);
}

static int compute_sweep(struct arena *a, struct json_object *request)
{
    struct problem p = {.arena = a};
    struct sweep_request r;
    struct sweep_answer answer;
    struct series s = {0};
    bool good = sweep_request_read(request, &r, &p);
    const struct series_files files = {r.base.prices_file, r.base.dividends_file, r.base.rates_file};
    if (!load_series(a, &files, &s, &p) || !good ||
        !sweep_compute(a, &r, &s.prices, &s.rates, s.data_version, NULL, &answer, &p))
        return compute_refuse(a, "Fields of the request are not as they must be.", &p);
    sweep_unused_warn(a, &r, &answer.warnings);
    struct buf b;
    buf_init(&b, a, 1 << 16);
    sweep_answer_write(&b, a, &answer, true);
    return compute_print(&b);
}

static const char too_long[] =
    "A request names its series in \"files\", which may have 64 MiB each, and is itself at most 1 MiB: leave out of it "
    "what the engine does not need.";

int hubctl_compute(struct arena *a, int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct arena *, struct json_object *);
    } engines[] = {{"margin.backtest", compute_backtest},
                   {"margin.calculate", compute_calculate},
                   {"margin.kelly", compute_kelly},
                   {"margin.sweep", compute_sweep},
                   {"returns.analyze", compute_returns}};
    size_t e = 0, count = sizeof engines / sizeof *engines;
    while (argc > 1 && e < count && strcmp(engines[e].name, argv[1]) != 0)
        e++;
    if (argc < 2 || argc > 3 || e == count) {
        fputs("usage: hubctl compute ENGINE [FILE.json|-]\nengines: margin.backtest margin.calculate margin.kelly "
              "margin.sweep returns.analyze\n",
              stderr);
        return HUBCTL_USAGE;
    }
    struct str text = {0};
    const char *why;
    if (!file_read(a, argc == 3 ? argv[2] : "-", REQUEST_MAX, &text, &why))
        return compute_refuse(a, text.n > REQUEST_MAX ? arena_printf(a, "%s. %s", why, too_long) : why, NULL);
    struct json_object *request = json_read(a, text, &why);
    return request ? engines[e].run(a, request) : compute_refuse(a, why, NULL);
}
