// params.mjs: what a worker is told about a request, seen by a responder in a worker's place behind a second nginx with the
// same configuration: only what app.params lists, nothing that a client could pose with.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hostname } from './_hub.mjs';

const instance = process.env.HUB_INSTANCE;
const dir = mkdtempSync(join(tmpdir(), 'hub-params-'));
const children = [];
let port;

// One that is free, below those that the system gives to connections.
const freePort = (from = 20000 + process.pid % 10000) => new Promise(resolve => {
    const probe = net.createServer().on('error', () => resolve(freePort(from + 1)));
    probe.listen(from, '127.0.0.1', () => probe.close(() => resolve(from)));
});

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

before(async () => {
    port = await freePort();
    chmodSync(dir, 0o755);
    for (const sub of ['nginx', 'nginx/tmp', 'log', 'sockets'])
        mkdirSync(join(dir, sub), { mode: 0o777 });
    cpSync(join(instance, 'nginx/hub'), join(dir, 'nginx/hub'), { recursive: true });
    for (const file of ['nginx.conf', 'hub.conf'])
        writeFileSync(join(dir, 'nginx', file), readFileSync(join(instance, 'nginx', file), 'utf8')
            .replaceAll(process.env.HUB_SOCKETS, join(dir, 'sockets'))
            .replace(/^( *listen +)127\.0\.0\.1:\d+/gm, `$1127.0.0.1:${port}`).replace(/^ *listen \[::1\].*\n/gm, '')
            .replaceAll(`${instance}/log`, join(dir, 'log')).replaceAll(`${instance}/nginx`, join(dir, 'nginx')));
    for (const section of process.env.HUB_SECTIONS.split(' '))
        children.push(spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), '_responder.mjs'), join(dir, `sockets/${section}.sock`)]));
    children.push(spawn('nginx', ['-e', join(dir, 'log/nginx.log'), '-c', join(dir, 'nginx/nginx.conf')]));
    for (let i = 0; i < 12000; i++) {
        const statuses = await Promise.all(['/login', '/', '/margin'].map(path => ask(path).then(a => a.status, () => 0)));
        if (statuses.every(status => status === 200))
            return;
        await sleep(50);
    }
    throw new Error('the second nginx did not start: ' + (existsSync(join(dir, 'log/nginx.log')) ? readFileSync(join(dir, 'log/nginx.log')) : ''));
});
after(async () => {
    await Promise.all(children.map(child => new Promise(ended => {
        child.on('exit', ended);
        if (!child.kill('SIGTERM')) // it has ended already
            ended();
    })));
    rmSync(dir, { recursive: true, force: true });
});

function ask(path, headers = {}, method = 'GET') {
    return new Promise((resolve, reject) => {
        const request = https.request({ host: '127.0.0.1', port, servername: hostname, path, method, agent: false, headers: { Host: hostname, ...headers } }, response => {
            let text = '';
            response.on('data', part => { text += part; });
            response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
        });
        request.on('error', reject);
        request.end();
    });
}
const params = async (...args) => Object.fromEntries(JSON.parse((await ask(...args)).text));

const KNOWN = ['APP_END', 'CONTENT_LENGTH', 'CONTENT_TYPE', 'DOCUMENT_URI', 'HTTP_ACCEPT', 'HTTP_ACCEPT_ENCODING', 'HTTP_AUTHORIZATION',
    'HTTP_COOKIE', 'HTTP_HOST', 'HTTP_IF_NONE_MATCH', 'HTTP_ORIGIN', 'HTTP_REFERER', 'HTTP_SEC_FETCH_SITE',
    'HTTP_USER_AGENT', 'HTTP_X_CSRF_TOKEN', 'QUERY_STRING', 'REMOTE_ADDR', 'REQUEST_ID', 'REQUEST_METHOD', 'REQUEST_SCHEME'];

const HOSTILE = { Proxy: 'http://elsewhere.example:8080', 'APP-UID': '1', 'App-End': '1', 'Remote-User': 'admin', 'X-Remote-User': 'admin',
    'X-Forwarded-User': 'admin', 'X-Forwarded-For': '10.0.0.1', 'X-Real-IP': '10.0.0.1', 'X-Forwarded-Host': 'elsewhere.example',
    'X-Original-URL': '/admin', 'Content-Type': 'text/plain', 'HUB-SID': 'a' };

for (const path of ['/login', '/', '/account', '/margin/backtests', '/api/v1/margin/backtests', '/reset/abc'])
    test(`${path}: exactly the listed parameters, whatever the client adds`, async () => {
        const list = JSON.parse((await ask(path, HOSTILE)).text).map(([name]) => name);
        assert.deepEqual([...list].sort(), KNOWN);
        assert.equal(list.at(-1), 'APP_END', 'the sentinel is last');
    });

test('httpoxy: a Proxy header becomes nothing', async () => assert.equal((await params('/', HOSTILE)).HTTP_PROXY, undefined));
test('the address is the connection\'s, not what a header says', async () => assert.equal((await params('/', HOSTILE)).REMOTE_ADDR, '127.0.0.1'));
test('the host is ours, without port', async () => assert.equal((await params('/', { Host: `${hostname}:${port}` })).HTTP_HOST, hostname));
test('path, query, scheme and method are as sent', async () => {
    const p = await params('/margin/a%20b?x=1&y=%C3%A9', {}, 'DELETE');
    assert.equal(p.DOCUMENT_URI, '/margin/a b');
    assert.equal(p.QUERY_STRING, 'x=1&y=%C3%A9');
    assert.equal(p.REQUEST_SCHEME, 'https');
    assert.equal(p.REQUEST_METHOD, 'DELETE');
});
test('each request has an id of its own', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => (await params('/')).REQUEST_ID));
    assert.equal(new Set(ids).size, 3);
    assert.ok(ids.every(id => /^[0-9a-f]{32}$/.test(id)));
});
test("a worker's X-Accel-Redirect is not obeyed and not shown", async () => {
    const answer = await ask('/?reply=accel');
    assert.equal(answer.text, 'its own body');
    assert.equal(answer.headers['x-accel-redirect'], undefined);
});
test('a section whose worker is gone is told kindly, to programs as a problem document', async () => {
    rmSync(join(dir, 'sockets/margin.sock'));
    const page = await ask('/margin'), api = await ask('/api/v1/margin/backtests');
    assert.equal(page.status, 502);
    assert.match(page.headers['content-type'], /^text\/html/);
    assert.match(page.text, /restarting/);
    assert.equal(page.headers['retry-after'], '5');
    assert.match(page.headers['content-security-policy'], /default-src 'none'/);
    assert.match(api.headers['content-type'], /^application\/problem\+json/);
    assert.equal(JSON.parse(api.text).status, 502);
    assert.equal((await ask('/')).status, 200, 'other sections work on');
});
test('the same parameters come over HTTP/2', async () => {
    const session = http2.connect(`https://${hostname}:${port}`, { lookup: (name, options, done) => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4) });
    const text = await new Promise((resolve, reject) => {
        const stream = session.request({ ':path': '/account', proxy: 'http://elsewhere.example', 'app-uid': '1' });
        let all = '';
        stream.on('data', part => { all += part; });
        stream.on('end', () => resolve(all));
        stream.on('error', reject);
        stream.end();
    });
    session.close();
    const p = Object.fromEntries(JSON.parse(text));
    assert.deepEqual(Object.keys(p).sort(), KNOWN);
});
