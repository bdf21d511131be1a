// workers.mjs: workers that are killed, replaced and ended while people use the hub.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { ask, form } from '../http/_hub.mjs';
import { Member, inputs } from '../http/_member.mjs';
import { allAre, get, Holder, isReady, Load, longest, Service, signal, sleep, startOf, statuses, until } from './_faults.mjs';

const KILLS = 10;
const ada = await Member.make('ada');
const run = await ada.run();
const home = new Service('hub-home'), margin = new Service('hub-margin'), auth = new Service('hub-auth');
const mine = { Cookie: ada.cookie };
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const page = get('/', mine);
const theme = agent => ask('/account/theme', { method: 'POST', agent, headers: form({ ...mine, 'X-CSRF-Token': ada.token }), body: 'theme=dark' });

// One after another, those first that were there at the beginning. After each, what `settle` waits for.
async function killSome(service, n, settle) {
    const old = await service.whole();
    for (let i = 0; i < n; i++) {
        const workers = service.children(), pid = workers.find(worker => old.includes(worker)) ?? workers[0];
        if (pid)
            signal(pid, 'SIGKILL');
        await until('it has ended', () => !pid || !startOf(pid));
        await settle();
    }
}

test('a page is answered although workers are killed, and they come back', async t => {
    const before = await home.whole(), load = new Load(8, page);
    await killSome(home, KILLS, () => load.round(2)); // nginx asks a second time, not a third
    const seen = await load.end(100);
    allAre(seen, 200);
    t.diagnostic(`the longest took ${longest(seen)} ms`);
    assert.ok((await home.whole()).every(pid => !before.includes(pid)));
});

test('a form is not sent twice: as many fail as workers are killed, and what is sent again is stored once', async () => {
    const names = Array.from({ length: 48 }, (_, i) => `kept ${i}`), keys = names.map(() => randomUUID());
    const left = [...names.keys()], first = [];
    const client = async () => {
        for (let i = left.pop(); i !== undefined; i = left.pop())
            first.push({ i, status: (await ada.save(run, names[i], keys[i])).status });
    };
    const clients = Promise.all([client(), client(), client(), client()]);
    await killSome(margin, KILLS, () => sleep(120));
    await clients;
    const stored = async () => (await ada.get('/margin/saved.csv')).text.match(/"kept \d+"/g) ?? [];
    const rows = await stored(), failed = first.filter(answer => answer.status !== 303);
    assert.equal(new Set(rows).size, rows.length, 'nothing was stored twice');
    assert.ok(failed.length <= KILLS && failed.every(answer => answer.status === 502), JSON.stringify(statuses(failed)));
    assert.ok(first.filter(answer => answer.status === 303).every(answer => rows.includes(`"${names[answer.i]}"`)), 'what was confirmed is there');
    for (const i of names.keys())
        assert.equal((await ada.save(run, names[i], keys[i])).status, 303);
    assert.deepEqual((await stored()).sort(), names.map(name => `"${name}"`).sort());
    await margin.whole();
});

// Which may be through before anybody has seen it run: then another is begun.
test('a run whose worker dies is on record: it runs, then it is an error, and its page says so', async () => {
    let seed = process.pid * 100, status;
    const state = () => sql(`select coalesce(string_agg(status, ' '), '') from margin.historical_backtest_backtestsession
        where parameters::jsonb #>> '{bootstrap,seed}' = '${seed}'`);
    do {
        const drawn = { kind: 'bootstrap', leverage: '1.5', 'bootstrap.paths': '10000', 'bootstrap.years': '12', 'bootstrap.seed': String(++seed) };
        const answer = ada.post('/margin/sweeps', { ...inputs, ...drawn }).then(result => { status = result.status; });
        status = undefined;
        await until('it runs or is through', () => status || state() === 'running');
        margin.children().forEach(pid => signal(pid, 'SIGKILL'));
        await answer;
        await margin.whole();
    } while (seed < process.pid * 100 + 50 && (status !== 502 || state() !== 'running'));
    assert.equal(status, 502);
    assert.equal(state(), 'running');
    sql(`update margin.historical_backtest_backtestsession set created_at = now() - interval '2 minutes' where parameters::jsonb #>> '{bootstrap,seed}' = '${seed}';
        select umbrella.retain(1000)`);
    assert.equal(state(), 'error');
    const list = (await ada.get('/margin/sweeps')).text;
    assert.match(list, /Ended without a result/);
    const page = await ada.get(list.match(/\/margin\/sweeps\/[0-9a-f-]{36}/)[0]);
    assert.match(page.text, /ended without a result/);
});

test('new workers for old lose neither a page nor a form', async () => {
    const pages = new Load(4, page), forms = new Load(4, theme);
    for (let i = 0; i < 5; i++) {
        const before = await home.whole();
        home.signal('SIGHUP');
        await until('the workers are new', async () => (await home.whole()).every(pid => !before.includes(pid)));
        await Promise.all([pages.round(), forms.round()]);
    }
    allAre(await pages.end(50), 200);
    allAre(await forms.end(50), 303);
});

const signIn = async () => {
    const shown = await ask('/login');
    const cookie = shown.headers['set-cookie'].find(c => c.startsWith('__Host-pre=')).split(';')[0];
    const csrf = shown.text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];
    const body = new URLSearchParams({ csrf, email: 'nobody@faults.example', password: 'a wrong password' }).toString();
    return ask('/login', { method: 'POST', headers: form({ Cookie: cookie }), body });
};

test('a slow form survives that its worker is replaced twice', async () => {
    await Promise.all([signIn(), signIn()]); // both workers know the database
    const slow = Promise.all([signIn(), signIn()]);
    await sleep(120);
    auth.signal('SIGHUP');
    await sleep(30);
    auth.signal('SIGHUP');
    assert.deepEqual((await slow).map(answer => answer.status), [422, 422]);
});

// The account is looked up, under a lock that is not given, when the worker is told; then comes the hash. Where the machine takes so
// long that the lock is given up, it is tried another time.
test('a worker that is told to end answers what it has in hand', async () => {
    const seen = [];
    while (seen.length < 20 && !seen.includes(422)) {
        const holder = new Holder('lock table umbrella.authentication_user in share mode');
        await holder.begun;
        const slow = signIn().then(answer => seen.push(answer.status)), tried = seen.length;
        await until('it waits', () => seen.length > tried || sql("select count(*) from pg_locks where relation = 'umbrella.authentication_user'::regclass and not granted") === '1');
        auth.signal('SIGTERM');
        await sleep(100); // the workers are told
        await holder.release();
        await until('the section ends', () => !auth.runs());
        await slow;
        await auth.begin();
        await until('sign-in works again', async () => (await ask('/login')).status === 200);
    }
    assert.ok(seen.includes(422), String(seen));
});

test('a section that falls over again and again takes no other with it', async () => {
    const others = new Load(4, page), help = new Load(2, get('/login'));
    for (let end = performance.now() + 2500; performance.now() < end; await sleep(20))
        margin.children().forEach(pid => signal(pid, 'SIGKILL'));
    allAre(await others.end(50), 200);
    allAre(await help.end(20), 200);
    await until('the section is back', async () => (await ask('/margin/saved', { headers: mine })).status === 200);
    await until('all is well', isReady);
});
