// health.mjs: what a monitor asks.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, sections } from './_hub.mjs';

test('/healthz answers without asking the database', async () => assert.equal((await ask('/healthz')).status, 200));
test('/readyz says that the database and its schema are there', async () => assert.equal((await ask('/readyz')).status, 200));
test('HEAD is GET without its body', async () => {
    const [get, head] = [await ask('/login'), await ask('/login', { method: 'HEAD' })];
    assert.equal(head.status, 200);
    assert.equal(head.bytes.length, 0);
    assert.equal(head.headers['content-type'], get.headers['content-type']);
});
test('every section says within seconds that it lives, and what it needs', async () => {
    const beats = () => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-c',
        "select distinct program from ops.heartbeat where at >= started_at and started_at > now() - interval '1 day' and rss_kb > 1000 and version <> ''"])
        .toString().trim().split('\n');
    const wanted = sections.map(section => `hub-${section}`);
    for (let i = 0; i < 20 && !wanted.every(program => beats().includes(program)); i++)
        await sleep(500);
    assert.deepEqual(wanted.filter(program => !beats().includes(program)), []);
});
