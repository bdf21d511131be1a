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
    const shown = (await ada.get(saved)).text;
    assert.match(shown, /id="same">Run 1, .*the same bits came out/);
    assert.ok(shown.includes('First &lt;b&gt;') && !shown.includes('First <b>') && shown.includes('A note\nof two lines'));
    const file = await ada.get(`${saved}/export.json`);
    assert.equal(sha256(file.bytes), hashOf(saved));
    assert.equal((await ada.get(`${saved}/export.json`, { 'If-None-Match': file.headers.etag })).status, 304);
    assert.equal(json(file).inputs.series[0], `${fund}@1`);
});
