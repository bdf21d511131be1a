// bench.mjs: what `./hub bench` prints. Everything that is compared is measured in this one run, in interleaved rounds,
// because the machines are shared and noisy: read the ratios, not the absolute figures.
// SPDX-License-Identifier: Apache-2.0
//
// Environment (set by ./hub bench): BENCH_URL, BENCH_EMAIL, BENCH_PASSWORD, BENCH_ENGINE (program of tests/bench/engine.c),
// BENCH_SWEEP (of tests/bench/sweep.c), BENCH_RETURNS (of tests/bench/returns.c), BENCH_RUN (directory of the pid files), BENCH_TMP
// (scratch directory), BENCH_REQUESTS (of the memory test, 12000); and what results.mjs and accounts.mjs name.

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { accounts } from './accounts.mjs';
import { results } from './results.mjs';
import { returns, returnsPage } from './returns.mjs';
import { sweeps } from './sweep.mjs';
import { BENCH_URL, cookieHeader, csrfOf, finish, median, p99, part, report, request, run, signIn, signInForm, wrk, ROUNDS } from './_bench.mjs';

const { BENCH_ENGINE, BENCH_RUN } = process.env;
const REQUESTS = Number(process.env.BENCH_REQUESTS || 12000);

// ---- memory ----

function workersOf(section) {
  const parent = readFileSync(`${BENCH_RUN}/${section}.pid`, 'utf8').trim();
  return execFileSync('pgrep', ['-P', parent], { encoding: 'utf8' }).trim().split('\n');
}

function residentMB(section) {
  return Math.max(...workersOf(section).map(pid => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024));
}

// ---- the parts ----

function engine() {
  const goals = { run: 0.1, run_all_columns: 0.3, write_json: 3, write_csv: 3 };
  for (const line of execFileSync(BENCH_ENGINE, { encoding: 'utf8' }).trim().split('\n')) {
    const [name, value, unit] = line.split('\t');
    const goal = goals[name.split('.').pop()];
    if (unit !== 'name') report(`engine: ${name}`, Number(value), unit, goal && ['<=', goal]);
  }
}

async function pages(cookies, result) {
  const targets = { static: '/bench/static.css', null: '/bench/null', 'one query': '/bench/one', dashboard: '/', 'result page': result };
  const rates = Object.fromEntries(Object.keys(targets).map(k => [k, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const order = Object.keys(targets);
    for (const name of round % 2 ? order.reverse() : order) rates[name].push(await wrk(targets[name], cookies));
  }
  for (const name in targets) report(`${name}: requests a second`, median(rates[name]), '');
  const one = median(rates['one query']);
  report('dashboard / one query', median(rates.dashboard) / one, '', ['>=', 0.4]);
  report('result page / one query', median(rates['result page']) / one, '');
  report('one query / null', one / median(rates.null), '');
  report('null / static', median(rates.null) / median(rates.static), '');
  // The host's mood changes from second to second, so each run is compared with the one beside it.
  const tails = { one: [], dashboard: [], ratio: [] };
  for (let round = 0; round < 2 * ROUNDS - 1; round++) {
    tails.one.push(await p99('/bench/one', cookies));
    tails.dashboard.push(await p99('/', cookies));
    tails.ratio.push(tails.dashboard.at(-1) / tails.one.at(-1));
  }
  report('one query: p99 at 1,500 requests a second', median(tails.one), 'ms');
  report('dashboard: p99 at 1,500 requests a second', median(tails.dashboard), 'ms');
  report('dashboard p99 / one query p99', median(tails.ratio), '', ['<=', 2]);
}

async function signIns(form, cookies) {
  const times = [];
  for (let i = 0; i < 9; i++) {
    const start = process.hrtime.bigint();
    const fresh = await signIn(form);
    await request('/', { cookies: fresh });
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  report('sign-in form to next page', median(times), 'ms');

  const alone = [], flooded = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await wrk('/', cookies, { connections: 8 }));
    let going = true, count = 0;
    const flood = Array.from({ length: 8 }, async () => {
      while (going) {
        const answer = await request('/login', { method: 'POST', cookies: form.cookies, form: { csrf: form.csrf, email: `nobody${count++}@example.org`, password: 'wrong password' } });
        if (answer.status >= 500) throw new Error(`a sign-in answered ${answer.status}`);
      }
    });
    flooded.push(await wrk('/', cookies, { connections: 8 }));
    going = false;
    await Promise.all(flood);
  }
  report('dashboard while sign-ins flood / alone', median(flooded) / median(alone), '', ['>=', 0.6]);
}

async function memory(cookies, result) {
  for (const section of ['auth', 'home', 'admin', 'margin', 'returns']) report(`hub-${section}: resident at rest, largest worker`, residentMB(section), 'MB', ['<=', 12]);
  const load = (path, n) => run('h2load', ['-c16', '-t1', `-n${n}`, '-H', `cookie: ${cookieHeader(cookies)}`, BENCH_URL + path]);
  for (const [section, path, share] of [['home', '/', 0.8], ['margin', result, 0.2]]) {
    await load(path, Math.round(REQUESTS * share * 0.2)); // warm: caches and prepared statements
    const before = residentMB(section);
    await load(path, Math.round(REQUESTS * share * 0.8));
    report(`hub-${section}: growth over ${Math.round(REQUESTS * share * 0.8)} requests`, residentMB(section) - before, 'MB', ['<=', 1]);
  }
}

// A backtest over the whole embedded series, saved a few times, so that the dashboard has what a person's has.
async function oneResult(cookies) {
  const form = await request('/margin/backtest', { cookies });
  const answer = await request('/margin/backtests', { method: 'POST', cookies, form: {
    csrf: csrfOf(form), ticker: 'SPX', start_date: '2000-01-03', end_date: '2020-04-17', equity: '100,000', leverage: '1.5',
    account_type: 'reg_t', mode: 'liquidation_reentry', profile: 'accurate' } });
  if (answer.status !== 303) throw new Error(`the backtest answered ${answer.status}: ${answer.text.slice(0, 2000)}`);
  const session = answer.headers.location.split('/').pop();
  for (let i = 1; i <= 6; i++) {
    const saved = await request('/margin/saved', { method: 'POST', cookies, form: { csrf: csrfOf(form), session, name: `Bench ${i}`, idem_key: randomUUID() } });
    if (saved.status !== 303) throw new Error(`saving answered ${saved.status}`);
  }
  return answer.headers.location;
}

// In this order: what the accounts' part adds makes the pages of others slower.
const PARTS = {
  engine: () => engine(),
  sweep: () => sweeps(),
  returns: () => returns(),
  memory: hub => memory(hub.cookies, hub.result),
  pages: hub => pages(hub.cookies, hub.result),
  'sign-ins': hub => signIns(hub.form, hub.cookies),
  results: hub => results(hub.cookies),
  'page of returns': hub => returnsPage(hub.cookies),
  accounts: hub => accounts(hub.form, hub.result),
};
const WITHOUT_HUB = ['engine', 'sweep', 'returns'];
const ALONE = { returns: ['returns', 'page of returns'] };

async function enterHub() {
  const form = await signInForm();
  const cookies = await signIn(form);
  return { form, cookies, result: await oneResult(cookies) };
}

// `./hub bench` measures every part, `./hub bench NAME` that one.
const wanted = process.argv[2] ? ALONE[process.argv[2]] ?? [process.argv[2]] : Object.keys(PARTS);
const hub = wanted.every(name => WITHOUT_HUB.includes(name)) ? null : await enterHub();
for (const name of wanted) await part(name, () => PARTS[name](hub));
finish();
