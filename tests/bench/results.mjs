// results.mjs: how long a person waits for a backtest of 25 years, from the form to the whole page, and for a saved one; beside
// what an empty answer and an empty page take.
// SPDX-License-Identifier: Apache-2.0
//
// Environment: BENCH_PRICES (a directory with SPY; where it is not there, the embedded SPX of 20 years is taken), BENCH_HUBCTL
// (which imports it; HUB_CONFIG says where to).
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { csrfOf, median, report, request } from './_bench.mjs';

const { BENCH_HUBCTL, BENCH_PRICES } = process.env;
const TIMES = 21, WARM_UP = 20; // of a hub that has just started, as of this client, the first answers are slower than people meet them
const modes = ['liquidation_reentry', 'fresh_capital', 'profit_threshold', 'passive_hold', 'constant_leverage'];

// Prices and dividends of a fund, where they are at hand; false where they are not.
export function importFund(symbol) {
  const name = `${BENCH_PRICES}/${symbol.toLowerCase()}`;
  if (!existsSync(`${name}_daily.csv`)) return false;
  for (const [kind, file] of [['prices', 'daily'], ['dividends', 'dividends']])
    execFileSync(BENCH_HUBCTL, ['import', kind, `${name}_${file}.csv`, '--symbol', symbol]);
  return true;
}

const window = () => importFund('SPY') ? { ticker: 'SPY', start_date: '2000-01-03', end_date: '2025-05-15' }
  : { ticker: 'SPX', start_date: '2000-01-03', end_date: '2020-04-17' };

export async function asked(path, options, status) {
  const start = process.hrtime.bigint();
  const answer = await request(path, options);
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return [Number(process.hrtime.bigint() - start) / 1e6, answer];
}

// The form sent, and the page that it leads to.
async function backtest(cookies, csrf, form) {
  const [sent, answer] = await asked('/margin/backtests', { method: 'POST', cookies, form: { csrf, ...form } }, 303);
  const [opened, page] = await asked(answer.headers.location, { cookies }, 200);
  return { ms: sent + opened, path: answer.headers.location, page };
}

async function save(cookies, csrf, path, name) {
  const [, answer] = await asked('/margin/saved', { method: 'POST', cookies, form: { csrf, session: path.split('/').pop(), name, idem_key: randomUUID() } }, 303);
  return answer.headers.location;
}

async function oneMode(cookies, csrf, form, isFirst) {
  const first = await backtest(cookies, csrf, form), saved = await save(cookies, csrf, first.path, `Bench ${form.mode}`);
  const times = { null: [], empty: [], run: [], saved: [] };
  for (let i = isFirst ? -WARM_UP : 0; i < TIMES; i++) { // side by side: the host's mood changes from second to second
    const round = {
      null: (await asked('/bench/null', { cookies }, 200))[0],
      empty: (await asked('/margin/backtest', { cookies }, 200))[0],
      run: (await backtest(cookies, csrf, form)).ms,
      saved: (await asked(saved, { cookies }, 200))[0],
    };
    if (i >= 0)
      for (const name in times) times[name].push(round[name]);
  }
  if (isFirst) {
    report('null: one request', median(times.null), 'ms');
    report('form of a backtest: one request', median(times.empty), 'ms');
    report('page of a result, uncompressed', Buffer.byteLength(first.page.text) / 1000, 'kB');
  }
  report(`${form.mode}: form sent to whole page`, median(times.run), 'ms', isFirst && ['<=', 25]);
  report(`${form.mode}: opening it saved`, median(times.saved), 'ms', isFirst && ['<=', 10]);
  report(`${form.mode}: opening it saved, the fastest`, Math.min(...times.saved), 'ms');
}

export async function results(cookies) {
  const form = { ...window(), equity: '50,000,000', leverage: '2', account_type: 'reg_t', profile: 'accurate' };
  const csrf = csrfOf(await request('/margin/backtest', { cookies }));
  for (const mode of modes) await oneMode(cookies, csrf, { ...form, mode }, mode === modes[0]);
}
