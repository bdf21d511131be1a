// _races.mjs: many requests at one moment, counted hash calls, and functions of the database that are done naively for a while.
//
// A race gives what came out of it, as numbers. It is run HUB_RACE_RUNS times and must come out exactly the same each time; then
// once more with the statement that decides it written as one would in a hurry: first look, then act. That must come out
// differently, or the test would see nothing. (A busy machine may happen to let them in one by one, so it has some tries for that.)
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import https from 'node:https';
import test from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Service, until } from '../faults/_faults.mjs';
import { ask, form, hostname, port } from '../http/_hub.mjs';
import { cookie, tokenIn } from '../http/_member.mjs';

export const RUNS = Number(process.env.HUB_RACE_RUNS ?? 3);
const instance = process.env.HUB_INSTANCE, NAIVE_TRIES = 20;

// ---- at one moment ----

// A request that nginx has but for its last byte (a GET: a connection that stands). Called, it goes, and gives the answer.
function hold({ path, method = 'POST', headers = {}, fields = {} }) {
    const body = method === 'POST' ? new URLSearchParams(fields).toString() : '';
    const length = body ? { 'Content-Length': Buffer.byteLength(body) } : {};
    return new Promise((ready, fail) => {
        const request = https.request({ host: '127.0.0.1', port, servername: hostname, path, method, agent: false,
            headers: { Host: hostname, ...(body ? form() : {}), ...length, ...headers } });
        const answer = new Promise((resolve, reject) => {
            request.on('error', error => { reject(error); fail(error); });
            request.on('response', got => {
                const parts = [];
                got.on('data', part => parts.push(part));
                got.on('error', reject);
                got.on('end', () => resolve({ status: got.statusCode, headers: got.headers, text: Buffer.concat(parts).toString() }));
            });
        });
        answer.catch(() => {});
        request.setTimeout(120000, () => request.destroy(new Error(`no answer to ${method} ${path}`)));
        const go = () => { request.end(body.slice(-1)); return answer; };
        if (body)
            request.write(body.slice(0, -1), () => ready(go));
        else
            request.once('socket', socket => socket.once('secureConnect', () => ready(go)));
    });
}
export async function atOnce(requests) {
    const held = await Promise.all(requests.map(hold));
    return Promise.all(held.map(go => go()));
}
// While `run` runs, whoever writes to the audit sleeps before the end of it, and counts in a sequence, which is seen at once and stays.
export async function slowly(run) {
    sql('create sequence public.sleepers; grant all on public.sleepers to public');
    try {
        return await changed('audit_append', instead(['return e.seq;', "perform nextval('public.sleepers'); perform pg_sleep(0.5); return e.seq;"]), run);
    } finally {
        sql('drop sequence public.sleepers');
    }
}
// One after the other, the second while the first sleeps (inside of `slowly`).
export async function oneIntoTheOther(first, second) {
    const slept = () => sql('select is_called, last_value from public.sleepers'), before = slept();
    const [goFirst, goSecond] = [await hold(first), await hold(second)];
    const begun = goFirst();
    await until('the first sleeps', () => slept() !== before);
    return Promise.all([begun, goSecond()]);
}
export const times = (n, what) => Array.from({ length: n }, (_, i) => what(i));

// Who has no session: the cookie and the form token that this page gives. `jar`: cookies that he has.
export async function visitor(page, jar = '') {
    const shown = await ask(page, { headers: jar ? { Cookie: jar } : {} });
    return { headers: { Cookie: [jar, cookie(shown, '__Host-pre')].filter(Boolean).join('; ') }, csrf: tokenIn(shown.text) };
}

// A person, and a session of theirs that has seen the second factor and was confirmed just now.
export function member(name, columns = {}) {
    const email = address(name), row = { username: email, email, first_name: 'Max', last_name: 'Member', role: 'analyst', status: 'active', ...columns };
    return { email, id: sql(`insert into umbrella.authentication_user (${Object.keys(row)}) values ('${Object.values(row).join("','")}') returning id`) };
}
export async function signIn({ id }) {
    const token = fresh();
    sql(`update umbrella.authentication_usersession set revoked_at = now(), revoked_why = 'test' where user_id = ${id} and revoked_at is null;
        insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, aal, stepup_at, user_agent, idle_ttl, abs_expires)
        values (${id}, ${hashOf(token)}, '\\x${fresh()}', 2, now(), 'test', '1 hour', now() + interval '1 hour')`);
    return visitor('/account', `__Host-hub=${token}`);
}

// ---- what came out ----

export const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text],
    { maxBuffer: 1 << 24 }).toString().trim();
export const count = (table, where) => Number(sql(`select count(*) from ${table} where ${where}`));
export const mails = (email, kind) => count('ops.outbox', `lower(to_address) = lower('${email}') and kind = '${kind}'`);
export const audits = (action, name) => count('umbrella.audit_event', `action = '${action}' and object_name = '${name}'`);
export const hashOf = token => `'\\x${createHash('sha256').update(Buffer.from(token, 'hex')).digest('hex')}'`;
export const fresh = () => randomBytes(32).toString('hex');
let serial = 0, isNaive = false;
export const address = name => `${name}-${process.pid}-${serial += 1}@${isNaive ? 'naive' : 'races'}.example`;

export const flash = answer => decodeURIComponent(String(cookie(answer, '__Host-flash')));
// How many answers there are of each kind; `kinds` gives the name of an answer.
export function tally(answers, kind) {
    const n = {};
    for (const answer of answers) {
        const name = kind(answer) ?? `${answer.status}: ${answer.text.match(/<h1>[^<]*|hub-field-message[^<]*<?|role="alert">\s*[^<]*/)?.[0]}`;
        n[name] = (n[name] ?? 0) + 1;
    }
    return n;
}

// ---- naively ----

// While `run` runs, a function of the database is another: `change` gives its text from that of now. The schema is part of its name
// where several have one of that name.
export async function changed(name, change, run) {
    const real = sql(`select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('umbrella', 'ops', 'margin', 'returns') and '${name}' in (p.proname, n.nspname || '.' || p.proname)`);
    const naive = change(real);
    assert.notEqual(naive, real, `${name} has what is changed`);
    sql(naive);
    try {
        return await run();
    } finally {
        sql(real);
    }
}

export function race(name, exact, run, naive) {
    test(`${name}, ${RUNS} times`, async () => {
        for (let i = 0; i < RUNS; i++)
            assert.deepEqual(await run(), exact);
    });
    for (const [which, change] of Object.entries(naive))
        test(`${name}: with a naive ${which} it would come out differently`, async () => {
            isNaive = true;
            try {
                await changed(which, change, async () => {
                    for (let tries = 1; isDeepStrictEqual(await run(), exact); tries++)
                        assert.ok(tries < NAIVE_TRIES, `${tries} times it came out the same`);
                });
            } finally {
                isNaive = false;
            }
        });
}

// What comes of `run` when it is over before these seconds are: what lasts so long by the hub's rules is looked at within that time.
export const within = (seconds, run) => async () => {
    for (let tries = 1; ; tries++) {
        const from = performance.now(), got = await run();
        if (performance.now() - from < 1000 * seconds)
            return got;
        assert.ok(tries < NAIVE_TRIES, `${tries} times it took longer than ${seconds} s`);
    }
};

// Put something else in place of these words.
export const instead = (...pairs) => text => pairs.reduce((all, [was, is]) => {
    assert.ok(all.includes(was), `the function says: ${was}`);
    return all.replace(was, is);
}, text);
// The body of a function, written anew, of the same head.
export const body = lines => text => `${text.replace(/ LANGUAGE [\s\S]*/, '')} language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp as $naive$ ${lines} $naive$`;
// throttle_take as one would write it in a hurry: what counts is what stood there a moment ago.
export const naiveTicket = body(`declare n integer;
    begin
        select t.fails into n from umbrella.throttle t where t.key = k and t.window_end > now();
        perform pg_sleep(0.1);
        insert into umbrella.throttle (key, fails, window_end) values (k, 1, now() + win) on conflict (key) do update set fails = coalesce(n, 0) + 1;
        return case when coalesce(n, 0) < cap then 0 else 60 end;
    end`);

// ---- hub-auth, with its hash calls counted ----

export class Auth {
    // settings: "name = value" lines that differ from those of this instance.
    static async start(settings = {}) {
        const auth = new Auth(), shim = `${instance}/count_hashes.so`;
        execFileSync('cc', ['-shared', '-fPIC', '-O', '-o', shim, new URL('count_hashes.c', import.meta.url).pathname]);
        auth.file = `${instance}/hash-calls`;
        auth.config = `${instance}/races.conf`;
        writeFileSync(auth.file, Buffer.alloc(8));
        chmodSync(auth.file, 0o666); // hub-auth is another user
        const lines = readFileSync(`${instance}/hub.conf`, 'utf8').split('\n').filter(line => !(line.split(' ')[0] in settings));
        writeFileSync(auth.config, [...lines, ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`), ''].join('\n'));
        auth.service = new Service('hub-auth');
        auth.usual = auth.service.environment;
        await auth.restart({ ...auth.usual, LD_PRELOAD: shim, HASH_CALLS: auth.file, HUB_CONFIG: auth.config });
        return auth;
    }

    async restart(environment) {
        await this.service.stop('SIGTERM');
        this.service.environment = environment;
        await this.service.begin();
        await until('hub-auth answers', async () => (await ask('/login')).status === 200);
    }

    // Calls since this was asked last.
    hashes() {
        const n = Number(readFileSync(this.file).readBigUInt64LE()), file = openSync(this.file, 'r+');
        writeSync(file, Buffer.alloc(8), 0, 8, 0);
        closeSync(file);
        return n;
    }

    end() {
        return this.restart(this.usual);
    }
}

// ---- when all is over ----

// What must hold however people got in each other's way. Each gives rows that should not be.
const invariants = {
    'a person about whom was decided twice': `select object_name from umbrella.audit_event
        where action in ('person.approve', 'person.reject', 'person.reconsider') and object_name not like '%@naive.example'
        group by object_name having count(*) filter (where action <> 'person.reconsider') > 1 + count(*) filter (where action = 'person.reconsider')`,
    'an approval that is not on record': `select u.email from umbrella.authentication_user u where u.status = 'active' and u.approved_by_id is not null
        and not exists (select from umbrella.authentication_invitetoken i where i.registered_user_id = u.id)
        and not exists (select from umbrella.audit_event a where a.action = 'person.approve' and a.object_id = u.id::text)`,
    'an invitation that was used by nobody, or by two': `select i.email from umbrella.authentication_invitetoken i
        where i.used_at is not null and i.email like '%@races.example'
          and (select count(*) from umbrella.authentication_user u where u.id = i.registered_user_id) <> 1`,
    'two accounts of one address': 'select lower(email) from umbrella.authentication_user group by 1 having count(*) > 1',
    'two links for one purpose': `select user_id from umbrella.password_link where used_at is null group by user_id, purpose having count(*) > 1`,
    'a session of whoever may not sign in': `select u.email from umbrella.authentication_usersession s join umbrella.authentication_user u on u.id = s.user_id
        where s.revoked_at is null and u.status <> 'active'`,
    'more than ten sessions': `select user_id from umbrella.authentication_usersession where revoked_at is null and now() < abs_expires
        and now() < last_activity + idle_ttl group by user_id having count(*) > 10`,
    'more API tokens than one may have': `select t.user_id from umbrella.api_token t join umbrella.authentication_user u on u.id = t.user_id
        where t.revoked_at is null and t.expires_at > now() and u.email not like '%@naive.example' group by 1 having count(*) > umbrella.setting_integer('api_tokens_quota')`,
    'no superuser': `select 'nobody' where not exists (select from umbrella.authentication_user where is_superuser and status = 'active')`,
    'a fault in the audit': 'select seq || fault from umbrella.audit_verify(1, (select max(seq) from umbrella.audit_event))',
    'a deadlock': `select deadlocks::text from pg_stat_database where datname = current_database() and deadlocks > 0`,
};
export function checkInvariants() {
    for (const [what, query] of Object.entries(invariants))
        test(`afterwards there is not ${what}`, () => assert.equal(sql(query), ''));
}
