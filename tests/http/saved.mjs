// saved.mjs: saved results through nginx: notes, tags and the search; the team's; links that expire; one of an older engine; side by side.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, origin } from './_hub.mjs';
import { Member, inputs } from './_member.mjs';

const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const table = 'margin.historical_backtest_savedbacktestresult';
const idOf = path => path.split('/').pop();
const ada = await Member.make('sada'), bob = await Member.make('sbob');
const run = await ada.run(), other = await ada.run({ leverage: '1.2' });
const keep = async (fields, of = run) => {
    const answer = await ada.post('/margin/saved', { session: idOf(of), idem_key: randomUUID(), ...fields });
    assert.equal(answer.status, 303, answer.text);
    return answer.headers.location;
};
const names = text => [...text.matchAll(/class="hub-cut"[^>]*title="([^"]*)"/g)].map(m => m[1]);
const found = async query => names((await ada.get(`/margin/saved?${query}`)).text).sort();

const crisis = await keep({ name: 'Two times through', note: 'Fed funds\nnear zero', tags: 'Crisis, rates ,crisis' });
const calm = await keep({ name: 'Cautious', tags: 'rates' }, other);

test('a result of the original is kept with any threshold that it takes', async () => {
    for (const percent of [0, 1e-5, 1e6]) {
        const body = JSON.stringify({ ...inputs, equity: 1e5, leverage: 2, profile: 'original', mode: 'profit_threshold', profit_threshold_pct: percent, columns: [] });
        const answer = await ask('/api/v1/margin/backtests', { method: 'POST', body,
            headers: { Cookie: ada.cookie, 'X-CSRF-Token': ada.token, 'Content-Type': 'application/json', Origin: origin } });
        assert.equal(answer.status, 200, answer.text);
        const kept = await keep({ name: 'Any threshold' }, answer.headers['content-location']);
        assert.equal(Number(sql(`select profit_threshold from ${table} where result_id = '${idOf(kept)}'`)), percent);
        assert.equal((await ada.get(kept)).status, 200);
        assert.equal((await ada.post(`${kept}/delete`)).status, 303);
    }
});

// ---- words ----

test('note and tags are kept as text, changed, and judged', async () => {
    const page = (await ada.get(crisis)).text;
    assert.match(page, /id="saved-note">Fed funds<br>near zero|id="saved-note">Fed funds\nnear zero/);
    assert.match(page, /Tags: crisis, rates/);
    for (const [fields, wanted] of [[{ tags: 'x'.repeat(31) }, /at most 30 letters/], [{ tags: Array.from({ length: 11 }, (_, i) => `t${i}`).join() }, /at most 10/],
        [{ note: 'n'.repeat(2001) }, /2,000/]]) {
        const answer = await ada.post(`${crisis}/words`, { name: 'Kept as typed', note: '', tags: '', ...fields });
        assert.equal(answer.status, 422);
        assert.match(answer.text, wanted);
        assert.ok(answer.text.includes('value="Kept as typed"'));
    }
    assert.equal((await ada.post(`${calm}/words`, { name: '<b>Cautious</b>', note: '<i>\'";--', tags: '<u>' })).status, 303);
    const changed = (await ada.get(calm)).text;
    assert.ok(!/<b>Cautious|<i>'|<u>/.test(changed) && changed.includes('&lt;b&gt;Cautious'));
    assert.equal((await ada.post(`${calm}/words`, { name: 'Cautious', note: '', tags: 'rates' })).status, 303);
    assert.equal((await bob.post(`${calm}/words`, { name: 'Mine' })).status, 404);
});

test('a search finds every word as a beginning, in name, note, ticker and tags; the filters narrow it', async () => {
    assert.deepEqual(await found('q=spx+rat'), ['Cautious', 'Two times through']);
    assert.deepEqual(await found('q=zer'), ['Two times through']);
    assert.deepEqual(await found('q=CAUT'), ['Cautious']);
    assert.deepEqual(await found('q=zero+cautious'), []);
    assert.deepEqual(await found('tag=crisis'), ['Two times through']);
    assert.deepEqual(await found('mode=passive_hold'), []);
    assert.deepEqual(await found(`q=${encodeURIComponent("'\\ & | ! <-> :* ( ) zero")}`), ['Two times through']);
    const rising = names((await ada.get('/margin/saved?sort=leverage')).text), falling = names((await ada.get('/margin/saved?sort=-leverage')).text);
    assert.deepEqual(rising, [...falling].reverse());
    const csv = (await ada.get('/margin/saved.csv?tag=crisis')).text;
    assert.match(csv, /^name,result_id,ticker,mode|^"name"/);
    assert.equal(csv.trimEnd().split('\r\n').length, 2, 'a note of two lines is one cell');
});

// ---- the team ----

test('what is shared with the team is seen and taken away by everybody, changed by nobody else, and no longer seen when it ends', async () => {
    const shared = `/margin/shared/${idOf(crisis)}`;
    assert.equal((await bob.get(shared)).status, 404);
    assert.equal((await bob.post(`${crisis}/share`)).status, 404);
    assert.equal((await ada.post(`${crisis}/share`)).status, 303);
    assert.ok(names((await bob.get('/margin/shared?q=times')).text).includes('Two times through'));
    const page = await bob.get(shared);
    assert.equal(page.status, 200);
    assert.match(page.text, /Shared by sada-\d+@margin\.example/);
    assert.ok(!/action="\/margin\/saved\/[^"]*\/(delete|words|share|rerun)"/.test(page.text), 'no buttons of its owner');
    for (const file of ['days.csv', 'rounds.csv', 'metrics.csv', 'result.json', 'chart.json', 'chart-equity.svg', 'chart-cushion-money.csv', 'chart-histogram.json'])
        assert.equal((await bob.get(`${shared}/${file}`)).text, (await ada.get(`${crisis}/${file}`)).text, file);
    assert.equal((await bob.get(`${shared}/nothing.csv`)).status, 404);
    assert.equal((await bob.get(crisis)).status, 404, 'not as one\'s own');
    for (const action of ['words', 'delete', 'rerun', 'unshare', 'links'])
        assert.equal((await bob.post(`${crisis}/${action}`, { name: 'x', hours: '1' })).status, 404, action);
    assert.equal((await ask(shared)).status, 303, 'who is not signed in is led to sign in');
    assert.equal((await ada.post(`${crisis}/unshare`)).status, 303);
    assert.equal((await bob.get(shared)).status, 404);
});

// ---- links ----

async function makeLink(path, hours) {
    const answer = await ada.post(`${path}/links`, { hours: String(hours) });
    assert.equal(answer.status, 200, answer.text);
    return answer.text.match(/\/share\/[0-9a-f]{64}/)[0];
}

test('a link shows its result to whoever has it, and nothing else; its token is not stored, nor logged, nor sent on', async () => {
    const link = await makeLink(calm, 24), token = idOf(link), page = await ask(link);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes('Cautious') && !page.text.includes('Change the inputs') && !/action="\/margin/.test(page.text));
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.match(page.headers['x-robots-tag'], /noindex/);
    assert.equal(page.headers['cache-control'], 'no-store');
    for (const file of ['days.csv', 'metrics.csv', 'result.json', 'chart.json', 'chart-equity.svg', 'chart-cushion-money.csv', 'chart-histogram.json'])
        assert.equal((await ask(`${link}/${file}`)).text, (await ada.get(`${calm}/${file}`)).text, file);
    for (const path of [`/share/${token.slice(1)}`, `/share/${token}0`, `/share/${token.replace(/./, c => (c === '0' ? '1' : '0'))}`])
        assert.equal((await ask(path)).status, 404, path);
    assert.equal((await ask(calm)).status, 303, 'the link opens no other door');
    assert.ok(!(await ada.get(calm)).text.includes(token), 'shown once');
    assert.equal(sql(`select count(*) from margin.share_link where token_hash = sha256(decode('${token}', 'hex'))`), '1');
    const logs = execFileSync('sh', ['-c', 'cat "$0"/log/*.log', process.env.HUB_INSTANCE], { maxBuffer: 1 << 30 }).toString();
    assert.ok(!logs.includes(token), 'not in a log');
    assert.ok(logs.includes('/share/:token'), 'its route is');
    assert.match((await ada.get('/margin/links')).text, /\d{4}-\d\d-\d\d \d\d:\d\d<\/td>/, 'when it was opened');
});

test('a link that expired, was taken back, or whose result is gone says so', async () => {
    const expired = await makeLink(calm, 1), back = await makeLink(calm, 720), gone = await keep({ name: 'Soon gone' }), lost = await makeLink(gone, 1);
    const hash = link => `token_hash = sha256(decode('${idOf(link)}', 'hex'))`;
    sql(`update margin.share_link set created_at = now() - interval '2 hours', expires_at = now() - interval '1 second' where ${hash(expired)}`);
    const id = sql(`select id from margin.share_link where ${hash(back)}`);
    assert.equal((await bob.post(`/margin/links/${id}/revoke`)).status, 404);
    assert.equal((await ask(back)).status, 200);
    assert.equal((await ada.post(`/margin/links/${id}/revoke`)).status, 303);
    assert.equal((await ada.post(`${gone}/delete`)).status, 303);
    for (const [link, words] of [[expired, 'This link has expired'], [back, 'This link was taken back'], [lost, 'This link was taken back']]) {
        const answer = await ask(link);
        assert.equal(answer.status, 410);
        assert.ok(answer.text.includes(words), words);
        assert.ok(!answer.text.includes('Cautious'));
        assert.equal((await ask(`${link}/result.json`)).status, 410);
    }
    assert.equal(sql(`select string_agg(action, ' ' order by seq) from umbrella.audit_event where object_kind = 'margin_link' and object_id = '${id}'`), 'link.create link.revoke');
});

test('a link is open for an hour to thirty days, and for no longer than the administrators allow', async () => {
    for (const hours of ['0', '721', '-1', '1e1', 'x', ''])
        assert.equal((await ada.post(`${calm}/links`, { hours })).status, 400, hours);
    const open = await makeLink(calm, 48);
    sql("update umbrella.setting set value = '1' where name = 'share_link_days'");
    try {
        assert.equal((await ada.post(`${calm}/links`, { hours: '48' })).status, 303);
        assert.ok(!(await ada.get(calm)).text.includes('value="168"'));
        assert.equal((await ask(open)).status, 200);
        sql("update umbrella.setting set value = '0' where name = 'share_link_days'");
        assert.match((await ada.get(calm)).text, /allow no links/);
        assert.equal((await ask(open)).status, 410, 'a link that was made before, too');
    } finally {
        sql("update umbrella.setting set value = null where name = 'share_link_days'");
    }
});

// ---- one of an older engine ----

test('a result of an older engine opens, says so, and is set beside what comes out now', async () => {
    const old = await keep({ name: 'Of engine 1' });
    const answer = JSON.parse((await ada.get(`${old}/result.json`)).text);
    const kept = JSON.parse(readFileSync('tests/golden/backtest-answer-1.json', 'utf8'));
    kept.inputs = { ...kept.inputs, ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31' };
    sql(`update ${table} set engine_version = '1', result_hash = repeat('0', 64), results_data = decode('${gzipSync(JSON.stringify(kept)).toString('hex')}', 'hex') where result_id = '${idOf(old)}'`);
    const page = await ada.get(old);
    assert.equal(page.status, 200, page.text);
    assert.match(page.text, /An older engine computed this result<\/strong>, version 1/);
    assert.match(page.text, /\$55,582/);
    assert.equal(JSON.parse((await ada.get(`${old}/result.json`)).text).engine_version, '1');
    assert.equal((await ada.get(`${old}/days.csv`)).text.trimEnd().split('\r\n').length, 41);
    const again = await ada.post(`${old}/rerun`);
    assert.equal(again.status, 200);
    assert.match(again.text, new RegExp(`version 1 then, ${answer.engine_version} now`));
    const row = again.text.match(/<tr><th scope="row">Final equity<\/th>(.*)<\/tr>/)[1];
    assert.match(row, /\$55,582/);
    assert.match(row, /\([+−]/);
    const fresh = again.text.match(/\/margin\/backtests\/[0-9a-f-]{36}/)[0];
    assert.equal((await ada.get(fresh)).status, 200, 'the new result has a page, where it can be saved');
    assert.equal((await ada.get(old)).text.match(/\$55,582/)[0], '$55,582', 'the saved one stays');
    const beside = (await ada.get(`/margin/saved/compare?id=${[old, calm].map(idOf).join()}`)).text;
    assert.match(beside, /Equity<\/th>(<td [^>]*>[\d,]*,\d{3}<\/td>){2}|What is the same in all[^]*>Equity<\/dt><dd[^>]*>[\d,]*,\d{3}</, 'amounts have their commas');
    assert.match(beside, /Data version<\/th>(<td [^>]*title="[0-9a-f]{64}">[0-9a-f]{12}…<\/td>){2}/, 'a hash whole would push the others off the page');
});

// ---- side by side ----

test('inputs are compared in the words of the form, what belongs to an option with its name', async () => {
    const paths = [];
    for (const more of [{ account_type: 'portfolio', equity: '200000', 'options.contribution.amount': '100', 'options.contribution.every': 'month' },
        { mode: 'constant_leverage', 'options.rebalance.calendar': 'quarter' }])
        paths.push(await keep({ name: 'In words' }, await ada.run(more)));
    const text = (await ada.get(`/margin/saved/compare?id=${paths.map(idOf).join()}`)).text;
    for (const words of ['Portfolio margin account', 'Reg T margin account', 'Contribution every', 'Rebalance calendar', 'Every quarter', 'Constant leverage'])
        assert.ok(text.includes(words), words);
    for (const path of paths)
        assert.equal((await ada.post(`${path}/delete`)).status, 303);
});

test('two to four are compared: what differs in the inputs, the figures with the best marked, and both as CSV', async () => {
    const ids = [crisis, calm].map(idOf).join();
    const page = await ada.get(`/margin/saved/compare?id=${ids}`);
    assert.equal(page.status, 200, page.text);
    const inputs = page.text.slice(page.text.indexOf('id="inputs"'), page.text.indexOf('What is the same in all'));
    assert.deepEqual([...inputs.matchAll(/<th scope="row">([^<]*)</g)].map(m => m[1]), ['Leverage']);
    const drawdown = page.text.match(/<tr><th scope="row"[^>]*>Deepest drawdown<\/th>(.*)<\/tr>/)[1].split('<td').slice(1);
    assert.deepEqual(drawdown.map(cell => cell.includes('hub-best')), [false, true], 'less borrowed fell less');
    assert.ok(!/<tr><th scope="row"[^>]*>Interest paid<\/th>.*hub-best/.test(page.text), 'of interest neither more nor less is better');
    const csv = (await ada.get(`/margin/saved/compare/figures.csv?id=${ids}`)).text.trimEnd().split('\r\n');
    assert.equal(csv[0], '"figure","Two times through","Cautious"');
    const [one, two] = await Promise.all([crisis, calm].map(async path => JSON.parse((await ada.get(`${path}/result.json`)).text)));
    assert.ok(csv.includes(`"final_equity_usd",${one.metrics.final_equity_usd},${two.metrics.final_equity_usd}`));
    const days = (await ada.get(`/margin/saved/compare/days.csv?id=${ids}`)).text.trimEnd().split('\r\n');
    assert.equal(days.length, one.daily.date.length + 1);
    assert.equal(Number(days.at(-1).split(',')[1]).toFixed(9), (one.daily.equity.at(-1) / 1000).toFixed(9), 'an index: 100 is the starting equity');
    assert.equal((await bob.get(`/margin/saved/compare?id=${ids}`)).status, 404);
    await ada.post(`${crisis}/share`);
    assert.match((await ada.get(crisis)).text, /<a href="\/margin\/saved">All saved backtests</);
    assert.match((await bob.get(`/margin/shared/${idOf(crisis)}`)).text, /<a href="\/margin\/shared">All that is shared</);
    const mine = (await bob.save(await bob.run(), 'Of Bob')).headers.location;
    assert.equal((await bob.get(`/margin/saved/compare?id3=${idOf(crisis)}&id9=${idOf(mine)}`)).status, 200, 'one\'s own beside what the team shares');
    assert.equal((await ada.get(`/margin/saved/compare?id=${ids},${ids}`)).status, 200, 'twice the same is once');
});
