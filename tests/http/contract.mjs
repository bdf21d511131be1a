// contract.mjs: what docs/openapi.json says of the addresses for programs holds through nginx: its examples run as they stand, and whatever is
// refused, by nginx or by a worker, is a problem document whose errors name a field.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ask, form } from './_hub.mjs';
import { Member } from './_member.mjs';

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
const ada = await Member.make('contract-ada');
const send = (path, body, type = 'application/json') => ask(path, { method: 'POST', body,
    headers: { ...form({ Cookie: ada.cookie, 'X-CSRF-Token': ada.token }), 'Content-Type': type } });
const posts = Object.entries(paths).filter(([path, { post }]) => post?.requestBody?.content['application/json'] && !path.includes('{'))
    .map(([path, { post }]) => [path, post]);

function isProblem(answer, status, field, path) {
    assert.equal(answer.status, status, `${path}: ${answer.text}`);
    assert.equal(answer.headers['content-type'], 'application/problem+json', path);
    const { status: told, title, detail, errors } = JSON.parse(answer.text);
    assert.deepEqual([told, typeof title, typeof detail, errors.map(e => e.field)], [status, 'string', 'string', field ? [field] : []], path);
}

test('every example runs as it stands', async () => {
    assert.ok(posts.length >= 5);
    for (const [path, post] of posts) {
        const answer = await send(path, JSON.stringify(post.requestBody.content['application/json'].example));
        assert.ok(answer.status < 300 && String(answer.status) in post.responses, `${path}: ${answer.status} ${answer.text}`);
    }
});

test('what is refused before it is read is a problem document that is described', async () => {
    for (const [path, post] of posts) {
        isProblem(await send(path, '{'), 422, 'body', path);
        isProblem(await send(path, '{}', 'text/plain'), 415, null, path);
        isProblem(await send(path, JSON.stringify({ ticker: 'x'.repeat(70000) })), 413, null, path);
        for (const status of ['400', '413', '415', '422'])
            assert.ok(status in post.responses, `${path} ${status}`);
    }
});

test('a file that is refused has errors with a field, too', async () => {
    for (const [text, status] of [['date,close\n', 422], ['', 422], ['\x89PNG\r\n\x1a\n', 415]])
        isProblem(await send('/api/v1/returns/series', text, 'text/csv'), status, 'file', JSON.stringify(text));
});

test('rows that cannot be added are refused in the same form, and so is another word for how', async () => {
    const rows = last => `date,close\n2024-01-02,1\n2024-01-03,2\n2024-01-04,${last}\n`;
    const [{ id }] = JSON.parse((await send('/api/v1/returns/series?name=rows', rows(3), 'text/csv')).text).series;
    isProblem(await send(`/api/v1/returns/series/${id}/rows`, rows(4), 'text/csv'), 409, 'file', 'rows');
    isProblem(await send(`/api/v1/returns/series/${id}/rows?how=nonsense`, rows(4), 'text/csv'), 422, 'how', 'how');
    assert.equal((await send(`/api/v1/returns/series/${id}/rows?how=replace`, rows(4), 'text/csv')).status, 200);
});
