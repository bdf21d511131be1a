// bench.mjs: what `./hub bench` prints. Everything that is compared is measured in this one run, in interleaved rounds,
// because the machines are shared and noisy: read the ratios, not the absolute figures.
// SPDX-License-Identifier: Apache-2.0
//
// Environment (set by ./hub bench): BENCH_URL, BENCH_EMAIL, BENCH_PASSWORD, BENCH_ENGINE (program of tests/bench/engine.c),
// BENCH_RUN (directory of the pid files), BENCH_TMP (scratch directory), BENCH_REQUESTS (of the memory test, 100000).

import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { promisify } from 'node:util';

const run = promisify(execFile);
const { BENCH_URL, BENCH_EMAIL, BENCH_PASSWORD, BENCH_ENGINE, BENCH_RUN, BENCH_TMP } = process.env;
const REQUESTS = Number(process.env.BENCH_REQUESTS || 100000);
const ROUNDS = 3, SECONDS = 3, CONNECTIONS = 32;

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const rows = [];
let missed = 0;

// One line of the table; `goal` is [comparison, bound] or nothing.
function report(name, value, unit, goal) {
  const met = !goal || (goal[0] === '<=' ? value <= goal[1] : value >= goal[1]);
  if (!met) missed++;
  const shown = Number.isInteger(value) ? String(value) : value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  rows.push([name, `${shown} ${unit}`.trim(), goal ? `${goal[0]} ${goal[1]} ${unit}`.trim() : '', goal ? (met ? 'met' : 'MISSED') : '']);
}

// ---- a small HTTPS client with cookies ----

const agent = new https.Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 64 });

function request(path, { method = 'GET', cookies = {}, form } = {}) {
  return new Promise((resolve, reject) => {
    const body = form && new URLSearchParams(form).toString();
    const headers = { Cookie: Object.entries(cookies).map(([k, v]) => `${k}=${v}`).join('; ') };
    if (body) Object.assign(headers, { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body), Origin: BENCH_URL });
    const req = https.request(BENCH_URL + path, { method, headers, agent }, res => {
      const parts = [];
      res.on('data', p => parts.push(p));
      res.on('end', () => {
        const set = Object.fromEntries((res.headers['set-cookie'] || []).map(c => c.split(';')[0].split(/=(.*)/s).slice(0, 2)));
        resolve({ status: res.statusCode, headers: res.headers, text: Buffer.concat(parts).toString(), set });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

const csrfOf = page => page.text.match(/name="csrf" value="([^"]+)"/)?.[1];

// The sign-in form once; its token and cookie may be used many times.
async function signInForm() {
  const page = await request('/login');
  if (!csrfOf(page)) throw new Error(`the sign-in form has no csrf field (status ${page.status})`);
  return { cookies: page.set, csrf: csrfOf(page) };
}

async function signIn(form) {
  const answer = await request('/login', { method: 'POST', cookies: form.cookies, form: { csrf: form.csrf, email: BENCH_EMAIL, password: BENCH_PASSWORD } });
  if (answer.status !== 303 || !answer.set['__Host-hub']) throw new Error(`sign-in answered ${answer.status}`);
  return { '__Host-hub': answer.set['__Host-hub'] };
}

// ---- load ----

const cookieHeader = cookies => Object.entries(cookies).map(([k, v]) => `${k}=${v}`).join('; ');

async function wrk(path, cookies, { seconds = SECONDS, connections = CONNECTIONS } = {}) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency'];
  if (cookies) args.push('-H', `Cookie: ${cookieHeader(cookies)}`);
  const { stdout } = await run('wrk', [...args, BENCH_URL + path]);
  const bad = stdout.match(/Non-2xx or 3xx responses: (\d+)/)?.[1];
  if (bad) throw new Error(`${path}: ${bad} answers were not 2xx\n${stdout}`);
  return Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

// Equal offered load: 10 clients at 150 requests a second each; the 99th percentile in milliseconds.
async function p99(path, cookies) {
  const log = `${BENCH_TMP}/h2load.log`;
  const args = ['-c10', '-t1', '--rps=150', '-D5', `--log-file=${log}`, '-H', `cookie: ${cookieHeader(cookies || { none: '1' })}`];
  execFileSync('rm', ['-f', log]);
  await run('h2load', [...args, BENCH_URL + path]);
  const durations = readFileSync(log, 'utf8').trim().split('\n').map(l => l.split('\t')).filter(l => l[1] === '200').map(l => Number(l[2]));
  if (durations.length < 3000) throw new Error(`${path}: only ${durations.length} answers at 1,500 requests a second`);
  durations.sort((a, b) => a - b);
  return durations[Math.floor(durations.length * 0.99)] / 1000;
}

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
  for (let round = 0; round < 2 * ROUNDS + 1; round++) {
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
  for (const section of ['auth', 'home', 'margin']) report(`hub-${section}: resident at rest, largest worker`, residentMB(section), 'MB', ['<=', 12]);
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

engine();
const form = await signInForm();
const cookies = await signIn(form);
const result = await oneResult(cookies);
await memory(cookies, result);
await pages(cookies, result);
await signIns(form, cookies);

const width = rows[0].map((_, c) => Math.max(...rows.map(r => r[c].length)));
for (const r of rows) console.log(r.map((cell, c) => (c ? cell.padStart(width[c]) : cell.padEnd(width[c]))).join('  '));
console.log(missed ? `${missed} goals missed` : 'every goal met');
process.exit(0);
