// doctor.mjs: hubctl doctor finds what is wrong, one thing after the other, and names what mends it.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const hub = new Installation('doctor', directory => ({ ...Object.fromEntries(['seal', 'egress', 'audit'].map(name => [`${name}_key_file`, join(directory, `${name}.key`)])),
    audit_anchor_file: join(directory, 'anchors'), certificate: join(directory, 'tls.crt') }));
const programs = ['hub-auth', 'hub-home', 'hub-admin', 'hub-margin', 'hub-returns', 'hub-jobs', 'hub-egress'];
const path = name => join(hub.directory, name);
const beat = () => hub.ask(`select ops.beat(program, 1, now(), '0', 0, 0, 0, 0) from unnest('{${programs}}'::text[]) program`);
const certificate = days => execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', String(days), '-subj', '/CN=hub.test',
    '-keyout', path('tls.key'), '-out', path('tls.crt')], { stdio: 'ignore' });
const look = () => JSON.parse(hub.run('doctor', '--json').out);
const one = what => look().checks.find(check => check.what === what);
const set = (name, value) => hub.ask(`update umbrella.setting set value = ${value === null ? 'null' : `'${value}'`} where name = '${name}'`);

before(() => {
    certificate(90);
    assert.equal(hub.run('setup').status, 0);
    hub.ask(`update umbrella.authentication_user set password = 'set', has_second_factor = true where is_superuser;
        insert into ops.backup (file, bytes, sha256) values ('x', 1, repeat('0', 64)); insert into ops.egress_key values (sha256('x'))`);
    set('mail_server', 'smtp://mail.hub.test:587');
    beat();
});
after(() => hub.remove());

test('a hub that has everything is well: exit 0, nothing to mend, in words and as JSON', () => {
    const { status, out } = hub.run('doctor');
    assert.equal(status, 0, out);
    assert.match(out, /Everything is well\n$/);
    assert.doesNotMatch(out, /mend:/);
    const { faults, warnings, checks } = look();
    assert.deepEqual([faults, warnings], [0, 0]);
    assert.ok(checks.length > 25 && checks.every(check => check.state === 'ok' && check.found && check.mend === null));
});

// Each: what is broken how, what doctor then says of what, and how it is mended again.
const broken = [
    ['a program that gives no sign of life while others do', 'programs', 'fault', /^hub-jobs without a sign of life for 90 s$/, /systemctl restart hub\.target/,
        () => hub.ask(`update ops.heartbeat set at = now() - interval '91 seconds' where program = 'hub-jobs'`), beat],
    ['no program at all', 'programs', 'warning', /^none runs/, /systemctl/,
        () => hub.ask(`delete from ops.heartbeat`), beat],
    ['a job that has waited for long', 'jobs', 'fault', /^1 due for more than 10 minutes/, /systemctl restart hub-jobs/,
        () => hub.ask(`insert into ops.job (kind, run_at) values ('test', now() - interval '11 minutes')`), () => hub.ask('delete from ops.job')],
    ['a job that failed', 'jobs', 'warning', /^1 failed in the last 7 days$/, /hubctl job retry/,
        () => hub.ask(`insert into ops.job (kind, status, finished_at) values ('test', 'failed', now())`), () => hub.ask('delete from ops.job')],
    ['a schedule that stands still', 'retention', 'fault', /^last put into the queue never$/, /hub-jobs/,
        () => hub.ask(`update ops.schedule set next_at = now() - interval '11 minutes'`), () => hub.ask('update ops.schedule set next_at = now()')],
    ['a mail that is not sent for want of a server', 'mail server', 'fault', /^1 mail\(s\) not sent: no mail server is set$/, /hubctl mail test/,
        () => { set('mail_server', null); hub.ask(`select ops.mail_add('test', 'a@hub.test', 's', 't', '', null, null)`); },
        () => { set('mail_server', 'smtp://mail.hub.test:587'); hub.ask('delete from ops.outbox'); }],
    ['no server and no mail', 'mail server', 'warning', /^none is set/, /Settings/, () => set('mail_server', null), () => set('mail_server', 'smtp://mail.hub.test:587')],
    ['a mail that waits for hub-egress', 'mails', 'fault', /^1 due for more than 10 minutes: hub-egress/, /hub-egress/,
        () => hub.ask(`select ops.mail_add('test', 'a@hub.test', 's', 't', '', null, null); update ops.outbox set next_try_at = now() - interval '11 minutes'`),
        () => hub.ask('delete from ops.outbox')],
    ['a mail that could not be delivered', 'mails', 'warning', /^1 could not be delivered/, /hubctl mail list/,
        () => hub.ask(`select ops.mail_add('test', 'a@hub.test', 's', 't', '', null, null); update ops.outbox set status = 'failed', finished_at = now()`),
        () => hub.ask('delete from ops.outbox')],
    ['a backup of eight days ago', 'backup', 'fault', /^last \d{4}-\d\d-\d\d \d\d:\d\d, never tried/, /hubctl backup DIRECTORY/,
        () => hub.ask(`update ops.backup set at = now() - interval '8 days'`), () => hub.ask('update ops.backup set at = now()')],
    ['an old hub without any backup', 'backup', 'fault', /^there is none yet$/, /hubctl backup/,
        () => hub.ask(`update ops.backup set file = 'y'; delete from ops.backup; update ops.schema_version set applied_at = now() - interval '8 days'`),
        () => hub.ask(`insert into ops.backup (file, bytes, sha256) values ('x', 1, repeat('0', 64))`)],
    ['an event that was changed', 'audit', 'fault', /newest 1,000/, /hubctl audit verify/,
        () => hub.ask(`update umbrella.audit_event set action = 'person.approve' where seq = 1`), () => hub.ask(`update umbrella.audit_event set action = 'person.create' where seq = 1`)],
    ['registration open to everybody', 'registration', 'warning', /^open/, /Settings/, () => set('registration_mode', 'open'), () => set('registration_mode', null)],
    ['no superuser with a second factor', 'second factor', 'warning', /^0 of 1/, /Second factor/,
        () => hub.ask('update umbrella.authentication_user set has_second_factor = false'), () => hub.ask('update umbrella.authentication_user set has_second_factor = true')],
    ['no key of egress', 'egress key', 'warning', /hub-egress has not told its key/, /systemctl restart hub-egress/,
        () => hub.ask('delete from ops.egress_key'), () => hub.ask(`insert into ops.egress_key values (sha256('x'))`)],
    ['anchors that do not keep up', 'anchors', 'fault', /^up to event 0; [1-9]\d* is older than five minutes$/, /systemctl restart hub-jobs/,
        () => { writeFileSync(path('anchors'), ''); hub.ask(`update umbrella.audit_event set at = at - interval '1 hour'`); },
        () => { rmSync(path('anchors')); hub.ask(`update umbrella.audit_event set at = at + interval '1 hour'`); }],
    ['a certificate that ends soon', 'certificate', 'fault', /^(19|20) days left$/, /certbot renew/, () => certificate(20), () => certificate(90)],
    ['a certificate that is none', 'certificate', 'fault', /holds no certificate/, /hub\.conf/, () => writeFileSync(path('tls.crt'), 'x'), () => certificate(90)],
    ['a seal key that is lost', 'seal key', 'fault', /seal\.key: No such file/, /bring the file back/, () => renameSync(path('seal.key'), path('away')),
        () => renameSync(path('away'), path('seal.key'))],
    ['an audit key that others may read', 'audit key', 'fault', /audit\.key: others may read or change it/, /chmod 0400/, () => chmodSync(path('audit.key'), 0o444),
        () => chmodSync(path('audit.key'), 0o400)],
    ['an egress key that is none', 'egress keyfile', 'fault', /64 hexadecimal digits/, /bring the file back/,
        () => { renameSync(path('egress.key'), path('away')); writeFileSync(path('egress.key'), 'x', { mode: 0o400 }); }, () => renameSync(path('away'), path('egress.key'))],
    ['a role above the rules', 'roles', 'fault', /hub_egress above the rules/, /nosuperuser/, () => hub.ask('alter role hub_egress createrole'), () => hub.ask('alter role hub_egress nocreaterole')],
];
for (const [name, what, state, found, mend, breakIt, mendIt] of broken)
    test(`${name}: ${state}`, () => {
        beat(); // a sign of life is good for 90 seconds, and a slow machine may take longer for all tests
        breakIt();
        const { status, out } = hub.run('doctor', '--json');
        const check = JSON.parse(out).checks.find(c => c.what === what);
        const words = hub.run('doctor').out;
        mendIt();
        assert.equal(check.state, state);
        assert.match(check.found, found);
        assert.match(check.mend, mend);
        assert.equal(status, state === 'fault' ? 1 : 0);
        assert.match(words, new RegExp(`^${state === 'fault' ? 'FAULT' : 'warn '} ${what} `, 'm'));
        assert.equal(one(what).state, 'ok');
    });

test('wrong usage is 64', () => {
    for (const words of [['x'], ['--fly']])
        assert.equal(hub.run('doctor', ...words).status, 64);
});
