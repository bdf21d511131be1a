// invite.mjs: hubctl invite: the link, the mail, the list, and lists with faults in them.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('invite');
const list = (...words) => JSON.parse(hub.run('invite', 'list', '--json', ...words).out);
const file = text => {
    const path = join(hub.directory, 'list.csv');
    writeFileSync(path, text);
    return path;
};
const link = /^https:\/\/hub\.test\/invite\/[0-9a-f]{64}$/m;

before(() => assert.equal(hub.run('setup', '--admin', 'root@hub.test').status, 0));
after(() => hub.remove());

test('an invitation prints its link alone, queues its mail, and stands in the audit', () => {
    const { status, out } = hub.run('invite', 'ada@hub.test', '--type', 'analyst', '--hours', '5', '--message', 'Come & see');
    assert.equal(status, 0);
    assert.match(out, new RegExp(`${link.source.slice(0, -1)}\n$`));
    const [one] = list();
    assert.deepEqual([one.email, one.type, one.state, one.mail, one.by], ['ada@hub.test', 'analyst', 'open', 'waiting', 'an administrator']);
    assert.equal(hub.ask(`select encode(token, 'hex') = encode(sha256(decode('${out.trim().slice(-64)}', 'hex')), 'hex') from umbrella.authentication_invitetoken`), 't');
    assert.match(hub.ask(`select body_text from ops.outbox where kind = 'invitation'`), /Come & see/);
    assert.match(hub.ask(`select actor || after::text from umbrella.audit_event where action = 'invitation.create'`), /^hubctl \(user .*"hours": 5/);
    assert.equal(hub.ask('select expires_at - created_at from umbrella.authentication_invitetoken'), '05:00:00');
});

test('who has an account, who is invited already, and what is no address are refused in words', () => {
    for (const [email, said] of [['ROOT@hub.test', /has an account already/], ['ADA@hub.test', /is on its way/], ['no address', /not an e-mail address/]]) {
        const { status, err, out } = hub.run('invite', email);
        assert.equal(status, 65);
        assert.match(err, said);
        assert.equal(out, '');
    }
    assert.equal(list('--all').length, 1);
});

test('resend makes another link in place of the first; revoke ends it; then neither', () => {
    const [{ id }] = list();
    const old = hub.ask(`select encode(token, 'hex') from umbrella.authentication_invitetoken where id = ${id}`);
    const { status, out } = hub.run('invite', 'resend', String(id), '--hours', '9');
    assert.equal(status, 0);
    assert.match(out, new RegExp(`^${id} https://hub\\.test/invite/[0-9a-f]{64}\n$`));
    assert.notEqual(hub.ask(`select encode(token, 'hex') from umbrella.authentication_invitetoken where id = ${id}`), old);
    assert.equal(hub.ask(`select string_agg(status, ' ' order by id) from ops.outbox`), 'cancelled waiting');
    assert.equal(hub.run('invite', 'revoke', String(id)).out, `Revoked invitation ${id}\n`);
    assert.equal(list().length, 0);
    assert.equal(list('--all')[0].state, 'revoked');
    assert.match(hub.run('invite', 'revoke', String(id)).err, /was used or revoked already/);
    assert.match(hub.run('invite', 'resend', '999').err, /there is no invitation 999/);
    assert.equal(hub.ask(`select string_agg(action, ' ' order by seq) from umbrella.audit_event where action like 'invitation.%'`),
        'invitation.create invitation.resend invitation.revoke');
});

test('a list: good lines are invited, faults are named by line', () => {
    const path = file('\uFEFFE-mail,Name,Role\none@hub.test,One,\n"two@hub.test","Two, Jr.",manager\nnonsense,,\nroot@hub.test\nthree@hub.test,,king\n\nOne@hub.test\n');
    const { status, out, err } = hub.run('invite', '--file', path, '--type', 'analyst');
    assert.equal(status, 65);
    assert.deepEqual(out.trim().split('\n').map(line => line.split(' ')[0]), ['one@hub.test', 'two@hub.test']);
    for (const line of out.trim().split('\n'))
        assert.match(line.split(' ')[1], link);
    assert.deepEqual([...err.matchAll(/line (\d+): ([^:]+): (.*)/g)].map(m => `${m[1]} ${m[2]}`),
        ['4 nonsense', '5 root@hub.test', '6 three@hub.test', '8 One@hub.test']);
    assert.deepEqual(list().map(i => `${i.email} ${i.type}`), ['one@hub.test analyst', 'two@hub.test manager']);
    assert.match(hub.ask(`select body_text from ops.outbox where to_address = 'two@hub.test'`), /Two, Jr\./);
});

test('a file that is none, is empty or never closes a quote is told', () => {
    assert.match(hub.run('invite', '--file', '/nonexistent.csv').err, /nonexistent\.csv: No such file/);
    assert.match(hub.run('invite', '--file', file('')).err, /is empty/);
    const open = hub.run('invite', '--file', file('four@hub.test\n"five@hub.test\n'));
    assert.equal(open.status, 65);
    assert.match(open.err, /line 2: a quote is never closed/);
});

test('wrong usage is 64', () => {
    for (const words of [[], ['a@b.c', 'd@e.f'], ['a@b.c', '--type', 'king'], ['a@b.c', '--hours', '0'], ['--hours', '721', 'a@b.c'], ['a@b.c', '--file', 'x'], ['revoke'],
        ['revoke', 'x'], ['revoke', '1', '--hours', '3'], ['list', 'x'], ['a@b.c', '--message', 'x'.repeat(2001)]])
        assert.equal(hub.run('invite', ...words).status, 64, words.join(' '));
});
