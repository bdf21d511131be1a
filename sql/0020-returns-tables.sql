-- The returns section: series that people bring, analyses of them, what came out, notes, and who else may look.
-- Every row is its owner's: row-level security asks the database who the session belongs to (umbrella.uid()). What belongs together
-- belongs to one person by its foreign keys.
-- SPDX-License-Identifier: Apache-2.0

create schema returns;
grant usage on schema returns to hub_returns, hub_home;

-- What every worker has.
grant usage on schema ops, umbrella, market to hub_returns;
grant select on ops.schema_version to hub_returns;
grant execute on function ops.beat(text, integer, timestamptz, text, bigint, bigint, bigint, bigint), ops.job_overdue(),
  umbrella.session_open(text, boolean, inet), umbrella.uid(), umbrella.setting_text(text), umbrella.setting_integer(text),
  umbrella.setting_flag(text) to hub_returns;
grant select on all tables in schema market to hub_returns;

insert into umbrella.setting (place, topic, name, kind, title, help, least, most, default_value) values
  (35, 'limits', 'returns_series', 'integer', 'Series of returns that a person may keep', 'Deleted ones do not count.', 1, 2000, '200'),
  (36, 'limits', 'returns_analyses', 'integer', 'Return analyses that a person may keep', 'Deleted ones do not count.', 1, 10000, '1000'),
  (37, 'limits', 'returns_megabytes', 'integer', 'Room for a person''s series and analyses',
   'In megabytes (1,000,000 bytes), as they are stored: compressed.', 1, 2000, '200');

-- Series ------------------------------------------------------------------------------------------------------------

create table returns.series (
  id         bigint generated always as identity primary key,
  series_id  uuid not null unique default gen_random_uuid(),
  user_id    bigint not null references umbrella.authentication_user (id) on delete cascade,
  name       text not null check (length(name) between 1 and 200 and name = btrim(name) and name !~ '[[:cntrl:]]'),
  note       text check (length(note) between 1 and 2000),
  origin     text not null check (origin in ('file', 'paste', 'instrument')),
  source     text not null default '' check (length(source) <= 300 and source !~ '[[:cntrl:]]'), -- the file's name, or the symbol
  symbol     text check (symbol ~ '^[A-Z0-9][A-Z0-9._-]{0,27}$'), -- backtests may choose it under this name; null: they do not see it
  version    integer not null default 1 check (version > 0), -- the newest
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (id, user_id),
  unique (series_id, user_id)
);
create index on returns.series (user_id, created_at desc) where deleted_at is null;
create index on returns.series (deleted_at) where deleted_at is not null;
create unique index series_symbol on returns.series (user_id, symbol) where symbol is not null and deleted_at is null;

-- What a series was at a time. None is ever changed: rows that are added make a new one.
create table returns.series_version (
  series           bigint not null,
  user_id          bigint not null,
  number           integer not null check (number > 0),
  made_by          text not null check (made_by in ('new', 'append', 'replace')),
  source           text not null default '' check (length(source) <= 300 and source !~ '[[:cntrl:]]'),
  kind             text not null check (kind in ('prices', 'returns')),
  unit             text not null check (unit in ('price', 'percent', 'fraction')), -- of the figures in the file
  frequency        text not null check (frequency in ('daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular')),
  n_rows           integer not null check (n_rows between 2 and 200001), -- with the base row that returns begin at
  first_day        date not null,
  last_day         date not null check (last_day > first_day),
  is_base_assumed  boolean not null, -- of returns: their file does not say at which day they begin
  columns          text[] not null check (cardinality(columns) between 1 and 10),
  content_hash     text not null check (content_hash ~ '^[0-9a-f]{64}$'), -- of the days and columns, packed
  data             bytea not null check (substr(data, 1, 4) = '\x28b52ffd'), -- as src/market/series_pack.c packs it
  mapping          jsonb not null check (jsonb_typeof(mapping) = 'object'), -- how the file was read
  report           jsonb not null check (jsonb_typeof(report) = 'array'), -- what was said about it, and accepted
  original         bytea check (substr(original, 1, 4) = '\x28b52ffd'), -- the file as it came, for who asked to keep it
  bytes            integer not null generated always as (octet_length(data) + coalesce(octet_length(original), 0)) stored,
  created_at       timestamptz not null default now(),
  primary key (series, number),
  foreign key (series, user_id) references returns.series (id, user_id) on delete cascade
);
alter table returns.series_version alter column data set storage external, alter column original set storage external;
create index on returns.series_version (user_id);

-- A file with an open question, or that waits for its button: its bytes and what was answered so far, for less than an hour.
create table returns.draft (
  id         bigint generated always as identity primary key,
  draft_id   uuid not null unique default gen_random_uuid(),
  user_id    bigint not null references umbrella.authentication_user (id) on delete cascade,
  series     bigint, -- its rows are for this one
  origin     text not null check (origin in ('file', 'paste')),
  source     text not null check (length(source) <= 300 and source !~ '[[:cntrl:]]'),
  mapping    jsonb not null check (jsonb_typeof(mapping) = 'object'),
  file       bytea not null check (substr(file, 1, 4) = '\x28b52ffd'),
  created_at timestamptz not null default now(),
  foreign key (series, user_id) references returns.series (id, user_id) on delete cascade
);
alter table returns.draft alter column file set storage external;
create index on returns.draft (user_id, created_at desc);
create index on returns.draft (created_at);

-- Analyses ----------------------------------------------------------------------------------------------------------

create table returns.analysis (
  id             bigint generated always as identity primary key,
  analysis_id    uuid not null unique default gen_random_uuid(),
  user_id        bigint not null references umbrella.authentication_user (id) on delete cascade,
  title          text not null check (length(title) between 1 and 200 and title = btrim(title) and title !~ '[[:cntrl:]]'),
  series_names   text not null check (length(series_names) between 1 and 4400), -- as they were at the last run
  benchmark      text not null default '' check (length(benchmark) <= 200),
  basis          text not null check (basis in ('total', 'price')),
  first_day      date, -- of the window that was asked for; null: all there is
  last_day       date,
  request        json not null, -- the whole of what was asked
  run            integer not null default 1 check (run > 0), -- the newest
  idem_key       uuid not null default gen_random_uuid(),
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  last_run_at    timestamptz not null default now(),
  deleted_at     timestamptz,
  shared_at      timestamptz,
  shared_by      text check (length(shared_by) between 1 and 301), -- the owner's name as it was then, for readers
  unique (id, user_id),
  unique (user_id, idem_key),
  check (first_day <= last_day),
  constraint shared_by_somebody check ((shared_at is null) = (shared_by is null))
);
create index on returns.analysis (user_id, created_at desc) where deleted_at is null;
create index on returns.analysis (shared_at) where shared_at is not null and deleted_at is null;
create index on returns.analysis (deleted_at) where deleted_at is not null;

-- What it is made of: one's own series, or an instrument of `market`; both null: the series is gone.
create table returns.analysis_input (
  analysis bigint not null,
  user_id  bigint not null,
  place    integer not null check (place between 0 and 29),
  role     text not null check (role in ('series', 'benchmark', 'risk_free')),
  series   bigint,
  version  integer check (version > 0),
  symbol   text check (length(symbol) between 1 and 40),
  primary key (analysis, place),
  foreign key (analysis, user_id) references returns.analysis (id, user_id) on delete cascade,
  foreign key (series, user_id) references returns.series (id, user_id) on delete set null (series),
  check (series is null or symbol is null)
);
create index on returns.analysis_input (series);

-- Each run's answer. The oldest that are not pinned may go: they can be computed again.
create table returns.result (
  analysis       bigint not null,
  user_id        bigint not null,
  run            integer not null check (run > 0),
  answer         bytea not null check (substr(answer, 1, 4) = '\x28b52ffd'), -- zstd of the answer's JSON
  inputs_hash    text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  result_hash    text not null check (result_hash ~ '^[0-9a-f]{64}$'),
  engine_version text not null,
  first_day      date not null,
  last_day       date not null check (last_day >= first_day),
  -- Of the first series, for lists; null where it does not exist.
  total          double precision,
  cagr           double precision,
  volatility     double precision,
  sharpe         double precision,
  max_drawdown   double precision,
  is_pinned      boolean not null default false,
  bytes          integer not null generated always as (octet_length(answer)) stored,
  created_at     timestamptz not null default now(),
  primary key (analysis, run),
  foreign key (analysis, user_id) references returns.analysis (id, user_id) on delete cascade
);
alter table returns.result alter column answer set storage external;
create index on returns.result (user_id);

create table returns.note (
  id         bigint generated always as identity primary key,
  note_id    uuid not null unique default gen_random_uuid(),
  analysis   bigint not null,
  user_id    bigint not null,
  text       text not null check (length(text) between 1 and 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (analysis, user_id) references returns.analysis (id, user_id) on delete cascade
);
create index on returns.note (analysis, created_at);

create table returns.share_link (
  id           bigint generated always as identity primary key,
  token_hash   bytea not null unique check (octet_length(token_hash) = 32), -- SHA-256; the token itself is shown once, never stored
  analysis     bigint not null,
  user_id      bigint not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  last_used_at timestamptz, -- to the minute
  revoked_at   timestamptz,
  foreign key (analysis, user_id) references returns.analysis (id, user_id) on delete cascade,
  constraint valid_for_an_hour_to_30_days check (expires_at between created_at + interval '1 hour' and created_at + interval '30 days')
);
create index on returns.share_link (analysis);
create index on returns.share_link (user_id);
create index on returns.share_link (expires_at);

-- Room --------------------------------------------------------------------------------------------------------------

-- What a person has: series and analyses that are not deleted, and the bytes of both.
create function returns.used(person bigint) returns table (series bigint, analyses bigint, bytes bigint) language sql stable
  security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select (select count(*) from returns.series s where s.user_id = person and s.deleted_at is null),
           (select count(*) from returns.analysis a where a.user_id = person and a.deleted_at is null),
           (select coalesce(sum(v.bytes), 0) from returns.series_version v join returns.series s on s.id = v.series
             where v.user_id = person and s.deleted_at is null)
         + (select coalesce(sum(r.bytes), 0) from returns.result r join returns.analysis a on a.id = r.analysis
             where r.user_id = person and a.deleted_at is null);
  end;
-- One's own, and how much there may be.
create function returns.usage() returns table (series bigint, series_most integer, analyses bigint, analyses_most integer, bytes bigint, bytes_most bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select u.series, umbrella.setting_integer('returns_series'), u.analyses, umbrella.setting_integer('returns_analyses'),
           u.bytes, umbrella.setting_integer('returns_megabytes') * bigint '1000000' from returns.used(umbrella.uid()) u;
  end;

-- What is added or brought back takes its place here, one change of a person after the other: a hundred at once leave exactly what
-- is allowed. Out of room: check_violation, constraint "series_quota", "analysis_quota" or "bytes_quota".
create function returns.room_take(person bigint, series integer, analyses integer, bytes bigint) returns void language plpgsql volatile
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u record;
begin
  perform pg_advisory_xact_lock(4718002000000000000 + person);
  select * into u from returns.used(person);
  if room_take.series > 0 and u.series + room_take.series > umbrella.setting_integer('returns_series') then
    raise check_violation using message = 'no place left for a series', constraint = 'series_quota';
  elsif room_take.analyses > 0 and u.analyses + room_take.analyses > umbrella.setting_integer('returns_analyses') then
    raise check_violation using message = 'no place left for an analysis', constraint = 'analysis_quota';
  elsif room_take.bytes > 0 and u.bytes + room_take.bytes > umbrella.setting_integer('returns_megabytes') * bigint '1000000' then
    raise check_violation using message = 'no room left', constraint = 'bytes_quota';
  end if;
end $$;

create function returns.series_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform returns.room_take(new.user_id, 1, 0, 0);
  elsif old.deleted_at is not null and new.deleted_at is null then
    perform returns.room_take(new.user_id, 1, 0, (select sum(v.bytes) from returns.series_version v where v.series = new.id));
  end if;
  return new;
end $$;
create trigger series_room before insert or update of deleted_at on returns.series for each row execute function returns.series_room();

create function returns.version_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform returns.room_take(new.user_id, 0, 0, octet_length(new.data) + coalesce(octet_length(new.original), 0));
  return new;
end $$;
create trigger version_room before insert on returns.series_version for each row execute function returns.version_room();

create function returns.analysis_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform returns.room_take(new.user_id, 0, 1, 0);
  elsif old.deleted_at is not null and new.deleted_at is null then
    perform returns.room_take(new.user_id, 0, 1, (select sum(r.bytes) from returns.result r where r.analysis = new.id));
  end if;
  return new;
end $$;
create trigger analysis_room before insert or update of deleted_at on returns.analysis for each row execute function returns.analysis_room();

create function returns.result_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform returns.room_take(new.user_id, 0, 0, octet_length(new.answer));
  return new;
end $$;
create trigger result_room before insert on returns.result for each row execute function returns.result_room();

-- Of one person the five newest files wait.
create function returns.draft_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4718002000000000000 + new.user_id);
  delete from returns.draft d where d.id in
    (select k.id from returns.draft k where k.user_id = new.user_id order by k.created_at desc, k.id desc offset 4);
  return new;
end $$;
create trigger draft_room before insert on returns.draft for each row execute function returns.draft_room();

-- With the team, and by a link (as sql/0017 has it for backtests) ---------------------------------------------------------

-- Share one's analysis with everybody who is signed in, or no longer. Its title; NULL: there is none.
create function returns.analysis_share(analysis uuid, with_team boolean) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  person umbrella.authentication_user;
  r returns.analysis;
begin
  select * into person from umbrella.authentication_user u where u.id = umbrella.uid();
  select * into r from returns.analysis a
   where a.analysis_id = analysis_share.analysis and a.user_id = person.id and a.deleted_at is null for no key update;
  if r.id is null or (r.shared_at is not null) = with_team then
    return r.title;
  end if;
  update returns.analysis a
     set shared_at = case when with_team then now() end,
         shared_by = case when with_team then coalesce(nullif(btrim(person.first_name || ' ' || person.last_name), ''), person.email) end
   where a.id = r.id;
  perform umbrella.audit_append(case when with_team then 'analysis.share' else 'analysis.unshare' end, 'analysis', r.analysis_id::text,
    r.title, null, null);
  return r.title;
end $$;

-- outcome: done; unknown (no such analysis of one's own); full (ten links to it work already); off (the setting share_link_days).
-- An analysis's links are counted under the lock of its row.
create function returns.link_add(analysis uuid, token_hash bytea, hours integer) returns text language plpgsql volatile security definer
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
  perform umbrella.audit_append('link.create', 'link', link::text, r.title, null, jsonb_build_object('analysis', r.analysis_id, 'hours', hours));
  return 'done';
end $$;
-- The analysis that the link led to; NULL: no such link of one's own.
create function returns.link_revoke(link bigint) returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  r returns.analysis;
begin
  select a.* into r from returns.share_link l join returns.analysis a on a.id = l.analysis
   where l.id = link and l.user_id = umbrella.uid();
  update returns.share_link l set revoked_at = now() where l.id = link and l.user_id = umbrella.uid() and l.revoked_at is null;
  if found then
    perform umbrella.audit_append('link.revoke', 'link', link::text, r.title, jsonb_build_object('analysis', r.analysis_id), null);
  end if;
  return r.analysis_id;
end $$;

-- The analysis that the link of this transaction (hub.link, SHA-256 in hex) opens, else NULL. For the policies.
create function returns.link_analysis() returns bigint language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  hash text := current_setting('hub.link', true);
  opened bigint;
begin
  if hash is null or length(hash) <> 64 or translate(hash, '0123456789abcdef', '') <> '' then
    return null;
  end if;
  select l.analysis into opened from returns.share_link l join umbrella.authentication_user u on u.id = l.user_id
   where l.token_hash = decode(hash, 'hex') and l.revoked_at is null and u.status = 'active'
     and now() < least(l.expires_at, l.created_at + make_interval(days => umbrella.setting_integer('share_link_days')));
  return opened;
end $$;

-- Open a page's transaction for who has a link, and note the use, once a minute. state: open; expired; ended (taken back, or the
-- analysis or its owner is gone); unknown.
create function returns.link_open(hash text) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  l returns.share_link;
begin
  perform set_config('hub.link', hash, true);
  if hash is null or length(hash) <> 64 or translate(hash, '0123456789abcdef', '') <> '' then
    return 'unknown';
  end if;
  select * into l from returns.share_link k where k.token_hash = decode(hash, 'hex');
  if l.id is null then
    return 'unknown';
  elsif l.revoked_at is null and now() >= l.expires_at then
    return 'expired';
  elsif not exists (select from returns.analysis a where a.id = returns.link_analysis() and a.deleted_at is null) then
    return 'ended';
  end if;
  update returns.share_link k set last_used_at = now()
   where k.id = l.id and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return 'open';
end $$;

-- Whose account is deleted shares nothing any more, even if it is restored.
create function returns.sharing_end() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update returns.analysis set shared_at = null, shared_by = null where user_id = new.id and shared_at is not null;
  update returns.share_link set revoked_at = now() where user_id = new.id and revoked_at is null;
  return null;
end $$;
create trigger returns_sharing_end after update of status on umbrella.authentication_user
  for each row when (new.status = 'deleted') execute function returns.sharing_end();

-- Housekeeping ------------------------------------------------------------------------------------------------------

-- Files that nobody answered for; what was deleted a day ago; links 30 days after their end.
create function returns.retain(most integer) returns jsonb language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  drafts bigint;
  series bigint;
  analyses bigint;
  links bigint;
begin
  delete from returns.draft d where d.id in
    (select k.id from returns.draft k where k.created_at < now() - interval '50 minutes' limit most);
  get diagnostics drafts = row_count;
  delete from returns.series s where s.id in
    (select k.id from returns.series k where k.deleted_at < now() - interval '1 day' limit most);
  get diagnostics series = row_count;
  delete from returns.analysis a where a.id in
    (select k.id from returns.analysis k where k.deleted_at < now() - interval '1 day' limit most);
  get diagnostics analyses = row_count;
  delete from returns.share_link l where l.id in
    (select k.id from returns.share_link k where k.expires_at < now() - interval '30 days' limit most);
  get diagnostics links = row_count;
  return jsonb_build_object('returns_drafts', drafts, 'returns_series', series, 'returns_analyses', analyses, 'returns_links', links);
end $$;
create or replace function umbrella.retain(most integer) returns jsonb language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select umbrella.retain_accounts(most) || margin.retain(most) || returns.retain(most);
  end;
-- So that no file waits for longer than an hour.
update ops.schedule set every = interval '10 minutes' where kind = 'retention';

-- Rights ------------------------------------------------------------------------------------------------------------

alter table returns.series enable row level security;
alter table returns.series force row level security;
alter table returns.series_version enable row level security;
alter table returns.series_version force row level security;
alter table returns.draft enable row level security;
alter table returns.draft force row level security;
alter table returns.analysis enable row level security;
alter table returns.analysis force row level security;
alter table returns.analysis_input enable row level security;
alter table returns.analysis_input force row level security;
alter table returns.result enable row level security;
alter table returns.result force row level security;
alter table returns.note enable row level security;
alter table returns.note force row level security;
alter table returns.share_link enable row level security;
alter table returns.share_link force row level security;

-- The functions above work as the owner, whom FORCE would otherwise shut out; and so do foreign keys.
create policy keeper on returns.series to hub_owner using (true) with check (true);
create policy keeper on returns.series_version to hub_owner using (true) with check (true);
create policy keeper on returns.draft to hub_owner using (true) with check (true);
create policy keeper on returns.analysis to hub_owner using (true) with check (true);
create policy keeper on returns.analysis_input to hub_owner using (true) with check (true);
create policy keeper on returns.result to hub_owner using (true) with check (true);
create policy keeper on returns.note to hub_owner using (true) with check (true);
create policy keeper on returns.share_link to hub_owner using (true) with check (true);

create policy own on returns.series to hub_returns, hub_home using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.series_version to hub_returns, hub_home
  using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.draft to hub_returns, hub_home
  using (user_id = (select umbrella.uid()) and created_at > now() - interval '50 minutes') with check (user_id = (select umbrella.uid()));
create policy own on returns.analysis to hub_returns, hub_home
  using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.analysis_input to hub_returns, hub_home
  using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.result to hub_returns, hub_home using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.note to hub_returns, hub_home using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on returns.share_link for select to hub_returns, hub_home using (user_id = (select umbrella.uid()));

create policy team on returns.analysis for select to hub_returns
  using (shared_at is not null and deleted_at is null and (select umbrella.uid()) is not null);
create policy link on returns.analysis for select to hub_returns
  using (deleted_at is null and id = (select returns.link_analysis()));
-- The answers of those analyses that row-level security shows.
create policy team on returns.result for select to hub_returns
  using ((select umbrella.uid()) is not null
    and exists (select from returns.analysis a where a.id = result.analysis and a.shared_at is not null and a.deleted_at is null));
create policy link on returns.result for select to hub_returns
  using (analysis = (select returns.link_analysis())
    and exists (select from returns.analysis a where a.id = result.analysis and a.deleted_at is null));

-- What a series was and what came out is never changed; nothing is deleted at once that can be brought back.
grant select on returns.series, returns.series_version, returns.draft, returns.analysis, returns.analysis_input, returns.result, returns.note
  to hub_returns, hub_home;
grant select (id, analysis, user_id, created_at, expires_at, last_used_at, revoked_at) on returns.share_link to hub_returns, hub_home;
grant insert on returns.series, returns.series_version, returns.draft, returns.analysis, returns.analysis_input, returns.result, returns.note
  to hub_returns;
grant update (name, note, symbol, version, updated_at, deleted_at) on returns.series to hub_returns;
grant update (mapping) on returns.draft to hub_returns;
grant update (title, series_names, benchmark, basis, first_day, last_day, request, run, updated_at, last_run_at, deleted_at)
  on returns.analysis to hub_returns;
grant update (is_pinned) on returns.result to hub_returns;
grant update (text, updated_at) on returns.note to hub_returns;
grant delete on returns.draft, returns.analysis_input, returns.result, returns.note to hub_returns;
grant execute on function returns.usage(), returns.analysis_share(uuid, boolean), returns.link_add(uuid, bytea, integer),
  returns.link_revoke(bigint), returns.link_analysis(), returns.link_open(text) to hub_returns;
