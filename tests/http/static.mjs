// static.mjs: static files are served for ever, small, and only read.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ask, staticPath } from './_hub.mjs';

const sheet = await staticPath('css/bootstrap\\.css');

test('a static file may be kept for a year and is never asked for again', async () => {
    const answer = await ask(sheet);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(answer.headers['content-type'], /^text\/css; *charset=utf-8$/);
});
test('it comes compressed beforehand to those who take it', async () => {
    const plain = await ask(sheet), small = await ask(sheet, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(small.headers['content-encoding'], 'gzip');
    assert.ok(Number(small.headers['content-length']) === small.bytes.length, 'a length is known: nothing was compressed now');
    assert.ok(small.bytes.length < plain.bytes.length / 4);
    assert.deepEqual(gunzipSync(small.bytes), plain.bytes);
});
test('a script module has the type that browsers demand', async () => {
    const module = sheet.replace('css/bootstrap.css', 'js/vendor/uplot.js');
    assert.match((await ask(module)).headers['content-type'], /^(application|text)\/javascript; *charset=utf-8$/);
});
test('the dark theme follows the system without script', async () =>
    assert.match((await ask(sheet)).text, /@media \(prefers-color-scheme:dark\)\{\[data-bs-theme=auto\]\{color-scheme:dark/));
test('nothing can be written there', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
        assert.ok([403, 405].includes((await ask(sheet, { method, body: 'x' })).status), method);
});
test('a directory is not listed', async () => {
    for (const path of ['/static/', sheet.replace('bootstrap.css', ''), '/static/errors/'])
        assert.ok([403, 404].includes((await ask(path)).status), path);
});
test("nginx's own error pages cannot be asked for", async () => assert.equal((await ask('/static/errors/502.html')).status, 404));
test('robots are told to stay away', async () => assert.match((await ask('/robots.txt')).text, /^User-agent: \*\nDisallow: \/$/m));
