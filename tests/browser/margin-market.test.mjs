// margin-market.test.mjs: the market pages as a person walks them: overview, prices, dividends, Kelly, and the cushion of a backtest.
// SPDX-License-Identifier: Apache-2.0
//
// HUB_SCREENSHOT_MARKET=docs/img/kelly.png writes the picture of the README.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { go, hubctl, overflow, person, seen, sound } from './_browser.mjs';

// A fund that pays, so that there is something to see of dividends.
const symbol = `FUND${process.pid}`, dir = mkdtempSync(join(tmpdir(), 'market-'));
after(() => rmSync(dir, { recursive: true }));
const days = Array.from({ length: 1461 }, (x, i) => new Date(Date.UTC(2015, 0, 1) + i * 86400e3)).filter(d => d.getUTCDay() % 6).map(d => d.toISOString().slice(0, 10));
const price = i => (50 + i / 30 + 4 * Math.sin(i / 23) + (i % 7) / 5).toFixed(2);
writeFileSync(join(dir, 'p.csv'), ['date,close', ...days.map((day, i) => `${day},${price(i)}`)].join('\n'));
writeFileSync(join(dir, 'd.csv'), ['ex_date,dividend', ...days.filter(day => /-(03|06|09|12)-15$/.test(day)).map(day => `${day},0.4`), '2016-11-01,1.5'].join('\n'));
hubctl('import', 'prices', join(dir, 'p.csv'), '--symbol', symbol, '--name', 'A fund that pays');
hubctl('import', 'dividends', join(dir, 'd.csv'), '--symbol', symbol);
// And a share whose figures are long.
const dear = `DEAR${process.pid}`;
writeFileSync(join(dir, 'dear.csv'), ['date,close,volume', ...days.map((day, i) => `${day},${(9999 * price(i)).toFixed(2)},123456789012`)].join('\n'));
hubctl('import', 'prices', join(dir, 'dear.csv'), '--symbol', dear);

const { tab: page } = await person('market', { acceptDownloads: true }, '--role', 'analyst');
const figure = label => page.locator('.hub-figure').filter({ hasText: label });

test('the market overview is one click from the start of the section, and sound', async () => {
    await page.goto('/margin');
    await go(page.getByRole('link', { name: 'Market overview' }));
    await page.getByRole('heading', { name: 'Market overview' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: symbol });
    assert.match(await row.innerText(), /A fund that pays/);
    assert.equal(await row.locator('svg.chart-spark').count(), 1);
    await page.getByText('Formulas', { exact: true }).click();
    await page.getByText('(close / close of the session before − 1) × 100').waitFor();
    await sound(page);
});

test('a click on a heading sorts the overview, and prices of six digits fit beside the rest', async () => {
    await page.goto('/margin/market?rows=200');
    await go(page.getByRole('link', { name: 'Close', exact: true }));
    await page.getByRole('columnheader', { name: 'Close ↓' }).waitFor();
    const symbols = await page.locator('.hub-market tbody th a').allInnerTexts();
    assert.ok(symbols.indexOf(dear) < symbols.indexOf('SPX') && symbols.indexOf('SPX') < symbols.indexOf(symbol), `${symbols}`);
    const room = await page.locator('.hub-market').evaluate((table, name) => {
        const box = table.parentElement, rows = [...table.tBodies[0].rows], show = of => rows.forEach(row => row.hidden = !row.textContent.includes(of));
        show(name);
        const left = box.clientWidth - box.scrollWidth;
        show('');
        return left;
    }, dear);
    assert.equal(room, 0, 'the box does not scroll');
});

test('from there to the prices of one, which move and are candles', async () => {
    await go(page.getByRole('row').filter({ hasText: 'S&P 500 index' }).getByRole('link', { name: 'SPX', exact: true }));
    await page.getByRole('heading', { name: 'Prices', exact: true }).waitFor();
    await page.locator('.hub-chart-moving canvas').waitFor();
    await page.locator('.u-legend').filter({ hasText: /2020-04-17[^]*Open[^]*High[^]*Low[^]*Close/ }).waitFor();
    await page.locator('.hub-chart-moving').focus();
    await page.keyboard.press('Home');
    await page.locator('.hub-chart-moving + [aria-live]').filter({ hasText: /^2000-01-31, Open \$1,469\.25, High \$/ }).waitFor();
    await page.getByRole('group', { name: 'SPX and its trend' }).focus();
    await page.keyboard.press('End');
    await page.locator('.hub-chart-told [aria-live]').filter({ hasText: /^2020-04-17, Close \$2,874\.56, Trend \$/ }).waitFor();
    await sound(page);
});

test('weeks of a window, linear, and the way through the table', async () => {
    await page.getByLabel('Candles by').selectOption('week');
    await page.getByLabel('Scale').selectOption('linear');
    await page.getByLabel('First day').fill('2008-01-02');
    await page.getByLabel('Last day').fill('2009-12-31');
    await go(page.getByRole('button', { name: 'Show' }));
    await page.getByRole('heading', { name: 'SPX by the week' }).waitFor();
    assert.equal(await page.locator('#candles tbody tr').count(), 50);
    await go(page.getByRole('link', { name: 'Next' }));
    await page.getByText('Page 2 of 3').waitFor();
    assert.equal(await page.getByLabel('Candles by').inputValue(), 'week');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /as CSV/ }).last().click()]);
    assert.match(file.suggestedFilename(), /^prices-SPX-by-week-2008-01-02-2009-12-31\.csv$/);
});

test('the other pages keep the instrument', async () => {
    await page.goto(`/margin/prices?ticker=${symbol}`);
    await go(page.getByRole('navigation', { name: 'Market pages' }).getByRole('link', { name: 'Dividends' }));
    assert.equal(await page.getByLabel('Instrument').inputValue(), symbol);
    await page.getByText('Of this instrument only closes').waitFor({ state: 'detached' });
    assert.match(await page.locator('#payments').innerText(), /2016-11-01\s+Q4, extra/);
    await figure('Net yield at 2×').locator('summary').click();
    assert.match(await figure('Net yield at 2×').innerText(), /2 × [\d.]+ % − 1 × [\d.]+ %/);
    await sound(page);
});

test('a fault of the form stands beside its field and keeps what was typed', async () => {
    await page.getByLabel('Leverage', { exact: true }).fill('99');
    await go(page.getByRole('button', { name: 'Show' }));
    await page.locator('#f-leverage-about').getByText('Leverage must lie between 1× and 10×.').waitFor();
    assert.equal(await page.getByLabel('Leverage', { exact: true }).inputValue(), '99');
    await page.getByLabel('Leverage', { exact: true }).fill('3');
    await go(page.getByRole('button', { name: 'Show' }));
    await figure('Net yield at 3×').waitFor();
});

test('an index without dividends says so, and is sound', async () => {
    await page.goto('/margin/dividends?ticker=SPX');
    await page.getByRole('heading', { name: 'No dividends here' }).waitFor();
    await sound(page);
});

test('Kelly fills its formula in, draws its curve, and says what it does not know', async () => {
    await page.goto('/margin/kelly?ticker=SPX');
    await figure('Full Kelly f*').locator('summary').click();
    assert.match(await figure('Full Kelly f*').innerText(), /f₁ = \([\d.]+ % − [\d.]+ %\) \/ [\d.]+ = /);
    assert.match(await figure('95 % interval').innerText(), /[\d.]+–[\d.]+×/);
    await page.getByRole('heading', { name: 'What this does not know' }).waitFor();
    assert.equal(await page.locator('#levels tbody tr').count(), 7);
    await sound(page);
    if (process.env.HUB_SCREENSHOT_MARKET)
        await page.screenshot({ path: process.env.HUB_SCREENSHOT_MARKET, clip: { x: 0, y: 0, width: 1280, height: 1700 }, fullPage: true });
});

test('one’s own expectations change the answer, and a bet stands below', async () => {
    await page.getByLabel('Expected return').fill('11');
    await page.getByLabel('Expected volatility').fill('20');
    await page.getByLabel('Cash earns').fill('3');
    await page.getByLabel('The loan costs').fill('5');
    await page.getByLabel('Chance to win').fill('50');
    await page.getByLabel('Net odds').fill('2');
    await go(page.getByRole('button', { name: 'Compute' }));
    await page.getByText('not of those that you typed').waitFor();
    assert.match(await figure('Full Kelly f*').innerText(), /1\.50×/);
    assert.match(await figure('Stake f*').innerText(), /25\.00 %/);
    assert.equal(await page.getByLabel('Expected return').inputValue(), '11');
});

test('the backtest of an account shows its cushion', async () => {
    await page.goto('/margin/backtest');
    await page.getByLabel('Leverage', { exact: true }).fill('2');
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
    const cushion = page.locator('#cushion');
    assert.match(await cushion.innerText(), /Distance to the margin call/);
    assert.match(await cushion.locator('.alert').innerText(), /A fall of [\d.]+ % would bring the call/);
    assert.equal(await cushion.locator('.hub-figure').count(), 5);
    await cushion.locator('.hub-figure').first().locator('summary').click();
    assert.match(await cushion.locator('.hub-figure').first().innerText(), /\(\$[\d,.]+ − \$[\d,.]+\) \/ \$[\d,.]+ × 100/);
    assert.ok(await overflow(page) <= 0);
});

test('the methods of all three are there', async () => {
    for (const [name, title] of [['kelly', 'Kelly criterion'], ['market', 'Market overview, prices and dividends'], ['cushion', 'The cushion of a margin account']]) {
        await page.goto(`/help/methods/${name}`);
        await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
});

test('no page asked elsewhere, broke a policy or a script', () => assert.deepEqual(seen, []));
