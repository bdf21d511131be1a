// _bench.mjs: what the parts of the bench share: their tables, an HTTPS client, load.
// SPDX-License-Identifier: Apache-2.0
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const { BENCH_URL } = process.env;
const { BENCH_EMAIL, BENCH_PASSWORD, BENCH_TMP } = process.env;
export const ROUNDS = 3;
const SECONDS = 2, CONNECTIONS = 32;

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const rows = [], failed = [];
let missed = 0;

// One line of the table; `goal` is [comparison, bound] or nothing.
export function report(name, value, unit, goal) {
  const met = !goal || (goal[0] === '<=' ? value <= goal[1] : value >= goal[1]);
  if (!met) missed++;
  const shown = Number.isInteger(value) ? String(value) : value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  rows.push([name, `${shown} ${unit}`.trim(), goal ? `${goal[0]} ${goal[1]} ${unit}`.trim() : '', goal ? (met ? 'met' : 'MISSED') : '']);
}

// ---- a small HTTPS client with cookies ----

const agent = new https.Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 64 });

export function request(path, { method = 'GET', cookies = {}, form } = {}) {
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

export const csrfOf = page => page.text.match(/name="csrf" value="([^"]+)"/)?.[1];

// The sign-in form once; its token and cookie may be used many times.
export async function signInForm() {
  const page = await request('/login');
  if (!csrfOf(page)) throw new Error(`the sign-in form has no csrf field (status ${page.status})`);
  return { cookies: page.set, csrf: csrfOf(page) };
}

export async function signIn(form, email = BENCH_EMAIL, password = BENCH_PASSWORD) {
  const answer = await request('/login', { method: 'POST', cookies: form.cookies, form: { csrf: form.csrf, email, password } });
  if (answer.status !== 303 || !answer.set['__Host-hub']) throw new Error(`sign-in answered ${answer.status}`);
  return { '__Host-hub': answer.set['__Host-hub'] };
}

// ---- load ----

export const cookieHeader = cookies => Object.entries(cookies).map(([k, v]) => `${k}=${v}`).join('; ');

export async function wrk(path, cookies, { seconds = SECONDS, connections = CONNECTIONS } = {}) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency'];
  if (cookies) args.push('-H', `Cookie: ${cookieHeader(cookies)}`);
  const { stdout } = await run('wrk', [...args, BENCH_URL + path]);
  const bad = stdout.match(/Non-2xx or 3xx responses: (\d+)/)?.[1];
  if (bad) throw new Error(`${path}: ${bad} answers were not 2xx\n${stdout}`);
  return Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

// Equal offered load: 10 clients at `rps` requests a second each; a percentile of the answers' times in milliseconds.
export async function percentile(share, path, cookies, { rps = 150, seconds = 3 } = {}) {
  const log = `${BENCH_TMP}/h2load.log`;
  const args = ['-c10', '-t1', `--rps=${rps}`, `-D${seconds}`, `--log-file=${log}`, '-H', `cookie: ${cookieHeader(cookies || { none: '1' })}`];
  execFileSync('rm', ['-f', log]);
  await run('h2load', [...args, BENCH_URL + path]);
  const durations = readFileSync(log, 'utf8').trim().split('\n').map(l => l.split('\t')).filter(l => l[1] === '200').map(l => Number(l[2]));
  if (durations.length < rps * seconds * 4) throw new Error(`${path}: only ${durations.length} answers at ${10 * rps} requests a second`);
  durations.sort((a, b) => a - b);
  return durations[Math.floor(durations.length * share)] / 1000;
}
export const p99 = (path, cookies, load) => percentile(0.99, path, cookies, load);

// A part: its figures as a table when it has them all, and how long it took. One that ends badly says so; the others go on.
export async function part(name, work) {
  const start = Date.now();
  console.log(`\n== ${name}`);
  try {
    await work();
  } catch (error) {
    failed.push(name);
    console.log(`${name} could not be measured to its end: ${error.stack}`);
  }
  const width = (rows[0] ?? []).map((_, c) => Math.max(...rows.map(r => r[c].length)));
  for (const r of rows.splice(0)) console.log(r.map((cell, c) => (c ? cell.padStart(width[c]) : cell.padEnd(width[c]))).join('  ').trimEnd());
  console.log(`(${name}: ${Math.round((Date.now() - start) / 1000)} s)`);
}

// A goal may be missed on a busy machine; a part that cannot be measured is a failure.
export function finish() {
  console.log(missed ? `\n${missed} goals missed` : '\nevery goal met');
  if (failed.length) console.log(`not measured to the end: ${failed.join(', ')}`);
  process.exit(failed.length ? 1 : 0);
}
