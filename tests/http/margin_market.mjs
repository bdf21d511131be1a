// margin_market.mjs: the market pages through nginx with an instrument that pays: what the pages and files say against figures
// worked out here, and against the reference where it is.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { Member } from './_member.mjs';

const hubctl = (...args) => execFileSync(process.env.HUBCTL, args).toString();
const dir = mkdtempSync(join(tmpdir(), 'market-'));
after(() => rmSync(dir, { recursive: true }));
const shared = process.env.HUB_SHARED ?? new URL('../../../shared', import.meta.url).pathname;
const oracle = join(shared, 'oracle/margin/market_pages.json');
const skip = existsSync(oracle) ? false : 'the reference material is not here';

// Three years of weekdays, a price that goes up and down by turns, and quarterly payments of which one is extra.
const symbol = `MKT${process.pid}`, day = i => new Date(Date.UTC(2017, 0, 2) + i * 86400e3);
const iso = date => date.toISOString().slice(0, 10);
const bars = Array.from({ length: 1092 }, (x, i) => day(i)).filter(d => d.getUTCDay() % 6).map((d, i) => {
    const close = Math.round((100 + i / 10 + 8 * Math.sin(i / 17)) * 100) / 100, open = Math.round((close - Math.cos(i)) * 100) / 100;
    return { date: iso(d), open, high: Math.max(open, close) + 1, low: Math.min(open, close) - 1, close, volume: 1000 + i };
});
const payments = [2017, 2018, 2019].flatMap(y => [3, 6, 9, 12].map(m => ({ date: `${y}-${String(m).padStart(2, '0')}-15`, amount: 0.5 + (y - 2017) * 0.05 + m / 100 })));
payments.push({ date: '2018-11-01', amount: 1 });
payments.sort((a, b) => a.date < b.date ? -1 : 1);
writeFileSync(join(dir, 'p.csv'), ['date,open,high,low,close,volume', ...bars.map(b => [b.date, b.open, b.high, b.low, b.close, b.volume].join())].join('\n'));
writeFileSync(join(dir, 'd.csv'), ['ex_date,dividend', ...payments.map(p => `${p.date},${p.amount}`)].join('\n'));
hubctl('import', 'prices', join(dir, 'p.csv'), '--symbol', symbol);
hubctl('import', 'dividends', join(dir, 'd.csv'), '--symbol', symbol);

const ada = await Member.make('market');
const csv = text => text.trimEnd().split('\r\n').map(line => line.split(',').map(cell => cell.replace(/^"|"$/g, '')));
const table = text => {
    const [names, ...rows] = csv(text);
    return rows.map(row => Object.fromEntries(names.map((name, i) => [name, row[i]])));
};
const near = (got, want, what) => assert.ok(Math.abs(Number(got) - want) <= 1e-9 * Math.max(1, Math.abs(want)), `${what}: ${got}, not ${want}`);
const last = bars.at(-1), yearAgo = iso(new Date(Date.parse(last.date) - 365 * 86400e3));
const year = bars.filter(b => b.date > yearAgo);

test('the overview of an instrument is that of its last 365 days', async () => {
    const row = table((await ada.get('/margin/market.csv')).text).find(r => r.symbol === symbol);
    const paid = payments.filter(p => p.date > yearAgo && p.date <= last.date).reduce((sum, p) => sum + p.amount, 0);
    assert.equal(row.day, last.date);
    near(row.close, last.close, 'close');
    near(row.change_pct, (last.close / bars.at(-2).close - 1) * 100, 'change');
    near(row.high_52w, Math.max(...year.map(b => b.high)), 'high');
    near(row.low_52w, Math.min(...year.map(b => b.low)), 'low');
    near(row.mean_volume_52w, year.reduce((sum, b) => sum + b.volume, 0) / year.length, 'volume');
    near(row.dividends_12m, paid, 'dividends');
    near(row.yield_12m_pct, paid / last.close * 100, 'yield');
    assert.equal(Number(row.sessions_52w), year.length);
    assert.equal(Number(row.data_sessions), bars.length);
    assert.equal(Number(row.data_dividends), payments.length);
    near(row.trend_52w_pct, trend(year).rate, 'trend');
    const page = (await ada.get('/margin/market')).text;
    assert.ok(page.includes(`/margin/dividends?ticker=${symbol}`), 'a way to what it paid');
});

test('the overview is sorted by each of its columns, the file as the page, what is not known last', async () => {
    const bare = `BARE${process.pid}`;
    writeFileSync(join(dir, 'bare.csv'), 'date,close\n2020-01-02,100\n2020-01-03,101\n');
    hubctl('import', 'prices', join(dir, 'bare.csv'), '--symbol', bare);
    for (const column of ['symbol', 'change_52w_pct', 'trend_52w_pct', 'close', 'change_pct', 'yield_12m_pct', 'mean_volume_52w', 'data_from'])
        for (const sort of [column, `-${column}`]) {
            const page = (await ada.get(`/margin/market?sort=${sort}&rows=200`)).text, rows = table((await ada.get(`/margin/market.csv?sort=${sort}`)).text);
            const shown = [...page.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)</g)].map(m => m[1]), own = rows.map(row => row.symbol).filter(name => [symbol, bare, 'SPX'].includes(name));
            assert.match(page, new RegExp(`aria-sort="${sort === column ? 'a' : 'de'}scending"><a href="/margin/market\\?rows=200&amp;sort=${sort === column ? '-' : ''}${column}">`), sort);
            assert.ok(page.includes(`href="/margin/market.csv?sort=${sort}"`), sort);
            assert.deepEqual(shown.filter(name => own.includes(name)), own, sort);
            const keys = rows.filter(row => own.includes(row.symbol)).map(row => row[column]), known = keys.filter(key => key !== ''), number = /_pct|close|volume/.test(column);
            assert.ok(keys.slice(known.length).every(key => key === ''), `${sort}: nothing behind what is not known`);
            if (column === 'symbol')
                assert.deepEqual(known, [...known].sort((a, b) => (a < b) === (sort === column) ? -1 : 1));
            for (let i = 1; i < known.length && column !== 'symbol'; i++) {
                const [a, b] = known.slice(i - 1, i + 1).map(key => number ? Number(key) : Date.parse(key));
                assert.ok(sort === column ? a <= b : a >= b, `${sort}: ${a} before ${b}`);
            }
        }
    assert.equal((await ada.get('/margin/market?sort=nothing')).status, 200);
});

// By least squares over the logarithms, and Pearson's correlation, the plain way.
const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length;
const product = (xs, ys) => mean(xs.map((x, i) => (x - mean(xs)) * (ys[i] - mean(ys))));
function trend(list) {
    const t = list.map(b => (Date.parse(b.date) - Date.parse(list[0].date)) / 86400e3 / 365.25), logs = list.map(b => Math.log(b.close));
    const slope = product(t, logs) / product(t, t);
    return { rate: (Math.exp(slope) - 1) * 100, at: i => Math.exp(mean(logs) + slope * (t[i] - mean(t))) };
}

test('trend and correlation are those that are worked out here', async () => {
    const rows = table((await ada.get(`/margin/prices/trend.csv?ticker=${symbol}`)).text), line = trend(bars);
    assert.equal(rows.length, bars.length);
    assert.ok(rows.slice(0, 60).every(row => row.correlation_60 === '') && rows[60].correlation_60 !== '');
    const rates = rows.map(row => Number(row.fed_funds_pct)), changes = bars.map((b, i) => i && b.close / bars[i - 1].close - 1);
    for (const i of [0, 60, 61, 300, bars.length - 1]) {
        near(rows[i].trend, line.at(i), 'trend');
        if (i < 60)
            continue;
        const x = changes.slice(i - 59, i + 1), y = rates.slice(i - 59, i + 1);
        near(rows[i].correlation_60, product(x, y) / Math.sqrt(product(x, x) * product(y, y)), 'correlation');
    }
    const overview = table((await ada.get('/margin/market.csv')).text).find(row => row.symbol === symbol);
    near(overview.fed_funds_correlation_60, Number(rows.at(-1).correlation_60), 'the overview has the last one');
});

test('monthly candles are first open, highest high, lowest low, last close', async () => {
    const rows = table((await ada.get(`/margin/prices.csv?ticker=${symbol}&period=month`)).text);
    assert.equal(rows.length, 36);
    for (const row of rows) {
        const month = bars.filter(b => b.date.slice(0, 7) === row.last_session.slice(0, 7));
        assert.equal(row.first_session, month[0].date);
        assert.equal(row.period_end, iso(new Date(Date.UTC(+row.last_session.slice(0, 4), +row.last_session.slice(5, 7), 0))));
        near(row.open, month[0].open, 'open');
        near(row.high, Math.max(...month.map(b => b.high)), 'high');
        near(row.low, Math.min(...month.map(b => b.low)), 'low');
        near(row.close, month.at(-1).close, 'close');
        near(row.volume, month.reduce((sum, b) => sum + b.volume, 0), 'volume');
    }
});

test('the moving chart gets the candles of the table', async () => {
    const rows = table((await ada.get(`/margin/prices.csv?ticker=${symbol}&period=week`)).text);
    const data = JSON.parse((await ada.get(`/margin/prices/chart.json?ticker=${symbol}&period=week`)).text);
    assert.deepEqual(data.time.map(t => iso(new Date(t * 1000))), rows.map(r => r.last_session));
    data.charts[0].series.forEach((s, k) => s.values.forEach((x, i) => near(x, Number(rows[i][['open', 'high', 'low', 'close'][k]]), s.label)));
});

test('a payment grows against its twin of the year before, and the extra one shifts nothing', async () => {
    const rows = table((await ada.get(`/margin/dividends.csv?ticker=${symbol}`)).text);
    assert.deepEqual(rows.map(r => r.ex_date), payments.map(p => p.date));
    for (const row of rows) {
        const before = `${row.ex_date.slice(0, 4) - 1}${row.ex_date.slice(4)}`, twin = payments.find(p => p.date === before);
        assert.equal(row.is_extra, String(row.ex_date === '2018-11-01'));
        assert.equal(row.against_ex_date, twin ? before : '');
        if (twin)
            near(row.growth_pct, (payments.find(p => p.date === row.ex_date).amount / twin.amount - 1) * 100, row.ex_date);
    }
    const page = (await ada.get(`/margin/dividends?ticker=${symbol}&leverage=3&rate_pct=7`)).text;
    assert.match(page, /Q4, extra/);
    assert.match(page, /Growth without extra/);
    assert.match(page, /3 × [\d.]+ % − 2 × 7\.00 %/);
});

test('years and quarters are sums, with and without the extra payment', async () => {
    const rows = table((await ada.get(`/margin/dividends/years.csv?ticker=${symbol}`)).text), years = rows.filter(r => r.quarter === '');
    const sum = (year, extra) => payments.filter(p => p.date.startsWith(year) && (extra || p.date !== '2018-11-01')).reduce((s, p) => s + p.amount, 0);
    assert.deepEqual(years.map(r => r.year), ['2017', '2018', '2019']);
    assert.equal(rows.length, 3 + 12);
    for (const { year, total } of years)
        near(total, sum(year, true), year);
    near(years[1].growth_pct, (sum('2018', true) / sum('2017', true) - 1) * 100, 'growth');
    near(years[2].growth_without_extra_pct, (sum('2019') / sum('2018') - 1) * 100, 'growth without');
    near(rows.find(r => r.year === '2018' && r.quarter === '4').extra, 1, 'extra');
});

test('what is left of the yield on a loan is a table of leverages and rates', async () => {
    const rows = table((await ada.get(`/margin/dividends/net.csv?ticker=${symbol}&rate_pct=4`)).text);
    assert.equal(rows.length, 6 * 5);
    assert.deepEqual([...new Set(rows.map(r => Number(r.margin_rate_pct)))], [2, 3, 4, 5, 6]);
    for (const { leverage: l, margin_rate_pct: rate, yield_pct: y, net_yield_pct: net, even_rate_pct: even } of rows) {
        near(net, l * y - (l - 1) * rate, 'net');
        assert.ok(l === '1' ? even === '' : Math.abs(l * y - (l - 1) * even) < 1e-9);
    }
    const page = (await ada.get(`/margin/dividends?ticker=${symbol}&rate_pct=4`)).text;
    assert.ok(page.includes('/margin/dividends/net.csv?') && page.includes('&amp;rate_pct=4'), 'the file of the page is of its rate');
});

test('the last whole year has its growth, and all of them their trend', async () => {
    const usual = year => payments.filter(p => p.date.startsWith(year) && p.amount !== 1).reduce((sum, p) => sum + p.amount, 0);
    const page = (await ada.get(`/margin/dividends?ticker=${symbol}`)).text, figure = label => page.match(new RegExp(`<dt>${label}</dt>[^]*?</div>`))[0];
    assert.ok(figure('Paid in 2019').includes(`$${usual('2019').toFixed(3)}`));
    assert.ok(figure('Paid in 2019').includes(`Growth <span class="num">${((usual('2019') / usual('2018') - 1) * 100).toFixed(1)} %`));
    const { rate } = trend(['2017', '2018', '2019'].map(year => ({ date: `${year}-07-01`, close: usual(year) })));
    assert.ok(figure('Growth of the dividends a year').includes(`${rate.toFixed(2)} %`), `${rate}`);
});

test('usual windows are a click away, and keep what else was asked', async () => {
    const page = (await ada.get(`/margin/prices?ticker=${symbol}&period=week`)).text, [, href] = page.match(/href="([^"]*)"[^>]*>1 year</);
    assert.ok(href.includes(`ticker=${symbol}`) && href.includes('period=week'), href);
    const there = (await ada.get(href.replaceAll('&amp;', '&'))).text;
    assert.match(there, /active"[^>]*aria-current="true">1 year</);
    assert.doesNotMatch(page, />5 years</, 'the data do not fill it');
});

test('the growth of a window’s first year is known from the year before it', async () => {
    const rows = table((await ada.get(`/margin/dividends.csv?ticker=${symbol}&start_date=2019-01-01`)).text);
    assert.equal(rows.length, 4);
    assert.ok(rows.every(r => r.growth_pct !== ''), 'each has a year before');
});

test('Kelly counts the dividends, and the same seed gives the same page', async () => {
    const path = `/margin/kelly?ticker=${symbol}&cash_pct=1&bootstrap.seed=3`;
    const ret = bars.slice(1).map((b, i) => (b.close + (payments.find(p => p.date === b.date)?.amount ?? 0)) / bars[i].close - 1);
    const mean = ret.reduce((sum, r) => sum + r, 0) / ret.length * 252;
    const one = (await ada.get(path)).text, two = (await ada.get(path)).text, figures = text => text.match(/<dl class="hub-figures[^]*?<\/dl>/g).join();
    assert.equal(figures(one), figures(two));
    assert.ok(one.includes(`${(mean * 100).toFixed(2)} %`), `a mean of ${(mean * 100).toFixed(2)} %`);
});

test('two people ask at once, for all pages, in windows of their own', async () => {
    const paths = ['market', 'prices', 'dividends', 'kelly'].flatMap(page => [symbol, 'SPX'].map(ticker => `/margin/${page}?ticker=${ticker}`));
    for (const answer of await Promise.all(paths.map(path => ada.get(path))))
        assert.equal(answer.status, 200);
});

test('the cushion of a backtest is that of its last session with a position, by the account’s own requirement', async () => {
    for (const change of [{ leverage: '2' }, { leverage: '4', account_type: 'portfolio', equity: '200000' }]) {
        const run = await ada.run(change), rows = table((await ada.get(`${run}/days.csv`)).text).filter(r => Number(r.shares_held) > 0);
        const last = Object.fromEntries(Object.entries(rows.at(-1)).map(([key, x]) => [key, Number(x)])), need = last.maintenance_margin_required;
        const position = last.shares_held * last.etf_price, call = (position - last.equity) / (last.shares_held * (1 - need / position));
        const part = (await ada.get(run)).text.match(/<section class="card" id="cushion">[^]*?<\/section>/)[0];
        near(need / position, change.account_type ? 0.15 : 0.25, 'the requirement');
        const cushion = table((await ada.get(`${run}/cushion.csv`)).text), zones = table((await ada.get(`${run}/zones.csv`)).text), end = cushion.at(-1);
        assert.deepEqual(cushion.map(row => row.date), rows.map(row => row.date));
        near(end.call_price, call, 'call price');
        near(end.cushion_pct, (last.equity - need) / need * 100, 'cushion');
        near(end.distance_pct, (last.etf_price - call) / last.etf_price * 100, 'distance');
        assert.deepEqual(zones.map(z => z.zone), ['safe', 'caution', 'warning', 'critical']);
        for (const { zone, sessions, share_pct } of zones) {
            assert.equal(Number(sessions), cushion.filter(row => row.zone === zone).length, zone);
            near(share_pct, Number(sessions) / cushion.length * 100, zone);
        }
        assert.ok(part.includes(`${rows.at(-1).date}</time>`), rows.at(-1).date);
        for (const want of [(last.equity - need) / need * 100, (1 - call / last.etf_price) * 100])
            assert.ok(part.includes(`>${want.toFixed(1)} %<`), `${want.toFixed(1)} %`);
        const shares = [...part.matchAll(/<td data-label="Sessions" class="num">([\d,]+)<\/td>/g)].map(m => Number(m[1].replace(/,/g, '')));
        assert.equal(shares.reduce((sum, x) => sum + x, 0), rows.length);
    }
});

test('the dividends that a short owes stand in brackets behind a minus', async () => {
    const { text } = await ada.get(await ada.run({ ticker: symbol, start_date: bars[0].date, end_date: last.date, leverage: '1', 'options.position': 'short' }));
    assert.match(text, /Interest less dividends[^]*?− \(−[\d,.]+\)/);
    assert.doesNotMatch(text, /− −/);
});

test('SPY has the reference values of the overview, of its candles and of its payments', { skip }, async () => {
    const reference = JSON.parse(readFileSync(oracle, 'utf8')), name = `SPY${process.pid}`;
    hubctl('import', 'prices', join(shared, 'data/prices/spy_daily.csv'), '--symbol', name);
    hubctl('import', 'dividends', join(shared, 'data/prices/spy_dividends.csv'), '--symbol', name);
    const row = table((await ada.get('/margin/market.csv')).text).find(r => r.symbol === name);
    const right = reference['market_overview_2020-01-01_2025-05-15'].SPY.correct;
    for (const [key, column] of Object.entries({ prev_close: 'previous_close', day_change_pct: 'change_pct', high_52w: 'high_52w', low_52w: 'low_52w',
        avg_volume_52w: 'mean_volume_52w', dividends_12m: 'dividends_12m', yield_12m_pct: 'yield_12m_pct', rows_52w: 'sessions_52w' }))
        near(row[column], right[key], key);
    const window = `ticker=${name}&start_date=2010-01-01&end_date=2025-05-15`;
    const candles = table((await ada.get(`/margin/prices.csv?${window}&period=month`)).text);
    reference['monthly_candles_2010-01-01_2025-05-15'].SPY.rows.forEach(([end, ...values], i) => {
        assert.equal(candles[i].period_end, end);
        values.forEach((x, k) => near(candles[i][['open', 'high', 'low', 'close'][k]], x, end));
    });
    const paid = table((await ada.get(`/margin/dividends.csv?${window}`)).text);
    reference['dividend_analysis_2010-01-01_2025-05-15'].SPY.rows.forEach(([date, amount, quarter, , growth], i) => {
        assert.equal(paid[i].ex_date, date);
        assert.equal(Number(paid[i].quarter), quarter);
        near(paid[i].dividend, amount, date);
        if (growth !== null)
            near(paid[i].growth_pct, growth, date);
    });
});
