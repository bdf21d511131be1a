// returns.mjs: series of returns through nginx: files that are read, asked about and refused, what is kept of them and by whom it is
// seen, rows added, the API, hostile uploads, and a backtest of a series of one's own.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import https from 'node:https';
import test from 'node:test';
import tls from 'node:tls';
import { ask, form, hostname, port } from './_hub.mjs';
import { Member } from './_member.mjs';

const bad = `${process.env.HUB_SHARED ?? '../shared'}/data/bad-csv`;
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const ada = await Member.make('returns-ada'), bob = await Member.make('returns-bob');
const flash = answer => decodeURIComponent((answer.headers['set-cookie'] ?? []).find(c => c.startsWith('__Host-flash=')) ?? '');
const words = text => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

// ---- sending ----

const boundary = 'a boundary of the tests';
function multipart(fields, files = []) {
    const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
    for (const { field = 'file', name, bytes } of files)
        parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n'));
    return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}
const headersOf = (person, more = {}) => ({ ...form({ Cookie: person.cookie, 'X-CSRF-Token': person.token }), 'Content-Type': `multipart/form-data; boundary="${boundary}"`, ...more });
const send = (person, path, fields, files) => ask(path, { method: 'POST', headers: headersOf(person), body: multipart(fields, files) });
const upload = (person, bytes, fields = {}, name = 'fund.csv') => send(person, '/returns/series/new', fields, [{ name, bytes }]);
const api = (person, path, { method = 'GET', body, type = 'application/json' } = {}) => ask(`/api/v1/returns${path}`,
    { method, body, headers: { ...form({ Cookie: person.cookie, 'X-CSRF-Token': person.token }), ...(body === undefined ? {} : { 'Content-Type': type }) } });
const json = answer => JSON.parse(answer.text);

const day = i => new Date(Date.UTC(2020, 0, 6 + Math.floor(i / 5) * 7 + i % 5)).toISOString().slice(0, 10); // weekdays
const level = i => (100 * Math.exp(0.0005 * i + 0.03 * Math.sin(i / 9))).toFixed(6);
const prices = (from, to, of = level) => `date,close\n${Array.from({ length: to - from }, (_, i) => `${day(from + i)},${of(from + i)}\n`).join('')}`;

// From the file to the page of the series.
async function keep(person, bytes, fields = {}, name = 'fund.csv') {
    const read = await upload(person, bytes, fields, name);
    assert.equal(read.status, 303, words(read.text).slice(0, 500));
    const shown = await person.get(read.headers.location), title = shown.text.match(/name="name0" value="([^"]*)"/)?.[1];
    const kept = await person.post(`${read.headers.location}/keep`, { name0: title });
    assert.equal(kept.status, 303, words(kept.text).slice(0, 500));
    return kept.headers.location;
}
const idOf = path => path.split('/').pop();
const rowsOf = person => Number((sql(`select count(*) from returns.series s join umbrella.authentication_user u on u.id = s.user_id where u.email = '${person.email}'`)));
const stored = () => sql('select (select count(*) from returns.series) || $$ $$ || (select count(*) from returns.draft)');
for (const [person, name] of [[ada, 'returns-ada'], [bob, 'returns-bob']])
    person.email = `${name}-${process.pid}@margin.example`;

// ---- pages ----

let fund;
test('rows are counted as the file has them: the level that returns begin at is none of them', async () => {
    const eve = await Member.make('returns-eve');
    const returns = `date,return %\n${Array.from({ length: 120 }, (_, i) => `${day(i)},${(Math.sin(i) / 2).toFixed(3)}\n`).join('')}`;
    const read = await upload(eve, returns, { name: 'Of returns' });
    assert.match(words((await eve.get(read.headers.location)).text), /120 rows read, returns\./);
    const path = (await eve.post(`${read.headers.location}/keep`, { name0: 'Of returns' })).headers.location;
    const rows = /<td data-label="Rows" class="num">([0-9,]+)</;
    assert.match(words((await eve.get(path)).text), /Returns, daily, 120 rows/);
    assert.equal((await eve.get(path)).text.match(rows)[1], '120', 'of its version');
    assert.equal((await eve.get('/returns/series')).text.match(rows)[1], '120', 'in the list');
    assert.equal((await eve.get('/')).text.match(rows)[1], '120', 'on the dashboard');
    assert.match(words((await eve.get('/returns')).text), /daily returns, 120 rows/);
    assert.match(words((await eve.get('/returns/analysis/new')).text), /to [0-9-]+, 120 rows/);
    assert.match(words((await eve.get(`/returns/analysis?series=${idOf(path)}`)).text), /120, of 120 rows/);
    assert.equal(json(await api(eve, `/series/${idOf(path)}`)).series.rows, 121, 'a program is told of levels');
});

test('a file is read, shown, and kept by a second button; its page, its list and its CSV have it', async () => {
    assert.match((await ada.get('/returns')).text, /Bring the first one/);
    const read = await upload(ada, prices(0, 300), { name: 'A <fund> & more' });
    assert.equal(read.status, 303);
    const page = await ada.get(read.headers.location);
    assert.ok(page.text.includes('A &lt;fund&gt; &amp; more') && page.text.includes('daily') && !page.text.includes('<fund>'));
    assert.equal(rowsOf(ada), 0, 'nothing is kept before one says so');
    fund = (await ada.post(`${read.headers.location}/keep`, { name0: 'A <fund> & more' })).headers.location;
    const shown = await ada.get(fund);
    assert.match(words(shown.text), /Prices, daily, 300 rows, 2020-01-06 to 2021-02-26/);
    assert.match(shown.text, /<svg/);
    const csv = (await ada.get(`${fund}/series.csv`)).text.trimEnd().split('\r\n');
    assert.deepEqual([csv.length, csv[0], csv[1], csv.at(-1)], [301, 'date,close', `2020-01-06,${Number(level(0))}`, `2021-02-26,${Number(level(299))}`]);
    assert.ok((await ada.get('/returns/series?q=fund')).text.includes(fund) && (await ada.get('/returns')).text.includes(fund));
    assert.match((await ada.get('/returns/series?q=nothing-like-it')).text, /Nothing matches/);
    const gone = await ada.get(read.headers.location); // as one who goes back
    assert.ok(gone.status === 404 && gone.text.includes('does not wait here any more'));
    assert.equal((await ada.post(`${read.headers.location}/keep`, { name0: 'twice' })).status, 404);
});

test('pasted text is read as well; a form without either says so and keeps what was typed', async () => {
    const read = await send(ada, '/returns/series/new', { text: prices(0, 30).replaceAll(',', '\t'), name: 'Pasted' });
    assert.match((await ada.get(read.headers.location)).text, /Pasted text/);
    const nothing = await send(ada, '/returns/series/new', { name: 'Typed <b>', kind: 'returns', unit: 'percent' });
    assert.equal(nothing.status, 422);
    assert.ok(nothing.text.includes('Choose a file that is not empty') && nothing.text.includes('value="Typed &lt;b&gt;"') && /value="returns" selected/.test(nothing.text));
});

test('a file that is refused is not stored, and its page keeps what was said about it', async () => {
    const before = stored(), refused = await upload(ada, 'date,close\n2024-02-30,1\n2024-13-01,2\n2024-01-03,3\n', { decimal: 'point', total_column: 'none' });
    assert.equal(refused.status, 422);
    assert.match(words(refused.text), /Dates that do not exist at lines 2 and 3/);
    assert.ok(/value="point" selected/.test(refused.text) && refused.text.includes('value="none"'));
    assert.equal(stored(), before);
});

test('a question shows both readings, an answer settles it, and the answers so far go with the mended file', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `03/${String(i + 1).padStart(2, '0')}/2024,${100 + i}\n`).join('');
    const asked = await upload(ada, `date,close\n${months}`, { kind: 'prices' }), page = await ada.get(asked.headers.location);
    for (const said of ['2024-01-03 to 2024-12-03, monthly', '2024-03-01 to 2024-03-12, daily', 'type="radio"'])
        assert.ok(page.text.includes(said), said);
    assert.equal((await ada.post(`${asked.headers.location}/keep`, { name0: 'x' })).status, 422, 'not kept before it is settled');
    assert.equal((await ada.post(asked.headers.location, { only: 'answer', answer_to: 'dates', answer: 'mdy' })).status, 303);
    const settled = (await ada.get(asked.headers.location)).text;
    assert.ok(settled.includes('2024-03-12') && settled.includes('Keep it'));
    assert.match(settled, /name="dates" value="mdy">/, 'what was said goes with the next file');
    assert.match(settled, /name="kind" value="prices">/);
});

test('what looks wrong in a file stands above what would be kept', async () => {
    const split = await upload(ada, 'date,close\n2024-01-02,470\n2024-01-03,471\n2024-01-04,235.6\n2024-01-05,236\n'), page = await ada.get(split.headers.location);
    assert.match(words(page.text), /Line 4: -50.0 % on 2024-01-04: this looks like a 2:1 split.* What will be kept .* Warning: Line 4: -50.0 %/);
});

test('text that is pasted comes back to be mended, and a file beside it is not passed over', async () => {
    const wrong = 'date\tclose\n2024-02-30\t1\n2024-03-01\t<2>\n', refused = await send(ada, '/returns/series/new', { text: wrong });
    assert.equal(refused.status, 422);
    assert.ok(refused.text.includes('2024-02-30\t1\n2024-03-01\t&lt;2&gt;\n</textarea>'));
    const both = await send(ada, '/returns/series/new', { text: prices(0, 30) }, [{ name: 'fund.csv', bytes: prices(0, 40) }]);
    assert.ok(both.status === 422 && both.text.includes('There are a file and a text') && both.text.includes('2020-01-06,'));
    const asked = await send(ada, '/returns/series/new', { text: 'month,x\n2024-01,0.5\n2024-02,-0.2\n2024-03,0.7\n' }), page = await ada.get(asked.headers.location);
    assert.ok(page.text.includes('Mend the text') && page.text.includes('2024-02,-0.2'));
});

test('a column that is not there is no question: the page says which there are, and the fields are open', async () => {
    const read = await upload(ada, 'date,close,px\n2024-01-02,1,2\n2024-01-03,2,3\n', { total_column: 'Foo' }), page = await ada.get(read.headers.location);
    assert.match(words(page.text), /The file cannot be used as it is .* No column of numbers is called &quot;Foo&quot;; there are: close, px/);
    assert.ok(page.text.includes('value="Foo"') && /<details open>/.test(page.text) && !page.text.includes('Read it like this'));
});

test('answers to a question about columns are kept when there are too many of them, or none', async () => {
    const wide = `date,${Array.from({ length: 25 }, (_, i) => `F${i}`)}\n${[0, 1, 2].map(d => `${day(d)},${Array.from({ length: 25 }, (_, i) => 100 + d + i)}`).join('\n')}\n`;
    const where = (await upload(ada, wide)).headers.location, answer = n => ada.post(where, { only: 'answer', picks: 'columns', ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`pick${i}`, `F${i}`])) });
    const many = await answer(21), none = await answer(0);
    assert.ok(many.status === 422 && /At most 20 series are taken from a file at once, and 21 are named here/.test(many.text));
    assert.equal(many.text.match(/name="pick\d+" value="F\d+" checked/g).length, 21);
    assert.ok(none.status === 422 && none.text.includes('Choose at least one.'));
    assert.equal((await answer(20)).status, 303);
    assert.equal((await ada.get(where)).text.match(/name="name\d+"/g).length, 20);
});

test('a wide file keeps those that are ticked, under the names that are typed', async () => {
    const wide = prices(0, 40).trim().split('\n').map((line, i) => (i ? `${line},${level(i + 7)},${level(i + 70)}` : 'date,One,Two,Three')).join('\n');
    const read = await upload(ada, wide), page = await ada.get(read.headers.location);
    assert.deepEqual([...page.text.matchAll(/name="name\d" value="([^"]*)"/g)].map(m => m[1]), ['One', 'Two', 'Three']);
    assert.equal((await ada.post(`${read.headers.location}/keep`, {})).status, 422);
    const kept = await ada.post(`${read.headers.location}/keep`, { keep0: '1', name0: 'First', keep2: '1', name2: 'Third', name1: 'Two' });
    assert.match(flash(kept), /2 series are kept/);
    const list = (await ada.get('/returns/series')).text;
    assert.ok(list.includes('>First<') && list.includes('>Third<') && !list.includes('>Two<'));
});

test('name and note are changed, a series is deleted and brought back', async () => {
    assert.equal((await ada.post(`${fund}/words`, { name: '' })).status, 422);
    assert.equal((await ada.post(`${fund}/words`, { name: 'Fund', note: 'of a friend' })).status, 303);
    assert.ok((await ada.get('/returns/series?q=friend')).text.includes('>Fund<'));
    const gone = await ada.post(`${fund}/delete`);
    assert.match(flash(gone), /restore/);
    assert.equal((await ada.get(fund)).status, 404);
    assert.equal((await ada.post(`${fund}/restore`)).status, 303);
    assert.equal((await ada.get(fund)).status, 200);
});

test('rows are added where both agree; where not, the differences are shown and the file can take its place; versions stay', async () => {
    const path = await keep(ada, prices(0, 100)), add = (bytes, name) => upload(ada, bytes, { series: idOf(path) }, name);
    const more = await add(prices(80, 130)), page = await ada.get(more.headers.location);
    assert.match(words(page.text), /Days that both have 20 New days 30 Values that differ 0/);
    const added = await ada.post(`${more.headers.location}/add`, { how: 'append', version: '1' });
    assert.match(flash(added), /30 rows were added/);
    assert.match(words((await ada.get(path)).text), /130 rows, 2020-01-06 to 2020-07-03/);
    const other = await add(prices(90, 140, i => (level(i) * 1.5).toFixed(6))), differs = words((await ada.get(other.headers.location)).text);
    assert.match(differs, /Values that differ 40 .* same factor, 1.5/);
    assert.match(flash(await ada.post(`${other.headers.location}/add`, { how: 'append', version: '2' })), /Nothing was added/);
    assert.equal((await ada.post(`${other.headers.location}/add`, { how: 'replace', version: '1' })).status, 409, 'somebody was faster');
    assert.equal((await ada.post(`${other.headers.location}/add`, { how: 'replace', version: '2' })).status, 303);
    assert.match(words((await ada.get(path)).text), /50 rows/);
    assert.match(words((await ada.get(`${path}?version=2`)).text), /130 rows, .* This is version 2/);
    const close = await add(prices(90, 150, i => (level(i) * 1.5 * (1 + 4e-7)).toFixed(9)));
    assert.match(words((await ada.get(close.headers.location)).text), /Values that differ 0/, 'within a millionth is the same');
    const returns = await add('date,return %\n2020-01-07,1.5%\n2020-01-08,-0.5%\n2020-01-09,0.25%\n');
    assert.match(words((await ada.get(returns.headers.location)).text), /The series is of prices, and the file holds returns/);
});

test('the file itself is kept for who asks for it, and comes back as it came', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(prices(0, 25).replaceAll('\n', '\r\n'))]);
    const path = await keep(ada, bytes, { keep_original: '1' }, 'my "file".csv'), answer = await ada.get(`${path}/original?version=1`);
    assert.deepEqual(answer.bytes, bytes);
    assert.match(answer.headers['content-disposition'], /^attachment; filename="/);
    assert.equal((await ada.get(`${fund}/original`)).status, 404, 'and not for others');
});

// ---- others ----

test('another person\'s series, files and rows are not there', async () => {
    const waiting = (await upload(ada, prices(0, 30))).headers.location;
    for (const path of [fund, `${fund}/series.csv`, `${fund}/original`, waiting, `/returns/series/new?series=${idOf(fund)}`])
        assert.equal((await bob.get(path)).status, 404, path);
    for (const [path, fields] of [[`${fund}/words`, { name: 'mine' }], [`${fund}/delete`, {}], [`${fund}/restore`, {}], [`${fund}/symbol`, { symbol: 'X' }], [`${waiting}/keep`, { name0: 'x' }],
        [waiting, { dates: 'dmy' }], [`${waiting}/add`, { how: 'append', version: '1' }]])
        assert.equal((await bob.post(path, fields)).status, 404, path);
    assert.equal((await upload(bob, prices(0, 30), { series: idOf(fund) })).status, 404);
    for (const [path, options] of [[`/series/${idOf(fund)}`, {}], [`/series/${idOf(fund)}`, { method: 'DELETE' }], [`/series/${idOf(fund)}`, { method: 'PATCH', body: '{"name":"mine"}' }],
        [`/series/${idOf(waiting)}/answers`, { method: 'POST', body: '{}' }], [`/series/${idOf(fund)}/rows`, { method: 'POST', body: prices(0, 30), type: 'text/csv' }]])
        assert.equal((await api(bob, path, options)).status, 404, path);
    assert.deepEqual(json(await api(bob, '/series')).series, []);
    const mine = await keep(bob, prices(0, 300)), [hash, his] = [fund, mine].map(path => sql(`select v.content_hash from returns.series s join returns.series_version v on v.series = s.id where s.series_id = '${idOf(path)}'`));
    assert.equal(hash, his, 'the same file of two people is kept for each of them');
    assert.notEqual(idOf(mine), idOf(fund));
});

test('a daily series with a symbol is an instrument of its owner\'s backtests, and of nobody else\'s', async () => {
    assert.equal((await ada.post(`${fund}/symbol`, { symbol: '-x' })).status, 422);
    assert.equal((await ada.post(`${fund}/symbol`, { symbol: 'fund' })).status, 303);
    assert.match((await ada.get('/margin/backtest')).text, /<option value="MY.FUND"[^>]*>MY.FUND – Fund</);
    assert.ok(!(await bob.get('/margin/backtest')).text.includes('MY.FUND'));
    const inputs = { ticker: 'MY.FUND', start_date: '2020-01-06', end_date: '2021-02-26' };
    const page = (await ada.get(await ada.run(inputs))).text;
    assert.ok(page.includes('MY.FUND'));
    const request = { ...inputs, equity: 100000, leverage: 1.5, account_type: 'reg_t', columns: ['etf_price'] };
    const run = person => ask('/api/v1/margin/backtests', { method: 'POST', body: JSON.stringify(request), headers: { ...form({ Cookie: person.cookie, 'X-CSRF-Token': person.token }), 'Content-Type': 'application/json' } });
    const answer = json(await run(ada));
    assert.deepEqual([answer.daily.etf_price.length, answer.daily.etf_price[0], answer.daily.etf_price.at(-1)], [300, Number(level(0)), Number(level(299))]);
    assert.equal((await run(bob)).status, 422);
    assert.equal((await ada.get('/margin/prices?ticker=MY.FUND')).status, 200);
    const long = { ...inputs, equity: 100000, leverage: 1.5, mode: 'passive_hold', bootstrap: { paths: 10000, years: 20, block_days: 21, seed: process.pid } };
    const queued = await ask('/api/v1/margin/sweeps', { method: 'POST', body: JSON.stringify(long), headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'application/json' } });
    assert.equal(queued.status, 202, queued.text);
    let done;
    for (let tries = 0; tries < 6000 && done?.status !== 200; tries++, await new Promise(next => setTimeout(next, 100)))
        done = await ada.get(queued.headers.location);
    assert.equal(done.status, 200, 'a job works for who ordered it');
    assert.notEqual((await bob.post('/margin/backtests', { ...inputs, equity: '100000', leverage: '2', account_type: 'reg_t', mode: 'liquidation_reentry', profile: 'accurate' })).status, 303);
});

test('a file is analysed without anything of it being kept', async () => {
    const before = stored(), once = (bytes, fields = {}) => send(ada, '/returns/series/new', { once: '1', ...fields }, [{ name: 'secret.csv', bytes }]);
    const page = await once(prices(0, 300), { name: 'Only once' });
    assert.equal(page.status, 200, words(page.text).slice(0, 400));
    assert.ok(page.text.includes('Only once') && page.text.includes('Nothing of the file was kept') && page.text.includes('<svg'));
    assert.ok(!/href="[^"]*export\.csv/.test(page.text), 'no files that would need it again');
    const total = (Number(level(299)) / Number(level(0)) - 1) * 100;
    assert.ok(words(page.text).includes(`${total.toFixed(2)} %`), 'its total return');
    const gaps = await once(`${prices(0, 100)}2020-09-01,\n`);
    assert.ok(gaps.text.match(/1 row without a value skipped: line 102/g).length === 2, 'what was left out of it is said above and below');
    const asked = await once('month,x\n2024-01,0.5\n2024-02,-0.2\n2024-03,0.7\n2024-04,0.1\n');
    assert.equal(asked.status, 409);
    assert.ok(/type="radio"[^>]*name="answer" value="percent".*name="answer_to" value="unit"/s.test(asked.text) && asked.text.includes('chosen once more'));
    assert.equal((await once('month,x\n2024-01,0.5\n2024-02,-0.2\n2024-03,0.7\n2024-04,0.1\n', { answer_to: 'unit', answer: 'percent', unit: '' })).status, 200);
    assert.equal((await once('date,close\n2024-02-30,1\n')).status, 422);
    const again = (text, show) => send(ada, '/returns/series/new', { once: '1', source: 'two.csv', text, show }, []);
    const wide = `date,A <b>,"Two"\n${prices(0, 60).split('\n').slice(1, 61).map((line, i) => `${line.split(',')[0]},${100 + i},${200 - i}`).join('\n')}\n`;
    const first = await once(wide), held = /<textarea name="text" hidden>([^]*?)<\/textarea>/.exec(first.text)[1].replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"');
    assert.equal(held, wide, 'the page carries what was sent, and nothing runs in it');
    assert.match(words(first.text), /A &lt;b&gt;: Key figures/);
    const second = await again(held.replace(/\n/g, '\r\n'), 2);
    assert.equal(second.status, 200);
    assert.ok(/Two: Key figures/.test(words(second.text)) && second.text.includes('two.csv'));
    const chosen = await once(wide.replace('"Two"', 'Two,Three').replace(/,(\d+)\n/g, ',$1,7\n'), { columns: 'A <b>\r\nTwo' });
    assert.match(chosen.text, /name="columns" value="A &lt;b&gt;\r?\nTwo"/, 'with what was said about it');
    assert.equal(stored(), before);
});

// ---- for programs ----

test('the API takes a form or the file alone, settles questions, lists, reads, renames, adds and deletes', async () => {
    const made = await api(ada, '/series?name=By%20program', { method: 'POST', body: prices(0, 60), type: 'text/csv' });
    assert.equal(made.status, 201, made.text);
    const [series] = json(made).series;
    assert.deepEqual([series.name, series.rows, series.frequency, series.first_day, made.headers.location], ['By program', 60, 'daily', '2020-01-06', `/api/v1/returns/series/${series.id}`]);
    const { schemas } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components, described = name => [...schemas[name].required].sort();
    assert.deepEqual([Object.keys(series).sort(), Object.keys(json(made)).sort()], [described('Series'), described('SeriesKept')]);
    const all = json(await api(ada, `/series/${series.id}`));
    assert.deepEqual([all.columns.day.length, all.columns.close[59]], [60, Number(level(59))]);
    const some = json(await api(ada, `/series/${series.id}?from=2020-01-13&to=2020-02-28&points=5`)).columns;
    assert.deepEqual([some.day[0], some.day.at(-1), some.day.length <= 6], ['2020-01-13', '2020-02-28', true]);
    assert.equal((await api(ada, `/series/${series.id}?from=yesterday`)).status, 422);
    assert.equal(json(await api(ada, `/series/${series.id}`, { method: 'PATCH', body: '{"name":"Renamed","note":"n"}' })).name, 'Renamed');
    assert.equal((await api(ada, `/series/${series.id}`, { method: 'PATCH', body: '{"name":"","colour":1}' })).status, 422);
    assert.ok(json(await api(ada, '/series')).series.some(s => s.name === 'Renamed' && s.note === 'n'));
    const rows = json(await api(ada, `/series/${series.id}/rows`, { method: 'POST', body: prices(40, 90), type: 'text/csv' }));
    assert.deepEqual([rows.version, rows.new_days, rows.common_days, Object.keys(rows).sort()], [2, 30, 20, described('SeriesRows')]);
    const differs = await api(ada, `/series/${series.id}/rows`, { method: 'POST', body: prices(40, 95, () => 7), type: 'text/csv' });
    assert.deepEqual([differs.status, json(differs).differing_values, json(differs).differences[0].now], [409, 50, 7]);
    assert.equal(json(await api(ada, `/series/${series.id}/rows?how=replace`, { method: 'POST', body: prices(0, 95), type: 'text/csv' })).version, 3);
    assert.equal((await api(ada, `/series/${series.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await api(ada, `/series/${series.id}`)).status, 404);
    const asked = await api(ada, '/series', { method: 'POST', body: 'month,x\n2024-01,0.5\n2024-02,-0.2\n2024-03,0.7\n2024-04,0.1\n', type: 'text/csv' });
    assert.deepEqual([asked.status, json(asked).questions.map(q => [q.id, q.choices.map(c => c.value)])], [409, [['unit', ['percent', 'fraction']]]]);
    assert.deepEqual(Object.keys(json(asked)).sort(), [...described('SeriesQuestion'), 'id'].sort());
    const wrong = await api(ada, `/series/${json(asked).id}/answers`, { method: 'POST', body: '{"colour":"red"}' });
    assert.equal(wrong.status, 422);
    const settled = await api(ada, `/series/${json(asked).id}/answers`, { method: 'POST', body: '{"unit":"percent"}' });
    assert.deepEqual([settled.status, json(settled).series[0].kind, json(settled).series[0].unit], [201, 'returns', 'percent']);
    const twice = await api(ada, '/series', { method: 'POST', body: 'date,close\n2024-01-02,100\n2024-01-03,101\n2024-01-03,102\n2024-01-04,103\n', type: 'text/csv' });
    assert.deepEqual([twice.status, json(twice).errors[0].line, json(twice).questions[0].id], [422, 3, 'duplicates'], 'wrong as it is, and a word mends it');
    assert.equal((await api(ada, `/series/${json(twice).id}/answers`, { method: 'POST', body: '{"duplicates":"last"}' })).status, 201);
    assert.ok(json(await api(ada, '/library')).instruments.some(i => i.symbol === 'SPX'));
    const refused = await api(ada, '/series', { method: 'POST', body: 'date,close\n2024-02-30,1\n2024-01-03,2\n', type: 'text/csv' });
    assert.deepEqual([refused.status, json(refused).errors[0].line, json(refused).errors[0].column], [422, 2, 1]);
});

// ---- the index of bad files ----

const expected = { '00': 201, '01': 201, '02': 201, '04': 201, '05': 201, '06': 201, '08': 201, '09': 201, 10: 422, 11: 201, 13: 409, 14: 422, 16: 201, 17: [415, 422], 18: 201, 19: 422, 20: 201,
    21: 422, 22: [413, 422], 24: 422, 25: 422, 26: 422, 27: 201, 28: [400, 422], 30: 201, 31: 201, 33: 201, 34: 201, 35: 201, 37: [415, 422], 39: 422, 40: 422, 41: 201, 43: 201, 45: 409 };
test('every file of the index of bad files gets its answer', { skip: !existsSync(bad) && `there is no ${bad}` }, async () => {
    for (const name of execFileSync('ls', [bad]).toString().trim().split('\n').filter(n => n.endsWith('.csv'))) {
        const answer = await send(ada, '/api/v1/returns/series', {}, [{ name, bytes: readFileSync(`${bad}/${name}`) }]), wanted = [expected[name.slice(0, 2)]].flat();
        assert.ok(wanted.includes(answer.status), `${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
        assert.ok(!/\b(NaN|Infinity)\b/.test(answer.text.replace(/"[^"]*"/g, '""')), name);
        for (const { id } of answer.status === 201 ? json(answer).series : []) {
            const page = await ada.get(`/returns/series/${id}`);
            assert.ok(page.status === 200 && !/<script>alert|onerror=|NaN|Infinity/.test(page.text), name);
        }
    }
});

// ---- hostile uploads ----

// A request as it is written, byte for byte: the answer's first line, or why there is none.
const raw = (head, body, { end = true } = {}) => new Promise(done => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: hostname, rejectUnauthorized: false }, () => { socket.write(head); socket.write(body); if (end) socket.end(); });
    let text = '';
    socket.on('data', part => { text += part; });
    socket.on('error', error => done(text.split('\r\n')[0] || `error ${error.code}`)); // what was answered before counts
    socket.on('close', () => done(text.split('\r\n')[0] || 'closed'));
    socket.setTimeout(180000, () => { socket.destroy(); done('hangs'); });
});
const head = (person, length, more = '') => `POST /returns/series/new HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${person.cookie}\r\nX-CSRF-Token: ${person.token}\r\nSec-Fetch-Site: same-origin\r\n` +
    `Content-Type: multipart/form-data; boundary="${boundary}"\r\n${length === null ? '' : `Content-Length: ${length}\r\n`}${more}Connection: close\r\n\r\n`;

test('65 MB are refused while they come', async () => {
    const before = stored();
    const sent = await new Promise((resolve, reject) => {
        let written = 0;
        const row = Buffer.from('2024-01-02,1\n'.repeat(80000)), request = https.request({ host: '127.0.0.1', port, servername: hostname, path: '/returns/series/new', method: 'POST', agent: false,
            headers: { ...headersOf(ada), Host: hostname, 'Transfer-Encoding': 'chunked' } }, answer => { resolve([answer.statusCode, written]); request.destroy(); });
        request.on('error', error => (written ? resolve([413, written]) : reject(error)));
        const more = () => { if (written < 65e6 && !request.destroyed) { written += row.length; request.write(row, () => setImmediate(more)); } };
        more();
    });
    assert.equal(sent[0], 413);
    assert.ok(sent[1] < 40e6, `${sent[1]} bytes were taken`);
    const announced = await raw(head(ada, 65e6), 'x');
    assert.match(announced, / 413 /);
    assert.equal(stored(), before);
});

for (const [what, bytes] of [['commas', ','], ['quotes', '"']])
    test(`10 MB of ${what} are refused at once`, async () => {
        const before = stored(), answer = await upload(ada, bytes.repeat(10e6));
        assert.ok([413, 415, 422].includes(answer.status), `${answer.status}`);
        assert.equal(stored(), before);
    });

test('a hundred thousand columns, and days before 1900, are refused with a reason', async () => {
    const before = stored();
    const wide = await upload(ada, `date${',x'.repeat(100000)}\n2024-01-02${',1'.repeat(100000)}\n2024-01-03${',1'.repeat(100000)}\n`);
    assert.ok([413, 422].includes(wide.status) && /256 columns/.test(words(wide.text)), words(wide.text).slice(0, 600));
    const old = Array.from({ length: 60000 }, (_, i) => `${new Date(Date.UTC(1860, 0, 1 + i)).toISOString().slice(0, 10)},${100 + i % 7}\n`).join('');
    const early = await upload(ada, `date,close\n${old}`);
    assert.equal(early.status, 422);
    assert.match(words(early.text), /1900-01-01/);
    assert.equal(stored(), before);
});

test('a file\'s name is only shown: no path, no header, no page', async () => {
    for (const name of ['../../etc/passwd', 'a%0d%0aSet-Cookie: x=1', 'x.csv\\0.html', 'ä'.repeat(2000), '', '<img src=x onerror=alert(1)>.csv', '=cmd|calc.csv']) {
        const answer = await upload(ada, prices(0, 30), {}, name);
        assert.ok([303, 400, 422].includes(answer.status), `${name.slice(0, 30)}: ${answer.status}`);
        assert.ok(!(answer.headers['set-cookie'] ?? []).some(c => c.startsWith('x=')));
        if (answer.status !== 303)
            continue;
        const page = await ada.get(answer.headers.location);
        assert.ok(page.status === 200 && !page.text.includes('<img src=x') && !page.text.includes('../'), name);
    }
    const split = multipart({}, [{ name: 'NAME', bytes: prices(0, 30) }]).toString().replace('NAME', 'a\r\nSet-Cookie: x=1');
    const answer = await ask('/returns/series/new', { method: 'POST', headers: headersOf(ada), body: split });
    assert.ok([400, 422].includes(answer.status) && !(answer.headers['set-cookie'] ?? []).some(c => c.startsWith('x=')));
});

test('lengths that lie, two files, no boundary, a head without end: an answer at once, and nothing stored', async () => {
    const before = stored(), body = multipart({}, [{ name: 'x.csv', bytes: prices(0, 30) }]).toString();
    assert.match(await raw(head(ada, body.length + 1000), body, { end: true }), /^(HTTP\/1.1 400|closed|error)/);
    assert.match(await raw(head(ada, body.length - 200), body, { end: false }), /^HTTP\/1.1 4/);
    assert.match(await raw(head(ada, null, 'Transfer-Encoding: chunked\r\n'), `10\r\n${body.slice(0, 16)}\r\n`), /^(HTTP\/1.1 4|closed|error)/);
    const two = await send(ada, '/returns/series/new', {}, [{ name: 'a.csv', bytes: prices(0, 30) }, { name: 'b.csv', bytes: prices(0, 30) }]);
    assert.equal(two.status, 400);
    assert.match(words(two.text), /more than once/);
    const none = await ask('/returns/series/new', { method: 'POST', headers: headersOf(ada, { 'Content-Type': 'multipart/form-data' }), body });
    assert.equal(none.status, 400);
    const long = body.replace('Content-Type: text/csv', `X-Long: ${'x'.repeat(65536)}`);
    assert.equal((await ask('/returns/series/new', { method: 'POST', headers: headersOf(ada), body: long })).status, 400);
    assert.equal(stored(), before);
});

test('what is not of a type that is taken is refused, and so is one of somebody without a form\'s proof', async () => {
    assert.equal((await api(ada, '/series', { method: 'POST', body: '<a/>', type: 'application/xml' })).status, 415);
    const foreign = await ask('/returns/series/new', { method: 'POST', headers: headersOf(ada, { 'X-CSRF-Token': bob.token }), body: multipart({}, [{ name: 'x.csv', bytes: prices(0, 30) }]) });
    assert.equal(foreign.status, 403);
});
