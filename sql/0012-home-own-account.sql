-- What a signed-in person's own pages need beyond 0005 and 0008: time zones, the fate of one's invitations, everything held about
-- oneself for the export, and how many people wait for approval.
-- SPDX-License-Identifier: Apache-2.0

-- The time zones to choose from: places, and UTC. Also the test of what may stand in a profile: the server knows each of them.
create table umbrella.time_zone (name text primary key);
insert into umbrella.time_zone
  select z.name from pg_timezone_names z
   where z.name = 'UTC' or z.name ~ '^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/';
grant select on umbrella.time_zone to hub_home;

-- The time zone of who asks; UTC for nobody, and where the profile has a name that is none (brought from elsewhere).
create function umbrella.own_zone() returns text language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce((select z.name from umbrella.authentication_user u join umbrella.time_zone z on z.name = u.timezone
                      where u.id = umbrella.uid()), 'UTC');
  end;

-- What became of the people whom who asks has invited. They are somebody else's rows: only these dates are told.
create function umbrella.own_guests() returns table (invitation_id bigint, status text, approved_at timestamptz, first_signin_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select i.id, u.status, u.approval_date,
           (select min(a.attempted_at) from umbrella.authentication_loginattempt a where a.user_id = u.id and a.success)
      from umbrella.authentication_invitetoken i join umbrella.authentication_user u on u.id = i.registered_user_id
     where i.created_by_id = umbrella.uid();
  end;

-- How many people wait for approval; NULL for whoever has nothing to do with that.
create function umbrella.approvals_waiting() returns bigint language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select count(p.id) from umbrella.authentication_user me left join umbrella.authentication_user p on p.status = 'pending'
     where me.id = umbrella.uid() and me.is_staff group by me.id;
  end;

-- For the export. What works as a key is left out: the seed of the second factor, codes, links in mails.
create function umbrella.own_factor() returns table (since timestamptz, recovery_codes_left bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select f.confirmed_at, (select count(*) from umbrella.recovery_code c where c.user_id = f.user_id and c.used_at is null)
      from umbrella.second_factor f where f.user_id = umbrella.uid();
  end;
create function umbrella.own_mails() returns table (id bigint, kind text, to_address text, subject text, body_text text, status text, created_at timestamptz,
    sent_at timestamptz, last_error text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select m.id, m.kind, m.to_address, m.subject, ops.mail_without_links(m.body_text), m.status, m.created_at, m.sent_at, m.last_error
      from ops.outbox m where m.user_id = umbrella.uid();
  end;

grant execute on function umbrella.own_zone(), umbrella.own_guests(), umbrella.approvals_waiting(), umbrella.own_factor(), umbrella.own_mails(),
  umbrella.role_rank(text) to hub_home;
grant select (rejection_reason, created_ip) on umbrella.authentication_user to hub_home;
grant update (updated_at) on umbrella.authentication_user to hub_home;
grant select (stepup_at) on umbrella.authentication_usersession to hub_home;
grant select (id, results_data, engine_version, data_version, inputs_hash, result_hash, profit_threshold)
  on margin.historical_backtest_savedbacktestresult to hub_home;
create policy own_read on margin.margin_calculator_margincalculation for select to hub_home using (user_id = (select umbrella.uid()));
grant select on margin.margin_calculator_margincalculation to hub_home;
create policy home on margin.quota for select to hub_home using (user_id = (select umbrella.uid()));
grant select on margin.quota to hub_home;
