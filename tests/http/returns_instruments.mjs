// returns_instruments.mjs: analyses of instruments of the market through nginx and JSON: total return is that of the adjusted closes, the
// names of a command line's request mean the same here, the inputs of an answer are a request again, and the reference cases come out.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { ask, form } from './_hub.mjs';
import { Member } from './_member.mjs';

const shared = process.env.HUB_SHARED ?? new URL('../../../shared', import.meta.url).pathname;
const adopted = join(shared, 'oracle/returns/adopted');
const noShared = existsSync(adopted) ? false : `${adopted} is not there`;
const ada = await Member.make('instruments-ada');
const dir = mkdtempSync(join(tmpdir(), 'returns-instruments-'));
const name = text => `${text}${process.pid}`;
const hubctl = (...words) => execFileSync(process.env.HUBCTL, words).toString();
after(() => {
    rmSync(dir, { recursive: true });
});

async function analyse(request) {
    const answer = await ask('/api/v1/returns/analyses', { method: 'POST', body: JSON.stringify(request),
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
    return { status: answer.status, text: answer.text, json: JSON.parse(answer.text) };
}

function store(symbol, rows) {
    const path = join(dir, `${symbol}.csv`);
    writeFileSync(path, `date,close,adj_close\n${rows.map(row => `${row.join(',')}\n`).join('')}`);
    hubctl('import', 'prices', path, '--symbol', symbol);
}

// Closes end where they began; the adjusted ones have gained a half.
const days = Array.from({ length: 61 }, (_, i) => new Date(Date.UTC(2020, 0, 6 + Math.floor(i / 5) * 7 + i % 5)).toISOString().slice(0, 10));
const close = i => 100 + (i % 2);
const paying = name('PAYS'), index = name('INDEX');
store(paying, days.map((day, i) => [day, close(i), (close(i) * (1 + i / 60) / 1.5).toFixed(6)]));
store(index, days.map((day, i) => [day, close(i), close(i)]));
const within = (got, want) => assert.ok(Math.abs(got - want) < 1e-6, `${got}, not ${want}`);

test('total return of an instrument is that of its adjusted closes, with its dividends stored as well', async () => {
    const of = async more => (await analyse({ series: [paying], ...more })).json;
    within((await of({})).metrics.total_return, 1);
    within((await of({ basis: 'price' })).metrics.total_return, 0);
    writeFileSync(join(dir, 'd.csv'), `ex_date,dividend\n${days.slice(1).map((day, i) => `${day},${(close(i) / 60).toFixed(6)}\n`).join('')}`);
    hubctl('import', 'dividends', join(dir, 'd.csv'), '--symbol', paying);
    within((await of({})).metrics.total_return, 1);
});

test('adjusted closes that are the closes again tell nothing of dividends', async () => {
    assert.equal((await analyse({ series: index })).json.about.basis, 'given');
});

test('column names the basis, as of a file; rf is the rate; one that has no part is refused', async () => {
    const plain = await analyse({ series: [paying], basis: 'price', risk_free_annual: 0.03 });
    assert.equal((await analyse({ series: [paying], column: 'close', rf: 0.03 })).text, plain.text);
    assert.equal((await analyse({ series: [paying], column: 'adj_close' })).text, (await analyse({ series: [paying] })).text);
    for (const [field, more] of [['column', { column: 'volume' }], ['column', { column: 'close', basis: 'total' }], ['rf', { rf: 0, risk_free_annual: 0 }],
        ['files', { files: {} }], ['kind', { kind: 'prices' }], ['base_date', { base_date: '2020-01-02' }]]) {
        const refused = await analyse({ series: [paying], ...more });
        assert.equal(refused.status, 422, JSON.stringify(more));
        assert.deepEqual(refused.json.errors.map(e => e.field), [field]);
    }
});

test('the inputs of an answer are a request: it gives the same bytes', async () => {
    const first = await analyse({ series: [paying], benchmark: index, frequency: 'weekly', to: days[50] });
    assert.equal(first.status, 200, first.text);
    assert.equal((await analyse(first.json.inputs)).text, first.text);
});

test('times are written as ISO 8601 has them, in UTC', async () => {
    const kept = await analyse({ series: [paying], save: true });
    assert.equal(kept.status, 201, kept.text);
    for (const key of ['created_at_utc', 'run_at_utc']) {
        assert.match(kept.json[key], /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
        assert.ok(Math.abs(Date.parse(kept.json[key]) - Date.now()) < 3600e3, kept.json[key]);
    }
    assert.equal(kept.json.shared_at_utc, null);
});

function compare(got, want, at) {
    if (want && typeof want === 'object')
        return Object.keys(want).forEach(key => compare(got?.[key], want[key], `${at}.${key}`));
    if (typeof want === 'number')
        return assert.ok(Math.abs(got - want) <= Math.max(1e-12, 1e-9 * Math.abs(want)), `${at}: ${got}, not ${want}`);
    assert.equal(got, want, at);
}

test('the reference cases come out of stored instruments', { skip: noShared }, async () => {
    for (const ticker of ['spy', 'qqq', 'vti'])
        hubctl('import', 'prices', join(shared, 'data/returns', `${ticker}.csv`), '--symbol', name(ticker.toUpperCase()));
    for (const file of readdirSync(adopted)) {
        const want = JSON.parse(readFileSync(join(adopted, file), 'utf8')), c = want.case;
        const answer = await analyse({ series: [name(c.ticker)], benchmark: c.benchmark && name(c.benchmark), column: c.column, from: c.base_date,
            to: c.last_return_date, frequency: c.frequency, ppy: c.ppy });
        assert.equal(answer.status, 200, answer.text);
        compare(answer.json.metrics, want.rf_2pct, c.id);
        compare(answer.json.drawdowns_top10, want.drawdowns_top10, c.id);
    }
});
