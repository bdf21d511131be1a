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

-- The same seed under a newer key. A seed that was replaced meanwhile stays.
create function umbrella.factor_reseal(person bigint, was bytea, sealed bytea, key text) returns void language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select umbrella.person_hold(person);
    update umbrella.second_factor f set sealed_seed = sealed, key_id = key where f.user_id = person and f.sealed_seed = was;
  end;

grant execute on function umbrella.half_signin_start(bytea, bigint, text, text, text, inet, text, text), umbrella.half_signin_use(bytea),
  umbrella.session_lower(text), umbrella.recovery_codes_left(bigint), umbrella.factor_reseal(bigint, bytea, bytea, text) to hub_auth;
