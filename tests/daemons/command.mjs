// command.mjs: hubctl job and hubctl mail.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Hub, MailServer, until } from './_daemons.mjs';

const hub = Hub.make('command');
let server;
before(async () => {
    server = await MailServer.start();
    const egress = hub.start('hub-egress'), jobs = hub.start('hub-jobs');
    await Promise.all([egress.ready(), jobs.ready()]);
    await hub.works();
});
after(async () => {
    await server.stop();
    await hub.end();
});

const who = () => hub.ask(`select action || ' ' || object_id || ' ' || actor from umbrella.audit_event order by seq desc limit 1`);

test('job run does it and prints the result; list and show tell of it; it is on record', () => {
    const { status, out } = hub.run('job', 'run', 'account-deletion');
    assert.equal(status, 0);
    assert.match(out, /^done: \{"accounts": 0\}$/m);
    const id = hub.ask(`select max(id) from ops.job`);
    assert.match(who(), new RegExp(`^job\\.add ${id} hubctl \\(user \\w+\\)$`));
    assert.match(hub.run('job', 'list').out, new RegExp(`^ *${id} +account-deletion +done +1 `, 'm'));
    assert.doesNotMatch(hub.run('job', 'list', '--status', 'failed').out, /account-deletion/);
    const shown = hub.run('job', 'show', id).out;
    for (const line of [/^kind +account-deletion$/m, /^status +done$/m, /^tries +1 of 3$/m, /"accounts": 0/])
        assert.match(shown, line);
});

test('job run tells of a failure; retry and cancel do what they say, or say why not', () => {
    const failed = hub.run('job', 'run', 'no-such-kind');
    assert.equal(failed.status, 65);
    assert.match(failed.err, /does not know the kind no-such-kind/);
    const id = hub.ask(`select max(id) from ops.job`);
    assert.equal(hub.run('job', 'cancel', id).status, 65);
    assert.equal(hub.run('job', 'retry', id).status, 0);
    assert.match(who(), new RegExp(`^job\\.retry ${id} hubctl `));
    const later = hub.ask(`select ops.job_add('retention', '{}', null, now() + interval '1 hour')`);
    assert.equal(hub.run('job', 'cancel', later).status, 0);
    assert.equal(hub.ask(`select status from ops.job where id = ${later}`), 'cancelled');
    assert.match(hub.run('job', 'cancel', later).err, /neither waits nor runs/);
    assert.match(hub.run('job', 'show', '999999').err, /there is no job 999999/);
    assert.equal(hub.run('job', 'run', 'retention', '{').status, 65);
    assert.equal(hub.run('job', 'run', 'Not A Kind').status, 65);
});

test('mail test sends one, and tells what the server said when it does not', async () => {
    const none = hub.run('mail', 'test', 'nowhere');
    assert.equal(none.status, 65, 'not an address');
    hub.setting('mail_tls', 'none');
    hub.setting('mail_server', `smtp://localhost:${server.port}`);
    const { status, out, err } = hub.run('mail', 'test', 'me@mail.test');
    assert.equal(status, 0, err);
    assert.match(out, /^Sent: the mail server has taken it/);
    await until('it is there', () => server.to('me@mail.test').length === 1);
    await server.rules({ rcpt: { 'you@mail.test': '450 4.2.1 not now' } });
    const refused = hub.run('mail', 'test', 'you@mail.test');
    assert.equal(refused.status, 70);
    assert.match(refused.err, /not sent: RCPT: 450 4\.2\.1 not now/);
    await server.rules({});
});

test('mail list, show, cancel and retry', async () => {
    // It waits for its time, so that nothing is sent meanwhile.
    const id = hub.ask(`select ops.mail_add('test', 'reader@mail.test', 'A subject', 'The text', '', null, null);
        update ops.outbox set next_try_at = now() + interval '1 hour' where subject = 'A subject'`);
    assert.match(hub.run('mail', 'list').out, new RegExp(`^ *${id} +test +reader@mail\\.test +waiting +0 `, 'm'));
    const shown = hub.run('mail', 'show', id).out;
    assert.match(shown, /^to +reader@mail\.test$/m);
    assert.match(shown, /^subject +A subject$/m);
    assert.match(shown, /\n\nThe text\n$/);
    assert.equal(hub.run('mail', 'cancel', id).status, 0);
    assert.match(who(), new RegExp(`^mail\\.cancel ${id} hubctl `));
    assert.match(hub.run('mail', 'cancel', id).err, /does not wait/);
    assert.equal(hub.run('mail', 'retry', id).status, 0);
    await until('it is sent', () => hub.ask(`select status from ops.outbox where id = ${id}`) === 'sent');
    assert.match(hub.run('mail', 'retry', id).err, /is not failed, cancelled or waiting/);
});

test('mail password takes a line, seals it, and is on record without it', () => {
    assert.equal(hub.feed('correct horse\n', 'mail', 'password').status, 0);
    const value = hub.ask(`select value from umbrella.setting where name = 'mail_password'`);
    assert.match(value, /^[\w-]{70,}$/);
    assert.match(who(), /^setting\.change mail_password hubctl /);
    assert.doesNotMatch(hub.run('audit', 'export').out, /correct horse/);
    assert.equal(hub.feed('\n', 'mail', 'password').status, 0);
    assert.equal(hub.ask(`select value is null from umbrella.setting where name = 'mail_password'`), 't');
    assert.equal(hub.feed('', 'mail', 'password').status, 65);
});

// ---- bounces ----

const report = (token, { action = 'failed', code = 'smtp; 550 5.1.1\r\n <reader@mail.test> user\u00a0unknown' } = {}) => [
    'Return-Path: <>', `Delivered-To: bounce+${token}@sender.test`, 'From: MAILER-DAEMON@mail.test', 'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'Sorry.', '',
    '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.test', '', 'Final-Recipient: rfc822; reader@mail.test',
    `Action: ${action}`, 'Status: 5.1.1', `Diagnostic-Code: ${code}`, '', '--b--', ''].join('\r\n');

test('mail bounce notes what came back late, by the token in the address, and marks the invitation', () => {
    hub.setting('mail_bounce', 'bounce+{token}@sender.test');
    const invitation = hub.ask(`insert into umbrella.authentication_invitetoken (email, token, invite_type, expires_at)
        values ('reader@mail.test', sha256('x'), 'viewer', now() + interval '1 day') returning id`);
    const make = () => hub.row(`insert into ops.outbox (kind, to_address, subject, body_text, invitation_id, status, finished_at, sent_at)
        values ('test', 'reader@mail.test', 's', 't', ${invitation}, 'sent', now(), now()) returning id, bounce_token`);
    const reason = id => hub.ask(`select bounce_reason from ops.outbox where id = ${id}`);
    for (const given of [[], ['argument']]) {
        const [id, token] = make();
        const { status, out, err } = given.length ? hub.feed(report(token.replaceAll(/./g, 'x')), 'mail', 'bounce', `BOUNCE+${token}@Sender.test`)
            : hub.feed(report(token), 'mail', 'bounce');
        assert.equal(status, 0, err);
        assert.match(out, new RegExp(`^mail ${id} came back: smtp; 550 5\\.1\\.1 +<reader@mail\\.test> user +unknown$`, 'm'));
        assert.match(reason(id), /550 5\.1\.1/);
        assert.match(hub.run('mail', 'list').out, new RegExp(`^ *${id} .*bounced`, 'm'));
    }
    assert.deepEqual(hub.row(`select email_bounced, bounce_reason like 'smtp; 550%' from umbrella.authentication_invitetoken where id = ${invitation}`), ['t', 't']);

    const [late, token] = make();
    assert.match(hub.feed(report(token, { action: 'delayed' }), 'mail', 'bounce').out, /^Not a report that delivery failed/);
    assert.match(hub.feed(`To: bounce+${token}@sender.test\n\nI am on holiday.\n`, 'mail', 'bounce').out, /^Not a report/);
    assert.equal(reason(late), '');
});

test('mail bounce refuses what it cannot tell, and survives whatever it is fed', () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    assert.match(hub.feed(report(unknown), 'mail', 'bounce').err, /no mail was sent under that address/);
    assert.match(hub.feed(report('nothing'), 'mail', 'bounce').err, /no address of the form/);
    for (const text of ['', '\0\0\0', 'Action: failed', 'x'.repeat(3 << 20), `bounce+${'-'.repeat(36)}@sender.test\nAction: failed\n`, 'bounce+\nAction:'])
        assert.ok([65, 70].includes(hub.feed(text, 'mail', 'bounce').status), text.slice(0, 50));
    hub.setting('mail_bounce', null);
    assert.match(hub.feed(report(unknown), 'mail', 'bounce').err, /has no \{token\}/);
});

test('wrong usage is 64, with a word on standard error', () => {
    for (const words of [['job'], ['job', 'x'], ['job', 'show'], ['job', 'show', 'x'], ['job', 'retry', '1', '2'], ['job', 'list', 'x'], ['job', 'list', '--x'], ['job', 'run'],
        ['mail'], ['mail', 'x', '1'], ['mail', 'test'], ['mail', 'show', ''], ['mail', 'list', 'x'], ['mail', 'bounce', 'a', 'b'], ['audit'], ['audit', 'x'], ['audit', 'verify', 'x'],
        ['audit', 'list', '--last', '0'], ['audit', 'list', 'x'], ['audit', 'export', 'x']]) {
        const { status, out, err } = hub.run(...words);
        assert.equal(status, 64, words.join(' '));
        assert.equal(out, '');
        assert.notEqual(err, '');
    }
});
