// returns-analysis.test.mjs: an analysis of returns as a person walks it: form, page, other triangles, several series beside each other,
// why tools disagree, files, paper.
// SPDX-License-Identifier: Apache-2.0
//
// HUB_SCREENSHOT_RETURNS=docs/img/returns.png writes the picture of the README.
import assert from 'node:assert/strict';
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { arrive, go, hubctl, overflow, person, pointAt, seen, shownAs, sound } from './_browser.mjs';

// Two funds of whole years, one of which pays, so that there is something to see of dividends.
const dir = mkdtempSync(join(tmpdir(), 'returns-'));
after(() => rmSync(dir, { recursive: true }));
const days = Array.from({ length: 6 * 365 }, (x, i) => new Date(Date.UTC(2011, 11, 30) + i * 86400e3)).filter(d => d.getUTCDay() % 6).map(d => d.toISOString().slice(0, 10));
const [one, other] = ['RA', 'RB'].map((name, k) => {
    const symbol = `${name}${process.pid}`, price = i => (50 + i / (30 + 20 * k) + 4 * Math.sin(i / (23 + 8 * k)) + (i * 7 % 11) / 9).toFixed(2);
    writeFileSync(join(dir, 'p.csv'), ['date,close', ...days.map((day, i) => `${day},${price(i)}`)].join('\n'));
    hubctl('import', 'prices', join(dir, 'p.csv'), '--symbol', symbol, '--name', k ? 'A long name that nobody would read to its end in a table of many columns' : 'A fund that pays');
    return symbol;
});
writeFileSync(join(dir, 'd.csv'), ['ex_date,dividend', ...days.filter(day => /-(03|06|09|12)-15$/.test(day)).map(day => `${day},0.4`)].join('\n'));
hubctl('import', 'dividends', join(dir, 'd.csv'), '--symbol', one);

const { tab: page } = await person('analysis', { acceptDownloads: true }, '--role', 'analyst');
const figure = label => page.locator('.hub-figure').filter({ hasText: label });
async function download(link) {
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
}

test('the form asks for what is usual, and for the rest when it is opened', async () => {
    await page.goto('/returns/analysis/new');
    await page.getByRole('heading', { name: 'New analysis' }).waitFor();
    assert.equal(await page.getByLabel('Fee').isVisible(), false);
    await page.getByText('How it is counted').click();
    await page.getByLabel('Fee').fill('lots');
    await go(page.getByRole('button', { name: 'Analyse' }));
    await page.locator('#faults').waitFor();
    assert.match(await page.locator('#f-fee-about').innerText(), /number/i);
    assert.equal(await page.getByLabel('Fee').inputValue(), 'lots');
    await sound(page);
    await page.getByLabel('Fee').fill('');
    await page.getByLabel(one, { exact: false }).check();
    assert.equal(await page.getByLabel('Its rate a year').isVisible(), false, 'nothing is asked that the answer has no use for');
    await page.getByLabel('Benchmark', { exact: true }).selectOption('rate');
    await page.getByLabel('Its rate a year').fill('5');
    await go(page.getByRole('button', { name: 'Analyse' }));
    await page.getByRole('heading', { name: one, exact: true }).waitFor();
});

test('the page says what it is of, and every figure how it was made', async () => {
    assert.match(await page.locator('.hub-page-head').innerText(), /2011-12-30 to 2017-12-2\d\. Total return: dividends reinvested\.[^]*Benchmark: 5\.00 %/);
    await figure('CAGR').first().locator('summary').click();
    assert.match(await figure('CAGR').first().innerText(), /\(1 \+ 1?\.?\d[\d.]*\)\^\(1\/5\.9\d+\) − 1/);
    assert.equal(await page.locator('#chart-growth svg.chart-wide [class^=chart-line]').count() >= 2, true);
    for (const part of ['triangle', 'calendar', 'drawdowns', 'rolling', 'distribution', 'benchmark', 'dividends', 'metrics', 'terms'])
        assert.equal(await page.locator(`nav[aria-label="On this page"] a[href="#${part}"]`).count(), 1, part);
    assert.match(await page.locator('#dividends .hub-fact-grid').innerText(), /From dividends, a year\s+[1-9]\.\d\d %/);
    assert.match(await page.getByRole('link', { name: 'Backtest on margin' }).getAttribute('href'), new RegExp(`ticker=${one}$`));
    assert.doesNotMatch(await page.locator('main').innerText(), /NaN|\binf\b|\(null\)|undefined/);
    await sound(page, 'analysis');
});

test('the triangle of years is a table in other kinds and orders, which the address keeps', async () => {
    const rows = () => page.locator('#triangle tbody th').allInnerTexts();
    const newest = await rows();
    assert.deepEqual(newest, ['2017', '2016', '2015', '2014', '2013', '2012']);
    assert.equal(await page.locator('#triangle tbody tr').last().locator('td').count(), 1);
    assert.match(await page.locator('#triangle tbody td').first().getAttribute('title'), /^2012 to 201\d, CAGR: −?\d+\.\d{4} %$/);
    await go(page.getByRole('link', { name: 'Oldest end on top' }));
    await page.getByRole('link', { name: 'Newest end on top' }).waitFor();
    assert.deepEqual(await rows(), newest.reverse());
    await go(page.locator('#triangle').getByRole('link', { name: 'Quotient of CAGRs' }));
    await page.getByRole('heading', { name: 'Growth a year over the benchmark\'s' }).waitFor();
    const sides = await page.locator('#triangle tbody td').evaluateAll(all => all.filter(td => td.innerText && td.innerText !== '1.00').map(td => td.className.includes(Number(td.innerText.replace('−', '-')) < 1 ? 'hub-down' : 'hub-up')));
    assert.ok(sides.length > 0 && sides.every(Boolean), 'a quotient is neutral at 1');
    await go(page.locator('#triangle').getByRole('link', { name: 'More money than the benchmark' }));
    await page.getByRole('heading', { name: 'How much more money than the benchmark' }).waitFor();
    assert.match(page.url(), /ends=oldest/);
    await go(page.locator('#calendar').getByRole('link', { name: 'Less the benchmark\'s' }));
    await page.getByRole('heading', { name: 'Months by year, less the benchmark\'s' }).waitFor();
    await go(page.locator('#calendar').getByRole('link', { name: 'Red and green' }));
    await page.locator('#calendar.hub-red-green').waitFor();
});

test('its tables and pictures are files', async () => {
    const [table, csv] = await download(page.locator('#table-drawdowns').getByRole('link', { name: 'CSV' }));
    assert.equal(table, `${one}-drawdowns.csv`);
    assert.match(csv, /^"depth","peak","trough","recovery",/);
    const [picture, svg] = await download(page.locator('#chart-drawdown').getByRole('link', { name: 'SVG' }));
    assert.equal(picture, `${one}-drawdown.svg`);
    assert.match(svg, /^<svg [^]*<\/svg>\s*$/);
});

test('a chart tells the figures of its file to a pointer and to the keys', async () => {
    const chart = page.locator('#chart-growth .hub-chart-told'), tip = page.locator('#chart-growth .hub-tip'), said = page.locator('#chart-growth [aria-live]');
    const [, csv] = await download(page.locator('#chart-growth').getByRole('link', { name: 'CSV' }));
    const rows = csv.trim().split('\r\n').slice(1).map(line => line.split(','));
    const shown = x => Number(x).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    await pointAt(chart, tip);
    const [date, ...words] = (await tip.innerText()).split(/\n+/), row = rows.find(cells => cells[0] === date);
    assert.equal(words[1], shown(row[1]), date);
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'hidden' });
    await chart.focus();
    for (const [key, at] of [['Home', 0], ['PageDown', 20], ['ArrowRight', 21], ['End', rows.length - 1], ['ArrowLeft', rows.length - 2]]) {
        await page.keyboard.press(key);
        await said.filter({ hasText: `${rows[at][0]}, ${one} ${shown(rows[at][1])}` }).waitFor();
    }
    await page.locator('#chart-growth .chart-wide .chart-cursor').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await pointAt(page.locator('#chart-boxes .hub-chart-told'), page.locator('#chart-boxes .hub-tip').filter({ hasText: /\d %/ }));
});

test('so does a cell of a coloured table, and all of it stays on the page of a telephone', async () => {
    await page.goto(`/returns/analysis?series=${one}&benchmark=rate&benchmark.rate=5`);
    const tip = page.locator('#triangle .hub-tip'); // a cell that is told of has no title
    await pointAt(page.locator('#triangle tbody tr').first().locator('td').first(), tip.filter({ hasText: /^2012 to 2017, CAGR: −?\d+\.\d{4} %$/ }));
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'hidden' });
    await page.locator('#triangle td[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await tip.filter({ hasText: /^2013 to 2016, CAGR: / }).waitFor();
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await page.locator('#triangle td[tabindex="0"]').focus();
    await arrive(page, () => page.keyboard.press('Enter'));
    await page.locator('#chart-line figcaption', { hasText: 'Invested at the start of 2013, until the end of each period' }).waitFor();
    assert.equal(await page.locator('#triangle .hub-picked').count(), 5);
    await go(page.locator('#triangle tbody th', { hasText: '2016' }));
    await page.locator('#chart-line figcaption', { hasText: 'Until the end of 2016, invested at the start of each period' }).waitFor();
    await page.locator('#chart-line .hub-chart-told').focus();
    await page.keyboard.press('End');
    await page.locator('#chart-line [aria-live]', { hasText: /^2015-12-3\d, CAGR −?\d/ }).waitFor();
    await go(page.locator('#triangle tbody th', { hasText: '2016' }));
    await page.locator('#chart-line').waitFor({ state: 'detached' });
    await pointAt(page.locator('#table-calendar tbody tr').filter({ has: page.locator('th', { hasText: '2012' }) }).locator('td').nth(2), page.locator('#table-calendar .hub-tip').filter({ hasText: /^2012, \w+: / }));
    await shownAs(page, { width: 360 }, async () => {
        const chart = page.locator('#chart-years .hub-chart-told'), tip = page.locator('#chart-years .hub-tip');
        for (const x of [0.3, 0.6, 0.98]) {
            await chart.scrollIntoViewIfNeeded();
            const { width, height } = await chart.boundingBox();
            await pointAt(chart, tip, { position: { x: width * x, y: height / 2 } });
            const box = await tip.boundingBox();
            assert.ok(box.x >= 0 && box.x + box.width <= 360 && await overflow(page) <= 0, `${x}: ${JSON.stringify(box)}`);
        }
    });
});

test('a chart is a PNG, too, which the browser makes; without script there is no word of it', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#chart-growth').getByRole('button', { name: 'PNG' }).click()]);
    const png = readFileSync(await file.path());
    assert.equal(file.suggestedFilename(), `${one}-growth.png`);
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.equal(png.readUInt32BE(16), 2000);
    assert.ok(png.length > 20000, 'with something in it');
    assert.doesNotMatch(await (await page.request.get(page.url())).text(), />PNG</);
});

test('another tool says otherwise: one rule after the other leads there, and a number is explained', async () => {
    await page.locator('#metric-cagr summary').click();
    await go(page.locator('#metric-cagr').getByRole('link', { name: 'What other tools make of it' }));
    await page.getByRole('heading', { name: 'Why do two tools disagree?' }).waitFor();
    assert.equal(await page.getByLabel('Figure', { exact: true }).inputValue(), 'cagr');
    await page.getByLabel('The other tool').selectOption('quantstats');
    const theirs = await page.locator('#tools tr').filter({ hasText: 'quantstats' }).locator('td').last().innerText();
    await page.getByLabel('The number it shows').fill(theirs);
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.getByText('These rules give that number').waitFor();
    assert.match(await page.locator('#chain').innerText(), /How many years are there\?[^]*returns \/ periods per year/);
    assert.match(await page.locator('#seen').innerText(), /returns \/ periods per year/);
    await sound(page, 'disagree');
    await page.getByLabel('The number it shows').fill(theirs.replace(/\s*%$/, '')); // as many tools print it
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.getByRole('heading', { name: `What makes ${theirs}` }).waitFor();
    await page.getByText('These rules give that number').waitFor();
    await page.getByLabel('The number it shows').fill('a lot');
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.locator('#f-seen-about').getByText('A number is expected').waitFor();
    await page.goBack();
    await go(page.getByRole('link', { name: 'Back to the analysis' }));
    await page.getByRole('heading', { name: one, exact: true }).waitFor();
});

test('several series stand beside each other, in the order of a figure, and one of them has the stage', async () => {
    await page.goto(`/returns/analysis?series=${one},${other},SPX&from=2012-01-03&benchmark=blend&benchmark.blend=50+${one},50+${other}`);
    const heads = () => page.locator('#beside thead th .hub-cut').allInnerTexts();
    assert.deepEqual(await heads(), [one, other, 'SPX']);
    const value = async symbol => parseFloat((await page.locator('#beside tr').filter({ hasText: 'Volatility' }).locator('td').nth((await heads()).indexOf(symbol)).innerText()).replace('−', '-'));
    const of = Object.fromEntries(await Promise.all([one, other, 'SPX'].map(async symbol => [symbol, await value(symbol)])));
    await go(page.locator('#beside').getByRole('link', { name: 'Volatility' }));
    await page.locator('#beside th[aria-sort]').waitFor();
    assert.deepEqual(await heads(), [one, other, 'SPX'].sort((x, y) => of[x] - of[y]));
    await go(page.getByRole('navigation', { name: 'Series shown below' }).getByRole('link', { name: other, exact: true }));
    await page.getByRole('heading', { name: `${other}: Key figures` }).waitFor();
    assert.equal(await page.locator('#table-correlations td').count(), 9);
    assert.match(await page.locator('#table-ranking').innerText(), /2013[^]*%/);
    await sound(page, 'several');
});

test('growth at the volatility of the benchmark, box plots, quantiles, and futures when they are asked for', async () => {
    const growth = page.locator('#chart-growth'), futures = page.locator('#futures');
    await page.goto(`/returns/analysis?series=${one}&benchmark=${other}`);
    await go(growth.getByRole('link', { name: 'At the benchmark\'s volatility' }));
    await growth.locator('figcaption', { hasText: `as volatile as ${other}` }).waitFor();
    assert.match(await growth.locator('svg.chart-wide').textContent(), new RegExp(`${one} × \\d\\.\\d\\d`));
    await go(growth.getByRole('link', { name: 'At its own volatility' }));
    await growth.locator('figcaption', { hasText: 'five deepest falls' }).waitFor();
    assert.equal(await page.locator('#chart-boxes svg g').count(), 5);
    assert.ok(await page.locator('#chart-quantiles circle').count() > 60);
    assert.equal(await page.locator('#chart-futures').count(), 0);
    await go(futures.getByRole('link', { name: '5 years' }));
    await futures.locator('figcaption', { hasText: 'no forecast: 1,000 paths of 5 years, made of blocks of 21 returns that follow each other, from seed 1.' }).waitFor();
    const first = await futures.locator('.hub-fact-grid').innerText();
    assert.match(first, /Half end below\s+\d\.\d\d times, −?\d+\.\d\d % a year[^]*at a loss after 5 years\s+\d+\.\d %[^]*fall by 20 % on the way\s+\d+\.\d %/);
    await futures.locator('summary').click();
    assert.deepEqual(await futures.locator('tbody th').allInnerTexts(), ['1 year', '2 years', '3 years', '4 years', '5 years']);
    const [table, csv] = await download(futures.locator('#table-futures').getByRole('link', { name: 'CSV' }));
    assert.equal(table, `${one}-futures.csv`);
    assert.equal(csv.trim().split('\r\n').length, 62);
    await sound(page, 'futures');
    await go(futures.getByRole('link', { name: 'Another seed' }));
    await futures.locator('figcaption', { hasText: 'from seed 2' }).waitFor();
    assert.notEqual(await futures.locator('.hub-fact-grid').innerText(), first);
});

test('on paper it is a few sheets with nothing cut off, and nothing to click', async () => {
    await page.goto(`/returns/analysis?series=${one}&benchmark=${other}`);
    if (process.env.HUB_SCREENSHOT_RETURNS)
        await page.screenshot({ path: process.env.HUB_SCREENSHOT_RETURNS });
    const sheets = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(sheets >= 2 && sheets <= 4, `${sheets} sheets`);
    await shownAs(page, { media: 'print', width: 688 }, async () => {
        assert.ok(await overflow(page) <= 0, `too wide for A4 by ${await overflow(page)}`);
        assert.equal(await page.locator('main .btn:visible, main a[download]:visible').count(), 0);
        assert.doesNotMatch(await page.locator('.hub-page-name').innerText(), / \./, 'no full stop is left of a link that is not printed');
    });
});

test('a triangle of more years than paper is wide is printed whole, so many years at a time', async () => {
    const old = `RC${process.pid}`, years = 126;
    writeFileSync(join(dir, 'old.csv'), ['date,close', ...Array.from({ length: years * 12 + 1 }, (_, i) =>
        `${new Date(Date.UTC(1900, i, 0)).toISOString().slice(0, 10)},${(100 * Math.exp(0.002 * i + 0.3 * Math.sin(i / 19))).toFixed(2)}`).filter(row => row > '19')].join('\n'));
    hubctl('import', 'prices', join(dir, 'old.csv'), '--symbol', old, '--name', 'An old index');
    await page.goto(`/returns/analysis?series=${old}`);
    const parts = page.locator('#triangle .hub-on-paper'), whole = page.locator('#table-matrix td:not(:empty)'), paper = parts.locator('td:not(:empty)');
    assert.equal(await parts.first().isVisible(), false);
    assert.equal(await paper.count(), await whole.count());
    assert.ok(await whole.count() >= (years - 1) * years / 2);
    await shownAs(page, { media: 'print', width: 688 }, async () => {
        assert.deepEqual([await whole.first().isVisible(), await paper.first().isVisible()], [false, true]);
        assert.deepEqual(await parts.locator('table').evaluateAll(all => all.filter(t => t.offsetWidth > t.parentNode.clientWidth).map(t => t.offsetWidth)), []);
    });
    const sheets = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(sheets >= 5 && sheets <= 9, `${sheets} sheets`); // one, where what is longer than a sheet takes all that follows with it
    await page.goto(`/returns/analysis?series=${one}`);
    assert.equal(await parts.count(), 0);
});

test('nothing strange was seen on the way', () => assert.deepEqual(seen, []));
