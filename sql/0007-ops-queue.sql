-- What the daemons and the console share: settings changed while the hub runs, the queue of jobs and its schedule, the outbox
-- of mails, and heartbeats.
-- SPDX-License-Identifier: Apache-2.0

-- Settings ----------------------------------------------------------------------------------------------------------

-- The console's page is made from these rows. value NULL: the default is in force.
create table umbrella.setting (
  name          text primary key check (name ~ '^[a-z]+(_[a-z]+)*$'),
  topic         text not null check (topic in ('registration', 'mail', 'limits', 'retention', 'announcement')),
  kind          text not null check (kind in ('text', 'integer', 'flag', 'choice', 'secret')), -- flag: on or off
  title         text not null,
  help          text not null default '',
  least         integer,
  most          integer,
  choices       text[],
  labels        text[], -- of the choices, as the page says them
  is_one_way    boolean not null default false, -- switched on by the console, off at the machine alone (hubctl setting)
  default_value text not null,
  value         text check (length(value) <= 2000),
  place         smallint not null, -- order on the page
  updated_at    timestamptz,
  updated_by_id bigint references umbrella.authentication_user (id) on delete set null,
  constraint value_fits check (value is null or case kind
    when 'integer' then value ~ '^[0-9]{1,6}$' and value::integer between least and most
    when 'flag' then value in ('on', 'off')
    when 'choice' then value = any (choices)
    else value !~ '[\x00-\x1f\x7f]' end)
);
insert into umbrella.setting (place, topic, name, kind, title, help, least, most, default_value) values
  (11, 'registration', 'invitation_hours', 'integer', 'An invitation is valid for', 'In hours.', 1, 720, '72'),
  (12, 'registration', 'invitation_approves', 'flag', 'An invitation approves', 'Who accepts an invitation from somebody entitled to approve needs no further approval.', null, null, 'off'),
  (20, 'mail', 'mail_server', 'text', 'Mail server', 'Written smtp://host:587 or smtps://host:465. Empty: mails stay in the console.', null, null, ''),
  (22, 'mail', 'mail_user', 'text', 'User name', 'Empty: the server asks for none.', null, null, ''),
  (23, 'mail', 'mail_password', 'secret', 'Password', 'Sealed for hub-egress; nobody else can read it.', null, null, ''),
  (24, 'mail', 'mail_from', 'text', 'Sender', 'An address, or Name <address>.', null, null, ''),
  (25, 'mail', 'mail_bounce', 'text', 'Address for late bounces', 'With {token} in it, for instance bounce+{token}@example.org. Empty: the sender.', null, null, ''),
  (30, 'limits', 'saved_results_quota', 'integer', 'Saved backtests per person', '', 0, 50, '50'),
  (31, 'limits', 'api_tokens_quota', 'integer', 'API tokens per person', '', 0, 100, '10'),
  (40, 'retention', 'retention_signins', 'integer', 'Sign-in attempts', 'In days.', 7, 3650, '365'),
  (41, 'retention', 'retention_sessions', 'integer', 'Ended sessions', 'In days.', 1, 3650, '30'),
  (42, 'retention', 'retention_invitations', 'integer', 'Expired invitations', 'In days after they expired.', 1, 3650, '90'),
  (43, 'retention', 'retention_mail', 'integer', 'Mails', 'In days after they were sent or given up.', 1, 3650, '90'),
  (44, 'retention', 'retention_jobs', 'integer', 'Finished jobs', 'In days.', 1, 3650, '30'),
  (45, 'retention', 'retention_runs', 'integer', 'Backtest runs that were not saved', 'In days.', 1, 3650, '90'),
  (50, 'announcement', 'banner', 'text', 'Announcement', 'Shown on top of every page to everybody who is signed in. Empty: none.', null, null, '');
insert into umbrella.setting (place, topic, name, kind, title, help, choices, labels, default_value) values
  (10, 'registration', 'registration_mode', 'choice', 'Who may register', 'While nobody may, invitations are not accepted either.', '{closed,invitation,open}',
    '{Nobody,"Whoever is invited","Everybody, with approval"}', 'invitation'),
  (21, 'mail', 'mail_tls', 'choice', 'Encryption', 'To do without is for a server on this machine.', '{required,none}', '{Required,None}', 'required');
insert into umbrella.setting (place, topic, name, kind, title, help, is_one_way, default_value) values
  (13, 'registration', 'two_person', 'flag', 'Two people for rights', 'Console rights need a second superuser, and nobody approves whom they invited. So that no single '
    'person can take this away, it is switched off on the server alone: hubctl setting reset two_person.', true, 'off');

create function umbrella.setting_text(name text) returns text language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce(s.value, s.default_value) from umbrella.setting s where s.name = setting_text.name;
  end;
create function umbrella.setting_integer(name text) returns integer language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce(s.value, s.default_value)::integer from umbrella.setting s where s.name = setting_integer.name and s.kind = 'integer';
  end;
create function umbrella.setting_flag(name text) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce(s.value, s.default_value) = 'on' from umbrella.setting s where s.name = setting_flag.name and s.kind = 'flag';
  end;

-- hub-egress makes its key pair and shows the public half; who stores a secret for it seals it with that (crypto_box_seal).
create table ops.egress_key (
  public_key bytea primary key check (octet_length(public_key) = 32),
  created_at timestamptz not null default now()
);

-- Jobs --------------------------------------------------------------------------------------------------------------

-- A runner holds an advisory lock (the job's number in the space of job_lock) as long as it works. A job that is running with
-- its lock free has lost its runner: it is run once more, and given up when that one dies too.
create table ops.job (
  id               bigint generated always as identity primary key,
  kind             text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  payload          jsonb not null default '{}',
  dedupe           text, -- of the same kind and dedupe only one waits or runs
  priority         smallint not null default 0, -- higher first
  status           text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  run_at           timestamptz not null default now(),
  tries            integer not null default 0,
  tries_most       integer not null default 3 check (tries_most >= 1),
  runners_lost     integer not null default 0,
  runner           text,
  progress         double precision check (progress between 0 and 1),
  progress_text    text,
  cancel_requested boolean not null default false,
  error            text check (length(error) <= 2000),
  result           jsonb,
  created_by_id    bigint references umbrella.authentication_user (id) on delete set null,
  created_at       timestamptz not null default now(),
  started_at       timestamptz,
  finished_at      timestamptz,
  constraint finished_has_time check ((status in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
create unique index job_dedupe_key on ops.job (kind, dedupe) where status in ('waiting', 'running');
create index job_waiting_idx on ops.job (priority desc, run_at, id) where status = 'waiting';
create index job_running_idx on ops.job (id) where status = 'running';
create index job_failed_idx on ops.job (finished_at) where status = 'failed';
create index job_created_by_idx on ops.job (created_by_id);
create index job_finished_idx on ops.job (finished_at) where finished_at is not null;

create function ops.job_lock(job bigint) returns bigint language sql immutable
  return 4715000000000000 + job;

create function ops.job_notify() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('hub_job', '');
  return null;
end $$;
create trigger job_notify after insert or update of status, run_at on ops.job
  for each row when (new.status = 'waiting') execute function ops.job_notify();

-- Put a job into the queue. NULL: one of the same kind and dedupe waits or runs already.
create function ops.job_add(kind text, payload jsonb, dedupe text, run_at timestamptz) returns bigint language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into ops.job (kind, payload, dedupe, run_at, created_by_id)
      values (job_add.kind, coalesce(job_add.payload, '{}'), job_add.dedupe, coalesce(job_add.run_at, now()), umbrella.uid())
      on conflict do nothing returning id;
  end;

-- The next job that is due, with its lock; no row: nothing is.
create function ops.job_take(who text) returns setof ops.job language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  j ops.job;
begin
  select * into j from ops.job where status = 'waiting' and run_at <= now()
    order by priority desc, run_at, id limit 1 for update skip locked;
  if not found then
    return;
  end if;
  perform pg_advisory_lock(ops.job_lock(j.id));
  return query update ops.job set status = 'running', tries = tries + 1, runner = who, started_at = now(), progress = null,
      progress_text = null, error = null where id = j.id returning *;
end $$;

-- Jobs whose runner is gone: back into the queue, or given up the second time. To be called by a runner that holds no job.
create function ops.job_reclaim() returns integer language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  j ops.job;
  n integer := 0;
begin
  for j in select * from ops.job where status = 'running' order by id for update skip locked loop
    continue when not pg_try_advisory_xact_lock(ops.job_lock(j.id));
    update ops.job set runners_lost = runners_lost + 1, runner = null,
        status = case when cancel_requested then 'cancelled' when runners_lost >= 1 then 'failed' else 'waiting' end,
        finished_at = case when cancel_requested or runners_lost >= 1 then now() end,
        error = case when runners_lost >= 1 then 'its runner died twice' else 'its runner died; run once more' end
      where id = j.id;
    n := n + 1;
  end loop;
  return n;
end $$;

-- What a runner says about its job counts only while the job is its own: it may have lost it (with its connection, and so its
-- lock) to another. Hence `who`, the name it took the job under; what does not count answers NULL or false.
-- How far it is; true: stop.
create function ops.job_progress(job_id bigint, who text, done double precision, words text) returns boolean language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update ops.job set progress = least(greatest(done, 0), 1), progress_text = left(words, 200)
      where id = job_id and status = 'running' and runner = who returning cancel_requested;
  end;
-- In the same transaction as the job's last effect. is_stopped: it was cancelled, and did what `answer` says until then.
create function ops.job_done(job_id bigint, who text, answer jsonb, is_stopped boolean) returns boolean language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with done as (
      update ops.job set status = case when is_stopped then 'cancelled' else 'done' end, finished_at = now(),
          progress = case when is_stopped then progress else 1 end, result = answer, error = null
        where id = job_id and status = 'running' and runner = who returning 1)
    select exists (select from done);
  end;
-- Tried again after 30 s, 2 and 8 minutes, unless it is final.
create function ops.job_fail(job_id bigint, who text, why text, is_final boolean) returns boolean language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with failed as (
      update ops.job set error = left(why, 2000), runner = null,
          status = case when is_final or cancel_requested or tries >= tries_most then 'failed' else 'waiting' end,
          finished_at = case when is_final or cancel_requested or tries >= tries_most then now() end,
          run_at = now() + interval '30 seconds' * power(4, tries - 1)
        where id = job_id and status = 'running' and runner = who returning 1)
    select exists (select from failed);
  end;
-- The runner is told to end before the job is done: as if it had never been taken.
create function ops.job_give_back(job_id bigint, who text) returns boolean language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with given as (
      update ops.job set status = 'waiting', tries = tries - 1, runner = null, started_at = null, progress = null, progress_text = null
        where id = job_id and status = 'running' and runner = who returning 1)
    select exists (select from given);
  end;

-- Seconds until the next waiting job is due; NULL: none waits.
create function ops.job_due() returns double precision language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select greatest(0, extract(epoch from min(j.run_at) - now())) from ops.job j where j.status = 'waiting'
      having count(*) > 0; -- greatest() of nothing would be 0, and the runners would never rest
  end;

create table ops.schedule (
  kind    text primary key,
  every   interval not null check (every >= interval '1 minute'),
  next_at timestamptz not null default now(),
  last_at timestamptz
);
insert into ops.schedule (kind, every) values
  ('audit-anchor', '1 minute'), ('retention', '1 hour'), ('token-reminders', '6 hours'), ('account-deletion', '1 hour');

-- Put into the queue what is due; the seconds until the next is.
create function ops.schedule_run() returns double precision language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  s ops.schedule;
begin
  for s in select * from ops.schedule where next_at <= now() for update skip locked loop
    perform ops.job_add(s.kind, '{}', s.kind, now());
    update ops.schedule set last_at = now(), next_at = now() + every where kind = s.kind;
  end loop;
  return (select greatest(0, extract(epoch from min(next_at) - now())) from ops.schedule);
end $$;

-- Mails -------------------------------------------------------------------------------------------------------------

create table ops.outbox (
  id            bigint generated always as identity primary key,
  kind          text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  to_address    text not null check (length(to_address) between 3 and 254 and to_address !~ '[\x00-\x20\x7f<>,;"\\]'),
  subject       text not null check (length(subject) between 1 and 250 and subject !~ '[\x00-\x1f\x7f]'),
  body_text     text not null check (length(body_text) <= 100000),
  body_html     text not null default '' check (length(body_html) <= 200000),
  user_id       bigint references umbrella.authentication_user (id) on delete set null,
  invitation_id bigint, -- reference added below, where that table is made
  message_id    uuid not null unique default gen_random_uuid(), -- of its Message-ID; the same at every try
  bounce_token  uuid not null unique default gen_random_uuid(), -- of its envelope's sender
  status        text not null default 'waiting' check (status in ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
  tries         integer not null default 0,
  next_try_at   timestamptz not null default now(),
  last_error    text check (length(last_error) <= 1000),
  created_at    timestamptz not null default now(),
  sent_at       timestamptz,
  finished_at   timestamptz,
  bounced_at    timestamptz,
  bounce_reason text check (length(bounce_reason) <= 1000)
);
create index outbox_waiting_idx on ops.outbox (next_try_at, id) where status = 'waiting';
create index outbox_sending_idx on ops.outbox (id) where status = 'sending';
create index outbox_failed_idx on ops.outbox (finished_at) where status = 'failed';
create index outbox_user_idx on ops.outbox (user_id);
create index outbox_invitation_idx on ops.outbox (invitation_id);

alter table ops.outbox enable row level security; -- it holds people's mails, with links that work until they are sent
alter table ops.outbox force row level security;
create policy all_rows on ops.outbox to hub_owner using (true) with check (true);
create policy console on ops.outbox for select to hub_admin using (true);

create function ops.mail_notify() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('hub_mail', '');
  return null;
end $$;
create trigger mail_notify after insert or update of status, next_try_at on ops.outbox
  for each row when (new.status = 'waiting') execute function ops.mail_notify();

create function ops.mail_add(kind text, to_address text, subject text, body_text text, body_html text, user_id bigint, invitation_id bigint)
  returns bigint language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    insert into ops.outbox (kind, to_address, subject, body_text, body_html, user_id, invitation_id)
      values (mail_add.kind, mail_add.to_address, mail_add.subject, mail_add.body_text, mail_add.body_html, mail_add.user_id, mail_add.invitation_id)
      returning id;
  end;

create function ops.mail_lock(mail bigint) returns bigint language sql immutable
  return 4716000000000000 + mail;

create function ops.mail_take() returns setof ops.outbox language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  m ops.outbox;
begin
  select * into m from ops.outbox where status = 'waiting' and next_try_at <= now() order by next_try_at, id limit 1 for update skip locked;
  if not found then
    return;
  end if;
  perform pg_advisory_lock(ops.mail_lock(m.id));
  return query update ops.outbox set status = 'sending', tries = tries + 1 where id = m.id returning *;
end $$;

-- Mails whose sender died on the way are tried again, under the same Message-ID: a mail twice is better than none. One that
-- was taken six times without an end is given up: it may be what kills the sender.
create function ops.mail_reclaim() returns integer language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  m ops.outbox;
  n integer := 0;
begin
  for m in select * from ops.outbox where status = 'sending' order by id for update skip locked loop
    continue when not pg_try_advisory_xact_lock(ops.mail_lock(m.id));
    update ops.outbox set status = case when tries >= 6 then 'failed' else 'waiting' end, finished_at = case when tries >= 6 then now() end,
        next_try_at = now(), last_error = 'hub-egress stopped while sending' where id = m.id;
    n := n + 1;
  end loop;
  return n;
end $$;

-- Seconds until the next waiting mail is due; NULL: none waits.
create function ops.mail_due() returns double precision language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select greatest(0, extract(epoch from min(m.next_try_at) - now())) from ops.outbox m where m.status = 'waiting'
      having count(*) > 0;
  end;

-- hub-egress hears when the settings of mail change: mails may have waited for them.
create trigger mail_notify after update of value on umbrella.setting
  for each row when (new.topic = 'mail') execute function ops.mail_notify();

-- What was sent keeps no working link.
create function ops.mail_without_links(body text) returns text language sql immutable
  return regexp_replace(body, '/(invite|reset|verify)/[0-9a-f]{64}', '/\1/...', 'g');

-- Try again after 1, 5, 30 minutes, 2 and 6 hours; then it has failed. A refusal for good has failed at once.
create function ops.mail_failed(mail_id bigint, why text, is_final boolean) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update ops.outbox set last_error = left(why, 1000),
        status = case when is_final or tries >= 6 then 'failed' else 'waiting' end,
        finished_at = case when is_final or tries >= 6 then now() end,
        next_try_at = now() + (array[1, 5, 30, 120, 360])[least(tries, 5)] * interval '1 minute'
      where id = mail_id and status = 'sending';
  end;

-- Heartbeats --------------------------------------------------------------------------------------------------------

create unlogged table ops.heartbeat (
  program    text not null,
  host       text not null,
  pid        integer not null,
  started_at timestamptz not null,
  version    text not null,
  at         timestamptz not null,
  requests   bigint not null, -- or jobs, or mails; since it started, like the next two
  failures   bigint not null,
  busy_us    bigint not null,
  rss_kb     bigint not null,
  primary key (program, host, pid)
);
create function ops.beat(program text, pid integer, started timestamptz, version text, requests bigint, failures bigint, busy_us bigint,
                         rss_kb bigint) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    insert into ops.heartbeat values (beat.program, coalesce(host(inet_client_addr()), 'local'), beat.pid, beat.started, beat.version, now(),
                                      beat.requests, beat.failures, beat.busy_us, beat.rss_kb)
      on conflict (program, host, pid) do update set started_at = excluded.started_at, version = excluded.version, at = excluded.at,
        requests = excluded.requests, failures = excluded.failures, busy_us = excluded.busy_us, rss_kb = excluded.rss_kb;
  end;

-- Rights --------------------------------------------------------------------------------------------------------------

grant usage on schema ops to hub_auth, hub_home, hub_margin;
grant execute on function ops.beat(text, integer, timestamptz, text, bigint, bigint, bigint, bigint)
  to hub_auth, hub_home, hub_admin, hub_margin, hub_jobs, hub_egress;
grant execute on function umbrella.setting_text(text), umbrella.setting_integer(text), umbrella.setting_flag(text)
  to hub_auth, hub_home, hub_admin, hub_margin, hub_jobs, hub_egress;
-- Not to the console: a job of its own making could invite in anybody's name; console_job_add sees to that.
grant execute on function ops.job_add(text, jsonb, text, timestamptz) to hub_auth, hub_jobs;
grant execute on function ops.job_lock(bigint), ops.job_take(text), ops.job_reclaim(), ops.job_progress(bigint, text, double precision, text),
  ops.job_done(bigint, text, jsonb, boolean), ops.job_fail(bigint, text, text, boolean), ops.job_give_back(bigint, text), ops.job_due(), ops.schedule_run() to hub_jobs;
grant execute on function ops.mail_add(text, text, text, text, text, bigint, bigint) to hub_auth, hub_home, hub_admin, hub_jobs;
grant execute on function ops.mail_lock(bigint), ops.mail_take(), ops.mail_reclaim(), ops.mail_due(), ops.mail_failed(bigint, text, boolean) to hub_egress;
grant select on umbrella.setting to hub_admin;
grant select on ops.job, ops.schedule, ops.heartbeat, ops.egress_key to hub_admin;
-- Not the words of mails, which hold links that work: ops.mail_shown and umbrella.console_mail_links tell them.
grant select (id, kind, to_address, subject, user_id, invitation_id, message_id, status, tries, next_try_at, last_error, created_at, sent_at, finished_at,
  bounced_at, bounce_reason) on ops.outbox to hub_admin;
grant select, insert, delete on ops.egress_key to hub_egress;
