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
test('/metrics has figures of every section, each with its type, in the form that monitors read', async () => {
    const answer = await ask('/metrics'), lines = answer.text.trim().split('\n');
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/);
    assert.deepEqual(lines.filter(line => !/^# (HELP|TYPE) hub_\w+ .+$|^hub_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+$/.test(line)), []);
    const names = new Set(lines.filter(line => !line.startsWith('#')).map(line => line.match(/^\w+/)[0]));
    assert.deepEqual([...names].filter(name => !lines.includes(`# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`)), []);
    for (const wanted of [/^hub_jobs\{status="waiting"\} /m, /^hub_mails\{status="failed"\} /m, /^hub_people\{status="active"\} [1-9]/m, /^hub_schema_version [1-9]/m, /^hub_sessions_live /m])
        assert.match(answer.text, wanted);
});
test('every section says within seconds that it lives, and what it needs', async () => {
    const beats = () => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-c',
        "select distinct program from ops.heartbeat where at >= started_at and started_at > now() - interval '1 day' and rss_kb > 1000 and version <> ''"])
        .toString().trim().split('\n');
    const wanted = sections.map(section => `hub-${section}`);
    for (let i = 0; i < 360 && !wanted.every(program => beats().includes(program)); i++)
        await sleep(500);
    assert.deepEqual(wanted.filter(program => !beats().includes(program)), []);
});
