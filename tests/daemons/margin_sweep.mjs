// margin_sweep.mjs: a sweep that is a job: killed in the middle it is run again and keeps one answer; cancelled it ends; what it cannot
// compute it says.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Holder, Hub, until } from './_daemons.mjs';

// A job that a test holds up is not given up by the database meanwhile.
const hub = Hub.make('sweeps', { job_workers: 2 }, "options='-c lock_timeout=10min'");
const dir = mkdtempSync(join(tmpdir(), 'sweeps-'));
let jobs;

const days = Array.from({ length: 2600 }, (_, i) => new Date(Date.UTC(2009, 0, 1 + i))).filter(d => d.getUTCDay() % 6).map(d => d.toISOString().slice(0, 10));

before(async () => {
    writeFileSync(join(dir, 'p.csv'), ['date,close', ...days.map((day, i) => `${day},${(100 + i / 20 + 9 * Math.sin(i / 15)).toFixed(2)}`)].join('\n'));
    hub.run('import', 'prices', join(dir, 'p.csv'), '--symbol', 'WAVE');
    hub.run('user', 'add', 'ada@hub.test');
    hub.ask(`alter role hub_jobs in database "${hub.database}" set statement_timeout = '10min'`);
    jobs = hub.start('hub-jobs');
    await jobs.ready();
    await until('two runners', () => jobs.processes().length === 2);
});
after(async () => {
    rmSync(dir, { recursive: true });
    await hub.end();
});

const request = bootstrap => ({ ticker: 'WAVE', start_date: days[0], end_date: days.at(-1), equity: 100000, leverage: 1.5, mode: 'passive_hold', bootstrap });
const long = { paths: 10000, years: 10, block_days: 21, seed: 1 };

// A run and its job, as margin.session_queue makes them for somebody who is signed in.
function order(what) {
    const json = JSON.stringify(what).replaceAll("'", "''");
    const session = hub.ask(`insert into margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, status)
        select id, 'passive_hold', 'WAVE', '${days[0]}', '${days.at(-1)}', '${json}', 'pending' from umbrella.authentication_user where email = 'ada@hub.test' returning session_id`).split('\n')[0];
    const id = hub.ask(`select ops.job_add('margin-sweep', '{"request": ${json}, "session": "${session}"}', '${session}', now())`);
    hub.ask(`update margin.historical_backtest_backtestsession set job_id = ${id} where session_id = '${session}'`);
    return { session, id };
}
const job = id => JSON.parse(hub.ask(`select jsonb_build_object('status', status, 'tries', tries, 'lost', runners_lost, 'error', error, 'progress', progress, 'runner', runner) from ops.job where id = ${id}`));
const becomes = (id, status) => until(() => `job ${id} is ${status} but ${JSON.stringify(job(id))}; ${jobs.log}`, () => hub.ask(`select status from ops.job where id = ${id}`) === status);
const answers = session => hub.ask(`select count(*) || ' ' || coalesce(sum(length(answer)), 0) from margin.sweep_answer where session_id = '${session}'`);

// No answer can be kept meanwhile, so that the middle of a sweep lasts as long as a test needs it.
const hold = () => Holder.lock(hub, 'lock table margin.sweep_answer');
const runnerOf = id => Number((job(id).runner ?? '').split(':').at(-1));

test('killed in the middle: it is run again, and its answer is there once', async () => {
    const held = await hold(), { session, id } = order(request(long));
    await until('it is on its way', () => job(id).progress > 0);
    const pid = runnerOf(id);
    assert.ok(jobs.processes().includes(pid), `${pid} is a runner of ours`);
    process.kill(pid, 'SIGKILL');
    await until('another has it', () => job(id).status === 'running' && runnerOf(id) !== pid);
    await held.release();
    await becomes(id, 'done');
    assert.deepEqual([job(id).tries, job(id).lost], [2, 1]);
    const [count, bytes] = answers(session).split(' ');
    assert.equal(count, '1');
    assert.ok(Number(bytes) > 1000);
    assert.equal(hub.ask('select count(*) from margin.historical_backtest_backtestcache'), '1', 'the cache has it, too');
});

test('of a surface, what every start came to is kept beside the answer, and not in the cache', async () => {
    const { bootstrap, leverage, ...inputs } = request({}), cached = hub.ask('select count(*) from margin.historical_backtest_backtestcache');
    const { session, id } = order({ ...inputs, parameter: 'leverage', values: [1, 1.5], start_dates: 'every_session', horizon_years: 2 });
    await becomes(id, 'done');
    assert.equal(hub.ask(`select every(substr(file, 1, 4) = '\\x28b52ffd' and length(file) > 500) from margin.sweep_answer, unnest(array[multiple, drawdown, first_call]) file where session_id = '${session}'`), 't');
    assert.equal(hub.ask('select count(*) from margin.historical_backtest_backtestcache'), cached);
});

test('killed twice: the run is an error, and the job says why', async () => {
    const held = await hold(), { session, id } = order(request({ ...long, seed: 3 })), killed = [];
    while (killed.length < 2) {
        await until('another runner has it', () => job(id).status === 'running' && jobs.processes().includes(runnerOf(id)) && !killed.includes(runnerOf(id)));
        killed.push(runnerOf(id));
        process.kill(killed.at(-1), 'SIGKILL');
    }
    await becomes(id, 'failed');
    await held.release();
    assert.equal(job(id).error, 'its runner died twice');
    assert.equal(hub.ask(`select status || ' ' || (completed_at is not null) from margin.historical_backtest_backtestsession where session_id = '${session}'`), 'error true');
    assert.equal(answers(session), '0 0');
});

test('cancelled: it ends and keeps nothing', async () => {
    // It stands still where it first says how far it is, until the gate is opened.
    hub.ask(`alter function ops.job_progress rename to job_progressed;
        create function ops.job_progress(bigint, text, double precision, text) returns boolean language plpgsql security definer as $$
            begin perform pg_advisory_xact_lock_shared(100); return ops.job_progressed($1, $2, $3, $4); end $$`);
    const gate = await Holder.lock(hub, 'select pg_advisory_xact_lock(100)'), { session, id } = order(request({ ...long, seed: 2 }));
    await hub.waits(100);
    hub.ask(`select ops.job_cancel(${id})`);
    await gate.release();
    await becomes(id, 'cancelled');
    hub.ask('drop function ops.job_progress; alter function ops.job_progressed rename to job_progress');
    assert.equal(answers(session), '0 0');
    assert.equal(hub.ask(`select status from margin.historical_backtest_backtestsession where session_id = '${session}'`), 'error');
});

test('what cannot be computed is said, and not tried again', async () => {
    const outside = order({ ...request({ ...long, paths: 100 }), end_date: '2099-12-31' }), unknown = order({ ...request(long), ticker: 'NONE' }), none = order({ dice: 1 });
    for (const [{ id }, said] of [[outside, /lies outside the data/], [unknown, /no prices for NONE/], [none, /dice: this key is not known/]]) {
        await becomes(id, 'failed');
        assert.match(job(id).error, said);
        assert.equal(job(id).tries, 1);
    }
});
