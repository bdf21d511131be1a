// margin-backtest.test.mjs: a backtest in each of its modes as a person runs it: the form, the result, its days and its files.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { context, go, overflow, person, pointAt, seen, sound } from './_browser.mjs';

const { tab: page, own } = await person('backtest', { acceptDownloads: true }, '--role', 'analyst');
const modes = {
    'Fresh capital': { judged: /ended in a forced sale/, card: 'Capital deployed' },
    'Profit threshold': { judged: /Brought back to its leverage \d+ times/, card: 'Profit threshold', fields: { 'Growth that makes it borrow again': '30' } },
    'Passive hold': { judged: /In margin call on [\d,]+ of 5,105 sessions/, card: 'Days in margin call' },
    'Constant leverage': { judged: /Brought back to its leverage \d+ times/, card: 'Rebalances', fields: { 'Band around the leverage': '15' } },
    'Liquidation and re-entry': { judged: /3 of 4 positions ended in a forced sale/, card: 'Time in market' },
};
const group = legend => page.getByRole('group', { name: legend });

async function run(mode, fields = {}) {
    await page.goto('/margin/backtest');
    await page.getByRole('radio', { name: mode }).check();
    await page.getByLabel('Leverage', { exact: true }).fill('2');
    for (const [label, value] of Object.entries(fields))
        await page.getByLabel(label).fill(value);
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
}

test('the form shows the fields of the mode that is chosen, and no others', async () => {
    await page.goto('/margin/backtest');
    for (const [mode, threshold, constant] of [['Fresh capital', false, false], ['Profit threshold', true, false], ['Constant leverage', false, true]]) {
        await page.getByRole('radio', { name: mode }).check();
        assert.equal(await group('Borrowing again').isVisible(), threshold, mode);
        assert.equal(await group('Keeping the leverage').isVisible(), constant, mode);
    }
    await page.getByText('Advanced options').click();
    for (const legend of ['Financing', 'Margin call', 'Dividends', 'Contributions', 'Costs and entries', 'Short', 'Measures'])
        await group(legend).waitFor();
    await sound(page);
});

for (const [mode, { judged, card, fields }] of Object.entries(modes))
    test(`${mode}: from the form to a result with its cards, charts and tables`, async () => {
        await run(mode, fields);
        assert.match(await page.locator('#judgement').innerText(), judged);
        await page.locator('.hub-figure dt').filter({ hasText: card }).first().waitFor();
        await page.locator('.hub-chart-moving canvas').nth(5).waitFor();
        for (const heading of ['Cushion', 'Cushion in percent', 'Cushion in dollars', 'How much hangs on small things', 'What each correction does', 'Falls from a peak', 'Months and years',
            'Windows of 1, 3 and 5 years', 'Rounds', 'Events', 'Days', 'What was assumed', 'All figures'])
            await page.getByRole('heading', { name: heading, exact: true }).waitFor();
        assert.equal(await page.getByRole('heading', { name: 'Rebalances', exact: true }).count(), /Brought back/.test(judged.source) ? 1 : 0);
        assert.match(await page.locator('#near .hub-total').innerText(), /All of these\s+\$[\d,]+ to \$[\d,]+/);
        assert.match(await page.locator('#corrections').innerText(), /Interest once a session\s+E1/);
    });

test('the page of a result is sound', async () => {
    await sound(page);
});

test('a day is one click away, explains itself, and leads to the next', async () => {
    const result = page.url();
    await go(page.locator('#events tbody').getByRole('link').nth(1));
    await page.waitForURL(/\/days\/2001-09-/);
    assert.match(await page.locator('#happened').innerText(), /Forced sale of everything at \$/);
    assert.match(await page.locator('#ledger').innerText(), /Equity\s+\$[\d,.]+\s+Position − loan \+ cash/);
    const day = await page.locator('h1').innerText();
    await sound(page);
    await go(page.getByRole('link', { name: /^Next/ }));
    await go(page.getByRole('link', { name: `Previous: ${day}` }));
    await page.getByRole('heading', { level: 1, name: day, exact: true }).waitFor();
    await page.goto(result);
});

test('“Back” from a result comes to the form as it was typed', async () => {
    const result = page.url();
    await page.goto('/margin/backtest');
    await page.getByRole('radio', { name: 'Profit threshold' }).check();
    await page.getByLabel('Starting equity', { exact: true }).fill('123456');
    await page.getByLabel('First day', { exact: true }).fill('2005-03-01');
    await page.getByLabel('Growth that makes it borrow again').fill('35');
    await page.getByText('Advanced options').click();
    await page.getByLabel('Interest is posted').selectOption('session');
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
    await page.goBack();
    await page.waitForURL(/\/margin\/backtest\?/);
    assert.ok(!page.url().includes('csrf'), 'the address has no secret');
    assert.ok(await page.getByRole('radio', { name: 'Profit threshold' }).isChecked());
    for (const [label, value] of [['Starting equity', '123456'], ['First day', '2005-03-01'], ['Growth that makes it borrow again', '35'], ['Interest is posted', 'session']])
        assert.equal((await page.getByLabel(label, { exact: true }).inputValue()).replace(/[$,]/g, ''), value, label);
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
    await page.goto(result);
});

test('every table can be taken along', async () => {
    for (const file of ['days', 'rounds', 'events', 'metrics', 'drawdowns', 'months', 'rolling', 'variants']) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`a[href$="/${file}.csv"]`).first().click()]);
        assert.match(download.suggestedFilename(), new RegExp(`^backtest-SPX-2000-01-03-2020-04-17-2x-${file}\\.csv$`));
        assert.ok(readFileSync(await download.path()).toString().split('\r\n').length > 2, file);
    }
});

test('what does not move tells its figures, too, and each chart is a picture', async () => {
    const tip = page.locator('#histogram .hub-tip'), cushion = page.locator('#cushion figure').filter({ hasText: 'Price and call price' });
    await pointAt(page.locator('#histogram .hub-chart-told'), tip.filter({ hasText: /^Return around −?[\d.]+ %\s*Sessions\s*[\d,]+$/ }));
    await cushion.locator('.hub-chart-told').focus();
    await page.keyboard.press('Home');
    assert.match(await cushion.locator('[aria-live]').filter({ hasText: '2000-01-03' }).innerText(), /^2000-01-03, Price \$1,455\.22, Call price \$[\d,]+\.\d\d$/);
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#chart-equity').getByRole('button', { name: 'PNG' }).click()]);
    assert.match(file.suggestedFilename(), /^backtest-SPX-[\w.-]+-chart-equity\.png$/);
    assert.equal(readFileSync(await file.path()).readUInt32BE(16), 1920);
});

test('a short with a call that has days, changed by its address and said beside its field when it is wrong', async () => {
    await page.goto('/margin/backtest?mode=liquidation_reentry&options.position=short&options.liquidation=call&options.cure_days=2.5');
    assert.equal(await page.getByLabel('Position', { exact: true }).inputValue(), 'short');
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.locator('#faults').getByRole('link', { name: 'Days to meet a call must be a whole number.' }).click();
    await page.getByLabel('Days to meet a call').fill('3');
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
    await page.getByText('sold short from').waitFor();
    assert.match(await page.locator('#assumptions').innerText(), /A call with 3 sessions to meet it/);
    await go(page.getByRole('link', { name: 'Change the inputs' }));
    assert.equal(await page.getByLabel('Days to meet a call').inputValue(), '');
    assert.equal(await page.getByLabel('What a call does').inputValue(), 'call');
});

test('without script every field is there, and the mode that is chosen runs', async () => {
    const still = await context({ javaScriptEnabled: false, storageState: await own.storageState() }), tab = await still.newPage();
    await tab.goto('/margin/backtest');
    await tab.getByRole('group', { name: 'Borrowing again' }).waitFor();
    await tab.getByRole('group', { name: 'Keeping the leverage' }).waitFor();
    await tab.getByRole('radio', { name: 'Constant leverage' }).check();
    await go(tab.getByRole('button', { name: 'Run backtest' }));
    await tab.getByRole('heading', { name: 'Rebalances', exact: true }).waitFor();
    await still.close();
});

test('a telephone shows the form, a result and a day without moving sideways', async () => {
    const small = await context({ viewport: { width: 360, height: 740 }, storageState: await own.storageState() }), tab = await small.newPage();
    await tab.goto('/margin/backtest?mode=constant_leverage');
    assert.equal(await overflow(tab), 0);
    await go(tab.getByRole('button', { name: 'Run backtest' }));
    await tab.waitForURL(/\/margin\/backtests\//);
    assert.equal(await overflow(tab), 0);
    await go(tab.locator('#rebalances tbody').getByRole('link').first());
    await tab.waitForURL(/\/days\//);
    assert.equal(await overflow(tab), 0);
    await small.close();
});

test('no page broke the policy, asked elsewhere or failed in its script', () => {
    assert.deepEqual(seen, []);
});
