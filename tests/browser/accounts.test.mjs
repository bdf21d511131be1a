// accounts.test.mjs: everything a person does with an account, done as a person does it: coming in, the second factor, what keeps the
// account one's own, and leaving. Links are read from the outbox.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, beforeEach } from 'node:test';
import { totp } from '../http/_staff.mjs';
import { before, context, go, linkIn, mailTo, origin, password, person, seen, setPassword, shownAs, signIn, sound, sql, trySignIn } from './_browser.mjs';

const at = name => `${name}-${process.pid}@browser.example`;
const other = 'seven wooden lakes at dusk';
const set = (name, value) => sql(`update umbrella.setting set value = ${value === null ? 'null' : `'${value}'`} where name = '${name}'`);
after(() => set('registration_mode', null));

// Codes count once: the database forgets which were used, so that no test waits for the next half minute.
const forgetCodes = who => sql(`update umbrella.second_factor set last_counter = 0 where user_id = ${who.id}`);
const proofIsNew = who => sql(`update umbrella.authentication_usersession set stepup_at = now() where user_id = ${who.id} and stepup_at is not null`);
const proofGrowsOld = who => sql(`update umbrella.authentication_usersession set stepup_at = now() - interval '11 minutes' where user_id = ${who.id}`);
const heading = (tab, name) => tab.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const says = (tab, words) => tab.locator('main').getByText(words).first().waitFor();
const buttonOf = (tab, name) => tab.locator('main').getByRole('button', { name, exact: true });
const linkOf = (tab, name) => tab.locator('main').getByRole('link', { name, exact: true });
const press = (tab, name) => go(buttonOf(tab, name));
const follow = (tab, name) => go(linkOf(tab, name));
const part = (tab, name) => go(tab.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true }));

async function signOut(tab) {
    await tab.goto('/');
    await tab.locator('.hub-person').click();
    await go(tab.getByRole('button', { name: 'Sign out' }));
    await tab.waitForURL(/\/login/);
}
async function typeNewPassword(tab, secret, again = secret) {
    await tab.getByLabel('New password', { exact: true }).fill(secret);
    await tab.getByLabel('The same again', { exact: true }).fill(again);
}
async function typeCode(tab, code) {
    await tab.locator('#code').fill(code);
    await press(tab, 'Sign in');
}
const stranger = await context(), door = await stranger.newPage();
const ada = await person('ada', { acceptDownloads: true }, '--first-name', 'Ada', '--last-name', 'Analyst', '--role', 'analyst');
const max = await person('max', {}, '--first-name', 'Maximiliane', '--last-name', 'von und zu Hohenwartenberg-Schwarzenfels', '--role', 'manager');
const ann = await person('ann', {}, '--staff', '--role', 'manager');
beforeEach(() => [ada, max, ann].forEach(proofIsNew)); // however long the tests before took

// ---- coming in ----

test('a forgotten password: asked for, mailed, set, signed in with', async () => {
    const bob = await person('bob', {}, '--role', 'viewer');
    await door.goto('/login');
    await sound(door);
    await follow(door, 'Forgot your password?');
    await sound(door);
    await door.getByLabel('E-mail').fill(bob.email);
    await press(door, 'Send the link');
    await heading(door, 'A mail is on its way');
    await sound(door, 'reset-sent');
    const link = linkIn(await mailTo(bob.email, 'reset'));
    await door.goto(link);
    await heading(door, 'Set your password');
    await sound(door, 'reset-link');
    await typeNewPassword(door, 'password1');
    await press(door, 'Set password');
    await door.locator('#password-about .hub-field-message').waitFor();
    assert.equal(await door.getByLabel('New password', { exact: true }).inputValue(), '');
    await sound(door, 'reset-link-weak');
    await setPassword(door, link, other);
    await says(door, 'Your password is set. Sign in with it.');
    await signIn(door, bob.email, other);
    await heading(door, 'Dashboard');
    await bob.tab.goto('/account'); // the old session has ended
    await bob.tab.waitForURL(/\/login/);
    await signOut(door);
    await door.goto(link);
    await heading(door, 'This link no longer works');
    await sound(door, 'reset-link-over');
    await bob.own.close();
});

test('who types a password before the script is there types on in the same field', async () => {
    const field = door.getByLabel('Password', { exact: true });
    await before(door, 'forms', () => door.goto('/login', { waitUntil: 'commit' }), async () => {
        await field.focus();
        await door.keyboard.type('half of ');
    });
    await door.keyboard.type('it');
    assert.equal(await field.inputValue(), 'half of it');
    await door.getByRole('button', { name: 'Show: Password' }).waitFor();
});

test('while registration is closed, or by invitation, the page says how one gets in', async () => {
    for (const [mode, title] of [['closed', 'Registration is closed'], ['invitation', 'Registration is by invitation']]) {
        set('registration_mode', mode);
        await door.goto('/login');
        await follow(door, 'Register');
        await heading(door, title);
        await sound(door, `register-${mode}`);
    }
});

test('registering: the form, the wait, the confirmed address, the approval by an administrator, the first sign-in; all without script', async () => {
    const email = at('newcomer'), plain = await context({ javaScriptEnabled: false }), tab = await plain.newPage();
    set('registration_mode', 'open');
    await tab.goto('/login');
    await follow(tab, 'Register');
    await tab.getByLabel('First name').fill('Nora');
    await tab.getByLabel('Last name').fill('Newcomer');
    await tab.getByLabel('E-mail').fill(email);
    await typeNewPassword(tab, password, other);
    await press(tab, 'Register');
    await tab.locator('#again-about').waitFor();
    assert.deepEqual([await tab.getByLabel('E-mail').inputValue(), await tab.getByLabel('First name').inputValue()], [email, 'Nora']);
    await typeNewPassword(tab, password);
    await press(tab, 'Register');
    await heading(tab, 'Waiting for approval');

    await trySignIn(tab, email);
    await says(tab, 'Your account is waiting for approval.');

    await tab.goto(linkIn(await mailTo(email, 'registered')));
    await heading(tab, 'Confirm your address');
    await press(tab, 'Confirm this address');
    await tab.waitForURL(/\/login/);
    await says(tab, /confirmed/);

    await enrol(ann);
    await ann.tab.goto('/');
    await follow(ann.tab, 'Decide');
    await heading(ann.tab, 'Approvals');
    await go(ann.tab.getByRole('button', { name: `Approve ${email}` }));
    await says(ann.tab, /is approved; a mail says so/);

    assert.match(await mailTo(email, 'approved'), /\/login/);
    await signIn(tab, email);
    await heading(tab, 'Dashboard');
    await says(tab, 'First steps');
    await plain.close();
});

test('the pages of registering are sound', async () => {
    await door.goto('/register');
    await sound(door, 'register-open');
    await door.locator('main form').evaluate(form => { form.noValidate = true; });
    await press(door, 'Register');
    await door.locator('.hub-field-message').first().waitFor();
    await sound(door, 'register-faults');
    await door.goto('/register/waiting');
    await sound(door);
    set('registration_mode', null);
});

test('a manager invites, the link is shown once, accepted once, and the list follows how far it came', async () => {
    const email = at('invited'), { tab } = max;
    await tab.goto('/account');
    await part(tab, 'Invitations');
    await sound(tab, 'account-invitations-empty');
    await tab.getByLabel('E-mail').fill('not an address@');
    await tab.locator('main form').first().evaluate(form => { form.noValidate = true; });
    await press(tab, 'Make the invitation');
    await tab.locator('#f-email-about .hub-field-message').waitFor();
    await tab.getByLabel('E-mail').fill(email);
    await tab.getByLabel('Your message').fill('Welcome to the team.\nSee you on Monday.');
    await press(tab, 'Make the invitation');
    await heading(tab, 'The invitation is made');
    await sound(tab, 'account-invitation-made');
    const link = linkIn(await tab.locator('.hub-secret').innerText());

    await tab.goto(link); // whoever is signed in cannot accept it
    await heading(tab, 'You are signed in already');
    await sound(tab, 'invite-signed-in');

    await door.goto(link);
    await heading(door, 'You are invited to Umbrella Hub');
    await says(door, 'See you on Monday.');
    await sound(door, 'invite');
    await door.reload(); // looking uses nothing up
    await door.getByLabel('First name').fill('Ida');
    await door.getByLabel('Last name').fill('Invited');
    await typeNewPassword(door, 'short', 'shorter');
    await press(door, 'Accept the invitation');
    await door.locator('#again-about').waitFor();
    assert.equal(await door.getByLabel('First name').inputValue(), 'Ida');
    await typeNewPassword(door, password);
    await press(door, 'Accept the invitation');
    await heading(door, 'Waiting for approval');
    await door.goto(link);
    await heading(door, 'This invitation was used already');
    await sound(door, 'invite-used');

    await tab.goto('/account/invitations');
    await says(tab, 'waits for approval');
    await tab.locator('tbody').getByText('Registered').waitFor();
    await sound(tab, 'account-invitations');
});

test('wrong invitations: taken back, replaced, expired, unknown, of a member; each says what to do', async () => {
    const { tab } = max;
    const make = async email => {
        await tab.goto('/account/invitations');
        await tab.getByLabel('E-mail').fill(email);
        await press(tab, 'Make the invitation');
        return linkIn(await tab.locator('.hub-secret').innerText());
    };
    const [first, old, late] = [await make(at('gone')), await make(at('again')), await make(at('late'))];
    await tab.goto('/account/invitations');
    await go(tab.getByRole('button', { name: `Take back the invitation of ${at('gone')}` }));
    await says(tab, 'The invitation is taken back.');
    await go(tab.getByRole('button', { name: `New link for ${at('again')}` }));
    await heading(tab, 'A new link is made');
    sql(`update umbrella.authentication_invitetoken set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where email = '${at('late')}'`);
    for (const [path, title] of [[first, 'This invitation was withdrawn'], [old, 'There is no such invitation'], [late, 'This invitation has expired'],
        [`/invite/${'ab'.repeat(32)}`, 'There is no such invitation']]) {
        await door.goto(path);
        await heading(door, title);
    }
    await sound(door, 'invite-unknown');
    await tab.goto('/account/invitations');
    await tab.getByLabel('E-mail').fill(ada.email);
    await press(tab, 'Make the invitation');
    await tab.locator('#f-email-about .hub-field-message').waitFor();
});

// ---- the second factor ----

// Turns it on as the pages lead; keeps the key and the recovery codes.
async function enrol(who) {
    const { tab } = who;
    await tab.goto('/account');
    await follow(tab, 'Set one up');
    await press(tab, 'Set it up');
    await heading(tab, 'Set up the second factor');
    who.seed = (await tab.locator('.hub-key').innerText()).replaceAll(' ', '');
    await tab.getByLabel('Six digits').fill(totp(who.seed));
    await press(tab, 'Turn it on');
    await heading(tab, 'The second factor is on');
    who.codes = await tab.locator('.hub-codes code').allInnerTexts();
}

test('a second factor: the key, a wrong code, the right one, ten codes to put away', async () => {
    const { tab } = ada;
    await tab.goto('/account');
    await follow(tab, 'Set one up');
    await sound(tab, 'account-second-factor-off');
    await press(tab, 'Set it up');
    await sound(tab);
    assert.equal(await tab.locator('.hub-enrol svg').isVisible(), true);
    await tab.getByLabel('Six digits').fill('000000');
    await press(tab, 'Turn it on');
    await tab.locator('#code-about').waitFor();
    await enrol(ada);
    assert.equal(new Set(ada.codes).size, 10);
    await sound(tab, 'account-recovery-codes');
    const file = decodeURIComponent(await tab.getByRole('link', { name: 'save them as a file' }).getAttribute('href'));
    assert.ok(ada.codes.every(code => file.includes(code)));
    await follow(tab, 'I have put them away');
    await tab.goto('/account/security/second-factor');
    await says(tab, '10 of 10 are left.');
    await sound(tab, 'account-second-factor-on');
});

test('from now on signing in takes a code, or a recovery code, each once', async () => {
    const { tab } = ada;
    await signOut(tab);
    forgetCodes(ada);
    await signIn(tab, ada.email);
    await heading(tab, 'Your code');
    await sound(tab);
    await typeCode(tab, '123');
    await tab.locator('#code-problem').waitFor();
    await sound(tab, 'login-code-wrong');
    await typeCode(tab, totp(ada.seed));
    await heading(tab, 'Dashboard');
    await signOut(tab);
    for (const [code, next] of [[ada.codes[0], 'Dashboard'], [ada.codes[0], 'A recovery code']]) {
        await signIn(tab, ada.email);
        await follow(tab, 'Use a recovery code');
        await heading(tab, 'A recovery code');
        await typeCode(tab, code.toLowerCase().replaceAll('-', ' '));
        await heading(tab, next);
        if (next === 'Dashboard')
            await signOut(tab);
    }
    await sound(tab, 'login-recovery');
    await follow(tab, 'Use the app instead');
    forgetCodes(ada);
    await typeCode(tab, totp(ada.seed));
    await tab.goto('/account/security/second-factor');
    await says(tab, '9 of 10 are left.');
    await press(tab, 'Make new codes');
    await heading(tab, 'New recovery codes');
});

// ---- proving who one is, and tokens ----

test('an old proof is asked for anew, and nothing that was typed is lost; the token is shown once, works, and is revoked', async () => {
    const { tab } = ada, name = 'Nightly report of the treasury department';
    await tab.goto('/account');
    await part(tab, 'API tokens');
    await sound(tab, 'account-tokens-empty');
    await buttonOf(tab, 'Make the token').click(); // the browser keeps a form without a name
    await tab.locator('[name=name]:focus').waitFor();
    proofGrowsOld(ada);
    forgetCodes(ada);
    await tab.getByLabel('Name').fill(name);
    await tab.locator('#scope-margin\\:read').check();
    await tab.locator('#scope-margin\\:write').check();
    await press(tab, 'Make the token');
    await heading(tab, 'Confirm that it is you');
    await sound(tab, 'confirm-kept');
    await tab.locator('#proof').fill('000000');
    await press(tab, 'Confirm');
    await tab.locator('#confirm-problem').waitFor();
    await tab.locator('#proof').fill(totp(ada.seed));
    await press(tab, 'Confirm');
    await heading(tab, 'Thank you. Now send it');
    await says(tab, name);
    await sound(tab, 'confirm-resume');
    await press(tab, 'Send');
    await heading(tab, 'Your new API token');
    await sound(tab, 'account-token-made');
    const token = await tab.locator('.hub-secret').innerText();

    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const inputs = JSON.parse((await tab.locator('pre').filter({ hasText: '/api/v1/margin/backtests' }).innerText()).match(/-d '(.*)'/)[1]);
    assert.deepEqual([inputs.ticker, inputs.start_date, inputs.end_date], ['SPX', '2000-01-03', '2020-04-17'], 'what this hub has');
    const run = () => fetch(`${origin}/api/v1/margin/backtests`, { method: 'POST', headers, body: JSON.stringify(inputs) });
    assert.ok((await run()).ok);
    await follow(tab, 'I have copied it');
    assert.ok(!(await tab.content()).includes(token));
    await sound(tab, 'account-tokens');
    const row = tab.getByRole('row').filter({ hasText: name });
    assert.match(await row.innerText(), /\d{4}-\d\d-\d\d \d\d:\d\d/);
    await row.getByText('Revoke', { exact: false }).first().click();
    await go(row.getByRole('button', { name: 'Revoke now' }));
    await row.getByText('revoked').waitFor();
    assert.equal((await run()).status, 401);
});

// ---- password and address ----

test('the password is changed with the old one, and other devices are signed out', async () => {
    const eve = await person('eve', {}, '--role', 'analyst'), elsewhere = await context(), second = await elsewhere.newPage();
    await signIn(second, eve.email);
    const { tab } = eve;
    await tab.goto('/account');
    await follow(tab, 'Change the password');
    await sound(tab);
    await tab.getByLabel('The password you have now', { exact: true }).fill('not this one at all');
    await typeNewPassword(tab, other);
    await press(tab, 'Change password');
    await tab.locator('#old-about').waitFor();
    await sound(tab, 'account-password-wrong');
    await tab.getByLabel('The password you have now', { exact: true }).fill(password);
    await typeNewPassword(tab, other);
    await press(tab, 'Change password');
    await says(tab, 'Your password is changed. You are signed out everywhere else.');
    await second.goto('/account');
    await second.waitForURL(/\/login/);
    await signIn(second, eve.email, other);

    const fresh = at('eve-married');
    await tab.goto('/account');
    await follow(tab, 'Change the address');
    await sound(tab);
    await tab.getByLabel('New e-mail').fill(fresh);
    await press(tab, 'Send the link');
    await says(tab, /link/);
    const link = linkIn(await mailTo(fresh, 'address-confirm'));
    await door.goto(link);
    await heading(door, 'Sign in to confirm the new address');
    await sound(door, 'verify-signed-out');
    await max.tab.goto(link);
    await heading(max.tab, 'This link belongs to another account');
    await sound(max.tab, 'verify-other');
    await tab.goto(link);
    await heading(tab, 'Confirm your address');
    await sound(tab, 'verify');
    await press(tab, 'Confirm this address');
    await tab.goto('/account');
    await says(tab, fresh);
    assert.match(await mailTo(eve.email, 'address-changed'), new RegExp(fresh));
    await tab.goto(link);
    await heading(tab, 'This link no longer works');
    await sound(tab, 'verify-over');
    await elsewhere.close();
    await eve.own.close();
});

// ---- looking after it ----

test('sessions: each stands there, one is ended, all others are ended', async () => {
    const { tab } = max;
    const elsewhere = await Promise.all([context({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' }), context(), context()]);
    const tabs = await Promise.all(elsewhere.map(one => one.newPage()));
    for (const one of tabs)
        await signIn(one, max.email);
    await tab.goto('/account');
    await part(tab, 'Sessions');
    assert.equal(await tab.locator('tbody tr').count(), 4);
    await sound(tab);
    await go(tab.getByRole('row').filter({ hasText: 'Firefox' }).getByRole('button'));
    await says(tab, 'The session has ended. That device has to sign in again.');
    await tabs[0].goto('/account');
    await tabs[0].waitForURL(/\/login/);
    await press(tab, 'End all others');
    assert.equal(await tab.locator('tbody tr').count(), 1);
    await Promise.all(elsewhere.map(one => one.close()));
});

test('sign-ins: good and bad ones, filtered, and as a file', async () => {
    await trySignIn(door, ada.email, 'surely not this');
    await door.locator('#signin-problem').waitFor();
    await sound(door, 'login-refused');
    const { tab } = ada;
    await tab.goto('/account');
    await part(tab, 'Sign-ins');
    const all = await tab.locator('tbody tr').count();
    await sound(tab);
    await tab.getByLabel('Result').selectOption('bad');
    await press(tab, 'Filter');
    await tab.waitForURL(/result=bad/);
    const bad = await tab.locator('tbody tr').count();
    assert.ok(bad >= 1 && bad < all, `${bad} of ${all}`);
    const [download] = await Promise.all([tab.waitForEvent('download'), linkOf(tab, 'Download as CSV').click()]);
    assert.equal(readFileSync(await download.path(), 'utf8').trim().split('\r\n').length, bad + 1);
});

test('the profile: time zone, appearance, and a telephone number that is none', async () => {
    const { tab } = ada;
    await tab.goto('/account');
    await part(tab, 'Profile');
    await sound(tab);
    await tab.getByLabel('Telephone').fill('ask my office');
    await press(tab, 'Keep the profile');
    await tab.locator('#f-phone-about .hub-field-message').waitFor();
    assert.equal(await tab.getByLabel('Telephone').inputValue(), 'ask my office');
    await sound(tab, 'account-profile-faults');
    await tab.getByLabel('Telephone').fill('');
    await tab.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await press(tab, 'Keep the profile');
    await says(tab, 'Your profile is kept.');
    for (const [choice, theme] of [['Dark', 'dark'], ['Light', 'light'], ['As my device is set', 'auto']]) {
        await tab.getByLabel(choice).check();
        await press(tab, 'Keep this appearance');
        await says(tab, 'Your choice of appearance is kept.');
        assert.equal(await tab.evaluate(() => document.documentElement.dataset.bsTheme), theme);
    }
    await tab.goto('/account/sessions');
    await says(tab, 'Times are in your time zone, Asia/Tokyo.');
});

test('the data file holds everything and no secret', async () => {
    const { tab } = ada;
    await tab.goto('/account');
    await part(tab, 'Your data');
    await sound(tab);
    const [download] = await Promise.all([tab.waitForEvent('download'), buttonOf(tab, 'Download my data').click()]);
    const text = readFileSync(await download.path(), 'utf8'), held = JSON.parse(text);
    assert.ok(text.includes(ada.email) && Object.keys(held).length >= 6, Object.keys(held).join());
    assert.ok(![ada.seed, 'scrypt$', ...ada.codes].some(secret => text.includes(secret)));
});

test('printed, a list of the account is the list, not the way through the account', async () => {
    const { tab } = ada;
    await tab.goto('/account/signins');
    await shownAs(tab, { media: 'print', width: 720 }, async () => {
        assert.equal(await tab.locator('tbody tr').first().isVisible(), true);
        assert.equal(await tab.getByRole('navigation', { name: 'Your account' }).isVisible(), false);
        assert.equal(await tab.getByRole('button', { name: 'Filter' }).isVisible(), false);
        assert.ok(await tab.locator('main .table').evaluate(e => e.getBoundingClientRect().right <= document.documentElement.clientWidth));
        if (process.env.HUB_SHOTS)
            await tab.screenshot({ path: `${process.env.HUB_SHOTS}/account-signins-print.png`, fullPage: true });
    });
});

// ---- leaving ----

test('an account is deleted, offered again at the next sign-in, and restored with everything in it', async () => {
    const { tab } = ada;
    await tab.goto('/account/export');
    await follow(tab, 'Delete my account');
    await sound(tab);
    await tab.getByLabel('To confirm, type your e-mail address').fill('somebody@else.example');
    await press(tab, 'Delete my account');
    await tab.locator('.hub-field-message').waitFor();
    await tab.getByLabel('To confirm, type your e-mail address').fill(ada.email);
    await press(tab, 'Delete my account');
    await tab.waitForURL(/\/login/);
    await says(tab, /thirty days|30 days|restore/);
    forgetCodes(ada);
    await signIn(tab, ada.email);
    if (new URL(tab.url()).pathname === '/login/code')
        await typeCode(tab, totp(ada.seed));
    await heading(tab, 'Restore your account?');
    await sound(tab);
    await press(tab, 'Restore the account');
    await says(tab, 'Your account is open again, with everything that was in it.');
    forgetCodes(ada);
    await signIn(tab, ada.email);
    await typeCode(tab, totp(ada.seed));
    await heading(tab, 'Dashboard');
    await tab.goto('/account/security/second-factor');
    proofGrowsOld(ada);
    forgetCodes(ada);
    await press(tab, 'Remove the second factor');
    await tab.locator('#proof').fill(totp(ada.seed));
    await press(tab, 'Confirm');
    await press(tab, 'Send');
    await says(tab, 'It is off');
});

test('in all this no page broke the content security policy, failed in a script, or asked another site', () => {
    assert.deepEqual([...new Set(seen)], []);
});
