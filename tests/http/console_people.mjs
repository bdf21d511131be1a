// console_people.mjs: what the console does about people, sessions, sign-ins and the audit, as who may and who may not.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import test, { before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Member, password } from './_member.mjs';
import { Staff } from './_staff.mjs';

const run = process.pid;
let staff, root, second;

function sql(text) {
    return execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
}
let made = 0;
function person(status = 'pending', { first = 'Pat', last = `Person${made}`, role = 'viewer', email = `p${++made}-${run}@people.example` } = {}) {
    const id = sql(`insert into umbrella.authentication_user (username, email, first_name, last_name, status, role, created_ip, deleted_at)
        values ('${email.replaceAll("'", "''")}', '${email.replaceAll("'", "''")}', '${first}', '${last}', '${status}', '${role}', '198.51.100.7', ${status === 'deleted' ? 'now()' : 'null'}) returning id`);
    return { id, email, path: `/admin/people/${id}` };
}
const status = who => sql(`select status from umbrella.authentication_user where id = ${who.id}`);
const events = (who, action) => Number(sql(`select count(*) from umbrella.audit_event where action = '${action}' and object_id = '${who.id}'`));
const mails = (who, kind) => Number(sql(`select count(*) from ops.outbox where to_address = '${who.email}' and kind = '${kind}'`));
const flash = answer => decodeURIComponent((answer.headers['set-cookie'] ?? []).find(c => c.startsWith('__Host-flash='))?.split('|')[1] ?? '');
const idOf = who => sql(`select id from umbrella.authentication_user where email = '${who.email}'`);

before(async () => {
    staff = await Staff.make('people-staff', '--staff', '--role', 'manager');
    root = await Staff.make('people-root', '--superuser', '--role', 'admin');
    second = await Staff.make('people-second', '--superuser', '--role', 'admin');
    for (const one of [staff, root, second])
        one.id = idOf(one);
});

// ---- the list ----

test('the search is literal: % and _ and quotes find only themselves', async () => {
    const odd = person('active', { last: `a%b_c${run}` });
    const plain = person('active', { last: `aXbYc${run}` });
    const page = await staff.get(`/admin/people?q=${encodeURIComponent(`a%b_c${run}`)}`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(odd.email) && !page.text.includes(plain.email));
    for (const q of ["'", '"', '\\', "' or 1=1 --", '%%%%', '<script>alert(1)</script>']) {
        const answer = await staff.get(`/admin/people?q=${encodeURIComponent(q)}`);
        assert.equal(answer.status, 200, q);
        assert.ok(!answer.text.includes('<script>alert'), q);
    }
});

test('a search that is too long is said to be so, and is kept in its field', async () => {
    const answer = await staff.get(`/admin/people?q=${'x'.repeat(5000)}`);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /at most 100 characters/);
    assert.ok(answer.text.includes('x'.repeat(5000)));
    assert.equal((await staff.get(`/admin/people?q=${'x'.repeat(10000)}`)).status, 414);
});

test('page 1000000000 leads to the last page there is, for every list', async () => {
    for (const path of ['people', 'approvals', 'sessions', 'signins', 'audit']) {
        const answer = await staff.get(`/admin/${path}?page=1000000000`);
        if (answer.status !== 200) {
            assert.equal(answer.status, 303, path);
            assert.equal((await staff.get(answer.headers.location)).status, 200, path);
        }
    }
});

test('every order of the list of people answers, and CSV has the same filter', async () => {
    const one = person('disabled', { last: `Ordered${run}` });
    for (const sort of ['name', 'email', 'status', 'role', 'console', 'last_sign_in_utc', 'sign_ins', 'created_utc'])
        for (const sign of ['', '-'])
            assert.equal((await staff.get(`/admin/people?sort=${sign}${sort}&rows=25`)).status, 200, sort);
    const csv = await staff.get(`/admin/people.csv?q=Ordered${run}&status=disabled`);
    assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal(csv.text.trim().split('\r\n').length, 2);
    assert.ok(csv.text.includes(one.email));
});

test('filters: last sign-in, rights, where an account was made from', async () => {
    const never = person('active', { last: `Never${run}` });
    const late = person('active', { last: `Never${run}` });
    sql(`update umbrella.authentication_user set last_login = now() - interval '100 days' where id = ${late.id}`);
    const found = async query => (await staff.get(`/admin/people?q=Never${run}&${query}`)).text;
    assert.ok((await found('seen=never')).includes(never.email) && !(await found('seen=never')).includes(late.email));
    assert.ok((await found('seen=longer')).includes(late.email) && !(await found('seen=longer')).includes(never.email));
    assert.ok(!(await found('seen=90')).includes(late.email));
    assert.ok((await found('address=198.51.100.')).includes(late.email));
    assert.ok(!(await found('address=198.51.101.0%2F24')).includes(late.email));
    assert.ok((await found('rights=none')).includes(late.email) && !(await found('rights=staff')).includes(late.email));
    assert.equal((await staff.get('/admin/people?address=nonsense')).status, 422);
});

// ---- approving ----

test('approved: active, one event, one mail; whoever comes later is told who was first', async () => {
    const who = person();
    const answer = await staff.post(`${who.path}/approve`);
    assert.equal(answer.status, 303);
    assert.match(flash(answer), /is approved; a mail says so/);
    assert.equal(status(who), 'active');
    const again = await root.post(`${who.path}/reject`, { reason: 'no' });
    assert.equal(again.status, 409);
    assert.ok(again.text.includes(`${staff.email} has approved this account already`));
    assert.deepEqual([events(who, 'person.approve'), events(who, 'person.reject'), mails(who, 'approved'), mails(who, 'rejected')], [1, 0, 1, 0]);
});

test('rejected with a reason, which the mail has; without one the form comes again, with what was typed', async () => {
    const who = person();
    const empty = await staff.post(`${who.path}/reject`, { reason: '  ' });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Say why/);
    const long = await staff.post(`${who.path}/reject`, { reason: 'é'.repeat(1001) });
    assert.equal(long.status, 422);
    assert.ok(long.text.includes('é'.repeat(1001)));
    assert.equal(status(who), 'pending');
    assert.equal((await staff.post(`${who.path}/reject`, { reason: 'We do not know you.' })).status, 303);
    assert.equal(status(who), 'rejected');
    assert.match(sql(`select body_text from ops.outbox where to_address = '${who.email}'`), /We do not know you\./);
    assert.equal((await staff.post(`${who.path}/reconsider`)).status, 303);
    assert.equal((await staff.post(`${who.path}/reconsider`)).status, 409);
    assert.equal(status(who), 'pending');
});

test('an address that the outbox does not take keeps nobody from deciding', async () => {
    const who = person('pending', { email: `o"dd-${run}@people.example` });
    assert.equal((await staff.post(`${who.path}/approve`)).status, 303);
    assert.equal(status(who), 'active');
});

test('several at once: each has its own outcome', async () => {
    const fresh = [person(), person()], taken = person();
    await root.post(`${taken.path}/approve`);
    const answer = await staff.post('/admin/people/several', { action: 'approve', back: '/admin/people?status=pending',
        [`p${fresh[0].id}`]: '1', [`p${fresh[1].id}`]: '1', [`p${taken.id}`]: '1', p999999999: '1' });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/admin/people?status=pending');
    assert.match(flash(answer), /^2 approved\./);
    assert.ok(flash(answer).includes(`${taken.email}: ${root.email} has approved this account already.`));
    const off = await staff.post('/admin/people/several', { action: 'disable', reason: 'left', [`p${fresh[0].id}`]: '1', [`p${staff.id}`]: '1', [`p${root.id}`]: '1' });
    assert.match(flash(off), /^1 disabled\./);
    assert.deepEqual([status(fresh[0]), status(staff), status(root)], ['disabled', 'active', 'active']);
    assert.equal((await staff.post('/admin/people/several', { action: 'approve' })).status, 422);
    assert.equal((await staff.post('/admin/people/several', { action: 'promote', [`p${fresh[0].id}`]: '1' })).status, 400);
});

test('the queue says how they came, of which domain, and from where', async () => {
    const who = person('pending', { email: `first-${run}@queue${run}.example` });
    person('active', { email: `other-${run}@queue${run}.example` });
    const page = await staff.get(`/admin/approvals?q=first-${run}`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(who.email) && page.text.includes('Registered by themselves') && page.text.includes('1 other<'));
    assert.match(page.text, /less than an hour/);
});

// ---- switching, role, rights ----

test('disabled with a reason: sessions end at once; enabled again', async () => {
    const member = await Staff.make(`people-member${++made}`, '--role', 'analyst');
    const who = { id: idOf(member), email: member.email, path: `/admin/people/${idOf(member)}` };
    assert.equal((await staff.post(`${who.path}/disable`, { reason: 'holiday' })).status, 303);
    assert.equal((await member.get('/account')).status, 303);
    assert.match(sql(`select after::text from umbrella.audit_event where action = 'person.disable' and object_id = '${who.id}'`), /holiday/);
    assert.equal((await staff.post(`${who.path}/disable`)).status, 409);
    assert.equal((await staff.post(`${who.path}/enable`)).status, 303);
    assert.equal(status(who), 'active');
});

test('nobody switches themselves off, or changes their own role or rights', async () => {
    for (const [path, fields] of [['disable', {}], ['role', { role: 'viewer' }], ['rights', { rights: 'none' }]]) {
        const answer = await root.post(`/admin/people/${root.id}/${path}`, fields);
        assert.equal(answer.status, 403, path);
        assert.match(answer.text, /Nobody changes their own role, rights or status/);
    }
    assert.equal(sql(`select status || role || is_superuser from umbrella.authentication_user where id = ${root.id}`), 'activeadmintrue');
});

test('a role above one\'s own is refused; up to it is fine; one that does not exist is said to be so', async () => {
    const who = person('active');
    const above = await staff.post(`${who.path}/role`, { role: 'admin' });
    assert.equal(above.status, 403);
    assert.match(above.text, /roles up to your own/);
    assert.equal((await staff.post(`${who.path}/role`, { role: 'analyst' })).status, 303);
    assert.equal((await staff.post(`${who.path}/role`, { role: 'king' })).status, 422);
    assert.equal(sql(`select role from umbrella.authentication_user where id = ${who.id}`), 'analyst');
    assert.match(flash(await staff.post(`${who.path}/role`, { role: 'analyst' })), /already/);
});

test('who has console rights is changed by superusers alone, and rights are theirs to give', async () => {
    const who = person('active');
    assert.equal((await staff.post(`${who.path}/rights`, { rights: 'staff' })).status, 403);
    assert.equal((await root.post(`${who.path}/rights`, { rights: 'staff' })).status, 303);
    const answer = await staff.post(`${who.path}/disable`);
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Only a superuser may change a person who has console rights/);
    assert.equal((await root.post(`${who.path}/disable`)).status, 303);
    assert.equal((await root.post(`${who.path}/rights`, { rights: 'everything' })).status, 422);
});

test('two people for rights: proposed by one, granted by another, never by oneself', async () => {
    const who = person('active');
    sql("update umbrella.setting set value = 'on' where name = 'two_person'");
    try {
        assert.match(flash(await root.post(`${who.path}/rights`, { rights: 'superuser' })), /second superuser/);
        const proposal = sql(`select id from umbrella.proposal where user_id = ${who.id}`);
        assert.ok((await root.get('/admin/approvals')).text.includes(`/admin/proposals/${proposal}/refuse`));
        assert.equal((await root.post(`/admin/proposals/${proposal}/grant`)).status, 403);
        assert.equal((await staff.post(`/admin/proposals/${proposal}/grant`)).status, 403);
        assert.equal((await second.post(`/admin/proposals/${proposal}/grant`)).status, 303);
        assert.equal((await second.post(`/admin/proposals/${proposal}/refuse`)).status, 409);
        assert.equal(sql(`select is_superuser from umbrella.authentication_user where id = ${who.id}`), 't');
    } finally {
        sql("update umbrella.setting set value = null where name = 'two_person'");
        sql(`update umbrella.authentication_user set is_superuser = false, is_staff = false where id = ${who.id}`);
    }
});

test('a new password is started by the console, and set by the person alone', async () => {
    const who = person('active');
    const answer = await staff.post(`${who.path}/reset`);
    assert.equal(answer.status, 303);
    assert.ok(!/\/reset\/[0-9a-f]{64}/.test(answer.text));
    for (let tries = 0; tries < 1800 && mails(who, 'reset') === 0; tries++) // hub-jobs makes the link, so that nobody here sees it
        await sleep(100);
    assert.equal(mails(who, 'reset'), 1);
    assert.equal((await staff.post(`${person('disabled').path}/reset`)).status, 409);
});

test('a lost second factor is dropped by a superuser; sessions end, a mail says so', async () => {
    const member = await Staff.make(`people-lost${++made}`, '--role', 'analyst');
    const path = `/admin/people/${idOf(member)}`;
    assert.equal((await staff.post(`${path}/factor`)).status, 403);
    assert.equal((await root.post(`${path}/factor`)).status, 303);
    assert.equal((await member.get('/account')).status, 303);
    assert.match(flash(await root.post(`${path}/factor`)), /no second factor/);
    assert.notEqual(await Member.enter(member.email, password), null);
});

test('unknown numbers are 404, wherever they stand', async () => {
    for (const id of ['999999999', '0', '-1', '1e3', 'x', '9'.repeat(30)]) {
        assert.equal((await staff.get(`/admin/people/${id}`)).status, 404, id);
        assert.equal((await staff.post(`/admin/people/${id}/approve`)).status, 404, id);
    }
    assert.equal((await root.post('/admin/proposals/999999999/grant')).status, 409);
});

test('one person\'s page has everything in one place', async () => {
    const page = await root.get(`/admin/people/${staff.id}`);
    assert.equal(page.status, 200);
    for (const words of ['Live sessions', 'Latest sign-ins', 'API tokens', 'What was done to the account', 'Saved results', 'Audit by', 'set up'])
        assert.ok(page.text.includes(words), words);
    assert.ok((await root.get(`/admin/people/${root.id}`)).text.includes('This is your own account'));
});

// ---- proof ----

test('a proof that has grown old: the form is kept, nothing is done', async () => {
    const who = person();
    sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '1 hour' where user_id = ${staff.id} and revoked_at is null`);
    const answer = await staff.post(`${who.path}/reject`, { reason: 'kept words' });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Confirm that it is you/);
    assert.ok(answer.text.includes('kept%20words') || answer.text.includes('kept+words'));
    assert.equal(status(who), 'pending');
    sql(`update umbrella.authentication_usersession set stepup_at = now() where user_id = ${staff.id} and revoked_at is null`);
});

test('the way back of a form never leaves the console', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/admin/../..//evil.example', '/account', 'javascript:alert(1)']) {
        const answer = await staff.post(`${person().path}/approve`, { back });
        assert.equal(answer.status, 303);
        assert.match(answer.headers.location, /^\/admin\/people\/\d+$/, back);
    }
});

// ---- sessions ----

test('sessions: the list, one ended, all of a person; one\'s own stays', async () => {
    const member = await Staff.make(`people-session${++made}`, '--role', 'analyst');
    const id = idOf(member), session = sql(`select max(id) from umbrella.authentication_usersession where user_id = ${id} and revoked_at is null`);
    const list = await staff.get(`/admin/sessions?q=${encodeURIComponent(member.email)}`);
    assert.ok(list.text.includes(`/admin/sessions/${session}/end`) && list.text.includes(member.email));
    assert.equal((await staff.get(`/admin/sessions.csv?q=${encodeURIComponent(member.email)}`)).text.trim().split('\r\n').length, 2);
    assert.match(flash(await staff.post(`/admin/sessions/${session}/end`)), /The session has ended/);
    assert.equal((await member.get('/account')).status, 303);
    assert.match(flash(await staff.post(`/admin/sessions/${session}/end`)), /Nothing was left to end/);
    assert.match(flash(await staff.post(`/admin/people/${staff.id}/sessions/end`)), /ended|Nothing was left/);
    assert.equal((await staff.get('/admin/sessions')).status, 200);
    assert.equal(sql(`select object_name from umbrella.audit_event where action = 'session.end' and object_id = '${session}'`), member.email);
    assert.equal((await staff.post('/admin/sessions/end')).status, 403, 'everybody\'s: superusers alone');
});

test('sessions of console people are ended by superusers alone; one\'s own other ones by oneself', async () => {
    const newest = who => sql(`select max(id) from umbrella.authentication_usersession where user_id = ${who.id} and revoked_at is null`);
    const session = newest(root);
    for (const path of [`/admin/sessions/${session}/end`, `/admin/people/${root.id}/sessions/end`]) {
        const answer = await staff.post(path);
        assert.equal(answer.status, 403, path);
        assert.match(answer.text, /Only a superuser may change a person who has console rights, or end their sessions/);
    }
    assert.equal(sql(`select revoked_at is null from umbrella.authentication_usersession where id = ${session}`), 't');
    for (const path of [`/admin/sessions?person=${root.id}`, `/admin/people/${root.id}`]) {
        const page = await staff.get(path);
        assert.equal(page.status, 200);
        assert.ok(!page.text.includes(`/admin/sessions/${session}/end`) && !page.text.includes(`/admin/people/${root.id}/sessions/end`), path);
    }
    assert.ok((await second.get(`/admin/sessions?person=${root.id}`)).text.includes(`/admin/sessions/${session}/end`));
    const another = Number(sql(`insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, aal) values (${staff.id},
        sha256(gen_random_uuid()::text::bytea), sha256('x'), now() + interval '1 hour', '30 minutes', 2) returning id`));
    assert.match(flash(await staff.post(`/admin/sessions/${another}/end`)), /The session has ended/);
});

// ---- sign-ins ----

test('sign-ins: by the beginning of the e-mail, network, result and day, with a chart and its table', async () => {
    const page = await staff.get(`/admin/signins?email=${encodeURIComponent(staff.email.slice(0, 12))}&result=good&address=127.0.0.0%2F8`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(staff.email) && page.text.includes('chart-bar-1') && page.text.includes('As a table'));
    assert.match((await staff.get('/admin/signins?email=nobody-at-all')).text, /No attempt matches/);
    assert.match((await staff.get('/admin/signins?from=1999-01-01&to=1999-12-31')).text, /No attempt matches/);
    for (const bad of ['from=2026-02-30', 'from=2026-02-02&to=2026-02-01', 'address=1.2.3.4.5', 'address=300.1.', 'address=10.0.0.0%2F33'])
        assert.equal((await staff.get(`/admin/signins?${bad}`)).status, 422, bad);
    assert.match((await staff.get(`/admin/signins.csv?email=${encodeURIComponent(staff.email)}`)).text, /^"at_utc","email","result","address","device"\r\n/);
    assert.equal((await staff.get('/admin/signins/days.csv')).text.trim().split('\r\n').length, 91);
});

// ---- the audit ----

test('the audit: filters, only what changed, links; the file is for superusers and is an event itself', async () => {
    const who = person('active');
    await root.post(`${who.path}/role`, { role: 'manager' });
    const page = await staff.get(`/admin/audit?object=${encodeURIComponent(who.email)}&action=person.set_role&actor=${encodeURIComponent(root.email)}`);
    assert.ok(page.text.includes('<del>viewer</del>') && page.text.includes('<ins>manager</ins>') && page.text.includes(`href="${who.path}"`));
    assert.match((await staff.get(`/admin/audit?kind=person&id=${who.id}&action=person.approve`)).text, /No event matches/);
    assert.equal((await staff.post('/admin/audit/export')).status, 403);
    const csv = await root.post('/admin/audit/export', { kind: 'person', id: who.id });
    assert.equal(csv.status, 200);
    assert.equal(csv.text.trim().split('\r\n').length, 2);
    assert.equal(sql("select after->>'events' from umbrella.audit_event where action = 'audit.export' order by seq desc limit 1"), '1');
});

test('the chain is checked at once while it is short, and a change made past the hub is found', async () => {
    assert.match((await staff.post('/admin/audit/check')).text, /The chain is whole, up to event/);
    const seq = sql("select max(seq) from umbrella.audit_event where action = 'person.set_role'");
    const kept = sql(`select object_name from umbrella.audit_event where seq = ${seq}`);
    sql(`update umbrella.audit_event set object_name = 'somebody else' where seq = ${seq}`);
    try {
        const broken = await staff.post('/admin/audit/check');
        assert.match(broken.text, /not as it was written/);
        assert.ok(broken.text.includes('it was changed, or stands in the wrong place'));
    } finally {
        sql(`update umbrella.audit_event set object_name = '${kept}' where seq = ${seq}`);
    }
    assert.match((await staff.post('/admin/audit/check')).text, /The chain is whole/);
});

test('every action that the database records has words, and can be filtered for', async () => {
    const page = await staff.get('/admin/audit');
    const recorded = new Set(readdirSync('sql').filter(name => name.endsWith('.sql')).flatMap(name =>
        [...readFileSync(`sql/${name}`, 'utf8').matchAll(/audit_append\((case[^,]*|'[a-z_.]+')/g)].flatMap(call => call[1].match(/'[a-z_]+\.[a-z_]+'/g) ?? [])));
    assert.ok(recorded.size > 30);
    assert.deepEqual([...recorded].filter(action => !page.text.includes(`<option value="${action.slice(1, -1)}"`)), []);
});
