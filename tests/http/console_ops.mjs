// console_ops.mjs: the console's pages about how the hub is doing: overview, invitations, templates, data, settings, jobs, mail,
// the margin section. Every page and action, and what people enter wrongly.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { before } from 'node:test';
import { ask, form } from './_hub.mjs';
import { Member } from './_member.mjs';
import { Staff } from './_staff.mjs';

const run = process.pid;
const sql = text => execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-XAtq', '-c', text, 'umbrella_hub'], { encoding: 'utf8' }).trim();
const audited = action => Number(sql(`select count(*) from umbrella.audit_event where action = '${action}'`));
const squeeze = text => text.replace(/\s+/g, ' ');
const session = person => sql(`select id from umbrella.authentication_usersession where session_key = sha256('\\x${person.cookie.split('=')[1]}')`);
let root, staff, analyst;

before(async () => {
    root = await Staff.make('ops-root', '--superuser', '--staff', '--role', 'admin');
    staff = await Staff.make('ops-staff', '--staff', '--role', 'manager');
    analyst = await Member.make('ops-analyst');
});

function upload(person, path, fields, file) {
    const boundary = `x${Math.random().toString(16).slice(2)}`, parts = [];
    for (const [name, value] of Object.entries({ csrf: person.token, ...fields }))
        parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    if (file)
        parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: text/csv\r\n\r\n`, file.bytes, '\r\n');
    parts.push(`--${boundary}--\r\n`);
    const headers = { ...form({ Cookie: person.cookie }), 'Content-Type': `multipart/form-data; boundary=${boundary}` };
    return ask(path, { method: 'POST', headers, body: Buffer.concat(parts.map(part => Buffer.from(part))) });
}
async function page(person, path, status = 200) {
    const answer = await person.get(path);
    assert.equal(answer.status, status, `${path}: ${answer.status} ${squeeze(answer.text).slice(0, 300)}`);
    return squeeze(answer.text);
}
async function done(person, path, fields = {}) {
    const answer = await person.post(path, fields);
    assert.equal(answer.status, 303, `${path}: ${answer.status} ${squeeze(answer.text).match(/<main.*?<\/main>/)?.[0].slice(0, 600)}`);
    return answer.headers.location;
}

// ---- every list ----

const lists = ['/admin/invitations', '/admin/templates', '/admin/data', '/admin/jobs', '/admin/mail', '/admin/margin', '/admin/margin/saved'];
for (const path of lists)
    test(`${path}: sorted every way, page 10^9, odd searches and the CSV are answered`, async () => {
        const shown = await page(root, path);
        for (const [, href] of shown.matchAll(/href="(\/admin\/[^"]*[?&](?:amp;)?sort=[^"]*)"/g))
            await page(root, href.replaceAll('&amp;', '&'));
        const far = await root.get(`${path}?page=1000000000`);
        assert.ok([200, 303].includes(far.status), `page 10^9: ${far.status}`);
        for (const odd of ['%', '_', "'\"", '\\', 'ä'.repeat(40)])
            await page(root, `${path}?q=${encodeURIComponent(odd)}&to=${encodeURIComponent(odd)}&kind=${encodeURIComponent(odd)}&inviter=${encodeURIComponent(odd)}`);
        for (const name of path === '/admin/mail' ? ['to'] : path === '/admin/jobs' ? ['kind'] : ['q'])
            await page(root, `${path}?${name}=${'x'.repeat(3000)}`, 422);
        const csv = await root.get(`${path}.csv`);
        assert.equal(csv.status, 200);
        assert.match(csv.headers['content-type'], /text\/csv/);
    });

test('the overview names what does not run, with the command that mends it, and figures', async () => {
    const text = await page(root, '/admin');
    for (const words of ['Needs attention', 'hub-returns', 'hub-jobs', 'Waiting for approval', 'Failed sign-ins', 'schema', 'Certificate', 'days left'])
        assert.ok(text.includes(words), words);
    assert.match(text, /There is no backup yet\.|Last backup/);
});

// ---- invitations ----

const address = n => `guest${n}-${run}@ops.example`;
const check = (person, list, fields = {}, file) => upload(person, '/admin/invitations/check', { list, type: 'analyst', hours: '72', message: '', template: '', ...fields }, file);

test('one invitation: checked, sent, in the list, with its mail; the list cannot be sent twice', async () => {
    const checked = await check(staff, `Ann Example <${address(1)}>`, { message: 'Welcome!' });
    assert.equal(checked.status, 303);
    const report = await page(staff, checked.headers.location);
    assert.ok(report.includes('1 person can be invited') && report.includes('Welcome!') && report.includes('Hello Ann'), report.slice(0, 3000));
    const id = checked.headers.location.split('/').pop(), before = audited('invitation.create');
    const answers = await Promise.all(Array.from({ length: 10 }, () => staff.post(`/admin/invitations/send/${id}`)));
    assert.deepEqual(answers.map(a => a.status).sort(), [303, ...Array(9).fill(409)]);
    assert.equal(audited('invitation.create'), before + 1);
    const one = await page(staff, answers.find(a => a.status === 303).headers.location);
    assert.ok(one.includes(address(1)) && one.includes('Send again') && /\/admin\/mail\/\d+/.test(one));
    assert.ok((await page(staff, `/admin/invitations?q=${encodeURIComponent(address(1))}`)).includes(address(1)));
});

test('a list that breaks off in the middle invites nobody and is kept; sent again it invites everybody, once', async () => {
    const names = [30, 31, 32, 33].map(address), checked = await check(staff, names.join('\n')), send = checked.headers.location.replace('/check/', '/send/');
    const count = what => sql(`select count(*) from ${what} in ('${names.join("', '")}')`);
    sql(`create function public.break_off() returns trigger language plpgsql as $$ begin raise 'broken off'; end $$;
        create trigger break_off before insert on umbrella.authentication_invitetoken for each row when (new.email = '${names[2]}') execute function public.break_off()`);
    try {
        const broken = await staff.post(send);
        assert.equal(broken.status, 500);
        assert.match(squeeze(broken.text), /nobody was invited\. The list is kept/);
    } finally {
        sql('drop trigger break_off on umbrella.authentication_invitetoken; drop function public.break_off()');
    }
    assert.equal(count('umbrella.authentication_invitetoken where email'), '0');
    assert.ok((await page(staff, checked.headers.location)).includes('4 people can be invited'));
    await done(staff, send);
    assert.equal((await staff.post(send)).status, 409);
    assert.equal(count('umbrella.authentication_invitetoken where email'), '4');
    assert.equal(count('ops.outbox where to_address'), '4');
});

test('two lists of the same people, one backwards, sent at once: everybody is invited once, and nobody waits for ever', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `both${i}-${run}@ops.example`);
    const sends = await Promise.all([[staff, names], [root, [...names].reverse()]].map(async ([who, list]) =>
        [who, (await check(who, list.join('\n'))).headers.location.replace('/check/', '/send/')]));
    const answers = await Promise.all(sends.map(([who, path]) => who.post(path)));
    assert.deepEqual(answers.map(answer => answer.status), [303, 303]);
    assert.equal(sql(`select count(*) || ' ' || count(distinct email) from umbrella.authentication_invitetoken where email like 'both%-${run}@ops.example'`), '60 60');
});

test('while registration is closed, whoever is about to invite is told so, with the way to the setting', async () => {
    const told = text => text.includes('Registration is closed: whoever is invited now') && text.includes('href="/admin/settings#registration"');
    const checked = await check(staff, address(40)), paths = ['/admin/invitations/new', checked.headers.location];
    for (const path of paths)
        assert.ok(!told(await page(staff, path)), path);
    sql("update umbrella.setting set value = 'closed' where name = 'registration_mode'");
    try {
        for (const path of paths)
            assert.ok(told(await page(staff, path)), path);
        assert.ok(told(squeeze((await check(staff, '')).text)), 'with a fault');
    } finally {
        sql("update umbrella.setting set value = null where name = 'registration_mode'");
    }
});

const flash = answer => decodeURIComponent((answer.headers['set-cookie'] ?? []).find(c => c.startsWith('__Host-flash='))?.split('|')[1] ?? '');
test('without a mail server nothing is said to be on its way: it waits, and the page has the way to the setting', async () => {
    await done(staff, (await check(staff, address(41))).headers.location.replace('/check/', '/send/'));
    const set = value => sql(`update umbrella.setting set value = ${value} where name = 'mail_server'`);
    const id = sql(`select id from umbrella.authentication_invitetoken where email = '${address(41)}'`), path = `/admin/invitations/${id}`;
    const mail = () => `/admin/mail/${sql(`select max(id) from ops.outbox where invitation_id = ${id}`)}`;
    const presses = { one: () => staff.post(`${path}/resend`), several: () => staff.post('/admin/invitations/bulk', { [`i-${id}`]: '1', resend: '1' }),
        mail: () => staff.post(`${mail()}/send`), test: () => staff.post('/admin/mail/test') };
    for (const [what, press] of Object.entries(presses)) {
        const answer = await press();
        assert.equal(answer.status, 303, what);
        assert.match(flash(answer), /waits? until a mail server is set/, what);
        assert.ok((await page(staff, answer.headers.location)).includes('href="/admin/settings#mail"'), what);
    }
    set("'smtp://127.0.0.1:9'");
    try {
        for (const [what, press] of Object.entries(presses))
            assert.doesNotMatch(flash(await press()), /until a mail server is set/, what);
        assert.ok(!(await page(staff, path)).includes('no mail server is set'));
    } finally {
        await staff.post(`${path}/revoke`);
        set('null');
    }
});

test('a list of all kinds of faults: each line is named with what to do, the good ones are offered', async () => {
    const list = `email,first name,role,message\n${address(2)},Bo,viewer,\nnot-an-address,,,\n${address(2)},again,,\n${address(3)},,emperor,\n${address(4)},,admin,\n` +
        `${address(1)},,,\n${staff.email},,,\n${address(5)},,,"two\nlines"\n`;
    const checked = await check(staff, list);
    const report = await page(staff, checked.headers.location);
    assert.ok(report.includes('2 people can be invited'), report.slice(0, 2500));
    for (const words of ['has no @', 'stands in line 2 already', 'has a role that there is not', 'only a superuser invites administrators', 'has an account already',
        'has an invitation that is still valid'])
        assert.ok(report.includes(words), words);
    assert.ok((await page(staff, `/admin/invitations/new?list=${checked.headers.location.split('/').pop()}`)).includes('not-an-address'));
    const again = (await staff.get(`/admin/invitations/new?list=${checked.headers.location.split('/').pop()}`)).text;
    assert.ok(again.includes(`message\n${address(2)}`), 'the lines stay lines');
});

test('ten thousand lines with faults in some: the report counts them, and a job sends the good ones', async () => {
    const lines = Array.from({ length: 10000 }, (_, i) => i % 100 === 7 ? `broken ${i}` : `many${i}-${run}@ops.example`);
    const checked = await check(root, '', {}, { name: 'people.csv', bytes: Buffer.from(lines.join('\r\n')) });
    assert.equal(checked.status, 303, squeeze(checked.text).slice(0, 500));
    const report = await page(root, checked.headers.location);
    assert.ok(report.includes('9,900 people can be invited') && report.includes('100 with a fault') && report.includes('in the background'));
    const to = await done(root, checked.headers.location.replace('/check/', '/send/'));
    assert.match(to, /^\/admin\/jobs\/\d+$/);
    const job = await page(root, to);
    assert.ok(job.includes('invite-many'));
    assert.equal(sql(`select jsonb_array_length(payload->'emails') from ops.job where id = ${to.split('/').pop()}`), '9900');
    await root.post(`${to}/cancel`);
});

test('lists that cannot be used are refused with words, and the text is kept', async () => {
    for (const [list, file, words] of [['', null, 'There is no address in it'], ['"a@b.example', null, 'never closed'],
        [null, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0]), ''], [null, Buffer.from('a@b.example\n'.repeat(10001)), 'more than 10,000']]) {
        const answer = await check(staff, list ?? '', {}, file && { name: 'list.csv', bytes: file });
        assert.equal(answer.status, 422);
        assert.ok(squeeze(answer.text).includes(words), words);
    }
    const above = await check(staff, address(6), { type: 'admin' });
    assert.equal(above.status, 422);
    assert.ok(above.text.includes(address(6)) && above.text.includes('Only a superuser invites administrators'));
    const hours = await check(staff, address(6), { hours: '99999' });
    assert.equal(hours.status, 422);
});

test('an invitation is sent again, revoked, and its link shown once, never kept by a cache', async () => {
    const id = sql(`select id from umbrella.authentication_invitetoken where email = '${address(1)}'`), path = `/admin/invitations/${id}`;
    await done(staff, `${path}/resend`);
    const shown = await staff.post(`${path}/link`);
    assert.equal(shown.status, 200);
    assert.match(shown.headers['cache-control'], /no-store/);
    const link = shown.text.match(/\/invite\/[0-9a-f]{64}/)[0];
    assert.equal((await ask(link)).status, 200);
    assert.ok(!(await page(staff, path)).includes('/invite/'));
    await done(staff, `${path}/revoke`);
    assert.equal((await staff.post(`${path}/revoke`)).status, 409);
    const location = await done(staff, '/admin/invitations/bulk', { [`i-${id}`]: '1', resend: '1', back: '/admin/invitations?state=created' });
    assert.equal(location, '/admin/invitations?state=created');
    await done(staff, '/admin/invitations/bulk', { [`i-${id}`]: '1', 'i-999999999': '1', 'i-x': '1', revoke: '1' });
    assert.equal(sql(`select revoked_at is not null from umbrella.authentication_invitetoken where id = ${id}`), 't');
    for (const odd of ['0', 'x', '99999999999999999999', '-1'])
        assert.equal((await staff.get(`/admin/invitations/${odd}`)).status, 404);
});

// ---- templates ----

const template = { name: `Team ${run}`, type: 'analyst', subject: 'Join us, {name}', text: 'Hello {name},\n\n{message}\n\n<b>{link}</b>\n\nuntil {expires}', is_active: '1' };

test('a template is looked at, kept, changed, switched and deleted; a name is taken once', async () => {
    const looked = await staff.post('/admin/templates', { ...template, look: '1' });
    assert.equal(looked.status, 200);
    assert.ok(looked.text.includes('Join us, Robin Example') && looked.text.includes('&lt;b&gt;') && !looked.text.includes('<b>https'));
    const live = await staff.post('/admin/templates/preview', template);
    assert.ok(JSON.parse(live.text).text.includes('Hello Robin Example'));
    const path = await done(staff, '/admin/templates', template);
    assert.equal((await staff.post('/admin/templates', template)).status, 422);
    await done(staff, path, { ...template, subject: 'Other words' });
    assert.ok((await page(staff, path)).includes('Other words'));
    assert.equal((await staff.post(path, { ...template, subject: '' })).status, 422);
    await done(staff, `${path}/off`);
    await done(staff, `${path}/on`);
    const checked = await check(staff, address(9), { template: path.split('/').pop() });
    assert.ok((await page(staff, checked.headers.location)).includes('Other words'));
    await done(staff, `${path}/delete`);
    assert.equal((await staff.post(`${path}/delete`)).status, 404);
    assert.equal((await staff.get(path)).status, 404);
});

// ---- market data ----

const prices = 'Date,Close\n2024-01-02,100\n2024-01-03,101\n2024-01-05,102.5\n', symbol = `OPS${run}`;

test('prices: read, shown, stored once; the gap is named; the audit knows', async () => {
    const checked = await upload(root, '/admin/data/check', { what: 'prices', symbol, name: 'A fund', source: '' }, { name: 'x.csv', bytes: Buffer.from(prices) });
    assert.equal(checked.status, 303, squeeze(checked.text).slice(0, 800));
    const report = await page(root, checked.headers.location);
    assert.ok(report.includes('Ready to be stored') && report.includes(symbol) && report.includes('2024-01-05'));
    assert.equal(sql(`select count(*) from market.instrument where symbol = '${symbol}'`), '0');
    const id = checked.headers.location.match(/check\/([^?]*)/)[1], fields = { what: 'prices', symbol, name: 'A fund' }, before = audited('market.import');
    const answers = await Promise.all(Array.from({ length: 5 }, () => root.post(`/admin/data/store/${id}`, fields)));
    assert.deepEqual(answers.map(a => a.status).sort(), [303, 409, 409, 409, 409]);
    assert.equal(audited('market.import'), before + 1);
    const one = await page(root, `/admin/data/${symbol}`);
    assert.ok(one.includes('A fund') && one.includes('<time>2024-01-03</time>') && one.includes('Days missing') && one.includes(`href="/margin/prices?ticker=${symbol}"`));
    assert.ok((await page(root, `/admin/data?q=${symbol}`)).includes(symbol));
});

test('dividends and rates are stored; dividends of nothing are refused', async () => {
    const dividends = fields => upload(root, '/admin/data/check', { what: 'dividends', name: '', source: '', ...fields }, { name: 'd.csv', bytes: Buffer.from('Date,Dividend\n2024-01-03,0.5\n2024-01-04,0.6\n') });
    const checked = await dividends({ symbol });
    const id = checked.headers.location.match(/check\/([^?]*)/)[1];
    await page(root, checked.headers.location);
    assert.equal(await done(root, `/admin/data/store/${id}`, { what: 'dividends', symbol }), `/admin/data/${symbol}`);
    assert.ok((await page(root, `/admin/data/${symbol}`)).includes('1 of them fall on days without a price'));
    const nothing = await dividends({ symbol: 'NOSUCH' });
    const refused = await root.post(`/admin/data/store/${nothing.headers.location.match(/check\/([^?]*)/)[1]}`, { what: 'dividends', symbol: 'NOSUCH' });
    assert.equal(refused.status, 409);
    assert.ok(refused.text.includes('Import its prices first'));
    const rates = await upload(root, '/admin/data/check', { what: 'rates', symbol: `R${run}`, name: '', source: '' }, { name: 'r.csv', bytes: Buffer.from('Date,Rate\n2024-01-02,5.3\n2024-01-03,5.4\n2024-01-04,5.4\n') });
    await page(root, rates.headers.location);
    await done(root, `/admin/data/store/${rates.headers.location.match(/check\/([^?]*)/)[1]}`, { what: 'rates', symbol: `R${run}` });
    assert.ok((await page(root, '/admin/data')).includes(`R${run}`));
});

test('daily rates take the place of the monthly averages that they reach over, and not the other way round', async () => {
    const months = 'Month,Rate\n2024-01,5.3\n2024-02,5.4\n', days = 'Date,Rate\n2024-01-01,5.3\n2024-01-02,5.4\n2024-02-01,5.4\n', fields = { what: 'rates', symbol: `D${run}` };
    const give = async bytes => {
        const checked = await upload(root, '/admin/data/check', { ...fields, name: '', source: '' }, { name: 'r.csv', bytes: Buffer.from(bytes) });
        await page(root, checked.headers.location);
        return root.post(`/admin/data/store/${checked.headers.location.match(/check\/([^?]*)/)[1]}`, fields);
    };
    assert.equal((await give(months)).status, 303);
    const stored = await give(days);
    assert.equal(stored.status, 303, stored.text);
    assert.match(decodeURIComponent(stored.headers['set-cookie'].join()), /take the place of the 2 monthly rates/);
    const back = await give(months);
    assert.equal(back.status, 409);
    assert.match(back.text, /holds daily rates and the file monthly ones/);
});

test('files that ask a question or are none: the question can be answered, the refusal says why', async () => {
    const twice = await upload(root, '/admin/data/check', { what: 'prices', symbol: `Q${run}`, name: '', source: '' },
        { name: 'q.csv', bytes: Buffer.from('Date,Close\n03/04/2024,100\n04/05/2024,101\n05/06/2024,102\n') });
    const asked = await page(root, twice.headers.location);
    assert.ok(asked.includes('One question first') && asked.includes('The file leaves this open'));
    assert.ok((await page(root, `${twice.headers.location}&dates=dmy`)).includes('Ready to be stored'));
    const id = twice.headers.location.match(/check\/([^?]*)/)[1];
    assert.equal((await root.post(`/admin/data/store/${id}`, { what: 'prices', symbol: `Q${run}` })).status, 422);
    const junk = await upload(root, '/admin/data/check', { what: 'prices', symbol: '', name: '', source: '' }, { name: 'junk.csv', bytes: Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]) });
    assert.ok((await page(root, junk.headers.location)).includes('Nothing was stored'));
    assert.equal((await upload(root, '/admin/data/check', { what: 'prices', symbol: '', name: '', source: '' })).status, 422);
    assert.equal((await root.get('/admin/data/check/nothing')).status, 409);
});

test('an instrument is deleted by a superuser unless somebody saved a backtest of it', async () => {
    const link = await analyst.run();
    assert.equal((await analyst.save(link, 'Keeps SPX')).status, 303);
    assert.equal((await root.post('/admin/data/SPX/delete')).status, 409);
    assert.equal((await staff.post(`/admin/data/${symbol}/delete`)).status, 403);
    await done(root, `/admin/data/${symbol}/delete`);
    assert.equal((await root.get(`/admin/data/${symbol}`)).status, 404);
    assert.equal((await root.post('/admin/data/NOSUCH/delete')).status, 404);
});

// ---- settings ----

const limits = { saved_results_quota: '50', api_tokens_quota: '10', backtest_cache: 'on', share_link_days: '30' };

test('settings: only superusers change them; faults stand by their fields; a reset brings the default back', async () => {
    assert.ok((await page(staff, '/admin/settings')).includes('Only a superuser changes settings'));
    assert.equal((await staff.post('/admin/settings/limits', limits)).status, 403);
    const wrong = await root.post('/admin/settings/limits', { ...limits, api_tokens_quota: '1000' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.text.includes('must be a whole number from 0 to 100') && wrong.text.includes('value="1000"'));
    await done(root, '/admin/settings/limits', { ...limits, api_tokens_quota: '012' });
    assert.equal(sql("select value from umbrella.setting where name = 'api_tokens_quota'"), '12');
    await done(root, '/admin/settings/api_tokens_quota/reset');
    assert.equal(sql("select value is null from umbrella.setting where name = 'api_tokens_quota'"), 't');
    for (const server of ['mail.example.org', 'http://x', 'smtp://', 'smtp://a:99999', 'smtp://a b', 'smtp://user@host']) {
        const answer = await root.post('/admin/settings/mail', { mail_server: server, mail_tls: 'required', mail_user: '', mail_password: '', mail_from: '', mail_bounce: '' });
        assert.equal(answer.status, 422, server);
    }
    assert.equal((await root.post('/admin/settings/nothing', {})).status, 404);
    assert.equal((await root.post('/admin/settings/nothing/reset', {})).status, 404);
    assert.ok(!(await page(root, '/admin/settings')).includes('metrics-secret'));
});

test('hints are sentences, choices are words', async () => {
    const text = await page(root, '/admin/settings');
    const hints = [...text.matchAll(/<p class="hub-field-hint">(.*?)<\/p>/g)].map(found => found[1]);
    assert.ok(hints.length >= 19);
    for (const hint of hints)
        assert.match(hint, /^[A-Z].*[^.]\.( Set <time>.*)?$/);
    for (const [value, label] of [['closed', 'Nobody'], ['invitation', 'Whoever is invited'], ['open', 'Everybody, with approval'], ['required', 'Required'], ['none', 'None']])
        assert.match(text, new RegExp(`<option value="${value}"( selected)?>${label}</option>`));
    assert.ok(text.includes('Default: Whoever is invited.'));
});

test('two people for rights: switched on in the console, off only at the machine', async () => {
    const registration = { registration_mode: 'invitation', invitation_hours: '72' }, value = () => sql("select value from umbrella.setting where name = 'two_person'");
    assert.ok((await page(root, '/admin/settings')).includes('hubctl setting reset two_person'));
    await done(root, '/admin/settings/registration', { ...registration, two_person: 'on' });
    try {
        const shown = await page(root, '/admin/settings');
        assert.match(shown, /name="two_person" value="on" checked disabled/);
        assert.ok(!shown.includes('/admin/settings/two_person/reset'));
        assert.equal((await root.post('/admin/settings/registration', registration)).status, 303);
        const reset = await root.post('/admin/settings/two_person/reset');
        assert.ok(reset.status === 403 && reset.text.includes('One person alone does not take away what needs two'));
        assert.equal(value(), 'on');
    } finally {
        execFileSync(process.env.HUBCTL, ['setting', 'reset', 'two_person']);
    }
    assert.equal(value(), '');
});

test('a mail password that was typed before a proof is asked for again; where none was typed nothing is', async () => {
    const mail = { mail_server: '', mail_tls: 'required', mail_user: 'postman', mail_password: '', mail_from: '', mail_bounce: '' };
    const user = () => sql("select value from umbrella.setting where name = 'mail_user'");
    const afterProof = async fields => { // what the browser sends after /login/confirm and one more press
        sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where id = ${session(root)}`);
        const asked = await root.post('/admin/settings/mail', fields);
        assert.equal(asked.status, 403);
        sql(`update umbrella.authentication_usersession set stepup_at = now() where id = ${session(root)}`);
        assert.ok(!decodeURIComponent(asked.text).includes('typed words'));
        return root.post('/admin/settings/mail', asked.text.match(/name="fields" value="([^"]*)"/)[1].replaceAll('&amp;', '&'));
    };
    const again = await afterProof({ ...mail, mail_password: 'typed words' });
    assert.equal(again.status, 422);
    assert.ok(squeeze(again.text).includes('Please type the password once more') && again.text.includes('value="postman"'));
    assert.equal(user(), '');
    assert.equal((await afterProof(mail)).status, 303);
    assert.equal(user(), 'postman');
    await root.post('/admin/settings/mail_user/reset');
});

test('the number of saved results that the console sets is the number there is', async () => {
    const used = await analyst.used(), link = await analyst.run();
    await done(root, '/admin/settings/limits', { ...limits, saved_results_quota: String(used) });
    assert.equal((await analyst.save(link, 'One too many')).status, 409);
    assert.match((await analyst.get('/margin/saved')).text, new RegExp(`${used} of ${used} used`));
    await done(root, '/admin/settings/saved_results_quota/reset');
    assert.equal((await analyst.save(link, 'There is place again')).status, 303);
    assert.ok((await page(root, '/admin/margin/saved')).includes('ops-analyst'));
});

test('the mail password is sealed, never shown, and kept when the field is left empty', async () => {
    const mail = { mail_server: '', mail_tls: 'required', mail_user: 'hub', mail_password: 'a secret of the server', mail_from: '', mail_bounce: '' };
    const answer = await root.post('/admin/settings/mail', mail);
    if (sql('select count(*) from ops.egress_key') === '0') {
        assert.equal(answer.status, 422);
        assert.ok(answer.text.includes('hub-egress'));
    } else {
        assert.equal(answer.status, 303);
        const stored = sql("select value from umbrella.setting where name = 'mail_password'");
        assert.ok(stored.length > 40 && !stored.includes('secret'));
        await root.post('/admin/settings/mail', { ...mail, mail_user: 'other', mail_password: '' });
        assert.equal(sql("select value from umbrella.setting where name = 'mail_password'"), stored);
    }
    assert.ok(!(await page(root, '/admin/settings')).includes('a secret of the server'));
    await root.post('/admin/settings/mail_password/reset');
    await root.post('/admin/settings/mail_user/reset');
});

test('the announcement stands on every page, harmlessly', async () => {
    await done(root, '/admin/settings/announcement', { banner: '<i>Back at noon</i>' });
    assert.ok((await page(analyst, '/')).includes('&lt;i&gt;Back at noon'));
    await done(root, '/admin/settings/banner/reset');
    assert.ok(!(await page(analyst, '/')).includes('Back at noon'));
});

// ---- jobs and mail ----

test('a job is looked at, cancelled once, run again', async () => {
    const id = sql("select ops.job_add('nothing-of-this-kind', '{}', null, now() + interval '1 day')"), path = `/admin/jobs/${id}`;
    const first = await page(staff, path);
    assert.ok(first.includes('nothing-of-this-kind') && !first.includes('its runner died'));
    for (const [lost, words] of [[1, 'its runner died once'], [2, 'its runner died 2 times']]) {
        sql(`update ops.job set runners_lost = ${lost} where id = ${id}`);
        assert.ok((await page(staff, path)).includes(words), words);
    }
    await done(staff, `${path}/cancel`);
    assert.equal((await staff.post(`${path}/cancel`)).status, 409);
    await done(staff, `${path}/retry`);
    assert.notEqual(sql(`select status from ops.job where id = ${id}`), 'cancelled');
    await staff.post(`${path}/cancel`);
    assert.equal((await staff.get('/admin/jobs/99999999')).status, 404);
    assert.ok((await page(staff, '/admin/jobs?kind=nothing')).includes(`/admin/jobs/${id}`));
});

test('a test mail is in the outbox; a working link in a mail is a superuser’s to see, who proved it just now, and on record', async () => {
    const path = await done(staff, '/admin/mail/test');
    assert.ok((await page(staff, path)).includes(staff.email));
    const id = sql(`insert into ops.outbox (kind, to_address, subject, body_text, next_try_at) values ('reset', 'x@ops.example', 'Link',
        'https://hub/reset/${'ab'.repeat(32)} <script>', now() + interval '1 day') returning id`);
    const seen = await page(staff, `/admin/mail/${id}`);
    assert.ok(!seen.includes('abab') && seen.includes('/reset/...') && seen.includes('A superuser sees them') && !seen.includes('<script>x'));
    assert.equal((await staff.post(`/admin/mail/${id}/links`)).status, 403);
    assert.equal((await root.get(`/admin/mail/${id}/links`)).status, 405);
    const looks = () => sql(`select count(*) from umbrella.audit_event where action = 'mail.read_links' and object_id = '${id}' and actor = '${root.email}'`);
    sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where id = ${session(root)}`);
    const stale = await root.post(`/admin/mail/${id}/links`);
    assert.ok(stale.status === 403 && stale.text.includes('Confirm that it is you') && !stale.text.includes('abab'));
    sql(`update umbrella.authentication_usersession set stepup_at = now() where id = ${session(root)}`);
    assert.equal(looks(), '0');
    const shown = await root.post(`/admin/mail/${id}/links`);
    assert.ok(shown.status === 200 && shown.text.includes('ab'.repeat(32)) && /no-store/.test(shown.headers['cache-control']));
    assert.equal(looks(), '1');
    assert.equal((await root.post('/admin/mail/99999999/links')).status, 404);
    await done(staff, `/admin/mail/${id}/cancel`);
    assert.equal((await staff.post(`/admin/mail/${id}/cancel`)).status, 409);
    await done(staff, `/admin/mail/${id}/send`);
    await staff.post(`/admin/mail/${id}/cancel`);
    assert.equal((await staff.get('/admin/mail/99999999')).status, 404);
    assert.ok((await page(staff, '/admin/mail?status=cancelled&to=x@ops')).includes(`/admin/mail/${id}`));
});

test('the mail of an invitation goes out as long as its link works, and the newest alone', async () => {
    const checked = await check(staff, address(20)), to = await done(staff, checked.headers.location.replace('/check/', '/send/')), id = to.split('/').pop();
    const mails = () => sql(`select string_agg(id::text, ' ' order by id) from ops.outbox where invitation_id = ${id}`).split(' ');
    const offers = async mail => (await page(staff, `/admin/mail/${mail}`)).includes(`/admin/mail/${mail}/send`);
    const [first] = mails();
    await done(staff, `/admin/mail/${first}/cancel`);
    assert.ok(await offers(first), 'cancelled by itself: may be sent');
    await done(staff, `/admin/mail/${first}/send`);
    await done(staff, `/admin/invitations/${id}/resend`);
    const second = mails()[1];
    assert.ok(!await offers(first), 'its link is not the one of now');
    assert.equal((await staff.post(`/admin/mail/${first}/send`)).status, 409);
    await done(staff, `/admin/invitations/${id}/revoke`);
    assert.ok(!await offers(second), 'the invitation is revoked');
    assert.ok(!(await page(staff, `/admin/mail?to=${encodeURIComponent(address(20))}`)).includes('/send'));
    const refused = await staff.post(`/admin/mail/${second}/send`);
    assert.ok(refused.status === 409 && squeeze(refused.text).includes('of an invitation that has ended'));
    assert.equal(sql(`select string_agg(status, ' ') from ops.outbox where invitation_id = ${id}`), 'cancelled cancelled');
});

test('kept answers of backtests are deleted', async () => {
    sql("insert into margin.historical_backtest_backtestcache (cache_key, etf, mode, parameters, results) values (md5(random()::text), 'SPX', 'x', '{}', '\\x00')");
    assert.ok((await page(staff, '/admin/margin')).includes('Delete the kept answers'));
    await done(staff, '/admin/margin/cache/purge');
    assert.equal(sql('select count(*) from margin.historical_backtest_backtestcache'), '0');
    assert.ok((await page(staff, '/admin/margin?q=ops-analyst')).includes('SPX'));
});
