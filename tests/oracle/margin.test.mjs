// margin.test.mjs: hubctl compute margin.backtest against the reference cases of ../shared/oracle/margin.
// Every metric to 1e-9 relative, every daily figure to 1e-12 relative (1e-9 absolute where the reference is 0);
// events, flags, texts and counts exactly. Run: HUBCTL=path/to/hubctl node --test tests/oracle
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import test from 'node:test';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = process.env.HUB_SHARED ?? resolve(root, '../shared');
const oracle = join(shared, 'oracle/margin');
const prices = join(shared, 'data/prices');
const hubctl = process.env.HUBCTL ?? 'hubctl';
const METRIC = 1e-9, DAILY = 1e-12, AT_ZERO = 1e-9;

const skip = existsSync(oracle) ? false : `the reference cases are not here (${oracle})`;
const load = name => JSON.parse(readFileSync(join(oracle, name), 'utf8'));

function files(ticker, rates = 'daily') {
  const name = ticker.toLowerCase();
  const out = { prices: join(prices, `${name}_daily.csv`), dividends: join(prices, `${name}_dividends.csv`) };
  if (rates) out.rates = join(prices, `fed_funds_${rates}.csv`);
  return out;
}

function run(request) {
  const done = spawnSync(hubctl, ['compute', 'margin.backtest', '-'],
    { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ifError(done.error);
  return { status: done.status, answer: JSON.parse(done.stdout), stderr: done.stderr };
}

function compute(request) {
  const { status, answer } = run(request);
  assert.equal(status, 0, JSON.stringify(answer));
  return answer;
}

// "Max Drawdown Duration (days)" is max_drawdown_duration_days.
const metricKey = label => label.toLowerCase().replaceAll('(%)', 'pct').replaceAll('($)', 'usd').replaceAll('(days)', 'days')
  .replaceAll('(% of equity)', 'pct_of_equity').replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
const columnKey = label => label.toLowerCase().replaceAll(' ', '_');

function close(got, want, tolerance, what) {
  if (typeof want !== 'number')
    return assert.equal(got, want, what);
  assert.equal(typeof got, 'number', `${what}: ${got} where ${want} is expected`);
  const apart = Math.abs(got - want), allowed = want === 0 ? AT_ZERO : tolerance * Math.abs(want);
  assert.ok(apart <= allowed, `${what}: ${got} where ${want} is expected (relative ${apart / Math.abs(want)})`);
}

// The sum of doubles, correctly rounded: Shewchuk's partials.
function exactSum(values) {
  const partials = [];
  for (let x of values) {
    let i = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y, low = y - (high - x);
      if (low) partials[i++] = low;
      x = high;
    }
    partials.length = i;
    partials.push(x);
  }
  return partials.reduceRight((a, b) => a + b, 0);
}

function compareMetrics(answer, reference) {
  for (const [label, want] of Object.entries(reference.metrics))
    close(answer.metrics[metricKey(label)], want, METRIC, label);
}

function compareDaily(answer, reference) {
  const columns = reference.daily.columns.map(columnKey);
  assert.deepEqual(Object.keys(answer.daily).sort(), columns.slice(1).sort(), 'the names of the daily columns');
  assert.equal(Object.keys(answer.daily)[0], 'date');
  for (const row of reference.daily.rows)
    for (let c = 1; c < columns.length; c++)
      close(answer.daily[columns[c]][row[0]], row[c], DAILY, `row ${row[0]} ${columns[c]}`);
}

function compareStats(answer, reference) {
  for (const [label, want] of Object.entries(reference.column_stats)) {
    const all = answer.daily[columnKey(label)], values = all.filter(x => x !== null);
    if (want.kind === 'bool') {
      assert.equal(values.length, want.n, `${label}: n`);
      assert.equal(values.filter(Boolean).length, want.n_true, `${label}: true`);
    } else if (want.kind === 'text') {
      const counts = {};
      for (const x of values) counts[x] = (counts[x] ?? 0) + 1;
      assert.deepEqual(counts, want.counts, label);
    } else {
      assert.equal(values.length, want.n, `${label}: n`);
      assert.equal(all.length - values.length, want.n_null, `${label}: empty cells`);
      close(exactSum(values), want.sum, DAILY, `${label}: sum`);
      close(exactSum(values.map(Math.abs)), want.sum_abs, DAILY, `${label}: sum of absolutes`);
      close(Math.min(...values), want.min, DAILY, `${label}: min`);
      close(Math.max(...values), want.max, DAILY, `${label}: max`);
      close(values[0], want.first, DAILY, `${label}: first`);
      close(values.at(-1), want.last, DAILY, `${label}: last`);
    }
  }
}

function compareRecords(got, want, total, what) {
  if (total !== undefined) assert.equal(got.length, total, `number of ${what}`);
  want.forEach((record, i) => {
    for (const [key, value] of Object.entries(record))
      close(got[i][columnKey(key)], value, METRIC, `${what} ${i} ${key}`);
  });
}

function compareEvents(answer, reference) {
  const { entries, liquidations } = reference.n_events;
  assert.equal(answer.events.filter(e => e.type === 'entry').length, entries);
  assert.equal(answer.events.filter(e => e.type === 'liquidation').length, liquidations);
  compareRecords(answer.events, reference.events, reference.events_truncated ? undefined : reference.events.length, 'events');
}

// passive_hold: the days on which a call stood.
function compareCallDays(answer, want) {
  const called = answer.daily.date.map((date, i) => ({ date, equity: answer.daily.equity[i] })).filter((_, i) => answer.daily.is_margin_call[i]);
  assert.equal(called.length, want.days);
  assert.equal(called[0].date, want.first);
  assert.equal(called.at(-1).date, want.last);
  const lowest = called.reduce((low, day) => day.equity < low.equity ? day : low);
  assert.equal(lowest.date, want.min_equity_date);
  close(lowest.equity, want.min_equity, DAILY, 'lowest equity of a called day');
}

const cases = skip ? [] : readdirSync(oracle).filter(f => /^\d+_.*\.json$/.test(f)).sort();

function requestOf({ ticker, mode, start_date, end_date, equity, leverage, account_type, rates, profit_threshold_pct, transaction_cost_bps }) {
  return { ticker, mode, profile: 'original', start_date, end_date, equity, leverage, account_type, profit_threshold_pct, transaction_cost_bps,
    files: files(ticker, rates) };
}

test('the reference cases are found', { skip }, () => assert.ok(cases.length > 0));

for (const file of cases)
  test(`${file}: metrics, days, events and rounds as the original had them`, () => {
    const reference = load(file), answer = compute(requestOf(reference.parameters));
    assert.equal(answer.engine, 'margin.backtest');
    compareMetrics(answer, reference);
    compareDaily(answer, reference);
    compareStats(answer, reference);
    compareEvents(answer, reference);
    compareRecords(answer.rounds, reference.rounds ?? [], reference.rounds_total ?? 0, 'rounds');
    compareRecords(answer.rebalances, reference.rebalances ?? [], reference.n_events.rebalances, 'rebalances');
    if (reference.margin_call_days)
      compareCallDays(answer, reference.margin_call_days);
  });

const options = skip ? [] : load('options.json');
options.forEach(({ parameters, expected }, i) =>
  test(`options ${i + 1}: original with ${JSON.stringify(parameters.options)} on ${parameters.ticker}`, () => {
    const answer = compute({ ...parameters, files: files(parameters.ticker), columns: [] });
    for (const [key, want] of Object.entries(expected)) close(answer.metrics[key], want, METRIC, key);
  }));

// edge_cases.json: what made sense is answered alike, what broke is refused in words.
const edge = skip ? () => undefined : name => load('edge_cases.json').find(e => e.case === name).result;
const spy2020 = { ticker: 'SPY', profile: 'original', start_date: '2020-01-02', end_date: '2020-12-31', equity: 100000, leverage: 2, account_type: 'reg_t' };
const withFiles = request => ({ ...request, files: files('SPY') });

function refused(request, field, pattern) {
  const { status, answer } = run(request);
  assert.equal(status, 65);
  const error = answer.errors.find(e => e.field === field);
  assert.ok(error, `an error about ${field} in ${JSON.stringify(answer)}`);
  assert.match(error.message, pattern);
}

test('equity of 999.99 never enters: all figures as the original had them, and no margin_call_price column', { skip }, () => {
  const answer = compute(withFiles({ ...spy2020, equity: 999.99 }));
  compareMetrics(answer, { metrics: edge('equity 999.99, liquidation_reentry') });
  assert.deepEqual(Object.keys(answer.daily).slice(1).sort(),
    edge('equity 999.99, liquidation_reentry: columns present').map(columnKey).sort());
});

test('the other modes at their floors: profit_threshold never enters with 999.99, fresh_capital has no floor', { skip }, () => {
  compareMetrics(compute(withFiles({ ...spy2020, mode: 'profit_threshold', equity: 999.99 })), { metrics: edge('equity 999.99, profit_threshold') });
  compareMetrics(compute(withFiles({ ...spy2020, mode: 'fresh_capital', equity: 10 })), { metrics: edge('equity 10, fresh_capital (no floor in this mode)') });
});

test('seven sessions are refused, with their number', { skip }, () =>
  refused(withFiles({ ...spy2020, end_date: '2020-01-10' }), 'end_date', /^7 sessions.*at least 10/));

test('leverage 0 is refused', { skip }, () => refused(withFiles({ ...spy2020, leverage: 0 }), 'leverage', /above 0/));

test('a start after the end is refused', { skip }, () =>
  refused(withFiles({ ...spy2020, start_date: '2021-01-02' }), 'end_date', /before the start/));

test('without rates the run uses 0 % and 1.5 %, and says so', { skip }, () => {
  const request = withFiles(spy2020);
  delete request.files.rates;
  const answer = compute(request);
  const [fedFunds, margin] = edge('no rate rows at all');
  assert.ok(answer.daily.fed_funds_rate.every(x => x === fedFunds));
  assert.ok(answer.daily.margin_rate.every(x => x === margin));
  assert.ok(answer.warnings.some(w => w.code === 'rates_missing'));
});

test('portfolio margin is called on its entry day from 1/0.15 on', { skip }, () => {
  for (const leverage of ['6.60', '6.66', '6.70', '7.00']) {
    const answer = compute(withFiles({ ...spy2020, end_date: '2020-01-31', leverage: Number(leverage), account_type: 'portfolio', columns: [] }));
    const sameDay = answer.events.filter((e, i) => e.type === 'liquidation' && answer.events[i - 1].row === e.row).length;
    assert.equal(sameDay > 0, edge(`portfolio entry-day call at ${leverage}x`) > 0, leverage);
  }
});

test('an answer says what it was made from, and its inputs make it again', { skip }, () => {
  const first = compute(withFiles({ ...spy2020, profile: 'accurate' })), second = compute(first.inputs);
  assert.match(first.inputs_hash, /^[0-9a-f]{64}$/);
  assert.match(first.data_version, /^[0-9a-f]{64}$/);
  assert.deepEqual(second, first);
});
