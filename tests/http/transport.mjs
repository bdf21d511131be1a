// transport.mjs: TLS, HTTP/2, names that are not ours, plain http.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import test from 'node:test';
import tls from 'node:tls';
import { ask, hostname, origin, port } from './_hub.mjs';

function handshake(options) {
    return new Promise((resolve, reject) => {
        const socket = tls.connect({ host: '127.0.0.1', port, servername: hostname, ...options }, () => {
            resolve({ protocol: socket.getProtocol(), alpn: socket.alpnProtocol });
            socket.end();
        });
        socket.on('error', reject);
    });
}

// Several requests over one HTTP/2 connection.
async function over2(...requests) {
    const session = http2.connect(origin, { createConnection: () => tls.connect({ host: '127.0.0.1', port, servername: hostname, ALPNProtocols: ['h2'] }) });
    const send = ([path, body]) => new Promise((resolve, reject) => {
        const stream = session.request(body ? { ':path': path, ':method': 'POST', 'content-length': body.length } : { ':path': path });
        let status, text = '';
        stream.on('response', headers => { status = headers[':status']; });
        stream.on('data', part => { text += part; });
        stream.on('end', () => resolve({ status, text }));
        stream.on('error', reject);
        stream.end(body);
    });
    try {
        return await Promise.all(requests.map(send));
    } finally {
        session.close();
    }
}

test('HTTP/2: pages and files over one connection', async () => {
    const [page, health] = await over2(['/login'], ['/healthz']);
    assert.equal(page.status, 200);
    assert.match(page.text, /<form/);
    assert.equal(health.status, 200);
});
test('HTTP/2: a body that is too large gets our page, too', async () => {
    const [answer] = await over2(['/login', 'x'.repeat(70000)]);
    assert.equal(answer.status, 413);
    assert.match(answer.text, /More was sent than is taken here/);
});
test('TLS 1.3 and HTTP/2 are offered', async () =>
    assert.deepEqual(await handshake({ ALPNProtocols: ['h2', 'http/1.1'] }), { protocol: 'TLSv1.3', alpn: 'h2' }));
test('TLS 1.2 is understood', async () => assert.equal((await handshake({ maxVersion: 'TLSv1.2' })).protocol, 'TLSv1.2'));
test('TLS 1.1 is not', async () => assert.rejects(handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })));
test('keys are agreed on by X25519, P-256 or P-384, by no other curve', async () => {
    for (const curve of ['X25519', 'prime256v1', 'secp384r1'])
        assert.equal((await handshake({ ecdhCurve: curve })).protocol, 'TLSv1.3', curve);
    for (const curve of ['X448', 'secp521r1'])
        await assert.rejects(handshake({ ecdhCurve: curve }), curve);
});
test('a cipher without forward secrecy is not', async () => assert.rejects(handshake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' })));

test('a name that is not ours gets nothing', async () => {
    for (const host of ['elsewhere.example', '127.0.0.1', `${hostname}.elsewhere.example`])
        await assert.rejects(ask('/login', { host }), { code: /ECONNRESET|EPROTO|HPE_/ }, host);
});
test('a request without a name gets nothing', async () => {
    const bytes = await new Promise((resolve, reject) => {
        let n = 0;
        const socket = tls.connect({ socket: net.connect(port, '127.0.0.1'), rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] },
            () => socket.write('GET /login HTTP/1.0\r\n\r\n'));
        socket.on('data', part => { n += part.length; });
        socket.on('error', reject);
        socket.on('close', () => resolve(n));
    });
    assert.equal(bytes, 0);
});
const plainly = path => new Promise((resolve, reject) =>
    http.get({ host: '127.0.0.1', port, path, headers: { Host: hostname, Authorization: 'Bearer hub_pat_x' }, agent: false }, resolve).on('error', reject));
test('plain http to the https port is sent to https', async () => {
    const answer = await plainly('/login?next=%2F');
    answer.resume();
    assert.equal(answer.statusCode, 308);
    assert.equal(answer.headers.location, `${origin}/login?next=%2F`);
});
test('a program that speaks plain http is refused, not led on', async () => {
    const answer = await plainly('/api/v1/margin/backtests');
    answer.resume();
    assert.equal(answer.statusCode, 403);
    assert.equal(answer.headers.location, undefined);
});
