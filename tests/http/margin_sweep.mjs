// margin_sweep.mjs: sweeps through nginx: a grid's page, table and files agree with its backtests; a long one is a job that is
// followed, cancelled and fetched; the same for programs; a deleted one comes back; nobody sees another's.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after } from 'node:test';
import { ask, origin } from './_hub.mjs';
import { Member, inputs } from './_member.mjs';

const ada = await Member.make('sweeper'), eve = await Member.make('other-sweeper');
const grid = { ...inputs, kind: 'grid', parameter: 'leverage', values: '1, 1.5, 1.9' };
const sleep = ms => new Promise(done => setTimeout(done, ms));
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]);
const lines = text => text.trimEnd().split('\r\n').map(line => line.split(','));

async function run(fields) {
    const answer = await ada.post('/margin/sweeps', fields);
    assert.equal(answer.status, 303, answer.text);
    return answer.headers.location;
}
const api = (path, body) => ask(path, { method: 'POST', headers: { Cookie: ada.cookie, 'X-CSRF-Token': ada.token, 'Content-Type': 'application/json',
    Origin: origin }, body: JSON.stringify(body) });

test('a sweep over leverage: each line of its files is the backtest of that leverage', async () => {
    const path = await run(grid), page = await ada.get(path);
    assert.equal(page.status, 200);
    for (const words of ['Best return', 'Best risk-adjusted', 'Lowest risk', 'In words', 'Run this as a backtest'])
        assert.ok(page.text.includes(words), words);
    const exact = await ada.get(`${path}/exact.csv`), [names, ...rows] = lines(exact.text);
    assert.equal(rows.length, 3);
    const alone = JSON.parse((await ada.get(`${await ada.run({ leverage: '1.5' })}/result.json`)).text).metrics;
    const row = Object.fromEntries(names.map((name, i) => [name, rows[1][i]]));
    assert.equal(Number(row.leverage), 1.5);
    assert.equal(Number(row.Total_Return_Pct), alone.total_return_pct);
    assert.equal(Number(row.Final_Equity), alone.final_equity_usd);
    const rounded = await ada.get(`${path}/rounded.csv`);
    assert.match(rounded.headers['content-disposition'], /parameter_sweep_leverage_liquidation_reentry_\d{8}_\d{6}\.csv/);
    assert.match(rounded.text, /^Parameter_Name,Backtest_Mode,Export_Date,leverage,Total_Return_Pct/);
    assert.equal(JSON.parse((await ada.get(`${path}/result.json`)).text).engine, 'margin.sweep');
    assert.equal((await ada.get(`${path}/paths.csv`)).status, 404);
});

test('what changes nothing is not said to go together with the return', async () => {
    const { text } = await ada.get(await run({ ...grid, leverage: '1', start_date: '2005-01-03', end_date: '2006-12-29', values: '1, 1.2', parameter2: 'wait_sessions', values2: '0, 2, 5' }));
    assert.match(text, /Wait after a liquidation says nothing about the total return: correlation 0\.00\./);
    assert.doesNotMatch(text, /weakly: correlation 0\.00/);
});

test('a sweep in words and in charts', async () => {
    const { text } = await ada.get(await run(grid));
    assert.match(text, /correlation −\d\.\d\d with the drawdown/);
    assert.ok(!/correlation -/.test(text));
    for (const title of ['Return', 'Growth a year', 'Return for its risk', 'Risk', 'Time under water', 'Liquidations', 'Time in market', 'Interest', 'Return for its interest',
        'Risk and return'])
        assert.ok(text.includes(`<h2>${title}</h2>`), title);
    assert.equal(text.match(/<circle class="chart-point"/g).length % 3, 0, 'a point for each run');
});

test('an option that is swept and given as well is named in a warning, each time', async () => {
    const answer = await api('/api/v1/margin/sweeps', { ...inputs, equity: 100000, leverage: 1.5, parameter: 'wait_sessions', values: [0, 5],
        options: { wait_sessions: 9 } });
    assert.equal(answer.status, 200, answer.text);
    const { warnings, inputs: canonical } = JSON.parse(answer.text), unused = warnings.filter(w => w.code === 'option_unused');
    assert.deepEqual(unused.map(w => w.message), ['options.wait_sessions has no part in this run and changes nothing: it is what is swept.']);
    assert.ok(!('wait_sessions' in canonical.options));
    assert.equal((await ada.get(answer.headers['content-location'])).text, answer.text);
    const page = (await ada.get(await run({ ...grid, leverage: '1.5', parameter: 'wait_sessions', values: '0, 5', 'options.spread_pct': '2' }))).text;
    assert.match(page, /options\.spread_pct has no part in this run/);
    assert.ok(!page.includes('it is what is swept'), 'the form does not ask for it');
});

test('the table is sorted by a click on a heading', async () => {
    const path = await run(grid), text = (await ada.get(`${path}?sort=-leverage`)).text;
    const body = text.slice(text.indexOf('id="table"'));
    assert.ok(body.indexOf('>1.9×') < body.indexOf('>1.5×') && body.indexOf('>1.5×') < body.indexOf('>1×'), 'from the greatest down');
});

test('a grid of two parameters: a heat map with a cell for each, refused ones with their reason', async () => {
    const path = await run({ ...grid, values: '1, 1.5, 2', parameter2: 'house_addon_pct', values2: '0, 20, 30' });
    const text = (await ada.get(`${path}?figure=sharpe`)).text;
    assert.equal(text.match(/hub-heat-\d"/g).length, 9);
    assert.match(text, /title="leverage: [^"]*largest allowed/);
    assert.match(text, /Sharpe ratio: the deeper the shade/);
});

test('every start and drawn paths are answered at once when they are short', async () => {
    const surface = await run({ ...inputs, kind: 'surface', values: '1, 1.5', horizon_years: '2' });
    const text = (await ada.get(surface)).text;
    assert.match(text, /By leverage/);
    assert.match(text, /Starts in \\ Leverage/);
    const starts = lines((await ada.get(`${surface}/multiple.csv`)).text);
    assert.deepEqual(starts[0], ['start_date', 'leverage_1', 'leverage_1.5']);
    assert.equal(starts[1][0], '2005-01-03');
    const paths = await run({ ...inputs, kind: 'bootstrap', leverage: '1.5', 'bootstrap.paths': '200', 'bootstrap.years': '2', 'bootstrap.seed': '9' });
    const page = (await ada.get(paths)).text;
    assert.match(page, /seed 9/);
    assert.match(page, /Chance of a margin call/);
    assert.match(page, />5th [^<]*95th percentile<[^]*>25th [^<]*75th<[^]*>Median</, 'a fan');
    assert.match((await ada.get(`${paths}/paths.csv`)).text, /^month,p5_multiple/);
});

const long = { ticker: 'SPX', start_date: '2000-01-03', end_date: '2020-04-17', equity: 100000, leverage: 1.5, mode: 'passive_hold',
    bootstrap: { paths: 10000, years: 20, block_days: 21, seed: process.pid } };

test('programs: a short sweep is answered, a long one is a job whose answer is fetched', async () => {
    const short = await api('/api/v1/margin/sweeps', { ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31', equity: 100000, parameter: 'leverage', values: [1, 1.5] });
    assert.equal(short.status, 200, short.text);
    assert.equal(JSON.parse(short.text).rows.length, 2);
    const again = await ada.get(short.headers['content-location']);
    assert.deepEqual(JSON.parse(again.text).rows, JSON.parse(short.text).rows);

    const queued = await api('/api/v1/margin/sweeps', long);
    assert.equal(queued.status, 202, queued.text);
    assert.equal((await eve.get(queued.headers.location)).status, 404, 'nobody sees another’s');
    let got;
    for (let i = 0; i < 2400; i++) {
        got = await ada.get(queued.headers.location);
        if (got.status !== 202)
            break;
        await sleep(250);
    }
    assert.equal(got.status, 200, got.text);
    assert.equal(JSON.parse(got.text).bootstrap.months.at(-1), 240);
    const second = await api('/api/v1/margin/sweeps', long);
    assert.equal(second.status, 200, 'the cache has it');
    const page = (await ada.get(`/margin/sweeps/${queued.headers.location.split('/').pop()}`)).text;
    assert.match(page, /Equity in multiples of the start/);
});

// Drawn paths of these seeds wait in the queue: however fast the machine is, they are there to be cancelled.
const seeds = [0, 1, 2, 3].map(n => 1e6 + process.pid * 10 + n);
sql(`create function public.sweeps_wait() returns trigger language plpgsql as $$ begin new.run_at := now() + interval '1 hour'; return new; end $$;
    create trigger sweeps_wait before insert on ops.job for each row when ((new.payload #>> '{request,bootstrap,seed}') in ('${seeds.join("','")}')) execute function public.sweeps_wait()`);
after(() => sql('drop trigger sweeps_wait on ops.job; drop function public.sweeps_wait()'));

test('a long one is followed on its page and cancelled', async () => {
    const queued = await api('/api/v1/margin/sweeps', { ...long, bootstrap: { ...long.bootstrap, years: 30, seed: seeds[3] } });
    assert.equal(queued.status, 202, queued.text);
    const path = `/margin/sweeps/${queued.headers.location.split('/').pop()}`;
    const page = await ada.get(path);
    assert.match(page.text, /<progress/);
    assert.equal((await eve.post(`${path}/cancel`)).status, 404);
    assert.equal((await ada.post(`${path}/cancel`)).status, 303);
    let state;
    for (let i = 0; i < 2400; i++) {
        state = JSON.parse((await ada.get(`${path}/progress.json`)).text);
        if (state.over)
            break;
        await sleep(250);
    }
    assert.ok(state.over);
    assert.match((await ada.get(path)).text, /It was cancelled/);
    const told = await ada.get(`/api/v1/margin/sweeps/${path.split('/').pop()}`), problem = JSON.parse(told.text);
    assert.deepEqual([told.status, problem.title, problem.detail], [409, 'Not possible now', 'It was cancelled.']);
});

test('every start of a surface that was a job is there to be downloaded, as that of a short one', async () => {
    const some = { ...inputs, kind: 'surface', mode: 'passive_hold', values: '1.5', horizon_years: '5', start_date: '2000-01-03', end_date: '2020-04-17' };
    const path = await run({ ...some, values: '1, 1.1, 1.2, 1.3, 1.4, 1.5' }), files = ['multiple.csv', 'drawdown.csv', 'first_call.csv'];
    for (let i = 0; i < 2400 && !JSON.parse((await ada.get(`${path}/progress.json`)).text).over; i++)
        await sleep(250);
    const one = await run(some), last = text => lines(text).map(line => [line[0], line.at(-1)]);
    for (const file of files) {
        const kept = await ada.get(`${path}/${file}`), computed = await ada.get(`${one}/${file}`);
        assert.deepEqual([kept.status, computed.status], [200, 200], kept.text.slice(0, 300));
        assert.deepEqual(last(kept.text), last(computed.text));
        assert.equal((await eve.get(`${path}/${file}`)).status, 404);
    }
});

test('who has three long ones under way is led to where they are cancelled', async () => {
    const fields = n => ({ ...inputs, kind: 'bootstrap', mode: 'passive_hold', 'bootstrap.paths': '10000', 'bootstrap.years': '30', 'bootstrap.seed': String(n < 3 ? seeds[n] : 7) });
    const busy = await Member.make('busy'), paths = [];
    for (let n = 0; n < 3; n++)
        paths.push((await busy.post('/margin/sweeps', fields(n))).headers.location);
    const refused = await busy.post('/margin/sweeps', fields(3));
    assert.equal(refused.status, 422);
    assert.match(refused.text, /3 of your long computations[\s\S]*id="f-orders"[\s\S]*href="\/margin\/sweeps\?sort=-status"/);
    const list = (await busy.get('/margin/sweeps?sort=-status')).text;
    for (const path of paths) {
        assert.ok(list.includes(`action="${path}/cancel"`), path);
        assert.equal((await busy.post(`${path}/cancel`)).status, 303);
    }
});

test('programs are told what is wrong, field by field', async () => {
    const bad = await api('/api/v1/margin/sweeps', { ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31', equity: 100000, parameter: 'leverage', values: [9] });
    assert.equal(bad.status, 422);
    assert.equal(JSON.parse(bad.text).errors[0].field, 'values');
    const nowhere = await api('/api/v1/margin/sweeps', { ticker: 'NOWHERE', start_date: '2005-01-03', end_date: '2012-12-31', equity: 100000, parameter: 'leverage', values: [1] });
    assert.equal(nowhere.status, 422);
    assert.match(nowhere.text, /no prices for NOWHERE/);
});

test('a deleted sweep is gone from page and list, and comes back', async () => {
    const path = await run(grid);
    assert.ok((await ada.get('/margin/sweeps')).text.includes(path));
    assert.equal((await eve.get(path)).status, 404);
    assert.equal((await eve.post(`${path}/delete`)).status, 404);
    assert.equal((await ada.post(`${path}/delete`)).status, 303);
    assert.equal((await ada.get(path)).status, 404);
    assert.ok(!(await ada.get('/margin/sweeps')).text.includes(path));
    assert.equal((await ada.post(`${path}/restore`)).status, 303);
    assert.equal((await ada.get(path)).status, 200);
});

test('sweeps are found by the words of instrument, parameter, kind and mode, and by a mode', async () => {
    const finder = await Member.make('finder'), made = {};
    const put = async (name, fields) => made[name] = (await finder.post('/margin/sweeps', { ...grid, ...fields })).headers.location;
    await put('leverages', {});
    await put('waits', { leverage: '1.5', parameter: 'wait_sessions', values: '0, 5', parameter2: 'spread_pct', values2: '1, 2' });
    await put('held', { mode: 'passive_hold', kind: 'surface', values: '1, 1.5', horizon_years: '2' });
    const found = async query => {
        const { text, status } = await finder.get(`/margin/sweeps?${query}`);
        assert.equal(status, 200);
        return Object.keys(made).filter(name => text.includes(`href="${made[name]}"`)).sort();
    };
    assert.deepEqual(await found(''), ['held', 'leverages', 'waits']);
    assert.deepEqual(await found('q=spx'), ['held', 'leverages', 'waits']);
    assert.deepEqual(await found('q=SPY'), []);
    assert.deepEqual(await found('q=wait+liquid'), ['waits']);
    assert.deepEqual(await found('q=over+fed'), ['waits']);
    assert.deepEqual(await found('q=every+start'), ['held']);
    assert.deepEqual(await found('q=passive_hold'), ['held']);
    assert.deepEqual(await found('mode=passive_hold'), ['held']);
    assert.deepEqual(await found('mode=passive_hold&q=wait'), []);
    assert.deepEqual(await found(`q=${encodeURIComponent("'\\ & | ! <-> :* ( ) lev")}`), ['held', 'leverages']);
    const none = (await finder.get('/margin/sweeps?q=nowhere')).text;
    assert.match(none, /Nothing matches[^]*Show all|Show all[^]*Nothing matches/);
    assert.ok(none.includes('value="nowhere"') && !none.includes('No sweep was run yet'));
});
