-- What the console's lists need to stay fast with 100,000 people and 2,000,000 attempts to sign in: an index for each order and
-- for the filters that find few, and trigrams for searching in the middle of names and addresses.
-- SPDX-License-Identifier: Apache-2.0

create extension if not exists pg_trgm with schema public; -- trusted: its owner need not be a superuser

-- People. Who never signed in stands before everybody who did.
create index authentication_user_words_idx on umbrella.authentication_user
  using gin ((first_name || ' ' || last_name || ' ' || email) public.gin_trgm_ops);
create index authentication_user_name_idx on umbrella.authentication_user (lower(last_name || ' ' || first_name), id);
create index authentication_user_status_idx on umbrella.authentication_user (status, id);
create index authentication_user_role_idx on umbrella.authentication_user (role, id);
create index authentication_user_created_idx on umbrella.authentication_user (created_at, id);
create index authentication_user_seen_idx on umbrella.authentication_user (coalesce(last_login, '-infinity'), id);
create index authentication_user_logins_idx on umbrella.authentication_user (login_count, id);
create index authentication_user_rights_idx on umbrella.authentication_user ((is_staff::integer + is_superuser::integer), id);
create index authentication_user_staff_idx on umbrella.authentication_user (id) where is_staff;
create index authentication_user_pending_idx on umbrella.authentication_user (created_at, id) where status = 'pending';
create index authentication_user_domain_idx on umbrella.authentication_user (lower(split_part(email, '@', 2)), id);
create index authentication_user_created_ip_idx on umbrella.authentication_user (created_ip, id) where created_ip is not null;

-- Sessions: the live ones are few among those that are kept.
create index authentication_usersession_live_idx on umbrella.authentication_usersession (last_activity) where revoked_at is null;

-- Sign-ins: by the beginning of an address (which serves for a whole one, too), and by a reason.
drop index umbrella.authentication_loginattempt_email_idx;
create index authentication_loginattempt_email_idx on umbrella.authentication_loginattempt (lower(email) text_pattern_ops, attempted_at);
create index authentication_loginattempt_reason_idx on umbrella.authentication_loginattempt (failure_reason, attempted_at, id)
  where failure_reason is not null;

-- The audit.
create index audit_event_words_idx on umbrella.audit_event using gin (actor public.gin_trgm_ops, object_name public.gin_trgm_ops);

-- The whole audit as a file: superusers alone, and it is an event itself: which part, and how many.
create function umbrella.console_audit_export(filter text, n bigint) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(true);
begin
  return umbrella.audit_append('audit.export', 'audit', '', '', null, jsonb_build_object('events', n, 'filter', filter));
end $$;

create index job_verify_idx on ops.job (id) where kind = 'audit-verify';

grant execute on function umbrella.session_number(), umbrella.console_audit_export(text, bigint) to hub_admin;
