-- console.sql: what the console's functions do and refuse, whoever calls them; the audit; the queue and the outbox (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
grant usage on schema public to hub_auth, hub_home, hub_admin, hub_margin, hub_jobs, hub_egress;
select plan(111);

insert into umbrella.authentication_user (id, username, email, status, role, is_staff, is_superuser) values
  (9001, 'root', 'root@example.org', 'active', 'admin', true, true),
  (9002, 'ann', 'ann@example.org', 'active', 'manager', true, false),
  (9003, 'pat', 'pat@example.org', 'pending', 'viewer', false, false),
  (9004, 'vic', 'vic@example.org', 'active', 'viewer', false, false),
  (9005, 'max', 'max@example.org', 'active', 'manager', false, false),
  (9006, 'second', 'second@example.org', 'active', 'admin', true, true);
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, aal, stepup_at, ip_address)
  select u, sha256(k::bytea), sha256('csrf'), now() + interval '1 hour', '30 minutes', aal, now() - age, '192.0.2.10'
  from (values (9001, 'root', 2, interval '1 min'), (9002, 'ann', 2, '1 min'), (9004, 'vic', 2, '1 min'), (9005, 'max', 1, '1 min'),
    (9001, 'stale', 2, '11 min'), (9001, 'one factor', 1, '1 min'), (9006, 'second', 2, '1 min')) v(u, k, aal, age);
create function pg_temp.be(who text) returns void language sql as
  $$ select set_config('hub.sid', encode(sha256(who::bytea), 'hex'), true) $$;
create function pg_temp.sid(who text) returns text language sql as $$ select encode(sha256(who::bytea), 'hex') $$;
create function pg_temp.decide(person bigint, yes boolean) returns text language sql as
  $$ select outcome || ' ' || coalesce(by_email, '') from umbrella.person_decide(person, yes, 'reason', 'approved', 's', 't', 'h') $$;
create function pg_temp.events(what text) returns bigint language sql as $$ select count(*) from umbrella.audit_event where action = what $$;
create function pg_temp.invite(address text, type text) returns text language sql as
  $$ select outcome from umbrella.invitation_add(null, address, sha256(address::bytea), type, '', 72, 's', 't', 'h') $$;

-- Who may call them: console rights, a second factor, and a fresh proof; never the worker by itself
set local role hub_admin;
select throws_ok($$ select pg_temp.decide(9003, true) $$, '42501', null, 'nobody asks: refused');
select pg_temp.be('vic');
select throws_ok($$ select pg_temp.decide(9003, true) $$, '42501', null, 'a viewer asks: refused');
select pg_temp.be('stale');
select throws_ok($$ select umbrella.person_switch(9004, false, '') $$, '42501', null, 'proved 11 minutes ago: refused');
select pg_temp.be('one factor');
select throws_ok($$ select umbrella.person_switch(9004, false, '') $$, '42501', null, 'one factor: refused');
select throws_ok($$ update umbrella.authentication_user set status = 'active' where id = 9003 $$, '42501', null, 'the console changes nobody itself');
select throws_ok($$ insert into umbrella.audit_event (seq, at, actor, action, hash) values (1, now(), 'x', 'a.b', sha256('x')) $$, '42501', null,
  'nor writes the audit');
select throws_ok($$ delete from umbrella.audit_event $$, '42501', null, 'nor deletes from it');
select throws_ok($$ select ops.job_add('invite-many', '{"inviter": 9001}', null, now()) $$, '42501', null, 'nor orders jobs in another''s name');
select throws_ok($$ select password from umbrella.authentication_user $$, '42501', null, 'nor reads a hash');
select throws_ok($$ select token from umbrella.authentication_invitetoken $$, '42501', null, 'nor an invitation''s key');

-- One decision, one audit event, one mail
select pg_temp.be('ann');
select is(pg_temp.decide(9003, true), 'done ', 'approved');
select is(pg_temp.decide(9003, false), 'decided ann@example.org', 'the second to decide learns who did');
select is(pg_temp.decide(8999, true), 'unknown ', 'nobody of that number');
reset role;
select is((select status || ' ' || approved_by_id from umbrella.authentication_user where id = 9003), 'active 9002', 'the person is active');
select is(pg_temp.events('person.approve') + pg_temp.events('person.reject'), 1::bigint, 'one audit event');
select is((select count(*) from ops.outbox where to_address = 'pat@example.org'), 1::bigint, 'one mail');

-- Guards
set local role hub_admin;
select throws_matching($$ select umbrella.person_switch(9002, false, '') $$, 'own rights', 'an administrator does not switch himself off');
select throws_matching($$ select umbrella.person_set_role(9002, 'admin') $$, 'own rights', 'nor gives himself a role');
select throws_matching($$ select umbrella.person_set_role(9004, 'admin') $$, 'above one', 'nor others one above his own');
select throws_ok($$ select umbrella.person_set_rights(9004, true, false) $$, '42501', null, 'console rights are a superuser''s to give');
select throws_matching($$ select umbrella.person_switch(9001, false, '') $$, 'only a superuser', 'and to switch off');
select is(umbrella.person_set_role(9004, 'analyst'), 'done', 'a role below one''s own can be given');
select is(umbrella.person_set_role(9004, 'analyst'), 'same', 'once');
reset role;
select is((select revoked_why from umbrella.authentication_usersession where session_key = sha256('vic')), 'rights changed', 'the person''s sessions end');
select set_config('hub.sid', '', true);
update umbrella.authentication_user set status = 'disabled' where id = 9006;
select throws_matching($$ update umbrella.authentication_user set is_superuser = false where id = 9001 $$, 'last superuser', 'the last superuser stays');
select throws_matching($$ update umbrella.authentication_user set status = 'disabled' where id = 9001 $$, 'last superuser', 'and stays on');
update umbrella.authentication_user set status = 'active' where id = 9006;
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, aal, stepup_at)
  values (9006, sha256('second again'), sha256('csrf'), now() + interval '1 hour', '30 minutes', 2, now());

-- Two people for rights
select pg_temp.be('root');
set local role hub_admin;
select is(umbrella.setting_set('two_person', 'on'), 'done', 'two people are needed');
select throws_ok($$ select umbrella.setting_set('two_person', 'perhaps') $$, '23514', null, 'a flag is on or off');
select throws_ok($$ select umbrella.setting_set('invitation_hours', '0') $$, '23514', null, 'a number keeps its limits');
select is(umbrella.setting_set('nothing', 'x'), 'unknown', 'no such setting');
select is(umbrella.person_set_rights(9005, true, false), 'proposed', 'rights are proposed');
select is((select umbrella.proposal_decide(id, true) from umbrella.proposal where decided_at is null), 'same_person', 'not granted by who proposed');
select pg_temp.be('second again');
select is((select umbrella.proposal_decide(id, true) from umbrella.proposal where decided_at is null), 'done', 'granted by a second');
select is((select is_staff from umbrella.authentication_user where id = 9005), true, 'now they hold');
select is(umbrella.person_set_rights(9005, false, false), 'done', 'taking rights needs one');
select throws_matching($$ select umbrella.setting_set('two_person', null) $$, 'at the machine', 'no superuser takes it away from the others');
select throws_matching($$ select umbrella.setting_set('two_person', 'off') $$, 'at the machine', 'in whatever words');
select throws_ok($$ select umbrella.setting_change('two_person', null) $$, '42501', null, 'nor past the guard');
reset role;
select set_config('hub.sid', '', true);
select is(umbrella.setting_change('two_person', null), 'done', 'the administrator at the machine does');
set local role hub_admin;

-- Sessions of those above
select pg_temp.be('ann');
select throws_matching($$ select umbrella.console_sessions_end(null, 9006) $$, 'only a superuser', 'staff end no sessions of a superuser');
select throws_matching($$ select umbrella.console_sessions_end((select id from umbrella.authentication_usersession where user_id = 9006 and revoked_at is null limit 1), null) $$,
  'only a superuser', 'nor a single one');
select is(umbrella.console_sessions_end(null, 9004), 0::bigint, 'those of others they may');
select is(umbrella.console_sessions_end(null, 8999), 0::bigint, 'of nobody there are none');

-- Mails: their words, and those that go out again
select throws_ok($$ select body_text from ops.outbox $$, '42501', null, 'the console reads no words of a mail itself');
reset role;
insert into umbrella.authentication_invitetoken (id, email, token, invite_type, created_at, expires_at)
  select id, token || '@example.org', sha256(token::bytea), 'viewer', now() - interval '2 hours', now() + time_left
  from (values (9200, 'one', interval '1 hour'), (9201, 'two', '-1 hour'), (9202, 'three', '1 hour')) v(id, token, time_left);
update umbrella.authentication_invitetoken set revoked_at = now() where id = 9202;
insert into ops.outbox (id, kind, to_address, subject, body_text, invitation_id, status, finished_at) overriding system value
  select id, kind, 'a@example.org', 's', 'https://hub/invite/' || repeat('ab', 32), invitation, status, now()
  from (values (9200, 'invitation', 9200, 'cancelled'), (9201, 'invitation', 9200, 'failed'), (9202, 'invitation', 9201, 'failed'), (9203, 'invitation', 9202, 'cancelled'),
    (9204, 'invitation', null, 'failed'), (9205, 'reset', null, 'sent'), (9206, 'reset', null, 'failed')) v(id, kind, invitation, status);
set local role hub_admin;
select is((select string_agg(m.id::text, ' ' order by m.id) from ops.outbox m where m.id between 9200 and 9206 and umbrella.console_mail_retry(m.id)), '9201 9206',
  'of mails go out again: the newest of an invitation whose link works, and what failed; not what is renewed, expired, revoked, gone or sent');
select is((select body_text from ops.mail_shown(9206)), 'https://hub/invite/...', 'a mail is shown without its links');
select throws_ok($$ select umbrella.console_mail_links(9206) $$, '42501', null, 'with them not to staff');
select pg_temp.be('second again');
select matches((select body_text from umbrella.console_mail_links(9206)), '(ab){32}', 'but to superusers');
select is_empty($$ select umbrella.console_mail_links(8999) $$, 'of a mail there is');
reset role;
select is(pg_temp.events('mail.read_links'), 1::bigint, 'each look is on record');

-- Invitations: what one may give, one open for an address, one account from each
reset role;
insert into umbrella.authentication_usersession (user_id, session_key, csrf_key, abs_expires, idle_ttl, aal, stepup_at)
  select u, sha256(k::bytea), sha256('csrf'), now() + interval '1 hour', '30 minutes', 1, now() from (values (9005, 'max'), (9004, 'vic')) v(u, k)
  on conflict (session_key) do update set revoked_at = null, revoked_why = null;
select pg_temp.be('max');
set local role hub_home;
select is(pg_temp.invite('n1@example.org', 'viewer'), 'done', 'a manager invites a viewer');
select is(pg_temp.invite('N1@example.org', 'viewer'), 'open', 'once');
select is(pg_temp.invite('n2@example.org', 'manager'), 'role', 'not a manager');
select is(pg_temp.invite('VIC@example.org', 'viewer'), 'exists', 'not who has an account');
select throws_ok($$ select umbrella.template_save(null, 'a', 'viewer', 's', 't', true) $$, '42501', null, 'and makes no template');
select pg_temp.be('vic');
select is(pg_temp.invite('n3@example.org', 'viewer'), 'role', 'an analyst invites nobody');
select set_config('hub.sid', '', true);
select throws_ok($$ select pg_temp.invite('n4@example.org', 'viewer') $$, '42501', null, 'nor does nobody') where session_user <> 'postgres';
select pass('hubctl may invite without a session') where session_user = 'postgres';
select pg_temp.be('vic');
select is(umbrella.invitation_revoke((select id from umbrella.authentication_invitetoken limit 1)), 'unknown', 'somebody else''s invitation is none');
reset role;
insert into umbrella.authentication_invitetoken (id, email, token, invite_type, expires_at, created_by_id) values
  (9100, 'boss@example.org', sha256('boss'), 'admin', now() + interval '1 hour', 9001),
  (9101, 'lead@example.org', sha256('lead'), 'manager', now() + interval '1 hour', 9005);
set local role hub_admin;
select pg_temp.be('ann');
select is(umbrella.invitation_resend(9100, sha256('b'), 1, 's', 't', 'h'), 'role', 'a superuser''s invitation of an administrator gives staff no link');
select is(umbrella.invitation_resend(9101, sha256('l'), 1, 's', 't', 'h'), 'done', 'that of a manager does');
select pg_temp.be('root');
select is(umbrella.invitation_resend(9100, sha256('b'), 1, 's', 't', 'h'), 'done', 'nor keeps it from superusers');
select pg_temp.be('max');
set local role hub_home;
select is(umbrella.invitation_resend(9101, sha256('m'), 1, 's', 't', 'h'), 'role', 'who has lost the right renews nothing by it');
reset role;
set local role hub_auth;
select is((select state from umbrella.invitation_look(sha256('n1@example.org'))), 'valid', 'the link shows it');
reset role;
update umbrella.setting set value = 'closed' where name = 'registration_mode';
set local role hub_auth;
select is((select state from umbrella.invitation_look(sha256('n1@example.org'))), 'closed', 'not while nobody may register');
select is(umbrella.invitation_claim(sha256('n1@example.org')), null, 'nor is it accepted then');
reset role;
update umbrella.setting set value = null where name = 'registration_mode';
set local role hub_auth;
select umbrella.invitation_claim(sha256('n1@example.org')) as held \gset
select isnt(:'held'::text, '', 'it is claimed before the password is hashed');
select is(umbrella.invitation_claim(sha256('n1@example.org')), null, 'by one');
select is((select outcome || ' ' || person_status from umbrella.invitation_accept(:'held'::uuid, 'hash', 'N', 'One', '192.0.2.1')), 'done pending', 'and makes an account');
select is((select outcome from umbrella.invitation_accept(:'held'::uuid, 'hash', 'N', 'One', '192.0.2.1')), 'lost', 'once');
select is((select state from umbrella.invitation_look(sha256('n1@example.org'))), 'used', 'then it is used');
select is((select outcome from umbrella.person_register('new@example.org', 'hash', 'a', 'b', null, sha256('link'))), 'closed', 'registration is not open');
reset role;
select is((select invite_type || ' ' || (registered_user_id is not null) from umbrella.authentication_invitetoken where email = 'n1@example.org'), 'viewer true',
  'the invitation knows the account');

-- Sessions: rotation, grace, prefix
select set_config('hub.sid', '', true);
set local role hub_auth;
select ok(umbrella.session_rotate(pg_temp.sid('root'), sha256('root two'), 2, true, '192.0.2.10'), 'a session gets a new key');
reset role;
select is((select effective_sid from umbrella.session_open(pg_temp.sid('root'), true, null)), pg_temp.sid('root two'), 'a GET with the old one goes on as the new');
select is(umbrella.uid(), 9001::bigint, 'and is the same person');
select is_empty($$ select 1 from umbrella.session_open(pg_temp.sid('root'), false, null) $$, 'a POST with the old one does not');
update umbrella.authentication_usersession set revoked_at = now() - interval '11 seconds' where session_key = sha256('root');
select is_empty($$ select 1 from umbrella.session_open(pg_temp.sid('root'), true, null) $$, 'nor a GET after 10 seconds');
select is((select is_fresh from umbrella.session_open(pg_temp.sid('root two'), false, '192.0.77.1')), true, 'fresh from the same part of the network');
select is((select is_fresh from umbrella.session_open(pg_temp.sid('root two'), false, '198.51.100.1')), false, 'not from another');

-- Second factor
select pg_temp.be('max');
set local role hub_auth;
select ok(umbrella.factor_enrol(decode(repeat('00', 60), 'hex'), 'k1'), 'enrolled');
select ok(umbrella.factor_confirm(100, array[sha256('c1'), sha256('c2')]), 'confirmed');
select ok(umbrella.factor_enrol(decode(repeat('00', 60), 'hex'), 'k1'), 'another waits for its first code, and the one in force stays');
select ok(umbrella.factor_spend(9005, 101), 'a code');
select ok(not umbrella.factor_spend(9005, 101), 'once');
select ok(not umbrella.factor_spend(9005, 100), 'nor an older one');
select ok(umbrella.recovery_code_spend(9005, sha256('c1')), 'a recovery code');
select ok(not umbrella.recovery_code_spend(9005, sha256('c1')), 'once');
select ok(not umbrella.recovery_code_spend(9004, sha256('c2')), 'of its owner');
select throws_ok('select code_hash from umbrella.recovery_code', '42501', null, 'codes cannot be read');
reset role;

-- API tokens
set local role hub_home;
select is(umbrella.api_token_add('t', sha256('token'), 'abcd', array['margin:read'], 90), 'done', 'a token');
select is(umbrella.api_token_add('t', sha256('token 2'), 'abcd', array['margin:read'], 90), 'name', 'one of a name');
select throws_ok($$ select umbrella.api_token_add('u', sha256('token 3'), 'abcd', array['admin:all'], 90) $$, '23514', null, 'no scope but the known');
select throws_ok($$ select umbrella.api_token_add('u', sha256('token 3'), 'abcd', array['margin:read'], 91) $$, '23514', null, 'no longer than 90 days');
reset role;
select is((select scopes from umbrella.session_open('t' || encode(sha256('token'), 'hex'), true, null)), 'margin:read', 'it opens a session with its scopes');
select is(umbrella.uid(), 9005::bigint, 'of its owner');

-- Addresses: the link of a registration is over once the address is another
select set_config('hub.sid', '', true);
insert into umbrella.email_link (token_hash, user_id, email, purpose, expires_at) values
  (sha256('first address'), 9004, 'vic@example.org', 'register', now() + interval '7 days'),
  (sha256('new address'), 9004, 'victor@example.org', 'change', now() + interval '1 hour');
set local role hub_auth;
select is((select l.email from umbrella.email_link_look(sha256('first address')) l), 'vic@example.org', 'the link of a registration');
select is((select outcome from umbrella.email_link_use(sha256('new address'))), 'done', 'the address is another');
select is_empty($$ select from umbrella.email_link_look(sha256('first address')) $$, 'the old link shows nothing');
select is((select outcome from umbrella.email_link_use(sha256('first address'))), 'lost', 'and takes nothing back');
reset role;
select is((select email from umbrella.authentication_user where id = 9004), 'victor@example.org', 'the new address stays');

-- The audit: whole, and every tampering is found
select is_empty($$ select * from umbrella.audit_verify(1, 1000000) $$, 'the chain is whole');
savepoint tampered;
update umbrella.audit_event set actor = 'nobody' where seq = 2;
select is((select min(seq) from umbrella.audit_verify(1, 1000000)), 2::bigint, 'a changed event is found');
rollback to tampered;
delete from umbrella.audit_event where seq = (select max(seq) from umbrella.audit_event);
select isnt_empty($$ select * from umbrella.audit_verify(1, 1000000) $$, 'a cut end is found');
rollback to tampered;
select throws_ok($$ update umbrella.audit_event set seq = 1 where seq = 2 $$, '23505', null, 'two events have not one number');
rollback to tampered;

-- The queue rests when there is nothing to do
delete from ops.job;
delete from ops.outbox;
select is(ops.job_due(), null, 'no job waits: none is due');
select is(ops.mail_due(), null, 'nor a mail');
insert into ops.job (kind, run_at) values ('x', now() + interval '90 seconds');
select is(ops.job_due(), 90::double precision, 'the next job in 90 seconds');
select ok(ops.schedule_run() > 0, 'what was due in the schedule is in the queue, and the next is later');

-- The outbox: nothing typed becomes a header; what was sent keeps no link
select throws_ok($$ select ops.mail_add('x', E'a@b.example\nBcc: c@d.example', 's', 't', '', null, null) $$, '23514', null, 'no line in an address');
select throws_ok($$ select ops.mail_add('x', 'a@b.example', E's\r\nBcc: c@d.example', 't', '', null, null) $$, '23514', null, 'no line in a subject');
select is(ops.mail_without_links('see https://h/invite/' || repeat('ab', 32) || ' and /reset/' || repeat('0', 64)), 'see https://h/invite/... and /reset/...',
  'links of what was sent are cut');

select * from finish();
rollback;
