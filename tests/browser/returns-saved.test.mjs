// returns-saved.test.mjs: an analysis saved, found, noted, compared, taken away as files, shown to the team and by a link, and printed:
// in a browser, by what stands on the pages; each of them sound.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { context, go, origin, person, seen, shownAs, sound } from './_browser.mjs';

const ada = await person('analysts', {}, '--role', 'analyst'), eve = await person('onlookers', {}, '--role', 'viewer');
const page = ada.tab;
let first, second;

async function keep(query, title, note = '') {
    await page.goto(`/returns/analysis?series=SPX&${query}`);
    await page.getByLabel('Save this analysis as').fill(title);
    if (note) {
        await page.locator('#save summary').click();
        await page.getByLabel('Note', { exact: true }).fill(note);
    }
    await go(page.getByRole('button', { name: 'Save', exact: true }));
    await page.waitForURL(/\/returns\/analyses\/[0-9a-f-]{36}$/);
    return page.url();
}

test('an analysis is saved, and its page says that the same bits come out', async () => {
    first = await keep('from=2005-01-03&to=2012-12-31', 'Through the crisis', 'Rhubarb');
    await page.locator('#same').getByText('the same bits came out').waitFor();
    assert.equal(await page.locator('h1').textContent(), 'Through the crisis');
    await page.locator('#notes').getByText('Rhubarb').waitFor();
    await sound(page);
    second = await keep('from=2013-01-02&to=2018-12-31', 'After it');
});

test('the list finds it by a word of its note; two that are ticked are compared, inputs first', async () => {
    await page.goto('/returns/analyses');
    await page.getByLabel('Words').fill('rhub');
    await go(page.getByRole('button', { name: 'Find' }));
    await page.getByRole('link', { name: 'Through the crisis' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'After it' }).count(), 0);
    await go(page.getByRole('link', { name: 'Show all' }));
    await sound(page);
    await page.getByLabel('Compare Through the crisis').check();
    await page.getByLabel('Compare After it').check();
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.getByRole('heading', { name: 'What differs in the inputs' }).waitFor();
    assert.match(await page.locator('#figures-1 tr', { hasText: 'CAGR' }).first().innerText(), /points/);
    await sound(page);
});

test('renamed, kept, copied, deleted, and brought back by Undo', async () => {
    await page.goto(second);
    await page.getByText('Rename', { exact: true }).first().click();
    await page.getByLabel('Title').fill('After it, six years');
    await go(page.getByRole('button', { name: 'Rename' }));
    await page.getByText('Renamed.').waitFor();
    await page.locator('#runs summary').click();
    await go(page.getByRole('button', { name: 'Keep run 1' }));
    await page.getByText('This run is kept').waitFor();
    await go(page.getByRole('button', { name: 'Copy', exact: true }));
    await page.getByRole('heading', { name: 'Copy of After it, six years' }).waitFor();
    await go(page.getByRole('button', { name: 'Delete', exact: true }));
    await go(page.getByRole('button', { name: 'Undo' }));
    await page.getByRole('link', { name: 'Copy of After it, six years' }).waitFor();
});

// A hundred and twenty-six years of months, and twenty series with names without end.
async function extremes() {
    const csrf = await page.locator('input[name=csrf]').first().getAttribute('value'), wave = (i, k) => (100 * Math.exp(0.005 * i + 0.2 * Math.sin(i / (5 + k)))).toFixed(4);
    const send = async (name, rows) => {
        const answer = await page.request.post(`/api/v1/returns/series?name=${name}`, { headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'text/csv', Origin: origin }, data: rows.join('\n') });
        assert.equal(answer.status(), 201, await answer.text());
        return (await answer.json()).series.map(s => s.id);
    };
    const month = i => `${1900 + Math.floor(i / 12)}-${String(i % 12 + 1).padStart(2, '0')}-28`, columns = Array.from({ length: 20 }, (_, k) => k);
    return {
        century: await send('Century', ['date,close', ...Array.from({ length: 1512 }, (_, i) => `${month(i)},${wave(i, 0)}`)]),
        twenty: await send('Many', [`date,${columns.map(k => `${k}${'W'.repeat(190)}`)}`, ...Array.from({ length: 480 }, (_, i) => `${month(i + 900)},${columns.map(k => wave(i, k))}`)]),
    };
}

test('its files are taken away; the sheet to print stands on its own and has two to four pages', async () => {
    await page.goto(first);
    const folder = mkdtempSync('/tmp/returns-saved-');
    try {
        for (const [name, ending] of [['Excel', 'xlsx'], ['All CSV', 'zip'], ['JSON', 'json'], ['Sheet to print', 'html']]) {
            const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#exports').getByRole('link', { name }).click()]);
            assert.match(file.suggestedFilename(), new RegExp(`^[A-Za-z0-9._-]+\\.${ending}$`));
            await file.saveAs(`${folder}/x.${ending}`);
        }
        const own = await context({ javaScriptEnabled: false }), tab = await own.newPage();
        await tab.setContent(readFileSync(`${folder}/x.html`, 'utf8'));
        await tab.getByText('Not investment advice').waitFor();
        const sheets = async html => {
            await tab.setContent(html);
            return (await tab.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Pages[^>]*?\/Count (\d+)/)?.[1];
        };
        const pages = await sheets(readFileSync(`${folder}/x.html`, 'utf8'));
        assert.ok(pages >= 2 && pages <= 4, `${pages} pages`);
        for (const [name, ids] of Object.entries(await extremes())) {
            const html = await (await page.request.get(`/returns/analysis/export.html?series=${ids}&benchmark=${ids[0]}`)).text(), n = await sheets(html);
            assert.ok(n >= 2 && n <= 4, `${name}: ${n} pages`);
            const cut = () => tab.evaluate(() => [...document.querySelectorAll('table')].filter(t => t.offsetWidth > document.body.clientWidth).length);
            await shownAs(tab, { media: 'print', width: 703 }, async () => assert.equal(await cut(), 0, name)); // A4 without its margins
        }
        await own.close();
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test('shown to the team and by a link it is read, and nothing else; taken back it is gone', async () => {
    await page.goto(first);
    await page.locator('#share > summary').click();
    await go(page.getByRole('button', { name: 'Share with the team' }));
    await page.getByText('Everybody who can sign in here sees').waitFor();
    await eve.tab.goto('/returns/shared');
    await go(eve.tab.getByRole('link', { name: 'Through the crisis' }).first());
    await eve.tab.getByText('the same bits came out').waitFor();
    assert.equal(await eve.tab.getByRole('button', { name: /Run again|Delete|Rename/ }).count(), 0);
    await sound(eve.tab);
    await page.goto(first);
    await page.locator('#share > summary').click();
    await go(page.getByRole('button', { name: 'Make a link' }));
    const link = await page.locator('#new-link code').textContent();
    const stranger = await context(), tab = await stranger.newPage();
    await tab.goto(link);
    await tab.getByText('the same bits came out').waitFor();
    assert.equal(await tab.getByText('Rhubarb').count(), 0);
    await page.goto('/returns/links');
    await sound(page);
    await go(page.getByRole('button', { name: 'Take back' }).first());
    await page.getByText('The link is taken back').waitFor();
    await tab.reload();
    await tab.getByRole('heading', { name: 'This link was taken back' }).waitFor();
    await stranger.close();
});

test('no page asked for what is not there, and no script failed', () => {
    assert.deepEqual(seen.filter(what => !/ 410 |^410 /.test(what)), []);
});
