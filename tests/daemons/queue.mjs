// queue.mjs: hub-jobs: each job once, whatever dies; schedule, progress, cancelling, and the kinds of jobs but retention and audit.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Holder, Hub, sleep, until } from './_daemons.mjs';

// A job that a test holds up is not given up by the database meanwhile.
const hub = Hub.make('queue', { job_workers: 4 }, "options='-c lock_timeout=10min'");
let jobs;

before(async () => {
    // What is in the database about a job's ways: each time one begins to run, and for how long each is put off.
    hub.ask(`create table ops.test_run (job bigint, tries integer, at timestamptz default clock_timestamp());
        create table ops.test_pause (job bigint, pause interval);
        create function ops.test_note() returns trigger language plpgsql security definer as $$ begin
            if new.status = 'running' then
                insert into ops.test_run (job, tries) values (new.id, new.tries);
            else
                insert into ops.test_pause values (new.id, new.run_at - now());
            end if;
            return null; end $$;
        create trigger test_note after update of status on ops.job for each row when ((old.status, new.status) in (('waiting', 'running'), ('running', 'waiting')))
            execute function ops.test_note()`);
    // The hundred and first of a list waits for whoever holds the gate.
    hub.ask(`create function ops.test_gate() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(100); return new; end $$;
        create trigger test_gate before insert on umbrella.authentication_invitetoken for each row when (new.email like 'list%-100@%') execute function ops.test_gate()`);
    hub.ask(`alter role hub_jobs in database "${hub.database}" set statement_timeout = '10min'`);
    jobs = hub.start('hub-jobs');
    await jobs.ready();
    await until('four runners', () => jobs.processes().length === 4);
});
after(() => hub.end());

const add = (kind, payload = {}, dedupe = 'null', at = 'now()') =>
    hub.ask(`select ops.job_add('${kind}', '${JSON.stringify(payload).replaceAll("'", "''")}', ${dedupe}, ${at})`);
const job = id => JSON.parse(hub.ask(`select jsonb_build_object('status', status, 'tries', tries, 'lost', runners_lost, 'error', error, 'result', result,
    'progress', progress, 'runner', runner) from ops.job where id = ${id}`));
const becomes = (id, status) => until(() => `job ${id} is ${status} but ${JSON.stringify(job(id))}; ${jobs.log}`, () => hub.ask(`select status from ops.job where id = ${id}`) === status);
const runs = id => Number(hub.ask(`select count(*) from ops.test_run where job = ${id}`));
function runnerOf(id) {
    const pid = Number(job(id).runner.split(':').at(-1));
    assert.ok(jobs.processes().includes(pid), `${pid} is a runner of ours`);
    return pid;
}
function killRunner(id) {
    const pid = runnerOf(id);
    process.kill(pid, 'SIGKILL');
    return pid;
}

// Jobs of retention wait for this table as long as it is locked.
const hold = () => Holder.lock(hub, 'lock table umbrella.half_signin');

test('two hundred jobs over four runners: each runs exactly once', async () => {
    const held = await hold(); // so that each runner gets one of the first four, however fast they are
    for (let i = 0; i < 4; i++)
        add('retention');
    await until('all four have one', () => hub.ask(`select count(distinct runner) from ops.job where status = 'running'`) === '4');
    hub.ask(`select ops.job_add('account-deletion', '{}', null, now()) from generate_series(1, 200)`);
    await held.release();
    await until('all are done', () => hub.ask(`select count(*) from ops.job where status = 'done'`) === '204');
    assert.equal(hub.ask(`select count(*) || ' ' || count(distinct job) || ' ' || max(tries) from ops.test_run`), '204 204 1');
});

test('killed in the middle: it is run again, once', async () => {
    const held = await hold(), id = add('retention');
    await becomes(id, 'running');
    const first = killRunner(id);
    await until('another runner has it', () => runs(id) === 2);
    assert.notEqual(job(id).runner.split(':').at(-1), String(first));
    await held.release();
    await becomes(id, 'done');
    assert.deepEqual([job(id).tries, job(id).lost, runs(id)], [2, 1, 2]);
});

test('killed a second time: it has failed, and says why', async () => {
    const held = await hold(), id = add('retention');
    await becomes(id, 'running');
    killRunner(id);
    await until('another runner has it', () => runs(id) === 2 && job(id).status === 'running');
    killRunner(id);
    await becomes(id, 'failed');
    await held.release();
    assert.deepEqual([job(id).error, job(id).lost, runs(id)], ['its runner died twice', 2, 2]);
    await until('four runners again', () => jobs.processes().length === 4);
});

test('a job whose lock was lost is not ended by the runner that lost it', async () => {
    const held = await hold(), id = add('retention');
    await becomes(id, 'running');
    // As if another had taken it meanwhile.
    hub.ask(`update ops.job set runner = 'elsewhere:1' where id = ${id}`);
    await held.release();
    await until('it is told in the log', () => new RegExp(`job ${id} retention .*lost to another runner`).test(jobs.log));
    hub.ask('select ops.job_reclaim()'); // which a runner does now and then, too: who is first does not matter
    await becomes(id, 'done');
    assert.deepEqual([job(id).tries, job(id).lost, runs(id)], [2, 1, 2]);
});

test('a kind that does not exist and a payload that is none fail with a word about it, once', async () => {
    const unknown = add('fly-to-the-moon'), bad = add('retention', []), empty = add('password-reset');
    for (const [id, said] of [[unknown, /does not know the kind fly-to-the-moon/], [bad, /payload is not an object/], [empty, /payload has no email/]]) {
        await becomes(id, 'failed');
        assert.match(job(id).error, said);
        assert.equal(runs(id), 1);
    }
});

test('a fault that may pass is tried again after 30 s, 2 and 8 minutes, three times in all', async () => {
    hub.ask(`create function ops.test_fault() returns trigger language plpgsql as $$ begin raise exception 'the disk of %', 'the test'; end $$;
        create trigger test_fault before insert on umbrella.password_link for each row execute function ops.test_fault()`);
    hub.run('user', 'add', 'ada@hub.test'); // the link fails, the person is there
    const id = add('password-reset', { email: 'ada@hub.test' });
    for (const [tries, seconds] of [[1, 30], [2, 120]]) {
        await until(`try ${tries}`, () => runs(id) === tries && job(id).status === 'waiting');
        assert.match(job(id).error, /the disk of the test/);
        assert.equal(hub.ask(`select pause = interval '${seconds} seconds' from ops.test_pause where job = ${id}`), 't', `after try ${tries}`);
        hub.ask('truncate ops.test_pause');
        hub.ask(`update ops.job set run_at = now() where id = ${id}`);
    }
    await becomes(id, 'failed');
    assert.equal(hub.ask(`select count(*) from ops.outbox where to_address = 'ada@hub.test'`), '0', 'nothing of it is left');
    hub.ask('drop trigger test_fault on umbrella.password_link');
});

test('a password reset: a link for who has an account, a word for who has none; one mail each', async () => {
    const known = add('password-reset', { email: 'ADA@hub.test' }), unknown = add('password-reset', { email: 'nobody@hub.test' });
    await becomes(known, 'done');
    await becomes(unknown, 'done');
    assert.equal(hub.ask(`select string_agg(lower(to_address) || ' ' || (body_text ~ '/reset/[0-9a-f]{64}'), ',' order by lower(to_address))
        from ops.outbox`), 'ada@hub.test true,nobody@hub.test false');
});

test('an API token that expires within a week is reminded of once', async () => {
    hub.ask(`insert into umbrella.api_token (user_id, name, token_hash, hint, scopes, created_at, expires_at, revoked_at)
        select u.id, t.name, sha256(t.name::bytea), 'abcd', '{margin:read}', now() - interval '30 days', now() + t.days * interval '1 day', t.revoked
          from umbrella.authentication_user u, (values ('soon', 6.9, null), ('later', 7.1, null), ('over', -0.1, null), ('revoked', 3, now())) t (name, days, revoked)
         where u.email = 'ada@hub.test'`);
    for (const reminded of [1, 0]) {
        const id = add('token-reminders');
        await becomes(id, 'done');
        assert.deepEqual(job(id).result, { reminded });
    }
    assert.equal(hub.ask(`select count(*) || ' ' || max(body_text) from ops.outbox where kind = 'token-expires'`).match(/^1 [^]*\bsoon\b/)?.index, 0);
});

test('accounts deleted thirty days ago go for good, others stay', async () => {
    for (const [name, age] of [['gone', '30 days 1 minute'], ['kept', '29 days 20 hours']]) {
        hub.run('user', 'add', `${name}@hub.test`);
        hub.ask(`update umbrella.authentication_user set status = 'deleted', deleted_at = now() - interval '${age}' where email = '${name}@hub.test'`);
    }
    const id = add('account-deletion');
    await becomes(id, 'done');
    assert.deepEqual(job(id).result, { accounts: 1 });
    assert.equal(hub.ask(`select string_agg(email, ',') from umbrella.authentication_user where status = 'deleted'`), 'kept@hub.test');
    assert.equal(hub.ask(`select count(*) from umbrella.audit_event where action = 'person.purge'`), '1');
});

// ---- long lists ----

let lists = 0;
function inviteMany(n, more = {}) {
    const list = ++lists;
    const inviter = Number(hub.ask(`select id from umbrella.authentication_user where is_superuser limit 1`));
    return { list, id: add('invite-many', { inviter, type: 'viewer', hours: 24, emails: Array.from({ length: n }, (_, i) => `list${list}-${i}@hub.test`), ...more }) };
}
const invited = list => hub.ask(`select count(*) || ' ' || count(distinct email) from umbrella.authentication_invitetoken where email like 'list${list}-%'`);
const mailed = list => hub.ask(`select count(*) || ' ' || count(distinct to_address) from ops.outbox where to_address like 'list${list}-%'`);

test('a list of invitations: who can be is invited, for each other one it is said why not', async () => {
    hub.ask(`select ops.mail_add('test', 'x@hub.test', 's', 't', '', null, null)`);
    hub.run('user', 'add', 'member@hub.test');
    const inviter = Number(hub.ask(`select id from umbrella.authentication_user where is_superuser limit 1`));
    const template = Number(hub.ask(`insert into umbrella.authentication_invitetemplate (name, invite_type, subject, message_template)
        values ('Welcome', 'analyst', 'Come in, {name}', 'From {inviter}:' || E'\\n\\n{message}\\n\\n{link}') returning id`));
    const id = add('invite-many', { inviter, type: 'analyst', hours: 48, template, message: 'Hi\r\nBcc: evil@x.test\r\n.\r\n',
        emails: ['one@hub.test', 'no address', 'member@hub.test', 'ONE@hub.test', 'two@hub.test\r\nBcc: evil@x.test', 'three@hub.test', 7] });
    await becomes(id, 'done');
    const result = job(id).result;
    assert.equal(result.sent, 2);
    assert.deepEqual(result.skipped.map(s => s.why), ['it is not an e-mail address', 'the address has an account already', 'it stands in the list twice',
        'it is not an e-mail address', 'it is not an e-mail address']);
    const [subject, text, actor] = hub.row(`select m.subject, replace(m.body_text, E'\\n', '/'), e.actor from ops.outbox m, umbrella.audit_event e
        where m.to_address = 'one@hub.test' and e.action = 'invitation.create' and e.object_name = 'one@hub.test'`);
    assert.equal(subject, 'Come in, one@hub.test');
    assert.match(text, /Hi/);
    assert.match(text, /hub\.test\/invite\/[0-9a-f]{64}/);
    assert.match(actor, /@/, 'the record names who asked');
    assert.equal(hub.ask(`select extract(epoch from expires_at - created_at) / 3600 from umbrella.authentication_invitetoken where email = 'one@hub.test'`).replace(/\.0*$/, ''), '48');
});

// A list that stands still after a hundred, until the gate is opened. A job looks three times a second whether it is to stop: then it
// is time to.
async function heldList(n) {
    const gate = await Holder.lock(hub, 'select pg_advisory_xact_lock(100)'), order = inviteMany(n);
    await hub.waits(100);
    assert.equal(invited(order.list), '100 100');
    await sleep(400);
    return { gate, ...order };
}

test('killed in the middle of a list: it goes on, and nobody is invited twice', async () => {
    const { gate, list, id } = await heldList(500);
    killRunner(id);
    await gate.release();
    await becomes(id, 'done');
    assert.equal(invited(list), '500 500');
    assert.equal(mailed(list), '500 500');
    assert.deepEqual(job(id).result, { sent: 500, skipped: [] });
    assert.equal(job(id).lost, 1);
});

test('cancelled in the middle: it stops at its next step and tells what was done', async () => {
    const { gate, list, id } = await heldList(3000);
    assert.equal(hub.run('job', 'cancel', id).status, 0);
    await gate.release();
    await becomes(id, 'cancelled');
    const { sent } = job(id).result;
    assert.ok(sent > 0 && sent < 3000, `${sent}`);
    assert.equal(invited(list), `${sent} ${sent}`);
});

test('hub-jobs is told to end in the middle: the job is given back as if it had not been tried', async () => {
    const { gate, list, id } = await heldList(1000), runner = runnerOf(id), stopped = jobs.stop();
    // It looks for the signal, and does not take it: it stays pending.
    await until('the runner is told', () => BigInt(`0x${readFileSync(`/proc/${runner}/status`, 'utf8').match(/^ShdPnd:\s*(\w+)/m)[1]}`) & 1n << 14n);
    await gate.release();
    assert.equal(await stopped, 0, jobs.log);
    assert.deepEqual([job(id).status, job(id).tries, job(id).lost], ['waiting', 0, 0]);
    jobs = hub.start('hub-jobs');
    await becomes(id, 'done');
    assert.equal(invited(list), '1000 1000');
    assert.equal(job(id).result.sent, 1000);
});

test('an inviter who may not, or not any more, is told in the job', async () => {
    hub.run('user', 'add', 'viewer@hub.test', '--role', 'viewer');
    const viewer = Number(hub.ask(`select id from umbrella.authentication_user where email = 'viewer@hub.test'`));
    const above = add('invite-many', { inviter: viewer, type: 'admin', emails: ['a@hub.test'] });
    await becomes(above, 'done');
    assert.deepEqual(job(above).result, { sent: 0, skipped: [{ email: 'a@hub.test', why: 'the role is above what the inviter may give' }] });
    hub.ask(`update umbrella.authentication_user set status = 'disabled' where id = ${viewer}`);
    const gone = add('invite-many', { inviter: viewer, type: 'viewer', emails: ['b@hub.test'] });
    await becomes(gone, 'failed');
    assert.match(job(gone).error, /not an active person/);
    for (const [payload, said] of [[{ type: 'viewer', emails: [] }, /no inviter/], [{ inviter: 1, emails: [] }, /no type/], [{ inviter: 1, type: 'viewer' }, /no emails/],
        [{ inviter: 1, type: 'viewer', emails: [], message: 'x'.repeat(2001) }, /more than 2000/], [{ inviter: 1, type: 'viewer', emails: [], hours: 10000 }, /between 0 and 720/]]) {
        const id = add('invite-many', payload);
        await becomes(id, 'failed');
        assert.match(job(id).error, said);
    }
});

test('a list that failed leaves nobody\'s name to the jobs after it', async () => {
    const inviter = Number(hub.ask(`select id from umbrella.authentication_user where is_superuser limit 1`));
    for (const id of Array.from({ length: 20 }, () => add('invite-many', { inviter, type: 'viewer', template: 999999, emails: [] })))
        await becomes(id, 'failed');
    const gone = Number(hub.ask(`insert into umbrella.authentication_user (username, email, status, deleted_at)
        values ('gone', 'gone@hub.test', 'deleted', now() - interval '31 days') returning id`));
    await becomes(add('account-deletion'), 'done');
    assert.equal(hub.ask(`select actor from umbrella.audit_event where action = 'person.purge' and object_id = '${gone}'`), 'hub_jobs');
});

// ---- when ----

// Who wakes by himself sends a heartbeat after his work. Beats come every half minute, so that one may be due just now.
test('a job that is added wakes one who sleeps, long before he would look', async () => {
    await until('a job is taken without a beat', async () => {
        await sleep(500);
        const id = add('account-deletion');
        await becomes(id, 'done');
        await sleep(500);
        return hub.ask(`select h.at < j.created_at from ops.job j, ops.heartbeat h where j.id = ${id} and h.program = 'hub-jobs' and split_part(j.runner, ':', 2) = h.pid::text`) === 't';
    });
});

test('a job for later waits, and is done when it is time', async () => {
    const id = add('account-deletion', {}, 'null', `now() + interval '3 seconds'`);
    await becomes(id, 'done');
    assert.equal(hub.ask(`select started_at >= run_at from ops.job where id = ${id}`), 't');
});

test('of one kind and dedupe only one waits or runs; higher priority first', async () => {
    const held = await hold(), busy = Array.from({ length: 3 }, () => add('retention'));
    for (const id of busy)
        await becomes(id, 'running');
    const { gate, id: last } = await heldList(101); // of the four runners the one that will be free
    const low = add('account-deletion', {}, `'one'`);
    assert.equal(add('account-deletion', {}, `'one'`), '');
    const high = add('account-deletion', {}, `'other'`);
    hub.ask(`update ops.job set priority = 5 where id = ${high}`);
    await gate.release();
    await becomes(low, 'done');
    assert.equal(job(high).status, 'done');
    assert.equal(hub.ask(`select (select min(at) from ops.test_run where job = ${high}) < (select min(at) from ops.test_run where job = ${low})`), 't');
    assert.notEqual(add('account-deletion', {}, `'one'`), '', 'when it is over another may come');
    await held.release();
    for (const id of [...busy, last])
        await becomes(id, 'done');
});

test('the schedule puts a job into the queue when it is due, once, and says when the next is', async () => {
    const before = Number(hub.ask(`select count(*) from ops.job where dedupe = 'token-reminders'`)), from = hub.ask('select now()');
    hub.ask(`update ops.schedule set next_at = now() where kind = 'token-reminders'; notify hub_job`);
    await until('it was scheduled', () => Number(hub.ask(`select count(*) from ops.job where dedupe = 'token-reminders' and status = 'done'`)) === before + 1);
    assert.equal(hub.ask(`select next_at - last_at || ' ' || (last_at > '${from}') from ops.schedule where kind = 'token-reminders'`), '06:00:00 true');
    await sleep(1000);
    assert.equal(Number(hub.ask(`select count(*) from ops.job where dedupe = 'token-reminders'`)), before + 1);
});

// ---- the database, the process ----

test('the database goes away and comes back: the runners live on and take what came meanwhile', async () => {
    const before = jobs.processes();
    hub.ask(`alter database "${hub.database}" allow_connections false`, 'postgres');
    hub.ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${hub.database}'`, 'postgres');
    await sleep(4000);
    hub.ask(`alter database "${hub.database}" allow_connections true`, 'postgres');
    const id = add('account-deletion');
    await becomes(id, 'done');
    assert.deepEqual(jobs.processes(), before);
});

test('each runner sends heartbeats with what it has done', async () => {
    await until('heartbeats', () => hub.ask(`select count(*) >= 4 and bool_and(rss_kb > 1000 and version <> '') from ops.heartbeat
        where program = 'hub-jobs' and pid in (${jobs.processes().join()})`) === 't');
});

test('new settings are taken up without losing a job', async () => {
    const before = jobs.processes();
    jobs.signal('SIGHUP');
    await until('other runners', () => jobs.processes().length === 4 && jobs.processes().every(pid => !before.includes(pid)));
    const id = add('account-deletion');
    await becomes(id, 'done');
});

test('a runner that is killed while idle is replaced', async () => {
    const [first] = jobs.processes();
    process.kill(first, 'SIGKILL');
    await until('four runners, and not that one', () => jobs.processes().length === 4 && !jobs.processes().includes(first));
    const id = add('account-deletion');
    await becomes(id, 'done');
});
