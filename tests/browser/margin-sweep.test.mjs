// margin-sweep.test.mjs: sweeps as a person walks them: the form, a grid with its cards and table, a heat map, every start, drawn paths,
// a long one that is followed to its end, and the list.
// SPDX-License-Identifier: Apache-2.0
//
// HUB_SCREENSHOT_SWEEP=docs/img/sweep.png writes the picture of the README.
import assert from 'node:assert/strict';
import test from 'node:test';
import { go, overflow, person, seen, shownAs, sound } from './_browser.mjs';

const { tab: page } = await person('sweeper', { acceptDownloads: true }, '--role', 'analyst');
const heading = name => page.getByRole('heading', { name });
const start = async () => {
    await page.goto('/margin/sweeps/new');
    await heading('New sweep').waitFor();
};
const run = () => go(page.getByRole('button', { name: 'Run sweep' }));
async function result(words) { // of what takes long there is a page first that follows it, and opens the result
    await run();
    await words.waitFor({ timeout: 600000 });
    await page.waitForLoadState();
}

test('the form is one click from the start of the section; it shows what its kind needs', async () => {
    await page.goto('/margin');
    await go(page.getByRole('link', { name: 'Sweep', exact: true }));
    await heading('New sweep').waitFor();
    assert.equal(await page.locator('[name=values]').inputValue(), '1, 1.2, 1.5, 1.8, 2');
    assert.ok(await page.locator('#g-grid').isVisible() && await page.locator('#g-paths').isHidden());
    assert.ok(await page.locator('[name=leverage]').isHidden() && await page.locator('[name=equity]').isVisible(), 'what is swept is not asked again');
    await page.locator('[name=profile]').selectOption('original');
    assert.ok(await page.locator('[name=leverage]').isVisible(), 'the position of the original is equity × leverage');
    await page.locator('[name=profile]').selectOption('accurate');
    await page.getByLabel('What to compute').selectOption('bootstrap');
    assert.ok(await page.locator('[name=leverage]').isVisible(), 'paths have one leverage');
    assert.ok(await page.locator('#g-grid').isHidden() && await page.locator('#g-paths').isVisible());
    await page.getByLabel('What to compute').selectOption('grid');
    await sound(page);
});

test('values that are none lead back to the field', async () => {
    await start();
    await page.locator('[name=values]').fill('one');
    await run();
    await page.waitForFunction(() => document.activeElement.id === 'faults');
    await page.locator('#faults a').first().click();
    assert.equal(await page.locator('[name=values]').inputValue(), 'one');
    await sound(page, '/margin/sweeps refused');
});

test('a grid: cards, words, charts, a table that sorts, and the way to a backtest', async () => {
    await start();
    await page.locator('[name=values]').fill('1 to 1.9 step 0.1');
    await result(page.locator('#best'));
    await page.goBack();
    await page.waitForURL(/\/margin\/sweeps\/new\?/);
    assert.equal(await page.locator('[name=values]').inputValue(), '1 to 1.9 step 0.1', 'what was typed is there again');
    await page.goForward();
    await heading('SPX: Leverage 1× to 1.9×').waitFor();
    assert.equal(await page.locator('#best .hub-figure').count(), 3);
    assert.ok(await page.locator('#insights li').count() >= 4);
    assert.ok(await page.locator('.hub-chart svg').count() >= 4);
    assert.equal(await page.locator('#table tbody tr').count(), 10);
    await go(page.locator('#table').getByRole('link', { name: 'Total return' }));
    const returns = (await page.locator('#table tbody td[data-label="Total return"]').allInnerTexts()).map(text => Number(text.replace('−', '-').replace(/[ ,%\u00a0]/g, '')));
    assert.deepEqual(returns, [...returns].sort((a, b) => b - a));
    await sound(page, '/margin/sweeps/:id grid');
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV, rounded' }).click();
    assert.match((await file).suggestedFilename(), /^parameter_sweep_leverage_liquidation_reentry_\d{8}_\d{6}\.csv$/);
    await go(page.locator('#best').getByRole('link').first());
    await heading('New backtest').waitFor();
    assert.match(await page.locator('[name=leverage]').inputValue(), /^1(\.\d)?$/);
});

test('two parameters: a heat map whose figure changes by a link, on a telephone, too', async () => {
    await start();
    await page.locator('[name=values]').fill('1, 1.5, 1.9');
    await page.getByLabel('Second parameter').selectOption('house_addon_pct');
    await page.locator('[name=values2]').fill('0, 10, 30');
    await result(page.locator('#heat'));
    assert.equal(await page.locator('.hub-heat tbody td').count(), 9);
    assert.equal(await page.getByRole('region', { name: 'Every backtest' }).evaluate(box => box.scrollWidth - box.clientWidth), 0, 'the way to a backtest is in view');
    await go(page.locator('#heat').getByRole('link', { name: 'Sharpe ratio' }));
    await page.getByText('Sharpe ratio: the deeper the shade').waitFor();
    await sound(page, '/margin/sweeps/:id heat');
    await shownAs(page, { width: 360 }, async () => assert.ok(await overflow(page) <= 0));
});

test('every start and drawn paths', async () => {
    await start();
    await page.getByLabel('What to compute').selectOption('surface');
    await page.locator('[name=values]').fill('1, 1.5, 1.9');
    await result(heading('By leverage'));
    assert.equal(await page.locator('#leverages tbody tr').count(), 3);
    await sound(page, '/margin/sweeps/:id surface');
    if (process.env.HUB_SCREENSHOT_SWEEP)
        await page.screenshot({ path: process.env.HUB_SCREENSHOT_SWEEP });
    await start();
    await page.getByLabel('What to compute').selectOption('bootstrap');
    await page.locator('[name="bootstrap.paths"]').fill('500');
    await result(heading('By then'));
    assert.match(await page.locator('#moments').innerText(), /seed 1[^]*1 month[^]*10 years/);
    await sound(page, '/margin/sweeps/:id paths');
});

test('a long one is followed to its end, and stands in the list, where it is deleted and brought back', async () => {
    await start();
    await page.getByLabel('What to compute').selectOption('bootstrap');
    await page.locator('[name="bootstrap.years"]').fill('15');
    await page.locator('[name="bootstrap.seed"]').fill(String(process.pid));
    await page.locator('[name=mode][value=passive_hold]').check();
    await result(heading('By then'));
    await go(page.getByRole('link', { name: 'Your sweeps' }));
    const row = page.getByRole('row').filter({ hasText: '10,000 paths of 15 years' });
    await sound(page);
    await go(row.getByRole('button', { name: 'Delete' }));
    await page.getByText('The sweep was deleted.').waitFor();
    await go(page.getByRole('button', { name: 'Undo' }));
    await heading('By then').waitFor();
});

test('nothing was refused, broken or complained about on the way', () => assert.deepEqual(seen, []));
