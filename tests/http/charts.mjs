// charts.mjs: every chart of a page of the margin section has files beside it through nginx: its drawing, and its points with all digits.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { Member, inputs } from './_member.mjs';

const dir = mkdtempSync(join(tmpdir(), 'charts-'));
after(() => rmSync(dir, { recursive: true }));
const ada = await Member.make('charts'), eve = await Member.make('other-charts');
const idOf = path => path.split('/').pop();

// A fund that pays every quarter, of three years of weekdays.
const fund = `CH${process.pid}`, days = Array.from({ length: 1092 }, (_, i) => new Date(Date.UTC(2017, 0, 2 + i))).filter(d => d.getUTCDay() % 6).map(d => d.toISOString().slice(0, 10));
writeFileSync(join(dir, 'p.csv'), ['date,open,high,low,close', ...days.map((day, i) => `${day},${100 + i},${102 + i},${99 + i},${101 + i}`)].join('\n'));
writeFileSync(join(dir, 'd.csv'), ['ex_date,dividend', ...[2017, 2018, 2019].flatMap(y => [`${y}-03-15,0.125`, `${y}-09-15,0.25`])].join('\n'));
for (const [what, file] of [['prices', 'p.csv'], ['dividends', 'd.csv']])
    execFileSync(process.env.HUBCTL, ['import', what, join(dir, file), '--symbol', fund]);

// The addresses of a page's charts without their endings; each is fetched in every form.
async function filesOf(page, person = ada) {
    const shown = await person.get(page);
    assert.equal(shown.status, 200, page);
    const links = [...shown.text.matchAll(/href="([^"]*\/charts\/[\w-]+\.(?:csv|svg)[^"]*)" download/g)].map(m => m[1].replaceAll('&amp;', '&'));
    const drawn = (shown.text.match(/<svg class="[^"]*chart-wide/g) ?? []).length;
    assert.deepEqual([links.length, new Set(links).size], [2 * drawn, 2 * drawn], `${page}: two files of each of ${drawn} charts`);
    const files = {};
    for (const link of links) {
        const answer = await person.get(link), [, id, form] = link.match(/\/charts\/([\w-]+)\.(csv|svg)/);
        assert.equal(answer.status, 200, link);
        assert.match(answer.headers['content-disposition'], new RegExp(`^attachment; filename="[\\w.-]+-${id}\\.${form}"`), link);
        assert.match(answer.text, form === 'svg' ? /^<svg [^]*<\/svg>\s*$/ : /^"[^]*\r\n$/, link);
        files[`${id}.${form}`] = answer.text;
    }
    return files;
}
const rows = csv => csv.trimEnd().split('\r\n').map(line => line.split(','));

test('the calculator’s payoff, as it is typed and as it was saved', async () => {
    const address = '/margin/calculator?ticker=SPX&investment_amount=100000&leverage=2&current_price=400';
    const typed = rows((await filesOf(address))['payoff.csv']);
    assert.deepEqual(typed[0], ['"Price ($)"', '"Equity today ($)"', '"Equity at the end ($)"', '"Required ($)"']);
    const at = typed.slice(1).find(row => Number(row[0]) === 400);
    assert.equal(Number(at[1]), 50000, 'at the price of today, one’s own money');
    assert.equal((await ada.get(address.replace('calculator?', 'calculator/charts/other.svg?'))).status, 404);
    assert.equal((await ada.get(address.replace('calculator?', 'calculator/charts/payoff.gif?'))).status, 404);
    assert.equal((await ada.get(address.replace('calculator?', 'calculator/charts/payoff.svg?').replace('=2&', '=two&'))).status, 422);
    const page = (await ada.get(address)).text, request = page.match(/name="request" value="([^"]*)"/)[1].replaceAll('&#34;', '"').replaceAll('&quot;', '"');
    const kept = await ada.post('/margin/calculations', { request, idem_key: randomUUID(), name: 'Kept' });
    assert.equal(kept.status, 303, kept.text);
    assert.deepEqual(rows((await filesOf(kept.headers.location))['payoff.csv']), typed);
    assert.equal((await eve.get(`${kept.headers.location}/charts/payoff.svg`)).status, 404);
});

test('the market’s charts: candles, trend, correlation, dividends by quarter, both of Kelly', async () => {
    const prices = await filesOf(`/margin/prices?ticker=${fund}&period=day`), candles = rows(prices['prices.csv']);
    assert.deepEqual(candles.slice(0, 2), [['"Date"', '"Open ($)"', '"High ($)"', '"Low ($)"', '"Close ($)"'], [days[0], '100', '102', '99', '101']]);
    assert.equal(rows(prices['trend.csv']).length, days.length + 1);
    const paid = rows((await filesOf(`/margin/dividends?ticker=${fund}`))['quarters.csv']);
    assert.deepEqual(paid.filter(row => Number(row[1]) > 0).map(row => row.slice(0, 2).join()), [2017, 2018, 2019].flatMap(y => [`${y} Q1,0.125`, `${y} Q3,0.25`]));
    assert.deepEqual(Object.keys(await filesOf('/margin/kelly?ticker=SPX')).sort(), ['growth.csv', 'growth.svg', 'stake.csv', 'stake.svg']);
    for (const page of ['prices', 'dividends', 'kelly']) {
        assert.equal((await ada.get(`/margin/${page}/charts/other.svg?ticker=SPX`)).status, 404, page);
        assert.equal((await ada.get(`/margin/${page}/charts/other.svg?ticker=NONE`)).status, 422, page);
    }
});

test('a sweep’s charts, of each kind', async () => {
    const swept = async more => {
        const answer = await ada.post('/margin/sweeps', { ...inputs, start_date: '2008-01-02', end_date: '2010-12-31', values: '1, 1.5, 1.9', parameter: 'leverage', ...more });
        assert.equal(answer.status, 303, answer.text);
        return answer.headers.location;
    };
    const grid = await swept({ kind: 'grid' }), files = await filesOf(grid);
    assert.deepEqual(rows(files['return.csv']).slice(1).map(row => Number(row[0])), [1, 1.5, 1.9]);
    assert.equal(rows(files['risk-and-return.csv']).length, 4);
    assert.deepEqual(Object.keys(await filesOf(await swept({ kind: 'surface', horizon_years: '1' }))).sort(), ['calls.csv', 'calls.svg', 'ends.csv', 'ends.svg']);
    const fan = rows((await filesOf(await swept({ kind: 'bootstrap', paths: '100', path_years: '1' })))['fan.csv']);
    assert.equal(fan[0].length, 6);
    assert.equal((await ada.get(`${grid}/charts/fan.svg`)).status, 404);
    assert.equal((await eve.get(`${grid}/charts/return.svg`)).status, 404);
});

test('saved results on one axis', async () => {
    const keep = async of => (await ada.post('/margin/saved', { session: idOf(of), idem_key: randomUUID(), name: 'Kept' })).headers.location;
    const saved = [await keep(await ada.run()), await keep(await ada.run({ leverage: '1.2' }))], address = `/margin/saved/compare?id=${saved.map(idOf)}`;
    const equity = rows((await filesOf(address))['equity.csv']), own = rows((await ada.get(address.replace('compare?', 'compare/days.csv?'))).text);
    assert.deepEqual(equity.slice(1), own.slice(1));
    assert.equal((await eve.get(address.replace('compare?', 'compare/charts/equity.svg?'))).status, 404);
});
