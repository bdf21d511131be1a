// accounts.mjs: the account and console pages among 100,000 people and 2 million sign-ins, what a sign-in costs beside its
// hash, and how much a flood of sign-ins disturbs the other sections.
// SPDX-License-Identifier: Apache-2.0
//
// Environment: BENCH_PSQL (psql and its arguments, as the database's superuser), BENCH_SCRYPT (program of tests/bench/scrypt.c).
import { spawn } from 'node:child_process';
import { median, percentile, p99, report, request, ROUNDS, run, signIn } from './_bench.mjs';

const { BENCH_EMAIL, BENCH_PSQL, BENCH_SCRYPT } = process.env;
const PEOPLE = 100000, SIGNINS = 2000000, FLOOD = 4;

// Not execFileSync: while that waits nobody hears that nginx closes idle connections.
async function sql(text) {
  const [program, ...args] = BENCH_PSQL.split(' ');
  return (await run(program, [...args, '-qXAt', '-v', 'ON_ERROR_STOP=1', '-c', text], { maxBuffer: 1 << 26 })).stdout.trim();
}

async function people() {
  await sql(`insert into umbrella.authentication_user (username, email, first_name, last_name, role, status, last_login, date_joined)
    select 'bench' || n, 'person' || n || '@' || 'firm' || n % 500 || '.example', (array['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan'])[n % 5 + 1],
           'Bench' || n, (array['viewer', 'analyst', 'manager'])[n % 3 + 1], (array['active', 'active', 'active', 'pending', 'disabled'])[n % 5 + 1],
           now() - n % 400 * interval '1 day', now() - n % 900 * interval '1 day' from generate_series(1, ${PEOPLE}) n;
    select umbrella.loginattempt_partition(now() - make_interval(months => m)) from generate_series(0, 12) m;
    insert into umbrella.authentication_loginattempt (email, ip_address, user_agent, success, failure_reason, attempted_at, user_id)
    select 'person' || n % ${PEOPLE} + 1 || '@firm.example', ('10.' || n % 200 || '.' || n % 250 || '.' || n % 240 + 1)::inet, 'Mozilla/5.0 Firefox/128.0',
           n % 7 > 0, case when n % 7 = 0 then 'wrong password' end, now() - n % 8640000 * interval '3 seconds',
           case when n % 50 = 0 then u.id end
      from generate_series(1, ${SIGNINS}) n, (select id from umbrella.authentication_user where email = '${BENCH_EMAIL}') u;
    insert into umbrella.loginattempt_day select (attempted_at at time zone 'UTC')::date, count(*) filter (where success), count(*) filter (where not success)
      from umbrella.authentication_loginattempt group by 1 on conflict (day) do update set good = excluded.good, bad = excluded.bad;`);
  await sql('vacuum analyze');
}

// The bench's person enters the console: the proof itself is tested elsewhere.
async function makeStaff() {
  await sql(`update umbrella.authentication_user set is_staff = true, is_superuser = true where email = '${BENCH_EMAIL}'`);
}
const raise = () => sql(`update umbrella.authentication_user set has_second_factor = true where email = '${BENCH_EMAIL}';
  update umbrella.authentication_usersession set aal = 2, stepup_at = now() where revoked_at is null`);

// The goal is for the pages as people open them; far pages and the log of two million attempts are for information.
async function pages(cookies) {
  const load = { rps: 5, seconds: 3 };
  const someone = await sql(`select id from umbrella.authentication_user where email like 'person77777@%'`);
  const paths = { '/account': 3, '/account/signins': 3, '/admin/people': 3, '/admin/people?q=bench4711': 3, [`/admin/people/${someone}`]: 3,
    '/admin/people?page=150&sort=-email': null, '/admin/signins': null };
  const ratios = Object.fromEntries(Object.keys(paths).map(path => [path, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const dashboard = await p99('/', cookies, load);
    for (const path in paths) ratios[path].push(await p99(path, cookies, load) / dashboard);
  }
  for (const path in paths)
    report(`${path.replace(/\d{4,}$/, ':id')}: p99 / dashboard p99, 50 a second`, median(ratios[path]), '', paths[path] && ['<=', paths[path]]);
}

// Hashes a second of `n` processes that do nothing else, as low in priority as hub-auth is.
async function bareScrypt(n, seconds) {
  const counts = await Promise.all(Array.from({ length: n }, () => new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '10', BENCH_SCRYPT, String(seconds)]);
    let text = '';
    child.stdout.on('data', part => { text += part; });
    child.on('error', reject);
    child.on('close', () => resolve(Number(text)));
  })));
  return counts.reduce((a, b) => a + b, 0) / seconds;
}

// Sign-ins a second with as many at once as there are workers, each let in.
async function signInRate(form, seconds) {
  const end = Date.now() + seconds * 1000, start = process.hrtime.bigint();
  let count = 0;
  await Promise.all(Array.from({ length: 3 }, async () => {
    while (Date.now() < end) {
      await signIn(form);
      count++;
    }
  }));
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

async function hashing(form) {
  const ratios = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await bareScrypt(2, 4);
    ratios.push(await signInRate(form, 4) / bare);
  }
  report('sign-ins a second / bare scrypt of two processes', median(ratios), '', ['>=', 0.9]);
}

async function flooded(form, cookies, result) {
  const rates = { '/': 10, [result]: 3, '/admin/people': 10, '/account': 10 }; // a result takes ten times as long as the others
  for (const path in rates) {
    const ratios = [], load = { rps: rates[path], seconds: 3 };
    for (let round = 0; round < ROUNDS; round++) {
      const alone = await percentile(0.95, path, cookies, load);
      let going = true;
      const flood = Array.from({ length: FLOOD }, async (_, i) => {
        for (let n = 0; going; n++) {
          const answer = await request('/login', { method: 'POST', cookies: form.cookies, form: { csrf: form.csrf, email: `nobody${i}-${n}@example.org`, password: 'wrong password' } });
          if (answer.status >= 500) throw new Error(`a sign-in answered ${answer.status}`);
        }
      });
      ratios.push(await percentile(0.95, path, cookies, load) / alone);
      going = false;
      await Promise.all(flood);
    }
    report(`${path.replace(/[0-9a-f-]{36}$/, ':id')}: p95 while sign-ins flood / alone`, median(ratios), '', ['<=', 3]);
  }
}

export async function accounts(form, result) {
  await hashing(form);
  await people();
  await makeStaff();
  const cookies = await signIn(form); // giving rights ended the sessions
  await raise();
  await pages(cookies);
  await raise();
  await flooded(form, cookies, result);
}
