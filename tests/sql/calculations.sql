-- calculations.sql: who may see and change kept calculations, how many there can be, and what their list is sorted by (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(31);

insert into umbrella.authentication_user (id, username, email, status, role) overriding system value values
    (9001, 'ada', 'ada@example.org', 'active', 'analyst'), (9002, 'bob', 'bob@example.org', 'active', 'analyst');
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl) values
    (9001, sha256('ada'), sha256('k'), now() + interval '1 hour', '1 hour'),
    (9002, sha256('bob'), sha256('k'), now() + interval '1 hour', '1 hour');
create function pg_temp.be(who text) returns void language sql as
    $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true); $$;
create function pg_temp.keep(owner bigint, key uuid default gen_random_uuid(), rate float8 default 5.5, months integer default 24,
    label text default null) returns uuid language sql as $$
    insert into margin.margin_calculator_margincalculation (user_id, ticker, investment_amount, leverage, current_price, account_type,
        position_type, interest_rate, holding_period, results, idem_key, name)
    values (owner, 'SPY', 100000, 2, 400, 'reg_t', 'Long', rate, months,
        '{"engine": "margin.calculate", "metrics": {"margin_call_price": 266.66666666666669, "breakeven_price": null}}', key, label)
    on conflict (user_id, idem_key) do nothing returning calculation_id $$;
create function pg_temp.kept() returns bigint language sql as
    $$ select count(*) from margin.margin_calculator_margincalculation where deleted_at is null $$;
grant usage on schema public to hub_margin, hub_home;
select pg_temp.be('ada');

-- Rights
select column_privs_are('margin', 'margin_calculator_margincalculation', 'results', 'hub_margin', array['SELECT', 'INSERT'],
    'a kept answer cannot be changed');
select column_privs_are('margin', 'margin_calculator_margincalculation', 'note', 'hub_margin', array['SELECT', 'INSERT', 'UPDATE'],
    'its note can');
select function_privs_are('margin', 'calculation_count', array[]::text[], 'hub_margin', array[]::text[], 'the count is the trigger''s alone');

-- Own rows
set local role hub_margin;
select isnt(pg_temp.keep(9001, '00000000-0000-4000-8000-000000000001'), null, 'a person keeps a calculation');
select is(pg_temp.keep(9001, '00000000-0000-4000-8000-000000000001'), null, 'the same form sent again keeps nothing');
select is(pg_temp.kept(), 1::bigint, 'there is one');
select throws_ok('select pg_temp.keep(9002)', '42501', null, 'nobody keeps one in another person''s name');
select throws_ok('select pg_temp.keep(null)', '42501', null, 'nor in nobody''s');
select is((select call_price from margin.margin_calculator_margincalculation), 266.66666666666669::double precision, 'its call price stands in the list, to the bit');
select is((select breakeven from margin.margin_calculator_margincalculation), null, 'a figure that the answer has not is null');
select throws_ok($$ update margin.margin_calculator_margincalculation set results = '{}' $$, '42501', null, 'its figures cannot be changed');
select throws_ok($$ update margin.margin_calculator_margincalculation set user_id = 9002 $$, '42501', null, 'nor its owner');
select lives_ok($$ update margin.margin_calculator_margincalculation set name = 'First', note = 'A note' $$, 'it gets a name and a note');
select throws_ok($$ update margin.margin_calculator_margincalculation set name = ' First' $$, '23514', null, 'a name has no blanks around it');

select pg_temp.be('bob');
select is_empty('select 1 from margin.margin_calculator_margincalculation', 'another person sees nothing');
select is_empty($$ update margin.margin_calculator_margincalculation set name = 'Mine' returning 1 $$, 'and changes nothing');
select pg_temp.be('nobody');
select is_empty('select 1 from margin.margin_calculator_margincalculation', 'nor does nobody');

-- Limits of the inputs
select pg_temp.be('ada');
select isnt(pg_temp.keep(9001, rate => 0, months => 360), null, 'the limits are those of the calculator');
select throws_ok('select pg_temp.keep(9001, rate => 30.5)', '23514', null, 'no higher rate');
select throws_ok('select pg_temp.keep(9001, months => 361)', '23514', null, 'no longer period');

-- Deleting and bringing back
select lives_ok($$ update margin.margin_calculator_margincalculation set deleted_at = now() $$, 'both are deleted');
select is(pg_temp.kept(), 0::bigint, 'none is left');
select is_empty('delete from margin.margin_calculator_margincalculation returning 1', 'for a day they cannot be cleared away');
select lives_ok($$ update margin.margin_calculator_margincalculation set deleted_at = null $$, 'they are brought back');
select lives_ok($$ update margin.margin_calculator_margincalculation set deleted_at = now() - interval '25 hours' $$, 'one day later');
with gone as (delete from margin.margin_calculator_margincalculation returning 1) select is(count(*), 2::bigint, 'they may be cleared away') from gone;

-- At most 500
select lives_ok('select pg_temp.keep(9001) from generate_series(1, 500)', '500 have a place');
select throws_ok('select pg_temp.keep(9001)', '23514', 'no place left for a calculation', 'the next has none');
update margin.margin_calculator_margincalculation set deleted_at = now() where id = (select min(id) from margin.margin_calculator_margincalculation);
select isnt(pg_temp.keep(9001), null, 'a deleted one gave its place back');
select throws_ok($$ update margin.margin_calculator_margincalculation set deleted_at = null where deleted_at is not null $$, '23514', null,
    'and is not brought back where there is none');
reset role;
select isnt(pg_temp.keep(null), null, 'rows of nobody, from the old system, do not count');

select * from finish();
rollback;
