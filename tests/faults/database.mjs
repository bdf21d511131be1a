// database.mjs: PostgreSQL is ended, hangs, is started anew or comes last: people are told in time, and nothing needs a hand.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import test, { after, beforeEach } from 'node:test';
import { ask } from '../http/_hub.mjs';
import { Member } from '../http/_member.mjs';
import { allAre, beginDatabase, get, isReady, Load, longest, Service, sleep, statuses, until } from './_faults.mjs';

const bob = await Member.make('bob');
const run = await bob.run();
const mine = { Cookie: bob.cookie };
const postgres = new Service('postgres');
const sections = ['auth', 'home', 'margin'].map(name => new Service(`hub-${name}`));
const workers = () => sections.flatMap(section => section.children()).sort();

async function timed(path, headers = mine) {
    const from = performance.now(), answer = await ask(path, { headers });
    return Object.assign(answer, { ms: performance.now() - from });
}

// While the database is away: in time, with the right words, and the reader stays signed in.
async function checkRefusals() {
    const answers = await Promise.all(['/', '/margin/saved', `/api/v1${run}`, '/readyz'].map(path => timed(path)));
    const [page, other, api, ready] = answers;
    for (const answer of answers) {
        assert.equal(answer.status, 503);
        assert.ok(answer.ms <= 3500, `${answer.ms} ms`);
    }
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
async function checkCrowd() {
    const crowd = await Promise.all(Array.from({ length: 24 }, () => timed('/')));
    assert.deepEqual(statuses(crowd), { 503: 24 });
    assert.ok(longest(crowd) <= 3500, `one of a crowd waited for ${longest(crowd)} ms`);
}

const works = async () => (await Promise.all(['/', '/margin/saved', `/api/v1${run}`].map(path => ask(path, { headers: mine })))).every(a => a.status === 200);

const startPostgres = () => beginDatabase(postgres);

beforeEach(async () => {
    if (!postgres.runs())
        await startPostgres();
    await until('the hub is well', 8000, works);
});
after(async () => {
    if (!postgres.runs())
        await startPostgres();
});

test('without PostgreSQL people are told so within 3.5 seconds, and pages work again within 2 s of its return', async () => {
    const before = workers();
    await postgres.stop('SIGINT');
    await checkRefusals();
    await checkCrowd();
    await startPostgres();
    await until('pages work', 2000, works);
    await until('every worker is ready', 2000, async () => (await Promise.all(Array.from({ length: 8 }, isReady))).every(Boolean));
    assert.deepEqual(workers(), before, 'no worker was started anew');
});

test('a PostgreSQL that hangs is given up within 3.5 seconds, and pages work within 2 s when it goes on', async () => {
    const before = workers(), stopped = [Number(postgres.pid), ...postgres.children()];
    const go = () => stopped.forEach(pid => process.kill(pid, 'SIGCONT'));
    stopped.forEach(pid => process.kill(pid, 'SIGSTOP'));
    try {
        await checkRefusals();
        await checkCrowd();
    } finally {
        go();
    }
    await until('pages work', 2000, works);
    assert.deepEqual(workers(), before, 'no worker was started anew');
});

test('a table that somebody holds is given up within 3.5 seconds', async () => {
    const psql = spawn('psql', ['-qX', '-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub'], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
        psql.stdin.write("begin; lock table margin.historical_backtest_savedbacktestresult; select 'held';\n");
        await new Promise(resolve => psql.stdout.once('data', resolve));
        const answer = await timed('/margin/saved');
        assert.equal(answer.status, 503);
        assert.ok(answer.ms <= 3500, `${answer.ms} ms`);
        assert.equal((await timed('/account')).status, 200, 'a page that does not need it');
    } finally {
        psql.stdin.end();
    }
    await until('the page works', 2000, works);
});

test('PostgreSQL started anew under load costs nobody a page', async () => {
    const load = new Load(8, get('/', mine));
    await sleep(300);
    await postgres.stop('SIGINT');
    await startPostgres();
    await sleep(1000);
    allAre(await load.end(), 200, 50);
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
    await sleep(150);
    const backends = postgres.children();
    await postgres.stop('SIGKILL');
    await until('its processes end', 8000, () => backends.every(pid => { try { process.kill(pid, 0); return false; } catch { return true; } }));
    await startPostgres();
    await sleep(500);
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
    await until('the worker answers', 3000, async () => (await ask('/healthz')).status === 200);
    assert.equal((await ask('/readyz')).status, 503);
    const before = home.children();
    await startPostgres();
    await until('ready', 5000, isReady);
    await until('its pages work', 2000, async () => (await ask('/', { headers: mine })).status === 200);
    assert.deepEqual(home.children(), before, 'it did not fall over meanwhile');
});
