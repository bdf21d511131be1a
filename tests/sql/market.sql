-- market.sql: what the market tables accept, and that the sections read them and never write (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
grant usage on schema public to hub_auth, hub_home, hub_margin;
select plan(37);

insert into market.instrument (id, symbol, name) overriding system value values (9001, 'ZZSQL', 'A fund');
insert into market.rate_source (name, title, monthly) values ('ZZSQL', 'A rate', true);
create function pg_temp.bar(columns text, figures text) returns text language sql as $$
  select format('insert into market.daily_bar (instrument, day, %s) values (9001, ''2020-01-02'', %s)', columns, figures) $$;

-- Instruments
select throws_ok($$ insert into market.instrument (symbol, name) values ('ZZSQL', 'another') $$, '23505', null, 'a symbol is taken once');
select throws_ok(format('insert into market.instrument (symbol, name) values (%L, %L)', s, 'x'), '23514', null, 'no symbol: ' || s)
  from unnest(array['', 'spy', 'A B', '-X', '<B>', repeat('A', 33)]) s;
select lives_ok(format('insert into market.instrument (symbol, name) values (%L, %L)', s, 'x'), 'a symbol: ' || s)
  from unnest(array['^ZZ', 'ZZ.B', 'ZZ=F', '0ZZ', repeat('Z', 32)]) s;
select throws_ok($$ insert into market.instrument (symbol, name) values ('ZZ1', E'a\nb') $$, '23514', null, 'no control characters in a name');
select throws_ok($$ insert into market.instrument (symbol, name, kind) values ('ZZ1', 'x', 'bond') $$, '23514', null, 'no other kind');

-- Bars
select throws_ok(pg_temp.bar('close', f), '23514', null, 'no close: ' || f)
  from unnest(array['0', '-1', '''NaN''', '''Infinity''', '1e13']) f;
select throws_ok(pg_temp.bar('close', 'null'), '23502', null, 'a bar has a close');
select throws_ok(pg_temp.bar('low, close', '2, 1'), '23514', null, 'low is not above the close');
select throws_ok(pg_temp.bar('low, open, close', '2, 1, 3'), '23514', null, 'low is not above the open');
select throws_ok(pg_temp.bar('high, close', '1, 2'), '23514', null, 'high is not below the close');
select throws_ok(pg_temp.bar('volume, close', '-1, 2'), '23514', null, 'volume is not negative');
select lives_ok(pg_temp.bar('open, high, low, close', '1.5, 2, 1, 1.25'), 'a whole bar');
select throws_ok(pg_temp.bar('close', '1'), '23505', null, 'one bar a day');
select throws_ok($$ insert into market.daily_bar (instrument, day, close) values (9001, '1899-12-31', 1) $$, '23514', null, 'no bar before 1900');

-- Dividends, rates, versions
select throws_ok($$ insert into market.dividend values (9001, '2020-01-02', 0) $$, '23514', null, 'a dividend is above 0');
select throws_ok($$ insert into market.rate values ('ZZSQL', '2020-01-01', 'NaN') $$, '23514', null, 'a rate is a number');
select throws_ok($$ insert into market.rate values ('NONE', '2020-01-01', 1) $$, '23503', null, 'a rate has its source');
select throws_ok($$ insert into market.data_version values (9001, 'abc', 1, '2020-01-02', '2020-01-02') $$, '23514', null, 'a version is a SHA-256');

-- Rights
set local role hub_margin;
select is((select count(*) from market.daily_bar where instrument = 9001), 1::bigint, 'hub_margin reads bars');
select throws_ok($$ delete from market.daily_bar $$, '42501', null, 'hub_margin deletes none');
select throws_ok($$ insert into market.instrument (symbol, name) values ('ZZ2', 'x') $$, '42501', null, 'hub_margin adds no instrument');
set local role hub_home;
select throws_ok($$ update market.rate set percent = 0 $$, '42501', null, 'hub_home changes no rate');
set local role hub_auth;
select throws_ok($$ select * from market.instrument $$, '42501', null, 'hub_auth reads nothing');
reset role;

delete from market.instrument where id = 9001;
select is((select count(*) from market.daily_bar where instrument = 9001), 0::bigint, 'bars go with their instrument');

select * from finish();
rollback;
