// account.mjs: a person's own account through nginx: what it keeps, what it refuses, and that nothing of it is anybody else's.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { before } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ask } from './_hub.mjs';
import { Member, cookie, inputs, password, send, tokenIn } from './_member.mjs';
import { Staff } from './_staff.mjs';

const sql = text =>
    execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const words = answer => answer.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

class Person extends Member {
    static async make(name, role) {
        const email = `${name}-${process.pid}@account.example`;
        const link = execFileSync(process.env.HUBCTL, ['user', 'add', email, '--role', role]).toString().match(/\/reset\/[0-9a-f]{64}/)[0];
        assert.equal((await send(link, { password, again: password })).status, 303);
        const id = sql(`select id from umbrella.authentication_user where email = '${email}'`);
        return Object.assign(await new Person().signIn(email), { id });
    }
    async signIn(email) {
        this.email = email;
        this.cookie = cookie(await send('/login', { email, password }), '__Host-hub');
        this.token = tokenIn((await this.get('/account')).text);
        return this;
    }
    // The page that a form leads to, with its message.
    async follow(answer) {
        assert.equal(answer.status, 303, answer.text);
        return this.get(answer.headers.location, { Cookie: `${this.cookie}; ${cookie(answer, '__Host-flash')}` });
    }
    async elsewhere() {
        return new Person().signIn(this.email);
    }
    forget() {
        sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 min' where user_id = ${this.id}`);
    }
}
const column = (person, name) => sql(`select ${name} from umbrella.authentication_user where id = ${person.id}`);
const mails = (person, kind) => Number(sql(`select count(*) from ops.outbox where user_id = ${person.id} and kind = '${kind}'`));
const events = (person, action) => Number(sql(`select count(*) from umbrella.audit_event where actor_id = ${person.id} and action = '${action}'`));

const people = {};
before(async () => {
    for (const [name, role] of [['ada', 'analyst'], ['bob', 'analyst'], ['vic', 'viewer'], ['max', 'manager'], ['mia', 'manager']])
        people[name] = await Person.make(name, role);
});

// ---- profile ----

const profile = { first_name: 'Ada', last_name: 'Lovelace', phone: '', timezone: 'UTC', language: 'en' };
test('a profile is kept, the telephone number without what people write into it', async () => {
    const { ada } = people, phone = `+49 (30) 55-${String(process.pid).padStart(7, '0')}`;
    const page = await ada.follow(await ada.post('/account/profile', { ...profile, phone, timezone: 'Europe/Berlin' }));
    assert.match(page.text, /Your profile is kept/);
    assert.match(page.text, /value="Lovelace"/);
    assert.match(page.text, /<option value="Europe\/Berlin" selected>/);
    assert.equal(column(ada, 'phone_number'), `+493055${String(process.pid).padStart(7, '0')}`);
    assert.match(words(await ada.get('/account')), /Times are in your time zone, Europe\/Berlin/);
});
test('times are shown in the time zone of the profile', async () => {
    const { ada } = people;
    const at = zone => sql(`select to_char(created_at at time zone '${zone}', 'YYYY-MM-DD HH24:MI') from umbrella.authentication_usersession
        where user_id = ${ada.id} and revoked_at is null`);
    const utc = at('UTC'), local = at('Europe/Berlin');
    const page = (await ada.get('/account/sessions')).text;
    assert.ok(page.includes(local) && !page.includes(utc), `${local}, not ${utc}`);
});
test('a telephone number belongs to one account', async () => {
    const { bob } = people, taken = column(people.ada, 'phone_number');
    const answer = await bob.post('/account/profile', { ...profile, first_name: 'Bob', phone: taken });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /Another account has this telephone number/);
    assert.match(answer.text, /value="Bob"/);
    assert.equal(column(bob, 'first_name'), '');
});
for (const [what, fields, message] of [
    ['a number without its country', { phone: '030 123456' }, /Telephone must begin with \+/],
    ['a number that is too long', { phone: '+1234567890123456' }, /Telephone must begin with \+/],
    ['a name of two lines', { last_name: 'a\nb' }, /Last name must be one line/],
    ['a name of 151 letters', { first_name: 'ä'.repeat(151) }, /at most 150 characters/],
    ['a time zone that is none', { timezone: 'Mars/Olympus' }, /Time zone must be one of the choices/],
    ['a language that is not spoken here', { language: 'xx' }, /Language must be one of the choices/],
])
    test(`${what} is refused, and the rest of the form is kept`, async () => {
        const answer = await people.vic.post('/account/profile', { ...profile, ...fields });
        assert.equal(answer.status, 422);
        assert.match(answer.text, message);
        assert.match(answer.text, 'last_name' in fields ? /value="Ada"/ : /value="Lovelace"/);
        assert.equal(column(people.vic, 'last_name'), '');
    });
test('a form changes nothing but its own fields, of nobody but who sends it', async () => {
    const { ada, vic } = people, rights = 'role, is_staff, is_superuser, status, email, email_verified';
    const before = column(vic, `(${rights})`), other = column(ada, '(first_name, role)');
    const answer = await vic.post('/account/profile', { ...profile, first_name: 'Vic', id: ada.id, user_id: ada.id, is_staff: 't', is_superuser: '1', role: 'admin',
        status: 'deleted', email: 'x@account.example', email_verified: 'true', password: 'x', 'is_staff[]': '1' });
    assert.equal(answer.status, 303);
    assert.equal(column(vic, `(${rights})`), before);
    assert.equal(column(vic, 'first_name'), 'Vic');
    assert.equal(column(ada, '(first_name, role)'), other);
});

// ---- sessions ----

test('a session is ended by its person, from another one', async () => {
    const { bob } = people, other = await bob.elsewhere();
    const mine = (await bob.get('/account/sessions')).text;
    assert.equal(mine.match(/this one/g).length, 1);
    const number = mine.match(/\/account\/sessions\/(\d+)\/end/)[1];
    assert.match((await bob.follow(await bob.post(`/account/sessions/${number}/end`))).text, /The session has ended/);
    assert.equal((await other.get('/account')).status, 303);
    assert.equal((await bob.get('/account')).status, 200);
    assert.equal((await bob.post(`/account/sessions/${number}/end`)).status, 404);
});
test('all others are ended at once, and it is said how many', async () => {
    const { bob } = people, others = [await bob.elsewhere(), await bob.elsewhere()];
    assert.match((await bob.follow(await bob.post('/account/sessions/end'))).text, /2 other sessions have ended/);
    for (const other of others)
        assert.equal((await other.get('/account')).status, 303);
    assert.match((await bob.follow(await bob.post('/account/sessions/end'))).text, /no other session to end/);
});
test('somebody else’s session is not there, and stays', async () => {
    const { ada, bob } = people;
    const number = sql(`select max(id) from umbrella.authentication_usersession where user_id = ${bob.id} and revoked_at is null`);
    for (const id of [number, '0', '-1', '9'.repeat(30), 'x'])
        assert.equal((await ada.post(`/account/sessions/${id}/end`)).status, 404);
    assert.equal((await bob.get('/account')).status, 200);
});

// ---- sign-ins ----

test('attempts are listed with their result, filtered, and given as a file', async () => {
    const { vic } = people;
    assert.notEqual((await send('/login', { email: vic.email, password: 'wrong horse battery' })).status, 303);
    assert.match(words(await vic.get('/account/signins')), /Refused: wrong password .*Signed in/);
    const bad = words(await vic.get('/account/signins?result=bad'));
    assert.match(bad, /Refused: wrong password/);
    assert.match(bad, /1–1 of 1/);
    assert.doesNotMatch(words(await vic.get('/account/signins?result=good&sort=address')), /wrong password/);
    const file = await vic.get('/account/signins.csv?result=bad');
    assert.match(file.headers['content-disposition'], /sign-ins\.csv/);
    assert.match(file.text, /^"when","result","device","address"\r\n"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC","Refused: wrong password",/);
});
test('a page of sign-ins that is not there leads to the last', async () => {
    const answer = await people.vic.get('/account/signins?page=1000000000&result=bad');
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location, /page=1$/);
    for (const odd of ['?sort=%27;drop', '?result=%25', '?rows=-1', `?result=${'x'.repeat(2000)}`])
        assert.equal((await people.vic.get(`/account/signins${odd}`)).status, 200);
});

// ---- API tokens ----

const makeToken = (person, name, scopes = ['margin:read', 'margin:write'], days = '30') =>
    person.post('/account/tokens', { name, days, ...Object.fromEntries(scopes.map(scope => [scope, '1'])) });
const tokenOf = answer => answer.text.match(/hub_pat_[0-9A-Za-z]{49}/)?.[0];
const runBy = token => ask('/api/v1/margin/backtests', { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...inputs, equity: 10000, leverage: 2 }) });

test('a token is shown once, works, and is revoked', async () => {
    const { ada } = people, made = await makeToken(ada, 'Notebook');
    assert.equal(made.status, 200);
    assert.equal(made.headers['cache-control'], 'no-store');
    assert.equal(made.headers['set-cookie'], undefined);
    const token = tokenOf(made), list = await ada.get('/account/tokens');
    assert.ok(!list.text.includes(token));
    assert.match(words(list), new RegExp(`Notebook ends in ${token.slice(-4)} margin:read, margin:write .* Never`));
    const answer = await runBy(token);
    assert.ok([200, 201].includes(answer.status), answer.text);
    assert.doesNotMatch(words(await ada.get('/account/tokens')), / Never /);
    assert.equal(mails(ada, 'token-made'), 1);
    assert.equal(events(ada, 'token.create'), 1);
    const number = list.text.match(/tokens\/(\d+)\/revoke/)[1];
    assert.equal((await people.bob.post(`/account/tokens/${number}/revoke`)).status, 404);
    assert.notEqual((await runBy(token)).status, 401);
    assert.match((await ada.follow(await ada.post(`/account/tokens/${number}/revoke`))).text, /“Notebook” is revoked/);
    assert.equal((await runBy(token)).status, 401);
    assert.equal((await ada.post(`/account/tokens/${number}/revoke`)).status, 404);
});
test('a new token shows the requests that it may make, and no other', async () => {
    const shown = async (name, ...scopes) => (await makeToken(people.max, name, scopes)).text.match(/api\/v1\/[a-z]+\/[a-z]+/g);
    assert.deepEqual(await shown('Reads', 'margin:read'), ['api/v1/margin/backtests']);
    assert.deepEqual(await shown('Returns', 'returns:run'), ['api/v1/returns/library']);
    assert.deepEqual(await shown('All', 'margin:read', 'margin:write', 'returns:run'), ['api/v1/margin/backtests', 'api/v1/returns/library']);
});
test('sent again, the form makes no second token', async () => {
    const { ada } = people;
    assert.equal((await makeToken(ada, 'Twice')).status, 200);
    const again = await makeToken(ada, 'Twice');
    assert.equal(again.status, 422);
    assert.match(again.text, /A token of this name is in use already/);
    assert.equal(sql(`select count(*) from umbrella.api_token where user_id = ${ada.id} and name = 'Twice'`), '1');
});
test('a token may do no more than its owner', async () => {
    const { vic } = people, page = (await vic.get('/account/tokens')).text;
    assert.ok(page.includes('name="margin:read"') && !page.includes('name="margin:write"'));
    const refused = await makeToken(vic, 'More', ['margin:write']);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Choose at least one thing/);
    const token = tokenOf(await makeToken(vic, 'Both', ['margin:read', 'margin:write']));
    assert.equal(sql(`select scopes from umbrella.api_token where user_id = ${vic.id} and name = 'Both'`), '{margin:read}');
    assert.equal((await runBy(token)).status, 403);
});
for (const [what, name, days, message] of [['no name', ' ', '30', /Name is needed/], ['no day', 'a', '0', /between 1 and 90 days/],
    ['91 days', 'a', '91', /between 1 and 90 days/], ['a name of 101 letters', 'n'.repeat(101), '1', /at most 100 characters/]])
    test(`a token with ${what} is not made`, async () => {
        const answer = await makeToken(people.bob, name, ['margin:read'], days);
        assert.equal(answer.status, 422);
        assert.match(answer.text, message);
        assert.match(answer.text, /name="margin:read" value="1" checked/);
    });
test('ten tokens are the most, however many are asked for at once', async () => {
    const { bob } = people;
    const answers = await Promise.all(Array.from({ length: 15 }, (_, i) => makeToken(bob, `n${i}`)));
    assert.equal(answers.filter(answer => tokenOf(answer)).length, 10);
    assert.match(answers.find(answer => answer.status === 422).text, /All 10 tokens that you may have are in use/);
    assert.match(words(await bob.get('/account/tokens')), /10 of 10 in use/);
    assert.match((await bob.get('/account/tokens')).text, /All 10 tokens that you may have are in use/);
});
test('who signed in a while ago is asked once more, and nothing is made', async () => {
    const { mia } = people;
    mia.forget();
    const answer = await makeToken(mia, 'Late');
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Confirm that it is you/);
    assert.equal(sql(`select count(*) from umbrella.api_token where user_id = ${mia.id}`), '0');
    const confirmed = await mia.post('/login/confirm', { proof: password });
    mia.cookie = cookie(confirmed, '__Host-hub');
    assert.ok(tokenOf(await makeToken(mia, 'Late')));
});

// ---- invitations ----

const invite = (person, email, fields = {}) => person.post('/account/invitations', { email, role: 'viewer', hours: '72', message: '', ...fields });
const linkIn = answer => answer.text.match(/\/invite\/[0-9a-f]{64}/)?.[0];
const guest = name => `${name}-${process.pid}@guest.example`;

test('a manager invites; the link is shown once, and works', async () => {
    const { max } = people, made = await invite(max, guest('one'), { role: 'analyst', message: 'Dear One,\r\n\r\nwelcome <b>in</b>.' });
    assert.equal(made.status, 200);
    assert.equal(made.headers['cache-control'], 'no-store');
    const link = linkIn(made), list = await max.get('/account/invitations');
    assert.ok(link && !list.text.includes(link));
    assert.match(words(list), new RegExp(`${guest('one')} Analyst Not mailed yet`));
    const page = await ask(link);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes('welcome &lt;b&gt;in&lt;/b&gt;.'));
    assert.match(words(await max.get('/account/invitations')), new RegExp(`${guest('one')} Analyst Link opened`));
    assert.equal(sql(`select custom_message from umbrella.authentication_invitetoken where email = '${guest('one')}'`), 'Dear One,\n\nwelcome <b>in</b>.');
    assert.equal(sql(`select count(*) from ops.outbox where to_address = '${guest('one')}' and kind = 'invitation'`), '1');
    assert.equal(events(max, 'invitation.create'), 1);
});
test('a new link ends the one before; taken back, none works', async () => {
    const { max, mia } = people, first = linkIn(await invite(max, guest('two')));
    const number = sql(`select id from umbrella.authentication_invitetoken where email = '${guest('two')}'`);
    for (const what of ['resend', 'revoke'])
        assert.equal((await mia.post(`/account/invitations/${number}/${what}`)).status, 404);
    const second = linkIn(await max.post(`/account/invitations/${number}/resend`));
    assert.notEqual(second, first);
    assert.notEqual((await ask(first)).status, 200);
    assert.equal((await ask(second)).status, 200);
    assert.match((await max.follow(await max.post(`/account/invitations/${number}/revoke`))).text, /taken back/);
    assert.notEqual((await ask(second)).status, 200);
    assert.match((await max.follow(await max.post(`/account/invitations/${number}/revoke`))).text, /Nothing was changed/);
    assert.doesNotMatch((await mia.get('/account/invitations')).text, new RegExp(guest('two')));
});
for (const [what, email, fields, message] of [
    ['somebody who has an account', () => people.ada.email.toUpperCase(), {}, /has an account here already/],
    ['the same address twice', () => guest('one').toUpperCase(), {}, /has a valid invitation already/],
    ['a role above viewers and analysts', () => guest('x'), { role: 'manager' }, /Role must be one of the choices/],
    ['an administrator', () => guest('x'), { role: 'admin' }, /Role must be one of the choices/],
    ['what is no address', () => 'one@two@three', {}, /must be an e-mail address/],
    ['an address with a line break', () => 'a@b.example\r\nBcc: c@d.example', {}, /must be an e-mail address/],
    ['a message that is too long', () => guest('x'), { message: 'ä'.repeat(2001) }, /at most 2000 characters/],
    ['an hour too many', () => guest('x'), { hours: '721' }, /between 1 and 720 hours/],
])
    test(`not invited: ${what}`, async () => {
        const answer = await invite(people.max, email(), { message: 'kept', ...fields });
        assert.equal(answer.status, 422);
        assert.match(answer.text, message);
        assert.ok('message' in fields || answer.text.includes('>kept</textarea>'));
        assert.equal(sql(`select count(*) from umbrella.authentication_invitetoken where email = '${guest('x')}'`), '0');
    });
test('of fifty invitations of one address at once one is made', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => invite(i % 2 ? people.max : people.mia, guest('race'))));
    assert.equal(answers.filter(linkIn).length, 1);
    assert.equal(sql(`select count(*) from ops.outbox where to_address = '${guest('race')}'`), '1');
});
test('analysts invite nobody', async () => {
    assert.equal((await people.ada.get('/account/invitations')).status, 403);
    assert.equal((await invite(people.ada, guest('no'))).status, 403);
    assert.doesNotMatch((await people.ada.get('/account')).text, /\/account\/invitations/);
});

// ---- the export ----

test('the export holds everything, the stored answers whole, and nobody else’s', async () => {
    const { ada } = people, run = await ada.run(), saved = (await ada.save(run, 'Mine ä')).headers.location;
    const read = await ada.post('/returns/series/new', { text: '2024-01-02,100\n2024-01-03,101.5\n2024-01-04,99\n' });
    assert.equal((await ada.post(`${read.headers.location}/keep`, { name0: 'Kept' })).status, 303);
    await ada.save(await ada.run({ leverage: '1.5' }), 'Second');
    await people.bob.save(await people.bob.run(), 'Not mine');
    const answer = await ada.post('/account/export');
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-disposition'], /umbrella-hub-\d{4}-\d\d-\d\d\.json/);
    const text = (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.bytes) : answer.bytes).toString();
    const data = JSON.parse(text);
    assert.equal(data.person.email, ada.email);
    assert.equal(data.person.first_name, 'Ada');
    assert.equal(data.second_factor, null);
    assert.ok(data.sessions.length && data.sign_ins.length && data.margin_backtests.length >= 2);
    assert.deepEqual(data.api_tokens.map(token => token.name).sort(), ['Notebook', 'Twice']);
    assert.ok(data.audit_events.some(event => event.action === 'token.create' && event.who === 'you'));
    assert.ok(data.mails.some(mail => mail.kind === 'token-made'));
    assert.equal(data.margin_quota.saved_results, 2);
    assert.deepEqual(data.margin_saved_results.map(result => result.name), ['Mine ä', 'Second']);
    const whole = await ada.get(`${saved}/result.json`);
    const wanted = JSON.parse((whole.headers['content-encoding'] === 'gzip' ? gunzipSync(whole.bytes) : whole.bytes).toString());
    assert.deepEqual(data.margin_saved_results[0].answer, wanted);
    assert.deepEqual([data.returns_series.map(series => series.name), data.returns_versions.map(version => version.columns)],
        [['Kept'], [{ day: ['2024-01-02', '2024-01-03', '2024-01-04'], close: [100, 101.5, 99] }]]);
    assert.ok(!text.includes(people.bob.email) && !text.includes('Not mine'));
    for (const secret of ['hash":', 'session_key', 'csrf', 'scrypt', 'hub_pat_'])
        assert.ok(!text.replace(/"(inputs|result|content)_hash"/g, '').includes(secret), secret);
    assert.equal(events(ada, 'person.export_data'), 1);
});
test('an export without anything saved is good JSON, too', async () => {
    const answer = await people.mia.post('/account/export');
    const data = JSON.parse((answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.bytes) : answer.bytes).toString());
    assert.deepEqual(data.margin_saved_results, []);
    assert.equal(data.margin_quota, null);
});
test('a link cannot make an export, nor a form of another site', async () => {
    const { ada } = people, headers = { Cookie: ada.cookie, 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' };
    assert.equal((await ask('/account/export', { method: 'POST', headers, body: `csrf=${ada.token}` })).status, 403);
    assert.match((await ada.get('/account/export')).headers['content-type'], /^text\/html/);
});

// ---- leaving ----

test('an account is deleted only by its address, and everything of it ends', async () => {
    const { max } = people, other = await max.elsewhere(), token = tokenOf(await makeToken(max, 'Max'));
    const wrong = await max.post('/account/delete', { email: people.ada.email });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /not the address of this account/);
    assert.equal((await max.post('/account/delete')).status, 422);
    assert.equal(column(max, 'status'), 'active');
    const gone = await max.post('/account/delete', { email: max.email.toUpperCase() });
    assert.equal(gone.headers.location, '/login');
    assert.match(gone.headers['set-cookie'].join(), /__Host-hub=;/);
    assert.equal(column(max, 'status'), 'deleted');
    for (const session of [max, other])
        assert.equal((await session.get('/account')).status, 303);
    assert.equal((await runBy(token)).status, 401);
    assert.equal(mails(max, 'account-deleted'), 1);
    assert.equal(events(max, 'person.delete_account'), 1);
});
test('the last superuser stays', async () => {
    const last = await Staff.make('last', '--staff', '--superuser');
    const held = sql(`update umbrella.authentication_user set is_superuser = false where is_superuser and email <> '${last.email}' returning id`)
        .split('\n').filter(Boolean);
    try {
        const answer = await last.post('/account/delete', { email: last.email });
        assert.equal(answer.status, 422);
        assert.match(answer.text, /You are the only superuser/);
        assert.equal((await last.get('/account')).status, 200);
    } finally {
        for (const id of held)
            sql(`update umbrella.authentication_user set is_superuser = true where id = ${id}`);
    }
});

// ---- dashboard ----

test('console people see how many wait for approval; others are told nothing of it', async () => {
    const staff = await Staff.make('approver', '--staff', '--role', 'viewer');
    const n = Number(sql(`select count(*) from umbrella.authentication_user where status = 'pending'`));
    sql(`insert into umbrella.authentication_user (username, email) values ('w-${process.pid}', 'w-${process.pid}@account.example')`);
    assert.match(words(await staff.get('/')), n === 0 ? /One person waits for approval/ : new RegExp(`${n + 1} people wait for approval`));
    assert.match((await staff.get('/')).text, /href="\/admin\/approvals"/);
    assert.doesNotMatch((await people.ada.get('/')).text, /for approval/);
});
test('the first steps tick themselves off', async () => {
    const page = words(await people.ada.get('/'));
    assert.match(page, /5 of 6 done/);
    assert.match(page, /Done: Say how you are called/);
    assert.match(page, /Done: Bring a series of returns/);
    assert.match(page, /Set up a second factor/);
});

// ---- stale forms ----

for (const path of ['/account/profile', '/account/theme', '/account/sessions/end', '/account/sessions/1/end', '/account/tokens', '/account/tokens/1/revoke',
    '/account/export', '/account/delete'])
    test(`POST ${path} without the form's token: 403`, async () => {
        const { ada } = people;
        const answer = await ask(path, { method: 'POST', headers: { Cookie: ada.cookie, 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
            body: `email=${encodeURIComponent(ada.email)}` });
        assert.equal(answer.status, 403);
        assert.equal(column(ada, 'status'), 'active');
    });
