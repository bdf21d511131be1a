// margin_sensitivity.test.mjs: what single options do to four accounts of the profile original, against the table of the
// margin specification, part E-IV: each figure within 0.2 percentage points of it (the table has one decimal). The same figures
// stand in docs/methods/margin-backtest.md. Run: HUBCTL=path/to/hubctl node --test tests/oracle
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import test from 'node:test';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const prices = join(process.env.HUB_SHARED ?? resolve(root, '../shared'), 'data/prices');
const hubctl = process.env.HUBCTL ?? 'hubctl';
const skip = existsSync(prices) ? false : `the price series are not here (${prices})`;
const WITHIN = 0.2;

const accounts = [
  { ticker: 'SPY', leverage: 2, account_type: 'reg_t', start_date: '2010-01-01', equity: 50e6, original: 621722175 },
  { ticker: 'SPY', leverage: 2, account_type: 'reg_t', start_date: '2000-01-03', equity: 50e6, original: 133667716 },
  { ticker: 'VTI', leverage: 3, account_type: 'portfolio', start_date: '2001-06-15', equity: 1e6, original: 3094219 },
  { ticker: 'SPY', leverage: 5, account_type: 'portfolio', start_date: '2010-01-01', equity: 10e6, original: 214813928 },
];
const days = { interest_days: 'calendar' }, year360 = { ...days, day_count: 360 }, tiers = { ...year360, financing: 'tiers' };
const noEntryFlows = { entry_day_flows: false }, intraday = { ...noEntryFlows, call_test: 'intraday' }, slipped = { ...intraday, slippage_bps: 25 };
const table = [
  ['calendar days, 365', { ...days, day_count: 365 }, [-1.6, -19.5, -50.2, -2.7]],
  ['calendar days, 360', year360, [-1.6, -21.2, -51.6, -2.8]],
  ['tiers, calendar days, 360', tiers, [-0.2, 12.2, 0.2, -0.3]],
  ['flat, fed funds + 2', { financing: 'flat', spread_pct: 2 }, [-0.6, 15.3, -26.3, -1.1]],
  ['nothing due on entry days', noEntryFlows, [0, 0.04, 0.1, 0.001]],
  ['calls in the session', intraday, [0, 10.0, -50.5, 2.1]],
  ['calls in the session, 25 basis points', slipped, [0, 7.8, -53.0, 0.4]],
  ['all of them', { ...tiers, ...slipped }, [-0.2, -21.7, -48.0, -0.1]],
];

function finalEquity({ original, ...account }, options) {
  const name = account.ticker.toLowerCase();
  const files = { prices: join(prices, `${name}_daily.csv`), dividends: join(prices, `${name}_dividends.csv`), rates: join(prices, 'fed_funds_daily.csv') };
  const request = { ...account, mode: 'liquidation_reentry', profile: 'original', end_date: '2025-05-15', options, columns: [], files };
  const done = spawnSync(hubctl, ['compute', 'margin.backtest', '-'], { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return JSON.parse(done.stdout).metrics.final_equity_usd;
}

test('the four accounts without options', { skip }, () => {
  for (const account of accounts)
    assert.equal(Math.round(finalEquity(account, {})), account.original);
});

for (const [name, options, want] of table)
  test(name, { skip }, () => accounts.forEach((account, i) => {
    const change = (finalEquity(account, options) / account.original - 1) * 100;
    assert.ok(Math.abs(change - want[i]) <= WITHIN, `${account.ticker} ${account.leverage}x from ${account.start_date}: ${change} where ${want[i]} is expected`);
  }));
