// memory.mjs: workers do not grow: 100,000 signed-in requests (after 20,000 to warm up) over pages, refusals and errors.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { ask, form, origin } from '../http/_hub.mjs';

const instance = process.env.HUB_INSTANCE;
const PATHS = ['/', '/account', '/help', '/login', '/margin', '/margin/backtest', '/no-such-page', '/margin/calculator', '/margin/saved', '/margin/market', '/margin/backtests/none', '/api/openapi.json', '/?page=x'];

function workers(section) {
    const parent = readFileSync(`${instance}/pid/hub-${section}`, 'utf8').split(' ')[0];
    return execFileSync('pgrep', ['-P', parent]).toString().trim().split('\n').map(pid => ({
        pid,
        kb: Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]),
        files: readdirSync(`/proc/${pid}/fd`).length,
    }));
}

async function signIn() {
    const page = await ask('/login');
    const cookie = page.headers['set-cookie'].map(c => c.split(';')[0]).join('; ');
    const csrf = page.text.match(/name="csrf" value="([^"]+)"/)[1];
    const [, email, password] = readFileSync(`${instance}/log/demo.log`, 'utf8').match(/analyst +(\S+) +(.+)/);
    const answer = await ask('/login', { method: 'POST', headers: form({ Cookie: cookie }), body: new URLSearchParams({ csrf, email, password }).toString() });
    assert.equal(answer.status, 303);
    return answer.headers['set-cookie'].find(c => c.startsWith('__Host-hub=')).split(';')[0];
}

test('100,000 requests leave the workers as they were', { timeout: 1200000 }, async () => {
    const cookie = await signIn();
    const load = n => execFileSync('h2load', ['-c16', '-t1', `-n${n}`, '-H', `cookie: ${cookie}`, ...PATHS.map(path => origin + path)], { stdio: 'pipe' });
    load(20000);
    const before = Object.fromEntries(['auth', 'home', 'margin', 'returns'].map(s => [s, workers(s)]));
    load(100000);
    for (const [section, then] of Object.entries(before)) {
        const now = workers(section);
        assert.deepEqual(now.map(w => w.pid), then.map(w => w.pid), `no worker of ${section} was replaced`);
        now.forEach((w, i) => {
            assert.ok(w.kb - then[i].kb <= 1024, `hub-${section} ${w.pid} grew from ${then[i].kb} kB to ${w.kb} kB`);
            assert.ok(w.files <= then[i].files, `hub-${section} ${w.pid} has ${w.files} open files, had ${then[i].files}`);
        });
    }
});
