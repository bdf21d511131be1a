// returns.test.mjs: hubctl compute returns.analyze against the reference cases of ../shared/oracle/returns: every figure, the
// matrices and the tables to 1e-9 relative or 1e-12 absolute; dates, counts and flags exactly; the edge cases as adopted.
// Run: HUBCTL=path/to/hubctl node --test tests/oracle
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import test from 'node:test';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = process.env.HUB_SHARED ?? resolve(root, '../shared');
const oracle = join(shared, 'oracle/returns');
const hubctl = process.env.HUBCTL ?? 'hubctl';
const RELATIVE = 1e-9, ABSOLUTE = 1e-12;

const skip = existsSync(oracle) ? false : `the reference cases are not here (${oracle})`;
const text = name => readFileSync(join(oracle, name), 'utf8');
const load = name => JSON.parse(text(name));
const file = ticker => join(shared, 'data/returns', `${ticker.toLowerCase()}.csv`);

// A CSV of the reference: rows of cells by header; "" stays "".
function table(name) {
  const [header, ...rows] = text(name).trim().split(/\r?\n/).map(line => line.split(','));
  return rows.map(cells => Object.fromEntries(header.map((key, i) => [key, cells[i]])));
}

function run(request) {
  const done = spawnSync(hubctl, ['compute', 'returns.analyze', '-'],
    { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ifError(done.error);
  return { status: done.status, answer: JSON.parse(done.stdout) }; // JSON knows no NaN and no Infinity
}

function compute(request) {
  const { status, answer } = run(request);
  assert.equal(status, 0, JSON.stringify(answer));
  return answer;
}

function close(got, want, what) {
  if (want !== null && typeof want === 'object') {
    assert.ok(got !== null && typeof got === 'object', `${what} is missing`);
    for (const [key, value] of Object.entries(want))
      close(got[key], value, `${what}.${key}`);
  } else if (typeof want !== 'number') {
    assert.equal(got, want, what);
  } else {
    assert.equal(typeof got, 'number', `${what}: ${got} where ${want} is expected`);
    const apart = Math.abs(got - want);
    assert.ok(apart <= Math.max(RELATIVE * Math.abs(want), ABSOLUTE), `${what}: ${got} where ${want} is expected`);
  }
}

// What does not exist may be null or absent.
function closeMetrics(answer, want, what) {
  for (const [key, value] of Object.entries(want)) {
    if (value !== null)
      close(answer.metrics[key], value, `${what}: ${key}`);
    else
      assert.ok(answer.metrics[key] === null && answer.reasons[key], `${what}: ${key} is null, with a reason`);
  }
}

function requestOf(c) {
  const request = { files: { prices: file(c.ticker) }, column: c.column, frequency: c.frequency, ppy: c.ppy,
    from: c.base_date, to: c.last_return_date };
  if (c.benchmark)
    request.files.benchmark = file(c.benchmark);
  return request;
}

const cases = skip ? [] : readdirSync(join(oracle, 'adopted')).map(name => load(`adopted/${name}`));
for (const want of cases)
  test(`case ${want.case.id}: every figure, with and without a risk-free rate, and the ten deepest drawdowns`, () => {
    for (const [block, rate] of [['rf_0', 0], ['rf_2pct', 0.02]]) {
      const answer = compute({ ...requestOf(want.case), risk_free_annual: rate });
      assert.equal(answer.metrics.n_returns, want.case.n_returns);
      closeMetrics(answer, want[block], block);
      assert.equal(answer.drawdowns_top10.length, want.drawdowns_top10.length);
      close(answer.drawdowns_top10, want.drawdowns_top10, 'drawdowns_top10');
    }
  });

const tickers = ['spy', 'qqq', 'vti'];
const whole = (ticker, column = 'adj_close') => compute({ files: { prices: file(ticker) }, column });

test('the matrices of all years, partial ones with their share of the year', { skip }, () => {
  const fractions = load('cagr-matrices/exact_year_fractions.json');
  for (const ticker of tickers) {
    const answer = whole(ticker);
    const kinds = { cagr: answer.cagr_matrix, total_return: answer.matrices.total, simple_annualized: answer.matrices.simple };
    for (const [kind, matrix] of Object.entries(kinds)) {
      const rows = table(`cagr-matrices/exact_${kind}_${ticker}_full.csv`);
      assert.deepEqual(matrix.years, rows.map(row => Number(row.end_year)));
      rows.forEach((row, end) => matrix.years.slice(0, end + 1).forEach((year, start) =>
        close(matrix.cells[end][start] * 100, Number(row[`start_${year}`]), `${ticker} ${kind} ${year} to ${row.end_year}`)));
    }
    for (const [year, part] of Object.entries(fractions[ticker.toUpperCase()].year_fractions)) {
      const at = answer.cagr_matrix.years.indexOf(Number(year));
      close(answer.cagr_matrix.year_fractions[at], part, `${ticker} ${year}`);
      assert.equal(answer.cagr_matrix.whole[at], false);
    }
  }
});

test('the matrices of the original are met but for its rounding', { skip }, () => {
  for (const ticker of tickers) {
    const { cagr_matrix: matrix } = compute({ files: { prices: file(ticker) }, window: { first_year: 2013, last_year: 2024 } });
    const lines = text(`cagr-matrices/original_cagr_${ticker}_2013_2024.csv`).trim().split(/\r?\n/).map(line => line.split(','));
    const starts = lines[0].slice(1).map(x => Number(x.replace(/\D/g, '')));
    for (const [end, ...cells] of lines.slice(1))
      cells.forEach((cell, i) => {
        const row = matrix.years.indexOf(Number(end)), column = matrix.years.indexOf(starts[i]);
        if (cell !== '' && column <= row)
          assert.ok(Math.abs(matrix.cells[row][column] * 100 - Number(cell)) <= 0.006, `${ticker} ${starts[i]} to ${end}`);
      });
  }
});

test('months by year, of total return and of prices', { skip }, () => {
  const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  for (const ticker of tickers)
    for (const [column, name] of [['adj_close', ticker], ['close', `${ticker}_price`]]) {
      const answer = whole(ticker, column), rows = table(`tables/calendar_months_${name}.csv`);
      assert.equal(answer.calendar_months.length, rows.length);
      rows.forEach((row, i) => {
        const got = answer.calendar_months[i];
        assert.equal(got.year, Number(row.year));
        close(got.year_total, Number(row.year_total), `${name} ${row.year}`);
        months.forEach((month, k) => close(got.months[k], row[month] === '' ? null : Number(row[month]), `${name} ${month} ${row.year}`));
      });
    }
});

test('all drawdowns deeper than five percent', { skip }, () => {
  for (const ticker of tickers) {
    const answer = whole(ticker), rows = table(`tables/drawdowns_gt5pct_${ticker}_full.csv`);
    assert.equal(answer.drawdowns.length, rows.length);
    rows.forEach((row, i) => {
      for (const [key, value] of Object.entries(row)) {
        const got = answer.drawdowns[i][key];
        if (['peak', 'trough', 'recovery'].includes(key))
          assert.equal(got ?? '', value, `${ticker} ${i} ${key}`);
        else if (key === 'open')
          assert.equal(got, value === 'True');
        else
          close(got, value === '' ? null : Number(value), `${ticker} ${i} ${key}`);
      }
    });
  }
});

test('trailing returns on three days, by the rule of month ends', { skip }, () => {
  for (const [name, days] of Object.entries(load('tables/trailing_returns_adopted.json'))) {
    const [ticker, price] = name.split('_');
    for (const [as_of, want] of Object.entries(days)) {
      const { trailing } = compute({ files: { prices: file(ticker) }, column: price ? 'close' : 'adj_close', as_of });
      for (const [span, figure] of Object.entries(want)) {
        if (figure === null || figure?.value === null)
          assert.strictEqual(trailing[span], null, `${name} ${as_of} ${span}`);
        else
          close(trailing[span], figure, `${name} ${as_of} ${span}`);
      }
    }
  }
});

test('rolling returns of every window', { skip }, () => {
  for (const [ticker, windows] of Object.entries(load('tables/rolling_returns_stats_adopted.json')))
    close(whole(ticker).rolling, windows, ticker);
});

test('the edge cases are answered or refused as adopted', { skip }, t => {
  const directory = mkdtempSync(join(tmpdir(), 'returns-'));
  t.after(() => rmSync(directory, { recursive: true }));
  for (const [name, edge] of Object.entries(load('edge_cases.json'))) {
    if (!edge.adopted)
      continue;
    const day = new Date(Date.UTC(2024, 0, 1)), path = join(directory, `${name}.csv`);
    const lines = edge.returns.map(x => {
      const line = `${day.toISOString().slice(0, 10)},${x}`;
      do day.setUTCDate(day.getUTCDate() + 1); while (day.getUTCDay() % 6 === 0);
      return line;
    });
    writeFileSync(path, ['date,return', ...lines, ''].join('\n'));
    const request = { files: { returns: path }, unit: 'fraction', base_date: edge.base_date, ppy: 252, risk_free_annual: 0 };
    const { status, answer } = run(request);
    if (edge.adopted.refused) {
      assert.equal(status, 65, name);
      assert.match(JSON.stringify(answer.errors), /impossible/);
      continue;
    }
    assert.equal(status, 0, JSON.stringify(answer));
    const { note, statistics, ...figures } = edge.adopted;
    closeMetrics(answer, figures, name);
    if (statistics === null)
      assert.ok(answer.metrics.volatility === null && answer.reasons.volatility, name);
    if (name === 'edge_nan_inside')
      assert.match(JSON.stringify(answer.warnings), /line 4/);
  }
});
