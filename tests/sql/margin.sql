-- margin.sql: who may see and change saved backtests, and how many there can be (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(109);

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
grant usage on schema public to hub_margin, hub_home, hub_jobs;
select pg_temp.be('ada');

-- Rights
select table_privs_are('margin', 'historical_backtest_backtestcache', 'hub_margin', array[]::text[], 'the cache is reached by its functions only');
select table_privs_are('margin', 'margin_calculator_margincalculation', 'hub_margin', array['SELECT', 'INSERT', 'DELETE'], 'of a kept calculation only words change');
select table_privs_are('margin', 'quota', 'hub_margin', array['SELECT'], 'the worker only reads the count of places');
select table_privs_are('margin', 'historical_backtest_backtestsession', 'hub_margin', array['SELECT'], 'runs are recorded by functions only');
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
select margin.run_begin('liquidation_reentry', 'SPX', '2000-01-03', '2020-04-17', '{}') as begun \gset
select results_eq('select status, completed_at, execution_time_ms from margin.historical_backtest_backtestsession',
    $$ values ('running', null::timestamptz, null::double precision) $$, 'that a run begins is recorded');
select pg_temp.be('bob');
select is(margin.run_end(:'begun', true, 1), false, 'nobody else ends it');
select pg_temp.be('ada');
select is(margin.run_end(:'begun', true, 1.5), true, 'its own person does');
select results_eq('select status, completed_at is not null, execution_time_ms from margin.historical_backtest_backtestsession',
    $$ values ('completed', true, 1.5::double precision) $$, 'then it is completed, and says how long it took');
select is(margin.run_end(:'begun', false, 9), false, 'it ends once');
select margin.run_begin('liquidation_reentry', 'SPX', '2000-01-03', '2020-04-17', '{"failed":1}') as failing \gset
select is(margin.run_end(:'failing', false, 2), true, 'one that fails ends, too');
select is((select status from margin.historical_backtest_backtestsession where session_id = :'failing'), 'error', 'as an error');
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
select throws_ok($$ delete from margin.historical_backtest_savedbacktestresult $$, '42501', null, 'the worker clears nothing away');
set local hub.saved_quota = '10';
update margin.historical_backtest_savedbacktestresult set deleted_at = now() where name like 'n 1%';
select throws_ok($$ select pg_temp.save(9001, 'over a smaller quota') $$, '23514', null, 'an installation may allow fewer places');
set local hub.saved_quota = '';

set local role hub_home;
select is((select count(*) from margin.historical_backtest_savedbacktestresult s where s.deleted_at is null), 40::bigint, 'the dashboard sees the person''s own');
reset role;
select is((select n from margin.quota where user_id = 9001), 40, 'the count is what is there');


-- Tags and search
select pg_temp.be('ada');
set local role hub_margin;
select is(margin.tags_of(' Rates, long term ,,RATES'), '{long term,rates}', 'tags are trimmed, in lower case, sorted, each once');
select throws_ok($$ update margin.historical_backtest_savedbacktestresult set tags = margin.tags_of(repeat('x', 31)) $$, '23514', null, 'a tag has at most 30 letters');
select throws_ok($$ update margin.historical_backtest_savedbacktestresult set tags = (select array_agg('t' || g order by g) from generate_series(1, 11) g) $$, '23514', null,
    'a result has at most ten tags');
update margin.historical_backtest_savedbacktestresult set description = 'Fed funds were near zero', tags = '{crisis,rates}' where name = 'n 2';
reset role;
create function pg_temp.found(typed text) returns text language sql as $$
    select string_agg(name, ',' order by name) from margin.historical_backtest_savedbacktestresult where deleted_at is null and words @@ margin.prefix_query(typed) $$;
create function pg_temp.id(title text) returns uuid language sql as $$ select result_id from margin.historical_backtest_savedbacktestresult where name = title $$;
create temporary table known as select pg_temp.id('n 2') as shared, pg_temp.id('first') as kept;
grant select on known to hub_margin;
set local role hub_margin;
select is(pg_temp.found('zero'), 'n 2', 'a word of the note finds it');
select is(pg_temp.found('RAT cri'), 'n 2', 'so do the beginnings of two tags, in any case and order');
select is(pg_temp.found('fir spx'), 'first', 'and of the name and the ticker');
select is(pg_temp.found('rates nowhere'), null, 'every word must be there');
select is(pg_temp.found($$ rat' | ':* ! & <-> ( \ $$), 'n 2', 'nothing that is typed is an operator');

-- Sharing with the team
select is(margin.saved_share((select shared from known), true), 'n 2', 'a person shares a result with the team');
select is(margin.saved_share((select shared from known), true), 'n 2', 'twice is once');
select pg_temp.be('bob');
select is((select string_agg(name || ' by ' || shared_by, ',') from margin.historical_backtest_savedbacktestresult), 'n 2 by ada@example.org', 'another sees that one, and whose it is');
select is_empty($$ update margin.historical_backtest_savedbacktestresult set name = 'mine' returning 1 $$, 'but cannot rename it');
select is(margin.saved_share((select shared from known), false), null, 'nor stop the sharing');
select is(margin.saved_share((select kept from known), true), null, 'nor share what is not theirs');
select set_config('hub.sid', '', true);
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'who is not signed in sees nothing of it');
select pg_temp.be('ada');
select is(margin.saved_share((select shared from known), false), 'n 2', 'the owner takes it back');
select pg_temp.be('bob');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'and nobody else sees it any more');

-- Links
select is(margin.link_add((select kept from known), sha256('bob'), 24), 'unknown', 'nobody makes a link to another''s result');
select pg_temp.be('ada');
select is(margin.link_add((select kept from known), sha256('t1'), 24), 'done', 'a person makes a link');
select throws_ok($$ select margin.link_add((select kept from known), sha256('t2'), 0) $$, '23514', null, 'of an hour at least');
select is(margin.link_add((select kept from known), sha256('t2'), 30 * 24 + 1), 'off', 'and of 30 days at most');
select is((select count(margin.link_add((select kept from known), sha256(('t' || g)::bytea), 1)) from generate_series(2, 10) g), 9::bigint, 'ten links can be open');
select is(margin.link_add((select kept from known), sha256('t11'), 1), 'full', 'the eleventh is refused');
select throws_ok('select token_hash from margin.share_link', '42501', null, 'the worker reads no hash of a link');
select set_config('hub.sid', '', true);
select is(margin.link_open(encode(sha256('t1'), 'hex')), 'open', 'nobody in particular opens the link');
select is((select string_agg(name, ',') from margin.historical_backtest_savedbacktestresult), 'first', 'and sees its result, no other');
select is_empty('select 1 from margin.share_link', 'and no link');
select is(margin.link_open(encode(sha256('none'), 'hex')), 'unknown', 'a link that is guessed is none');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'and shows nothing');
select pg_temp.be('bob');
select is_empty('select 1 from margin.share_link', 'another sees no link');
reset role;
create temporary table link as select id from margin.share_link where token_hash = sha256('t1');
grant select on link to hub_margin;
select isnt((select last_used_at from margin.share_link where token_hash = sha256('t1')), null, 'the use is noted');
update margin.share_link set created_at = now() - interval '2 hours', expires_at = now() where token_hash = sha256('t2');
set local role hub_margin;
select is(margin.link_revoke((select id from link)), null, 'nobody takes back another''s link');
select is(margin.link_open(encode(sha256('t2'), 'hex')), 'expired', 'a link that is over says so');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'and shows nothing');
select pg_temp.be('ada');
select is(margin.link_revoke((select id from link)), (select kept from known), 'the owner takes a link back');
select set_config('hub.sid', '', true);
select is(margin.link_open(encode(sha256('t1'), 'hex')), 'ended', 'then it has ended');
select is(margin.link_open(encode(sha256('t3'), 'hex')), 'open', 'another of the same result has not');
reset role;
update umbrella.setting set value = '0' where name = 'share_link_days';
set local role hub_margin;
select is(margin.link_open(encode(sha256('t3'), 'hex')), 'ended', 'without links, no link works');
select is_empty('select 1 from margin.historical_backtest_savedbacktestresult', 'whatever is asked');
reset role;
update umbrella.setting set value = null where name = 'share_link_days';
select is((select string_agg(action || ' ' || n, ', ' order by action) from (select action, count(*) as n from umbrella.audit_event
    where actor_id = 9001 group by action) a), 'link.create 10, link.revoke 1, saved.share 1, saved.unshare 1', 'each is on record once');
select is((select string_agg(distinct object_kind, ' ') from umbrella.audit_event where actor_id = 9001 and action like 'link.%'), 'margin_link',
    'a link as one of this section');
update umbrella.authentication_user set status = 'disabled' where id = 9001;
set local role hub_margin;
select is(margin.link_open(encode(sha256('t3'), 'hex')), 'ended', 'the links of whoever may not sign in do not work');
reset role;
update umbrella.authentication_user set status = 'active' where id = 9001;
update umbrella.authentication_user set status = 'deleted', deleted_at = now() where id = 9001;
select is((select count(*) from margin.share_link where user_id = 9001 and revoked_at is null), 0::bigint, 'with the account, sharing ends');

-- Runs that are jobs
create function pg_temp.queue() returns uuid language sql as
    $$ select margin.session_queue('passive_hold', 'QUEUED', '2000-01-03', '2020-04-17', '{"a":1}', 'margin-test', '{"b":2}') $$;
create function pg_temp.runs() returns text language sql as
    $$ select string_agg(status, ' ' order by id) from margin.historical_backtest_backtestsession where etf = 'QUEUED' $$;
create temporary table ordered (id uuid);
grant select, insert on ordered to hub_margin, hub_jobs;
select pg_temp.be('bob');
set local role hub_margin;
select throws_ok($$ select margin.session_queue('passive_hold', 'SPX', '2000-01-03', '2020-04-17', '{}', 'invite-many', '{}') $$, '42501', null,
    'only jobs of this section can be ordered');
select margin.run_begin('passive_hold', 'SPX', '2000-01-03', '2020-04-17', '{}') as dead \gset
insert into ordered select pg_temp.queue() from generate_series(1, 3); -- the run that a page waits for is none of them
select throws_ok('select pg_temp.queue()', '23514', null, 'of one person three wait or run');
select is(pg_temp.runs(), 'pending pending pending', 'a run that waits is pending');
select is((select string_agg(ahead::text, ' ' order by ahead) from ordered o, margin.session_job(o.id)), '0 1 2', 'and says how many are before it');
set local role hub_jobs;
select is((select payload ->> 'session' from ops.job_take('one') where payload = jsonb_build_object('b', 2, 'person', 9002, 'session', payload ->> 'session')),
    (select id from ordered limit 1)::text, 'its job knows which run it does');
reset role;
create temporary table job as select min(job_id) as id from margin.historical_backtest_backtestsession;
grant select on job to hub_margin;
set local role hub_margin;
select is(pg_temp.runs(), 'running pending pending', 'a run whose job works is running');
select is(margin.session_cancel((select id from ordered offset 2)), true, 'one that waits can be cancelled');
reset role;
update ops.job set status = 'waiting', runner = null, started_at = null, runners_lost = 1 where id = (select id from job);
select is(pg_temp.runs(), 'pending pending error', 'when a runner dies its run waits again; what was cancelled is an error');
update ops.job set status = 'failed', finished_at = now() where id = (select id from job);
select is(pg_temp.runs(), 'error pending error', 'when it dies twice the run is an error');
update ops.job set status = 'running', started_at = clock_timestamp() where id = (select id + 1 from job);
select is((select result from ops.job_done((select id + 1 from job), (select runner from ops.job where id = (select id + 1 from job)), '{}', false) r (result)), false,
    'only its runner ends a job');
update ops.job set status = 'done', finished_at = started_at + interval '250 ms' where id = (select id + 1 from job);
select is(pg_temp.runs(), 'error completed error', 'a run whose job is done is completed');
select is((select max(execution_time_ms) from margin.historical_backtest_backtestsession), 250::double precision, 'and says how long it took');
set local role hub_margin;
select pg_temp.be('ada');
select is_empty('select 1 from ordered o, margin.session_job(o.id)', 'another person''s runs say nothing');
select is(margin.session_cancel((select id from ordered offset 1 limit 1)), false, 'nor can they be cancelled');

-- The cache
reset role;
select is(margin.cache_key('e', '2', 'd', '{"a":1}'), md5('{"data_version":"d","engine":"e","engine_version":"2","request":{"a":1}}'), 'the key is the MD5 of what the answer depends on');
set local role hub_margin;
select is(margin.cache_get('e', '2', 'd', '{"a":1}'), null, 'what was never asked is not there');
select is(margin.cache_put('e', '2', 'd', '{"a":1}', 'SPX', 'passive_hold', '\x0102'), true, 'an answer is kept');
select is(margin.cache_get('e', '2', 'd', '{"a":1}'), '\x0102', 'and found again');
select is(margin.cache_get('e', '3', 'd', '{"a":1}'), null, 'not by another engine');
select is(margin.cache_get('e', '2', 'x', '{"a":1}'), null, 'nor with other data');
reset role;
update umbrella.setting set value = 'off' where name = 'backtest_cache';
set local role hub_margin;
select is(margin.cache_get('e', '2', 'd', '{"a":1}'), null, 'while the cache is off nothing is found');
select is(margin.cache_put('e', '2', 'd', '{"a":2}', 'SPX', 'passive_hold', '\x03'), false, 'nor kept');
reset role;
update umbrella.setting set value = null where name = 'backtest_cache';
update margin.historical_backtest_backtestcache set expires_at = now();
select is(margin.cache_get('e', '2', 'd', '{"a":1}'), null, 'after its time an answer is not found');
select is(margin.cache_put('e', '2', 'd', '{"a":1}', 'SPX', 'passive_hold', '\x04'), true, 'and is kept anew');
select is(margin.cache_get('e', '2', 'd', '{"a":1}'), '\x04', 'in place of the old one');

-- A run whose process died while a page waited
do $$ begin perform margin.retain(1000); end $$;
select is((select status from margin.historical_backtest_backtestsession where session_id = :'dead'), 'running', 'a run that has just begun is left alone');
update margin.historical_backtest_backtestsession set created_at = now() - interval '2 minutes' where session_id = :'dead';
do $$ begin perform margin.retain(1000); end $$;
select is((select status from margin.historical_backtest_backtestsession where session_id = :'dead'), 'error', 'one that should have ended long ago died');

select * from finish();
rollback;
