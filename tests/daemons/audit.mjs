// audit.mjs: the anchors of the audit, and what `hubctl audit verify` and the job audit-verify find when somebody with all rights in the
// database changes the record.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Hub, until } from './_daemons.mjs';

const hub = Hub.make('audit');
let jobs;
before(async () => {
    jobs = hub.start('hub-jobs');
    await jobs.ready();
    await hub.works();
    for (let i = 0; i < 40; i++)
        hub.ask(`select umbrella.audit_append('test.event', 'thing', '${i}', 'thing ${i}', '{"value": ${i}}', '{"value": ${i + 1}}')`);
});
after(() => hub.end());

function run(kind) {
    const { status, out, err } = hub.run('job', 'run', kind);
    assert.equal(status, 0, err);
    return JSON.parse(out.match(/^done: (.*)$/m)[1]);
}
const lines = () => readFileSync(hub.anchors, 'utf8').split('\n').slice(0, -1);
const verify = () => hub.run('audit', 'verify');
const head = () => Number(hub.ask('select seq from umbrella.audit_head'));

// As the owner of everything: no trigger, no policy, no right is in the way. Undone afterwards.
function tamper(sql, look) {
    hub.ask(`create table public.kept_event as select * from umbrella.audit_event; create table public.kept_head as select * from umbrella.audit_head`);
    try {
        hub.ask(sql);
        look();
    } finally {
        hub.ask(`truncate umbrella.audit_event, umbrella.audit_head; insert into umbrella.audit_event select * from public.kept_event order by seq;
            insert into umbrella.audit_head select * from public.kept_head; drop table public.kept_event, public.kept_head`);
    }
    assert.equal(verify().status, 0, 'whole again');
}
// Make every hash anew, so that the chain itself is flawless.
const rebuild = `do $$
    declare e umbrella.audit_event; previous bytea := sha256('Umbrella Hub');
    begin
        for e in select * from umbrella.audit_event order by seq loop
            previous := umbrella.audit_hash(previous, e);
            update umbrella.audit_event set hash = previous where seq = e.seq;
        end loop;
        update umbrella.audit_head set seq = (select max(seq) from umbrella.audit_event), hash = previous;
    end $$`;

test('an anchor is written when there is a new event, and only then', async () => {
    const first = run('audit-anchor');
    assert.equal(first.written, true);
    assert.equal(lines().length, 1);
    assert.match(lines()[0], new RegExp(`^${first.upto} [0-9a-f]{64} [0-9a-f]{64}$`));
    assert.equal(statSync(hub.anchors).mode & 0o777, 0o600);
    assert.equal(run('audit-anchor').written, true, 'asking for it by hand is an event');
    hub.ask(`select ops.job_add('audit-anchor', '{}', 'x', now())`);
    await until('it is done', () => hub.ask(`select status from ops.job where dedupe = 'x'`) === 'done');
    assert.equal(hub.ask(`select result->>'written' from ops.job where dedupe = 'x'`), 'false');
    assert.equal(lines().length, 2);
});

test('what is as it was written is found whole, chain and anchors', () => {
    const { status, out } = verify();
    assert.equal(status, 0, out);
    assert.match(out, new RegExp(`^${head()} of ${head()} events checked, 2 anchors$`, 'm'));
    const { faults, unanchored, anchors } = run('audit-verify');
    assert.deepEqual([faults, unanchored, anchors], [[], null, 2]);
});

for (const [what, sql, said] of [
    ['an event that was changed', `update umbrella.audit_event set after = '{"value": 7000}' where seq = 20`, /FAULT event 20: it was changed/],
    ['an event whose actor was changed', `update umbrella.audit_event set actor = 'somebody else' where seq = 21`, /FAULT event 21: it was changed/],
    ['an event that was taken out', `delete from umbrella.audit_event where seq = 22`, /FAULT event 23: events before it are missing/],
    ['two events that were exchanged', `update umbrella.audit_event set seq = 1000 where seq = 10;
        update umbrella.audit_event set seq = 10 where seq = 11; update umbrella.audit_event set seq = 11 where seq = 1000`, /FAULT event 1[012]: /],
    ['the newest events cut off', `delete from umbrella.audit_event where seq > 30`, /FAULT event \d+: the newest events are missing/],
    ['the newest events cut off, and the head put back', `delete from umbrella.audit_event where seq > 30;
        update umbrella.audit_head set seq = 30, hash = (select hash from umbrella.audit_event where seq = 30)`, /FAULT event \d+: it is missing: an anchor was written for it/],
    ['an event rewritten, and the whole chain after it rebuilt', `update umbrella.audit_event set after = '{"value": 7000}' where seq = 20; ${rebuild}`,
        /FAULT event \d+: it is not the one an anchor was written for/],
    ['everything rewritten from the first event on', `update umbrella.audit_event set actor = 'nobody'; ${rebuild}`, /FAULT event \d+: it is not the one an anchor was written for/],
    ['everything thrown away', `truncate umbrella.audit_event; update umbrella.audit_head set seq = 0, hash = sha256('Umbrella Hub')`, /FAULT event \d+: it is missing/],
    ['the head thrown away', `truncate umbrella.audit_head`, /the head of the chain is missing/],
])
    test(`found: ${what}`, () => tamper(sql, () => {
        const { status, out } = verify();
        assert.equal(status, 1, out);
        assert.match(out, said);
        assert.match(out, /not as it was written/);
    }));

test('a chain that was rebuilt whole has no fault of its own: it is the anchors that tell, the job finds it too', () => {
    tamper(`update umbrella.audit_event set actor = 'nobody' where seq <= 30; ${rebuild}`, () => {
        assert.equal(hub.ask(`select count(*) from umbrella.audit_verify(1, ${head()})`), '0');
        assert.equal(verify().status, 1);
        // (The job's own order is an event after the anchors.)
        assert.ok(run('audit-verify').faults.some(f => f.fault === 'it is not the one an anchor was written for'));
    });
});

test('a line of the anchors that was changed or was not written with our key is found', () => {
    const before = readFileSync(hub.anchors, 'utf8');
    const [seq, hash, hmac] = lines()[0].split(' ');
    for (const [line, said] of [
        [`${seq} ${'0'.repeat(64)} ${hmac}`, /line 1 of the anchors was not written with our key/],
        [`${Number(seq) + 1} ${hash} ${hmac}`, /line 1 of the anchors was not written with our key/],
        [`${seq} ${hash} ${'0'.repeat(64)}`, /line 1 of the anchors was not written with our key/],
        ['rubbish', /line 1 of the anchors is not one/],
    ]) {
        writeFileSync(hub.anchors, before.replace(/^.*$/m, line));
        const { status, out } = verify();
        assert.equal(status, 1);
        assert.match(out, said);
    }
    writeFileSync(hub.anchors, before);
    assert.equal(verify().status, 0);
});

test('without the key or the file the chain is checked all the same, and it is said what was not', () => {
    const before = readFileSync(hub.anchors, 'utf8');
    rmSync(hub.anchors);
    const { status, out } = verify();
    assert.equal(status, 0);
    assert.match(out, /anchors were not: .*No such file/);
    writeFileSync(hub.anchors, before, { mode: 0o600 });
    const key = `${hub.directory}/audit.key`;
    chmodSync(key, 0o644);
    assert.match(verify().out, /anchors were not: .*others may read/);
    const { status: failed, err } = hub.run('job', 'run', 'audit-anchor');
    assert.notEqual(failed, 0);
    assert.match(err, /others may read/);
    chmodSync(key, 0o400);
});

test('a key that was exchanged still vouches for what was signed with the one before', () => {
    const key = `${hub.directory}/audit.key`, old = readFileSync(key, 'utf8');
    rmSync(key);
    writeFileSync(key, `${'ab'.repeat(32)}\n${old}`, { mode: 0o400 });
    hub.ask(`update ops.job set status = 'cancelled', finished_at = now() where status = 'waiting'`);
    assert.equal(run('audit-anchor').written, true);
    assert.equal(verify().status, 0);
    rmSync(key);
    writeFileSync(key, `${'ab'.repeat(32)}\n`, { mode: 0o400 });
    assert.match(verify().out, /line 1 of the anchors was not written with our key/);
    rmSync(key);
    writeFileSync(key, `${'ab'.repeat(32)}\n${old}`, { mode: 0o400 });
});

test('audit list and export show every event with who and what', () => {
    const { status, out } = hub.run('audit', 'list', '--last', '5');
    assert.equal(status, 0);
    assert.equal(out.trim().split('\n').length, 6);
    assert.match(out, /hubctl \(user \w+\) +job\.add +job audit-anchor/);
    const all = hub.run('audit', 'export').out.trim().split('\n').map(JSON.parse);
    assert.equal(all.length, head());
    assert.deepEqual(all.map(e => e.seq), all.map((_, i) => i + 1));
    const thing = all.find(e => e.object_name === 'thing 7');
    assert.deepEqual([thing.action, thing.before, thing.after, thing.hash.length], ['test.event', { value: 7 }, { value: 8 }, 64]);
});
