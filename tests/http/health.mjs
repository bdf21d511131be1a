// health.mjs: what a monitor asks.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask } from './_hub.mjs';

test('/healthz answers without asking the database', async () => assert.equal((await ask('/healthz')).status, 200));
test('/readyz says that the database and its schema are there', async () => assert.equal((await ask('/readyz')).status, 200));
test('HEAD is GET without its body', async () => {
    const [get, head] = [await ask('/login'), await ask('/login', { method: 'HEAD' })];
    assert.equal(head.status, 200);
    assert.equal(head.bytes.length, 0);
    assert.equal(head.headers['content-type'], get.headers['content-type']);
});
