// signing_in.mjs: passwords and codes that many send at once, what a session does while it is renewed, and that nobody learns from
// sign-in whether an account exists: not by words, not by work, and (HUB_RACE_RUNS of 20) not by time.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { ask, form } from '../http/_hub.mjs';
import { password } from '../http/_member.mjs';
import { Staff, totp } from '../http/_staff.mjs';
import { address, atOnce, audits, Auth, body, checkInvariants, count, fresh, hashOf, instead, mails, naiveTicket, race, RUNS, signIn, sql, tally, times, visitor, within } from './_races.mjs';

const ada = await Staff.make('ada', '--role', 'analyst');
ada.id = sql(`select id from umbrella.authentication_user where email = '${ada.email}'`);
const capped = await Auth.start({ signin_account_cap: 10, signin_address_cap: 30, register_address_cap: 5 });
let auth = capped;
after(() => auth.end());

// ---- with the caps that people have ----

// By the hub, not by nginx.
const isThrottled = a => a.status === 429 && a.headers['retry-after'] && /<form/.test(a.text);

race('of 100 wrong passwords at once as many are tried as the cap of the account says, 10',
    { answers: { wrong: 30, throttled: 70 }, hashes: 10, tried: 10 },
    async () => {
        sql('delete from umbrella.throttle');
        const email = address('guessed');
        sql(`insert into umbrella.authentication_user (username, email, password, role, status)
            select '${email}', '${email}', password, 'analyst', 'active' from umbrella.authentication_user where id = ${ada.id}`);
        const { headers, csrf } = await visitor('/login');
        auth.hashes();
        const answers = await atOnce(times(100, i => ({ path: '/login', headers, fields: { csrf, email, password: `guess number ${i}` } })));
        return { answers: tally(answers, a => (a.status === 422 ? 'wrong' : isThrottled(a) ? 'throttled' : undefined)), hashes: auth.hashes(),
            tried: count('umbrella.authentication_loginattempt', `email = '${email}' and failure_reason = 'wrong password'`) };
    },
    { throttle_take: naiveTicket });

race('one address registered by 100 at once is one account; as many forms cost a hash call as the cap of the network says, 5',
    { answers: { done: 5, throttled: 95 }, accounts: 1, hashes: 5, mails: [1, 1], records: 1 },
    async () => {
        sql('delete from umbrella.throttle');
        sql("update umbrella.setting set value = 'open' where name = 'registration_mode'");
        const email = address('newcomer');
        const { headers, csrf } = await visitor('/register');
        auth.hashes();
        const answers = await atOnce(times(100, () => ({ path: '/register', headers, fields: { csrf, first_name: 'Ada', last_name: 'Newcomer', email, password, again: password } })));
        sql("update umbrella.setting set value = null where name = 'registration_mode'");
        return { answers: tally(answers, a => (a.status === 303 ? 'done' : isThrottled(a) ? 'throttled' : undefined)), accounts: count('umbrella.authentication_user', `email = '${email}'`),
            hashes: auth.hashes(), mails: [mails(email, 'registered'), mails(email, 'member-already')], records: audits('person.register', email) };
    },
    { person_register: instead(['on conflict do nothing returning', 'returning']) });

test('then without caps', async () => {
    sql('delete from umbrella.throttle');
    await capped.end();
    auth = await Auth.start();
});

// ---- codes ----

// So many have got past ada's password, each for himself, and send one and the same code.
async function sendCode(n, code) {
    const halves = times(n, fresh), { headers: { Cookie: pre }, csrf } = await visitor('/login');
    sql(`insert into umbrella.half_signin (token_hash, user_id, purpose) values ${halves.map(half => `(${hashOf(half)}, ${ada.id}, 'factor')`).join()}`);
    const answers = await atOnce(halves.map(half => ({ path: '/login/code', headers: { Cookie: `${pre}; __Host-half=${half}` }, fields: { csrf, code } })));
    const entered = a => a.status === 303 && /__Host-hub=[0-9a-f]{64}/.test(String(a.headers['set-cookie']));
    return tally(answers, a => (entered(a) ? 'in' : a.status === 422 ? 'wrong' : undefined));
}
const forgetCode = () => sql(`update umbrella.second_factor set last_counter = 0 where user_id = ${ada.id}`);

race('a code of the second factor sent by 50 at once lets one in', { in: 1, wrong: 49 },
    () => {
        forgetCode();
        return sendCode(50, totp(ada.seed));
    },
    { factor_spend: body(`begin
            if not exists (select from umbrella.second_factor f where f.user_id = person and f.last_counter < counter) then
                return false;
            end if;
            perform pg_sleep(0.05);
            update umbrella.second_factor f set last_counter = counter where f.user_id = person;
            return true;
        end`) });

let spent = 0;
race('a recovery code sent by 50 at once lets one in, and one mail says so', { answers: { in: 1, wrong: 49 }, used: 1, mails: 1, records: 1 },
    async () => {
        const before = [mails(ada.email, 'code-used'), audits('person.use_recovery_code', ada.email)];
        const used = () => count('umbrella.recovery_code', `user_id = ${ada.id} and used_at is not null`);
        if (spent === ada.codes.length) {
            sql(`update umbrella.recovery_code set used_at = null where user_id = ${ada.id}`);
            spent = 0;
        }
        const usedBefore = used(), answers = await sendCode(50, ada.codes[spent++]);
        return { answers, used: used() - usedBefore, mails: mails(ada.email, 'code-used') - before[0], records: audits('person.use_recovery_code', ada.email) - before[1] };
    },
    { recovery_code_spend: instead(['perform umbrella.person_hold(person);', ''], ['update umbrella.recovery_code set', `if exists (select from umbrella.recovery_code c where c.code_hash = hash and c.used_at is not null) then
            return false;
        end if;
        perform pg_sleep(0.05);
        update umbrella.recovery_code set`], [' and user_id = person and used_at is null;', ' and user_id = person;']) });

// ---- a session that is renewed ----

race('20 pages asked for while a session is renewed are shown, and its old cookie sends no form any more',
    { answers: { 'a page': 20, renewed: 1 }, form: 403, page: 200 },
    within(9, async () => { // the old cookie shows pages for ten seconds
        forgetCode();
        const { headers, csrf } = await signIn(ada);
        const pages = times(20, () => ({ method: 'GET', path: '/account', headers }));
        const answers = await atOnce([...pages.slice(10), { path: '/login/confirm', headers, fields: { csrf, proof: totp(ada.seed) } }, ...pages.slice(10)]);
        const late = await ask('/account/theme', { method: 'POST', headers: form(headers), body: new URLSearchParams({ csrf, theme: 'dark' }).toString() });
        const page = await ask('/account', { headers });
        return { answers: tally(answers, a => (a.status === 200 ? 'a page' : a.status === 303 && /__Host-hub=[0-9a-f]{64}/.test(String(a.headers['set-cookie'])) ? 'renewed' : undefined)),
            form: late.status, page: page.status };
    }),
    { session_open: instead(["s.revoked_at > now() - interval '10 seconds'", 'false']) });

// ---- what sign-in tells ----

const states = ['active', 'pending', 'rejected', 'disabled', 'deleted'];
const people = { unknown: 'some-unknown--address@races.example' };
for (const state of states) {
    people[state] = `some-${state.padEnd(8, '-')}-address@races.example`;
    sql(`insert into umbrella.authentication_user (username, email, password, role, status, deleted_at)
        select '${people[state]}', '${people[state]}', password, 'analyst', '${state}', ${state === 'deleted' ? 'now()' : 'null'}
        from umbrella.authentication_user where id = ${ada.id} on conflict do nothing`);
}
async function guess(state) {
    const { headers, csrf } = await visitor('/login'), body = new URLSearchParams({ csrf, email: people[state], password: 'wrong' }).toString();
    auth.hashes();
    const from = performance.now(), answer = await ask('/login', { method: 'POST', headers: form(headers), body });
    const ms = performance.now() - from;
    const seen = [answer.status, answer.raw.filter((name, i) => i % 2 === 0).join(), answer.bytes.length,
        answer.text.replace(/name="csrf" value="[0-9a-f]{96}"/g, '').replaceAll(people[state], '')].join('\n');
    return { ms, seen, hashes: auth.hashes() };
}

// How often a time of the one is longer than one of the other: 0.5 where time tells nothing.
const auc = (a, b) => a.flatMap(x => b.map(y => (x > y ? 1 : x === y ? 0.5 : 0))).reduce((sum, x) => sum + x, 0) / a.length / b.length;

test('a wrong password costs one hash call and gets the same bytes, whatever the account', async t => {
    const rounds = RUNS >= 20 ? 60 : 3, times = Object.fromEntries(Object.keys(people).map(state => [state, []]));
    let first;
    for (let round = 0; round < rounds; round++) {
        for (const state of Object.keys(people)) {
            const got = await guess(state);
            first ??= got.seen;
            assert.equal(got.seen, first, state);
            assert.equal(got.hashes, 1, state);
            times[state].push(got.ms);
        }
    }
    for (const state of Object.keys(people).filter(one => one !== 'active')) {
        const value = auc(times[state], times.active);
        t.diagnostic(`${state} against active: AUC ${value.toFixed(2)} of ${rounds} pairs`);
        if (rounds === 60)
            assert.ok(value >= 0.4 && value <= 0.6, `${state}: AUC ${value}`);
    }
});

checkInvariants();
