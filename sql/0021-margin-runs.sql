-- Runs that are computed while a page waits: recorded before they begin, so that one whose process dies is known as well.
-- SPDX-License-Identifier: Apache-2.0

create index on margin.historical_backtest_backtestsession (created_at) where status in ('pending', 'running');

create function margin.run_begin(mode text, etf text, start_date date, end_date date, parameters json) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := umbrella.uid();
  id uuid;
begin
  if person is null then
    raise insufficient_privilege using message = 'only somebody who is signed in runs something';
  end if;
  perform set_config('synchronous_commit', 'off', true); -- what waits for the disk is its end
  insert into margin.historical_backtest_backtestsession (user_id, mode, etf, start_date, end_date, parameters, status)
    values (person, run_begin.mode, run_begin.etf, run_begin.start_date, run_begin.end_date, run_begin.parameters, 'running')
    returning session_id into id;
  return id;
end $$;

-- False: it is over, or not one's own, or follows its job.
create function margin.run_end(session uuid, is_good boolean, execution_time_ms double precision) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update margin.historical_backtest_backtestsession s
     set status = case when is_good then 'completed' else 'error' end, completed_at = now(), execution_time_ms = run_end.execution_time_ms
   where s.session_id = run_end.session and s.user_id = umbrella.uid() and s.job_id is null and s.status = 'running';
  return found;
end $$;
revoke insert on margin.historical_backtest_backtestsession from hub_margin;
grant execute on function margin.run_begin(text, text, date, date, json), margin.run_end(uuid, boolean, double precision) to hub_margin;

-- As before, but what is computed while its page waits is none of the three that wait or run.
create or replace function margin.session_queue(mode text, etf text, start_date date, end_date date, parameters json, kind text, payload jsonb)
  returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := umbrella.uid();
  s margin.historical_backtest_backtestsession;
begin
  if person is null or session_queue.kind !~ '^margin-' then
    raise insufficient_privilege using message = 'only a person''s own computations are ordered here';
  end if;
  perform pg_advisory_xact_lock(4718000000000000 + person); -- two that are ordered at once count each other
  if (select count(*) from margin.historical_backtest_backtestsession r
       where r.user_id = person and r.status in ('pending', 'running') and r.job_id is not null) >= 3 then
    raise check_violation using message = 'three computations wait or run already', constraint = 'sessions_unfinished';
  end if;
  s.session_id := gen_random_uuid();
  insert into margin.historical_backtest_backtestsession (session_id, user_id, mode, etf, start_date, end_date, parameters, status, job_id)
    values (s.session_id, person, session_queue.mode, session_queue.etf, session_queue.start_date, session_queue.end_date,
            session_queue.parameters, 'pending',
            ops.job_add(session_queue.kind, session_queue.payload || jsonb_build_object('session', s.session_id, 'person', person),
                        s.session_id::text, now()));
  return s.session_id;
end $$;

-- As before; and a run without a job that has not ended within a minute, when its page has long been given up, died.
create or replace function margin.retain(most integer) returns jsonb language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  saved bigint;
  links bigint;
begin
  update margin.historical_backtest_backtestsession s set status = 'error', completed_at = now()
   where s.status in ('pending', 'running') and s.created_at < now() - case when s.job_id is null then interval '1 minute' else interval '1 day' end
     and not exists (select from ops.job j where j.id = s.job_id and j.status in ('waiting', 'running'));
  delete from margin.historical_backtest_savedbacktestresult r where r.id in
    (select k.id from margin.historical_backtest_savedbacktestresult k where k.deleted_at < now() - interval '1 day' limit most);
  get diagnostics saved = row_count;
  delete from margin.share_link l where l.id in
    (select k.id from margin.share_link k where k.expires_at < now() - interval '30 days' limit most);
  get diagnostics links = row_count;
  return jsonb_build_object('saved', saved, 'links', links);
end $$;
