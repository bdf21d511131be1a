-- What is on record of links says whose they are: links to results of margin and links to analyses of returns have numbers of their
-- own, which may be the same. Events of before keep the kind `link`.
-- SPDX-License-Identifier: Apache-2.0

-- As in 0017 and 0020, but for the kind of their events.
create or replace function margin.link_add(result uuid, token_hash bytea, hours integer) returns text language plpgsql volatile security definer
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
  perform umbrella.audit_append('link.create', 'margin_link', link::text, r.name, null, jsonb_build_object('result', r.result_id, 'hours', hours));
  return 'done';
end $$;
create or replace function margin.link_revoke(link bigint) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r margin.historical_backtest_savedbacktestresult;
begin
  select s.* into r from margin.share_link l join margin.historical_backtest_savedbacktestresult s on s.id = l.saved_id
   where l.id = link and l.user_id = umbrella.uid();
  update margin.share_link l set revoked_at = now() where l.id = link and l.user_id = umbrella.uid() and l.revoked_at is null;
  if found then
    perform umbrella.audit_append('link.revoke', 'margin_link', link::text, r.name, jsonb_build_object('result', r.result_id), null);
  end if;
  return r.result_id;
end $$;
create or replace function returns.link_add(analysis uuid, token_hash bytea, hours integer) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r returns.analysis;
  link bigint;
begin
  select * into r from returns.analysis a
   where a.analysis_id = link_add.analysis and a.user_id = umbrella.uid() and a.deleted_at is null for no key update;
  if r.id is null then
    return 'unknown';
  elsif hours > umbrella.setting_integer('share_link_days') * 24 then
    return 'off';
  elsif (select count(*) from returns.share_link l where l.analysis = r.id and l.revoked_at is null and l.expires_at > now()) >= 10 then
    return 'full';
  end if;
  insert into returns.share_link (token_hash, analysis, user_id, expires_at)
    values (link_add.token_hash, r.id, r.user_id, now() + make_interval(hours => hours)) returning id into link;
  perform umbrella.audit_append('link.create', 'returns_link', link::text, r.title, null, jsonb_build_object('analysis', r.analysis_id, 'hours', hours));
  return 'done';
end $$;
create or replace function returns.link_revoke(link bigint) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r returns.analysis;
begin
  select a.* into r from returns.share_link l join returns.analysis a on a.id = l.analysis
   where l.id = link and l.user_id = umbrella.uid();
  update returns.share_link l set revoked_at = now() where l.id = link and l.user_id = umbrella.uid() and l.revoked_at is null;
  if found then
    perform umbrella.audit_append('link.revoke', 'returns_link', link::text, r.title, jsonb_build_object('analysis', r.analysis_id), null);
  end if;
  return r.analysis_id;
end $$;
