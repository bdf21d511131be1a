-- What the page "Your account" needs beyond reading: which of the listed sessions is the one that asks, and how pages look.
-- SPDX-License-Identifier: Apache-2.0

-- The number of the live session that asks, else NULL. Its key stays unreadable: whoever knows it could pose as the session.
create function umbrella.session_number() returns bigint language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select s.id from umbrella.authentication_usersession s
     where s.user_id = umbrella.uid() and encode(s.session_key, 'hex') = current_setting('hub.sid', true);
  end;
grant execute on function umbrella.session_number() to hub_home;

grant select (idle_ttl) on umbrella.authentication_usersession to hub_home;

create policy own_update on umbrella.authentication_user for update to hub_home
  using (id = (select umbrella.uid())) with check (id = (select umbrella.uid()));
grant update (theme) on umbrella.authentication_user to hub_home;
