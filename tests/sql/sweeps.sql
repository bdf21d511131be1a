-- sweeps.sql: which runs are sweeps, who sees their answers, and what a deletion does (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(21);

insert into umbrella.authentication_user (id, username, email, status, role) overriding system value values
    (9001, 'ada', 'ada@example.org', 'active', 'analyst'), (9002, 'bob', 'bob@example.org', 'active', 'analyst');
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl) values
    (9001, sha256('ada'), sha256('k'), now() + interval '1 hour', '1 hour'), (9002, sha256('bob'), sha256('k'), now() + interval '1 hour', '1 hour');
create function pg_temp.be(who text) returns void language sql as
    $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true); $$;
create function pg_temp.run(owner bigint, request json, state text default 'completed') returns uuid language sql as $$
    insert into margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, status, completed_at)
    values (owner, 'passive_hold', 'SPX', '2000-01-03', '2020-04-17', request, state, case state when 'completed' then now() end) returning session_id $$;
create temporary table made as select
    pg_temp.run(9001, '{"parameter":"leverage","values":[1]}') as grid, pg_temp.run(9001, '{"leverage":1,"bootstrap":{"paths":100}}') as paths,
    pg_temp.run(9001, '{"leverage":1}') as backtest, pg_temp.run(9001, '{"parameter":"leverage","values":[1]}', 'running') as running,
    pg_temp.run(9002, '{"parameter":"leverage","values":[1]}') as bobs;
grant select on made to hub_margin, hub_jobs;
grant usage on schema public to hub_margin, hub_jobs;
create function pg_temp.is_sweep(run uuid) returns boolean language sql as
    $$ select is_sweep from margin.historical_backtest_backtestsession where session_id = run $$;

select ok(pg_temp.is_sweep(grid), 'what names a parameter is a sweep') from made;
select ok(pg_temp.is_sweep(paths), 'so is what draws paths') from made;
select ok(not pg_temp.is_sweep(backtest), 'a backtest is none') from made;

-- The answer of a job
set local role hub_jobs;
select ok(margin.sweep_answer_put(grid, '\x28b52ffd00'), 'a job keeps its answer') from made;
select ok(margin.sweep_answer_put(grid, '\x28b52ffd01'), 'and again, when it is done twice') from made;
select ok(not margin.sweep_answer_put(gen_random_uuid(), '\x28b52ffd00'), 'but none of a run that is not there');
select throws_ok($$ select * from margin.sweep_answer $$, '42501', null, 'jobs read none');
select ok(margin.sweep_starts_put(grid, '\x28b52ffd02', '\x28b52ffd03', '\x28b52ffd04'), 'and what every start came to beside it') from made;
select ok(not margin.sweep_starts_put(paths, '\x28b52ffd02', '\x28b52ffd03', '\x28b52ffd04'), 'but not without an answer') from made;
reset role;
select is((select count(*) || ' ' || max(answer::text) from margin.sweep_answer), '1 \x28b52ffd01', 'the place holds the newest');
select throws_ok($$ select margin.sweep_answer_put(grid, '\x1f8b') from made $$, '23514', null, 'an answer is a zstd frame');
select throws_ok($$ select margin.sweep_starts_put(grid, '\x1f8b', '\x28b52ffd', '\x28b52ffd') from made $$, '23514', null, 'and so is each file of starts');

set local role hub_margin;
select pg_temp.be('bob');
select is_empty('select 1 from margin.sweep_answer', 'nobody sees another''s answer');
select ok(not margin.sweep_delete(grid), 'or deletes another''s sweep') from made;
select pg_temp.be('ada');
select is((select count(*) from margin.sweep_answer), 1::bigint, 'one sees one''s own');
select is((select array[multiple, drawdown, first_call]::text from margin.sweep_answer), '{"\\x28b52ffd02","\\x28b52ffd03","\\x28b52ffd04"}', 'with its starts');
select ok(not margin.sweep_delete(backtest) and not margin.sweep_delete(running), 'a backtest, or what runs, is not deleted here') from made;
select ok(margin.sweep_delete(grid), 'a sweep is deleted') from made;
select is_empty('select 1 from margin.sweep_answer', 'and its answer out of sight');
select ok(margin.sweep_restore(grid), 'within a day it comes back') from made;
select ok(margin.sweep_delete(paths), 'another is deleted') from made;

select * from finish();
rollback;
