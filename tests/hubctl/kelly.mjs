// kelly.mjs: docs/openapi.json describes margin.kelly as the program does it: every value it names is taken, what lies outside is
// refused by name, defaults are the program's own, an answer has no key that is not described, and its inputs give it again.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';

const { schemas } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components;
const { properties: fields, required } = schemas.KellyRequest, described = schemas.KellyAnswer.properties;
const dir = mkdtempSync(join(tmpdir(), 'kelly-'));
after(() => rmSync(dir, { recursive: true }));
const days = Array.from({ length: 400 }, (x, i) => new Date(Date.UTC(2007, 0, 2 + i)).toISOString().slice(0, 10));
const close = days.map((day, i) => 100 + i / 10 + 8 * Math.sin(i / 5)), prices = join(dir, 'prices.csv'), rates = join(dir, 'rates.csv');
writeFileSync(prices, `date,close\n${days.map((day, i) => `${day},${close[i]}`).join('\n')}\n`);
writeFileSync(rates, 'date,fed_funds_pct,margin_rate_pct\n2007-01-01,2,3.5\n');

function compute(change = {}) {
    const { status, stdout } = spawnSync(process.env.HUBCTL, ['compute', 'margin.kelly', '-'], { input: JSON.stringify({ ticker: 'WAVE', files: { prices, rates }, ...change }) });
    return { status, answer: JSON.parse(stdout) };
}
const flat = Object.entries(fields).flatMap(([name, field]) => field.type === 'object'
    ? Object.entries(field.properties).map(([key, inner]) => [`${name}.${key}`, inner, value => ({ [name]: { [key]: value } }), inputs => inputs[name][key]])
    : [[name, field, value => ({ [name]: value }), inputs => inputs[name]]]).filter(([, field]) => field.type !== 'string' || field.enum);
// A mean so low that cash beats it is taken as well; a loan has to cost more than cash.
const withRates = (name, made) => name === 'cash_pct' ? { borrow_pct: 100, ...made } : name === 'borrow_pct' ? { cash_pct: -5, ...made } : made;

for (const [name, field, made, taken] of flat) {
    for (const value of (field.enum ?? [field.minimum, field.default, field.maximum]).filter(v => v !== undefined))
        test(`${name}: ${value} is taken`, () => {
            const { status, answer } = compute(withRates(name, made(value)));
            assert.equal(status, 0, JSON.stringify(answer.errors));
            assert.equal(taken(answer.inputs), value);
        });
    for (const value of field.enum ? ['nonsense'] : [field.minimum - 1, field.maximum + 1])
        test(`${name}: ${value} is refused`, () => {
            const { status, answer } = compute(made(value));
            assert.equal(status, 65);
            assert.equal(answer.errors[0].field, name);
        });
    if (field.default !== undefined)
        test(`${name}: the default is the program's own`, () => assert.equal(taken(compute().answer.inputs), field.default));
}
test('every needed field is needed', () => required.forEach(name => assert.equal(compute({ [name]: undefined }).status, 65, name)));
test('an unknown key is refused', () => {
    const { status, answer } = compute({ means: 3 });
    assert.deepEqual([status, answer.errors[0].field], [65, 'means']);
});
test('an answer has the keys that are described, and no others', () => {
    const { answer } = compute();
    assert.deepEqual(Object.keys(answer).filter(key => !(key in described)), []);
    assert.deepEqual(Object.keys(answer.metrics), Object.keys(described.metrics.properties));
    assert.equal(answer.curve.leverage.length, answer.curve.growth_pct.length);
});
test('its inputs, computed again, give the same bits', () => {
    const one = compute({ bootstrap: { seed: 9 }, bet: { odds: 3 } }).answer, two = compute(one.inputs).answer;
    assert.deepEqual(two, one);
});
test('its figures are those of the formulas', () => {
    const ret = close.slice(1).map((x, i) => x / close[i] - 1), mean = ret.reduce((s, r) => s + r, 0) / ret.length;
    const variance = ret.reduce((s, r) => s + (r - mean) ** 2, 0) / (ret.length - 1) * 252, { metrics: m, curve } = compute().answer;
    const near = (got, want) => assert.ok(Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want)), `${got}, not ${want}`);
    near(m.mean_pct, mean * 252 * 100);
    near(m.volatility_pct, Math.sqrt(variance) * 100);
    near(m.cash_pct, 2);
    near(m.borrow_pct, 3.5);
    const f1 = (mean * 252 - 0.02) / variance, f2 = (mean * 252 - 0.035) / variance, best = f1 <= 1 ? Math.max(0, f1) : Math.max(1, f2);
    near(m.kelly_fraction, best);
    near(m.worst_day_fall_pct, Math.max(...ret.map(r => -r)) * 100);
    assert.ok(m.interval_low <= m.interval_median && m.interval_median <= m.interval_high);
    assert.ok(curve.growth_pct.every(g => g <= m.growth_pct + 1e-9), 'nothing grows faster');
});
test('more paths than can be drawn at once are refused, with the number that can', () => {
    const many = compute({ bootstrap: { paths: 100000, block_days: 1 } });
    assert.equal(many.status, 0); // of 400 sessions they can
    const long = join(dir, 'long.csv');
    writeFileSync(long, `date,close\n${Array.from({ length: 5000 }, (x, i) => `${new Date(Date.UTC(1990, 0, 1 + i)).toISOString().slice(0, 10)},${100 + i % 9}`).join('\n')}\n`);
    const { status, answer } = compute({ bootstrap: { paths: 100000, block_days: 1 }, files: { prices: long } });
    assert.deepEqual([status, answer.errors[0].field], [65, 'bootstrap.block_days']);
    assert.match(answer.errors[0].message, /at most 40,008 paths/);
});
test('without a file of rates cash earns nothing, and the answer says so', () => {
    const { answer } = compute({ files: { prices } });
    assert.equal(answer.metrics.cash_pct, 0);
    assert.ok(answer.warnings.some(w => w.code === 'no_rates'));
});
