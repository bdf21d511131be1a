// import_django_signin.mjs: what hubctl import-django brings over works in the running hub: an old password signs in and is hashed
// anew, and a saved result of the old system opens, says what it is, and leads to the form.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Member } from '../http/_member.mjs';
import { absent, make } from './_old.mjs';

const directory = mkdtempSync(join(tmpdir(), 'hub-old-'));
const database = readFileSync(process.env.HUB_CONFIG, 'utf8').match(/^database *= *"(.*)"$/m)[1];
const sql = text => execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', `${database} user=postgres`, '-c', text]).toString().trim();
const form = email => sql(`select split_part(password, '$', 1) from umbrella.authentication_user where email = '${email}'`);
const email = `old-${process.pid}@margin.example`, waiting = `waiting-${process.pid}@margin.example`, password = 'Grüße vom alten System';
const id = number => `0000000${number}-0000-4000-8000-${String(process.pid).padStart(12, '0')}`;
const answer = { metrics: { 'Final Equity ($)': 123456.5, 'Total Return (%)': 23.4565, 'CAGR (%)': 2.1, 'Max Drawdown (%)': -55.5, 'Total Liquidations': 3 } };
const result = { user_id: 1, user_email: email, mode: 'standard', ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31', leverage: 2,
    account_type: 'reg_t', initial_investment: '100000' };
const it = (name, run) => test(name, { skip: absent }, run);
let member;

before(() => {
    if (absent)
        return;
    const people = make('umbrella', join(directory, 'umbrella.sqlite3'), {
        'authentication.User': [
            { id: 1, username: email, email, password, is_active: true, is_approved: true },
            { id: 2, username: waiting, email: waiting, password, is_active: true, is_approved: false }],
        'authentication.InviteToken': [{ email, token: String(process.pid).padStart(64, '0'), invite_type: 'analyst', created_at: '2025-01-01T00:00:00Z',
            expires_at: '2025-01-04T00:00:00Z', used_at: '2025-01-02T00:00:00Z', created_by_id: 1 }] });
    const margin = make('margin', join(directory, 'margin.sqlite3'), { 'historical_backtest.SavedBacktestResult': [
        { ...result, result_id: id(1), name: 'From <b>before</b>', description: 'Two <i>\nlines', results_data: answer },
        { ...result, result_id: id(2), name: 'Another mode', mode: 'profit_threshold', profit_threshold: 100, results_data: { days: [] } }] });
    execFileSync(process.env.HUBCTL, ['import-django', '--app', 'umbrella', people]);
    execFileSync(process.env.HUBCTL, ['import-django', '--app', 'margin', margin, '--people', people]);
});
after(() => {
    rmSync(directory, { recursive: true });
    sql(`delete from umbrella.authentication_user where email in ('${email}', '${waiting}')`);
});

it('a wrong password does not sign in and changes nothing', async () => {
    assert.equal(await Member.enter(email, 'Gruesse vom alten System'), null);
    assert.equal(form(email), 'pbkdf2_sha256');
});

it('the old password signs in once as it was stored, and is hashed anew', async () => {
    member = await Member.enter(email, password);
    assert.ok(member);
    assert.equal(form(email), 'scrypt');
    assert.ok(await Member.enter(email, password));
    assert.equal(form(email), 'scrypt');
});

it('whoever was not approved in the old system waits here', async () => {
    assert.equal(await Member.enter(waiting, password), null);
    assert.equal(form(waiting), 'pbkdf2_sha256');
});

it('a saved result of the old system opens with its figures and says what it is', async () => {
    const { status, text } = await member.get(`/margin/saved/${id(1)}`);
    assert.equal(status, 200);
    for (const part of ['The old system computed this result', 'From &lt;b&gt;before&lt;/b&gt;', 'Two &lt;i&gt;\nlines', '$123,456.50', '23.46 %', '−55.50 %', '$100,000 at 2×',
        'liquidation and re-entry', 'Run it here'])
        assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /Run again|The form has no|days\.csv/);
    const other = await member.get(`/margin/saved/${id(2)}`);
    assert.equal(other.status, 200);
    assert.match(other.text, /profit threshold at 100 %/);
    assert.match(other.text, /href="\/margin\/backtest\?[^"]*mode=profit_threshold/);
    assert.match(other.text, /does not tell them in a form that is known here/);
    assert.match((await member.get('/margin/saved')).text, /Another mode/);
    assert.match((await member.get('/')).text, /Another mode/);
});

it('its answer is handed out as it was; what would have to be computed from it is not there', async () => {
    const json = await member.get(`/margin/saved/${id(1)}/result.json`);
    assert.equal(json.status, 200);
    assert.deepEqual(JSON.parse(json.text), answer);
    for (const file of ['days.csv', 'rounds.csv', 'metrics.csv', 'chart.json']) {
        const gone = await member.get(`/margin/saved/${id(1)}/${file}`);
        assert.equal(gone.status, 404);
        assert.match(gone.text, /comes from the old system/);
    }
});

it('it leads to the form with its inputs', async () => {
    const again = await member.post(`/margin/saved/${id(1)}/rerun`);
    assert.equal(again.status, 303);
    const href = (await member.get(`/margin/saved/${id(1)}`)).text.match(/href="(\/margin\/backtest\?[^"]*)"/)[1].replaceAll('&amp;', '&');
    assert.equal(again.headers.location, href);
    const asked = new URLSearchParams(href.split('?')[1]);
    for (const [name, value] of Object.entries({ ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31', equity: '100000', leverage: '2',
        account_type: 'reg_t', profile: 'original' }))
        assert.equal(asked.get(name), value);
    assert.equal((await member.get(href)).status, 200);
});

it('it is renamed, refused a bad name on its own page, deleted and brought back like any other', async () => {
    assert.equal((await member.post(`/margin/saved/${id(1)}/words`, { name: 'Renamed here' })).status, 303);
    const bad = await member.post(`/margin/saved/${id(1)}/words`, { name: '' });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /The old system computed this result/);
    assert.match(bad.text, /Renamed here/);
    assert.equal((await member.post(`/margin/saved/${id(1)}/delete`)).status, 303);
    assert.equal((await member.get(`/margin/saved/${id(1)}`)).status, 404);
    assert.equal((await member.post(`/margin/saved/${id(1)}/restore`, { x: '' })).status, 303);
    assert.equal((await member.get(`/margin/saved/${id(1)}`)).status, 200);
});
