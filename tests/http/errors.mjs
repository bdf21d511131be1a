// errors.mjs: wrong requests are answered with the right status, by a kind page for people and a problem document for programs.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import tls from 'node:tls';
import { ask, form, hostname, port } from './_hub.mjs';

function isPage(answer, status) {
    assert.equal(answer.status, status);
    assert.match(answer.headers['content-type'], /^text\/html; *charset=utf-8$/i);
    assert.match(answer.text, /<h1/);
}

function isProblem(answer, status) {
    assert.equal(answer.status, status);
    assert.match(answer.headers['content-type'], /^application\/problem\+json/);
    const problem = JSON.parse(answer.text);
    assert.equal(problem.status, status);
    assert.ok(problem.title.length > 3);
}

const json = { 'Content-Type': 'application/json' };

test('404: an unknown page', async () => isPage(await ask('/no/such/page'), 404));
test('404: an unknown page of a section', async () => isPage(await ask('/margin/no-such-page'), 404));
test('404: an unknown thing of the API is a problem document', async () => isProblem(await ask('/api/v1/no-such-thing'), 404));
test('405: a method that a page does not have names those it has', async () => {
    const answer = await ask('/login', { method: 'DELETE' });
    isPage(answer, 405);
    assert.deepEqual(answer.headers.allow.split(/, */).sort(), ['GET', 'HEAD', 'POST']);
});
test('405: the API says it as a problem document', async () => {
    const answer = await ask('/api/v1/margin/backtests', { method: 'DELETE' });
    isProblem(answer, 405);
    assert.match(answer.headers.allow, /POST/);
});
const HOW_MUCH = /at most 10 MB where a file is uploaded or pasted, 64 KB with any other form\b.* split the file, and send it again/;
test('413: a form that is too large is told how much is taken, and what to do', async () => {
    const answer = await ask('/login', { method: 'POST', headers: form(), body: 'a='.padEnd(70000, 'x') });
    isPage(answer, 413);
    assert.match(answer.text, HOW_MUCH);
});
test('413: a JSON body that is too large is told it, too', async () => {
    const answer = await ask('/api/v1/margin/backtests', { method: 'POST', headers: json, body: ' '.repeat(70000) });
    isProblem(answer, 413);
    assert.match(JSON.parse(answer.text).detail, HOW_MUCH);
});
test('413: and a file', async () => {
    const answer = await ask('/returns/series/new', { method: 'POST', headers: form(), body: 'a='.padEnd(12 << 20, 'x') });
    isPage(answer, 413);
    assert.match(answer.text, HOW_MUCH);
});
test('415: a form that is not a form', async () =>
    isPage(await ask('/login', { method: 'POST', headers: form({ 'Content-Type': 'text/plain' }), body: 'a=b' }), 415));
test('400: a NUL in the address', async () => isPage(await ask('/login%00'), 400));
test('400: invalid UTF-8 in a parameter', async () => isPage(await ask('/login?next=%ff%fe'), 400));
test('400: a parameter twice', async () => isPage(await ask('/login?next=/a&next=/b'), 400));
test('414: an address that is too long', async () => isPage(await ask('/login?next=' + 'a'.repeat(9000)), 414));
test('a path cannot climb out', async () => {
    const answer = await ask('/static/%2e%2e/%2e%2e/hub.conf');
    assert.ok([400, 404].includes(answer.status), String(answer.status));
});
test('a POST from another site is refused', async () => {
    const headers = form({ Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' });
    isPage(await ask('/login', { method: 'POST', headers, body: 'email=a%40b.c&password=x' }), 403);
});
test('a POST that does not say where it comes from is refused', async () =>
    isPage(await ask('/login', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'email=a' }), 403));

// What no HTTP library would send.
const raw = bytes => new Promise((resolve, reject) => {
    let text = '';
    const socket = tls.connect({ socket: net.connect(port, '127.0.0.1'), servername: hostname, ALPNProtocols: ['http/1.1'] }, () => socket.write(bytes));
    socket.setTimeout(180000, () => socket.destroy(new Error('no answer')));
    socket.on('data', part => { text += part; });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
});
test('two Host lines are refused', async () =>
    assert.match(await raw(`GET / HTTP/1.1\r\nHost: ${hostname}\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 400 /));
test('two lengths of one body are refused', async () =>
    assert.match(await raw(`POST /login HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 3\r\nContent-Length: 5\r\nConnection: close\r\n\r\na=b`), /^HTTP\/1\.1 400 /));
test('a body with both a length and chunks is refused', async () =>
    assert.match(await raw(`POST /login HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`), /^HTTP\/1\.1 400 /));
test('what is not HTTP is refused', async () => assert.match(await raw('\x16\x03\x01 nonsense\r\n\r\n'), /400 Bad Request|^$/));
