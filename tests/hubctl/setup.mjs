// setup.mjs: hubctl setup makes a hub from nothing, may be repeated, and doctor agrees or says what is missing.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, statSync } from 'node:fs';
import { after, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('setup', directory => Object.fromEntries(['seal', 'egress', 'audit'].map(name => [`${name}_key_file`, `${directory}/${name}.key`])
    .concat([['audit_anchor_file', `${directory}/anchors`]])));
after(() => hub.remove());

const link = /https:\/\/hub\.test\/reset\/([0-9a-f]{64})\n/;
let first;

test('before setup, doctor names the fault, the command that mends it, and exits with 1', () => {
    const { status, out } = hub.run('doctor');
    assert.equal(status, 1);
    assert.match(out, /FAULT database .*does not exist/);
    assert.match(out, /mend: .*hubctl setup/);
});

test('setup makes the database, the tables, the data and a link for the first administrator', () => {
    const { status, out, err } = hub.run('setup', '--admin', 'first@hub.test');
    assert.equal(status, 0, err);
    assert.match(out, /Created the database hub_test_setup/);
    assert.match(out, /Applied 0001-foundation\.sql\nApplied 0002-/);
    assert.match(out, /First administrator: first@hub\.test/);
    first = out.match(link)[1];
    assert.equal(hub.ask(`select role || is_staff || is_superuser || status from umbrella.authentication_user where email = 'first@hub.test'`),
        'admintruetrueactive');
    assert.equal(hub.ask('select pg_get_userbyid(datdba) from pg_database where datname = current_database()'), 'hub_owner');
    assert.ok(Number(hub.ask(`select count(*) from market.daily_bar`)) > 5000);
});

test('where the key cannot be made, setup says so and makes nothing', () => {
    const other = new Installation('nokey', { password_key_file: '/nonexistent/password.key' });
    const { status, err } = other.run('setup');
    assert.equal(status, 65);
    assert.match(err, /the password-key \/nonexistent\/password\.key cannot be made: No such file/);
    assert.equal(hub.ask(`select count(*) from pg_database where datname = '${other.database}'`, 'postgres'), '0');
    other.remove();
});

test('only the hash of the link is stored', () => {
    const hash = hub.ask(`select encode(sha256(decode('${first}', 'hex')), 'hex')`);
    assert.equal(hub.ask(`select encode(token_hash, 'hex') from umbrella.password_link`), hash);
});

test('again, it changes nothing but tells a new link while nobody has used one', () => {
    const before = hub.ask('select string_agg(number || checksum || applied_at, chr(10)) from ops.schema_version');
    const { status, out } = hub.run('setup', '--admin', 'other@hub.test');
    assert.equal(status, 0);
    assert.doesNotMatch(out, /Applied|Created/);
    assert.match(out, /First administrator: first@hub\.test/);
    assert.notEqual(out.match(link)[1], first);
    assert.equal(hub.ask('select count(*) from umbrella.password_link'), '1');
    assert.equal(hub.ask('select string_agg(number || checksum || applied_at, chr(10)) from ops.schema_version'), before);
});

test('setup makes the password key once, for its owner only', () => {
    const key = readFileSync(hub.key, 'utf8');
    assert.match(key, /^[0-9a-f]{64}\n$/);
    assert.equal(statSync(hub.key).mode & 0o777, 0o400);
    assert.equal(hub.run('setup').status, 0);
    assert.equal(readFileSync(hub.key, 'utf8'), key);
});

test('doctor misses the administrator until a password is set, then there is no fault', () => {
    const missing = hub.run('doctor');
    assert.equal(missing.status, 1);
    assert.match(missing.out, /FAULT administrator/);
    assert.match(missing.out, /\n1 fault\(s\), \d+ warning\(s\)\n$/);
    hub.ask(`update umbrella.authentication_user set password = 'set' where email = 'first@hub.test'`);
    const { status, out } = hub.run('doctor');
    assert.equal(status, 0, out);
    assert.match(out, /No fault, \d+ warning\(s\)\n$/);
    assert.doesNotMatch(hub.run('setup').out, /administrator/);
});

test('a password key that is lost or open to others: doctor says so, no hash is made, hub-auth does not start', () => {
    renameSync(hub.key, `${hub.key}.away`);
    assert.match(hub.run('doctor').out, /FAULT password key .*No such file[^]*\n1 fault\(s\), \d+ warning\(s\)\n$/);
    assert.match(hub.run('demo', 'load').err, /the password-key .*No such file/);
    const auth = spawnSync(`${process.env.HUB_LIBEXEC}/hub-auth`, ['--config', hub.config, '--socket', `${hub.directory}/auth.sock`],
        { encoding: 'utf8', timeout: 180000 });
    assert.equal(auth.status, 70);
    assert.match(auth.stderr, /the password-key .*No such file/);
    renameSync(`${hub.key}.away`, hub.key);
    chmodSync(hub.key, 0o444);
    assert.match(hub.run('doctor').out, /FAULT password key .*others may read/);
    chmodSync(hub.key, 0o400);
    assert.match(hub.run('doctor').out, /ok    password key/);
});

test('doctor finds public passwords and a table of a wrong owner', () => {
    assert.equal(hub.run('demo', 'load').status, 0);
    hub.ask('create table margin.by_hand (x int)');
    const { status, out } = hub.run('doctor');
    assert.equal(status, 1);
    assert.match(out, /FAULT demo .*3 people[^\n]*\n.*mend: hubctl demo remove/);
    assert.match(out, /FAULT owner/);
    hub.ask('drop table margin.by_hand');
});

test('an e-mail that is none cannot be the first administrator', () => {
    const other = new Installation('admin');
    try {
        const { status, err } = other.run('setup', '--admin', 'nonsense');
        assert.equal(status, 65);
        assert.match(err, /nonsense cannot be made the first administrator/);
        assert.equal(other.run('setup').status, 0);
    } finally {
        other.remove();
    }
});
