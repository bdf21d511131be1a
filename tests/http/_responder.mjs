// _responder.mjs: a FastCGI responder in a few lines, `node _responder.mjs SOCKET`: answers with the parameters it was given, as
// JSON. Where the query says `reply=NAME` it answers one of the hostile replies below.
// SPDX-License-Identifier: Apache-2.0
import { chmodSync } from 'node:fs';
import net from 'node:net';

const REPLIES = {
    accel: 'Status: 200\r\nContent-Type: text/plain\r\nX-Accel-Redirect: /static/errors/502.html\r\n\r\nits own body',
    server: 'Status: 200\r\nContent-Type: text/plain\r\nServer: leaky/1.0\r\n\r\nbody',
};

function pairs(bytes) {
    const found = [];
    const length = at => (bytes[at] < 128 ? [bytes[at], at + 1] : [bytes.readUInt32BE(at) & 0x7fffffff, at + 4]);
    for (let at = 0; at < bytes.length;) {
        let name, value;
        [name, at] = length(at);
        [value, at] = length(at);
        found.push([bytes.toString('latin1', at, at + name), bytes.toString('latin1', at + name, at + name + value)]);
        at += name + value;
    }
    return found;
}

function record(type, body) {
    const head = Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, 0, 0]);
    return Buffer.concat([head, body]);
}

function answer(params) {
    const reply = new URLSearchParams(Object.fromEntries(params).QUERY_STRING).get('reply');
    const text = REPLIES[reply] ?? `Status: 200\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(params)}`;
    return Buffer.concat([record(6, Buffer.from(text)), record(6, Buffer.alloc(0)), record(3, Buffer.alloc(8))]);
}

net.createServer(socket => {
    let pending = Buffer.alloc(0), params = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', part => {
        pending = Buffer.concat([pending, part]);
        while (pending.length >= 8) {
            const size = pending.readUInt16BE(4), all = 8 + size + pending[6];
            if (pending.length < all)
                return;
            const type = pending[1], body = pending.subarray(8, 8 + size);
            pending = pending.subarray(all);
            if (type === 4)
                params = Buffer.concat([params, body]);
            if (type === 5 && size === 0)
                socket.end(answer(pairs(params)));
        }
    });
}).listen(process.argv[2], () => chmodSync(process.argv[2], 0o666));
