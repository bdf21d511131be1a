// returns-upload.test.mjs: a file of returns is chosen, refused, mended and chosen again, asked about, reported on and kept; rows are
// added; the series goes to a backtest: in a browser, by what stands on the pages; each of them sound.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, person, seen, sound } from './_browser.mjs';

const ada = await person('uploads', {}, '--role', 'analyst'), page = ada.tab;
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const months = (write = m => `03/${m}/2024`) => `date,value\n${Array.from({ length: 12 }, (_, i) => `${write(String(i + 1).padStart(2, '0'))},${100 + i * 1.5}\n`).join('')}`;
const days = (from, to) => `date,close\n${Array.from({ length: to - from }, (_, i) => `${new Date(Date.UTC(2023, 0, 2 + Math.floor((from + i) / 5) * 7 + (from + i) % 5)).toISOString().slice(0, 10)},${(100 + (from + i) / 10).toFixed(2)}\n`).join('')}`;

test('the section is reached by clicking, and says what to do first', async () => {
    await page.goto('/');
    await go(page.locator('nav').getByRole('link', { name: 'Returns' }));
    await page.getByRole('heading', { name: 'Returns', exact: true }).waitFor();
    await sound(page);
    await go(page.getByRole('link', { name: 'Bring the first one' }));
    await page.getByRole('heading', { name: 'New series' }).waitFor();
    await sound(page);
});

test('a file that cannot be used says where and why, and keeps what was said about it', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles(file('fund.csv', 'date,value\n2024-01-31,100\n2024-02-30,101\n2024-03-31,102\n'));
    await page.getByText('How it is to be read').click();
    await page.getByLabel('The figures are').selectOption('prices');
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByRole('alert').filter({ hasText: 'at line 3' }).waitFor();
    assert.equal(await page.getByLabel('The figures are').inputValue(), 'prices');
    await sound(page);
});

test('the mended file is asked about: both readings are shown, and one answers by a click', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles(file('fund.csv', months()));
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByRole('heading', { name: 'One question first' }).waitFor();
    await page.getByText('2024-01-03 to 2024-12-03, monthly').first().waitFor();
    await page.getByText('2024-03-01 to 2024-03-12, daily').first().waitFor();
    await sound(page);
    await page.getByLabel('Day before month').check();
    await go(page.getByRole('button', { name: 'Read it like this' }));
    await page.getByRole('heading', { name: 'Ready to be kept' }).waitFor();
    await page.getByText('2024-12-03').first().waitFor();
    await sound(page);
});

test('what was said goes with another file, and the series is kept under the name that one types', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles(file('later.csv', months(m => `05/${m}/2024`)));
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByRole('heading', { name: 'Ready to be kept' }).waitFor();
    await page.getByText('2024-12-05').first().waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Fund of months');
    await go(page.getByRole('button', { name: 'Keep it' }));
    await page.getByRole('heading', { name: 'Fund of months', exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Report of the import' }).waitFor();
    await page.getByText(/11 returns: with fewer than 60/).waitFor();
    await sound(page);
});

test('a file that is dropped beside its field lands in it, and text that is refused can be mended where it stands', async () => {
    await page.goto('/returns/series/new');
    const files = await page.evaluateHandle(() => { const data = new DataTransfer(); data.items.add(new File(['date,close\n2024-01-02,1\n'], 'dropped.csv', { type: 'text/csv' })); return data; });
    await page.getByLabel('Or its text').dispatchEvent('drop', { dataTransfer: files });
    assert.equal(await page.getByLabel('File', { exact: true }).evaluate(input => input.files[0].name), 'dropped.csv');
    await page.getByLabel('Or its text').fill('date\tvalue\n2024-02-30\t1\n2024-03-01\t2');
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByText('There are a file and a text').waitFor();
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByRole('alert').filter({ hasText: 'at line 2' }).waitFor();
    assert.equal(await page.getByLabel('Or its text').inputValue(), 'date\tvalue\n2024-02-30\t1\n2024-03-01\t2');
    await sound(page);
});

test('text is pasted, rows are added, and the series is an instrument of a backtest', async () => {
    await page.goto('/returns/series/new');
    await page.getByLabel('Or its text').fill(days(0, 80));
    await page.getByLabel('Name of the series').fill('Daily fund');
    await go(page.getByRole('button', { name: 'Read the file' }));
    await go(page.getByRole('button', { name: 'Keep it' }));
    await go(page.getByRole('link', { name: 'Add rows' }));
    await page.getByLabel('Or its text').fill(days(60, 120));
    await go(page.getByRole('button', { name: 'Read the file' }));
    await page.getByRole('heading', { name: 'Compared with the series' }).waitFor();
    await sound(page);
    await go(page.getByRole('button', { name: 'Add 40 rows' }));
    await page.getByText('40 rows were added.').waitFor();
    await page.getByLabel('Symbol').fill('daily');
    await go(page.getByRole('button', { name: 'Set' }));
    await go(page.getByRole('link', { name: 'Run a backtest of it' }));
    await go(page.getByRole('button', { name: 'Run backtest' }));
    await page.waitForURL(/\/margin\/backtests\//);
    await page.getByText('MY.DAILY').first().waitFor();
});

test('the list finds, sorts, deletes and brings back', async () => {
    await page.goto('/returns/series');
    await go(page.getByRole('link', { name: 'Rows', exact: true }));
    await page.waitForURL(/sort=/);
    assert.deepEqual(await page.locator('tbody th a').allTextContents(), ['Daily fund', 'Fund of months']);
    await sound(page);
    await go(page.getByRole('button', { name: 'Delete Daily fund' }));
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    assert.deepEqual(await page.locator('tbody th a').allTextContents(), ['Fund of months']);
    await go(page.getByRole('button', { name: 'Undo' }));
    await page.getByRole('heading', { name: 'Daily fund', exact: true }).waitFor();
});

test('in all this no page broke the content security policy, failed in a script, or asked another site', () => assert.deepEqual(seen, []));
