// permissions.mjs: asks every route of src/web/perm.tsv as everybody there is, and expects exactly what its row says. A POST comes
// without a form token, so that what the access step lets through ends at the next step and nothing is changed: the two say
// different things.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import test from 'node:test';
import { ask, form, routes, sections } from './_hub.mjs';

const [titles, ...lines] = readFileSync('src/web/perm.tsv', 'utf8').split('\n').filter(line => line && !line.startsWith('#')).map(line => line.split('\t'));
const rows = lines.map(cells => Object.fromEntries(cells.map((cell, i) => [titles[i], cell])));
const roles = ['viewer', 'analyst', 'manager', 'admin'], flags = ['staff', 'superuser'], everybody = ['pending', ...roles, ...flags];
const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });
const cookies = {}, stale = {}, tokens = {};

// ---- people, with sessions and tokens as the pages would make them ----

function sql(text) {
    return execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();
}
const sha256 = text => createHash('sha256').update(text).digest('hex');

function makePerson(name, ...options) {
    const email = `${name}-${process.pid}@permissions.example`;
    execFileSync(process.env.HUBCTL, ['user', 'add', email, ...options]);
    return sql(`select id from umbrella.authentication_user where email = '${email}'`);
}
// A session with a second factor, confirmed for as long as all tests may take (in an hour), or stale (an hour ago). The database knows
// the hash of the token's bytes.
function signIn(person, confirmed) {
    const token = randomBytes(32);
    sql(`insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, aal, stepup_at, user_agent, idle_ttl, abs_expires)
        values (${person}, '\\x${sha256(token)}', '\\x${randomBytes(32).toString('hex')}', 2, now() - interval '${confirmed}', 'test', '1 hour', now() + interval '1 hour')`);
    return `__Host-hub=${token.toString('hex')}`;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
function crc32(text) {
    let crc = ~0;
    for (const byte of Buffer.from(text)) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++)
            crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return ~crc >>> 0;
}
function makeToken(person, scopes) {
    const random = [...randomBytes(43)].map(byte => digits[byte % 62]).join('');
    let check = '';
    for (let i = 0, crc = crc32(random); i < 6; i++, crc = Math.floor(crc / 62))
        check = digits[crc % 62] + check;
    const text = `hub_pat_${random}${check}`;
    sql(`insert into umbrella.api_token (user_id, name, token_hash, hint, scopes, expires_at)
        values (${person}, 'test', '\\x${sha256(text)}', '${text.slice(-4)}', '{${scopes}}', now() + interval '1 day')`);
    return text;
}

{ // at once: which of them there are decides which tests there are
    for (const role of roles)
        cookies[role] = signIn(makePerson(role, '--role', role), '-1 hour');
    for (const flag of flags) {
        const person = makePerson(flag, '--role', 'viewer', `--${flag}`);
        sql(`update umbrella.authentication_user set has_second_factor = true where id = ${person}`);
        cookies[flag] = signIn(person, '-1 hour');
        stale[flag] = signIn(person, '1 hour');
    }
    const pending = makePerson('pending');
    cookies.pending = signIn(pending, '-1 hour');
    sql(`update umbrella.authentication_user set status = 'pending' where id = ${pending}`);
    const analyst = makePerson('programmer', '--role', 'analyst');
    tokens.all = makeToken(analyst, [...new Set(rows.map(row => row.token).filter(scope => scope !== '-'))]);
    tokens.other = makeToken(analyst, ['picks:read']);
}

// ---- asking ----

function fill(row) {
    const known = { token: 'ab'.repeat(32), engine: 'margin-backtest', id: row.section === 'admin' ? '1' : '11111111-2222-4333-8444-555555555555' };
    return row.path.replace(/:([a-z_]+)/g, (all, name) => known[name] ?? '1');
}
function send(row, headers) {
    const has = ['POST', 'PATCH'].includes(row.method), json = has && row.path.startsWith('/api/');
    const type = json ? { 'Content-Type': 'application/json' } : has ? form() : {};
    return ask(fill(row), { method: row.method, headers: { ...type, ...headers }, body: !has ? undefined : json ? '{}' : 'a=b', agent });
}

const isApi = row => row.path.startsWith('/api/v');
const cell = answer => {
    const text = answer.text;
    if (answer.status === 401 || (answer.status === 303 && /^\/login\?next=/.test(answer.headers.location)) || /You are not signed in any more/.test(text))
        return 'login';
    if (answer.status === 403 && /Your account is not allowed to do this/.test(text))
        return 'no';
    if (answer.status >= 500)
        return `a fault: ${answer.status}`;
    if (answer.status === 403 && !/This form has expired/.test(text))
        return `403 for another reason: ${text.match(/class="lead">([^<]*)|"detail":"([^"]*)/)?.[0]}`;
    return 'yes';
};
const expectCell = async (row, headers, cellWanted) => assert.equal(cell(await send(row, headers)), cellWanted);

const here = rows.filter(row => row.section === '-' || sections.includes(row.section));
for (const row of here) {
    const name = `${row.method} ${row.path}`;
    test(`${name} as nobody: ${row.anonymous}`, () => expectCell(row, {}, row.anonymous));
    for (const who of everybody)
        test(`${name} as ${who}: ${row[who]}`, () => expectCell(row, { Cookie: cookies[who] }, row[who]));
}

// ---- tokens (health asks nobody who they are) ----

for (const row of here.filter(r => r.section !== '-')) {
    const name = `${row.method} ${row.path}`, bearer = which => ({ Authorization: `Bearer ${tokens[which]}` });
    if (row.token === '-') {
        test(`${name} with an API token: refused`, async () => {
            const answer = await send(row, bearer('all'));
            assert.equal(answer.status, 403);
            assert.match(answer.text, /API token does not open this address/);
        });
        continue;
    }
    test(`${name} with an API token for ${row.token}: its owner's right`, () => expectCell(row, bearer('all'), row.analyst));
    test(`${name} with an API token for something else: refused`, async () => {
        const answer = await send(row, bearer('other'));
        assert.equal(answer.status, 403);
        assert.match(answer.text, new RegExp(`lacks the scope ${row.token}`));
    });
}
const api = here.find(isApi);
test('a token that was revoked is 401, and it is said how to come in', async () => {
    const text = makeToken(sql(`select id from umbrella.authentication_user where email = 'programmer-${process.pid}@permissions.example'`), [api.token]);
    assert.notEqual(cell(await send(api, { Authorization: `Bearer ${text}` })), 'login');
    sql(`update umbrella.api_token set revoked_at = now() where token_hash = '\\x${sha256(text)}'`);
    const answer = await send(api, { Authorization: `Bearer ${text}` });
    assert.equal(answer.status, 401);
    assert.equal(answer.headers['www-authenticate'], 'Bearer');
});
for (const [why, value] of [['one letter changed', () => tokens.all.replace(/.$/, c => (c === 'a' ? 'b' : 'a'))], ['no token', () => ''], ['a session', () => cookies.analyst.split('=')[1]]])
    test(`a bearer that is none is 401: ${why}`, async () => {
        const answer = await send(api, { Authorization: `Bearer ${value()}` });
        assert.equal(answer.status, 401);
        assert.equal(answer.headers['www-authenticate'], 'Bearer');
    });
test('a token beside a session cookie is 400', async () =>
    assert.equal((await send(api, { Authorization: `Bearer ${tokens.all}`, Cookie: cookies.analyst })).status, 400));
test('two Authorization headers are 400 or 401', async () => {
    const answer = await send(api, { Authorization: [`Bearer ${tokens.all}`, `Bearer ${tokens.all}`] });
    assert.ok([400, 401].includes(answer.status), String(answer.status));
});
test('an Authorization of another kind means nothing', async () =>
    assert.equal((await ask('/help', { headers: { Authorization: 'Basic dTpw' } })).status, 200));

// ---- proof ----

for (const row of here.filter(r => r.proof === 'fresh')) {
    const who = flags.find(flag => row[flag] === 'yes' && cookies[flag]);
    test(`${row.method} ${row.path} asks ${who} to confirm after an hour`, async () => {
        const csrf = (await ask('/account', { headers: { Cookie: stale[who] } })).text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];
        const answer = await send(row, { Cookie: stale[who], 'X-CSRF-Token': csrf });
        if (row.method === 'GET')
            assert.match(answer.headers.location, /^\/login\/confirm\?next=/);
        else
            assert.match(answer.text, row.path.startsWith('/api/') ? /confirm who you are/ : /<h1>Confirm that it is you<\/h1>/);
    });
}
test('each refusal leaves one line in the log that says which rule', async () => {
    const row = here.find(r => r.method === 'GET' && r.viewer === 'no' && r.analyst === 'yes');
    const answer = await send(row, { Cookie: cookies.viewer });
    assert.equal(answer.status, 403);
    const id = answer.text.match(/<code>([0-9a-f]{16})<\/code>/)[1];
    const found = readFileSync(`${process.env.HUB_INSTANCE}/log/hub-${row.section}.log`, 'utf8').split('\n').filter(line => line.includes(id));
    assert.equal(found.length, 1);
    assert.match(found[0], / 403 .*the role does not reach, it takes: analyst manager admin/);
});
test('every route of every worker was asked', () => {
    const asked = new Set(rows.map(row => `${row.method} ${row.path}`));
    for (const route of sections.flatMap(routes))
        assert.ok(asked.has(`${route.method} ${route.path}`), route.path);
});
