-- Saved results: notes, tags, a search over them, and a smaller form of the stored answer. Runs that take longer than a page waits
-- are jobs, and their sessions follow them. The cache of answers that take long.
-- SPDX-License-Identifier: Apache-2.0

-- Stored answers ----------------------------------------------------------------------------------------------------

-- Either a zstd frame of what src/compute/answer_pack.c packs, or, from before it and from the old system, gzip of JSON.
alter table margin.historical_backtest_savedbacktestresult
  drop constraint historical_backtest_savedbacktestresult_results_data_check,
  add constraint results_data_is_packed check (substr(results_data, 1, 4) = '\x28b52ffd' or substr(results_data, 1, 2) = '\x1f8b');

-- Tags and search ---------------------------------------------------------------------------------------------------

-- What a person typed, "Rates, long term,rates", as a sorted list without repetitions: {"long term",rates}.
create function margin.tags_of(typed text) returns text[] language sql immutable
  return array(select distinct lower(btrim(t)) collate "C" from regexp_split_to_table(typed, ',') t where btrim(t) <> '' order by 1);
create function margin.tags_fit(tags text[]) returns boolean language sql immutable
  return cardinality(tags) <= 10
    and not exists (select from unnest(tags) t where t is null or length(t) not between 1 and 30 or t ~ '[,[:cntrl:]]' or t <> lower(btrim(t)));

-- The words that a search finds a result by; those of its name weigh most.
create function margin.saved_words(name text, description text, ticker text, tags text[]) returns tsvector language sql immutable
  return setweight(to_tsvector('pg_catalog.simple', name), 'A')
      || setweight(to_tsvector('pg_catalog.simple', ticker || ' ' || array_to_string(tags, ' ')), 'B')
      || to_tsvector('pg_catalog.simple', coalesce(description, ''));
-- Every word typed is the beginning of a word sought. Nothing that was typed is understood as an operator.
create function margin.prefix_query(typed text) returns tsquery language sql immutable
  return (select to_tsquery('pg_catalog.simple', string_agg('''' || w || ''':*', ' & '))
            from regexp_split_to_table(translate(typed, '''\', '  '), '\s+') w where w <> '');

alter table margin.historical_backtest_savedbacktestresult
  add tags text[] not null default '{}' constraint tags_fit check (margin.tags_fit(tags)),
  add words tsvector not null generated always as (margin.saved_words(name, description, ticker, tags)) stored;

grant execute on function margin.tags_of(text), margin.tags_fit(text[]), margin.saved_words(text, text, text, text[]),
  margin.prefix_query(text) to hub_margin;
grant update (tags) on margin.historical_backtest_savedbacktestresult to hub_margin;
grant select (tags) on margin.historical_backtest_savedbacktestresult to hub_home;

-- Runs that are jobs ------------------------------------------------------------------------------------------------

alter table margin.historical_backtest_backtestsession add job_id bigint; -- no reference: finished jobs are deleted, runs stay
create unique index on margin.historical_backtest_backtestsession (job_id) where job_id is not null;

-- Record a run that takes long and order its job, whose payload gets the run's "session" and "person". Of one person's at most
-- three wait or run: else check_violation, constraint "sessions_unfinished".
create function margin.session_queue(mode text, etf text, start_date date, end_date date, parameters json, kind text, payload jsonb)
  returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := umbrella.uid();
  s margin.historical_backtest_backtestsession;
begin
  if person is null or session_queue.kind !~ '^margin-' then
    raise insufficient_privilege using message = 'only a person''s own computations are ordered here';
  end if;
  perform pg_advisory_xact_lock(4718000000000000 + person); -- two that are ordered at once count each other
  if (select count(*) from margin.historical_backtest_backtestsession r where r.user_id = person and r.status in ('pending', 'running')) >= 3 then
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

-- A run follows its job, whoever changes that: the runner, its successor that finds it dead, the console. A job whose runner died
-- waits again, and so does its run; given up, the run is an error.
create function margin.session_follow() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update margin.historical_backtest_backtestsession s
     set status = case new.status when 'waiting' then 'pending' when 'running' then 'running' when 'done' then 'completed' else 'error' end,
         completed_at = new.finished_at,
         execution_time_ms = extract(epoch from new.finished_at - new.started_at) * 1000
   where s.job_id = new.id;
  return null;
end $$;
create trigger session_follow after update of status on ops.job
  for each row when (new.kind like 'margin-%' and old.status <> new.status) execute function margin.session_follow();

-- How far one's own run is; no row: there is no such run, or its job is gone.
create function margin.session_job(session uuid)
  returns table (status text, progress double precision, progress_text text, error text, result jsonb, seconds double precision, ahead bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select j.status, j.progress, j.progress_text, j.error, j.result,
           extract(epoch from coalesce(j.finished_at, now()) - coalesce(j.started_at, j.finished_at, now())),
           case when j.status = 'waiting' then (select count(*) from ops.job w where w.status = 'running'
               or w.status = 'waiting' and w.run_at <= now() and (w.priority, -w.id) > (j.priority, -j.id)) else 0 end
      from margin.historical_backtest_backtestsession s join ops.job j on j.id = s.job_id
     where s.session_id = session_job.session and s.user_id = umbrella.uid();
  end;
-- False: it is over already, or not one's own.
create function margin.session_cancel(session uuid) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  job bigint;
begin
  select s.job_id into job from margin.historical_backtest_backtestsession s
   where s.session_id = session_cancel.session and s.user_id = umbrella.uid();
  return coalesce(ops.job_cancel(job), false);
end $$;
grant execute on function margin.session_queue(text, text, date, date, json, text, jsonb), margin.session_job(uuid),
  margin.session_cancel(uuid) to hub_margin;

-- The cache ---------------------------------------------------------------------------------------------------------

insert into umbrella.setting (place, topic, name, kind, title, help, default_value) values
  (33, 'limits', 'backtest_cache', 'flag', 'Keep answers of long computations for a day',
   'The same request gets the same answer without computing it again. Off changes nothing but the time.', 'on');

-- `request` is the canonical request. Engine and data are part of the key: nothing outlives a change of either.
create function margin.cache_key(engine text, engine_version text, data_version text, request text) returns text language sql immutable
  return md5(format('{"data_version":%s,"engine":%s,"engine_version":%s,"request":%s}',
                    to_json(data_version), to_json(engine), to_json(engine_version), request));
create function margin.cache_get(engine text, engine_version text, data_version text, request text) returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select c.results from margin.historical_backtest_backtestcache c
     where c.cache_key = margin.cache_key(engine, engine_version, data_version, request) and c.expires_at > now()
       and umbrella.setting_flag('backtest_cache');
  end;
-- At most 1,000 answers are kept, the newest.
create function margin.cache_put(engine text, engine_version text, data_version text, request text, ticker text, mode text, results bytea)
  returns boolean language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not umbrella.setting_flag('backtest_cache') then
    return false;
  end if;
  insert into margin.historical_backtest_backtestcache as c (cache_key, etf, mode, parameters, results)
    values (margin.cache_key(engine, engine_version, data_version, request), ticker, cache_put.mode, request::json, cache_put.results)
    on conflict (cache_key) do update set results = excluded.results, created_at = now(), expires_at = now() + interval '24 hours';
  delete from margin.historical_backtest_backtestcache c where c.id in
    (select k.id from margin.historical_backtest_backtestcache k order by k.created_at desc, k.id desc offset 1000);
  return true;
end $$;
grant usage on schema margin to hub_jobs;
grant execute on function margin.cache_get(text, text, text, text), margin.cache_put(text, text, text, text, text, text, bytea)
  to hub_margin, hub_jobs;
