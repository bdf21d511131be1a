// widths.test.mjs: the console's lists between a telephone and a desk: at 768 pixels, and on paper, nothing of a row is out of sight, however
// long the addresses in it are; nor at a desk. (Telephones are looked at by every test that calls `sound`.)
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Staff } from '../http/_staff.mjs';
import { context, cutTables, mailTo, origin, overflow, shownAs, sql } from './_browser.mjs';

const root = await Staff.make('widths-root', '--superuser', '--staff', '--role', 'admin', '--first-name', 'Ruth', '--last-name', 'Root');
const own = await context(), [name, value] = root.cookie.split('=');
await own.addCookies([{ name, value, domain: new URL(origin).hostname, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }]);
const tab = await own.newPage();

// What the lists have of somebody whose address is one long word: who waits, who was approved, with a mail and an event, and who is invited.
const long = who => `${who}${process.pid}${'x'.repeat(50)}@${'y'.repeat(25)}.example`;
const register = email => sql(`insert into umbrella.authentication_user (username, email, first_name, last_name, status, role, created_ip)
    values ('${email}', '${email}', 'Maximiliane', 'Wolfeschlegelsteinhausenbergerdorff', 'pending', 'viewer', '2001:db8:85a3:8d3:1319:8a2e:370:7348') returning id`);
register(long('waits'));
assert.equal((await root.post(`/admin/people/${register(long('came'))}/approve`)).status, 303);
assert.equal((await root.post('/account/invitations', { email: long('invited'), role: 'viewer', hours: '72', message: '' })).status, 200);
await mailTo(long('invited'), 'invitation');

const lists = [`people?q=${long('came')}`, `approvals?q=${long('waits')}`, `audit?object=${long('came')}`, `mail?to=${long('invited')}`, `invitations?q=${long('invited')}`, `sessions?q=${root.email}`,
    `signins?email=${root.email}`, 'data?q=SPX'];

test('no column of the console’s lists is out of sight at a desk, on a tablet, or on paper', async () => {
    for (const list of lists) {
        await tab.goto(`/admin/${list}`);
        assert.ok(await tab.locator('.hub-dense tbody tr').count(), `${list} is empty`);
        for (const width of [1280, 768])
            await shownAs(tab, { width }, async () => {
                assert.deepEqual(await cutTables(tab), [], `${list} at ${width}`);
                assert.ok(await overflow(tab) <= 0, `${list} at ${width}`);
            });
        await shownAs(tab, { width: 688, media: 'print' }, async () => assert.ok(await overflow(tab) <= 0, `${list}, printed: ${await overflow(tab)}`)); // A4 less its margins
    }
});
