// console.test.mjs: everything an administrator does in the console, done as an administrator does it, and the way to every page.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, beforeEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Staff, totp } from '../http/_staff.mjs';
import { arrive, before, context, go, hubctl, linkIn, mailTo, origin, overflow, password, person, seen, shownAs, sound, sql, trySignIn } from './_browser.mjs';

const run = process.pid, at = name => `${name}-${run}@console.example`;
const idOf = email => sql(`select id from umbrella.authentication_user where email = '${email}'`);
const long = 'Wolfeschlegelsteinhausenbergerdorff';
const made = (name, status, last = 'Example') => {
    sql(`insert into umbrella.authentication_user (username, email, first_name, last_name, status, role, created_ip)
        values ('${at(name)}', '${at(name)}', '${name[0].toUpperCase()}${name.slice(1)}', '${last}', '${status}', 'viewer', '198.51.100.7')`);
    return { email: at(name), id: idOf(at(name)) };
};
const statusOf = who => sql(`select status from umbrella.authentication_user where id = ${who.id}`);

// Who has a second factor already: how it is set up in a browser is in accounts.test.mjs.
async function enter(staff, options = {}) {
    const own = await context(options), [name, value] = staff.cookie.split('=');
    await own.addCookies([{ name, value, domain: new URL(origin).hostname, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }]);
    return own.newPage();
}
const root = await Staff.make('console-root', '--superuser', '--staff', '--role', 'admin', '--first-name', 'Ruth', '--last-name', 'Root');
const staff = await Staff.make('console-staff', '--staff', '--role', 'manager');
const tab = await enter(root, { acceptDownloads: true });
const main = tab.locator('main');

const heading = (name, page = tab) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const says = (words, page = tab) => page.locator('main').getByText(words).first().waitFor();
const press = (name, page = tab) => go(page.locator('main').getByRole('button', { name, exact: true }));
const follow = (name, page = tab) => go(page.locator('main').getByRole('link', { name, exact: true }));
const open = summary => main.locator('summary').filter({ hasText: summary }).first().click();
const part = async (name, title = name) => {
    if (!new URL(tab.url()).pathname.startsWith('/admin'))
        await tab.goto('/admin');
    await go(tab.getByRole('navigation', { name: 'Console' }).getByRole('link', { name, exact: true }));
    await heading(title);
};
const row = words => main.getByRole('row').filter({ hasText: words });
async function csv(link) {
    const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
    return readFileSync(await download.path(), 'utf8').trim().split('\r\n');
}
async function jump(email) { // to one person's page, as one finds somebody
    await part('People');
    await tab.getByLabel('Name or e-mail').fill(email);
    await press('Filter');
    await follow(email);
}
const proofGrowsOld = () => sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where user_id = ${idOf(root.email)} and revoked_at is null`);
const proofIsNew = () => sql(`update umbrella.authentication_usersession set stepup_at = now() where user_id = ${idOf(root.email)} and revoked_at is null`);
beforeEach(proofIsNew); // however long the tests before took
const forgetCodes = () => sql(`update umbrella.second_factor set last_counter = 0 where user_id = ${idOf(root.email)}`);
after(() => sql("update umbrella.setting set value = null where name in ('api_tokens_quota', 'banner')"));

const crowd = Array.from({ length: 30 }, (_, i) => made(`crowd${String(i).padStart(2, '0')}`, i < 4 ? 'pending' : 'active', i === 5 ? long : 'Crowd'));

// ---- the way in ----

test('who has no console rights is told so; who has them but no second factor is led to set one up', async () => {
    const ann = await person('console-analyst', {}, '--role', 'analyst');
    await ann.tab.goto('/');
    assert.equal(await ann.tab.getByRole('link', { name: 'Console', exact: true }).count(), 0);
    await ann.tab.goto('/admin');
    await sound(ann.tab, 'admin-refused');
    await ann.own.close();
    const new_ = await person('console-new', {}, '--staff', '--role', 'manager');
    await new_.tab.goto('/');
    await go(new_.tab.getByRole('link', { name: 'Console', exact: true }));
    await heading('Second factor', new_.tab);
    await says('You may enter the console, and that takes a second factor.', new_.tab);
    await press('Set it up', new_.tab);
    await new_.tab.getByLabel('Six digits').fill(totp((await new_.tab.locator('.hub-key').innerText()).replaceAll(' ', '')));
    await press('Turn it on', new_.tab);
    await follow('I have put them away', new_.tab);
    await heading('Overview', new_.tab);
    await new_.own.close();
});

test('the overview says what needs attention, with the command or the page that mends it', async () => {
    await tab.goto('/');
    await go(tab.getByRole('link', { name: 'Console', exact: true }));
    await heading('Overview');
    await says('There is no backup yet.');
    assert.match(await main.locator('.hub-figure').filter({ hasText: 'Waiting for approval' }).innerText(), /\b[4-9]|\d\d/);
    const missing = main.getByRole('row').filter({ hasText: 'does not run' });
    for (let left = 90; left > 0 && await missing.count(); left--, await sleep(1000)) // a busy machine may have kept one from saying so
        await tab.reload();
    for (const program of ['hub-auth', 'hub-home', 'hub-admin', 'hub-margin', 'hub-returns', 'hub-jobs', 'hub-egress'])
        assert.equal(await row(program).getByText('runs').count(), 1, program);
});

// ---- people ----

test('people: searched, filtered, sorted with the keyboard, leafed through, taken out as a file', async () => {
    await part('People');
    await tab.getByLabel('Name or e-mail').fill(`-${run}@console.example`);
    await press('Filter');
    await tab.waitForURL(/q=/);
    await go(main.getByRole('link', { name: '25', exact: true }));
    await says('1–25 of 30');
    await follow('Next');
    await says('26–30 of 30');
    assert.equal(await main.locator('tbody tr').count(), 5);
    const head = main.getByRole('columnheader').filter({ hasText: 'E-mail' });
    const sort = () => arrive(tab, async () => {
        await head.getByRole('link').focus();
        await tab.keyboard.press('Enter');
    });
    await sort();
    assert.match(tab.url(), /sort=/);
    const firstWay = await head.getAttribute('aria-sort'), top = await main.locator('tbody th').first().innerText();
    await sort();
    assert.notEqual(await head.getAttribute('aria-sort'), firstWay);
    assert.notEqual(await main.locator('tbody th').first().innerText(), top);
    await tab.getByLabel('Status').selectOption('pending');
    await press('Filter');
    await says('1–4 of 4');
    assert.equal((await csv(main.getByRole('link', { name: 'Download as CSV' }))).length, 5);
    await tab.getByLabel('Name or e-mail').fill('nobody is called so');
    await press('Filter');
    await heading('People');
    await says('Nobody matches');
    await sound(tab, 'admin-people-empty');
});

test('several at once: approved, and disabled with a reason', async () => {
    await tab.goto(`/admin/people?q=${encodeURIComponent(`-${run}@console.example`)}&sort=email`);
    for (const one of crowd.slice(0, 2))
        await main.getByLabel(`Choose ${one.email}`).check();
    await press('Approve');
    await says('2 approved.');
    for (const one of [crowd[10], crowd[11], crowd[2]]) // the last waits, so it cannot be disabled
        await main.getByLabel(`Choose ${one.email}`).check();
    await main.locator('.hub-several summary').click();
    await main.getByLabel('Reason (stays in the audit)').fill('Left the company');
    await press('Disable them');
    await says(new RegExp(`2 disabled\\..*${crowd[2].email}`));
    assert.deepEqual(crowd.slice(0, 3).map(statusOf), ['active', 'active', 'pending']);
    assert.deepEqual(crowd.slice(10, 12).map(statusOf), ['disabled', 'disabled']);
});

test('one person: role, rights, a new password, disabled and enabled, sessions ended, a lost second factor', async () => {
    const who = await Staff.make('console-member', '--role', 'analyst', '--first-name', 'Mia', '--last-name', long);
    const live = await enter(who);
    await live.goto('/account');
    await jump(who.email);
    await main.getByLabel('Role', { exact: true }).selectOption('manager');
    await press('Set');
    await says(/has the role manager now/);
    await open('Console rights');
    await main.getByLabel('Rights', { exact: true }).selectOption('staff');
    await press('Change rights');
    await says(/console rights of .* are changed/);
    await open('New password');
    await press('Send the link');
    await says(/A mail with a link to a new password goes to/);
    assert.match(linkIn(await mailTo(who.email, 'reset')), /^\/reset\//);
    await open('Second factor lost');
    await press('Drop the second factor');
    await says(/The second factor of .* is dropped/);
    await live.goto('/account');
    await live.waitForURL(/\/login/);
    await trySignIn(live, who.email, password);
    await live.waitForURL(`${origin}/`);
    await jump(who.email);
    await go(main.locator('section').filter({ hasText: 'Live sessions' }).last().getByRole('button', { name: 'End', exact: true }));
    await says('The session has ended.');
    await open('Disable');
    await main.getByLabel('Reason (stays in the audit)').fill('On leave');
    await press('Disable the account');
    await says(/is disabled/);
    await trySignIn(live, who.email, password);
    await says('Your account is switched off.', live);
    await sound(tab, 'admin-person');
    await press('Enable');
    await says(/can sign in again/);
    await live.context().close();
    await jump(root.email);
    await says('This is your own account.');
    await sound(tab, 'admin-person-own');
});

test('approvals: rejected with a reason that the applicant reads, reconsidered, approved; who comes second is told', async () => {
    const who = person_ => main.getByRole('row').filter({ hasText: person_.email });
    await part('Approvals');
    await sound(tab);
    await who(crowd[2]).locator('summary').click();
    await who(crowd[2]).getByLabel('Why? The applicant reads it.').fill('We do not know you. Ask your manager to invite you.');
    await go(who(crowd[2]).getByRole('button', { name: 'Reject' }));
    await says(/is rejected; a mail says so/);
    assert.match(await mailTo(crowd[2].email, 'rejected'), /We do not know you\./);
    await jump(crowd[2].email);
    await says('We do not know you.');
    await press('Reconsider');
    await says('waits for approval again');

    await part('Approvals');
    await staff.post(`/admin/people/${crowd[2].id}/approve`); // somebody else, meanwhile
    await go(tab.getByRole('button', { name: `Approve ${crowd[2].email}` }));
    await heading('Nothing was changed');
    await says(`${staff.email} has approved this account already`);
    await sound(tab, 'admin-second-comer');
    await follow('Back');
    await heading('Approvals');
    await tab.goto('/admin/approvals?q=nobody');
    await says('Nobody waits whom the filter finds');
});

test('an old proof: the reason that was typed is still there afterwards, and the decision is made', async () => {
    proofGrowsOld();
    forgetCodes();
    await jump(crowd[3].email);
    await open('Reject');
    await main.getByLabel('Why? The applicant reads it.').fill('Typed before the proof,\nin two lines.');
    await press('Reject');
    await heading('Confirm that it is you');
    await tab.locator('#proof').fill(totp(root.seed));
    await press('Confirm');
    await heading('Thank you. Now send it');
    await says('Typed before the proof,');
    await sound(tab, 'admin-resume');
    await press('Send');
    await says(/is rejected; a mail says so/);
    assert.match(sql(`select rejection_reason from umbrella.authentication_user where id = ${crowd[3].id}`), /^Typed before the proof,\r?\nin two lines\.$/);
});

// ---- invitations and templates ----

test('a template is written with a preview that follows, kept, taken out of use and back', async () => {
    await part('Templates');
    await sound(tab, 'admin-templates-empty');
    await before(tab, 'preview', () => main.getByRole('link', { name: 'New template' }).first().click(), async () => {
        await tab.getByLabel('Subject', { exact: true }).fill('Join us, {name}');
        await tab.getByLabel('Name', { exact: true }).fill(`Welcome ${run}`);
    });
    await tab.locator('#preview-subject').getByText(/^Join us, Robin/).waitFor(); // though it was typed before the script was there
    await tab.getByLabel('Text', { exact: true }).fill('Hello {name}, <b>come in</b>: {link}');
    await tab.locator('#preview-text').getByText('Hello Robin Example, <b>come in</b>:').waitFor();
    await sound(tab, 'admin-template-new');
    await press('Keep the template');
    await says('The template is kept.');
    await part('Templates');
    await go(row(`Welcome ${run}`).getByRole('button', { name: 'Take out of use' }));
    await says('is not offered any more');
    await go(row(`Welcome ${run}`).getByRole('button', { name: /^Use/ }));
    await says('can be chosen again');
});

test('the same without script: the button shows the preview, and nothing that was typed is lost', async () => {
    const plain = await enter(staff, { javaScriptEnabled: false });
    await plain.goto('/admin/templates/new');
    await plain.getByLabel('Name', { exact: true }).fill('Plain');
    await plain.getByLabel('Subject', { exact: true }).fill('Come, {name}');
    await plain.getByLabel('Text', { exact: true }).fill('Dear {name},\n\n{link}');
    await press('Preview', plain);
    assert.match(await plain.locator('#preview-subject').innerText(), /^Come, Robin/);
    assert.equal(await plain.getByLabel('Text', { exact: true }).inputValue(), 'Dear {name},\n\n{link}');
    await plain.context().close();
});

test('a list of people: its faults by line, mended, sent; one is sent again, its link copied, opened, revoked', async () => {
    const [one, two] = [at('guest1'), at('guest2')];
    await part('Invitations');
    await go(main.getByRole('link', { name: 'Invite people' }).first());
    await press('Check the list');
    await says('There is no address in it');
    await sound(tab, 'admin-invitations-fault');
    await tab.getByLabel('Addresses').fill(`${one}, Gil\n${two}, Gwen\nnot-an-address\n${one}\n${root.email}`);
    await tab.getByLabel('Template').selectOption(`Welcome ${run}`);
    await press('Check the list');
    await heading('2 people can be invited');
    for (const words of ['has no @', 'stands in line 1 already', 'has an account already', 'Join us, Gil'])
        await says(words);
    await sound(tab, 'admin-invitations-report');
    await follow('Change the list');
    assert.match(await tab.getByLabel('Addresses').inputValue(), /not-an-address/);
    await tab.getByLabel('Addresses').fill(`${one}, Gil\n${two}, Gwen`);
    await press('Check the list');
    await press('Send 2 invitations');
    await says('2 people are invited.');
    assert.match(await main.locator('.hub-funnel').innerText(), /[2-9]|\d\d/);
    await sound(tab, 'admin-invitations');

    await follow(one);
    await press('Send again');
    await says(/new link/);
    await press('Show a new link to copy');
    await heading(one);
    const link = linkIn(await tab.getByLabel('The link').inputValue());
    await sound(tab, 'admin-invitation-link');
    const guest = await context(), door = await guest.newPage();
    await door.goto(link);
    await heading('You are invited to Umbrella Hub', door);
    await guest.close();
    await part('Invitations');
    assert.match(await row(one).locator('[data-label=Opened]').innerText(), /\d{4}-\d\d-\d\d/);
    await follow(one);
    await press('Revoke');
    await says('The invitation is revoked: its link has ended.');
    await part('Invitations');
    await main.getByLabel(two, { exact: true }).check();
    await press('Revoke');
    await says(/^1 /);
});

test('a list from a file', async () => {
    await tab.goto('/admin/invitations/new');
    await tab.getByLabel('Or a file of them').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`email,first name\r\n${at('filed')},Fil\r\n`) });
    await press('Check the list');
    await heading('1 person can be invited');
    await press('Send the invitation');
    await says(`${at('filed')} is invited.`);
});

// ---- sign-ins, sessions, audit ----

test('sign-ins: a chart and its table, filtered by e-mail and result', async () => {
    await part('Sign-ins');
    assert.equal(await main.locator('figure svg.chart-wide').isVisible(), true);
    await open('As a table');
    await main.getByRole('region', { name: 'Attempts per day' }).locator('tbody tr').first().waitFor();
    await tab.getByLabel('E-mail begins with').fill('console-member');
    await press('Filter');
    await row('console-member').first().waitFor();
    await sound(tab, 'admin-signins-found');
    await tab.getByLabel('Address', { exact: true }).fill('not an address');
    await press('Filter');
    await main.getByRole('alert').waitFor();
    await sound(tab, 'admin-signins-fault');
});

test('sessions: one ended, and all of one person', async () => {
    const who = await person('console-seated', {}, '--role', 'viewer'), email = `console-seated-${run}@browser.example`;
    await part('Sessions');
    await go(tab.getByRole('button', { name: `End the session of ${email}` }));
    await says('The session has ended.');
    await who.tab.goto('/account');
    await who.tab.waitForURL(/\/login/);
    await trySignIn(who.tab, email);
    await who.tab.waitForURL(`${origin}/`);
    await tab.goto(`/admin/sessions?person=${who.id}`);
    await open('End all sessions of this person');
    await press('End all sessions of this person');
    await says('The session has ended.');
    await who.own.close();
});

test('the audit: one action, before and after, the chain, and the file', async () => {
    await part('Audit');
    await tab.getByLabel('What', { exact: true }).selectOption('person.set_role');
    await main.getByLabel('About', { exact: true }).fill(`console-member-${run}`);
    await press('Filter');
    await row('console-member').locator('del').getByText('analyst').waitFor();
    await row('console-member').locator('ins').getByText('manager').waitFor();
    assert.equal((await csv(main.getByRole('button', { name: 'Download what is found as CSV' }))).length, 2);
    await tab.goto('/admin/audit');
    await sound(tab, 'admin-audit');
    await press('Verify chain');
    await heading('Audit checked');
    await says(/The chain is whole, up to event/);
    await sound(tab, 'admin-audit-checked');
});

// ---- data, settings, jobs, mail, margin ----

test('a file of prices: its question answered, what was understood, stored, its gap named, deleted', async () => {
    const symbol = `B${run}`;
    await part('Data');
    await follow('Import a file');
    await tab.getByLabel('File', { exact: true }).setInputFiles({ name: 'fund.csv', mimeType: 'text/csv',
        buffer: Buffer.from('Date,Close\n03/04/2024,100\n04/04/2024,101.5\n05/04/2024,1234.25\n09/04/2024,99\n') });
    await tab.getByLabel('Symbol', { exact: true }).fill(symbol);
    await tab.getByLabel('Name', { exact: true }).fill('A fund');
    await press('Check the file');
    await heading('One question first');
    await sound(tab, 'admin-data-question');
    await main.locator('select[name=dates]').selectOption('dmy');
    await press('Read it again');
    await heading('Ready to be stored');
    await row(symbol).getByText('2024-04-03').waitFor();
    await sound(tab, 'admin-data-check');
    await press('Store it');
    await says(/^Stored: /);
    await heading(symbol);
    await says('Days missing');
    await sound(tab, 'admin-data-one');
    await open('Delete this instrument');
    await press(`Delete ${symbol}`);
    await says(`${symbol} is deleted, with its prices and dividends.`);
});

test('settings: one changed, one refused beside its field, one reset; a test mail without a server says what is missing', async () => {
    await part('Settings');
    const quota = tab.getByLabel('API tokens per person');
    await quota.fill('12');
    await go(tab.getByRole('button', { name: 'Keep the settings of Limits' }));
    await says('The setting is in force.');
    await go(tab.getByRole('button', { name: /^Reset to the default ?: API tokens per person$/ }));
    await says(/default|in force/);
    assert.equal(await quota.inputValue(), '10');
    await tab.getByLabel('Mail server').fill('mail.example.org');
    await go(tab.getByRole('button', { name: 'Keep the settings of Mail' }));
    await main.locator('#f-mail_server-about .hub-field-message').waitFor();
    await sound(tab, 'admin-settings-fault');
    await tab.goto('/admin/settings');
    await press('Send me a test mail');
    await says('Not sent: no mail server is set.');
    await sound(tab, 'admin-mail-one');
    await press('Do not send it');
    await says('The mail will not be sent.');
});

test('an announcement stands on every page of who is signed in', async () => { // everybody's: beside other tests it would be in their way
    sql("update umbrella.setting set value = 'On Saturday from 10:00 to 12:00 UTC the hub is being updated. What you have saved stays.' where name = 'banner'");
    await tab.goto('/account');
    await tab.locator('.hub-banner').getByText('On Saturday').waitFor();
    await sound(tab, 'account');
    await tab.goto('/help');
    await sound(tab, 'help');
    sql("update umbrella.setting set value = null where name = 'banner'");
});

test('who may not change settings sees them, and no button', async () => {
    const page = await enter(staff);
    await page.goto('/admin/settings');
    await says('You may look. Only a superuser changes settings.', page);
    assert.equal(await page.locator('main').getByRole('button', { name: /^Keep/ }).count(), 0);
    await page.context().close();
});

test('a job is cancelled and run again; a mail is read with its links and put first in line', async () => {
    const id = sql("select ops.job_add('nothing-of-this-kind', '{}', null, now() + interval '1 day')");
    await part('Jobs');
    await go(tab.getByRole('button', { name: `Cancel job ${id}` }));
    await says('Cancelled.');
    await press('Run it again');
    await says('The job waits for its turn again.');
    await sound(tab, 'admin-job');
    await mailTo(at('filed'), 'invitation');
    await part('Mail');
    await says('Nothing is sent: no mail server is set.');
    await tab.getByLabel('To', { exact: true }).fill(at('filed'));
    await press('Filter');
    await follow(at('filed'));
    assert.ok(!/invite\/[0-9a-f]{64}/.test(await main.innerText()));
    await press('Show it with its links');
    await says(/invite\/[0-9a-f]{64}/);
    await sound(tab, 'admin-mail-links');
    await press('Send now');
    await says('The mail waits until a mail server is set.');
});

test('margin: what was run, by whom, and the kept answers deleted', async () => {
    await tab.goto('/margin/backtest');
    await press('Run backtest');
    await tab.waitForURL(/\/margin\/backtests\//);
    await tab.getByLabel('Save this result as').fill('For the console');
    await press('Save');
    await main.locator('#share > summary').click();
    await press('Share with the team');
    await says('Everybody who can sign in here sees this backtest now');
    sql("insert into margin.historical_backtest_backtestcache (cache_key, etf, mode, parameters, results) values (md5(random()::text), 'SPX', 'x', '{}', '\\x00')");
    await part('Margin');
    await row(root.email).first().getByText('SPX').waitFor();
    await open('Delete the kept answers');
    await press('Delete the kept answers');
    await says(/kept answers? (was|were) deleted/);
    await follow('Saved results per person');
    await row(root.email).waitFor();
});

// ---- every page ----

// The routes that a person opens with GET, the most exact first, and which of them an address is.
const pages = readFileSync(new URL('../../src/web/perm.tsv', import.meta.url), 'utf8').split('\n').filter(line => /^\S+\tGET\t/.test(line)).map(line => line.split('\t')[2])
    .sort((a, b) => a.split(':').length - b.split(':').length);
const shapes = pages.map(path => [path, new RegExp(`^${path.replace(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`)]);
const pageOf = address => shapes.find(([, shape]) => shape.test(address.pathname))?.[0];

// From one page on, by links alone: up to three addresses of each kind. Every link that is seen has to lead somewhere.
async function crawl(page, start, each) {
    const reached = new Map(), queue = [new URL(start, origin)], known = new Set([start]);
    for (let at = queue.shift(); at; at = queue.shift()) {
        const kind = pageOf(at);
        assert.ok(kind, `a link to ${at.pathname}, which is no page`);
        const before = reached.get(kind) ?? 0;
        if (before === 3)
            continue;
        reached.set(kind, before + 1);
        if (/\.(csv|html|json|svg|xlsx|zip)$/.test(at.pathname)) { // what is downloaded
            assert.equal((await page.request.get(at.href)).status(), 200, at.href);
            continue;
        }
        const answer = await page.goto(at.href);
        assert.equal(answer.status(), 200, at.href);
        if (!before)
            await each(page, kind);
        for (const href of await page.locator('a[href]').evaluateAll(all => all.map(a => a.href))) {
            const next = new URL(href);
            next.hash = '';
            if (next.origin === origin && !next.pathname.startsWith('/static/') && !known.has(next.href)) {
                known.add(next.href);
                queue.push(next);
            }
        }
    }
    return reached;
}

// What comes after a form or from a mail, and what is for programs.
const notByLinks = ['/healthz', '/readyz', '/metrics', '/login/code', '/login/restore', '/login/confirm', '/register/waiting', '/invite/:token', '/reset/:token',
    '/verify/:token', '/account/security/second-factor/enrol', '/margin/saved/compare', '/margin/saved/compare/figures.csv',
    '/margin/saved/compare/days.csv', '/margin/saved/compare/charts/:name', '/margin/prices/chart.json', '/margin/backtests', '/api/v1/margin/backtests/:id', '/admin/invitations/check/:id',
    '/admin/data/check/:id', ...pages.filter(page => /^\/margin\/backtests\/:id|^\/api\/v1\/returns\/[a-z]+$/.test(page))];

// What is there only for who has made some; the tests of these sections walk them.
const ofOnesOwn = pages.filter(page => /^\/share\/|^\/api\/v1\/margin\/sweeps\/|^\/margin\/saved\/:id\/:file$|^\/margin\/(calculations|sweeps)(\.csv|\/(:id|compare))/.test(page)
    || /^\/s\/|^\/api\/v1\/returns\/.*:|^\/returns\/series\/(new\/)?:id|^\/returns\/(analyses|shared)\/|^\/returns\/(analyses|series|shared)\.csv$/.test(page));

// What some pages need to be there: somebody who waits, and, as the first of its list, a fund that pays.
function furnish() {
    made('waiting', 'pending');
    const dir = mkdtempSync(join(tmpdir(), 'console-')), days = Array.from({ length: 400 }, (x, i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10));
    writeFileSync(join(dir, 'prices.csv'), ['date,close', ...days.map((day, i) => `${day},${100 + i % 9}`)].join('\n'));
    writeFileSync(join(dir, 'dividends.csv'), 'ex_date,dividend\n2020-06-15,1\n2020-12-15,1.25\n');
    for (const kind of ['prices', 'dividends'])
        hubctl('import', kind, join(dir, `${kind}.csv`), '--symbol', `A${run}`);
    rmSync(dir, { recursive: true });
}

test('every page can be reached by clicking, and is sound', async () => {
    furnish();
    const reached = new Set((await crawl(tab, '/', sound)).keys());
    const guest = await context();
    for (const kind of (await crawl(await guest.newPage(), '/login', async () => {})).keys())
        reached.add(kind);
    await guest.close();
    assert.deepEqual(pages.filter(page => !reached.has(page) && !notByLinks.includes(page) && !ofOnesOwn.includes(page)), [], 'no link leads there');
    assert.deepEqual(notByLinks.filter(page => reached.has(page)), [], 'a link leads there by now');
});

test('printed, the lists keep their tables, and the ways around them stay away', async () => {
    await shownAs(tab, { media: 'print', width: 1040 }, async () => {
        for (const place of ['people', 'audit', 'signins', 'invitations']) {
            await tab.goto(`/admin/${place}`);
            await main.locator('.table').last().locator('tbody tr').first().waitFor();
            assert.ok(await overflow(tab) <= 0, place);
            assert.ok(await main.locator('.table').last().evaluate(e => e.getBoundingClientRect().right <= document.documentElement.clientWidth), `${place} fits the paper`);
            assert.equal(await tab.getByRole('navigation', { name: 'Console' }).isVisible(), false, place);
            assert.equal(await main.getByRole('button', { name: 'Filter' }).isVisible(), false, place);
            if (process.env.HUB_SHOTS)
                await tab.screenshot({ path: `${process.env.HUB_SHOTS}/admin-${place}-print.png`, fullPage: true });
        }
    });
});

test('a template is deleted', async () => {
    await part('Templates');
    await follow(`Welcome ${run}`);
    await open('Delete this template');
    await press('Delete the template');
    await says('The template is deleted.');
});

test('in all this no page broke the content security policy, failed in a script, or asked another site', () => {
    assert.deepEqual([...new Set(seen)], []);
});
