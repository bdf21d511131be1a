// retention.mjs: the job that deletes what is over its time takes exactly the rows that are due: of each kind, one on either side of
// the limit.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Hub } from './_daemons.mjs';

const hub = Hub.make('retention');
let jobs;
before(async () => {
    jobs = hub.start('hub-jobs');
    await jobs.ready();
    await hub.works();
});
after(() => hub.end());

hub.run('user', 'add', 'ada@hub.test');
const person = hub.ask(`select id from umbrella.authentication_user where email = 'ada@hub.test'`);
const hash = `sha256(random()::text::bytea)`;

// Each makes a row that names its side, whose age is `age` (an interval); and tells the sides that are left.
const kinds = {
    'sign-in attempts': {
        setting: ['retention_signins', 100], limit: '100 days',
        make: (side, age) => `insert into umbrella.authentication_loginattempt (email, user_agent, success, failure_reason, attempted_at)
            values ('${side}@retention.test', '', false, 'unknown', now() - interval '${age}')`,
        left: `select split_part(email, '@', 1) from umbrella.authentication_loginattempt where email like '%@retention.test'`,
    },
    'sessions that were ended': {
        setting: ['retention_sessions', 20], limit: '20 days',
        make: (side, age) => `insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, user_agent, idle_ttl, abs_expires, revoked_at, revoked_why)
            values (${person}, ${hash}, ${hash}, 'ended ${side}', '1 year', now() + interval '1 year', now() - interval '${age}', 'test')`,
        left: `select split_part(user_agent, ' ', 2) from umbrella.authentication_usersession where user_agent like 'ended %'`,
    },
    'sessions that were left alone': {
        limit: '20 days',
        make: (side, age) => `insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, user_agent, idle_ttl, abs_expires, last_activity)
            values (${person}, ${hash}, ${hash}, 'idle ${side}', '30 minutes', now() + interval '1 year', now() - interval '30 minutes' - interval '${age}')`,
        left: `select split_part(user_agent, ' ', 2) from umbrella.authentication_usersession where user_agent like 'idle %'`,
    },
    'invitations that expired': {
        setting: ['retention_invitations', 10], limit: '10 days',
        make: (side, age) => `insert into umbrella.authentication_invitetoken (email, token, invite_type, created_at, expires_at)
            values ('${side}@retention.test', ${hash}, 'viewer', now() - interval '1 year', now() - interval '${age}')`,
        left: `select split_part(email, '@', 1) from umbrella.authentication_invitetoken where email like '%@retention.test'`,
    },
    'mails that were sent': {
        setting: ['retention_mail', 15], limit: '15 days',
        make: (side, age) => `insert into ops.outbox (kind, to_address, subject, body_text, status, finished_at)
            values ('test', '${side}@retention.test', 's', 't', 'sent', now() - interval '${age}')`,
        left: `select split_part(to_address, '@', 1) from ops.outbox where to_address like '%@retention.test'`,
    },
    'jobs that failed': {
        setting: ['retention_jobs', 5], limit: '5 days',
        make: (side, age) => `insert into ops.job (kind, status, finished_at, runner) values ('test-failed', 'failed', now() - interval '${age}', '${side}')`,
        left: `select runner from ops.job where kind = 'test-failed'`,
    },
    'jobs of the schedule that went well': {
        limit: '1 day',
        make: (side, age) => `insert into ops.job (kind, dedupe, status, finished_at, runner) values ('test-scheduled', 'audit-anchor', 'done', now() - interval '${age}', '${side}')`,
        left: `select runner from ops.job where kind = 'test-scheduled'`,
    },
    'backtest runs': {
        setting: ['retention_runs', 8], limit: '8 days',
        make: (side, age) => `insert into margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, status, created_at)
            values (${person}, 'passive_hold', '${side}', '2020-01-01', '2020-02-01', '{}', 'pending', now() - interval '${age}')`,
        left: `select etf from margin.historical_backtest_backtestsession`,
    },
    'cached answers': {
        limit: '0 days',
        make: (side, age) => `insert into margin.historical_backtest_backtestcache (cache_key, etf, mode, parameters, results, expires_at)
            values (left(encode(${hash}, 'hex'), 32), '${side}', 'passive_hold', '{}', '\\x1f8b', now() - interval '${age}')`,
        left: `select etf from margin.historical_backtest_backtestcache`,
    },
    'saved results that were deleted': {
        limit: '1 day',
        make: (side, age) => `insert into margin.historical_backtest_savedbacktestresult (user_id, user_email, name, mode, ticker, start_date, end_date,
                leverage, account_type, initial_investment, results_data, engine_version, data_version, inputs_hash, result_hash, idem_key, deleted_at)
            values (${person}, 'x@retention.test', '${side}', 'passive_hold', 'SPX', '2020-01-01', '2020-02-01', 1, 'reg_t', 1, '\\x1f8b', '1', repeat('a', 64),
                repeat('b', 64), repeat('c', 64), gen_random_uuid(), now() - interval '${age}')`,
        left: `select name from margin.historical_backtest_savedbacktestresult`,
    },
    'links to saved results': {
        limit: '30 days',
        make: (side, age) => `insert into margin.share_link (token_hash, saved_id, user_id, created_at, expires_at)
            select sha256('share ${side}'), id, ${person}, now() - interval '${age}' - interval '1 day', now() - interval '${age}'
              from margin.historical_backtest_savedbacktestresult where name = 'young'`,
        left: `select case token_hash when sha256('share old') then 'old' else 'young' end from margin.share_link`,
    },
    'files that nobody answered for': {
        limit: '50 minutes', // and a new file takes their place at once, which is not looked at here
        make: (side, age) => `set session_replication_role = replica;
            insert into returns.draft (user_id, origin, source, mapping, file, created_at) values (${person}, 'file', '${side}', '{}', '\\x28b52ffd', now() - interval '${age}')`,
        left: `select source from returns.draft`,
    },
    'series of returns that were deleted': {
        limit: '1 day',
        make: (side, age) => `insert into returns.series (user_id, name, origin, deleted_at) values (${person}, '${side}', 'file', now() - interval '${age}')`,
        left: `select name from returns.series`,
    },
    'analyses that were deleted': {
        limit: '1 day',
        make: (side, age) => `insert into returns.analysis (user_id, title, series_names, basis, request, deleted_at)
            values (${person}, '${side}', 'SPX', 'total', '{}', now() - interval '${age}')`,
        left: `select title from returns.analysis`,
    },
    'links to analyses': {
        limit: '30 days',
        make: (side, age) => `insert into returns.share_link (token_hash, analysis, user_id, created_at, expires_at)
            select sha256('analysis ${side}'), id, ${person}, now() - interval '${age}' - interval '1 day', now() - interval '${age}' from returns.analysis where title = 'young'`,
        left: `select case token_hash when sha256('analysis old') then 'old' else 'young' end from returns.share_link`,
    },
    'half sign-ins': {
        limit: '1 day',
        make: (side, age) => `insert into umbrella.half_signin (token_hash, user_id, purpose, expires_at) values (sha256('half ${side}'), ${person}, 'factor', now() - interval '${age}')`,
        left: `select case token_hash when sha256('half old') then 'old' else 'young' end from umbrella.half_signin`,
    },
    'links to set a password': {
        limit: '30 days',
        make: (side, age) => `insert into umbrella.password_link (token_hash, user_id, purpose, created_at, expires_at, used_at)
            values (sha256('link ${side}'), ${person}, 'reset', now() - interval '1 year', now() - interval '${age}', now())`,
        left: `select case token_hash when sha256('link old') then 'old' else 'young' end from umbrella.password_link where token_hash in (sha256('link old'), sha256('link young'))`,
    },
    'links to confirm an address': {
        limit: '30 days',
        make: (side, age) => `insert into umbrella.email_link (token_hash, user_id, email, purpose, expires_at, used_at)
            values (sha256('${side}'), ${person}, '${side}@retention.test', 'change', now() - interval '${age}', now())`,
        left: `select split_part(email, '@', 1) from umbrella.email_link`,
    },
    'tickets of throttling': {
        limit: '1 day',
        make: (side, age) => `insert into umbrella.throttle (key, fails, window_end) values (sha256('throttle ${side}'), ${side === 'old' ? 1 : 2}, now() - interval '${age}')`,
        left: `select case fails when 1 then 'old' else 'young' end from umbrella.throttle`,
    },
    'heartbeats': {
        limit: '15 minutes',
        make: (side, age) => `insert into ops.heartbeat values ('test', '${side}', 1, now(), 'x', now() - interval '${age}', 0, 0, 0, 0)`,
        left: `select host from ops.heartbeat where program = 'test'`,
    },
};

let result;
test('retention runs', () => {
    // A month of attempts that is over as a whole, and one of which a part is left.
    hub.ask(`select umbrella.loginattempt_partition(now() - interval '15 months')`);
    for (const kind of Object.values(kinds)) {
        if (kind.setting)
            hub.setting(kind.setting[0], String(kind.setting[1]));
        hub.ask(kind.make('old', `${kind.limit} 180 seconds`));
        hub.ask(kind.make('young', `${kind.limit} -180 seconds`));
    }
    hub.ask(`insert into umbrella.authentication_loginattempt (email, user_agent, success, failure_reason, attempted_at)
        select 'month@retention.test', '', false, 'unknown', now() - interval '15 months' from generate_series(1, 100)`);
    // What is never due, however old.
    hub.ask(`insert into umbrella.authentication_invitetoken (email, token, invite_type, created_at, expires_at, used_at)
            values ('used@kept.test', ${hash}, 'viewer', now() - interval '9 years', now() - interval '8 years', now() - interval '8 years');
        insert into ops.outbox (kind, to_address, subject, body_text, created_at) values ('test', 'waiting@kept.test', 's', 't', now() - interval '9 years');
        insert into ops.job (kind, created_at, run_at) values ('test-kept', now() - interval '9 years', now() + interval '1 day')`);
    const ran = hub.run('job', 'run', 'retention');
    assert.equal(ran.status, 0, ran.err);
    result = JSON.parse(ran.out.match(/^done: (.*)$/m)[1]);
});

for (const [name, kind] of Object.entries(kinds))
    test(`${name}: what is over ${kind.limit} goes, what is younger stays`, () => assert.deepEqual(hub.ask(kind.left).split('\n'), ['young']));

test('a month of sign-in attempts that is over goes as a partition, the coming months have theirs', () => {
    const partition = at => hub.ask(`select to_regclass('umbrella.authentication_loginattempt_' || to_char((now() + interval '${at}') at time zone 'UTC', 'YYYY_MM')) is not null`);
    assert.deepEqual(['-15 months', '0 months', '1 month', '2 months'].map(partition), ['f', 't', 't', 't']);
});

test('a used invitation, a waiting mail and a waiting job stay, however old', () => {
    assert.equal(hub.ask(`select (select count(*) from umbrella.authentication_invitetoken where email like '%@kept.test')
        + (select count(*) from ops.outbox where to_address like '%@kept.test') + (select count(*) from ops.job where kind = 'test-kept')`), '3');
});

test('the job says how many rows of each kind it deleted', () => {
    assert.deepEqual(result, { signins: 101, sessions: 2, invitations: 1, mails: 1, jobs: 2, runs: 1, cache: 1, saved: 1, links: 1,
        returns_drafts: 1, returns_series: 1, returns_analyses: 1, returns_links: 1 });
});

test('more than one batch is deleted in one run', () => {
    hub.ask(`insert into ops.job (kind, status, finished_at) select 'test-failed', 'failed', now() - interval '6 days' from generate_series(1, 12000)`);
    assert.equal(hub.run('job', 'run', 'retention').status, 0);
    assert.equal(hub.ask(`select count(*) from ops.job where kind = 'test-failed'`), '1');
});
