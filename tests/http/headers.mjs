// headers.mjs: every kind of answer carries the security headers, each exactly once, whoever made it.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, aSessionThatIsNone, form, staticPath } from './_hub.mjs';

const EXPECTED = {
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const answers = [
    ['the sign-in page', 200, () => ask('/login')],
    ['a page that asks for sign-in', 303, () => ask('/')],
    ['a page of a section that asks for sign-in', 303, () => ask('/margin')],
    ['an API answer without session', 401, () => ask('/api/v1/margin/backtests', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })],
    ['an address that is nobody\'s', 404, () => ask('/no-such-page')],
    ['a style sheet', 200, async () => ask(await staticPath('css/[a-z]+\\.css'))],
    ['a static file that is not there', 404, () => ask('/static/000000000000/css/none.css')],
    ['a body that is too large', 413, () => ask('/login', { method: 'POST', headers: form(), body: 'x'.repeat(70000) })],
    ['a method that a page does not have', 405, () => ask('/login', { method: 'PUT', headers: form(), body: '' })],
    ['a health check', 200, () => ask('/healthz')],
    ['robots.txt', 200, () => ask('/robots.txt')],
    ['a stale cookie', 303, () => ask('/', { headers: { Cookie: aSessionThatIsNone } })],
    ['an over-long address', 414, () => ask('/' + 'a'.repeat(9000))],
    ['an over-long cookie', 400, () => ask('/', { headers: { Cookie: 'a='.padEnd(9000, 'b') } })],
];

for (const [name, status, get] of answers)
    test(`${name} (${status}) carries every security header once`, async () => {
        const answer = await get();
        assert.equal(answer.status, status);
        for (const [header, value] of Object.entries(EXPECTED)) {
            assert.equal(answer.headers[header], value);
            assert.equal(answer.raw.filter((h, i) => i % 2 === 0 && h.toLowerCase() === header).length, 1, `${header} more than once`);
        }
        assert.match(answer.headers['referrer-policy'], /^(strict-origin-when-cross-origin|no-referrer)$/);
        assert.equal(answer.headers.server, 'nginx', 'the version is not told');
    });

test('a page with a one-time token tells nobody where it was', async () => {
    assert.equal((await ask(`/reset/${'a'.repeat(64)}`)).headers['referrer-policy'], 'no-referrer');
});

test('what is for one person is stored by nobody', async () => {
    for (const path of ['/', '/login', '/margin'])
        assert.match((await ask(path)).headers['cache-control'] ?? '', /no-store/, path);
});
