// calculate.mjs: docs/openapi.json describes margin.calculate as the program does it: every value it names is taken, what lies outside is
// refused by name, defaults are the program's own, an answer has no key that is not described, and its inputs give it again.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const { schemas } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components;
const { properties: fields, required } = schemas.CalculateRequest, { properties: described } = schemas.CalculateAnswer;
const example = { account_type: 'portfolio', investment_amount: 100000, leverage: 1.5, current_price: 400 };

function compute(change = {}) {
    const { status, stdout } = spawnSync(process.env.HUBCTL, ['compute', 'margin.calculate', '-'], { input: JSON.stringify({ ...example, ...change }) });
    return { status, answer: JSON.parse(stdout) };
}

for (const [name, field] of Object.entries(fields).filter(([name]) => name !== 'ticker')) {
    const most = name === 'leverage' ? 7 : field.maximum; // the accurate profile's, of portfolio margin
    for (const value of (field.enum ?? (field.type === 'boolean' ? [true, false] : [field.minimum, field.default, most])).filter(v => v !== undefined))
        test(`${name}: ${value} is taken`, () => {
            const { status, answer } = compute({ [name]: value });
            assert.equal(status, 0, JSON.stringify(answer.errors));
            assert.equal(answer.inputs[name], value);
        });
    for (const value of field.enum || field.type === 'boolean' ? ['nonsense'] : [field.minimum - 1, field.maximum + 1])
        test(`${name}: ${value} is refused`, () => {
            const { status, answer } = compute({ [name]: value });
            assert.equal(status, 65);
            assert.equal(answer.errors[0].field, name);
        });
}

test('defaults are the program’s own', () => {
    const { inputs } = compute().answer;
    for (const [name, { default: value }] of Object.entries(fields))
        if (value !== undefined && !(name in example))
            assert.equal(inputs[name], value, name);
});
test('every needed field is needed', () => {
    for (const name of required)
        assert.equal(compute({ [name]: undefined }).status, 65, name);
});
test('an answer has the keys that are described, and no others', () => {
    for (const profile of ['accurate', 'original']) {
        const { answer } = compute({ profile });
        assert.deepEqual(Object.keys(answer).filter(key => !(key in described)), []);
        for (const key of schemas.CalculateAnswer.required)
            assert.ok(key in answer, key);
        for (const scenario of answer.scenarios ?? [])
            assert.deepEqual(Object.keys(scenario).filter(key => !(key in described.scenarios.items.properties)), []);
    }
});
test('the inputs of an answer give it again', () => {
    const { answer } = compute({ position_type: 'Short', amount_is: 'equity', borrow_fee_pct: 0.3, ticker: 'spy' });
    assert.equal(answer.inputs.ticker, 'SPY');
    assert.deepEqual(compute(answer.inputs).answer, answer);
});
test('a leverage above the account’s is refused with the reason', () => {
    const { status, answer } = compute({ account_type: 'reg_t', leverage: 2.5 });
    assert.equal(status, 65);
    assert.match(answer.errors.find(e => e.field === 'leverage').message, /Regulation T.*largest allowed is 2/);
});
test('a request of more than a megabyte is refused with the limit and what to do', () => {
    const { status, stdout } = spawnSync(process.env.HUBCTL, ['compute', 'margin.calculate', '-'], { input: JSON.stringify({ ...example, ticker: 'x'.repeat(1 << 20) }) });
    assert.equal(status, 65);
    assert.match(JSON.parse(stdout).detail, /^standard input is larger than 1048576 bytes\. .* at most 1 MiB: leave out of it/);
});
