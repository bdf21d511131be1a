// calculator.test.mjs: hubctl compute margin.calculate against the reference cases of ../shared/oracle/margin/calculator.json, key
// streamlit: every figure to 1e-9 relative, texts exactly. Run: HUBCTL=path/to/hubctl node --test tests/oracle
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import test from 'node:test';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const file = join(process.env.HUB_SHARED ?? resolve(root, '../shared'), 'oracle/margin/calculator.json');
const skip = existsSync(file) ? false : `the reference cases are not here (${file})`;
const cases = skip ? [] : JSON.parse(readFileSync(file, 'utf8')).streamlit;
const TOLERANCE = 1e-9;

function compute(request) {
  const done = spawnSync(process.env.HUBCTL ?? 'hubctl', ['compute', 'margin.calculate', '-'], { input: JSON.stringify(request), encoding: 'utf8' });
  assert.ifError(done.error);
  assert.equal(done.status, 0, done.stdout);
  return JSON.parse(done.stdout);
}

function same(got, want, what) {
  if (typeof want !== 'number')
    return assert.equal(got, want, what);
  assert.equal(typeof got, 'number', `${what}: ${got} where ${want} is expected`);
  assert.ok(Math.abs(got - want) <= TOLERANCE * Math.max(Math.abs(want), want === 0 ? 1 : 0), `${what}: ${got} where ${want} is expected`);
}

test('the reference cases are found', { skip }, () => assert.ok(cases.length > 0));

for (const { inputs, outputs } of cases)
  test(`the original's figures of ${JSON.stringify(inputs)}`, () => {
    const { metrics } = compute({ ...inputs, profile: 'original' });
    for (const [name, want] of Object.entries(outputs))
      same(metrics[name], want, name);
  });

// What the accurate profile leaves as it is, and what it corrects (margin.md, E28 to E34).
for (const { inputs, outputs } of cases.filter(c => c.inputs.leverage <= (c.inputs.account_type === 'reg_t' ? 2 : 7)))
  test(`the accurate profile of ${JSON.stringify(inputs)}`, () => {
    const { metrics } = compute(inputs), { leverage, current_price: price, holding_period: months } = inputs;
    for (const name of ['cash_investment', 'shares_purchased', 'maintenance_margin_pct', 'maintenance_margin_dollar'])
      same(metrics[name], outputs[name], name);
    const m = outputs.maintenance_margin_pct / 100;
    if (inputs.position_type === 'Short') {
      same(metrics.margin_call_price, price * (1 + 1 / leverage) / (1 + m), 'E28');
      return same(metrics.margin_loan, 0, 'E28');
    }
    for (const name of ['margin_loan', 'annual_interest', 'monthly_interest', 'daily_interest_cost', 'custom_period_interest'])
      same(metrics[name], outputs[name], name);
    same(metrics.breakeven_price, price + outputs.annual_interest * (months / 12) / outputs.shares_purchased, 'E30');
    if (leverage === 1)
      return assert.equal(metrics.margin_call_price, null);
    same(metrics.margin_call_price, outputs.margin_call_price, 'margin_call_price');
    assert.equal(metrics.in_call, 1 / leverage < m, 'E34');
    assert.equal(metrics.risk, metrics.in_call ? 'IN MARGIN CALL' : outputs.risk, 'E34');
  });
