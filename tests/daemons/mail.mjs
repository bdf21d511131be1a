// mail.mjs: hub-egress against a real SMTP server on loopback: what it sends, and what it makes of refusals and of servers that are
// away, slow or mad.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Holder, Hub, MailServer, sleep, until } from './_daemons.mjs';

const hub = Hub.make('mail');
let server, egress, count = 0;

before(async () => {
    // For how long each try is put off.
    hub.ask(`create table ops.test_pause (mail bigint, minutes numeric);
        create function ops.test_note() returns trigger language plpgsql security definer as $$
            begin insert into ops.test_pause values (new.id, extract(epoch from new.next_try_at - now()) / 60); return null; end $$;
        create trigger test_note after update of status on ops.outbox for each row when (old.status = 'sending' and new.status = 'waiting') execute function ops.test_note()`);
    server = await MailServer.start();
    egress = hub.start('hub-egress');
    await egress.ready();
});
after(async () => {
    await server.stop();
    await hub.end();
});

const quoted = text => `'${text.replaceAll("'", "''")}'`;
// Queue a mail to an address of its own.
function queue({ subject = 'Hello', text = 'A line.\n', html = '', invitation = 'null' } = {}) {
    const to = `reader-${++count}@mail.test`;
    const id = hub.ask(`select ops.mail_add('test', '${to}', ${quoted(subject)}, ${quoted(text)}, ${quoted(html)}, null, ${invitation})`);
    return { id, to, row: columns => hub.row(`select ${columns} from ops.outbox where id = ${id}`), again: () => hub.ask(`update ops.outbox set next_try_at = now() where id = ${id}`) };
}
const has = (mail, status) => until(() => `mail ${mail.id} is ${status} but ${mail.row('status, tries, last_error')}; ${egress.log}`, () => mail.row('status')[0] === status);
const tried = (mail, tries) => until(() => `mail ${mail.id} is tried ${tries} times; ${egress.log}`,
    () => hub.row(`select tries, status from ops.outbox where id = ${mail.id}`).join() === `${tries},waiting`);
const use = (port, tls = 'none') => {
    hub.setting('mail_tls', tls);
    hub.setting('mail_server', `smtp://localhost:${port}`);
};
const words = mail => mail.row('last_error')[0];

test('without a mail server mails wait and are not counted as tried; the setting sends them within seconds', async () => {
    const mail = queue();
    await sleep(1000);
    assert.deepEqual(mail.row('status, tries, last_error'), ['waiting', '0', '']);
    use(server.port);
    await has(mail, 'sent');
    assert.equal(server.to(mail.to).length, 1);
});

test('a mail has one recipient, the headers it should have and no others, and both parts as they were written', async () => {
    hub.setting('mail_from', 'The Hub <hub@sender.test>');
    const text = 'Grüße, Ω ≤ ∞ 🙂\n\n.a dot first\n..two\n' + 'long '.repeat(300) + '\nFrom the start = an equals sign\n  and spaces at the end  \n';
    const html = '<p>Grüße &amp; <b>Ω</b></p>\n<p>' + 'x'.repeat(2000) + '</p>\n';
    const mail = queue({ subject: 'Größe und Güte', text, html });
    await has(mail, 'sent');
    const [got, ...more] = server.to(mail.to);
    assert.equal(more.length, 0);
    assert.deepEqual(got.to, [mail.to]);
    assert.equal(got.from, 'hub@sender.test');
    assert.deepEqual(got.names.map(name => name.toLowerCase()).sort(),
        ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']);
    assert.equal(got.headers.To, mail.to);
    assert.deepEqual(got.sender, ['The Hub', 'hub@sender.test']);
    assert.equal(got.headers.Subject, 'Größe und Güte');
    assert.equal(got.headers['Message-ID'], `<${mail.row('message_id')[0]}@hub.test>`);
    assert.equal(got.headers['Auto-Submitted'], 'auto-generated');
    assert.ok(Math.abs(new Date(got.headers.Date) - Date.now()) < 3600000, got.headers.Date); // by the hour, and in its time zone
    assert.deepEqual(got.parts, [['text/plain', text], ['text/html', html]]);
    assert.match(got.headers['Content-Type'], /^multipart\//);
    assert.match(got.raw, /Content-Type: multipart\/alternative;/);
    assert.deepEqual(got.defects, []);
    assert.doesNotMatch(got.raw, /[^\x00-\x7f]/, 'seven bits on the wire');
    assert.ok(got.raw.split('\r\n').every(line => line.length <= 78 || /^ *boundary=|^Content-Type: multipart/.test(line)), 'short lines');
});

test('long names and subjects in any script arrive whole', async () => {
    for (const [name, subject] of [
        ['Ünïcödé '.repeat(12).trim(), '漢字かな交じり文 🙂 '.repeat(18).trim()],
        ['A "quoted", (commented) \\ name; of: a <strange kind', 'A long subject of plain letters '.repeat(7).trim()],
        ['=?UTF-8?B?SGFja2Vk?=', '=?UTF-8?B?SGFja2Vk?= Re: x'],
    ]) {
        hub.setting('mail_from', `${name} <hub@sender.test>`);
        const mail = queue({ subject });
        await has(mail, 'sent');
        const got = server.to(mail.to)[0];
        assert.deepEqual(got.sender, [name, 'hub@sender.test']);
        assert.equal(got.headers.Subject, subject);
        const head = got.raw.split('\r\n\r\n')[0].split('\r\n');
        assert.ok(head.every(line => line.length <= 78 || line.startsWith('Content-Type:')), head.join('\n'));
    }
    hub.setting('mail_from', null);
    const mail = queue();
    await has(mail, 'sent');
    assert.deepEqual(server.to(mail.to)[0].sender, ['Umbrella Hub', 'hub@hub.test'], 'without a setting: the site itself');
});

test('the sender of the envelope carries the token by which a late bounce is known', async () => {
    hub.setting('mail_bounce', 'bounce+{token}@sender.test');
    const mail = queue();
    await has(mail, 'sent');
    assert.equal(server.to(mail.to)[0].from, `bounce+${mail.row('bounce_token')[0]}@sender.test`);
    hub.setting('mail_bounce', null);
});

test('what was sent keeps no working link', async () => {
    const link = `https://hub.test/invite/${'ab'.repeat(32)}`;
    const mail = queue({ text: `${link}\n`, html: `<a href="${link}">x</a>` });
    await has(mail, 'sent');
    assert.ok(server.to(mail.to)[0].parts.every(([, part]) => part.includes(link)));
    assert.doesNotMatch(mail.row('body_text || body_html')[0], /abab/);
});

test('many mails go over one connection, and a refused one does not stop the others', async () => {
    const wall = `refused-${count}@mail.test`;
    await server.rules({ rcpt: { [wall]: '550 5.1.1 nobody of that name' } });
    hub.ask(`select ops.mail_add('test', case when i = 10 then '${wall}' else 'many-' || i || '@mail.test' end, 's', 't', '', null, null) from generate_series(1, 30) i`);
    await until('all are settled', () => hub.ask(`select count(*) from ops.outbox where status in ('waiting', 'sending')`) === '0');
    const got = server.mails.filter(mail => mail.to[0].startsWith('many-'));
    assert.equal(got.length, 29);
    assert.ok(new Set(got.map(mail => mail.connection)).size <= 3, 'a refusal costs a connection');
    await server.rules({});
});

test('refused for now: tried again after 1, 5, 30 minutes, 2 and 6 hours, then it has failed', async () => {
    await server.rules({ data: Array(6).fill('451 4.3.0 try again later') });
    const mail = queue();
    for (const [tries, minutes] of [[1, 1], [2, 5], [3, 30], [4, 120], [5, 360]]) {
        await tried(mail, tries);
        assert.match(words(mail), /451 4\.3\.0 try again later/);
        assert.equal(hub.ask(`delete from ops.test_pause where mail = ${mail.id} returning round(minutes, 3)`), `${minutes}.000`, `after try ${tries}`);
        mail.again();
    }
    await has(mail, 'failed');
    assert.deepEqual(mail.row('tries, finished_at is not null, bounced_at is null'), ['6', 't', 't']);
    assert.equal(new Set(server.mails.filter(m => m.headers['Message-ID'].includes(mail.row('message_id')[0])).map(m => m.headers['Message-ID'])).size, 1);
    await server.rules({});
});

test('refused for now, then taken: sent once', async () => {
    await server.rules({ rcpt: { [`reader-${count + 1}@mail.test`]: '450 4.2.1 greylisted' } });
    const mail = queue();
    await tried(mail, 1);
    assert.match(words(mail), /RCPT: 450 4\.2\.1 greylisted/);
    await server.rules({});
    mail.again();
    await has(mail, 'sent');
    assert.equal(server.to(mail.to).length, 1);
    assert.deepEqual(mail.row('tries, last_error'), ['2', '']);
});

test('refusal of the recipient marks the invitation as bounced, with the reason', async () => {
    const invitation = hub.ask(`insert into umbrella.authentication_invitetoken (email, token, invite_type, expires_at)
        values ('x@mail.test', sha256('x'), 'viewer', now() + interval '1 day') returning id`);
    await server.rules({ rcpt: { [`reader-${count + 1}@mail.test`]: '550 5.1.1 User unknown' } });
    const mail = queue({ invitation });
    await has(mail, 'failed');
    assert.deepEqual(mail.row(`tries, bounced_at is not null, bounce_reason`), ['1', 't', 'RCPT: 550 5.1.1 User unknown']);
    const seen = () => hub.row(`select email_bounced, bounce_reason, email_sent_at is null from umbrella.authentication_invitetoken where id = ${invitation}`);
    assert.deepEqual(seen(), ['t', 'RCPT: 550 5.1.1 User unknown', 't']);
    await server.rules({});
    const second = queue({ invitation });
    await has(second, 'sent');
    assert.deepEqual(seen(), ['f', '', 'f'], 'a mail that is delivered clears it');
});

test('refusal of the content is final but no bounce; a refused sender too; a login that is missing is not final', async () => {
    await server.rules({ data: ['554 5.7.1 looks like spam'] });
    const spam = queue();
    await has(spam, 'failed');
    assert.deepEqual(spam.row('tries, bounced_at is null, last_error'), ['1', 't', 'DATA: 554 5.7.1 looks like spam']);
    await server.rules({ mail: '550 5.7.1 you are not known here' });
    const sender = queue();
    await has(sender, 'failed');
    assert.deepEqual(sender.row('bounced_at is null, last_error'), ['t', 'MAIL: 550 5.7.1 you are not known here']);
    await server.rules({ mail: '530 5.7.0 Authentication required' });
    const login = queue();
    await tried(login, 1);
    await server.rules({});
    login.again();
    await has(login, 'sent');
});

test('a server that is away: tried again, and sent when it is back', async () => {
    const port = server.port;
    await server.stop();
    const mail = queue();
    await tried(mail, 1);
    assert.match(words(mail), /connect/i);
    server = await MailServer.start({ port });
    mail.again();
    await has(mail, 'sent');
    assert.equal(server.to(mail.to).length, 1);
});

test('settings that were changed before a mail was written are those it goes by', async () => {
    const other = await MailServer.start();
    // It is woken by the old settings, has read them, and stands before the first mail that waits.
    const held = await Holder.lock(hub, 'lock table ops.outbox');
    use(server.port);
    await until('it stands before the mails', () => hub.ask(`select count(*) from pg_stat_activity where datname = current_database() and usename = 'hub_egress'
        and wait_event_type = 'Lock'`) !== '0');
    const to = `reader-${++count}@mail.test`;
    await held.release(`update umbrella.setting set value = 'smtp://localhost:${other.port}' where name = 'mail_server';
        select ops.mail_add('test', '${to}', 's', 't', '', null, null); commit`);
    await until('it is sent', () => hub.ask(`select status from ops.outbox where to_address = '${to}'`) === 'sent');
    assert.deepEqual([server.to(to).length, other.to(to).length], [0, 1]);
    use(server.port);
    await other.stop();
});

// A server of our own: it does with each connection what it is told.
async function strange(behave, port = 0) {
    const open = new Set(), listener = net.createServer(socket => {
        open.add(socket);
        socket.on('error', () => {});
        behave(socket);
    });
    await new Promise(resolve => listener.listen(port, '127.0.0.1', resolve));
    return { port: listener.address().port, end: () => { open.forEach(socket => socket.destroy()); return new Promise(resolve => listener.close(resolve)); } };
}

test('a server that says nonsense, too much, or hangs up is tried again later', async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
    for (const [what, behave] of [
        ['nonsense', socket => socket.end(bytes)],
        ['another protocol', socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
        ['an endless line', socket => { socket.write('220 '); for (let i = 0; i < 200; i++) socket.write('x'.repeat(10000)); socket.end(); }],
        ['nothing', socket => socket.destroy()],
        ['the greeting only', socket => socket.end('220 mail.test\r\n')],
        ['not now', socket => socket.end('421 4.3.2 closing\r\n')],
        ['never', socket => socket.end('554 5.3.2 no service here\r\n')],
        ['gone after DATA', socket => { socket.write('220 x\r\n'); socket.on('data', data => String(data).startsWith('DATA') ? socket.destroy() : socket.write('250 OK\r\n')); }],
    ]) {
        const other = await strange(behave);
        use(other.port);
        const mail = queue();
        await tried(mail, 1);
        assert.notEqual(words(mail), '', what);
        assert.doesNotMatch(words(mail), /[^\x20-\x7e]/, what);
        hub.ask(`update ops.outbox set status = 'cancelled', finished_at = now() where id = ${mail.id}`);
        await other.end();
    }
    use(server.port);
});

test('a server that takes the connection and says nothing holds up the others for less than half a minute', async () => {
    const other = await strange(() => {});
    use(other.port);
    const mail = queue();
    await until('it is being sent', () => mail.row('tries')[0] === '1');
    use(server.port);
    const next = queue();
    await has(next, 'sent');
    await tried(mail, 1);
    await other.end();
});

test('settings that cannot be are told in words, and the mail is kept', async () => {
    for (const [settings, said] of [
        [{ mail_server: 'http://localhost:25' }, /mail_server is not smtp/],
        [{ mail_server: 'smtp://user:secret@localhost:25' }, /mail_server is not smtp/],
        [{ mail_server: `smtp://localhost:${server.port}/x?y` }, /mail_server is not smtp/],
        [{ mail_from: 'nobody' }, /mail_from is neither/],
        [{ mail_from: 'Eve <eve@x> <eve@y>, mallory@z' }, /mail_from is neither/],
        [{ mail_bounce: 'a b{token}@x' }, /mail_bounce is not/],
        [{ mail_user: 'hub' }, /not sent without encryption/],
    ]) {
        for (const [name, value] of Object.entries(settings))
            hub.setting(name, value);
        const mail = queue();
        await tried(mail, 1);
        assert.match(words(mail), said);
        assert.doesNotMatch(egress.log, /secret/);
        hub.ask(`update ops.outbox set status = 'cancelled', finished_at = now() where id = ${mail.id}`);
        for (const name of ['mail_from', 'mail_bounce', 'mail_user'])
            hub.setting(name, null);
        use(server.port);
    }
});

// ---- encryption and login ----

const files = Object.fromEntries(['ca', 'other'].map(name => [name, { cert: join(hub.directory, `${name}.crt`), key: join(hub.directory, `${name}.key`) }]));
for (const { cert, key } of Object.values(files))
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
        '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });

test('encryption that is required but not there: nothing is sent', async () => {
    use(server.port, 'required');
    const before = server.mails.length, mail = queue();
    await tried(mail, 1);
    assert.notEqual(words(mail), '');
    assert.equal(server.mails.length, before);
    hub.ask(`update ops.outbox set status = 'cancelled', finished_at = now() where id = ${mail.id}`);
    use(server.port);
});

test('with STARTTLS and the sealed password it is sent; with a wrong one, an unknown certificate or another name it is not', async () => {
    const other = hubWith(files.ca.cert);
    const secured = await MailServer.start({ ...files.ca, user: 'hub@mail.test', password: 'S3cret ü "x"' });
    const egress2 = other.start('hub-egress');
    try {
        await egress2.ready();
        await until('the key is known', () => other.ask('select count(*) from ops.egress_key') === '1');
        other.setting('mail_user', 'hub@mail.test');
        other.setting('mail_server', `smtp://localhost:${secured.port}`);
        const add = () => other.ask(`select ops.mail_add('test', 'tls-${++count}@mail.test', 's', 't', '', null, null)`);
        const status = id => other.ask(`select status || ' ' || tries || ' ' || coalesce(last_error, '') from ops.outbox where id = ${id}`);
        const becomes = (id, pattern) => until(() => `mail ${id}: ${status(id)}; ${egress2.log}`, () => pattern.test(status(id)));

        assert.equal(other.feed('not it\n', 'mail', 'password').status, 0);
        const first = add();
        await becomes(first, /^waiting 1 .*(535|denied)/i);
        assert.equal(other.feed('S3cret ü "x"\n', 'mail', 'password').status, 0);
        assert.doesNotMatch(other.ask(`select value from umbrella.setting where name = 'mail_password'`), /S3cret/);
        other.ask(`update ops.outbox set next_try_at = now() where id = ${first}`);
        await becomes(first, /^sent 2/);
        assert.deepEqual(secured.mails.map(mail => [mail.tls, mail.user]), [[true, 'hub@mail.test']]);
        assert.doesNotMatch(egress2.log, /S3cret/);

        other.setting('mail_server', `smtp://127.0.0.1:${secured.port}`);
        const name = add();
        await becomes(name, /^waiting 1 .*(certificate|name|SSL)/i);

        other.setting('mail_password', 'AAAA');
        other.setting('mail_server', `smtp://localhost:${secured.port}`);
        const unsealed = add();
        await becomes(unsealed, /^waiting 1 the mail server's password cannot be opened/);

        const stranger = await MailServer.start({ ...files.other });
        other.setting('mail_user', null);
        other.setting('mail_server', `smtp://localhost:${stranger.port}`);
        const unknown = add();
        await becomes(unknown, /^waiting 1 .*(certificate|SSL)/i);
        assert.equal(stranger.mails.length, 0);
        await stranger.stop();
        assert.equal(secured.mails.length, 1);
    } finally {
        await secured.stop();
        await other.end();
    }
});

function hubWith(ca) {
    return Hub.make('mailtls', { mail_ca_file: ca });
}

// ---- injection ----

test('nothing with a line break gets into an address or a subject', () => {
    for (const [to, subject] of [['a@b.test\r\nBcc: evil@x.test', 's'], ['a@b.test\n', 's'], ['a@b.test>\r\nRCPT TO:<evil@x.test', 's'], ['a@b.test, evil@x.test', 's'],
        ['a@b.test', 's\r\nBcc: evil@x.test'], ['a@b.test', 's\n\nbody'], ['a@b.test', 's\u007f']])
        assert.throws(() => hub.ask(`select ops.mail_add('test', ${quoted(to)}, ${quoted(subject)}, 't', '', null, null)`), /violates check constraint/);
    assert.throws(() => hub.setting('mail_from', 'x <a@b.test>\r\nBcc: evil@x.test'), /violates check constraint/);
    assert.throws(() => hub.setting('mail_bounce', 'a@b.test\r\nRCPT TO:<evil@x.test>'), /violates check constraint/);
});

test('a body that looks like SMTP and headers stays a body', async () => {
    const text = 'x\n.\nMAIL FROM:<evil@x.test>\nRCPT TO:<evil@x.test>\nDATA\n\nBcc: evil@x.test\n\n.\nQUIT\n';
    const before = server.mails.length, mail = queue({ text });
    await has(mail, 'sent');
    await sleep(300);
    assert.equal(server.mails.length, before + 1);
    const got = server.to(mail.to)[0];
    assert.deepEqual([got.to, got.parts], [[mail.to], [['text/plain', text]]]);
});

// ---- the process ----

test('killed while it sends: the same mail goes again, under the same Message-ID, and is not lost', async () => {
    await server.rules({ hold: true });
    const mail = queue();
    await until('the server has it', () => server.to(mail.to).length === 1);
    process.kill(egress.processes()[0], 'SIGKILL');
    await server.rules({});
    await has(mail, 'sent');
    const got = server.to(mail.to);
    assert.ok(got.length === 1 || got.length === 2, `${got.length} copies`);
    assert.deepEqual([...new Set(got.map(m => m.headers['Message-ID']))], [`<${mail.row('message_id')[0]}@hub.test>`]);
    assert.equal(mail.row('tries')[0], '2');
});

test('told to end while it sends: the mail is finished, once', async () => {
    await server.rules({ hold: true });
    const mail = queue();
    await until('the server has it', () => server.to(mail.to).length === 1);
    const stopped = egress.stop();
    await sleep(1000);
    await server.rules({});
    assert.equal(await stopped, 0, egress.log);
    assert.deepEqual(mail.row('status, tries'), ['sent', '1']);
    egress = hub.start('hub-egress');
    await egress.ready();
    await sleep(500);
    assert.equal(server.to(mail.to).length, 1);
});

test('the database goes away while a mail is sent: what became of it is not forgotten', async () => {
    await server.rules({ hold: true });
    const mail = queue();
    await until('the server has it', () => server.to(mail.to).length === 1);
    hub.ask(`alter database "${hub.database}" allow_connections false`, 'postgres');
    hub.ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${hub.database}'`, 'postgres');
    await server.rules({});
    await sleep(3000);
    hub.ask(`alter database "${hub.database}" allow_connections true`, 'postgres');
    await has(mail, 'sent');
    assert.equal(server.to(mail.to).length, 1);
    const next = queue();
    await has(next, 'sent');
});

test('it is seen to live, and new settings of the file are taken up', async () => {
    await until('a heartbeat', () => hub.ask(`select count(*) from ops.heartbeat where program = 'hub-egress' and rss_kb > 1000 and at > now() - interval '1 minute'`) !== '0');
    const before = egress.processes()[0];
    egress.signal('SIGHUP');
    await until('another process', () => egress.processes().length === 1 && egress.processes()[0] !== before);
    const mail = queue();
    await has(mail, 'sent');
});
