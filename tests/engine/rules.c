/* rules.c: tests of src/engine/rules.h: what an account is computed with is what the rules say, each has a source with a year, and
 * the page that tells them has the same figures.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../base/check.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/financing.h"
#include "engine/rules.h"

static bool names_a_year(const char *source)
{
    for (const char *p = source; *p; p++)
        if (strncmp(p, "20", 2) == 0 && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]))
            return true;
    return false;
}

static void every_rule_has_a_source_and_a_year(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++)
        assert_true(names_a_year(rules_accounts[i].source));
    for (int i = 0; i < BT_MOVES; i++)
        assert_true(names_a_year(rules_moves[i].source));
    assert_true(names_a_year(financing_tiers.source));
}

static void a_backtest_asks_for_what_the_rules_say(void **state)
{
    (void)state;
    struct bt_config c = {.account = BT_REG_T};
    assert_true(bt_maintenance(&c) == 0.25);
    c.options.is_short = true;
    assert_true(bt_maintenance(&c) == 0.30);
    c.account = BT_PORTFOLIO;
    assert_true(bt_maintenance(&c) == 0.20);
    c.options.is_short = false;
    assert_true(bt_maintenance(&c) == 0.15);
    assert_true(rules_accounts[BT_PORTFOLIO].maintenance_long_pct == rules_moves[BT_MOVES_15_20].fall_pct);
    assert_true(rules_accounts[BT_PORTFOLIO].maintenance_short_pct == rules_moves[BT_MOVES_15_20].rise_pct);
    for (int i = 0; i < 2; i++) {
        bt_options_default(&c.options, BT_ACCURATE, (enum bt_account)i, BT_LIQUIDATION_REENTRY);
        assert_true(c.options.minimum_equity_usd == rules_accounts[i].equity_min_usd);
    }
}

static const char *page(void)
{
    static char text[64 * 1024];
    char path[4096];
    const char *srcdir = getenv("srcdir");
    snprintf(path, sizeof path, "%s/docs/methods/margin-rules.md", srcdir ? srcdir : ".");
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

static void is_told(const char *before, int decimals, double figure, const char *after)
{
    char words[96];
    snprintf(words, sizeof words, "%s%.*f%s", before, decimals, figure, after);
    if (!strstr(page(), words))
        fail_msg("docs/methods/margin-rules.md does not say \"%s\"", words);
}

static void the_page_tells_the_same_figures(void **state)
{
    (void)state;
    const struct rules_account *reg_t = &rules_accounts[BT_REG_T], *portfolio = &rules_accounts[BT_PORTFOLIO];
    is_told("| bought long | ", 0, reg_t->initial_pct, " %");
    is_told("| maintenance, long | ", 0, reg_t->maintenance_long_pct, " %");
    is_told("the greater of ", 0, reg_t->maintenance_short_pct, " % and");
    is_told(": ", 0, reg_t->leverage_max, "× at purchase");
    is_told("**", 0, portfolio->maintenance_long_pct, " %**, the maintenance");
    is_told("The **", 0, portfolio->maintenance_short_pct, " %** of shorts");
    is_told("**", 0, portfolio->leverage_max, "×** is");
    is_told("real-time monitoring | $", 0, portfolio->equity_min_usd / 1000, ",000 |");
    is_told("| least equity | $", 0, reg_t->equity_min_usd / 1000, ",000 |");
    is_told("| −", 0, rules_moves[BT_MOVES_8_6].fall_pct, " % to +6 %");
    is_told("| −8 % to +", 0, rules_moves[BT_MOVES_8_6].rise_pct, " %");
    is_told("| −", 0, rules_moves[BT_MOVES_12_10].fall_pct, " % to +10 %");
    is_told("| −12 % to +", 0, rules_moves[BT_MOVES_12_10].rise_pct, " %");
    is_told("and $", 2, rules_short_share.usd, " a share | 4210(c)(3)");
    is_told("and $", 2, rules_short_share.low_usd, " a share | 4210(c)(2)");
    for (size_t t = 0; t < financing_tiers.n; t++)
        is_told("| ", 2, financing_tiers.tier[t].spread_pct, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_has_a_source_and_a_year),
        cmocka_unit_test(a_backtest_asks_for_what_the_rules_say),
        cmocka_unit_test(the_page_tells_the_same_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
