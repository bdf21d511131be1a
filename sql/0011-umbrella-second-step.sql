-- Signing in in two steps: what the first leaves behind, and what the second makes of it; and the second factor's key
-- (security.md 2.4 and 2.5).
-- An attempt is one row of authentication_loginattempt: "second factor due" stays what it says when nothing follows, and becomes
-- the success when the code was right. A wrong code is a row of its own.
-- SPDX-License-Identifier: Apache-2.0

-- The password `stored` was right. False: it is another by now. reason: what the attempt is recorded as.
create function umbrella.half_signin_start(ticket bytea, person bigint, purpose text, stored text, email text, ip inet, agent text,
                                           reason text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from umbrella.authentication_user u where u.id = person and u.password = stored for share; -- see void_half_signins
  if not found then
    return false;
  end if;
  perform umbrella.loginattempt_add(half_signin_start.email, ip, agent, reason, person);
  insert into umbrella.half_signin (token_hash, user_id, purpose) values (ticket, person, half_signin_start.purpose);
  return true;
end $$;

-- The second step was right. Of many at once one is true; the attempt then reads as the success that it is.
create function umbrella.half_signin_use(ticket bytea) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  h umbrella.half_signin;
begin
  update umbrella.half_signin set used_at = now()
   where token_hash = ticket and purpose = 'factor' and used_at is null and expires_at > now() returning * into h;
  if not found then
    return false;
  end if;
  -- Both rows were written in one transaction, so they have one time.
  update umbrella.authentication_loginattempt l set success = true, failure_reason = null
   where l.attempted_at = h.created_at and l.id =
     (select a.id from umbrella.authentication_loginattempt a
       where a.user_id = h.user_id and a.attempted_at = h.created_at and a.failure_reason = 'second factor due' order by a.id limit 1);
  if found then
    update umbrella.loginattempt_day set good = good + 1, bad = bad - 1 where day = (h.created_at at time zone 'UTC')::date;
  end if;
  return true;
end $$;

-- Who knew only the old password gets no further with it.
create function umbrella.void_half_signins() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  delete from umbrella.half_signin where user_id = new.id and used_at is null;
  return null;
end $$;
create trigger void_half_signins after update of password on umbrella.authentication_user
  for each row when (old.password is distinct from new.password) execute function umbrella.void_half_signins();

-- After too many wrong codes: the session has seen no second factor, and nobody has proved anything lately.
create function umbrella.session_lower(sid text) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update umbrella.authentication_usersession s set aal = 1, stepup_at = null
     where s.session_key = decode(sid, 'hex') and s.revoked_at is null;
  end;

create function umbrella.recovery_codes_left(person bigint) returns bigint language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select count(*) from umbrella.recovery_code c where c.user_id = person and c.used_at is null;
  end;

-- A seed that waits for its first right code. The factor in force stays what it is until then, so that nobody is ever without
-- one on the way to another device: console people must not be.
create table umbrella.factor_enrolment (
  user_id     bigint primary key references umbrella.authentication_user (id) on delete cascade,
  sealed_seed bytea not null check (octet_length(sealed_seed) between 40 and 200),
  key_id      text not null check (length(key_id) between 1 and 16),
  created_at  timestamptz not null default now()
);
create or replace function umbrella.factor_enrol(sealed bytea, key text) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  person bigint := umbrella.uid();
begin
  delete from umbrella.factor_enrolment e where e.created_at < now() - interval '1 day';
  if person is null then
    return false;
  end if;
  insert into umbrella.factor_enrolment (user_id, sealed_seed, key_id) values (person, sealed, key)
    on conflict (user_id) do update set sealed_seed = excluded.sealed_seed, key_id = excluded.key_id, created_at = now();
  return true;
end $$;
-- The first right code: the new seed is in force from now on, with these recovery codes. Other sessions end. False: none waits.
create or replace function umbrella.factor_confirm(counter bigint, code_hashes bytea[]) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person bigint := umbrella.uid();
  n umbrella.factor_enrolment;
  was boolean;
  address text;
begin
  perform umbrella.person_hold(person);
  delete from umbrella.factor_enrolment e where e.user_id = person returning * into n;
  if not found then
    return false;
  end if;
  select u.has_second_factor into was from umbrella.authentication_user u where u.id = person;
  insert into umbrella.second_factor as f (user_id, sealed_seed, key_id, last_counter, confirmed_at)
    values (person, n.sealed_seed, n.key_id, counter, now())
    on conflict (user_id) do update set sealed_seed = excluded.sealed_seed, key_id = excluded.key_id,
      last_counter = excluded.last_counter, confirmed_at = excluded.confirmed_at;
  delete from umbrella.recovery_code where user_id = person;
  insert into umbrella.recovery_code (code_hash, user_id) select h, person from unnest(code_hashes) h;
  update umbrella.authentication_user set has_second_factor = true where id = person returning email into address;
  update umbrella.authentication_usersession s set revoked_at = now(), revoked_why = 'second factor set up'
   where s.user_id = person and s.revoked_at is null and encode(s.session_key, 'hex') <> current_setting('hub.sid', true);
  perform umbrella.audit_append(case when was then 'person.replace_factor' else 'person.enrol_factor' end, 'person', person::text, address,
    null, null);
  return true;
end $$;

-- The same seed under a newer key. A seed that was replaced meanwhile stays.
create function umbrella.factor_reseal(person bigint, was bytea, sealed bytea, key text) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select umbrella.person_hold(person);
    update umbrella.second_factor f set sealed_seed = sealed, key_id = key where f.user_id = person and f.sealed_seed = was;
  end;

alter table umbrella.factor_enrolment enable row level security;
alter table umbrella.factor_enrolment force row level security;
create policy all_rows on umbrella.factor_enrolment to hub_owner using (true) with check (true);
create policy auth on umbrella.factor_enrolment for select to hub_auth using (true);
grant select on umbrella.factor_enrolment to hub_auth;
revoke insert (token_hash, user_id, purpose) on umbrella.half_signin from hub_auth; -- half_signin_start does it
grant execute on function umbrella.half_signin_start(bytea, bigint, text, text, text, inet, text, text), umbrella.half_signin_use(bytea),
  umbrella.session_lower(text), umbrella.recovery_codes_left(bigint), umbrella.factor_reseal(bigint, bytea, bytea, text) to hub_auth;
