/* csv.c: fuzz target of the readers of price, dividend and rate files: whatever the bytes, an answer with its reason, and
 * what is accepted keeps the promises of price_file.h. The first byte chooses the options.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <math.h>

#include "market/dated_file.h"

static void claim_answer(const struct file_answer *f, bool ok)
{
    fuzz_claim(ok == (f->status == FILE_OK) && ok == (file_fault(f) == NULL));
    fuzz_claim(ok || !f->option || f->choices);
    for (int i = 0; i < f->n; i++)
        fuzz_claim(utf8_valid(str_of(f->at[i].text)));
}

static void claim_series(const struct price_file *file, const struct price_file_series *s)
{
    bool prices = file->kind == PRICE_KIND_PRICES;
    fuzz_claim(s->name && utf8_valid(str_of(s->name)) && s->n >= (prices ? 2 : 1));
    for (size_t i = 0; i < s->n; i++) {
        double x = s->value[PRICE_CLOSE][i];
        fuzz_claim(i == 0 || s->day[i] > s->day[i - 1]);
        fuzz_claim(isfinite(x) && (prices ? x >= 1e-9 && x <= 1e12 : x >= -1));
        if (prices && s->value[PRICE_LOW])
            fuzz_claim(!(s->value[PRICE_LOW][i] > x));
        if (prices && s->value[PRICE_HIGH])
            fuzz_claim(!(s->value[PRICE_HIGH][i] < x));
    }
}

static void read_dated(struct arena *a, struct str bytes, const struct price_file_options *options,
                       enum dated_kind kind)
{
    struct file_answer answer;
    struct dated_file file;
    file_answer_init(&answer, a);
    claim_answer(&answer, dated_file_read(&answer, bytes, kind, options, &file));
    for (size_t i = 1; i < file.n; i++)
        fuzz_claim(file.day[i] > file.day[i - 1] && isfinite(file.value[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct file_answer answer;
    struct price_file file;
    if (!size)
        return 0;
    const struct price_file_options options = {
        .today = 20454, /* 2026-01-01 */
        .dates = (enum table_dates)(data[0] % 3),
        .duplicates = (enum price_duplicates)(data[0] / 3 % 3),
        .kind = (enum price_kind)(data[0] / 9 % 3),
        .unit = (enum price_unit)(data[0] / 27 % 3),
    };
    struct str bytes = {(const char *)data + 1, size - 1};
    file_answer_init(&answer, a);
    claim_answer(&answer, price_file_read(&answer, bytes, &options, &file));
    for (int i = 0; i < file.n; i++) {
        claim_series(&file, &file.series[i]);
        if (file.kind == PRICE_KIND_RETURNS)
            (void)price_file_index(a, &file.series[i]);
    }
    read_dated(a, bytes, &options, DATED_DIVIDENDS);
    read_dated(a, bytes, &options, DATED_RATES);
    return 0;
}
