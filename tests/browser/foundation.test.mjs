// foundation.test.mjs: what a person can do, done as a person does it: a browser, clicks and words on the page.
// SPDX-License-Identifier: Apache-2.0
//
// HUB_URL names the hub; HUBCTL (or HUB_ADMIN_LINK, HUB_DEMO_EMAIL and HUB_DEMO_PASSWORD) gives the people.
// HUB_SCREENSHOT=docs/img/result.png writes the picture of the README.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { before, context, faultsOf, go, hubctl, linkIn, overflow, password, seen, setPassword, shownAs, signIn, sound } from './_browser.mjs';

async function runBacktest(page, changes = {}) {
    await page.goto('/margin/backtest');
    for (const [label, value] of Object.entries(changes)) {
        const field = page.getByLabel(label, { exact: true });
        if (await field.evaluate(e => e.tagName) === 'SELECT')
            await field.selectOption(value);
        else
            await field.fill(value);
    }
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\/[0-9a-f-]{36}$/);
}

const moving = page => page.locator('.hub-chart-moving canvas');

const me = { email: process.env.HUB_DEMO_EMAIL, password: process.env.HUB_DEMO_PASSWORD };
const first = await context({ acceptDownloads: true });
const page = await first.newPage();
const name = `Crisis years ${randomBytes(4).toString('hex')}`;
let result, saved;

test('the first administrator sets a password through the one-time link, once, and signs in', async () => {
    const email = `chief-${process.pid}@browser.example`;
    const link = process.env.HUB_ADMIN_LINK ?? linkIn(hubctl('user', 'add', email, '--role', 'admin', '--staff', '--superuser'));
    const own = await context(), tab = await own.newPage();
    await tab.goto(link);
    const known = await tab.getByLabel('E-mail').inputValue();
    await setPassword(tab, link);
    await signIn(tab, known, password);
    await tab.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await tab.goto(link);
    await tab.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await own.close();
});

test('an analyst signs in and is shown what to do next', async () => {
    if (!me.email) {
        Object.assign(me, { email: `analyst-${process.pid}@browser.example`, password });
        await setPassword(page, linkIn(hubctl('user', 'add', me.email, '--first-name', 'Ada', '--last-name', 'Analyst', '--role', 'analyst')));
    }
    await signIn(page, me.email, me.password);
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.getByRole('link', { name: 'Margin', exact: true }).waitFor();
    await go(page.getByRole('link', { name: 'Run a backtest', exact: true }));
    await page.getByRole('heading', { name: 'New backtest' }).waitFor();
});

test('the form says what the data cover and what the account may borrow, while one types', async () => {
    const hint = page.locator('#backtest-hint');
    await page.getByLabel('Leverage', { exact: true }).fill('2.5');
    await hint.filter({ hasText: /SPX has prices from 2000-01-03 to 2020-04-17.*at most 2× here: lower the leverage/ }).waitFor();
    await page.getByLabel('Account', { exact: true }).selectOption('portfolio');
    await hint.filter({ hasText: /Portfolio margin allows at most 6\.45×.*\$250,000.*loan of \$150,000/ }).waitFor();
    await page.getByLabel('Profile', { exact: true }).selectOption('original');
    await hint.filter({ hasText: 'no leverage cap' }).waitFor();
});

test('a wrong entry comes back with its reason beside the field, and what was typed', async () => {
    await page.goto('/margin/backtest');
    await page.getByLabel('Leverage', { exact: true }).fill('3');
    await page.getByLabel('Starting equity', { exact: true }).fill('54,321');
    await before(page, 'forms', () => page.getByRole('button', { name: 'Run backtest' }).click(), async () => {
        await page.locator('#faults').waitFor();
        await page.locator('#f-equity').focus();
    });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-equity', 'the script, which came later, has left the focus there');
    await page.locator('#faults a').click();
    await page.locator('#f-leverage:focus').waitFor();
    await page.locator('#f-leverage-about').getByText('the largest allowed is 2').waitFor();
    assert.equal(await page.getByLabel('Starting equity', { exact: true }).inputValue(), '54,321');
});

test('the result shows figures with their formulas, charts, rounds, days and assumptions', async t => {
    await runBacktest(page, { Leverage: '2' });
    result = page.url();
    t.diagnostic(`the page came within ${await page.evaluate(() => Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd))} ms of the click`);
    const figure = page.locator('.hub-figure').filter({ hasText: 'Total return' });
    await figure.locator('summary').click();
    assert.match(await figure.locator('details p').nth(1).textContent(), /− 100,000\) \/ 100,000/);
    for (const heading of ['Key figures', 'Charts', 'Rounds', 'Days', 'What was assumed', 'To compute it again'])
        await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await moving(page).nth(6).waitFor();
    assert.equal(await moving(page).count(), 7);
    assert.ok(await page.locator('#rounds tbody tr').count() >= 2);
    assert.equal(await page.locator('#days tbody tr').count(), 50);
    if (process.env.HUB_SCREENSHOT)
        await page.screenshot({ path: process.env.HUB_SCREENSHOT, clip: { x: 0, y: 0, width: 1280, height: 1700 }, fullPage: true });
});

test('a chart tells its values to the keyboard', async () => {
    const box = page.locator('#chart-equity .hub-chart-moving');
    await page.locator('#chart-equity .u-legend').filter({ hasText: /2020-04-17.*Equity.*\$[\d,.]+/ }).waitFor(); // before anything is pointed at
    await box.focus();
    await page.keyboard.press('End');
    const said = page.locator('#chart-equity [aria-live]');
    await said.filter({ hasText: /^2020-04-17, Equity \$[\d,.]+, Position \$[\d,.]+, Requirement \$/ }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await said.filter({ hasText: /^2020-04-1[0-6], Equity/ }).waitFor();
});

test('dragging looks closer, in all charts, and there is a way back', async () => {
    const over = page.locator('#chart-equity .u-over');
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(0, 0);
    const chart = page.locator('#chart-equity .hub-chart-moving'), said = page.locator('#chart-equity [aria-live]');
    await chart.focus();
    for (const [key, day] of [['End', '2020-04-17'], ['ArrowLeft', '2020-04-1'], ['Home', '2000-01-03']]) { // days beside what is shown come into sight
        await chart.press(key);
        await said.filter({ hasText: new RegExp(`^${day}`) }).waitFor();
        await page.locator('#chart-equity .u-legend').getByText(day).waitFor();
    }
    const back = page.getByRole('button', { name: 'Show the whole period' });
    await back.click();
    await back.waitFor({ state: 'hidden' });
});

test('the days can be paged and gone to by date', async () => {
    await go(page.locator('#days').getByRole('link', { name: 'Next' }));
    await page.locator('#days caption').getByText('Sessions 51 to 100').waitFor();
    await page.getByLabel('Go to day').fill('2008-10-11'); // a Saturday
    await go(page.getByRole('button', { name: 'Go', exact: true }));
    await page.locator('#days').getByText('2008-10-13').waitFor();
});

test('the original profile answers too, and says what it assumed', async () => {
    await runBacktest(page, { Profile: 'original', 'First day': '2007-01-03', 'Last day': '2010-12-31' });
    await page.locator('#assumptions').getByText('At the close only').waitFor();
    await go(page.getByRole('link', { name: 'Change the inputs' }));
    assert.equal(await page.getByLabel('Profile', { exact: true }).inputValue(), 'original');
    assert.equal(await page.getByLabel('First day', { exact: true }).inputValue(), '2007-01-03');
});

test('a result is saved under a name and stands in the list and on the dashboard', async () => {
    await page.goto(result);
    await page.getByLabel('Save this result as').fill(name);
    await go(page.getByRole('button', { name: 'Save', exact: true }));
    await page.waitForURL(/\/margin\/saved\/[0-9a-f-]{36}$/);
    saved = page.url();
    await page.getByText(`Saved as “${name}”.`).waitFor();
    await page.goto('/');
    await go(page.getByRole('link', { name }));
    await page.waitForURL(saved);
    await page.goto('/margin/saved');
    await go(page.getByRole('link', { name: 'Total return' }));
    await page.getByRole('link', { name }).waitFor();
    await page.getByText(/\d+ of 50 used/).waitFor();
});

test('a name of 200 letters without a space leaves the figures beside it in sight', async () => {
    await runBacktest(page, { Leverage: '1.25' });
    await page.getByLabel('Save this result as').fill('W'.repeat(200));
    await go(page.getByRole('button', { name: 'Save', exact: true }));
    for (const place of ['/', '/margin/saved']) {
        await page.goto(place);
        const row = page.locator('tbody tr').filter({ hasText: 'WWWW' });
        const last = await row.locator('td').last().boundingBox(), box = await page.locator('.hub-table-box').boundingBox();
        assert.ok(last.x + last.width <= box.x + box.width + 1, `${place}: the last column stands outside`);
    }
    await go(page.locator('tr').filter({ hasText: 'WWWW' }).getByRole('button', { name: 'Delete' }));
    await page.getByText('Deleted').waitFor();
});

test('run again shows that the same bits come out', async () => {
    await page.goto(saved);
    await go(page.getByRole('button', { name: 'Run again' }));
    await page.locator('#again').getByText('the same bits came out').waitFor();
});

test('it is renamed, deleted, and brought back', async () => {
    await page.goto(saved);
    await page.getByText('Name, note, tags', { exact: true }).click();
    await page.locator('#words').getByLabel('Name', { exact: true }).fill(`${name}, renamed`);
    await go(page.locator('#words').getByRole('button', { name: 'Change' }));
    await page.getByRole('heading', { name: `${name}, renamed` }).waitFor();
    await go(page.getByRole('button', { name: 'Delete' }));
    await page.getByText(`Deleted “${name}, renamed”.`).waitFor();
    assert.equal(await page.getByRole('link', { name }).count(), 0);
    await go(page.getByRole('button', { name: 'Undo' }));
    await page.getByText(`“${name}, renamed” is back.`).waitFor();
    await go(page.getByRole('link', { name }));
    await page.getByRole('heading', { name: `${name}, renamed` }).waitFor();
});

test('days, rounds, figures and the whole result can be downloaded', async () => {
    const wanted = { 'Days as CSV': /^backtest-SPX-.*-days\.csv$/, 'Rounds as CSV': /-rounds\.csv$/, 'Whole result as JSON': /-result\.json$/,
        'Figures as CSV': /-metrics\.csv$/ };
    await page.goto(saved);
    for (const [link, pattern] of Object.entries(wanted)) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
        assert.match(download.suggestedFilename(), pattern);
        const text = readFileSync(await download.path(), 'utf8');
        if (link.endsWith('JSON'))
            assert.equal(JSON.parse(text).engine, 'margin.backtest');
        else
            assert.ok(text.split('\r\n').length >= 3, link);
    }
});

test('printed, the page shows the drawings and no buttons', async () => {
    await page.goto(saved);
    await moving(page).first().waitFor();
    await shownAs(page, { media: 'print', width: 1040 }, async () => {
        assert.equal(await page.locator('.hub-chart-static svg').first().isVisible(), true);
        assert.equal(await moving(page).first().isVisible(), false);
        assert.equal(await page.getByRole('button', { name: 'Delete' }).isVisible(), false);
        for (const table of ['#rounds', '#days'])
            assert.ok(await page.locator(`${table} .table`).evaluate(e => e.getBoundingClientRect().right <= document.documentElement.clientWidth), `${table} fits the paper`);
        const seen = row => page.locator(`#days ${row}`).first().locator('> *').evaluateAll(all => all.map(e => e.checkVisibility()));
        assert.deepEqual(await seen('tbody tr'), await seen('thead tr'), 'a cell for each heading on paper');
    });
    assert.ok((await page.pdf()).length > 20000);
});

test('without script all of it works but the moving charts', async () => {
    const plain = await context({ javaScriptEnabled: false }), tab = await plain.newPage();
    await signIn(tab, me.email, me.password);
    await runBacktest(tab, { Leverage: '1.25' });
    assert.ok(await tab.locator('[data-chart] .hub-chart-static svg').count() >= 6);
    assert.equal(await tab.locator('.hub-chart-static svg').first().isVisible(), true);
    await go(tab.locator('#days').getByRole('link', { name: 'Next' }));
    await tab.locator('#days caption').getByText('Sessions 51 to 100').waitFor();
    await tab.getByLabel('Save this result as').fill('Without script');
    await go(tab.getByRole('button', { name: 'Save', exact: true }));
    await tab.getByRole('heading', { name: 'Without script' }).waitFor();
    await go(tab.getByRole('button', { name: 'Delete' }));
    await go(tab.getByRole('button', { name: 'Undo' }));
    await tab.getByText('“Without script” is back.').waitFor();
    await plain.close();
});

// Each page in light on a small telephone, in dark and wide: the other two are what `sound` looks at (_browser.mjs), for every page there is.
const places = ['/', '/margin', '/margin/backtest', '/margin/saved', '/account', '/help', '/help/methods', '/help/methods/margin-backtest', '/api/docs'];
for (const [colorScheme, width] of [['light', 360], ['dark', 1280]])
    test(`every page is sound in ${colorScheme}, ${width} pixels wide`, async () => {
        const own = await context({ colorScheme, viewport: { width, height: 800 }, storageState: await first.storageState() });
        const tab = await own.newPage();
        for (const place of [...places, result, saved]) {
            await tab.goto(place);
            if (place === result || place === saved)
                await moving(tab).nth(3).waitFor();
            assert.ok(await overflow(tab) <= 0, `${place} scrolls sideways by ${await overflow(tab)} pixels`);
            assert.deepEqual(await faultsOf(tab), [], place);
        }
        await tab.goto('/margin/backtest');
        await tab.getByLabel('Leverage', { exact: true }).fill('9');
        await tab.getByText('Advanced options').click();
        await go(tab.getByRole('button', { name: 'Run backtest' }));
        await tab.locator('#faults').waitFor();
        assert.ok(await overflow(tab) <= 0, 'the form with faults scrolls sideways');
        assert.deepEqual(await faultsOf(tab), [], 'the form with faults');
        await own.close();
    });

test('the pages of a stranger are sound, too', async () => {
    for (const width of [1280, 360]) {
        const own = await context({ viewport: { width, height: 800 } }), tab = await own.newPage();
        for (const place of ['/login', '/reset/nothing', '/no-such-page']) {
            await tab.goto(place);
            assert.ok(await overflow(tab) <= 0, `${place} scrolls sideways`);
            assert.deepEqual(await faultsOf(tab), [], place);
        }
        await own.close();
    }
});

test('signing out ends it; a tab left open is told kindly', async () => {
    const stale = await first.newPage(), half = await first.newPage();
    await stale.goto(saved);
    await half.goto('/margin/backtest');
    await half.getByLabel('Starting equity', { exact: true }).fill('123456');
    await page.goto('/');
    await page.locator('.hub-person').click();
    await go(page.getByRole('button', { name: 'Sign out' }));
    await page.waitForURL(/\/login/);
    await go(stale.getByRole('button', { name: 'Run again' }));
    await stale.getByText('You are not signed in any more, so nothing was stored.').waitFor();
    await go(half.getByRole('button', { name: 'Run backtest' }));
    await half.getByText('You are not signed in any more, so nothing was stored.').waitFor();
    await sound(half, 'not-signed-in');
    await stale.goto(saved);
    await stale.waitForURL(/\/login\?next=/);
    await signIn(stale, me.email, me.password);
    await stale.goto(saved);
    await stale.getByRole('heading', { name: `${name}, renamed` }).waitFor();
    await half.reload();
    await half.getByRole('heading', { name: 'Send it once more' }).waitFor();
    await sound(half, 'send-once-more');
    await go(half.getByRole('button', { name: 'Send' }));
    await half.waitForURL(/\/margin\/backtests\/[0-9a-f]/);
    await half.getByText('$123,456.00 at 1.5×').waitFor();
});

test('in all this no page broke the content security policy, failed in a script, or asked another site', () => {
    assert.deepEqual([...new Set(seen)], []);
});
