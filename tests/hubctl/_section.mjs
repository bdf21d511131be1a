// _section.mjs: a section's program on a database of one's own, asked over FastCGI as nginx would: for what hubctl made.
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const record = (type, body) => Buffer.concat([Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, 0, 0]), body]);
const length = n => (n < 128 ? Buffer.from([n]) : Buffer.from([0x80 | (n >> 24), n >> 16, n >> 8, n]));
const pair = ([name, value]) => Buffer.concat([length(Buffer.byteLength(name)), length(Buffer.byteLength(value)), Buffer.from(name + value)]);

// The file of a socket is there a moment before anybody listens.
const listens = path => new Promise(answer => {
    const socket = net.connect(path, () => { socket.destroy(); answer(true); }).on('error', () => answer(false));
});

function parse(text) {
    const [head, ...body] = text.split('\r\n\r\n');
    const headers = head.split('\r\n').map(line => line.match(/^([^:]+): ?(.*)$/).slice(1));
    return { status: Number(headers.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200), text: body.join('\r\n\r\n'),
        cookies: headers.filter(([name]) => /^set-cookie$/i.test(name)).map(([, value]) => value.split(';')[0]) };
}

export class Section {
    // config: of hub.conf
    static async start(name, directory, config) {
        const section = new Section();
        section.socket = join(directory, `${name}.sock`);
        section.process = spawn(`${process.env.HUB_LIBEXEC}/hub-${name}`, ['--config', config, '--socket', section.socket], { stdio: ['ignore', 'ignore', 'inherit'] });
        section.process.unref(); // a test that fails does not wait for it
        process.once('exit', () => section.process.kill('SIGTERM'));
        for (let tries = 0; !await listens(section.socket) && tries < 3600; tries++)
            await sleep(50);
        return section;
    }

    ask(path, { method = 'GET', cookie = '', body = '' } = {}) {
        const params = { REQUEST_METHOD: method, DOCUMENT_URI: path, QUERY_STRING: '', REQUEST_SCHEME: 'https', REMOTE_ADDR: '192.0.2.1', HTTP_HOST: 'hub.test',
            HTTP_COOKIE: cookie, HTTP_ORIGIN: 'https://hub.test', HTTP_SEC_FETCH_SITE: 'same-origin', HTTP_USER_AGENT: 'test', REQUEST_ID: '0'.repeat(32),
            CONTENT_TYPE: body && 'application/x-www-form-urlencoded', CONTENT_LENGTH: body && String(body.length), APP_END: '1' };
        return new Promise((resolve, reject) => {
            const socket = net.connect(this.socket);
            let out = Buffer.alloc(0), text = '';
            socket.setTimeout(180000, () => socket.destroy(new Error(`no answer to ${path}`)));
            socket.on('error', reject);
            socket.on('data', part => {
                out = Buffer.concat([out, part]);
                for (let size; out.length >= 8 && out.length >= (size = 8 + out.readUInt16BE(4) + out[6]); out = out.subarray(size)) {
                    if (out[1] === 6)
                        text += out.toString('utf8', 8, 8 + out.readUInt16BE(4));
                    if (out[1] === 3) {
                        socket.destroy();
                        resolve(parse(text));
                    }
                }
            });
            socket.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
                record(4, Buffer.concat(Object.entries(params).map(pair))), record(4, Buffer.alloc(0)),
                ...(body ? [record(5, Buffer.from(body))] : []), record(5, Buffer.alloc(0))]));
        });
    }

    // The form on the page of `path`, filled in and sent to `to`.
    async send(path, fields, cookie = '', to = path) {
        const page = await this.ask(path, { cookie });
        const csrf = page.text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];
        return this.ask(to, { method: 'POST', cookie: [cookie, ...page.cookies].filter(Boolean).join('; '), body: new URLSearchParams({ csrf, ...fields }).toString() });
    }

    async stop() {
        this.process.ref();
        const ended = new Promise(resolve => this.process.once('exit', resolve));
        this.process.kill('SIGTERM');
        await ended;
    }
}
