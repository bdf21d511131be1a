-- Sweeps: which runs are sweeps, the answers of those that a job computed, and deleting one.
-- SPDX-License-Identifier: Apache-2.0

-- A sweep's request names what is swept.
alter table margin.historical_backtest_backtestsession
  add is_sweep boolean not null generated always as
    (coalesce(parameters ->> 'parameter', parameters ->> 'start_dates', parameters ->> 'bootstrap') is not null) stored,
  add deleted_at timestamptz;
create index on margin.historical_backtest_backtestsession (user_id, created_at desc, id desc) where is_sweep and deleted_at is null;

-- What a job computed: a zstd frame of the answer's JSON. Short sweeps are computed again, or come from the cache.
create table margin.sweep_answer (
  session_id uuid primary key references margin.historical_backtest_backtestsession (session_id) on delete cascade,
  answer     bytea not null check (substr(answer, 1, 4) = '\x28b52ffd'),
  created_at timestamptz not null default now()
);
alter table margin.sweep_answer alter column answer set storage external;
create index on margin.sweep_answer (created_at);
alter table margin.sweep_answer enable row level security;
alter table margin.sweep_answer force row level security;
create policy keeper on margin.sweep_answer to hub_owner using (true) with check (true);
-- A person sees the answers of those runs that row-level security shows.
create policy own on margin.sweep_answer for select to hub_margin
  using (exists (select from margin.historical_backtest_backtestsession s where s.session_id = sweep_answer.session_id and s.deleted_at is null));

-- The job keeps its answer; done twice, the second time finds the place taken and changes nothing but the time. What is older than
-- 30 days goes.
create function margin.sweep_answer_put(session uuid, answer bytea) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  delete from margin.sweep_answer a where a.created_at < now() - interval '30 days';
  insert into margin.sweep_answer as a (session_id, answer)
    select s.session_id, sweep_answer_put.answer from margin.historical_backtest_backtestsession s where s.session_id = sweep_answer_put.session
    on conflict (session_id) do update set answer = excluded.answer, created_at = now();
  return found;
end $$;

-- Delete one's own sweep, or bring it back within a day. False: there is none, or it is not over. What was deleted a day ago goes.
create function margin.sweep_delete(session uuid) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  delete from margin.historical_backtest_backtestsession s
   where s.user_id = umbrella.uid() and s.is_sweep and s.deleted_at < now() - interval '1 day';
  update margin.historical_backtest_backtestsession s set deleted_at = now()
   where s.session_id = sweep_delete.session and s.user_id = umbrella.uid() and s.is_sweep and s.deleted_at is null
     and s.status in ('completed', 'error');
  return found;
end $$;
create function margin.sweep_restore(session uuid) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update margin.historical_backtest_backtestsession s set deleted_at = null
   where s.session_id = sweep_restore.session and s.user_id = umbrella.uid() and s.is_sweep and s.deleted_at > now() - interval '1 day';
  return found;
end $$;

grant select on margin.sweep_answer to hub_margin;
grant execute on function margin.sweep_delete(uuid), margin.sweep_restore(uuid) to hub_margin;
grant execute on function margin.sweep_answer_put(uuid, bytea) to hub_jobs;
-- The job reads the series that it computes with.
grant usage on schema market to hub_jobs;
grant select on all tables in schema market to hub_jobs;
