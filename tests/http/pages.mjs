// pages.mjs: runs tests/<section>/*.case, the pages' own tests: requests through nginx, what the answer is and what it says.
// SPDX-License-Identifier: Apache-2.0
//
// A case:                          == what is claimed
//                                  as analyst            (or viewer, manager; without this line nobody is signed in)
//                                  POST /account/theme   the request; {names} of `words` below stand for values
//                                  send theme=purple     fields of a form; the CSRF token is added …
//                                  without csrf          … unless this line is there
//                                  json {"a":1}          or a JSON body
//                                  status 422
//                                  head location: /login   a header that contains this
//                                  has / lacks words       in the body, white space squeezed
// Cases of a file run in order; each file signs its people in anew.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { ask, form, origin, sections } from './_hub.mjs';
import { Staff } from './_staff.mjs';

const run = `${process.pid}`;
const password = 'nine patient copper kites';
const hubctl = (...args) => execFileSync(process.env.HUBCTL, args).toString();
const linkIn = text => text.match(/\/reset\/[0-9a-f]{64}/)[0];
const cookies = answer => Object.fromEntries((answer.headers['set-cookie'] ?? []).map(c => c.split(';')[0].split('=')));
const jar = all => Object.entries(all).map(c => c.join('=')).join('; ');
const tokenIn = answer => answer.text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];

async function post(path, fields, page, held = {}) {
    const shown = await ask(page, { headers: { Cookie: jar(held) } });
    const body = new URLSearchParams({ csrf: tokenIn(shown), ...fields }).toString();
    return ask(path, { method: 'POST', headers: form({ Cookie: jar({ ...cookies(shown), ...held }) }), body });
}

async function person(name, role) {
    const email = `${name}-${run}@pages.example`;
    const link = linkIn(hubctl('user', 'add', email, '--first-name', 'Pat', '--last-name', name, '--role', role));
    return { email, link };
}

async function member(name) {
    const { email, link } = await person(name, name);
    assert.equal((await post(link, { password, again: password }, link)).status, 303);
    return email;
}

async function signIn(email) {
    const answer = await post('/login', { email, password }, '/login');
    assert.equal(answer.headers.location, '/');
    return { '__Host-hub': cookies(answer)['__Host-hub'] };
}

const fresh = await person('fresh', 'viewer');
const words = { analyst: await member('analyst'), viewer: await member('viewer'), manager: await member('manager'), fresh: fresh.email, link: fresh.link, password, origin };
// Who may enter the console, and somebody who waits for approval; of everybody {viewerid} is the number.
const console_ = { staff: await Staff.make('pages-staff', '--staff', '--role', 'manager'), superuser: await Staff.make('pages-root', '--superuser', '--role', 'admin') };
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
words.waiting = (await person('waiting', 'viewer')).email;
sql(`update umbrella.authentication_user set status = 'pending' where email = '${words.waiting}'`);
for (const name of ['staff', 'superuser'])
    words[name] = console_[name].email;
for (const name of ['analyst', 'viewer', 'manager', 'staff', 'superuser', 'waiting', 'fresh'])
    words[`${name}id`] = sql(`select id from umbrella.authentication_user where email = '${words[name]}'`);
const filled = text => text.replace(/\{([a-z]+)\}/g, (all, name) => words[name] ?? all);

function parse(text) {
    return text.split(/^== /m).slice(1).map(block => {
        const [claim, ...lines] = block.split('\n').filter(line => line.trim() && !line.startsWith('#'));
        return { claim, steps: lines.map(line => [line.split(' ')[0], filled(line.slice(line.indexOf(' ') + 1))]) };
    });
}

async function answerOf(steps, held) {
    const value = key => steps.find(([k]) => k === key)?.[1];
    const [method, path] = steps.find(([k]) => /^[A-Z]+$/.test(k));
    if (method !== 'POST')
        return ask(path, { method, headers: { Cookie: jar(held) } });
    const shown = await ask(held['__Host-hub'] ? '/account' : '/login', { headers: { Cookie: jar(held) } });
    const headers = form({ Cookie: jar({ ...cookies(shown), ...held }) });
    const fields = new URLSearchParams(value('send') ?? '');
    if (value('without') !== 'csrf')
        headers['X-CSRF-Token'] = tokenIn(shown);
    if (value('json'))
        headers['Content-Type'] = 'application/json';
    return ask(path, { method, headers, body: value('json') ?? fields.toString() });
}

const checks = {
    status: (answer, value) => assert.equal(answer.status, Number(value)),
    has: (answer, value) => assert.ok(answer.squeezed.includes(value), `lacks “${value}”`),
    lacks: (answer, value) => assert.ok(!answer.squeezed.includes(value), `has “${value}”`),
    head: (answer, value) => {
        const [name, part] = value.split(/: ?(.*)/);
        assert.ok(String(answer.headers[name] ?? '').includes(part), `${name} is ${answer.headers[name]}`);
    },
};

for (const section of sections) {
    for (const file of readdirSync(`tests/${section}`).filter(name => name.endsWith('.case')).sort()) {
        const sessions = {};
        for (const { claim, steps } of parse(readFileSync(`tests/${section}/${file}`, 'utf8'))) {
            test(`${section}/${file}: ${claim}`, async () => {
                const who = steps.find(([k]) => k === 'as')?.[1];
                if (who)
                    sessions[who] ??= console_[who] ? { '__Host-hub': console_[who].cookie.split('=')[1] } : await signIn(words[who]);
                const answer = await answerOf(steps, who ? sessions[who] : {});
                answer.squeezed = answer.text.replace(/\s+/g, ' ');
                assert.ok(steps.some(([k]) => k === 'status'), 'a case says which status it expects');
                for (const [key, value] of steps)
                    checks[key]?.(answer, value);
            });
        }
    }
}
