// user.mjs: hubctl user: every change with its rules, its event in the audit and its mail.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('user');
const person = (email, columns) => hub.ask(`select ${columns} from umbrella.authentication_user where email = '${email}'`);
const newest = () => hub.ask(`select action || '|' || object_name || '|' || actor || '|' || coalesce(before::text, '') || '|' || coalesce(after::text, '')
    from umbrella.audit_event order by seq desc limit 1`);
const events = () => Number(hub.ask('select count(*) from umbrella.audit_event'));
const mails = email => hub.ask(`select coalesce(string_agg(kind, ' ' order by id), '') from ops.outbox where to_address = '${email}'`);
const waiting = email => hub.ask(`insert into umbrella.authentication_user (username, email, first_name) values ('${email}', '${email}', 'Wanda')`);
const actor = `hubctl (user ${userInfo().username})`;
// A session that lives, for who has the e-mail.
const signIn = email => hub.ask(`insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl)
    select id, sha256(gen_random_uuid()::text::bytea), sha256('x'), now() + interval '1 hour', interval '1 hour' from umbrella.authentication_user where email = '${email}'`);
const live = email => hub.ask(`select count(*) from umbrella.authentication_usersession s join umbrella.authentication_user u on u.id = s.user_id
    where u.email = '${email}' and s.revoked_at is null`);

before(() => {
    assert.equal(hub.run('setup', '--admin', 'root@hub.test').status, 0);
    assert.equal(hub.run('user', 'add', 'ada@hub.test', '--first-name', 'Ada', '--role', 'analyst').status, 0);
});
after(() => hub.remove());

test('adding somebody, and a link for somebody, stand in the audit with who did it', () => {
    assert.equal(hub.ask(`select count(*) from umbrella.audit_event where action = 'person.create' and object_name = 'ada@hub.test'
        and after = '{"role": "analyst", "staff": false, "superuser": false}' and actor = '${actor}'`), '1');
    assert.equal(hub.run('user', 'reset-link', 'ada@hub.test', '--hours', '5').status, 0);
    assert.equal(newest(), `person.make_link|ada@hub.test|${actor}||{"hours": 5}`);
});

test('approve: one decision, one event, one mail; a second time is refused', () => {
    waiting('wanda@hub.test');
    const { status, out } = hub.run('user', 'approve', 'Wanda@hub.test');
    assert.equal(status, 0);
    assert.equal(out, 'wanda@hub.test: approved\n');
    assert.equal(person('wanda@hub.test', "status || ' ' || (approval_date is not null)"), 'active true');
    assert.equal(newest(), `person.approve|wanda@hub.test|${actor}|{"status": "pending"}|{"reason": "", "status": "active"}`);
    assert.equal(mails('wanda@hub.test'), 'approved');
    const before = events(), again = hub.run('user', 'approve', 'wanda@hub.test');
    assert.equal(again.status, 65);
    assert.match(again.err, /wanda@hub\.test is active, not pending/);
    assert.equal(events(), before);
});

test('reject with a reason, reconsider, and several people at once', () => {
    waiting('one@hub.test');
    waiting('two@hub.test');
    const { status, out, err } = hub.run('user', 'reject', '--reason', 'Not <one> of us', 'one@hub.test', 'nobody@hub.test', 'two@hub.test');
    assert.equal(status, 65);
    assert.equal(out, 'one@hub.test: rejected\ntwo@hub.test: rejected\n');
    assert.match(err, /nobody has the e-mail nobody@hub\.test/);
    assert.equal(person('two@hub.test', "status || rejection_reason"), 'rejectedNot <one> of us');
    assert.match(newest(), /person\.reject\|two@hub\.test\|.*"reason": "Not <one> of us"/);
    assert.equal(mails('one@hub.test'), 'rejected');
    assert.equal(hub.run('user', 'reconsider', 'two@hub.test').status, 0);
    assert.equal(person('two@hub.test', "status || rejection_reason"), 'pending');
    assert.match(newest(), /^person\.reconsider\|two@hub\.test/);
});

test('disable ends sessions and tokens; enable; neither twice', () => {
    signIn('ada@hub.test');
    assert.equal(hub.run('user', 'disable', 'ada@hub.test', '--reason', 'left').status, 0);
    assert.equal(person('ada@hub.test', 'status'), 'disabled');
    assert.equal(live('ada@hub.test'), '0');
    assert.equal(newest(), `person.disable|ada@hub.test|${actor}|{"status": "active"}|{"reason": "left", "status": "disabled"}`);
    assert.equal(hub.run('user', 'disable', 'ada@hub.test').status, 65);
    assert.equal(hub.run('user', 'enable', 'ada@hub.test').status, 0);
    assert.equal(hub.run('user', 'enable', 'ada@hub.test').status, 65);
    assert.equal(person('ada@hub.test', 'status'), 'active');
});

test('role and rights change, end sessions, and stand in the audit; the same again is refused', () => {
    signIn('ada@hub.test');
    assert.equal(hub.run('user', 'role', 'manager', 'ada@hub.test').status, 0);
    assert.equal(live('ada@hub.test'), '0');
    assert.equal(newest(), `person.set_role|ada@hub.test|${actor}|{"role": "analyst"}|{"role": "manager"}`);
    assert.match(hub.run('user', 'role', 'manager', 'ada@hub.test').err, /is manager already/);
    assert.equal(hub.run('user', 'rights', 'staff', 'ada@hub.test').status, 0);
    assert.equal(newest(), `rights.set|ada@hub.test|${actor}|{"staff": false, "superuser": false}|{"staff": true, "superuser": false}`);
    assert.equal(hub.run('user', 'rights', 'staff', 'ada@hub.test').status, 65);
});

test('the last superuser stays, said in words, with what to do first', () => {
    const before = events();
    for (const words of [['rights', 'staff'], ['disable']]) {
        const { status, err } = hub.run('user', ...words, 'root@hub.test');
        assert.equal(status, 65);
        assert.match(err, /root@hub\.test is the last active superuser.*hubctl user rights superuser EMAIL/);
    }
    assert.equal(events(), before);
    assert.equal(hub.run('user', 'rights', 'superuser', 'ada@hub.test').status, 0);
    assert.equal(hub.run('user', 'rights', 'none', 'root@hub.test').status, 0);
    assert.equal(person('root@hub.test', "is_staff::text || is_superuser"), 'falsefalse');
});

test('reset-factor takes it away with its codes, ends sessions, and tells by mail', () => {
    assert.match(hub.run('user', 'reset-factor', 'wanda@hub.test').err, /has no second factor/);
    hub.ask(`insert into umbrella.second_factor (user_id, sealed_seed, key_id, confirmed_at) select id, decode(repeat('00', 60), 'hex'), 'k', now()
        from umbrella.authentication_user where email = 'wanda@hub.test';
        update umbrella.authentication_user set has_second_factor = true where email = 'wanda@hub.test'`);
    signIn('wanda@hub.test');
    assert.equal(hub.run('user', 'reset-factor', 'wanda@hub.test').status, 0);
    assert.equal(person('wanda@hub.test', 'has_second_factor'), 'f');
    assert.equal(hub.ask('select count(*) from umbrella.second_factor'), '0');
    assert.equal(live('wanda@hub.test'), '0');
    assert.equal(mails('wanda@hub.test'), 'approved factor-off');
    assert.match(newest(), /^person\.drop_factor\|wanda@hub\.test/);
});

test('list filters by status and role, shows who is shut and who has a second factor, and speaks JSON', () => {
    hub.ask(`update umbrella.authentication_user set failed_signins = 101, has_second_factor = true where email = 'wanda@hub.test'`);
    const all = JSON.parse(hub.run('user', 'list', '--json').out);
    assert.deepEqual(all.find(p => p.email === 'wanda@hub.test'), { email: 'wanda@hub.test', name: 'Wanda', role: 'viewer', status: 'active', console: '',
        has_second_factor: true, is_shut: true, last_signin: 'never' });
    assert.deepEqual(JSON.parse(hub.run('user', 'list', '--status', 'rejected', '--json').out).map(p => p.email), ['one@hub.test']);
    assert.deepEqual(JSON.parse(hub.run('user', 'list', '--role', 'manager', '--status', 'active', '--json').out).map(p => p.email), ['ada@hub.test']);
    assert.match(hub.run('user', 'list').out, /^wanda@hub\.test +Wanda +viewer +active +yes +yes +never$/m);
});

test('show tells one person in lines and as JSON', () => {
    const { status, out } = hub.run('user', 'show', 'ADA@hub.test');
    assert.equal(status, 0);
    assert.match(out, /^console +superuser$/m);
    assert.match(out, /^has a password +no$/m);
    assert.match(out, /^last change \(UTC\) +\d{4}-\d\d-\d\d \d\d:\d\d rights\.set by hubctl/m);
    const one = JSON.parse(hub.run('user', 'show', 'ada@hub.test', '--json').out);
    assert.equal(one.sessions, 0);
    assert.equal(one.decided_by, null);
    assert.equal(hub.run('user', 'show', 'nobody@hub.test').status, 65);
});

test('a name that would steer the terminal is shown tame', () => {
    hub.ask(`update umbrella.authentication_user set first_name = E'\\x1b[2J\\u009b31mEvil' where email = 'one@hub.test'`);
    const { out } = hub.run('user', 'list', '--status', 'rejected');
    assert.match(out, /\?\[2J\?\?31mEvil/);
    assert.doesNotMatch(out, /[\x1b\u009b]/);
});

test('the chain of the audit is whole after all of it', () => {
    assert.equal(hub.ask('select count(*) from umbrella.audit_verify(1, 1000000)'), '0');
});

test('wrong usage is 64, and nothing is changed', () => {
    const before = events();
    for (const words of [['approve'], ['approve', '--reason', 'x', 'a@b'], ['role', 'king', 'ada@hub.test'], ['role'], ['role', 'viewer'], ['rights', 'all', 'ada@hub.test'],
        ['list', '--status', 'gone'], ['list', '--role', 'king'], ['show'], ['fly'], ['disable', '--reason', 'x'.repeat(2001), 'ada@hub.test']]) {
        const { status, err } = hub.run('user', ...words);
        assert.equal(status, 64, words.join(' '));
        assert.match(err, /^hubctl: |unrecognized/);
    }
    assert.equal(events(), before);
});
