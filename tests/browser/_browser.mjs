// _browser.mjs: what the browser tests share: a browser that notices what no page may do, ways in, and what makes a page sound.
// SPDX-License-Identifier: Apache-2.0
//
// HUB_SHOTS names a directory to keep a picture of each page in that `sound` looks at: light and wide, dark and narrow.
// HUB_SLOW=6 finds what does not wait: scripts take six times as long; pages, their scripts and what those ask for come six tenths of a
// second later and in a trickle; and a click is over before the page has begun to change.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

export const origin = process.env.HUB_URL;
export const password = 'nine patient copper kites';
export const hubctl = (...args) => execFileSync(process.env.HUBCTL, args).toString();
export const linkIn = text => text.match(/\/(?:reset|invite|verify)\/[0-9a-f]{64}/)[0];
export const sql = text =>
    execFileSync('psql', ['-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text]).toString().trim();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const patience = 180e3; // ms: as long as nginx waits here; no test is slower for it, on a machine that is quick
export const browser = await chromium.launch({
    timeout: patience,
    executablePath: process.env.HUB_CHROMIUM ?? '/usr/bin/chromium',
    // IPv4, as the tests' other client asks: sessions of staff stay in their network.
    args: ['--host-resolver-rules=MAP localhost 127.0.0.1', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
});
after(() => browser.close());

const slow = Number(process.env.HUB_SLOW ?? 0);
function hurry(locator) {
    const { click } = locator;
    if (!locator.hurried)
        Object.assign(locator, { hurried: true, click(how) { return click.call(this, { noWaitAfter: true, ...how }); } });
}
async function slowDown(made) {
    made.on('page', async tab => {
        hurry(Object.getPrototypeOf(tab.locator('html')));
        const tools = await made.newCDPSession(tab);
        await tools.send('Emulation.setCPUThrottlingRate', { rate: slow });
        await tools.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: 3e6 / slow, uploadThroughput: -1 });
    });
    await made.route('**', async route => {
        if (['document', 'script', 'fetch', 'xhr'].includes(route.request().resourceType()))
            await sleep(100 * slow);
        await route.continue().catch(() => {}); // its page may be gone
    });
}

// Every page of every test is watched: what the policy refused, faults of scripts, files that are missing, answers from elsewhere.
export const seen = [];
export async function context(options = {}) {
    const made = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: origin, viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce', ...options });
    made.setDefaultTimeout(patience);
    made.isStill = options.javaScriptEnabled === false;
    await made.addInitScript(() => addEventListener('securitypolicyviolation', e => console.error(`POLICY ${e.violatedDirective} ${e.blockedURI}`)));
    // That a page itself came with 404 or 422 is a message of the browser's, too, and no fault.
    made.on('console', message => message.type() === 'error' && !/^Failed to load resource/.test(message.text()) && seen.push(message.text()));
    made.on('response', answer => answer.status() >= 400 && answer.request().resourceType() !== 'document' && seen.push(`${answer.status()} ${answer.url()}`));
    made.on('weberror', fault => seen.push(`script fault: ${fault.error().message}`));
    if (slow)
        await slowDown(made);
    made.on('request', request => !request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()) && seen.push(`asked elsewhere: ${request.url()}`));
    return made;
}

// Do what leads to another page, until that is there, whole: what is looked at then is no part of the page before. It is done on a
// page that is whole, too. (That an address changes is no sign of another page: a script can do that.)
export async function arrive(tab, act) {
    await tab.waitForLoadState();
    await Promise.all([tab.waitForEvent('domcontentloaded'), act()]);
    await tab.waitForLoadState();
}
export const go = locator => arrive(locator.page(), () => locator.click());

// What somebody does who is quicker than a script of the page: open is how the page is come to, act what is done on it, and on no other,
// before that script is there. Then the page is whole.
export async function before(tab, script, open, act) {
    const address = new RegExp(`/js/${script}\\.js$`);
    let release;
    const held = new Promise(done => { release = done; });
    await tab.route(address, async route => {
        await held;
        await route.fallback();
    });
    await open();
    await act();
    release();
    await tab.waitForLoadState();
    await tab.unroute(address);
}

// Point at something until it has told: what is drawn anew meanwhile, further up, may move it away from under the pointer.
export async function pointAt(thing, tip, how) {
    for (let left = patience / 3e3; left > 0; left--) {
        await thing.hover(how);
        if (await tip.waitFor({ timeout: 3e3 }).then(() => true, () => false))
            return;
        await thing.page().mouse.move(0, 0);
    }
    throw new Error(`it tells nothing: ${thing}`);
}

// ---- ways in ----

export async function signIn(page, email, secret = password) {
    await trySignIn(page, email, secret);
    await page.waitForURL(url => url.pathname !== '/login');
}

export async function trySignIn(page, email, secret = password) {
    await page.goto('/login');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(secret);
    await go(page.locator('main').getByRole('button', { name: 'Sign in' }));
}

export async function setPassword(page, link, secret = password) {
    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).fill(secret);
    await page.getByLabel('The same again', { exact: true }).fill(secret);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.waitForURL(/\/login/);
}

// Somebody new, signed in, in a browser of their own. Options of the context, then those of `hubctl user add`.
export async function person(name, options, ...words) {
    const email = `${name}-${process.pid}@browser.example`, own = await context(options), tab = await own.newPage();
    await setPassword(tab, linkIn(hubctl('user', 'add', email, ...words)));
    await signIn(tab, email);
    return { email, own, tab, id: sql(`select id from umbrella.authentication_user where email = '${email}'`) };
}

// The newest mail to this address of this kind. Some are written by hub-jobs, a moment later.
export async function mailTo(email, kind) {
    for (let tries = 0; tries < 1800; tries++, await sleep(100)) {
        const text = sql(`select body_text from ops.outbox where to_address = '${email}' and kind = '${kind}' order by id desc limit 1`);
        if (text)
            return text;
    }
    throw new Error(`no mail of kind ${kind} to ${email}`);
}

// ---- what a page looks like elsewhere ----

const usual = { width: 1280, height: 900, colorScheme: 'light', media: null };

// The page as a screen of another size, another colour scheme or paper shows it; and back again, whatever act finds.
export async function shownAs(tab, how, act) {
    const turn = async ({ width, height, ...media }) => {
        await tab.emulateMedia(media);
        await tab.setViewportSize({ width, height });
        if (!tab.context().isStill) // scripts hear of it with the next frame, and have drawn anew with the one after
            await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    };
    await turn({ ...usual, ...how });
    try {
        return await act();
    } finally {
        await turn(usual);
    }
}

// ---- what makes a page sound ----

export const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Of all rules of axe, or of some. (Slowed down, it would take hours and find the same.)
export async function faultsOf(page, runOnly) {
    if (slow)
        return [];
    if (!await page.evaluate(() => 'axe' in globalThis))
        await page.evaluate(axe);
    const { violations } = await page.evaluate(runOnly => globalThis.axe.run({ resultTypes: ['violations'], runOnly }), runOnly);
    return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`);
}

// What can be reached with the keyboard and does not show it. The key makes the browser show the focus at all.
async function hiddenFocus(page) {
    await page.keyboard.press('Tab');
    return page.evaluate(() => {
        const look = e => ['outlineStyle', 'outlineWidth', 'boxShadow', 'borderColor'].map(p => getComputedStyle(e)[p]).join();
        const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
        const before = all.map(e => (e === document.activeElement ? '' : look(e)));
        return all.filter((e, i) => {
            e.focus({ preventScroll: true });
            const hidden = e === document.activeElement && look(e) === before[i];
            e.blur();
            return hidden;
        }).map(e => e.outerHTML.slice(0, 120));
    });
}

// Lists whose last column, with its buttons, is out of sight.
export const cutTables = page => page.evaluate(() => [...document.querySelectorAll('.hub-table-box')].filter(box => box.querySelector('.hub-stacked')
    && box.checkVisibility() && box.scrollWidth > box.clientWidth + 1).map(box => `${box.getAttribute('aria-label') ?? box.getAttribute('aria-labelledby')}: ${box.scrollWidth - box.clientWidth}`));

// Tables whose cells do not stand in rows and columns: a class that another element has, too, can do that and break no other rule.
const noTables = page => page.evaluate(() => [...document.querySelectorAll('table.table')].filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'table')
    .map(e => `${e.className}: ${getComputedStyle(e).display}`));

// The page that stands in the tab: its title, its one heading, its width, its focus, and what axe says, light and wide, dark and narrow.
export async function sound(tab, name = new URL(tab.url()).pathname) {
    await tab.waitForLoadState();
    assert.match(await tab.title(), /^\S.* · Umbrella Hub$/, name);
    assert.equal(await tab.locator('h1').count(), 1, `${name}: one h1`);
    assert.match(await tab.locator('h1').innerText(), /\S/, name);
    assert.deepEqual(await hiddenFocus(tab), [], `${name}: focus that does not show`);
    assert.deepEqual(await noTables(tab), [], `${name}: tables that are laid out as something else`);
    await soundAs(tab, name, 'light', 1280);
    await soundAs(tab, name, 'dark', 360, ['color-contrast', 'target-size', 'scrollable-region-focusable']); // the others see no difference
}

const soundAs = (tab, name, colorScheme, width, rules) => shownAs(tab, { colorScheme, width }, async () => {
    if (process.env.HUB_SHOTS)
        await tab.screenshot({ path: `${process.env.HUB_SHOTS}/${name.replace(/[^\w]+/g, '-').replace(/^-/, '')}-${width}.png`, fullPage: true });
    assert.ok(await overflow(tab) <= 0, `${name}: scrolls sideways by ${await overflow(tab)} pixels of ${width}`);
    assert.deepEqual(await cutTables(tab), [], `${name}: of ${width} pixels, a table needs more`);
    assert.deepEqual(await faultsOf(tab, rules), [], `${name}, ${colorScheme}`);
});
