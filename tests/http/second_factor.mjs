// second_factor.mjs: signing in in two steps, through nginx: enrolling, codes and recovery codes, moving and removing the factor, what
// is held back until one has proved who one is, a new password, a deleted account. What many at once get: tests/races.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after } from 'node:test';
import { ask, form } from './_hub.mjs';
import { cookie, Member, password, send, tokenIn } from './_member.mjs';
import { Staff, totp } from './_staff.mjs';

const factor = '/account/security/second-factor', codes = '/account/security/recovery-codes';
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const idOf = email => `(select id from umbrella.authentication_user where email = '${email}')`;
const mails = (email, kind) => Number(sql(`select count(*) from ops.outbox where to_address = '${email}' and kind = '${kind}'`));
const attempts = email => sql(`select string_agg(coalesce(failure_reason, 'success'), ', ' order by id) from umbrella.authentication_loginattempt where email = '${email}'`);
const audits = email => sql(`select string_agg(action || ' by ' || actor, ', ' order by seq) from umbrella.audit_event where object_name = '${email}'`);
const forgetCodes = email => sql(`update umbrella.second_factor set last_counter = 0 where user_id = ${idOf(email)}`);
const oathtool = seed => execFileSync('oathtool', ['--totp', '-b', seed]).toString().trim();
const flash = answer => decodeURIComponent(String(cookie(answer, '__Host-flash')));
const session = answer => /^__Host-hub=[0-9a-f]{64}$/.test(String(cookie(answer, '__Host-hub')));

// The password was right: the cookie of the half sign-in, and what its page sends.
async function half(email, next = '/') {
    const answer = await send('/login', { email, password, next });
    assert.equal(answer.status, 303, answer.text);
    return Object.assign((fields, path = '/login/code') => sendHalf(cookie(answer, '__Host-half'), path, { next, ...fields }), { answer, jar: cookie(answer, '__Host-half') });
}
async function sendHalf(jar, path, fields) {
    const shown = await ask('/login'), held = [jar, cookie(shown, '__Host-pre')].join('; ');
    return ask(path, { method: 'POST', headers: form({ Cookie: held }), body: new URLSearchParams({ csrf: tokenIn(shown.text), ...fields }).toString() });
}
const stale = email => sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where user_id = ${idOf(email)}`);

const ada = await Staff.make('two-steps', '--role', 'analyst', '--first-name', 'Ada', '--last-name', 'Analyst');

test('what another program makes of the key is the code', async () => {
    const before = totp(ada.seed), code = oathtool(ada.seed), later = totp(ada.seed);
    assert.ok([before, later].includes(code), `${code}, not ${before} or ${later}`); // half a minute may end in between
});

test('the right password leads to the page for the code, with a cookie for five minutes and no session', async () => {
    const { answer, jar } = await half(ada.email, '/account?x=1');
    assert.equal(answer.headers.location, '/login/code?next=/account%3Fx%3D1');
    const set = answer.headers['set-cookie'].find(c => c.startsWith('__Host-half='));
    assert.match(set, /^__Host-half=[0-9a-f]{64}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=300$/);
    assert.ok(!session(answer));
    const page = await ask(answer.headers.location, { headers: { Cookie: jar } });
    assert.equal(page.status, 200);
    for (const part of ['autocomplete="one-time-code"', 'inputmode="numeric"', 'name="next" value="/account?x=1"', '/login/code?next=/account%3Fx%3D1&amp;recovery=1'])
        assert.ok(page.text.includes(part), part);
});

test('a code signs in where one wanted to go; used again it does not', async () => {
    forgetCodes(ada.email);
    const first = await half(ada.email, '/account'), second = await half(ada.email), code = totp(ada.seed);
    const answer = await first({ code });
    assert.equal(answer.status, 303, answer.text);
    assert.equal(answer.headers.location, '/account');
    assert.ok(session(answer));
    assert.match(String(cookie(answer, '__Host-device')), /^__Host-device=[0-9a-f]{96}$/);
    assert.equal(cookie(answer, '__Host-half'), '__Host-half=');
    assert.equal((await ask('/account', { headers: { Cookie: cookie(answer, '__Host-hub') } })).status, 200);
    const again = await second({ code });
    assert.equal(again.status, 422);
    assert.match(again.text, /This code is not right/);
    assert.ok(!session(again));
    const void_ = await first({ code: totp(ada.seed, 1) });
    assert.equal(void_.status, 303);
    assert.match(flash(void_), /finished already/);
});

test('a wrong code keeps the page and where one wanted to go; nothing that was typed comes back', async () => {
    const answer = await (await half(ada.email, '/account'))({ code: '<b>123' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /name="next" value="\/account"/);
    assert.doesNotMatch(answer.text, /<b>123|&lt;b&gt;/);
});

test('next leads to no other site and not back here', async () => {
    for (const next of ['//elsewhere.example/', '/login/code', 'https://elsewhere.example/']) {
        const { answer } = await half(ada.email, next);
        assert.equal(answer.headers.location, '/login/code');
    }
});

test('a recovery code signs in once, and a mail says how many are left', async () => {
    const first = await half(ada.email), before = mails(ada.email, 'code-used');
    const page = await ask('/login/code?recovery=1', { headers: { Cookie: first.jar } });
    assert.match(page.text, /<h1>A recovery code<\/h1>/);
    const typed = ada.codes[0].toLowerCase().replaceAll('-', ' ');
    assert.ok(session(await first({ code: typed, recovery: '1' })));
    assert.equal(mails(ada.email, 'code-used'), before + 1);
    assert.match(sql(`select body_text from ops.outbox where to_address = '${ada.email}' and kind = 'code-used' order by id desc limit 1`), /left:\s+9\./);
    assert.match(audits(ada.email), new RegExp(`person.use_recovery_code by ${ada.email}`));
    const again = await (await half(ada.email))({ code: ada.codes[0], recovery: '1' });
    assert.equal(again.status, 422);
    assert.match(again.text, /This is not one of your recovery codes/);
});

test('one sign-in is one row of the record, and a success only when the code was right', async () => {
    const email = ada.email;
    sql(`delete from umbrella.authentication_loginattempt where email = '${email}'`);
    forgetCodes(email);
    await half(email);
    assert.equal(attempts(email), 'second factor due');
    const second = await half(email);
    await second({ code: '000000' });
    await second({ code: totp(ada.seed) });
    assert.equal(attempts(email), 'second factor due, success, wrong code');
});

test('without the cookie there is nothing to be done; a lapsed one is said to be so', async () => {
    assert.equal((await ask('/login/code?next=/account')).headers.location, '/login?next=/account');
    assert.equal((await ask('/login/restore')).headers.location, '/login');
    const answer = await ask('/login/code', { headers: { Cookie: `__Host-half=${'ab'.repeat(32)}` } });
    assert.equal(answer.status, 303);
    assert.match(flash(answer), /longer than five minutes/);
    assert.equal((await sendHalf(`__Host-half=${'ab'.repeat(32)}`, '/login/code', { code: '123456' })).status, 303);
    assert.equal((await sendHalf('a=b', '/login/restore', {})).status, 303);
});

test('a form of another site sends no code', async () => {
    const { jar } = await half(ada.email);
    const answer = await ask('/login/code', { method: 'POST', headers: form({ Cookie: jar }), body: `code=${totp(ada.seed)}` });
    assert.equal(answer.status, 403);
});

// ---- enrolling, moving, removing ----

test('the key is a picture, a text and a link; a wrong first code changes nothing', async () => {
    const max = await Member.make('enrols');
    assert.match((await max.get(factor)).text, /<h2 id="factor-head">It is off<\/h2>/);
    assert.equal((await max.get(`${factor}/enrol`)).headers.location, factor); // nothing is begun by looking
    assert.equal((await max.post(`${factor}/enrol`, { next: '/margin' })).headers.location, `${factor}/enrol?next=/margin`);
    const page = (await max.get(`${factor}/enrol?next=/margin`)).text;
    assert.match(page, /<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="hub-qr"/);
    const seed = page.match(/<code class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
    assert.equal(seed.length, 32);
    assert.ok(page.includes(`href="otpauth://totp/Umbrella%20Hub:enrols-${process.pid}%40margin.example?secret=${seed}&amp;issuer=Umbrella%20Hub&amp;algorithm=SHA1&amp;digits=6&amp;period=30"`));
    const wrong = await max.post(`${factor}/confirm`, { code: '000000', next: '/margin' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /does not fit the key above/);
    assert.ok(wrong.text.includes(page.match(/<code class="hub-key">[^<]+/)[0]));
    assert.match((await max.get(factor)).text, /It is off/);
    const right = await max.post(`${factor}/confirm`, { code: oathtool(seed), next: '/margin' });
    assert.equal(right.status, 200);
    assert.equal(right.headers['cache-control'], 'no-store');
    assert.equal(new Set(right.text.match(/<li><code>([A-Z2-7]{4,5}-){5}[A-Z2-7]{5}</g)).size, 10);
    assert.match(right.text, /<a class="btn btn-primary" href="\/margin">/);
    max.cookie = cookie(right, '__Host-hub');
    const on = await max.get(factor);
    assert.match(on.text, /It is on/);
    assert.match(on.text, /10 of 10 are left/);
    assert.equal((await max.get(`${factor}/enrol`)).headers.location, factor); // and the key is shown no more
    const stored = sql(`select encode(sealed_seed, 'hex') || key_id from umbrella.second_factor where user_id = ${idOf(`enrols-${process.pid}@margin.example`)}`);
    assert.equal(stored.length, 2 * 60 + 8); // sealed: nothing of it is to be read
});

test('it moves to another device, and the old one works until the new one has shown a code', async () => {
    const eve = await Staff.make('moves', '--role', 'viewer'), was = eve.seed;
    assert.equal((await eve.post(`${factor}/enrol`)).status, 303);
    const page = (await eve.get(`${factor}/enrol`)).text, next = page.match(/<code class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
    forgetCodes(eve.email);
    assert.ok(session(await (await half(eve.email))({ code: totp(was) })));
    const answer = await eve.post(`${factor}/confirm`, { code: totp(next) });
    assert.equal(answer.status, 200);
    assert.match(audits(eve.email), /person.replace_factor/);
    forgetCodes(eve.email);
    const second = await half(eve.email);
    assert.equal((await second({ code: totp(was) })).status, 422);
    assert.ok(session(await second({ code: totp(next) })));
});

test('new recovery codes end the old ones; a removed factor is asked for no more, and a mail says so', async () => {
    const eve = await Staff.make('removes', '--role', 'viewer');
    const made = await eve.post(codes);
    assert.equal(made.status, 200);
    assert.match(made.text, /<h1>New recovery codes<\/h1>/);
    assert.ok(!made.text.includes(eve.codes[0]));
    assert.equal((await (await half(eve.email))({ code: eve.codes[0] })).status, 422);
    const gone = await eve.post(`${factor}/remove`);
    assert.equal(gone.headers.location, factor);
    assert.equal(mails(eve.email, 'factor-off'), 1);
    assert.ok(session(await send('/login', { email: eve.email, password })));
    assert.equal((await eve.post(codes)).headers.location, factor); // there is nothing for them
});

test('console people cannot remove theirs, and are told why', async () => {
    const staff = await Staff.make('keeps', '--role', 'admin', '--staff');
    assert.doesNotMatch((await staff.get(factor)).text, /second-factor\/remove/);
    const answer = await staff.post(`${factor}/remove`);
    assert.equal(answer.status, 303);
    assert.match(flash(answer), /needs a second factor, so yours stays/);
    assert.match((await staff.get(factor)).text, /It is on/);
});

test('whoever may enter the console and has no factor is led to it, and on to the console', async () => {
    const email = `first-${process.pid}@staff.example`;
    const link = execFileSync(process.env.HUBCTL, ['user', 'add', email, '--role', 'admin', '--staff']).toString().match(/\/reset\/[0-9a-f]{64}/)[0];
    await send(link, { password, again: password });
    const staff = await Member.enter(email, password);
    const led = await staff.get('/admin');
    assert.equal(led.headers.location, `${factor}?next=/admin`);
    assert.match((await staff.get(led.headers.location)).text, /name="next" value="\/admin"/);
    await staff.post(`${factor}/enrol`, { next: '/admin' });
    const seed = (await staff.get(`${factor}/enrol?next=/admin`)).text.match(/<code class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
    const done = await staff.post(`${factor}/confirm`, { code: totp(seed), next: '/admin' });
    assert.match(done.text, /<a class="btn btn-primary" href="\/admin">/);
    staff.cookie = cookie(done, '__Host-hub');
    assert.equal((await staff.get('/admin')).status, 200);
});

// ---- proving anew ----

test('what was sent without a fresh proof is kept, and goes by one press after it', async () => {
    const max = await Staff.make('proves', '--role', 'viewer');
    forgetCodes(max.email);
    stale(max.email);
    const held = await max.post(`${factor}/remove`, { note: 'a "b" <c> & d' });
    assert.equal(held.status, 403);
    assert.match(held.text, /Confirm that it is you/);
    const fields = { path: held.text.match(/name="path" value="([^"]*)"/)[1], fields: held.text.match(/name="fields" value="([^"]*)"/)[1].replaceAll('&amp;', '&') };
    assert.equal(fields.path, `${factor}/remove`);
    const wrong = await max.post('/login/confirm', { ...fields, proof: '000000' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /This code is not right/);
    assert.ok(wrong.text.includes(`name="path" value="${fields.path}"`));
    const right = await max.post('/login/confirm', { ...fields, proof: totp(max.seed) });
    assert.equal(right.status, 200);
    assert.match(right.text, new RegExp(`<form method="post" action="${factor}/remove">`));
    assert.match(right.text, /name="note" value="a &quot;b&quot; &lt;c&gt; &amp; d"/);
    assert.ok(session(right));
    assert.equal((await max.post(`${factor}/remove`)).status, 403); // the old cookie sends nothing any more
    max.cookie = cookie(right, '__Host-hub');
    max.token = tokenIn(right.text);
    assert.equal((await max.post(`${factor}/remove`)).status, 303);
});

test('the page leads on where one wanted to go, and asks nobody who has just proved it', async () => {
    const max = await Member.make('confirms'), email = `confirms-${process.pid}@margin.example`;
    assert.equal((await max.get('/login/confirm?next=/margin')).headers.location, '/margin');
    stale(email);
    const page = await max.get('/login/confirm?next=/margin');
    assert.equal(page.status, 200);
    assert.match(page.text, /autocomplete="current-password"/);
    const wrong = await max.post('/login/confirm', { proof: 'not the password', next: '/margin' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /This is not your password/);
    const right = await max.post('/login/confirm', { proof: password, next: '/margin' });
    assert.equal(right.headers.location, '/margin');
    assert.ok(session(right));
});

test('nothing is sent on to another site', async () => {
    const max = await Member.make('kept');
    for (const path of ['//elsewhere.example/', 'https://elsewhere.example/', 'javascript:alert(1)']) {
        stale(`kept-${process.pid}@margin.example`);
        const answer = await max.post('/login/confirm', { proof: password, path, fields: 'a=b' });
        assert.doesNotMatch(answer.text, /action="(https?:)?[^"]*elsewhere|action="javascript/);
        max.cookie = cookie(answer, '__Host-hub') ?? max.cookie;
    }
});

// ---- a new password ----

test('a new password asks for the old one, ends other sessions, and a mail says so', async () => {
    const max = await Member.make('changes'), email = `changes-${process.pid}@margin.example`, other = await Member.enter(email, password);
    const next = 'seven wooden lakes at dusk';
    const change = fields => max.post('/account/security/password', { old: password, password: next, again: next, ...fields });
    const wrong = await change({ old: 'not the password' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /This is not your password/);
    assert.match((await change({ old: '' })).text, /Type the password that you have now/);
    assert.match((await change({ password, again: password })).text, /the password that you have now\. Choose another/);
    assert.match((await change({ password: 'short', again: 'shorter' })).text, /at least 12 characters[\s\S]*The two passwords differ/);
    assert.equal((await other.get('/account')).status, 200);
    const done = await change({});
    assert.equal(done.status, 303);
    assert.ok(session(done));
    assert.equal(mails(email, 'password-changed'), 1);
    assert.match(audits(email), new RegExp(`person.change_password by ${email}`));
    assert.equal((await other.get('/account')).status, 303);
    max.cookie = cookie(done, '__Host-hub');
    assert.equal((await max.get('/account')).status, 200);
    assert.equal(await Member.enter(email, password), null);
    assert.ok(await Member.enter(email, next));
});

// ---- a deleted account ----

test('a deleted account is restored by its password and one press, and then signs in', async () => {
    const email = `returns-${process.pid}@margin.example`;
    await Member.make('returns');
    sql(`update umbrella.authentication_user set status = 'deleted', deleted_at = now() - interval '3 days' where email = '${email}'`);
    const second = await half(email);
    assert.equal(second.answer.headers.location, '/login/restore');
    const page = await ask('/login/restore', { headers: { Cookie: second.jar } });
    assert.match(page.text, /was deleted on \d+ \w+ \d{4}\. Until \d+ \w+ \d{4} it can be restored/);
    const done = await second({}, '/login/restore');
    assert.equal(done.headers.location, '/login');
    assert.match(flash(done), /open again/);
    assert.equal(mails(email, 'account-restored'), 1);
    assert.equal((await second({}, '/login/restore')).status, 303);
    assert.equal(mails(email, 'account-restored'), 1);
    assert.ok(await Member.enter(email, password));
    sql(`update umbrella.authentication_user set status = 'deleted', deleted_at = now() - interval '31 days' where email = '${email}'`);
    const late = await send('/login', { email, password });
    assert.equal(late.status, 403);
    assert.match(late.text, /switched off/);
});

after(() => sql("delete from umbrella.authentication_user where email like '%@staff.example' and not is_superuser and email not like 'keeps%'"));
