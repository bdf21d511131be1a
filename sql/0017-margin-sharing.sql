-- Saved results that others may read: the whole team, or whoever has a link, until it expires. Row-level security lets a reader see
-- the one row, whatever the program asks. Sharing and taking it back go on record.
-- SPDX-License-Identifier: Apache-2.0

insert into umbrella.setting (place, topic, name, kind, title, help, least, most, default_value) values
  (34, 'limits', 'share_link_days', 'integer', 'Links to saved results are valid for',
   'In days, at most. Whoever has a link needs no account. 0: there are no such links, and those that exist stop working.', 0, 30, '30');

-- With the team -----------------------------------------------------------------------------------------------------

alter table margin.historical_backtest_savedbacktestresult
  add shared_at timestamptz,
  add shared_by text check (length(shared_by) between 1 and 301), -- the owner's name as it was then, for readers
  add constraint shared_by_somebody check ((shared_at is null) = (shared_by is null));
create index on margin.historical_backtest_savedbacktestresult (shared_at) where shared_at is not null and deleted_at is null;

create policy team on margin.historical_backtest_savedbacktestresult for select to hub_margin
  using (shared_at is not null and deleted_at is null and (select umbrella.uid()) is not null);

-- Share one's result with everybody who is signed in, or no longer. Its name; NULL: there is none.
create function margin.saved_share(result uuid, with_team boolean) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  person umbrella.authentication_user;
  r margin.historical_backtest_savedbacktestresult;
begin
  select * into person from umbrella.authentication_user u where u.id = umbrella.uid();
  select * into r from margin.historical_backtest_savedbacktestresult s
   where s.result_id = saved_share.result and s.user_id = person.id and s.deleted_at is null for no key update;
  if r.id is null or (r.shared_at is not null) = with_team then
    return r.name;
  end if;
  update margin.historical_backtest_savedbacktestresult s
     set shared_at = case when with_team then now() end,
         shared_by = case when with_team then coalesce(nullif(btrim(person.first_name || ' ' || person.last_name), ''), person.email) end
   where s.id = r.id;
  perform umbrella.audit_append(case when with_team then 'saved.share' else 'saved.unshare' end, 'saved', r.result_id::text, r.name, null, null);
  return r.name;
end $$;

-- By a link ---------------------------------------------------------------------------------------------------------

create table margin.share_link (
  id           bigint generated always as identity primary key,
  token_hash   bytea not null unique check (octet_length(token_hash) = 32), -- SHA-256; the token itself is shown once, never stored
  saved_id     bigint not null references margin.historical_backtest_savedbacktestresult (id) on delete cascade,
  user_id      bigint not null references umbrella.authentication_user (id) on delete cascade,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  last_used_at timestamptz, -- to the minute
  revoked_at   timestamptz,
  constraint valid_for_an_hour_to_30_days check (expires_at between created_at + interval '1 hour' and created_at + interval '30 days')
);
create index share_link_saved_idx on margin.share_link (saved_id);
create index share_link_user_idx on margin.share_link (user_id);
create index share_link_expires_idx on margin.share_link (expires_at);
alter table margin.share_link enable row level security;
alter table margin.share_link force row level security;
create policy keeper on margin.share_link to hub_owner using (true) with check (true);
create policy own on margin.share_link for select to hub_margin, hub_home using (user_id = (select umbrella.uid()));

-- outcome: done; unknown (no such result of one's own); full (ten links to it work already); off (the setting share_link_days).
-- A result's links are counted under the lock of its row.
create function margin.link_add(result uuid, token_hash bytea, hours integer) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r margin.historical_backtest_savedbacktestresult;
  link bigint;
begin
  select * into r from margin.historical_backtest_savedbacktestresult s
   where s.result_id = link_add.result and s.user_id = umbrella.uid() and s.deleted_at is null for no key update;
  if r.id is null then
    return 'unknown';
  elsif hours > umbrella.setting_integer('share_link_days') * 24 then
    return 'off';
  elsif (select count(*) from margin.share_link l where l.saved_id = r.id and l.revoked_at is null and l.expires_at > now()) >= 10 then
    return 'full';
  end if;
  insert into margin.share_link (token_hash, saved_id, user_id, expires_at)
    values (link_add.token_hash, r.id, r.user_id, now() + make_interval(hours => hours)) returning id into link;
  perform umbrella.audit_append('link.create', 'link', link::text, r.name, null, jsonb_build_object('result', r.result_id, 'hours', hours));
  return 'done';
end $$;
-- The result that the link led to; NULL: no such link of one's own.
create function margin.link_revoke(link bigint) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r margin.historical_backtest_savedbacktestresult;
begin
  select s.* into r from margin.share_link l join margin.historical_backtest_savedbacktestresult s on s.id = l.saved_id
   where l.id = link and l.user_id = umbrella.uid();
  update margin.share_link l set revoked_at = now() where l.id = link and l.user_id = umbrella.uid() and l.revoked_at is null;
  if found then
    perform umbrella.audit_append('link.revoke', 'link', link::text, r.name, jsonb_build_object('result', r.result_id), null);
  end if;
  return r.result_id;
end $$;

-- The saved result that the link of this transaction (hub.link, SHA-256 in hex) opens, else NULL. For the policy.
create function margin.link_result() returns bigint language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  hash text := current_setting('hub.link', true);
  opened bigint;
begin
  if hash is null or length(hash) <> 64 or translate(hash, '0123456789abcdef', '') <> '' then
    return null;
  end if;
  select l.saved_id into opened from margin.share_link l join umbrella.authentication_user u on u.id = l.user_id
   where l.token_hash = decode(hash, 'hex') and l.revoked_at is null and u.status = 'active'
     and now() < least(l.expires_at, l.created_at + make_interval(days => umbrella.setting_integer('share_link_days')));
  return opened;
end $$;
create policy link on margin.historical_backtest_savedbacktestresult for select to hub_margin
  using (deleted_at is null and id = (select margin.link_result()));

-- Open a page's transaction for who has a link, and note the use, once a minute. state: open; expired; ended (taken back, or the
-- result or its owner is gone); unknown.
create function margin.link_open(hash text) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  l margin.share_link;
begin
  perform set_config('hub.link', hash, true);
  if hash is null or length(hash) <> 64 or translate(hash, '0123456789abcdef', '') <> '' then
    return 'unknown';
  end if;
  select * into l from margin.share_link k where k.token_hash = decode(hash, 'hex');
  if l.id is null then
    return 'unknown';
  elsif l.revoked_at is null and now() >= l.expires_at then
    return 'expired';
  elsif not exists (select from margin.historical_backtest_savedbacktestresult s where s.id = margin.link_result() and s.deleted_at is null) then
    return 'ended';
  end if;
  update margin.share_link k set last_used_at = now()
   where k.id = l.id and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return 'open';
end $$;

-- Whose account is deleted shares nothing any more, even if it is restored.
create function margin.sharing_end() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update margin.historical_backtest_savedbacktestresult set shared_at = null, shared_by = null where user_id = new.id and shared_at is not null;
  update margin.share_link set revoked_at = now() where user_id = new.id and revoked_at is null;
  return null;
end $$;
create trigger sharing_end after update of status on umbrella.authentication_user
  for each row when (new.status = 'deleted') execute function margin.sharing_end();

-- Housekeeping ------------------------------------------------------------------------------------------------------

-- What the section deletes when it is over its time, besides what retain_accounts does: answers a day after they were deleted, links
-- 30 days after their end. A run whose job is gone ended without a word.
create function margin.retain(most integer) returns jsonb language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  saved bigint;
  links bigint;
begin
  update margin.historical_backtest_backtestsession s set status = 'error', completed_at = now()
   where s.status in ('pending', 'running') and s.created_at < now() - interval '1 day'
     and not exists (select from ops.job j where j.id = s.job_id and j.status in ('waiting', 'running'));
  delete from margin.historical_backtest_savedbacktestresult r where r.id in
    (select k.id from margin.historical_backtest_savedbacktestresult k where k.deleted_at < now() - interval '1 day' limit most);
  get diagnostics saved = row_count;
  delete from margin.share_link l where l.id in
    (select k.id from margin.share_link k where k.expires_at < now() - interval '30 days' limit most);
  get diagnostics links = row_count;
  return jsonb_build_object('saved', saved, 'links', links);
end $$;
alter function umbrella.retain(integer) rename to retain_accounts;
revoke execute on function umbrella.retain_accounts(integer) from hub_jobs;
create function umbrella.retain(most integer) returns jsonb language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select umbrella.retain_accounts(most) || margin.retain(most);
  end;
grant execute on function umbrella.retain(integer) to hub_jobs;

-- The worker itself clears nothing away any more.
revoke delete on margin.historical_backtest_savedbacktestresult from hub_margin;
drop policy own_purge on margin.historical_backtest_savedbacktestresult;
drop policy keeper on margin.historical_backtest_savedbacktestresult;
create policy keeper on margin.historical_backtest_savedbacktestresult to hub_owner using (true) with check (true);

-- Rights ------------------------------------------------------------------------------------------------------------

grant execute on function margin.saved_share(uuid, boolean), margin.link_add(uuid, bytea, integer), margin.link_revoke(bigint),
  margin.link_result(), margin.link_open(text) to hub_margin;
grant select (id, saved_id, user_id, created_at, expires_at, last_used_at, revoked_at) on margin.share_link to hub_margin, hub_home;
grant select (shared_at) on margin.historical_backtest_savedbacktestresult to hub_home;
