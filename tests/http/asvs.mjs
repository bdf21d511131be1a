// asvs.mjs: requirements of the OWASP ASVS that no page alone can answer for: methods, file names, caches, logs, secrets in clear.
// tests/asvs.tsv says which test of the whole suite stands for which requirement.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, faultsOf, form, origin, routes, sections, staticPath } from './_hub.mjs';
import { cookie, Member, password, send } from './_member.mjs';
import { Staff, totp } from './_staff.mjs';

const logs = `${process.env.HUB_INSTANCE}/log`;
const sizes = () => Object.fromEntries(readdirSync(logs).filter(file => file.endsWith('.log')).map(file => [file, statSync(`${logs}/${file}`).size]));
// What was logged, or logged since there were these sizes.
const logged = (since = {}) => Object.keys(sizes()).map(file => readFileSync(`${logs}/${file}`, 'latin1').slice(since[file] ?? 0)).join('\n');
const postgres = (program, ...args) =>
    execFileSync(program, ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', ...args], { maxBuffer: 1 << 30 }).toString('latin1').trim();
const sql = text => postgres('psql', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text);
const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });
const ada = await Member.make('asvs');
const root = await Staff.make('asvs-root', '--superuser', '--role', 'admin');

// ---- what every answer of the suite is looked at for ----

test('a cookie or a header that may not be is noticed in every answer of the suite', async () => {
    const good = await ask('/login'), set = '__Host-hub=a; Path=/; Secure; HttpOnly; SameSite=Lax';
    const like = headers => faultsOf({ headers: { ...good.headers, ...headers }, text: '' });
    assert.deepEqual(like({ 'set-cookie': [set] }), []);
    for (const bad of [set.replace('__Host-', ''), set.replace(' Secure;', ''), set.replace(' HttpOnly;', ''), set.replace('Lax', 'None'),
        set.replace('; SameSite=Lax', ''), `${set}; Domain=localhost`, set.replace('Path=/', 'Path=/login'), set.replace('=a;', `=${'a'.repeat(4096)};`),
        set.replace('hub', 'other')])
        assert.notDeepEqual(like({ 'set-cookie': [bad] }), [], bad);
    for (const header of ['x-content-type-options', 'content-security-policy', 'strict-transport-security', 'cross-origin-opener-policy',
        'cross-origin-resource-policy', 'referrer-policy'])
        assert.notDeepEqual(like({ [header]: undefined }), [], header);
    for (const header of ['access-control-allow-origin', 'x-powered-by'])
        assert.notDeepEqual(like({ [header]: '*' }), [], header);
    assert.notDeepEqual(like({ 'cache-control': 'public, max-age=60' }), [], 'a page that is kept');
});

// ---- methods and names ----

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const known = { token: 'ab'.repeat(32), engine: 'margin-backtest' }, fill = path => path.replace(/:([a-z_]+)/g, (all, name) => known[name] ?? '1');
for (const section of sections)
    test(`${section}: every route answers its own methods, and 405 with Allow to all others`, async () => {
        const all = routes(section).map(({ method, path }) => ({ method, at: fill(path), form: new RegExp(`^${path.replace(/:[a-z_]+/g, '[^/]+')}$`) }));
        for (const at of new Set(all.map(route => route.at))) {
            const own = [...new Set(all.filter(route => route.form.test(at)).map(route => route.method))];
            if (own.includes('GET'))
                own.push('HEAD');
            for (const method of methods.filter(m => !own.includes(m))) {
                const answer = await ask(at, { method, agent, headers: method === 'POST' ? form() : {}, body: method === 'POST' ? 'a=b' : undefined });
                assert.equal(answer.status, 405, `${method} ${at}`);
                if (method !== 'TRACE') // nginx itself says no
                    assert.deepEqual(answer.headers.allow?.split(', ').sort(), [...own].sort(), `${method} ${at}`);
            }
        }
    });

test('files of the trade are not there, wherever one asks', async () => {
    const files = (await staticPath('css/[a-z]+\\.css')).replace(/\/css\/.*/, '');
    for (const place of ['', '/account', '/admin', '/margin', '/static', files, `${files}/js`])
        for (const name of ['.git/config', '.env', '.htaccess', 'backup.sql', 'hub.conf', 'hub.conf.bak', 'index.php', 'page.tpl', 'main.c', 'hub.css~',
            'hub.css.map', 'core', 'package.json', 'server-status', 'nginx_status', 'phpinfo.php', 'swagger-ui.html']) {
            const answer = await ask(`${place}/${name}`, { agent });
            assert.equal(answer.status, 404, `${place}/${name}`);
        }
});
test('what lies beside the pages are styles, scripts, pictures, fonts and their compressed forms, nothing else', () => {
    const found = execFileSync('find', [`${process.env.HUB_INSTANCE}/app/share/umbrella-hub/static`, '-type', 'f']).toString().trim().split('\n');
    assert.ok(found.length > 10);
    assert.deepEqual(found.filter(name => !/\.(css|js|svg|png|woff2)(\.gz)?$|\/errors\/\d+\.(html|json)$|\/manifest(\.[a-z]+)?$/.test(name)), []);
});
test('a page is not kept as a style sheet, whatever stands behind its address', async () => {
    for (const path of ['/account', '/account/profile', '/account/tokens', '/margin/saved'])
        for (const tail of ['/x.css', '/x.js', '.css', '/%2e%2e/x.css', '%2fx.css']) {
            const answer = await ada.get(path + tail);
            assert.ok([400, 404].includes(answer.status), `${path}${tail}: ${answer.status}`);
            assert.equal(answer.headers['cache-control'], 'no-store');
        }
});

// ---- nobody's and everybody's ----

test('scripts and styles are the same bytes for everybody', async () => {
    const page = (await root.get('/margin/backtest')).text;
    const paths = [...new Set((page + (await ask('/login')).text).match(/\/static\/[0-9a-f]+\/[^"]+\.(js|css)/g))];
    assert.ok(paths.some(path => path.endsWith('.js')));
    for (const path of paths) {
        const { bytes, headers } = await ask(path);
        assert.equal(headers['set-cookie'], undefined);
        for (const person of [ada, root])
            assert.deepEqual((await person.get(path)).bytes, bytes, path);
    }
});
test('every page of a person can be signed out from, and is stored by nobody, or for this person alone', async () => {
    for (const { method, path } of sections.flatMap(routes).filter(r => r.who !== 'anyone' && r.method === 'GET')) {
        const answer = await root.get(fill(path));
        assert.match(answer.headers['cache-control'] ?? '', /^(no-store|private\b)/, `${method} ${path}`);
        assert.ok(!answer.text.includes(root.cookie.split('=')[1]), `${path} shows the session`);
        if (answer.status === 200 && /^text\/html/.test(answer.headers['content-type']))
            assert.match(answer.text, /<form[^>]*action="\/logout"/, path);
    }
});
test('JSON is never called as a script', async () => {
    const run = await ada.run();
    for (const path of ['/api/openapi.json', `${run}/chart.json`, `${run}/result.json`, `/api/v1/margin/backtests/${run.split('/').pop()}`]) {
        const plain = await ada.get(path), asked = await ada.get(`${path}?callback=steal&jsonp=steal`);
        assert.equal(plain.status, 200, path);
        assert.match(asked.headers['content-type'], /^application\/(problem\+)?json/);
        assert.ok(!asked.text.includes('steal'), path);
        JSON.parse(asked.text);
    }
});
test('no page of another origin may read an answer, whoever asks', async () => {
    for (const path of ['/account', '/api/openapi.json', '/api/v1/margin/backtests/1', '/login'])
        for (const method of ['GET', 'OPTIONS']) {
            const answer = await ask(path, { method, headers: { Cookie: ada.cookie, Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site',
                'Access-Control-Request-Method': 'GET' } });
            assert.deepEqual(Object.keys(answer.headers).filter(name => name.startsWith('access-control')), [], `${method} ${path}`);
            assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin');
        }
});

test('a download has a name of our making, written as RFC 6266 says', async () => {
    const name = 'Zürich "2008"; a\\b / 100 % €', run = await ada.run();
    assert.equal((await ada.save(run, 'evil\r\nX-Injected: 1')).status, 422);
    assert.equal((await ada.save(run, name)).status, 303);
    const id = (await ada.get('/margin/saved')).text.match(/\/margin\/saved\/([0-9a-f-]{36})/)[1];
    for (const path of [`/margin/saved/${id}/days.csv`, '/margin/saved.csv', '/account/signins.csv']) {
        const given = (await ada.get(path)).headers['content-disposition'];
        const [, plain, full] = given.match(/^attachment; filename="([ !#-[\]-~]+)"; filename\*=UTF-8''([0-9A-Za-z.~_%-]+)$/) ?? assert.fail(given);
        assert.doesNotMatch(plain + decodeURIComponent(full).replaceAll('/', ''), /[\r\n]/);
        assert.ok(!plain.includes('/') && plain.endsWith('.csv'), plain);
    }
});

test('archives and workbooks are refused by their first bytes', async () => {
    const csv = Buffer.from('Date,Close\n2024-01-02,100\n2024-01-03,101\n');
    const check = async (name, bytes) => {
        const body = Buffer.concat([Buffer.from(`--b\r\nContent-Disposition: form-data; name="what"\r\n\r\nprices\r\n--b\r\nContent-Disposition: form-data; name="file"; ` +
            `filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`), bytes, Buffer.from('\r\n--b--\r\n')]);
        const answer = await ask('/admin/data/check', { method: 'POST', body,
            headers: form({ Cookie: root.cookie, 'X-CSRF-Token': root.token, 'Content-Type': 'multipart/form-data; boundary=b' }) });
        return answer.status === 303 ? (await root.get(answer.headers.location)).text : answer.text;
    };
    assert.match(await check('prices.csv', csv), /Ready to be stored|One question first/);
    assert.match(await check('prices.csv', gzipSync(csv)), /compressed file \(gzip\)/);
    assert.match(await check('prices.csv', Buffer.concat([Buffer.from('PK\x03\x04'), csv])), /Excel workbook/);
});

// ---- ways in ----

test('a new password leads to nothing without the second factor', async () => {
    const member = await Staff.make('asvs-reset', '--role', 'analyst'), fresh = 'seven slow lanterns drifting';
    const link = execFileSync(process.env.HUBCTL, ['user', 'reset-link', member.email]).toString().match(/\/reset\/[0-9a-f]{64}/)[0];
    const answer = await send(link, { password: fresh, again: fresh });
    assert.equal(answer.headers.location, '/login');
    assert.equal((await member.get('/account')).status, 303);
    const entered = await send('/login', { email: member.email, password: fresh });
    assert.match(entered.headers.location, /^\/login\/code/);
    assert.equal(cookie(entered, '__Host-hub'), undefined);
    assert.equal((await ask('/account', { headers: { Cookie: cookie(entered, '__Host-half') } })).status, 303);
    assert.equal(sql(`select has_second_factor from umbrella.authentication_user where email = '${member.email}'`), 't');
});
test('a password of years ago is as good as one of today', async () => {
    const email = `asvs-${process.pid}@margin.example`;
    const dates = sql(`select string_agg(format('%1$I = %1$I - interval ''1000 days''', column_name), ', ') from information_schema.columns
        where table_schema = 'umbrella' and table_name = 'authentication_user' and data_type = 'timestamp with time zone' and is_generated = 'NEVER'`);
    assert.match(dates, /created_at|date_joined/);
    sql(`update umbrella.authentication_user set ${dates} where email = '${email}'`);
    const answer = await send('/login', { email, password });
    assert.equal(answer.headers.location, '/');
    assert.match(cookie(answer, '__Host-hub'), /=[0-9a-f]{64}$/);
});
test('a form without its token, of another site, or given twice leaves a line that says so', async () => {
    const before = sizes(), mine = { Cookie: ada.cookie };
    for (const [headers, body, status] of [[form(mine), 'theme=dark', 403], [form({ ...mine, Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }), 'theme=dark', 403],
        [form({ ...mine, 'X-CSRF-Token': ada.token }), 'theme=dark&theme=light', 400]])
        assert.equal((await ask('/account/theme', { method: 'POST', headers, body })).status, status);
    const lines = logged(before).split('\n').filter(line => / hub-home .* POST \/account\/theme 4/.test(line));
    assert.equal(lines.length, 3);
    for (const line of lines)
        assert.match(line, / POST \/account\/theme 40[03] .* person=\d+: ./);
});

// ---- the console ----

test('no form of the console takes a password but that of the mail server', async () => {
    const pages = sections.includes('admin') ? routes('admin').filter(r => r.method === 'GET' && !/:|\.csv$/.test(r.path)).map(r => r.path) : [];
    assert.ok(pages.length > 10);
    const id = sql(`select id from umbrella.authentication_user where email = '${root.email}'`);
    for (const path of [...pages, `/admin/people/${id}`]) {
        const answer = await root.get(path);
        assert.equal(answer.status, 200, path);
        const fields = [...answer.text.matchAll(/<input[^>]*type="password"[^>]*>/g)].map(m => m[0].match(/name="([^"]*)"/)[1]);
        assert.deepEqual(fields.filter(name => path !== '/admin/settings' || name !== 'mail_password'), [], path);
    }
});

// What the section says to a request that comes from this address, at its socket: nginx listens to this machine only.
function from(address, path) {
    const record = (type, body) => Buffer.concat([Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, 0, 0]), body]);
    const pairs = Object.entries({ REQUEST_METHOD: 'GET', DOCUMENT_URI: path, REMOTE_ADDR: address, HTTP_HOST: new URL(origin).hostname, REQUEST_SCHEME: 'https',
        APP_END: '1' }).map(([name, value]) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)]));
    return new Promise((resolve, reject) => {
        const socket = net.connect(`${process.env.HUB_SOCKETS}/home.sock`), parts = [];
        socket.on('data', part => parts.push(part));
        socket.on('error', reject);
        socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1').match(/Status: (\d+)/)?.[1]));
        socket.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, Buffer.concat(pairs)), record(4, Buffer.alloc(0)),
            record(5, Buffer.alloc(0))]));
    });
}
test('figures for monitors are for this machine, and not there for others', async () => {
    assert.equal(await from('127.0.0.1', '/metrics'), '200');
    for (const address of ['192.0.2.7', '10.0.0.1', '2001:db8::1', '::ffff:192.0.2.7', '1270.0.0.1'])
        assert.equal(await from(address, '/metrics'), '404', address);
});

// ---- logs and secrets ----

test('a line of a log cannot be forged by address, agent, e-mail or field', async () => {
    const before = sizes(), mark = `forged${process.pid}`;
    const evil = ['\r\n', '\n', '\r', '\x1b[2J', '\u2028', '\u0085', '\0', '\x7f'].map(c => `a${c}2026-01-01T00:00:00.000Z error ${mark}`);
    for (const text of evil) {
        const asText = encodeURIComponent(text);
        await ask(`/${asText}`);
        await ask(`/margin/${asText}?next=${asText}`);
        await ask('/login', { headers: { 'User-Agent': text.replace(/[^\t\x20-\x7e\x80-\xff]/g, asText), Referer: `${origin}/${asText}` } });
        await send('/login', { email: `${text}@asvs.example`, password: 'not the password at all' });
        await ada.post('/account/theme', { theme: text });
        await ada.get(`/account/sessions?page=${asText}`);
        await root.get(`/admin/people?q=${asText}`);
    }
    const lines = logged(before);
    assert.match(lines, /no such address/);
    assert.doesNotMatch(lines, /[\0-\x08\x0b-\x1f\x7f]/, 'control characters');
    assert.doesNotMatch(lines, /\xe2\x80\xa8|\xc2\x85/, 'characters that end a line elsewhere');
    assert.doesNotMatch(lines, new RegExp(`^2026-01-01T00:00:00.000Z error ${mark}`, 'm'));
});
test('every line of a section is one event: time in UTC, level, program, request, route, status, duration, person', async () => {
    await ada.get('/account');
    for (const section of sections) {
        const lines = readFileSync(`${logs}/hub-${section}.log`, 'utf8').split('\n').slice(0, -1).filter(line => line.includes(' person='));
        for (const line of lines)
            assert.match(line, new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (info|warn|error) hub-${section} [0-9a-f]{16} [A-Z]{3,16} (/\\S*|-) \\d{3} \\d+\\.\\dms person=\\d+(: .+)?$`));
    }
});

test('passwords, keys, codes, cookies and tokens stand in no log and no table', async () => {
    const id = sql(`select id from umbrella.authentication_user where email = '${root.email}'`);
    const wrong = 'a wrong passphrase nobody has', link = execFileSync(process.env.HUBCTL, ['user', 'reset-link', `asvs-${process.pid}@margin.example`]).toString()
        .match(/\/reset\/([0-9a-f]{64})/)[1];
    for (const path of [`/reset/${link}`, `/reset/${link}/`, `/RESET/${link}`, `/invite/${link}/`, `/verify/x/${link}`, `/x/${link}`, `/${link}`, `/reset/${link.slice(0, 40)}=/${link.slice(40)}`])
        await ask(path);
    await send('/login', { email: root.email, password: wrong });
    const made = await root.post('/account/tokens', { name: 'canary', days: '1', 'margin:read': '1' });
    const token = made.text.match(/hub_pat_[0-9A-Za-z]{49}/)[0];
    await ask('/api/v1/margin/backtests/1', { headers: { Authorization: `Bearer ${token}` } });
    const spent = await send('/login', { email: root.email, password });
    const half = cookie(spent, '__Host-half').split('=')[1];
    const settings = (await root.get('/admin/settings')).text.match(/<form[^>]*action="\/admin\/settings\/mail"[\s\S]*?<\/form>/)[0];
    assert.match(settings, /name="mail_password"/);
    const mail = 'the mail password canary';
    await root.post('/admin/settings/mail', { mail_server: 'smtp://127.0.0.1:2525', mail_tls: 'none', mail_user: 'canary', mail_password: mail,
        mail_from: 'hub@asvs.example', mail_bounce: '' });
    const sealed = sql("select value from umbrella.setting where name = 'mail_password'");
    sql("update umbrella.setting set value = null where topic = 'mail'");
    assert.ok(sealed && !sealed.includes(mail));

    const bits = [...root.seed].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const rawSeed = bits.match(/.{8}/g).map(byte => parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
    const secrets = { password, wrong, link, token, half, 'session of ada': ada.cookie.split('=')[1], 'session of root': root.cookie.split('=')[1],
        'form token': ada.token, seed: root.seed, 'seed in hex': rawSeed, 'recovery code': root.codes[0], 'recovery code without dashes': root.codes[0].replaceAll('-', ''),
        'mail password': mail, code: `=${totp(root.seed)}` };
    const all = { 'a log': logged(), 'a table': postgres('pg_dump', '--data-only', '--inserts', '-n', 'umbrella', '-n', 'ops', 'umbrella_hub') };
    assert.ok(!all['a log'].includes(link.slice(8, 40)), 'a part of a link stands in a log');
    assert.ok(all['a log'].includes('person=') && all['a table'].includes(root.email), 'what is searched is there');
    assert.ok(all['a table'].includes(token.slice(-4)) && Number(id) > 0);
    for (const [where, text] of Object.entries(all))
        for (const [what, secret] of Object.entries(secrets))
            for (const form of new Set([secret, encodeURIComponent(secret), secret.replaceAll(' ', '+'), Buffer.from(secret).toString('hex')]))
                assert.ok(!text.includes(form), `${what} stands in ${where}`);
});
