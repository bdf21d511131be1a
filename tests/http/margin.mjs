// margin.mjs: a backtest through nginx from the form to the saved answer: its files, who may see it, and how many there can be.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ask, form } from './_hub.mjs';
import { inputs, Member } from './_member.mjs';

const ada = await Member.make('ada'), bob = await Member.make('bob');
const run = await ada.run();
const lines = text => text.trimEnd().split('\r\n');

test('days.csv has a row for each session, rounds.csv one for each round, metrics.csv one for each figure', async () => {
    const answer = JSON.parse((await ada.get(`${run}/result.json`)).text);
    const days = await ada.get(`${run}/days.csv`);
    assert.match(days.headers['content-disposition'], /attachment.*backtest-SPX-2005-01-03-2012-12-31-2x-days\.csv/);
    assert.equal(lines(days.text).length, answer.daily.date.length + 1);
    assert.equal(lines((await ada.get(`${run}/rounds.csv`)).text).length, answer.rounds.length + 1);
    const metrics = (await ada.get(`${run}/metrics.csv`)).text;
    for (const name of Object.keys(answer.metrics).filter(name => name !== 'account_type')) // a word, not a figure
        assert.ok(metrics.includes(name), name);
});

const modes = ['liquidation_reentry', 'fresh_capital', 'profit_threshold', 'passive_hold', 'constant_leverage'];
const named = ['days', 'rounds', 'metrics', 'rebalances', 'events', 'drawdowns', 'months', 'rolling', 'variants'];

test('every mode has its page, every file of it, and a page for each of its days, in both profiles', async () => {
    for (const mode of modes)
        for (const profile of ['accurate', 'original']) {
            const path = await ada.run({ mode, profile, 'profit_threshold_pct': '30' });
            const page = await ada.get(path);
            assert.equal(page.status, 200, `${mode} ${profile}`);
            for (const id of ['judgement', 'charts', 'cushion', 'near', 'corrections', 'drawdowns', 'months', 'rolling', 'days', 'metrics'])
                assert.ok(page.text.includes(`id="${id}"`), `${mode} ${profile}: ${id}`);
            assert.ok(!/(^|[^a-z])nan([^a-z]|$)/.test(page.text), `${mode} ${profile} shows what is no number`);
            for (const name of named) {
                const file = await ada.get(`${path}/${name}.csv`);
                assert.equal(file.status, 200, `${mode} ${name}`);
                assert.ok(!/(^|,)-?(nan|inf)(,|\r|$)/m.test(file.text), `${mode} ${name}`);
            }
            const { daily, rebalances, events } = JSON.parse((await ada.get(`${path}/result.json`)).text);
            assert.equal(lines((await ada.get(`${path}/rebalances.csv`)).text).length, rebalances.length + 1);
            assert.equal(lines((await ada.get(`${path}/events.csv`)).text).length, events.length + 1);
            for (const day of [daily.date[0], daily.date[400], daily.date.at(-1)])
                assert.equal((await ada.get(`${path}/days/${day}`)).status, 200, `${mode} ${profile} ${day}`);
        }
});

test('a day is explained by its numbers; a day between two sessions leads to the later one; others are not there', async () => {
    const { daily } = JSON.parse((await ada.get(`${run}/result.json`)).text);
    const row = daily.date.indexOf('2006-06-15');
    const page = (await ada.get(`${run}/days/2006-06-15`)).text;
    const usd = x => `$${x.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
    assert.ok(page.includes(`${usd(daily.portfolio_value[row])} − ${usd(daily.margin_loan[row])}`), 'equity from position and loan');
    assert.ok(page.includes(`${usd(daily.portfolio_value[row])} × 25.00 % = ${usd(daily.maintenance_margin_required[row])}`), 'requirement');
    assert.ok(page.includes(`days/${daily.date[row - 1]}`) && page.includes(`days/${daily.date[row + 1]}`), 'its neighbours');
    const sunday = await ada.get(`${run}/days/2006-06-18`);
    assert.equal(sunday.status, 303);
    assert.match(sunday.headers.location, /days\/2006-06-19$/);
    for (const day of ['1999-12-31', '2030-01-02', '2006-02-30', 'today'])
        assert.equal((await ada.get(`${run}/days/${day}`)).status, 404, day);
    assert.equal((await ada.get(`${run}/nothing.csv`)).status, 404);
});

test('a day of a short tells its rate and what it costs in numbers, each with one sign', async () => {
    const path = await ada.run({ 'options.position': 'short', leverage: '1.5' });
    const page = (await ada.get(`${path}/days/2006-06-15`)).text;
    assert.match(page, /0\.50 % − max\(0, 4\.94 % − 0\.50 %\) = −3\.94 %/);
    assert.match(page, /\$[\d,.]+ × −3\.9400 % × 1 \/ 360 = −\$[\d,.]+/, 'what the proceeds earned');
    assert.match(page, />−\$[\d,.]+ \+ \$[\d,.]+ \+ \$[\d,.]+ cash</, 'the equity');
    assert.ok(!page.includes('− −'));
});

test('the rate of a loan is told in numbers, and how far past its call a price is', async () => {
    const tiers = (await ada.get(`${run}/days/2006-06-15`)).text;
    assert.match(tiers, /4\.94 % \+ \$[\d,.]+ \/ \$[\d,.]+ × 100 = \d\.\d\d %/);
    const flat = await ada.run({ 'options.financing': 'flat', 'options.spread_pct': '2', mode: 'passive_hold' });
    assert.ok((await ada.get(`${flat}/days/2006-06-15`)).text.includes('4.94 % + 2.00 % = 6.94 %'));
    const past = (await ada.get(`${flat}/days/2009-03-09`)).text;
    assert.match(past, /Fall to the call[\s\S]{0,120}>−\d+\.\d\d %</);
    assert.ok(past.includes(': a margin call<'));
});

test('the cushion says in words what has no numbers: a call that is there already, and a price where nothing is owed', async () => {
    const called = (await ada.get(await ada.run({ mode: 'passive_hold', start_date: '2007-10-01', end_date: '2009-03-09' }))).text;
    assert.match(called, /Days to the call by interest alone[\s\S]{0,400}>0 days<[\s\S]{0,600}is no more than the debt of \$[\d,.]+: the call is there already\./);
    const free = (await ada.get(await ada.run({ end_date: '2006-12-29', 'options.dividend_use': 'keep', 'options.contribution.amount': '20000',
        'options.contribution.every': 'month' }))).text;
    assert.match(free, /Fall to the call[\s\S]{0,600}nothing is owed, so no price above \$0\.00 brings a call; \(/);
});

test('a run is judged by what happened to it', async () => {
    const judged = async more => (await ada.get(await ada.run(more))).text.match(/alert-(\w+) hub-judgement" id="judgement">([^<]*)</);
    const [, look, text] = await judged({ 'options.liquidation': 'call', 'options.cure_days': '3' });
    assert.equal(look, 'danger', text);
    assert.match(text, /No position was closed whole by force\. .*margin calls with days.* At its worst the account stood \d\d\.\d\d % below its highest\./);
    assert.equal((await judged({ leverage: '1', end_date: '2006-12-29' }))[1], 'success');
    const poor = await judged({ mode: 'constant_leverage', account_type: 'portfolio', equity: '110000', leverage: '3' });
    assert.match(poor[2], /On [\d,]+ sessions it had less than the account’s minimum of \$100,000: nothing may be added/);
    assert.doesNotMatch((await judged({ mode: 'constant_leverage', equity: '1000000' }))[2], /minimum/);
});

test('a short is told as one: its rate is what it cost', async () => {
    const page = (await ada.get(await ada.run({ mode: 'passive_hold', 'options.position': 'short', leverage: '1', start_date: '2010-01-04' }))).text;
    assert.match(page, /what the short cost, percent a year/);
    assert.doesNotMatch(page, /the rate charged on the loan/);
});

test('the page takes an option without a part in the run as the API does, says so, and keeps it to be changed', async () => {
    const path = await ada.run({ 'options.spread_pct': '2.5', 'options.price_moves_pct': '8/6' }), page = (await ada.get(path)).text;
    assert.match(page, /Flat spread over fed funds: options\.spread_pct has no part in this run and changes nothing: it belongs to &quot;financing&quot;/);
    assert.match(page, /Price moves of portfolio margin: options\.price_moves_pct has no part/);
    assert.match(page, /options\.spread_pct=2\.5/);
    const { inputs, metrics } = JSON.parse((await ada.get(`${path}/result.json`)).text);
    assert.ok(!('spread_pct' in inputs.options));
    assert.deepEqual(metrics, JSON.parse((await ada.get(`${run}/result.json`)).text).metrics);
});

test('portfolio margin asks for the loss of the price moves that were chosen', async () => {
    const path = await ada.run({ account_type: 'portfolio', leverage: '3', 'options.price_moves_pct': '12/10' });
    const { daily, inputs } = JSON.parse((await ada.get(`${path}/result.json`)).text);
    assert.equal(inputs.options.price_moves_pct, '12/10');
    assert.ok(Math.abs(daily.maintenance_margin_required[0] / daily.portfolio_value[0] - 0.12) < 1e-12);
    assert.ok((await ada.get(path)).text.includes('12 % of the position, for a fall of the price by 12 %'));
});

test('what is shown beside a run is what the API gives when it is asked for on its own', async () => {
    const variants = lines((await ada.get(`${run}/variants.csv`)).text).slice(1).map(line => line.split(','));
    const end = what => Number(variants.find(v => v[2] === `"${what}"`)[3]);
    const asked = async (options, more) => {
        const api = await ask('/api/v1/margin/backtests', { method: 'POST',
            body: JSON.stringify({ ...inputs, equity: 100000, leverage: 2, columns: [], ...more, options }),
            headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
        assert.equal(api.status, 200, api.text);
        return JSON.parse(api.text).metrics.final_equity_usd;
    };
    assert.equal(end('Maintenance 1 point higher'), await asked({ house_addon_pct: 1 }));
    assert.equal(end('Interest once a session'), await asked({ interest_days: 'session' }));
    assert.equal(end('All of them: the original profile'), await asked({}, { profile: 'original' }));
});

test('the API answers every mode and option', async () => {
    const options = { liquidation: 'call', cure_days: 4, dividend_timing: 'pay', dividend_lag_days: 25, dividend_use: 'pay_down',
        contribution: { amount: 500, every: 'quarter' }, rebalance: { band_pct: 5, calendar: 'year' }, profit_trigger: 'equity' };
    for (const mode of modes)
        for (const position of ['long', 'short']) {
            const api = await ask('/api/v1/margin/backtests', { method: 'POST',
                body: JSON.stringify({ ...inputs, equity: 100000, leverage: 1.5, mode, columns: ['equity'], options: { ...options, position } }),
                headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
            assert.equal(api.status, 200, `${mode} ${position}: ${api.text}`);
            const answer = JSON.parse(api.text);
            assert.equal(answer.inputs.mode, mode);
            assert.ok(Number.isFinite(answer.metrics.total_wealth_usd), `${mode} ${position}`);
            assert.ok(answer.events.some(e => e.type === 'contribution'), `${mode} ${position}`);
            assert.ok((await ada.get(api.headers['content-location'])).text === api.text, `${mode} ${position}: the same, asked for again`);
        }
});

// What compute.md fixes. Money, leverage and window have no default: a program says them.
const accurate = { buffer_pct: 0.5, call_test: 'intraday', cap_leverage: true, carry_deficit: true, day_count: 360, dividend_timing: 'ex', dividend_use: 'reinvest',
    entry_day_flows: false, financing: 'tiers', house_addon_pct: 0, interest_days: 'calendar', liquidation: 'full', metrics: 'corrected', minimum_equity_usd: 2000,
    position: 'long', posting: 'month', rate_join: 'asof', slippage_bps: 25, trade_cost_bps: 5, wait_sessions: 2 };
const original = { ...accurate, buffer_pct: 0, call_test: 'close', cap_leverage: false, carry_deficit: false, day_count: 365, entry_day_flows: true, financing: 'flat',
    interest_days: 'session', metrics: 'original', minimum_equity_usd: 1000, posting: 'session', rate_join: 'exact', slippage_bps: 0, trade_cost_bps: 0 };
test('what a request of a program leaves out is as it is fixed, and what is not fixed is asked for', async () => {
    const post = body => ask('/api/v1/margin/backtests', { method: 'POST', body: JSON.stringify(body),
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
    const least = { ticker: 'SPX', start_date: '2010-01-04', end_date: '2010-12-31', equity: 200000, leverage: 1.5, columns: [] };
    for (const [more, options, rest] of [[{}, accurate, {}], [{ account_type: 'portfolio' }, { ...accurate, minimum_equity_usd: 100000, price_moves_pct: '15/20' }, {}],
        [{ profile: 'original', mode: null }, original, {}], [{ profile: 'original', mode: 'fresh_capital' }, { ...original, minimum_equity_usd: 0 }, {}],
        [{ profile: 'original', mode: 'profit_threshold' }, { ...original, profit_trigger: 'position' }, { profit_threshold_pct: 100, transaction_cost_bps: 5 }],
        [{ mode: 'profit_threshold' }, { ...accurate, profit_trigger: 'position' }, { profit_threshold_pct: 100 }]]) {
        const answer = await post({ ...least, ...more });
        assert.equal(answer.status, 200, answer.text);
        const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null));
        assert.deepEqual(JSON.parse(answer.text).inputs, { ...least, account_type: 'reg_t', mode: 'liquidation_reentry', profile: 'accurate', ...rest, ...given, options });
    }
    const empty = await post({});
    assert.deepEqual([empty.status, JSON.parse(empty.text).errors.map(e => e.field)], [422, ['ticker', 'start_date', 'end_date', 'equity', 'leverage']]);
});

test('the form begins with what a first visit is likely to mean, and as the original does where that is asked for', async () => {
    const typed = async query => Object.fromEntries([...(await ada.get(`/margin/backtest${query}`)).text.matchAll(/<input[^>]*name="(equity|leverage|start_date)"[^>]*>/g)]
        .map(m => [m[1], m[0].match(/value="([^"]*)"/)[1]]));
    assert.deepEqual(await typed(''), { start_date: '2000-01-03', equity: '100,000', leverage: '1.5' });
    assert.deepEqual(await typed('?profile=original&ticker=SPX'), { start_date: '2010-01-01', equity: '50,000,000', leverage: '2' });
    assert.equal((await typed('?profile=original&ticker=SPX&account_type=portfolio')).leverage, '4');
    assert.equal((await typed('?profile=original&ticker=SPX&equity=5000')).equity, '5,000');
});

test('an option without a part in the run is named in a warning, by the run and when it is asked for again', async () => {
    const ordered = async (path, more) => {
        const api = await ask(path, { method: 'POST', body: JSON.stringify({ ticker: 'SPX', start_date: '2010-01-04', end_date: '2011-12-30', equity: 100000,
            leverage: 1.5, mode: 'liquidation_reentry', options: { cure_days: 4, spread_pct: 2 }, ...more }),
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
        assert.equal(api.status, 200, api.text);
        assert.equal((await ada.get(api.headers['content-location'])).text, api.text);
        const { inputs, warnings } = JSON.parse(api.text), unused = warnings.filter(w => w.code === 'option_unused').map(w => w.message);
        assert.ok(!('cure_days' in inputs.options) && !('spread_pct' in inputs.options));
        assert.equal(unused.length, 2);
        assert.match(unused[0], /^options\.cure_days has no part in this run and changes nothing: it belongs to "liquidation": "call"\.$/);
        assert.match(unused[1], /^options\.spread_pct .*"financing": "flat"\.$/);
    };
    await ordered('/api/v1/margin/backtests', { columns: [] });
    await ordered('/api/v1/margin/sweeps', { leverage: undefined, parameter: 'leverage', values: [1, 1.5] });
});

test('the API gives the same inputs hash and figures as the page', async () => {
    const page = JSON.parse((await ada.get(`${run}/result.json`)).text);
    const request = { ...inputs, equity: 100000, leverage: 2 };
    const api = await ask('/api/v1/margin/backtests', { method: 'POST', body: JSON.stringify(request),
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
    assert.equal(api.status, 200, api.text);
    const answer = JSON.parse(api.text);
    assert.equal(answer.inputs_hash, page.inputs_hash);
    assert.deepEqual(answer.metrics, page.metrics);
    const again = await ada.get(api.headers['content-location']);
    assert.equal(again.text, api.text);
});

test('chart data are thinned, and keep the ends and the extremes', async () => {
    const path = await ada.run({ start_date: '2000-01-03', end_date: '2020-04-17' });
    const chart = JSON.parse((await ada.get(`${path}/chart.json`)).text);
    const { daily } = JSON.parse((await ada.get(`${path}/result.json`)).text);
    assert.ok(daily.date.length > 5000 && chart.time.length <= 2000, `${chart.time.length} points`);
    assert.ok(chart.time.every((t, i) => i === 0 || t > chart.time[i - 1]), 'times rise');
    const equity = chart.charts.find(c => c.id === 'equity').series[0].values;
    assert.equal(equity.length, chart.time.length);
    assert.equal(equity[0], daily.equity[0]);
    assert.equal(equity.at(-1), daily.equity.at(-1));
    assert.equal(Math.max(...equity), Math.max(...daily.equity));
    assert.equal(Math.min(...equity), Math.min(...daily.equity));
});

test('each chart of the page has its figures and a drawing that stands alone, with the digits of the days', async () => {
    const page = (await ada.get(run)).text, links = [...page.matchAll(/href="([^"]*\/chart-[\w-]+)\.svg"/g)].map(m => m[1]);
    const { daily } = JSON.parse((await ada.get(`${run}/result.json`)).text);
    assert.ok(links.length > 8 && links.some(path => path.endsWith('/chart-cushion-prices')) && links.some(path => path.endsWith('/chart-histogram')));
    for (const path of links) {
        const [svg, csv, json] = await Promise.all(['svg', 'csv', 'json'].map(ending => ada.get(`${path}.${ending}`)));
        assert.deepEqual([svg, csv, json].map(file => file.headers['content-type'].split(';')[0]), ['image/svg+xml', 'text/csv', 'application/json'], path);
        assert.match(svg.headers['content-disposition'], /filename="backtest-[\w.-]+\.svg"/);
        assert.ok(/^<svg [^]*<style>[^]*class="chart-title"[^]*<\/svg>$/.test(svg.text) && !svg.text.includes('var('), path);
        assert.equal(JSON.parse(json.text).at.length, lines(csv.text).length - 1, path);
    }
    const rows = lines((await ada.get(`${run}/chart-equity.csv`)).text).slice(1).map(line => line.split(','));
    assert.deepEqual(rows.map(row => [row[0], Number(row[1])]), daily.date.map((date, i) => [date, daily.equity[i]]));
    for (const name of ['chart-.svg', 'chart-nothing.svg', 'chart-equity.png', 'chart-equity', 'chart-equity.svg.svg'])
        assert.equal((await ada.get(`${run}/${name}`)).status, 404, name);
});

test('another person does not find a run, its files or the API\'s answer', async () => {
    for (const path of [run, `${run}/days.csv`, `${run}/chart-equity.svg`, `${run}/result.json`, `/api/v1${run}`])
        assert.equal((await bob.get(path)).status, 404, path);
    assert.equal((await bob.save(run, 'mine')).status, 404);
});

test('a saved answer comes back as it was, packed or not, and may be kept by the browser', async () => {
    const live = JSON.parse((await ada.get(`${run}/result.json`)).text);
    const saved = (await ada.save(run, 'kept')).headers.location;
    const packed = await ada.get(`${saved}/result.json`, { 'Accept-Encoding': 'gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.match(packed.headers['cache-control'], /immutable/);
    const plain = await ada.get(`${saved}/result.json`);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(gunzipSync(packed.bytes).toString(), plain.text);
    assert.deepEqual(JSON.parse(plain.text), live);
    assert.equal((await ada.get(`${saved}/result.json`, { 'If-None-Match': packed.headers.etag })).status, 304);
    for (const file of ['days.csv', 'rounds.csv', 'metrics.csv'])
        assert.equal((await ada.get(`${saved}/${file}`)).text, (await ada.get(`${run}/${file}`)).text, file);
    assert.equal((await bob.get(saved)).status, 404);
    const again = await ada.post(`${saved}/rerun`);
    assert.equal(again.status, 200);
    assert.match(again.text, /the same bits came out/);
});

test('a name is text, one line, and at most 200 characters', async () => {
    const hostile = '<script>alert(1)</script>\'";--';
    const saved = (await ada.save(run, hostile)).headers.location;
    const page = (await ada.get(saved)).text;
    assert.ok(!page.includes('<script>alert') && page.includes('&lt;script&gt;alert(1)'));
    assert.equal((await ada.save(run, 'n'.repeat(10000))).status, 422);
    assert.equal((await ada.save(run, '  ')).status, 422);
    assert.equal((await ada.save(run, 'two\nlines')).status, 422);
    assert.equal((await ada.post(`${saved}/words`, { name: 'é'.repeat(201) })).status, 422);
    assert.equal((await ada.post(`${saved}/words`, { name: 'é'.repeat(200) })).status, 303);
    assert.ok((await ada.get(saved)).text.includes('é'.repeat(200)));
    assert.equal((await ada.post(`${saved}/words`, { name: '=1+1' })).status, 303);
    assert.ok((await ada.get('/margin/saved.csv')).text.includes('"\'=1+1"'), 'no formula for a spreadsheet');
});

test('a broken form stores nothing', async () => {
    const before = await ada.used();
    const session = run.split('/').pop();
    for (const body of [`session=${session}&name=%ff%fe&idem_key=${randomUUID()}`, `session=${session}&name=a&name=b&idem_key=${randomUUID()}`,
        `session=${session}&name=%00&idem_key=${randomUUID()}`, `session=${session}&name=a&idem_key=none`])
        assert.equal((await ada.post('/margin/saved', body)).status, 400, body);
    assert.equal(await ada.used(), before);
});

test('the same form sent thirty times at once saves once', async () => {
    const before = await ada.used(), key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 30 }, () => ada.save(run, 'double click', key)));
    assert.deepEqual([...new Set(answers.map(a => a.status))], [303]);
    assert.equal(new Set(answers.map(a => a.headers.location)).size, 1);
    assert.equal(await ada.used(), before + 1);
});

test('a hundred saves at once leave exactly fifty; a deleted one frees a place; bringing it back needs one', async () => {
    const cara = await Member.make('cara');
    const path = await cara.run();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => cara.save(path, `save ${i}`)));
    const kept = answers.filter(a => a.status === 303).map(a => a.headers.location);
    const refused = answers.filter(a => a.status === 409);
    assert.deepEqual([kept.length, refused.length], [50, 50]);
    assert.match(refused[0].text, /all 50 places are used/);
    assert.equal(await cara.used(), 50);
    assert.equal((await cara.get('/margin/saved?rows=25&page=2')).text.match(/data-label="Final equity"/g).length, 25);
    assert.equal((await cara.post(`${kept[0]}/delete`)).status, 303);
    assert.equal((await cara.get(kept[0])).status, 404);
    assert.equal((await cara.save(path, 'in its place')).status, 303);
    assert.equal((await cara.post(`${kept[0]}/restore`)).status, 303);
    assert.equal((await cara.get(kept[0])).status, 404);
    assert.equal((await cara.post(`${kept[1]}/delete`)).status, 303);
    assert.equal((await cara.post(`${kept[0]}/restore`)).status, 303);
    assert.equal((await cara.get(kept[0])).status, 200);
    assert.equal(await cara.used(), 50);
});
