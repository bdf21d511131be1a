// guard.mjs: whoever is not signed in gets nowhere: each guarded route of each worker's own table, and cookies that are no session.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, aSessionThatIsNone, form, origin, routes, sections } from './_hub.mjs';

const fill = path => path.replace(/:[a-z_]+/g, '11111111-2222-4333-8444-555555555555');

for (const route of sections.flatMap(routes).filter(r => r.who !== 'anyone')) {
    const path = fill(route.path), api = path.startsWith('/api/');
    const posting = ['POST', 'PATCH'].includes(route.method);
    const outcome = api ? '401' : posting ? 'told so, nothing stored' : 'to the sign-in page';
    test(`${route.method} ${route.path} without a session: ${outcome}`, async () => {
        const headers = !posting ? {} : api ? { 'Content-Type': 'application/json' } : form();
        const answer = await ask(path, { method: route.method, headers, body: posting ? (api ? '{}' : 'a=b') : undefined });
        if (api) {
            assert.equal(answer.status, 401);
            assert.match(answer.headers['content-type'], /^application\/problem\+json/);
        } else if (posting) {
            assert.equal(answer.status, 403);
            assert.match(answer.text, /not signed in any more/);
        } else {
            assert.equal(answer.status, 303);
            assert.match(answer.headers.location, /^\/login(\?|$)/);
        }
        assert.doesNotMatch(answer.text, /hub-figure|<table/);
    });
}

test('there are guarded routes in every section but auth', () => {
    for (const section of sections.filter(s => s !== 'auth'))
        assert.ok(routes(section).some(r => r.who !== 'anyone'), section);
});

test('a cookie that is no session is taken away, and none is given', async () => {
    const answer = await ask('/', { headers: { Cookie: aSessionThatIsNone } });
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location, /^\/login/);
    const set = (answer.headers['set-cookie'] ?? []).filter(c => c.startsWith('__Host-hub='));
    assert.equal(set.length, 1);
    assert.match(set[0], /^__Host-hub=;.*(Max-Age=0|expires=Thu, 01 Jan 1970)/i);
});
test('a session that is none is answered as none by the API', async () =>
    assert.equal((await ask('/api/v1/margin/backtests', { method: 'POST', headers: { Cookie: aSessionThatIsNone, 'Content-Type': 'application/json', Origin: origin, 'Sec-Fetch-Site': 'same-origin' }, body: '{}' })).status, 401));
for (const cookie of ['__Host-hub=', '__Host-hub=abc', `__Host-hub=${'z'.repeat(64)}`, `__Host-hub=${'a'.repeat(4000)}`, 'a=b; ; =; x', '__Host-hub="\'--'])
    test(`a damaged cookie is as good as none: ${cookie.slice(0, 24)}`, async () =>
        assert.equal((await ask('/', { headers: { Cookie: cookie } })).status, 303));
test('a sign-in address leads only back to this site', async () => {
    for (const next of ['//elsewhere.example/', 'https://elsewhere.example/', '/\\elsewhere.example', '/%09/elsewhere.example'])
        assert.doesNotMatch((await ask(`/login?next=${encodeURIComponent(next)}`)).text, /(href|action|value)="(https?:)?[/\\]{2}elsewhere/);
});
