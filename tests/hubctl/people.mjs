// people.mjs: hubctl user, demo and config, and how the command answers wrong usage.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('people');
before(() => assert.equal(hub.run('setup').status, 0));
after(() => hub.remove());

const link = /^(Set a password: )?https:\/\/hub\.test\/reset\/[0-9a-f]{64}\n$/;

test('user add makes an active person and tells a link', () => {
    const { status, out } = hub.run('user', 'add', 'ada@hub.test', '--first-name', 'Ada', '--last-name', "O'Hara; --", '--role', 'analyst');
    assert.equal(status, 0);
    assert.match(out, link);
    assert.equal(hub.ask(`select role || ' ' || status || ' ' || is_staff || ' ' || last_name from umbrella.authentication_user where email = 'ada@hub.test'`),
        "analyst active false O'Hara; --");
});

test('user add refuses what cannot be, in words, and stores nothing', () => {
    const before = hub.ask('select count(*) from umbrella.authentication_user');
    for (const [words, said] of [
        [['ADA@hub.test'], /ADA@hub\.test has an account already/],
        [['no address'], /no address is not an e-mail address/],
        [['x@hub.test', '--role', 'king'], /must be viewer, analyst, manager or admin, not king/],
    ]) {
        const { status, err } = hub.run('user', 'add', ...words);
        assert.equal(status, 65, err);
        assert.match(err, said);
    }
    assert.equal(hub.ask('select count(*) from umbrella.authentication_user'), before);
});

test('a superuser is staff', () => {
    assert.equal(hub.run('user', 'add', 'root@hub.test', '--superuser', '--role', 'admin').status, 0);
    assert.equal(hub.ask(`select is_staff from umbrella.authentication_user where email = 'root@hub.test'`), 't');
});

test('user list shows everybody, and no hash', () => {
    const { status, out } = hub.run('user', 'list');
    assert.equal(status, 0);
    assert.match(out, /ada@hub\.test +Ada O'Hara; -- +analyst +active +never/);
    assert.doesNotMatch(out, /scrypt/);
});

test('user reset-link replaces the link before', () => {
    const { status, out } = hub.run('user', 'reset-link', 'Ada@hub.test', '--hours', '2');
    assert.equal(status, 0);
    assert.match(out, link);
    const live = `from umbrella.password_link l join umbrella.authentication_user u on u.id = l.user_id where u.email = 'ada@hub.test'`;
    assert.equal(hub.ask(`select count(*) || ' ' || max(l.expires_at - l.created_at) ${live}`), '1 02:00:00');
});

test('user reset-link for nobody is refused', () => {
    const { status, err } = hub.run('user', 'reset-link', 'nobody@hub.test');
    assert.equal(status, 65);
    assert.match(err, /nobody with the e-mail/);
});

test('demo load tells sign-ins, may be repeated, and demo remove takes them away', () => {
    const first = hub.run('demo', 'load');
    assert.equal(first.status, 0);
    for (const role of ['viewer', 'analyst', 'manager'])
        assert.match(first.out, new RegExp(`${role} +${role}@demo\\.example +\\w+`));
    const hash = hub.ask(`select password from umbrella.authentication_user where email = 'analyst@demo.example'`);
    assert.match(hash, /^scrypt\$15\$8\$3\$/);
    const key = Buffer.from(readFileSync(hub.key, 'utf8').trim(), 'hex');
    assert.equal(hash.split('$')[6], createHash('sha256').update(key).digest('hex').slice(0, 8));
    assert.equal(hub.run('demo', 'load').out, first.out);
    assert.equal(hub.ask(`select password from umbrella.authentication_user where email = 'analyst@demo.example'`), hash);
    assert.match(hub.run('demo', 'remove').out, /Removed 3 people/);
    assert.equal(hub.ask(`select count(*) from umbrella.authentication_user where email like '%demo.example'`), '0');
});

test('config shows every setting and where it comes from', () => {
    const { status, out } = hub.run('config');
    assert.equal(status, 0);
    assert.match(out, /^origin += https:\/\/hub\.test +# from the file$/m);
    assert.match(out, /^session_hours += 12 +# default$/m);
});

test('wrong usage is 64, wrong settings are 65, with a word on standard error', () => {
    for (const words of [[], ['fly'], ['--fly'], ['migrate', 'x'], ['migrate', '--fly'], ['user'], ['user', 'add'], ['user', 'add', 'a@b', 'c@d'],
        ['user', 'reset-link', 'a@b', '--hours', '0'], ['user', 'list', 'x'], ['demo'], ['demo', 'dance'], ['config', 'x'], ['doctor', 'x'], ['setup', 'x']]) {
        const { status, out, err } = hub.run(...words);
        assert.equal(status, 64, words.join(' '));
        assert.equal(out, '');
        assert.notEqual(err, '');
    }
    const { status, err } = hub.run('--config', '/nonexistent/hub.conf', 'config');
    assert.equal(status, 65);
    assert.match(err, /\/nonexistent\/hub\.conf: No such file/);
});

test('--help and --version answer on standard output', () => {
    const help = hub.run('--help');
    assert.equal(help.status, 0);
    for (const command of ['setup', 'migrate', 'doctor', 'user', 'invite', 'session', 'backup', 'restore', 'import', 'import-django', 'demo', 'compute', 'config'])
        assert.match(help.out, new RegExp(`^  ${command} `, 'm'));
    assert.match(hub.run('--version').out, /^hubctl \(Umbrella Hub\) \d+\.\d+\.\d+\n$/);
});

test('a database that is away is a fault', () => {
    const away = new Installation('away', { database: 'host=/nonexistent dbname=x' });
    const { status, err } = away.run('user', 'list');
    assert.equal(status, 70);
    assert.match(err, /hubctl: the database: /);
});
