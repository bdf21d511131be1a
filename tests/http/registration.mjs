// registration.mjs: how people come in, through nginx: registering, accepting an invitation, asking for a new password, confirming
// and changing an address; what each leaves in the database and in the outbox. What many at once leave: tests/races.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import test, { after, before } from 'node:test';
import { ask, form, origin } from './_hub.mjs';

const password = 'nine patient copper kites', other = 'seven wooden lakes at dusk';
const at = name => `${name}-${process.pid}@registration.example`;
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const cookie = (answer, name) => (answer.headers['set-cookie'] ?? []).map(c => c.split(';')[0]).find(c => c.startsWith(`${name}=`));
const tokenIn = answer => answer.text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];
const hashOf = token => `'\\x${createHash('sha256').update(Buffer.from(token, 'hex')).digest('hex')}'`;
const count = (table, where) => Number(sql(`select count(*) from ${table} where ${where}`));
const accounts = email => count('umbrella.authentication_user', `lower(email) = lower('${email}')`);
const mails = (email, kind) => count('ops.outbox', `lower(to_address) = lower('${email}') and kind = '${kind}'`);
const mail = (email, kind) => JSON.parse(sql(`select row_to_json(o) from ops.outbox o where lower(to_address) = lower('${email}') and kind = '${kind}' order by id desc limit 1`));
const linkIn = text => text.match(/https:\/\/[^/\s]+(\/(?:invite|reset|verify)\/[0-9a-f]{64})/)[1];

// A form token and its cookie, as the page of this address gives them; then the form, as often as wanted.
async function formOf(page, held = '') {
    const shown = await ask(page, { headers: held ? { Cookie: held } : {} });
    const jar = [held, cookie(shown, '__Host-pre')].filter(Boolean).join('; '), csrf = tokenIn(shown);
    return (path, fields = {}) => ask(path, { method: 'POST', headers: form({ Cookie: jar }), body: new URLSearchParams({ csrf, ...fields }).toString() });
}
const post = async (path, fields, page = '/login', held = '') => (await formOf(page, held))(path, fields);

function mode(value) {
    sql(`update umbrella.setting set value = '${value}' where name = 'registration_mode'`);
}
const approves = value => sql(`update umbrella.setting set value = '${value}' where name = 'invitation_approves'`);
const newcomer = email => ({ first_name: 'Ada', last_name: 'Newcomer', email, password, again: password });

function member(name, options = '') {
    const email = at(name);
    const id = sql(`insert into umbrella.authentication_user (username, email, first_name, last_name, status, role, is_staff)
        values ('${email}', '${email}', 'Max', 'Member', '${options || 'active'}', 'analyst', false) returning id`);
    return { email, id };
}
// A session that was confirmed just now.
function signIn(id) {
    const token = randomBytes(32);
    sql(`insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, aal, stepup_at, user_agent, idle_ttl, abs_expires)
        values (${id}, ${hashOf(token.toString('hex'))}, '\\x${randomBytes(32).toString('hex')}', 1, now(), 'test', '1 hour', now() + interval '1 hour')`);
    return `__Host-hub=${token.toString('hex')}`;
}
function invitation(email, { type = 'analyst', by = 'null', message = '', expires = '1 day' } = {}) {
    const token = randomBytes(32).toString('hex');
    sql(`insert into umbrella.authentication_invitetoken (email, token, invite_type, custom_message, created_at, expires_at, created_by_id)
        values ('${email}', ${hashOf(token)}, '${type}', '${message}', now() - interval '2 days', now() + interval '${expires}', ${by})`);
    return { path: `/invite/${token}`, row: `token = ${hashOf(token)}` };
}
const accept = { first_name: 'Ada', last_name: 'Newcomer', password, again: password };

before(() => {
    mode('open');
    approves('off');
});
after(() => {
    sql("update umbrella.setting set value = null where name in ('registration_mode', 'invitation_approves')");
});

// ---- registering ----

test('while registration is not open, the page says how one gets in, and a form that is sent makes nothing', async () => {
    for (const [value, words] of [['invitation', 'Registration is by invitation'], ['closed', 'Registration is closed']]) {
        mode(value);
        const shown = await ask('/register');
        assert.equal(shown.status, 200);
        assert.ok(shown.text.includes(words));
        assert.equal((await post('/register', newcomer(at(value)))).status, 403);
        assert.equal(accounts(at(value)), 0);
    }
    mode('open');
});

test('registering makes one pending viewer and a mail with a link to confirm the address', async () => {
    const email = at('new');
    const answer = await post('/register', newcomer(email), '/register');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/register/waiting');
    assert.equal(sql(`select status || ' ' || role || ' ' || email_verified || ' ' || first_name from umbrella.authentication_user where email = '${email}'`), 'pending viewer false Ada');
    assert.ok((await ask('/register/waiting')).text.includes('Waiting for approval'));
    assert.ok(linkIn(mail(email, 'registered').body_text).startsWith('/verify/'));
    assert.equal(count('umbrella.audit_event', `action = 'person.register' and object_name = '${email}'`), 1);
});

test('an address that has an account gets the same answer, and a mail that says so; nothing is changed', async () => {
    const { email } = member('known'), fresh = at('unknown');
    const send = await formOf('/register');
    const [known, unknown] = [await send('/register', newcomer(email.toUpperCase())), await send('/register', newcomer(fresh))];
    const seen = a => [a.status, a.headers.location, a.text, Object.keys(a.headers).sort().join(), (a.headers['set-cookie'] ?? []).length];
    assert.deepEqual(seen(known), seen(unknown));
    assert.equal(mails(email, 'member-already'), 1);
    assert.equal(mails(email, 'registered'), 0);
    assert.equal(sql(`select first_name || status from umbrella.authentication_user where email = '${email}'`), 'Maxactive');
});

test('nobody can have an address flooded: of its mails one a minute goes out, and three an hour', async () => {
    const { email } = member('flooded');
    const send = await formOf('/register');
    for (const [minutes, sent] of [[0, 1], [0, 1], [1, 2], [1, 3], [1, 3]]) {
        sql(`update ops.outbox set created_at = created_at - interval '${minutes} minutes 1 second' where to_address = '${email}'`);
        assert.equal((await send('/register', newcomer(email))).status, 303);
        assert.equal(mails(email, 'member-already'), sent);
    }
});

test('one address registered by 4 at once has one account and one mail to confirm it', async () => {
    const email = at('race');
    const send = await formOf('/register');
    const answers = await Promise.all(Array.from({ length: 4 }, (_, i) => send('/register', newcomer(i % 2 ? email : email.toUpperCase()))));
    assert.deepEqual([...new Set(answers.map(a => a.status))], [303]);
    assert.equal(accounts(email), 1);
    assert.equal(mails(email, 'registered'), 1);
});

test('wrong input: the form again, values kept, passwords never', async () => {
    const cases = [
        [{ email: 'no address' }, 'must be an e-mail address'],
        [{ email: `${'a'.repeat(300)}@example.org` }, 'must be an e-mail address'],
        [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'must be an e-mail address'],
        [{ first_name: '' }, 'First name is needed'],
        [{ last_name: 'x'.repeat(151) }, 'at most 150 characters'],
        [{ first_name: 'Ada\r\nBcc: victim@example.org' }, 'must be one line of text'],
        [{ first_name: 'Ada\u0000' }, 'must'],
        [{ password: 'short', again: 'short' }, 'hub-field-message'],
        [{ password: 'Ada Newcomer 1', again: 'Ada Newcomer 1' }, 'hub-field-message'],
        [{ again: 'something else' }, 'The two passwords differ'],
    ];
    const send = await formOf('/register');
    for (const [change, words] of cases) {
        const answer = await send('/register', { ...newcomer(at('wrong')), ...change });
        assert.ok([400, 422].includes(answer.status), `${JSON.stringify(change)}: ${answer.status}`);
        if (answer.status === 422)
            assert.ok(answer.text.includes(words) && answer.text.includes('value="Newcomer"') | 'last_name' in change, JSON.stringify(change));
        assert.ok(!answer.text.includes(password) && !answer.text.includes('value="short"'));
    }
    assert.equal(accounts(at('wrong')), 0);
});

test('what is typed is text on the page and in no mail to an address that nobody has proved', async () => {
    const email = at('markup');
    const send = await formOf('/register');
    const shown = await send('/register', { ...newcomer(email), first_name: '"><script>alert(1)</script>', again: 'x' });
    assert.ok(shown.text.includes('&lt;script&gt;') && !shown.text.includes('<script>alert'));
    assert.equal((await send('/register', { ...newcomer(email), first_name: 'Win at https://evil.example' })).status, 303);
    assert.ok(!JSON.stringify(mail(email, 'registered')).includes('evil'));
});

test('who is signed in is led on from the registration page', async () => {
    const answer = await ask('/register', { headers: { Cookie: signIn(member('busy').id) } });
    assert.equal(answer.headers.location, '/');
});

// ---- confirming an address ----

test('looking at the link to confirm an address uses nothing up; the button does, once', async () => {
    const email = at('confirm');
    await post('/register', newcomer(email), '/register');
    const link = linkIn(mail(email, 'registered').body_text);
    for (const method of ['GET', 'HEAD', 'GET'])
        assert.equal((await ask(link, { method })).status, 200);
    assert.equal(sql(`select email_verified from umbrella.authentication_user where email = '${email}'`), 'f');
    assert.equal((await post(link, {}, link)).status, 303);
    assert.equal(sql(`select email_verified || status from umbrella.authentication_user where email = '${email}'`), 'truepending');
    assert.equal((await ask(link)).status, 404);
    assert.equal((await post(link)).status, 404);
    assert.equal((await ask(`/verify/${'0'.repeat(64)}`)).status, 404);
    assert.equal((await ask('/verify/x')).status, 404);
});

// ---- invitations ----

test('the page of an invitation says who invites, for what, until when, and uses nothing up', async () => {
    const inviter = member('inviter'), email = at('invited');
    const { path, row } = invitation(email, { by: inviter.id, message: 'Welcome <b>aboard</b>\nsee you' });
    for (const method of ['HEAD', 'GET', 'GET']) {
        const shown = await ask(path, { method });
        assert.equal(shown.status, 200);
        if (method === 'GET')
            for (const words of ['Max Member', 'analyst', ' UTC', email, 'Welcome &lt;b&gt;aboard&lt;/b&gt;\nsee you'])
                assert.ok(shown.text.includes(words), words);
        assert.equal(shown.headers['referrer-policy'], 'no-referrer');
        assert.equal(shown.headers['cache-control'], 'no-store');
    }
    assert.equal(sql(`select used_at is null and claimed_at is null and opened_at is not null from umbrella.authentication_invitetoken where ${row}`), 't');
});

test('accepting makes the account of the address and the role that were invited, whatever else the form says', async () => {
    const email = at('accepts');
    const { path, row } = invitation(email, { type: 'manager' });
    const answer = await post(path, { ...accept, email: at('smuggled'), role: 'admin', invite_type: 'admin' }, path);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/register/waiting');
    assert.equal(accounts(at('smuggled')), 0);
    assert.equal(sql(`select status || ' ' || role || ' ' || email_verified from umbrella.authentication_user where email = '${email}'`), 'pending manager true');
    assert.equal(count('umbrella.authentication_invitetoken', `${row} and used_at is not null and registered_user_id is not null`), 1);
    assert.equal(mails(email, 'accepted'), 1);
    assert.ok(mail(email, 'accepted').body_text.startsWith('Hello Ada,'));
});

test('where the invitation approves, one signs in at once', async () => {
    approves('on');
    const staff = member('approver'), email = at('approved');
    sql(`update umbrella.authentication_user set is_staff = true, is_superuser = true where id = ${staff.id}`);
    const { path } = invitation(email, { by: staff.id });
    const answer = await post(path, accept, path);
    approves('off');
    sql(`update umbrella.authentication_user set is_superuser = false, is_staff = false where id = ${staff.id}`);
    assert.equal(answer.headers.location, '/login');
    assert.ok(cookie(answer, '__Host-flash').includes('approved'));
    assert.equal(mails(email, 'accepted'), 0);
    assert.equal((await post('/login', { email, password })).headers.location, '/');
});

test('an invitation that cannot be used has its own page, with what to do', async () => {
    const used = invitation(at('used')), revoked = invitation(at('revoked')), late = invitation(at('late'), { expires: '-1 minute' });
    sql(`update umbrella.authentication_invitetoken set used_at = now() where ${used.row}`);
    sql(`update umbrella.authentication_invitetoken set revoked_at = now() where ${revoked.row}`);
    for (const [path, status, words] of [[used.path, 410, 'was used already'], [revoked.path, 410, 'was withdrawn'], [late.path, 410, 'has expired'],
        [`/invite/${'f'.repeat(64)}`, 404, 'no such invitation'], ['/invite/short', 404, 'no such invitation']]) {
        for (const answer of [await ask(path), await post(path, accept)]) {
            assert.equal(answer.status, status, path);
            assert.ok(answer.text.includes(words), words);
        }
    }
    assert.equal(accounts(at('late')) + accounts(at('revoked')) + accounts(at('used')), 0);
});

test('while somebody accepts it, others are told so; after half a minute it is free again', async () => {
    const { path, row } = invitation(at('held'));
    const send = await formOf(path);
    sql(`update umbrella.authentication_invitetoken set claim = gen_random_uuid(), claimed_at = now() where ${row}`);
    const busy = await send(path, accept);
    assert.equal(busy.status, 409);
    assert.ok(busy.text.includes('being accepted at this moment'));
    sql(`update umbrella.authentication_invitetoken set claimed_at = now() - interval '31 seconds' where ${row}`);
    assert.equal((await send(path, accept)).status, 303);
});

test('an invitation to an address that has an account says to sign in, and stays unused', async () => {
    const { email } = member('member');
    const { path, row } = invitation(email);
    const answer = await post(path, accept, path);
    assert.equal(answer.status, 409);
    assert.ok(answer.text.includes('You have an account already'));
    assert.equal(count('umbrella.authentication_invitetoken', `${row} and used_at is null`), 1);
    assert.equal(accounts(email), 1);
});

test('who is signed in as somebody else is told to sign out first, and the invitation is not used', async () => {
    const session = signIn(member('else').id);
    const { path, row } = invitation(at('someone'));
    const shown = await ask(path, { headers: { Cookie: session } });
    assert.ok(shown.text.includes('signed in already') && shown.text.includes('action="/logout"'));
    assert.equal((await post(path, accept, '/account', session)).status, 409);
    assert.equal(count('umbrella.authentication_invitetoken', `${row} and used_at is null`), 1);
});

test('a form with faults uses nothing up, nor does one of another site', async () => {
    const { path, row } = invitation(at('faulty'));
    const send = await formOf(path);
    const answer = await send(path, { ...accept, first_name: '', again: 'x' });
    assert.equal(answer.status, 422);
    assert.ok(answer.text.includes('First name is needed') && answer.text.includes('The two passwords differ') && answer.text.includes('value="Newcomer"'));
    assert.equal((await ask(path, { method: 'POST', headers: form({}), body: new URLSearchParams(accept).toString() })).status, 403);
    assert.equal(count('umbrella.authentication_invitetoken', `${row} and claimed_at is null and used_at is null`), 1);
});

// ---- a new password ----

test('asking for a new password is answered alike for everybody, and puts one job into the queue', async () => {
    const { email } = member('forgetful'), nobody = at('nobody');
    const send = await formOf('/reset');
    const [known, unknown] = [await send('/reset', { email }), await send('/reset', { email: nobody })];
    assert.equal(known.status, 202);
    assert.equal(known.text.replace(/name="csrf" value="\w+"/g, ''), unknown.text.replace(/name="csrf" value="\w+"/g, ''));
    await send('/reset', { email: email.toUpperCase() });
    for (const address of [email, nobody])
        assert.equal(count('ops.job', `kind = 'password-reset' and dedupe = lower('${address}') and status in ('waiting', 'running', 'done')`) >= 1, true);
    assert.ok(count('ops.job', `kind = 'password-reset' and dedupe = lower('${email}') and status = 'waiting'`) <= 1);
    const wrong = await send('/reset', { email: 'not an address' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.text.includes('value="not an address"'));
});

function resetLink(id, age = '0') {
    const token = randomBytes(32).toString('hex');
    sql(`delete from umbrella.password_link where user_id = ${id} and used_at is null`);
    sql(`insert into umbrella.password_link (token_hash, user_id, purpose, created_at, expires_at)
        values (${hashOf(token)}, ${id}, 'reset', now() - interval '${age}', now() + interval '1 hour' - interval '${age}')`);
    return `/reset/${token}`;
}

test('a new password ends all sessions and half sign-ins, signs nobody in, and a mail says so', async () => {
    const { email, id } = member('resets');
    const session = signIn(id), link = resetLink(id);
    sql(`insert into umbrella.half_signin (token_hash, user_id, purpose) values (${hashOf(randomBytes(32).toString('hex'))}, ${id}, 'factor')`);
    for (const method of ['GET', 'HEAD'])
        assert.equal((await ask(link, { method })).status, 200);
    const answer = await post(link, { password: other, again: other }, link);
    assert.equal(answer.headers.location, '/login');
    assert.ok(!/__Host-hub=[0-9a-f]/.test(String(answer.headers['set-cookie'])));
    assert.equal((await ask('/account', { headers: { Cookie: session } })).status, 303);
    assert.equal(count('umbrella.half_signin', `user_id = ${id} and used_at is null`), 0);
    assert.equal(mails(email, 'password-changed'), 1);
    assert.equal(count('umbrella.audit_event', `action = 'person.reset_password' and object_id = '${id}' and actor = '${email}'`), 1);
    assert.equal((await ask(link)).status, 404);
    assert.equal((await post('/login', { email, password: other })).headers.location, '/');
});

test('an expired link, and one that a newer one replaced, sets nothing', async () => {
    const { id } = member('late-reset');
    const old = resetLink(id), expired = resetLink(id, '61 minutes');
    for (const link of [old, expired]) {
        assert.equal((await ask(link)).status, 404);
        assert.equal((await post(link, { password: other, again: other })).status, 404);
    }
    assert.equal(sql(`select password from umbrella.authentication_user where id = ${id}`), '!');
});

// ---- changing one's address ----

test('changing the address takes a confirmed session and the link in the new mailbox; the old one is told', async () => {
    const { email, id } = member('moves'), to = at('moved');
    const session = signIn(id), page = '/account/security/email';
    assert.equal((await post(page, { email }, page, session)).status, 422);
    assert.equal((await post(page, { email: 'x' }, page, session)).status, 422);
    assert.equal((await post(page, { email: to }, page, session)).status, 303);
    assert.equal(sql(`select email from umbrella.authentication_user where id = ${id}`), email);
    const link = linkIn(mail(to, 'address-confirm').body_text), reset = resetLink(id);
    for (const stranger of ['', signIn(member('stranger').id)]) {
        const shown = await ask(link, { headers: { Cookie: stranger } });
        assert.equal(shown.status, 403);
        assert.ok(!shown.text.includes(email));
        assert.equal((await post(link, {}, stranger ? '/account' : '/login', stranger)).status, 403);
    }
    assert.equal((await ask(link, { headers: { Cookie: session } })).status, 200);
    assert.equal((await post(link, {}, link, session)).headers.location, '/account');
    assert.equal(sql(`select email || ' ' || username || ' ' || email_verified from umbrella.authentication_user where id = ${id}`), `${to} ${to} true`);
    assert.ok(mail(email, 'address-changed').body_text.includes(to));
    assert.equal((await ask(link, { headers: { Cookie: session } })).status, 404);
    assert.equal((await ask(reset)).status, 404, 'a link that went to the old mailbox ends');
    sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where user_id = ${id}`);
    assert.ok((await ask(page, { headers: { Cookie: session } })).headers.location.startsWith('/login/confirm'));
});

test('an address that somebody has gets the same answer, and only its mailbox learns of it', async () => {
    const { id } = member('wants'), { email: taken } = member('has');
    const session = signIn(id), page = '/account/security/email';
    const send = await formOf(page, session);
    const [known, unknown] = [await send(page, { email: taken }), await send(page, { email: at('free') })];
    assert.deepEqual([known.status, known.headers.location], [unknown.status, unknown.headers.location]);
    assert.equal(mails(taken, 'member-already'), 1);
    assert.equal(mails(taken, 'address-confirm'), 0);
});

test('an address that is taken before the change is confirmed stays the other account\'s', async () => {
    const { email, id } = member('slow'), to = at('contested');
    const session = signIn(id), page = '/account/security/email';
    await post(page, { email: to }, page, session);
    const link = linkIn(mail(to, 'address-confirm').body_text);
    sql(`update umbrella.authentication_user set email = '${to}' where id = ${member('quick').id}`);
    const answer = await post(link, {}, link, session);
    assert.equal(answer.status, 409);
    assert.ok(answer.text.includes('This address is in use'));
    assert.equal(sql(`select email from umbrella.authentication_user where id = ${id}`), email);
});

test('of a person\'s two changes the newer link works', async () => {
    const { id } = member('twice'), page = '/account/security/email', session = signIn(id);
    const send = await formOf(page, session);
    await send(page, { email: at('first') });
    await send(page, { email: at('second') });
    assert.equal((await ask(linkIn(mail(at('first'), 'address-confirm').body_text), { headers: { Cookie: session } })).status, 404);
    assert.equal((await ask(linkIn(mail(at('second'), 'address-confirm').body_text), { headers: { Cookie: session } })).status, 200);
});

// ---- links ----

test('the links in mails lead to this site, whatever host was asked', async () => {
    const email = at('host');
    await post('/register', newcomer(email), '/register');
    assert.ok(mail(email, 'registered').body_text.includes(`${origin}/verify/`));
});
