// returns.mjs: what is saved survives a restart of everything it lives in, bit by bit; what is not saved is nowhere on the disk.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import { ask, form } from '../http/_hub.mjs';
import { Member } from '../http/_member.mjs';
import { beginDatabase, isReady, Service, until } from './_faults.mjs';

const ada = await Member.make('returns-faults');
const postgres = new Service('postgres'), worker = new Service('hub-returns');
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const sha256 = text => createHash('sha256').update(text).digest('hex');
const words = text => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
after(async () => {
    if (!postgres.runs())
        await beginDatabase(postgres);
    if (!worker.runs())
        await worker.begin();
});

const day = i => new Date(Date.UTC(2018, 0, 1 + Math.floor(i / 5) * 7 + i % 5)).toISOString().slice(0, 10); // weekdays
const prices = (n, first = 'date,close') => `${first}\n${Array.from({ length: n }, (_, i) => `${day(i)},${(100 * Math.exp(0.0004 * i + 0.05 * Math.sin(i / 11))).toFixed(6)}\n`).join('')}`;
const api = (path, { method = 'GET', body, type = 'application/json' } = {}) => ask(`/api/v1/returns${path}`, { method, body: type === 'application/json' && body ? JSON.stringify(body) : body,
    headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), ...(body === undefined ? {} : { 'Content-Type': type }) } });

// A form with a file, as a browser sends it.
function upload(bytes, name, fields) {
    const line = '--one\r\nContent-Disposition: form-data; name=';
    const body = Object.entries(fields).map(([key, value]) => `${line}"${key}"\r\n\r\n${value}\r\n`).join('') + `${line}"file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${bytes}\r\n--one--\r\n`;
    return ask('/returns/series/new', { method: 'POST', body, headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': 'multipart/form-data; boundary=one' } });
}

test('a saved analysis survives a restart of its workers and of PostgreSQL, and is computed again to the same bytes', async () => {
    const kept = await api('/series', { method: 'POST', body: prices(900), type: 'text/csv' });
    assert.equal(kept.status, 201, kept.text);
    const series = JSON.parse(kept.text).series[0].id;
    const made = await api('/analyses', { method: 'POST', body: { series: [series, 'SPX'], benchmark: 'SPX', bootstrap: { draws: 50 }, save: true, title: 'Before the restart' } });
    assert.equal(made.status, 201, made.text);
    const { id, result_hash: hash } = JSON.parse(made.text), file = `/analyses/${id}/export.json`, before = await api(file);
    assert.equal(sha256(before.text), hash);
    await worker.stop('SIGTERM');
    await postgres.stop('SIGINT');
    await beginDatabase(postgres);
    await worker.begin();
    await until('the hub is well', async () => await isReady() && (await api(file).catch(() => ({}))).status === 200);
    assert.ok((await api(file)).text === before.text, 'the stored bytes');
    assert.match(words((await ada.get(`/returns/analyses/${id}`)).text), /the same bits came out/, 'computed for its page');
    const again = JSON.parse((await api(`/analyses/${id}/rerun`, { method: 'POST', body: {} })).text);
    assert.equal(again.result_hash, hash, 'run again');
    assert.ok((await api(file)).text === before.text);
});

// Files of the instance in which the word stands, with everything that PostgreSQL still had in memory.
function holding(word) {
    sql('checkpoint');
    const { stdout, stderr } = spawnSync('grep', ['-rlaF', word, process.env.HUB_INSTANCE], { encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: 'C' } });
    assert.deepEqual(stderr.split('\n').filter(line => line && !line.endsWith('No such file or directory')), [], 'every file was read, but for those that went meanwhile');
    return stdout.trim().split('\n').filter(Boolean);
}

test('what is analysed without being kept leaves no trace on the disk', async () => {
    const [forgotten, kept] = [`gone-${randomUUID()}`, `kept-${randomUUID()}`], tables = 'select string_agg(t, $$ $$) from (select (select count(*) from returns.series) || $$ $$ || (select count(*) from returns.draft) || $$ $$ || (select count(*) from returns.analysis) t) x';
    const before = sql(tables);
    for (const padding of [0, 3000000]) { // the second is larger than any buffer on the way
        const page = await upload(prices(300, `date,${forgotten}`) + '\n'.repeat(padding), `${forgotten}.csv`, { once: '1', name: forgotten });
        assert.equal(page.status, 200, words(page.text).slice(0, 300));
        assert.ok(page.text.includes(forgotten) && page.text.includes('Nothing of the file was kept'));
    }
    assert.equal(sql(tables), before);
    assert.deepEqual(holding(forgotten), []);
    assert.equal((await upload(prices(300), 'fund.csv', { name: kept })).status, 303);
    assert.notDeepEqual(holding(kept), [], 'one that waits to be kept is found by the same search');
});
