/* returns_request.c: fuzz target of the request of returns.analyze: what is accepted has one canonical form, and is answered or
 * refused in words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "compute/returns.h"

enum { SESSIONS = 120 };

static bool read_request(struct arena *a, struct str text, struct returns_request *r)
{
    const char *why;
    struct problem *p = ARENA_NEW(a, struct problem);
    struct json_object *o = json_read(a, text, &why);
    p->arena = a;
    bool accepted = o && returns_request_read(o, r, p);
    fuzz_claim(!o || accepted == (p->n == 0));
    return accepted;
}

static void answer(struct arena *a, struct returns_request r)
{
    int32_t day[SESSIONS];
    double level[SESSIONS];
    struct problem p = {.arena = a};
    struct returns_analysis an;
    struct buf out;
    const char *why;
    for (int i = 0; i < SESSIONS; i++) {
        day[i] = 10000 + i + i / 5 * 2;
        level[i] = 100 + i % 7 - i % 3;
    }
    struct returns_sources s = {.n_series = r.n_series ? r.n_series : 1, .n_benchmarks = r.n_benchmarks};
    for (int i = 0; i < s.n_series; i++)
        s.series[i] = (struct returns_source){.name = "s", .n = (size_t)(SESSIONS - i), .day = day, .total = level};
    for (int i = 0; i < s.n_benchmarks; i++)
        s.benchmark[i] = (struct returns_source){.name = "b", .n = SESSIONS, .day = day, .price = level};
    r.draws = r.draws > 20 ? 20 : r.draws; /* more take long */
    buf_init(&out, a, 1 << 16);
    if (!returns_analyze(a, &r, &s, RETURNS_TABLE_ALL, "fuzz", &an, &p)) {
        fuzz_claim(p.n > 0);
        return;
    }
    returns_answer_write(&out, &an);
    fuzz_claim(json_read(a, buf_view(&out), &why) != NULL);
    for (int part = 0; part < RETURNS_PARTS; part++) {
        struct returns_sheet sheet;
        if (returns_sheet_make(a, &an, (enum returns_part)part, 0, &sheet))
            fuzz_claim(sheet.columns > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct returns_request r;
    struct buf first, second;
    if (!read_request(a, (struct str){(const char *)data, size}, &r))
        return 0;
    buf_init(&first, a, 1024);
    buf_init(&second, a, 1024);
    returns_request_write(&first, &r);
    fuzz_claim(read_request(a, buf_view(&first), &r));
    returns_request_write(&second, &r);
    fuzz_claim(str_eq(buf_view(&first), second.s));
    answer(a, r);
    return 0;
}
