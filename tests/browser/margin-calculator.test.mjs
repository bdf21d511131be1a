// margin-calculator.test.mjs: the margin calculator as a person uses it: values typed, answers beside them, kept, found again, compared; without
// script, on a telephone, in the dark.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { before, context, go, overflow, person, pointAt, seen, shownAs, signIn, sound } from './_browser.mjs';

const { tab: page, own, email } = await person('calculator', { acceptDownloads: true }, '--role', 'analyst');
const lead = () => page.locator('.hub-lead .hub-figure-value').allInnerTexts();
const field = label => page.getByLabel(label, { exact: true });
const at = 'ticker=SPY&current_price=400&investment_amount=100000&leverage=2';

// Type as a person does, and wait until the address says that the answer is there.
async function type(label, value, address) {
    await field(label).fill(value);
    await page.waitForURL(url => url.search.includes(address));
}

test('the first page has an answer already, with the latest close', async () => {
    await page.goto('/margin');
    await go(page.getByRole('link', { name: 'Margin calculator', exact: true }));
    await page.getByRole('heading', { level: 1, name: 'Margin calculator' }).waitFor();
    assert.equal(await field('Price').inputValue(), '2,874.56');
    assert.deepEqual(await lead(), ['$1,916.37', '33.33 %', '$3,032.66', '5.50 %']);
    await sound(page);
});

test('values that change are answered at once, each figure with its formula filled in', async () => {
    await type('Ticker', 'SPY', 'ticker=SPY'); // no prices of it here: what stood there stays
    await type('Price', '400', 'current_price=400');
    assert.deepEqual(await lead(), ['$266.67', '33.33 %', '$422.00', '5.50 %']);
    await page.getByText('$50,000 / (250 × (1 − 25 %)) = $266.67').first().waitFor();
    await type('Amount', '$250,000', 'investment_amount=250000');
    await page.getByText('$125,000 / (625 × (1 − 25 %)) = $266.67').first().waitFor();
});

test('leverage and initial margin move together, and another account takes its usual leverage', async () => {
    await type('Initial margin', '66.67', 'leverage=1.5&');
    assert.equal(await field('Leverage').inputValue(), '1.5');
    await type('Leverage', '1.6', 'leverage=1.6&');
    assert.equal(await field('Initial margin').inputValue(), '62.5');
    await field('Account').selectOption('portfolio');
    await page.waitForURL(/account_type=portfolio.*leverage=1\.6/); // chosen, so kept
    await type('Leverage', '4', 'leverage=4&');
    await field('Account').selectOption('reg_t');
    await page.waitForURL(/account_type=reg_t.*leverage=2&/);
    await field('Account').selectOption('portfolio');
    await page.waitForURL(/account_type=portfolio.*leverage=4&/);
});

test('what is wrong is said while one types, and nothing else is lost', async () => {
    await field('Leverage').fill('9');
    await page.getByText('Leverage: 9 is above 7').first().waitFor();
    assert.equal(await page.locator('#save').isVisible(), false);
    assert.equal(await field('Leverage').getAttribute('aria-invalid'), 'true');
    assert.equal(await field('Amount').inputValue(), '250,000');
    await type('Leverage', '7', 'leverage=7&');
    await page.locator('#risk', { hasText: 'In a margin call at once' }).waitFor();
    assert.equal(await field('Leverage').getAttribute('aria-invalid'), null);
    seen.splice(0, seen.length, ...seen.filter(s => !/^422 .*\/margin\/calculator\?/.test(s))); // asked for on purpose
});

test('a short is called by a rise; the original stands beside it, with the reasons', async () => {
    await page.goto(`/margin/calculator?${at}`);
    await field('Position').selectOption('Short');
    await page.getByText('Medium risk: a rise of 15.4 % brings the margin call.').waitFor();
    await page.getByLabel('Show the original’s figures beside these').check();
    await page.getByRole('heading', { name: 'Beside the original' }).waitFor();
    const row = page.locator('#original tr', { hasText: 'Margin call price' });
    assert.match(await row.innerText(), /\$461\.54\s+\$285\.71\s+−\$175\.82\s+E28/);
    await page.locator('#original dd', { hasText: 'a short is hurt by a rise' }).waitFor();
    await sound(page, '/margin/calculator-short');
});

test('moves, payoff and files', async () => {
    assert.equal(await page.locator('#scenarios tbody tr').count(), 21);
    assert.match(await page.locator('#scenarios tr', { hasText: '+20 %' }).innerText(), /Called/);
    await pointAt(page.getByRole('group', { name: 'Equity against price' }), page.locator('#payoff .hub-tip', { hasText: /^Price \$[^]*Equity today[^]*Required/ }));
    assert.equal(await page.locator('#payoff .chart-wide .chart-rule').count(), 3);
    const picture = page.waitForEvent('download');
    await page.locator('#payoff').getByRole('button', { name: 'PNG' }).click(); // one, though the part was carried anew
    assert.match((await picture).suggestedFilename(), /^margin-\w+-payoff\.png$/);
    const download = page.waitForEvent('download');
    await page.locator('#scenarios').getByRole('link', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    assert.match(csv, /^move_pct,price,position,net/);
    assert.match(csv, /\r\n20,480,120000,-20000,-40,/);
});

test('the address is the whole calculation', async () => {
    const other = await own.newPage();
    await other.goto(page.url());
    assert.deepEqual(await other.locator('.hub-lead .hub-figure-value').allInnerTexts(), await lead());
    await other.close();
});

async function keep(query, name) {
    await page.goto(`/margin/calculator?${query}`);
    await page.getByLabel('Name, if it is to have one').fill(name);
    await go(page.locator('#save').getByRole('button', { name: 'Save' }));
    await page.waitForURL(/\/margin\/calculations\/[0-9a-f-]{36}$/);
}

test('a calculation is kept, opened again in the form, named and noted', async () => {
    await keep(`${at}&position_type=Short`, 'A short');
    await page.getByRole('heading', { level: 1, name: 'A short' }).waitFor();
    await sound(page, '/margin/calculations/one');
    await page.getByText('Name and note').click();
    await page.getByLabel('Note').fill('As of today\nwith two lines');
    await go(page.getByRole('button', { name: 'Change' }));
    await page.locator('p', { hasText: 'As of today' }).waitFor();
    await go(page.getByRole('link', { name: 'Open in the calculator' }));
    await page.getByText('Medium risk: a rise of 15.4 % brings the margin call.').waitFor();
});

test('what changed while the form to keep it was open is what is kept', async () => {
    await page.goto(`/margin/calculator?${at}`);
    await page.getByLabel('Name, if it is to have one').fill('Changed first');
    await type('Leverage', '1.25', 'leverage=1.25');
    assert.equal(await page.getByLabel('Name, if it is to have one').inputValue(), 'Changed first');
    await go(page.locator('#save').getByRole('button', { name: 'Save' }));
    await page.waitForURL(/calculations\//);
    assert.match(await page.locator('.hub-facts').innerText(), /Leverage\s+1\.25×/);
});

test('who is quicker than the script is answered, and who is quicker than the answer keeps what was typed', async () => {
    await before(page, 'calculator', () => page.goto(`/margin/calculator?${at}`, { waitUntil: 'commit' }), () => field('Leverage').fill('1.75'));
    await page.waitForURL(/leverage=1\.75/);
    await page.getByLabel('Name, if it is to have one').fill('In haste');
    await field('Leverage').fill('1.6');
    await page.locator('#save').getByRole('button', { name: 'Save' }).dblclick();
    await page.waitForURL(/calculations\//);
    assert.match(await page.locator('.hub-facts').innerText(), /Leverage\s+1\.6×/);
    await page.goto('/margin/calculations');
    await go(page.getByRole('button', { name: 'Delete In haste' })); // there is one of it
});

test('the list: sorted, filtered, compared side by side', async () => {
    await keep(at.replace('leverage=2', 'account_type=portfolio&leverage=5'), '');
    await page.goto('/margin/calculations');
    await sound(page);
    await go(page.getByRole('link', { name: 'Leverage' }));
    assert.match(await page.locator('tbody tr').first().innerText(), /Long SPY, 5×, Portfolio margin/);
    await page.getByLabel('Words').fill('two lines');
    await go(page.getByRole('button', { name: 'Find' }));
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.goto('/margin/calculations');
    await go(page.getByRole('button', { name: 'Compare', exact: true }));
    await page.getByText('Choose two to four calculations to compare.').waitFor();
    for (const box of await page.getByRole('checkbox').all())
        await box.check();
    await go(page.getByRole('button', { name: 'Compare', exact: true }));
    await page.getByRole('heading', { level: 1, name: 'Calculations compared' }).waitFor();
    assert.match(await page.locator('tbody').first().innerText(), /^Inputs that differ/);
    assert.equal(await page.locator('thead th').count(), 3);
    await sound(page);
});

test('a deleted one comes back by Undo', async () => {
    await page.goto('/margin/calculations');
    await go(page.getByRole('button', { name: 'Delete A short' }));
    assert.equal(await page.getByRole('link', { name: 'A short' }).count(), 0);
    await go(page.getByRole('button', { name: 'Undo' }));
    await page.getByRole('link', { name: 'A short' }).waitFor();
});

test('without script the button calculates, and the form keeps', async () => {
    const plain = await context({ javaScriptEnabled: false }), tab = await plain.newPage();
    await signIn(tab, email);
    await tab.goto(`/margin/calculator?${at}`);
    await tab.getByLabel('Initial margin', { exact: true }).fill('80');
    await go(tab.getByRole('button', { name: 'Calculate' }));
    assert.equal(await tab.getByLabel('Leverage', { exact: true }).inputValue(), '1.25');
    await tab.getByText('$106.67').first().waitFor();
    await tab.getByLabel('Price', { exact: true }).fill('');
    await tab.getByLabel('Ticker', { exact: true }).fill('SPX');
    await go(tab.getByRole('button', { name: 'Calculate' }));
    assert.equal(await tab.getByLabel('Price', { exact: true }).inputValue(), '2,874.56');
    await go(tab.locator('#save').getByRole('button', { name: 'Save' }));
    await tab.getByRole('heading', { level: 1, name: 'Long SPX, 1.25×, Reg T' }).waitFor();
    await plain.close();
});

test('on a telephone nothing is cut, and on paper the form’s buttons stay away', async () => {
    await page.goto(`/margin/calculator?${at}&compare=1&maintenance_pct=40`);
    await shownAs(page, { width: 360 }, async () => assert.ok(await overflow(page) <= 0));
    await shownAs(page, { media: 'print' }, async () => {
        assert.equal(await page.locator('#save').isVisible(), false);
        assert.equal(await page.getByRole('button', { name: 'Calculate' }).isVisible(), false);
        assert.equal(await page.locator('#figures').isVisible(), true);
    });
});

test('no page asked elsewhere, broke the policy or missed a file', () => assert.deepEqual(seen, []));
