// database.mjs: PostgreSQL is ended, hangs, is started anew or comes last: people are told in time, and nothing needs a hand.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after, beforeEach } from 'node:test';
import { ask } from '../http/_hub.mjs';
import { Member } from '../http/_member.mjs';
import { allAre, areQuick, beginDatabase, get, Holder, isReady, Load, longest, Service, signal, startOf, statuses, until } from './_faults.mjs';

const bob = await Member.make('bob');
const run = await bob.run();
const mine = { Cookie: bob.cookie };
const postgres = new Service('postgres');
const sections = ['auth', 'home', 'margin'].map(name => new Service(`hub-${name}`));
const workers = async () => (await Promise.all(sections.map(section => section.whole()))).flat().sort();

const database = ['-qX', '-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub'];
const psql = text => execFileSync('psql', [...database, '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-c', text]);

async function timed(path, headers = mine) {
    const from = performance.now(), answer = await ask(path, { headers });
    return Object.assign(answer, { ms: performance.now() - from });
}

// While the database is away: by the worker, not by nginx whose patience is over; with the right words; and the reader stays signed in.
async function checkRefusals(t) {
    const answers = await Promise.all(['/', '/margin/saved', `/api/v1${run}`, '/readyz'].map(path => timed(path)));
    const [page, other, api, ready] = answers;
    for (const answer of answers)
        assert.equal(answer.status, 503);
    t.diagnostic(`told after ${longest(answers)} ms`);
    for (const answer of [page, other, api]) {
        assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
        assert.equal(answer.headers['set-cookie'], undefined, 'nobody is signed out by it');
    }
    for (const answer of [page, other]) {
        assert.match(answer.headers['content-type'], /^text\/html/);
        assert.match(answer.text, /<h1[^>]*>Back in a moment/);
    }
    assert.match(api.headers['content-type'], /^application\/problem\+json/);
    assert.equal(JSON.parse(api.text).status, 503);
    assert.deepEqual(JSON.parse(ready.text), { status: 'unavailable', reasons: ['the database does not answer'] });
    assert.equal((await timed('/healthz')).status, 200);
    assert.equal((await timed('/login', {})).status, 200, 'a page that needs no database');
}

// More readers than workers: nobody waits for those before him.
async function checkCrowd(t) {
    const crowd = await Promise.all(Array.from({ length: 24 }, () => timed('/')));
    assert.deepEqual(statuses(crowd), { 503: 24 });
    assert.ok(crowd.every(answer => /Back in a moment/.test(answer.text)));
    t.diagnostic(`all of a crowd told after ${longest(crowd)} ms`);
}

const works = async () => (await Promise.all(['/', '/margin/saved', `/api/v1${run}`].map(path => ask(path, { headers: mine })))).every(a => a.status === 200);

const startPostgres = () => beginDatabase(postgres);

beforeEach(async () => {
    if (!postgres.runs())
        await startPostgres();
    await until('the hub is well', works);
});
after(async () => {
    if (!postgres.runs())
        await startPostgres();
});

test('without PostgreSQL people are told so, and pages work again when it is back', async t => {
    const before = await workers();
    await postgres.stop('SIGINT');
    await checkRefusals(t);
    await checkCrowd(t);
    await startPostgres();
    t.diagnostic(`pages work after ${await until('pages work', works)} ms`);
    await until('every worker is ready', async () => (await Promise.all(Array.from({ length: 8 }, isReady))).every(Boolean));
    assert.deepEqual(await workers(), before, 'no worker was started anew');
});

test('a PostgreSQL that hangs is given up, and pages work when it goes on', async t => {
    const before = await workers(), stopped = [Number(postgres.pid), ...postgres.children()];
    const go = () => stopped.forEach(pid => signal(pid, 'SIGCONT'));
    stopped.forEach(pid => signal(pid, 'SIGSTOP'));
    try {
        await checkRefusals(t);
        await checkCrowd(t);
    } finally {
        go();
    }
    t.diagnostic(`pages work after ${await until('pages work', works)} ms`);
    assert.deepEqual(await workers(), before, 'no worker was started anew');
});

test('a table that somebody holds is given up', async t => {
    const holder = new Holder('lock table margin.historical_backtest_savedbacktestresult');
    try {
        await holder.begun;
        const answer = await timed('/margin/saved');
        assert.equal(answer.status, 503);
        t.diagnostic(`after ${longest([answer])} ms`);
        assert.equal((await timed('/account')).status, 200, 'a page that does not need it');
    } finally {
        await holder.release();
    }
    await until('the page works', works);
});

test('PostgreSQL that ends all connections under load costs nobody a page, unless it takes longer than a reader waits', async () => {
    const load = new Load(8, get('/', mine));
    for (let i = 0; i < 5; i++) {
        await load.round(2);
        psql("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
    }
    await load.round(2);
    const seen = await load.end(50);
    if (areQuick(seen))
        allAre(seen, 200);
    assert.ok(seen.every(s => [200, 503].includes(s.status)), JSON.stringify(statuses(seen)));
});

// End the connection of whoever waits for the table, as soon as somebody does, and let go of it.
const cutOff = `do $$ declare waiting int[]; begin
        loop
            select array_agg(pid) into waiting from pg_locks where relation = 'margin.historical_backtest_savedbacktestresult'::regclass and not granted;
            exit when waiting is not null;
            perform pg_sleep(0.005);
        end loop;
        perform pg_terminate_backend(pid) from unnest(waiting) pid;
    end $$;
    commit`;

// Its session has been read by then, so it is not that which is asked again. Where the machine takes longer over it than the reader is
// made to wait, it is tried another time.
test('a page whose connection breaks half-way is asked for again', async () => {
    const seen = [];
    for (let i = 0; i < 20 && !seen.includes(200); i++) {
        const holder = new Holder("set local statement_timeout = '10s'; lock table margin.historical_backtest_savedbacktestresult");
        await holder.begun;
        holder.say(cutOff);
        seen.push((await timed('/')).status);
        await holder.release();
    }
    assert.ok(seen.includes(200), String(seen));
});

test('PostgreSQL started anew under load costs nobody a page, unless it takes longer than a reader waits', async t => {
    const load = new Load(8, get('/', mine));
    await load.round();
    const from = performance.now();
    await postgres.stop('SIGINT');
    await startPostgres();
    await load.round(1);
    const away = Math.round(performance.now() - from), seen = await load.end(50);
    t.diagnostic(`away and back in ${away} ms`);
    if (areQuick(seen))
        allAre(seen, 200);
    assert.ok(seen.every(s => [200, 503].includes(s.status)), JSON.stringify(statuses(seen)));
});

test('a PostgreSQL that is killed under load comes back without losing what was confirmed', async () => {
    const confirmed = [];
    let n = 0;
    const load = new Load(3, async () => {
        const name = `saved ${n++}`, answer = n <= 45 ? await bob.save(run, name) : await bob.get('/margin/saved');
        if (answer.status === 303)
            confirmed.push(`"${name}"`);
        return answer;
    });
    await until('some are saved', () => confirmed.length >= 5);
    const backends = postgres.children();
    await postgres.stop('SIGKILL');
    await until('its processes end', () => !backends.some(startOf));
    await startPostgres();
    await load.round(1);
    const seen = await load.end();
    const stored = (await bob.get('/margin/saved.csv')).text.match(/"saved \d+"/g) ?? [];
    assert.equal(new Set(stored).size, stored.length);
    assert.deepEqual(confirmed.filter(name => !stored.includes(name)), []);
    assert.ok(seen.every(s => [200, 303, 503].includes(s.status)), JSON.stringify(statuses(seen)));
});

test('workers that are started before PostgreSQL become ready when it does', async () => {
    const home = sections[1];
    await postgres.stop('SIGINT');
    await home.stop('SIGTERM');
    await home.begin();
    await until('the worker answers', async () => (await ask('/healthz')).status === 200);
    assert.equal((await ask('/readyz')).status, 503);
    const before = await home.whole();
    await startPostgres();
    await until('ready', isReady);
    await until('its pages work', async () => (await ask('/', { headers: mine })).status === 200);
    assert.deepEqual(home.children(), before, 'it did not fall over meanwhile');
});
