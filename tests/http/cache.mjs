// cache.mjs: the cache of answers that take long changes nothing but the time: filled, used or switched off, the answer has the same bytes.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import test, { after } from 'node:test';
import { ask, origin } from './_hub.mjs';
import { Member, inputs } from './_member.mjs';

const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
const ada = await Member.make('cache'), kept = 'margin.historical_backtest_backtestcache';
const headers = { Cookie: ada.cookie, 'X-CSRF-Token': ada.token, 'Content-Type': 'application/json', Origin: origin };
// Drawn paths that take long enough to be kept, and not so long that they are a job. A seed of its own: nobody has asked for it before.
const drawn = seed => ({ ...inputs, equity: 100000, leverage: 1.5, mode: 'passive_hold', bootstrap: { paths: 2000, years: 10, block_days: 21, seed } });
const seed = process.pid * 10, mine = n => `parameters::jsonb #>> '{bootstrap,seed}' = '${seed + n}'`;
const times = n => Number(sql(`select count(*) from ${kept} where ${mine(n)}`));
const turn = to => sql(`update umbrella.setting set value = ${to} where name = 'backtest_cache'`);
after(() => turn('null'));

async function sweep(n) {
    const answer = await ask('/api/v1/margin/sweeps', { method: 'POST', headers, body: JSON.stringify(drawn(seed + n)) });
    assert.equal(answer.status, 200, answer.text);
    return answer;
}
// All that a person can fetch of it.
async function files(answer) {
    const path = `/margin/sweeps/${answer.headers['content-location'].split('/').pop()}`;
    return Object.fromEntries(await Promise.all(['paths.csv', 'result.json'].map(async name => [name, (await ada.get(`${path}/${name}`)).text])));
}

test('computed, kept, or with the cache off: the same bytes, in the answer and in every file', async () => {
    turn("'off'");
    const without = await sweep(0), filesWithout = await files(without);
    assert.equal(times(0), 0, 'off: nothing is kept');
    turn('null');
    const first = await sweep(0);
    assert.equal(times(0), 1, 'on: it is kept');
    const again = await sweep(0), filesKept = await files(again);
    turn("'off'");
    const off = await sweep(0), filesOff = await files(off);
    turn('null');
    for (const answer of [first, again, off])
        assert.equal(answer.text, without.text);
    assert.deepEqual(filesKept, filesWithout);
    assert.deepEqual(filesOff, filesWithout);
    assert.equal(times(0), 1);
});

test('what is kept is what answers while the cache is on, for a day, and never while it is off', async () => {
    const one = await sweep(1), other = await sweep(2);
    assert.notEqual(one.text, other.text);
    sql(`update ${kept} set results = (select results from ${kept} where ${mine(2)}) where ${mine(1)}`); // so that one sees which it is
    const bands = answer => JSON.stringify(JSON.parse(answer.text).bootstrap);
    assert.equal(bands(await sweep(1)), bands(other));
    turn("'off'");
    assert.equal((await sweep(1)).text, one.text);
    turn('null');
    sql(`update ${kept} set expires_at = now() - interval '1 second' where ${mine(1)}`);
    assert.equal((await sweep(1)).text, one.text, 'expired: computed anew');
    assert.equal(bands(await sweep(1)), bands(one), 'and kept anew');
    assert.equal(sql(`select expires_at - created_at from ${kept} where ${mine(1)}`), '1 day');
});

test('the key is the MD5 of engine, its version, the version of the data, and the canonical request', async () => {
    const { engine, engine_version, data_version, inputs: canonical } = JSON.parse((await sweep(0)).text);
    const text = JSON.stringify({ data_version, engine, engine_version, request: canonical });
    assert.equal(sql(`select cache_key from ${kept} where ${mine(0)}`), createHash('md5').update(text).digest('hex'));
});

test('a backtest answers the same bytes, too', async () => {
    const body = JSON.stringify({ ...inputs, equity: 100000, leverage: 2 });
    const run = () => ask('/api/v1/margin/backtests', { method: 'POST', headers, body });
    const on = await run();
    turn("'off'");
    const off = await run();
    turn('null');
    assert.equal(on.status, 200, on.text);
    assert.equal(off.text, on.text);
});
