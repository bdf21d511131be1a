// import.mjs: hubctl import: every reference file of odd and hostile uploads answered as its index says, dividends and rates,
// the options that settle a question, and that a refused file leaves nothing behind.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Installation } from './_installation.mjs';

const shared = process.env.HUB_SHARED || new URL('../../../shared', import.meta.url).pathname;
const badFiles = join(shared, 'data/bad-csv');
const noBad = existsSync(badFiles) ? false : `${badFiles} is not there`;
const noPrices = existsSync(join(shared, 'data/prices')) ? false : 'the reference prices are not there';
const hub = new Installation('import');
const file = (name, text) => { const path = join(hub.directory, name); writeFileSync(path, text); return path; };
const rows = () => hub.ask('select (select count(*) from market.instrument), (select count(*) from market.daily_bar), ' +
    '(select count(*) from market.dividend), (select count(*) from market.rate)');
const closes = symbol => hub.ask('select string_agg(close::text, \' \' order by day) from market.daily_bar b join market.instrument i ' +
    `on i.id = b.instrument where symbol = '${symbol}'`);

before(() => {
    hub.ask(`create database "${hub.database}"`, 'postgres');
    assert.equal(hub.run('migrate').status, 0);
});
after(() => hub.remove());

// Stored prices, and what must be said. A 200 of the index.
const accepted = {
    '00': [21], '01': [21, /separator ";"/, /decimal sign ","/, /day\.month\.year/], '02': [21, /separator ";"/], '04': [21], '05': [21],
    '06': [21, /percent/, /2024-01-02 assumed/, /index that begins at 100/], '08': [14, /warning: gap from 2024-01-09 to 2024-01-22/],
    '09': [14, /warning: 7 rows without a value skipped: lines 3, 6, 9/], 11: [21, /newest first/], 16: [3], 18: [21, /UTF-16LE/],
    20: [21, /no header/], 27: [3], 30: [21, /UTC/], 31: [21, /local date/], 33: [21, /warning: 2 rows without a date skipped: lines 27 and 28/],
    34: [4, /warning: .*lines 3 and 5/, /warning: .*line 4/, /warning: .*skipped: line 5/], 35: [5, /warning: .*2:1 split/], 43: [21, /Windows-1252/],
};
// What the refusal says: 409 and 4xx of the index.
const refused = {
    10: [/lines 8 and 9/, /--duplicates=first\|last/], 13: [/2024-01-03 to 2024-12-03/, /2024-03-01 to 2024-03-12/, /--dates=dmy\|mdy/],
    14: [/lines 2, 3, 4 and 5/], 17: [/image/], 19: [/at least 2 prices/], 21: [/no row of data/], 22: [/199 series, the limit is 20/, /--column=NAME/],
    24: [/line 3/, /256/], 25: [/line 3: a quote/], 26: [/line 2 .*NUL/], 28: [/empty/], 37: [/Excel workbook/],
    39: [/lines 2, 3 and 5/, /lines 4, 7 and 8/], 40: [/line 3: a return of -150 %/], 45: [/0\.0055814593/, /0\.2874513282/, /--unit=percent\|fraction/],
};
const path = number => join(badFiles, readdirSync(badFiles).find(name => name.startsWith(`${number}_`)));

test('the expectations name every reference file', { skip: noBad }, () => {
    const numbers = readdirSync(badFiles).filter(name => name.endsWith('.csv')).map(name => name.slice(0, 2)).sort();
    assert.deepEqual([...Object.keys(accepted), ...Object.keys(refused), '41'].sort(), numbers);
});

for (const [number, [count, ...says]] of Object.entries(accepted))
    test(`file ${number} is stored with its notes`, { skip: noBad }, () => {
        const p = hub.run('import', 'prices', path(number), '--symbol', `BAD${number}`);
        assert.equal(p.status, 0, p.err);
        assert.equal(p.err, '');
        for (const part of says)
            assert.match(p.out, part);
        assert.match(p.out, new RegExp(`BAD${number}: ${count} prices, .*: ${count} new, 0 changed`));
        assert.equal(closes(`BAD${number}`).split(' ').length, count);
        if (number === '00')
            assert.doesNotMatch(p.out, /warning|note/);
    });

for (const [number, says] of Object.entries(refused))
    test(`file ${number} is refused and nothing is stored`, { skip: noBad }, () => {
        const before = rows(), p = hub.run('import', 'prices', path(number), '--symbol', 'REFUSED');
        assert.equal(p.status, 65);
        for (const part of says)
            assert.match(p.err, part);
        assert.match(p.err, /nothing was stored/);
        assert.equal(rows(), before);
    });

test('files of one content in many dresses give one data version', { skip: noBad }, () => {
    const same = ['00', '02', '04', 18, 20, 30, 31, 33, 43].map(n => `'BAD${n}'`).join();
    assert.equal(hub.ask(`select count(*), count(distinct version) from market.data_version v join market.instrument i on i.id = v.instrument where symbol in (${same})`), '9|1');
});

test('a file of two tickers is stored as two instruments, or the one that is asked for', { skip: noBad }, () => {
    let p = hub.run('import', 'prices', path(41));
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /AAA: 21 prices/);
    assert.match(p.out, /BBB: 21 prices/);
    p = hub.run('import', 'prices', path(41), '--symbol', 'bbb');
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /BBB: 21 prices, .*: 0 new, 0 changed, 21 as before/);
    assert.doesNotMatch(p.out, /AAA/);
    p = hub.run('import', 'prices', path(41), '--symbol', 'CCC');
    assert.equal(p.status, 65);
    assert.match(p.err, /no row has the ticker CCC/);
});

test('each question is settled by the option it names', { skip: noBad }, () => {
    let p = hub.run('import', 'prices', path(13), '--symbol', 'Q13', '--dates=dmy');
    assert.match(p.out, /2024-01-03 to 2024-12-03/, p.err);
    p = hub.run('import', 'prices', path(10), '--symbol', 'Q10', '--duplicates=first');
    assert.equal(p.status, 0, p.err);
    assert.equal(closes('Q10'), closes('BAD00'));
    p = hub.run('import', 'prices', path(22), '--symbol', 'Q22', '--column=fund_007');
    assert.match(p.out, /Q22: 21 prices/, p.err);
    p = hub.run('import', 'prices', path(45), '--symbol', 'Q45', '--unit=percent');
    assert.equal(p.status, 0, p.err);
    assert.ok(Math.abs(Number(closes('Q45').split(' ').at(-1)) - 100.55814593) < 1e-8);
});

test('without a symbol the name of the file is taken, and said', () => {
    const p = hub.run('import', 'prices', file('my fund.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n'));
    assert.equal(p.status, 65);
    assert.match(p.err, /--symbol/);
    const q = hub.run('import', 'prices', file('myfund.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n'));
    assert.equal(q.status, 0, q.err);
    assert.match(q.out, /stored as MYFUND/);
});

test('a dry run reports and stores nothing', () => {
    const before = rows();
    const p = hub.run('import', 'prices', '--dry-run', '--symbol', 'DRY', file('dry.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n'));
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /DRY: 2 prices, 2024-01-02 to 2024-01-03 \(dry run: nothing was stored\)/);
    assert.equal(rows(), before);
});

test('days that are stored are replaced, others stay', () => {
    const first = file('a.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n'), second = file('b.csv', 'date,close\n2024-01-03,2.5\n2024-01-04,3\n');
    hub.run('import', 'prices', first, '--symbol', 'MERGE', '--name', 'Merged fund', '--source', 'here');
    const p = hub.run('import', 'prices', second, '--symbol', 'MERGE');
    assert.match(p.out, /1 new, 1 changed, 0 as before/, p.err);
    assert.equal(closes('MERGE'), '1 2.5 3');
    assert.equal(hub.ask("select name, source from market.instrument where symbol = 'MERGE'"), 'Merged fund|file b.csv');
});

test('several columns are a question', () => {
    const p = hub.run('import', 'prices', file('wide.csv', 'date,one,two\n2024-01-02,10,20\n2024-01-03,11,21\n'), '--symbol', 'WIDE');
    assert.equal(p.status, 65);
    assert.match(p.err, /2 series: one, two/);
    assert.match(p.err, /--column=NAME/);
});

test('dividends need their instrument, and ex-dates that are no session are told', () => {
    const dividends = file('d.csv', 'ex_date,dividend\n2024-01-03,0.5\n2024-01-06,0.25\n');
    assert.equal(hub.run('import', 'dividends', dividends).status, 64);
    let p = hub.run('import', 'dividends', dividends, '--symbol', 'NOSUCH');
    assert.equal(p.status, 65);
    assert.match(p.err, /import its prices first/);
    hub.run('import', 'prices', file('e.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n'), '--symbol', 'PAYS');
    p = hub.run('import', 'dividends', dividends, '--symbol', 'PAYS');
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /PAYS: 2 dividends, .*: 2 new/);
    assert.match(p.out, /warning: ex-dates on which PAYS has no price.*2024-01-06/);
});

test('monthly rates are taken as such, and daily ones cannot be mixed in', () => {
    const months = file('r.csv', 'month,percent\n2000-01,5.45\n2000-02,5.73\n');
    let p = hub.run('import', 'rates', months, '--symbol', 'MONTHS');
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /MONTHS: 2 rates, 2000-01-01 to 2000-02-01: 2 new/);
    p = hub.run('import', 'rates', file('s.csv', 'date,percent\n2000-01-03,5.45\n2000-01-04,5.73\n'), '--symbol', 'MONTHS');
    assert.equal(p.status, 65);
    assert.match(p.err, /MONTHS holds monthly rates and the file daily ones that do not reach over all of them: --replace/);
    assert.equal(hub.run('import', 'prices', months, '--replace').status, 64);
});

test('daily rates take the place of the monthly averages that they reach over, and the next setup leaves them there', () => {
    const months = file('m.csv', 'month,percent\n2000-01,5.45\n2000-02,5.73\n2000-03,5.85\n');
    const days = file('days.csv', 'date,percent\n1999-12-31,5.4\n2000-01-03,5.45\n2000-02-01,5.5\n2000-03-01,5.6\n2000-03-02,5.7\n');
    assert.equal(hub.run('import', 'rates', months).status, 0);
    let p = hub.run('import', 'rates', days);
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /note: the 3 monthly rates that were stored are removed/);
    assert.match(p.out, /FEDFUNDS: 5 rates, 1999-12-31 to 2000-03-02: 5 new/);
    p = hub.run('setup');
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /FEDFUNDS: daily rates are stored, and stay/);
    p = hub.run('import', 'rates', months);
    assert.equal(p.status, 65);
    assert.match(p.err, /FEDFUNDS holds daily rates and the file monthly ones: --replace/);
    p = hub.run('import', 'rates', months, '--replace');
    assert.equal(p.status, 0, p.err);
    assert.match(p.out, /note: the 5 daily rates that were stored are removed/);
    assert.match(p.out, /FEDFUNDS: 3 rates, .* 3 new/);
});

test('the reference prices, dividends and rates are stored without a warning', { skip: noPrices }, () => {
    for (const [what, name, said] of [['prices', 'spy_daily.csv', /SPY: 8,130 prices, 1993-01-29 to 2025-05-15: 8,130 new/],
        ['dividends', 'spy_dividends.csv', /SPY: 130 dividends, 1993-03-19 to 2025-03-21: 130 new/]]) {
        const p = hub.run('import', what, join(shared, 'data/prices', name), '--symbol', 'SPY');
        assert.equal(p.status, 0, p.err);
        assert.match(p.out, said);
        assert.doesNotMatch(p.out, /warning/);
    }
});

test('wrong usage is status 64, an unreadable file 65', () => {
    const good = file('good.csv', 'date,close\n2024-01-02,1\n2024-01-03,2\n');
    for (const words of [[], ['prices'], ['pries', good], ['prices', good, good], ['prices', good, '--dates=ymd'], ['prices', good, '--symbol', 'a b'],
        ['prices', good, '--name', ''], ['prices', good, '--name', 'a\tb'], ['prices', good, '--nonsense']])
        assert.equal(hub.run('import', ...words).status, 64, words.join(' '));
    const p = hub.run('import', 'prices', join(hub.directory, 'none.csv'));
    assert.equal(p.status, 65);
    assert.match(p.err, /No such file/);
    assert.equal(hub.run('import', 'prices', hub.directory).status, 65);
});

test('a file of more than 10 MB is refused', () => {
    const p = hub.run('import', 'prices', file('big.csv', 'date,close\n' + '2024-01-02,1\n'.repeat(5000000)), '--symbol', 'BIG');
    assert.equal(p.status, 65);
    assert.match(p.err, /larger than 10 MB/);
});

test('words of a file cannot steer the terminal', () => {
    const p = hub.run('import', 'prices', file('esc.csv', 'date,\u009b31mone\n2024-01-02,10\n2024-01-03,x\n2024-01-04,11\n'), '--symbol', 'ESC', '--column', 'none');
    assert.equal(p.status, 65);
    assert.doesNotMatch(p.out + p.err, /\u009b/);
});
