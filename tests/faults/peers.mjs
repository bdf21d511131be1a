// peers.mjs: clients and neighbours that are slow, rude or gone: whoever comes next is served at once.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import test, { after } from 'node:test';
import tls from 'node:tls';
import { ask, hostname, port } from '../http/_hub.mjs';
import { Member } from '../http/_member.mjs';
import { allAre, connectSection, get, Load, longest, Service, until } from './_faults.mjs';

const cara = await Member.make('cara');
const run = await cara.run({ start_date: '2000-01-03', end_date: '2020-04-17' });
const home = new Service('hub-home'), margin = new Service('hub-margin');
const mine = { Cookie: cara.cookie };

// ---- slow clients ----

// Sends `head`, then a byte of `tail` now and then, for ever.
function dribble(head, tail) {
    const client = { there: false, closed: false, end: () => { clearInterval(timer); socket.destroy(); } };
    let timer;
    const socket = tls.connect({ socket: net.connect(port, '127.0.0.1'), servername: hostname, ALPNProtocols: ['http/1.1'] }, () => {
        client.there = true;
        socket.write(head);
        timer = setInterval(() => socket.writable && socket.write(tail), 500);
    });
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => { client.closed = true; clearInterval(timer); });
    return client;
}

const headers = Array.from({ length: 25 }, (_, i) => dribble(`GET / HTTP/1.1\r\nHost: ${hostname}\r\nX-${i}: `, 'a'));
const bodies = Array.from({ length: 25 }, () => dribble(`POST /login HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na=`, 'b'));
after(() => [...headers, ...bodies].forEach(client => client.end()));

test('fifty slow clients hold up nobody else', async t => {
    await until('they are there', () => [...headers, ...bodies].every(client => client.there));
    const load = new Load(2, get('/', mine)), forms = new Load(1, get('/login'));
    const seen = [await load.end(100), await forms.end(50)];
    allAre(seen[0], 200);
    allAre(seen[1], 200);
    t.diagnostic(`the longest took ${longest(seen.flat())} ms`);
    assert.ok(bodies.every(client => !client.closed), 'those who send a form were there all the time');
});

// ---- clients that leave ----

test('clients that leave in the middle of an answer leave nothing behind', async () => {
    const before = await margin.whole(), files = pid => readdirSync(`/proc/${pid}/fd`).length;
    const open = before.map(files), leaving = 30, first = 2; // a process opens its connection to the database when it is first asked
    const leave = () => new Promise(resolve => {
        const request = https.get({ host: '127.0.0.1', port, servername: hostname, path: `${run}/result.json`, agent: false, headers: { Host: hostname, ...mine } },
            response => response.once('data', () => request.destroy()));
        request.on('close', resolve).on('error', () => {});
    });
    for (let i = 0; i < leaving / 3; i++)
        await Promise.all([leave(), leave(), leave()]);
    for (let i = 0; i < 8; i++)
        assert.equal((await ask('/margin/saved', { headers: mine })).status, 200);
    assert.deepEqual(await margin.whole(), before);
    assert.ok(leaving / before.length > first, 'so many that one file of each would show');
    await until('no files of theirs are open', () => before.map(files).every((n, i) => n <= open[i] + first));
});

// ---- neighbours at the socket itself ----

const record = (type, body, { version = 1, id = 1, length = body.length } = {}) =>
    Buffer.concat([Buffer.from([version, type, id >> 8, id & 255, length >> 8, length & 255, 0, 0]), body]);
const none = Buffer.alloc(0);
const begin = (role = 1) => record(1, Buffer.from([0, role, 0, 0, 0, 0, 0, 0]));
const pair = (name, value) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value, 'latin1')]);
const long = (name, value) => { const b = Buffer.alloc(8); b.writeUInt32BE((name | 0x80000000) >>> 0); b.writeUInt32BE((value | 0x80000000) >>> 0, 4); return b; };
const plain = [pair('REQUEST_METHOD', 'GET'), pair('DOCUMENT_URI', '/healthz')], whole = [...plain, pair('APP_END', '1')];
const posting = length => [pair('REQUEST_METHOD', 'POST'), pair('DOCUMENT_URI', '/account/theme'), pair('CONTENT_TYPE', 'application/x-www-form-urlencoded'),
    pair('CONTENT_LENGTH', length), pair('APP_END', '1')];
const params = pairs => Buffer.concat([record(4, Buffer.concat(pairs)), record(4, none)]);
const request = pairs => Buffer.concat([begin(), params(pairs), record(5, none)]);
const noise = Buffer.from(Array.from({ length: 65536 }, (_, i) => (i * 2654435761 >>> 13) & 255));

// What the section's worker says to these bytes until it closes, or until we do after `patience`, if there is one.
function say(bytes, patience) {
    return new Promise(resolve => {
        const socket = connectSection('home'), parts = [];
        const timer = patience && setTimeout(() => socket.destroy(), patience);
        socket.on('connect', () => socket.write(bytes));
        socket.on('data', part => parts.push(part));
        socket.on('close', () => { clearTimeout(timer); resolve(Buffer.concat(parts).toString('latin1')); });
    });
}

async function othersAreServed() {
    for (const answer of await Promise.all(Array.from({ length: 4 }, () => ask('/', { headers: mine }))))
        assert.equal(answer.status, 200);
}

test('a whole request is answered', async () => assert.match(await say(request(whole)), /Status: 200 OK\r\n/));

// Refused with a reply.
for (const [name, bytes, status] of [
    ['parameters without their end mark', request(plain), 400],
    ['parameters cut short by an abort', Buffer.concat([begin(), record(4, Buffer.concat(plain)), record(2, none)]), 400],
    ['parameters cut short by another kind of record', Buffer.concat([begin(), record(4, Buffer.concat(plain)), record(5, none)]), 400],
    ['the end mark in a parameter\'s value', request([...plain, pair('X', 'APP_END=1')]), 400],
    ['a body shorter than its length', Buffer.concat([begin(), params(posting('100')), record(5, Buffer.from('theme=dark')), record(5, none)]), 400],
    ['a length that is negative', request(posting('-1')), 400],
    ['a length that is no number', request(posting('0x10')), 400],
    ['a length beyond all numbers', request(posting('99999999999999999999')), 400],
    ['a length that is too large', request(posting('70000')), 413],
    ['a path with a NUL', request([pair('REQUEST_METHOD', 'GET'), pair('DOCUMENT_URI', '/he\0lthz'), pair('APP_END', '1')]), 404],
    ['a path that climbs', request([pair('REQUEST_METHOD', 'GET'), pair('DOCUMENT_URI', '/../healthz'), pair('APP_END', '1')]), 400],
    ['a header in a parameter', request([...whole.slice(0, 1), pair('DOCUMENT_URI', '/a\r\nX-Accel-Redirect: /static/errors/502.html\r\n\r\n'), pair('APP_END', '1')]), 400],
])
    test(`${name}: ${status}, and others are served`, async () => {
        const answer = await say(bytes);
        assert.match(answer, new RegExp(`Status: ${status} `));
        assert.doesNotMatch(answer, /\r\nX-Accel/i);
        await othersAreServed();
    });

// Not answered, or not by this protocol; some of them end the worker (libfcgi asserts), which then is replaced.
for (const [name, bytes] of [
    ['noise', noise],
    ['one byte', Buffer.from([1])],
    ['a wrong version', Buffer.concat([record(1, Buffer.alloc(8), { version: 9 }), params(whole)])],
    ['the request number 0', Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]), { id: 0 }), params(whole)])],
    ['a role that nobody plays', Buffer.concat([begin(77), params(whole)])],
    ['two beginnings', Buffer.concat([begin(), begin(), params(plain), record(5, none)])],
    ['a record longer than what comes', Buffer.concat([begin(), record(4, none, { length: 60000 })])],
    ['a name of 2 GB', Buffer.concat([begin(), record(4, long(0x7ffffff0, 1))])],
    ['a name and a value that overflow together', Buffer.concat([begin(), record(4, long(0x40000000, 0x40000000))])],
    ['the longest name and value', Buffer.concat([begin(), record(4, long(0x7fffffff, 0x7fffffff))])],
    ['a name longer than its record', Buffer.concat([begin(), params([Buffer.from([200, 200, 65])])])],
    ['ten thousand parameters', Buffer.concat([begin(), ...Array.from({ length: 10 }, () => record(4, Buffer.concat(Array.from({ length: 1000 }, () => pair('A', 'b'))))), record(4, none), record(5, none)])],
    ['questions about the server, one too many', record(9, Buffer.concat(Array.from({ length: 8 }, () => pair('FCGI_MPXS_CONNS', ''))), { id: 0 })],
    ['a thousand records of no known kind', Buffer.concat(Array.from({ length: 1000 }, () => record(99, Buffer.alloc(8), { id: 0 })))],
])
    test(`${name}: others are served`, async () => {
        const parent = home.pid, answer = say(bytes, 300);
        await othersAreServed();
        assert.doesNotMatch(await answer, /Status: 200/);
        await othersAreServed();
        assert.ok(home.runs() && home.pid === parent, 'the parent lives');
    });

test('silence and half a beginning are ended by the worker, and others are served meanwhile', async t => {
    let ended = 0;
    for (const bytes of [none, begin()])
        say(bytes).then(() => { ended++; });
    await othersAreServed();
    t.diagnostic(`ended after ${await until('they are ended', () => ended === 2)} ms`);
});

test('who does not finish his headers is shown out', () => until('they are gone', () => headers.every(client => client.closed)));

test('all workers are back', () => home.whole());
