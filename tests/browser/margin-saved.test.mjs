// margin-saved.test.mjs: saving with a note and tags, finding it again, showing it to the team and by a link, taking that back, and
// comparing: in a browser, by what stands on the pages; each of them sound.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { context, go, origin, person, seen, shownAs, sound, sql } from './_browser.mjs';

const ada = await person('savers', {}, '--role', 'analyst'), eve = await person('readers', {}, '--role', 'viewer');
const page = ada.tab;
let crisis, link;

async function keep(leverage, name, note, tags) {
    await page.goto('/margin/backtest');
    await page.getByLabel('Leverage', { exact: true }).fill(leverage);
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\//);
    await page.getByLabel('Save this result as').fill(name);
    await page.getByText('Note and tags').click();
    await page.getByLabel('Note', { exact: true }).fill(note);
    await page.getByLabel('Tags', { exact: true }).fill(tags);
    await go(page.getByRole('button', { name: 'Save', exact: true }));
    await page.waitForURL(/\/margin\/saved\/[0-9a-f-]{36}$/);
    return page.url();
}

test('a result is saved with a note and tags', async () => {
    crisis = await keep('1.5', 'Through the crisis', 'First line\nSecond line', 'Crisis, rates');
    await page.locator('#saved-note').getByText('Second line').waitFor();
    await page.getByText('Tags: crisis, rates').waitFor();
    await keep('1.2', 'Cautious', '', 'rates');
});

test('the list finds it by a word of its note, by a tag, and forgets both', async () => {
    await page.goto('/margin/saved');
    await page.getByLabel('Words').fill('secon');
    await go(page.getByRole('button', { name: 'Find' }));
    await page.getByRole('link', { name: 'Through the crisis' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Cautious' }).count(), 0);
    await go(page.getByRole('link', { name: 'Show all' }));
    await go(page.getByRole('link', { name: 'rates', exact: true }).first());
    assert.equal(await page.locator('tbody tr').count(), 2);
    await page.getByLabel('Tag', { exact: true }).selectOption('crisis');
    await go(page.getByRole('button', { name: 'Find' }));
    await page.waitForURL(/tag=crisis/);
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.getByLabel('Words').fill('nowhere');
    await go(page.getByRole('button', { name: 'Find' }));
    await page.getByText('Nothing matches').waitFor();
    await sound(page);
});

test('name, note and tags are changed; what is wrong stands by its field', async () => {
    await page.goto(crisis);
    await page.getByText('Name, note, tags').click();
    await page.locator('#words').getByLabel('Tags', { exact: true }).fill('x'.repeat(40));
    await go(page.locator('#words').getByRole('button', { name: 'Change' }));
    await page.getByText('must have at most 30 letters each').waitFor();
    await sound(page);
    await page.locator('#words').getByLabel('Tags', { exact: true }).fill('crisis, 2008');
    await go(page.locator('#words').getByRole('button', { name: 'Change' }));
    await page.getByText('Tags: 2008, crisis').waitFor();
});

test('it is shown to the team, where a viewer reads it and can do nothing else', async () => {
    await page.goto(crisis);
    await page.locator('#share > summary').click();
    await go(page.getByRole('button', { name: 'Share with the team' }));
    await page.getByText('Everybody who can sign in here sees this backtest now').waitFor();
    await eve.tab.goto('/margin/shared');
    await eve.tab.getByRole('link', { name: 'Through the crisis' }).first().waitFor(); // the newest stands first
    await sound(eve.tab);
    await go(eve.tab.getByRole('link', { name: 'Through the crisis' }).first());
    await eve.tab.getByText('Second line').waitFor();
    assert.equal(await eve.tab.locator('main').getByRole('button', { name: /Delete|Run again|Change$|Share/ }).count(), 0);
    const [download] = await Promise.all([eve.tab.waitForEvent('download'), eve.tab.getByRole('link', { name: 'Days as CSV' }).click()]);
    assert.ok(readFileSync(await download.path(), 'utf8').split('\r\n').length > 1000);
});

test('a link shows it to somebody without an account, until it is taken back', async () => {
    await page.goto(crisis);
    await page.locator('#share > summary').click();
    await page.getByLabel('A link for somebody without an account, open for').selectOption({ label: 'a week' });
    await go(page.getByRole('button', { name: 'Make a link' }));
    link = (await page.locator('#new-link code').innerText()).trim();
    assert.ok(link.startsWith(`${origin}/share/`));
    await sound(page);
    const stranger = await (await context()).newPage();
    await stranger.goto(link);
    await stranger.getByRole('heading', { name: 'Through the crisis' }).waitFor();
    await stranger.locator('.hub-chart-moving canvas').first().waitFor();
    assert.equal(await stranger.getByRole('link', { name: 'Change the inputs' }).count(), 0);
    await page.goto('/margin/links');
    await page.getByRole('cell', { name: /^\d{4}-\d\d-\d\d \d\d:\d\d$/ }).nth(2).waitFor(); // made, open until, last opened
    await sound(page);
    await go(page.getByRole('button', { name: 'Take back' }));
    await page.getByText('The link is taken back').waitFor();
    await stranger.reload();
    await stranger.getByRole('heading', { name: 'This link was taken back' }).waitFor();
    await sound(stranger);
    await stranger.context().close();
});

test('a link that expired says so kindly', async () => {
    sql(`update margin.share_link set revoked_at = null, created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where user_id = ${ada.id}`);
    const stranger = await (await context()).newPage();
    await stranger.goto(link);
    await stranger.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await sound(stranger);
    await stranger.context().close();
});

test('a result of an older engine says so, and Run again sets it beside what comes out now', async () => {
    await page.goto(crisis);
    const id = page.url().split('/').pop(), kept = `update margin.historical_backtest_savedbacktestresult set`;
    sql(`${kept} engine_version = '1', result_hash = repeat('0', 64) where result_id = '${id}'`);
    await page.reload();
    await page.getByText('An older engine computed this result').waitFor();
    await go(page.getByRole('button', { name: 'Run again' }));
    await page.locator('#again').getByText('The engine has changed').waitFor();
    await sound(page);
    await go(page.getByRole('link', { name: 'Open the new result' }));
    await page.getByLabel('Save this result as').waitFor();
});

test('two are ticked and compared; one alone is told what to do', async () => {
    await page.goto('/margin/saved');
    await page.getByLabel('Compare Cautious').check();
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.locator('.hub-flash').getByText('Choose two to four saved backtests').waitFor();
    await page.getByLabel('Compare Cautious').check();
    await page.getByLabel('Compare Through the crisis').check();
    await go(page.getByRole('button', { name: 'Compare' }));
    await page.getByRole('heading', { name: 'What differs in the inputs' }).waitFor();
    await page.locator('#inputs').getByRole('rowheader', { name: 'Leverage' }).waitFor();
    assert.ok(await page.locator('.hub-best').count() > 3);
    assert.equal(await page.locator('#chart .chart-wide').isVisible(), true);
    await sound(page);
    const printed = ['#inputs table', 'th:text-is("Final equity")'];
    await shownAs(page, { media: 'print' }, async () => assert.deepEqual(await Promise.all(printed.map(part => page.locator(part).isVisible())), [true, true]));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as CSV' }).click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /^"figure","/);
});

test('in all this no page broke the content security policy, failed in a script, or asked another site', () => {
    assert.deepEqual(seen.filter(line => !/^(404|410|422) /.test(line)), []);
});
