// margin_sweep.test.mjs: hubctl compute margin.sweep against the reference sweeps of ../shared/oracle/margin: every cell and every
// insight of profile original to 1e-9 relative; and what profile accurate says where the original is wrong (E23).
// Run: HUBCTL=path/to/hubctl node --test tests/oracle
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import test from 'node:test';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = process.env.HUB_SHARED ?? resolve(root, '../shared');
const reference = join(shared, 'oracle/margin/sweeps.json');
const prices = join(shared, 'data/prices');
const hubctl = process.env.HUBCTL ?? 'hubctl';
const skip = existsSync(reference) ? false : `the reference sweeps are not here (${reference})`;

function run(engine, request) {
  const name = request.ticker.toLowerCase();
  const files = { prices: join(prices, `${name}_daily.csv`), dividends: join(prices, `${name}_dividends.csv`), rates: join(prices, 'fed_funds_daily.csv') };
  const done = spawnSync(hubctl, ['compute', engine, '-'], { input: JSON.stringify({ ...request, files }), encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ifError(done.error);
  return { status: done.status, answer: JSON.parse(done.stdout) };
}
function compute(engine, request) {
  const { status, answer } = run(engine, request);
  assert.equal(status, 0, JSON.stringify(answer));
  return answer;
}

function close(got, want, what) {
  if (want === null) return assert.equal(got, null, what);
  assert.equal(typeof got, 'number', `${what}: ${got} where ${want} is expected`);
  assert.ok(Math.abs(got - want) <= (want === 0 ? 1e-9 : 1e-9 * Math.abs(want)), `${what}: ${got} where ${want} is expected`);
}

const sweeps = skip ? [] : JSON.parse(readFileSync(reference, 'utf8'));
test('the reference sweeps are found', { skip }, () => assert.ok(sweeps.length > 0));

for (const s of sweeps)
  test(`${s.mode} ${s.ticker} ${s.account_type} over ${s.parameter}: cells and insights as the original shows them`, () => {
    const { ticker, mode, start_date, end_date, account_type, profit_threshold_pct, parameter } = s;
    const request = { ticker, mode, start_date, end_date, account_type, parameter, profile: 'original', values: s.rows.map(row => row[0]) };
    if (parameter !== 'initial_investment') request.base_investment = s.base_investment;
    if (parameter !== 'profit_threshold') request.profit_threshold_pct = profit_threshold_pct;
    const answer = compute('margin.sweep', request);
    assert.deepEqual(answer.columns, s.columns.map(c => c.toLowerCase()));
    assert.equal(answer.rows.length, s.rows.length);
    s.rows.forEach((row, i) => row.forEach((want, c) => close(answer.rows[i][c], want, `row ${i} ${s.columns[c]}`)));
    assert.deepEqual(Object.keys(answer.insights), Object.keys(s.insights));
    for (const [key, want] of Object.entries(s.insights))
      if (Array.isArray(want)) want.forEach((x, i) => close(answer.insights[key][i], x, `${key} ${i}`));
      else close(answer.insights[key], want, key);
  });

const window = { ticker: 'SPY', start_date: '2008-01-02', end_date: '2012-12-31', account_type: 'portfolio', mode: 'liquidation_reentry' };

for (const mode of ['liquidation_reentry', 'fresh_capital', 'profit_threshold', 'passive_hold', 'constant_leverage'])
  test(`each cell of an accurate sweep is the backtest of that cell: ${mode}`, { skip }, () => {
    const request = { ...window, mode, equity: 1_000_000 };
    const sweep = compute('margin.sweep', { ...request, parameter: 'leverage', values: [1, 2.5, 6], parameter2: 'house_addon_pct', values2: [0, 10] });
    const cell = (leverage, addon) => sweep.rows.findIndex(row => row[0] === leverage && row[1] === addon);
    const alone = compute('margin.backtest', { ...request, leverage: 2.5, columns: [], options: { house_addon_pct: 10 } });
    const got = Object.fromEntries(sweep.columns.map((name, i) => [name, sweep.rows[cell(2.5, 10)][i]]));
    for (const [column, metric] of [['total_return_pct', 'total_return_pct'], ['final_equity', 'final_equity_usd'], ['max_drawdown_pct', 'max_drawdown_pct'],
      ['sharpe_ratio', 'sharpe_ratio'], ['total_interest_paid', 'total_interest_paid_usd']])
      assert.equal(got[column], alone.metrics[metric], column);
    assert.match(sweep.refused[cell(6, 10)], /^leverage: .*largest allowed/);
    assert.ok(sweep.rows[cell(6, 10)].slice(2).every(x => x === null), 'a refused cell has no figures');
    assert.equal(sweep.refused[cell(6, 0)], null);
  });

test('the lowest risk is the least drawdown, of runs that held a position', { skip }, () => {
  const answer = compute('margin.sweep', { ...window, equity: 1_000_000, parameter: 'leverage', values: [1, 2, 3, 4, 5] });
  const column = answer.columns.indexOf('max_drawdown_pct');
  const least = answer.rows.reduce((a, b) => b[column] > a[column] ? b : a);
  assert.equal(answer.insights.lowest_risk.leverage, least[0]);
  assert.equal(answer.insights.lowest_risk.max_drawdown_pct, least[column]);
});

test('every start is the backtest of that start', { skip }, () => {
  const request = { ...window, equity: 1_000_000 };
  const { surface } = compute('margin.sweep', { ...request, parameter: 'leverage', values: [1, 3], start_dates: 'every_session', horizon_years: 2 });
  assert.equal(surface.horizon_sessions, 504);
  const at = 137, end = 137 + 503;
  const days = compute('margin.backtest', { ...request, leverage: 3, columns: ['equity'] }).daily.date;
  const alone = compute('margin.backtest', { ...request, leverage: 3, columns: [], start_date: days[at], end_date: days[end] });
  assert.equal(surface.cells.start_dates[at], days[at]);
  assert.equal(surface.cells.multiple[at][1], alone.metrics.final_equity_usd / 1_000_000);
  const column = surface.cells.multiple.map(row => row[1]);
  assert.equal(surface.by_leverage[1].worst, Math.min(...column));
  assert.equal(surface.by_leverage[1].best, Math.max(...column));
  assert.equal(surface.by_leverage[1].call_share, surface.cells.first_call_session.filter(row => row[1] !== null).length / column.length);
});

test('drawn paths: the seed decides, nothing is called at leverage 1, and calls only grow with time', { skip }, () => {
  const request = { ...window, equity: 1_000_000, bootstrap: { paths: 400, years: 3, block_days: 21, seed: 7 } };
  const one = compute('margin.sweep', { ...request, leverage: 4 }), again = compute('margin.sweep', { ...request, leverage: 4 });
  assert.deepEqual(one.bootstrap, again.bootstrap);
  const other = compute('margin.sweep', { ...request, leverage: 4, bootstrap: { ...request.bootstrap, seed: 8 } });
  assert.notDeepEqual(one.bootstrap.median, other.bootstrap.median);
  assert.ok(one.bootstrap.called_share.every((x, i, all) => i === 0 || x >= all[i - 1]));
  assert.ok(one.bootstrap.called_share.at(-1) > 0);
  assert.equal(one.bootstrap.months.at(-1), 36);
  for (let m = 0; m < one.bootstrap.months.length; m++)
    assert.ok(one.bootstrap.p5[m] <= one.bootstrap.median[m] && one.bootstrap.median[m] <= one.bootstrap.p95[m]);
  assert.equal(compute('margin.sweep', { ...request, leverage: 1 }).bootstrap.end.call_share, 0);
});

test('what the original fixed may stand in a request, and changes nothing', { skip }, () => {
  const request = { ...window, mode: 'profit_threshold', profile: 'original', base_investment: 2e6, parameter: 'profit_threshold', values: [25, 50] };
  const bare = compute('margin.sweep', request);
  const full = compute('margin.sweep', { ...request, leverage: 2, transaction_cost_bps: 5, profit_threshold_pct: 100 });
  assert.deepEqual(full.rows, bare.rows);
  assert.equal(full.inputs_hash, bare.inputs_hash);
  assert.deepEqual(full.warnings.filter(w => w.code === 'option_unused').map(w => w.message),
    ['profit_threshold_pct has no part in this run and changes nothing: it is what is swept.']);
});

test('a sweep of a million cells is refused with the limit, and values outside their limits are named', { skip }, () => {
  const thousand = Array.from({ length: 1000 }, (_, i) => 1 + i / 1000);
  const many = run('margin.sweep', { ...window, equity: 1e6, parameter: 'leverage', values: thousand, parameter2: 'spread_pct', values2: thousand });
  assert.equal(many.status, 65);
  assert.match(JSON.stringify(many.answer.errors), /1,000,000 backtests are more than the 5,000/);
  const outside = run('margin.sweep', { ...window, equity: 1e6, parameter: 'leverage', values: [1, 0.5, 9] });
  assert.match(JSON.stringify(outside.answer.errors), /item 2, 0\.5×, is outside the limits of leverage, 1× to 7×/);
});
