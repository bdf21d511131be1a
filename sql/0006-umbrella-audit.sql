-- The audit: who changed what, before and after. Append-only, each row chained to the one before by its hash; only the
-- owner's functions write it, in the transaction of the change itself (security.md 2.9).
-- SPDX-License-Identifier: Apache-2.0

create table umbrella.audit_event (
  seq         bigint primary key check (seq > 0),
  at          timestamptz not null,
  actor_id    bigint,        -- no reference: the record outlives the account
  actor       text not null, -- the person's e-mail, or the program's role
  ip_address  inet,
  action      text not null check (action ~ '^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$'), -- person.approve
  object_kind text not null default '', -- person, invitation, session, setting, ...
  object_id   text not null default '',
  object_name text not null default '', -- what the reader knows it by: an e-mail, a file
  before      jsonb,
  after       jsonb,
  hash        bytea not null unique check (octet_length(hash) = 32)
);
create index audit_event_at_idx on umbrella.audit_event (at);
create index audit_event_object_idx on umbrella.audit_event (object_kind, object_id, seq);
create index audit_event_actor_idx on umbrella.audit_event (actor_id, seq);
create index audit_event_action_idx on umbrella.audit_event (action, seq);

-- The newest event. Its one row is locked by whoever appends, so that the chain has no forks.
create table umbrella.audit_head (
  is_only boolean primary key default true check (is_only),
  seq  bigint not null,
  hash bytea not null check (octet_length(hash) = 32)
);
insert into umbrella.audit_head (seq, hash) values (0, sha256('Umbrella Hub'));

-- sha256(hash of the event before || this event as a JSON array of its columns, the time in UTC to the microsecond).
create function umbrella.audit_hash(previous bytea, e umbrella.audit_event) returns bytea language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select sha256(previous || convert_to(jsonb_build_array(e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      e.actor_id, e.actor, host(e.ip_address), e.action, e.object_kind, e.object_id, e.object_name, e.before, e.after)::text, 'UTF8'));
  end;

-- Append an event to the chain. The actor is the person whose live session (or token) asks; without one it is the name in
-- hub.actor (hubctl sets it), else the role. Append last: the head stays locked to the end of the transaction.
create function umbrella.audit_append(action text, object_kind text, object_id text, object_name text, before jsonb, after jsonb)
  returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e umbrella.audit_event;
  head umbrella.audit_head;
  person bigint := umbrella.uid();
  sid text := current_setting('hub.sid', true);
begin
  e.at := clock_timestamp();
  if person is null then
    e.actor := left(coalesce(nullif(current_setting('hub.actor', true), ''), session_user), 254);
  else
    select u.id, u.email into e.actor_id, e.actor from umbrella.authentication_user u where u.id = person;
    if length(sid) = 64 then
      select s.ip_address into e.ip_address from umbrella.authentication_usersession s where s.session_key = decode(sid, 'hex');
    end if;
  end if;
  e.action := audit_append.action;
  e.object_kind := coalesce(audit_append.object_kind, '');
  e.object_id := coalesce(audit_append.object_id, '');
  e.object_name := left(coalesce(audit_append.object_name, ''), 254);
  e.before := audit_append.before;
  e.after := audit_append.after;
  select * into head from umbrella.audit_head h for update;
  e.seq := head.seq + 1;
  e.at := greatest(e.at, (select a.at from umbrella.audit_event a where a.seq = head.seq)); -- time never runs backwards in it
  e.hash := umbrella.audit_hash(head.hash, e);
  insert into umbrella.audit_event select e.*;
  update umbrella.audit_head set seq = e.seq, hash = e.hash;
  return e.seq;
end $$;

-- Check the chain of the events first..last against the hashes; no row: it is whole. The first event of the range is checked
-- against the one before it, the last of all against the head.
create function umbrella.audit_verify(first bigint, last bigint) returns table (seq bigint, fault text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    with chain as (
      select e.seq, e.hash, umbrella.audit_hash(
               coalesce(lag(e.hash) over w, case when e.seq = 1 then sha256('Umbrella Hub'::bytea) end,
                        (select p.hash from umbrella.audit_event p where p.seq = e.seq - 1)), e) as computed,
             e.seq - coalesce(lag(e.seq) over w, first - 1) as step
        from umbrella.audit_event e where e.seq between first and last
      window w as (order by e.seq)
    ), faults as (
      select c.seq, case when c.step <> 1 then 'events before it are missing' else 'it was changed, or stands in the wrong place' end as fault
        from chain c where c.step <> 1 or c.computed is distinct from c.hash
      union all
      select h.seq, 'the newest events are missing or were replaced' from umbrella.audit_head h
       where last >= h.seq and h.seq > 0 and not exists
         (select from umbrella.audit_event e where e.seq = h.seq and e.hash = h.hash)
      union all
      select e.seq, 'it stands after the newest event' from umbrella.audit_event e, umbrella.audit_head h where e.seq > h.seq and last >= h.seq
    )
    select f.seq, min(f.fault) from faults f group by f.seq order by f.seq limit 100;
  end;

alter table umbrella.audit_event enable row level security;
alter table umbrella.audit_event force row level security;
alter table umbrella.audit_head enable row level security;
alter table umbrella.audit_head force row level security;
create policy all_rows on umbrella.audit_event to hub_owner using (true) with check (true);
create policy all_rows on umbrella.audit_head to hub_owner using (true) with check (true);
create policy console on umbrella.audit_event for select to hub_admin, hub_jobs using (true);
create policy console on umbrella.audit_head for select to hub_admin, hub_jobs using (true);
create policy own on umbrella.audit_event for select to hub_home
  using (actor_id = (select umbrella.uid()) or (object_kind = 'person' and object_id = (select umbrella.uid())::text));

grant usage on schema umbrella to hub_admin, hub_jobs, hub_egress;
grant usage on schema ops to hub_admin, hub_jobs, hub_egress;
grant select on ops.schema_version to hub_admin, hub_jobs, hub_egress;
grant execute on function umbrella.uid() to hub_admin, hub_jobs;
grant select on umbrella.audit_event to hub_admin, hub_jobs, hub_home;
grant select on umbrella.audit_head to hub_admin, hub_jobs;
grant execute on function umbrella.audit_append(text, text, text, text, jsonb, jsonb) to hub_auth, hub_home, hub_admin, hub_jobs;
grant execute on function umbrella.audit_verify(bigint, bigint) to hub_admin, hub_jobs;
