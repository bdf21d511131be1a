-- accounts.sql: what the accounts tables allow, who may read them, and whose rows a session shows (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
grant usage on schema public to hub_auth, hub_home, hub_margin;
select plan(62);

insert into umbrella.authentication_user (id, username, email, status, role, first_name, last_name) values
  (9001, 'ada', 'Ada@Example.org', 'active', 'analyst', 'Ada', 'Lovelace'),
  (9002, 'bob', 'bob@example.org', 'active', 'viewer', '', ''),
  (9003, 'cyd', 'cyd@example.org', 'active', 'viewer', '', '');
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, created_at, last_activity, abs_expires, idle_ttl,
    revoked_at, revoked_why)
  select u, sha256(k::bytea), sha256('csrf'), now() - interval '10 hours', now() - seen, now() + left_over, '30 minutes',
    case when revoked then now() end, case when revoked then 'signed out' end
  from (values (9001, 'ada', interval '10 min', interval '1 hour', false), (9002, 'bob', '1 min', '1 hour', false),
    (9001, 'out', '1 min', '1 hour', true), (9001, 'idle', '31 min', '1 hour', false), (9001, 'old', '1 min', '-1 s', false),
    (9003, 'cyd', '1 min', '1 hour', false)) v(u, k, seen, left_over, revoked);
create function pg_temp.sid(who text) returns text language sql as $$ select encode(sha256(who::bytea), 'hex') $$;
create function pg_temp.be(who text) returns void language sql as
  $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true) $$;

-- People: one status drives the booleans
create function pg_temp.flags() returns setof text language sql as
  $$ select concat_ws(' ', is_active, is_approved, is_deleted) from umbrella.authentication_user where id = 9002 $$;
select is(pg_temp.flags(), 't t f', 'active: active and approved');
update umbrella.authentication_user set status = 'disabled' where id = 9002;
select is(pg_temp.flags(), 'f t f', 'disabled: approved, not active');
update umbrella.authentication_user set status = 'pending' where id = 9002;
select is(pg_temp.flags(), 'f f f', 'pending: neither');
update umbrella.authentication_user set status = 'rejected' where id = 9002;
select is(pg_temp.flags(), 'f f f', 'rejected: neither');
update umbrella.authentication_user set status = 'deleted', deleted_at = now() where id = 9002;
select is(pg_temp.flags(), 'f t t', 'deleted');
update umbrella.authentication_user set status = 'active', deleted_at = null where id = 9002;
select throws_ok('update umbrella.authentication_user set is_active = false where id = 9002', '428C9', null, 'a boolean cannot be set apart');
select throws_ok($$ update umbrella.authentication_user set status = 'banned' where id = 9002 $$, '23514', null, 'no other status');
select throws_ok($$ update umbrella.authentication_user set status = 'deleted' where id = 9002 $$, '23514', null, 'deleted needs its date');
select throws_ok($$ update umbrella.authentication_user set role = 'root' where id = 9002 $$, '23514', null, 'no other role');
select throws_ok($$ update umbrella.authentication_user set theme = 'pink' where id = 9002 $$, '23514', null, 'no other theme');
select throws_ok('update umbrella.authentication_user set is_superuser = true where id = 9002', '23514', null, 'a superuser is staff');
select throws_ok('update umbrella.authentication_user set approved_by_id = 9002 where id = 9002', '23514', null, 'nobody approves himself');
select throws_ok($$ insert into umbrella.authentication_user (username, email) values ('x', 'aDA@example.ORG') $$, '23505', null,
  'an e-mail is taken whatever its case');
select throws_ok($$ insert into umbrella.authentication_user (username, email) values ('x', 'no address') $$, '23514', null, 'an e-mail has its form');
select throws_ok($$ insert into umbrella.authentication_user (username, email) values ('x', E'a@b\n') $$, '23514', null, 'and no line end');
select is((select password from umbrella.authentication_user where id = 9001), '!', 'without a password none is right');

-- Sessions and links
select throws_ok($$ insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl)
  values (9001, 'short', sha256('k'), now() + interval '1 h', '1 h') $$, '23514', null, 'a session key is a SHA-256');
select throws_ok($$ insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl)
  values (9001, sha256('ada'), sha256('k'), now() + interval '1 h', '1 h') $$, '23505', null, 'and there once');
select throws_ok('update umbrella.authentication_usersession set revoked_at = now() where user_id = 9001', '23514', null, 'an end has a reason');
select lives_ok($$ insert into umbrella.password_link values (sha256('1'), 9001, 'reset', now(), now() + interval '1 h', now()),
  (sha256('2'), 9001, 'reset', now(), now() + interval '1 h', null) $$, 'a used link and a live one');
select throws_ok($$ insert into umbrella.password_link values (sha256('3'), 9001, 'reset', now(), now() + interval '1 h', null) $$,
  '23505', null, 'but not two live ones');

-- Attempts: partitions
select throws_ok($$ insert into umbrella.authentication_loginattempt (email, success, failure_reason) values ('x', true, 'unknown') $$,
  '23514', null, 'a success has no reason');
select throws_ok($$ insert into umbrella.authentication_loginattempt (email, success, failure_reason) values ('x', false, 'mood') $$,
  '23514', null, 'a failure has one of the known reasons');
select lives_ok($$ select umbrella.loginattempt_add(repeat('x', 300), '192.0.2.1', 'agent', 'unknown', null) $$, 'an attempt is recorded');
select is((select tableoid::regclass::text from umbrella.authentication_loginattempt where email = repeat('x', 254)),
  'umbrella.authentication_loginattempt_' || to_char(now() at time zone 'UTC', 'YYYY_MM'), 'cut, in the partition of its month');
select umbrella.loginattempt_partition('2099-12-31 23:59:59Z');
insert into umbrella.authentication_loginattempt (email, success, attempted_at) values ('edge', true, '2099-12-31 23:59:59.999Z'),
  ('beyond', true, '2100-01-01 00:00Z');
select is((select array_agg(tableoid::regclass::text order by id) from umbrella.authentication_loginattempt where email in ('edge', 'beyond')),
  array['umbrella.authentication_loginattempt_2099_12', 'umbrella.authentication_loginattempt_default'],
  'a month ends in UTC; what has no partition is kept all the same');
select lives_ok($$ select umbrella.loginattempt_partition('2100-01-01 00:00Z') $$, 'a partition that cannot be made is no fault');

-- Who is asking
select pg_temp.be('ada');
select is(umbrella.uid(), 9001::bigint, 'a live session is its person');
select pg_temp.be('out');
select is(umbrella.uid(), null, 'one that was signed out is nobody');
select pg_temp.be('idle');
select is(umbrella.uid(), null, 'one that idled is nobody');
select pg_temp.be('old');
select is(umbrella.uid(), null, 'one that is too old is nobody');
select pg_temp.be('cyd');
select is(umbrella.uid(), 9003::bigint, 'one of an active person is live');
select set_config('hub.sid', '', true);
update umbrella.authentication_user set status = 'disabled' where id = 9003;
select pg_temp.be('cyd');
select is(umbrella.uid(), null, 'one of a disabled person is nobody');
select is((select revoked_why from umbrella.authentication_usersession where session_key = sha256('cyd')), 'account disabled',
  'and says why it ended');
select set_config('hub.sid', '9001', true);
select is(umbrella.uid(), null, 'a number is no session');
select set_config('hub.sid', repeat('g', 64), true);
select is(umbrella.uid(), null, 'nor is what is not hexadecimal');
select set_config('hub.sid', '', true);
select is(umbrella.uid(), null, 'nor is nothing');

-- A page's first statement
select results_eq($$ select person_id, email, role, aal from umbrella.session_open(pg_temp.sid('ada'), true, null) $$,
  $$ values (9001::bigint, 'Ada@Example.org', 'analyst', 1::smallint) $$, 'session_open answers the person');
select is(current_setting('hub.sid'), pg_temp.sid('ada'), 'and says who asks for the rest of the transaction');
select is((select last_activity from umbrella.authentication_usersession where session_key = sha256('ada')), now(), 'and notes the activity');
select is_empty($$ select * from umbrella.session_open(pg_temp.sid('out'), true, null) $$, 'no row for an ended session');
select is(umbrella.uid(), null, 'nor anybody asking');
select is_empty($$ select * from umbrella.session_open('x'' or true', true, null) $$, 'no row for what is no session');
select is_empty($$ select * from umbrella.session_open(null, true, null) $$, 'no row for none');

-- The dashboard's role: what is one's own, and never a secret
select pg_temp.be('ada');
set local role hub_home;
select results_eq('select id from umbrella.authentication_user', array[9001::bigint], 'a person sees their own account only');
select is((select count(*) from umbrella.authentication_usersession), 4::bigint, 'their own sessions only');
select is_empty($$ select 1 from umbrella.authentication_loginattempt where user_id is distinct from 9001 $$, 'nobody else''s attempts');
select throws_ok('select password from umbrella.authentication_user', '42501', null, 'no hash');
select throws_ok('select session_key from umbrella.authentication_usersession', '42501', null, 'no session key');
select throws_ok('select csrf_key from umbrella.authentication_usersession', '42501', null, 'no key of form tokens');
select throws_ok($$ update umbrella.authentication_user set role = 'admin' $$, '42501', null, 'nobody raises themselves');
select throws_ok('select * from umbrella.secret', '42501', null, 'no secret');
select set_config('hub.sid', pg_temp.sid('guess'), true);
select is_empty('select id from umbrella.authentication_user', 'a forged session shows nothing');
reset role;

-- A section's role: the session and nothing else
set local role hub_margin;
select throws_ok('select id from umbrella.authentication_user', '42501', null, 'hub_margin reads no people');
select throws_ok('select id from umbrella.authentication_usersession', '42501', null, 'no sessions');
select throws_ok('select 1 from umbrella.authentication_loginattempt', '42501', null, 'no attempts');
select throws_ok($$ select umbrella.throttle_take(sha256('x'), 1, '1 h', '1 h') $$, '42501', null, 'takes no tickets');
select throws_ok('create table umbrella.mine (x int)', '42501', null, 'and makes no tables');
reset role;

-- The sign-in's role
set local role hub_auth;
select ok((select count(*) >= 3 from umbrella.authentication_user), 'hub_auth sees everybody');
select throws_ok($$ update umbrella.authentication_user set status = 'active' where id = 9003 $$, '42501', null, 'but decides about nobody');
select throws_ok($$ delete from umbrella.authentication_loginattempt $$, '42501', null, 'and cannot forget an attempt');
select is((select array_agg(umbrella.throttle_take(sha256('t'), 2, '15 min', '1 h') > 0) from generate_series(1, 4)),
  array[false, false, true, true], 'two tickets of a cap of two');
reset role;

select * from finish();
rollback;
