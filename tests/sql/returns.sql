-- returns.sql: whose series, files, analyses, notes and links one sees, what one may change, and how much there can be (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(65);

insert into umbrella.authentication_user (id, username, email, status, role, first_name) overriding system value values
    (9501, 'ada', 'ada@returns.example', 'active', 'analyst', 'Ada'), (9502, 'bob', 'bob@returns.example', 'active', 'analyst', 'Bob');
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl) values
    (9501, sha256('ada'), sha256('k'), now() + interval '1 hour', '1 hour'), (9502, sha256('bob'), sha256('k'), now() + interval '1 hour', '1 hour');
create function pg_temp.be(who text) returns void language sql as
    $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true); $$;
create function pg_temp.series(owner bigint, title text, sign text default null, kilobytes integer default 1, spacing text default 'daily') returns bigint language sql as $$
    with s as (insert into returns.series (user_id, name, origin, source, symbol) values (owner, title, 'file', 'x.csv', sign) returning id)
    insert into returns.series_version (series, user_id, number, made_by, kind, unit, frequency, n_rows, first_day, last_day, is_base_assumed,
        columns, content_hash, data, mapping, report)
    select s.id, owner, 1, 'new', 'prices', 'price', spacing, 2, '2024-01-02', '2024-01-03', false, '{close}', repeat('a', 64),
        '\x28b52ffd'::bytea || decode(repeat('00', kilobytes * 1000 - 4), 'hex'), '{}', '[]' from s returning series $$;
create function pg_temp.analysis(owner bigint, title text) returns uuid language sql as $$
    insert into returns.analysis (user_id, title, series_names, basis, request) values (owner, title, 'X', 'total', '{}') returning analysis_id $$;
create function pg_temp.result(which uuid, nth integer, kilobytes integer default 1) returns integer language sql as $$
    insert into returns.result (analysis, user_id, run, answer, inputs_hash, result_hash, engine_version, first_day, last_day)
    select a.id, a.user_id, nth, '\x28b52ffd'::bytea || decode(repeat('00', kilobytes * 1000 - 4), 'hex'), repeat('b', 64), repeat('c', 64), '1', '2024-01-02', '2024-01-03'
      from returns.analysis a where a.analysis_id = which returning result.run $$;
create function pg_temp.draft(owner bigint, title text) returns bigint language sql as $$
    insert into returns.draft (user_id, origin, source, mapping, file) values (owner, 'file', title, '{}', '\x28b52ffd') returning id $$;
grant usage on schema public to hub_returns, hub_margin, hub_home, hub_jobs;

-- Rights
select is((select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'returns' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)), 0::bigint, 'every table has forced row-level security');
select table_privs_are('returns', 'series_version', 'hub_returns', array['SELECT', 'INSERT'], 'what a series was is never changed');
select table_privs_are('returns', 'series', 'hub_returns', array['SELECT', 'INSERT'], 'a series is not deleted at once, and keeps its owner');
select table_privs_are('returns', 'series', 'hub_margin', array[]::text[], 'the margin section reads series by its functions only');
select table_privs_are('market', 'daily_bar', 'hub_returns', array['SELECT'], 'the section reads the market');
select table_privs_are('margin', 'historical_backtest_savedbacktestresult', 'hub_returns', array[]::text[], 'and nothing of the margin section');
select column_privs_are('returns', 'share_link', 'token_hash', 'hub_returns', array[]::text[], 'what a link is known by is not read');
select is((select count(*) from pg_attribute where attrelid in ('returns.series_version'::regclass, 'returns.result'::regclass, 'returns.draft'::regclass)
    and attname in ('data', 'original', 'answer', 'file') and attstorage <> 'e'), 0::bigint, 'what is packed is not compressed again');

-- Own rows
select pg_temp.be('ada');
set local role hub_returns;
select isnt(pg_temp.series(9501, 'Fund', 'FUND'), null, 'a person keeps a series');
select isnt(pg_temp.draft(9501, 'f.csv'), null, 'and a file that waits');
select isnt(pg_temp.analysis(9501, 'First'), null, 'and an analysis');
select is(pg_temp.result((select analysis_id from returns.analysis), 1), 1, 'and what came out');
select lives_ok($$ insert into returns.note (analysis, user_id, text) select id, user_id, 'a thought' from returns.analysis $$, 'and a note');
select throws_ok($$ select pg_temp.series(9502, 'forged') $$, '42501', null, 'nobody keeps a series in another person''s name');
select throws_ok($$ update returns.series set user_id = 9502 $$, '42501', null, 'or gives one away');
select throws_ok($$ update returns.series_version set data = data $$, '42501', null, 'or changes what it was');
select throws_ok($$ delete from returns.series $$, '42501', null, 'or clears it away');
select results_eq('select series, analyses, bytes from returns.usage()', 'values (1::bigint, 1::bigint, 2000::bigint)', 'what is used is counted');

select pg_temp.be('bob');
select is_empty('select 1 from returns.series', 'another person sees no series');
select is_empty('select 1 from returns.series_version', 'and no version');
select is_empty('select 1 from returns.draft', 'and no file that waits');
select is_empty('select 1 from returns.analysis', 'and no analysis');
select is_empty('select 1 from returns.result', 'and no answer');
select is_empty('select 1 from returns.note', 'and no note');
select is_empty($$ update returns.series set name = 'mine' returning 1 $$, 'and renames none');
select is_empty($$ update returns.series set deleted_at = now() returning 1 $$, 'and deletes none');
select is_empty($$ delete from returns.note returning 1 $$, 'and removes no note');
select results_eq('select series, analyses, bytes from returns.usage()', 'values (0::bigint, 0::bigint, 0::bigint)', 'and has room of their own');
select throws_ok($$ insert into returns.series_version (series, user_id, number, made_by, kind, unit, frequency, n_rows, first_day, last_day, is_base_assumed,
    columns, content_hash, data, mapping, report) select 1, 9502, 2, 'append', 'prices', 'price', 'daily', 2, '2024-01-02', '2024-01-03', false,
    '{close}', repeat('a', 64), '\x28b52ffd', '{}', '[]' $$, '23503', null, 'a version is of its owner''s series');
select set_config('hub.sid', '', true);
select is_empty('select 1 from returns.series union all select 1 from returns.analysis', 'nobody sees nothing');

-- Files that wait
select pg_temp.be('ada');
select is((select count(pg_temp.draft(9501, 'd' || g)) from generate_series(1, 7) g), 7::bigint, 'seven files are read');
select is((select count(*) from returns.draft), 5::bigint, 'the newest five wait');
reset role;
update returns.draft set created_at = now() - interval '51 minutes' where source = 'd7';
set local role hub_returns;
select is_empty($$ select 1 from returns.draft where source = 'd7' $$, 'after less than an hour a file is not there any more');
select pg_temp.draft(9501, 'd8');
reset role;
select is_empty($$ select 1 from returns.draft where source = 'd7' $$, 'and goes when another comes');

-- Room
update umbrella.setting set value = '3' where name in ('returns_series', 'returns_analyses');
update umbrella.setting set value = '1' where name = 'returns_megabytes';
set local role hub_returns;
select lives_ok($$ select pg_temp.series(9501, 'second'), pg_temp.series(9501, 'third') $$, 'as many series as there are places');
select throws_ok($$ select pg_temp.series(9501, 'fourth') $$, '23514', 'no place left for a series', 'and not one more');
update returns.series set deleted_at = now() where name = 'third';
select isnt(pg_temp.series(9501, 'in its place', null, 300), null, 'a deleted one gives its place back');
select throws_ok($$ update returns.series set deleted_at = null where name = 'third' $$, '23514', 'no place left for a series', 'bringing it back needs one');
select throws_ok($$ select pg_temp.result((select analysis_id from returns.analysis), 2, 700) $$, '23514', 'no room left', 'series and answers share the room');
select is(pg_temp.result((select analysis_id from returns.analysis), 2, 600), 2, 'up to the last byte');
select lives_ok($$ select pg_temp.analysis(9501, 'second'), pg_temp.analysis(9501, 'third') $$, 'as many analyses as there are places');
select throws_ok($$ select pg_temp.analysis(9501, 'fourth') $$, '23514', 'no place left for an analysis', 'and not one more');

-- Shown to others
select is(returns.analysis_share((select analysis_id from returns.analysis where title = 'First'), true), 'First', 'an analysis is shown to the team');
select is(returns.link_add((select analysis_id from returns.analysis where title = 'second'), sha256('token'), 24), 'done', 'another by a link');
select lives_ok($$ insert into returns.analysis_input (analysis, user_id, place, role, series, version, name)
    select a.id, 9501, 0, 'series', s.id, 1, 'called ' || a.title from returns.analysis a, returns.series s where s.name = 'Fund' $$, 'each is made of a series');
create temporary table shown as select analysis_id as id, title from returns.analysis;
select pg_temp.be('bob');
select results_eq($$ select name, version from returns.analysis_series((select id from shown where title = 'First')) $$, $$ values ('called First', 1) $$,
    'who is shown an analysis is lent its series');
select is_empty($$ select 1 from shown s, returns.analysis_series(s.id) where s.title <> 'First' union all select 1 from returns.analysis_series(null) $$, 'and those of no other');
select is(returns.link_revoke(sha256('token')), null, 'nor takes back another person''s link by its token');
select results_eq('select title, shared_by from returns.analysis', $$ values ('First', 'Ada') $$, 'who is signed in sees what the team is shown');
select is((select count(*) from returns.result), 2::bigint, 'with its answers');
select is_empty('select 1 from returns.note union all select 1 from returns.analysis_input', 'and no notes');
select is(returns.analysis_share((select analysis_id from returns.analysis), false), null, 'and does not take it back');
select set_config('hub.sid', '', true);
select is(returns.link_open(encode(sha256('token'), 'hex')), 'open', 'who has the link opens it');
select results_eq('select title from returns.analysis', $$ values ('second') $$, 'and sees that one');
select results_eq('select name from returns.analysis_series(null)', $$ values ('called second') $$, 'with its series');
select is_empty($$ select 1 from shown s, returns.analysis_series(s.id) $$, 'and nothing by an identifier');
reset role;
update returns.series set deleted_at = now() where name = 'Fund';
set local role hub_returns;
select is_empty('select 1 from returns.analysis_series(null)', 'of a series that is deleted nothing is shown');
reset role;
update returns.series set deleted_at = null where name = 'Fund';
set local role hub_returns;
select is(returns.link_open(encode(sha256('other'), 'hex')), 'unknown', 'another opens nothing');
reset role;
update umbrella.authentication_user set status = 'deleted', deleted_at = now() where id = 9501;
select is((select string_agg(distinct action || ' ' || object_kind, ', ') from umbrella.audit_event where actor_id = 9501), 'analysis.share analysis, link.create returns_link',
    'it is on record, and a link as one of this section');
select is((select count(*) from returns.analysis where shared_at is not null) + (select count(*) from returns.share_link where revoked_at is null and user_id = 9501),
    0::bigint, 'whose account is deleted shares nothing');
update umbrella.authentication_user set status = 'active', deleted_at = null where id = 9501;
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl)
    values (9501, sha256('ada again'), sha256('k'), now() + interval '1 hour', '1 hour');

-- Instruments of one's own
update umbrella.setting set value = null where name like 'returns\_%';
select pg_temp.series(9501, 'monthly', 'MONTHS', 1, 'monthly');
select pg_temp.be('ada again');
set local role hub_margin;
select results_eq('select symbol, name from returns.instruments()', $$ values ('MY.FUND', 'Fund') $$, 'the margin section sees daily series with a symbol');
select isnt((select data_version from returns.instrument('MY.FUND')), repeat('a', 64), 'under a version of their own');
select pg_temp.be('bob');
select is_empty($$ select 1 from returns.instruments() union all select 1 from returns.instrument('MY.FUND') $$, 'for their owner alone');

-- Housekeeping
reset role;
update returns.series set deleted_at = now() - interval '2 days' where name = 'third';
update returns.analysis set deleted_at = now() - interval '2 days' where title = 'third';
select is((umbrella.retain(1000) ->> 'returns_series')::integer >= 1, true, 'what was deleted a day ago goes');
delete from umbrella.authentication_user where id = 9501;
select is_empty($$ select 1 from returns.series where user_id = 9501 union all select 1 from returns.series_version where user_id = 9501
    union all select 1 from returns.analysis where user_id = 9501 union all select 1 from returns.draft where user_id = 9501 $$, 'with the account goes all of it');

select * from finish();
rollback;
