// calculator.mjs: calculations are kept, found, changed, compared, exported, deleted and brought back through nginx, each by its owner alone;
// a form sent twice, or fifty times at once, keeps one.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { Member } from './_member.mjs';

const ada = await Member.make('calculator-ada'), bob = await Member.make('calculator-bob');
const inputs = { ticker: 'SPY', investment_amount: 100000, leverage: 2, current_price: 400 };
const keep = (person, changes = {}, words = {}) => person.post('/margin/calculations',
    { request: JSON.stringify({ ...inputs, ...changes }), idem_key: randomUUID(), name: '', note: '', ...words });
const pathOf = async answer => {
    const done = await answer;
    assert.equal(done.status, 303, done.text);
    return done.headers.location;
};
const rows = async (person, query = '') => (await person.get(`/margin/calculations${query}`)).text.match(/<tr>\s*(<td|<th scope="row")/g)?.length ?? 0;
const long = await pathOf(keep(ada, {}, { name: 'Plain', note: 'First line\r\nsecond <b>line</b>' }));
const short = await pathOf(keep(ada, { position_type: 'Short', borrow_fee_pct: 0.3 }, { name: 'A short' }));
const seven = await pathOf(keep(ada, { account_type: 'portfolio', leverage: 7, investment_amount: 1e6, ticker: 'SPX' }));
const idOf = path => path.split('/').pop();

test('a kept calculation shows its inputs, figures and note', async () => {
    const { text } = await ada.get(long);
    assert.match(text, /<h1[^>]*>Plain<\/h1>/);
    assert.match(text, /\$266\.67/);
    assert.match(text, /First line\nsecond &lt;b&gt;line/);
    assert.match((await ada.get(seven)).text, /<h1[^>]*>Long SPX, 7×, Portfolio margin<\/h1>/);
    assert.match((await ada.get(seven)).text, /In a margin call at once/);
});

test('it opens again in the form, the same to the bit', async () => {
    const link = (await ada.get(short)).text.match(/href="(\/margin\/calculator\?[^"]+)"/)[1].replaceAll('&amp;', '&');
    const form = (await ada.get(link)).text;
    const request = JSON.parse(form.match(/name="request" value="([^"]*)"/)[1].replaceAll('&quot;', '"'));
    const stored = JSON.parse((await ada.get(`${short}/answer.json`)).text);
    assert.deepEqual(request, stored.inputs);
});

test('its files: figures, moves, the answer', async () => {
    assert.match((await ada.get(`${long}/figures.csv`)).text, /margin_call_price,"Margin call price",266\.66666666666669,/);
    assert.equal((await ada.get(`${long}/scenarios.csv`)).text.trim().split('\r\n').length, 22);
    const answer = JSON.parse((await ada.get(`${long}/answer.json`)).text);
    assert.equal(answer.metrics.margin_call_price, 50000 / (250 * 0.75));
});

test('nobody else sees, changes, deletes or compares it', async () => {
    for (const path of [long, `${long}/figures.csv`, `${long}/answer.json`, `/margin/calculations/compare?${idOf(long)}=1&${idOf(short)}=1`])
        assert.equal((await bob.get(path)).status, 404, path);
    for (const verb of ['change', 'delete', 'restore'])
        assert.equal((await bob.post(`${long}/${verb}`, { name: 'Mine', note: '' })).status, 404, verb);
    assert.equal(await rows(bob), 0);
});

test('the list is sorted, filtered and exported', async () => {
    const order = async query => [...(await ada.get(`/margin/calculations${query}`)).text.matchAll(/class="hub-cut" href="([^"]+)"/g)].map(m => m[1]);
    assert.deepEqual(await order('?sort=-leverage'), [seven, short, long]);
    assert.deepEqual(await order('?sort=margin_call_price'), [long, seven, short]);
    assert.deepEqual(await order('?q=a+SHORT'), [short]);
    assert.deepEqual(await order('?q=second'), [long]);
    assert.deepEqual(await order('?account=portfolio'), [seven]);
    assert.deepEqual(await order('?position=Short'), [short]);
    assert.match((await ada.get('/margin/calculations?q=nothing-like-it')).text, /Nothing matches/);
    const csv = (await ada.get('/margin/calculations.csv?sort=name')).text.trim().split('\r\n');
    assert.equal(csv.length, 4);
    assert.match(csv[0], /^"name","ticker","account_type"/);
    assert.match(csv[1], /^"A short","SPY","reg_t","Short","100000","2","400"/);
});

test('two to four stand side by side, what differs in their inputs first', async () => {
    const { text } = await ada.get(`/margin/calculations/compare?${idOf(long)}=1&${idOf(short)}=1`);
    assert.ok(text.indexOf('Inputs that differ') < text.indexOf('>Figures<') && text.indexOf('>Figures<') < text.indexOf('Inputs that are the same'));
    assert.match(text, /Borrow fee and interest on proceeds<\/th><td class="num">0 % and 0 %<\/td><td class="num">0\.3 % and 0 %<\/td>/);
    const csv = (await ada.get(`/margin/calculations/compare.csv?${idOf(long)}=1&${idOf(short)}=1`)).text;
    assert.match(csv, /"margin_call_price","266\.66666666666669","461\.53846153846155"/);
    const same = (await ada.get(`/margin/calculations/compare?${idOf(long)}=1&${idOf(await pathOf(keep(ada)))}=1`)).text;
    assert.match(same, /No input differs/);
    const five = Array.from({ length: 5 }, () => `${randomUUID()}=1`).join('&');
    for (const query of [`${idOf(long)}=1`, five, ''])
        assert.notEqual((await ada.get(`/margin/calculations/compare?${query}`)).status, 200, query);
});

test('name and note can be changed, and taken away', async () => {
    await pathOf(ada.post(`${short}/change`, { name: 'Renamed', note: 'x' }));
    assert.match((await ada.get(short)).text, /<h1[^>]*>Renamed<\/h1>/);
    const refused = await ada.post(`${short}/change`, { name: 'y'.repeat(201), note: 'kept' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Name may have at most 200 characters; this has 201\./);
    assert.match(refused.text, /kept<\/textarea>/);
    await pathOf(ada.post(`${short}/change`, { name: '', note: '' }));
    assert.match((await ada.get(short)).text, /<h1[^>]*>Short SPY, 2×, Reg T<\/h1>/);
});

test('what is deleted comes back by undo', async () => {
    assert.equal(await pathOf(ada.post(`${short}/delete`)), '/margin/calculations');
    assert.equal((await ada.get(short)).status, 404);
    await pathOf(ada.post(`${short}/restore`));
    assert.equal((await ada.get(short)).status, 200);
});

test('a form sent twice keeps one, fifty at once too', async () => {
    const before = await rows(bob), key = randomUUID();
    const first = await pathOf(keep(bob, {}, { idem_key: key })), second = await pathOf(keep(bob, {}, { idem_key: key }));
    assert.equal(first, second);
    const other = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => keep(bob, { leverage: 1.5 }, { idem_key: other })));
    for (const answer of answers)
        assert.ok([303, 409, 429, 503].includes(answer.status), answer.text);
    assert.equal(await rows(bob), before + 2);
});

test('a fault in the name shows the same calculation with what was typed', async () => {
    const answer = await keep(ada, { leverage: 1.25 }, { name: 'n'.repeat(201), note: 'typed' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /this has 201/);
    assert.match(answer.text, /typed<\/textarea>/);
    assert.match(answer.text, /id="f-leverage" name="leverage" value="1\.25"/);
});

test('what is no calculation is refused', async () => {
    for (const request of ['', '[]', '{', '{"leverage":1}', JSON.stringify({ ...inputs, leverage: 3 }), JSON.stringify({ ...inputs, ticker: undefined }),
        JSON.stringify({ ...inputs, profile: 'original', leverage: 12 })]) {
        const answer = await ada.post('/margin/calculations', { request, idem_key: randomUUID() });
        assert.equal(answer.status, 422, request);
    }
    assert.notEqual((await keep(ada, {}, { idem_key: 'none' })).status, 303);
});
