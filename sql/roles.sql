-- roles.sql: the database's roles and its owner. Not a migration, because roles belong to the whole cluster and making
-- them needs a superuser: `hubctl setup` and `hubctl migrate` run it first, every time; it only adds what is missing.
-- hub_owner owns everything and never logs in; each section's worker logs in as its own role.
-- SPDX-License-Identifier: Apache-2.0

-- One at a time in a database, under the lock of the migrations: two that change its grants at once would fail.
select pg_advisory_xact_lock(6845794);

do $$
declare
  section text;
begin
  if not exists (select from pg_roles where rolname = 'hub_owner') then
    create role hub_owner nologin;
  end if;
  foreach section in array array['hub_auth', 'hub_home', 'hub_admin', 'hub_margin', 'hub_returns', 'hub_jobs', 'hub_egress'] loop
    if not exists (select from pg_roles where rolname = section) then
      execute format('create role %I login noinherit connection limit 64', section);
      execute format('alter role %I set statement_timeout = ''5s''', section);
      execute format('alter role %I set lock_timeout = ''2s''', section);
      execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', section);
    end if;
  end loop;
exception when duplicate_object or unique_violation then
  null; -- another database of the same cluster is being set up at this moment
end $$;

do $$
begin
  if (select datdba from pg_database where datname = current_database()) <> 'hub_owner'::regrole then
    execute format('alter database %I owner to hub_owner', current_database());
  end if;
  if has_database_privilege('public', current_database(), 'connect') then
    execute format('revoke all on database %I from public', current_database());
  end if;
  execute format('grant connect on database %I to hub_auth, hub_home, hub_admin, hub_margin, hub_returns, hub_jobs, hub_egress', current_database());
end $$;
