// openapi.mjs: docs/openapi.json describes what the program does: every option and value it names is taken, what lies outside
// is refused, defaults are the program's own, and an answer has no key that is not described.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';

const { schemas } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components;
const fields = schemas.BacktestRequest.properties, options = fields.options.properties;
const dir = mkdtempSync(join(tmpdir(), 'openapi-'));
after(() => rmSync(dir, { recursive: true }));

const days = Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(2007, 0, 2 + i)).toISOString().slice(0, 10));
const prices = join(dir, 'prices.csv');
writeFileSync(prices, 'date,open,high,low,close,adj_close,volume\n' +
    days.map((day, i) => [day, ...Array(5).fill(100 + 20 * Math.sin(i / 40)), 1000].join(',')).join('\n') + '\n');

function compute(change = {}, opts = {}) {
    const request = { ticker: 'WAVE', start_date: days[0], end_date: days[399], equity: 200000, leverage: 1.1, columns: ['equity'],
        files: { prices }, options: opts, ...change };
    const { status, stdout } = spawnSync(process.env.HUBCTL, ['compute', 'margin.backtest', '-'], { input: JSON.stringify(request) });
    return { status, answer: JSON.parse(stdout) };
}
// Some options have a part only in some runs.
const beside = { spread_pct: { financing: 'flat' }, cure_days: { liquidation: 'call' }, dividend_lag_days: { dividend_timing: 'pay' },
    borrow_fee_pct: { position: 'short' }, short_credit_pct: { position: 'short' } };
const among = (name, value) => ({ ...beside[name], [name]: value });
const account = name => (name === 'price_moves_pct' ? 'portfolio' : 'reg_t');
const mode = name => (name === 'profit_trigger' ? 'profit_threshold' : 'liquidation_reentry');

for (const [name, field] of Object.entries(options)) {
    const taken = field.enum ?? (field.type === 'boolean' ? [true, false] : [field.minimum, field.default, field.maximum]);
    for (const value of taken.filter(v => v !== undefined))
        test(`option ${name}: ${value} is taken`, () => {
            const { status, answer } = compute({ leverage: 1, mode: mode(name), account_type: account(name) }, among(name, value));
            assert.equal(status, 0, JSON.stringify(answer.errors));
            assert.equal(answer.inputs.options[name], value);
        });
    const outside = field.enum || field.type === 'boolean' ? ['nonsense'] : [field.minimum - 1, field.maximum + 1];
    for (const value of outside.filter(v => !Number.isNaN(v)))
        test(`option ${name}: ${value} is refused`, () => {
            const { status, answer } = compute({ mode: mode(name) }, among(name, value));
            assert.equal(status, 65);
            assert.equal(answer.errors[0].field, `options.${name}`);
        });
}

test('defaults are the program’s own, and every option of the program is described', () => {
    const { inputs } = compute().answer;
    for (const [name, value] of Object.entries(inputs.options))
        if (name !== 'minimum_equity_usd') // depends on the account type
            assert.equal(options[name]?.default, value, name);
    for (const name of ['mode', 'profile', 'account_type'])
        assert.equal(fields[name].default, inputs[name], name);
});
test('every needed field is needed', () => {
    for (const name of schemas.BacktestRequest.required)
        assert.equal(compute({ [name]: undefined }).status, 65, name);
});
test('an answer has the keys that are described, and no others', () => {
    const { answer } = compute(), described = schemas.BacktestAnswer.properties;
    assert.deepEqual(Object.keys(answer).filter(key => !(key in described)), []);
    for (const key of schemas.BacktestAnswer.required)
        assert.ok(key in answer, key);
    assert.ok(answer.rounds.length > 0 && answer.events.length > 0);
    for (const [list, keys] of [[answer.rounds, described.rounds.items.properties], [answer.events, described.events.items.properties]])
        for (const one of list)
            assert.deepEqual(Object.keys(one).filter(key => !(key in keys)), []);
});
