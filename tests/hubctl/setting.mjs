// setting.mjs: hubctl setting: what the console's settings are, and back to their defaults.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('setting');
const listed = name => JSON.parse(hub.run('setting', 'list', '--json').out).find(row => row.name === name);
const events = () => hub.ask("select count(*) || coalesce(' ' || max(actor), '') from umbrella.audit_event where action = 'setting.change'");

before(() => assert.equal(hub.run('setup').status, 0));
after(() => hub.remove());

test('list shows what is in force, never a secret', () => {
    hub.ask(`update umbrella.setting set value = '24' where name = 'invitation_hours'; update umbrella.setting set value = 'sealed' where name = 'mail_password'`);
    assert.deepEqual([listed('invitation_hours').value, listed('invitation_hours').default, listed('banner').value], ['24', '72', '']);
    assert.equal(listed('mail_password').value, '(set, not shown)');
    assert.match(hub.run('setting', 'list').out, /^NAME +VALUE +DEFAULT/);
    assert.doesNotMatch(hub.run('setting', 'list').out, /sealed/);
});

test('reset brings defaults back, on record as done here: two people for rights, too, which the console leaves on', () => {
    hub.ask("update umbrella.setting set value = 'on' where name = 'two_person'");
    assert.equal(hub.run('setting', 'reset', 'two_person').out, 'two_person has its default again\n');
    assert.deepEqual([listed('two_person').value, listed('two_person').changed_by], ['off', 'hubctl']);
    assert.match(events(), /^1 hubctl \(user /);
    assert.equal(hub.run('setting', 'reset', 'two_person').out, 'two_person has its default already\n');
    assert.match(events(), /^1 /);
});

test('an unknown name is said, and the others are reset all the same; wrong usage is 64', () => {
    const some = hub.run('setting', 'reset', 'nothing', 'invitation_hours');
    assert.equal(some.status, 65);
    assert.match(some.err, /there is no setting nothing/);
    assert.equal(listed('invitation_hours').value, '72');
    for (const words of [[], ['set'], ['reset'], ['list', 'x']])
        assert.equal(hub.run('setting', ...words).status, 64, words.join(' '));
});
