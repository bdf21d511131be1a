/* returns_file.c: fuzz target of a file brought to the returns section, all the way: read, analysed, answered as JSON that has no
 * NaN and no Infinity; or refused in words. The first byte chooses the options.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "market/file_json.h"
#include "market/price_source.h"

static void answer(struct arena *a, const struct returns_sources *s)
{
    struct returns_request r;
    struct returns_analysis an;
    struct problem p = {.arena = a};
    struct buf out;
    const char *why;
    returns_request_init(&r);
    r.own_windows = true;
    buf_init(&out, a, 1 << 16);
    if (!returns_analyze(a, &r, s, RETURNS_TABLE_ALL, "fuzz", &an, &p)) {
        fuzz_claim(p.n > 0);
        return;
    }
    returns_answer_write(&out, &an);
    fuzz_claim(json_read(a, buf_view(&out), &why) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct file_answer said;
    struct price_file file;
    struct returns_sources s = {.n_series = 0};
    struct buf out;
    struct json_writer w;
    const char *why;
    if (!size)
        return 0;
    const struct price_file_options options = {
        .today = 20454, /* 2026-01-01 */
        .analysed = true,
        .dates = (enum table_dates)(data[0] % 3),
        .duplicates = (enum price_duplicates)(data[0] / 3 % 3),
        .kind = (enum price_kind)(data[0] / 9 % 3),
        .unit = (enum price_unit)(data[0] / 27 % 3),
    };
    file_answer_init(&said, a);
    bool good = price_file_read(&said, (struct str){(const char *)data + 1, size - 1}, &options, &file);
    for (int i = 0; good && i < file.n; i++)
        s.n_series += price_source_make(&said, file.kind, &file.series[i], &s.series[s.n_series]);
    buf_init(&out, a, 4096);
    json_begin(&w, &out);
    json_open(&w, NULL, '{');
    file_answer_write(&w, &said);
    price_preview_write(&w, file.preview, said.encoding);
    json_close(&w, '}');
    fuzz_claim(json_read(a, buf_view(&out), &why) != NULL);
    if (s.n_series)
        answer(a, &s);
    return 0;
}
