// backup.mjs: hubctl backup and restore, end to end: a hub with everything in it, its backup, an empty database, and a sign-in there.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';
import { Section } from './_section.mjs';

const keys = directory => ({ seal_key_file: join(directory, 'seal.key'), egress_key_file: join(directory, 'egress.key'),
    audit_key_file: join(directory, 'audit.key'), audit_anchor_file: join(directory, 'anchors') });
const hub = new Installation('backup', keys);
const fresh = new Installation('restored', directory => ({ ...keys(hub.directory), password_key_file: hub.key, audit_anchor_file: join(directory, 'anchors') }));
const directory = join(hub.directory, 'backups');
const password = 'nine patient copper kites';
let archive;

const rows = (installation, database) => installation.ask(`select string_agg(t.name || ' ' || t.n, ', ' order by t.name) from (select c.relname as name,
    (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text as n
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'umbrella' and c.relkind = 'r') t`, database);
const copyOf = name => {
    const to = join(directory, name);
    for (const ending of ['', '.json', '.sha256'])
        copyFileSync(archive + ending, to + ending);
    return to;
};
const restoreInto = (name, file = archive) => fresh.run('restore', file, '--database', name);
const drop = name => hub.ask(`drop database if exists "${name}" with (force)`, 'postgres');
const other = name => `hub_test_${name}_${process.pid}`;

const code = seed => execFileSync('oathtool', ['--totp', '--base32', seed]).toString().trim();

// Set up a second factor, as the page does it; and what it takes to sign in with one.
let seed;
async function enrol(auth, session) {
    const security = '/account/security/second-factor';
    const begun = await auth.send(security, {}, session, `${security}/enrol`);
    const cookie = begun.cookies.find(c => c.startsWith('__Host-hub=')) ?? session;
    seed = (await auth.ask(`${security}/enrol`, { cookie })).text.match(/class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
    const done = await auth.send(`${security}/enrol`, { code: code(seed) }, cookie, `${security}/confirm`);
    assert.match(done.text, /[Rr]ecovery codes/);
}

before(async () => {
    mkdirSync(directory);
    assert.equal(hub.run('setup', '--admin', 'root@hub.test').status, 0);
    const link = hub.run('user', 'add', 'ada@hub.test', '--role', 'analyst').out.match(/\/reset\/[0-9a-f]{64}/)[0];
    assert.equal(hub.run('invite', 'guest@hub.test').status, 0);
    const auth = await Section.start('auth', hub.directory, hub.config);
    assert.equal((await auth.send(link, { password, again: password })).status, 303);
    const session = (await auth.send('/login', { email: 'ada@hub.test', password })).cookies.find(c => c.startsWith('__Host-hub='));
    await enrol(auth, session);
    await auth.stop();
    hub.ask(`select ops.beat('hub-auth', 1, now(), '0', 0, 0, 0, 0)`);
});
after(() => {
    for (const name of ['copy', 'wrong', 'tampered', 'foreign', 'keyless', 'older'])
        drop(other(name));
    fresh.remove();
    hub.remove();
});

test('backup writes three files for their owner only, which sha256sum agrees with, and leaves nothing half', () => {
    const { status, out, err } = hub.run('backup', directory);
    assert.equal(status, 0, err);
    archive = out.trim();
    assert.match(archive, /\/umbrella-hub-\d{8}T\d{6}Z\.dump$/);
    assert.equal(readdirSync(directory).length, 3);
    for (const ending of ['', '.json', '.sha256'])
        assert.equal(statSync(archive + ending).mode & 0o777, 0o600);
    execFileSync('sha256sum', ['--check', '--status', `${archive}.sha256`], { cwd: directory });
    const manifest = JSON.parse(readFileSync(`${archive}.json`, 'utf8'));
    assert.equal(manifest.tables['umbrella.authentication_user'], 2);
    assert.equal(manifest.tables['umbrella.authentication_invitetoken'], 1);
    assert.equal(manifest.tables['ops.heartbeat'], undefined);
    assert.equal(manifest.schema.number, Number(hub.ask('select max(number) from ops.schema_version')));
    assert.equal(manifest.audit.seq, Number(hub.ask(`select seq - 1 from umbrella.audit_event where action = 'backup.make'`)));
});

test('it is noted for the console, and in the audit', () => {
    assert.equal(hub.ask('select file from ops.backup'), archive);
    assert.equal(hub.ask('select sha256 from ops.backup'), readFileSync(`${archive}.sha256`, 'utf8').slice(0, 64));
    assert.equal(hub.ask('select bytes from ops.backup'), String(statSync(archive).size));
    assert.equal(hub.ask(`select count(*) from umbrella.audit_event where action = 'backup.make' and actor like 'hubctl (user %'`), '1');
});

test('nothing is overwritten, and a directory that cannot be written is told', () => {
    const before = readFileSync(archive);
    const { status, err } = hub.run('backup', archive);
    assert.equal(status, 65);
    assert.match(err, /is there already; nothing is overwritten/);
    assert.deepEqual(readFileSync(archive), before);
    assert.match(hub.run('backup', '/nonexistent/x.dump').err, /\/nonexistent\/x\.dump.*No such file/);
});

test('a dump that fails leaves no file at all', () => {
    const tools = join(hub.directory, 'tools'), place = join(hub.directory, 'failed');
    mkdirSync(tools);
    mkdirSync(place);
    writeFileSync(join(tools, 'pg_dump'), '#!/bin/sh\necho half; exit 1\n');
    chmodSync(join(tools, 'pg_dump'), 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${tools}:${path}`;
    const { status, err } = hub.run('backup', place);
    writeFileSync(join(tools, 'pg_dump'), '#!/bin/sh\necho half\n');
    const short = hub.run('backup', place);
    process.env.PATH = path;
    assert.equal(status, 70);
    assert.match(err, /pg_dump failed \(1\)/);
    assert.equal(short.status, 70);
    assert.match(short.err, /cannot be read back/);
    assert.deepEqual(readdirSync(place), []);
    assert.equal(hub.ask('select count(*) from ops.backup'), '1');
});

test('--keep leaves the newest, and what is no backup alone', () => {
    const place = join(hub.directory, 'kept');
    mkdirSync(place);
    for (const name of ['umbrella-hub-20200101T000000Z.dump', 'umbrella-hub-20210101T000000Z.dump', 'mine.dump'])
        for (const ending of ['', '.json', '.sha256'])
            writeFileSync(join(place, name + ending), '');
    assert.equal(hub.run('backup', place, '--keep', '2').status, 0);
    const left = readdirSync(place).filter(name => name.endsWith('.dump')).sort();
    assert.deepEqual([left[0], left[1], left.length], ['mine.dump', 'umbrella-hub-20210101T000000Z.dump', 3]);
    assert.equal(readdirSync(place).length, 9);
    for (const name of readdirSync(place))
        rmSync(join(place, name));
});

test('restore makes the database, checks what came out, and says so', () => {
    const { status, out, err } = fresh.run('restore', archive);
    assert.equal(status, 0, out + err);
    for (const what of ['owner', 'schema', 'rows and rights', 'audit', 'password key', 'seal key +opens a second factor'])
        assert.match(out, new RegExp(`^ok    ${what}\\b`, 'm'));
    assert.match(out, /passwords name 1 key\(s\), all here/);
    assert.match(out, /Keys are in no backup\./);
    assert.match(out, /2 mail\(s\) and 0 job\(s\) waited/);
    assert.equal(rows(fresh).replace(/audit_event \d+/, ''), rows(hub).replace(/audit_event \d+/, ''));
    assert.equal(fresh.ask(`select count(*) from umbrella.audit_verify(1, 1000000)`), '0');
    assert.equal(fresh.ask(`select action || ' ' || object_name from umbrella.audit_event order by seq desc limit 1`), `backup.restore ${archive.split('/').pop()}`);
    assert.equal(fresh.ask(`select count(*) from ops.backup where verified_at is not null`), '1');
    assert.equal(fresh.ask(`select count(*) from umbrella.authentication_usersession where revoked_at is null`), '0');
    assert.equal(fresh.ask(`select has_table_privilege('hub_home', 'umbrella.authentication_user', 'insert')`), 'f');
});

test('a sign-in works against the restored database, a wrong password does not', async () => {
    const auth = await Section.start('auth', fresh.directory, fresh.config);
    try {
        assert.deepEqual((await auth.send('/login', { email: 'ada@hub.test', password: 'something else' })).cookies.filter(c => c.startsWith('__Host-hub=')), []);
        const half = await auth.send('/login', { email: 'ada@hub.test', password });
        assert.equal(half.status, 303);
        fresh.ask('update umbrella.second_factor set last_counter = 0'); // this half minute's code was used when it was set up
        const answer = await auth.send('/login/code', { code: code(seed) }, half.cookies.find(c => c.startsWith('__Host-half=')));
        assert.equal(answer.status, 303);
        assert.ok(answer.cookies.some(c => /^__Host-hub=[0-9a-f]{64}$/.test(c)));
    } finally {
        await auth.stop();
    }
});

test('a trial beside the hub is noted there', () => {
    assert.equal(hub.ask('select count(*) from ops.backup where verified_at is not null'), '0');
    const { status, out, err } = hub.run('restore', archive, '--database', other('copy'));
    assert.equal(status, 0, out + err);
    assert.match(out, /note .* this backup was tried/);
    assert.equal(hub.ask(`select file from ops.backup where verified_at is not null`), archive);
});

test('a database with something in it is refused, and stays as it is', () => {
    const before = rows(fresh);
    const { status, err } = fresh.run('restore', archive);
    assert.equal(status, 65);
    assert.match(err, /hub_test_restored_\d+ is not empty, and nothing is overwritten/);
    assert.equal(rows(fresh), before);
    hub.ask(`create database "${other('wrong')}"`, 'postgres');
    hub.ask('create table public.theirs (x int)', other('wrong'));
    assert.match(restoreInto(other('wrong')).err, /is not empty/);
    assert.equal(hub.ask(`select string_agg(nspname, ' ') from pg_namespace where nspname in ('umbrella', 'ops')`, other('wrong')), '');
});

test('a dump or a manifest that was tampered with is refused before anything is made', () => {
    const bad = copyOf('tampered.dump'), bytes = readFileSync(bad);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(bad, bytes);
    const { status, err } = restoreInto(other('tampered'), bad);
    assert.equal(status, 65);
    assert.match(err, /tampered\.dump was changed since the backup/);
    const forged = copyOf('forged.dump');
    writeFileSync(`${forged}.json`, readFileSync(`${forged}.json`, 'utf8').replace('"umbrella.authentication_user": 2', '"umbrella.authentication_user": 1'));
    assert.match(restoreInto(other('tampered'), forged).err, /forged\.dump\.json was changed/);
    rmSync(`${forged}.sha256`);
    assert.match(restoreInto(other('tampered'), forged).err, /a backup is three files/);
    assert.equal(hub.ask(`select count(*) from pg_database where datname = '${other('tampered')}'`, 'postgres'), '0');
});

// Hashes as whoever tampers would make them anew.
const sign = file => writeFileSync(`${file}.sha256`, execFileSync('sha256sum', [file, `${file}.json`]));

test('whoever also makes the hashes anew is found out by the counts, the chain of the audit or the rights', () => {
    const forged = copyOf('signed.dump');
    const manifest = JSON.parse(readFileSync(`${forged}.json`, 'utf8'));
    manifest.tables['umbrella.authentication_user'] = 7;
    manifest.audit.hash = '00'.repeat(32);
    manifest.rights = '00'.repeat(32);
    writeFileSync(`${forged}.json`, JSON.stringify(manifest));
    sign(forged);
    const { status, out } = restoreInto(other('tampered'), forged);
    assert.equal(status, 1);
    assert.match(out, /FAULT rows and rights/);
    assert.match(out, /umbrella\.authentication_user: 2 row\(s\), 7 in the backup/);
    assert.match(out, /the newest event is not that of the backup/);
    assert.match(out, /owners, grants, policies or triggers are not/);
    assert.match(out, /do not use the database/);
    drop(other('tampered'));
});

test('an audit that was changed before the backup is a fault of the restored one', () => {
    const was = hub.ask(`select object_name from umbrella.audit_event where seq = 1`);
    hub.ask(`update umbrella.audit_event set object_name = 'forged' where seq = 1`);
    const file = join(directory, 'forged-audit.dump');
    assert.equal(hub.run('backup', file).status, 0);
    hub.ask(`update umbrella.audit_event set object_name = '${was}' where seq = 1`);
    const { status, out } = restoreInto(other('tampered'), file);
    assert.equal(status, 1);
    assert.match(out, /FAULT audit +event 1: it was changed/);
    drop(other('tampered'));
});

test('an archive that is none of ours, and one of a newer release, are refused', () => {
    const foreign = join(directory, 'foreign.dump');
    writeFileSync(foreign, execFileSync('pg_dump', ['-Fc', '-d', readFileSync(hub.config, 'utf8').match(/database = "(.*)"/)[1].replace(hub.database, other('wrong')) + ' user=postgres']));
    assert.match(restoreInto(other('foreign'), foreign).err, /foreign\.dump\.sha256: No such file.*a backup is three files/);
    const newer = copyOf('newer.dump');
    writeFileSync(`${newer}.json`, readFileSync(`${newer}.json`, 'utf8').replace(/"number": \d+/, '"number": 9000'));
    sign(newer);
    const { status, err } = restoreInto(other('foreign'), newer);
    assert.equal(status, 65);
    assert.match(err, /the backup is of a newer release \(migration 9000/);
});

test('an archive that breaks off leaves the database empty', () => {
    const broken = copyOf('broken.dump');
    writeFileSync(broken, readFileSync(broken).subarray(0, statSync(broken).size >> 1));
    sign(broken);
    drop(other('foreign'));
    const { status, err } = restoreInto(other('foreign'), broken);
    assert.equal(status, 70);
    assert.match(err, /is as empty as before/);
    assert.equal(hub.ask(`select count(*) from pg_namespace where nspname in ('umbrella', 'ops', 'market', 'margin', 'returns')`, other('foreign')), '0');
});

test('without the keys of then, the restored database is called unusable, and the keys by name', () => {
    const id = hub.ask(`select split_part(password, '$', 7) from umbrella.authentication_user where email = 'ada@hub.test'`);
    renameSync(hub.key, `${hub.key}.away`);
    writeFileSync(hub.key, `${'ab'.repeat(32)}\n`, { mode: 0o400 });
    const { status, out } = restoreInto(other('keyless'));
    renameSync(`${hub.key}.away`, hub.key);
    assert.equal(status, 1);
    assert.match(out, new RegExp(`FAULT password key +bring along the file with the key ${id} for the passwords of 1 people`));
});

test('a seal key that opens no second factor is told', () => {
    const seal = join(hub.directory, 'seal.key');
    renameSync(seal, `${seal}.away`);
    writeFileSync(seal, `${'cd'.repeat(32)}\n`, { mode: 0o400 });
    drop(other('keyless'));
    const { status, out } = restoreInto(other('keyless'));
    renameSync(`${seal}.away`, seal);
    assert.equal(status, 1);
    assert.match(out, /FAULT seal key +does not open the second factors: bring along the seal key of then/);
});

test('anchors younger than the backup are told, and are no fault', () => {
    execFileSync(process.env.HUBCTL, ['user', 'disable', 'ada@hub.test'], { env: { ...process.env, HUB_CONFIG: hub.config } });
    const hash = hub.ask(`select seq || ' ' || encode(hash, 'hex') from umbrella.audit_head`);
    const key = readFileSync(join(hub.directory, 'audit.key'), 'utf8').trim();
    const hmac = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`], { input: hash }).toString().trim().split(' ').pop();
    writeFileSync(join(hub.directory, 'anchors'), `${hash} ${hmac}\n`);
    drop(other('copy'));
    const { status, out } = hub.run('restore', archive, '--database', other('copy'));
    assert.equal(status, 0, out);
    assert.match(out, new RegExp(`note +anchors .*anchors up to event ${hash.split(' ')[0]}`));
});

test('an older backup is restored and wants hubctl migrate', () => {
    const last = readdirSync(hub.sql).filter(name => /^\d{4}-/.test(name)).length;
    writeFileSync(join(fresh.sql, `${String(last + 1).padStart(4, '0')}-ops-next.sql`), 'create table ops.next_thing (x int);\n');
    const { status, out } = restoreInto(other('older'));
    assert.equal(status, 0, out);
    assert.match(out, new RegExp(`ok    schema +${last} of this release's ${last + 1} migrations; then: hubctl migrate`));
});

test('wrong usage is 64', () => {
    for (const words of [['backup'], ['backup', 'a', 'b'], ['backup', directory, '--keep', '0'], ['backup', `${directory}/x.dump`, '--keep', '3'], ['restore'], ['restore', 'a', 'b'],
        ['restore', 'a', '--database', ''], ['restore', '--fly', 'a']])
        assert.equal(hub.run(...words).status, 64, words.join(' '));
    assert.match(hub.run('restore', '/nonexistent').err, /nonexistent\.sha256: No such file/);
});
