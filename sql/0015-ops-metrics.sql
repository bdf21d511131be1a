-- What monitors ask: figures for /metrics, and the age of the queues for /readyz.
-- SPDX-License-Identifier: Apache-2.0

-- Seconds for which the oldest job that is due has waited; 0: none does.
create function ops.job_overdue() returns double precision language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce(extract(epoch from now() - min(j.run_at)), 0) from ops.job j where j.status = 'waiting' and j.run_at < now();
  end;

-- name and labels as Prometheus has them; the words that go with a name are in src/web/metrics.c. A process counts as alive for two
-- minutes after its last heartbeat.
create function ops.metrics() returns table (name text, labels text, value double precision)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    with beat as (
      select format('program="%s"', h.program) as of_program,
             format('program="%s",host="%s",pid="%s"', h.program, replace(replace(h.host, '\', '\\'), '"', '\"'), h.pid) as process, h.*
        from ops.heartbeat h where h.at > now() - interval '2 minutes'
    ), statuses as (
      select s.status, coalesce(j.n, 0) as n from unnest(array['waiting', 'running', 'failed']) s (status)
        left join (select k.status, count(*) as n from ops.job k where k.status in ('waiting', 'running', 'failed') group by 1) j using (status)
    ), mails as (
      select s.status, coalesce(m.n, 0) as n from unnest(array['waiting', 'sending', 'failed']) s (status)
        left join (select k.status, count(*) as n from ops.outbox k where k.status in ('waiting', 'sending', 'failed') group by 1) m using (status)
    )
    select 'hub_processes', beat.of_program, count(*)::double precision from beat group by 2
    union all select 'hub_requests_total', beat.process, beat.requests from beat
    union all select 'hub_failures_total', beat.process, beat.failures from beat
    union all select 'hub_busy_seconds_total', beat.process, beat.busy_us / 1e6 from beat
    union all select 'hub_resident_bytes', beat.process, beat.rss_kb * 1024 from beat
    union all select 'hub_jobs', format('status="%s"', statuses.status), statuses.n from statuses
    union all select 'hub_job_overdue_seconds', '', ops.job_overdue()
    union all select 'hub_mails', format('status="%s"', mails.status), mails.n from mails
    union all select 'hub_mail_overdue_seconds', '', coalesce((select extract(epoch from now() - min(m.next_try_at)) from ops.outbox m
                                                                 where m.status = 'waiting' and m.next_try_at < now()), 0)
    union all select 'hub_sessions_live', '', (select count(*) from umbrella.authentication_usersession s
      where s.revoked_at is null and now() < s.abs_expires and now() < s.last_activity + s.idle_ttl)
    union all select 'hub_people', format('status="%s"', u.status), count(*) from umbrella.authentication_user u group by u.status
    union all select 'hub_audit_events_total', '', coalesce((select h.seq from umbrella.audit_head h), 0)
    union all select 'hub_schema_version', '', coalesce((select max(v.number) from ops.schema_version v), 0)
    union all select 'hub_database_bytes', '', pg_database_size(current_database())
    order by 1, 2;
  end;

grant execute on function ops.metrics() to hub_home;
grant execute on function ops.job_overdue() to hub_auth, hub_home, hub_admin, hub_margin;
