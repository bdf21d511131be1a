// import_django.mjs: hubctl import-django: files that the old system's framework made itself (django/old.py) are brought over, row by
// row, with a reason for whatever is left out; old passwords sign in and are then hashed anew; what is no such file is refused.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, copyFileSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Installation } from './_installation.mjs';
import * as old from './_old.mjs';

const { absent, python } = old;
const hub = new Installation('import_django');
const make = (app, name, ...more) => old.make(app, join(hub.directory, name), ...more);
const bring = (app, path, ...more) => hub.run('import-django', '--app', app, path, ...more);
const done = p => (assert.equal(p.status, 0, p.err), assert.equal(p.err, ''), p.out);
const refused = (p, ...says) => {
    assert.equal(p.status, 65, p.out);
    for (const part of [...says, /nothing was stored|^hubctl: /])
        assert.match(p.err, part);
};
const counts = () => hub.ask(`select (select count(*) from umbrella.authentication_user), (select count(*) from umbrella.authentication_invitetoken),
    (select count(*) from umbrella.authentication_invitetemplate), (select count(*) from umbrella.authentication_loginattempt),
    (select coalesce(sum(good + bad), 0) from umbrella.loginattempt_day), (select count(*) from margin.historical_backtest_savedbacktestresult),
    (select count(*) from margin.margin_calculator_margincalculation), (select coalesce(sum(n), 0) from margin.quota),
    (select count(*) from umbrella.audit_event), (select count(*) from pg_inherits)`);
const person = (email, columns) => hub.ask(`select ${columns} from umbrella.authentication_user where email = '${email}'`);
const soon = days => new Date(Date.now() + days * 86400000).toISOString();

// ---- the umbrella ----

const open = 'a1'.repeat(32), used = 'Zz'.repeat(32);
const people = {
    'authentication.User': [
        { id: 1, username: 'root', email: 'root@old.test', password: 'umbrella stand corner', is_superuser: true, is_staff: true, is_active: true,
            is_approved: true, approved_by_id: 1, date_joined: '2023-01-02T03:04:05Z', created_at: '2023-01-02T03:04:05Z' },
        { id: 2, username: 'ann', email: 'Ann@Old.test', first_name: 'Ann', last_name: "O'Hara; --", password: 'first pässword of Ann', is_active: true,
            is_approved: true, approval_date: '2024-05-06T07:08:09.123456Z', approved_by_id: 1, last_login: '2025-06-07T08:09:10Z',
            last_login_ip: '192.0.2.7', login_count: 41, updated_at: '2025-06-07T08:09:10Z' },
        { id: 3, username: 'ann2', email: 'ANN@old.test', password: 'another', is_active: true, is_approved: true },
        { id: 4, username: 'off', email: 'off@old.test', stored_password: '!unusable', is_active: false, is_approved: true, approved_by_id: 99 },
        { id: 5, username: 'no', email: 'no@old.test', stored_password: 'argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA', is_approved: false,
            rejection_reason: 'Not one of us' },
        { id: 6, username: 'wait', email: 'wait@old.test', password: 'waiting', is_approved: false, is_active: true },
        { id: 7, username: 'long', email: 'long@old.test', password: 'long', first_name: 'x'.repeat(151) },
        { id: 8, username: 'bad', email: 'no address', password: 'bad' },
        { id: 9, username: 'half', email: 'half@old.test', password: 'half', is_superuser: true, is_staff: false, is_active: true, is_approved: true },
        { id: 10, username: 'taken', email: 'other@old.test', password: 'other', is_active: true, is_approved: true },
        { id: 11, username: 'here', email: 'Here@old.test', password: 'old password', first_name: 'Old', is_active: true, is_approved: true },
        { id: 12, username: 'esc\u001b[31m\u009b', email: 'esc\u001b@old.test', password: 'esc' },
    ],
    'authentication.InviteToken': [
        { id: 1, email: 'ann@old.test', token: used, invite_type: 'analyst', created_at: '2024-05-01T00:00:00Z', expires_at: '2024-05-04T00:00:00Z',
            used_at: '2024-05-02T00:00:00Z', created_by_id: 1 },
        { id: 2, email: 'new@old.test', token: open, invite_type: 'manager', custom_message: 'Welcome', expires_at: soon(3), created_by_id: 98,
            email_bounced: true, bounce_reason: 'no such box' },
        { id: 3, email: 'king@old.test', token: 'k'.repeat(64), invite_type: 'king', expires_at: soon(3), created_by_id: 1 },
    ],
    'authentication.InviteTemplate': [
        { id: 1, name: 'Analysts', invite_type: 'analyst', subject: 'Welcome', message_template: 'Hello {name}, {link}', created_by_id: 1 },
        { id: 2, name: 'Analysts', invite_type: 'viewer', subject: 'Second', message_template: 'x', created_by_id: 1 },
    ],
    'authentication.LoginAttempt': [
        { id: 1, email: 'ann@old.test', ip_address: '192.0.2.7', user_agent: 'ü'.repeat(300), success: true, attempted_at: '2025-06-07T08:09:10.5Z', user_id: 2 },
        { id: 2, email: 'ann@old.test', ip_address: '2001:db8::1', success: false, failure_reason: 'Invalid password', attempted_at: '2025-06-07T08:09:09Z', user_id: 2 },
        { id: 3, email: 'who@old.test', success: false, failure_reason: 'User not found', attempted_at: '2025-07-01T00:00:00Z' },
        { id: 4, email: 'gone@old.test', success: false, failure_reason: 'Account locked', attempted_at: '2025-07-02T00:00:00Z', user_id: 97 },
        { id: 5, email: 'x'.repeat(260), success: true, attempted_at: '2025-07-03T00:00:00Z' },
        { id: 6, email: 'ann@old.test', ip_address: 'not an \u001b[31m\u009b address', success: true, attempted_at: '2025-07-04T00:00:00Z', user_id: 3 },
    ],
    'authentication.UserSession': [{ user_id: 2, session_key: 'k1', ip_address: '192.0.2.7', user_agent: 'x' }],
};
let umbrella, first;

before(() => {
    if (absent)
        return;
    hub.ask(`create database "${hub.database}"`, 'postgres');
    assert.equal(hub.run('migrate').status, 0);
    hub.ask(`insert into umbrella.authentication_user (username, email, password, first_name, status) values
        ('taken', 'somebody@hub.test', '!', '', 'active'), ('here@old.test', 'here@old.test', '!', 'New', 'active')`);
    umbrella = make('umbrella', 'umbrella.sqlite3', people);
});
after(() => hub.remove());
const it = (name, run) => test(name, { skip: absent }, run);

it('a dry run tells everything and changes nothing', () => {
    const start = counts(), file = readFileSync(umbrella);
    first = done(bring('umbrella', umbrella, '--dry-run'));
    assert.match(first, /^authentication_user: 12 read, 7 inserted, 1 there already, 4 skipped$/m);
    assert.match(first, /^dry run: nothing was stored$/m);
    assert.equal(counts(), start);
    assert.deepEqual(readFileSync(umbrella), file);
});

it('the run itself tells the same, row by row', () => {
    const out = done(bring('umbrella', umbrella));
    assert.equal(out, first.replace(/dry run.*\n/, ''));
    for (const line of [
        /authentication_invitetoken: 3 read, 2 inserted, 0 there already, 1 skipped/, /authentication_invitetemplate: 2 read, 1 inserted, 1 there already/,
        /authentication_loginattempt: 6 read, 5 inserted, 0 there already, 1 skipped/, /authentication_usersession: 1 read, 0 inserted, 0 there already, 1 skipped/,
        /skipped, row 3: its e-mail is that of row 2 but for upper and lower case/,
        /skipped, row 7: it breaks a rule of the hub, CHECK \(length\(first_name\) <= 150\)/, /skipped, row 8: it breaks a rule of the hub, CHECK .*email/,
        /note, row 1: approved by the account itself/, /note, row 4: it has no password that works here \(none\)/, /note, row 4: approved by number 99, whom the file does not hold/,
        /note, row 5: it has no password that works here \(argon2\): .* hubctl user reset-link no@old\.test/,
        /note, row 9: a superuser who might not enter the console/, /note, row 10: the user name taken is taken/,
        /note, row 2: made by number 98, who was not brought over/, /skipped, row 3: it breaks a rule of the hub, CHECK .*invite_type/,
        /note, row 4: by number 97, who was not brought over: kept without its person/, /skipped, row 6: invalid input syntax for type inet/,
        /note: the reason "Account locked" became "account throttled" in 1 rows/, /skipped: old cookies are of no use here/,
        /left in the file.*auth_group, .*django_migrations/,
    ])
        assert.match(out, line);
    assert.doesNotMatch(out, /[\u001b\u009b]|pbkdf2/);
});

it('people arrive with their status, role, dates and who approved them', () => {
    assert.equal(person('Ann@Old.test', `username, first_name, last_name, status, role, is_staff, login_count, host(last_login_ip), email_verified,
        to_char(approval_date at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), (select a.email from umbrella.authentication_user a where a.id = u.approved_by_id)`
        .replace(/\bu\./g, 'authentication_user.')), "ann|Ann|O'Hara; --|active|analyst|f|41|192.0.2.7|t|2024-05-06 07:08:09.123456|root@old.test");
    assert.equal(person('root@old.test', `status, role, is_staff, is_superuser, approved_by_id is null, created_at at time zone 'UTC'`),
        'active|admin|t|t|t|2023-01-02 03:04:05');
    assert.equal(person('off@old.test', 'status, password'), 'disabled|!');
    assert.equal(person('no@old.test', 'status, rejection_reason, password'), 'rejected|Not one of us|!');
    assert.equal(person('wait@old.test', 'status, role'), 'pending|viewer');
    assert.equal(person('half@old.test', 'is_staff, is_superuser, role'), 'f|f|viewer');
    assert.equal(person('other@old.test', 'username'), 'other@old.test');
    assert.equal(hub.ask(`select count(*) from umbrella.authentication_user where lower(email) = 'ann@old.test'`), '1');
});

it('whoever has an account here keeps it as it is', () => {
    assert.equal(person('here@old.test', 'first_name, password'), 'New|!');
});

it('invitations keep their links as hashes, templates their texts', () => {
    const hash = text => createHash('sha256').update(text).digest('hex');
    assert.equal(hub.ask(`select email, encode(token, 'hex'), invite_type, used_at is not null, created_by_id is not null, registered_user_id is not null, bounce_reason
        from umbrella.authentication_invitetoken order by id`),
    [`ann@old.test|${hash(used)}|analyst|t|t|t|`, `new@old.test|${hash(Buffer.from(open, 'hex'))}|manager|f|f|f|no such box`].join('\n'));
    assert.equal(hub.ask(`select name, invite_type, subject, message_template from umbrella.authentication_invitetemplate`), 'Analysts|analyst|Welcome|Hello {name}, {link}');
    assert.equal(hub.ask(`select count(*) from umbrella.authentication_invitetoken i where position('${open}' in i::text) > 0`), '0');
});

it('sign-ins lie in their months, with our reasons, and are counted by day', () => {
    assert.equal(hub.ask(`select to_char(attempted_at at time zone 'UTC', 'MM-DD HH24:MI:SS.MS'), left(email, 13), ip_address, octet_length(user_agent), success, failure_reason,
        (select u.email from umbrella.authentication_user u where u.id = user_id), tableoid::regclass
        from umbrella.authentication_loginattempt order by attempted_at`), [
        '06-07 08:09:09.000|ann@old.test|2001:db8::1|0|f|wrong password|Ann@Old.test|umbrella.authentication_loginattempt_2025_06',
        '06-07 08:09:10.500|ann@old.test|192.0.2.7|200|t||Ann@Old.test|umbrella.authentication_loginattempt_2025_06',
        '07-01 00:00:00.000|who@old.test||0|f|unknown||umbrella.authentication_loginattempt_2025_07',
        '07-02 00:00:00.000|gone@old.test||0|f|account throttled||umbrella.authentication_loginattempt_2025_07',
        '07-03 00:00:00.000|xxxxxxxxxxxxx||0|t|||umbrella.authentication_loginattempt_2025_07'].join('\n'));
    assert.equal(hub.ask('select day, good, bad from umbrella.loginattempt_day order by day'),
        '2025-06-07|1|1\n2025-07-01|0|1\n2025-07-02|0|1\n2025-07-03|1|0');
    assert.equal(hub.ask('select count(*) from umbrella.authentication_usersession'), '0');
});

it('one event of the audit tells of the import, and the chain is whole', () => {
    assert.equal(hub.ask(`select actor, action, object_kind, object_id, object_name, after->'authentication_user'->>'inserted' from umbrella.audit_event`),
        'hubctl import-django|old_system.import|file|umbrella|umbrella.sqlite3|7');
    assert.equal(hub.ask('select count(*) from umbrella.audit_verify(1, 1)'), '0');
});

it('a second run inserts nothing and says so', () => {
    const start = counts(), out = done(bring('umbrella', umbrella));
    for (const line of [/authentication_user: 12 read, 0 inserted, 8 there already, 4 skipped/, /authentication_invitetoken: 3 read, 0 inserted, 2 there already, 1 skipped/,
        /authentication_invitetemplate: 2 read, 0 inserted, 2 there already/, /authentication_loginattempt: 6 read, 0 inserted, 5 there already, 1 skipped/])
        assert.match(out, line);
    assert.equal(counts(), start);
});

// ---- margin ----

const answer = { metrics: { 'Final Equity ($)': 123456.5, 'Total Return (%)': 23.4565, 'CAGR (%)': 2.1, 'Max Drawdown (%)': -55.5, 'Total Liquidations': 3 },
    results: Array.from({ length: 2000 }, (_, i) => ({ Date: i, Equity: i * 1.1 })) };
const result = (id, more) => ({ id, result_id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`, user_id: 2, user_email: 'ann@old.test', name: `Result ${id}`,
    mode: 'standard', ticker: 'spy', start_date: '2010-01-04', end_date: '2019-12-31', leverage: 2.5, account_type: 'portfolio', initial_investment: '100000.00',
    results_data: answer, created_at: '2025-01-02T03:04:05Z', ...more });
const calculation = (id, more) => ({ id, user_id: 2, ticker: 'spy', investment_amount: '100000.50', leverage: 2, current_price: '450.25', account_type: 'reg_t',
    position_type: 'Long', interest_rate: 5.5, holding_period: 24, results: { call: 1 }, created_at: '2025-01-02T03:04:05Z', ...more });
const margin = {
    'historical_backtest.SavedBacktestResult': [
        result(1, { description: 'Kept', profit_threshold: 100 }), result(2, { mode: 'restart', results_data: { other: true }, name: '  ' }),
        result(3, { user_id: 55, user_email: 'ghost@old.test' }), result(4, { mode: 'magic' }), result(5, { user_id: 56, user_email: 'ROOT@old.test' }),
        result(6, { user_email: 'root@old.test', name: 'x'.repeat(201) }), result(7, { user_email: 'root@old.test' })],
    'margin_calculator.MarginCalculation': [calculation(1), calculation(2, { user_id: null }), calculation(3, { user_id: 55 }), calculation(4, { leverage: 9 })],
    'historical_backtest.BacktestSession': [{ mode: 'standard', etf: 'SPY', start_date: '2010-01-04', end_date: '2019-12-31', parameters: {}, status: 'completed' }],
    'historical_backtest.BacktestCache': [{ cache_key: 'a'.repeat(32), etf: 'SPY', mode: 'standard', parameters: {}, results: {}, expires_at: soon(1) }],
};
let marginFile;

it('saved results and calculations go to whom the umbrella\'s file names, the rest is listed', () => {
    marginFile = make('margin', 'margin.sqlite3', margin);
    const out = done(bring('margin', marginFile, '--people', umbrella));
    for (const line of [/savedbacktestresult: 7 read, 4 inserted, 0 there already, 3 skipped/, /margincalculation: 4 read, 2 inserted, 0 there already, 2 skipped/,
        /skipped, row 3: it belongs to number 55 \(ghost@old\.test\), who has no account here/, /skipped, row 4: it breaks a rule of the hub, CHECK .*mode/,
        /skipped, row 6: .*length\(name\)/, /note, row 7: its user_email root@old\.test is that of another person than its user_id 2/,
        /skipped, row 3: it belongs to number 55, of whom nobody here is known/, /skipped, row 4: .*leverage/,
        /backtestsession: 1 read, 0 inserted, 0 there already, 1 skipped\n {2}skipped: the old table does not say whose/, /backtestcache: 1 read.*\n {2}skipped: a cache/])
        assert.match(out, line);
    assert.equal(hub.ask(`select right(result_id::text, 1), u.email, s.name, description, mode, ticker, start_date, leverage, initial_investment, profit_threshold, engine_version,
        final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations, s.created_at at time zone 'UTC'
        from margin.historical_backtest_savedbacktestresult s join umbrella.authentication_user u on u.id = user_id order by 1`), [
        '1|Ann@Old.test|Result 1|Kept|liquidation_reentry|SPY|2010-01-04|2.5|100000|100|django|123456.5|23.4565|2.1|-55.5|3|2025-01-02 03:04:05',
        '2|Ann@Old.test|Untitled||fresh_capital|SPY|2010-01-04|2.5|100000||django||||||2025-01-02 03:04:05',
        '5|root@old.test|Result 5||liquidation_reentry|SPY|2010-01-04|2.5|100000||django|123456.5|23.4565|2.1|-55.5|3|2025-01-02 03:04:05',
        '7|Ann@Old.test|Result 7||liquidation_reentry|SPY|2010-01-04|2.5|100000||django|123456.5|23.4565|2.1|-55.5|3|2025-01-02 03:04:05'].join('\n'));
    assert.equal(hub.ask(`select u.email, ticker, investment_amount, results from margin.margin_calculator_margincalculation c
        left join umbrella.authentication_user u on u.id = user_id order by c.id`), 'Ann@Old.test|SPY|100000.5000|{"call": 1}\n|SPY|100000.5000|{"call": 1}');
    assert.equal(hub.ask('select sum(n) from margin.quota'), '4');
});

it('a saved result is kept whole, under the hash of what was stored', () => {
    const [data, hash] = hub.ask(`select encode(results_data, 'hex'), result_hash from margin.historical_backtest_savedbacktestresult where name = 'Result 1'`).split('|');
    const text = gunzipSync(Buffer.from(data, 'hex'));
    assert.deepEqual(JSON.parse(text), answer);
    assert.equal(createHash('sha256').update(text).digest('hex'), hash);
});

it('a second run of margin inserts nothing, and without the umbrella\'s file e-mails do', () => {
    const start = counts();
    assert.match(done(bring('margin', marginFile, '--people', umbrella)), /savedbacktestresult: 7 read, 0 inserted, 4 there already, 3 skipped/);
    assert.match(done(bring('margin', marginFile)), /savedbacktestresult: 7 read, 0 inserted, 4 there already, 3 skipped/);
    assert.equal(counts(), start);
    const alone = make('margin', 'alone.sqlite3', { 'historical_backtest.SavedBacktestResult': [result(21, {})],
        'margin_calculator.MarginCalculation': [calculation(21, { ticker: 'VTI' })] });
    const out = done(bring('margin', alone));
    assert.match(out, /savedbacktestresult: 1 read, 1 inserted/);
    assert.match(out, /margincalculation: 1 read, 1 inserted/);
});

it('of more results than a person may have the newest are kept', () => {
    const many = Array.from({ length: 60 }, (_, i) => result(100 + i, { user_id: 6, user_email: 'wait@old.test', results_data: {},
        created_at: new Date(Date.UTC(2025, 0, 1) + i * 86400000).toISOString() }));
    const out = done(bring('margin', make('margin', 'many.sqlite3', { 'historical_backtest.SavedBacktestResult': many })));
    assert.match(out, /savedbacktestresult: 60 read, 50 inserted, 0 there already, 10 skipped/);
    assert.match(out, /skipped, row 100: its owner has all saved results/);
    assert.match(out, /skipped, row 109: /);
    assert.doesNotMatch(out, /row 110/);
});

// ---- returns and credit ----

it('the other applications hold only the framework\'s tables; their people come in waiting', () => {
    const returns = make('returns', 'returns.sqlite3', { 'auth.User': [
        { id: 1, username: 'admin', email: 'boss@old.test', password: 'admin', is_superuser: true, is_staff: true, is_active: true },
        { id: 2, username: 'nobody', email: '', password: 'x' }, { id: 3, username: 'annx', email: 'ann@old.test', password: 'x' }] });
    const out = done(bring('returns', returns));
    assert.match(out, /auth_user: 3 read, 1 inserted, 1 there already, 1 skipped\n {2}skipped, row 2: .*email/);
    assert.match(out, /nothing but its framework's tables; its people wait for approval/);
    assert.equal(person('boss@old.test', 'status, is_staff, is_superuser, role'), 'pending|f|f|viewer');
    assert.match(done(bring('credit', make('credit', 'credit.sqlite3', {}))), /auth_user: 0 read.*\n.*nothing but its framework/);
});

// ---- files ----

it('a file in WAL mode that a killed program left is read with its journal', () => {
    const path = make('umbrella', 'wal.sqlite3', { 'authentication.User': [{ id: 1, username: 'w', email: 'wal@old.test', password: 'x' }] }, '--wal');
    assert.ok(statSync(`${path}-wal`).size > statSync(path).size);
    assert.match(done(bring('umbrella', path)), /authentication_user: 1 read, 1 inserted/);
    assert.equal(person('wal@old.test', 'username'), 'w');
});

it('a file is read where nothing may be written', () => {
    const away = join(hub.directory, 'read only %');
    mkdirSync(away);
    copyFileSync(umbrella, join(away, 'db.sqlite3'));
    chmodSync(join(away, 'db.sqlite3'), 0o444);
    chmodSync(away, 0o555);
    assert.match(done(bring('umbrella', join(away, 'db.sqlite3'))), /authentication_user: 12 read, 0 inserted/);
    assert.deepEqual(readdirSync(away), ['db.sqlite3']);
    chmodSync(away, 0o755);
});

it('what is no such file is refused with a sentence that names it, and stores nothing', () => {
    const start = counts(), file = (name, bytes) => { const path = join(hub.directory, name); writeFileSync(path, bytes); return path; };
    refused(bring('umbrella', join(hub.directory, 'none.sqlite3')), /none\.sqlite3: No such file/);
    refused(bring('umbrella', hub.directory), /is no file/);
    refused(bring('umbrella', file('empty.sqlite3', '')), /empty\.sqlite3 is empty: copy/);
    refused(bring('umbrella', file('text.sqlite3', 'email,password\n'.repeat(400))), /text\.sqlite3 is no SQLite database: give/);
    refused(bring('umbrella', file('short.sqlite3', 'hello')), /short\.sqlite3 is no SQLite database/);
    refused(bring('umbrella', file('noise.sqlite3', randomBytes(8192))), /noise\.sqlite3 is no SQLite database/);
    refused(bring('umbrella', marginFile), /is the file of the margin application: say --app margin/);
    refused(bring('returns', umbrella), /is the file of the umbrella application: say --app umbrella/);
    refused(bring('margin', make('returns', 'plain.sqlite3', {})), /has no table historical_backtest_savedbacktestresult/);
    refused(bring('margin', marginFile, '--people', join(hub.directory, 'text.sqlite3')), /text\.sqlite3 is no SQLite database/);
    assert.equal(counts(), start);
});

const sqlite = (path, sql) => execFileSync(python, ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])', path, sql]);
const fresh = name => make('umbrella', name, { 'authentication.User': Array.from({ length: 600 }, (_, i) =>
    ({ username: `p${i}`, email: `p${i}@damaged.test`, stored_password: '!', first_name: 'n'.repeat(100) })) });

it('another program\'s database, a missing table and a missing column are refused', () => {
    const start = counts(), other = join(hub.directory, 'other.sqlite3');
    sqlite(other, 'create table bookmarks (id integer primary key, url text); insert into bookmarks values (1, \'x\')');
    refused(bring('umbrella', other), /not one of the old system .*django_migrations/);
    const without = make('umbrella', 'without.sqlite3', people);
    sqlite(without, 'drop table authentication_loginattempt');
    refused(bring('umbrella', without), /has not the layout of the umbrella application \(no such table: authentication_loginattempt\)/, /nothing was stored/);
    const renamed = make('umbrella', 'renamed.sqlite3', people);
    sqlite(renamed, 'alter table authentication_user rename column is_approved to approved');
    refused(bring('umbrella', renamed), /no such column: is_approved/, /nothing was stored/);
    assert.equal(counts(), start);
});

it('a damaged file is refused as such, wherever the damage is', () => {
    const start = counts(), whole = fresh('whole.sqlite3'), size = statSync(whole).size;
    const cut = join(hub.directory, 'cut.sqlite3');
    copyFileSync(whole, cut);
    truncateSync(cut, Math.floor(size / 2));
    refused(bring('umbrella', cut), /cut\.sqlite3 is damaged .*sqlite3 .*\.recover/);
    let told = 0;
    for (let page = 1; page < size / 4096; page++) { // each page in turn, all of its header and cell pointers
        const path = join(hub.directory, 'damaged.sqlite3');
        copyFileSync(whole, path);
        const f = openSync(path, 'r+');
        writeSync(f, Buffer.alloc(1024, 0xa5), 0, 1024, page * 4096);
        closeSync(f);
        const p = bring('umbrella', path, '--dry-run');
        assert.equal(p.status, 65, `page ${page}: ${p.out}`);
        assert.match(p.err, /damaged\.sqlite3 is damaged/);
        told++;
        if (told >= 40)
            break;
    }
    assert.ok(told > 20);
    assert.equal(counts(), start);
});

it('text that is none, and a NUL in it, leave out their row alone', () => {
    const path = make('umbrella', 'bytes.sqlite3', { 'authentication.User': ['one', 'two', 'three'].map((name, i) =>
        ({ id: i + 1, username: name, email: `${name}@bytes.test`, stored_password: '!' })) });
    sqlite(path, `update authentication_user set first_name = cast(x'ff41' as text) where id = 1; update authentication_user set last_name = cast(x'410042' as text) where id = 2`);
    const out = done(bring('umbrella', path));
    assert.match(out, /authentication_user: 3 read, 1 inserted, 0 there already, 2 skipped\n {2}skipped, row 1: first_name is no text in UTF-8\n {2}skipped, row 2: last_name is no text/);
});

it('twenty thousand sign-ins come over, and are there already the second time', () => {
    const path = make('umbrella', 'many-signins.sqlite3', { 'authentication.LoginAttempt': Array.from({ length: 20000 }, (_, i) => ({
        email: `person${i % 100}@many.test`, ip_address: `198.51.100.${i % 250}`, user_agent: 'Mozilla/5.0', success: i % 3 > 0,
        failure_reason: i % 3 ? '' : 'Invalid password', attempted_at: new Date(Date.UTC(2025, 8, 1) + i * 60000).toISOString() })) });
    for (const says of [/loginattempt: 20,000 read, 20,000 inserted/, /loginattempt: 20,000 read, 0 inserted, 20,000 there already/])
        assert.match(done(bring('umbrella', path)), says);
    assert.equal(hub.ask(`select sum(good), sum(bad) from umbrella.loginattempt_day where day >= '2025-09-01'`), '13333|6667');
});

it('wrong usage is 64 with a word on standard error', () => {
    for (const words of [[], ['--app'], ['--app', 'umbrella'], ['--app', 'other', 'x'], ['x'], ['--app', 'umbrella', 'x', 'y'], ['--app', 'umbrella', 'x', '--people', 'y'], ['--fly']]) {
        const p = hub.run('import-django', ...words);
        assert.equal(p.status, 64, words.join(' '));
        assert.notEqual(p.err, '');
    }
});
