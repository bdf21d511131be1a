// migrate.mjs: migrations are applied in order, each whole or not at all; edited files, gaps and a newer schema are refused.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('migrate');
const files = readdirSync(hub.sql).filter(name => /^\d{4}-/.test(name)).sort();
const next = n => String(files.length + n).padStart(4, '0');
const write = (name, text) => writeFileSync(join(hub.sql, name), text);
const remove = name => rmSync(join(hub.sql, name));
const applied = () => Number(hub.ask('select count(*) from ops.schema_version'));

before(() => hub.ask(`create database "${hub.database}"`, 'postgres'));
after(() => hub.remove());

test('a dry run lists what would be applied and changes nothing', () => {
    const { status, out } = hub.run('migrate', '--dry-run');
    assert.equal(status, 0);
    assert.deepEqual(out.trim().split('\n'), files.map(name => `to apply ${name}`));
    assert.equal(hub.ask(`select to_regclass('ops.schema_version') is null`), 't');
});

test('four at once apply every migration exactly once', async () => {
    const ends = await Promise.all([1, 2, 3, 4].map(() => new Promise(resolve => {
        const child = spawn(process.env.HUBCTL, ['migrate'], { env: { ...process.env, HUB_CONFIG: hub.config } });
        let out = '';
        child.stdout.on('data', part => { out += part; });
        child.on('close', status => resolve({ status, out }));
    })));
    assert.deepEqual(ends.map(end => end.status), [0, 0, 0, 0]);
    assert.deepEqual(ends.map(end => end.out).join('').trim().split('\n').sort(), files.map(name => `Applied ${name}`));
    assert.equal(applied(), files.length);
});

test('the ledger says what, when and by whom', () => {
    assert.equal(hub.ask(`select name || ' ' || applied_by || (applied_at > now() - interval '5 min') from ops.schema_version where number = 1`),
        '0001-foundation.sql postgrestrue');
});

test('again, nothing is left to do', () => {
    const { status, out } = hub.run('migrate');
    assert.equal(status, 0);
    assert.equal(out, '');
});

test('a new file is applied as the owner', () => {
    write(`${next(1)}-test-table.sql`, 'create table ops.test_table (x int);');
    assert.equal(hub.run('migrate').out, `Applied ${next(1)}-test-table.sql\n`);
    assert.equal(hub.ask(`select relowner::regrole from pg_class where oid = 'ops.test_table'::regclass`), 'hub_owner');
});

test('a file that fails leaves nothing behind and says where', () => {
    const name = `${next(2)}-test-broken.sql`;
    write(name, 'create table ops.half (x int);\nselect 1 / 0;');
    const { status, err } = hub.run('migrate');
    assert.equal(status, 70);
    assert.match(err, new RegExp(`${name}: .*division by zero`));
    assert.equal(hub.ask(`select to_regclass('ops.half') is null`), 't');
    assert.equal(applied(), files.length + 1);
    remove(name);
});

test('an edited file is refused', () => {
    const text = readFileSync(join(hub.sql, files[0]), 'utf8');
    write(files[0], `${text}-- a word more\n`);
    const { status, err } = hub.run('migrate');
    assert.equal(status, 65);
    assert.match(err, /0001-foundation\.sql was applied and has been edited/);
    assert.match(hub.run('doctor').out, /FAULT schema .*edited/);
    write(files[0], text);
    assert.equal(hub.run('migrate').status, 0);
});

test('a gap and a number given twice are refused', () => {
    const name = `${next(3)}-test-late.sql`;
    write(name, 'select 1;');
    const gap = hub.run('migrate');
    assert.equal(gap.status, 65);
    assert.match(gap.err, new RegExp(`${next(2)} is missing or there twice`));
    renameSync(join(hub.sql, name), join(hub.sql, `${next(1)}-test-twin.sql`));
    assert.equal(hub.run('migrate').status, 65);
    remove(`${next(1)}-test-twin.sql`);
});

test('a schema newer than the program is refused', () => {
    remove(`${next(1)}-test-table.sql`);
    const { status, err } = hub.run('migrate');
    assert.equal(status, 65);
    assert.match(err, /the database is newer than this program: it has \d+-test-table\.sql/);
});
