/* series_file.c: fuzz target of the CSV reader of hubctl compute. The first byte chooses the kind of file.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "compute/files.h"

static bool ascend(const int32_t *day, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (day[i] <= day[i - 1])
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct problem p = {.arena = a};
    static const int32_t days[] = {18263, 18264, 18267};
    struct price_series prices = {.n = 3, .day = days};
    struct rate_series rates;
    size_t lost;
    if (size == 0)
        return 0;
    struct str text = {(const char *)data + 1, size - 1};
    if (data[0] == 'p')
        fuzz_claim(files_prices_parse(a, "p", text, &prices, &p) == (p.n == 0) &&
                   (p.n || ascend(prices.day, prices.n)));
    else if (data[0] == 'd')
        fuzz_claim(files_dividends_parse(a, "d", text, &prices, &lost, &p) == (p.n == 0));
    else
        fuzz_claim(files_rates_parse(a, "r", text, &rates, &p) == (p.n == 0) && (p.n || ascend(rates.day, rates.n)));
    return 0;
}
