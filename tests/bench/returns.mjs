// returns.mjs: the returns engine of `./hub bench`: reading a file of 8,160 rows, every figure of it with a benchmark, its matrices, and
// the same work with pandas, where python3-pandas is installed; and how long a person waits for the page of an analysis.
// SPDX-License-Identifier: Apache-2.0
//
// Environment: BENCH_RETURNS (program of tests/bench/returns.c), HUB_SHARED.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median, report } from './_bench.mjs';
import { asked, importFund } from './results.mjs';

const { BENCH_RETURNS } = process.env;
const PYTHON = ['/usr/bin/python3', 'python3'].find(p => p === 'python3' || existsSync(p)); // Debian's, which sees python3-pandas
const GOALS = { 'returns.parse': 5, 'returns.metrics': 2, 'returns.matrices': 0.2 }; // ms

// Lines of name TAB value TAB unit.
const lines = text => text.trim().split('\n').map(line => line.split('\t'));

export function returns() {
  const own = lines(execFileSync(BENCH_RETURNS, { encoding: 'utf8' }));
  const figure = Object.fromEntries(own);
  console.log(`returns over ${figure['returns.rows']} prices of ${figure['returns.series']}`);
  for (const [name, value, unit] of own) if (unit === 'ms') report(name, Number(value), unit, GOALS[name] && ['<=', GOALS[name]]);
  pandas(figure);
}

function pandas(figure) {
  const text = execFileSync(BENCH_RETURNS, ['--text'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const said = lines(execFileSync(PYTHON, [fileURLToPath(new URL('returns.py', import.meta.url))], { input: text, encoding: 'utf8' }));
  const theirs = Object.fromEntries(said);
  if (theirs['returns.pandas'] === 'missing') return console.log(`returns.pandas: ${said[0][2]}`);
  for (const [name, value, unit] of Object.entries(figure).map(([k, v]) => [k, v, 'figure']).filter(([k]) => k.startsWith('returns.figure.'))) {
    const other = Number(theirs[name.replace('returns.', 'returns.pandas.')]);
    if (!(Math.abs(other - Number(value)) <= 1e-9 * Math.abs(other))) throw new Error(`with pandas ${name} comes to another ${unit}: ${other}, not ${value}`);
  }
  for (const part of ['parse', 'metrics']) {
    report(`returns.pandas.${part}`, Number(theirs[`returns.pandas.${part}`]), 'ms');
    report(`pandas / returns.${part}`, Number(theirs[`returns.pandas.${part}`]) / Number(figure[`returns.${part}`]), '');
  }
}

// The whole page through nginx: some 8,130 rows against a benchmark of 6,015, every table and chart; beside an empty answer.
export async function returnsPage(cookies) {
  const query = importFund('SPY') && importFund('VTI') ? 'series=SPY&benchmark=VTI' : 'series=SPX&benchmark=rate&benchmark.rate=5';
  const paths = { null: '/bench/null', form: '/returns/analysis/new', page: `/returns/analysis?${query}`, picture: `/returns/analysis/charts/growth.svg?${query}` };
  const times = Object.fromEntries(Object.keys(paths).map(name => [name, []]));
  let size;
  for (let i = 0; i < 61; i++) // side by side: the host's mood changes from second to second
    for (const name in paths) {
      const [ms, answer] = await asked(paths[name], { cookies }, 200);
      times[name].push(ms);
      if (name === 'page') size = Buffer.byteLength(answer.text);
    }
  report('null: one request', median(times.null), 'ms');
  report('form of an analysis', median(times.form), 'ms');
  report('page of an analysis, uncompressed', size / 1000, 'kB');
  report('page of an analysis', median(times.page), 'ms', ['<=', 30]);
  report('page of an analysis, the fastest', Math.min(...times.page), 'ms');
  report('picture of an analysis', median(times.picture), 'ms');
}
