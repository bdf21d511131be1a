// injection.mjs: what a client sends never becomes a header of an answer, nor an order to nginx, wherever it is reflected.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, form } from './_hub.mjs';
import { Member } from './_member.mjs';

const PAYLOADS = [
    '/a\r\nX-Injected: 1',
    '/a\nX-Injected: 1',
    '/a\rX-Injected: 1',
    '/a\r\n\r\n<h1>X-Injected</h1>',
    '/a\r\nX-Accel-Redirect: /static/errors/502.html',
    '/a\nX-Accel-Redirect: /static/errors/502.html',
    '/a\r\nX-Accel-Buffering: no\r\nX-Accel-Limit-Rate: 1',
    '/a\r\nSet-Cookie: __Host-hub=injected',
    '/a\u2028X-Injected: 1',
    '/a\u560d\u560aX-Injected: 1', // ends in the bytes of CR and LF where only the last byte is looked at
    '/a\x0b\x0cX-Injected: 1',
    '/a\x7f\tX-Injected: 1',
];
const dora = await Member.make('dora');
const run = await dora.run();
const mine = { Cookie: dora.cookie };
const send = (path, fields) => dora.post(path, fields);

function isClean(answer, statuses) {
    assert.ok(statuses.includes(answer.status), String(answer.status));
    const names = answer.raw.filter((_, i) => i % 2 === 0).map(name => name.toLowerCase());
    assert.deepEqual(names.filter(name => /^x-(injected|accel)/.test(name)), []);
    for (const cookie of answer.headers['set-cookie'] ?? [])
        assert.doesNotMatch(cookie, /^__Host-hub=injected/);
    if (answer.headers.location)
        assert.match(answer.headers.location, /^\/(?![/\\])[\x21-\x7e]*$/);
    assert.doesNotMatch(answer.text, /is restarting/, 'the page that only nginx may show');
}

for (const payload of PAYLOADS) {
    const shown = JSON.stringify(payload), encoded = encodeURIComponent(payload);
    test(`${shown} as an address`, async () => isClean(await ask(`/${encoded}`), [303, 400, 404]));
    test(`${shown} as the page to go to after sign-in`, async () => {
        isClean(await ask(`/login?next=${encoded}`), [200]);
        isClean(await ask(`/login?next=${encoded}`, { headers: mine }), [303]);
        isClean(await ask(`/?next=${encoded}`), [303]);
    });
    test(`${shown} in a header`, async () => {
        const bytes = payload.replace(/[^\x20-\x7e]/g, character => encodeURIComponent(character));
        isClean(await ask('/login', { headers: { Referer: bytes, Origin: bytes, 'User-Agent': bytes, Cookie: `__Host-flash=info|${bytes}|` } }), [200]);
    });
    test(`${shown} as a name and a request's fields`, async () => {
        isClean(await dora.save(run, payload), [303, 422]);
        isClean(await send('/margin/backtests', { ticker: payload, start_date: payload, mode: payload }), [422]);
        isClean(await ask('/margin/saved', { method: 'POST', headers: form(mine), body: `csrf=${encoded}&session=${encoded}` }), [403]);
    });
}
