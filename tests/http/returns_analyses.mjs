// returns_analyses.mjs: saved analyses through nginx: saved once, opened with the same bits, run again, compared, found, noted, deleted and
// brought back; shown to the team and by links; their files; the same for programs; what other people see of all that.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { ask, form } from './_hub.mjs';
import { Member } from './_member.mjs';

const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const ada = await Member.make('analyses-ada'), bob = await Member.make('analyses-bob');
const words = text => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const flash = answer => decodeURIComponent((answer.headers['set-cookie'] ?? []).find(c => c.startsWith('__Host-flash=')) ?? '');
const api = (person, path, { method = 'GET', body } = {}) => ask(`/api/v1/returns${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...form({ Cookie: person.cookie, 'X-CSRF-Token': person.token }), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) } });
const json = answer => JSON.parse(answer.text);
const idOf = path => path.split('/').pop();
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

// A series of one's own, through the API: weekdays from 2020 on.
const day = i => new Date(Date.UTC(2020, 0, 6 + Math.floor(i / 5) * 7 + i % 5)).toISOString().slice(0, 10);
const prices = (n, bend = 0) => `date,close\n${Array.from({ length: n }, (_, i) => `${day(i)},${(100 * Math.exp(0.0005 * i + 0.03 * Math.sin(i / 9 + bend))).toFixed(6)}\n`).join('')}`;
async function series(person, name, n, bend) {
    const made = await ask(`/api/v1/returns/series?name=${encodeURIComponent(name)}`, { method: 'POST', body: prices(n, bend),
        headers: { ...form({ Cookie: person.cookie, 'X-CSRF-Token': person.token }), 'Content-Type': 'text/csv' } });
    assert.equal(made.status, 201, made.text);
    return json(made).series[0].id;
}
const fund = await series(ada, 'A <fund> & more', 600), other = await series(ada, '=HYPERLINK("x")', 600, 1);
const ask_for = `series=${fund}&risk_free_annual=1`;
async function save(query, title, note = '', key = randomUUID(), person = ada) {
    const answer = await person.post(`/returns/analyses?${query}`, { title, note, idem_key: key });
    assert.equal(answer.status, 303, words(answer.text).slice(0, 800));
    return answer.headers.location;
}
const hashOf = path => sql(`select r.result_hash from returns.result r join returns.analysis a on a.id = r.analysis and a.run = r.run where a.analysis_id = '${idOf(path)}'`);

// ---- saving and opening ----

let saved;
test('an analysis is saved once, however often its form is sent, and its page has the same bits', async () => {
    const page = (await ada.get(`/returns/analysis?${ask_for}`)).text, key = page.match(/name="idem_key" value="([0-9a-f-]{36})"/)[1];
    assert.ok(page.includes('A &lt;fund&gt; &amp; more') && !page.includes('<fund>'));
    saved = await save(ask_for, 'First <b>', 'A note\nof two lines', key);
    assert.equal(await save(ask_for, 'First <b>', '', key), saved);
    assert.ok((await ada.get('/')).text.includes(`href="${saved}" title="First &lt;b&gt;"`), 'it stands on the dashboard');
    const shown = (await ada.get(saved)).text;
    assert.match(shown, /id="same">Run 1, .*the same bits came out/);
    assert.ok(shown.includes('First &lt;b&gt;') && !shown.includes('First <b>') && shown.includes('A note\nof two lines'));
    assert.ok(shown.includes(`href="/returns/series/${fund}">The series`), 'from its owner\'s page one gets to the series');
    assert.match((await ada.get('/returns/analyses')).text, /<time title="([0-9-]{10}) ([0-9:]{5}) UTC">\1<span class="hub-sub">\2 UTC</);
    const file = await ada.get(`${saved}/export.json`);
    assert.equal(sha256(file.bytes), hashOf(saved));
    assert.equal((await ada.get(`${saved}/export.json`, { 'If-None-Match': file.headers.etag })).status, 304);
    assert.equal(json(file).inputs.series[0], `${fund}@1`);
});

test('what is typed wrong is said on the page, with what was typed', async () => {
    const bad = await ada.post(`/returns/analyses?${ask_for}`, { title: '', note: 'kept', idem_key: randomUUID() });
    assert.equal(bad.status, 422);
    assert.ok(/id="title-fault"/.test(bad.text) && bad.text.includes('>kept</textarea>'));
    assert.equal((await ada.post('/returns/analyses?series=NOSUCHTHING', { title: 'x', idem_key: randomUUID() })).status, 422);
    assert.equal((await ada.post(`/returns/analyses?${ask_for}`, { title: 'x', idem_key: 'no key' })).status, 400);
});

test('the run again of the same versions is no new run; of a longer series it is, and the difference is told', async () => {
    const again = await ada.post(`${saved}/rerun`);
    assert.deepEqual([again.status, again.headers.location], [303, saved]);
    assert.match(flash(again), /the same bits came out/);
    const more = await ask(`/api/v1/returns/series/${fund}/rows`, { method: 'POST', body: prices(640),
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'text/csv' } });
    assert.equal(more.status, 200, more.text);
    const before = hashOf(saved), listed = async () => (await ada.get('/returns/analyses')).text.includes(`href="${saved}#newer"`);
    const shown = (await ada.get(saved)).text;
    assert.match(shown, /the same bits came out/); // of the version that it names
    assert.match(words(shown), /newer data than run 1 was computed from\. A &lt;fund&gt; &amp; more: version 2 now, version 1 then\. Run again with them/);
    assert.ok(await listed(), 'the list says it, too');
    const changed = await ada.post(`${saved}/rerun`);
    assert.deepEqual([changed.status, changed.headers.location], [303, `${saved}/runs/1`]);
    const page = words((await ada.get(changed.headers.location)).text);
    assert.match(page, /Last day/);
    assert.match(page, /Total return .* points/);
    assert.notEqual(hashOf(saved), before);
    const now = (await ada.get(saved)).text;
    assert.match(now, /id="same">Run 2/);
    assert.ok(!now.includes('id="newer"') && !await listed(), 'what was run again is up to date');
    assert.ok(now.includes(`href="${saved}/runs/1"`));
    const csv = (await ada.get(`${saved}/runs/1/figures.csv`)).text.split('\r\n');
    assert.equal(csv[0], 'series,figure,first,second');
    assert.ok(csv.some(line => line.includes('"total_return",')) && csv.some(line => line.startsWith('"","series_versions"')));
    assert.equal((await ada.get(`${saved}/runs/7`)).status, 404);
});

test('where an instrument of the hub has newer prices it is said, but not where the window ends before them', async () => {
    const symbol = `NEW${process.pid}`, dir = mkdtempSync('/tmp/hub-newer-');
    const load = n => {
        writeFileSync(`${dir}/p.csv`, prices(n));
        execFileSync(process.env.HUBCTL, ['import', 'prices', `${dir}/p.csv`, '--symbol', symbol]);
    };
    load(300);
    const open = await save(`series=${symbol}`, 'Open'), closed = await save(`series=${symbol}&to=${day(200)}`, 'Closed');
    assert.ok(!(await ada.get(open)).text.includes('id="newer"'));
    load(320);
    rmSync(dir, { recursive: true });
    const grown = (await ada.get(open)).text;
    assert.ok(/Over the days until [0-9-]+, as then, the same figures came out/.test(grown) && grown.includes('id="chart-growth"'), 'its drawings are still there');
    assert.equal((await ada.get(`${open}/export.xlsx`)).status, 200);
    assert.equal((await ada.get(`${open}/charts/drawdown.svg`)).status, 200);
    assert.match(words(grown), new RegExp(`newer data than run 1 .* ${symbol}: prices until ${day(319)} now, ${day(299)} was the last day then`));
    assert.ok(!(await ada.get(closed)).text.includes('id="newer"'));
    const list = (await ada.get('/returns/analyses')).text;
    assert.ok(list.includes(`href="${open}#newer"`) && !list.includes(`href="${closed}#newer"`));
    await ada.post(`${open}/rerun`);
    assert.ok(!(await ada.get(open)).text.includes('id="newer"'));
});

test('renamed, noted, copied, kept, deleted and brought back', async () => {
    assert.equal((await ada.post(`${saved}/title`, { title: 'Second' })).status, 303);
    assert.match(flash(await ada.post(`${saved}/title`, { title: ' ' })), /Not renamed/);
    await ada.post(`${saved}/notes`, { text: 'Found again by this word: rhubarb' });
    const note = sql(`select n.note_id from returns.note n join returns.analysis a on a.id = n.analysis where a.analysis_id = '${idOf(saved)}' and n.text like '%rhubarb%'`);
    assert.ok((await ada.get('/returns/analyses?q=RHUBARB')).text.includes(saved));
    await ada.post(`${saved}/notes`, { note, text: '' });
    assert.ok(!(await ada.get('/returns/analyses?q=rhubarb')).text.includes(saved));
    assert.ok((await ada.get('/returns/analyses?q=second&basis=price')).text.includes('>Second</a>'));
    assert.match((await ada.get('/returns/analyses?basis=total')).text, /Nothing matches/);
    const copy = (await ada.post(`${saved}/duplicate`)).headers.location;
    const shown = (await ada.get(copy)).text;
    assert.ok(shown.includes('Copy of Second') && /the same bits came out/.test(shown));
    assert.equal((await ada.post(`${saved}/pin`, { run: '1', pin: 'yes' })).status, 303);
    assert.equal(sql(`select r.is_pinned from returns.result r join returns.analysis a on a.id = r.analysis where a.analysis_id = '${idOf(saved)}' and r.run = 1`), 't');
    const gone = await ada.post(`${copy}/delete`);
    assert.match(flash(gone), /Deleted/);
    assert.equal((await ada.get(copy)).status, 404);
    assert.equal((await ada.post(`${copy}/restore`)).status, 303);
    assert.equal((await ada.get(copy)).status, 200);
    await ada.post(`${copy}/delete`);
});

test('the list has headline figures, sorts by each, and comes as CSV', async () => {
    const csv = (await ada.get('/returns/analyses.csv')).text.split('\r\n');
    assert.match(csv[0], /^"?title"?,"?analysis_id"?,"?series"?,"?benchmark"?,"?basis"?,"?first_day"?,"?last_day"?,"?total_return"?,"?cagr"?,"?volatility"?,"?sharpe"?,"?max_drawdown"?/);
    const [total, cagr, volatility, sharpe, drawdown] = sql(`select r.total, r.cagr, r.volatility, r.sharpe, r.max_drawdown from returns.result r join returns.analysis a on a.id = r.analysis and a.run = r.run where a.analysis_id = '${idOf(saved)}'`).split('|').map(Number);
    const answer = json(await ada.get(`${saved}/export.json`)).metrics;
    assert.deepEqual([total, cagr, volatility, sharpe, drawdown], [answer.total_return, answer.cagr, answer.volatility, answer.sharpe, answer.max_drawdown]);
    for (const column of ['title', 'series', 'first_day', 'total_return', 'cagr', 'volatility', 'sharpe', 'max_drawdown', 'run_at_utc'])
        assert.equal((await ada.get(`/returns/analyses?sort=-${column}`)).status, 200, column);
});

test('a list says of what kind its figures are: total return, price, or as the file has it', async () => {
    const made = await api(ada, '/analyses', { method: 'POST', body: { series: [fund], save: true, title: 'Kinds' } });
    assert.deepEqual([json(made).basis, json(made).answer.about.basis], ['price', 'price']); // with rows that came later, too
    assert.match(words((await ada.get('/returns/analyses?q=Kinds&basis=price')).text), /Kinds price/);
    assert.match(words((await ada.get('/returns/analyses?q=Kinds&basis=total')).text), /Nothing matches/);
    assert.equal((await api(ada, `/analyses/${json(made).id}`, { method: 'DELETE' })).status, 204);
});

test('any two are compared: what was asked first, then each figure with its difference', async () => {
    const second = await save(`series=${encodeURIComponent(other)}&benchmark=${fund}&risk_free_annual=3`, 'Another');
    const picked = await ada.get(`/returns/analyses/compare?id0=${idOf(saved)}&id4=${idOf(second)}`);
    assert.deepEqual([picked.status, picked.headers.location], [303, `${saved}/compare/${idOf(second)}`]);
    const page = (await ada.get(picked.headers.location)).text, text = words(page);
    assert.ok(text.indexOf('What differs in the inputs') < text.indexOf('Difference') && /Risk free annual 0.01 0.03/.test(text));
    assert.ok(!page.includes('<fund>') && page.includes('=HYPERLINK(&quot;x&quot;)'));
    const none = await ada.get('/returns/analyses/compare?id0=x');
    assert.deepEqual([none.status, none.headers.location], [303, '/returns/analyses'], 'back to the list, which says how');
    const same = words((await ada.get(`${saved}/compare/${idOf(saved)}`)).text);
    assert.ok(/Nothing: the same question/.test(same) && /Every figure is the same/.test(same));
});

test('what two were asked of is called as people know it: by name, version, file and day, with a link to one’s own', async () => {
    const own = await series(ada, 'Called so', 600), text = prices(700), of = name => `/returns/series/${own}?version=${name}`;
    const more = await ask(`/api/v1/returns/series/${own}/rows`, { method: 'POST', body: text,
        headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'text/csv' } });
    assert.ok(more.status < 300, more.text);
    const then = await save(`series=${own}@1&benchmark=SPX`, 'Then'), now = await save(`series=${own}&benchmark=blend&benchmark.blend=60+${fund},40+SPX`, 'Now');
    const page = (await ada.get(`${then}/compare/${idOf(now)}`)).text, said = words(page);
    assert.ok(page.includes(`href="${of(1)}"`) && page.includes(`href="${of(2)}"`), said);
    assert.match(said, /Called so, version 1 pasted text, 20\d\d-\d\d-\d\d Called so, version 2 pasted text, 20/);
    assert.match(said, /60\.00 % A &lt;fund&gt; &amp; more, version \d .* 40\.00 % SPX/);
    assert.ok(!/[0-9a-f]{8}-[0-9a-f]{4}/.test(said), 'no identifiers');
    assert.equal((await ada.get(of(1))).status, 200);
    // To others, who cannot open the series: its name alone.
    for (const one of [then, now])
        assert.equal((await ada.post(`${one}/share`)).status, 303);
    const others = (await bob.get(`/returns/analyses/${idOf(then)}/compare/${idOf(now)}`)).text;
    assert.match(words(others), /Called so, version 1 Called so, version 2/);
    assert.ok(!others.includes(own) && !/[0-9a-f]{8}-[0-9a-f]{4}/.test(words(others)));
    // Deleted: still called so, with nothing to open.
    assert.equal((await ada.post(`/returns/series/${own}/delete`)).status, 303);
    const gone = (await ada.get(`${then}/compare/${idOf(now)}`)).text;
    assert.ok(/Called so, version 1 pasted text/.test(words(gone)) && !gone.includes(own));
    for (const one of [then, now])
        assert.equal((await ada.post(`${one}/delete`)).status, 303);
});

// ---- what a page says of itself ----

const terms = page => Object.fromEntries([...page.matchAll(/<dt>([^<]+)<\/dt><dd>([^<]*)<\/dd>/g)].map(m => [m[1], m[2]]));
test('what was assumed names every series, rate and adjustment, and no identifiers', async () => {
    const rates = await series(ada, 'My rates', 600, 2), index = await series(ada, 'My index', 600, 3);
    const page = (await ada.get(`/returns/analysis?series=${fund}&risk_free_series=${rates}&fee=1.5&inflation=${index}&currency=${index}`)).text, said = terms(page);
    assert.ok(said.Window, words(page).slice(0, 900));
    assert.match(said['Risk-free rate'], /^My rates, /);
    assert.match(said.Basis, /; less a fee of 1.50 % a year; times My index \(another currency\); divided by My index \(money of constant value\)$/);
    const mended = (await ada.get(`/returns/analysis/new?series=${fund}&benchmark=blend&benchmark.blend=60+${rates},40+${index}`)).text;
    assert.match(mended, /value="60 My rates, 40 My index"/);
});

test('several series: over the days of all or each over its own, one click apart, and each says which', async () => {
    const late = await series(ada, 'L'.repeat(200), 100);
    const page = (await ada.get(`/returns/analysis?series=${fund},${late}`)).text, href = page.match(/href="([^"]+)">Each over its own days/)[1].replaceAll('&amp;', '&');
    assert.match(words(page), /Over the days that all of them have/);
    assert.match(terms(page).Window, /^2020-01-06 to 2020-05-22, the days that all series have$/);
    assert.ok(!page.includes(`>${'L'.repeat(200)}<`) && page.includes(`title="${'L'.repeat(200)}"`), 'a long name is cut, and whole in its title');
    const own = (await ada.get(href)).text;
    assert.match(terms(own).Window, /^2020-01-06 to 2022-..-.., its own days$/);
    assert.match(own, /from 2020-01-06/);
});

test('few common days are forced by a field of the form; what is said of many series is folded', async () => {
    const few = await series(ada, 'Few', 20);
    const refused = await ada.get(`/returns/analysis?series=${fund}&benchmark=${few}`);
    assert.deepEqual([refused.status, /href="#f-benchmark">[^<]*only 19 returns/.test(refused.text)], [422, true]);
    assert.match(refused.text, /name="force"/);
    assert.equal((await ada.get(`/returns/analysis?series=${fund}&benchmark=${few}&force=1`)).status, 200);
    const many = [];
    for (let i = 0; i < 7; i++)
        many.push(await series(ada, `Fund ${i}`, 600, i));
    const page = (await ada.get(`/returns/analysis?series=${many}&benchmark=${few}&force=1`)).text;
    assert.match(page, /<details><summary>And 10 more<\/summary>/);
    assert.match(words(page), /Fund 0: 580 of 600 rows are on days that Few does not have/);
});

// ---- others ----

test('somebody else’s analysis is not there, whatever is asked of it', async () => {
    for (const path of ['', '/export.json', '/export.csv?part=metrics', '/export.xlsx', '/export.zip', '/export.html', '/charts/growth.svg', '/charts/growth.csv', '/charts/growth.json', `/compare/${idOf(saved)}`, '/runs/1'])
        assert.equal((await bob.get(`${saved}${path}`)).status, 404, path);
    for (const [what, fields] of [['title', { title: 'Mine' }], ['notes', { text: 'Mine' }], ['pin', { run: '1', pin: 'yes' }], ['duplicate'], ['delete'], ['restore'], ['rerun'], ['share'], ['unshare'], ['links', { hours: '1' }]])
        assert.equal((await bob.post(`${saved}/${what}`, fields)).status, 404, what);
    assert.equal((await bob.get(`/returns/shared/${idOf(saved)}`)).status, 404);
    assert.ok(!(await bob.get('/returns/analyses')).text.includes(idOf(saved)));
    const mine = await save('series=SPX', 'Of Bob', '', randomUUID(), bob);
    assert.equal((await bob.get(`${mine}/compare/${idOf(saved)}`)).status, 404);
    assert.equal((await bob.get(`/returns/analysis?series=${fund}`)).status, 422);
});

const asksAgain = /href="\/returns\/(analysis|disagree)\?/;
test('shown to the team it is read with all its charts and files, by no one else, until it is taken back', async () => {
    const shared = `/returns/shared/${idOf(saved)}`;
    assert.equal((await ada.post(`${saved}/share`)).status, 303);
    const page = (await bob.get(shared)).text;
    assert.ok(/Shared by/.test(page) && /the same bits came out/.test(page) && /id="chart-growth"/.test(page));
    assert.ok(!page.includes('A note\nof two lines') && !/Run again<\/button>/.test(page) && !page.includes(`${saved}/delete`));
    assert.ok(!asksAgain.test(page) && asksAgain.test((await ada.get(saved)).text), 'who does not own the series is not led to analyses of them');
    assert.ok((await bob.get('/returns/shared')).text.includes(shared));
    assert.equal(sha256((await bob.get(`${shared}/export.json`)).bytes), hashOf(saved));
    for (const ending of ['svg', 'csv', 'json'])
        assert.equal((await bob.get(`${shared}/charts/growth.${ending}`)).text, (await ada.get(`${saved}/charts/growth.${ending}`)).text, ending);
    assert.equal((await bob.get(`${shared}/export.xlsx`)).status, 200);
    for (const what of ['title', 'delete', 'rerun', 'notes'])
        assert.equal((await bob.post(`${saved}/${what}`, { title: 'x', text: 'x' })).status, 404, what);
    assert.equal((await ask(shared)).status, 303);
    assert.equal((await ada.post(`${saved}/unshare`)).status, 303);
    assert.equal((await bob.get(shared)).status, 404);
});

test('a link opens it without an account, out of search engines; taken back, expired and unknown ones say so', async () => {
    const made = await ada.post(`${saved}/links`, { hours: '24' });
    const link = new URL(made.text.match(/<code>(https:[^<]*)<\/code>/)[1]).pathname;
    assert.match(link, /^\/s\/[0-9a-f]{64}$/);
    assert.ok(!(await ada.get(saved)).text.includes(link), 'shown once');
    const page = await ask(link);
    assert.equal(page.status, 200);
    assert.match(page.headers['x-robots-tag'], /noindex/);
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.ok(/the same bits came out/.test(page.text) && /id="chart-growth"/.test(page.text) && !page.text.includes('of two lines'));
    assert.ok(!asksAgain.test(page.text));
    assert.equal(sha256((await ask(`${link}/export.json`)).bytes), hashOf(saved));
    assert.match((await ask(`${link}/charts/growth.svg?width=600`)).text, /^<svg [^>]*width="600"[^]*class="chart-title"/);
    assert.match((await ask(`${link}/charts/drawdown.csv`)).text, /^"Date","[^"]* \(%\)"\r\n\d{4}-\d\d-\d\d,0\r\n/);
    assert.deepEqual(Object.keys(JSON.parse((await ask(`${link}/charts/growth.json`)).text)), ['at', 'x', 'unit', 'lines']);
    assert.equal((await ask(`${link}/export.zip`)).status, 200);
    assert.equal((await ask(`${link}/export.php`)).status, 404);
    const number = sql(`select l.id from returns.share_link l join returns.analysis a on a.id = l.analysis where a.analysis_id = '${idOf(saved)}'`);
    assert.equal((await bob.post(`/returns/links/${number}/revoke`)).status, 404);
    assert.equal((await ada.post(`/returns/links/${number}/revoke`, { from: 'list' })).headers.location, '/returns/links');
    for (const path of ['', '/export.zip', '/charts/growth.svg', '/charts/growth.csv', '/charts/growth.json'])
        assert.equal((await ask(`${link}${path}`)).status, 410, path);
    assert.match((await ask(link)).text, /taken back/);
    const late = new URL((await ada.post(`${saved}/links`, { hours: '1' })).text.match(/<code>(https:[^<]*)<\/code>/)[1]).pathname;
    sql(`update returns.share_link set created_at = created_at - interval '2 hours', expires_at = expires_at - interval '2 hours' where id > ${number}`);
    assert.match((await ask(late)).text, /has expired/);
    assert.equal((await ask(`${late}/charts/growth.json`)).status, 410);
    assert.equal((await ask(`/s/${'0'.repeat(64)}`)).status, 404);
    assert.equal((await ask('/s/short')).status, 404);
    assert.equal((await ada.post(`${saved}/links`, { hours: '999' })).status, 400);
    assert.match((await ada.get('/returns/links')).text, /taken back/);
});

// ---- files ----

function unpacked(bytes) {
    const folder = mkdtempSync('/tmp/returns-analyses-');
    try {
        writeFileSync(`${folder}/x.zip`, bytes);
        const list = execFileSync('python3', ['-c', 'import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))', `${folder}/x.zip`], { maxBuffer: 1 << 28 });
        return JSON.parse(list);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

test('all tables come in one ZIP, the same bytes each time, formulas neutral, names of plain letters', async () => {
    const path = await save(`series=${encodeURIComponent(other)}`, '=1+1 <script>');
    const [first, second] = [await ada.get(`${path}/export.zip`), await ada.get(`${path}/export.zip`)];
    assert.equal(sha256(first.bytes), sha256(second.bytes));
    assert.match(first.headers['content-disposition'], /filename="[A-Za-z0-9._-]+\.zip"/);
    const files = unpacked(first.bytes), names = Object.keys(files);
    assert.ok(names.every(name => /^[A-Za-z0-9._-]+$/.test(name)), names.join());
    for (const part of ['metrics', 'series', 'returns', 'matrix', 'matrix-original', 'annual', 'monthly', 'calendar', 'drawdowns', 'trailing', 'stress'])
        assert.ok(names.some(name => name.endsWith(`-${part}.csv`)), part);
    const single = await ada.get(`${path}/export.csv?part=drawdowns`);
    assert.equal((await ada.get(`${path}/export.csv`)).text, (await ada.get(`${path}/export.csv?part=metrics`)).text, 'the figures, where no table is named');
    const unknown = await ada.get(`${path}/export.csv?part=surprise`);
    assert.ok(unknown.status === 404 && unknown.text.includes('The tables are metrics, series, returns'), 'what there is instead');
    assert.equal(files[names.find(name => name.endsWith('-drawdowns.csv'))], single.text);
    const pair = unpacked((await ada.get(`/returns/analysis/export.zip?series=${fund},${encodeURIComponent(other)}`)).bytes);
    const beside = pair['analysis-side-by-side.csv'];
    assert.ok(/"'=HYPERLINK\(""x""\)"/.test(beside) && !/(^|,)"?=HYPERLINK/m.test(beside), beside.slice(0, 300));
});

test('the workbook has the original’s sheets first, text as text, and the same bytes each time', async () => {
    const [first, second] = [await ada.get(`${saved}/export.xlsx`), await ada.get(`${saved}/export.xlsx`)];
    assert.equal(sha256(first.bytes), sha256(second.bytes));
    const files = unpacked(first.bytes), sheets = [...files['xl/workbook.xml'].matchAll(/<sheet name="([^"]*)"/g)].map(m => m[1]);
    assert.deepEqual(sheets.slice(0, 3), ['Daily_Returns', 'Annual_Returns', '2021-2021']);
    assert.ok(sheets.includes('metrics') && sheets.includes('drawdowns') && new Set(sheets).size === sheets.length);
    const pair = unpacked((await ada.get(`/returns/analysis/export.xlsx?series=${fund},${encodeURIComponent(other)}`)).bytes);
    assert.ok(!Object.values(pair).some(text => text.includes('<f>')), 'no formula');
    assert.ok(pair['xl/sharedStrings.xml'].includes('=HYPERLINK'));
    assert.ok(pair['xl/workbook.xml'].includes('<sheet name="2 metrics"'));
});

test('the sheet to print stands on its own, without script, and says what was assumed', async () => {
    const answer = await ada.get(`${saved}/export.html`), page = answer.text;
    assert.match(answer.headers['content-disposition'], /^attachment; filename="[A-Za-z0-9._-]+\.html"/);
    assert.ok(!/<script|src=|href=|url\(|@import/i.test(page), 'nothing is fetched');
    assert.ok(page.startsWith('<!doctype html>') && (page.match(/<svg/g) ?? []).length >= 3);
    for (const said of ['Second', 'A &lt;fund&gt; &amp; more', 'Risk-free rate', '252 periods a year', `returns.analyze ${json(await ada.get(`${saved}/export.json`)).engine_version}`, 'Not investment advice', 'Drawdowns'])
        assert.ok(page.includes(said), said);
    assert.ok(!page.includes('<fund>'));
    assert.equal((await ada.get(`/returns/analysis/export.html?${ask_for}`)).status, 200);
    assert.equal((await ada.get('/returns/analysis/export.html?series=NOSUCHTHING')).status, 422);
    assert.equal((await ada.get(`/returns/analysis/export.exe?${ask_for}`)).status, 404);
});

// ---- figures that do not come out again ----

test('where figures do not come out again the stored ones are shown, and their JSON; without the series it cannot be run again', async () => {
    const mine = await series(ada, 'Passing', 300, 2), path = await save(`series=${mine}`, 'Passing');
    const before = sql(`select r.answer from returns.result r join returns.analysis a on a.id = r.analysis where a.analysis_id = '${idOf(path)}'`);
    sql(`update returns.result r set engine_version = '0', result_hash = repeat('0', 64) from returns.analysis a where a.id = r.analysis and a.analysis_id = '${idOf(path)}'`);
    const old = (await ada.get(path)).text, text = words(old);
    assert.match(text, /The engine has changed: version 0 then, [1-9]\d* now/);
    assert.ok(/id="table-metrics"/.test(old) && /id="years-1"/.test(old) && /id="drawdowns-1"/.test(old) && !/id="chart-growth"/.test(old));
    assert.equal((await ada.get(`${path}/export.xlsx`)).status, 409);
    assert.equal((await ada.get(`${path}/export.json`)).status, 200);
    assert.equal(before, sql(`select r.answer from returns.result r join returns.analysis a on a.id = r.analysis where a.analysis_id = '${idOf(path)}'`));
    const deleted = await api(ada, `/series/${mine}`, { method: 'DELETE' });
    assert.equal(deleted.status, 204);
    assert.match(words((await ada.get(path)).text), /none at all: one of your series is not there any more/);
    assert.match(flash(await ada.post(`${path}/rerun`)), /cannot be run again/);
});

// ---- for programs ----

let byProgram;
test('a program computes, and saves with {"save": true}: the same bytes each time, once for each key', async () => {
    const body = { series: [fund, 'SPX'], benchmark: 'SPX', risk_free_annual: 0.01 };
    const [first, second] = [await api(ada, '/analyses', { method: 'POST', body }), await api(ada, '/analyses', { method: 'POST', body })];
    assert.equal(first.status, 200, first.text);
    assert.equal(first.text, second.text);
    assert.equal(json(first).series.length, 2);
    const key = randomUUID(), made = await api(ada, '/analyses', { method: 'POST', body: { ...body, save: true, title: 'By program', note: 'One\ntwo', key } });
    assert.equal(made.status, 201, made.text);
    byProgram = json(made);
    assert.equal(made.headers.location, `/api/v1/returns/analyses/${byProgram.id}`);
    assert.equal(json(await api(ada, '/analyses', { method: 'POST', body: { ...body, save: true, title: 'By program', key } })).id, byProgram.id);
    assert.deepEqual([byProgram.title, byProgram.run, byProgram.is_own, byProgram.answer.inputs.series], ['By program', 1, true, [`${fund}@2`, 'SPX']]);
    assert.equal(byProgram.total_return, byProgram.answer.series[0].metrics.total_return);
    const file = await api(ada, `/analyses/${byProgram.id}/export.json`);
    assert.equal(sha256(file.bytes), byProgram.result_hash);
    assert.ok(json(await api(ada, '/analyses')).analyses.some(a => a.id === byProgram.id && a.result_hash === byProgram.result_hash));
    const untitled = json(await api(ada, '/analyses', { method: 'POST', body: { series: ['SPX'], save: true } }));
    assert.match(untitled.title, /^SPX, \d{4}-\d\d-\d\d to/);
    assert.equal((await api(ada, `/analyses/${untitled.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await api(ada, `/analyses/${untitled.id}`)).status, 404);
});

test('what a program asks wrongly is told by field', async () => {
    for (const [body, field] of [[{ series: [] }, 'series'], [{ series: ['SPX'], save: 1 }, 'save'], [{ series: ['SPX'], title: 'x' }, 'save'], [{ series: ['SPX'], save: true, key: 'x' }, 'key'],
        [{ series: ['SPX'], files: { prices: ['x.csv'] } }, 'files'], [{ series: ['SPX'], basis: 'x' }, 'basis'], [{ series: ['NOTHING'] }, 'series'], [{ series: ['SPX'], save: true, title: 'a\nb' }, 'title']]) {
        const answer = await api(ada, '/analyses', { method: 'POST', body });
        assert.equal(answer.status, 422, JSON.stringify(body));
        assert.match(answer.headers['content-type'], /application\/problem\+json/);
        assert.ok(json(answer).errors.some(e => e.field === field || e.field.startsWith(`${field}.`)), answer.text);
    }
    assert.equal((await api(ada, `/analyses/${byProgram.id}`, { method: 'PATCH', body: { name: 'x' } })).status, 422);
    assert.equal((await api(ada, `/analyses/${byProgram.id}`, { method: 'PATCH', body: { title: ' ' } })).status, 422);
    assert.equal((await api(ada, `/analyses/${byProgram.id}/share`, { method: 'POST', body: { hours: 1.5 } })).status, 422);
});

test('tables, triangles, drawings and differences come one by one', async () => {
    const table = json(await api(ada, `/analyses/${byProgram.id}/table/drawdowns?of=2`));
    assert.deepEqual([table.table, table.series, table.columns[0].key, table.columns[1].kind], ['drawdowns', 'SPX', 'depth', 'date']);
    assert.ok(table.rows.length > 0 && /^\d{4}-\d\d-\d\d$/.test(table.rows[0][1]));
    for (const name of ['trailing', 'calendar', 'distribution', 'stress', 'metrics'])
        assert.ok(json(await api(ada, `/analyses/${byProgram.id}/table/${name}`)).rows?.length > 0, name);
    assert.equal((await api(ada, `/analyses/${byProgram.id}/table/nothing`)).status, 404);
    const tested = json(await api(ada, `/analyses/${idOf(saved)}/table/var-backtest`));
    assert.deepEqual([tested.rows.length, tested.rows[0][0], tested.rows[5][1]], [6, '95 %, historical', 'modified']);
    for (const kind of ['', '?kind=cagr', '?kind=total', '?kind=simple'])
        assert.ok(json(await api(ada, `/analyses/${idOf(saved)}/matrix${kind}`)).rows?.length > 0, kind);
    for (const [path, says] of [['matrix?kind=diff', /It has: cagr, total, simple\./] /* there is no benchmark */, ['matrix?kind=none', /It has: cagr/], ['table/none', /The tables are metrics, /], ['table/ranking', /of several series/]]) {
        const answer = await api(ada, `/analyses/${idOf(saved)}/${path}`);
        assert.deepEqual([answer.status, says.test(json(answer).detail)], [404, true], `${path}: ${answer.text}`);
    }
    assert.match((await api(ada, `/analyses/${byProgram.id}/chart/growth.svg?scale=linear&width=500`)).text, /^<svg/);
    const difference = json(await api(ada, `/analyses/${byProgram.id}/compare/${idOf(saved)}`));
    assert.ok(difference.inputs.some(i => i.input === 'series' && i.second === 'A <fund> & more'));
    const cagr = difference.figures.find(f => f.figure === 'cagr');
    assert.equal(cagr.difference, cagr.second - cagr.first);
    assert.deepEqual([difference.only_first, difference.only_second], [['SPX'], []]);
    const turned = json(await api(ada, '/analyses', { method: 'POST', body: { series: ['SPX', fund], benchmark: 'SPX', risk_free_annual: 0.01, save: true } }));
    const same = json(await api(ada, `/analyses/${byProgram.id}/compare/${turned.id}`));
    assert.deepEqual([same.figures, same.only_first, same.only_second], [[], [], []], 'the same series in another order');
    const page = words((await ada.get(`/returns/analyses/${byProgram.id}/compare/${idOf(saved)}`)).text);
    assert.match(page, /Series that only one of them has Only in the first SPX/);
});

test('rates of one\'s own, below 0 too, take the place of the fixed one; a currency and an index change the levels', async () => {
    const put = async (name, lines, how) => json(await ask(`/api/v1/returns/series?name=${name}&${how}`, { method: 'POST', body: `date,x\n${lines}\n`, headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'text/csv' } })).series[0].id;
    const below = await put('Deposit', '2019-06-30,-0.5\n2019-12-31,-0.5\n2020-06-30,-0.5', 'kind=returns&unit=percent');
    const above = await put('Bills', '2019-06-30,1.5\n2019-12-31,1.5\n2020-06-30,1.5', 'kind=prices');
    const money = await put('Rate', '2019-06-30,2\n2019-12-31,2\n2020-12-31,2', 'kind=prices');
    const computed = async more => json(await api(ada, '/analyses', { method: 'POST', body: { series: [fund], ...more } }));
    const [negative, positive, fixed] = [await computed({ risk_free_series: below }), await computed({ risk_free_series: above }), await computed({ risk_free_annual: -0.005 })];
    assert.ok(Math.abs(negative.about.risk_free_annual + 0.005) < 1e-12 && Math.abs(positive.about.risk_free_annual - 0.015) < 1e-12);
    assert.ok(Math.abs(negative.metrics.sharpe - fixed.metrics.sharpe) < 1e-9);
    const twice = await computed({ currency: money, inflation: money, risk_free_annual: -0.005 });
    assert.ok(Math.abs(twice.metrics.total_return - fixed.metrics.total_return) < 1e-12 && twice.data_version !== fixed.data_version);
    const page = words((await ada.get(`/returns/analysis?series=${fund}&risk_free_series=${below}&currency=${money}&fee=0.5`)).text);
    assert.match(page, /less a fee of 0.50 % a year; times Rate \(another currency\)/);
    assert.match(page, /Deposit, the last rate on or before each day/);
    assert.equal((await api(ada, '/analyses', { method: 'POST', body: { series: [fund], risk_free_series: 'SPX' } })).status, 422, 'prices are no rates');
});

test('a program renames, runs again and shares; others may only read what is shared with them', async () => {
    const path = `/analyses/${byProgram.id}`;
    assert.equal(json(await api(ada, path, { method: 'PATCH', body: { title: 'Renamed' } })).title, 'Renamed');
    assert.equal(json(await api(ada, `${path}/rerun`, { method: 'POST', body: {} })).run, 1);
    for (const [way, method, body] of [['', 'GET'], ['', 'PATCH', { title: 'x' }], ['', 'DELETE'], ['/rerun', 'POST', {}], ['/matrix', 'GET'], ['/table/stress', 'GET'], ['/export.zip', 'GET'], ['/share', 'POST', { team: true }], ['/share', 'DELETE']])
        assert.equal((await api(bob, `${path}${way}`, { method, body })).status, 404, `${method} ${way}`);
    assert.equal((await api(ada, `${path}/share`, { method: 'POST', body: { team: true } })).status, 204);
    const seen = json(await api(bob, path));
    assert.deepEqual([seen.is_own, seen.result_hash], [false, byProgram.result_hash]);
    assert.equal((await api(bob, `${path}/table/stress`)).status, 200);
    assert.equal((await api(bob, path, { method: 'DELETE' })).status, 404);
    assert.equal((await api(ada, `${path}/share`, { method: 'DELETE' })).status, 204);
    assert.equal((await api(bob, path)).status, 404);
    const link = json(await api(ada, `${path}/share`, { method: 'POST', body: { hours: 2 } }));
    assert.equal((await ask(new URL(link.url).pathname)).status, 200);
    assert.equal((await api(bob, `/shares/${link.token}`, { method: 'DELETE' })).status, 404);
    assert.equal((await api(ada, `/shares/${link.token}`, { method: 'DELETE' })).status, 204);
    assert.equal((await ask(new URL(link.url).pathname)).status, 410);
});

// ---- room ----

test('where no place or no room is left, it is said; the oldest runs that nobody keeps go first', async () => {
    const person = `(select id from umbrella.authentication_user where email = 'analyses-ada-${process.pid}@margin.example')`;
    const set = (name, value) => sql(`update umbrella.setting set value = ${value} where name = '${name}'`);
    const used = Number(sql(`select analyses from returns.used(${person})`));
    set('returns_analyses', `'${used}'`);
    try {
        const full = await ada.post(`/returns/analyses?${ask_for}`, { title: 'Too many', idem_key: randomUUID() });
        assert.equal(full.status, 409);
        assert.match(full.text, /All places for analyses are used/);
        assert.equal((await api(ada, '/analyses', { method: 'POST', body: { series: ['SPX'], save: true } })).status, 409);
        assert.match(flash(await ada.post(`${saved}/duplicate`)), /All places/);
    } finally {
        set('returns_analyses', 'null');
    }
    // Run 1 is kept, so it stays; of a second analysis the first run goes.
    const mine = await series(ada, 'Room', 300, 3), path = await save(`series=${mine}`, 'Room');
    await ask(`/api/v1/returns/series/${mine}/rows`, { method: 'POST', body: prices(310, 3), headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'text/csv' } });
    assert.equal((await ada.post(`${path}/rerun`)).headers.location, `${path}/runs/1`);
    const runs = () => sql(`select string_agg(a.title || ' ' || r.run, ', ' order by a.title, r.run) from returns.result r join returns.analysis a on a.id = r.analysis where a.user_id = ${person} and a.title in ('Second', 'Room')`);
    assert.equal(runs(), 'Room 1, Room 2, Second 1, Second 2');
    const bytes = Number(sql(`select bytes from returns.used(${person})`)), megabytes = Math.floor(bytes / 1e6);
    // As many bytes as it takes to fill the megabyte that is begun, in a series of no other use.
    const size = (megabytes + 1) * 1e6 - bytes - 2000;
    set('returns_megabytes', `'${megabytes + 1}'`);
    try {
        sql(`with s as (insert into returns.series (user_id, name, origin) values (${person}, 'Ballast', 'paste') returning id, user_id)
            insert into returns.series_version (series, user_id, number, made_by, kind, unit, frequency, n_rows, first_day, last_day, is_base_assumed, columns, content_hash, data, mapping, report)
            select id, user_id, 1, 'new', 'prices', 'price', 'daily', 2, '2020-01-01', '2020-01-02', false, '{close}', repeat('0', 64), '\\x28b52ffd' || decode(repeat('00', ${size}), 'hex'), '{}', '[]' from s`);
        const made = await ada.post(`/returns/analyses?${ask_for}`, { title: 'Makes room', idem_key: randomUUID() });
        assert.equal(made.status, 303, words(made.text).slice(0, 600));
        assert.equal(runs(), 'Room 2, Second 1, Second 2');
        const none = await ada.post('/returns/analyses?series=SPX&intervals=1', { title: 'No room', idem_key: randomUUID() });
        assert.deepEqual([none.status, /There is no room left/.test(none.text)], [409, true]);
    } finally {
        set('returns_megabytes', 'null');
    }
});
