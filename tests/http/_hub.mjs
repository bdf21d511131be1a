// _hub.mjs: a client for the tests of what comes out of nginx: one connection per request, certificate checked, nothing followed.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import https from 'node:https';

export const origin = process.env.HUB_URL;
export const { hostname, port } = new URL(origin);
export const sections = process.env.HUB_SECTIONS.split(' ');

export function ask(path, { method = 'GET', headers = {}, body, host = hostname, agent = false } = {}) {
    return new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, servername: hostname, path, method, agent, headers: { Host: host, ...headers } };
        if (body !== undefined && !('Content-Length' in headers))
            options.headers['Content-Length'] = Buffer.byteLength(body);
        const request = https.request(options, response => {
            const parts = [];
            response.on('data', part => parts.push(part));
            response.on('error', reject);
            response.on('end', () => {
                const answer = {
                    status: response.statusCode,
                    headers: response.headers,
                    raw: response.rawHeaders,
                    bytes: Buffer.concat(parts),
                    text: Buffer.concat(parts).toString(),
                };
                const faults = faultsOf(answer);
                if (faults.length)
                    reject(new Error(`${method} ${path}: ${faults.join('; ')}`));
                else
                    resolve(answer);
            });
        });
        request.on('error', reject);
        request.setTimeout(180000, () => request.destroy(new Error(`no answer to ${method} ${path}`)));
        request.end(body);
    });
}

// What no answer may have, whatever is asked: every answer of the suite is looked at. How the headers read: headers.mjs.
const pinned = /^__Host-(hub|half|device|pre|flash)=[^;]*; Path=\/; Secure; HttpOnly; SameSite=(Lax|Strict)(; Max-Age=\d+)?$/;
const everywhere = { 'x-content-type-options': /^nosniff$/, 'content-security-policy': /default-src 'none'.*frame-ancestors 'none'.*base-uri 'none'/,
    'strict-transport-security': /max-age=\d{8}/, 'cross-origin-opener-policy': /^same-origin$/, 'cross-origin-resource-policy': /^same-origin$/,
    'referrer-policy': /^(strict-origin-when-cross-origin|no-referrer)$/ };
export function faultsOf({ headers, text }) {
    const faults = (headers['set-cookie'] ?? []).filter(cookie => !pinned.test(cookie) || cookie.length > 4096).map(cookie => `the cookie ${cookie.slice(0, 200)}`);
    for (const [name, form] of Object.entries(everywhere))
        if (!form.test(headers[name] ?? ''))
            faults.push(`${name}: ${headers[name]}`);
    for (const name of ['access-control-allow-origin', 'x-powered-by'].filter(name => name in headers))
        faults.push(`${name}: ${headers[name]}`);
    // (What nginx itself refuses is nobody's.)
    if (!text.includes('<center>nginx</center>') && /^text\/html/.test(headers['content-type'] ?? '') && !/^(no-store|private\b)/.test(headers['cache-control'] ?? 'none'))
        faults.push(`a page with cache-control: ${headers['cache-control']}`);
    return faults;
}

export const form = fields => ({ 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin, 'Sec-Fetch-Site': 'same-origin', ...fields });
export const aSessionThatIsNone = `__Host-hub=${'0123456789abcdef'.repeat(4)}`;

// The workers' own tables: method, path, who, token, proof, body, rate, handler.
export function routes(section) {
    return execFileSync(`${process.env.HUB_LIBEXEC}/hub-${section}`, ['--routes']).toString().trim().split('\n')
        .map(line => line.split('\t')).map(([method, path, who]) => ({ method, path, who, section }));
}

// A URL path of this site's static files.
export async function staticPath(pattern) {
    const page = await ask('/login');
    const found = page.text.match(new RegExp(`/static/[0-9a-f]+/${pattern}`));
    if (!found)
        throw new Error(`the sign-in page names no ${pattern}`);
    return found[0];
}
