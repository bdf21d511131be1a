/* price_mutations.c: 10,000 mutations of a good file, each brought as an upload is: read, analysed, answered as JSON without NaN
 * and Infinity, or refused with a reason. The numbers come from a seed: a failure can be repeated.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/market/files.h"

#include "engine/splitmix.h"
#include "market/price_source.h"

enum { MUTATIONS = 10000 };

static const char control[] = "Date,Adj Close\n"
                              "2024-01-02,463.89\n2024-01-03,460.10\n2024-01-04,458.62\n2024-01-05,459.25\n"
                              "2024-01-08,465.80\n2024-01-09,465.10\n2024-01-10,467.73\n2024-01-11,467.53\n"
                              "2024-01-12,467.85\n2024-01-16,466.14\n2024-01-17,463.55\n2024-01-18,467.65\n"
                              "2024-01-19,473.50\n2024-01-22,474.50\n2024-01-23,475.88\n2024-01-24,476.40\n"
                              "2024-01-25,478.93\n2024-01-26,478.33\n2024-01-29,482.14\n2024-01-30,481.77\n"
                              "2024-01-31,473.91\n";

static const char *const pieces[] = {"e308",
                                     "-",
                                     "NaN",
                                     ",",
                                     "\n",
                                     "\"",
                                     "%",
                                     "1e-9",
                                     "inf",
                                     "\xff",
                                     ";",
                                     "0",
                                     "1900-01-01,1\n",
                                     "2024-01-31,473.91\n",
                                     "999999999999",
                                     "\t",
                                     "#",
                                     ",5",
                                     "Close,",
                                     "Dividends"};

/* One to four bytes changed, cut out, doubled, or words put between them. */
static struct str mutate(struct arena *a, uint64_t *seed)
{
    struct buf b;
    buf_init(&b, a, sizeof control + 64);
    buf_puts(&b, control);
    for (size_t i = 0, n = 1 + splitmix_below(seed, 4); i < n; i++) {
        size_t at = splitmix_below(seed, b.n);
        const char *piece = pieces[splitmix_below(seed, sizeof pieces / sizeof *pieces)];
        struct str tail = {arena_dup(a, b.s + at, b.n - at), b.n - at};
        size_t cut = splitmix_below(seed, 12) < tail.n ? splitmix_below(seed, 12) : 0;
        switch (splitmix_below(seed, 4)) {
        case 0:
            b.s[at] = (char)splitmix_below(seed, 256);
            break;
        case 1:
            b.n = at;
            buf_add(&b, tail.s + (cut < tail.n ? cut : 0), tail.n - (cut < tail.n ? cut : 0));
            break;
        case 2:
            b.n = at;
            buf_puts(&b, piece);
            buf_str(&b, tail);
            break;
        default:
            b.s[at] = (char)('0' + splitmix_below(seed, 10));
        }
    }
    return buf_view(&b);
}

/* No number of the answer is one that JSON does not know: only null, true and false follow upon : [ and , as letters. Reading
 * every answer whole would take longer than all the rest. */
static bool is_finite(struct str json)
{
    for (size_t i = 0; i + 1 < json.n; i++) {
        char c = json.s[i + 1] == '-' && i + 2 < json.n ? json.s[i + 2] : json.s[i + 1];
        if (strchr(":[,", json.s[i]) && (c == 'i' || c == 'I' || c == 'N' || (c == 'n' && json.s[i + 2] != 'u')))
            return false;
    }
    return true;
}

/* true: it was analysed. */
static bool bring(struct arena *a, struct str bytes, bool whole)
{
    const struct price_file_options options = {.today = test_today(), .analysed = true};
    struct file_answer said;
    struct price_file file;
    struct returns_sources s = {.n_series = 0};
    struct returns_request r;
    struct returns_analysis an;
    struct problem p = {.arena = a};
    struct buf out;
    const char *why;
    file_answer_init(&said, a);
    if (!price_file_read(&said, bytes, &options, &file)) {
        assert_non_null(file_fault(&said));
        return false;
    }
    for (int i = 0; i < file.n; i++)
        s.n_series += price_source_make(&said, file.kind, &file.series[i], &s.series[s.n_series]);
    returns_request_init(&r);
    if (!s.n_series || !returns_analyze(a, &r, &s, RETURNS_TABLE_ALL, "", &an, &p)) {
        assert_true(p.n > 0 || file_fault(&said));
        return false;
    }
    buf_init(&out, a, 1 << 16);
    returns_answer_write(&out, &an);
    if (!is_finite(buf_view(&out)) || (whole && !json_read(a, buf_view(&out), &why)))
        fail_msg("%.*s", (int)bytes.n, bytes.s);
    return true;
}

static void mutated_files_are_analysed_or_refused(void **state)
{
    uint64_t seed = 1;
    size_t analysed = 0;
    (void)state;
    struct arena *a = arena_new();
    for (int i = 0; i < MUTATIONS; i++) {
        arena_reset(a);
        analysed += bring(a, mutate(a, &seed), i % 100 == 0);
    }
    print_message("# %zu of %d analysed\n", analysed, MUTATIONS);
    assert_true(analysed > MUTATIONS / 10 && analysed < MUTATIONS);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(mutated_files_are_analysed_or_refused)};
    return cmocka_run_group_tests_name("price_mutations", tests, NULL, NULL);
}
