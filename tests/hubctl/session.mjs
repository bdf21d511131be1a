// session.mjs: hubctl session: who is signed in, and ending it.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('session');
const signIn = (email, idle = '1 hour') => hub.ask(`insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, ip_address,
    user_agent, aal, last_activity) select id, sha256(gen_random_uuid()::text::bytea), sha256('x'), now() + interval '1 hour', '1 minute', '192.0.2.7', 'Firefox', 2,
    now() + interval '${idle}' - interval '1 minute' from umbrella.authentication_user where email = '${email}' returning id`);
const live = email => JSON.parse(hub.run('session', 'list', ...(email ? [email] : []), '--json').out);
const ends = () => hub.ask(`select coalesce(string_agg(object_kind || ' ' || object_name || ' ' || after::text, ', ' order by seq), '') from umbrella.audit_event
    where action = 'session.end'`);

before(() => {
    assert.equal(hub.run('setup').status, 0);
    for (const email of ['ada@hub.test', 'bob@hub.test'])
        assert.equal(hub.run('user', 'add', email).status, 0);
});
after(() => hub.remove());

test('list shows live sessions only, of everybody or of one', () => {
    signIn('ada@hub.test');
    signIn('ada@hub.test', '-1 minute');
    signIn('bob@hub.test');
    assert.equal(live().length, 2);
    const [one] = live('Ada@hub.test');
    assert.deepEqual([one.email, one.second_factor, one.ip, one.user_agent], ['ada@hub.test', true, '192.0.2.7', 'Firefox']);
    assert.match(hub.run('session', 'list').out, /bob@hub\.test +yes +192\.0\.2\.7 .* Firefox$/m);
    assert.equal(hub.run('session', 'list', 'nobody@hub.test').status, 65);
});

test('end ends one, with an event; a second time there is none', () => {
    const [{ id }] = live('bob@hub.test');
    assert.equal(hub.run('session', 'end', String(id)).out, `Ended session ${id} of bob@hub.test\n`);
    assert.deepEqual(live('bob@hub.test'), []);
    assert.equal(ends(), 'session bob@hub.test {"ended": 1}');
    const again = hub.run('session', 'end', String(id));
    assert.equal(again.status, 65);
    assert.match(again.err, /does not live/);
    assert.equal(ends(), 'session bob@hub.test {"ended": 1}');
});

test('end-all ends those of one person, or everybody\'s, and half sign-ins with them', () => {
    signIn('ada@hub.test');
    signIn('bob@hub.test');
    hub.ask(`insert into umbrella.half_signin (token_hash, user_id, purpose) select sha256('half'), id, 'factor' from umbrella.authentication_user where email = 'ada@hub.test'`);
    assert.equal(hub.run('session', 'end-all', 'ada@hub.test').out, 'Ended 2 session(s)\n');
    assert.equal(live().length, 1);
    assert.equal(hub.ask('select count(*) from umbrella.half_signin where used_at is null'), '0');
    assert.equal(hub.run('session', 'end-all').out, 'Ended 1 session(s)\n');
    assert.equal(hub.run('session', 'end-all').out, 'Ended 0 session(s)\n');
    assert.equal(ends(), 'session bob@hub.test {"ended": 1}, person ada@hub.test {"ended": 2}, session  {"ended": 1}');
});

test('wrong usage is 64', () => {
    for (const words of [[], ['fly'], ['end'], ['end', 'x'], ['end-all', 'a@b', 'c@d'], ['list', 'a@b', 'c@d']])
        assert.equal(hub.run('session', ...words).status, 64, words.join(' '));
});
