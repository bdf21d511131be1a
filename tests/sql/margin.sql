-- margin.sql: who may see and change saved backtests, and how many there can be (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(33);

-- Two people with a live session each; a third whose session has ended.
insert into umbrella.authentication_user (id, username, email, status, role) overriding system value values
    (9001, 'ada', 'ada@example.org', 'active', 'analyst'), (9002, 'bob', 'bob@example.org', 'active', 'analyst');
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, revoked_at, revoked_why) values
    (9001, sha256('ada'), sha256('k'), now() + interval '1 hour', '1 hour', null, null),
    (9002, sha256('bob'), sha256('k'), now() + interval '1 hour', '1 hour', null, null),
    (9001, sha256('old'), sha256('k'), now() + interval '1 hour', '1 hour', now(), 'signed out');

create function pg_temp.be(who text) returns void language sql as
    $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true); $$;
create function pg_temp.save(owner bigint, title text, key uuid default gen_random_uuid()) returns uuid language sql as $$
    insert into margin.historical_backtest_savedbacktestresult (user_id, user_email, name, mode, ticker, start_date, end_date, leverage,
        account_type, initial_investment, results_data, engine_version, data_version, inputs_hash, result_hash, idem_key)
    values (owner, 'x@example.org', title, 'liquidation_reentry', 'SPX', '2000-01-03', '2020-04-17', 1.5, 'reg_t', 100000, '\x1f8b00',
        '1', repeat('a', 64), repeat('b', 64), repeat('c', 64), key)
    on conflict (user_id, idem_key) do nothing returning result_id $$;
create function pg_temp.used() returns integer language sql as $$ select coalesce(max(n), 0) from margin.quota $$;
grant usage on schema public to hub_margin, hub_home;
select pg_temp.be('ada');

-- Rights
select table_privs_are('margin', 'historical_backtest_backtestcache', 'hub_margin', array[]::text[], 'no program uses the cache');
select table_privs_are('margin', 'margin_calculator_margincalculation', 'hub_margin', array[]::text[], 'no program uses calculations yet');
select table_privs_are('margin', 'quota', 'hub_margin', array['SELECT'], 'the worker only reads the count of places');
select table_privs_are('margin', 'historical_backtest_backtestsession', 'hub_margin', array['SELECT', 'INSERT'], 'a run is never changed');
select table_privs_are('margin', 'historical_backtest_backtestsession', 'hub_home', array['SELECT'], 'the dashboard reads runs');
select column_privs_are('margin', 'historical_backtest_savedbacktestresult', 'results_data', 'hub_margin', array['SELECT', 'INSERT'],
    'a stored answer cannot be changed');
select column_privs_are('margin', 'historical_backtest_savedbacktestresult', 'results_data', 'hub_home', array['SELECT'],
    'the export of one''s own data reads stored answers, and changes none');
select is((select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'margin' and c.relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
              and relname <> 'historical_backtest_backtestcache'), 0::bigint, 'every table with a person in it has forced row-level security');
select is((select relpersistence::text from pg_class where oid = 'margin.historical_backtest_backtestcache'::regclass), 'u',
    'the cache is not logged');
select is((select attstorage::text from pg_attribute where attrelid = 'margin.historical_backtest_savedbacktestresult'::regclass
            and attname = 'results_data'), 'e', 'stored answers are not compressed again');

-- Own rows
set local role hub_margin;
select isnt(pg_temp.save(9001, 'first', '00000000-0000-4000-8000-000000000001'), null, 'a person saves a result');
select is(pg_temp.used(), 1, 'it takes a place');
select is(pg_temp.save(9001, 'first', '00000000-0000-4000-8000-000000000001'), null, 'the same form sent again saves nothing');
select is(pg_temp.used(), 1, 'and takes no place');
select throws_ok($$ select pg_temp.save(9002, 'forged') $$, '42501', null, 'nobody saves in another person''s name');
select lives_ok($$ insert into margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, status, completed_at)
    values (9001, 'liquidation_reentry', 'SPX', '2000-01-03', '2020-04-17', '{}', 'completed', now()) $$, 'a run is recorded');
select throws_ok($$ update margin.historical_backtest_savedbacktestresult set result_hash = repeat('d', 64) $$, '42501', null,
    'a result''s figures cannot be changed');
select throws_ok($$ update margin.quota set n = 0 $$, '42501', null, 'nor the count');

select pg_temp.be('bob');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'another person sees no result');
select is_empty('select 1 from margin.historical_backtest_backtestsession', 'and no run');
select is_empty($$ update margin.historical_backtest_savedbacktestresult set name = 'mine' returning 1 $$, 'and renames none');
select is_empty($$ update margin.historical_backtest_savedbacktestresult set deleted_at = now() returning 1 $$, 'and deletes none');
select pg_temp.be('old');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'an ended session sees nothing');
select set_config('hub.sid', '', true);
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'nobody sees nothing');

-- Places
select pg_temp.be('ada');
select is((select count(pg_temp.save(9001, 'n ' || g)) from generate_series(2, 50) g), 49::bigint, 'fifty places can be used');
select throws_ok($$ select pg_temp.save(9001, 'one too many') $$, '23514', null, 'the fifty-first is refused');
update margin.historical_backtest_savedbacktestresult set deleted_at = now() where name = 'n 7';
select is(pg_temp.used(), 49, 'deleting gives the place back');
select isnt(pg_temp.save(9001, 'in its place'), null, 'which can be used again');
select throws_ok($$ update margin.historical_backtest_savedbacktestresult set deleted_at = null where name = 'n 7' $$, '23514', null,
    'bringing back what was deleted needs a place');
select is_empty($$ delete from margin.historical_backtest_savedbacktestresult returning 1 $$,
    'what is not deleted, or not for a day yet, cannot be cleared away');
set local hub.saved_quota = '10';
update margin.historical_backtest_savedbacktestresult set deleted_at = now() where name like 'n 1%';
select throws_ok($$ select pg_temp.save(9001, 'over a smaller quota') $$, '23514', null, 'an installation may allow fewer places');
set local hub.saved_quota = '';

set local role hub_home;
select is((select count(*) from margin.historical_backtest_savedbacktestresult s where s.deleted_at is null), 40::bigint, 'the dashboard sees the person''s own');
reset role;
select is((select n from margin.quota where user_id = 9001), 40, 'the count is what is there');

select * from finish();
rollback;
